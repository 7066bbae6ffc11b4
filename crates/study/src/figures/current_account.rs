//! Fiscal year 2023: the current account as first released and as it stands today.

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role};
use fxsens_core::period::{Frequency, Period};
use fxsens_core::published::Published;

use super::{SIZE, yearly};
use crate::error::StudyError;

/// Side-by-side bars by item.
///
/// # Errors
/// [`StudyError`] when a figure is missing.
pub fn current_account(
    dataset: &Dataset,
    published: &Published,
    vintage: &str,
) -> Result<Figure, StudyError> {
    let year = Period::fiscal_year(2023)
        .map_err(|e| StudyError::Data { id: "FY2023".into(), what: e.to_string() })?;
    let ids = ["bop_goods", "bop_services", "bop_primary_income", "bop_secondary_income", "bop_ca"];
    let mut today = Vec::new();
    for id in ids {
        let missing = || StudyError::Data { id: id.into(), what: "for every month of FY2023".into() };
        today.push(yearly(dataset, id, Frequency::FiscalYear)?.get(year).ok_or_else(missing)?);
    }
    let first = |series: &str| {
        let mut fits = published.first_releases.iter().filter(|figure| {
            figure.series == series
                && figure.item == "net"
                && figure.period == "FY2023"
                && figure.status == "preliminary"
        });
        let missing = || StudyError::Data { id: series.into(), what: "as first released for FY2023".into() };
        fits.next().and_then(|figure| figure.value).ok_or_else(missing)
    };
    let (goods, services) = (first("goods")?, first("services")?);
    let (primary, account) = (first("primary_income")?, first("current_account")?);
    // Secondary income was not in the announcement at hand: it follows from the identity.
    let released = vec![goods, services, primary, account - goods - services - primary, account];

    let bars = |values: &[f64], offset: f64, role, light, label: &str| Mark::Bars {
        x: (0..values.len()).map(|i| i as f64 + offset).collect(),
        y: values.to_vec(),
        base: vec![0.0; values.len()],
        width: 0.36,
        role,
        light,
        label: label.into(),
        value_decimals: Some(1),
    };
    let marks = vec![
        bars(&released, -0.19, Role::Primary, true, "first release, May 2024"),
        bars(&today, 0.19, Role::Primary, false, &format!("today's vintage, {vintage}")),
    ];
    let names = ["Goods", "Services", "Primary income", "Secondary income", "Current account"];
    let title = format!(
        "Revisions moved fiscal 2023's current account from {account:.1} to {:.1} trillion yen",
        today[4]
    );
    Ok(Figure {
        id: "current-account-fy2023".into(),
        title,
        subtitle: "Balances, April 2023 to March 2024, JPY trillion; positive = surplus".into(),
        note: format!(
            "Source: Ministry of Finance and Bank of Japan, balance of payments (BPM6). First release as announced in May 2024 (secondary income implied by the identity); today: sum of monthly figures, vintage {vintage}."
        ),
        alt: format!(
            "Bar chart of goods, services, primary income, secondary income and the current account in fiscal 2023: first release {released:.1?}, today {today:.1?} trillion yen."
        ),
        size: SIZE,
        panels: vec![Panel::new(Axis::category(names), Axis::linear("JPY trillion"), marks)],
    })
}
