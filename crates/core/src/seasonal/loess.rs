//! Locally weighted regression on an equally spaced series (Cleveland 1979), as STL uses it.

/// A loess smoother: neighbours in each local fit, degree of the local polynomial, and the distance between the points
/// at which it is computed; points in between are interpolated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Smoother {
    /// Neighbours, an odd number.
    pub window: usize,
    /// 0 for a local constant, 1 for a local line.
    pub degree: u8,
    /// 1 computes every point.
    pub jump: usize,
}

impl Smoother {
    /// A smoother that computes every point.
    pub fn new(window: usize, degree: u8) -> Self {
        Self { window, degree, jump: 1 }
    }

    /// The same with points computed a tenth of the window apart, as R's `stl` does by default.
    #[must_use]
    pub fn with_tenths(self) -> Self {
        Self { jump: self.window.div_ceil(10), ..self }
    }

    /// The smoothed series. `weights` multiply the neighbourhood weights; where all are zero the value stays as it is.
    pub(super) fn smooth(self, y: &[f64], weights: Option<&[f64]>) -> Vec<f64> {
        let n = y.len();
        if n < 2 {
            return y.to_vec();
        }
        let jump = self.jump.clamp(1, n - 1);
        let at = |i: usize, left: usize| {
            self.fit(y, weights, i as f64, left, left.saturating_add(self.window).min(n)).unwrap_or(y[i])
        };
        let mut smooth = vec![0.0; n];
        let mut previous: Option<(usize, usize)> = None;
        for i in (0..n).step_by(jump) {
            let left = self.left(i, n);
            smooth[i] = at(i, left);
            if let Some((before, _)) = previous {
                interpolate(&mut smooth, before, i);
            }
            previous = Some((i, left));
        }
        // The last point, with the neighbours of the last one computed, as the original program has it.
        if let Some((last, left)) = previous.filter(|(last, _)| *last < n - 1) {
            smooth[n - 1] = at(n - 1, left);
            interpolate(&mut smooth, last, n - 1);
        }
        smooth
    }

    /// First neighbour of point `i`: the window is centred where possible, at the ends it is the nearest one.
    fn left(self, i: usize, n: usize) -> usize {
        (i + 1).saturating_sub(self.window.div_ceil(2)).min(n.saturating_sub(self.window))
    }

    /// Local fit at `x` from points `left..right`, positions counted from zero; `None` where all weights are zero.
    pub(super) fn fit(
        self,
        y: &[f64],
        weights: Option<&[f64]>,
        x: f64,
        left: usize,
        right: usize,
    ) -> Option<f64> {
        let n = y.len();
        let mut reach = (x - left as f64).max((right - 1) as f64 - x);
        // A window wider than the series widens the reach by half the excess.
        if self.window > n {
            reach += ((self.window - n) / 2) as f64;
        }
        let tricube = |j: usize| {
            let distance = (j as f64 - x).abs();
            let own = if distance > 0.999 * reach {
                0.0
            } else if distance <= 0.001 * reach {
                1.0
            } else {
                (1.0 - (distance / reach).powi(3)).powi(3)
            };
            own * weights.map_or(1.0, |w| w[j])
        };
        let mut local: Vec<f64> = (left..right).map(tricube).collect();
        let total: f64 = local.iter().sum();
        if total <= 0.0 {
            return None;
        }
        for w in &mut local {
            *w /= total;
        }
        if self.degree > 0 && reach > 0.0 {
            let centre: f64 = local.iter().zip(left..).map(|(w, j)| w * j as f64).sum();
            let spread: f64 = local.iter().zip(left..).map(|(w, j)| w * (j as f64 - centre).powi(2)).sum();
            // Points too close together for a slope keep the local constant.
            if spread.sqrt() > 0.001 * (n as f64 - 1.0) {
                let slope = (x - centre) / spread;
                for (w, j) in local.iter_mut().zip(left..) {
                    *w *= slope * (j as f64 - centre) + 1.0;
                }
            }
        }
        Some(local.iter().zip(&y[left..right]).map(|(w, value)| w * value).sum())
    }
}

/// Fills in between two computed points with a straight line.
fn interpolate(values: &mut [f64], from: usize, to: usize) {
    let (start, step) = (values[from], (values[to] - values[from]) / (to - from) as f64);
    for (k, value) in values[from..to].iter_mut().enumerate().skip(1) {
        *value = start + step * k as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::Smoother;

    #[test]
    fn lines_pass_through_a_local_line_unchanged() {
        let y: Vec<f64> = (0..40).map(|t| 3.0 + 0.25 * f64::from(t)).collect();
        for smoother in [Smoother::new(7, 1), Smoother::new(7, 1).with_tenths(), Smoother::new(101, 1)] {
            for (a, b) in smoother.smooth(&y, None).iter().zip(&y) {
                assert!((a - b).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn points_without_weight_are_predicted_from_the_others() {
        let mut y: Vec<f64> = (0..30).map(f64::from).collect();
        let mut weights = vec![1.0; 30];
        (y[12], weights[12]) = (1e9, 0.0);
        let smooth = Smoother::new(9, 1).smooth(&y, Some(&weights));
        assert!((smooth[12] - 12.0).abs() < 1e-9);
    }
}
