//! Parameters of `tvp`.

use fxsens_core::model::{ParamDoc, ParamError, Params};
use serde::{Deserialize, Serialize};

/// Which coefficients follow random walks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Varying {
    /// That of the first regressor.
    #[default]
    Shock,
    /// Those of the first regressor and the constant.
    ShockAndIntercept,
    /// All.
    All,
}

/// Parameters of the regression with random-walk coefficients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TvpParams {
    /// Which coefficients follow random walks.
    pub varying: Varying,
    /// Observations between two reported dates.
    pub step: u32,
}

impl Default for TvpParams {
    fn default() -> Self {
        Self { varying: Varying::Shock, step: 12 }
    }
}

/// A checked request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tvp {
    pub(super) varying: Varying,
    pub(super) step: usize,
}

impl Params for TvpParams {
    type Estimator = Tvp;

    const DOCS: &'static [ParamDoc] = &[
        ParamDoc {
            name: "varying",
            values: "shock, shock-and-intercept, all",
            doc: "Which coefficients follow random walks: that of the first regressor, also the constant, or all.",
        },
        ParamDoc {
            name: "step",
            values: "1, 2, 3, …",
            doc: "Observations between two dates at which the first regressor's coefficient is reported.",
        },
    ];

    fn check(self) -> Result<Tvp, ParamError> {
        if self.step == 0 {
            return Err(ParamError::Invalid {
                name: "step".into(),
                expected: "a whole number from 1 on".into(),
                found: "0".into(),
            });
        }
        Ok(Tvp { varying: self.varying, step: self.step as usize })
    }
}
