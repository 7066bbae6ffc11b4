//! The random-walk placebo: the replica's regressors against outcomes that have nothing to do with them.

use fxsens_core::dataset::Dataset;
use fxsens_core::distribution::Distribution;
use fxsens_core::expr::{Expr, Formula, Node, Operator};
use fxsens_core::rng::Stream;
use fxsens_regression::covariance::CovarianceEstimator;
use fxsens_regression::covariance::bandwidth;
use fxsens_regression::covariance::ewc::Ewc;
use fxsens_regression::covariance::fixed_b;
use fxsens_regression::covariance::hac::Hac;
use fxsens_regression::covariance::kernel::Kernel;
use fxsens_regression::least_squares::FixedDesign;
use ndarray::{Array1, Array2, Axis};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::curve::quantile::quantile;
use crate::effect::{Effect, same_term};
use crate::error::StudyError;
use crate::file::{Currency, Form, PlaceboFile, Rung};
use crate::ladder::RungRun;

/// What the replica finds in random walks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placebo {
    /// Effect of the shock in each draw, yen per dollar. Not saved: seed and spec give them back.
    #[serde(skip)]
    pub effects: Vec<f64>,
    /// Number of draws.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// Standard deviation of monthly log changes, per cent.
    pub volatility_percent: f64,
    /// The replica's effect, yen per dollar.
    pub replica: f64,
    /// Share of draws whose effect is at least as large as the replica's, in either direction.
    pub share_at_least: f64,
    /// Monte-Carlo standard error of that share.
    pub share_std_error: f64,
    /// Share of draws whose effect is at least the replica's, in its direction.
    pub share_same_sign: f64,
    /// 5th, 50th and 95th percentile of the effects.
    pub percentiles: [f64; 3],
    /// How often a nominal 5 % test of "no effect" rejects; every rejection is an error.
    pub rejections: Rejections,
}

/// Rejection rates of a nominal 5 % test, by standard error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Rejections {
    /// Classical standard errors, Student's t.
    pub classical: f64,
    /// Newey–West with ⌈1.3√T⌉ lags, normal critical values.
    pub hac_normal: f64,
    /// The same with fixed-b critical values.
    pub hac_fixed_b: f64,
    /// Equal-weighted cosine estimator, Student's t.
    pub ewc: f64,
}

/// One draw: effect and whether each test rejects.
struct Draw {
    effect: f64,
    rejects: [bool; 4],
}

const NOMINAL_SIZE: f64 = 0.05;

/// Runs the placebo for a rung in levels whose effect is a single coefficient.
///
/// # Errors
/// [`StudyError`] when the rung has several terms or a log outcome, or the volatility cannot be measured.
pub fn run(
    file: &PlaceboFile,
    currency: &Currency,
    run: &RungRun,
    deficit: f64,
    dataset: &Dataset,
) -> Result<Placebo, StudyError> {
    let sample = &run.estimation.sample;
    let refuse = |what: &str| StudyError::Data { id: file.spec.clone(), what: what.into() };
    let term = single_term(&run.rung).ok_or_else(|| refuse("with one term in levels for the placebo"))?;
    let formula = Formula::parse(&run.estimation.spec.formula).map_err(|error| refuse(&error.to_string()))?;
    if run.estimation.spec.model != "ols" || !is_rate(&formula.outcome, &currency.rate) {
        return Err(refuse(
            "as least squares on the level of the exchange rate: its draws are random walks in the rate's place",
        ));
    }
    let names = sample.x_names();
    let position =
        names.iter().position(|name| same_term(name, term)).ok_or_else(|| refuse("with the rung's term"))?;
    let design = FixedDesign::new(sample.x().view(), &sample.x_names())
        .map_err(|error| refuse(&format!("with a design of full rank: {error}")))?;
    let volatility = volatility(dataset, &currency.rate, file)?;
    let start = sample.y()[0];
    let test = SlopeTest::new(&design, position)
        .ok_or_else(|| refuse("with a sample long enough for the placebo's Newey–West test"))?;
    let draws: Vec<Draw> = (0..file.draws as u64)
        .into_par_iter()
        .map(|task| test.draw(&random_walk(file.seed, task, start, volatility, sample.nobs()), deficit))
        .collect();
    Ok(summarise(file, &draws, volatility, &run.result.effect))
}

fn single_term(rung: &Rung) -> Option<&str> {
    match rung.terms.as_slice() {
        [term] if rung.form == Form::Level => Some(term),
        _ => None,
    }
}

/// Whether an outcome is the exchange rate itself, or a multiple of it.
fn is_rate(outcome: &Expr, rate: &str) -> bool {
    match &outcome.node {
        Node::Name(name) => name == rate,
        Node::Call(name, arguments) => name == "I" && arguments.iter().all(|inner| is_rate(inner, rate)),
        Node::Binary(Operator::Multiply, left, right) => {
            let number = |side: &Expr| matches!(side.node, Node::Number(value) if value > 0.0);
            (number(left) && is_rate(right, rate)) || (number(right) && is_rate(left, rate))
        }
        _ => false,
    }
}

