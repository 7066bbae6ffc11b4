//! Parameters of `vecm`.

use fxsens_core::model::{ParamDoc, ParamError, Params};
use serde::{Deserialize, Serialize};

use crate::cointegration::johansen::check_lags;
use crate::models::ardl::Case;

/// Parameters of the vector error correction model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VecmParams {
    /// Lags of the autoregression in levels.
    pub lags: u8,
    /// Cointegrating relations.
    pub rank: u8,
    /// Deterministic terms, Johansen's cases one to five.
    pub case: u8,
}

impl Default for VecmParams {
    fn default() -> Self {
        Self { lags: 2, rank: 1, case: 3 }
    }
}

/// A checked request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vecm {
    pub(super) lags: usize,
    pub(super) rank: usize,
    pub(super) case: Case,
}

impl Params for VecmParams {
    type Estimator = Vecm;

    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "lags", values: "1 … 24", doc: "Lags of the autoregression in levels." },
        ParamDoc {
            name: "rank",
            values: "1, 2, 3, …",
            doc: "Cointegrating relations, fewer than series; the first series are explained by the others.",
        },
        ParamDoc {
            name: "case",
            values: "1, 2, 3, 4, 5",
            doc: "Deterministic terms: none; restricted constant; constant; restricted trend; constant and trend.",
        },
    ];

    fn check(self) -> Result<Vecm, ParamError> {
        if self.rank == 0 {
            return Err(ParamError::Invalid {
                name: "rank".into(),
                expected: "a whole number from 1 on: without a relation there is no long run".into(),
                found: "0".into(),
            });
        }
        Ok(Vecm { lags: check_lags(self.lags)?, rank: usize::from(self.rank), case: Case::of(self.case)? })
    }
}
