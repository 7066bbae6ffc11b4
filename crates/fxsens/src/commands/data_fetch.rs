//! `fxsens data fetch`.

use fxsens_core::table::{Cell, Column, Table};
use fxsens_ingest::fetch::{Client, Fetch, Keys, Service, ServiceInfo, Services, Settings, Wanted};
use fxsens_ingest::{Aliases, FileSeries};
use serde_json::json;

use crate::args::{DataFetch, FetchService};
use crate::clock::SystemClock;
use crate::commands::data_import;
use crate::config::{Context, variable};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Fetches figures into the store, or says what would be asked.
pub fn run(args: &DataFetch, context: &Context) -> Result<Exit, Failure> {
    let services = Services::open(&context.source, |name| variable(name)?.into_string().ok())?;
    let service = service(args.service);
    if args.ids.is_empty() {
        let info = services.get(service.name()).map_err(fxsens_ingest::IngestError::from)?;
        return list(info, args);
    }
    let names: Vec<&str> =
        services.iter().filter_map(|info| info.key.as_ref()).map(|key| key.variable.as_str()).collect();
    let keys = Keys::find(names, variable);
    let clock = SystemClock::start();
    let settings = Settings { largest_answer: u64::from(args.limit) << 20, ..Settings::default() };
    let client = Client::new(concat!("fxsens/", env!("CARGO_PKG_VERSION")), settings, &clock);
    let store = context.store()?;
    let known = Aliases::of(&context.library()?)?;
    let aliases = |file: &FileSeries| known.id(file);
    let say = |text: &str| output::message(context.quiet, text);
    let fetch = Fetch {
        services: &services,
        source: &context.source,
        client: &client,
        keys: &keys,
        store: &store,
        aliases: &aliases,
        say: &say,
    };
    let wanted = Wanted { service, ids: args.ids.clone(), since: args.since };
    let jobs = fetch.plan(&wanted, args.dry_run)?;
    if args.dry_run {
        let lines = jobs.iter().map(|job| fetch.describe(job)).collect::<Result<Vec<_>, _>>();
        let lines = lines.map_err(fxsens_ingest::IngestError::from)?;
        output::print(&lines.join("\n"))?;
        return Ok(Exit::Done);
    }
    let stored = fetch.run(&jobs)?;
    output::print_table(
        &data_import::table(&stored),
        &json!({ "store": store.root(), "records": stored }),
        args.format,
    )?;
    output::message(
        context.quiet,
        &format!("{} stored in {}", records(stored.len()), store.root().display()),
    );
    Ok(Exit::Done)
}

fn records(n: usize) -> String {
    if n == 1 { "1 record".into() } else { format!("{n} records") }
}

fn service(service: FetchService) -> Service {
    match service {
        FetchService::Boj => Service::Boj,
        FetchService::Mof => Service::Mof,
        FetchService::Fred => Service::Fred,
        FetchService::Alfred => Service::Alfred,
        FetchService::Ecb => Service::Ecb,
        FetchService::Bis => Service::Bis,
        FetchService::Estat => Service::Estat,
        FetchService::Worldbank => Service::WorldBank,
    }
}

/// What the service has names for, and how its other ids look.
fn list(info: &ServiceInfo, args: &DataFetch) -> Result<Exit, Failure> {
    let rows = info.sets.iter().map(|set| vec![Cell::text(set.id.clone()), Cell::text(set.title.clone())]);
    let mut notes = vec![format!("Ids are {}.", info.ids)];
    if let Some(key) = &info.key {
        notes.push(format!(
            "The key: {}, or `{}` in fxsens/keys.toml of your folder of settings.",
            key.variable, key.name
        ));
    }
    let table = Table {
        id: "sets".into(),
        title: info.title.clone(),
        columns: vec![Column::text("Id"), Column::text("Figures")],
        rows: rows.collect(),
        notes,
    };
    let sets: Vec<_> = info.sets.iter().map(|set| json!({ "id": set.id, "title": set.title })).collect();
    output::print_table(
        &table,
        &json!({ "service": info.name, "title": info.title, "ids": info.ids, "sets": sets }),
        args.format,
    )?;
    Ok(Exit::Done)
}
