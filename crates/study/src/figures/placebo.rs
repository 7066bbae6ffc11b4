//! The placebo as a chart: what the replica finds when the yen is replaced by random walks.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Panel, Role, Stroke};

use super::SIZE;
use super::marks::{quoted_column, text};
use crate::file::StudyFile;
use crate::placebo::Placebo;
use crate::words::plain;

const BINS: usize = 60;

/// Histogram of the effects with the replica marked.
pub fn placebo(placebo: &Placebo, file: &StudyFile) -> Figure {
    let limit = placebo.quantile_of_size(0.995).max(placebo.replica.abs() * 1.3).ceil();
    let width = 2.0 * limit / BINS as f64;
    let mut counts = vec![0.0; BINS];
    let mut outside = 0usize;
    for effect in &placebo.effects {
        let bin = ((effect + limit) / width).floor();
        if bin >= 0.0 && bin < BINS as f64 { counts[bin as usize] += 1.0 } else { outside += 1 }
    }
    let share: Vec<f64> = counts.iter().map(|c| 100.0 * c / placebo.effects.len() as f64).collect();
    let top = share.iter().copied().fold(0.0, f64::max);
    let centres: Vec<f64> = (0..BINS).map(|i| -limit + (i as f64 + 0.5) * width).collect();
    let beyond = |x: &f64| x.abs() >= placebo.replica.abs();
    let part = |keep: &dyn Fn(&f64) -> bool| -> (Vec<f64>, Vec<f64>) {
        centres.iter().copied().zip(share.iter().copied()).filter(|(x, _)| keep(x)).unzip()
    };
    let bars = |(x, y): (Vec<f64>, Vec<f64>), role, label: String| Mark::Bars {
        base: vec![0.0; x.len()],
        x,
        y,
        width: width * 0.92,
        role,
        light: false,
        label,
        value_decimals: None,
    };
    let currency = &file.currency;
    let quoted = quoted_column(file.quoted.as_ref().map(|q| [q.low, q.high]), &currency.short);
    let marks = [
        bars(part(&|x| !beyond(x)), Role::Muted, "random walks, smaller effect".into()),
        bars(part(&beyond), Role::Primary, "random walks, at least as large in either direction".into()),
        Mark::VLine {
            x: placebo.replica,
            role: Role::Secondary,
            stroke: Stroke::Solid,
            label: String::new(),
        },
        text(
            placebo.replica,
            top * 0.97,
            &format!("{} {}", currency.anchor, plain(placebo.replica, 2)),
            Role::Secondary,
            if placebo.replica < 0.0 { Anchor::Left } else { Anchor::Right },
        ),
    ];
    let marks: Vec<Mark> = quoted.into_iter().chain(marks).collect();
    Figure {
        id: "placebo-random-walk".into(),
        title: format!(
            "A pure random walk shows an effect at least as large in {:.0} % of cases, {:.0} % with the same sign",
            100.0 * placebo.share_at_least,
            100.0 * placebo.share_same_sign
        ),
        subtitle: format!(
            "Effect of the shock when the {} is replaced by a driftless random walk, per cent of draws by {}",
            currency.name, currency.unit
        ),
        note: format!(
            "{} draws, seed {}; regressors and sample as in the {}; monthly volatility {:.2} %. Bins are coloured by their middle; {outside} draws lie outside the chart. A nominal 5 % test on the {} rejects in {:.0} % (classical), {:.0} % (Newey–West, normal), {:.0} % (Newey–West, fixed-b) and {:.0} % (EWC) of draws.",
            placebo.effects.len(),
            placebo.seed,
            currency.anchor,
            placebo.volatility_percent,
            file.driver.regressor,
            100.0 * placebo.rejections.classical,
            100.0 * placebo.rejections.hac_normal,
            100.0 * placebo.rejections.hac_fixed_b,
            100.0 * placebo.rejections.ewc,
        ),
        alt: format!(
            "Histogram of {} placebo effects with the {} at {:.2} {} marked; {:.0} per cent are at least as large in either direction.",
            placebo.effects.len(),
            currency.anchor,
            placebo.replica,
            currency.short,
            100.0 * placebo.share_at_least
        ),
        size: SIZE,
        panels: vec![Panel::new(
            Axis::linear(currency.unit.clone()).with_limits(-limit, limit),
            Axis::linear("% of draws"),
            marks,
        )],
    }
}
