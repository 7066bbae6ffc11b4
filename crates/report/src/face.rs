//! A font beside the embedded one, for words it cannot write: Japanese above all.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

use ttf_parser::name_id;

use crate::error::ReportError;

/// A font that is asked for every character the embedded one lacks. Cheap to copy: fonts are kept until the program ends,
/// each once.
#[derive(Clone, Copy)]
pub struct Face(&'static Loaded);

struct Loaded {
    bytes: &'static [u8],
    family: String,
    parsed: ttf_parser::Face<'static>,
}

/// Fonts read so far, by content.
static LOADED: OnceLock<Mutex<BTreeMap<&'static [u8], &'static Loaded>>> = OnceLock::new();

impl Face {
    /// Reads a TrueType or OpenType font, of a collection the first one.
    ///
    /// # Errors
    /// [`ReportError::Font`] when the bytes are no font.
    pub fn load(bytes: Vec<u8>) -> Result<Self, ReportError> {
        let loaded = LOADED.get_or_init(Mutex::default);
        let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = loaded.get(bytes.as_slice()) {
            return Ok(Self(known));
        }
        if let Err(error) = ttf_parser::Face::parse(&bytes, 0) {
            return Err(ReportError::Font { reason: error.to_string() });
        }
        let bytes: &'static [u8] = Box::leak(bytes.into_boxed_slice());
        let parsed = ttf_parser::Face::parse(bytes, 0)
            .map_err(|error| ReportError::Font { reason: error.to_string() })?;
        let family = family(&parsed);
        let new: &'static Loaded = Box::leak(Box::new(Loaded { bytes, family, parsed }));
        loaded.insert(bytes, new);
        Ok(Self(new))
    }

    /// Name of the family, as style sheets use it.
    pub fn family(self) -> &'static str {
        &self.0.family
    }

    /// Whether the font has a glyph for the character.
    pub fn covers(self, character: char) -> bool {
        self.0.parsed.glyph_index(character).is_some()
    }

    /// Width of a character in ems.
    pub(crate) fn advance(self, character: char) -> Option<f64> {
        let glyph = self.0.parsed.glyph_index(character)?;
        let advance = self.0.parsed.glyph_hor_advance(glyph)?;
        Some(f64::from(advance) / f64::from(self.0.parsed.units_per_em()))
    }

    pub(crate) fn bytes(self) -> &'static [u8] {
        self.0.bytes
    }
}

impl PartialEq for Face {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Face").field(&self.0.family).finish()
    }
}

fn family(face: &ttf_parser::Face<'_>) -> String {
    let names = face.names().into_iter().filter(|name| name.name_id == name_id::FAMILY);
    names.filter_map(|name| name.to_string()).find(|name| name.is_ascii()).unwrap_or_default()
}

/// Whether the embedded font has a glyph for the character.
pub(crate) fn embedded_covers(character: char) -> bool {
    static EMBEDDED: OnceLock<Option<ttf_parser::Face<'static>>> = OnceLock::new();
    let face = EMBEDDED.get_or_init(|| ttf_parser::Face::parse(dejavu::sans::regular(), 0).ok());
    face.as_ref().is_some_and(|face| face.glyph_index(character).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Face, embedded_covers};

    #[test]
    fn the_embedded_font_writes_western_words_and_no_japanese() {
        assert!("Größe − Δ₂ ≥ ½ €".chars().all(embedded_covers));
        assert!(!embedded_covers('円'));
    }

    #[test]
    fn a_font_is_kept_once_and_knows_its_widths() -> Result<(), crate::ReportError> {
        let bytes = dejavu::sans::regular().to_vec();
        let face = Face::load(bytes.clone())?;
        assert_eq!(face, Face::load(bytes)?);
        assert_eq!(face.family(), "DejaVu Sans");
        // 1303 of 2048 units in the font's hmtx table.
        let width = face.advance('0').unwrap_or_default();
        assert!((width - 1303.0 / 2048.0).abs() < 1e-12);
        assert!(face.covers('0') && !face.covers('円'));
        Ok(())
    }

    #[test]
    fn bytes_that_are_no_font_are_refused() {
        let refused = Face::load(b"no font".to_vec()).err().map(|error| error.to_string());
        assert!(refused.is_some_and(|text| text.starts_with("this is no font")));
    }
}
