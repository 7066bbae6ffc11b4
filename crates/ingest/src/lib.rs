//! Official figures in: catalogue, embedded tables, readers, derived series and data checks.
