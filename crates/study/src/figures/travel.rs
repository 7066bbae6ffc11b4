//! Travel against digital: which of the two services balances has outgrown the other.

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::{Axis, Figure, Marker, Panel, Role, Stroke};
use fxsens_core::period::Frequency;
use fxsens_core::published::{Published, PublishedFigure};

use super::marks::{dots, line};
use super::{SIZE, points_from, yearly};
use crate::error::StudyError;
use crate::shock::Shock;

/// Travel surplus and digital deficit by calendar year, gaps shown as gaps.
///
/// # Errors
/// [`StudyError`] when the monthly travel balance is missing.
pub fn travel(dataset: &Dataset, published: &Published, shock: &Shock) -> Result<Figure, StudyError> {
    let monthly = points_from(&yearly(dataset, "bop17_services_travel", Frequency::Annual)?, 2005.0);
    let calendar = |figures: &[PublishedFigure], series: &str, definition: Option<&str>, sign: f64| {
        let fits = |figure: &&PublishedFigure| {
            figure.series == series
                && figure.item == "net"
                && figure.basis == "CY"
                && definition.is_none_or(|d| figure.definition == d)
        };
        let points: (Vec<f64>, Vec<f64>) = figures
            .iter()
            .filter(fits)
            .filter_map(|figure| Some((figure.when()?.decimal_year(), sign * figure.value?)))
            .unzip();
        points
    };
    let announced = calendar(&published.first_releases, "services.travel", None, 1.0);
    let latest =
        announced.0.iter().zip(&announced.1).max_by(|a, b| a.0.total_cmp(b.0)).map_or(f64::NAN, |p| *p.1);
    let deficit = calendar(&published.digital, "digital_balance", Some("full"), -1.0);
    let marks = vec![
        line(monthly, Role::Tertiary, Stroke::Solid, "travel surplus, 2017 vintage"),
        dots(announced, Marker::Square, Role::Tertiary, "travel surplus, as announced"),
        dots(deficit, Marker::Circle, Role::Primary, "digital deficit, full definition, each vintage"),
    ];
    Ok(Figure {
        id: "travel-against-digital".into(),
        title: format!(
            "The latest travel surplus ({latest:.1}) is {:.0} % of the latest digital deficit ({:.1})",
            100.0 * latest / shock.realised_level,
            shock.realised_level
        ),
        subtitle: "Travel balance (positive = surplus) and digital deficit (positive = deficit) by calendar year, JPY trillion".into(),
        note: "Source: Ministry of Finance and Bank of Japan, balance of payments: travel to 2016 from the monthly tables of 2017-10, later years and the digital deficit as announced or quoted by the press, all vintages. Years without a published figure are left empty.".into(),
        alt: "Line of Japan's travel balance from 2005 to 2016, turning to surplus in 2015, then points rising to 6.3 trillion yen in 2025, beside points of the digital deficit rising from 2.1 to about 6.7.".into(),
        size: SIZE,
        panels: vec![Panel::new(Axis::time().with_limits(2004.8, 2026.5), Axis::linear("JPY trillion"), marks)],
    })
}
