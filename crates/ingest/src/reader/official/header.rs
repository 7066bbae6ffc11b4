//! Names of columns whose header runs over several rows, in two languages.

use super::fields::Row;

/// One name per field, joined from the rows of the header: a group's name stands above its first column and holds for
/// the empty fields to its right, in every row but the last.
pub(super) fn joined(rows: &[Row], width: usize) -> Vec<String> {
    let mut names = vec![Vec::<String>::new(); width];
    for (number, row) in rows.iter().enumerate() {
        let mut group = String::new();
        for (field, parts) in names.iter_mut().enumerate() {
            let text = row.get(field).split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                group.clone_from(&text);
            }
            let inherited = if number + 1 < rows.len() { &group } else { &text };
            if !inherited.is_empty() && !parts.contains(inherited) {
                parts.push(inherited.clone());
            }
        }
    }
    names.into_iter().map(|parts| parts.join(" / ")).collect()
}

/// The ASCII words of a name as an id: `Portfolio investment, assets` is `portfolio_investment_assets`.
pub(super) fn slug(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(str::to_ascii_lowercase);
    let mut unique: Vec<String> = Vec::new();
    for word in words {
        if !unique.contains(&word) && unique.len() < 12 {
            unique.push(word);
        }
    }
    unique.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    #[test]
    fn groups_hold_to_the_right_and_ids_are_ascii() {
        let row = |fields: &[&'static str]| Row {
            line: 1,
            fields: fields.iter().map(|f| Cow::Borrowed(*f)).collect(),
        };
        let rows = [
            row(&["", "対外 Assets", "", "対内 Liabilities"]),
            row(&["", "取得 Acquisition", "処分 Disposition", ""]),
        ];
        let names = joined(&rows, 4);
        assert_eq!(names[2], "対外 Assets / 処分 Disposition");
        assert_eq!(slug(&names[2]), "assets_disposition");
        assert_eq!(names[3], "対内 Liabilities");
        assert_eq!(slug("取得"), "");
    }
}
