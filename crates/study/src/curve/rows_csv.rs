//! Rows as CSV and back, digit for digit: the form in which shards travel.

use super::axes::AXES;
use super::error::CurveError;
use super::row::{Found, Row};
use crate::file::Tier;

const BEFORE: [&str; 1] = ["spec_id"];
const AFTER: [&str; 10] = [
    "tier",
    "nobs",
    "per_trillion",
    "std_error",
    "yen",
    "conf_low",
    "conf_high",
    "gate_p_value",
    "error",
    "formula",
];

/// Column names of the rows.
pub fn header() -> Vec<&'static str> {
    BEFORE.into_iter().chain(AXES).chain(AFTER).collect()
}

/// Rows as CSV with a header: UTF-8, LF, numbers in the shortest form that reads back as the same number.
pub fn write(rows: &[Row]) -> String {
    let mut text = header().join(",");
    text.push('\n');
    for row in rows {
        text.push_str(&row.id);
        for value in &row.choices {
            text.push(',');
            text.push_str(&quoted(value));
        }
        let (cells, error) = match &row.outcome {
            Ok(found) => (numbers(found), ""),
            Err(error) => (Default::default(), error.as_str()),
        };
        for cell in cells {
            text.push(',');
            text.push_str(&cell);
        }
        for words in [error, &row.formula] {
            text.push(',');
            text.push_str(&quoted(words));
        }
        text.push('\n');
    }
    text
}

fn numbers(found: &Found) -> [String; 8] {
    let number = |value: f64| format!("{value:?}");
    [
        format!("{:?}", found.tier),
        found.nobs.to_string(),
        number(found.per_trillion),
        number(found.std_error),
        number(found.yen),
        number(found.low),
        number(found.high),
        found.gate.map(number).unwrap_or_default(),
    ]
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Reads rows back. `place` is named in errors.
///
/// # Errors
/// [`CurveError::Saved`] names the line.
pub fn read(text: &str, place: &str) -> Result<Vec<Row>, CurveError> {
    let saved = |problem: String| CurveError::Saved { place: place.into(), problem };
    let mut records = records(text).into_iter();
    let head = records.next().unwrap_or_default();
    if head != header() {
        return Err(saved(format!("its header is `{}`; expected `{}`", head.join(","), header().join(","))));
    }
    records
        .enumerate()
        .map(|(i, cells)| row(&cells).ok_or_else(|| saved(format!("row {} cannot be read", i + 1))))
        .collect()
}

fn row(cells: &[String]) -> Option<Row> {
    if cells.len() != header().len() {
        return None;
    }
    let (choices, rest) = cells[1..].split_at(AXES.len());
    let outcome = if rest[0].is_empty() {
        Err(rest[8].clone())
    } else {
        let number = |i: usize| rest[i].parse::<f64>().ok();
        Ok(Found {
            tier: match rest[0].as_str() {
                "A" => Tier::A,
                "B" => Tier::B,
                "C" => Tier::C,
                _ => return None,
            },
            nobs: rest[1].parse().ok()?,
            per_trillion: number(2)?,
            std_error: number(3)?,
            yen: number(4)?,
            low: number(5)?,
            high: number(6)?,
            gate: if rest[7].is_empty() { None } else { Some(number(7)?) },
        })
    };
    let choices = choices.to_vec().try_into().ok()?;
    Some(Row { id: cells[0].clone(), choices, formula: rest[9].clone(), outcome })
}

/// Cells of every line, quotes taken off.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut inside = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if inside && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => inside = !inside,
            ',' if !inside => record.push(std::mem::take(&mut cell)),
            '\n' if !inside => {
                record.push(std::mem::take(&mut cell));
                all.push(std::mem::take(&mut record));
            }
            other => cell.push(other),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let row = |id: &str, outcome| Row {
            id: id.into(),
            choices: std::array::from_fn(|axis| format!("v{axis}")),
            formula: "y ~ sum(x, 12) + I(\"a\")".into(),
            outcome,
        };
        let found = Found {
            tier: Tier::B,
            nobs: 97,
            per_trillion: -1.013_727_000_000_000_3,
            std_error: 1e-17,
            yen: 0.1 + 0.2,
            low: f64::MIN_POSITIVE,
            high: 1e300,
            gate: Some(1.0 / 3.0),
        };
        vec![row("a", Ok(found)), row("b", Err("`x`, in \"quotes\",\nhas no value".into()))]
    }

    #[test]
    fn rows_come_back_digit_for_digit() {
        let text = write(&rows());
        let back = read(&text, "here").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(back, rows());
        assert_eq!(write(&back), text);
    }

    #[test]
    fn another_header_and_a_cut_row_are_errors_that_name_the_place() {
        let text = write(&rows());
        let cut = text.replace("v10,B,97", "v10,B");
        for bad in [text.replace("yen", "dollar"), cut] {
            let message =
                read(&bad, "shard/curve.csv").map_or_else(|error| error.to_string(), |_| String::new());
            assert!(message.starts_with("shard/curve.csv: "), "{message}");
        }
    }
}
