//! Stars on estimates, from p-values.

use crate::error::ReportError;

/// p-values below which an estimate gets one star, two stars, and so on; none at all for no stars.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stars {
    levels: Vec<f64>,
}

impl Stars {
    /// No stars.
    pub fn none() -> Self {
        Self::default()
    }

    /// One star below the largest level, one more below each smaller one.
    ///
    /// # Errors
    /// [`ReportError::Stars`] when there are none or more than five levels, when one does not lie between 0 and 1, or
    /// when they do not fall.
    pub fn below(levels: &[f64]) -> Result<Self, ReportError> {
        let inside = levels.iter().all(|level| *level > 0.0 && *level < 1.0);
        let falling = levels.windows(2).all(|pair| pair[0] > pair[1]);
        if (1..=5).contains(&levels.len()) && inside && falling {
            Ok(Self { levels: levels.to_vec() })
        } else {
            Err(ReportError::Stars { levels: levels.to_vec() })
        }
    }

    /// The stars of a p-value; none without one.
    pub(super) fn of(&self, p: Option<f64>) -> String {
        let passed = |p: f64| self.levels.iter().filter(|level| p < **level).count();
        "*".repeat(p.filter(|p| p.is_finite()).map_or(0, passed))
    }

    /// What the stars mean, for a note; `None` without stars.
    pub(super) fn legend(&self) -> Option<String> {
        let one = |(i, level): (usize, &f64)| format!("{} p < {level}", "*".repeat(i + 1));
        let all: Vec<String> = self.levels.iter().enumerate().map(one).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Stars;

    #[test]
    fn a_smaller_p_value_has_more_stars_and_the_bound_itself_has_not() {
        let stars = Stars::below(&[0.1, 0.05, 0.01]).unwrap_or_default();
        let of = |p: f64| stars.of(Some(p)).len();
        assert_eq!([0.2, 0.1, 0.099, 0.05, 0.049, 0.009, 0.0].map(of), [0, 0, 1, 1, 2, 3, 3]);
        assert_eq!(stars.of(None) + &stars.of(Some(f64::NAN)), "");
        assert_eq!(stars.legend().as_deref(), Some("* p < 0.1, ** p < 0.05, *** p < 0.01"));
        assert_eq!(Stars::none().of(Some(1e-9)) + &Stars::none().legend().unwrap_or_default(), "");
    }

    #[test]
    fn levels_that_mean_nothing_are_refused() {
        for levels in [&[][..], &[0.05, 0.1], &[0.05, 0.05], &[5.0], &[0.0], &[f64::NAN]] {
            let message = Stars::below(levels).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(message.contains("falling"), "{levels:?}: {message}");
        }
    }
}
