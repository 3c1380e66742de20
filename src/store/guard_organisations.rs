//! What a change may not do to organisations, their groups and themes.

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::guard::in_use;
use super::row;
use crate::workbook::*;

/// An organisation ends after it begins, and is merged into another that is there.
pub(super) fn check_organisation(connection: &Connection, one: &Organisation) -> Result<(), StoreError> {
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
pub(super) fn check_group(connection: &Connection, group: &Group) -> Result<(), StoreError> {
    let other: Option<Group> =
        row::first(connection, "WHERE ours = 1 AND id <> ?1", params![group.id.max(0)])?;
    match other.filter(|_| group.ours) {
        Some(other) => Err(StoreError::invalid(format!("The workbook belongs to {} already", other.name))),
        None => Ok(()),
    }
}

/// Themes have two levels.
pub(super) fn check_theme(connection: &Connection, theme: &Theme) -> Result<(), StoreError> {
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

/// What is in use is not removed: the sentence says by what.
pub(super) fn check_removal(connection: &Connection, record: &Record) -> Result<(), StoreError> {
    let count = |sql: &str, id: Id| -> rusqlite::Result<i64> {
        connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))
    };
    let used = match record {
        Record::Organisation(one) => {
            let figures: i64 = connection
                .prepare_cached("SELECT count(*) FROM benchmark WHERE organisation = ?1 COLLATE NOCASE")?
                .query_row([&one.name], |row| row.get(0))?;
            let groups = count("SELECT count(*) FROM group_member WHERE organisation_id = ?1", one.id)?;
            match (figures, groups) {
                (0, 0) => return Ok(()),
                (0, 1) => "it is a member of a group".to_owned(),
                (0, more) => format!("it is a member of {more} groups"),
                (1, _) => "it has a figure".to_owned(),
                (more, _) => format!("it has {more} figures"),
            }
        }
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
