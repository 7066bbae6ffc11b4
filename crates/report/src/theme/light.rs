//! Dark ink on white, for screens.

use super::{ENGLISH_MONTHS, Pattern, TextSizes, Theme, shades};
use crate::palette::{BLUE, CRIMSON, Color, GREEN, ORANGE, PURPLE, VERMILION, YELLOW};

impl Theme {
    /// Dark ink on white.
    pub fn light() -> Self {
        let ink = Color::hex(0x1B_2530);
        let faint = Color::hex(0x56_626E);
        let muted = Color::hex(0x87_919B);
        Self {
            name: "light",
            background: Color::hex(0xFF_FFFF),
            ink,
            faint_ink: faint,
            grid: Color::hex(0xDF_E4E8),
            axis: Color::hex(0x3D_4853),
            roles: [
                shades(ink, ink, 0.10, ink),
                shades(muted, muted, 0.20, faint),
                shades(BLUE, BLUE, 0.18, Color::hex(0x00_629A)),
                shades(VERMILION, VERMILION, 0.18, Color::hex(0xB0_4A00)),
                shades(GREEN, GREEN, 0.18, Color::hex(0x00_7556)),
                shades(ORANGE, ORANGE, 0.20, Color::hex(0x8A_5F00)),
                shades(PURPLE, PURPLE, 0.22, Color::hex(0x9A_4676)),
                shades(CRIMSON, YELLOW, 0.42, CRIMSON),
            ],
            patterns: [Pattern::PLAIN; 8],
            sizes: TextSizes::SCREEN,
            face: None,
            months: ENGLISH_MONTHS,
        }
    }
}
