//! What is written reads back.

use std::error::Error;

use fxsens_ingest::{IngestError, Layout, Library, Source, export, read_table};

type Outcome = Result<(), Box<dyn Error>>;

#[test]
fn every_layout_and_format_reads_back() -> Outcome {
    let folder = tempfile::tempdir()?;
    let data = Library::open(Source::Embedded)?.load(["usdjpy", "jp_2y", "jp_policy_rate"])?;
    for name in ["wide.csv", "wide.parquet", "tidy.csv", "tidy.parquet"] {
        let path = folder.path().join(name);
        let layout = if name.starts_with("wide") { Layout::Wide } else { Layout::Tidy };
        export(&data, &["usdjpy", "jp_policy_rate"], &path, layout)?;
        let back = read_table(&path)?;
        assert_eq!(back.dataset.len(), 2, "{name}");
        for id in ["usdjpy", "jp_policy_rate"] {
            let (found, expected) = (back.dataset.get(id).ok_or(id)?, data.get(id).ok_or(id)?);
            let missing =
                expected.iter().filter(|(period, value)| found.get(*period).is_none() != value.is_nan());
            assert_eq!(missing.count(), 0, "{name} {id}");
            assert!(
                expected.iter().all(|(period, value)| value.is_nan() || found.get(period) == Some(value))
            );
        }
    }
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 4, "no temporary file is left");
    Ok(())
}

#[test]
fn what_cannot_be_written_is_refused() -> Outcome {
    let folder = tempfile::tempdir()?;
    let data = Library::open(Source::Embedded)?.load(["usdjpy", "usdjpy_d", "jp_gdp"])?;
    let path = folder.path().join("x.csv");
    assert!(matches!(export(&data, &[], &path, Layout::Wide), Err(IngestError::MixedFrequencies { .. })));
    assert!(matches!(export(&data, &["usdjp"], &path, Layout::Tidy), Err(IngestError::UnknownSeries { .. })));
    let nowhere = folder.path().join("no/such/x.csv");
    assert!(matches!(export(&data, &["usdjpy"], &nowhere, Layout::Wide), Err(IngestError::Io { .. })));
    assert!(!path.exists());
    export(&data, &["usdjpy_d"], &path, Layout::Wide)?;
    assert!(std::fs::read_to_string(&path)?.starts_with("period,usdjpy_d\n1971-01-04,357.73\n1971-01-05,"));
    Ok(())
}
