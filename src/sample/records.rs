//! Turns the data files into records, checking that they fit together.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::SampleError;
use super::format::*;
use crate::domain::Period;
use crate::workbook::{
    Action, BUDGET_TOLERANCE, Commentary, CommentaryKind, CommentaryStatus, Edit, Forecast, Id, Indicator,
    PeriodRecord, Printed, RISK_THRESHOLD, RatingOverride, Record, ResultRecord, Table, Target, Workbook,
};

/// A file's name, for messages, and its text.
pub type Source<'a> = (&'a str, &'a str);

/// The texts a workbook is read from; an empty one adds nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sources<'a> {
    pub workbook: Source<'a>,
    pub services: &'a [Source<'a>],
    /// The risk register, where there is one.
    pub risks: Option<Source<'a>>,
    pub illustrative: Source<'a>,
    pub budget: Source<'a>,
    pub commitments: Source<'a>,
    pub narrative: Source<'a>,
    pub questions: Source<'a>,
    /// What belongs together.
    pub links: Source<'a>,
}

/// Reads the data files into a workbook and the records to put in it.
pub fn read(sources: &Sources) -> Result<(Workbook, Vec<Edit>), SampleError> {
    let (name, text) = sources.workbook;
    let file: WorkbookFile = whole(name, text)?;
    if !file.periods.contains_key(&file.current_period) {
        let problem = format!("current_period {} is not among the periods", file.current_period);
        return Err(error(name, "[periods]", problem));
    }
    let mut reader = Reader::new(&file);
    for &(name, text) in sources.services {
        reader.service(name, whole(name, text)?)?;
    }
    let (name, text) = sources.illustrative;
    reader.illustrative(name, whole(name, text)?)?;
    if let Some((name, text)) = sources.risks {
        reader.risks(name, whole(name, text)?)?;
    }
    reader.budget(sources.budget)?;
    reader.commitments(sources.commitments)?;
    reader.narrative(sources.narrative)?;
    reader.questions(sources.questions)?;
    reader.links(sources.links)?;
    let workbook = Workbook {
        id: 0,
        revision: 0,
        uuid: String::new(),
        organisation: file.organisation,
        service: file.service,
        first_month: file.first_month,
        scheme: file.scheme,
        current_period: Some(file.current_period),
        review_ratings: file.review_ratings,
        note: file.note.trim().to_owned(),
        budget_tolerance: BUDGET_TOLERANCE,
        risk_threshold: RISK_THRESHOLD,
        compare_with: String::new(),
    };
    Ok((workbook, reader.edits))
}

/// What has been read so far.
pub(super) struct Reader {
    periods: BTreeSet<Period>,
    indicators: BTreeMap<String, Id>,
    /// Indicator and period of every result, published or invented.
    pub(super) results: BTreeSet<(Id, Period)>,
    edits: Vec<Edit>,
}

/// Where in a file something stands, for messages.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) entry: String,
}

impl<'a> Place<'a> {
    /// The head of a file.
    pub(super) fn top(file: &'a str) -> Self {
        Self { file, entry: "top of the file".to_owned() }
    }

    pub(super) fn new(file: &'a str, entry: &str) -> Self {
        Self { file, entry: entry.to_owned() }
    }

    pub(super) fn wrong(&self, problem: impl Into<String>) -> SampleError {
        error(self.file, &self.entry, problem)
    }
}

impl Reader {
    fn new(file: &WorkbookFile) -> Self {
        let mut reader = Self {
            periods: file.periods.keys().copied().collect(),
            indicators: BTreeMap::new(),
            results: BTreeSet::new(),
            edits: Vec::new(),
        };
        for (&code, &status) in &file.periods {
            reader.put(|id| {
                Record::Period(PeriodRecord {
                    id,
                    revision: 0,
                    code,
                    status,
                    reopened_because: String::new(),
                })
            });
        }
        reader
    }

