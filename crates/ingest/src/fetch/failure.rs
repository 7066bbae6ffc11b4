//! What the transport reports, in the words of this crate.

use std::io::ErrorKind;

use super::error::FetchError;
use super::settings::Settings;

/// A failed attempt.
pub(super) struct Failure {
    pub error: FetchError,
    /// Whether another attempt may succeed.
    pub again: bool,
}

impl Failure {
    pub fn last(error: FetchError) -> Self {
        Self { error, again: false }
    }

    pub fn passing(error: FetchError) -> Self {
        Self { error, again: true }
    }
}

/// An error of the transport. `proxy` is the proxy in use; `body` says whether the answer had begun.
pub(super) fn of(
    error: ureq::Error,
    host: &str,
    proxy: Option<&str>,
    settings: &Settings,
    body: bool,
) -> Failure {
    let host = host.to_owned();
    let through = |reason: String| match proxy {
        Some(proxy) => FetchError::Proxy { host: host.clone(), proxy: proxy.into(), reason },
        None => FetchError::Connect { host: host.clone(), reason },
    };
    match error {
        ureq::Error::Timeout(which) => Failure::passing(timeout(which, host, settings)),
        ureq::Error::HostNotFound if proxy.is_some() => {
            Failure::last(through("its name cannot be resolved".into()))
        }
        ureq::Error::HostNotFound => Failure::last(FetchError::Name { host }),
        ureq::Error::ConnectionFailed => Failure::last(through("no connection".into())),
        // The message may repeat the address of the proxy with its password.
        ureq::Error::ConnectProxyFailed(_) => {
            Failure::last(through("it does not open the connection".into()))
        }
        ureq::Error::InvalidProxyUrl => Failure::last(through("its address cannot be read".into())),
        ureq::Error::Tls(reason) => Failure::last(FetchError::Tls { host, reason: reason.into() }),
        ureq::Error::Rustls(error) => Failure::last(FetchError::Tls { host, reason: error.to_string() }),
        ureq::Error::Pem(_) => {
            Failure::last(FetchError::Tls { host, reason: "a certificate cannot be read".into() })
        }
        ureq::Error::BodyExceedsLimit(limit) => {
            Failure::last(FetchError::TooLarge { host, found: "is larger when unpacked".into(), limit })
        }
        ureq::Error::Decompress(_, error) => {
            let broken = error.kind() == ErrorKind::UnexpectedEof;
            let problem =
                if broken { "the packed data end too early" } else { "the packed data cannot be unpacked" };
            Failure { error: FetchError::Truncated { host, problem: problem.into() }, again: true }
        }
        ureq::Error::Io(error) => io(&error, &host, through, body),
        ureq::Error::LargeResponseHeader(..) => {
            Failure::last(FetchError::Protocol { host, reason: "its head is too long".into() })
        }
        ureq::Error::BodyStalled => {
            Failure::passing(FetchError::Truncated { host, problem: "nothing more came".into() })
        }
        // Neither repeats the address, which holds the key.
        ureq::Error::Protocol(_) if body => Failure::passing(FetchError::Truncated {
            host,
            problem: "its parts cannot be put together".into(),
        }),
        _ => Failure::last(FetchError::Protocol { host, reason: "it cannot be understood".into() }),
    }
}

fn io(error: &std::io::Error, host: &str, through: impl Fn(String) -> FetchError, body: bool) -> Failure {
    let host = host.to_owned();
    match error.kind() {
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe => {
            let problem = if body {
                "the connection was closed too early"
            } else {
                "the connection was closed without an answer"
            };
            Failure::passing(FetchError::Truncated { host, problem: problem.into() })
        }
        ErrorKind::InvalidData => Failure::last(FetchError::Tls { host, reason: error.to_string() }),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => {
            Failure::passing(through("the system gave up waiting".into()))
        }
        _ => Failure::last(through(error.to_string())),
    }
}

fn timeout(which: ureq::Timeout, host: String, settings: &Settings) -> FetchError {
    let (what, limit) = match which {
        ureq::Timeout::Connect => ("no connection", settings.connect_timeout),
        ureq::Timeout::Resolve => ("its name was not resolved", settings.connect_timeout),
        ureq::Timeout::Global | ureq::Timeout::PerCall => {
            ("the answer was not complete", settings.total_timeout)
        }
        _ => ("nothing more came", settings.read_timeout),
    };
    FetchError::Timeout { host, what, limit_ms: limit.as_millis() as u64 }
}
