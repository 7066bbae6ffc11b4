//! How patient, polite and cautious the client is.

use std::time::Duration;

/// Limits of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Largest answer in bytes, unpacked.
    pub largest_answer: u64,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest wait for the next bytes.
    pub read_timeout: Duration,
    /// Longest duration of one call with its whole answer.
    pub total_timeout: Duration,
    /// Shortest time between the starts of two calls to one host.
    pub interval: Duration,
    /// Whether calls to this very machine keep to the interval too.
    pub pause_on_loopback: bool,
    /// How often a call is made before it counts as failed.
    pub attempts: u32,
    /// First pause before another attempt; each further one is twice as long.
    pub first_pause: Duration,
    /// Longest pause a server may ask for; when it asks for more, the call counts as failed.
    pub longest_pause: Duration,
    /// Whether the proxy that the environment names is used.
    pub proxy: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            largest_answer: 64 << 20,
            connect_timeout: Duration::from_secs(15),
            read_timeout: Duration::from_mins(1),
            total_timeout: Duration::from_mins(5),
            interval: Duration::from_secs(1),
            pause_on_loopback: false,
            attempts: 4,
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_mins(2),
            proxy: true,
        }
    }
}

impl Settings {
    /// Pause before attempt `attempt`, which counts from 1 for the first repetition: 2, 4, 8 s …
    pub fn pause(&self, attempt: u32) -> Duration {
        self.first_pause.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(self.longest_pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_twice_the_one_before_and_none_is_longer_than_the_longest() {
        let settings = Settings::default();
        let pauses: Vec<u64> = (1..=8).map(|attempt| settings.pause(attempt).as_secs()).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 120, 120]);
        assert_eq!(settings.pause(u32::MAX).as_secs(), 120);
    }
}
