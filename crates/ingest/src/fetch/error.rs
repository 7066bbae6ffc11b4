//! What can go wrong between a request and a stored answer.

use std::path::PathBuf;

/// An answer that did not come, or was not what was asked for. No text of it ever holds a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The name of the host means nothing.
    #[error("the name {host} cannot be resolved")]
    Name {
        /// The host.
        host: String,
    },
    /// Nobody answers.
    #[error("{host} cannot be reached: {reason}")]
    Connect {
        /// The host.
        host: String,
        /// What the system says.
        reason: String,
    },
    /// The proxy does not let the call through.
    #[error("{host} cannot be reached through the proxy {proxy}: {reason}")]
    Proxy {
        /// The host.
        host: String,
        /// Host and port of the proxy.
        proxy: String,
        /// What went wrong.
        reason: String,
    },
    /// No encrypted connection.
    #[error("no encrypted connection to {host}: {reason}")]
    Tls {
        /// The host.
        host: String,
        /// What went wrong.
        reason: String,
    },
    /// Too slow.
    #[error("{host} took too long: {what} within the {} s allowed", seconds(*limit_ms))]
    Timeout {
        /// The host.
        host: String,
        /// What did not come.
        what: &'static str,
        /// The limit in milliseconds.
        limit_ms: u64,
    },
    /// The answer broke off.
    #[error("the answer of {host} broke off: {problem}")]
    Truncated {
        /// The host.
        host: String,
        /// What was missing.
        problem: String,
    },
    /// The answer is larger than the limit.
    #[error("the answer of {host} {found}; at most {limit} bytes are taken")]
    TooLarge {
        /// The host.
        host: String,
        /// What it claims or sends.
        found: String,
        /// The limit.
        limit: u64,
    },
    /// The answer is somewhere else.
    #[error("{from} sends the request on to {to}, another host: refused")]
    Redirect {
        /// The host that was asked.
        from: String,
        /// The host it names.
        to: String,
    },
    /// The answer is always somewhere else.
    #[error("{host} sends the request on again and again")]
    RedirectLoop {
        /// The host.
        host: String,
    },
    /// The server says no.
    #[error("{host} answers with status {status}{}", said(message))]
    Status {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What the server says; may be empty.
        message: String,
    },
    /// The server wants a longer pause than is waited.
    #[error("{host} is busy and asks for a pause of {seconds} s")]
    Busy {
        /// The host.
        host: String,
        /// How long.
        seconds: u64,
    },
    /// The server breaks the protocol.
    #[error("the answer of {host} is not HTTP as it should be: {reason}")]
    Protocol {
        /// The host.
        host: String,
        /// What is wrong.
        reason: String,
    },
    /// Another kind of content than the service is known for.
    #[error("{host} sent {found}, not {expected}")]
    ContentType {
        /// The host.
        host: String,
        /// The content type of the answer.
        found: String,
        /// Those that were expected.
        expected: String,
    },
    /// The service answers with an error of its own.
    #[error("the service `{service}` refuses the request{}", said(message))]
    Refused {
        /// The service.
        service: String,
        /// What it says.
        message: String,
    },
    /// The content does not fit the request.
    #[error("the answer to {name} is not what was asked for: {problem}")]
    Content {
        /// Name of the answer.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// Series that were asked for did not come.
    #[error("the answer to {name} lacks {}", missing.join(", "))]
    Missing {
        /// Name of the answer.
        name: String,
        /// The codes.
        missing: Vec<String>,
    },
    /// An id the service cannot have.
    #[error("`{id}` is not an id of `{service}`; expected {expected}")]
    Id {
        /// The service.
        service: String,
        /// The id.
        id: String,
        /// What ids look like.
        expected: String,
    },
    /// Nothing to fetch.
    #[error("`{service}` needs at least one id")]
    NoId {
        /// The service.
        service: String,
        /// Sets the program knows.
        known: Vec<String>,
    },
    /// A first period where the service knows none.
    #[error("`{service}` cannot start at {since}: {reason}")]
    Since {
        /// The service.
        service: String,
        /// The period.
        since: String,
        /// Why not.
        reason: String,
    },
    /// A key is needed and not there.
    #[error("`{service}` needs a key")]
    NoKey {
        /// The service.
        service: String,
        /// The variable that may hold it.
        variable: String,
        /// The file that may hold it.
        file: Option<PathBuf>,
    },
    /// The file of keys, or a key, cannot be used.
    #[error("{place} {problem}")]
    Key {
        /// Variable or file.
        place: String,
        /// What is wrong; never the key itself.
        problem: String,
        /// What to do.
        hint: String,
    },
    /// An address in the list of services, or in its place, cannot be used.
    #[error("the address of `{service}` cannot be used: {problem}")]
    Address {
        /// The service.
        service: String,
        /// What is wrong.
        problem: String,
    },
}

fn said(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(": {message}") }
}

fn seconds(ms: u64) -> String {
    if ms.is_multiple_of(1000) { (ms / 1000).to_string() } else { format!("{}.{:03}", ms / 1000, ms % 1000) }
}

impl FetchError {
    /// The same with what a server said passed through `hide`: it may have repeated the key.
    #[must_use]
    pub(super) fn hiding(mut self, hide: &dyn Fn(&str) -> String) -> Self {
        let said = match &mut self {
            Self::Status { message, .. } | Self::Refused { message, .. } => Some(message),
            Self::Content { problem, .. } => Some(problem),
            Self::ContentType { found, .. } => Some(found),
            Self::Redirect { to, .. } => Some(to),
            _ => None,
        };
        if let Some(text) = said {
            *text = hide(text);
        }
        self
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Name { .. } | Self::Connect { .. } => {
                "is there a network? behind a proxy, set HTTPS_PROXY; or download the file on another machine and \
                 store it with `fxsens data import FILE`"
            }
            Self::Proxy { .. } => {
                "it is named by HTTPS_PROXY, HTTP_PROXY or ALL_PROXY; hosts in NO_PROXY are reached without it"
            }
            Self::Tls { .. } => {
                "the program trusts the usual public authorities only; a proxy that opens encrypted connections is refused"
            }
            Self::Timeout { .. } | Self::Truncated { .. } => {
                "try again; pages that arrived whole are not fetched again on the same day"
            }
            Self::Busy { .. } => {
                "try again later; pages that arrived whole are not fetched again on the same day"
            }
            Self::TooLarge { .. } => "ask for fewer series or a later start with --since, or raise --limit",
            Self::Redirect { .. } | Self::RedirectLoop { .. } | Self::ContentType { .. } => {
                "the service may have moved or be closed for maintenance; its address stands in fetch/services.toml of the \
                 data folder"
            }
            Self::Status { status: 401 | 403, .. } => {
                "is the key right? some services refuse unknown programs"
            }
            Self::Status { .. } | Self::Refused { .. } => "check the ids, and the key where one is needed",
            Self::Content { .. } | Self::Missing { .. } => "nothing of it was stored; check the ids",
            Self::NoId { known, .. } if !known.is_empty() => {
                return Some(format!("sets are {}", known.join(", ")));
            }
            Self::NoKey { variable, file, .. } => {
                let file =
                    file.as_ref().map(|file| format!(", or write it into {} (mode 0600)", file.display()));
                return Some(format!("set {variable}{}", file.unwrap_or_default()));
            }
            Self::Key { hint, .. } if !hint.is_empty() => return Some(hint.clone()),
            _ => return None,
        };
        Some(text.into())
    }
}
