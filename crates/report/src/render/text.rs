//! How wide words are, measured with the metrics of the embedded fonts, and where lines break.

use std::sync::OnceLock;

use crate::face::{Face, embedded_covers};
use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

/// What a chart asks for. The rasteriser knows DejaVu Sans only; Verdana has nearly the same widths in browsers.
pub(crate) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// Fonts are measured at this height and scaled, because plotters rounds widths to whole pixels.
const MEASURE: f64 = 20_000.0;
/// plotters measures in units of the ascent plus descent of the font (2384 units for DejaVu Sans), CSS in units
/// of the em (2048 units).
const HEIGHT_PER_EM: f64 = 2384.0 / 2048.0;

/// Characters below this are in the embedded font or nowhere; looking them up would take time.
const FIRST_FOREIGN: char = '\u{2E80}';

/// Size and weight of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Font {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    /// Where characters come from that the embedded font lacks.
    pub(crate) face: Option<Face>,
}

impl Font {
    pub(crate) fn regular(size: f64) -> Self {
        Self { size, bold: false, face: None }
    }

    pub(crate) fn bold(size: f64) -> Self {
        Self { size, bold: true, face: None }
    }

    /// Distance between baselines.
    pub(crate) fn leading(self) -> f64 {
        (self.size * 1.28).round()
    }

    /// Height of capitals and digits: 1493 of 2048 units in DejaVu Sans.
    pub(crate) fn cap_height(self) -> f64 {
        self.size * 0.729
    }
}

/// The measured faces, regular and bold.
static FACES: OnceLock<[FontDesc<'static>; 2]> = OnceLock::new();

/// The plotters font of this weight; the fonts are registered on first use.
pub(crate) fn face(bold: bool) -> &'static FontDesc<'static> {
    let faces = FACES.get_or_init(|| {
        // Registration fails only for bytes that are no font; a missing font then shows as an error on drawing.
        let _ = register_font(FAMILY, FontStyle::Normal, dejavu::sans::regular());
        let _ = register_font(FAMILY, FontStyle::Bold, dejavu::sans::bold());
        [FontStyle::Normal, FontStyle::Bold]
            .map(|style| FontDesc::new(FontFamily::Name(FAMILY), MEASURE, style))
    });
    &faces[usize::from(bold)]
}

/// Width of a line of text in pixels.
pub(crate) fn width(text: &str, font: Font) -> f64 {
    let foreign = |c: char| c >= FIRST_FOREIGN && !embedded_covers(c);
    if !text.chars().any(foreign) {
        return embedded_width(text, font);
    }
    let own: String = text.chars().filter(|c| !foreign(*c)).collect();
    let advance = |c: char| font.face.and_then(|face| face.advance(c)).unwrap_or(1.0);
    let others: f64 = text.chars().filter(|c| foreign(*c)).map(advance).sum();
    embedded_width(&own, font) + others * font.size
}

fn embedded_width(text: &str, font: Font) -> f64 {
    let estimate = 0.6 * MEASURE / HEIGHT_PER_EM * text.chars().count() as f64;
    let measured = face(font.bold).layout_box(text).map_or(estimate, |(_, (right, _))| f64::from(right));
    measured / MEASURE * HEIGHT_PER_EM * font.size
}

/// Width of the widest line.
pub(crate) fn widest<S: AsRef<str>>(lines: &[S], font: Font) -> f64 {
    lines.iter().map(|line| width(line.as_ref(), font)).fold(0.0, f64::max)
}

/// Breaks a text into lines of at most `limit` pixels, at spaces and between Japanese characters, and inside words only when a single word is
/// wider than a line. Line breaks in the text are kept.
pub(crate) fn wrap(text: &str, font: Font, limit: f64) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(line, font, limit)).collect()
}

fn wrap_line(text: &str, font: Font, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for (i, piece) in pieces(word).into_iter().enumerate() {
            let space = if i > 0 || current.is_empty() { "" } else { " " };
            let joined = format!("{current}{space}{piece}");
            if width(&joined, font) <= limit {
                current = joined;
                continue;
            }
            if !current.is_empty() {
                lines.push(std::mem::take(&mut current));
            }
            current = break_word(piece, font, limit, &mut lines);
        }
    }
    if !current.is_empty() {
        lines.push(current);
    }
    lines
}

/// The parts of a word between which a line may break: Japanese is written without spaces and breaks anywhere but before
/// closing and after opening punctuation.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, letter) in word.char_indices() {
        if let Some(before) = before
            && (before >= FIRST_FOREIGN || letter >= FIRST_FOREIGN)
            && !"、。，．・：；！？）」』】ーっゃゅょッャュョ％),.:;!?%".contains(letter)
            && !"（「『【(".contains(before)
        {
            pieces.push(&word[start..at]);
            start = at;
        }
        before = Some(letter);
    }
    pieces.push(&word[start..]);
    pieces
}

