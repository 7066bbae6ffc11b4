//! Charts as data. A chart builder returns a [`Figure`]; only the report crate draws it.
//!
//! A figure is one or more [`Panel`]s stacked from top to bottom. A panel holds two axes and a list of
//! [`Mark`]s drawn in order. With names on both axes a panel is a page: a table whose cells are [`Mark::Text`]s, each
//! reaching to the next in its row. Missing values are `NaN` and are drawn as gaps, never bridged.

use serde::{Deserialize, Deserializer, Serialize};

use crate::period::Period;

/// One chart: what a reader sees, without saying how it is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// File stem, kebab case, unique within a report: `usdjpy-replica`.
    pub id: String,
    /// The finding in one sentence.
    pub title: String,
    /// What is shown: variables and units.
    pub subtitle: String,
    /// Small print below the chart: sample, source, vintage.
    pub note: String,
    /// Description for readers who cannot see the chart.
    pub alt: String,
    /// Width over height in CSS pixels; rasters are drawn at twice this size.
    pub size: (u32, u32),
    /// Panels from top to bottom.
    pub panels: Vec<Panel>,
}

/// A pair of axes and the marks drawn on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Heading of the panel, empty when the figure's title says it all.
    pub title: String,
    /// Horizontal axis.
    pub x: Axis,
    /// Vertical axis.
    pub y: Axis,
    /// Share of the figure's height relative to the other panels.
    pub weight: f64,
    /// Marks in drawing order.
    pub marks: Vec<Mark>,
}

/// Scale and label of an axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Name and unit, as printed.
    pub label: String,
    /// How values map to positions.
    pub scale: Scale,
    /// Fixed limits; `None` lets the renderer fit the marks.
    pub limits: Option<(f64, f64)>,
}

/// How values map to positions along an axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Scale {
    /// Plain numbers.
    Linear,
    /// Decimal years (2023.5 is the middle of 2023); ticks fall on whole years or months.
    Time,
    /// Named positions 0, 1, 2 …; on a vertical axis the first name is at the top.
    Category(Vec<String>),
}

/// Colour by meaning. The theme decides the actual colour; all are distinct for colour-blind readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Ink of axes and plain lines.
    Ink,
    /// Muted context.
    Muted,
    /// The main series of the chart (blue).
    Primary,
    /// The second series (vermilion).
    Secondary,
    /// A third series (bluish green).
    Tertiary,
    /// A fourth series (orange).
    Quaternary,
    /// A fifth series (reddish purple).
    Quinary,
    /// The number the chart is about (e.g. the 5–6 band, the replica).
    Highlight,
}

/// Stroke pattern of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stroke {
    /// Unbroken.
    Solid,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
}

/// Shape of a point marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marker {
    /// Filled circle.
    Circle,
    /// Hollow circle.
    Ring,
    /// Filled square.
    Square,
    /// Filled diamond.
    Diamond,
    /// Filled triangle.
    Triangle,
}

/// Where the legend of a labelled mark goes: marks with an empty label are not in the legend.
pub type Label = String;

