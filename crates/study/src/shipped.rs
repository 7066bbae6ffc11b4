//! The studies that ship with the program, file by file.

/// Name of the study that runs when none is named.
pub const DEFAULT_STUDY: &str = "digital-deficit";

/// Files of a study: name and text.
type Files = &'static [(&'static str, &'static str)];

macro_rules! files {
    ($study:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../studies/", $study, "/", $name)))),*]
    };
}

const STUDIES: [(&str, Files); 2] = [
    (
        DEFAULT_STUDY,
        files![
            "digital-deficit":
            "study.toml", "grid.toml", "m1.toml", "m1d.toml", "m2a.toml", "m2b.toml", "m2c.toml", "m3a.toml",
            "m3b.toml", "m3c.toml", "m4a.toml", "m4b.toml", "m4c.toml", "m4d.toml", "m4e.toml", "m4f.toml",
            "m5.toml", "m6a.toml", "m6b.toml", "m6c.toml", "m8a.toml", "m8b.toml",
        ],
    ),
    (
        "euro-yield-gap",
        files![
            "euro-yield-gap":
            "study.toml", "m1.toml", "m1l.toml", "m2a.toml", "m2b.toml", "m2c.toml", "m3a.toml", "m3b.toml",
            "m4a.toml", "m4b.toml", "m4c.toml", "m8a.toml", "m8b.toml",
        ],
    ),
];

/// Names of the studies.
pub fn names() -> impl Iterator<Item = &'static str> {
    STUDIES.iter().map(|(name, _)| *name)
}

/// Whether a study of that name ships with the program.
pub fn contains(name: &str) -> bool {
    names().any(|known| known == name)
}

/// The files of a study; none for an unknown name.
pub fn files(name: &str) -> &'static [(&'static str, &'static str)] {
    STUDIES.iter().find(|(known, _)| *known == name).map(|(_, files)| *files).unwrap_or_default()
}

/// The text of a file of a study.
pub fn file(study: &str, name: &str) -> Option<&'static str> {
    files(study).iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
