//! Charts of the family that do not run along time.

use fxsens_core::figure::{Figure, Role};
use fxsens_report::ReportError;
use fxsens_report::charts::{
    Badge, Part, Scatter, Specification, Swing, Triangle, autocorrelations, badges, contributions,
    correlogram, residual_diagnostics, revision_triangle, scatter, specification_curve, tornado,
};

use crate::family::{caption, months, noise, persistent};

pub(crate) fn curve() -> Result<Figure, ReportError> {
    let names =
        |axis: &str, values: &[&str]| (axis.to_owned(), values.iter().map(|v| (*v).to_owned()).collect());
    let choices = vec![
        names("Outcome", &["levels", "logs", "changes"]),
        names("Window", &["6 months", "12 months", "24 months"]),
        names("Oil", &["without", "with"]),
        names("Yield gap", &["2 years", "10 years"]),
    ];
    let draws = noise(12, 36);
    let mut specs = Vec::new();
    for (k, draw) in draws.iter().enumerate() {
        let made = vec![k % 3, (k / 3) % 3, (k / 9) % 2, (k / 18) % 2];
        let changes = made[0] == 2;
        let estimate = if changes { 0.8 } else { 4.2 } + 1.6 * draw;
        let half = if changes { 2.6 } else { 1.7 };
        specs.push(Specification {
            estimate,
            interval: (estimate - half, estimate + half),
            group: usize::from(changes),
            choices: made,
        });
    }
    specification_curve(
        &caption(
            "specification-curve",
            "Levels give most, changes least",
            "Effect by specification, simulated",
        ),
        "JPY per USD",
        &["Levels and logs", "Changes"],
        &choices,
        &specs,
    )
}

pub(crate) fn tornado_chart() -> Result<Figure, ReportError> {
    let swing = |label: &str, low, high| Swing { label: label.into(), low, high };
    tornado(
        &caption("tornado", "The elasticity decides", "Effect when one assumption moves, simulated"),
        "JPY per USD",
        (4.1, "base: 4.1"),
        ("Lower end of the range", "Upper end of the range"),
        &[
            swing("Share invoiced in dollars, 40 to 80 %", 3.4, 5.0),
            swing("Elasticity of capital flows, 0.5 to 2", 8.2, 2.0),
            swing("Pass-through, 20 to 60 %", 3.7, 4.4),
            swing("Reinvested income, 30 to 50 %", 4.5, 3.8),
        ],
    )
}

pub(crate) fn badge_page() -> Result<Figure, ReportError> {
    let badge = |id: &str, statement: &str, verdict: &str, role, basis: &str| Badge {
        id: id.into(),
        statement: statement.into(),
        verdict: verdict.into(),
        role,
        basis: basis.into(),
    };
    badges(
        &caption("badges", "Of four statements two hold", "Statements made up to show the drawing"),
        &[
            badge(
                "S1",
                "The balance of the made-up economy was in deficit in every year.",
                "holds",
                Role::Tertiary,
                "calendar years",
            ),
            badge(
                "S2",
                "It doubled within three years.",
                "not met",
                Role::Secondary,
                "calendar and fiscal years",
            ),
            badge(
                "S3",
                "Half of it is software.",
                "holds with a caveat",
                Role::Quaternary,
                "wider definition only",
            ),
            badge("S4", "It will shrink.", "not checkable", Role::Muted, "no data"),
        ],
    )
}

pub(crate) fn triangle() -> Result<Figure, ReportError> {
    let draws = noise(15, 64);
    let vintages = (0..7)
        .map(|v| {
            let value = |q: usize| {
                let revisions = (v - q).min(3);
                (0..=revisions).map(|r| 0.4 * draws[8 * q + r]).sum::<f64>() - 1.0 - 0.1 * q as f64
            };
            let row = (0..7).map(|q| if q <= v { value(q) } else { f64::NAN });
            (format!("vintage {}", v + 1), row.collect())
        })
        .collect();
    revision_triangle(
        &caption(
            "revision-triangle",
            "First releases do not stand",
            "Balance by quarter and vintage, JPY trillion, simulated",
        ),
        &Triangle { periods: (1..=7).map(|q| format!("quarter {q}")).collect(), vintages, decimals: 1 },
    )
}

pub(crate) fn waterfall() -> Result<Figure, ReportError> {
    let part = |label: &str, value| Part { label: label.into(), value };
    contributions(
        &caption("contributions", "Volume adds more than the exchange rate", "Digital deficit, simulated"),
        "JPY trillion",
        1,
        (&part("First year", 2.2), "Last year"),
        &[
            part("Exchange rate", 1.3),
            part("Volume of services", 2.4),
            part("Licences earned", -0.6),
            part("Definition", 0.3),
        ],
    )
}

pub(crate) fn scatter_chart() -> Result<Figure, ReportError> {
    let x: Vec<f64> = persistent(16, 96, 0.9, 0.35).iter().map(|v| 2.2 + v).collect();
    let y: Vec<f64> = x.iter().zip(noise(17, 96)).map(|(x, e)| 98.0 + 6.5 * x + 2.8 * e).collect();
    scatter(
        &caption("scatter", "Yields and the yen move together", "Monthly averages, simulated"),
        &Scatter {
            axes: ("Yield gap, percentage points".into(), "Yen per dollar".into()),
            x,
            y,
            fit: Some((98.0, 6.5, "the line of the simulation: 98 + 6.5 × gap".into())),
            ends: ("2010-01".into(), "2017-12".into()),
        },
    )
}

pub(crate) fn residuals() -> Result<Figure, ReportError> {
    let values = persistent(18, 160, 0.6, 2.0);
    residual_diagnostics(
        &caption("residual-diagnostics", "The residuals remember", "Residuals of a regression, simulated"),
        ("JPY per USD", "Lag in months"),
        &months(160),
        &values,
    )
}

pub(crate) fn acf() -> Result<Figure, ReportError> {
    let values = persistent(19, 240, 0.8, 1.0);
    let correlations = autocorrelations(&values, 24).unwrap_or_default();
    let caption = caption("correlogram", "Memory fades within a year", "Autocorrelations, simulated");
    correlogram(&caption, "Lag in months", &correlations, values.len())
}
