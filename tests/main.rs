//! Tests of the whole program: command line, data, models, published numbers, reproducibility.
//!
//! One binary, so that the program is linked once.

#![allow(clippy::expect_used)] // a test that cannot set up its case must stop
#![allow(clippy::disallowed_methods)] // tests write their own temporary files

mod architecture;
mod claims;
mod cli;
mod curve;
mod examples;
#[cfg(feature = "net")]
mod fetch;
mod golden;
mod ladder;
mod links;
mod manual;
mod notebooks;
mod placebo;
mod plot;
mod program;
mod readers;
mod registry;
mod reproducible;
mod scenario;
mod store;
mod studies;
mod tables;
