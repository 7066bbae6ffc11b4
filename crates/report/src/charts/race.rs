//! Out of sample: by how much a model's squared errors have fallen short of the benchmark's, summed up over time.

use fxsens_core::figure::{Axis, Figure, Panel};
use fxsens_core::period::Period;

use super::drawn::{line, zero};
use super::series::with_gaps;
use super::{Caption, SERIES_ROLES};
use crate::error::ReportError;
use crate::format;

/// Errors of one model and of the benchmark, period by period.
#[derive(Debug, Clone, PartialEq)]
pub struct Racer {
    /// Name of the model.
    pub label: String,
    /// Periods that were forecast.
    pub periods: Vec<Period>,
    /// Errors of the model.
    pub errors: Vec<f64>,
    /// Errors of the benchmark.
    pub benchmark: Vec<f64>,
}

/// One rising or falling path per model (Goyal and Welch 2008): where it rises the model was more accurate than the benchmark,
/// and it ends above zero when it was so on the whole. `unit` is that of the outcome, squared on the axis.
///
/// # Errors
/// [`ReportError::Chart`] without models, with more than six, or when lengths differ.
pub fn race(caption: &Caption, unit: &str, benchmark: &str, racers: &[Racer]) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "race", what });
    if racers.is_empty() || racers.len() > SERIES_ROLES.len() {
        return wrong(format!("{} models; one to {} can be told apart", racers.len(), SERIES_ROLES.len()));
    }
    let mut marks = vec![zero()];
    let mut words = Vec::new();
    for (racer, role) in racers.iter().zip(SERIES_ROLES) {
        let n = racer.periods.len();
        if n == 0 || racer.errors.len() != n || racer.benchmark.len() != n {
            let lengths = [n, racer.errors.len(), racer.benchmark.len()];
            return wrong(format!(
                "`{}` has periods, errors and benchmark of lengths {lengths:?}",
                racer.label
            ));
        }
        let mut sum = 0.0;
        let path: Vec<f64> = racer
            .errors
            .iter()
            .zip(&racer.benchmark)
            .map(|(error, other)| {
                sum += other * other - error * error;
                sum
            })
            .collect();
        let (x, y) = with_gaps(&racer.periods, &path);
        marks.push(line(x, y, role, &racer.label));
        let ahead = if sum > 0.0 { "ahead of" } else { "behind" };
        words.push(format!("{} ends {ahead} the {benchmark} ({})", racer.label, format::significant(sum, 3)));
    }
    let axis =
        format!("Squared errors of the {benchmark} less those of the model, summed up ({unit}, squared)");
    let alt = format!("Cumulated differences of squared forecast errors. {}.", words.join("; "));
    Ok(caption.figure(alt, (960, 560), vec![Panel::new(Axis::time(), Axis::linear(axis), marks)]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;
    use fxsens_core::period::{Frequency, Period};

    use super::{Racer, race};
    use crate::charts::Caption;

    #[test]
    fn the_path_sums_differences_of_squares() -> Result<(), crate::ReportError> {
        let racer = Racer {
            label: "Model".into(),
            periods: (0..3).map(|k| Period::from_ordinal(Frequency::Monthly, 24_000 + k)).collect(),
            errors: vec![1.0, -3.0, 0.0],
            benchmark: vec![2.0, 1.0, -1.0],
        };
        let figure =
            race(&Caption::new("race", "t", "s"), "yen", "random walk", std::slice::from_ref(&racer))?;
        let Some(Mark::Line { y, .. }) = figure.panels[0].marks.last() else { panic!("a path") };
        assert_eq!(y, &[3.0, -5.0, -4.0], "4 − 1, + 1 − 9, + 1 − 0");
        assert!(figure.alt.contains("ends behind the random walk"), "{}", figure.alt);
        assert!(race(&Caption::new("race", "t", "s"), "", "", &[]).is_err());
        Ok(())
    }
}
