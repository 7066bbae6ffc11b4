//! Exit codes: 0 done, 1 ran but a check failed, 2 could not run. A closed pipe is not a failure.

use std::io::Write;
use std::process::ExitCode;

use crate::failure::Failure;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Ran, but a check did not come out as expected.
    CheckFailed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::CheckFailed => Self::from(1),
        }
    }
}

/// Prints a failure to stderr and returns 2; a closed pipe returns 0 silently.
pub fn report(failure: &Failure) -> ExitCode {
    if failure.is_broken_pipe() {
        return ExitCode::SUCCESS;
    }
    let _ = std::io::stderr().lock().write_all(failure.render().as_bytes());
    ExitCode::from(2)
}

/// Help and version go to stdout with 0, usage errors to stderr with 2.
pub fn from_clap(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
