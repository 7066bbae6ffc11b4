//! Every relative link of every page leads to a file, and to a heading where it names one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::program::root;

/// Markdown files of the repository.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !["target", "out", "node_modules"].contains(&name.as_str()) {
                pages(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// The lines of a page outside fenced code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Targets of the links of a page, inline code left out.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        let plain: String =
            line.split('`').enumerate().map(|(i, part)| if i % 2 == 0 { part } else { "c" }).collect();
        let mut rest = plain.as_str();
        while let Some((_, after)) = rest.split_once("](") {
            let Some((target, tail)) = after.split_once(')') else { break };
            found.push(target.to_owned());
            rest = tail;
        }
    }
    found
}

/// The anchors of a page's headings: lower case, punctuation away, hyphens for spaces.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for heading in prose(text).filter(|line| line.starts_with('#')) {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        let slug: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let again = (1..=found.len()).map(|n| format!("{slug}-{n}")).find(|name| !found.contains(name));
        let name = if found.contains(&slug) { again.expect("a free number") } else { slug };
        found.insert(name);
    }
    found
}

#[test]
fn every_relative_link_leads_somewhere() {
    let mut files = Vec::new();
    pages(&root(), &mut files);
    assert!(files.len() > 20, "{} pages", files.len());
    let mut broken = Vec::new();
    let mut checked = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).expect("the page can be read");
        for link in links(&text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            checked += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() { file.clone() } else { file.with_file_name("").join(path) };
            let leads = target.exists()
                && (anchor.is_empty()
                    || std::fs::read_to_string(&target).is_ok_and(|page| anchors(&page).contains(anchor)));
            if !leads {
                broken.push(format!("{}: {link}", file.strip_prefix(root()).unwrap_or(file).display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
    assert!(checked > 40, "only {checked} links were found");
}

#[test]
fn anchors_are_made_as_github_makes_them() {
    let page = "# A tour: data, and `code`\n\n## Again\n## Again\n```sh\n# no heading\n```\n";
    let expected = ["a-tour-data-and-code", "again", "again-1"];
    assert_eq!(anchors(page).iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert_eq!(links("see [`a`](b.md#c) and `[x](y)`"), ["b.md#c"]);
}
