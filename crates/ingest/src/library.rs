//! The series of a data folder, loaded on demand.

use std::collections::{BTreeMap, BTreeSet};

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Evaluator, Expr};
use fxsens_core::provenance::Provenance;
use fxsens_core::published::Published;
use fxsens_core::series::Series;
use fxsens_core::suggest::closest;
use fxsens_core::unit::Unit;

use crate::catalog::{self, Catalog, Entry};
use crate::derived::{self, Definition, Definitions};
use crate::embedded::Source;
use crate::error::IngestError;
use crate::known::{Known, State};
use crate::reader::tidy_csv;

/// A data folder: its catalogue, its derived series, and the tables behind them.
#[derive(Debug, Clone)]
pub struct Library {
    source: Source,
    catalog: Catalog,
    definitions: Definitions,
    parameters: BTreeMap<String, f64>,
    extra: Dataset,
    known: Option<Known>,
}

/// What one request needs: catalogued series, and derived ones in an order in which they can be evaluated.
#[derive(Default)]
struct Plan<'a> {
    entries: BTreeMap<&'a str, &'a Entry>,
    derived: Vec<(&'a Definition, Expr)>,
    stored: BTreeSet<String>,
    until: BTreeSet<String>,
    path: Vec<String>,
}

impl Library {
    /// Reads the catalogue and the derived definitions; no table is read yet.
    ///
    /// # Errors
    /// [`IngestError`] when one of the two files is missing or malformed, or an id is defined twice.
    pub fn open(source: Source) -> Result<Self, IngestError> {
        let catalog = Catalog::open(&source)?;
        let definitions = Definitions::open(&source)?;
        if let Some(id) = definitions.ids().find(|id| catalog.get(id).is_some()) {
            let (first, second) = (catalog::FILE.into(), derived::FILE.into());
            return Err(IngestError::DuplicateId { id: id.into(), first, second });
        }
        Ok(Self {
            source,
            catalog,
            definitions,
            parameters: BTreeMap::new(),
            extra: Dataset::new(),
            known: None,
        })
    }

    /// The same library with other values for parameters of derived series (`theta`, `phi_interest` …).
    ///
    /// # Errors
    /// [`IngestError::UnknownParameter`] when no derived series has such a parameter.
    pub fn with_parameters(mut self, parameters: BTreeMap<String, f64>) -> Result<Self, IngestError> {
        let known = self.definitions.parameters();
        if let Some(name) = parameters.keys().find(|name| !known.contains(name)) {
            return Err(IngestError::UnknownParameter { name: name.clone(), known });
        }
        self.parameters.extend(parameters);
        Ok(self)
    }

    /// The same library with series of the caller's, fetched or read from a file. They come before
    /// catalogued and derived series of the same id, and derived series can use them. One that does not say its unit and has a
    /// known id is taken to be in the unit of that id.
    #[must_use]
    pub fn with_series(mut self, series: impl IntoIterator<Item = Series>) -> Self {
        for mut series in series {
            if series.unit == Unit::Unknown {
                let catalogued = self.catalog.get(&series.id).map(|entry| entry.unit.clone());
                let derived = || self.definitions.get(&series.id).map(|definition| definition.unit.clone());
                series.unit = catalogued.or_else(derived).unwrap_or(Unit::Unknown);
            }
            self.extra.insert(series);
        }
        self
    }

    /// The same library with the states of a store beside the tables: of each series the latest vintage counts, or with a day asked
    /// about the latest that was known then.
    #[must_use]
    pub fn with_known(mut self, known: Known) -> Self {
        self.known = Some(known);
        self
    }

    /// The store's states, if a store is used.
    pub fn known(&self) -> Option<&Known> {
        self.known.as_ref()
    }

    /// Where the data are read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The catalogue.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The derived series.
    pub fn definitions(&self) -> &Definitions {
        &self.definitions
    }

