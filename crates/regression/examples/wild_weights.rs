//! Writes the Rademacher weights that the reference values of the wild bootstrap use: one line per draw, `+` and `-`.
//!
//! ```console
//! cargo run -p fxsens-regression --example wild_weights > tests/reference/bootstrap/weights.txt
//! ```

#![allow(clippy::print_stdout, reason = "the program's output")]

use fxsens_regression::bootstrap::WildWeights;

fn main() {
    for draw in 0..99 {
        let weights = WildWeights::Rademacher.draw(80, 20_151_231, draw);
        println!("{}", weights.iter().map(|w| if *w > 0.0 { '+' } else { '-' }).collect::<String>());
    }
}
