//! Fits, figures and study results to PNG, SVG, Markdown, LaTeX, Typst, CSV, JSON and HTML.
//!
//! Everything enters as plain data of `fxsens-core` and leaves as text or bytes:
//!
//! * [`charts`] builds figures of general results; figures of one question are built where the question is.
//! * [`render`] draws a figure with plotters and embedded fonts, [`theme`] says how it looks, [`size`] where it stands,
//!   [`face`] brings a font for words the embedded one cannot write, [`metadata`] what a PNG says about itself.
//! * [`tables`] writes a table in seven formats and turns fits into tables.
//! * [`markdown`] and [`html`] set a whole document.
//! * [`mod@write`] puts a report on disk, every file under a temporary name first.
//!
//! Nothing here reads a clock, the environment or system fonts: equal input gives equal bytes.

pub mod charts;
pub mod error;
pub mod face;
pub mod format;
pub mod html;
pub mod markdown;
pub mod metadata;
pub mod palette;
pub mod render;
pub mod size;
pub mod tables;
pub mod theme;
pub mod write;

pub use error::ReportError;
pub use face::Face;
pub use html::document_to_html;
pub use markdown::document_to_markdown;
pub use metadata::Metadata;
pub use render::{to_png, to_svg};
pub use size::Size;
pub use theme::Theme;
pub use write::{ReportOptions, check_writable, write_report};
