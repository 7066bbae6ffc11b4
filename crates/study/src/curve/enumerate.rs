//! From a grid to its specs: products of values less exclusions, each spec once, in the order of their ids.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::axes::{AXES, AxisValue, Choices, axis_of, values};
use super::error::CurveError;
use super::file::GridFile;

/// Most specs of a grid: more is a slip of the pen.
pub const MOST_SPECS: usize = 2_000_000;

/// A grid's specs.
#[derive(Debug, Clone, PartialEq)]
pub struct Enumeration {
    /// The values of every axis.
    pub values: [Vec<AxisValue>; AXES.len()],
    /// Specs to run by id.
    pub specs: Vec<(String, Choices)>,
    /// Specs left out, by exclusion in the order of the file; a spec counts with the first one that fits.
    pub excluded: Vec<usize>,
    /// Id of the spec marked in the charts.
    pub replica: String,
}

/// A set of allowed positions per axis.
type Mask = [Vec<bool>; AXES.len()];

/// Lists the specs of a grid.
///
/// # Errors
/// [`CurveError::Axis`], [`CurveError::Value`] and [`CurveError::Range`] name the place.
pub fn enumerate(file: &GridFile) -> Result<Enumeration, CurveError> {
    let values = values(file);
    check_unique(&values, file)?;
    let exclusions = file
        .exclude
        .iter()
        .map(|e| mask(&format!("exclusion `{}`", e.id), &e.values, &values))
        .collect::<Result<Vec<_>, _>>()?;
    let mut visited: Vec<(Option<usize>, Choices)> = Vec::new();
    for block in &file.block {
        let place = format!("block `{}`", block.id);
        let mask = mask(&place, &block.values, &values)?;
        let size: usize = mask.iter().map(|allowed| allowed.iter().filter(|a| **a).count()).product();
        if size == 0 || size > MOST_SPECS {
            return Err(CurveError::Range {
                place,
                problem: format!("has {size} specs"),
                expected: format!("between 1 and {MOST_SPECS}"),
            });
        }
        walk(&mask, |choices| {
            visited.push((exclusions.iter().position(|mask| fits(mask, choices)), *choices));
        });
    }
    let ids: Vec<String> = visited.par_iter().map(|(_, choices)| spec_id(&values, choices)).collect();
    let mut specs: Vec<(String, Choices)> = Vec::new();
    let mut excluded: Vec<BTreeSet<String>> = vec![BTreeSet::new(); exclusions.len()];
    for ((exclusion, choices), id) in visited.into_iter().zip(ids) {
        match exclusion {
            Some(exclusion) => {
                excluded[exclusion].insert(id);
            }
            None => specs.push((id, choices)),
        }
    }
    // A spec that two blocks contain counts once.
    specs.par_sort();
    specs.dedup_by(|a, b| a.0 == b.0);
    let replica = spec_id(&values, &replica(file, &values)?);
    Ok(Enumeration { values, specs, excluded: excluded.iter().map(BTreeSet::len).collect(), replica })
}

/// Positions of the axes in the order of their names.
static AXES_BY_NAME: LazyLock<[usize; AXES.len()]> = LazyLock::new(|| {
    let mut order = std::array::from_fn(|axis| axis);
    order.sort_by_key(|axis: &usize| format!("{}=", AXES[*axis]));
    order
});

/// Twelve hexadecimal digits of the SHA-256 of what the choices mean, whatever their order, names and labels.
pub fn spec_id(values: &[Vec<AxisValue>; AXES.len()], choices: &Choices) -> String {
    let mut text = String::from("fxsens.curve-spec/1\n");
    for (place, axis) in AXES_BY_NAME.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        text.push_str(AXES[*axis]);
        text.push('=');
        text.push_str(&values[*axis][choices[*axis]].meaning);
    }
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(6).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn walk(mask: &Mask, mut visit: impl FnMut(&Choices)) {
    let allowed: Vec<Vec<usize>> =
        mask.iter().map(|axis| (0..axis.len()).filter(|i| axis[*i]).collect()).collect();
    let mut at = [0usize; AXES.len()];
    loop {
        let mut choices = [0usize; AXES.len()];
        for (axis, choice) in choices.iter_mut().enumerate() {
            *choice = allowed[axis][at[axis]];
        }
        visit(&choices);
        let mut axis = AXES.len();
        loop {
            if axis == 0 {
                return;
            }
            axis -= 1;
            at[axis] += 1;
            if at[axis] < allowed[axis].len() {
                break;
            }
            at[axis] = 0;
        }
    }
}

