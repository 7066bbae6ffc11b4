//! The values of a planned column over a stretch of periods.

use super::arithmetic::apply;
use super::ast::Expr;
use super::inputs::Inputs;
use super::plan::{Kind, Plan};

/// Where and on what a plan is computed. Periods are ordinals.
pub(super) struct Frame<'i, 'a> {
    pub(super) inputs: &'i Inputs<'a>,
    /// The period at which the trend is 1.
    pub(super) origin: i32,
}

/// A value that is not finite: which part of the expression it comes from, and where.
pub(super) struct Culprit<'e> {
    pub(super) expr: &'e Expr,
    pub(super) period: i32,
    pub(super) value: f64,
}

impl Frame<'_, '_> {
    /// Values from `first` to `last`, missing where a series has none.
    pub(super) fn values(&self, plan: &Plan<'_>, first: i32, last: i32) -> Vec<f64> {
        match &plan.kind {
            Kind::Constant(value) => each(first, last, |_| *value),
            Kind::Source(source) => self.source(*source, first, last),
            Kind::Lag(inner, k) => self.values(inner, first - k, last - k),
            Kind::Difference(inner, k) => {
                let wide = self.values(inner, first - k, last);
                wide.iter()
                    .zip(wide.get(*k as usize..).unwrap_or_default())
                    .map(|(before, now)| now - before)
                    .collect()
            }
            Kind::RollingSum(inner, n) => self.rolling(inner, *n, first, last, 1.0),
            Kind::RollingMean(inner, n) => self.rolling(inner, *n, first, last, f64::from(*n)),
            Kind::Map(function, inner) => {
                let mut values = self.values(inner, first, last);
                for value in &mut values {
                    *value = function(*value);
                }
                values
            }
            Kind::Arithmetic(operator, left, right) => {
                let mut values = self.values(left, first, last);
                if let Kind::Constant(b) = right.kind {
                    for a in &mut values {
                        *a = apply(*operator, *a, b);
                    }
                } else {
                    let right = self.values(right, first, last);
                    values.iter_mut().zip(right).for_each(|(a, b)| *a = apply(*operator, *a, b));
                }
                values
            }
            Kind::Season(season) => {
                each(first, last, |t| indicator(self.inputs.period(t).season() == Some(*season)))
            }
            Kind::Adjusted(adjusted) => each(first, last, |t| {
                let position = usize::try_from(t - adjusted.first).ok();
                position.and_then(|i| adjusted.values.get(i)).copied().unwrap_or(f64::NAN)
            }),
            Kind::Trend => each(first, last, |t| f64::from(t - self.origin + 1)),
            Kind::Between(from, to) => each(first, last, |t| indicator((*from..=*to).contains(&t))),
        }
    }

    fn source(&self, source: usize, first: i32, last: i32) -> Vec<f64> {
        let series = self.inputs.sources[source].series;
        let start = series.start().ordinal();
        let known = series.values();
        let inside = (first.max(start), last.min(start + known.len() as i32 - 1));
        if inside.0 > inside.1 {
            return each(first, last, |_| f64::NAN);
        }
        let mut values = Vec::with_capacity((last - first + 1) as usize);
        values.resize((inside.0 - first) as usize, f64::NAN);
        values.extend_from_slice(&known[(inside.0 - start) as usize..=(inside.1 - start) as usize]);
        values.resize((last - first + 1) as usize, f64::NAN);
        values
    }

    /// Every window is added up afresh: no rounding error is carried along the series.
    fn rolling(&self, inner: &Plan<'_>, n: i32, first: i32, last: i32, divisor: f64) -> Vec<f64> {
        let wide = self.values(inner, first - n + 1, last);
        wide.windows(n as usize).map(|window| window.iter().sum::<f64>() / divisor).collect()
    }

    /// The innermost part of `plan` that is not finite at `t`, given that the whole is not.
    pub(super) fn culprit<'e>(&self, plan: &Plan<'e>, t: i32) -> Culprit<'e> {
        let inside = match &plan.kind {
            Kind::Lag(inner, k) => self.first_bad(inner, t - k, t - k),
            Kind::Difference(inner, k) => {
                self.first_bad(inner, t - k, t - k).or_else(|| self.first_bad(inner, t, t))
            }
            Kind::RollingSum(inner, n) | Kind::RollingMean(inner, n) => self.first_bad(inner, t - n + 1, t),
            Kind::Map(_, inner) => self.first_bad(inner, t, t),
            Kind::Arithmetic(_, left, right) => {
                self.first_bad(left, t, t).or_else(|| self.first_bad(right, t, t))
            }
            _ => None,
        };
        inside.unwrap_or_else(|| {
            let value = self.values(plan, t, t).first().copied().unwrap_or(f64::NAN);
            Culprit { expr: plan.expr, period: t, value }
        })
    }

    fn first_bad<'e>(&self, plan: &Plan<'e>, first: i32, last: i32) -> Option<Culprit<'e>> {
        let at = self.values(plan, first, last).iter().position(|value| !value.is_finite())?;
        Some(self.culprit(plan, first + at as i32))
    }
}

fn each(first: i32, last: i32, value: impl Fn(i32) -> f64) -> Vec<f64> {
    (first..=last).map(value).collect()
}

fn indicator(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}
