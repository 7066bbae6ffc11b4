//! Models of this crate. Each has its parameters, its estimator and its page in a directory of its own.

pub mod ardl;
pub mod ccr;
pub mod cointegrating;
pub mod dols;
pub mod fmols;
pub mod gls_ar;
pub mod im_ols;
pub mod iv;
pub mod local_projection;
pub mod nardl;
pub mod ols;
pub(crate) mod parts;
pub(crate) mod path;
pub mod rolling;
pub mod tvp;
pub mod vecm;

use fxsens_core::model::Model;

/// Entries for the registry.
pub fn models() -> Vec<Box<dyn Model>> {
    vec![
        Box::new(ols::ENTRY),
        Box::new(gls_ar::ENTRY),
        Box::new(ardl::ENTRY),
        Box::new(nardl::ENTRY),
        Box::new(dols::ENTRY),
        Box::new(fmols::ENTRY),
        Box::new(ccr::ENTRY),
        Box::new(im_ols::ENTRY),
        Box::new(vecm::ENTRY),
        Box::new(iv::ENTRY),
        Box::new(local_projection::ENTRY),
        Box::new(rolling::ENTRY),
        Box::new(tvp::ENTRY),
    ]
}
