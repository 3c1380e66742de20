//! Other organisations' figures. There may be hundreds of thousands, so what the
//! workbook has of an indicator is read once.

use std::collections::{HashMap, HashSet};

use super::figures::{RESULT, in_words, same, title};
use super::order::{Said, order};
use super::units::in_unit;
use super::{Arriving, Matched};
use crate::domain::Period;
use crate::store::called::Called;
use crate::store::codes::period_number;
use crate::store::error::StoreError;
use crate::store::row;
use crate::workbook::arrival::{ArrivalLine, Fate};
use crate::workbook::said::{FiguresSaid, Slot};
use crate::workbook::*;

/// What there is of one indicator, by the period's number and the organisation.
#[derive(Default)]
struct Have<'a> {
    before: HashMap<(i64, String), Benchmark>,
    /// What this import has brought already.
    here: HashSet<(i64, &'a str)>,
}

/// Matches them; `organisations` are what the workbook calls those that the file names, `numbers` those
/// of the periods.
pub fn match_benchmarks(
    arriving: &mut Arriving<'_>,
    matched: &Matched,
    numbers: &[i64],
    organisations: &[String],
) -> Result<(), StoreError> {
    let said = arriving.said;
    let (mut last, mut of, mut have) = (Said::default(), None, Have::default());
    for at in order(matched, numbers, &said.benchmarks) {
        arriving.step()?;
        let figures = &said.benchmarks[at as usize];
        let (indicator, number) = (figures.indicator as usize, numbers[usize::from(figures.period)]);
        let Some(id) = matched.ids[indicator] else { continue };
        if of.replace(id) != Some(id) {
            (last, have) = (Said::default(), Have::of(arriving, id)?);
            arriving.just_added.forget(id);
        }
        if last.before(arriving, figures, number, (Table::Benchmark, RESULT)) {
            continue;
        }
        let Some(organisation) = figures.organisation.and_then(|at| organisations.get(usize::from(at)))
        else {
            continue;
        };
        let (reference, scale) = (&matched.references[indicator], matched.scales[indicator]);
        let usable = in_unit(arriving, matched.units[indicator], figures, |_| None);
        take(arriving, (id, reference, scale), organisation, &usable, number, &mut have)?;
    }
    Ok(())
}

impl Have<'_> {
    fn of(arriving: &Arriving<'_>, id: Id) -> Result<Self, StoreError> {
        let mut have = Self::default();
        if id <= 0 || arriving.just_added.has(id) {
            return Ok(have);
        }
        // A figure may carry a name that its organisation had before.
        let called = Called::read(arriving.connection)?;
        for one in row::select::<Benchmark>(arriving.connection, "WHERE indicator_id = ?1", [id])? {
            let number = Period::parse(&one.period).map_or(0, period_number);
            have.before.insert((number, called.own(&one.organisation).to_owned()), one);
        }
        Ok(have)
    }
}

fn take<'a>(
    arriving: &mut Arriving<'_>,
    (id, reference, scale): (Id, &str, f64),
    organisation: &'a str,
    figures: &FiguresSaid,
    number: i64,
    have: &mut Have<'a>,
) -> Result<(), StoreError> {
    let said = arriving.said;
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
    let there = have.before.remove(&(number, organisation.to_owned()));
    let unchanged = there.as_ref().is_some_and(|there| {
        same(there.value, value)
            && same(there.numerator, numerator)
            && same(there.denominator, denominator)
            && there.missing_because == missing
    });
    let place = figures.result_place();
    if !have.here.insert((number, organisation)) {
        // Two names in the file are one organisation.
        let words = in_words(numerator, denominator, value, missing);
        let reason = format!("the file has {organisation} under two names here; keep the one that counts");
        arriving.refuse(place, &words, reason);
        return Ok(());
    }
    if unchanged {
        arriving.arrival.count(Table::Benchmark, Fate::Unchanged);
        return Ok(());
    }
    let code = &said.periods[usize::from(figures.period)];
    let (identity, revision) = there.as_ref().map_or((0, 0), |there| (there.id, there.revision));
    let after = Benchmark {
        id: identity,
        revision,
        indicator_id: id,
        period: code.clone(),
        organisation: organisation.to_owned(),
        numerator,
        denominator,
        value,
        missing_because: missing.to_owned(),
        source: said.source(place),
    };
    let words = |one: &Benchmark| in_words(one.numerator, one.denominator, one.value, &one.missing_because);
    let before = there.as_ref().map(words).unwrap_or_default();
    let line = || ArrivalLine {
        fate: Fate::Added,
        table: Table::Benchmark,
        name: format!("{reference} {organisation}, {}", title(code)),
        before,
        after: in_words(numerator, denominator, value, missing),
        place,
        by: String::new(),
    };
    match there {
        Some(there) => arriving.change_or_keep(&Record::Benchmark(there), Record::Benchmark(after), line()),
        None => arriving.add_or_refuse(&Record::Benchmark(after), line).map(drop),
    }
}
