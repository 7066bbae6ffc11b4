//! Shades of grey, for journals.

use fxsens_core::figure::Marker;

use super::{ENGLISH_MONTHS, Hatch, Pattern, TextSizes, Theme, shades};
use crate::palette::Color;

impl Theme {
    /// Greys on white for journals: every series has its own lightness and its own stroke, marker and hatching.
    pub fn greyscale() -> Self {
        let ink = Color::hex(0x1A_1A1A);
        let faint = Color::hex(0x4A_4A4A);
        let grey = |level: u32, opacity, text: u32| {
            let stroke = Color::hex(level * 0x01_0101);
            shades(stroke, stroke, opacity, Color::hex(text * 0x01_0101))
        };
        let pattern = |dash, marker, hatch| Pattern { dash, marker: Some(marker), hatch, edges: true };
        let black = Color::hex(0);
        Self {
            name: "greyscale",
            background: Color::hex(0xFF_FFFF),
            ink,
            faint_ink: faint,
            grid: Color::hex(0xDD_DDDD),
            axis: Color::hex(0x33_3333),
            roles: [
                shades(ink, ink, 0.10, ink),
                grey(0x94, 0.20, 0x5A),
                grey(0x63, 0.20, 0x63),
                grey(0x92, 0.26, 0x6A),
                grey(0x36, 0.18, 0x36),
                grey(0x7A, 0.22, 0x6A),
                grey(0x4C, 0.18, 0x4C),
                shades(black, Color::hex(0xB8_B8B8), 0.50, black),
            ],
            patterns: [
                Pattern::PLAIN,
                Pattern { dash: &[2.0, 3.0], ..Pattern::PLAIN },
                pattern(&[], Marker::Circle, Hatch::Plain),
                pattern(&[9.0, 4.0], Marker::Square, Hatch::Falling),
                pattern(&[10.0, 3.0, 2.0, 3.0], Marker::Triangle, Hatch::Level),
                pattern(&[5.0, 3.0], Marker::Diamond, Hatch::Crossed),
                pattern(&[14.0, 3.0, 2.0, 3.0, 2.0, 3.0], Marker::Ring, Hatch::Upright),
                Pattern { dash: &[18.0, 4.0], ..Pattern::PLAIN },
            ],
            sizes: TextSizes::SCREEN,
            face: None,
            months: ENGLISH_MONTHS,
        }
    }
}
