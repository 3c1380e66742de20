//! The sections of a period's report, without their texts.

use rusqlite::Connection;

use super::{actions, known_period};
use crate::domain::Period;
use crate::domain::validate::notes_to_self;
use crate::store::error::StoreError;
use crate::store::rows::codes::MaybePeriodOut;
use crate::store::rows::row;
use crate::workbook::*;

pub(super) fn answer(connection: &Connection, period: Period) -> Result<Vec<SectionHead>, StoreError> {
    let number = known_period(connection, period)?;
    let mut statement = connection.prepare_cached(
        "SELECT id, revision, kind, position, heading, status, carried_from, text, action_required
         FROM section WHERE period = ?1 ORDER BY kind, position, id",
    )?;
    let mut rows = statement.query([number])?;
    let mut heads = Vec::new();
    while let Some(row) = rows.next()? {
        // The texts are looked at here, so that they need not travel.
        let text = row.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?;
        let action = row.get_ref(8)?.as_str().map_err(rusqlite::Error::from)?;
        let kind = row.get(2)?;
        heads.push(SectionHead {
            id: row.get(0)?,
            revision: row.get(1)?,
            kind,
            position: row.get(3)?,
            heading: row.get(4)?,
            words: words(text),
            notes: (notes_to_self(text).len() + notes_to_self(action).len()) as u64,
            status: row.get(5)?,
            carried_from: row.get::<_, MaybePeriodOut>(6)?.0,
            lacks_action: kind == SectionKind::Challenge && action.trim().is_empty(),
        });
    }
    Ok(heads)
}

/// One section with the actions about it; none where it is gone.
pub(super) fn section(
    connection: &Connection,
    id: Id,
) -> Result<(Option<Section>, Vec<ActionRow>), StoreError> {
    let Some(section) = row::get::<Section>(connection, id)? else { return Ok((None, Vec::new())) };
    let number = known_period(connection, section.period)?;
    let actions = actions::about(connection, Subject { table: Table::Section, id }, number)?;
    Ok((Some(section), actions))
}

/// Runs without spaces that hold a letter or digit, as the editor counts them.
fn words(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u64
}
