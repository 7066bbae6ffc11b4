//! Zip archives as services hand them out, and as an attacker would.

use super::xlsx::zip;
use super::{fixtures, read, refused, shown};

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<(String, &[u8])> =
        files.iter().map(|(name, bytes)| ((*name).to_owned(), *bytes)).collect();
    zip(&files)
}

#[test]
fn the_file_of_figures_inside_an_archive_is_read() {
    for layout in ["boj-flat", "ecb", "mof-bop", "estat-api"] {
        let (_, name, bytes) = fixtures::of(layout);
        let plain = read(name, &bytes).expect("the file itself");
        let zipped =
            read("download.zip", archive(&[("readme.pdf", b"%PDF"), (name, &bytes)])).expect("the archive");
        assert_eq!(zipped.layout, plain.layout);
        let id = &plain.series[0].series.id;
        // Compared as text: missing values are not equal to themselves.
        assert_eq!(shown(&zipped, id), shown(&plain, id));
        assert_eq!(zipped.series.len(), plain.series.len());
    }
}

#[test]
fn of_several_files_the_one_in_a_known_layout_is_read() {
    let (_, name, bytes) = fixtures::of("wdi");
    let zipped = archive(&[("Metadata_Country.csv", b"Country,Region\nJPN,Asia\n"), (name, &bytes)]);
    assert_eq!(read("API_JPN.zip", zipped).expect("one file is recognised").layout, "wdi");
    let two = archive(&[("a.csv", &bytes), ("b.csv", &bytes)]);
    let (message, hint) = refused("two.zip", two, None);
    assert!(message.contains("several files: a.csv, b.csv"), "{message}");
    assert!(hint.contains("unpack it"), "{hint}");
    let (message, _) = refused("none.zip", archive(&[("readme.pdf", b"%PDF")]), None);
    assert!(message.contains("without a file of figures"), "{message}");
}

#[test]
fn names_that_lead_out_of_the_archive_are_refused() {
    let (_, _, bytes) = fixtures::of("fred");
    for name in ["../fred.csv", "a/../../fred.csv", "/etc/fred.csv", "..\\fred.csv", "C:\\fred.csv"] {
        let (message, _) = refused("bad.zip", archive(&[(name, &bytes)]), None);
        assert!(message.contains("leads out of the archive"), "{name}: {message}");
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let bomb = archive(&[("a.csv", &vec![b' '; 257 * 1024 * 1024])]);
    assert!(bomb.len() < 4_000_000, "the bomb is small: {}", bomb.len());
    let (message, _) = refused("bomb.zip", bomb, None);
    assert!(message.contains("unpacks to more than 256 MB"), "{message}");
}

#[test]
fn a_broken_archive_is_an_error() {
    let (_, name, bytes) = fixtures::of("boj-flat");
    let whole = archive(&[(name, &bytes)]);
    for end in 4..whole.len() {
        let (message, _) = refused("cut.zip", &whole[..end], None);
        assert!(!message.is_empty());
    }
    for place in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x55;
        let _ = super::read("damaged.zip", damaged); // an error or, where the byte does not matter, the figures
    }
}
