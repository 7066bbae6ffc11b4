//! Linear quantile regression with a moving-block-bootstrap covariance.
