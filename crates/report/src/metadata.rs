//! What a PNG says about itself: title, description, program, source, vintage, spec.

use fxsens_core::figure::Figure;

const SIGNATURE_AND_HEADER: usize = 8 + 25;

/// Keywords with their texts, in the order in which they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    entries: Vec<(String, String)>,
}

impl Metadata {
    /// Title, description for readers who cannot see the chart, small print and program.
    pub fn of(figure: &Figure) -> Self {
        Self::default()
            .with("Title", &figure.title)
            .with("Description", &figure.alt)
            .with("Comment", &figure.note)
            .with("Software", concat!("fxsens ", env!("CARGO_PKG_VERSION")))
    }

    /// The same with one more entry; empty texts are left out. Keywords are Latin letters, at most 79 of them.
    #[must_use]
    pub fn with(mut self, keyword: &str, text: &str) -> Self {
        if !text.trim().is_empty() {
            self.entries.push((keyword.to_owned(), text.to_owned()));
        }
        self
    }

    /// Keywords with their texts.
    pub fn entries(&self) -> &[(String, String)] {
        &self.entries
    }

    /// The image with these entries and its resolution in pixels per inch, right after the header.
    pub(crate) fn embed(&self, png: &[u8], dpi: f64) -> Vec<u8> {
        let (head, rest) = png.split_at(SIGNATURE_AND_HEADER.min(png.len()));
        let mut out = head.to_vec();
        let per_metre = ((dpi / 0.0254).round() as u32).to_be_bytes();
        chunk(&mut out, *b"pHYs", &[&per_metre, &per_metre, &[1]]);
        for (keyword, text) in &self.entries {
            if text.is_ascii() {
                chunk(&mut out, *b"tEXt", &[keyword.as_bytes(), &[0], text.as_bytes()]);
            } else {
                // Not compressed; neither language nor translated keyword.
                chunk(&mut out, *b"iTXt", &[keyword.as_bytes(), &[0, 0, 0, 0, 0], text.as_bytes()]);
            }
        }
        out.extend_from_slice(rest);
        out
    }
}

/// Length, kind, content and checksum, as the PNG specification orders them.
fn chunk(out: &mut Vec<u8>, kind: [u8; 4], parts: &[&[u8]]) {
    let content = parts.concat();
    out.extend_from_slice(&(content.len() as u32).to_be_bytes());
    let start = out.len();
    out.extend_from_slice(&kind);
    out.extend_from_slice(&content);
    let checksum = crc32(&out[start..]);
    out.extend_from_slice(&checksum.to_be_bytes());
}

/// The cyclic redundancy check of ISO 3309, bit by bit: texts are short.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    let next = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u32::MAX, next)
}

#[cfg(test)]
mod tests {
    use super::{Metadata, crc32};
    use crate::render::png_with;
    use crate::write::sample::figure;
    use crate::{Size, Theme};

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        // The check value of CRC-32, and the end chunk of every PNG file.
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b"IEND"), 0xAE42_6082);
    }

    /// Kind, content and whether the checksum is right, chunk by chunk.
    fn chunks(png: &[u8]) -> Vec<(String, Vec<u8>, bool)> {
        let mut rest = &png[8..];
        let mut found = Vec::new();
        let number = |bytes: &[u8]| bytes.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
        while rest.len() >= 12 {
            let length = number(&rest[..4]) as usize;
            let (body, after) = rest[4..].split_at(length + 4);
            let right = crc32(body) == number(&after[..4]);
            found.push((String::from_utf8_lossy(&body[..4]).into_owned(), body[4..].to_vec(), right));
            rest = &after[4..];
        }
        found
    }

    #[test]
    fn title_description_and_spec_are_read_back() -> Result<(), crate::ReportError> {
        let mut figure = figure();
        figure.alt = "Yen in ドル円".into();
        let metadata = Metadata::of(&figure).with("Spec", "0123abcd").with("Vintage", "");
        let png = png_with(&figure, &Theme::light(), Size::Screen, &metadata)?;
        let chunks = chunks(&png);
        assert!(chunks.iter().all(|(.., right)| *right), "a checksum is wrong");
        assert_eq!(chunks[0].0, "IHDR");
        assert_eq!(chunks.last().map(|(kind, ..)| kind.as_str()), Some("IEND"));
        let has = |kind: &str, content: &[u8]| chunks.iter().any(|c| c.0 == kind && c.1 == content);
        assert!(has("tEXt", b"Spec\x000123abcd"));
        assert!(has("tEXt", b"Title\0One & only"));
        assert!(has("iTXt", "Description\0\0\0\0\0Yen in ドル円".as_bytes()));
        // 192 pixels per inch are 7559 per metre.
        assert!(has("pHYs", &[0, 0, 0x1D, 0x87, 0, 0, 0x1D, 0x87, 1]));
        assert!(!chunks.iter().any(|c| c.1.starts_with(b"Vintage")), "what is empty is left out");
        Ok(())
    }
}
