//! Iterative refinement: the residuals of the equations in twice the precision, the corrections in one.
//!
//! Björck (1967) applies the idea to the augmented system `r + Xb = f`, `X'r = g`; the error shrinks by the
//! condition number times `1e-16` per step, so one or two steps give nearly all digits that the data determine.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::extended::Extended;
use super::factor::Factor;
use crate::linalg::twofold::Twofold;

/// Most steps taken; more are never needed within the rank tolerance.
const STEPS: usize = 4;

/// Refines an augmented solution `(r, b)` in place until the corrections are rounding errors.
pub fn augmented(
    factor: &Factor,
    x: &Extended<'_>,
    f: ArrayView1<'_, f64>,
    g: ArrayView1<'_, f64>,
    r: &mut Array1<f64>,
    b: &mut Array1<f64>,
) {
    for _ in 0..STEPS {
        let missing_f = upper_residual(x, f, r.view(), b.view());
        let missing_g = lower_residual(x, g, r.view());
        let (step_r, step_b) = factor.solve_augmented(missing_f.view(), missing_g.view());
        let relative = step_b.iter().zip(b.iter()).map(|(step, value)| (step / value).abs());
        let largest = relative.filter(|size| size.is_finite()).fold(0.0, f64::max);
        *r += &step_r;
        *b += &step_b;
        if largest < 4.0 * f64::EPSILON {
            break;
        }
    }
}

/// The bread column by column: `b` of the augmented system with `f = 0` and `g = -eⱼ`. Exactly symmetric.
pub fn bread(factor: &Factor, x: &Extended<'_>) -> Array2<f64> {
    let (n, k) = x.x.dim();
    let f = Array1::zeros(n);
    let mut bread = Array2::zeros((k, k));
    for j in 0..k {
        let mut g = Array1::zeros(k);
        g[j] = -1.0;
        let (mut r, mut b) = factor.solve_augmented(f.view(), g.view());
        augmented(factor, x, f.view(), g.view(), &mut r, &mut b);
        bread.column_mut(j).assign(&b);
    }
    let transposed = bread.t().to_owned();
    (bread + transposed) * 0.5
}

/// `f − r − Xb`, shape `(n)`.
fn upper_residual(
    design: &Extended<'_>,
    f: ArrayView1<'_, f64>,
    r: ArrayView1<'_, f64>,
    b: ArrayView1<'_, f64>,
) -> Array1<f64> {
    let mut sums: Vec<Twofold> = f.iter().map(|value| Twofold::from(*value)).collect();
    for (sum, value) in sums.iter_mut().zip(r) {
        sum.add(-value);
    }
    for part in parts(design) {
        for (column, coefficient) in part.columns().into_iter().zip(b) {
            for (sum, value) in sums.iter_mut().zip(column) {
                sum.add_product(-value, *coefficient);
            }
        }
    }
    sums.into_iter().map(Twofold::value).collect()
}

/// `g − X'r`, shape `(k)`.
fn lower_residual(design: &Extended<'_>, g: ArrayView1<'_, f64>, r: ArrayView1<'_, f64>) -> Array1<f64> {
    let mut sums: Vec<Twofold> = g.iter().map(|value| Twofold::from(*value)).collect();
    for part in parts(design) {
        for (column, sum) in part.columns().into_iter().zip(&mut sums) {
            for (value, rest) in column.iter().zip(r) {
                sum.add_product(-value, *rest);
            }
        }
    }
    sums.into_iter().map(Twofold::value).collect()
}

/// The design and, if there is one, its tail.
fn parts<'a>(design: &'a Extended<'_>) -> impl Iterator<Item = ArrayView2<'a, f64>> {
    std::iter::once(design.x.reborrow()).chain(design.tail.as_ref().map(Array2::view))
}
