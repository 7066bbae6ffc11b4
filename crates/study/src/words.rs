//! Numbers in prose: a real minus sign, an explicit plus where the sign matters.

/// `+5.61` or `−2.7`.
pub fn signed(value: f64, decimals: usize) -> String {
    format!("{value:+.decimals$}").replace('-', "−")
}

/// `5.61` or `−2.7`.
pub fn plain(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('-', "−")
}

/// `55,884`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Name of a spec as printed: `m2a` becomes `M2a`.
pub fn rung_name(spec: &str) -> String {
    let mut chars = spec.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_typographic() {
        assert_eq!(signed(5.612, 2), "+5.61");
        assert_eq!(signed(-2.66, 1), "−2.7");
        assert_eq!(plain(-0.5, 1), "−0.5");
        assert_eq!(rung_name("m2a"), "M2a");
        assert_eq!(
            [7, 999, 1000, 55_884, 1_234_567].map(grouped),
            ["7", "999", "1,000", "55,884", "1,234,567"]
        );
    }
}
