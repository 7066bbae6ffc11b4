//! Development only: the conformance suite, simulated data with known truth, reference values.
