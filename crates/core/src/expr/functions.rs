//! The functions of the language, with the number of arguments they take.

use super::ast::Expr;
use super::error::EvalError;
use crate::suggest::closest;

/// Name, fewest and most arguments, usage.
type Entry = (&'static str, usize, usize, &'static str);

const FUNCTIONS: [Entry; 18] = [
    ("D", 1, 2, "D(x) or D(x, 12)"),
    ("I", 1, 1, "I(x - z)"),
    ("L", 1, 2, "L(x, 1) or L(x, 1:12)"),
    ("abs", 1, 1, "abs(x)"),
    ("convert", 2, 2, "convert(x, \"JPY trillion\")"),
    ("exp", 1, 1, "exp(x)"),
    ("log", 1, 1, "log(x)"),
    ("mean", 2, 2, "mean(x, 12)"),
    ("month", 0, 1, "month()"),
    ("pulse", 1, 1, "pulse(\"2011-03\")"),
    ("sa", 1, 3, "sa(x), sa(x, 7) or sa(x, 7, \"robust\")"),
    ("season", 0, 1, "season()"),
    ("sqrt", 1, 1, "sqrt(x)"),
    ("step", 1, 1, "step(\"2020-04\")"),
    ("sum", 2, 2, "sum(x, 12)"),
    ("trend", 0, 0, "trend()"),
    ("window", 2, 2, "window(\"2020-03\", \"2022-10\")"),
    (":", 2, 2, "x:z"),
];

/// What other programs call them.
const ALIASES: [(&str, &str); 9] = [
    ("diff", "D"),
    ("difference", "D"),
    ("lag", "L"),
    ("ln", "log"),
    ("ma", "mean"),
    ("rollmean", "mean"),
    ("rollsum", "sum"),
    ("seas", "season"),
    ("time", "trend"),
];

/// Whether there is a function of that name.
pub(super) fn is_function(name: &str) -> bool {
    FUNCTIONS.iter().any(|entry| entry.0 == name)
}

/// Whether the values of a function depend on the period even when its arguments do not.
pub(super) fn depends_on_time(name: &str) -> bool {
    matches!(name, "trend" | "month" | "season" | "step" | "window" | "pulse")
}

/// Functions with a similar name, best first, at most three.
pub(super) fn similar(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower).map(|(_, function)| *function);
    let known = || FUNCTIONS.iter().map(|entry| entry.0).filter(|known| *known != ":");
    let same = known().find(|known| known.eq_ignore_ascii_case(name));
    let mut found: Vec<String> = alias.into_iter().chain(same).map(str::to_owned).collect();
    if found.is_empty() && name.chars().count() > 1 {
        found = closest(name, known().filter(|known| known.len() > 1));
    }
    found
}

/// Checks that a function gets as many arguments as it takes.
pub(super) fn check_count(name: &str, found: usize, call: &Expr) -> Result<(), EvalError> {
    let Some((_, least, most, usage)) = FUNCTIONS.iter().find(|entry| entry.0 == name) else {
        return Err(EvalError::UnknownFunction {
            name: name.into(),
            span: call.span.clone(),
            suggestions: similar(name),
        });
    };
    if (*least..=*most).contains(&found) {
        return Ok(());
    }
    let takes = match (*least, *most) {
        (0, 0) => "no argument".to_owned(),
        (1, 1) => "1 argument".to_owned(),
        (a, b) if a == b => format!("{a} arguments"),
        (a, b) if b > a + 1 => format!("{a} to {b} arguments"),
        (a, b) => format!("{a} or {b} arguments"),
    };
    Err(arguments(name, format!("takes {takes}, not {found}: `{usage}`"), call))
}

/// An error in the arguments of a call.
pub(super) fn arguments(function: &str, problem: impl Into<String>, place: &Expr) -> EvalError {
    EvalError::Arguments { function: function.into(), problem: problem.into(), span: place.span.clone() }
}
