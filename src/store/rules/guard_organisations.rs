//! What a change may not do to organisations, their groups and themes.

use rusqlite::{Connection, params};

use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::store::rules::guard::in_use;
use crate::workbook::compared::{TWO_FIGURES, one_figure};
use crate::workbook::*;

/// An organisation ends after it begins, and is merged into another that is there. A name that figures
/// carry stays one of its names.
pub(in crate::store) fn check_organisation(
    connection: &Connection,
    one: &Organisation,
) -> Result<(), StoreError> {
    let before = if one.id > 0 { row::get::<Organisation>(connection, one.id)? } else { None };
    let dropped = before
        .iter()
        .flat_map(|before| before.names())
        .filter(|name| one.names().all(|kept| !kept.eq_ignore_ascii_case(name)));
    for name in dropped {
        let carried = figures_named(connection, name)?;
        if carried > 0 {
            return Err(StoreError::invalid(format!(
                "{} of {} {} its name as “{name}”: keep that among its other names",
                counted(carried, "figure"),
                one.name,
                if carried == 1 { "has" } else { "have" },
            )));
        }
    }
    let gained = before.iter().any(|before| one.names().any(|name| before.names().all(|old| old != name)));
    if let Some(differing) = if gained { figures_that_differ(connection, one)? } else { None } {
        return Err(StoreError::invalid(format!(
            "{} cannot have all these names: {differing}. Import the one that counts under either name first",
            one.name
        )));
    }
    if one.exists_from.zip(one.exists_to).is_some_and(|(from, to)| to < from) {
        return Err(StoreError::invalid(format!("{} cannot end before it begins", one.name)));
    }
    let mut into = one.merged_into;
    while let Some(id) = into {
        let Some(next) = row::get::<Organisation>(connection, id)? else { break };
        if next.id == one.id {
            return Err(StoreError::invalid(format!("{} cannot become a part of itself", one.name)));
        }
        into = next.merged_into;
    }
    Ok(())
}

/// The workbook belongs to one group at most.
pub(in crate::store) fn check_group(connection: &Connection, group: &Group) -> Result<(), StoreError> {
    let other: Option<Group> =
        row::first(connection, "WHERE ours = 1 AND id <> ?1", params![group.id.max(0)])?;
    match other.filter(|_| group.ours) {
        Some(other) => Err(StoreError::invalid(format!("The workbook belongs to {} already", other.name))),
        None => Ok(()),
    }
}

/// Themes have two levels.
pub(in crate::store) fn check_theme(connection: &Connection, theme: &Theme) -> Result<(), StoreError> {
    let Some(above) = theme.parent_id else { return Ok(()) };
    let above = row::get::<Theme>(connection, above)?;
    let has_some = |id: Id| row::first::<Theme>(connection, "WHERE parent_id = ?1", [id]);
    match above {
        Some(above) if above.id == theme.id => {
            Err(StoreError::invalid(format!("“{}” cannot be under itself", theme.name)))
        }
        Some(above) if above.parent_id.is_some() => Err(StoreError::invalid(format!(
            "“{}” cannot be under “{}”, which is itself under a theme: there are two levels",
            theme.name, above.name
        ))),
        Some(_) if theme.id > 0 && has_some(theme.id)?.is_some() => Err(StoreError::invalid(format!(
            "“{}” has themes under it and cannot be under another: there are two levels",
            theme.name
        ))),
        _ => Ok(()),
    }
}

