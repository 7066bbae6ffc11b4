//! Regressors of every horizon: the shock or its parts, controls, and lags of everything.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{Column, INTERCEPT, Intercept, Sample};
use ndarray::{Array1, Array2, ArrayView1, Axis, Slice};

use super::params::LocalProjectionParams;

/// Regressors on the rows that the lags leave; the shocks stand first.
#[derive(Debug, Clone)]
pub(super) struct Design {
    /// Shape `(n, k)`.
    pub(super) x: Array2<f64>,
    /// Names of its columns.
    pub(super) names: Vec<String>,
    /// Instruments of the shock, then the other columns of `x`, shape `(n, m)`; without columns when there are none.
    pub(super) z: Array2<f64>,
    /// How many columns of `x` are shocks.
    pub(super) shocks: usize,
    /// Rows lost to lags.
    pub(super) lost: usize,
}

/// Columns of the sample without the constant.
struct Parts {
    shock: Column,
    controls: Vec<Column>,
    excluded: Vec<Column>,
}

impl Parts {
    fn new(sample: &Sample) -> Result<Self, FitError> {
        let columns = |names: Vec<String>, units: Vec<fxsens_core::unit::Unit>, values: &Array2<f64>| {
            let each = names.into_iter().zip(units).zip(values.columns());
            each.filter(|((name, _), _)| name != INTERCEPT)
                .map(|((name, unit), values)| Column { name, unit, values: values.to_owned() })
                .collect::<Vec<Column>>()
        };
        let mut regressors = columns(sample.x_names(), sample.x_units(), sample.x());
        if regressors.is_empty() {
            return Err(FitError::Unsupported {
                what: "local projections without a regressor".into(),
                why: "the first regressor is the shock".into(),
            });
        }
        let shock = regressors.remove(0);
        let names = sample.z_names();
        let instruments =
            columns(names.clone(), vec![fxsens_core::unit::Unit::Unknown; names.len()], sample.z());
        if names.is_empty() {
            return Ok(Self { shock, controls: regressors, excluded: Vec::new() });
        }
        if names.contains(&shock.name) {
            return Err(FitError::Unsupported {
                what: format!("instruments for local projections on `{}`, which is among them", shock.name),
                why: "the shock is the regressor that is instrumented".into(),
            });
        }
        if let Some(control) = regressors.iter().find(|control| !names.contains(&control.name)) {
            return Err(FitError::Unsupported {
                what: format!("an instrumented control, `{}`", control.name),
                why: "only the shock is; repeat every control after the bar".into(),
            });
        }
        let known = |column: &Column| regressors.iter().any(|control| control.name == column.name);
        let excluded = instruments.into_iter().filter(|column| !known(column)).collect();
        Ok(Self { shock, controls: regressors, excluded })
    }
}

impl Design {
    /// # Errors
    /// [`FitError`] for formulas that cannot be projected and samples too short for the lags and horizons.
    pub(super) fn new(sample: &Sample, params: &LocalProjectionParams) -> Result<Self, FitError> {
        let Parts { shock, mut controls, excluded } = Parts::new(sample)?;
        let split = params.asymmetric || !params.state.is_empty();
        if split && !excluded.is_empty() {
            return Err(FitError::Unsupported {
                what: "instruments with `state` or `asymmetric`".into(),
                why: "the parts of the shock would need instruments of their own".into(),
            });
        }
        let lags = usize::from(params.lags) + usize::from(params.lag_augmented);
        let state =
            if params.state.is_empty() { None } else { Some(take_state(&mut controls, &params.state)?) };
        let lost = lags.max(usize::from(state.is_some()));
        let n = sample.nobs().saturating_sub(lost);
        let shift = |values: ArrayView1<'_, f64>, lag: usize| {
            values.slice_axis(Axis(0), Slice::from(lost - lag..lost - lag + n)).to_owned()
        };
        let mut names: Vec<String> = Vec::new();
        let mut columns: Vec<Array1<f64>> = Vec::new();
        let mut push = |name: String, values: Array1<f64>| {
            names.push(name);
            columns.push(values);
        };
        let parameters = 1 + (2 + controls.len()) * (lags + 1);
        let needed = lost + usize::from(params.horizons) + parameters + 1;
        if sample.nobs() < needed {
            return Err(FitError::TooFewObservations { nobs: sample.nobs(), parameters, needed });
        }
        let now = shift(shock.values.view(), 0);
        let shocks = match &state {
            Some(state) => {
                let before = shift(state.values.view(), 1);
                push(format!("{}:{}", shock.name, state.name), &now * &before);
                push(format!("{}:(1 - {})", shock.name, state.name), &now * &before.mapv(|s| 1.0 - s));
                2
            }
            None if params.asymmetric => {
                push(format!("{}+", shock.name), now.mapv(|value| value.max(0.0)));
                push(format!("{}-", shock.name), now.mapv(|value| value.min(0.0)));
                2
            }
            None => {
                push(shock.name.clone(), now);
                1
            }
        };
        if sample.intercept() == Intercept::Included {
            push(INTERCEPT.into(), Array1::ones(n));
        }
        if let Some(state) = &state {
            push(format!("L({}, 1)", state.name), shift(state.values.view(), 1));
        }
        for control in &controls {
            push(control.name.clone(), shift(control.values.view(), 0));
        }
        let own = Column {
            name: sample.outcome_name().into(),
            unit: sample.outcome_unit().clone(),
            values: sample.y().to_owned(),
        };
        for column in std::iter::once(&own).chain([&shock]).chain(&controls) {
            for lag in 1..=lags {
                push(format!("L({}, {lag})", column.name), shift(column.values.view(), lag));
            }
        }
        let stack = |columns: &[Array1<f64>]| {
            let mut matrix = Array2::zeros((columns.len(), n)).reversed_axes();
            for (mut target, source) in matrix.columns_mut().into_iter().zip(columns) {
                target.assign(source);
            }
            matrix
        };
        let x = stack(&columns);
        let z = if excluded.is_empty() {
            Array2::zeros((n, 0))
        } else {
            let mut all: Vec<Array1<f64>> = excluded.iter().map(|one| shift(one.values.view(), 0)).collect();
            all.extend(columns.iter().skip(shocks).cloned());
            stack(&all)
        };
        Ok(Self { x, names, z, shocks, lost })
    }

    /// The first `rows` rows.
    pub(super) fn rows(matrix: &Array2<f64>, rows: usize) -> Array2<f64> {
        matrix.slice_axis(Axis(0), Slice::from(..rows)).to_owned()
    }
}

/// Takes the state out of the controls; its values must lie between zero and one.
fn take_state(controls: &mut Vec<Column>, name: &str) -> Result<Column, FitError> {
    let place =
        controls.iter().position(|control| control.name == name).ok_or_else(|| FitError::Unsupported {
            what: format!("the state `{name}`"),
            why: "it must be one of the controls of the formula, written the same".into(),
        })?;
    let state = controls.remove(place);
    if let Some(value) = state.values.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        return Err(FitError::Unsupported {
            what: format!("the state `{name}` with a value of {value}"),
            why: "a state is between zero and one".into(),
        });
    }
    Ok(state)
}
