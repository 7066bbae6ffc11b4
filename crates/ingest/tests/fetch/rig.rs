//! A client, a store and a clock that does not wait.

use std::cell::RefCell;
use std::error::Error;
use std::ffi::OsString;
use std::time::Duration;

use fxsens_ingest::fetch::{
    Client, Clock, Fetch, FetchError, Job, Keys, Request, Service, Services, Settings, Wanted,
};
use fxsens_ingest::{IngestError, Record, Source, Store};
use fxsens_testing::Loopback;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// Key of the tests; it must turn up in requests and nowhere else.
pub(crate) const KEY: &str = "0123456789abcdef0123456789abcdef";

/// Time passes only by sleeping.
pub(crate) struct FakeClock {
    now: RefCell<Duration>,
    pub(crate) slept: RefCell<Vec<u64>>,
    pub(crate) utc: String,
}

impl FakeClock {
    pub(crate) fn new() -> Self {
        let utc = "2026-11-28T06:00:00Z".into();
        Self { now: RefCell::new(Duration::ZERO), slept: RefCell::default(), utc }
    }
}

impl Clock for FakeClock {
    fn elapsed(&self) -> Duration {
        *self.now.borrow()
    }

    fn sleep(&self, span: Duration) {
        *self.now.borrow_mut() += span;
        self.slept.borrow_mut().push(span.as_millis() as u64);
    }

    fn utc(&self) -> String {
        self.utc.clone()
    }
}

/// Settings without a proxy and with short timeouts.
pub(crate) fn settings() -> Settings {
    Settings {
        largest_answer: 1 << 20,
        connect_timeout: Duration::from_secs(5),
        read_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(10),
        proxy: false,
        ..Settings::default()
    }
}

/// Everything a fetch needs.
pub(crate) struct Rig {
    pub(crate) clock: FakeClock,
    pub(crate) settings: Settings,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
    services: Services,
    keys: Keys,
    pub(crate) said: RefCell<Vec<String>>,
}

impl Rig {
    /// All services answer from this server; the keys are at hand.
    pub(crate) fn new(server: &Loopback) -> Result<Self, Box<dyn Error>> {
        let base = server.base();
        let folder = tempfile::tempdir()?;
        let key = |name: &str| name.ends_with("_KEY").then(|| OsString::from(KEY));
        Ok(Self {
            clock: FakeClock::new(),
            settings: settings(),
            store: Store::new(folder.path().join("store")),
            folder,
            services: Services::open(&Source::Embedded, |_| Some(base.clone()))?,
            keys: Keys::find(["FXSENS_FRED_KEY", "FXSENS_ESTAT_KEY"], key),
            said: RefCell::default(),
        })
    }

    /// The same without keys.
    pub(crate) fn without_keys(mut self) -> Self {
        self.keys = Keys::default();
        self
    }

    fn with<T>(&self, work: impl FnOnce(&Fetch) -> Result<T, IngestError>) -> Result<T, IngestError> {
        let client = Client::new("fxsens/test", self.settings.clone(), &self.clock);
        work(&Fetch {
            services: &self.services,
            source: &Source::Embedded,
            client: &client,
            keys: &self.keys,
            store: &self.store,
            aliases: &|file| (file.series.id == "EXJPUS").then(|| "usdjpy".into()),
            say: &|text| self.said.borrow_mut().push(text.to_owned()),
        })
    }

    /// Fetches and stores.
    pub(crate) fn fetch(&self, service: Service, ids: &[&str]) -> Result<Vec<Record>, IngestError> {
        let wanted = wanted(service, ids, None);
        self.with(|fetch| fetch.run(&fetch.plan(&wanted, false)?))
    }

    /// The error of a fetch that must fail.
    pub(crate) fn refusal(&self, service: Service, ids: &[&str]) -> FetchError {
        match self.fetch(service, ids) {
            Err(IngestError::Fetch(error)) => error,
            other => panic!("not refused: {other:?}"),
        }
    }

    /// The requests a dry run prints.
    pub(crate) fn dry_run(
        &self,
        service: Service,
        ids: &[&str],
        since: Option<&str>,
    ) -> Result<Vec<String>, IngestError> {
        let wanted = wanted(service, ids, since);
        self.with(|fetch| {
            let jobs: Vec<Job> = fetch.plan(&wanted, true)?;
            jobs.iter().map(|job| fetch.describe(job).map_err(IngestError::from)).collect()
        })
    }

    /// One call of the client alone, expecting JSON.
    pub(crate) fn get(&self, server: &Loopback, path: &str) -> Result<Vec<u8>, FetchError> {
        let request = Request {
            url: format!("{}{path}", server.base()),
            name: "answer.json".into(),
            content_types: vec!["application/json".into()],
        };
        Client::new("fxsens/test", self.settings.clone(), &self.clock).get(&request, None)
    }
}

fn wanted(service: Service, ids: &[&str], since: Option<&str>) -> Wanted {
    let since = since.map(|since| since.parse().expect("a period"));
    Wanted { service, ids: ids.iter().map(|id| (*id).to_owned()).collect(), since }
}
