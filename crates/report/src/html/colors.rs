//! One drawing for light and dark pages: wherever two drawings of a figure differ, a CSS custom property stands.

use std::fmt::Write as _;

/// What the custom properties stand for, in order of first use over all drawings of a page.
#[derive(Debug, Default)]
pub(super) struct Palette {
    pairs: Vec<(String, String)>,
}

impl Palette {
    /// Merges the same figure drawn for a light and for a dark page. The colour of every shape becomes
    /// `var(--kN)`, opacities likewise. `None` when the drawings differ in anything else.
    pub(super) fn merge(&mut self, light: &str, dark: &str) -> Option<String> {
        let (mut lights, mut darks) = (light.split('"'), dark.split('"'));
        let mut merged = String::with_capacity(light.len() + light.len() / 8);
        let mut before = "";
        loop {
            let (one, other) = match (lights.next(), darks.next()) {
                (None, None) => return Some(merged),
                (Some(one), Some(other)) => (one, other),
                _ => return None,
            };
            if !before.is_empty() {
                merged.push('"');
            }
            let paint = ["fill=", "stroke=", "opacity="].iter().any(|name| before.ends_with(name));
            if paint && one != "none" && other != "none" && !(before.ends_with("opacity=") && one == other) {
                let _ = write!(merged, "var(--k{})", self.number(one, other));
            } else if one == other {
                merged.push_str(one);
            } else {
                return None;
            }
            before = one;
        }
    }

    fn number(&mut self, light: &str, dark: &str) -> usize {
        let known = self.pairs.iter().position(|(one, other)| one == light && other == dark);
        known.unwrap_or_else(|| {
            self.pairs.push((light.to_owned(), dark.to_owned()));
            self.pairs.len() - 1
        })
    }

    /// Declarations for a light page.
    pub(super) fn light(&self) -> String {
        declarations(self.pairs.iter().map(|(light, _)| light))
    }

    /// Declarations for a dark page.
    pub(super) fn dark(&self) -> String {
        declarations(self.pairs.iter().map(|(_, dark)| dark))
    }
}

fn declarations<'a>(values: impl Iterator<Item = &'a String>) -> String {
    let mut text = String::new();
    for (i, value) in values.enumerate() {
        let _ = write!(text, "--k{i}:{};", value.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Palette;
    use crate::theme::Theme;

    #[test]
    fn colours_become_properties_and_equal_colours_may_part() {
        let mut palette = Palette::default();
        let light = "<a fill=\"#000000\" x=\"1\"/><b stroke=\"#000000\" opacity=\"0.2\"/>";
        let dark = "<a fill=\"#FFFFFF\" x=\"1\"/><b stroke=\"#EEEEEE\" opacity=\"0.3\"/>";
        let merged = "<a fill=\"var(--k0)\" x=\"1\"/><b stroke=\"var(--k1)\" opacity=\"var(--k2)\"/>";
        assert_eq!(palette.merge(light, dark).as_deref(), Some(merged));
        assert_eq!(palette.light(), "--k0:#000000;--k1:#000000;--k2:0.2;");
        assert_eq!(palette.dark(), "--k0:#ffffff;--k1:#eeeeee;--k2:0.3;");
    }

    #[test]
    fn drawings_of_different_shapes_are_not_merged() {
        let mut palette = Palette::default();
        assert_eq!(palette.merge("<a x=\"1\"/>", "<a x=\"2\"/>"), None);
        assert_eq!(palette.merge("<a x=\"1\"/>", "<a/>"), None);
    }

    #[test]
    fn the_words_of_a_drawing_survive_quotes_and_all() -> Result<(), crate::ReportError> {
        let figure = crate::write::sample::figure();
        let light = crate::to_svg(&figure, &Theme::light())?;
        let mut palette = Palette::default();
        let mut merged = palette.merge(&light, &light).unwrap_or_default();
        for (i, (color, _)) in palette.pairs.iter().enumerate().rev() {
            merged = merged.replace(&format!("var(--k{i})"), color);
        }
        assert_eq!(merged, light);
        Ok(())
    }
}
