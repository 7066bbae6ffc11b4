//! The lines of a CSV text: separator, records with their line numbers, and rows of the wrong length.

/// One record: where it stands and how many fields it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record<'a> {
    /// Line number from 1 on which it starts.
    pub(super) line: usize,
    /// Its text without the line end.
    pub(super) text: &'a str,
    /// Number of fields.
    pub(super) fields: usize,
}

/// The separator of the header: the one of comma, semicolon and tab that occurs most, outside quotes.
pub(super) fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| {
        let mut quoted = false;
        let hits = header.bytes().filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == separator
        });
        hits.count()
    };
    let candidates = [b'\t', b';', b','];
    candidates.into_iter().max_by_key(|candidate| count(*candidate)).unwrap_or(b',')
}

/// All records that are not blank. A quoted field may hold line ends.
///
/// # Errors
/// The line on which a quoted field starts that never ends.
pub(super) fn records(text: &str, separator: u8) -> Result<Vec<Record<'_>>, usize> {
    let bytes = text.as_bytes();
    let mut records = Vec::new();
    let (mut line, mut start, mut start_line, mut fields) = (1, 0, 1, 1);
    let (mut quoted, mut field_start) = (None, true);
    for (at, byte) in bytes.iter().copied().enumerate() {
        if byte == b'\n' {
            line += 1;
        }
        if quoted.is_some() {
            if byte == b'"' {
                quoted = None;
            }
            continue;
        }
        match byte {
            // A doubled quote closes and opens again, so it is met here as an opening one.
            b'"' if field_start || bytes[at - 1] == b'"' => quoted = Some(line),
            b'\n' => {
                push(&mut records, start_line, &text[start..at], fields, separator);
                (start, start_line, fields) = (at + 1, line, 1);
            }
            _ if byte == separator => fields += 1,
            _ => {}
        }
        field_start = byte == separator || byte == b'\n';
    }
    if let Some(line) = quoted {
        return Err(line);
    }
    push(&mut records, start_line, &text[start..], fields, separator);
    Ok(records)
}

/// Keeps a record unless it is blank or holds nothing but separators.
fn push<'a>(records: &mut Vec<Record<'a>>, line: usize, text: &'a str, fields: usize, separator: u8) {
    let text = text.strip_suffix('\r').unwrap_or(text);
    let blank = text.bytes().all(|byte| byte == separator || byte.is_ascii_whitespace());
    if !blank {
        records.push(Record { line, text, fields });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hide_separators_and_line_ends() -> Result<(), usize> {
        let text = "a,b\n\"1,\"\"x\n2\",3\r\n\n,,\n5,6,7";
        let found: Vec<(usize, usize)> = records(text, b',')?.iter().map(|r| (r.line, r.fields)).collect();
        assert_eq!(found, [(1, 2), (2, 2), (6, 3)]);
        assert_eq!(records("a,b\n1,\"2\n3", b','), Err(2));
        Ok(())
    }

    #[test]
    fn the_separator_is_the_commonest_in_the_header() {
        assert_eq!(separator("a,b;c\n"), b',');
        assert_eq!(separator("\"a;b;c\",d"), b',');
        assert_eq!(separator("date;x;y"), b';');
        assert_eq!(separator("x"), b',');
    }
}
