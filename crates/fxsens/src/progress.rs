//! Progress on stderr, only on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::config::Context;
use crate::output;

/// A spinner that names the step at work; silent unless stderr is a terminal or the user asked for more words.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    spoken: bool,
}

impl Progress {
    pub fn new(context: &Context) -> Self {
        if !context.interactive() {
            return Self { bar: ProgressBar::hidden(), spoken: context.verbose };
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(80));
        Self { bar, spoken: false }
    }

    /// Names the step that begins.
    pub fn step(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        output::message(!self.spoken, what);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
