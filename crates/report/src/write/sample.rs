//! A small document for tests.

use fxsens_core::document::{Block, Document, Highlight, Section};
use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

/// A figure with one broken line.
pub(crate) fn figure() -> Figure {
    let line = Mark::Line {
        x: vec![2000.5, 2001.5, 2002.5, 2003.5, 2004.5],
        y: vec![1.0, 2.0, f64::NAN, 4.0, 3.0],
        role: Role::Primary,
        stroke: Stroke::Solid,
        width: 2.0,
        label: String::new(),
    };
    Figure {
        id: "line".into(),
        title: "One & only".into(),
        subtitle: "Units".into(),
        note: "Synthetic.".into(),
        alt: "A line [1]".into(),
        size: (640, 400),
        panels: vec![Panel::new(Axis::time(), Axis::linear("JPY"), vec![line])],
    }
}

/// One block of each kind.
pub(crate) fn document() -> Document {
    let blocks = vec![
        Block::Paragraph { text: "A paragraph.".into() },
        Block::List { items: vec!["One".into(), "Two".into()] },
        Block::Figure(figure()),
        Block::Table(crate::tables::sample::table()),
        Block::Details { summary: "Method & data".into(), text: "First.\n\nSecond.".into() },
    ];
    Document {
        title: "Title".into(),
        subtitle: "Subtitle".into(),
        verdict: vec!["Verdict <one>".into()],
        highlights: vec![Highlight { label: "Effect".into(), value: "5.5".into(), detail: "tier 1".into() }],
        sections: vec![Section { title: "First section".into(), blocks }],
        colophon: vec!["Small print".into()],
    }
}
