//! Contrast and distinctness of every theme.

use fxsens_core::figure::Role;

use super::Theme;
use crate::palette::Color;

/// What a chart with several series uses, in order.
const SERIES: [Role; 5] = [Role::Primary, Role::Secondary, Role::Tertiary, Role::Quaternary, Role::Quinary];

fn themes() -> Vec<Theme> {
    Theme::NAMES.iter().filter_map(|name| Theme::named(name).ok()).collect()
}

#[test]
fn every_name_has_a_theme_and_others_are_refused() {
    let names: Vec<&str> = themes().iter().map(|theme| theme.name).collect();
    assert_eq!(names, Theme::NAMES);
    let refused = Theme::named("sepia").err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(refused, "there is no theme `sepia`; the themes are light, dark, print, greyscale");
}

#[test]
fn words_are_readable_on_the_background() {
    for theme in themes() {
        let words = [theme.ink, theme.faint_ink].into_iter().chain(theme.roles.map(|shades| shades.text));
        for color in words {
            let contrast = color.contrast(theme.background);
            assert!(contrast >= 4.5, "{}: {color:?} has {contrast:.2}", theme.name);
        }
    }
    // The ends of the scale: black on white is 21 to 1.
    assert!((Color::hex(0xFF_FFFF).contrast(Color::hex(0)) - 21.0).abs() < 1e-9);
}

#[test]
fn lines_and_bars_stand_out_from_the_background() {
    for theme in themes() {
        for color in theme.roles.map(|shades| shades.stroke).into_iter().chain([theme.axis]) {
            let contrast = color.contrast(theme.background);
            assert!(contrast >= 3.0, "{}: {color:?} has {contrast:.2}", theme.name);
        }
        assert!(theme.grid.contrast(theme.background) < 1.6, "{}: the grid stays behind", theme.name);
    }
}

#[test]
fn greys_differ_by_lightness_and_by_pattern() {
    let theme = Theme::greyscale();
    for (i, a) in SERIES.iter().enumerate() {
        let (shade, pattern) = (theme.role(*a).stroke, theme.pattern(*a));
        assert!(shade.red == shade.green && shade.green == shade.blue, "{a:?} is no grey");
        for b in &SERIES[..i] {
            let distance = (shade.lightness() - theme.role(*b).stroke.lightness()).abs();
            assert!(distance >= 8.0, "{a:?} and {b:?} are {distance:.1} apart");
            let other = theme.pattern(*b);
            assert_ne!(pattern.dash, other.dash, "{a:?} and {b:?}");
            assert_ne!(pattern.marker, other.marker, "{a:?} and {b:?}");
            assert_ne!(pattern.hatch, other.hatch, "{a:?} and {b:?}");
        }
    }
    for (i, a) in theme.roles.iter().enumerate() {
        for (j, b) in theme.roles.iter().enumerate().skip(i + 1) {
            let distance = (a.stroke.lightness() - b.stroke.lightness()).abs();
            let patterns = theme.patterns[i].dash != theme.patterns[j].dash;
            assert!(patterns || distance >= 12.0, "roles {i} and {j}");
        }
    }
}

#[test]
fn printed_series_survive_a_black_and_white_copy() {
    let theme = Theme::print();
    for (i, a) in SERIES.iter().enumerate() {
        for b in &SERIES[..i] {
            let distance = (theme.role(*a).stroke.lightness() - theme.role(*b).stroke.lightness()).abs();
            assert!(distance >= 7.0, "{a:?} and {b:?} are {distance:.1} apart");
        }
    }
}

#[test]
fn lightness_is_that_of_the_standard() {
    // CIE 1976: black 0, white 100, and a reflectance of 18.42 % is the middle, 50.
    assert!(Color::hex(0).lightness().abs() < 1e-9);
    assert!((Color::hex(0xFF_FFFF).lightness() - 100.0).abs() < 1e-6);
    assert!((Color::hex(0x77_7777).lightness() - 50.0).abs() < 0.3);
}
