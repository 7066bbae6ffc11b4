//! Where figures come from and which state of the data they are.

use serde::{Deserialize, Serialize};

/// Source of a series, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Publishing agency, or the name of a user's file.
    pub agency: String,
    /// Official table or code.
    pub table: String,
    /// Licence of the figures.
    pub licence: String,
    /// State of the data: year and month of the release, or a sentence when it is mixed.
    pub vintage: String,
}
