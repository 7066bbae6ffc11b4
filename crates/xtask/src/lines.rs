//! The two lines a new model adds to `crates/fxsens`.

use crate::error::TaskError;
use crate::name::ModelName;
use crate::new_model::{LIST, MANIFEST};

/// The comment in the list of models above which new lines go.
const MARKER: &str = "// `cargo xtask new-model` adds its line above this one.";

/// The manifest with the dependency on the new crate, in its sorted place.
///
/// # Errors
/// [`TaskError::Exists`] when it is there, [`TaskError::Unexpected`] without a table of dependencies.
pub(crate) fn with_dependency(manifest: &str, name: &ModelName) -> Result<String, TaskError> {
    let key = format!("fxsens-model-{}", name.id());
    let line = format!("{key} = {{ path = \"../model-{}\" }}", name.id());
    let lines: Vec<&str> = manifest.lines().collect();
    let Some(header) = lines.iter().position(|text| text.trim() == "[dependencies]") else {
        return Err(TaskError::Unexpected { file: MANIFEST, what: "no table [dependencies]", line });
    };
    let mut place = header + 1;
    for (offset, text) in lines[header + 1..].iter().enumerate() {
        if text.trim_start().starts_with('[') {
            break;
        }
        let Some(other) = key_of(text) else { continue };
        if other == key {
            return Err(exists(name, MANIFEST));
        }
        if other < key.as_str() {
            place = header + 2 + offset;
        }
    }
    Ok(insert(&lines, place, &line))
}

/// The list of models with the new one above the marker.
///
/// # Errors
/// [`TaskError::Exists`] when it is there, [`TaskError::Unexpected`] without the marker.
pub(crate) fn with_entry(list: &str, name: &ModelName) -> Result<String, TaskError> {
    let entry = format!("fxsens_model_{}::model,", name.snake());
    let lines: Vec<&str> = list.lines().collect();
    if lines.iter().any(|text| text.trim() == entry) {
        return Err(exists(name, LIST));
    }
    let Some(place) = lines.iter().position(|text| text.trim() == MARKER) else {
        let what = "the comment that marks the place is missing";
        return Err(TaskError::Unexpected { file: LIST, what, line: entry });
    };
    let indent: String = lines[place].chars().take_while(|letter| letter.is_whitespace()).collect();
    Ok(insert(&lines, place, &(indent + &entry)))
}

/// The dependency a line of a manifest declares.
fn key_of(line: &str) -> Option<&str> {
    let key = line.split(['=', '.']).next()?.trim();
    (!key.is_empty() && !key.starts_with('#')).then_some(key)
}

fn insert(lines: &[&str], place: usize, line: &str) -> String {
    let mut text = String::new();
    for part in lines[..place].iter().chain([&line]).chain(&lines[place..]) {
        text.push_str(part);
        text.push('\n');
    }
    text
}

fn exists(name: &ModelName, file: &str) -> TaskError {
    TaskError::Exists { name: name.id().to_owned(), place: format!("{file} has its line") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPENDENCIES: &str = "[package]\nname = \"fxsens\"\n\n[dependencies]\nclap.workspace = true\n\
        fxsens-core.workspace = true\nfxsens-model-quantile = { path = \"../model-quantile\" }\n\
        fxsens-report.workspace = true\n\n[dev-dependencies]\nfxsens-apple.workspace = true\n";
    const MODELS: &str = "const EXTENSIONS: &[fn() -> Box<dyn Model>] = &[\n    fxsens_model_quantile::model,\n    \
        // `cargo xtask new-model` adds its line above this one.\n];\n";

    fn named(text: &str) -> ModelName {
        ModelName::parse(text).unwrap()
    }

    /// The one line that was added, and the one that now follows it.
    fn added<'a>(before: &str, after: &'a str) -> (&'a str, &'a str) {
        let at = before.lines().zip(after.lines()).position(|(a, b)| a != b).unwrap();
        let mut lines: Vec<&str> = after.lines().collect();
        let line = lines.remove(at);
        assert_eq!(lines, before.lines().collect::<Vec<_>>(), "exactly one line is added");
        (line, lines[at])
    }

    #[test]
    fn the_dependency_goes_to_its_sorted_place() {
        for (name, next) in
            [("arch", "fxsens-model-quantile"), ("threshold", "fxsens-report"), ("z", "fxsens-report")]
        {
            let after = with_dependency(DEPENDENCIES, &named(name)).unwrap();
            let (line, following) = added(DEPENDENCIES, &after);
            assert_eq!(line, format!("fxsens-model-{name} = {{ path = \"../model-{name}\" }}"));
            assert!(following.starts_with(next), "{name}: {following}");
        }
    }

    #[test]
    fn a_last_dependency_stays_inside_its_table() {
        let short = "[dependencies]\nclap = \"4\"\n\n[dev-dependencies]\n";
        let after = with_dependency(short, &named("a")).unwrap();
        assert_eq!(added(short, &after), ("fxsens-model-a = { path = \"../model-a\" }", ""));
    }

    #[test]
    fn the_entry_stands_above_the_marker() {
        let after = with_entry(MODELS, &named("im-ols")).unwrap();
        assert_eq!(added(MODELS, &after), ("    fxsens_model_im_ols::model,", &*format!("    {MARKER}")));
    }

    #[test]
    fn a_model_is_added_once() {
        assert!(matches!(with_dependency(DEPENDENCIES, &named("quantile")), Err(TaskError::Exists { .. })));
        assert!(matches!(with_entry(MODELS, &named("quantile")), Err(TaskError::Exists { .. })));
    }

    #[test]
    fn files_of_another_shape_are_left_alone() {
        assert!(matches!(with_dependency("[package]\n", &named("a")), Err(TaskError::Unexpected { .. })));
        let error = with_entry("const EXTENSIONS = [];\n", &named("a")).unwrap_err().to_string();
        assert!(error.contains("fxsens_model_a::model,"), "{error}");
    }
}
