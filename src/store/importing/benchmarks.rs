//! Other organisations' figures. There may be hundreds of thousands, so what the
//! workbook has of an indicator is read once.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::store::error::StoreError;
use crate::store::importing::figures::{RESULT, in_words, same};
use crate::store::importing::order::{Said, order};
use crate::store::importing::units::in_unit;
use crate::store::importing::{Importing, Matched};
use crate::store::rows::codes::period_number;
use crate::store::rows::other_names::OtherNames;
use crate::store::rows::row;
use crate::workbook::import_outcome::{ImportLine, RowOutcome};
use crate::workbook::staged::{Slot, StagedFigures};
use crate::workbook::*;

/// What there is of one indicator, by the period's number and the organisation.
#[derive(Default)]
struct Have<'a> {
    before: HashMap<(i64, String), Vec<Benchmark>, RandomState>,
    /// What this import has brought already.
    here: HashSet<(i64, &'a str), RandomState>,
}

/// Matches them; `organisations` are what the workbook calls those that the file names, `numbers` those
/// of the periods.
pub fn match_benchmarks(
    importing: &mut Importing<'_>,
    matched: &Matched,
    numbers: &[i64],
    organisations: &[String],
) -> Result<(), StoreError> {
    let said = importing.said;
    let differing = two_that_differ(importing, matched, numbers, organisations);
    let (mut last, mut of, mut have) = (Said::default(), None, Have::default());
    for at in order(matched, numbers, &said.benchmarks) {
        importing.step()?;
        let figures = &said.benchmarks[at as usize];
        let (indicator, number) = (figures.indicator as usize, numbers[usize::from(figures.period)]);
        let Some(id) = matched.ids[indicator] else { continue };
        if of.replace(id) != Some(id) {
            (last, have) = (Said::default(), Have::of(importing, id)?);
            importing.inserted_rows.forget(id);
        }
        if differing.contains(&at) || last.before(importing, figures, number, (Table::Benchmark, RESULT)) {
            continue;
        }
        let Some(organisation) = figures.organisation.and_then(|at| organisations.get(usize::from(at)))
        else {
            continue;
        };
        let (reference, scale) = (&matched.references[indicator], matched.scales[indicator]);
        let usable = in_unit(importing, (id, &matched.rules[indicator]), figures, |_| None);
        take(importing, (id, reference, scale), organisation, &usable, number, &mut have)?;
    }
    Ok(())
}

/// Figures of one organisation that the file has under two names, of which two differ: both are refused,
/// each with the cell of the other. Their positions.
fn two_that_differ(
    importing: &mut Importing<'_>,
    matched: &Matched,
    numbers: &[i64],
    organisations: &[String],
) -> HashSet<u32> {
    let said = importing.said;
    let mut names: HashMap<&str, u32> = HashMap::new();
    for name in organisations {
        *names.entry(name).or_default() += 1;
    }
    let mut refused = HashSet::new();
    if names.values().all(|count| *count < 2) {
        return refused;
    }
    let mut first: HashMap<(Id, i64, &str), u32> = HashMap::new();
    for (at, figures) in (0..).zip(&said.benchmarks) {
        let name = figures.organisation.and_then(|at| organisations.get(usize::from(at)));
        let Some(name) = name.filter(|name| names.get(name.as_str()).is_some_and(|count| *count > 1)) else {
            continue;
        };
        let Some(id) = matched.ids[figures.indicator as usize] else { continue };
        let one = *first.entry((id, numbers[usize::from(figures.period)], name)).or_insert(at);
        let other = &said.benchmarks[one as usize];
        if one == at || RESULT.iter().all(|slot| same(figures.get(*slot), other.get(*slot))) {
            continue;
        }
        for (one, other, at) in [(other, figures, one), (figures, other, at)] {
            if refused.insert(at) {
                let words = |figures: &StagedFigures| {
                    let [numerator, denominator, stated] =
                        [Slot::Numerator, Slot::Denominator, Slot::Stated].map(|slot| figures.get(slot));
                    in_words(numerator, denominator, stated, "no figure")
                };
                let cell = said.cell(other.result_place());
                let reason = format!(
                    "{cell} says {} of {name} by another name; keep the one that counts",
                    words(other)
                );
                importing.refuse(one.result_place(), &words(one), reason);
            }
        }
    }
    refused
}

