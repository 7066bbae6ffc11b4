//! The README of a package, in the order that data editors of economics journals ask for.

use std::collections::BTreeMap;
use std::fmt::Write;

use fxsens_ingest::Entry;

use crate::commands::reproduce::Made;
use crate::commands::study_run::Prepared;
use crate::config::Context;
use crate::failure::Failure;

/// The command that makes everything.
const REPRODUCE: &str = "fxsens --data-dir data reproduce study --out rerun";

/// The page.
pub fn readme(
    prepared: &Prepared,
    made: &Made,
    used: &[String],
    context: &Context,
) -> Result<String, Failure> {
    let mut text = overview(prepared);
    text.push_str(&availability(prepared, used));
    text.push_str(&requirements(prepared));
    text.push_str(&programs(prepared));
    text.push_str(INSTRUCTIONS);
    text.push_str(&exhibits(made));
    text.push_str(&references(prepared, context)?);
    Ok(text)
}

fn overview(prepared: &Prepared) -> String {
    let file = &prepared.study.file;
    format!(
        "# Replication package: {}\n\n## Overview\n\n{}\n\nThe package holds the figures (`data/`), the regressions as plain files (`study/`) and what they gave (`results/`). One command of the program `fxsens` makes all tables, charts and numbers again, byte for byte. Start with `results/report.html`.\n\n",
        file.title, file.question
    )
}

fn availability(prepared: &Prepared, used: &[String]) -> String {
    let library = &prepared.library;
    let mut by_agency: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in used.iter().filter_map(|id| library.catalog().get(id)) {
        by_agency.entry(&entry.agency).or_default().push(entry);
    }
    let mut text = String::from(
        "## Data availability and provenance statements\n\nAll figures are public statistics and are included; nothing is confidential, and nothing was bought. They are as their agencies published them in the vintage named; nothing is interpolated. `series.csv` has the statement of every series in one table, `data/catalog.toml` the full entry of each, `data/derived.toml` the expression behind each computed series.\n\n### Statement about rights\n\nThe licence of each series stands below, as its agency states it: public domain, or use with the source named. Whoever passes the package on has to name the sources as well.\n\n### Summary of availability\n\n- [x] All data are publicly available.\n- [ ] Some data cannot be made publicly available.\n- [ ] No data can be made publicly available.\n\n### Details on each source\n",
    );
    for (agency, entries) in &by_agency {
        let _ = write!(
            text,
            "\n#### {agency}\n\n| Series | Title | Unit | Months or years | Table or code | Licence | Vintage | File |\n|---|---|---|---|---|---|---|---|\n"
        );
        for e in entries {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {} to {} | {} | {} | {} | `data/series/{}` |",
                e.id,
                cell(&e.title),
                cell(&e.unit.to_string()),
                e.first,
                e.last,
                cell(&e.table),
                cell(&e.licence),
                e.vintage,
                e.file
            );
        }
    }
    if prepared.study.file.shock.figure().is_some() {
        text.push_str("\n#### Figures as announced\n\nPress releases and reports, `data/published/`: each row names its outlet, its definition, the kind of year and the month of publication. Facts of this kind are cited, not copied texts.\n");
    }
    for rung in &prepared.waiting {
        let _ =
            write!(text, "\nThe rung `{}` is not part of the results: it needs {}.\n", rung.spec, rung.needs);
    }
    text.push('\n');
    text
}

fn requirements(prepared: &Prepared) -> String {
    let file = &prepared.study.file;
    format!(
        "## Computational requirements\n\n- Software: `fxsens` {}, built from its source with the Rust toolchain that `rust-toolchain.toml` of the source names. Nothing else is needed: no other statistics package, no network, no fonts.\n- Hardware: any machine with 1 GB of memory and 100 MB of disk. A run takes seconds to a minute on two cores. Results do not depend on the number of threads.\n- Randomness: counter-based streams. Seed of the placebo: {} (`study/study.toml`, `[placebo]`), {} draws.\n\n",
        env!("CARGO_PKG_VERSION"),
        file.placebo.seed,
        file.placebo.draws
    )
}

fn programs(prepared: &Prepared) -> String {
    let mut text = String::from(
        "## Description of programs and code\n\nThe code is that of `fxsens`, under MIT or Apache-2.0. A study is data for it:\n\n| File | What it is | Run alone |\n|---|---|---|\n| `study/study.toml` | shock, ladder, placebo, races, and the words of the report | see below |\n",
    );
    let file = &prepared.study.file;
    for name in &file.specs {
        let stem = name.strip_suffix(".toml").unwrap_or(name);
        if let Some(spec) = prepared.study.spec(stem) {
            let title = if spec.title.is_empty() { &spec.name } else { &spec.title };
            let _ = writeln!(
                text,
                "| `study/{name}` | {} (`{}`) | `fxsens --data-dir data fit study/{name}` |",
                cell(title),
                spec.model
            );
        }
    }
    if let Some(grid) = &file.curve {
        let _ = writeln!(
            text,
            "| `study/{grid}` | the grid of the specification curve | `fxsens --data-dir data curve study/{grid} --out curve` |"
        );
    }
    text.push('\n');
    text
}

const INSTRUCTIONS: &str = "## Instructions to replicators

1. `sha256sum -c SHA256SUMS` says whether the package is complete and unchanged.
2. `fxsens --data-dir data data check` tests spans, counts, gaps and accounting identities of the figures.
3. `fxsens --data-dir data reproduce study --out rerun` estimates everything.
4. `diff -r results rerun` prints nothing: tables, charts, report and numbers are the same bytes.

";

fn exhibits(made: &Made) -> String {
    let mut text = format!(
        "## List of tables and figures\n\nEvery one is made by `{REPRODUCE}`; a table also as `.md`, `.tex` and `.typ`, a chart also as `.svg`.\n\n| Exhibit | File | Command |\n|---|---|---|\n"
    );
    for table in made.document.tables() {
        let _ = writeln!(
            text,
            "| Table: {} | `results/tables/{}.csv` | `{REPRODUCE}` |",
            cell(&table.title),
            table.id
        );
    }
    for figure in made.document.figures() {
        let _ = writeln!(
            text,
            "| Figure: {} | `results/figures/{}.png` | `{REPRODUCE}` |",
            cell(&figure.title),
            figure.id
        );
    }
    text.push_str("| Every number of the report | `results/results.json` | the same |\n| Specs, vintages and hashes of the data | `results/manifest.json` | the same |\n\n");
    text
}

/// Works behind the models and calibrations, and the sources of the data.
fn references(prepared: &Prepared, context: &Context) -> Result<String, Failure> {
    let mut works: Vec<String> = Vec::new();
    for spec in &prepared.study.specs {
        let model = context.registry.get(&spec.model).map_err(|error| Failure::new(error.to_string()))?;
        works.extend(model.info().references.iter().map(|work| (*work).to_owned()));
    }
    works.extend(prepared.study.file.calibrations.iter().map(|c| c.source.clone()));
    works.sort();
    works.dedup();
    let mut text = String::from("## References\n\n");
    for work in works {
        let _ = writeln!(text, "- {work}");
    }
    text.push_str("\nData are cited above by agency, table and vintage. The order of this page follows the template README of the social science data editors.\n");
    Ok(text)
}

/// Text inside a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
