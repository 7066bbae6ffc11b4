//! A series while its cells are being read.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::found::Place;

/// How the dates of a column are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Dates {
    /// As they are.
    #[default]
    AsGiven,
    /// Days may stand for the month, quarter, year or week they open or close.
    MayStand,
}

/// What is known of a series before its values.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: Option<Unit>,
    /// `NSA`, `SA`, `SAAR`; empty is not stated.
    pub(super) adjustment: String,
    pub(super) agency: &'static str,
    /// Table or code of the publisher.
    pub(super) table: String,
    pub(super) vintage: String,
    pub(super) remark: String,
    pub(super) dates: Dates,
}

impl Draft {
    /// A series of which only the id and the publisher are known.
    pub(super) fn new(id: impl Into<String>, agency: &'static str) -> Self {
        let id = id.into();
        Self { title: id.clone(), table: id.clone(), id, agency, ..Self::default() }
    }

    pub(super) fn title(mut self, title: impl Into<String>) -> Self {
        let title = title.into();
        if !title.is_empty() {
            self.title = title;
        }
        self
    }

    pub(super) fn unit(mut self, unit: Unit) -> Self {
        self.unit = Some(unit);
        self
    }

    pub(super) fn adjustment(mut self, adjustment: &str) -> Self {
        adjustment.clone_into(&mut self.adjustment);
        self
    }

    pub(super) fn table(mut self, table: impl Into<String>) -> Self {
        self.table = table.into();
        self
    }

    pub(super) fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = remark.into();
        self
    }

    pub(super) fn vintage(mut self, vintage: impl Into<String>) -> Self {
        self.vintage = vintage.into();
        self
    }

    pub(super) fn dates(mut self, dates: Dates) -> Self {
        self.dates = dates;
        self
    }
}

/// A draft with the observations met so far.
#[derive(Debug)]
pub(super) struct Growing {
    pub(super) draft: Draft,
    /// Period, value (`NaN` is missing) and the number of the row it stands in.
    pub(super) observations: Vec<(Period, f64, usize)>,
    pub(super) preliminary: Vec<Period>,
}

/// The line, row or position a message names.
pub(super) fn row_of(place: &Place) -> usize {
    match place {
        Place::Field { line, .. } => *line,
        Place::Sheet { row, .. } => *row,
        Place::Json { .. } => 0,
    }
}
