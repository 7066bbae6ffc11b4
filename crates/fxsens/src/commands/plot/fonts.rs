//! Where a Japanese font may be found.

use std::path::{Path, PathBuf};

use fxsens_report::Face;

use crate::failure::Failure;

/// Parts of the names of font files, small letters without blanks, dashes and underscores; the better the earlier.
const KNOWN: [&str; 18] = [
    "notosanscjkjpregular",
    "notosanscjkregular",
    "notosansjpregular",
    "notosansjp",
    "sourcehansansjpregular",
    "sourcehansansregular",
    "bizudpgothicregular",
    "bizudgothicregular",
    "bizudgothicr",
    "ipaexg",
    "ipagp",
    "ipag",
    "takaopgothic",
    "takaogothic",
    "hiraginosansw3",
    "ヒラギノ角ゴシックw3",
    "yugothr",
    "meiryo",
];
/// Folders below each other that are looked through.
const DEPTH: usize = 5;
/// Variable that names folders to look in, instead of the usual ones.
const VARIABLE: &str = "FXSENS_FONTS";

/// Reads a font file.
pub fn read(path: &Path) -> Result<Face, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("cannot read the font {}", path.display())).because(error))?;
    Face::load(bytes).map_err(|error| {
        Failure::new(format!("cannot use the font {}", path.display()))
            .because(error)
            .hint("name a .ttf, .otf or .ttc file")
    })
}

/// The best Japanese font in the usual folders of the system; `None` when there is none.
pub fn of_the_system() -> Result<Option<Face>, Failure> {
    let mut found: Vec<(usize, PathBuf)> = Vec::new();
    for folder in folders() {
        collect(&folder, DEPTH, &mut found);
    }
    // The order of a folder's entries is that of the disk: sorting makes the choice the same on every run.
    found.sort();
    found.first().map(|(_, path)| read(path)).transpose()
}

fn folders() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(named) = variable(VARIABLE) {
        return std::env::split_paths(&named).collect();
    }
    let mut folders: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"]
            .map(PathBuf::from)
            .into();
    if let Some(home) = variable("HOME").map(PathBuf::from) {
        folders.extend([".fonts", ".local/share/fonts", "Library/Fonts"].map(|below| home.join(below)));
    }
    if let Some(windows) = variable("WINDIR") {
        folders.push(PathBuf::from(windows).join("Fonts"));
    }
    folders
}

/// Adds the known fonts below a folder; what cannot be read is passed over.
fn collect(folder: &Path, depth: usize, found: &mut Vec<(usize, PathBuf)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() && depth > 0 {
            collect(&path, depth - 1, found);
        } else if let Some(rank) = rank(&path) {
            found.push((rank, path));
        }
    }
}

/// Place of a file among the known fonts, the best first; `None` for other files.
fn rank(path: &Path) -> Option<usize> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let name: String = path
        .file_stem()?
        .to_str()?
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '_'))
        .collect();
    let known = KNOWN.iter().position(|known| name == *known);
    known.filter(|_| ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{collect, rank};

    #[test]
    fn japanese_fonts_are_known_by_their_files() {
        let better = rank(Path::new("/f/NotoSansCJK-Regular.ttc"));
        let worse = rank(Path::new("/f/ipag.ttf"));
        assert!(better.is_some() && worse.is_some() && better < worse);
        assert!(rank(Path::new("BIZUDGothic-Regular.ttf")).is_some());
        assert_eq!(rank(Path::new("DejaVuSans.ttf")), None);
        assert_eq!(rank(Path::new("ipag.txt")), None);
        assert_eq!(rank(Path::new("NotoSansCJK-Bold.ttc")), None);
    }

    #[test]
    fn folders_are_looked_through() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let below = folder.path().join("truetype/ipa");
        std::fs::create_dir_all(&below).expect("a folder");
        std::fs::File::create(below.join("ipag.ttf")).expect("a file");
        std::fs::File::create(below.join("other.ttf")).expect("a file");
        let mut found = Vec::new();
        collect(folder.path(), 5, &mut found);
        assert_eq!(found.len(), 1, "{found:?}");
        collect(&folder.path().join("missing"), 5, &mut found);
        assert_eq!(found.len(), 1);
    }
}
