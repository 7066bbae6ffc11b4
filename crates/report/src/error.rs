//! Everything that can go wrong between a result and a file.

use std::path::PathBuf;

/// Why a report, a chart or a table could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A figure without panels.
    #[error("figure `{figure}` has no panels; a figure needs at least one")]
    NoPanels {
        /// Id of the figure.
        figure: String,
    },
    /// A figure that is too small or too large to draw.
    #[error("figure `{figure}` is {width} × {height} px; each side must lie between 200 and 8000")]
    Size {
        /// Id of the figure.
        figure: String,
        /// Width in CSS pixels.
        width: u32,
        /// Height in CSS pixels.
        height: u32,
    },
    /// Parallel vectors of a mark that disagree in length.
    #[error(
        "figure `{figure}`, panel {panel}, mark {mark}: `{vector}` has {found} values, expected {expected}"
    )]
    Length {
        /// Id of the figure.
        figure: String,
        /// Panel, counted from 1.
        panel: usize,
        /// Mark, counted from 1.
        mark: usize,
        /// The vector at fault.
        vector: &'static str,
        /// Length of the mark's first vector.
        expected: usize,
        /// Length of the vector at fault.
        found: usize,
    },
    /// A number that cannot be drawn.
    #[error("figure `{figure}`, panel {panel}: {what} is {value}; {expected}")]
    Value {
        /// Id of the figure.
        figure: String,
        /// Panel, counted from 1.
        panel: usize,
        /// What the number is.
        what: String,
        /// The number.
        value: f64,
        /// What would do.
        expected: &'static str,
    },
    /// A combination of marks and scales that has no meaning.
    #[error("figure `{figure}`, panel {panel}: {what}")]
    Unsuitable {
        /// Id of the figure.
        figure: String,
        /// Panel, counted from 1.
        panel: usize,
        /// What does not fit together.
        what: String,
    },
    /// The figure leaves no room for a plot.
    #[error(
        "figure `{figure}`: titles, legends and notes leave only {height:.0} px for panel {panel}; make it taller, or take the size `screen`"
    )]
    NoRoom {
        /// Id of the figure.
        figure: String,
        /// Panel, counted from 1.
        panel: usize,
        /// Pixels left.
        height: f64,
    },
    /// The drawing backend failed.
    #[error("could not draw: {reason}")]
    Drawing {
        /// What the backend said.
        reason: String,
    },
    /// The picture could not be turned into pixels.
    #[error("could not rasterise figure `{figure}`: {reason}")]
    Raster {
        /// Id of the figure.
        figure: String,
        /// What the rasteriser said.
        reason: String,
    },
    /// A character that no font at hand can draw.
    #[error(
        "chart `{figure}`: no font at hand has the character `{character}` (U+{:04X}) of \"{text}\"",
        u32::from(*character)
    )]
    Glyph {
        /// Id of the figure.
        figure: String,
        /// The character.
        character: char,
        /// The words it stands in.
        text: String,
    },
    /// Bytes that are no font.
    #[error("this is no font: {reason}; TrueType and OpenType fonts and collections of them can be used")]
    Font {
        /// What the reader said.
        reason: String,
    },
    /// A theme that does not exist.
    #[error("there is no theme `{name}`; the themes are {}", crate::Theme::NAMES.join(", "))]
    UnknownTheme {
        /// The name asked for.
        name: String,
    },
    /// A table whose rows do not match its columns.
    #[error("table `{table}`, row {row}: {found} cells for {expected} columns")]
    Row {
        /// Id of the table.
        table: String,
        /// Row, counted from 1.
        row: usize,
        /// Number of columns.
        expected: usize,
        /// Number of cells.
        found: usize,
    },
    /// Levels for stars that have no meaning.
    #[error(
        "stars at {levels:?}; expected one to five falling levels between 0 and 1, such as 0.1, 0.05, 0.01"
    )]
    Stars {
        /// The levels.
        levels: Vec<f64>,
    },
    /// A chart builder got vectors that do not belong together or nothing to show.
    #[error("chart `{chart}`: {what}")]
    Chart {
        /// The builder.
        chart: &'static str,
        /// What is wrong with its input.
        what: String,
    },
    /// Two figures or two tables of a report would write the same file.
    #[error("the report has two {kind}s with the id `{id}`; ids name files and must differ")]
    Duplicate {
        /// `figure` or `table`.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// An id that cannot name a file.
    #[error("`{id}` cannot name a file; use letters, digits, `-`, `_` and `.`, not starting with a dot")]
    BadId {
        /// The id.
        id: String,
    },
    /// The output directory cannot be written to.
    #[error("cannot write to the directory {}: {source}; choose another one with --out", path.display())]
    NotWritable {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The page template failed.
    #[error("could not set the page: {0}")]
    Template(#[from] minijinja::Error),
    /// A value could not be written as JSON.
    #[error("could not write JSON: {0}")]
    Json(#[from] serde_json::Error),
}
