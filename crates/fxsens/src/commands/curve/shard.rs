//! One of several runs that share a grid: `3/7`.

use std::fmt;
use std::str::FromStr;

/// Which share of the specs a run takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From one.
    pub index: u32,
    /// How many there are.
    pub count: u32,
}

impl Shard {
    /// Whether the spec at a position, from zero, belongs to this share. Every spec belongs to one share.
    pub fn takes(self, position: usize) -> bool {
        position % self.count as usize == self.index as usize - 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || format!("`{text}` is not a shard; expected i/n with 1 <= i <= n, e.g. 1/7");
        let (index, count) = text.split_once('/').ok_or_else(expected)?;
        let shard = index.trim().parse().ok().zip(count.trim().parse().ok());
        let (index, count) = shard.ok_or_else(expected)?;
        if index == 0 || index > count { Err(expected()) } else { Ok(Self { index, count }) }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn shards_partition_the_specs() {
        for position in 0..100 {
            let takers = (1..=7).filter(|index| Shard { index: *index, count: 7 }.takes(position));
            assert_eq!(takers.count(), 1);
        }
    }

    #[test]
    fn a_shard_outside_its_count_is_refused() {
        assert_eq!("3/7".parse(), Ok(Shard { index: 3, count: 7 }));
        for bad in ["0/7", "8/7", "7", "a/b", "1/0", ""] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
    }
}
