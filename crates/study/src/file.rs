//! The study file: `study.toml` and the spec files beside it.

use std::path::{Path, PathBuf};

use fxsens_core::period::Period;
use fxsens_core::spec::Spec;
use serde::{Deserialize, Serialize};

use crate::error::StudyError;

/// A study as written in `study.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyFile {
    /// Name of the output folder.
    pub name: String,
    /// Title of the report.
    pub title: String,
    /// The question in one sentence.
    pub question: String,
    /// Spec files in the order of the ladder.
    pub specs: Vec<String>,
    /// What effects in per cent are applied to.
    pub base: Base,
    /// The number everyone quotes.
    pub quoted: Quoted,
    /// The shock asked about.
    pub shock: ShockFile,
    /// What happened instead.
    pub realised: FigureKey,
    /// The random walk put in place of the outcome.
    pub placebo: PlaceboFile,
    /// Calibrations without estimation.
    #[serde(rename = "calibration", default)]
    pub calibrations: Vec<CalibrationFile>,
    /// What each spec means.
    #[serde(rename = "rung")]
    pub rungs: Vec<Rung>,
}

/// Base of percentage effects.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Yen per dollar.
    pub exchange_rate: f64,
}

/// A quoted range of effects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quoted {
    /// Lower end, yen per dollar.
    pub low: f64,
    /// Upper end, yen per dollar.
    pub high: f64,
    /// The range in words.
    pub text: String,
}

/// Which published figure is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureKey {
    /// What it measures.
    pub series: String,
    /// Full or narrow.
    pub definition: String,
    /// CY, FY …
    pub basis: String,
    /// Period as printed.
    pub period: String,
    /// Year and month of publication.
    pub vintage: String,
}

/// The shock: a published deficit times a multiple, reached along a straight line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShockFile {
    /// What is shocked.
    pub series: String,
    /// Full or narrow.
    pub definition: String,
    /// CY, FY …
    pub basis: String,
    /// Period of the base level.
    pub period: String,
    /// Vintage of the base level.
    pub vintage: String,
    /// 2 doubles.
    pub multiple: f64,
    /// Last month before the ramp.
    pub first: Period,
    /// Month in which the new level is reached.
    pub last: Period,
    /// Whether the new level lasts.
    pub permanence: Permanence,
}

/// Whether a shock lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permanence {
    /// The new level stays.
    Permanent,
}

/// The random-walk placebo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceboFile {
    /// Name of the spec whose regressors are kept.
    pub spec: String,
    /// Number of random walks.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// Window in which the monthly volatility is measured.
    pub volatility_first: Period,
    /// Its end.
    pub volatility_last: Period,
}

/// One calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalibrationFile {
    /// Id as printed: `M0a`.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Where its numbers come from.
    pub source: String,
    /// How the shock becomes yen.
    pub rule: CalibrationRule,
}

/// How a calibration turns the shock into yen per dollar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum CalibrationRule {
    /// So many yen per trillion.
    Yen {
        /// Lower multiplier.
        low: f64,
        /// Upper multiplier.
        high: f64,
    },
    /// So many billion dollars of flow for one per cent.
    Stock {
        /// Billions of dollars.
        billion_dollars_per_percent: f64,
    },
    /// Per cent per percentage point of GDP.
    Gdp {
        /// Lower elasticity.
        low: f64,
        /// Upper elasticity.
        high: f64,
    },
    /// Yen per percentage point of GDP.
    GdpYen {
        /// Lower coefficient.
        low: f64,
        /// Upper coefficient.
        high: f64,
    },
    /// The depreciation at which trade closes the gap.
    Trade {
        /// Exports of goods and services, JPY trillion.
        exports: f64,
        /// Imports of goods and services, JPY trillion.
        imports: f64,
        /// Price elasticity of exports.
        export_elasticity: f64,
        /// Price elasticity of imports.
        import_elasticity: f64,
    },
    /// Per cent per per cent of import demand.
    Imports {
        /// Imports of goods and services, JPY trillion.
        imports: f64,
        /// Lower share.
        low: f64,
        /// Upper share.
        high: f64,
    },
}

