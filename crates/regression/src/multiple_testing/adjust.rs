//! Adjusted p-values from p-values alone.

use fxsens_core::fit::FitError;

use super::refuse;

/// What is controlled, and under which dependence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Adjustment {
    /// Holm (1979): the probability of any false rejection, under any dependence.
    #[default]
    Holm,
    /// Benjamini and Hochberg (1995): the expected share of false rejections, under independence or positive dependence.
    BenjaminiHochberg,
    /// Benjamini and Yekutieli (2001): the same under any dependence.
    BenjaminiYekutieli,
}

impl Adjustment {
    /// Name in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holm => "holm",
            Self::BenjaminiHochberg => "benjamini-hochberg",
            Self::BenjaminiYekutieli => "benjamini-yekutieli",
        }
    }
}

/// Adjusted p-values in the order of the p-values: reject those at or below the level.
///
/// With `p₍₁₎ ≤ … ≤ p₍ₘ₎`, Holm's are running maxima of `(m − i + 1) p₍ᵢ₎`, Benjamini and Hochberg's running minima from above of
/// `m p₍ᵢ₎ / i`, Benjamini and Yekutieli's the same times `Σ 1/i`; none exceeds one.
///
/// # Errors
/// [`FitError::Unsupported`] for a p-value that is not a number between 0 and 1: a test that failed is no test and must be left
/// out by the caller, who then knows how many were made.
pub fn adjust(p_values: &[f64], adjustment: Adjustment) -> Result<Vec<f64>, FitError> {
    if let Some(bad) = p_values.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(refuse(format!("a p-value of {bad}"), "p-values lie between 0 and 1"));
    }
    let m = p_values.len();
    let mut order: Vec<usize> = (0..m).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![0.0; m];
    if adjustment == Adjustment::Holm {
        let mut largest: f64 = 0.0;
        for (rank, position) in order.iter().enumerate() {
            largest = largest.max((m - rank) as f64 * p_values[*position]);
            adjusted[*position] = largest.min(1.0);
        }
        return Ok(adjusted);
    }
    let price = match adjustment {
        Adjustment::BenjaminiYekutieli => (1..=m).map(|i| 1.0 / i as f64).sum(),
        _ => 1.0,
    };
    let mut smallest: f64 = 1.0;
    for (rank, position) in order.iter().enumerate().rev() {
        smallest = smallest.min(price * m as f64 / (rank + 1) as f64 * p_values[*position]);
        adjusted[*position] = smallest;
    }
    Ok(adjusted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hypothesis_needs_no_adjustment_and_none_gives_none() {
        for adjustment in [Adjustment::Holm, Adjustment::BenjaminiHochberg, Adjustment::BenjaminiYekutieli] {
            assert_eq!(adjust(&[0.03], adjustment).unwrap(), vec![0.03]);
            assert!(adjust(&[], adjustment).unwrap().is_empty());
        }
    }

    #[test]
    fn a_p_value_that_is_none_is_refused() {
        assert!(adjust(&[0.1, f64::NAN], Adjustment::Holm).is_err());
        assert!(adjust(&[0.1, 1.2], Adjustment::BenjaminiHochberg).is_err());
    }
}