/// Splits a word that is too wide into pieces of similar length with hyphens, pushes all but the last and returns
/// that one.
fn break_word(word: &str, font: Font, limit: f64, lines: &mut Vec<String>) -> String {
    let letters: Vec<char> = word.chars().collect();
    let fewest = (width(word, font) / limit.max(1.0)).ceil().max(1.0) as usize;
    for count in fewest..=letters.len().max(1) {
        let cut = |k: usize| k * letters.len() / count;
        let hyphen = |k: usize| {
            if k < count && letters[cut(k) - 1].is_alphabetic() { "-" } else { "" }
        };
        let piece = |k: usize| letters[cut(k - 1)..cut(k)].iter().collect::<String>() + hyphen(k);
        let mut pieces: Vec<String> = (1..=count).map(piece).collect();
        if widest(&pieces, font) <= limit || count == letters.len() {
            let last = pieces.pop().unwrap_or_default();
            lines.extend(pieces);
            return last;
        }
    }
    word.to_owned()
}

/// Like [`wrap_evenly`], with at most `most` lines: a text that needs more ends in an ellipsis.
pub(crate) fn wrap_to(text: &str, font: Font, limit: f64, most: usize) -> Vec<String> {
    let mut lines = wrap_evenly(text, font, limit);
    if lines.len() > most {
        lines = wrap(text, font, limit);
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(&format!("{last}…"), font) > limit {
                // Whole words, as long as there are several.
                let keep = last
                    .rfind(' ')
                    .unwrap_or_else(|| last.len() - last.chars().last().map_or(0, char::len_utf8));
                last.truncate(keep);
            }
            let kept = last.trim_end_matches([' ', ',', ';', ':', '/']).len();
            last.truncate(kept);
            last.push('…');
        }
    }
    lines
}

/// Like [`wrap`], with lines of similar length: titles and labels look better without a lonely last word.
pub(crate) fn wrap_evenly(text: &str, font: Font, limit: f64) -> Vec<String> {
    let greedy = wrap(text, font, limit);
    if greedy.len() < 2 {
        return greedy;
    }
    let (mut low, mut high) = (limit / greedy.len() as f64, limit);
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high);
        let lines = wrap(text, font, middle);
        let fits = lines.len() <= greedy.len() && widest(&lines, font) <= middle;
        if fits { high = middle } else { low = middle }
    }
    let even = wrap(text, font, high);
    // Breaking a word to even out lines is worse than uneven lines.
    if even.join(" ").len() == greedy.join(" ").len() { even } else { greedy }
}

#[cfg(test)]
mod tests {
    use super::{Font, pieces, widest, width, wrap, wrap_evenly, wrap_to};

    #[test]
    fn japanese_breaks_between_characters_but_not_before_punctuation() {
        assert_eq!(pieces("円（兆円）、FY2023"), ["円", "（兆", "円）、", "FY2023"]);
        assert_eq!(pieces("weaker"), ["weaker"]);
        // Without a font of its own every character counts as one em.
        assert!((width("円a円", Font::regular(10.0)) - width("a", Font::regular(10.0)) - 20.0).abs() < 1e-9);
        assert_eq!(wrap("経常収支の推移", Font::regular(10.0), 31.0), ["経常収", "支の推", "移"]);
    }

    #[test]
    fn widths_are_those_of_dejavu_sans() {
        // Advance widths from the font's hmtx table: `0` 1303, bold `0` 1425, of 2048 units per em.
        assert!((width("0000", Font::regular(20.48)) - 4.0 * 13.03).abs() < 0.02);
        assert!((width("0000", Font::bold(20.48)) - 4.0 * 14.25).abs() < 0.02);
        assert!(width("", Font::regular(14.0)).abs() < 1e-9);
    }

    #[test]
    fn lines_break_at_spaces_and_fit() {
        let font = Font::regular(14.0);
        let lines = wrap("Transport, travel and other business services", font, 126.0);
        assert_eq!(lines, ["Transport, travel", "and other", "business services"]);
        assert!(widest(&lines, font) <= 126.0);
    }

    #[test]
    fn what_needs_more_lines_ends_in_an_ellipsis() {
        let font = Font::regular(14.0);
        let words = "Transport, travel and other business services";
        assert_eq!(wrap_to(words, font, 126.0, 3), wrap_evenly(words, font, 126.0));
        assert_eq!(wrap_to(words, font, 126.0, 2), ["Transport, travel", "and other…"]);
        assert_eq!(wrap_to("Transport, travel", font, 80.0, 1), ["Transport…"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let lines = wrap("Donaudampfschifffahrt", Font::regular(14.0), 60.0);
        assert!(lines.len() >= 3);
        assert_eq!(lines.concat().replace('-', ""), "Donaudampfschifffahrt");
        assert!(lines[0].ends_with('-') && widest(&lines, Font::regular(14.0)) <= 60.0, "{lines:?}");
    }

    #[test]
    fn even_lines_leave_no_lonely_word() {
        let font = Font::bold(21.0);
        let text = "A larger digital deficit weakens the yen by five to six yen per dollar at most";
        let limit =
            width("A larger digital deficit weakens the yen by five to six yen per dollar at", font) + 1.0;
        assert_eq!(wrap(text, font, limit)[1], "most");
        let even = wrap_evenly(text, font, limit);
        assert_eq!(even.len(), 2);
        assert!(even[1].len() > 25, "{even:?}");
    }
}
