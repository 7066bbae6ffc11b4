//! Prewhitening of scores by a first-order vector autoregression (Andrews and Monahan 1992).

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};

use crate::least_squares::Factor;
use crate::linalg::dense;

/// Condition number of `I − A` beyond which the scores are taken to have a unit root.
const UNIT_ROOT: f64 = 1e10;

/// Scores after prewhitening, and the way back.
#[derive(Debug, Clone)]
pub struct Whitened {
    /// Residuals of the autoregression, shape `(n − 1, k)`.
    pub scores: Array2<f64>,
    /// `(I − A)⁻¹`, shape `(k, k)`.
    recolour: Array2<f64>,
}

impl Whitened {
    /// Fits `zₜ = A zₜ₋₁ + eₜ` without a constant to scores of shape `(n, k)`.
    ///
    /// # Errors
    /// [`FitError`] for dependent scores, too few observations and an autoregression with a unit root.
    pub fn new(scores: ArrayView2<'_, f64>) -> Result<Self, FitError> {
        let (n, k) = scores.dim();
        if n < 2 * k + 2 {
            return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: 2 * k + 2 });
        }
        let before = scores.slice_axis(Axis(0), Slice::from(..n - 1));
        let names: Vec<String> = (1..=k).map(|j| format!("score {j}")).collect();
        let factor = Factor::new(before, &names)?;
        let mut rest = scores.slice_axis(Axis(0), Slice::from(1..)).to_owned();
        let mut gap = Array2::<f64>::eye(k);
        for (j, mut column) in rest.columns_mut().into_iter().enumerate() {
            let row = factor.coefficients(column.view());
            let fitted = before.dot(&row);
            column -= &fitted;
            for (entry, value) in gap.row_mut(j).iter_mut().zip(&row) {
                *entry -= value;
            }
        }
        Ok(Self { scores: rest, recolour: inverse(&gap, &names)? })
    }

    /// `D S D'` with `D = (I − A)⁻¹`: the meat of the scores themselves from that of the residuals.
    pub fn recoloured(&self, meat: &Array2<f64>) -> Array2<f64> {
        self.recolour.dot(meat).dot(&self.recolour.t())
    }
}

/// `(I − A)⁻¹` column by column. Rows of `I − A` are scaled first, so that units of the scores do not matter.
fn inverse(gap: &Array2<f64>, names: &[String]) -> Result<Array2<f64>, FitError> {
    let unit_root = || FitError::Degenerate {
        what: "the scores have a unit root, so that they cannot be prewhitened; set vcov.prewhiten to 0"
            .into(),
    };
    let lengths = gap.map_axis(Axis(1), |row| row.dot(&row).sqrt());
    if lengths.iter().any(|length| !length.is_finite() || *length <= 0.0) {
        return Err(unit_root());
    }
    let scaled = gap / &lengths.view().insert_axis(Axis(1));
    let columns = scaled.map_axis(Axis(0), |column| column.dot(&column).sqrt());
    if dense::condition_number((&scaled / &columns).view()) > UNIT_ROOT {
        return Err(unit_root());
    }
    let factor = Factor::new(scaled.view(), names).map_err(|_| unit_root())?;
    let k = gap.nrows();
    let mut inverse = Array2::zeros((k, k));
    for (j, mut column) in inverse.columns_mut().into_iter().enumerate() {
        let mut right = Array1::zeros(k);
        right[j] = 1.0 / lengths[j];
        column.assign(&factor.coefficients(right.view()));
    }
    Ok(inverse)
}
