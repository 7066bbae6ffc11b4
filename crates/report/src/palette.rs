//! Colours that stay apart for colour-blind readers.
//!
//! The hues follow Okabe and Ito (2008), "Color universal design". Orange and purple are darker than theirs, so that
//! lines keep a contrast of 3 to 1 on white; words use darker shades still, for 4.5 to 1.

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// A colour written as in CSS: `0x00_72B2`.
    pub const fn hex(code: u32) -> Self {
        Self { red: (code >> 16) as u8, green: (code >> 8) as u8, blue: code as u8 }
    }

    /// Contrast ratio between two colours as defined by WCAG 2.1, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// CIE lightness, from 0 (black) to 100 (white): what is left of a colour in a black-and-white copy.
    pub fn lightness(self) -> f64 {
        let y = self.luminance();
        if y > 216.0 / 24_389.0 { 116.0 * y.cbrt() - 16.0 } else { y * 24_389.0 / 27.0 }
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// Blue.
pub const BLUE: Color = Color::hex(0x00_72B2);
/// Vermilion.
pub const VERMILION: Color = Color::hex(0xD5_5E00);
/// Bluish green.
pub const GREEN: Color = Color::hex(0x00_9E73);
/// Orange.
pub const ORANGE: Color = Color::hex(0xC9_8500);
/// Reddish purple.
pub const PURPLE: Color = Color::hex(0xC0_689A);
/// Crimson, darker than every other hue; not part of the original set.
pub const CRIMSON: Color = Color::hex(0xA3_123F);
/// Yellow, for fills only.
pub const YELLOW: Color = Color::hex(0xF0_DC3C);
