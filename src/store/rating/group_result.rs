//! The own figure of a workbook that belongs to a group: worked out from its
//! members' where nobody has entered one.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use crate::domain::Measurement;
use crate::domain::compare::Spread;
use crate::store::rows::codes::CodeOut;
use crate::store::rows::other_names::OtherNames;
use crate::workbook::compared::{TWO_FIGURES, figures_agree};
use crate::workbook::steps::empty_result;
use crate::workbook::{Id, Indicator, ResultRecord};

/// What the members have in a period.
#[derive(Default)]
struct Members {
    code: String,
    /// Of those with a value, by name; none where there are two figures that differ.
    figures: BTreeMap<String, Option<Measurement>>,
}

/// Fills in the results of the group by period number, where there is none: the sum of the numerators by
/// that of the denominators where all members with a figure have both, else their median. Does nothing in
/// a workbook that belongs to one council.
pub(in crate::store) fn fill_in(
    connection: &Connection,
    indicator: &Indicator,
    results: &mut HashMap<i64, ResultRecord>,
    periods: Option<&[i64]>,
) -> rusqlite::Result<()> {
    let group: Option<Id> = connection
        .prepare_cached("SELECT max(id) FROM organisation_group WHERE ours = 1")?
        .query_row([], |row| row.get(0))?;
    let Some(group) = group else { return Ok(()) };
    let mut names = connection.prepare_cached(
        "SELECT o.name FROM group_member AS m JOIN organisation AS o ON o.id = m.organisation_id
         WHERE m.group_id = ?1",
    )?;
    let names: HashSet<String> = names.query_map([group], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let called = OtherNames::read(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT period, period, organisation, numerator, denominator, value FROM benchmark
         WHERE indicator_id = ?1 ORDER BY period",
    )?;
    let mut rows = statement.query([indicator.id])?;
    let mut found: HashMap<i64, Members> = HashMap::new();
    while let Some(row) = rows.next()? {
        let period: i64 = row.get(0)?;
        let own = called.own(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?);
        if periods.is_some_and(|periods| !periods.contains(&period)) || !names.contains(own) {
            continue;
        }
        let figure = Measurement { numerator: row.get(3)?, denominator: row.get(4)?, stated: row.get(5)? };
        if figure.value(indicator.scale).is_none() {
            continue;
        }
        let members = found.entry(period).or_default();
        members.code = row.get::<_, CodeOut>(1)?.0;
        let agrees = |there: Measurement| figures_agree(there, figure).then_some(there);
        members
            .figures
            .entry(own.to_owned())
            .and_modify(|there| *there = there.and_then(agrees))
            .or_insert(Some(figure));
    }
    for (period, members) in found {
        let entered = results.get(&period).is_some_and(|there| {
            there.measurement().value(indicator.scale).is_some() || !there.missing_because.trim().is_empty()
        });
        if !entered {
            results.insert(period, result(indicator, &members));
        }
    }
    Ok(())
}

fn result(indicator: &Indicator, members: &Members) -> ResultRecord {
    let figures: Vec<Measurement> = members.figures.values().copied().flatten().collect();
    let of = figures.len();
    let mut result = empty_result(indicator.id, &members.code);
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
    let differing = members.figures.iter().filter(|(_, figure)| figure.is_none());
    let mut differing: Vec<&str> = differing.map(|(name, _)| name.as_str()).collect();
    if !differing.is_empty() {
        differing.sort_unstable();
        let why = format!("{TWO_FIGURES}: {}", differing.join(", "));
        match figures.is_empty() {
            true => result.missing_because = why,
            false => result.source.push_str(&format!("; not counted for {why}")),
        }
    }
    result
}