    /// Adds a record under the next placeholder id, and returns that id.
    pub(super) fn put(&mut self, record: impl FnOnce(Id) -> Record) -> Id {
        let id = -(self.edits.len() as Id) - 1;
        self.edits.push(Edit::Put(record(id)));
        id
    }

    /// What has been put so far.
    pub(super) fn edits(&self) -> &[Edit] {
        &self.edits
    }

    pub(super) fn known_period(&self, place: &Place, period: Period) -> Result<Period, SampleError> {
        if self.periods.contains(&period) {
            Ok(period)
        } else {
            Err(place.wrong(format!("{period} is not among the periods of workbook.toml")))
        }
    }

    pub(super) fn known_indicator(&self, place: &Place, reference: &str) -> Result<Id, SampleError> {
        let id = self.indicators.get(reference).copied();
        id.ok_or_else(|| place.wrong("no service file has this indicator"))
    }

    fn service(&mut self, name: &str, mut file: ServiceFile) -> Result<(), SampleError> {
        let top = Place::top(name);
        self.known_period(&top, file.period)?;
        for (position, table) in std::mem::take(&mut file.indicator).into_iter().enumerate() {
            let (place, entry) = entry::<IndicatorEntry>(name, "indicator", position, table)?;
            self.indicator(&place, &file, entry)?;
        }
        for (field, text) in file.printed {
            self.printed(None, file.period, field, text);
        }
        Ok(())
    }

    fn indicator(
        &mut self,
        place: &Place,
        file: &ServiceFile,
        entry: IndicatorEntry,
    ) -> Result<(), SampleError> {
        let polarity = entry
            .polarity()
            .ok_or_else(|| place.wrong("polarity “band” needs band = [low, high]; the others have none"))?;
        if self.indicators.contains_key(&entry.reference) {
            return Err(place.wrong("this reference is used twice"));
        }
        let source = match entry.table.as_str() {
            "" => file.source.clone(),
            table => format!("{}, {table}", file.source),
        };
        let scale = entry.measure.scale().or(entry.per).unwrap_or_default();
        let indicator_id = self.put(|id| {
            Record::Indicator(Indicator {
                id,
                reference: entry.reference.clone(),
                description: entry.description,
                definition: entry.definition,
                kind: entry.kind,
                service: entry.service.unwrap_or_else(|| file.service.clone()),
                owner: entry.owner,
                officer: entry.officer,
                portfolio_holder: entry.portfolio_holder.unwrap_or_else(|| file.portfolio_holder.clone()),
                measure: entry.measure,
                unit_name: entry.unit_name,
                decimals: entry.decimals,
                scale,
                counted: entry.counted,
                polarity,
                frequency: entry.frequency,
                basis: entry.basis,
                comparator: entry.comparator,
                scheme: entry.scheme,
                tolerance: entry.tolerance,
                source: source.clone(),
                ..Indicator::default()
            })
        });
        self.indicators.insert(entry.reference, indicator_id);
        for (period, value) in entry.targets {
            let period = self.known_period(place, period)?;
            self.put(|id| {
                Record::Target(Target {
                    id,
                    revision: 0,
                    indicator_id,
                    period,
                    value,
                    carried: false,
                    source: String::new(),
                })
            });
        }
        for (period, result) in entry.results {
            self.result(place, indicator_id, period, result, &source)?;
        }
        for (period, value) in entry.forecasts {
            let period = self.known_period(place, period)?;
            self.put(|id| {
                Record::Forecast(Forecast { id, ..Forecast::stated(indicator_id, period, None, Some(value)) })
            });
        }
        if let Some(given) = entry.rating_override {
            self.put(|id| {
                Record::RatingOverride(RatingOverride {
                    id,
                    revision: 0,
                    indicator_id,
                    period: file.period,
                    rating: given.rating,
                    reason: given.reason,
                    by: given.by,
                    at: given.at,
                })
            });
        }
        for (field, text) in entry.printed {
            self.printed(Some(indicator_id), file.period, field, text);
        }
        for (kind, text) in entry.commentary.texts() {
            self.commentary(indicator_id, file.period, kind, text, CommentaryStatus::Draft);
        }
        for action in entry.action {
            self.action(place, indicator_id, file.period, action)?;
        }
        Ok(())
    }

