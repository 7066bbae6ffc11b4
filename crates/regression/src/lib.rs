//! Estimators and inference: least squares, HAC covariance, diagnostics.
