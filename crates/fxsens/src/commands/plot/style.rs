//! Figures to files: theme, size, format, font, and what the files say about themselves.

use std::path::Path;

use fxsens_core::figure::Figure;
use fxsens_report::{Metadata, ReportError, Theme, render, write};

use super::fonts;
use crate::args::{PlotFormat, PlotStyle};
use crate::config::Context;
use crate::failure::Failure;
use crate::output;

/// Keywords and texts that go into every file: source, vintage, spec.
pub type Facts = Vec<(&'static str, String)>;

/// Writes every figure into a folder, everything drawn before anything is written.
pub fn write(
    figures: &[Figure],
    style: &PlotStyle,
    facts: &Facts,
    folder: &Path,
    context: &Context,
) -> Result<(), Failure> {
    write::check_writable(folder)?;
    let theme = theme(figures, style)?;
    write_as(figures, style, &theme, facts, folder, context)
}

/// The same with a theme that is ready.
pub fn write_as(
    figures: &[Figure],
    style: &PlotStyle,
    theme: &Theme,
    facts: &Facts,
    folder: &Path,
    context: &Context,
) -> Result<(), Failure> {
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for figure in figures {
        match draw(figure, style, theme, facts) {
            Ok(file) => files.push(file),
            // A chart that has no room in this size does not keep the others back.
            Err(error @ (ReportError::NoRoom { .. } | ReportError::Unsuitable { .. }))
                if figures.len() > 1 =>
            {
                left_out.push(error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    if files.is_empty()
        && let Some(error) = left_out.pop()
    {
        return Err(error.into());
    }
    output::save(folder, &files)?;
    for error in &left_out {
        output::message(context.quiet, &format!("left out: {error}"));
    }
    output::message(context.quiet, &format!("charts written to {}: {}", folder.display(), files.len()));
    Ok(())
}

/// One figure as a named file.
fn draw(
    figure: &Figure,
    style: &PlotStyle,
    theme: &Theme,
    facts: &Facts,
) -> Result<(String, Vec<u8>), ReportError> {
    let size = style.size.into();
    Ok(match style.format {
        PlotFormat::Png => {
            let start = Metadata::of(figure);
            let metadata = facts.iter().fold(start, |all, (keyword, text)| all.with(keyword, text));
            (format!("{}.png", figure.id), render::png_with(figure, theme, size, &metadata)?)
        }
        PlotFormat::Svg => {
            (format!("{}.svg", figure.id), render::svg_with(figure, theme, size)?.into_bytes())
        }
    })
}

/// The light theme of charts that a command writes beside its results, with a font of the system where the words need one.
pub fn beside_results(figures: &[&Figure]) -> Result<Theme, Failure> {
    let theme = Theme::light();
    let lacking = |theme: &Theme| figures.iter().find_map(|figure| render::check_glyphs(figure, theme).err());
    if lacking(&theme).is_none() {
        return Ok(theme);
    }
    let theme = theme.with_face(fonts::of_the_system()?);
    match lacking(&theme) {
        None => Ok(theme),
        Some(error) => Err(Failure::new(error.to_string()).hint(
            "install a font that has it, for Japanese e.g. Noto Sans CJK JP or IPAGothic, or name its folder in FXSENS_FONTS; \
             --no-plots does without charts",
        )),
    }
}

/// The theme asked for, with a font where the figures need one.
pub fn theme(figures: &[Figure], style: &PlotStyle) -> Result<Theme, Failure> {
    let theme = Theme::named(&style.theme)?;
    let missing = figures.iter().find_map(|figure| render::check_glyphs(figure, &theme).err());
    let face = match (&style.font, &missing) {
        (Some(path), _) => Some(fonts::read(path)?),
        (None, Some(_)) => fonts::of_the_system()?,
        (None, None) => None,
    };
    let theme = theme.with_face(face);
    match figures.iter().find_map(|figure| render::check_glyphs(figure, &theme).err()) {
        None => Ok(theme),
        Some(error) => Err(unwritable(&error, style)),
    }
}

fn unwritable(error: &ReportError, style: &PlotStyle) -> Failure {
    let failure = Failure::new(error.to_string());
    match &style.font {
        Some(path) => {
            failure.hint(format!("{} does not have it either; name another font with --font", path.display()))
        }
        None => failure
            .hint("name a font that has it with --font, for Japanese e.g. Noto Sans CJK JP or IPAGothic"),
    }
}

/// The theme with a font that has Japanese characters: the one asked for, or one of the system.
pub fn with_font(theme: Theme, style: &PlotStyle) -> Result<Theme, Failure> {
    const SAMPLE: char = '月';
    let face = match (theme.face, &style.font) {
        (Some(face), _) => Some(face),
        (None, Some(path)) => Some(fonts::read(path)?),
        (None, None) => fonts::of_the_system()?,
    };
    match face.filter(|face| face.covers(SAMPLE)) {
        Some(face) => Ok(theme.with_face(Some(face))),
        None => Err(unwritable(
            &ReportError::Glyph { figure: "series".into(), character: SAMPLE, text: SAMPLE.to_string() },
            style,
        )),
    }
}
