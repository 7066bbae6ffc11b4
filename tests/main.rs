//! Tests of the whole program: command line, data, models, published numbers, reproducibility.
//!
//! One binary, so that the program is linked once.

mod architecture;
mod claims;
mod cli;
mod golden;
mod program;
mod registry;
mod reproducible;
