//! Numbers as a reader wants them: grouped digits, a real minus sign, no noise in the last place.

/// A proper minus sign.
pub const MINUS: char = '−';

/// `-1234567.891` with two decimals is `−1,234,567.89`. What is not finite is an em dash.
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "—".into();
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), ""), |(w, f)| (w, f));
    let nonzero = plain.bytes().any(|b| (b'1'..=b'9').contains(&b));
    let mut text = String::with_capacity(plain.len() + 6);
    if value < 0.0 && nonzero {
        text.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number with about `digits` significant digits: fixed point where that is short, powers of ten otherwise.
pub fn significant(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "—".into();
    }
    if value.abs() < f64::MIN_POSITIVE {
        return "0".into();
    }
    let magnitude = value.abs().log10().floor() as i32;
    if !(-4..=9).contains(&magnitude) {
        let text = format!("{value:.*e}", digits.saturating_sub(1));
        return text.replace('-', "−");
    }
    number(value, (digits as i32 - 1 - magnitude).max(0) as usize)
}

/// A p-value: three decimals down to 0.001, then powers of ten, never a bare zero.
pub fn p_value(p: f64) -> String {
    if !p.is_finite() {
        "—".into()
    } else if p < 1e-300 {
        "< 1e-300".into()
    } else if p < 0.000_95 {
        format!("{p:.1e}")
    } else {
        format!("{p:.3}")
    }
}

/// Breaks a text into lines of at most `width` characters, each with a margin.
pub fn wrap(text: &str, width: usize, margin: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::from(margin);
    for word in text.split_whitespace() {
        let fits = line.chars().count() + 1 + word.chars().count() <= width;
        if !fits && line.trim() != "" {
            lines.push(std::mem::replace(&mut line, margin.to_owned()));
        }
        if line.len() > margin.len() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{number, p_value, significant};

    #[test]
    fn digits_are_grouped_and_the_minus_is_a_minus() {
        assert_eq!(number(-1_234_567.891, 2), "−1,234,567.89");
        assert_eq!(number(999.0, 0), "999");
        assert_eq!(number(1000.0, 0), "1,000");
        assert_eq!(number(2.000_000_1, 1), "2.0");
        assert_eq!(number(f64::NAN, 1), "—");
    }

    #[test]
    fn a_rounded_zero_has_no_sign() {
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-0.0, 0), "0");
    }

    #[test]
    fn p_values_are_never_zero() {
        assert_eq!(p_value(3.14e-12), "3.1e-12");
        assert_eq!(p_value(0.0), "< 1e-300");
        assert_eq!(p_value(0.0499), "0.050");
        assert_eq!(p_value(0.0009), "9.0e-4");
        assert_eq!(p_value(f64::NAN), "—");
    }

    #[test]
    fn significant_digits_choose_their_form() {
        assert_eq!(significant(5.536, 4), "5.536");
        assert_eq!(significant(-1234.5678, 5), "−1,234.6");
        assert_eq!(significant(0.000_012_3, 3), "1.23e−5");
        assert_eq!(significant(0.0, 3), "0");
        assert_eq!(significant(123_456.0, 4), "123,456");
    }
}
