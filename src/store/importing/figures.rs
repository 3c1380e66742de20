//! Results, targets and other organisations' results.

use std::collections::HashMap;
use std::fmt::Write;

use crate::domain::figures::{format_plain, same_figure};
use crate::store::bulk::inserted_rows;
use crate::store::bulk::pipeline::{BATCH, pipelined};
use crate::store::error::StoreError;
use crate::store::importing::order::{Said, order};
use crate::store::importing::units::in_unit;
use crate::store::importing::{Importing, Matched};
use crate::store::rows::codes::period_number;
use crate::store::rows::row;
use crate::workbook::import_outcome::{ImportLine, RowOutcome};
use crate::workbook::staged::{Slot, StagedFigures, StagedImport, column_letters};
use crate::workbook::*;

/// What a result is told in, and what a target is.
pub const RESULT: &[Slot] = &[Slot::Numerator, Slot::Denominator, Slot::Stated];
const TARGET: &[Slot] = &[Slot::Target];

/// What the workbook has of one indicator.
#[derive(Default)]
struct Have {
    results: HashMap<i64, ResultRecord>,
    targets: HashMap<i64, Target>,
}

pub fn match_figures(
    importing: &mut Importing<'_>,
    matched: &Matched,
    organisations: &[String],
) -> Result<(), StoreError> {
    let said = importing.said;
    let numbers: Vec<i64> = said.periods.iter().map(|period| period_number(*period)).collect();
    // Indicator after indicator, so that what there is of each is read once.
    let ordered = order(matched, &numbers, &said.figures);
    let of = |at: u32| said.figures[at as usize].indicator as usize;
    let id = |at: u32| matched.ids[of(at)];
    let runs: Vec<&[u32]> = ordered.chunk_by(|one, other| id(*one) == id(*other)).collect();
    // Results of new indicators are put together by another thread while this one stores those before.
    let new: Vec<bool> =
        matched.ids.iter().map(|id| id.is_some_and(|id| importing.inserted_rows.has(id))).collect();
    let ready = |run: &[u32]| -> Vec<Record> {
        let at = of(run[0]);
        let figures = run.iter().map(|at| &said.figures[*at as usize]).filter(|one| one.has_result());
        match matched.ids[at].filter(|_| new[at]) {
            Some(id) => {
                let new = |one| Record::Result(result(said, one, id, matched.scales[at], None));
                figures.map(new).collect()
            }
            None => Vec::new(),
        }
    };
    pipelined(
        runs.chunks(BATCH).map(Ok),
        |some| some.iter().map(|run| (*run, ready(run))).collect::<Vec<_>>(),
        |some| {
            some.iter_mut()
                .try_for_each(|(run, ready)| match_indicator(importing, matched, &numbers, run, ready))
        },
    )?;
    importing.inserted_rows.ordered(ordered, &matched.ids);
    crate::store::importing::benchmarks::match_benchmarks(importing, matched, &numbers, organisations)
}

/// Matches the figures of one indicator. Its results are `ready` where it is new.
fn match_indicator(
    importing: &mut Importing<'_>,
    matched: &Matched,
    numbers: &[i64],
    run: &[u32],
    ready: &[Record],
) -> Result<(), StoreError> {
    let mut ready = ready.iter();
    let mut have: Option<Have> = None;
    let (mut results, mut targets) = (Said::default(), Said::default());
    let said = importing.said;
    for at in run {
        let figures = &said.figures[*at as usize];
        importing.step()?;
        let indicator = figures.indicator as usize;
        let Some(id) = matched.ids[indicator] else { continue };
        let have = match &mut have {
            Some(have) => have,
            None => have.insert(match importing.inserted_rows.has(id) {
                true => Have::default(),
                false => crate::store::importing::figures::have(importing, id)?,
            }),
        };
        let number = numbers[usize::from(figures.period)];
        let reference = &matched.references[indicator];
        let usable =
            in_unit(importing, (id, &matched.rules[indicator]), figures, |slot| have.figure(number, slot));
        // A record made ready holds what has now been refused of it, too.
        let whole = RESULT.iter().all(|slot| usable.get(*slot) == figures.get(*slot));
        let ready = if figures.has_result() { ready.next().filter(|_| whole) } else { None };
        if usable.has_result() {
            let scale = matched.scales[indicator];
            if !results.before(importing, figures, number, (Table::Result, RESULT)) {
                take_result(importing, (id, scale), reference, &usable, have.results.get(&number), ready)?;
            }
        }
        if usable.get(Slot::Target).is_some()
            && !targets.before(importing, figures, number, (Table::Target, TARGET))
        {
            take_target(importing, id, reference, &usable, have.targets.get(&number))?;
        }
    }
    Ok(())
}

impl Have {
    /// A figure of a period, by the period's number.
    fn figure(&self, number: i64, slot: Slot) -> Option<f64> {
        let result = self.results.get(&number);
        match slot {
            Slot::Numerator => result?.numerator,
            Slot::Denominator => result?.denominator,
            Slot::Stated => result?.stated,
            Slot::Target => self.targets.get(&number).map(|target| target.value),
        }
    }
}

fn have(importing: &Importing<'_>, id: Id) -> Result<Have, StoreError> {
    let mut have = Have::default();
    if id <= 0 {
        return Ok(have);
    }
    for result in row::select::<ResultRecord>(importing.connection, "WHERE indicator_id = ?1", [id])? {
        have.results.insert(period_number(result.period), result);
    }
    for target in row::select::<Target>(importing.connection, "WHERE indicator_id = ?1", [id])? {
        have.targets.insert(period_number(target.period), target);
    }
    Ok(have)
}

/// A figure without decimals it does not have.
fn plain(value: f64) -> String {
    format_plain(value, 6)
}