/// What a spec means for the question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Name of the spec.
    pub spec: String,
    /// Label as printed.
    pub label: String,
    /// A, B or C.
    pub tier: Tier,
    /// Terms whose sum is the effect of one trillion yen a year more in surplus.
    pub terms: Vec<String>,
    /// How the outcome turns into yen.
    pub form: Form,
}

/// How much a rung can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// Stationary, valuation-adjusted, lag-augmented.
    A,
    /// Stationary only.
    B,
    /// Levels, or without a passed gate.
    C,
}

/// How the outcome turns into yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The outcome is in yen per dollar.
    Level,
    /// The outcome is 100 times the log of yen per dollar.
    LogPercent,
}

/// A study with its specs.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// The study file.
    pub file: StudyFile,
    /// Its specs, in the order of the ladder.
    pub specs: Vec<Spec>,
}

const EMBEDDED: [(&str, &str); 5] = [
    ("study.toml", include_str!("../../../studies/digital-deficit/study.toml")),
    ("m1.toml", include_str!("../../../studies/digital-deficit/m1.toml")),
    ("m2a.toml", include_str!("../../../studies/digital-deficit/m2a.toml")),
    ("m2b.toml", include_str!("../../../studies/digital-deficit/m2b.toml")),
    ("m2c.toml", include_str!("../../../studies/digital-deficit/m2c.toml")),
];

/// Name of the study that ships with the program.
pub const DEFAULT_STUDY: &str = "digital-deficit";

impl Study {
    /// The study that ships with the program.
    ///
    /// # Errors
    /// [`StudyError`] when its files do not fit together; a test keeps this from happening.
    pub fn embedded() -> Result<Self, StudyError> {
        let read = |name: &str| {
            let found = EMBEDDED.iter().find(|(known, _)| *known == name);
            found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| StudyError::Read {
                path: PathBuf::from(DEFAULT_STUDY).join(name),
                reason: "it is not part of the program".into(),
            })
        };
        Self::assemble(Path::new(DEFAULT_STUDY), read)
    }

    /// A study from a folder with a `study.toml`.
    ///
    /// # Errors
    /// [`StudyError`] names the file and what is wrong with it.
    pub fn from_folder(folder: &Path) -> Result<Self, StudyError> {
        Self::assemble(folder, |name| {
            let path = folder.join(name);
            std::fs::read_to_string(&path)
                .map_err(|error| StudyError::Read { path, reason: error.to_string() })
        })
    }

    fn assemble(
        folder: &Path,
        read: impl Fn(&str) -> Result<String, StudyError>,
    ) -> Result<Self, StudyError> {
        fn parse<T: serde::de::DeserializeOwned>(path: PathBuf, text: String) -> Result<T, StudyError> {
            toml::from_str(&text).map_err(|error| StudyError::Toml { path, text, error: Box::new(error) })
        }
        let file: StudyFile = parse(folder.join("study.toml"), read("study.toml")?)?;
        let specs = file
            .specs
            .iter()
            .map(|name| parse::<Spec>(folder.join(name), read(name)?))
            .collect::<Result<Vec<_>, _>>()?;
        let study = Self { file, specs };
        study.check(folder)?;
        Ok(study)
    }

    /// Every rung and the placebo name a spec of the study.
    fn check(&self, folder: &Path) -> Result<(), StudyError> {
        let named = self.file.rungs.iter().map(|rung| &rung.spec).chain([&self.file.placebo.spec]);
        for name in named {
            if self.spec(name).is_none() {
                return Err(StudyError::UnknownSpec { folder: folder.to_path_buf(), name: name.clone() });
            }
        }
        Ok(())
    }

    /// The spec of that name.
    pub fn spec(&self, name: &str) -> Option<&Spec> {
        self.specs.iter().find(|spec| spec.name == name)
    }
}
