//! The files of a new model.

use crate::name::ModelName;

/// Path below the crate's folder, and the text with placeholders.
const FILES: [(&str, &str); 8] = [
    ("Cargo.toml", include_str!("../templates/Cargo.toml.txt")),
    ("README.md", include_str!("../templates/README.md.txt")),
    ("src/lib.rs", include_str!("../templates/src/lib.rs.txt")),
    ("src/params.rs", include_str!("../templates/src/params.rs.txt")),
    ("src/fit.rs", include_str!("../templates/src/fit.rs.txt")),
    ("tests/main.rs", include_str!("../templates/tests/main.rs.txt")),
    ("tests/conformance.rs", include_str!("../templates/tests/conformance.rs.txt")),
    ("tests/reference.rs", include_str!("../templates/tests/reference.rs.txt")),
];

/// Paths and texts of all files of a model.
pub(crate) fn files(name: &ModelName) -> Vec<(&'static str, String)> {
    FILES.iter().map(|(path, text)| (*path, expand(text, name))).collect()
}

/// Replaces the placeholders `@name@`, `@snake@`, `@Type@`, `@Title@`.
fn expand(text: &str, name: &ModelName) -> String {
    text.replace("@name@", name.id())
        .replace("@snake@", &name.snake())
        .replace("@Type@", &name.type_name())
        .replace("@Title@", &name.title())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_names() {
        let name = ModelName::parse("im-ols").unwrap();
        assert_eq!(expand("@name@ @snake@ @Type@ @Title@", &name), "im-ols im_ols ImOls Im ols");
    }

    #[test]
    fn no_placeholder_is_left_in_any_file() {
        let name = ModelName::parse("im-ols").unwrap();
        for (path, text) in files(&name) {
            assert!(!text.contains('@'), "{path}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
        }
    }
}
