//! Runs the program as a user would.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// The workspace's root folder.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).map(Path::to_path_buf).expect("the crate lies two folders below the root")
}

/// Runs `fxsens` in the root folder.
pub(crate) fn fxsens(arguments: &[&str]) -> Output {
    Command::cargo_bin("fxsens")
        .expect("the binary is built with the tests")
        .current_dir(root())
        .env("FXSENS_STORE", root().join("target/no-store"))
        .args(arguments)
        .output()
        .expect("the binary starts")
}

/// Standard output of a successful run as JSON.
pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    let output = fxsens(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "fxsens {arguments:?} failed:\n{stderr}");
    serde_json::from_slice(&output.stdout).expect("the output is JSON")
}
