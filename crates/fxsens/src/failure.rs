//! One headline, then causes, then a hint that says what to do; a snippet where a text is at fault.

use std::error::Error;
use std::fmt;
use std::io::IsTerminal;
use std::ops::Range;
use std::path::Path;

use fxsens_core::expr::{EvalError, ParseError};
use fxsens_core::fit::FitError;
use fxsens_core::model::ParamError;
use fxsens_core::registry::RegistryError;
use fxsens_core::run::EstimateError;
use fxsens_ingest::IngestError;
use fxsens_report::ReportError;
use fxsens_study::error::StudyError;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

/// A request that could not be run.
#[derive(Debug)]
pub struct Failure {
    headline: String,
    cause: Option<Cause>,
    hint: Option<String>,
    snippet: Option<Box<Snippet>>,
    broken_pipe: bool,
}

#[derive(Debug)]
struct Snippet {
    source: NamedSource<String>,
    label: LabeledSpan,
}

/// A chain of causes, kept as text.
#[derive(Debug)]
struct Cause {
    text: String,
    next: Option<Box<Cause>>,
}

impl Failure {
    /// A failure with nothing but a headline.
    pub fn new(headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), cause: None, hint: None, snippet: None, broken_pipe: false }
    }

    /// The same with an error and its sources as causes.
    #[must_use]
    pub fn because(mut self, error: impl Error) -> Self {
        self.cause = Cause::chain(Some(&error));
        self
    }

    /// The same with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into()).filter(|hint| !hint.is_empty());
        self
    }

    /// The same with a place in a text.
    #[must_use]
    pub fn at(mut self, name: impl AsRef<str>, text: &str, span: Range<usize>, label: &str) -> Self {
        let end = span.end.min(text.len());
        let start = span.start.min(end);
        self.snippet = Some(Box::new(Snippet {
            source: NamedSource::new(name, text.to_owned()),
            label: LabeledSpan::new(Some(label.to_owned()), start, (end - start).max(1)),
        }));
        self
    }

    /// Whether the reader of our output went away.
    pub fn is_broken_pipe(&self) -> bool {
        self.broken_pipe
    }

    /// The message as printed on stderr.
    pub fn render(&self) -> String {
        let plain = !std::io::stderr().is_terminal();
        let theme = if plain { GraphicalTheme::unicode_nocolor() } else { GraphicalTheme::unicode() };
        let mut text = String::new();
        let handler = GraphicalReportHandler::new_themed(theme).with_width(100).with_links(false);
        if handler.render_report(&mut text, self).is_err() {
            text = format!("{self}\n");
        }
        text
    }
}

