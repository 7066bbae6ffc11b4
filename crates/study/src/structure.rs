//! What an expression is made of: whether it is a difference, and over how much of a year it counts a flow.

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Expr, Node, Operator};
use fxsens_core::period::Frequency;
use fxsens_core::series::Aggregation;

/// Functions whose result is a difference when their first argument is one.
const LINEAR: [&str; 6] = ["I", "L", "sa", "sum", "mean", "convert"];

/// Whether an expression is a difference of levels: every part that varies stands under `D`, with a factor other than zero.
pub fn is_difference(expression: &Expr) -> bool {
    match &expression.node {
        Node::Negate(inner) => is_difference(inner),
        Node::Call(name, arguments) => match arguments.first() {
            Some(_) if name == "D" => true,
            Some(first) => LINEAR.contains(&name.as_str()) && is_difference(first),
            None => false,
        },
        Node::Binary(Operator::Multiply, left, right) => {
            (number(left).is_some_and(|value| value != 0.0) && is_difference(right))
                || (number(right).is_some_and(|value| value != 0.0) && is_difference(left))
        }
        Node::Binary(Operator::Divide, left, right) => number(right).is_some() && is_difference(left),
        Node::Binary(Operator::Add | Operator::Subtract, left, right) => {
            match (is_difference(left), is_difference(right)) {
                (true, true) => true,
                (true, false) => right.is_scalar(),
                (false, true) => left.is_scalar(),
                (false, false) => false,
            }
        }
        _ => false,
    }
}

/// The number that a scalar expression is; `None` for one that is not made of numbers alone.
fn number(expression: &Expr) -> Option<f64> {
    match &expression.node {
        Node::Number(value) => Some(*value),
        Node::Negate(inner) => number(inner).map(|value| -value),
        Node::Binary(operator, left, right) => {
            let (a, b) = (number(left)?, number(right)?);
            Some(match operator {
                Operator::Add => a + b,
                Operator::Subtract => a - b,
                Operator::Multiply => a * b,
                Operator::Divide => a / b,
                Operator::Power => a.powf(b),
            })
        }
        _ => None,
    }
}

/// How many months of a flow a term counts: 12 for `sum(x, 12)`, `12 * x`, `4 * sum(x, 3)` of a monthly flow `x`, 1 for `x` itself.
/// `None` when the term holds no flow that is catalogued as one, or is built in a way that says nothing about it.
pub fn months_counted(expression: &Expr, dataset: &Dataset) -> Option<f64> {
    match &expression.node {
        Node::Name(name) => {
            let series = dataset.get(name)?;
            let months = match series.frequency() {
                Frequency::Monthly => 1.0,
                Frequency::Quarterly => 3.0,
                Frequency::Annual => 12.0,
                _ => return None,
            };
            (series.aggregation == Aggregation::Sum).then_some(months)
        }
        Node::Negate(inner) => months_counted(inner, dataset),
        Node::Call(name, arguments) => {
            let inner = months_counted(arguments.first()?, dataset)?;
            match name.as_str() {
                "sum" => Some(inner * number(arguments.get(1)?)?),
                "D" | "I" | "L" | "sa" | "mean" | "convert" => Some(inner),
                _ => None,
            }
        }
        Node::Binary(Operator::Multiply, left, right) => {
            let scaled = |factor: &Expr, flow: &Expr| {
                let months = months_counted(flow, dataset)?;
                // Anything but a number, a revaluation for one, is taken to be a ratio about one.
                Some(number(factor).map_or(months, |factor| months * factor.abs()))
            };
            match (months_counted(left, dataset), months_counted(right, dataset)) {
                (Some(_), Some(_)) => None,
                (Some(_), None) => scaled(right, left),
                _ => scaled(left, right),
            }
        }
        Node::Binary(Operator::Divide, left, right) => {
            let months = months_counted(left, dataset)?;
            Some(number(right).map_or(months, |by| months / by.abs()))
        }
        Node::Binary(Operator::Add | Operator::Subtract, left, right) => {
            let (a, b) = (months_counted(left, dataset)?, months_counted(right, dataset)?);
            ((a - b).abs() < 1e-9).then_some(a)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::period::Period;
    use fxsens_core::series::Series;

    use super::*;

    fn parsed(text: &str) -> Expr {
        Expr::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_difference_of_nothing_is_no_difference() {
        for yes in [
            "D(x)",
            "D(log(x), 12)",
            "I(100 * D(log(x)))",
            "-D(x)",
            "D(x) / 2",
            "D(x) - D(z)",
            "1 + D(x)",
            "L(D(x), 1)",
            "sum(D(x), 12)",
        ] {
            assert!(is_difference(&parsed(yes)), "{yes}");
        }
        for no in
            ["x", "0 * D(x)", "x + 0 * D(x)", "x + D(x)", "x * D(x)", "exp(D(x))", "(1 - 1) * D(x)", "log(x)"]
        {
            assert!(!is_difference(&parsed(no)), "{no}");
        }
    }

    #[test]
    fn months_of_a_flow_are_counted() {
        let start = Period::month(2020, 1).unwrap_or_else(|error| panic!("{error}"));
        let mut flow = Series::from_values("x", start, vec![1.0; 24]);
        flow.aggregation = Aggregation::Sum;
        let mut dataset = Dataset::default();
        dataset.insert(flow);
        dataset.insert(Series::from_values("rate", start, vec![1.0; 24]));
        for (text, months) in [
            ("x", Some(1.0)),
            ("12 * x", Some(12.0)),
            ("sum(convert(x, 'JPY trillion'), 12)", Some(12.0)),
            ("D(4 * sum(sa(x), 3), 3)", Some(12.0)),
            ("-12 * sa(x) * (140 / mean(L(rate, 1), 12))^0.5", Some(12.0)),
            ("sum(x, 3)", Some(3.0)),
            ("mean(x, 12)", Some(1.0)),
            ("12 / 6 * sum(x, 6)", Some(12.0)),
            ("x * x", None),
            ("log(x)", None),
            ("rate", None),
        ] {
            assert_eq!(months_counted(&parsed(text), &dataset), months, "{text}");
        }
    }
}
