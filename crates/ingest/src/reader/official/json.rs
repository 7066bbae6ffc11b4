//! What the readers of JSON answers share.

use serde_json::Value;

use super::Input;
use crate::error::IngestError;

/// The document of a file.
///
/// # Errors
/// [`IngestError::Cell`] with the line when it is not JSON; as [`Input::text`].
pub(super) fn parse(input: &Input) -> Result<Value, IngestError> {
    let text = input.text()?;
    serde_json::from_str(&text).map_err(|error| IngestError::Cell {
        path: input.path.into(),
        lines: vec![error.line()],
        column: None,
        problem: format!("not valid JSON: {error}"),
        hint: "the answer may have been cut off: fetch it again".into(),
    })
}

/// A member as text; numbers too, empty when it is missing.
pub(super) fn text(value: &Value, name: &str) -> String {
    plain(&value[name])
}

/// A string or number as text.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The elements of an array; a single value where an array of one is meant.
pub(super) fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        single => vec![single],
    }
}
