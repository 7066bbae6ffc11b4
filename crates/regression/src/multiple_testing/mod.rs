//! Many hypotheses at once: family-wise error and false discovery.