    /// All ids, catalogued, derived and the caller's, sorted; unavailable derived ones are among them.
    pub fn ids(&self) -> Vec<&str> {
        let stored = self.known.iter().flat_map(Known::ids);
        let all = self.catalog.ids().chain(self.definitions.ids()).chain(self.extra.ids()).chain(stored);
        all.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether the id is known, available or not.
    pub fn contains(&self, id: &str) -> bool {
        self.catalog.get(id).is_some()
            || self.definitions.get(id).is_some()
            || self.extra.get(id).is_some()
            || self.is_stored(id)
    }

    /// The inputs a derived series lacks, those of its inputs included; empty when it can be computed or is not derived.
    pub fn missing_inputs(&self, id: &str) -> Vec<String> {
        if self.extra.get(id).is_some() || self.is_stored(id) {
            return Vec::new();
        }
        let requires = self.definitions.get(id).map_or(&[][..], |definition| &definition.requires);
        let mut missing: Vec<String> = Vec::new();
        for name in requires {
            if self.contains(name) {
                missing.extend(self.missing_inputs(name));
            } else {
                missing.push(name.clone());
            }
        }
        missing.dedup();
        missing
    }

    fn is_stored(&self, id: &str) -> bool {
        self.known.as_ref().is_some_and(|known| known.contains(id))
    }

    /// Loads the named series and nothing else; derived ones are computed from what they need. Only the
    /// files that hold them are read.
    ///
    /// # Errors
    /// [`IngestError::UnknownSeries`], [`IngestError::Unavailable`], [`IngestError::Cycle`], and whatever the
    /// reading and the evaluation report.
    pub fn load<I, S>(&self, ids: I) -> Result<Dataset, IngestError>
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let wanted: BTreeSet<String> = ids.into_iter().map(|id| id.as_ref().to_owned()).collect();
        let mut plan = Plan::default();
        for id in &wanted {
            self.plan(id, &mut plan)?;
        }
        let mut pool = self.read_files(&plan.entries)?;
        if let Some(known) = &self.known {
            for id in &plan.until {
                if let Some(cut) = pool.get(id).map(|series| known.until(series)).transpose()? {
                    pool.insert(cut);
                }
            }
            for id in &plan.stored {
                let table = pool.get(id).map(|series| known.until(series)).transpose()?;
                pool.insert(self.stored(known, id, table)?);
            }
        }
        for series in self.extra.iter() {
            pool.insert(series.clone());
        }
        for (definition, expression) in &plan.derived {
            let series = self.evaluate(definition, expression, &pool)?;
            pool.insert(series);
        }
        Ok(wanted.iter().filter_map(|id| pool.get(id).cloned()).collect())
    }

    /// Loads every series that is available.
    ///
    /// # Errors
    /// As [`Library::load`].
    pub fn load_all(&self) -> Result<Dataset, IngestError> {
        self.load(self.ids().into_iter().filter(|id| self.missing_inputs(id).is_empty()))
    }

    /// The published figures; with a day asked about, those that had been published by then.
    ///
    /// # Errors
    /// As [`crate::published::read`].
    pub fn published(&self) -> Result<Published, IngestError> {
        let published = crate::published::read(&self.source)?;
        Ok(match self.known.as_ref().and_then(Known::as_of) {
            Some(day) => crate::published::until(published, day),
            None => published,
        })
    }

