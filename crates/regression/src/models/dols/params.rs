//! Parameters of `dols`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use crate::covariance::kernel::Kernel;
use crate::covariance::params::{Bandwidth, SmallSample};
use crate::models::ardl::Selection;
use crate::models::cointegrating::{DOCS, RelationParams, Request};

/// Most leads and most lags.
const MOST: u8 = 24;

/// Parameters of dynamic least squares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DolsParams {
    /// How leads and lags are chosen.
    pub selection: Selection,
    /// Leads of the regressors' steps, or the most a search tries.
    pub leads: u8,
    /// Lags of the regressors' steps, or the most a search tries.
    pub lags: u8,
    /// Whether the relation has a linear trend.
    pub trend: bool,
    /// Kernel of the long-run variance.
    pub kernel: Kernel,
    /// Its bandwidth.
    pub bandwidth: Bandwidth,
    /// Factor on the covariance; with it t statistics compare with Student's t, without it with the normal.
    pub small_sample: SmallSample,
}

impl Default for DolsParams {
    fn default() -> Self {
        let RelationParams { trend, kernel, bandwidth, small_sample } = RelationParams::default();
        Self { selection: Selection::Fixed, leads: 2, lags: 2, trend, kernel, bandwidth, small_sample }
    }
}

/// A checked request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dols {
    pub(super) request: Request,
    /// The criterion of a search; none for fixed leads and lags.
    pub(super) criterion: Option<Selection>,
    pub(super) leads: usize,
    pub(super) lags: usize,
}

const OWN_DOCS: &[ParamDoc] = &[
    ParamDoc {
        name: "selection",
        values: "fixed | bic | aic | hq",
        doc: "Criterion that chooses leads and lags; fixed takes them as given.",
    },
    ParamDoc {
        name: "leads",
        values: "0 … 24",
        doc: "Leads of the regressors' steps, or the most a search tries.",
    },
    ParamDoc {
        name: "lags",
        values: "0 … 24",
        doc: "Lags of the regressors' steps, or the most a search tries.",
    },
];

impl Params for DolsParams {
    type Estimator = Dols;

    const DOCS: &'static [ParamDoc] = &join_docs::<{ OWN_DOCS.len() + DOCS.len() }>(OWN_DOCS, DOCS);

    fn check(self) -> Result<Dols, ParamError> {
        for (name, value) in [("leads", self.leads), ("lags", self.lags)] {
            if value > MOST {
                let expected = format!("a whole number from 0 to {MOST}");
                return Err(ParamError::Invalid { name: name.into(), expected, found: value.to_string() });
            }
        }
        let Self { trend, kernel, bandwidth, small_sample, .. } = self;
        Ok(Dols {
            request: RelationParams { trend, kernel, bandwidth, small_sample }.check()?,
            criterion: (self.selection != Selection::Fixed).then_some(self.selection),
            leads: usize::from(self.leads),
            lags: usize::from(self.lags),
        })
    }
}
