//! From a spec and a dataset to a fit: the one path every command and study takes.

use crate::dataset::Dataset;
use crate::expr::{EvalError, Evaluator, Formula, ParseError};
use crate::fit::{Fit, FitError, Note};
use crate::model::ParamError;
use crate::registry::{Registry, RegistryError};
use crate::sample::Sample;
use crate::spec::{Spec, SpecId};
use crate::summary::{AlsoSummary, FitSummary};

/// A spec with its fit and the data it was fitted on.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimation {
    /// Identity of the spec.
    pub id: SpecId,
    /// The spec.
    pub spec: Spec,
    /// The data.
    pub sample: Sample,
    /// The fit.
    pub fit: Fit,
    /// The same model under the parameters of each `also` of the spec.
    pub also: Vec<Fit>,
}

/// Why a spec could not be estimated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EstimateError {
    /// The model does not exist.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The parameters cannot be used.
    #[error(transparent)]
    Param(#[from] ParamError),
    /// The formula cannot be read.
    #[error("the formula cannot be read: {0}")]
    Parse(#[from] ParseError),
    /// The formula cannot be evaluated on the data.
    #[error(transparent)]
    Eval(#[from] EvalError),
    /// The model cannot be fitted to the data.
    #[error(transparent)]
    Fit(#[from] FitError),
}

/// Parses, evaluates and fits. Everything that can fail without data fails before any data is touched.
///
/// # Errors
/// [`EstimateError`] as its variants say.
pub fn estimate(spec: &Spec, dataset: &Dataset, registry: &Registry) -> Result<Estimation, EstimateError> {
    let model = registry.get(&spec.model)?;
    let estimators =
        spec.variants().iter().map(|params| model.build(params)).collect::<Result<Vec<_>, _>>()?;
    let formula = Formula::parse(&spec.formula)?;
    if formula.instruments.is_some() && !model.uses_instruments() {
        return Err(EstimateError::Fit(FitError::Unsupported {
            what: "a formula with instruments".into(),
            why: format!("model `{}` takes none; leave out the bar and what follows it", spec.model),
        }));
    }
    let sample = Evaluator::new(dataset).sample(&formula, spec.sample)?;
    let mut fits =
        estimators.iter().map(|estimator| estimator.fit(&sample)).collect::<Result<Vec<_>, _>>()?;
    let mut fit = fits.remove(0);
    fit.notes.splice(0..0, sample.notes().iter().map(Note::info));
    Ok(Estimation { id: spec.id(&model.defaults()), spec: spec.clone(), sample, fit, also: fits })
}

impl Estimation {
    /// The printed view at a confidence level.
    pub fn summary(&self, level: f64) -> FitSummary {
        let mut summary = FitSummary::new(&self.fit, self.id.clone(), &self.spec.formula, level);
        summary.also = self.also.iter().map(|fit| AlsoSummary::new(fit, level)).collect();
        summary
    }
}
