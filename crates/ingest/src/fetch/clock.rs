//! Time as the fetching sees it, so that tests need not wait.

use std::time::Duration;

/// A clock: pauses between calls, and the moment an answer arrived.
pub trait Clock {
    /// Time since a moment that never changes.
    fn elapsed(&self) -> Duration;
    /// Waits.
    fn sleep(&self, span: Duration);
    /// Now, in UTC, to the second: `2026-09-08T00:12:05Z`.
    fn utc(&self) -> String;
}
