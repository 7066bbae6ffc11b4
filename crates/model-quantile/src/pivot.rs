//! One vertex of the linear programme and the step to a better one.

use std::cmp::Ordering;

use ndarray::{Array1, Array2};

/// Slopes and pivots below this share of the sum they belong to are rounding errors.
const ROUNDING: f64 = 1e-12;

/// A vertex: `k` observations fitted exactly, and what moving each of them does to all others.
#[derive(Debug, Clone)]
pub(crate) struct Vertex {
    /// The observations fitted exactly.
    basis: Vec<usize>,
    /// `X X_h⁻¹` row by row, `k` entries each: by how much the fit of observation `i` moves with slot `j`.
    tableau: Vec<f64>,
    /// Residuals; zero on the basis.
    residuals: Vec<f64>,
    /// Residuals of the outcome that settles ties.
    ties: Vec<f64>,
    /// Slot of each observation in the basis.
    slots: Vec<Option<usize>>,
}

/// What a step found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The vertex is now another one.
    Moved,
    /// No edge leads down.
    Optimal {
        /// Whether every edge leads up, none along.
        unique: bool,
    },
    /// An edge has no end: the weighted observations do not determine the coefficients.
    Deficient,
}

/// An edge: the fit of the observation in `slot` moves up (`sign` 1) or down (−1).
#[derive(Debug, Clone, Copy)]
struct Edge {
    slot: usize,
    sign: f64,
    /// Change of the loss per unit.
    slope: f64,
    /// Sum of the sizes the slope is made of.
    size: f64,
}

impl Vertex {
    /// A vertex from its tableau, shape `(n, k)`, and residuals, shape `(n)`.
    pub(crate) fn new(
        basis: Vec<usize>,
        tableau: &Array2<f64>,
        residuals: &Array1<f64>,
        ties: &Array1<f64>,
        tolerance: f64,
    ) -> Self {
        let mut slots = vec![None; residuals.len()];
        for (slot, i) in basis.iter().enumerate() {
            slots[*i] = Some(slot);
        }
        let zero = |i: usize, u: f64| if slots[i].is_some() || u.abs() <= tolerance { 0.0 } else { u };
        let residuals = residuals.iter().enumerate().map(|(i, u)| zero(i, *u)).collect();
        let ties = ties.iter().enumerate().map(|(i, u)| if slots[i].is_some() { 0.0 } else { *u }).collect();
        Self { basis, tableau: tableau.iter().copied().collect(), residuals, ties, slots }
    }

    /// The observations fitted exactly.
    pub(crate) fn basis(&self) -> &[usize] {
        &self.basis
    }

    /// Moves to the best vertex along one edge that leads down, or says that there is none.
    pub(crate) fn step(&mut self, weights: &[f64], tau: f64, tolerance: f64) -> Step {
        let edges = self.edges(weights, tau);
        let negligible = |edge: &Edge| ROUNDING * edge.size;
        // Observations of weight zero must leave the basis even where that costs nothing.
        let idle: Vec<Edge> =
            edges.iter().filter(|edge| weights[self.basis[edge.slot]] <= 0.0).copied().collect();
        let falling = edges.iter().filter(|edge| edge.slope < -negligible(edge));
        let steepest = falling.min_by(|a, b| (a.slope / a.size).total_cmp(&(b.slope / b.size)));
        if let Some(edge) = steepest {
            return self.follow(*edge, weights, tolerance);
        }
        let mut ends = Step::Optimal { unique: edges.iter().all(|edge| edge.slope > negligible(edge)) };
        for edge in idle {
            ends = self.follow(edge, weights, tolerance);
            if ends == Step::Moved {
                break;
            }
        }
        ends
    }

    /// Moves to the end of an edge: the first vertex from which on the loss no longer falls.
    fn follow(&mut self, edge: Edge, weights: &[f64], tolerance: f64) -> Step {
        match self.end(&edge, weights) {
            Some(entering) => {
                self.pivot(edge.slot, entering, tolerance);
                Step::Moved
            }
            None => Step::Deficient,
        }
    }

