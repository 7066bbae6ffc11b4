//! Size and coverage of a specification at its own sample size, by simulation.
