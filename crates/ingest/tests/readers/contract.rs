//! What holds for every reader.

use std::path::Path;

use fxsens_ingest::{IngestError, layouts, read_bytes, read_file, read_table};

use super::{cp932, fixtures, read, refused, rejected, shown};

#[test]
fn every_layout_has_a_fixture_that_is_recognised_as_it() {
    let fixtures = fixtures::all();
    let generic = ["wide", "long", "parquet"];
    for layout in layouts().iter().filter(|layout| !generic.contains(&layout.name)) {
        assert!(fixtures.iter().any(|(name, ..)| *name == layout.name), "no fixture for {}", layout.name);
    }
    for (layout, name, bytes) in fixtures {
        let read = read(name, &bytes).unwrap_or_else(|error| panic!("{layout}: {error}"));
        assert_eq!(read.layout, layout);
        for series in &read.series {
            assert!(!series.series.provenance.agency.is_empty(), "{layout}: no agency");
            assert!(!series.series.title.is_empty(), "{layout}: no title");
            assert!(series.nobs() > 0, "{layout}: {} is empty", series.series.id);
        }
    }
}

#[test]
fn an_explicit_layout_reads_the_same() {
    for (layout, name, bytes) in fixtures::all() {
        let named = read_bytes(Path::new(name), bytes.clone(), Some(layout)).expect("reads");
        // As text, because a missing value is not equal to itself.
        assert_eq!(format!("{named:?}"), format!("{:?}", read(name, &bytes).expect("reads")), "{layout}");
    }
}

#[test]
fn every_layout_refuses_every_other_file_or_reads_numbers_without_a_panic() {
    for (_, name, bytes) in fixtures::all() {
        for layout in layouts() {
            let _ = read_bytes(Path::new(name), bytes.clone(), Some(layout.name));
        }
    }
}

#[test]
fn an_unknown_layout_is_an_error_with_a_suggestion() {
    let (message, hint) = refused("a.csv", "date,y\n2023-01,1\n", Some("fredd"));
    assert_eq!(message, "there is no layout `fredd`");
    assert!(hint.contains("`fred`"), "{hint}");
}

#[test]
fn a_user_s_own_tables_are_wide_or_long() {
    assert_eq!(read("a.csv", "date,y\n2023-01,1\n2023-02,2\n").expect("reads").layout, "wide");
    let long = read("a.csv", "series,period,value\ny,2023-01,1\n").expect("reads");
    assert_eq!((long.layout, shown(&long, "y").as_str()), ("long", "M 2023-01 [1.0]"));
    let (message, _) = refused("a.csv", "date,y\n2023-01,1\n", Some("long"));
    assert!(message.contains("not in the layout long; it reads as wide"), "{message}");
}

#[test]
fn a_file_for_a_formula_reads_in_every_layout_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    for (layout, name, bytes) in fixtures::all() {
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).expect("the file can be written");
        let table = read_table(&path).expect("reads");
        let file = read_file(&path, None).expect("reads");
        assert_eq!((table.layout, table.dataset.len()), (layout, file.series.len()));
        assert!(table.notes[0].contains(layout), "{:?}", table.notes);
        let counted = table.notes.iter().any(|note| note.contains("could not be read"));
        assert_eq!(counted, file.rejected_count > 0, "{layout}");
    }
}

#[test]
fn short_rows_and_fields_without_a_header_are_placed() {
    let text =
        "observation_date,A,B\n2023-10-01,1,2\n2023-11-01,1\n2023-12-01,1,2,7\nnot a date,4,4\na note\n";
    let found = read("a.csv", text).expect("reads");
    assert_eq!(
        rejected(&found),
        ["line 3, column 3: ``", "line 4, column 4: `7`", "line 5, column 1: `not a date`"]
    );
    assert_eq!(shown(&found, "B"), "M 2023-10 [2.0, NaN, 2.0]");
}

#[test]
fn rejected_cells_beyond_the_limit_are_counted() {
    let mut text = String::from("observation_date,A\n2023-01-01,1\n");
    for day in 0..1500 {
        text.extend([(1700 + day % 400).to_string().as_str(), "-01-02,x\n"]);
    }
    let error = read("a.csv", &text);
    assert!(matches!(error, Err(IngestError::Cell { .. })), "days that repeat are an error");
    let mut text = String::from("KEY,FREQ,TIME_PERIOD,OBS_VALUE\nk,M,2023-01,1\n");
    for _ in 0..1500 {
        text.push_str("k,M,never,1\n");
    }
    let found = read("a.csv", &text).expect("reads");
    assert_eq!((found.rejected.len(), found.rejected_count), (1000, 1500));
}

#[test]
fn dates_far_apart_do_not_fill_the_memory() {
    let ids: Vec<String> = (0..400).map(|n| format!(",A{n}")).collect();
    let ids = ids.concat();
    let row = |date: &str| format!("{date}{}\n", ",1".repeat(400));
    let text = format!("DATE{ids}\n{}{}{}", row("1700-01-01"), row("1700-01-02"), row("2199-12-31"));
    let (message, _) = refused("a.csv", text, None);
    assert!(message.contains("more than 50000000 periods"), "{message}");
}

#[test]
fn neither_utf8_nor_cp932_is_an_encoding_error() {
    let (message, _) = refused("a.csv", b"observation_date,A\n2023-01-01,\xFF\xFD\n", Some("fred"));
    assert!(message.contains("line 2") && message.contains("not valid UTF-8"), "{message}");
}

#[test]
fn a_quote_that_never_closes_is_placed() {
    let (message, hint) = refused("6s-1-4.csv", cp932("平成8年,1月,1996,Jan,\"6,0\n2,3\n"), Some("mof-bop"));
    assert!(message.contains("line 1") && hint.contains("cut off"), "{message} {hint}");
}

#[test]
fn columns_of_one_name_are_told_apart_in_linear_time() {
    let header: String = std::iter::repeat_n(",X", 20_000).collect();
    let row: String = std::iter::repeat_n(",1", 20_000).collect();
    let found = read("a.csv", format!("observation_date{header}\n2023-01-01{row}\n")).expect("reads");
    let ids: std::collections::BTreeSet<&str> = found.series.iter().map(|s| s.series.id.as_str()).collect();
    assert_eq!(ids.len(), 20_000);
    assert!(ids.contains("X") && ids.contains("X_2"));
}
