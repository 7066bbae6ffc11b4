//! What a reader returns.

use std::fmt;

use fxsens_core::period::Period;
use fxsens_core::series::Series;

/// Everything read from one file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRead {
    /// Name of the layout it was read as.
    pub layout: &'static str,
    /// The series in the order of the file.
    pub series: Vec<FileSeries>,
    /// Cells that hold something and could not be read, at most [`FileRead::KEPT`] of them.
    pub rejected: Vec<RejectedCell>,
    /// How many cells were rejected, kept or not.
    pub rejected_count: usize,
    /// Where the next page starts when the file is one page of an answer.
    pub next_page: Option<String>,
    /// Remarks worth showing.
    pub notes: Vec<String>,
}

impl FileRead {
    /// Rejected cells that are kept with their position; more are counted.
    pub const KEPT: usize = 1000;
}

/// One series with what its publisher says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct FileSeries {
    /// Id (the publisher's code where there is one), title, unit, adjustment, provenance and values.
    pub series: Series,
    /// Periods whose value is marked preliminary, provisional or estimated, in order.
    pub preliminary: Vec<Period>,
    /// How the file quotes it, for an exchange rate.
    pub quote: Option<Quote>,
    /// What else the file says: a transformation code, a vintage. May be empty.
    pub remark: String,
}

impl FileSeries {
    /// Number of periods with a value.
    pub fn nobs(&self) -> usize {
        self.series.values().iter().filter(|value| !value.is_nan()).count()
    }
}

/// The direction of an exchange rate in the file. The series itself always has the project's direction: units of the
/// later per one unit of the earlier of EUR, GBP, AUD, NZD, USD and all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// As the file quotes it, e.g. `AUD per USD`.
    pub as_given: String,
    /// Whether the values were turned (1 / x).
    pub turned: bool,
}

/// A cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedCell {
    /// Where it is.
    pub place: Place,
    /// Id of the series it belongs to; empty when it belongs to no single one.
    pub series: String,
    /// What it holds, shortened.
    pub text: String,
    /// Why it was rejected, and what was expected.
    pub reason: String,
}

/// A position in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Line and field of a text file, both from 1.
    Field {
        /// Line number.
        line: usize,
        /// Field number within the record.
        column: usize,
    },
    /// A cell of a workbook.
    Sheet {
        /// Name of the sheet.
        sheet: String,
        /// Row from 1.
        row: usize,
        /// Column from 1.
        column: usize,
    },
    /// A value of a JSON document.
    Json {
        /// For example `RESULTSET[0].VALUES.VALUES[3]`.
        path: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { line, column } => write!(f, "line {line}, column {column}"),
            Self::Sheet { sheet, row, column } => {
                write!(f, "sheet `{sheet}`, cell {}{row}", letters(*column))
            }
            Self::Json { path } => f.write_str(path),
        }
    }
}

/// The letters of a spreadsheet column: 1 is A, 27 is AA.
fn letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_columns_have_letters() {
        for (column, expected) in [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }
}
