//! `fxsens test`.

use fxsens_core::expr::{Evaluator, Formula, Window};
use fxsens_core::fit::Note;
use fxsens_core::hypothesis::{HypothesisTest, TestError, TestInput, TestReport};
use fxsens_core::run::EstimateError;
use fxsens_core::sample::Sample;
use fxsens_core::spec::merge;
use fxsens_core::summary::TestSummary;
use fxsens_core::table::{Cell, Column, Table};
use fxsens_report::tables;
use serde_json::json;

use crate::args::{Format, Test};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::request::{Loaded, parse_setting};

/// Schema id of the JSON of a test.
const TEST_SCHEMA: &str = "fxsens.test/1";

/// Runs a test and prints it, or lists all of them.
pub fn run(args: &Test, context: &Context) -> Result<Exit, Failure> {
    let tests = fxsens_regression::tests();
    let Some(id) = &args.id else {
        return list(&tests, args.format);
    };
    let test = find(&tests, id)?;
    let text = formula_text(test, args)?;
    let formula = Formula::parse(&text)?;
    let mut params = toml::Table::new();
    for setting in &args.set {
        merge(&mut params, &parse_setting(setting)?);
    }
    let loaded = Loaded::new(&formula, args.data.as_deref(), context)?;
    let window = Window { first: args.first, last: args.last };
    let sample = Evaluator::new(&loaded.dataset)
        .sample(&formula, window)
        .map_err(|error| loaded.failure(EstimateError::Eval(error), &text))?;
    let mut report = test.run(&sample, &params).map_err(|error| match error {
        TestError::Param(error) => Failure::from(error),
        TestError::Fit(error) => Failure::from(error),
    })?;
    report.notes.splice(0..0, sample.notes().iter().map(Note::info).chain(loaded.notes()));
    print(test, &text, &sample, &report, args.format)?;
    Ok(Exit::Done)
}

/// The test of that id.
pub fn find<'a>(tests: &'a [Box<dyn HypothesisTest>], id: &str) -> Result<&'a dyn HypothesisTest, Failure> {
    tests.iter().find(|test| test.info().id == id).map(AsRef::as_ref).ok_or_else(|| {
        let close = fxsens_core::suggest::closest(id, tests.iter().map(|test| test.info().id));
        let hint = match close.first() {
            Some(close) => format!("did you mean `{close}`? "),
            None => String::new(),
        };
        Failure::new(format!("there is no test `{id}`")).hint(format!("{hint}`fxsens test` lists all tests"))
    })
}

fn list(tests: &[Box<dyn HypothesisTest>], format: Format) -> Result<Exit, Failure> {
    let rows = tests.iter().map(|test| {
        let info = test.info();
        vec![
            Cell::text(info.id),
            Cell::text(info.title),
            Cell::text(info.family),
            Cell::text(info.input.label()),
        ]
    });
    let table = Table {
        id: "tests".into(),
        title: "Tests".into(),
        columns: ["Id", "Test", "Family", "Takes"].map(Column::text).into(),
        rows: rows.collect(),
        notes: vec![
            "`fxsens explain ID` prints the page of a test, `fxsens test ID --series …` runs it.".into(),
        ],
    };
    let described = tests.iter().map(|test| {
        let info = test.info();
        json!({
            "id": info.id, "title": info.title, "family": info.family, "null": info.null, "input": info.input,
            "references": info.references, "params": test.params(), "defaults": test.defaults(),
        })
    });
    output::print_table(&table, &json!({ "tests": described.collect::<Vec<_>>() }), format)?;
    Ok(Exit::Done)
}

/// The formula a test reads: the one given, or the series put together as the test takes them.
fn formula_text(test: &dyn HypothesisTest, args: &Test) -> Result<String, Failure> {
    let input = test.info().input;
    if let Some(formula) = &args.formula {
        return Ok(formula.clone());
    }
    let Some(series) = &args.series else {
        return Err(Failure::new(format!("`{}` needs data", test.info().id))
            .hint(format!("it takes {}: --series usdjpy,gap_10y", input.label())));
    };
    let parts = split(series);
    let refuse = |found: &str| {
        Failure::new(format!("--series {series} {found}; `{}` takes {}", test.info().id, input.label()))
            .hint("separate series by commas; an expression such as D(log(usdjpy)) is one series")
    };
    let Some((outcome, others)) = parts.split_first().filter(|_| parts.iter().all(|part| !part.is_empty()))
    else {
        return Err(refuse("has an empty place"));
    };
    match (input, others.is_empty()) {
        (TestInput::Series, false) => Err(refuse(&format!("names {} series", parts.len()))),
        (TestInput::System, true) => Err(refuse("names one series")),
        (TestInput::System, false) => Ok(format!("{outcome} ~ 0 + {}", others.join(" + "))),
        (_, true) => Ok(format!("{outcome} ~ 1")),
        (_, false) => Ok(format!("{outcome} ~ {}", others.join(" + "))),
    }
}

/// Parts between commas that stand outside parentheses and quotes.
fn split(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quote) = (vec![String::new()], 0_i32, None);
    for letter in text.chars() {
        match (letter, quote) {
            (_, Some(mark)) if letter == mark => quote = None,
            ('"' | '\'', None) => quote = Some(letter),
            ('(', None) => depth += 1,
            (')', None) => depth -= 1,
            (',', None) if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

fn print(
    test: &dyn HypothesisTest,
    formula: &str,
    sample: &Sample,
    report: &TestReport,
    format: Format,
) -> Result<(), Failure> {
    let info = test.info();
    let outcomes: Vec<TestSummary> = report.outcomes.iter().map(TestSummary::new).collect();
    let end =
        |period: Option<&fxsens_core::period::Period>| period.map(ToString::to_string).unwrap_or_default();
    let (first, last) = (end(sample.periods().first()), end(sample.periods().last()));
    match format {
        Format::Json => output::print_json(&json!({
            "schema": TEST_SCHEMA, "test": info.id, "title": info.title, "formula": formula,
            "nobs": sample.nobs(), "sample": { "first": first, "last": last },
            "outcomes": outcomes, "notes": report.notes,
        })),
        Format::Text => {
            let title =
                format!("{}\n{formula}, {first} to {last}, {} observations", info.title, sample.nobs());
            output::print(&tables::tests_text(&title, &outcomes, &report.notes)?)
        }
        other => output::print(&output::render_table(&tables::test_table(info.title, &outcomes), other)?),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn commas_inside_parentheses_do_not_separate() {
        assert_eq!(split("D(log(x), 12), y"), ["D(log(x), 12)", "y"]);
        assert_eq!(split("step(\"2020-04\"),y,"), ["step(\"2020-04\")", "y", ""]);
    }
}
