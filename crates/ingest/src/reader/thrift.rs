//! Thrift's compact protocol as plain values, every length checked against the bytes that are there.

use std::collections::BTreeMap;

/// Structures inside structures.
const DEEPEST: usize = 32;

/// A value; text and binary count only by their length.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Bool(bool),
    Int(i64),
    Other,
    List(Vec<Value>),
    Struct(BTreeMap<i16, Value>),
}

impl Value {
    /// A field of a structure.
    pub(super) fn field(&self, id: i16) -> Option<&Self> {
        if let Self::Struct(fields) = self { fields.get(&id) } else { None }
    }

    /// A whole number in a field.
    pub(super) fn int(&self, id: i16) -> Option<i64> {
        if let Some(Self::Int(number)) = self.field(id) { Some(*number) } else { None }
    }

    /// The elements of a list in a field; none when there is no such field.
    pub(super) fn list(&self, id: i16) -> &[Self] {
        if let Some(Self::List(values)) = self.field(id) { values } else { &[] }
    }
}

/// The structure at the beginning of `bytes` and its length; `None` when it is broken.
pub(super) fn read(bytes: &[u8]) -> Option<(Value, usize)> {
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.structure(0)?;
    Some((value, reader.at))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn skip(&mut self, count: u64) -> Option<()> {
        let left = (self.bytes.len() - self.at) as u64;
        if count > left {
            return None;
        }
        self.at += count as usize;
        Some(())
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        self.unsigned().map(|raw| (raw >> 1) as i64 ^ -((raw & 1) as i64))
    }

    fn structure(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let mut fields = BTreeMap::new();
        let mut last = 0i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Value::Struct(fields));
            }
            let id = match head >> 4 {
                0 => i16::try_from(self.signed()?).ok()?,
                step => last.checked_add(i16::from(step))?,
            };
            last = id;
            let value = match head & 0x0F {
                1 => Value::Bool(true),
                2 => Value::Bool(false),
                kind => self.value(kind, depth)?,
            };
            fields.insert(id, value);
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<Value> {
        match kind {
            // Inside a list a truth value takes a byte.
            1 | 2 => self.byte().map(|byte| Value::Bool(byte == 1)),
            3 => self.byte().map(|byte| Value::Int(i64::from(byte as i8))),
            4..=6 => self.signed().map(Value::Int),
            7 => self.skip(8).map(|()| Value::Other),
            8 => {
                let length = self.unsigned()?;
                self.skip(length).map(|()| Value::Other)
            }
            9 | 10 => self.list(depth),
            12 => self.structure(depth + 1),
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let head = self.byte()?;
        let size = match head >> 4 {
            15 => self.unsigned()?,
            short => u64::from(short),
        };
        // Every element takes a byte at least.
        if size > (self.bytes.len() - self.at) as u64 {
            return None;
        }
        (0..size).map(|_| self.value(head & 0x0F, depth + 1)).collect::<Option<Vec<_>>>().map(Value::List)
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, read};

    #[test]
    fn fields_numbers_and_lists_are_read() {
        // Field 1 = 150 (zigzag 300), field 3 = list of two small integers, then the end and a byte that is not part of it.
        let bytes = [0x16, 0xAC, 0x02, 0x29, 0x25, 0x02, 0x03, 0x00, 0xFF];
        let (value, length) = read(&bytes).expect("a structure");
        assert_eq!(length, 8);
        assert_eq!(value.int(1), Some(150));
        assert_eq!(value.list(3), [Value::Int(1), Value::Int(-2)]);
        assert!(value.field(2).is_none() && value.list(2).is_empty());
    }

    #[test]
    fn a_list_longer_than_the_bytes_is_broken() {
        // A list of 2^60 integers in a file of a few bytes.
        let mut bytes = vec![0x19, 0xF5];
        bytes.extend([0x80; 8]);
        bytes.extend([0x10, 0x00]);
        assert_eq!(read(&bytes), None);
    }

    #[test]
    fn nesting_without_end_is_broken() {
        assert_eq!(read(&[0x1C; 1000]), None);
        assert_eq!(read(&[0x19; 1000]), None);
    }
}
