//! From SVG to PNG with the embedded fonts and nothing from the system.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::error::ReportError;
use crate::face::Face;

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

/// The embedded fonts, and one more where it is given.
fn with_face(face: Option<Face>) -> Arc<fontdb::Database> {
    let embedded = fonts();
    let Some(face) = face else { return embedded };
    let mut database = (*embedded).clone();
    database.load_font_source(fontdb::Source::Binary(Arc::new(face.bytes())));
    Arc::new(database)
}

/// Draws an SVG of ours with so many pixels.
pub(crate) fn rasterise(
    svg: &str,
    figure: &str,
    face: Option<Face>,
    (width, height): (u32, u32),
) -> Result<Vec<u8>, ReportError> {
    let failed = |reason: String| ReportError::Raster { figure: figure.to_owned(), reason };
    let options =
        Options { fontdb: with_face(face), font_family: "DejaVu Sans".into(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let mut pixels =
        Pixmap::new(width, height).ok_or_else(|| failed(format!("{width} × {height} pixels")))?;
    let size = tree.size();
    let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(error.to_string()))
}
