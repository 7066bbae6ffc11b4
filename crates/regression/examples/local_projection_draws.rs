//! Writes the draws that the reference values of bootstrapped local projections use, one line per draw: the signs of the wild
//! bootstrap as `+` and `-`, or the first dates of the blocks of the moving-block bootstrap.
//!
//! ```console
//! cd tests/reference/local_projection
//! cargo run -p fxsens-regression --example local_projection_draws -- signs > bootstrap_signs.txt
//! cargo run -p fxsens-regression --example local_projection_draws -- starts > bootstrap_starts.txt
//! ```

#![allow(clippy::print_stdout, reason = "the program's output")]

use fxsens_regression::bootstrap::{Resampling, WildWeights};

const NOBS: usize = 177;
const LENGTH: usize = 6;
const SEED: u64 = 20_111_231;

fn main() {
    let starts = std::env::args().nth(1).is_some_and(|what| what == "starts");
    for draw in 0..99 {
        if starts {
            let dates = Resampling::MovingBlock { length: LENGTH }.draw(NOBS, SEED, draw);
            let firsts: Vec<String> = dates.iter().step_by(LENGTH).map(usize::to_string).collect();
            println!("{}", firsts.join(" "));
        } else {
            let weights = WildWeights::Rademacher.draw(NOBS, SEED, draw);
            println!("{}", weights.iter().map(|w| if *w > 0.0 { '+' } else { '-' }).collect::<String>());
        }
    }
}
