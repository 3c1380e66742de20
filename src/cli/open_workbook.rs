//! The workbook a command works on, and finding things in it.

use std::path::Path;

use chrono::NaiveDate;

use crate::cli::{Context, Failure, Out};
use crate::domain::Period;
use crate::domain::naming::letters_apart as distance;
use crate::domain::reference::sort_key;
use crate::jobs::clock::gone_back;
use crate::store::{Access, Store, StoreError};
use crate::workbook::*;

/// Rows read at a time: few enough for little memory, many enough that
/// finding the start of each window costs nothing beside it.
pub const WINDOW: u32 = 5_000;

/// An open workbook with what every command asks first.
#[derive(Debug)]
pub struct OpenWorkbook {
    pub store: Store,
    pub opening: Opening,
}

impl OpenWorkbook {
    /// Opens a workbook to read from.
    pub fn read(context: &Context, path: &Path) -> Result<Self, Failure> {
        Self::of(context.open(path, Access::ReadOnly)?)
    }

    /// Opens a workbook to change it.
    pub fn change(context: &Context, path: &Path) -> Result<Self, Failure> {
        if context.read_only {
            return Err(Failure::usage(
                "--read-only was given, and this command changes the workbook. Leave out one of them.",
            ));
        }
        let mut store = context.open(path, Access::ReadWrite)?;
        store.keep_backups(context.world.places.backups());
        let book = Self::of(store)?;
        if let Some(sentence) = gone_back(context.world.now, &book.opening.changed_at) {
            crate::cli::say(context, &sentence);
        }
        Ok(book)
    }

    fn of(store: Store) -> Result<Self, Failure> {
        match store.answer(&Query::Opening)? {
            Data::Opening(opening) => Ok(Self { store, opening: *opening }),
            other => Err(unexpected(&other)),
        }
    }