/// `1 figure`, `12 figures`.
fn counted(count: i64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// How many figures carry a name.
fn figures_named(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM benchmark WHERE organisation = ?1 COLLATE NOCASE")?
        .query_row([name], |row| row.get(0))
}

/// Figures of one measure and period under two names of an organisation that differ, told with their
/// places; none where all agree.
fn figures_that_differ(connection: &Connection, one: &Organisation) -> Result<Option<String>, StoreError> {
    /// More than these are counted.
    const NAMED: usize = 3;
    let names = serde_json::Value::from(one.names().collect::<Vec<_>>()).to_string();
    let several = "WHERE organisation COLLATE NOCASE IN (SELECT value FROM json_each(?1))
         AND (indicator_id, period) IN (
            SELECT indicator_id, period FROM benchmark
            WHERE organisation COLLATE NOCASE IN (SELECT value FROM json_each(?1))
            GROUP BY indicator_id, period HAVING count(*) > 1)
         ORDER BY period, indicator_id, id";
    let rows: Vec<Benchmark> = row::select(connection, several, [&names])?;
    let mut told = Vec::new();
    for rows in rows.chunk_by(|a, b| (a.indicator_id, &a.period) == (b.indicator_id, &b.period)) {
        let because = one_figure(rows.to_vec()).map(|one| one.missing_because).unwrap_or_default();
        if let [first, ..] = rows
            && because.starts_with(TWO_FIGURES)
        {
            let indicator: Option<Indicator> = row::get(connection, first.indicator_id)?;
            let reference = indicator.map(|one| one.reference).unwrap_or_default();
            let period = first.period.title();
            told.push(format!("{reference}, {period} has {because}"));
        }
    }
    let more = told.len().saturating_sub(NAMED);
    told.truncate(NAMED);
    if more > 0 {
        told.push(format!("and {more} more"));
    }
    Ok((!told.is_empty()).then(|| told.join("; ")))
}

/// What still needs an organisation, by name; none where nothing does.
fn organisation_in_use(connection: &Connection, one: &Organisation) -> Result<Option<String>, StoreError> {
    let mut figures = 0;
    for name in one.names() {
        // A name that another has by now takes its figures along.
        let others: bool = connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM organisation WHERE id <> ?1
                    AND instr('; ' || lower(name || '; ' || other_names) || ';', '; ' || lower(?2) || ';') > 0)",
            )?
            .query_row(params![one.id, name], |row| row.get(0))?;
        if !others {
            figures += figures_named(connection, name)?;
        }
    }
    let names = |sql: &str| -> rusqlite::Result<String> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([one.id], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.join(", "))
    };
    let groups = names(
        "SELECT name FROM organisation_group WHERE id IN
            (SELECT group_id FROM group_member WHERE organisation_id = ?1) ORDER BY position, id",
    )?;
    let neighbours =
        names("SELECT name FROM organisation_group WHERE neighbours_of = ?1 ORDER BY position, id")?;
    let merged = names("SELECT name FROM organisation WHERE merged_into = ?1 ORDER BY name")?;
    let mut used = Vec::new();
    if figures > 0 {
        used.push(format!("it has {}", counted(figures, "figure")));
    }
    if !groups.is_empty() {
        used.push(format!("it is a member of {groups}"));
    }
    if !neighbours.is_empty() {
        used.push(format!("its nearest neighbours are the group {neighbours}"));
    }
    if !merged.is_empty() {
        used.push(format!("{merged} became a part of it"));
    }
    Ok((!used.is_empty()).then(|| used.join("; ")))
}

/// What is in use is not removed: the sentence says by what.
pub(in crate::store) fn check_removal(connection: &Connection, record: &Record) -> Result<(), StoreError> {
    let count = |sql: &str, id: Id| -> rusqlite::Result<i64> {
        connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))
    };
    let used = match record {
        Record::Organisation(one) => match organisation_in_use(connection, one)? {
            Some(used) => used,
            None => return Ok(()),
        },
        Record::Indicator(indicator) => {
            let filed: Option<IndicatorTheme> =
                row::first(connection, "WHERE indicator_id = ?1", [indicator.id])?;
            let theme = filed.map(|filed| row::get::<Theme>(connection, filed.theme_id)).transpose()?;
            match theme.flatten() {
                Some(theme) => format!("it is filed under the theme “{}”", theme.name),
                None => return Ok(()),
            }
        }
        Record::Theme(theme) => {
            let measures = count("SELECT count(*) FROM indicator_theme WHERE theme_id = ?1", theme.id)?;
            let under = count("SELECT count(*) FROM theme WHERE parent_id = ?1", theme.id)?;
            match (measures, under) {
                (0, 0) => return Ok(()),
                (0, _) => "there are themes under it".to_owned(),
                (1, _) => "an indicator belongs to it".to_owned(),
                (more, _) => format!("{more} indicators belong to it"),
            }
        }
        _ => return Ok(()),
    };
    let name = match record {
        Record::Organisation(one) => &one.name,
        Record::Theme(theme) => &theme.name,
        Record::Indicator(indicator) => &indicator.reference,
        _ => return Ok(()),
    };
    Err(in_use(name, &used))
}
