//! Tests on the residuals of a regression and diagnostics of its design, one file each.

pub mod arch_lm;
pub mod breusch_godfrey;
pub mod breusch_pagan;
pub mod collinearity;
pub mod condition_number;
pub mod durbin_watson;
pub mod influence;
pub mod jarque_bera;
pub mod ljung_box;
pub mod partial_r_squared;
pub mod reset;
mod residuals;
pub mod white;

pub use arch_lm::arch_lm;
pub use breusch_godfrey::breusch_godfrey;
pub use breusch_pagan::breusch_pagan;
pub use collinearity::{Collinearity, collinearity};
pub use condition_number::condition_number;
pub use durbin_watson::durbin_watson;
pub use influence::{Influence, influence};
pub use jarque_bera::jarque_bera;
pub use ljung_box::{Portmanteau, ljung_box};
pub use partial_r_squared::{partial_r_squared, share_beyond_trend};
pub use reset::reset;
pub use white::{WhiteTerms, white};

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::HypothesisTest;
use ndarray::{ArrayView1, ArrayView2};

use crate::least_squares::Factor;

/// R² of an auxiliary regression of `y`, shape `(n)`, on `x`, shape `(n, k)`: about the mean with `centred`,
/// about zero otherwise.
///
/// # Errors
/// [`FitError::Collinear`] and [`FitError::TooFewObservations`] of the auxiliary design.
pub(crate) fn auxiliary_r_squared(
    x: ArrayView2<'_, f64>,
    y: ArrayView1<'_, f64>,
    centred: bool,
) -> Result<f64, FitError> {
    let names: Vec<String> = (0..x.ncols()).map(|j| format!("auxiliary regressor {j}")).collect();
    Ok(r_squared_on(&Factor::new(x, &names)?, y, centred))
}

/// The same on a design that is factored already; with `centred` a constant must be among its columns or their
/// combinations.
pub(crate) fn r_squared_on(factor: &Factor, y: ArrayView1<'_, f64>, centred: bool) -> f64 {
    let mean = if centred { y.sum() / y.len() as f64 } else { 0.0 };
    let deviations = y.mapv(|value| value - mean);
    let explained = factor.coordinates(deviations.view());
    explained.dot(&explained) / deviations.dot(&deviations)
}

/// Tests of this family that can be run by name.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    vec![
        Box::new(breusch_godfrey::ENTRY),
        Box::new(ljung_box::ENTRY),
        Box::new(durbin_watson::ENTRY),
        Box::new(breusch_pagan::ENTRY),
        Box::new(white::ENTRY),
        Box::new(arch_lm::ENTRY),
        Box::new(jarque_bera::ENTRY),
        Box::new(reset::ENTRY),
        Box::new(collinearity::ENTRY),
        Box::new(influence::ENTRY),
        Box::new(partial_r_squared::ENTRY),
    ]
}

/// A share as printed: `12.3 %`.
fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
