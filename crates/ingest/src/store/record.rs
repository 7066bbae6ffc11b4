//! What is known of a stored file.

use fxsens_core::period::Period;
use serde::{Deserialize, Serialize};

use crate::reader::{FileRead, FileSeries};

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Place in the log, from 0.
    pub number: u64,
    /// Hash of the file, hexadecimal.
    pub sha256: String,
    /// Length of the file.
    pub bytes: u64,
    /// What was known of it when it was stored.
    #[serde(flatten)]
    pub known: NewRecord,
}

/// What is known of a file when it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRecord {
    /// Name of the file, or of the request's answer.
    pub name: String,
    /// Where it came from: `import`, or the name of a service.
    pub source: String,
    /// The request without keys; empty for a file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request: String,
    /// Layout it is read as.
    pub layout: String,
    /// Day from which its figures count as known, `2026-09-08`.
    pub vintage: String,
    /// When it arrived, in UTC, `2026-09-08T00:12:05Z`.
    pub retrieved: String,
    /// Files of one answer in several pages share a batch; empty for a file on its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub batch: String,
    /// How many pages that answer has; its states count once all are stored. 0 for a file on its own.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pages: u32,
    /// The series in it.
    pub series: Vec<RecordedSeries>,
}

/// A series of a stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedSeries {
    /// Id under which it is used.
    pub id: String,
    /// Code in the file.
    pub code: String,
    /// First period.
    pub first: Period,
    /// Last period.
    pub last: Period,
    /// Periods with a value.
    pub nobs: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_zero(pages: &u32) -> bool {
    *pages == 0
}

impl std::ops::Deref for Record {
    type Target = NewRecord;

    fn deref(&self) -> &NewRecord {
        &self.known
    }
}

impl Record {
    pub(super) fn of(number: u64, sha256: String, bytes: u64, known: NewRecord) -> Self {
        Self { number, sha256, bytes, known }
    }
}

impl RecordedSeries {
    /// The series of a file under the ids that the catalogue knows them by, or under their codes.
    pub fn of(read: &FileRead, id: impl Fn(&FileSeries) -> Option<String>) -> Vec<Self> {
        read.series
            .iter()
            .map(|file| Self {
                id: id(file).unwrap_or_else(|| file.series.id.clone()),
                code: file.series.id.clone(),
                first: file.series.start(),
                last: file.series.last(),
                nobs: file.nobs(),
            })
            .collect()
    }
}
