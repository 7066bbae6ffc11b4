//! Thousands of small shapes in a fraction of the bytes, without a change on the screen.

use std::fmt::Write as _;

/// Joins runs of opaque polygons of one colour into one path, and drops a polygon that the next one covers exactly.
/// Everything else stays as it is.
pub(super) fn compact(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut run: Option<(&str, String)> = None;
    let mut lines = svg.lines().peekable();
    while let Some(line) = lines.next() {
        let shape = polygon(line);
        if let Some((_, points)) = shape
            && lines.peek().and_then(|next| polygon(next)).is_some_and(|(_, next)| next == points)
        {
            continue;
        }
        match (&mut run, shape) {
            (Some((fill, path)), Some((own, points))) if *fill == own => path.push_str(&subpath(points)),
            (_, shape) => {
                flush(run.take(), &mut out);
                if let Some((fill, points)) = shape {
                    run = Some((fill, subpath(points)));
                } else {
                    out.push_str(line);
                    out.push('\n');
                }
            }
        }
    }
    flush(run, &mut out);
    out
}

fn flush(run: Option<(&str, String)>, out: &mut String) {
    if let Some((fill, path)) = run {
        let _ = writeln!(out, "<path fill=\"{fill}\" d=\"{path}\"/>");
    }
}

/// Fill and points of an opaque polygon that stands on a line of its own.
fn polygon(line: &str) -> Option<(&str, &str)> {
    let (fill, rest) = line.strip_prefix("<polygon fill=\"")?.split_once('"')?;
    Some((fill, rest.strip_prefix(" points=\"")?.strip_suffix("\"/>")?))
}

/// A rectangle as one move and three relative lines, any other polygon as its points.
fn subpath(points: &str) -> String {
    let corners: Option<Vec<(i64, i64)>> = points
        .split(' ')
        .map(|point| {
            let (x, y) = point.split_once(',')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        })
        .collect();
    match corners.as_deref() {
        Some(&[(x, y), (right, top), (far, bottom), (left, low)])
            if top == y && far == right && left == x && low == bottom =>
        {
            format!("M{x} {y}h{}v{}h{}z", right - x, bottom - y, x - right)
        }
        _ => format!("M{points}z"),
    }
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn runs_of_one_colour_become_one_path_in_drawing_order() {
        let svg = "<svg>\n<polygon fill=\"a\" points=\"0,0 2,0 2,3 0,3\"/>\n<polygon fill=\"a\" points=\"5,5 7,9 1,2\"/>\n\
                   <text>words</text>\n<polygon fill=\"b\" points=\"5,5 7,9 1,2\"/>\n</svg>\n";
        let expected = "<svg>\n<path fill=\"a\" d=\"M0 0h2v3h-2zM5,5 7,9 1,2z\"/>\n<text>words</text>\n\
                        <path fill=\"b\" d=\"M5,5 7,9 1,2z\"/>\n</svg>\n";
        assert_eq!(compact(svg), expected);
    }

    #[test]
    fn a_polygon_under_its_twin_goes_and_a_translucent_one_stays() {
        let svg = "<polygon fill=\"white\" points=\"0,0 2,0 2,3\"/>\n<polygon fill=\"b\" points=\"0,0 2,0 2,3\"/>\n\
                   <polygon opacity=\"0.2\" fill=\"b\" points=\"0,0 2,0 2,3\"/>\n";
        let expected = "<path fill=\"b\" d=\"M0,0 2,0 2,3z\"/>\n<polygon opacity=\"0.2\" fill=\"b\" points=\"0,0 2,0 2,3\"/>\n";
        assert_eq!(compact(svg), expected);
    }
}