impl Have<'_> {
    fn of(importing: &Importing<'_>, id: Id) -> Result<Self, StoreError> {
        let mut have = Self::default();
        if id <= 0 || importing.inserted_rows.has(id) {
            return Ok(have);
        }
        // A figure may carry a name that its organisation had before.
        let called = OtherNames::read(importing.connection)?;
        for one in row::select::<Benchmark>(importing.connection, "WHERE indicator_id = ?1", [id])? {
            let number = period_number(one.period);
            let key = (number, called.own(&one.organisation).to_owned());
            have.before.entry(key).or_default().push(one);
        }
        Ok(have)
    }
}

fn take<'a>(
    importing: &mut Importing<'_>,
    (id, reference, scale): (Id, &str, f64),
    organisation: &'a str,
    figures: &StagedFigures,
    number: i64,
    have: &mut Have<'a>,
) -> Result<(), StoreError> {
    let said = importing.said;
    let (numerator, denominator) = (figures.get(Slot::Numerator), figures.get(Slot::Denominator));
    let computed = match (numerator, denominator) {
        (Some(numerator), Some(denominator)) if denominator > 0.0 => Some(scale * numerator / denominator),
        _ => None,
    };
    let value = figures.get(Slot::Stated).or(computed);
    let missing = match value {
        Some(_) => "",
        None => figures.missing.and_then(|at| said.reasons.get(usize::from(at))).map_or("", String::as_str),
    };
    if value.is_none() && missing.is_empty() {
        // A numerator alone compares nothing.
        return Ok(());
    }
    let place = figures.result_place();
    if !have.here.insert((number, organisation)) {
        // Two names in the file are one organisation, and say the same.
        importing.outcome.count(Table::Benchmark, RowOutcome::Unchanged);
        return Ok(());
    }
    let said_so = |there: &Benchmark| {
        same(there.value, value)
            && same(there.numerator, numerator)
            && same(there.denominator, denominator)
            && there.missing_because == missing
    };
    let mut rows = have.before.remove(&(number, organisation.to_owned())).unwrap_or_default();
    // Where the workbook has it under two names, what comes decides which is kept.
    let kept = rows.iter().position(said_so).unwrap_or(0);
    let there = (kept < rows.len()).then(|| rows.swap_remove(kept));
    let typed = match &there {
        Some(there) if !said_so(there) => importing.keeps_typed(&Record::Benchmark(there.clone()))?,
        _ => false,
    };
    // Where what was typed stays, nothing is decided.
    for other in rows.into_iter().filter(|_| !typed) {
        let removed = importing.remove(&Record::Benchmark(other.clone()), || {
            let words =
                |one: &Benchmark| in_words(one.numerator, one.denominator, one.value, &one.missing_because);
            ImportLine {
                fate: RowOutcome::Changed,
                table: Table::Benchmark,
                name: format!("{reference} {}, {}", other.organisation.trim(), other.period.title()),
                before: words(&other),
                after: format!("nothing: it is {organisation}’s, of which the file gives the figure"),
                place,
                by: String::new(),
            }
        })?;
        // Neither is touched until both may be.
        if !removed {
            return Ok(());
        }
    }
    if there.as_ref().is_some_and(said_so) {
        importing.outcome.count(Table::Benchmark, RowOutcome::Unchanged);
        return Ok(());
    }
    let period = said.periods[usize::from(figures.period)];
    let (identity, revision) = there.as_ref().map_or((0, 0), |there| (there.id, there.revision));
    let after = Benchmark {
        id: identity,
        revision,
        indicator_id: id,
        period,
        organisation: organisation.to_owned(),
        numerator,
        denominator,
        value,
        missing_because: missing.to_owned(),
        source: said.source(place),
    };
    let words = |one: &Benchmark| in_words(one.numerator, one.denominator, one.value, &one.missing_because);
    let before = there.as_ref().map(words).unwrap_or_default();
    let line = || ImportLine {
        fate: RowOutcome::Added,
        table: Table::Benchmark,
        name: format!("{reference} {organisation}, {}", period.title()),
        before,
        after: in_words(numerator, denominator, value, missing),
        place,
        by: String::new(),
    };
    match there {
        Some(there) => importing.change_or_keep(&Record::Benchmark(there), Record::Benchmark(after), line()),
        None => importing.add_or_refuse(&Record::Benchmark(after), line).map(drop),
    }
}
