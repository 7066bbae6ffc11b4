//! Sums over a sample in independent lanes: the same order of operations, and the same bits, on every machine.

#![allow(clippy::needless_range_loop)] // loops over positions become wide instructions, iterators not always
#![allow(clippy::inline_always)] // what is not inlined runs without the wide instructions

/// Windows up to this length are summed term by term, longer ones by a running sum.
const SHORT: usize = 12;

/// Values summed side by side.
pub(crate) const LANES: usize = 16;

/// `Σ aᵢ bᵢ`.
#[inline(always)]
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    // Loops over positions: iterators are not always inlined into the wider instructions chosen at run time.
    let mut lanes = [0.0; LANES];
    let ((whole_a, rest_a), (whole_b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for i in 0..whole_a.len().min(whole_b.len()) {
        let (x, y) = (&whole_a[i], &whole_b[i]);
        for l in 0..LANES {
            lanes[l] += x[l] * y[l];
        }
    }
    let mut rest = 0.0;
    for i in 0..rest_a.len().min(rest_b.len()) {
        rest += rest_a[i] * rest_b[i];
    }
    let mut four = [0.0; 4];
    for l in 0..LANES {
        four[l % 4] += lanes[l];
    }
    (four[0] + four[1]) + (four[2] + four[3]) + rest
}

/// Sums of `lags + 1` consecutive values, those that reach over either end included: `sums` has at least `lags` values more
/// than `z`, zeros fill the rest. The sum of their squares over `lags + 1` is the Bartlett long-run variance times the sample size.
#[inline(always)]
pub(crate) fn window_sums(z: &[f64], lags: usize, sums: &mut [f64]) {
    let n = z.len();
    if lags > SHORT {
        let mut window = 0.0;
        sums[n + lags..].fill(0.0);
        for (t, sum) in sums[..n + lags].iter_mut().enumerate() {
            window += z.get(t).copied().unwrap_or(0.0) - t.checked_sub(lags + 1).map_or(0.0, |old| z[old]);
            *sum = window;
        }
        return;
    }
    sums[..n].copy_from_slice(z);
    sums[n..].fill(0.0);
    for lag in 1..=lags {
        let shifted = &mut sums[lag..lag + n];
        for t in 0..n {
            shifted[t] += z[t];
        }
    }
}

/// `target += sign · Σ factor · column`, four columns at a time.
#[inline(always)]
pub(crate) fn combine(target: &mut [f64], columns: &[&[f64]], factors: &[f64], sign: f64) {
    let n = target.len();
    for (c, f) in columns.chunks(4).zip(factors.chunks(4)) {
        if let ([a, b, c, d], [p, q, r, s]) = (c, f) {
            let (a, b, c, d) = (&a[..n], &b[..n], &c[..n], &d[..n]);
            let (p, q, r, s) = (sign * p, sign * q, sign * r, sign * s);
            for t in 0..n {
                target[t] += (p * a[t] + q * b[t]) + (r * c[t] + s * d[t]);
            }
        } else {
            for i in 0..c.len() {
                let (column, factor) = (&c[i][..n], sign * f[i]);
                for t in 0..n {
                    target[t] += factor * column[t];
                }
            }
        }
    }
}
