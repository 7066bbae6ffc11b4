//! The pause a server asks for.

use std::time::Duration;

/// The pause of a `Retry-After` header: seconds, or a moment, which is compared with `now` (`2026-09-08T00:12:05Z`). `None` for
/// anything else.
pub(super) fn retry_after(header: &str, now: &str) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too large to be read is longer than any pause that is waited.
        return Some(Duration::from_secs(header.parse().unwrap_or(u64::MAX)));
    }
    let then = jiff::fmt::rfc2822::parse(header).ok()?.timestamp();
    let now: jiff::Timestamp = now.parse().ok()?;
    Some(Duration::from_secs(u64::try_from(then.as_second() - now.as_second()).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_read_as_seconds_and_as_moments() {
        let now = "2026-09-08T00:12:05Z";
        for (header, expected) in [
            ("7", Some(7)),
            ("0", Some(0)),
            ("99999999999999999999", Some(u64::MAX)),
            ("Tue, 08 Sep 2026 00:12:35 GMT", Some(30)),
            ("Tue, 08 Sep 2026 00:00:00 GMT", Some(0)),
            ("", None),
            ("soon", None),
            ("-3", None),
        ] {
            assert_eq!(retry_after(header, now).map(|pause| pause.as_secs()), expected, "{header}");
        }
    }
}