    fn plan<'a>(&'a self, id: &str, plan: &mut Plan<'a>) -> Result<(), IngestError> {
        if self.extra.get(id).is_some() || plan.derived.iter().any(|(done, _)| done.id == id) {
            return Ok(());
        }
        let entry = self.catalog.get(id);
        if let Some(known) = &self.known {
            match known.state(id, entry) {
                Some(State::Stored) => {
                    plan.stored.insert(id.into());
                    // What the store does not reach back to comes from the table.
                    if let Some(entry) = entry.filter(|entry| known.table(entry).is_some()) {
                        plan.entries.insert(&entry.id, entry);
                    }
                    return Ok(());
                }
                Some(State::TableUntil) => {
                    plan.until.insert(id.into());
                }
                None if entry.is_some() => return Err(known.unknown(id, entry)),
                Some(State::Table) | None => {}
            }
        }
        if let Some(entry) = entry {
            plan.entries.insert(&entry.id, entry);
            return Ok(());
        }
        let Some(definition) = self.definitions.get(id) else {
            let suggestions = closest(id, self.ids().into_iter());
            return Err(IngestError::UnknownSeries { id: id.into(), suggestions });
        };
        if let Some(start) = plan.path.iter().position(|step| step == id) {
            let mut path = plan.path.split_off(start);
            path.push(id.into());
            return Err(IngestError::Cycle { path });
        }
        let missing = self.missing_inputs(id);
        if !missing.is_empty() {
            let fetch = definition.fetch.clone();
            return Err(IngestError::Unavailable { id: id.into(), missing, fetch });
        }
        let expression = Expr::parse(&definition.expression)
            .map_err(|source| IngestError::Parse { id: id.into(), source })?;
        plan.path.push(id.into());
        for name in expression.names() {
            if !definition.parameters.contains_key(&name) {
                self.plan(&name, plan)?;
            }
        }
        plan.path.pop();
        plan.derived.push((definition, expression));
        Ok(())
    }

    /// Whether figures can count as a state of the series of that id: of its frequency, and in its unit or one that can be converted.
    ///
    /// # Errors
    /// [`IngestError::StoredUnit`] when they cannot.
    pub fn check_state(&self, id: &str, series: &Series) -> Result<(), IngestError> {
        match self.catalog.get(id) {
            Some(entry) => as_catalogued(series.clone(), entry).map(|_| ()),
            None => Ok(()),
        }
    }

    /// A series of the store: its latest state, before the first period of that the state before, and so on to the table.
    fn stored(&self, known: &Known, id: &str, table: Option<Series>) -> Result<Series, IngestError> {
        let entry = self.catalog.get(id);
        let mut states = known.load_all(id)?.into_iter();
        let measured = |mut series: Series| {
            if let Some(entry) = entry {
                return as_catalogued(series, entry);
            }
            if let (Unit::Unknown, Some(definition)) = (&series.unit, self.definitions.get(id)) {
                series.unit = definition.unit.clone();
            }
            Ok(series)
        };
        let latest = states.next().ok_or_else(|| known.unknown(id, entry))?;
        let mut series = measured(latest)?;
        // An older state in another unit cannot be joined: what it measured is something else.
        let unit = series.unit.clone();
        for older in states.filter_map(|state| measured(state).ok()).filter(|older| older.unit == unit) {
            series = series.continued_by(&older, false);
        }
        if let Some((table, state)) = table.zip(entry.and_then(|entry| known.table(entry))) {
            series = series.continued_by(&table, state == State::TableUntil);
        }
        Ok(series)
    }

    fn read_files(&self, entries: &BTreeMap<&str, &Entry>) -> Result<Dataset, IngestError> {
        let mut by_file: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in entries.values() {
            by_file.entry(&entry.file).or_default().push(entry);
        }
        let mut dataset = Dataset::new();
        for (file, entries) in by_file {
            let name = format!("series/{file}");
            let text = self.source.read_text(&name)?;
            for mut series in tidy_csv::read(&name, &text, &entries)? {
                if let Some(entry) = self.catalog.get(&series.id) {
                    entry.describe(&mut series);
                }
                dataset.insert(series);
            }
        }
        Ok(dataset)
    }

    fn evaluate(&self, definition: &Definition, expr: &Expr, pool: &Dataset) -> Result<Series, IngestError> {
        let mut parameters = definition.parameters.clone();
        for (name, value) in &mut parameters {
            *value = self.parameters.get(name).copied().unwrap_or(*value);
        }
        let evaluated = Evaluator::new(pool)
            .with_parameters(parameters)
            .series(expr, &definition.id)
            .map_err(|source| IngestError::Evaluate { id: definition.id.clone(), source })?;
        let mut series = definition.describe(evaluated)?;
        series.provenance = provenance(definition, expr, pool);
        Ok(series)
    }
}

/// A stored state of a catalogued series, in the unit of the catalogue and under its title.
fn as_catalogued(mut series: Series, entry: &Entry) -> Result<Series, IngestError> {
    let mismatch = |found: String| IngestError::StoredUnit {
        id: entry.id.clone(),
        stated: entry.unit.to_string(),
        found,
    };
    let provenance = series.provenance.clone();
    if series.frequency() != entry.index_frequency() {
        return Err(IngestError::StoredUnit {
            id: entry.id.clone(),
            stated: format!("figures by {}", entry.index_frequency().noun()),
            found: format!("figures by {}", series.frequency().noun()),
        });
    }
    if series.unit != entry.unit && series.unit != Unit::Unknown {
        let factor = series.unit.factor_to(&entry.unit).map_err(|_| mismatch(series.unit.to_string()))?;
        let values = series.values().iter().map(|value| value * factor).collect();
        series = Series::from_values(series.id.clone(), series.start(), values);
    }
    entry.describe(&mut series);
    series.provenance = Provenance { licence: entry.licence.clone(), ..provenance };
    Ok(series)
}

/// Provenance of a derived series: those of its inputs, each named once.
fn provenance(definition: &Definition, expression: &Expr, pool: &Dataset) -> Provenance {
    let names = expression.names();
    let inputs: Vec<&Provenance> =
        names.iter().filter_map(|name| pool.get(name)).map(|series| &series.provenance).collect();
    let join = |part: fn(&Provenance) -> &str| {
        let parts: BTreeSet<&str> = inputs.iter().flat_map(|p| part(p).split("; ")).collect();
        parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
    };
    Provenance {
        agency: join(|p| &p.agency),
        table: format!("derived: {}", definition.expression),
        licence: join(|p| &p.licence),
        vintage: join(|p| &p.vintage),
    }
}
