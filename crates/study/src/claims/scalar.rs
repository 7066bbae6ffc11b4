//! Scalar expressions of claims: one number from monthly tables and published figures.

use fxsens_core::convert::to_frequency;
use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Expr, Node, Operator};
use fxsens_core::period::{Frequency, Period};
use fxsens_core::published::{Published, PublishedFigure};
use fxsens_core::series::{Aggregation, Series};

/// Names of the functions, as [`ScalarContext::evaluate`] knows them.
pub(super) const FUNCTIONS: [&str; 17] = [
    "abs",
    "annual",
    "at",
    "cashflow",
    "count_negative_years",
    "exp",
    "first_positive_year",
    "first_release",
    "fiscal",
    "log",
    "max",
    "meti",
    "min",
    "published",
    "sqrt",
    "year",
    "year_mean",
];

/// What scalar expressions read.
#[derive(Debug, Clone, Copy)]
pub struct ScalarContext<'a> {
    /// Monthly, quarterly and annual series.
    pub dataset: &'a Dataset,
    /// Figures as announced.
    pub published: &'a Published,
}

/// A scalar expression that has no value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScalarError {
    /// The function does not exist.
    #[error("there is no function `{0}` for claims")]
    UnknownFunction(String),
    /// Wrong arguments.
    #[error("`{function}` expects {expected}")]
    Arguments {
        /// The function.
        function: String,
        /// What it expects.
        expected: &'static str,
    },
    /// A series that is not in the data.
    #[error("there is no series `{0}`")]
    UnknownSeries(String),
    /// A value that is not in the data.
    #[error("`{what}` has no value for {when}")]
    Missing {
        /// The series.
        what: String,
        /// The period.
        when: String,
    },
    /// None or several published figures fit.
    #[error("{found} distinct published values fit `{what}`; exactly one was expected")]
    Ambiguous {
        /// The key.
        what: String,
        /// How many fit.
        found: usize,
    },
    /// Something that is not a scalar.
    #[error("this is not a number: {0}")]
    NotScalar(String),
}

type Scalar = Result<f64, ScalarError>;

impl ScalarContext<'_> {
    /// Evaluates an expression to a number.
    ///
    /// # Errors
    /// [`ScalarError`] as its variants say.
    pub fn evaluate(&self, expression: &Expr) -> Scalar {
        match &expression.node {
            Node::Number(value) => Ok(*value),
            Node::Negate(inner) => Ok(-self.evaluate(inner)?),
            Node::Binary(operator, left, right) => {
                let (a, b) = (self.evaluate(left)?, self.evaluate(right)?);
                Ok(match operator {
                    Operator::Add => a + b,
                    Operator::Subtract => a - b,
                    Operator::Multiply => a * b,
                    Operator::Divide => a / b,
                    Operator::Power => a.powf(b),
                })
            }
            Node::Call(function, arguments) => self.call(function, arguments),
            Node::Name(name) => Err(ScalarError::NotScalar(name.clone())),
            Node::Text(text) => Err(ScalarError::NotScalar(text.clone())),
            Node::Range(from, to) => Err(ScalarError::NotScalar(format!("{from}:{to}"))),
        }
    }

    fn call(&self, function: &str, arguments: &[Expr]) -> Scalar {
        let numbers = |n: usize| -> Result<Vec<f64>, ScalarError> {
            let expected = if n == 1 { "one number" } else { "two numbers" };
            if arguments.len() != n {
                return Err(ScalarError::Arguments { function: function.into(), expected });
            }
            arguments.iter().map(|argument| self.evaluate(argument)).collect()
        };
        match function {
            "abs" => Ok(numbers(1)?[0].abs()),
            "log" => Ok(numbers(1)?[0].ln()),
            "exp" => Ok(numbers(1)?[0].exp()),
            "sqrt" => Ok(numbers(1)?[0].sqrt()),
            "min" => numbers(2).map(|n| n[0].min(n[1])),
            "max" => numbers(2).map(|n| n[0].max(n[1])),
            "year" => self.over_year(function, arguments, Frequency::Annual, Aggregation::Sum),
            "fiscal" => self.over_year(function, arguments, Frequency::FiscalYear, Aggregation::Sum),
            "year_mean" => self.over_year(function, arguments, Frequency::Annual, Aggregation::Mean),
            "annual" => {
                let (id, year) = id_and_year(function, arguments)?;
                let period = year_period(Frequency::Annual, year)?;
                self.value(id, period)
            }
            "at" => match arguments {
                [a, b] => {
                    let (id, when) = (text(a), text(b));
                    let (Some(id), Some(Ok(period))) = (id, when.map(str::parse::<Period>)) else {
                        return Err(wrong(function, "a series and a period, both quoted"));
                    };
                    self.value(id, period)
                }
                _ => Err(wrong(function, "a series and a period, both quoted")),
            },
            "count_negative_years" => self.count_negative_years(arguments),
            "first_positive_year" => self.first_positive_year(arguments),
            "published" => published(&self.published.digital, function, arguments),
            "first_release" => published(&self.published.first_releases, function, arguments),
            "cashflow" => published(&self.published.cashflow, function, arguments),
            "meti" => self.projection(arguments),
            _ => Err(ScalarError::UnknownFunction(function.into())),
        }
    }

    fn series(&self, id: &str) -> Result<&Series, ScalarError> {
        self.dataset.get(id).ok_or_else(|| ScalarError::UnknownSeries(id.into()))
    }

    fn value(&self, id: &str, period: Period) -> Scalar {
        let missing = || ScalarError::Missing { what: id.into(), when: period.to_string() };
        self.series(id)?.get(period).ok_or_else(missing)
    }

    fn yearly(&self, id: &str, frequency: Frequency, rule: Aggregation) -> Result<Series, ScalarError> {
        let mut series = self.series(id)?.clone();
        series.aggregation = rule;
        let converted = to_frequency(&series, frequency);
        converted.map(|c| c.series).map_err(|error| ScalarError::NotScalar(error.to_string()))
    }

    fn over_year(
        &self,
        function: &str,
        arguments: &[Expr],
        frequency: Frequency,
        rule: Aggregation,
    ) -> Scalar {
        let (id, year) = id_and_year(function, arguments)?;
        let period = year_period(frequency, year)?;
        let missing = || ScalarError::Missing { what: id.into(), when: period.to_string() };
        self.yearly(id, frequency, rule)?.get(period).ok_or_else(missing)
    }

    fn count_negative_years(&self, arguments: &[Expr]) -> Scalar {
        let expected = "a quoted series, a first and a last year";
        let [id, first, last] = arguments else { return Err(wrong("count_negative_years", expected)) };
        let id = text(id).ok_or_else(|| wrong("count_negative_years", expected))?;
        let (first, last) = (self.evaluate(first)? as i32, self.evaluate(last)? as i32);
        let yearly = self.yearly(id, Frequency::Annual, Aggregation::Sum)?;
        let mut count = 0.0;
        for year in first..=last {
            let period = year_period(Frequency::Annual, year)?;
            let missing = || ScalarError::Missing { what: id.into(), when: period.to_string() };
            if yearly.get(period).ok_or_else(missing)? < 0.0 {
                count += 1.0;
            }
        }
        Ok(count)
    }

    fn first_positive_year(&self, arguments: &[Expr]) -> Scalar {
        let [id] = arguments else { return Err(wrong("first_positive_year", "a quoted series")) };
        let id = text(id).ok_or_else(|| wrong("first_positive_year", "a quoted series"))?;
        let yearly = self.yearly(id, Frequency::Annual, Aggregation::Sum)?;
        let found =
            yearly.iter().find(|(_, value)| *value > 0.0).map(|(period, _)| f64::from(period.ordinal()));
        found.ok_or_else(|| ScalarError::Missing { what: id.into(), when: "any year in surplus".into() })
    }

    fn projection(&self, arguments: &[Expr]) -> Scalar {
        let expected = "a quoted scope, a quoted scenario and a year";
        let [scope, scenario, year] = arguments else { return Err(wrong("meti", expected)) };
        let (Some(scope), Some(scenario)) = (text(scope), text(scenario)) else {
            return Err(wrong("meti", expected));
        };
        let year = self.evaluate(year)? as i32;
        let fits = self.published.projections.iter();
        let fits = fits.filter(|p| p.scope == scope && p.scenario == scenario && p.target_year == year);
        the_one(fits.map(|p| p.value).collect(), || format!("meti({scope}, {scenario}, {year})"))
    }
}