    /// The period asked for, which the workbook must have; the one it opens
    /// at when none is.
    pub fn period(&self, asked: Option<Period>) -> Result<Period, Failure> {
        let Some(asked) = asked else {
            return self.opening.current().ok_or_else(|| Failure::failed("This workbook has no period."));
        };
        if self.opening.periods.iter().any(|record| record.code == asked) {
            return Ok(asked);
        }
        let known: Vec<String> = self.opening.periods.iter().map(|record| record.code.code()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        Err(Failure::failed(format!(
            "There is no period {asked} in this workbook. It has {}.",
            series(&known)
        )))
    }

    /// The record of a period that [`OpenWorkbook::period`] found.
    pub fn period_record(&self, period: Period) -> Result<PeriodRecord, Failure> {
        let found = self.opening.periods.iter().find(|record| record.code == period);
        found
            .cloned()
            .ok_or_else(|| Failure::failed(format!("There is no period {period} in this workbook.")))
    }

    /// The day by which "overdue" and the like are judged in a period.
    pub fn judged_on(&self, period: Period, context: &Context) -> Result<NaiveDate, Failure> {
        Ok(self.period_record(period)?.judged_on(&self.opening.workbook, context.world.now.date()))
    }

    /// The last period in order of time.
    pub fn last_period(&self) -> Result<Period, Failure> {
        match self.opening.periods.last() {
            Some(record) => Ok(record.code),
            None => self.period(None),
        }
    }

    /// Answers a list question.
    pub fn indicators(&self, request: ListRequest) -> Result<List<Standing>, Failure> {
        match self.store.answer(&Query::Indicators(request))? {
            Data::Indicators(list) => Ok(list),
            other => Err(unexpected(&other)),
        }
    }

    /// Everything about one indicator.
    pub fn detail(&self, indicator: Id, period: Period) -> Result<Detail, Failure> {
        match self.store.answer(&Query::Detail { indicator, period })? {
            Data::Detail(detail) => Ok(*detail),
            other => Err(unexpected(&other)),
        }
    }

    /// The indicator of a reference, written in capitals or not.
    pub fn indicator(&self, reference: &str, period: Period) -> Result<Id, Failure> {
        let wanted = reference.trim();
        let mut periods = vec![period];
        // One retired by then is still to be found where it was reported.
        periods
            .extend(self.opening.periods.iter().rev().map(|record| record.code).filter(|one| *one != period));
        for period in periods {
            let query = Query::Find { text: wanted.to_owned(), period, limit: 20 };
            let Data::Find(found) = self.store.answer(&query)? else { continue };
            let exact = found.iter().find(|one| one.reference == wanted);
            let same = found.iter().find(|one| one.reference.to_lowercase() == wanted.to_lowercase());
            if let Some(one) = exact.or(same) {
                return Ok(one.indicator_id);
            }
        }
        if let Some(id) = self.in_history(wanted)? {
            return Ok(id);
        }
        let near = self.near(wanted, period)?;
        let hint = match near.as_slice() {
            [] => "`quarterdeck list indicators FILE` prints those there are.".to_owned(),
            [one] => format!("{one} is near."),
            several => {
                format!("{} are near.", series(&several.iter().map(String::as_str).collect::<Vec<_>>()))
            }
        };
        Err(Failure::failed(format!(
            "There is no indicator {} in this workbook. {hint}",
            crate::ui::inert::fit(wanted, 40)
        )))
    }

    /// An indicator that no period reports, from the latest steps that touched
    /// it: one retired from the first period it was in, for instance.
    fn in_history(&self, wanted: &str) -> Result<Option<Id>, Failure> {
        let Data::History(list) =
            self.store.answer(&Query::History { about: None, window: Window { start: 0, length: 500 } })?
        else {
            return Ok(None);
        };
        let named = |change: &RowChange| match &change.after {
            Some(Record::Indicator(one)) => one.reference.eq_ignore_ascii_case(wanted),
            _ => false,
        };
        for operation in &list.rows {
            let Data::Operation(one) = self.store.answer(&Query::Operation { id: operation.id })? else {
                continue;
            };
            let Some(id) = one.changes.iter().find(|change| named(change)).map(|change| change.id) else {
                continue;
            };
            // It may have been removed, or renamed, since.
            let period = self.period(None)?;
            let now = self
                .detail(id, period)
                .ok()
                .filter(|now| now.indicator.reference.eq_ignore_ascii_case(wanted));
            if now.is_some() {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// References that differ by little, nearest first.
    fn near(&self, wanted: &str, period: Period) -> Result<Vec<String>, Failure> {
        /// Beyond so many, looking further takes longer than reading the list.
        const MAX: u64 = 50_000;
        let plain = |text: &str| -> Vec<char> {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(60).collect()
        };
        let wanted = plain(wanted);
        let mut found: Vec<(usize, String)> = Vec::new();
        let mut start = 0;
        loop {
            let window = Window { start, length: WINDOW };
            let list = self.indicators(ListRequest {
                period,
                sort: SortBy::Worst,
                descending: false,
                filter: Filter::default(),
                window,
                around: None,
            })?;
            start += list.rows.len() as u64;
            for row in &list.rows {
                let reference = plain(&row.reference);
                let part = wanted.len() > 1 && reference.windows(wanted.len()).any(|run| run == wanted);
                let distance = distance(&wanted, &reference);
                if part || (distance <= 2 && distance < wanted.len()) {
                    found.push((if part { 0 } else { distance }, row.reference.clone()));
                }
            }
            found.sort_by_cached_key(|(distance, reference)| (*distance, sort_key(reference)));
            found.truncate(3);
            if list.rows.is_empty() || start >= list.total || start >= MAX {
                break;
            }
        }
        let best = found.first().map_or(0, |(distance, _)| *distance);
        Ok(found
            .into_iter()
            .filter(|(distance, _)| *distance == best)
            .map(|(_, reference)| reference)
            .collect())
    }

    /// Makes a change and says what became of it. Where someone else has
    /// changed the same rows since they were read, `make` is asked again: a
    /// command names the outcome it wants, so it may simply come second.
    pub fn apply(
        &mut self,
        stamp: &Stamp,
        mut make: impl FnMut(&Self) -> Result<Change, Failure>,
    ) -> Result<Applied, Failure> {
        const TRIES: usize = 8;
        for _ in 1..TRIES {
            let change = make(self)?;
            match self.store.apply(&change, stamp) {
                Err(StoreError::Conflict(_)) => {}
                other => return Ok(other?),
            }
        }
        let change = make(self)?;
        Ok(self.store.apply(&change, stamp)?)
    }
}

/// Says what a change did, with what was read from a word (`echo`): "Saved: …".
pub fn saved(out: &mut Out, applied: &Applied, echo: &str) -> Result<(), Failure> {
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}{echo}", applied.label))
}

impl Drop for OpenWorkbook {
    /// What the store has to say besides what was asked for is said last.
    fn drop(&mut self) {
        for note in self.store.take_notes() {
            crate::cli::say_plainly(&note);
        }
    }
}

/// "A, B and C".
pub fn series(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// An answer to a question that was not asked: a fault of the program.
pub fn unexpected(data: &Data) -> Failure {
    let text = format!("{data:?}");
    let name: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    Failure::failed(format!("The workbook answered another question ({name}). Please report this."))
}

/// Whether one word is the other mistyped.
pub fn near_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    a.len() > 2 && distance(&letters(a), &letters(b)) <= 2
}

/// A period as written on the command line.
pub fn parse_period(text: &str) -> Result<Period, String> {
    Period::parse(text).map_err(|error| error.to_string())
}