fn fits(mask: &Mask, choices: &Choices) -> bool {
    mask.iter().zip(choices).all(|(allowed, choice)| allowed[*choice])
}

/// Axes that are not named allow everything.
fn mask(
    place: &str,
    named: &BTreeMap<String, Vec<String>>,
    values: &[Vec<AxisValue>; AXES.len()],
) -> Result<Mask, CurveError> {
    let mut mask: Mask = std::array::from_fn(|axis| vec![true; values[axis].len()]);
    for (name, ids) in named {
        let axis = axis(place, name)?;
        mask[axis].fill(false);
        for id in ids {
            mask[axis][position(place, axis, id, values)?] = true;
        }
    }
    Ok(mask)
}

fn axis(place: &str, name: &str) -> Result<usize, CurveError> {
    axis_of(name).ok_or_else(|| CurveError::Axis {
        place: place.into(),
        found: name.into(),
        expected: AXES.iter().map(|axis| (*axis).to_owned()).collect(),
        suggestions: fxsens_core::suggest::closest(name, AXES.iter().copied()),
    })
}

fn position(
    place: &str,
    axis: usize,
    id: &str,
    values: &[Vec<AxisValue>; AXES.len()],
) -> Result<usize, CurveError> {
    let known = || values[axis].iter().map(|value| value.id.as_str());
    known().position(|known| known == id).ok_or_else(|| CurveError::Value {
        place: place.into(),
        axis: AXES[axis],
        found: id.into(),
        expected: known().map(str::to_owned).collect(),
        suggestions: fxsens_core::suggest::closest(id, known()),
    })
}

fn replica(file: &GridFile, values: &[Vec<AxisValue>; AXES.len()]) -> Result<Choices, CurveError> {
    let place = "the replica";
    for name in file.replica.keys() {
        axis(place, name)?;
    }
    let mut choices = [0; AXES.len()];
    for (axis, choice) in choices.iter_mut().enumerate() {
        let id = file.replica.get(AXES[axis]).ok_or_else(|| CurveError::Range {
            place: place.into(),
            problem: format!("has no value on the axis `{}`", AXES[axis]),
            expected: "one value per axis".into(),
        })?;
        *choice = position(place, axis, id, values)?;
    }
    Ok(choices)
}

fn check_unique(values: &[Vec<AxisValue>; AXES.len()], file: &GridFile) -> Result<(), CurveError> {
    let repeated = |ids: Vec<&str>| {
        let mut sorted = ids;
        sorted.sort_unstable();
        sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
    };
    let axes = AXES.iter().zip(values).map(|(axis, values)| {
        (format!("axis `{axis}`"), values.iter().map(|value| value.id.as_str()).collect::<Vec<_>>())
    });
    let blocks = ("the blocks".to_owned(), file.block.iter().map(|block| block.id.as_str()).collect());
    let excluded = ("the exclusions".to_owned(), file.exclude.iter().map(|e| e.id.as_str()).collect());
    for (place, ids) in axes.chain([blocks, excluded]) {
        if let Some(id) = repeated(ids) {
            let problem = format!("has two entries with the id `{id}`");
            return Err(CurveError::Range { place, problem, expected: "ids that occur once".into() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::folder::Grid;

    fn grid() -> GridFile {
        Grid::embedded().unwrap_or_else(|error| panic!("{error}")).file
    }

    #[test]
    fn the_shipped_grid_has_the_published_number_of_specs_and_its_replica() {
        let all = enumerate(&grid()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(all.specs.len(), 84_144);
        assert_eq!(all.replica, "0b8cabb10268");
        assert!(all.specs.iter().any(|(id, _)| *id == all.replica));
        assert!(
            all.specs.windows(2).all(|pair| pair[0].0 < pair[1].0),
            "ids are not in order or occur twice"
        );
        assert!(
            all.excluded.iter().all(|count| *count > 0),
            "an exclusion leaves nothing out: {:?}",
            all.excluded
        );
    }

    #[test]
    fn a_block_said_twice_adds_no_spec() {
        let (mut file, plain) = (grid(), enumerate(&grid()).map(|all| all.specs).unwrap_or_default());
        let again = file.block[0].clone();
        file.block.push(super::super::file::Block { id: "again".into(), ..again });
        file.block.reverse();
        assert_eq!(enumerate(&file).map(|all| all.specs).unwrap_or_default(), plain);
    }
}
