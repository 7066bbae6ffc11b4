//! The currency of a study and what moves it, in words and units: everything a sentence about an effect needs.

use serde::{Deserialize, Serialize};

use crate::words::{plain, signed};

/// The currency a study is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// What follows "the": `yen`, `euro`.
    pub name: String,
    /// Series of its exchange rate, monthly.
    pub rate: String,
    /// The pair as printed: `USD/JPY`.
    pub quote: String,
    /// Unit of all effects and of the base rate: `yen per dollar`, `US cents per euro`.
    pub unit: String,
    /// The same after a number: `yen`, `cents`.
    pub short: String,
    /// What a larger rate means for the currency.
    pub up: Up,
    /// How many of `unit` are one of the series: 100 for cents of a rate in dollars. Outcomes in levels are multiplied by it.
    #[serde(default = "one")]
    pub scale: f64,
    /// What follows "a level regression": `of the kind Japanese houses use`.
    pub kind: String,
    /// What the first rung is called, after "the": `replica` where it rebuilds somebody's number, `level regression` otherwise.
    #[serde(default = "replica")]
    pub anchor: String,
    /// Whose figures the charts show, for their notes.
    pub source: String,
}

fn one() -> f64 {
    1.0
}

fn replica() -> String {
    "replica".into()
}

/// What a larger exchange rate means for a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Up {
    /// The currency is the one counted: yen per dollar.
    Weaker,
    /// The currency is the one priced: dollars per euro.
    Stronger,
}

impl Up {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Weaker => ("weaker", "stronger"),
            Self::Stronger => ("stronger", "weaker"),
        }
    }
}

impl Currency {
    /// `weaker yen`: what a positive effect is.
    pub fn rising(&self) -> String {
        format!("{} {}", self.up.words().0, self.name)
    }

    /// `stronger yen`: what a negative effect is.
    pub fn falling(&self) -> String {
        format!("{} {}", self.up.words().1, self.name)
    }

    /// `Yen per dollar`: the unit at the beginning of a sentence.
    pub fn unit_first(&self) -> String {
        capital(&self.unit)
    }

    /// `Replica`: the first rung at the beginning of a label.
    pub fn anchor_first(&self) -> String {
        capital(&self.anchor)
    }

    /// `+5.61 yen`.
    pub fn signed(&self, value: f64, decimals: usize) -> String {
        format!("{} {}", signed(value, decimals), self.short)
    }

    /// `5.6 yen`.
    pub fn plain(&self, value: f64, decimals: usize) -> String {
        format!("{} {}", plain(value, decimals), self.short)
    }
}

/// What is shocked, and what the regressions have in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Driver {
    /// What follows "the": `digital deficit`, `yield gap`.
    pub name: String,
    /// Its unit: `trillion yen a year`, `percentage points`.
    pub unit: String,
    /// How the terms of the rungs stand to it.
    pub sense: Sense,
    /// What the regressions carry in its place, after "the": `balance`.
    pub regressor: String,
    /// The same at the beginning of a sentence, with its owner: `Japan's balance`.
    pub owner: String,
    /// What these numbers are and what they cannot say: the last words of the verdict.
    pub caveat: String,
}

/// How the terms of the rungs stand to what is shocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// A deficit is shocked; the terms are balances, money a year, positive in surplus.
    Deficit,
    /// A flow is shocked, money a year, and the terms are that flow, of the same sign.
    Flow,
    /// No flow is shocked but a level such as a yield gap; the terms are that level.
    Level,
}

impl Driver {
    /// The driver in its own direction, from a change that is positive when a deficit grows.
    pub fn shown(&self, deficit: f64) -> f64 {
        if self.sense == Sense::Deficit { deficit } else { -deficit }
    }

    /// Whether the terms are money a year.
    pub fn is_flow(&self) -> bool {
        self.sense != Sense::Level
    }

    /// `Digital deficit`: the driver at the beginning of a sentence.
    pub fn name_first(&self) -> String {
        capital(&self.name)
    }

    /// `digital deficit larger by 5.54 trillion yen a year`.
    pub fn changed(&self, deficit: f64, decimals: usize) -> String {
        let change = self.shown(deficit);
        let direction = if change < 0.0 { "smaller" } else { "larger" };
        format!("{} {direction} by {} {}", self.name, plain(change.abs(), decimals), self.unit)
    }
}

/// Base of percentage effects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The exchange rate, in the unit of effects.
    pub exchange_rate: f64,
    /// Series of nominal GDP in billions at annual rate, for calibrations in per cent of GDP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gdp: Option<String>,
}

/// A quoted range of effects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quoted {
    /// Lower end, in the unit of effects.
    pub low: f64,
    /// Upper end, in the unit of effects.
    pub high: f64,
    /// The range in words.
    pub text: String,
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro() -> Currency {
        Currency {
            name: "euro".into(),
            rate: "eurusd".into(),
            quote: "EUR/USD".into(),
            unit: "US cents per euro".into(),
            short: "cents".into(),
            up: Up::Stronger,
            scale: 100.0,
            kind: String::new(),
            anchor: "level regression".into(),
            source: String::new(),
        }
    }

    #[test]
    fn a_larger_rate_means_what_the_quote_says() {
        assert_eq!((euro().rising(), euro().falling()), ("stronger euro".into(), "weaker euro".into()));
        assert_eq!(Currency { up: Up::Weaker, ..euro() }.rising(), "weaker euro");
        assert_eq!(euro().signed(-2.66, 1), "−2.7 cents");
    }

    #[test]
    fn a_gap_that_widens_is_larger_and_a_deficit_that_widens_too() {
        let driver = |sense| Driver {
            name: "gap".into(),
            unit: "points".into(),
            sense,
            regressor: String::new(),
            owner: String::new(),
            caveat: String::new(),
        };
        assert_eq!(driver(Sense::Level).changed(-1.0, 2), "gap larger by 1.00 points");
        assert_eq!(driver(Sense::Deficit).changed(-1.0, 2), "gap smaller by 1.00 points");
    }
}
