//! Units and quote direction. A number never travels without saying what it measures.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Not stated: a column of a user's own file.
    Unknown,
    /// A pure number.
    One,
    /// Per cent per annum: a yield.
    PercentPerAnnum,
    /// Percentage points: a difference of yields.
    PercentagePoints,
    /// Money: an amount of `currency` in multiples of ten to the `exponent`.
    Money {
        /// ISO code, e.g. `JPY`.
        currency: String,
        /// Power of ten: 8 for 100 million, 12 for a trillion.
        exponent: i8,
    },
    /// An exchange rate: units of `quote` per one unit of `base`. Up means the quote currency is weaker.
    Rate {
        /// The currency counted, `JPY` in yen per dollar.
        quote: String,
        /// The currency priced, `USD` in yen per dollar.
        base: String,
    },
    /// Natural logarithm of a quantity in the named unit.
    Log(Box<Unit>),
    /// Any other unit by name: `index 2020=100`, `persons`, `USD per barrel`.
    Other(String),
}

const MONEY_WORDS: [(&str, i8); 6] =
    [("", 0), (" thousand", 3), (" million", 6), (" 100 million", 8), (" billion", 9), (" trillion", 12)];

/// Two units that cannot be combined or converted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot {action} `{left}` and `{right}`")]
pub struct UnitError {
    /// What was tried: "add", "convert between".
    pub action: &'static str,
    /// First unit.
    pub left: String,
    /// Second unit.
    pub right: String,
}

impl Unit {
    /// Yen per US dollar.
    pub fn yen_per_dollar() -> Self {
        Self::Rate { quote: "JPY".into(), base: "USD".into() }
    }

    /// Trillions of yen.
    pub fn yen_trillion() -> Self {
        Self::Money { currency: "JPY".into(), exponent: 12 }
    }

    /// Hundreds of millions of yen (億円), the unit of Japan's official balance of payments.
    pub fn yen_100_million() -> Self {
        Self::Money { currency: "JPY".into(), exponent: 8 }
    }

    /// The factor that turns a number in `self` into a number in `target`. A rate is never inverted here:
    /// see [`Unit::is_inverse_of`].
    ///
    /// # Errors
    /// [`UnitError`] when the two do not measure the same thing.
    pub fn factor_to(&self, target: &Self) -> Result<f64, UnitError> {
        match (self, target) {
            (Self::Money { currency: a, exponent: i }, Self::Money { currency: b, exponent: j })
                if a == b =>
            {
                // Integer powers of ten are exact, a power of a tenth is not: divide instead.
                let steps = i32::from(*i) - i32::from(*j);
                Ok(if steps >= 0 { 10f64.powi(steps) } else { 1.0 / 10f64.powi(-steps) })
            }
            (a, b) if a == b => Ok(1.0),
            _ => Err(UnitError {
                action: "convert between",
                left: self.to_string(),
                right: target.to_string(),
            }),
        }
    }

    /// Whether `other` quotes the same pair the other way round.
    pub fn is_inverse_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Rate { quote: a, base: b }, Self::Rate { quote: c, base: d }) => a == d && b == c,
            _ => false,
        }
    }

    /// The unit of a sum or difference. Two yields give percentage points; an unknown unit yields to a known one.
    ///
    /// # Errors
    /// [`UnitError`] when the two do not measure the same thing.
    pub fn sum(&self, other: &Self) -> Result<Self, UnitError> {
        match (self, other) {
            (Self::PercentPerAnnum, Self::PercentPerAnnum | Self::PercentagePoints)
            | (Self::PercentagePoints, Self::PercentPerAnnum) => Ok(Self::PercentagePoints),
            (Self::Unknown, known) | (known, Self::Unknown) => Ok(known.clone()),
            (a, b) if a == b => Ok(a.clone()),
            _ => {
                Err(UnitError { action: "add or subtract", left: self.to_string(), right: other.to_string() })
            }
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.pad("unit not stated"),
            Self::One => f.pad("1"),
            Self::PercentPerAnnum => f.pad("% p.a."),
            Self::PercentagePoints => f.pad("percentage points"),
            Self::Money { currency, exponent } => {
                let word = MONEY_WORDS.iter().find(|(_, e)| e == exponent).map(|(w, _)| *w);
                match word {
                    Some(word) => f.pad(&format!("{currency}{word}")),
                    None => f.pad(&format!("{currency} 1e{exponent}")),
                }
            }
            Self::Rate { quote, base } => f.pad(&format!("{quote} per {base}")),
            Self::Log(inner) => f.pad(&format!("log {inner}")),
            Self::Other(name) => f.pad(name),
        }
    }
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

impl FromStr for Unit {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let unit = match text {
            "" | "unit not stated" => Self::Unknown,
            "1" => Self::One,
            "% p.a." => Self::PercentPerAnnum,
            "percentage points" | "pp" => Self::PercentagePoints,
            _ => {
                if let Some(inner) = text.strip_prefix("log ") {
                    Self::Log(Box::new(inner.parse()?))
                } else if let Some((quote, base)) = text.split_once(" per ")
                    && is_currency(quote)
                    && is_currency(base)
                {
                    Self::Rate { quote: quote.into(), base: base.into() }
                } else if let Some(money) = money(text) {
                    money
                } else {
                    Self::Other(text.into())
                }
            }
        };
        Ok(unit)
    }
}

fn money(text: &str) -> Option<Unit> {
    let currency = text.get(..3).filter(|c| is_currency(c))?;
    let exponent = MONEY_WORDS.iter().find(|(word, _)| *word == &text[3..]).map(|(_, e)| *e)?;
    Some(Unit::Money { currency: currency.into(), exponent })
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text.parse().unwrap_or(Self::Unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        text.parse().unwrap_or(Unit::Unknown)
    }

    #[test]
    fn spellings_read_back_as_written() {
        for text in [
            "JPY per USD",
            "USD per EUR",
            "JPY 100 million",
            "JPY trillion",
            "JPY",
            "% p.a.",
            "USD per barrel",
            "log JPY per USD",
        ] {
            assert_eq!(unit(text).to_string(), text);
        }
        assert_eq!(unit("JPY per USD"), Unit::yen_per_dollar());
        assert!(matches!(unit("USD per barrel"), Unit::Other(_)));
    }

    #[test]
    fn ten_thousand_oku_are_a_trillion() -> Result<(), UnitError> {
        let factor = Unit::yen_100_million().factor_to(&Unit::yen_trillion())?;
        assert!((55_360.0 * factor - 5.536).abs() < 1e-12);
        assert!(unit("USD").factor_to(&unit("JPY")).is_err());
        Ok(())
    }

    #[test]
    fn quote_direction_is_not_symmetric() {
        assert!(unit("JPY per USD").is_inverse_of(&unit("USD per JPY")));
        assert_ne!(unit("JPY per USD"), unit("USD per JPY"));
        assert!(unit("JPY per USD").factor_to(&unit("USD per JPY")).is_err());
    }

    #[test]
    fn yields_subtract_to_percentage_points_and_money_does_not_mix() {
        assert_eq!(unit("% p.a.").sum(&unit("% p.a.")), Ok(Unit::PercentagePoints));
        assert!(unit("JPY trillion").sum(&unit("JPY 100 million")).is_err());
        assert!(unit("JPY trillion").sum(&unit("% p.a.")).is_err());
    }
}
