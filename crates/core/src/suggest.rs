//! "Did you mean …": known names close to a misspelt one.

/// The known names closest to `wanted` by edit distance, best first, at most three and none too far away.
pub fn closest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let limit = (wanted.chars().count() / 3).max(2);
    let mut scored: Vec<(usize, &str)> = known
        .map(|name| {
            let contained = wanted.len() >= 3 && (name.contains(wanted) || wanted.contains(name));
            (if contained { 1 } else { distance(wanted, name) }, name)
        })
        .filter(|(score, _)| *score <= limit)
        .collect();
    scored.sort_unstable();
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_typo_finds_its_name() {
        let known = ["usdjpy", "usdjpy_eom", "eurusd", "us_10y"];
        assert_eq!(closest("usdjyp", known.into_iter())[0], "usdjpy");
        assert_eq!(closest("us10y", known.into_iter())[0], "us_10y");
        assert!(closest("completely_different", known.into_iter()).is_empty());
    }
}
