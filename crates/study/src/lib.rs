//! The question asked of the models: shocks, ladder, placebo, claims and verdict.
