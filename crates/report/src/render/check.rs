//! What a figure must satisfy before anything is drawn.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Scale};

use crate::error::ReportError;
use crate::face::embedded_covers;
use crate::theme::Theme;

/// Checks sizes, limits and the lengths of parallel vectors.
pub(crate) fn figure(figure: &Figure) -> Result<(), ReportError> {
    let id = || figure.id.clone();
    if figure.panels.is_empty() {
        return Err(ReportError::NoPanels { figure: id() });
    }
    let (width, height) = figure.size;
    if !(200..=8000).contains(&width) || !(200..=8000).contains(&height) {
        return Err(ReportError::Size { figure: id(), width, height });
    }
    for (p, panel) in figure.panels.iter().enumerate() {
        let place = Place { figure: &figure.id, panel: p + 1 };
        place.panel(panel)?;
        for (m, mark) in panel.marks.iter().enumerate() {
            place.lengths(m + 1, mark)?;
            place.numbers(m + 1, mark)?;
        }
    }
    Ok(())
}

/// Checks that some font at hand has every character of the figure's words.
pub(crate) fn glyphs(figure: &Figure, theme: &Theme) -> Result<(), ReportError> {
    let drawable =
        |c: char| c.is_control() || embedded_covers(c) || theme.face.is_some_and(|face| face.covers(c));
    for text in words(figure) {
        if let Some(character) = text.chars().find(|c| !c.is_ascii() && !drawable(*c)) {
            let text = text.chars().take(60).collect();
            return Err(ReportError::Glyph { figure: figure.id.clone(), character, text });
        }
    }
    Ok(())
}

/// All words that are drawn.
fn words(figure: &Figure) -> Vec<&str> {
    let mut words = vec![figure.title.as_str(), &figure.subtitle, &figure.note];
    for panel in &figure.panels {
        words.push(&panel.title);
        for axis in [&panel.x, &panel.y] {
            words.push(&axis.label);
            if let Scale::Category(names) = &axis.scale {
                words.extend(names.iter().map(String::as_str));
            }
        }
        words.extend(panel.marks.iter().map(Mark::words));
    }
    words
}

struct Place<'a> {
    figure: &'a str,
    panel: usize,
}

impl Place<'_> {
    fn bad(&self, what: String, value: f64, expected: &'static str) -> ReportError {
        ReportError::Value { figure: self.figure.into(), panel: self.panel, what, value, expected }
    }

    fn unsuitable(&self, what: &str) -> ReportError {
        ReportError::Unsuitable { figure: self.figure.into(), panel: self.panel, what: what.into() }
    }

    fn panel(&self, panel: &Panel) -> Result<(), ReportError> {
        if !(panel.weight.is_finite() && panel.weight > 0.0) {
            return Err(self.bad("the weight".into(), panel.weight, "it must be positive"));
        }
        let categories = |axis: &Axis| matches!(axis.scale, Scale::Category(_));
        let drawn_on_numbers =
            |mark: &Mark| matches!(mark, Mark::Line { .. } | Mark::HLine { .. } | Mark::VLine { .. });
        if panel.is_page() && panel.marks.iter().any(drawn_on_numbers) {
            return Err(self.unsuitable("both axes are categories; lines need a numeric one"));
        }
        if matches!(panel.y.scale, Scale::Time) {
            return Err(self.unsuitable("time runs along the horizontal axis only"));
        }
        if categories(&panel.y) && panel.marks.iter().any(|mark| matches!(mark, Mark::Bars { .. })) {
            return Err(self.unsuitable("bars are vertical and need a numeric vertical axis"));
        }
        for (name, axis) in [("x", &panel.x), ("y", &panel.y)] {
            if matches!(&axis.scale, Scale::Category(names) if names.is_empty()) {
                return Err(self.unsuitable("a category axis needs at least one name"));
            }
            if let Some((low, high)) = axis.limits {
                for limit in [low, high] {
                    if !limit.is_finite() {
                        return Err(self.bad(format!("a limit of {name}"), limit, "limits must be finite"));
                    }
                }
                if low >= high {
                    return Err(self.bad(
                        format!("the lower limit of {name}"),
                        low,
                        "it must be below the upper",
                    ));
                }
            }
        }
        Ok(())
    }

    fn lengths(&self, mark_number: usize, mark: &Mark) -> Result<(), ReportError> {
        let (expected, others): (usize, Vec<(&'static str, usize)>) = match mark {
            Mark::Line { x, y, .. } | Mark::Points { x, y, .. } => (x.len(), vec![("y", y.len())]),
            Mark::Band { x, low, high, .. } => (x.len(), vec![("low", low.len()), ("high", high.len())]),
            Mark::Bars { x, y, base, .. } => (x.len(), vec![("y", y.len()), ("base", base.len())]),
            Mark::Segments { x0, y0, x1, y1, .. } => {
                (x0.len(), vec![("y0", y0.len()), ("x1", x1.len()), ("y1", y1.len())])
            }
            Mark::HLine { .. }
            | Mark::VLine { .. }
            | Mark::XSpan { .. }
            | Mark::YSpan { .. }
            | Mark::Text { .. } => (0, Vec::new()),
        };
        match others.into_iter().find(|(_, found)| *found != expected) {
            None => Ok(()),
            Some((vector, found)) => Err(ReportError::Length {
                figure: self.figure.into(),
                panel: self.panel,
                mark: mark_number,
                vector,
                expected,
                found,
            }),
        }
    }

    fn numbers(&self, mark_number: usize, mark: &Mark) -> Result<(), ReportError> {
        let named: Vec<(&str, f64)> = match mark {
            Mark::HLine { y, .. } => vec![("y", *y)],
            Mark::VLine { x, .. } => vec![("x", *x)],
            Mark::XSpan { from, to, .. } | Mark::YSpan { from, to, .. } => vec![("from", *from), ("to", *to)],
            Mark::Text { x, y, .. } => vec![("x", *x), ("y", *y)],
            Mark::Bars { width, .. } | Mark::Line { width, .. } | Mark::Segments { width, .. } => {
                vec![("width", *width)]
            }
            Mark::Points { size, .. } => vec![("size", *size)],
            Mark::Band { .. } => Vec::new(),
        };
        for (name, value) in named {
            let what = || format!("`{name}` of mark {mark_number}");
            if !value.is_finite() {
                return Err(self.bad(what(), value, "it must be finite"));
            }
            if matches!(name, "width" | "size") && value <= 0.0 {
                return Err(self.bad(what(), value, "it must be positive"));
            }
        }
        Ok(())
    }
}
