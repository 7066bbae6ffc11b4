//! `docs/readers.md`: every test it names is there, and every layout is in it.

use std::path::PathBuf;

use fxsens_ingest::layouts;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_test_named_in_the_page_exists_and_every_layout_is_listed() {
    let page = text("docs/readers.md");
    let sources: String = [
        "crates/ingest/tests/readers/archives.rs",
        "crates/ingest/tests/readers/japan.rs",
        "crates/ingest/tests/readers/markets.rs",
        "crates/ingest/tests/readers/agencies.rs",
        "crates/ingest/tests/readers/workbooks.rs",
        "crates/ingest/tests/readers/contract.rs",
        "crates/ingest/tests/readers/robust.rs",
        "crates/ingest/tests/user_table.rs",
        "crates/ingest/tests/user_files.rs",
        "crates/ingest/src/reader/large.rs",
        "crates/ingest/src/reader/official/dates.rs",
        "crates/ingest/src/reader/official/number.rs",
        "crates/ingest/src/reader/official/quote.rs",
    ]
    .map(text)
    .concat();
    let fetched = text("crates/ingest/tests/fetch/services.rs");
    let mut named = 0;
    for line in page.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells.len() != 3 || cells[2] == "Test" || !cells[2].starts_with('`') {
            continue;
        }
        let test = cells[2].trim_matches('`');
        let declared = format!("fn {test}(");
        assert!(
            sources.contains(&declared) || fetched.contains(&declared),
            "docs/readers.md names a test `{test}` that is not there"
        );
        named += 1;
    }
    assert!(named > 40, "the page names {named} tests only");
    let counted = format!("recognises {} layouts", layouts().len());
    assert!(text("README.md").contains(&counted), "README.md does not say that it {counted}");
    for layout in layouts() {
        assert!(
            page.contains(&format!("`{}`", layout.name)),
            "docs/readers.md does not mention `{}`",
            layout.name
        );
    }
    for test in sources.lines().filter_map(|line| line.strip_prefix("fn ")) {
        let name = test.split('(').next().unwrap_or_default();
        let tested = sources.contains(&format!("#[test]\nfn {name}("));
        let own = [
            "boj_", "mof_", "customs_", "estat_", "fred_", "alfred_", "fed_", "ecb_", "datahub_", "bis_",
            "oecd_", "sdmx_", "wdi_", "jnto_", "pink_",
        ];
        if tested && own.iter().any(|prefix| name.starts_with(prefix)) {
            assert!(page.contains(&format!("`{name}`")), "docs/readers.md does not name the test `{name}`");
        }
    }
}
