//! `fxsens explain headline`: from raw figures to the number, step by step, with the figures themselves.

use fxsens_core::period::Period;
use fxsens_report::format::{number, wrap};
use fxsens_study::StudyRun;
use fxsens_study::folder::series_of;
use fxsens_study::headline::HeadlineNumber;
use fxsens_study::shipped::DEFAULT_STUDY;
use fxsens_study::words::{grouped, signed};

use crate::commands::study_run::Prepared;
use crate::config::Context;
use crate::failure::Failure;
use crate::progress::Progress;

const WIDTH: usize = 100;

/// Months of a raw figure that are printed.
const SHOWN: usize = 12;

/// The page, computed from the data at hand.
pub fn page(context: &Context) -> Result<String, Failure> {
    let progress = Progress::new(context);
    progress.step("data");
    let prepared = Prepared::new(DEFAULT_STUDY, None, true, context)?;
    let run = prepared.run(context, &progress)?;
    drop(progress);
    let mut text = format!("# From raw figures to the headline\n\n{}\n", run.results.headline.unit);
    for (i, (title, lines)) in steps(&prepared, &run)?.into_iter().enumerate() {
        text.push_str(&format_step(i + 1, &title, &lines));
    }
    Ok(text)
}

fn format_step(place: usize, title: &str, lines: &[String]) -> String {
    let body: String = lines.iter().flat_map(|line| [wrap(line, WIDTH, "   "), "\n".to_owned()]).collect();
    format!("\n## {place}. {title}\n\n{body}")
}

type Step = (String, Vec<String>);

fn steps(prepared: &Prepared, run: &StudyRun) -> Result<Vec<Step>, Failure> {
    Ok(vec![
        shock(run),
        figures(prepared, run)?,
        regression(run),
        arithmetic(run),
        credible(run),
        companions(run),
    ])
}

fn shock(run: &StudyRun) -> Step {
    let shock = &run.results.shock;
    let lines = vec![
        format!("Published: {:.3} trillion yen ({}).", shock.base_level, shock.sources.join("; realised: ")),
        format!(
            "Shock: {:.3} × ({} − 1) = {} trillion yen a year, reached along a straight line from {} to {}, and it stays.",
            shock.base_level,
            shock.multiple,
            signed(shock.size(), 3),
            shock.first,
            shock.last
        ),
        format!(
            "Realised instead: {:.3} trillion, a change of {}.",
            shock.realised_level,
            signed(shock.realised_size(), 3)
        ),
    ];
    ("The shock".into(), lines)
}

/// What the replica reads in the last month of its sample, down to the figures as published.
fn figures(prepared: &Prepared, run: &StudyRun) -> Result<Step, Failure> {
    let library = &prepared.library;
    let mut lines = Vec::new();
    let Some(rung) = run.rungs.iter().find(|rung| rung.rung.spec == prepared.study.file.placebo.spec) else {
        return Ok(("The figures".into(), lines));
    };
    let last = rung.estimation.sample.periods().last().copied();
    let ids =
        series_of(&rung.estimation.spec).map_err(|error| Failure::from_study(error, |_| String::new()))?;
    let at = |id: &str, period: Option<Period>| -> Result<String, Failure> {
        let dataset = library.load([id])?;
        let found = dataset.get(id).and_then(|series| Some((series.get(period?)?, series.unit.to_string())));
        Ok(found.map_or_else(|| "no value".into(), |(value, unit)| format!("{} {unit}", number(value, 4))))
    };
    for id in &ids {
        let period = last.map(|period| period.to_string()).unwrap_or_default();
        match library.definitions().get(id) {
            None => lines.push(format!("{id}, {period}: {}. {}", at(id, last)?, source(prepared, id))),
            Some(definition) => {
                lines.push(format!("{id}, {period}: {} = {}", at(id, last)?, definition.expression));
                lines.extend(inputs(prepared, &definition.expression, last)?);
            }
        }
    }
    Ok((format!("The figures of the replica in {}", last.map(|p| p.to_string()).unwrap_or_default()), lines))
}

/// The published series behind an expression, the last months of each.
fn inputs(prepared: &Prepared, expression: &str, last: Option<Period>) -> Result<Vec<String>, Failure> {
    let names = fxsens_core::expr::Expr::parse(expression).map(|expr| expr.names()).unwrap_or_default();
    let mut lines = Vec::new();
    for id in names.iter().filter(|id| prepared.library.contains(id)) {
        let dataset = prepared.library.load([id.as_str()])?;
        let (Some(series), Some(last)) = (dataset.get(id), last) else { continue };
        let months = if expression.contains("sum(") { SHOWN } else { 1 };
        let values: Vec<String> = (0..months as i32)
            .rev()
            .filter_map(|back| series.get(last.shift(-back)))
            .map(|value| number(value, decimals(value)))
            .collect();
        lines.push(format!(
            "   {id}, {months} to {last}: {} ({}). {}",
            values.join("  "),
            series.unit,
            source(prepared, id)
        ));
    }
    Ok(lines)
}

