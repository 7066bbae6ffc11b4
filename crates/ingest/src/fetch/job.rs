//! What one answer must be, whether it comes in one page or in several.

use super::catalogue::ServiceInfo;
use super::request::Request;

/// A request with what is expected of its answer.
#[derive(Debug, Clone)]
pub struct Job {
    /// Name of the service.
    pub service: String,
    /// The request of the first page.
    pub request: Request,
    /// Parameter that asks for the next page; empty when there is none.
    pub page: String,
    /// Layouts the answer may have.
    pub layouts: Vec<String>,
    /// Codes that must be in the answer.
    pub expected: Vec<String>,
    /// Whether the key of the service goes with it.
    pub needs_key: bool,
    /// Vintages by column, when the answer holds vintages of its own.
    pub vintages: Vec<Vintage>,
}

/// A column of an answer that holds the state of a series on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vintage {
    /// Code in the answer, `GDPC1_20240125`.
    pub column: String,
    /// The series, `GDPC1`.
    pub code: String,
    /// The day, `2024-01-25`.
    pub day: String,
}

impl Job {
    /// A job of a service that expects these codes.
    pub(super) fn new(info: &ServiceInfo, request: Request, expected: Vec<String>) -> Self {
        Self {
            service: info.name.clone(),
            request,
            page: info.page.clone(),
            layouts: info.layouts.clone(),
            expected,
            needs_key: false,
            vintages: Vec::new(),
        }
    }
}
