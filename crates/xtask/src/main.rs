//! Project tasks: `cargo xtask new-model NAME`.

mod error;
mod lines;
mod name;
mod new_model;
mod template;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::TaskError;
use crate::name::ModelName;

/// Tasks of the project.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Start an extension model: crates/model-NAME and its two lines in crates/fxsens.
    NewModel {
        /// Id of the model in kebab case: threshold, im-ols.
        name: String,
    },
}

fn main() -> ExitCode {
    let Task::NewModel { name } = Cli::parse().task;
    let done = std::env::current_dir()
        .map_err(|error| TaskError::io("reading the current folder", Path::new("."), error))
        .and_then(|here| new_model_below(&here, &name));
    match done {
        Ok(text) => {
            // A reader that has gone away is no failure.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn new_model_below(here: &Path, name: &str) -> Result<String, TaskError> {
    let name = ModelName::parse(name)?;
    let root = workspace_root(here)?;
    new_model::create(&root, &name)?;
    Ok(new_model::next_steps(&name))
}

/// The folder at or above `here` that holds this workspace.
fn workspace_root(here: &Path) -> Result<PathBuf, TaskError> {
    let holds =
        |folder: &&Path| folder.join(new_model::LIST).is_file() && folder.join("Cargo.toml").is_file();
    here.ancestors()
        .find(holds)
        .map(Path::to_path_buf)
        .ok_or_else(|| TaskError::NoWorkspace { here: here.to_path_buf() })
}
