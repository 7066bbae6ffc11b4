//! One call over the network: polite, patient, bounded.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, Proxy};

use super::clock::Clock;
use super::error::FetchError;
use super::failure::{self, Failure};
use super::keys::Key;
use super::message;
use super::request::Request;
use super::retry_after::retry_after;
use super::settings::Settings;
use super::url;

/// How often a request is sent on within its host.
const REDIRECTS: usize = 5;
/// How much of a refusal is read.
const REFUSAL: u64 = 64 << 10;

/// A client of official services.
pub struct Client<'a> {
    agent: Agent,
    proxy: Option<Proxy>,
    settings: Settings,
    clock: &'a dyn Clock,
    last_call: RefCell<BTreeMap<String, Duration>>,
}

impl<'a> Client<'a> {
    /// A client that introduces itself as `agent`, `fxsens/1.0`.
    pub fn new(agent: &str, settings: Settings, clock: &'a dyn Clock) -> Self {
        let proxy = settings.proxy.then(Proxy::try_from_env).flatten();
        let config = Agent::config_builder()
            .user_agent(agent)
            .proxy(proxy.clone())
            // Redirects are looked at here: they must not leave their host.
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_resolve(Some(settings.connect_timeout))
            .timeout_connect(Some(settings.connect_timeout))
            .timeout_recv_response(Some(settings.read_timeout))
            .timeout_per_read(Some(settings.read_timeout))
            .timeout_per_call(Some(settings.total_timeout))
            .timeout_global(Some(settings.total_timeout))
            .build();
        Self { agent: config.new_agent(), proxy, settings, clock, last_call: RefCell::default() }
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        self.clock
    }

    /// The unpacked body of the answer. What may pass is tried again, with pauses that double or are as long as the server asks.
    ///
    /// # Errors
    /// [`FetchError`], without the key.
    pub fn get(&self, request: &Request, key: Option<(&Key, &str)>) -> Result<Vec<u8>, FetchError> {
        match key {
            None => self.attempts(&request.url, request),
            Some((key, parameter)) => self
                .attempts(&key.add_to(&request.url, parameter), request)
                .map_err(|error| error.hiding(&|text| key.hide(text))),
        }
    }

    fn attempts(&self, address: &str, request: &Request) -> Result<Vec<u8>, FetchError> {
        let mut attempt = 1;
        loop {
            let (failed, asked) = match self.once(address, request) {
                Ok(body) => return Ok(body),
                Err(failed) => failed,
            };
            if !failed.again || attempt >= self.settings.attempts {
                return Err(failed.error);
            }
            let pause = asked.unwrap_or_else(|| self.settings.pause(attempt));
            if pause > self.settings.longest_pause {
                return Err(FetchError::Busy {
                    host: url::authority(&request.url),
                    seconds: pause.as_secs(),
                });
            }
            self.clock.sleep(pause);
            attempt += 1;
        }
    }

    /// One attempt, redirects within the host included; with a failure comes the pause the server asks for.
    fn once(&self, address: &str, request: &Request) -> Result<Vec<u8>, (Failure, Option<Duration>)> {
        let mut address = address.to_owned();
        let host = url::authority(&address);
        for _ in 0..=REDIRECTS {
            url::check(&address).map_err(|problem| {
                (Failure::last(FetchError::Address { service: host.clone(), problem }), None)
            })?;
            self.keep_interval(&address);
            let response = self.agent.get(&address).call();
            let mut response = response.map_err(|error| {
                (failure::of(error, &host, self.proxy_of(&address).as_deref(), &self.settings, false), None)
            })?;
            let status = response.status().as_u16();
            if (300..400).contains(&status) && response.headers().contains_key("location") {
                let location = text(response.headers(), "location");
                let next = url::join(&address, &location);
                let to = next.as_deref().map_or_else(|| "no address".into(), url::authority);
                address = next.filter(|next| url::stays(&address, next)).ok_or_else(|| {
                    (Failure::last(FetchError::Redirect { from: url::authority(&address), to }), None)
                })?;
                continue;
            }
            if status == 200 {
                return self.body(&mut response, &host, request).map_err(|failed| (failed, None));
            }
            let asked = retry_after(&text(response.headers(), "retry-after"), &self.clock.utc());
            return Err((refusal(&mut response, &host), asked));
        }
        Err((Failure::last(FetchError::RedirectLoop { host }), None))
    }

    /// Waits until the last call to this host is long enough ago.
    fn keep_interval(&self, address: &str) {
        if url::is_loopback(address) && !self.settings.pause_on_loopback {
            return;
        }
        let host = url::authority(address);
        let since = self.last_call.borrow().get(&host).map(|last| self.clock.elapsed().saturating_sub(*last));
        if let Some(rest) =
            since.and_then(|since| self.settings.interval.checked_sub(since)).filter(|rest| !rest.is_zero())
        {
            self.clock.sleep(rest);
        }
        self.last_call.borrow_mut().insert(host, self.clock.elapsed());
    }

    /// Host and port of the proxy this address is reached through; never its user name.
    fn proxy_of(&self, address: &str) -> Option<String> {
        let uri = address.parse().ok()?;
        let proxy = self.proxy.as_ref().filter(|proxy| !proxy.is_no_proxy(&uri))?;
        Some(format!("{}:{}", proxy.host(), proxy.port()))
    }

    /// The whole body of an answer of the right type, not longer than allowed.
    fn body(&self, response: &mut Response<Body>, host: &str, request: &Request) -> Result<Vec<u8>, Failure> {
        let found = text(response.headers(), "content-type");
        let kind = found.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !kind.is_empty() && !request.content_types.contains(&kind) {
            let expected = request.content_types.join(" or ");
            return Err(Failure::last(FetchError::ContentType {
                host: host.into(),
                found: printable(&kind),
                expected,
            }));
        }
        let limit = self.settings.largest_answer;
        let claimed = text(response.headers(), "content-length").parse::<u64>().ok();
        if let Some(claimed) = claimed.filter(|claimed| *claimed > limit) {
            let found = format!("would have {claimed} bytes");
            return Err(Failure::last(FetchError::TooLarge { host: host.into(), found, limit }));
        }
        let mut bytes = Vec::new();
        let read = response.body_mut().with_config().limit(limit).reader().read_to_end(&mut bytes);
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => {
                let address = &request.url;
                Err(failure::of(error.into(), host, self.proxy_of(address).as_deref(), &self.settings, true))
            }
        }
    }
}

/// An answer with another status than 200, with what the server says.
fn refusal(response: &mut Response<Body>, host: &str) -> Failure {
    let status = response.status().as_u16();
    let mut bytes = Vec::new();
    // What cannot be read of a refusal is not needed.
    let _ = response.body_mut().as_reader().take(REFUSAL).read_to_end(&mut bytes);
    let message = message::of(&bytes);
    let error = FetchError::Status { host: host.into(), status, message };
    Failure { error, again: matches!(status, 408 | 429 | 500 | 502 | 503 | 504) }
}

/// A header as text.
fn text(headers: &HeaderMap, name: &str) -> String {
    headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
        .unwrap_or_default()
}

/// At most a line of it, without control characters.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