/// `422/709 = 59.52`, `59.52`, `suppressed [c]`.
pub fn in_words(
    numerator: Option<f64>,
    denominator: Option<f64>,
    stated: Option<f64>,
    missing: &str,
) -> String {
    let fraction = match (numerator, denominator) {
        (None, None) => String::new(),
        (numerator, denominator) => {
            let half = |half: Option<f64>| half.map_or_else(String::new, plain);
            format!("{}/{}", half(numerator), half(denominator))
        }
    };
    match (fraction.is_empty(), stated) {
        (true, Some(stated)) => plain(stated),
        (true, None) => missing.to_owned(),
        (false, Some(stated)) => format!("{fraction} = {}", plain(stated)),
        (false, None) if missing.is_empty() => fraction,
        (false, None) => missing.to_owned(),
    }
}

pub fn same(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same_figure(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn take_result(
    importing: &mut Importing<'_>,
    (id, scale): (Id, f64),
    reference: &str,
    figures: &StagedFigures,
    there: Option<&ResultRecord>,
    ready: Option<&Record>,
) -> Result<(), StoreError> {
    let said = importing.said;
    let period = said.periods[usize::from(figures.period)];
    if figures.only_if_new
        && (there.is_some() || importing.periods.is_closed(importing.connection, period)?)
    {
        // An earlier result is known better here than by a table that only mentions it, and what was
        // reported without one stays so.
        importing.inserted_rows.forget(id);
        importing.outcome.count(Table::Result, RowOutcome::Unchanged);
        return Ok(());
    }
    let own;
    let record = match ready {
        Some(record) => record,
        None => {
            own = Record::Result(result(said, figures, id, scale, there));
            &own
        }
    };
    let Record::Result(after) = record else { return Ok(()) };
    let missing = figures.missing.and_then(|at| said.reasons.get(usize::from(at)));
    let unchanged = there.is_some_and(|was| {
        same(was.numerator, after.numerator)
            && same(was.denominator, after.denominator)
            && same(was.stated, after.stated)
            && was.missing_because == after.missing_because
    });
    if unchanged {
        importing.outcome.count(Table::Result, RowOutcome::Unchanged);
        return Ok(());
    }
    let (numerator, denominator, stated) = (after.numerator, after.denominator, after.stated);
    let line = || ImportLine {
        fate: RowOutcome::Added,
        table: Table::Result,
        name: format!("{reference} result, {}", period.title()),
        before: there
            .map(|there| in_words(there.numerator, there.denominator, there.stated, &there.missing_because))
            .unwrap_or_default(),
        after: in_words(numerator, denominator, stated, missing.map_or("", String::as_str)),
        place: figures.result_place(),
        by: String::new(),
    };
    match there {
        Some(there) => importing.change_or_keep(&Record::Result(there.clone()), record.clone(), line()),
        None => add(importing, id, record, line),
    }
}

/// The result that a file says, put onto the one that is there, and where it stands.
fn result(
    said: &StagedImport,
    figures: &StagedFigures,
    id: Id,
    scale: f64,
    there: Option<&ResultRecord>,
) -> ResultRecord {
    let source = source(said, figures);
    ResultRecord { source, ..inserted_rows::result(said, figures, id, scale, there) }
}

/// `returns.xlsx, Table 2a!D12 (numerator), E12 (denominator), F12`.
fn source(said: &StagedImport, figures: &StagedFigures) -> String {
    let mut told = String::new();
    let fraction = figures.place(Slot::Numerator) == figures.place(Slot::Denominator);
    for (slot, what) in
        [(Slot::Numerator, " (numerator)"), (Slot::Denominator, " (denominator)"), (Slot::Stated, "")]
    {
        let place = figures.place(slot);
        // Numerator and denominator of one cell are told once.
        if place.row == 0 || (fraction && slot == Slot::Denominator) {
            continue;
        }
        if told.is_empty() {
            told = said.source(place);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(told, ", {}{}", column_letters(place.column), place.row);
        }
        told.push_str(if fraction { "" } else { what });
    }
    told
}

fn take_target(
    importing: &mut Importing<'_>,
    id: Id,
    reference: &str,
    figures: &StagedFigures,
    there: Option<&Target>,
) -> Result<(), StoreError> {
    let said = importing.said;
    let Some(value) = figures.get(Slot::Target) else { return Ok(()) };
    if there.is_some_and(|there| same(Some(there.value), Some(value))) {
        importing.outcome.count(Table::Target, RowOutcome::Unchanged);
        return Ok(());
    }
    let period = said.periods[usize::from(figures.period)];
    let place = figures.place(Slot::Target);
    let line = || ImportLine {
        fate: RowOutcome::Added,
        table: Table::Target,
        name: format!("{reference} target, {}", period.title()),
        before: there.map(|there| plain(there.value)).unwrap_or_default(),
        after: plain(value),
        place,
        by: String::new(),
    };
    let Some(new) = inserted_rows::target(said, figures, id) else { return Ok(()) };
    let (identity, revision) = there.map_or((0, 0), |there| (there.id, there.revision));
    let after = Record::Target(Target { id: identity, revision, source: said.source(place), ..new });
    match there {
        Some(there) => importing.change_or_keep(&Record::Target(there.clone()), after, line()),
        None => add(importing, id, &after, line),
    }
}

/// Adds a figure of an indicator, or notes that it is refused.
fn add(
    importing: &mut Importing<'_>,
    indicator: Id,
    record: &Record,
    line: impl FnOnce() -> ImportLine,
) -> Result<(), StoreError> {
    if importing.add_or_refuse(record, line)?.is_none() {
        importing.inserted_rows.forget(indicator);
    }
    Ok(())
}
