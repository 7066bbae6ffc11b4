//! Exchange rates in one direction, whatever the file's: turned once, and recorded.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::found::Quote;

/// The currencies that are priced in others, first one first; all further ones come after the dollar and are counted.
const PRICED: [&str; 5] = ["EUR", "GBP", "AUD", "NZD", "USD"];

/// Country letters in the codes of the Federal Reserve's H.10 and G.5 series, with their currencies.
const FED: [(&str, &str); 24] = [
    ("AL", "AUD"),
    ("BZ", "BRL"),
    ("CA", "CAD"),
    ("CH", "CNY"),
    ("DN", "DKK"),
    ("EU", "EUR"),
    ("HK", "HKD"),
    ("IN", "INR"),
    ("JP", "JPY"),
    ("KO", "KRW"),
    ("MA", "MYR"),
    ("MX", "MXN"),
    ("NO", "NOK"),
    ("NZ", "NZD"),
    ("SD", "SEK"),
    ("SF", "ZAR"),
    ("SI", "SGD"),
    ("SL", "LKR"),
    ("SZ", "CHF"),
    ("TA", "TWD"),
    ("TH", "THB"),
    ("UK", "GBP"),
    ("US", "USD"),
    ("VZ", "VEB"),
];

/// The unit of a FRED exchange rate by its code: `DEXJPUS` and `EXJPUS` are yen per dollar.
pub(super) fn fred(code: &str) -> Option<Unit> {
    let pair = ["DEX", "AEX", "EX"].iter().find_map(|prefix| code.strip_prefix(prefix))?;
    let currency = |letters: Option<&str>| {
        FED.iter().find(|(country, _)| Some(*country) == letters).map(|(_, currency)| (*currency).to_owned())
    };
    let (quote, base) = (currency(pair.get(..2))?, currency(pair.get(2..))?);
    (quote != base).then_some(Unit::Rate { quote, base })
}

/// Whether the text is a currency code.
pub(super) fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn rank(currency: &str) -> usize {
    PRICED.iter().position(|known| *known == currency).unwrap_or(PRICED.len())
}

/// Turns a rate that prices the lower-ranked currency. A rate of zero has no inverse and becomes missing.
pub(super) fn normalise(unit: &mut Unit, pairs: &mut [(Period, f64)]) -> Option<Quote> {
    let Unit::Rate { quote, base } = unit else {
        return None;
    };
    let as_given = format!("{quote} per {base}");
    let turned = rank(quote) < rank(base);
    if turned {
        std::mem::swap(quote, base);
        for (_, value) in pairs.iter_mut() {
            *value = if *value == 0.0 { f64::NAN } else { 1.0 / *value };
        }
    }
    Some(Quote { as_given, turned })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_federal_reserve_name_the_pair() {
        for (code, unit) in [
            ("DEXJPUS", "JPY per USD"),
            ("EXJPUS", "JPY per USD"),
            ("DEXUSEU", "USD per EUR"),
            ("DEXUSAL", "USD per AUD"),
        ] {
            assert_eq!(fred(code).map(|u| u.to_string()).as_deref(), Some(unit), "{code}");
        }
        for code in ["EXPGS", "DEXX", "EXCHUSX", "GDP", "EXUSUS", "EX日本"] {
            assert_eq!(fred(code), None, "{code}");
        }
    }

    #[test]
    fn a_rate_is_turned_once_and_zero_has_no_inverse() {
        let month = Period::from_ordinal(fxsens_core::period::Frequency::Monthly, 24_000);
        let mut unit = Unit::Rate { quote: "USD".into(), base: "JPY".into() };
        let mut pairs = [(month, 0.008), (month.shift(1), 0.0)];
        let quote = normalise(&mut unit, &mut pairs);
        assert_eq!(quote, Some(Quote { as_given: "USD per JPY".into(), turned: true }));
        assert_eq!(unit, Unit::yen_per_dollar());
        assert!((pairs[0].1 - 125.0).abs() < 1e-12 && pairs[1].1.is_nan());
        assert_eq!(normalise(&mut unit, &mut pairs).map(|q| q.turned), Some(false));
    }
}
