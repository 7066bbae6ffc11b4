//! Ink on paper.

use super::{ENGLISH_MONTHS, Pattern, TextSizes, Theme, shades};
use crate::palette::Color;

impl Theme {
    /// Black ink on white paper: deeper colours than on a screen, each of its own lightness, so that series stay apart
    /// where the page is copied in black and white.
    pub fn print() -> Self {
        let ink = Color::hex(0);
        let faint = Color::hex(0x3A_4249);
        let muted = Color::hex(0x8C_949C);
        let plain = |code, text| shades(Color::hex(code), Color::hex(code), 0.16, Color::hex(text));
        let highlight = Color::hex(0x8E_0F36);
        Self {
            name: "print",
            background: Color::hex(0xFF_FFFF),
            ink,
            faint_ink: faint,
            grid: Color::hex(0xD5_DADE),
            axis: Color::hex(0x1F_262D),
            roles: [
                shades(ink, ink, 0.10, ink),
                shades(muted, muted, 0.22, faint),
                plain(0x0B_4F8A, 0x0B_4F8A),
                plain(0xCC_5200, 0xB0_4600),
                plain(0x00_7152, 0x00_6348),
                plain(0xBC_8200, 0x84_5B00),
                plain(0x5F_2350, 0x5F_2350),
                shades(highlight, Color::hex(0xEB_D52E), 0.40, highlight),
            ],
            patterns: [Pattern::PLAIN; 8],
            sizes: TextSizes::SCREEN,
            face: None,
            months: ENGLISH_MONTHS,
        }
    }
}
