//! The `fxsens` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    fxsens::run(std::env::args_os(), fxsens::models())
}
