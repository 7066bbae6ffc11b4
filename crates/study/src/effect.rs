//! From coefficients to yen: what a change of the balance does to the exchange rate.

use fxsens_core::expr::Formula;
use fxsens_core::fit::Term;
use fxsens_core::inference::Inference;
use serde::{Deserialize, Serialize};

use crate::error::StudyError;
use crate::file::{Form, Rung};

/// An effect with its interval, yen per dollar; positive = weaker yen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Point estimate.
    pub yen: f64,
    /// Lower end of the interval; `None` without a covariance.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

/// Sum of the rung's coefficients: the effect on the outcome of one trillion yen a year more in surplus.
///
/// # Errors
/// [`StudyError::UnknownTerm`] when the fit lacks a term.
pub fn combination(rung: &Rung, fit: &fxsens_core::fit::Fit, level: f64) -> Result<Inference, StudyError> {
    let mut weights = Vec::new();
    for wanted in &rung.terms {
        let positions: Vec<usize> =
            (0..fit.terms.len()).filter(|i| reads(rung, wanted, &fit.terms[*i])).collect();
        if positions.is_empty() {
            return Err(StudyError::UnknownTerm {
                spec: rung.spec.clone(),
                term: wanted.clone(),
                known: known_terms(rung, fit),
            });
        }
        if let Some(lags) = lag_count(wanted).filter(|lags| *lags != positions.len()) {
            let why = format!("`{wanted}` asks for {lags} lags; the fit has {}", positions.len());
            return Err(StudyError::Rung { spec: rung.spec.clone(), why });
        }
        if positions.iter().any(|position| weights.iter().any(|(known, _)| known == position)) {
            return Err(StudyError::Rung {
                spec: rung.spec.clone(),
                why: format!("`{wanted}` is counted twice among its terms"),
            });
        }
        weights.extend(positions.into_iter().map(|position| (position, 1.0)));
    }
    Ok(fit.combination(&weights, level))
}

/// Terms of a fit as listed in an error, and how to name one step of a path.
fn known_terms(rung: &Rung, fit: &fxsens_core::fit::Fit) -> String {
    let mut names: Vec<&str> = fit.terms.iter().map(|term| term.name.as_str()).collect();
    names.dedup();
    let steps = fit.terms.iter().filter_map(|term| term.horizon).max();
    match (steps, rung.horizon) {
        (Some(last), None) => {
            format!("{} (a path: set `horizon` to a step from 0 to {last})", names.join(", "))
        }
        (Some(last), Some(_)) => format!("{} (steps 0 to {last})", names.join(", ")),
        (None, _) => names.join(", "),
    }
}

/// How many lags `L(x, a:b)` asks for; `None` for anything else.
fn lag_count(written: &str) -> Option<usize> {
    let (_, range) = written.strip_suffix(')')?.rsplit_once(", ")?;
    let (from, to) = range.split_once(':')?;
    let (from, to): (i32, i32) = (from.parse().ok()?, to.parse().ok()?);
    usize::try_from(to - from + 1).ok()
}

/// Whether the rung reads this term of the fit: a path at its horizon, anything else by name.
fn reads(rung: &Rung, wanted: &str, term: &Term) -> bool {
    match rung.horizon {
        Some(_) => same_term(wanted, &term.name) && term.horizon == rung.horizon,
        None => term.horizon.is_none() && expands(wanted, &term.name),
    }
}

/// Whether two texts are one term, however it is written.
pub(crate) fn same_term(a: &str, b: &str) -> bool {
    let printed = |text: &str| Formula::parse(&format!("y ~ {text}")).map(|formula| formula.to_string()).ok();
    // A long-run effect bears the name of its term.
    if let (Some(a), Some(b)) = (a.strip_prefix("long-run "), b.strip_prefix("long-run ")) {
        return same_term(a, b);
    }
    a == b || printed(a).zip(printed(b)).is_some_and(|(a, b)| a == b)
}

/// Whether a term of the formula gives rise to a term of the fit: itself, or one lag of `L(x, a:b)`.
pub(crate) fn expands(written: &str, fitted: &str) -> bool {
    if same_term(written, fitted) {
        return true;
    }
    let Some((head, range)) = written.strip_suffix(')').and_then(|w| w.rsplit_once(", ")) else {
        return false;
    };
    let Some((from, to)) = range.split_once(':').and_then(|(a, b)| a.parse::<i32>().ok().zip(b.parse().ok()))
    else {
        return false;
    };
    (from..=to).any(|lag: i32| fitted == format!("{head}, {lag})"))
}

/// Yen per dollar for a coefficient times a change of the deficit in JPY trillion a year.
pub fn yen_of(product: f64, form: Form, base: f64) -> f64 {
    match form {
        Form::Level => -product,
        Form::LogPercent => base * (-product / 100.0).exp_m1(),
    }
}

/// The effect in yen of a deficit that is `deficit` JPY trillion a year larger.
pub fn in_yen(combination: &Inference, form: Form, deficit: f64, base: f64) -> Effect {
    let convert = |coefficient: f64| yen_of(coefficient * deficit, form, base);
    // A larger surplus strengthens the yen, so the ends of the interval change places.
    let ends = combination.conf_low.zip(combination.conf_high).map(|(a, b)| (convert(a), convert(b)));
    Effect {
        yen: convert(combination.estimate),
        low: ends.map(|(a, b)| a.min(b)),
        high: ends.map(|(a, b)| a.max(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, low: f64, high: f64) -> Inference {
        Inference {
            estimate: value,
            std_error: None,
            statistic: None,
            p_value: None,
            conf_low: Some(low),
            conf_high: Some(high),
        }
    }

    #[test]
    fn one_yen_per_trillion_doubles_to_five_and_a_half() {
        let effect = in_yen(&estimate(-1.0, -1.5, -0.5), Form::Level, 5.536, 140.5);
        assert!((effect.yen - 5.536).abs() < 1e-12);
        let ends = effect.low.zip(effect.high).unwrap_or_default();
        assert!((ends.0 - 2.768).abs() < 1e-12 && (ends.1 - 8.304).abs() < 1e-12, "{ends:?}");
    }

    #[test]
    fn log_effects_apply_to_the_base_rate() {
        let effect = in_yen(&estimate(-0.5, -1.0, 0.0), Form::LogPercent, 5.536, 140.5);
        assert!((effect.yen - 140.5 * ((0.027_68_f64).exp() - 1.0)).abs() < 1e-9);
        assert_eq!(effect.low, Some(0.0));
    }

    #[test]
    fn a_lag_range_matches_its_lags_and_nothing_else() {
        assert!(expands("L(D(x), 0:12)", "L(D(x), 12)"));
        assert!(expands("x", "x"));
        assert!(expands("long-run I(convert(x, 'JPY'))", "long-run I(convert(x, \"JPY\"))"));
        assert!(!expands("L(D(x), 0:12)", "L(D(x), 13)"));
        assert!(!expands("L(x, 0:1)", "L(x1, 0)"));
    }
}
