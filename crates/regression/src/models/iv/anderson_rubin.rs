//! Confidence sets that hold however weak the instruments are.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2};

use super::design::Design;
use super::first_stage::{coefficients, reduced_form, reference, wald};
use crate::covariance::CheckedVcov;

/// Points on the line of effects at which the statistic is looked at.
const POINTS: usize = 4_000;

/// The statistic as a function of the effect: the reduced forms of outcome and regressor and their joint covariance.
#[derive(Debug, Clone)]
pub struct AndersonRubin {
    y: Array1<f64>,
    x: Array1<f64>,
    yy: Array2<f64>,
    yx: Array2<f64>,
    xx: Array2<f64>,
    /// Factor from Wald to the printed statistic's law.
    law: Distribution,
    per: f64,
    /// Where to look: an estimate and its scale.
    centre: f64,
    scale: f64,
}

/// Effects that a level does not reject, as intervals that may be infinite.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfidenceSet(pub Vec<(f64, f64)>);

impl ConfidenceSet {
    /// As printed: `[1.2, 3.4]`, `(−∞, 0.1] ∪ [2.3, ∞)`, `(−∞, ∞)`, `∅`.
    pub fn label(&self) -> String {
        let end = |value: f64| if value < 0.0 { format!("−{:.4}", -value) } else { format!("{value:.4}") };
        let one = |(low, high): &(f64, f64)| {
            let left = if low.is_finite() { format!("[{}", end(*low)) } else { "(−∞".into() };
            let right = if high.is_finite() { format!("{}]", end(*high)) } else { "∞)".into() };
            format!("{left}, {right}")
        };
        if self.0.is_empty() {
            "∅".into()
        } else {
            self.0.iter().map(one).collect::<Vec<_>>().join(" ∪ ")
        }
    }

    /// Whether it reaches to infinity.
    pub fn is_unbounded(&self) -> bool {
        self.0.iter().any(|(low, high)| !low.is_finite() || !high.is_finite())
    }
}

impl AndersonRubin {
    /// For one instrumented regressor; `centre` and `scale` say where its effect may lie.
    pub(super) fn new(
        design: &Design,
        vcov: &CheckedVcov,
        centre: f64,
        scale: f64,
    ) -> Result<Self, FitError> {
        let column = design.x.column(design.endogenous[0]);
        let (ry, rx) = (design.off_instruments(design.y.view()), design.off_instruments(column));
        let (yy, matrix) = reduced_form(design, vcov, ry.view())?;
        let (xx, _) = reduced_form(design, vcov, rx.view())?;
        // The covariance is quadratic in the residuals: the mixed part follows from that of their difference, both on one
        // scale so that no digits are lost.
        let size = (ry.dot(&ry) / rx.dot(&rx)).sqrt();
        let (difference, _) = reduced_form(design, vcov, (&ry - &(&rx * size)).view())?;
        let yx = (&yy + &(&xx * (size * size)) - &difference) / (2.0 * size);
        let q = design.excluded.len();
        let (per, law) = reference(&matrix, 1.0, q);
        Ok(Self {
            y: coefficients(design, design.y.view()),
            x: coefficients(design, column),
            yy,
            yx,
            xx,
            law,
            per,
            centre,
            scale,
        })
    }

    /// The statistic at an effect: that the instruments do not move the outcome once the effect is taken out.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] for a singular covariance.
    pub fn statistic(&self, effect: f64) -> Result<f64, FitError> {
        let gap = &self.y - &(&self.x * effect);
        let variance = &self.yy - &(&self.yx * (2.0 * effect)) + &self.xx * (effect * effect);
        Ok(self.per * wald(&gap, &variance)?)
    }

    /// Its law at the true effect.
    pub fn law(&self) -> &Distribution {
        &self.law
    }

    /// Effects not rejected at `1 − level`. The line of effects is walked from minus to plus infinity at points that are dense
    /// around the estimate, and crossings are refined.
    ///
    /// # Errors
    /// As [`AndersonRubin::statistic`].
    pub fn confidence_set(&self, level: f64) -> Result<ConfidenceSet, FitError> {
        let critical = self.law.critical_value(1.0 - level);
        let effect = |i: usize| {
            let angle = std::f64::consts::PI * (i as f64 / POINTS as f64 - 0.5);
            self.centre + self.scale * angle.tan()
        };
        let inside = |effect: f64| Ok::<bool, FitError>(self.statistic(effect)? <= critical);
        // At infinity the statistic is that of the first stage.
        let far = self.per * wald(&self.x, &self.xx)? <= critical;
        let mut ends: Vec<f64> = Vec::new();
        let mut last = (f64::NEG_INFINITY, far);
        for i in 1..POINTS {
            let here = effect(i);
            let now = inside(here)?;
            if now != last.1 {
                ends.push(self.crossing(last.0, here, last.1, critical)?);
            }
            last = (here, now);
        }
        if last.1 != far {
            ends.push(self.crossing(last.0, f64::INFINITY, last.1, critical)?);
        }
        if far {
            ends.insert(0, f64::NEG_INFINITY);
            ends.push(f64::INFINITY);
        }
        Ok(ConfidenceSet(ends.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()))
    }

    /// The effect between two points at which the set begins or ends.
    fn crossing(&self, low: f64, high: f64, inside_low: bool, critical: f64) -> Result<f64, FitError> {
        let bound = 1e9 * self.scale;
        let (mut low, mut high) = (low.max(self.centre - bound), high.min(self.centre + bound));
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            if (self.statistic(middle)? <= critical) == inside_low {
                low = middle;
            } else {
                high = middle;
            }
        }
        Ok(f64::midpoint(low, high))
    }
}
