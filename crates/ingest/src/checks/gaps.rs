//! Missing periods inside series.

use std::collections::{BTreeMap, BTreeSet};

use fxsens_core::period::{Frequency, Period};

use super::{Context, Tally};

/// Series, first and last missing period, as documented in the data's README.
const DOCUMENTED: [(&str, &str, &str); 8] = [
    ("digital_full_annual", "2015", "2021"),
    ("digital_narrow_annual", "2015", "2022"),
    ("jp_2y", "1978-06", "1979-07"),
    ("jp_policy_rate", "1999-03", "2000-07"),
    ("jp_policy_rate", "2001-04", "2006-02"),
    ("jp_policy_rate", "2013-05", "2016-08"),
    ("us_cpi", "2025-10", "2025-10"),
    ("us_cpi_sa", "2025-10", "2025-10"),
];

pub(super) fn documented(context: &Context<'_>) -> Tally {
    let mut expected: BTreeMap<&str, BTreeSet<Period>> = BTreeMap::new();
    for (series, first, last) in DOCUMENTED {
        if let (Ok(first), Ok(last)) = (first.parse::<Period>(), last.parse()) {
            expected.entry(series).or_default().extend(first.range_to(last));
        }
    }
    let mut tally = Tally::default();
    for ((_, series), column) in &context.tables.columns {
        let present: BTreeSet<Period> = column.periods.iter().map(|(period, _)| *period).collect();
        let (Some(first), Some(last)) = (present.first(), present.last()) else {
            continue;
        };
        if first.frequency() == Frequency::Daily {
            continue;
        }
        let missing: BTreeSet<Period> = first.range_to(*last).filter(|p| !present.contains(p)).collect();
        let documented = expected.remove(series.as_str()).unwrap_or_default();
        tally.fact(missing == documented, || {
            let list: Vec<String> =
                missing.symmetric_difference(&documented).take(3).map(ToString::to_string).collect();
            format!("`{series}` at {}", list.join(", "))
        });
    }
    tally
}
