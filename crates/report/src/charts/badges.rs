//! Statements with their verdicts as a page of badges.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Panel, Role};

use super::Caption;
use crate::error::ReportError;

/// Columns: where verdict and basis start as shares of the width, and where the badge ends.
const BADGE: f64 = 0.56;
const BADGE_END: f64 = 0.74;
const BASIS: f64 = 0.75;

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Short name in front.
    pub id: String,
    /// What is stated.
    pub statement: String,
    /// The verdict in a word or three.
    pub verdict: String,
    /// Colour of the verdict.
    pub role: Role,
    /// On which figures the verdict rests.
    pub basis: String,
}

/// One row per statement: its words, the verdict on a coloured ground, its basis.
///
/// # Errors
/// [`ReportError::Chart`] without statements or with more than 100.
pub fn badges(caption: &Caption, badges: &[Badge]) -> Result<Figure, ReportError> {
    if badges.is_empty() || badges.len() > 100 {
        let what = format!("{} statements; one to 100 have room", badges.len());
        return Err(ReportError::Chart { chart: "badges", what });
    }
    let text = |x: f64, y: f64, text: &str, role| Mark::Text {
        x,
        y,
        text: text.into(),
        role,
        anchor: Anchor::Right,
    };
    let mut marks = vec![
        text(0.0, 0.0, "Statement", Role::Muted),
        text(BADGE, 0.0, "Verdict", Role::Muted),
        text(BASIS, 0.0, "Basis", Role::Muted),
    ];
    for (i, badge) in badges.iter().enumerate() {
        let row = i as f64 + 1.0;
        // A ground as high as the row allows, from the row's upper to its lower edge.
        marks.push(Mark::Band {
            x: vec![BADGE, BADGE_END],
            low: vec![row - 0.36; 2],
            high: vec![row + 0.36; 2],
            role: badge.role,
            label: String::new(),
        });
        marks.push(text(0.0, row, &badge.statement, Role::Ink));
        marks.push(text(BADGE, row, &badge.verdict, badge.role));
        marks.push(text(BASIS, row, &badge.basis, Role::Muted));
    }
    let names = std::iter::once("").chain(badges.iter().map(|badge| badge.id.as_str()));
    let x = Axis::category([""]).with_limits(0.0, 1.0);
    let panel = Panel::new(x, Axis::category(names), marks);
    let listed: Vec<String> = badges.iter().map(|badge| format!("{}: {}", badge.id, badge.verdict)).collect();
    let alt = format!(
        "A table of {} statements with a coloured verdict each. {}.",
        badges.len(),
        listed.join("; ")
    );
    let height = 170 + 46 * (badges.len() as u32 + 1);
    Ok(caption.figure(alt, (1200, height), vec![panel]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Mark, Role};

    use super::{Badge, badges};
    use crate::charts::Caption;

    #[test]
    fn every_statement_has_a_row_and_a_ground() -> Result<(), crate::ReportError> {
        let badge = |id: &str, role| Badge {
            id: id.into(),
            statement: "The balance was in deficit.".into(),
            verdict: "holds".into(),
            role,
            basis: "CY".into(),
        };
        let caption = Caption::new("badges", "t", "s");
        let figure = badges(&caption, &[badge("K1", Role::Tertiary), badge("K2", Role::Secondary)])?;
        let grounds: Vec<(f64, Role)> = figure.panels[0]
            .marks
            .iter()
            .filter_map(|m| if let Mark::Band { low, role, .. } = m { Some((low[0], *role)) } else { None })
            .collect();
        assert_eq!(grounds, [(1.0 - 0.36, Role::Tertiary), (2.0 - 0.36, Role::Secondary)]);
        assert!(figure.alt.contains("K1: holds; K2: holds"));
        assert!(badges(&caption, &[]).is_err());
        Ok(())
    }
}