impl Cause {
    fn chain(error: Option<&(dyn Error + '_)>) -> Option<Self> {
        error.map(|error| Self { text: error.to_string(), next: Self::chain(error.source()).map(Box::new) })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.next.as_deref().map(|next| next as &(dyn Error + 'static))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as &(dyn Error + 'static))
    }
}

impl Diagnostic for Failure {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.hint.as_ref().map(|hint| Box::new(hint) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| &snippet.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.snippet
            .as_ref()
            .map(|s| Box::new(std::iter::once(s.label.clone())) as Box<dyn Iterator<Item = _>>)
    }
}

fn did_you_mean(suggestions: &[String]) -> Option<String> {
    let quoted: Vec<String> = suggestions.iter().map(|name| format!("`{name}`")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}

/// Known keys close to the unknown one in "unknown field `x`, expected one of `a`, `b`".
fn misspelt_key(message: &str) -> Vec<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    match quoted.next() {
        Some(unknown) if message.contains("unknown field") => fxsens_core::suggest::closest(unknown, quoted),
        _ => Vec::new(),
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        let broken_pipe = error.kind() == std::io::ErrorKind::BrokenPipe;
        Self { broken_pipe, ..Self::new("cannot write the result").because(error) }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::new("cannot write the result as JSON").because(error)
    }
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        let hint = match &error {
            ReportError::NotWritable { .. } | ReportError::Write { .. } => {
                "name a folder you may write to with --out"
            }
            _ => "",
        };
        Self { cause: Cause::chain(error.source()), ..Self::new(error.to_string()) }.hint(hint)
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Self {
        let hint = error.hint().unwrap_or_default();
        Self { cause: Cause::chain(error.source()), ..Self::new(error.to_string()) }.hint(hint)
    }
}

impl From<ParseError> for Failure {
    fn from(error: ParseError) -> Self {
        Self::new("the formula cannot be read")
            .at("formula", &error.source_text, error.span.clone(), &error.message)
            .hint(error.hint.clone())
    }
}

impl From<RegistryError> for Failure {
    fn from(error: RegistryError) -> Self {
        let failure = Self::new(error.to_string());
        match error {
            RegistryError::Unknown { suggestions, known, .. } => failure.hint(
                did_you_mean(&suggestions).unwrap_or_else(|| format!("the models are {}", known.join(", "))),
            ),
            RegistryError::Duplicate { .. } => failure,
        }
    }
}

impl From<ParamError> for Failure {
    fn from(error: ParamError) -> Self {
        let failure = Self::new(error.to_string());
        match error {
            ParamError::Unreadable { model, message, known } => {
                let close =
                    did_you_mean(&misspelt_key(&message)).map(|text| format!("{text} ")).unwrap_or_default();
                let known = known.join(", ");
                failure.hint(format!(
                    "{close}the parameters are {known}; `fxsens explain {model}` describes them"
                ))
            }
            ParamError::Invalid { .. } => failure,
        }
    }
}

impl From<FitError> for Failure {
    fn from(error: FitError) -> Self {
        let hint = match &error {
            FitError::Collinear { with, .. } if !with.is_empty() => {
                format!("they are combinations of {}; leave one of them out", with.join(", "))
            }
            FitError::Collinear { .. } => "leave one of them out".into(),
            FitError::TooFewObservations { .. } => "use a longer sample or fewer regressors".into(),
            FitError::NoConvergence { .. } => {
                "loosen `tolerance`, raise `max_iterations`, or difference the data".into()
            }
            FitError::Unsupported { .. } | FitError::Degenerate { .. } => String::new(),
        };
        Self::new(error.to_string()).hint(hint)
    }
}

impl Failure {
    /// An expression that could not be evaluated, with its place in the formula.
    fn from_eval(error: &EvalError, formula: &str) -> Self {
        let failure = Self::new(error.to_string());
        match error {
            EvalError::UnknownSeries { span, suggestions, .. } => {
                let hint = did_you_mean(suggestions).unwrap_or_default();
                failure
                    .at("formula", formula, span.clone(), "not in the data")
                    .hint(format!("{hint} `fxsens data list` shows all series, `--data FILE` adds those of a file").trim().to_owned())
            }
            EvalError::UnknownFunction { span, suggestions, .. } => failure
                .at("formula", formula, span.clone(), "not a function")
                .hint(did_you_mean(suggestions).unwrap_or_default()),
            // A bound of the sample stands in the spec, not in the formula.
            EvalError::Arguments { span, .. } if span.is_empty() => failure,
            EvalError::Arguments { span, .. } => failure.at("formula", formula, span.clone(), "here"),
            EvalError::Unit { span, .. } => failure
                .at("formula", formula, span.clone(), "these do not measure the same thing")
                .hint("rescale one of them with convert(x, 'unit')"),
            EvalError::MixedFrequencies { .. } => {
                failure.hint("all series of a formula must have one frequency; `fxsens data show ID --freq` converts")
            }
            EvalError::Missing { .. } => failure.hint(
                "missing observations are never filled or dropped: choose a sample without the gap, or another series",
            ),
            EvalError::NotFinite { .. } => failure.hint("a log needs positive numbers, a division a divisor other than zero"),
            EvalError::NoOverlap { .. } => failure.hint("`fxsens data show ID` prints the span of a series"),
            EvalError::NoSeries { .. } | EvalError::Sample(_) => failure,
        }
    }

    /// A spec that could not be estimated.
    pub fn from_estimate(error: EstimateError, formula: &str) -> Self {
        match error {
            EstimateError::Registry(error) => error.into(),
            EstimateError::Param(error) => error.into(),
            EstimateError::Parse(error) => error.into(),
            EstimateError::Eval(error) => Self::from_eval(&error, formula),
            EstimateError::Fit(error) => error.into(),
        }
    }

    /// A TOML file that could not be read.
    pub fn from_toml(path: &Path, text: &str, error: &toml::de::Error, what: &str) -> Self {
        let failure = Self::new(format!("{} is not a valid {what}", path.display()));
        match error.span() {
            Some(span) => {
                let hint = did_you_mean(&misspelt_key(error.message())).unwrap_or_default();
                failure.at(path.display().to_string(), text, span, error.message().trim()).hint(hint)
            }
            None => failure.because(error.clone()),
        }
    }

    /// A study that could not be run, with the specs it was running.
    pub fn from_study(error: StudyError, formula_of: impl Fn(&str) -> String) -> Self {
        match error {
            StudyError::Toml { path, text, error } => {
                Self::from_toml(&path, &text, &error, "study or spec file")
            }
            StudyError::Estimate { name, error } => {
                let formula = formula_of(&name);
                let inner = Self::from_estimate(*error, &formula);
                Self { headline: format!("spec `{name}`: {}", inner.headline), ..inner }
            }
            StudyError::NotForPaths { .. } => Self::new(error.to_string())
                .hint("name with --spec a rung whose effect lasts, e.g. m1, or leave --spec out"),
            StudyError::UnknownScenario { ref id, ref known } => {
                let close = fxsens_core::suggest::closest(id, known.split(", "));
                let hint = close.first().map(|close| format!("did you mean `{close}`? ")).unwrap_or_default();
                Self::new(error.to_string())
                    .hint(format!("{hint}`fxsens scenario` lists them; --path FILE.csv takes your own"))
            }
            StudyError::Read { .. } => Self::new(error.to_string())
                .hint("name a study that ships with the program, or a folder with a study.toml"),
            other => Self::new(other.to_string()),
        }
    }
}
