//! The current account as published and without income that never leaves the foreign currency.

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::{Axis, Figure, Marker, Panel, Role, Stroke};
use fxsens_core::period::Frequency;
use fxsens_core::published::Published;

use super::marks::{bars, dots, line};
use super::{SIZE, points_from, yearly};
use crate::error::StudyError;

/// Bars for the headline, a line for the cash-flow balance, points for what was published of it.
///
/// # Errors
/// [`StudyError`] when a series is missing.
pub fn cashflow(dataset: &Dataset, published: &Published) -> Result<Figure, StudyError> {
    let headline = points_from(&yearly(dataset, "bop_ca", Frequency::Annual)?, 1996.0);
    let cash = points_from(&yearly(dataset, "ca_cashflow_2017", Frequency::Annual)?, 1996.0);
    let estimates: (Vec<f64>, Vec<f64>) = published
        .cashflow
        .iter()
        .filter(|figure| figure.series == "cf_based_current_account" && figure.item == "net")
        .filter_map(|figure| Some((figure.when()?.decimal_year(), figure.value?)))
        .unzip();
    let marks = vec![
        bars(headline, 0.72, Role::Muted, "current account, as published"),
        line(cash, Role::Primary, Stroke::Solid, "cash-flow balance, 2017 vintage"),
        dots(estimates, Marker::Diamond, Role::Secondary, "cash-flow balance, published estimates"),
    ];
    Ok(Figure {
        id: "cash-flow-current-account".into(),
        title: "Counting cash flows only, the surplus was a deficit in 2011–14 and in 2022–23".into(),
        subtitle: "Current account and cash-flow current account by calendar year, JPY trillion".into(),
        note: "Cash-flow balance = current account − net reinvested earnings − net portfolio income (all shares φ = 1: nothing of either is converted, a lower bound). Source: Ministry of Finance and Bank of Japan; 2017-10 vintage to 2014 (the later current account has another vintage, and the two are not mixed); estimates for 2022 and 2023 by D. Karakama as printed in JBpress and Weekly Economist.".into(),
        alt: "Bars of Japan's current account from 1996 to 2025, always positive, and a line of the cash-flow balance to 2014 that turns negative in 2011, with published estimates of about minus 9.7 in 2022 and minus 1.3 in 2023.".into(),
        size: SIZE,
        panels: vec![Panel::new(Axis::time(), Axis::linear("JPY trillion"), marks)],
    })
}
