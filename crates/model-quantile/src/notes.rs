//! What a reader of a quantile regression must know about it.

use fxsens_core::fit::Note;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_regression::diagnostics::durbin_watson;
use ndarray::{Array1, ArrayView1};

use crate::programme::loss;

/// Observations beyond the quantile, per parameter, below which normal inference breaks down (Chernozhukov and
/// Fernández-Val 2011 ask for 15 to 20).
const TAIL: f64 = 15.0;

/// Durbin–Watson statistic below which residuals look like a random walk.
const NEAR_UNIT_ROOT: f64 = 0.5;

/// Facts of one fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) sample: &'a Sample,
    pub(crate) residuals: ArrayView1<'a, f64>,
    pub(crate) tau: f64,
    pub(crate) unique: bool,
    pub(crate) exact: bool,
    pub(crate) block_length: usize,
    pub(crate) redrawn: usize,
}

/// Remarks in the order of their weight. Those on how the sample was cut are added where it is cut.
pub(crate) fn notes(facts: &Facts<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    if facts.exact {
        notes.push(Note::warning(
            "the regressors fit the outcome exactly: residuals are rounding errors, and so are standard errors",
        ));
    } else {
        notes.extend(near_unit_root(facts));
        notes.extend(thin_tail(facts));
        notes.extend(fit_of_the_quantile(facts));
    }
    if !facts.unique {
        notes.push(Note::info(
            "several sets of coefficients have the same loss, as a median between two observations does; one of \
             them is shown",
        ));
    }
    if facts.redrawn > 0 {
        let redrawn = facts.redrawn;
        notes.push(Note::info(format!(
            "{redrawn} bootstrap draws had collinear regressors and were drawn again"
        )));
    }
    let length = facts.block_length;
    notes.push(Note::info(format!(
        "standard errors come from resampling blocks of {length} consecutive observations; the normal distribution \
         is assumed for statistics and intervals"
    )));
    notes
}

fn near_unit_root(facts: &Facts<'_>) -> Option<Note> {
    let centred: Array1<f64> = &facts.residuals - facts.residuals.mean()?;
    let statistic = durbin_watson(centred.view()).statistic;
    (statistic < NEAR_UNIT_ROOT).then(|| {
        let length = facts.block_length;
        Note::warning(format!(
            "residuals are close to a unit root (Durbin–Watson {statistic:.2}): a regression of trending levels like \
             this one is prone to be spurious, and blocks of {length} do not carry its dependence; standard errors \
             are not to be trusted"
        ))
    })
}

fn thin_tail(facts: &Facts<'_>) -> Option<Note> {
    let (n, k) = facts.sample.x().dim();
    let beyond = facts.tau.min(1.0 - facts.tau) * n as f64;
    (beyond < TAIL * k as f64).then(|| {
        Note::warning(format!(
            "only about {beyond:.0} of {n} observations lie beyond this quantile, for {k} parameters: the normal \
             approximation is poor where there are fewer than {TAIL} per parameter"
        ))
    })
}

/// `R¹ = 1 − loss / loss of the constant alone` (Koenker and Machado 1999).
fn fit_of_the_quantile(facts: &Facts<'_>) -> Option<Note> {
    let (n, k) = facts.sample.x().dim();
    if facts.sample.intercept() == Intercept::Excluded || k == 1 {
        return None;
    }
    let mut sorted = facts.sample.y().to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = ((facts.tau * n as f64).ceil() as usize).clamp(1, n);
    let quantile = sorted[rank - 1];
    let alone = loss(sorted.iter().map(|value| value - quantile), facts.tau);
    let share = 1.0 - loss(facts.residuals.iter().copied(), facts.tau) / alone;
    Some(Note::info(format!("Koenker–Machado R¹ at quantile {}: {share:.3}", facts.tau)))
}