    /// Both edges of every slot.
    fn edges(&self, weights: &[f64], tau: f64) -> Vec<Edge> {
        let k = self.basis.len();
        let (mut slopes, mut sizes) = (vec![0.0; k], vec![0.0; k]);
        for (i, row) in self.tableau.chunks_exact(k).enumerate() {
            if self.slots[i].is_some() || weights[i] <= 0.0 {
                continue;
            }
            let pull = weights[i] * if self.is_positive(i) { tau } else { tau - 1.0 };
            for (j, v) in row.iter().enumerate() {
                slopes[j] += pull * v;
                sizes[j] += weights[i] * v.abs();
            }
        }
        let both = |slot: usize| {
            let weight = weights[self.basis[slot]];
            let size = sizes[slot] + weight;
            let up = Edge { slot, sign: 1.0, slope: (1.0 - tau) * weight - slopes[slot], size };
            [up, Edge { slot, sign: -1.0, slope: tau * weight + slopes[slot], size }]
        };
        (0..k).flat_map(both).collect()
    }

    /// The observation at whose zero residual the loss stops falling; `None` when no residual changes sign.
    fn end(&self, edge: &Edge, weights: &[f64]) -> Option<usize> {
        let k = self.basis.len();
        let column = |i: usize| edge.sign * self.tableau[i * k + edge.slot];
        let largest = (0..weights.len()).fold(0.0f64, |top, i| top.max(column(i).abs()));
        let crosses = |i: &usize| {
            let v = column(*i);
            let counts = weights[*i] > 0.0 && self.slots[*i].is_none() && v.abs() > 1e-10 * largest;
            counts && (v > 0.0) == self.is_positive(*i)
        };
        let mut crossings: Vec<(f64, f64, usize)> = (0..weights.len())
            .filter(crosses)
            .map(|i| ((self.residuals[i] / column(i)).abs(), self.ties[i] / column(i), i))
            .collect();
        crossings.sort_unstable_by(|a, b| {
            a.0.total_cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)).then_with(|| a.2.cmp(&b.2))
        });
        let mut slope = edge.slope;
        for (_, _, i) in &crossings {
            slope += weights[*i] * column(*i).abs();
            if slope >= -ROUNDING * edge.size {
                return Some(*i);
            }
        }
        crossings.last().map(|(_, _, i)| *i)
    }

    /// Exchanges the observation in `slot` for `entering`.
    fn pivot(&mut self, slot: usize, entering: usize, tolerance: f64) {
        let k = self.basis.len();
        let source: Vec<f64> = self.tableau[entering * k..(entering + 1) * k].to_vec();
        let move_main = self.residuals[entering] / source[slot];
        let move_ties = self.ties[entering] / source[slot];
        for (i, row) in self.tableau.chunks_exact_mut(k).enumerate() {
            let v = row[slot];
            let share = v / source[slot];
            for (target, from) in row.iter_mut().zip(&source) {
                *target -= share * from;
            }
            row[slot] = share;
            let moved = self.residuals[i] - v * move_main;
            self.residuals[i] = if moved.abs() <= tolerance { 0.0 } else { moved };
            self.ties[i] -= v * move_ties;
        }
        let leaving = std::mem::replace(&mut self.basis[slot], entering);
        self.slots[leaving] = None;
        self.slots[entering] = Some(slot);
        for (j, i) in self.basis.iter().enumerate() {
            self.residuals[*i] = 0.0;
            self.ties[*i] = 0.0;
            let row = &mut self.tableau[i * k..(i + 1) * k];
            row.fill(0.0);
            row[j] = 1.0;
        }
    }

    /// Whether the residual of an observation is positive, ties settled.
    fn is_positive(&self, i: usize) -> bool {
        let main = self.residuals[i].total_cmp(&0.0);
        let order = if self.residuals[i].abs() > 0.0 { main } else { self.ties[i].total_cmp(&0.0) };
        order == Ordering::Greater
    }
}
