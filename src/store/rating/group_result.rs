//! The own figure of a workbook that belongs to a group: worked out from its
//! members' where nobody has entered one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::Connection;

use crate::domain::compare::Spread;
use crate::domain::{Measurement, Period};
use crate::store::rows::codes::PeriodOut;
use crate::store::rows::other_names::OtherNames;
use crate::workbook::compared::{TWO_FIGURES, figures_agree};
use crate::workbook::steps::empty_result;
use crate::workbook::{Id, Indicator, ResultRecord};

/// What the members have in a period, in the order of their names.
struct Members {
    period: Period,
    figures: Vec<MemberFigure>,
}

/// What one member has.
#[derive(Clone, Copy)]
enum MemberFigure {
    Nothing,
    One(Measurement),
    /// Two figures that differ, of which neither counts.
    Differing,
}

/// Fills in the results of the group by period number, where there is none: the sum of the numerators by
/// that of the denominators where all members with a figure have both, else their median. Does nothing in
/// a workbook that belongs to one council.
///
/// In one that belongs to a group it has met every figure there is of the indicator, and returns the rows that
/// are the only one with a value in their period.
pub(in crate::store) fn fill_in(
    connection: &Connection,
    indicator: &Indicator,
    results: &mut HashMap<i64, ResultRecord>,
    periods: Option<&[i64]>,
) -> rusqlite::Result<Option<Vec<Id>>> {
    let group: Option<Id> = connection
        .prepare_cached("SELECT max(id) FROM organisation_group WHERE ours = 1")?
        .query_row([], |row| row.get(0))?;
    let Some(group) = group else { return Ok(None) };
    let names = member_names(connection, group)?;
    let places: HashMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
    let called = OtherNames::read(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT period, organisation, numerator, denominator, value, id FROM benchmark WHERE indicator_id = ?1",
    )?;
    let mut rows = statement.query([indicator.id])?;
    let mut found: HashMap<i64, Members> = HashMap::new();
    // Of each period a row with a value, and whether there are more.
    let mut valued: HashMap<i64, (Id, bool)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let period: i64 = row.get(0)?;
        let stated: Option<f64> = row.get(4)?;
        if stated.is_some() {
            let id = row.get(5)?;
            valued.entry(period).and_modify(|(_, more)| *more = true).or_insert((id, false));
        }
        let own = called.own(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
        let Some(place) = places.get(own) else { continue };
        if periods.is_some_and(|periods| !periods.contains(&period)) {
            continue;
        }
        let figure = Measurement { numerator: row.get(2)?, denominator: row.get(3)?, stated };
        if figure.value(indicator.scale).is_none() {
            continue;
        }
        let members = match found.entry(period) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(new) => new.insert(Members {
                period: row.get::<_, PeriodOut>(0)?.0,
                figures: vec![MemberFigure::Nothing; names.len()],
            }),
        };
        let there = &mut members.figures[*place];
        *there = match *there {
            MemberFigure::Nothing => MemberFigure::One(figure),
            MemberFigure::One(other) if figures_agree(other, figure) => *there,
            _ => MemberFigure::Differing,
        };
    }
    for (period, members) in found {
        let entered = results.get(&period).is_some_and(|there| {
            there.measurement().value(indicator.scale).is_some() || !there.missing_because.trim().is_empty()
        });
        if !entered {
            results.insert(period, result(indicator, &names, &members));
        }
    }
    Ok(Some(valued.into_values().filter(|(_, more)| !more).map(|(id, _)| id).collect()))
}

/// The names of a group's members, in order.
fn member_names(connection: &Connection, group: Id) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT o.name FROM group_member AS m JOIN organisation AS o ON o.id = m.organisation_id
         WHERE m.group_id = ?1 ORDER BY o.name",
    )?;
    statement.query_map([group], |row| row.get(0))?.collect()
}

fn result(indicator: &Indicator, names: &[String], members: &Members) -> ResultRecord {
    let one = |figure: &MemberFigure| match figure {
        MemberFigure::One(figure) => Some(*figure),
        MemberFigure::Nothing | MemberFigure::Differing => None,
    };
    let figures: Vec<Measurement> = members.figures.iter().filter_map(one).collect();
    let of = figures.len();
    let mut result = empty_result(indicator.id, members.period);
    let counts: Option<Vec<(f64, f64)>> =
        figures.iter().map(|one| one.numerator.zip(one.denominator)).collect();
    match counts
        .filter(|counts| !counts.is_empty() && counts.iter().all(|(_, denominator)| *denominator > 0.0))
    {
        Some(counts) => {
            result.numerator = Some(counts.iter().map(|(numerator, _)| numerator).sum());
            result.denominator = Some(counts.iter().map(|(_, denominator)| denominator).sum());
            result.source = format!("worked out: pooled from the counts of {of} members");
        }
        None => {
            let spread = Spread::of(figures.iter().filter_map(|one| one.value(indicator.scale)));
            result.stated = spread.map(|spread| spread.median);
            result.source =
                format!("worked out: median of {of} members, for not all give numerator and denominator");
        }
    }
    let differing = names.iter().zip(&members.figures);
    let differing: Vec<&str> = differing
        .filter(|(_, figure)| matches!(figure, MemberFigure::Differing))
        .map(|(name, _)| name.as_str())
        .collect();
    if !differing.is_empty() {
        let why = format!("{TWO_FIGURES}: {}", differing.join(", "));
        match figures.is_empty() {
            true => result.missing_because = why,
            false => result.source.push_str(&format!("; not counted for {why}")),
        }
    }
    result
}
