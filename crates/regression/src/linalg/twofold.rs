//! Sums of products as if computed in twice the working precision.
//!
//! Ogita, Rump and Oishi (2005, Algorithm 5.3): every rounding error is itself a floating-point number and is
//! summed along. Plain `f64` operations only, so results do not depend on the processor.

/// An unevaluated sum of two numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Twofold {
    high: f64,
    low: f64,
}

impl Twofold {
    /// Starts at a number.
    pub fn from(value: f64) -> Self {
        Self { high: value, low: 0.0 }
    }

    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        let (sum, error) = two_sum(self.high, value);
        self.high = sum;
        self.low += error;
    }

    /// Adds a product.
    pub fn add_product(&mut self, a: f64, b: f64) {
        let (product, error) = two_product(a, b);
        self.add(product);
        self.low += error;
    }

    /// The difference to a number, rounded once.
    pub fn minus(mut self, value: f64) -> f64 {
        self.add(-value);
        self.value()
    }

    /// The rounded value.
    pub fn value(self) -> f64 {
        self.high + self.low
    }
}

/// `x` to a whole power.
pub fn power(x: f64, exponent: usize) -> Twofold {
    let mut product = Twofold::from(1.0);
    for _ in 0..exponent {
        let mut next = Twofold::default();
        next.add_product(product.high, x);
        next.add_product(product.low, x);
        product = next;
    }
    product
}

/// `a + b` and its rounding error (Knuth 1969).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// `a * b` and its rounding error (Dekker 1971).
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let (a_high, a_low) = split(a);
    let (b_high, b_low) = split(b);
    (product, a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low))
}

/// Halves of 26 bits each.
fn split(a: f64) -> (f64, f64) {
    let scaled = 134_217_729.0 * a;
    let high = scaled - (scaled - a);
    (high, a - high)
}

#[cfg(test)]
mod tests {
    use super::Twofold;

    #[test]
    fn cancellation_leaves_the_exact_rest() {
        // (1 + 2^-30)^2 - 1 - 2^-29 = 2^-60, lost in plain f64.
        let a = 1.0 + 2f64.powi(-30);
        let mut sum = Twofold::from(-1.0);
        sum.add_product(a, a);
        sum.add(-(2f64.powi(-29)));
        assert_eq!(sum.value().to_bits(), 2f64.powi(-60).to_bits());
        let mut large = Twofold::from(1e16);
        large.add(1.0);
        large.add(-1e16);
        assert_eq!(large.value().to_bits(), 1.0f64.to_bits());
    }
}
