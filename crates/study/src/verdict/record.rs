//! What came, and how the frozen model met it: the third paragraph of a verdict.

use super::Evidence;
use crate::words::{plain, signed};

pub(super) fn record(e: Evidence<'_>) -> String {
    let realised = &e.headline.replica.realised_effect;
    let (currency, driver) = (&e.file.currency, &e.file.driver);
    let (growth, asked) = e.shock.growth(driver);
    let met = e.shock.was_met();
    let over = e.shock.last.to_string().as_str() <= e.headline.vintage.as_str();
    let condition = match (met, over) {
        (true, _) => "was met",
        (false, true) => "was not met",
        (false, false) => "has not been met so far",
    };
    let (moved, predicted) = (e.continuation.change_at_end(), e.continuation.predicted_change());
    let direction = if moved * predicted < 0.0 { "moved the other way" } else { "moved the same way" };
    let class = match (met, e.record.ratio > 1.0) {
        (true, true) => "The model class behind the claim failed out of sample.",
        (true, false) => "The model class behind the claim did no worse than no change out of sample.",
        (false, true) => "The conditional claim is untested; the model class behind it failed out of sample.",
        (false, false) => {
            "The conditional claim is untested; the model class behind it did no worse than no change out of sample."
        }
    };
    let levels = format!(
        "{} to {}",
        plain(driver.shown(e.shock.base_level), 2),
        plain(driver.shown(e.shock.realised_level), 2)
    );
    let unit = driver.unit.strip_suffix(" yen a year").unwrap_or(&driver.unit);
    let came = match e.shock.change {
        None => format!(
            "asked about was a growth of {asked:.0} %, the {} grew by {growth:.0} % ({levels} {unit}: {}). For that growth",
            driver.name,
            e.shock.sources.join("; ")
        ),
        Some(_) => format!(
            "asked about was a change of {} {unit}, the {} changed by {} ({levels}: {}). For that change",
            signed(asked, 2),
            driver.name,
            signed(growth, 2),
            e.shock.sources.join("; ")
        ),
    };
    // Whole units where a move is tens of them, tenths where it is a few.
    let digits = usize::from(moved.abs() < 10.0);
    format!(
        "The condition {condition}: {came} the {} gives {}. The monthly mean of the exchange rate moved by {} from the end of the sample to {}, while the variables of the simple model {direction}, worth {}. With the {} by which its last fitted value was off already, it misses the rate by {} there; its root-mean-square error is {:.1} times that of no change. {class}",
        currency.anchor,
        currency.signed(realised.yen, 1),
        currency.signed(moved, digits),
        e.continuation.verdict_at,
        currency.signed(predicted, digits),
        currency.signed(e.continuation.no_change - e.continuation.last_fitted, digits),
        currency.signed(e.continuation.gap_at_end(), digits),
        e.record.ratio,
    )
}