    fn result(
        &mut self,
        place: &Place,
        indicator_id: Id,
        period: Period,
        result: ResultEntry,
        source: &str,
    ) -> Result<(), SampleError> {
        let period = self.known_period(place, period)?;
        let figure = result.numerator.is_some() || result.stated.is_some();
        if figure != result.missing_because.is_empty() {
            return Err(
                place.wrong(format!("the result for {period} needs either a figure or missing_because"))
            );
        }
        if result.covers_from.is_some() != result.covers_to.is_some() {
            return Err(place
                .wrong(format!("the result for {period} needs both covers_from and covers_to, or neither")));
        }
        self.results.insert((indicator_id, period));
        self.put(|id| {
            Record::Result(ResultRecord {
                id,
                revision: 0,
                indicator_id,
                period,
                numerator: result.numerator,
                denominator: result.denominator,
                stated: result.stated,
                printed: result.printed,
                missing_because: result.missing_because,
                status: result.status,
                covers_from: result.covers_from,
                covers_to: result.covers_to,
                basis: result.basis,
                illustrative: false,
                source: source.to_owned(),
            })
        });
        Ok(())
    }

    pub(super) fn printed(&mut self, indicator_id: Option<Id>, period: Period, field: String, text: String) {
        self.put(|id| Record::Printed(Printed { id, revision: 0, indicator_id, period, field, text }));
    }

    pub(super) fn commentary(
        &mut self,
        indicator_id: Id,
        period: Period,
        kind: CommentaryKind,
        text: String,
        status: CommentaryStatus,
    ) {
        self.put(|id| {
            Record::Commentary(Commentary {
                id,
                revision: 0,
                indicator_id,
                period,
                kind,
                text,
                status,
                carried_from: None,
            })
        });
    }

    fn action(
        &mut self,
        place: &Place,
        indicator_id: Id,
        period: Period,
        action: ActionEntry,
    ) -> Result<(), SampleError> {
        if let Some(by) = action.expected_by {
            self.known_period(place, by)?;
        }
        self.put(|id| {
            Record::Action(Action {
                id,
                subject: Table::Indicator,
                subject_id: indicator_id,
                period,
                description: action.description,
                client_group: action.client_group,
                owner: action.owner,
                due: action.due,
                status: action.status,
                progress: action.progress,
                expected_effect: action.expected_effect,
                expected_value: action.expected_value,
                expected_by: action.expected_by,
                ..Action::default()
            })
        });
        Ok(())
    }
}

/// Reads a whole file.
pub(super) fn whole<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, SampleError> {
    toml::from_str(text).map_err(|found| {
        let line = found.span().map_or(0, |span| text[..span.start].matches('\n').count()) + 1;
        error(name, &format!("line {line}"), found.message())
    })
}

/// Reads one entry of a list, told apart in messages by its reference, or by
/// its position where it has none.
pub(super) fn entry<'a, T: DeserializeOwned>(
    file: &'a str,
    table: &str,
    position: usize,
    values: toml::Table,
) -> Result<(Place<'a>, T), SampleError> {
    let name = match values.get("reference").and_then(toml::Value::as_str) {
        Some(reference) => format!("{table} {reference}"),
        None => format!("{table} number {}", position + 1),
    };
    let place = Place { file, entry: name };
    match values.try_into::<T>() {
        Ok(entry) => Ok((place, entry)),
        Err(found) => Err(place.wrong(found.to_string().trim().replace('\n', " "))),
    }
}

fn error(file: &str, place: &str, problem: impl Into<String>) -> SampleError {
    SampleError { file: file.to_owned(), place: place.to_owned(), problem: problem.into() }
}
