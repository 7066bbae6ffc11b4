//! Light ink on a dark page.

use super::{ENGLISH_MONTHS, Pattern, TextSizes, Theme, shades};
use crate::palette::Color;

impl Theme {
    /// Light ink on a dark page: the hues of the light theme, lifted until lines have the contrast of words.
    pub fn dark() -> Self {
        let ink = Color::hex(0xE9_EEF3);
        let faint = Color::hex(0xA9_B4BF);
        let muted = Color::hex(0x7D_8894);
        let plain = |code, opacity| shades(Color::hex(code), Color::hex(code), opacity, Color::hex(code));
        let highlight = Color::hex(0xFF_6B8B);
        Self {
            name: "dark",
            background: Color::hex(0x14_191F),
            ink,
            faint_ink: faint,
            grid: Color::hex(0x2C_343D),
            axis: Color::hex(0xB8_C2CC),
            roles: [
                shades(ink, ink, 0.12, ink),
                shades(muted, muted, 0.26, faint),
                plain(0x5A_B4F0, 0.24),
                plain(0xFF_8552, 0.24),
                plain(0x2D_C39A, 0.24),
                plain(0xF2_B233, 0.24),
                plain(0xE3_9BC8, 0.26),
                shades(highlight, Color::hex(0xF0_DC3C), 0.22, highlight),
            ],
            patterns: [Pattern::PLAIN; 8],
            sizes: TextSizes::SCREEN,
            face: None,
            months: ENGLISH_MONTHS,
        }
    }
}