/// One drawn element. Lengths of parallel vectors must agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "mark", rename_all = "kebab-case")]
pub enum Mark {
    /// A line through `(x, y)`; a `NaN` breaks it.
    Line {
        /// Horizontal positions.
        #[serde(deserialize_with = "gaps")]
        x: Vec<f64>,
        /// Vertical positions.
        #[serde(deserialize_with = "gaps")]
        y: Vec<f64>,
        /// Colour.
        role: Role,
        /// Pattern.
        stroke: Stroke,
        /// Width in CSS pixels.
        width: f64,
        /// Legend entry.
        label: Label,
    },
    /// The area between `low` and `high`.
    Band {
        /// Horizontal positions.
        #[serde(deserialize_with = "gaps")]
        x: Vec<f64>,
        /// Lower edge.
        #[serde(deserialize_with = "gaps")]
        low: Vec<f64>,
        /// Upper edge.
        #[serde(deserialize_with = "gaps")]
        high: Vec<f64>,
        /// Colour, drawn translucent.
        role: Role,
        /// Legend entry.
        label: Label,
    },
    /// Vertical bars from `base` (one per bar) to `y`.
    Bars {
        /// Centres.
        #[serde(deserialize_with = "gaps")]
        x: Vec<f64>,
        /// Values.
        #[serde(deserialize_with = "gaps")]
        y: Vec<f64>,
        /// Where each bar starts; zero unless stacked.
        #[serde(deserialize_with = "gaps")]
        base: Vec<f64>,
        /// Bar width in axis units.
        width: f64,
        /// Colour.
        role: Role,
        /// Drawn with a hatched, lighter fill (first releases, projections).
        light: bool,
        /// Legend entry.
        label: Label,
        /// Print each value at the end of its bar with this many decimals.
        value_decimals: Option<u8>,
    },
    /// Points with optional horizontal or vertical intervals.
    Points {
        /// Horizontal positions.
        #[serde(deserialize_with = "gaps")]
        x: Vec<f64>,
        /// Vertical positions.
        #[serde(deserialize_with = "gaps")]
        y: Vec<f64>,
        /// Marker shape.
        marker: Marker,
        /// Marker diameter in CSS pixels.
        size: f64,
        /// Colour.
        role: Role,
        /// Legend entry.
        label: Label,
    },
    /// Interval segments (error bars): from `(x0, y0)` to `(x1, y1)` each.
    Segments {
        /// Start, horizontal.
        #[serde(deserialize_with = "gaps")]
        x0: Vec<f64>,
        /// Start, vertical.
        #[serde(deserialize_with = "gaps")]
        y0: Vec<f64>,
        /// End, horizontal.
        #[serde(deserialize_with = "gaps")]
        x1: Vec<f64>,
        /// End, vertical.
        #[serde(deserialize_with = "gaps")]
        y1: Vec<f64>,
        /// Colour.
        role: Role,
        /// Width in CSS pixels.
        width: f64,
        /// Legend entry.
        label: Label,
    },
    /// A horizontal reference line across the panel.
    HLine {
        /// Position.
        y: f64,
        /// Colour.
        role: Role,
        /// Pattern.
        stroke: Stroke,
        /// Text written at the line's end.
        label: Label,
    },
    /// A vertical reference line across the panel.
    VLine {
        /// Position.
        x: f64,
        /// Colour.
        role: Role,
        /// Pattern.
        stroke: Stroke,
        /// Text written at the line's top.
        label: Label,
    },
    /// A shaded vertical strip over the panel's height.
    XSpan {
        /// Left edge.
        from: f64,
        /// Right edge.
        to: f64,
        /// Colour, drawn translucent.
        role: Role,
        /// Legend entry.
        label: Label,
    },
    /// A shaded horizontal strip over the panel's width.
    YSpan {
        /// Lower edge.
        from: f64,
        /// Upper edge.
        to: f64,
        /// Colour, drawn translucent.
        role: Role,
        /// Legend entry.
        label: Label,
    },
    /// Text at a data position.
    Text {
        /// Horizontal position.
        x: f64,
        /// Vertical position.
        y: f64,
        /// The words.
        text: String,
        /// Colour.
        role: Role,
        /// Where the text stands relative to the position.
        anchor: Anchor,
    },
}

/// Where a text stands relative to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// The text starts just right of the position, centred vertically.
    Right,
    /// The text ends just left of the position.
    Left,
    /// Centred above.
    Above,
    /// Centred below.
    Below,
}

impl Axis {
    /// A numeric axis fitted to its marks.
    pub fn linear(label: impl Into<String>) -> Self {
        Self { label: label.into(), scale: Scale::Linear, limits: None }
    }

    /// A time axis in decimal years.
    pub fn time() -> Self {
        Self { label: String::new(), scale: Scale::Time, limits: None }
    }

    /// An axis of named positions.
    pub fn category<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        Self { label: String::new(), scale: Scale::Category(names), limits: None }
    }

    /// The same axis with fixed limits.
    #[must_use]
    pub fn with_limits(mut self, low: f64, high: f64) -> Self {
        self.limits = Some((low, high));
        self
    }

    /// The same axis with another label.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
}

impl Mark {
    /// The words of the mark: its legend entry, its name or its text.
    pub fn words(&self) -> &str {
        match self {
            Self::Line { label, .. }
            | Self::Band { label, .. }
            | Self::Bars { label, .. }
            | Self::Points { label, .. }
            | Self::Segments { label, .. }
            | Self::HLine { label, .. }
            | Self::VLine { label, .. }
            | Self::XSpan { label, .. }
            | Self::YSpan { label, .. }
            | Self::Text { text: label, .. } => label,
        }
    }
}

impl Panel {
    /// A panel without a heading and with unit weight.
    pub fn new(x: Axis, y: Axis, marks: Vec<Mark>) -> Self {
        Self { title: String::new(), x, y, weight: 1.0, marks }
    }

    /// Whether both axes carry names: a table drawn as a chart.
    pub fn is_page(&self) -> bool {
        matches!((&self.x.scale, &self.y.scale), (Scale::Category(_), Scale::Category(_)))
    }
}

/// JSON has no `NaN`: a gap is written as `null` and read back as `NaN`.
fn gaps<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    let values: Vec<Option<f64>> = Deserialize::deserialize(deserializer)?;
    Ok(values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect())
}

/// The middle of a period in decimal years: the position of its observation on a time axis.
pub fn time_position(period: Period) -> f64 {
    period.decimal_year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_survive_json() {
        let mark = Mark::Line {
            x: vec![1.0, 2.0],
            y: vec![f64::NAN, 3.0],
            role: Role::Primary,
            stroke: Stroke::Solid,
            width: 1.0,
            label: String::new(),
        };
        let text = serde_json::to_string(&mark).unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(Mark::Line { y, .. }) => assert!(y[0].is_nan() && y[1].to_bits() == 3f64.to_bits()),
            other => panic!("{other:?} from {text}"),
        }
    }
}