/// The one value that a key names among published figures.
fn published(figures: &[PublishedFigure], function: &str, arguments: &[Expr]) -> Scalar {
    let keys: Option<Vec<&str>> = arguments.iter().map(text).collect();
    let keys = keys.ok_or_else(|| wrong(function, "quoted keys"))?;
    let fits = |figure: &PublishedFigure| match (function, keys.as_slice()) {
        ("published", [series, item, definition, period, vintage]) => {
            figure.series == *series
                && figure.item == *item
                && figure.definition == *definition
                && figure.period == *period
                && figure.vintage == *vintage
        }
        ("first_release", [series, item, period]) => {
            figure.series == *series && figure.item == *item && figure.period == *period
        }
        ("first_release", [series, item, period, vintage]) => {
            figure.series == *series
                && figure.item == *item
                && figure.period == *period
                && figure.vintage == *vintage
        }
        ("cashflow", [series, period]) => figure.series == *series && figure.period == *period,
        _ => false,
    };
    let values = figures.iter().filter(|figure| fits(figure)).filter_map(|figure| figure.value).collect();
    the_one(values, || format!("{function}({})", keys.join(", ")))
}

fn the_one(mut values: Vec<f64>, what: impl Fn() -> String) -> Scalar {
    values.sort_by(f64::total_cmp);
    values.dedup();
    match values.as_slice() {
        [value] => Ok(*value),
        other => Err(ScalarError::Ambiguous { what: what(), found: other.len() }),
    }
}

fn wrong(function: &str, expected: &'static str) -> ScalarError {
    ScalarError::Arguments { function: function.into(), expected }
}

fn text(expression: &Expr) -> Option<&str> {
    if let Node::Text(text) = &expression.node { Some(text) } else { None }
}

fn id_and_year<'a>(function: &str, arguments: &'a [Expr]) -> Result<(&'a str, i32), ScalarError> {
    match arguments {
        [id, year] => match (text(id), &year.node) {
            (Some(id), Node::Number(year)) => Ok((id, *year as i32)),
            _ => Err(wrong(function, "a quoted series and a year")),
        },
        _ => Err(wrong(function, "a quoted series and a year")),
    }
}

fn year_period(frequency: Frequency, year: i32) -> Result<Period, ScalarError> {
    let period =
        if frequency == Frequency::FiscalYear { Period::fiscal_year(year) } else { Period::year(year) };
    period.map_err(|error| ScalarError::NotScalar(error.to_string()))
}
