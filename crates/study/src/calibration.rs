//! M0: back-of-envelope calibrations, one elasticity each and no estimation.

use serde::{Deserialize, Serialize};

use crate::file::{CalibrationFile, CalibrationRule};

/// What the calibrations are applied to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Economy {
    /// Change of the annual deficit, JPY trillion.
    pub deficit: f64,
    /// Yen per dollar.
    pub exchange_rate: f64,
    /// Nominal GDP of the base year, JPY trillion.
    pub gdp: f64,
}

/// A calibrated effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Id as printed.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Lower effect, yen per dollar.
    pub low: f64,
    /// Upper effect, yen per dollar.
    pub high: f64,
    /// Where its numbers come from.
    pub source: String,
}

/// Applies a calibration.
pub fn calibrate(file: &CalibrationFile, economy: Economy) -> Calibration {
    let Economy { deficit, exchange_rate, gdp } = economy;
    let percent_of_gdp = 100.0 * deficit / gdp;
    let yen = |percent: f64| exchange_rate * percent / 100.0;
    let (low, high) = match file.rule {
        CalibrationRule::Yen { low, high } => (low * deficit, high * deficit),
        CalibrationRule::Stock { billion_dollars_per_percent } => {
            let billions = 1000.0 * deficit / exchange_rate;
            let effect = yen(billions / billion_dollars_per_percent);
            (effect, effect)
        }
        CalibrationRule::Gdp { low, high } => (yen(low * percent_of_gdp), yen(high * percent_of_gdp)),
        CalibrationRule::GdpYen { low, high } => (low * percent_of_gdp, high * percent_of_gdp),
        CalibrationRule::Trade { exports, imports, export_elasticity, import_elasticity } => {
            let response = exports * export_elasticity + imports * (import_elasticity - 1.0);
            let effect = yen(100.0 * deficit / response);
            (effect, effect)
        }
        CalibrationRule::Imports { imports, low, high } => {
            let percent = 100.0 * deficit / imports;
            (yen(low * percent), yen(high * percent))
        }
    };
    Calibration { id: file.id.clone(), label: file.label.clone(), low, high, source: file.source.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The effects of METHOD's table, worked out by hand for +5.536 trillion, 140.50 yen, GDP 591.5 trillion.
    #[test]
    fn calibrations_give_the_hand_computed_effects() {
        let economy = Economy { deficit: 5.536, exchange_rate: 140.5, gdp: 591.5 };
        let effect = |rule| {
            let file =
                CalibrationFile { id: String::new(), label: String::new(), source: String::new(), rule };
            let c = calibrate(&file, economy);
            (c.low, c.high)
        };
        let close = |(low, high): (f64, f64), expected: (f64, f64)| {
            assert!((low - expected.0).abs() < 0.005 && (high - expected.1).abs() < 0.005, "{low} {high}");
        };
        close(effect(CalibrationRule::Yen { low: 1.0, high: 1.0 }), (5.536, 5.536));
        // 5536 / 140.5 = 39.402 billion dollars; / 7.1 = 5.5496 %; x 140.5 = 7.797.
        close(effect(CalibrationRule::Stock { billion_dollars_per_percent: 7.1 }), (7.797, 7.797));
        // 0.93593 % of GDP x 1.7 and 2.0 % of 140.5.
        close(effect(CalibrationRule::Gdp { low: 1.7, high: 2.0 }), (2.2355, 2.630));
        close(effect(CalibrationRule::GdpYen { low: 4.1, high: 6.406_25 }), (3.837, 5.996));
        let trade = CalibrationRule::Trade {
            exports: 130.0,
            imports: 140.0,
            export_elasticity: 0.7,
            import_elasticity: 1.0,
        };
        close(effect(trade), (8.547, 8.547));
        close(effect(CalibrationRule::Imports { imports: 140.0, low: 0.5, high: 1.0 }), (2.778, 5.556));
    }
}
