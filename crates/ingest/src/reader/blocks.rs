//! A large text file in blocks of whole lines, so that it never stands in memory as a whole.

use std::io::Read;

/// Bytes read at a time.
const BLOCK: usize = 4 * 1024 * 1024;
/// Bytes a single line may have; longer ones are not the business of this reader.
const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// Whole lines of a file, block by block.
pub(super) struct Blocks<'a> {
    file: Box<dyn Read + 'a>,
    rest: Vec<u8>,
    ended: bool,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(file: Box<dyn Read + 'a>) -> Self {
        Self { file, rest: Vec::new(), ended: false }
    }

    /// The next lines as text; `Ok(None)` at the end.
    ///
    /// # Errors
    /// `Err(())` when the file cannot be read, is not UTF-8, holds quotes, NUL or a line that is too long: whoever can
    /// say more about such a file reads it.
    pub(super) fn next(&mut self) -> Result<Option<String>, ()> {
        while !self.ended {
            let before = self.rest.len();
            let read = self.file.by_ref().take(BLOCK as u64).read_to_end(&mut self.rest).map_err(|_| ())?;
            self.ended = read < BLOCK;
            let newline = self.rest[before..].iter().rposition(|byte| *byte == b'\n');
            if let Some(at) = newline.filter(|_| !self.ended) {
                let tail = self.rest.split_off(before + at + 1);
                return text(std::mem::replace(&mut self.rest, tail)).map(Some);
            }
            if self.rest.len() > LONGEST_LINE && !self.ended {
                return Err(());
            }
        }
        let last = std::mem::take(&mut self.rest);
        if last.is_empty() { Ok(None) } else { text(last).map(Some) }
    }
}

fn text(bytes: Vec<u8>) -> Result<String, ()> {
    if bytes.contains(&b'"') || bytes.contains(&0) {
        return Err(());
    }
    String::from_utf8(bytes).map_err(|_| ())
}

/// Cuts a text at line ends into at most `parts` pieces of similar size.
pub(super) fn pieces(text: &str, parts: usize) -> Vec<&str> {
    let size = text.len() / parts.max(1) + 1;
    let mut rest = text;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let from = size.min(rest.len());
        let end = rest.as_bytes()[from..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |at| from + at + 1);
        let (piece, tail) = rest.split_at(end);
        found.push(piece);
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_lines() {
        assert_eq!(pieces("a\nbb\nccc\n", 2), ["a\nbb\nccc\n"]);
        assert_eq!(pieces("a\nbb\nccc\nd", 3), ["a\nbb\n", "ccc\nd"]);
        assert_eq!(pieces("年年\n月", 2).concat(), "年年\n月");
        assert!(pieces("", 2).is_empty());
    }
}
