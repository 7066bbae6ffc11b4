//! A data folder of one's own: which files are read, and what is said about one that is wrong.

#![allow(clippy::disallowed_methods, reason = "fixtures are written straight into a temporary folder")]

use std::error::Error;
use std::path::Path;

use fxsens_ingest::{Catalog, Definitions, IngestError, Library, Source};

type Outcome = Result<(), Box<dyn Error>>;

#[test]
fn every_file_of_the_data_folder_is_embedded() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(&root)?.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    assert_eq!(found, Source::embedded_files().collect::<Vec<_>>(), "list new files in embedded.rs");
    Ok(())
}

/// A folder with the two TOML files and one table.
fn folder(catalog: &str, derived: &str, table: &str) -> Result<tempfile::TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("series"))?;
    std::fs::write(folder.path().join("catalog.toml"), catalog)?;
    std::fs::write(folder.path().join("derived.toml"), derived)?;
    std::fs::write(folder.path().join("series/t.csv"), table)?;
    Ok(folder)
}

fn entry(id: &str, file: &str) -> String {
    format!(
        "[[series]]\nid = \"{id}\"\ntitle = \"T\"\nunit = \"% p.a.\"\nfrequency = \"M\"\naggregation = \"mean\"\n\
         adjustment = \"none\"\nagency = \"A\"\ntable = \"T\"\nlicence = \"L\"\nvintage = \"2026\"\nfile = \"{file}\"\n\
         first = \"2020-01\"\nlast = \"2020-02\"\nnobs = 2\nnote = \"\"\n"
    )
}

fn derived(id: &str, unit: &str, expression: &str) -> String {
    format!("[[series]]\nid = \"{id}\"\ntitle = \"T\"\nunit = \"{unit}\"\nexpression = \"{expression}\"\n")
}

const TABLE: &str = "series,period,value\nx,2020-01,1\nx,2020-02,2\n";

#[test]
fn only_the_files_that_are_needed_are_read() -> Outcome {
    let both = entry("x", "t.csv") + &entry("y", "not_there.csv");
    let folder = folder(&both, &derived("z", "% p.a.", "x"), TABLE)?;
    let library = Library::open(Source::Directory(folder.path().into()))?;
    assert_eq!(library.load(["x", "z"])?.len(), 2);
    let error = library.load(["y"]).err().ok_or("must fail")?;
    assert!(error.to_string().contains("has no `series/not_there.csv`"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("catalog.toml")));
    Ok(())
}

#[test]
fn cycles_and_wrong_units_are_named() -> Outcome {
    let text = derived("a", "", "b + x")
        + &derived("b", "", "c")
        + &derived("c", "", "a")
        + &derived("u", "JPY trillion", "x + x");
    let folder = folder(&entry("x", "t.csv"), &text, TABLE)?;
    let library = Library::open(Source::Directory(folder.path().into()))?;
    let error = library.load(["a"]).err().ok_or("must fail")?;
    assert_eq!(error.to_string(), "derived series need each other: a -> b -> c -> a");
    let error = library.load(["u"]).err().ok_or("must fail")?;
    assert_eq!(
        error.to_string(),
        "`u` is stated in `JPY trillion` but its expression gives `percentage points`"
    );
    Ok(())
}

#[test]
fn definitions_are_unique_and_have_no_unknown_keys() -> Outcome {
    let twice = entry("x", "t.csv") + &entry("x", "t.csv");
    assert!(matches!(Catalog::parse(&twice), Err(IngestError::DuplicateId { id, .. }) if id == "x"));
    let unknown = entry("x", "t.csv") + "colour = \"red\"\n";
    let error = Catalog::parse(&unknown).err().ok_or("must fail")?;
    assert!(error.to_string().contains("colour"), "{error}");
    assert!(Definitions::parse("[[series]]\nid = \"x\"\n").is_err());
    let clash = folder(&entry("x", "t.csv"), &derived("x", "", "1"), TABLE)?;
    let error = Library::open(Source::Directory(clash.path().into())).err().ok_or("must fail")?;
    assert_eq!(error.to_string(), "`x` is defined twice, in `catalog.toml` and in `derived.toml`");
    Ok(())
}

#[test]
fn a_broken_table_is_reported_with_its_line() -> Outcome {
    for (table, expected) in [
        (
            "series,period,value\nx,2020-01,1\nx,2020-13,2\n",
            "`series/t.csv`, line 3: `2020-13` names a period",
        ),
        ("series,period,value\nx,2020-01,1\nx,2020-02,inf\n", "line 3: `inf` of `x` is not a finite number"),
        ("series,period,value\nx,2020-01,1\nx,2020-02\n", "line 3: expected"),
        ("series,period,value\nx,2020Q1,1\n", "line 2: `x` is by month, found `2020Q1`"),
        ("series,period,value\nx,2020-01,1\nx,2020-01,2\n", "two values for 2020-01"),
        ("a,b\n1,2\n", "line 1: expected"),
        ("series,period,value\ny,2020-01,1\n", "says `x` is in `series/t.csv`"),
    ] {
        let folder = folder(&entry("x", "t.csv"), "", table)?;
        let library = Library::open(Source::Directory(folder.path().into()))?;
        let error = library.load(["x"]).err().ok_or("must fail")?.to_string();
        assert!(error.contains(expected), "{error}");
    }
    Ok(())
}

#[test]
fn a_wrong_folder_is_named() {
    let open = |path: &str| Library::open(Source::Directory(path.into())).map_err(|e| e.to_string()).err();
    assert_eq!(open("/no/such/folder").as_deref(), Some("the data folder /no/such/folder does not exist"));
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    assert_eq!(open(file), Some(format!("the data folder {file} is a file")));
    let empty = open(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap_or_default();
    assert!(empty.ends_with("has no `catalog.toml`"), "{empty}");
}
