//! Estimation of `rolling`.

use fxsens_core::fit::{Fit, FitError, Note, Term};
use fxsens_core::model::Estimator;
use fxsens_core::sample::{INTERCEPT, Sample};
use fxsens_core::vcov::{Vcov, VcovMatrix};

use super::{Rolling, Scheme};
use crate::models::ols::Ols;
use crate::models::path::{self, Point};

impl Estimator for Rolling {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        let n = sample.nobs();
        if n < self.window {
            return Err(FitError::TooFewObservations {
                nobs: n,
                parameters: sample.x().ncols(),
                needed: self.window,
            });
        }
        let ols = Ols::with_vcov(self.vcov);
        let ends = (0..).map(|i| n - i * self.step).take_while(|end| *end >= self.window);
        let mut ends: Vec<usize> = ends.take(n / self.step + 1).collect();
        ends.reverse();
        let fits = ends.iter().map(|end| {
            let from = match self.scheme {
                Scheme::Rolling => end - self.window,
                Scheme::Expanding => 0,
            };
            let rows = sample.rows(from..*end);
            ols.fit(&rows.map_err(|error| FitError::Degenerate { what: error.to_string() })?)
        });
        let mut windows = fits.collect::<Result<Vec<Fit>, FitError>>()?;
        let shock = sample.x_names().iter().position(|name| name != INTERCEPT).unwrap_or(0);
        let points = windows.iter().filter_map(|fit| point(fit, shock)).collect::<Vec<Point>>();
        let Some(mut last) = windows.pop() else {
            return Err(FitError::Degenerate { what: "there is no window".into() });
        };
        let blocks = std::iter::once(full(&last.vcov))
            .chain(points.iter().rev().skip(1).map(|point| Some(point.vcov.clone())))
            .collect::<Option<Vec<_>>>();
        last.terms.extend(points.iter().rev().skip(1).map(|point| Term {
            name: format!("{} to {}", point.term.name, point.period),
            ..point.term.clone()
        }));
        last.vcov = blocks.map_or_else(|| last.vcov.clone(), |blocks| Vcov::Blocks { blocks });
        let scheme = match self.scheme {
            Scheme::Rolling => format!("Least squares on windows of {} observations", self.window),
            Scheme::Expanding => {
                format!("Least squares on all observations so far, {} at first", self.window)
            }
        };
        last.figures.extend(path::figure("rolling", sample, &points, &format!("{scheme}, by last period")));
        last.notes.insert(0, note(&points, self.scheme, self.window));
        last.model = "rolling".into();
        last.scores = None;
        last.bread = None;
        Ok(last)
    }
}

/// What the path says at a glance.
fn note(points: &[Point], scheme: Scheme, window: usize) -> Note {
    let estimates: Vec<f64> = points.iter().map(|point| point.term.estimate).collect();
    let (low, high) = path::extremes(&estimates);
    let name = points.last().map(|point| point.term.name.clone()).unwrap_or_default();
    let kind = match scheme {
        Scheme::Rolling => format!("{} windows of {window} observations", points.len()),
        Scheme::Expanding => format!("{} expanding windows", points.len()),
    };
    Note::info(format!(
        "the coefficient on `{name}` lies between {} and {} in {kind}; windows overlap, so their estimates are not \
         independent, and statistics and residuals are those of the last window; `fxsens test sup-f` and \
         `fxsens test nyblom` test stability",
        path::short(low),
        path::short(high)
    ))
}

/// The coefficient on the shock with its variance.
fn point(fit: &Fit, shock: usize) -> Option<Point> {
    let matrix = full(&fit.vcov)?;
    let vcov = VcovMatrix { size: 1, values: vec![matrix.get(shock, shock)], ..matrix };
    Some(Point { period: *fit.augment.periods.last()?, term: fit.terms.get(shock)?.clone(), vcov })
}

fn full(vcov: &Vcov) -> Option<VcovMatrix> {
    match vcov {
        Vcov::Full(matrix) => Some(matrix.clone()),
        _ => None,
    }
}
