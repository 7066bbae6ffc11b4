//! From SVG to PNG with the embedded fonts and nothing from the system.

use std::sync::{Arc, OnceLock};

use fxsens_core::figure::Figure;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::error::ReportError;

/// Raster pixels per CSS pixel.
pub(crate) const SCALE: u32 = 2;

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let shared = FONTS.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for bytes in [dejavu::sans::regular(), dejavu::sans::bold()] {
            database.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        }
        database.set_sans_serif_family("DejaVu Sans");
        Arc::new(database)
    });
    Arc::clone(shared)
}

/// Draws an SVG of ours at twice its size.
pub(crate) fn rasterise(svg: &str, figure: &Figure) -> Result<Vec<u8>, ReportError> {
    let failed = |reason: String| ReportError::Raster { figure: figure.id.clone(), reason };
    let options = Options { fontdb: fonts(), font_family: "DejaVu Sans".into(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let (width, height) = (figure.size.0 * SCALE, figure.size.1 * SCALE);
    let mut pixels =
        Pixmap::new(width, height).ok_or_else(|| failed(format!("{width} × {height} pixels")))?;
    let scale = Transform::from_scale(SCALE as f32, SCALE as f32);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(error.to_string()))
}
