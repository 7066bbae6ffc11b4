//! Iterative refinement: the residuals of the equations in twice the precision, the corrections in one.
//!
//! Björck (1967) applies the idea to the augmented system `r + Xb = f`, `X'r = g`; the error shrinks by the
//! condition number times `1e-16` per step, so one or two steps give nearly all digits that the data determine.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::factor::Factor;
use crate::linalg::twofold::Twofold;

/// Most steps taken; more are never needed within the rank tolerance.
const STEPS: usize = 4;

/// Refines an augmented solution `(r, b)` in place until the corrections are rounding errors.
pub fn augmented(
    factor: &Factor,
    x: ArrayView2<'_, f64>,
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
pub fn bread(factor: &Factor, x: ArrayView2<'_, f64>) -> Array2<f64> {
    let (n, k) = x.dim();
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
    x: ArrayView2<'_, f64>,
    f: ArrayView1<'_, f64>,
    r: ArrayView1<'_, f64>,
    b: ArrayView1<'_, f64>,
) -> Array1<f64> {
    let mut sums: Vec<Twofold> = f.iter().map(|value| Twofold::from(*value)).collect();
    for (sum, value) in sums.iter_mut().zip(r) {
        sum.add(-value);
    }
    for (column, coefficient) in x.columns().into_iter().zip(b) {
        for (sum, value) in sums.iter_mut().zip(column) {
            sum.add_product(-value, *coefficient);
        }
    }
    sums.into_iter().map(Twofold::value).collect()
}

/// `g − X'r`, shape `(k)`.
fn lower_residual(x: ArrayView2<'_, f64>, g: ArrayView1<'_, f64>, r: ArrayView1<'_, f64>) -> Array1<f64> {
    let one = |(column, start): (ArrayView1<'_, f64>, &f64)| {
        let mut sum = Twofold::from(*start);
        for (value, rest) in column.iter().zip(r) {
            sum.add_product(-value, *rest);
        }
        sum.value()
    };
    x.columns().into_iter().zip(g).map(one).collect()
}
