//! Maximum likelihood of the system and the pieces of its covariance.

use fxsens_core::fit::FitError;
use ndarray::{Array2, ArrayView2, Axis, Slice, concatenate};

use crate::cointegration::reduced_rank::{Canonical, System};
use crate::least_squares::Factor;
use crate::linalg::{dense, triangular};

/// Where an estimate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The effect of a level or restricted term, counted after the series that relations explain, in a relation.
    LongRun { row: usize, relation: usize },
    /// A regressor of every equation, the errors of the relations first, in the equation of a series.
    Equation { row: usize, series: usize },
}

/// Estimates of `p` equations with `r` relations among `q` levels and restricted terms, and `m` short-run terms.
#[derive(Debug, Clone)]
pub(super) struct Estimate {
    /// Effects in `x_{1…r} = θ'(rest) + error`, shape `(q − r, r)`.
    effects: Array2<f64>,
    /// Coefficients on the errors of the relations and the short run, one column per equation, shape `(r + m, p)`.
    coefficients: Array2<f64>,
    /// `(R'R)⁻¹` of the levels that relations do not explain, net of the short run, shape `(q − r, q − r)`.
    levels_bread: Array2<f64>,
    /// `(α'Σ⁻¹α)⁻¹`, shape `(r, r)`.
    speed_bread: Array2<f64>,
    /// `(W'W)⁻¹` of the equations' regressors, shape `(r + m, r + m)`.
    bread: Array2<f64>,
    /// Covariance of the errors, squares divided by `T`, shape `(p, p)`.
    sigma: Array2<f64>,
    /// Regressors of every equation, shape `(T, r + m)`.
    pub(super) regressors: Array2<f64>,
    /// Residuals, one column per equation, shape `(T, p)`.
    pub(super) residuals: Array2<f64>,
    /// Gaussian log-likelihood of the system.
    pub(super) log_likelihood: f64,
    /// Condition number of the equations' regressors.
    pub(super) condition: f64,
}

impl Estimate {
    /// Estimates `rank` relations. `names` are those of the short-run terms.
    ///
    /// # Errors
    /// [`FitError`] when the series the relations explain do not occur in them, regressors depend on each other or the
    /// relations adjust nothing.
    pub(super) fn new(
        system: &System,
        canonical: &Canonical,
        rank: usize,
        names: &[String],
    ) -> Result<Self, FitError> {
        let (t, p) = system.differences.dim();
        let effects = normalised(canonical.relations.view(), rank)?;
        let (explained, rest) = system.levels.view().split_at(Axis(1), rank);
        let errors = &explained - &rest.dot(&effects);
        let regressors = concatenate(Axis(1), &[errors.view(), system.short_run.view()])
            .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        let numbered = (1..=rank).map(|k| format!("error of relation {k}"));
        let names: Vec<String> = numbered.chain(names.iter().cloned()).collect();
        let factor = Factor::new(regressors.view(), &names)?;
        let mut coefficients = Array2::zeros((regressors.ncols(), p));
        for (mut column, difference) in
            coefficients.columns_mut().into_iter().zip(system.differences.columns())
        {
            column.assign(&factor.coefficients(difference));
        }
        let residuals = &system.differences - &regressors.dot(&coefficients);
        let sigma = Array2::from_shape_fn((p, p), |(i, j)| {
            residuals.column(i.max(j)).dot(&residuals.column(i.min(j))) / t as f64
        });
        let root = dense::pivoted_qr(residuals.view());
        let log_determinant = (0..p).map(|j| 2.0 * root.r[[j, j]].abs().ln()).sum::<f64>();
        if !log_determinant.is_finite() {
            return Err(FitError::Degenerate { what: "a combination of the series has no error".into() });
        }
        // Σ = R'R / T of the residuals' triangle: α in units of the errors without inverting Σ.
        let mut speed = Array2::zeros((p, rank));
        for (k, mut column) in speed.columns_mut().into_iter().enumerate() {
            let alpha = root.order.iter().map(|j| coefficients[[k, *j]]).collect::<ndarray::Array1<f64>>();
            let scaled = triangular::solve_upper_transposed(root.r.view(), alpha.view());
            column.assign(&(scaled * (t as f64).sqrt()));
        }
        let speed_names: Vec<String> = (1..=rank).map(|k| format!("adjustment to relation {k}")).collect();
        let free = canonical.net_levels.slice_axis(Axis(1), Slice::from(rank..));
        let free_names: Vec<String> =
            (rank..).take(free.ncols()).map(|j| format!("level {}", j + 1)).collect();
        let size = (t * p) as f64;
        let constant = (2.0 * std::f64::consts::PI).ln() + 1.0 - (t as f64).ln();
        Ok(Self {
            effects,
            coefficients,
            levels_bread: Factor::new(free, &free_names)?.bread(free),
            speed_bread: Factor::new(speed.view(), &speed_names)?.bread(speed.view()),
            bread: factor.bread(regressors.view()),
            sigma,
            regressors,
            residuals,
            log_likelihood: -0.5 * (size * constant + t as f64 * log_determinant),
            condition: factor.condition(),
        })
    }

    /// One estimate.
    pub(super) fn value(&self, place: Place) -> f64 {
        match place {
            Place::LongRun { row, relation } => self.effects[[row, relation]],
            Place::Equation { row, series } => self.coefficients[[row, series]],
        }
    }

    /// Covariance of two estimates. Relations converge faster than everything else, so that the two parts do not vary
    /// together.
    pub(super) fn covariance(&self, one: Place, other: Place) -> f64 {
        match (one, other) {
            (Place::LongRun { row: a, relation: k }, Place::LongRun { row: b, relation: l }) => {
                self.levels_bread[[a, b]] * self.speed_bread[[k, l]]
            }
            (Place::Equation { row: a, series: i }, Place::Equation { row: b, series: j }) => {
                self.bread[[a, b]] * self.sigma[[i, j]]
            }
            _ => 0.0,
        }
    }

    /// `1 + β'α`: the share of the only relation's error that is left after one period, short run
    /// aside. Nothing with more relations than one.
    pub(super) fn share_left(&self) -> Option<f64> {
        if self.effects.ncols() > 1 {
            return None;
        }
        let alpha = self.coefficients.row(0);
        let others = alpha.iter().skip(1).zip(self.effects.column(0));
        Some(1.0 + alpha[0] - others.map(|(speed, effect)| speed * effect).sum::<f64>())
    }
}

/// Effects of the other levels on the first `rank` in the first `rank` relations, shape `(q − rank, rank)`.
fn normalised(relations: ArrayView2<'_, f64>, rank: usize) -> Result<Array2<f64>, FitError> {
    let kept = relations.slice_axis(Axis(1), Slice::from(..rank));
    let (first, rest) = kept.split_at(Axis(0), rank);
    let names: Vec<String> = (1..=rank).map(|k| format!("series {k}")).collect();
    let factor = Factor::new(first.t(), &names).map_err(|_| FitError::Degenerate {
        what: "the first series do not occur in the relations; put others first, or lower `rank`".into(),
    })?;
    let mut effects = Array2::zeros(rest.dim());
    for (mut effect, weights) in effects.rows_mut().into_iter().zip(rest.rows()) {
        effect.assign(&(-factor.coefficients(weights)));
    }
    Ok(effects)
}
