//! What a computation rests on, read off its expression: kinds of years and definitions.

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Expr, Node};
use fxsens_core::period::{Frequency, Period};
use serde::{Deserialize, Serialize};

/// Kinds of periods and definitions behind a number, each named once, in the order met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// `CY` for calendar and `FY` for fiscal years (April to March), their halves, quarters, months.
    pub periods: Vec<String>,
    /// Definition of a published figure, or the official table of a series.
    pub definitions: Vec<String>,
}

impl Basis {
    /// What an expression rests on. Numbers alone rest on nothing.
    pub fn of(expression: &Expr, dataset: &Dataset) -> Self {
        let mut basis = Self::default();
        basis.walk(expression, dataset);
        basis
    }

    /// Adds what `other` rests on.
    pub fn join(&mut self, other: &Self) {
        for period in &other.periods {
            add(&mut self.periods, period);
        }
        for definition in &other.definitions {
            add(&mut self.definitions, definition);
        }
    }

    fn walk(&mut self, expression: &Expr, dataset: &Dataset) {
        match &expression.node {
            Node::Negate(inner) => self.walk(inner, dataset),
            Node::Binary(_, left, right) => {
                self.walk(left, dataset);
                self.walk(right, dataset);
            }
            Node::Call(function, arguments) => self.call(function, arguments, dataset),
            _ => {}
        }
    }

    fn call(&mut self, function: &str, arguments: &[Expr], dataset: &Dataset) {
        let keys: Vec<&str> = arguments.iter().filter_map(text).collect();
        match (function, keys.as_slice()) {
            ("published", [_, _, definition, period, _]) => {
                self.add_period(period);
                add(&mut self.definitions, digital(definition));
            }
            ("first_release", [_, _, period, ..]) => {
                self.add_period(period);
                add(&mut self.definitions, "as announced");
            }
            ("cashflow", [_, period]) => {
                self.add_period(period);
                add(&mut self.definitions, "cash-flow estimate");
            }
            ("meti", [scope, ..]) => {
                add(&mut self.periods, "CY");
                add(&mut self.definitions, &format!("METI: {scope}"));
            }
            ("at", [id, period]) => {
                self.add_period(period);
                self.add_table(id, dataset);
            }
            ("fiscal", [id]) => {
                add(&mut self.periods, "FY");
                self.add_table(id, dataset);
            }
            ("year" | "year_mean" | "annual" | "count_negative_years" | "first_positive_year", [id]) => {
                add(&mut self.periods, "CY");
                self.add_table(id, dataset);
            }
            _ => {
                for argument in arguments {
                    self.walk(argument, dataset);
                }
            }
        }
    }

    fn add_period(&mut self, text: &str) {
        add(&mut self.periods, text.parse::<Period>().map_or(text, |period| kind(period.frequency())));
    }

    /// The official table of a series up to the first comma or semicolon, or its id where none is named.
    fn add_table(&mut self, id: &str, dataset: &Dataset) {
        let table = dataset.get(id).map_or("", |series| series.provenance.table.as_str());
        let first = table.split([';', ',']).next().unwrap_or_default().trim();
        add(&mut self.definitions, if first.is_empty() { id } else { first });
    }
}

/// Definition of the digital balance as printed.
fn digital(definition: &str) -> &str {
    match definition {
        "full" => "digital, full",
        "narrow" => "digital, narrow",
        _ => "digital, single items",
    }
}

fn kind(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Annual => "CY",
        Frequency::FiscalYear => "FY",
        Frequency::HalfYearly => "CY half",
        Frequency::FiscalHalf => "FY half",
        Frequency::Quarterly => "quarter",
        Frequency::Monthly => "month",
        Frequency::Weekly => "week",
        Frequency::Daily => "day",
        Frequency::Undated => "undated",
    }
}

fn add(list: &mut Vec<String>, word: &str) {
    if !list.iter().any(|known| known == word) {
        list.push(word.to_owned());
    }
}

fn text(expression: &Expr) -> Option<&str> {
    if let Node::Text(text) = &expression.node { Some(text) } else { None }
}

#[cfg(test)]
mod tests {
    use fxsens_core::dataset::Dataset;
    use fxsens_core::expr::Expr;

    use super::Basis;

    fn basis(text: &str) -> Basis {
        Expr::parse(text).map(|expression| Basis::of(&expression, &Dataset::default())).unwrap_or_default()
    }

    #[test]
    fn years_and_definitions_are_read_off_the_expression() {
        let mixed = basis(
            "100 * published('digital_balance', 'net', 'narrow', 'FY2023', '2024-05') / year('bop_goods', 2023)",
        );
        assert_eq!(mixed.periods, ["FY", "CY"]);
        assert_eq!(mixed.definitions, ["digital, narrow", "bop_goods"]);
        let nested = basis("max(at('usdjpy', '2023-12'), -fiscal('bop_goods', 2023))");
        assert_eq!(nested.periods, ["month", "FY"]);
        assert_eq!(basis("0.4 * 35 - 6"), Basis::default());
        assert_eq!(basis("first_release('goods', 'net', '2025H1')").periods, ["CY half"]);
    }
}
