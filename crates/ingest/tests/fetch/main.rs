//! Fetching, against a server on this machine that replays what services are documented to do, and what they should not do.

#![cfg(feature = "net")]
#![allow(clippy::disallowed_methods, reason = "fixtures are written straight into a temporary folder")]
#![allow(clippy::expect_used, reason = "a test that cannot set up its case must stop")]

mod answers;
mod client;
mod keys;
mod pages;
mod plans;
mod rig;
mod services;