fn decimals(value: f64) -> usize {
    if value.abs() >= 1000.0 || value.fract().abs() < f64::EPSILON { 0 } else { 2 }
}

fn source(prepared: &Prepared, id: &str) -> String {
    prepared.library.catalog().get(id).map_or_else(String::new, |entry| {
        format!("Source: {} {}, vintage {}.", entry.agency, entry.table, entry.vintage)
    })
}

fn regression(run: &StudyRun) -> Step {
    let results = &run.results;
    let replica =
        results.rungs.iter().find(|rung| rung.spec_id.to_string() == results.headline.replica.spec_id);
    let Some(rung) = replica else { return ("The regression".into(), Vec::new()) };
    let mut lines = vec![format!(
        "{} on {} to {}, {} observations (spec {}, tier {:?}).",
        rung.fit.formula, rung.fit.sample.first, rung.fit.sample.last, rung.fit.nobs, rung.spec_id, rung.tier
    )];
    for term in &rung.fit.terms {
        let error = term
            .inference
            .std_error
            .map_or_else(String::new, |error| format!(" (standard error {})", number(error, 4)));
        lines.push(format!("   {}: {}{error}", term.name, number(term.inference.estimate, 4)));
    }
    lines.push(format!("Intervals: {}.", rung.interval));
    ("The regression".into(), lines)
}

fn arithmetic(run: &StudyRun) -> Step {
    let (results, replica) = (&run.results, &run.results.headline.replica);
    let effect = &replica.effect;
    let ends = effect
        .low
        .zip(effect.high)
        .map_or_else(String::new, |(low, high)| format!(" ({} to {})", signed(low, 2), signed(high, 2)));
    let lines = vec![
        format!(
            "{} yen per trillion × {:.3} trillion = {} yen per dollar{ends}.",
            number(replica.per_trillion_deficit, 4),
            results.shock.size(),
            signed(effect.yen, 2)
        ),
        format!("For the growth that came: {} yen.", signed(replica.realised_effect.yen, 2)),
        format!(
            "Effects of regressions in per cent apply to the base of {:.2} yen: base × (exp(coefficient × shock) − 1).",
            results.base_exchange_rate
        ),
    ];
    ("Coefficient times shock: the replica".into(), lines)
}

fn credible(run: &StudyRun) -> Step {
    let headline = &run.results.headline;
    let mut lines = Vec::new();
    if let Some(tier) = &headline.credible {
        lines.push(format!(
            "{} specifications of tier A (local projections, lag-augmented, of flows at a constant exchange rate), each a coefficient times the same shock. Median {}, quartiles {} and {}, 5 to 95 % {} to {} yen per dollar.",
            grouped(tier.specs),
            signed(tier.median, 2),
            signed(tier.p25, 2),
            signed(tier.p75, 2),
            signed(tier.p05, 1),
            signed(tier.p95, 1)
        ));
        lines.extend(headline.credible_medians.iter().map(|m| {
            format!("   {}: median {} ({} specifications)", m.label, signed(m.yen, 2), grouped(m.specs))
        }));
        lines.push("Every one of them: `fxsens curve --format csv`.".into());
    }
    let rung = |number: &HeadlineNumber| {
        let ends =
            number.effect.low.zip(number.effect.high).map_or_else(String::new, |(low, high)| {
                format!(" ({} to {})", signed(low, 1), signed(high, 1))
            });
        format!(
            "   {}, tier {:?}, spec {}: {}{ends}",
            number.label,
            number.tier,
            number.spec_id,
            signed(number.effect.yen, 2)
        )
    };
    lines.push("Rungs of the ladder that may stand beside the replica:".into());
    lines.extend(headline.surviving.iter().map(rung));
    ("What survives: the credible figure".into(), lines)
}

fn companions(run: &StudyRun) -> Step {
    let (headline, placebo) = (&run.results.headline, &run.results.placebo);
    let mut lines = vec![
        format!(
            "Placebo: {} random walks with a monthly volatility of {:.2} %; {:.1} % give an effect at least as large as the replica's.",
            grouped(placebo.draws),
            placebo.volatility_percent,
            100.0 * headline.placebo_share
        ),
        format!(
            "Record: coefficients frozen at the end of the sample, the replica's error to {} is {:.1} times that of no change.",
            run.results.continuation.verdict_at, headline.rmse_ratio
        ),
    ];
    if let Some(races) = headline.races {
        lines.push(format!(
            "Races against the random walk: {} of {} won with regressors from before the forecast, {} of {} in other currencies, {} of {} with regressors nobody had.",
            races.before_won, races.before, races.elsewhere_won, races.elsewhere, races.realised_won, races.realised
        ));
    }
    lines.push(format!("Definition: {}. Data vintage: {}.", headline.definition, headline.vintage));
    ("Companions".into(), lines)
}
