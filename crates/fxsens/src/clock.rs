//! The clock of the system, for pauses between calls and the moment an answer arrived.

use std::time::{Duration, Instant};

use fxsens_ingest::fetch::Clock;

/// Time since the program started, and the time of day.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

impl SystemClock {
    /// Starts counting.
    #[allow(clippy::disallowed_methods, reason = "pauses between calls; no result depends on them")]
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, span: Duration) {
        std::thread::sleep(span);
    }

    fn utc(&self) -> String {
        format!("{:.0}", jiff::Timestamp::now())
    }
}