/// Standard deviation of monthly log changes in the given window.
fn volatility(dataset: &Dataset, id: &str, file: &PlaceboFile) -> Result<f64, StudyError> {
    let missing = |what: &str| StudyError::Data { id: id.into(), what: what.into() };
    let rate = dataset.get(id).ok_or_else(|| missing("for the placebo"))?;
    let logs: Vec<f64> =
        rate.window(file.volatility_first.shift(-1), file.volatility_last).into_iter().map(f64::ln).collect();
    let changes: Vec<f64> = logs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if changes.len() < 24 || changes.iter().any(|change| !change.is_finite()) {
        return Err(missing("for every month of the volatility window"));
    }
    let mean = changes.iter().sum::<f64>() / changes.len() as f64;
    let variance =
        changes.iter().map(|change| (change - mean).powi(2)).sum::<f64>() / (changes.len() - 1) as f64;
    Ok(variance.sqrt())
}

/// A driftless random walk in logs that starts at `start`.
fn random_walk(seed: u64, task: u64, start: f64, volatility: f64, nobs: usize) -> Array1<f64> {
    let mut stream = Stream::new(seed, task);
    let mut level = start.ln();
    Array1::from_shape_fn(nobs, |t| {
        if t > 0 {
            level += volatility * stream.normal();
        }
        level.exp()
    })
}

/// Everything about the test of one slope that does not depend on the outcome.
struct SlopeTest<'a> {
    design: &'a FixedDesign,
    position: usize,
    weights: Array1<f64>,
    bread: f64,
    hac: Hac,
    ewc: Ewc,
    cosines: Array2<f64>,
    critical: [f64; 4],
}

impl<'a> SlopeTest<'a> {
    /// `None` when the fixed-b law of the rule's bandwidth does not exist at this length.
    fn new(design: &'a FixedDesign, position: usize) -> Option<Self> {
        let nobs = design.nobs();
        let df = (nobs - design.parameters()) as f64;
        let hac = Hac { kernel: Kernel::Bartlett, bandwidth: bandwidth::root_rule(nobs) };
        let ewc = Ewc::rule(nobs);
        let fixed_b = fixed_b::distribution(hac.kernel, hac.bandwidth, nobs)?;
        let critical = [
            Distribution::T { df }.critical_value(NOMINAL_SIZE),
            Distribution::Normal.critical_value(NOMINAL_SIZE),
            fixed_b.critical_value(NOMINAL_SIZE),
            Distribution::T { df: ewc.terms as f64 }.critical_value(NOMINAL_SIZE),
        ];
        let weights = design.weights(position).to_owned();
        Some(Self {
            design,
            position,
            weights,
            bread: design.bread()[[position, position]],
            hac,
            ewc,
            cosines: ewc.cosines(nobs),
            critical,
        })
    }

    /// The slope's effect and tests. The variance of one slope needs only its influence series, not the whole
    /// meat: observation `t` moves the slope by its weight times its residual.
    fn draw(&self, y: &Array1<f64>, deficit: f64) -> Draw {
        let coefficients = self.design.coefficients(y.view());
        let residuals = self.design.residuals(y.view(), coefficients.view());
        let df = (self.design.nobs() - self.design.parameters()) as f64;
        let classical = residuals.dot(&residuals) / df * self.bread;
        let influence = (&self.weights * &residuals).insert_axis(Axis(1));
        let hac = self.hac.meat(influence.view())[[0, 0]];
        let ewc = self.ewc.meat_on(self.cosines.view(), influence.view())[[0, 0]];
        let slope = coefficients[self.position];
        let variances = [classical, hac, hac, ewc];
        let mut rejects = [false; 4];
        for ((reject, variance), critical) in rejects.iter_mut().zip(variances).zip(self.critical) {
            *reject = slope.abs() > critical * variance.sqrt();
        }
        Draw { effect: -slope * deficit, rejects }
    }
}

fn summarise(file: &PlaceboFile, draws: &[Draw], volatility: f64, replica: &Effect) -> Placebo {
    let n = draws.len() as f64;
    let share = |count: usize| count as f64 / n;
    let rejected = |test: usize| share(draws.iter().filter(|draw| draw.rejects[test]).count());
    let at_least = share(draws.iter().filter(|draw| draw.effect.abs() >= replica.yen.abs()).count());
    let same_sign =
        draws.iter().filter(|draw| draw.effect * replica.yen.signum() >= replica.yen.abs()).count();
    let mut sorted: Vec<f64> = draws.iter().map(|draw| draw.effect).collect();
    sorted.sort_by(f64::total_cmp);
    Placebo {
        effects: draws.iter().map(|draw| draw.effect).collect(),
        draws: draws.len(),
        seed: file.seed,
        volatility_percent: 100.0 * volatility,
        replica: replica.yen,
        share_at_least: at_least,
        share_std_error: (at_least * (1.0 - at_least) / n).sqrt(),
        share_same_sign: share(same_sign),
        percentiles: [quantile(&sorted, 0.05), quantile(&sorted, 0.5), quantile(&sorted, 0.95)],
        rejections: Rejections {
            classical: rejected(0),
            hac_normal: rejected(1),
            hac_fixed_b: rejected(2),
            ewc: rejected(3),
        },
    }
}

impl Placebo {
    /// Quantile of the effects' absolute size.
    pub fn quantile_of_size(&self, probability: f64) -> f64 {
        let mut sizes: Vec<f64> = self.effects.iter().map(|effect| effect.abs()).collect();
        sizes.sort_by(f64::total_cmp);
        quantile(&sizes, probability)
    }
}
