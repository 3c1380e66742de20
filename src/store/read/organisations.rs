//! Organisations, their groups, and the themes of indicators.

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::store::rows::row;
use crate::workbook::compare::ThemePath;
use crate::workbook::*;

pub(in crate::store) fn answer(connection: &Connection) -> Result<OrganisationsRoom, StoreError> {
    let mut room = OrganisationsRoom {
        workbook: Some(row::workbook(connection)?),
        organisations: row::select(connection, "ORDER BY name, id", [])?,
        groups: row::select(connection, "ORDER BY position, id", [])?,
        members: row::select(connection, "ORDER BY group_id, position, id", [])?,
        themes: themes(connection)?,
        // Equal places, of older files, go by reference as in lists.
        indicator_themes: row::select(
            connection,
            "ORDER BY theme_id, position, (SELECT reference FROM indicator WHERE id = indicator_id), id",
            [],
        )?,
    };
    room.know_own();
    Ok(room)
}

/// Both levels of the theme that an indicator is filed under.
pub(super) fn path(connection: &Connection, filed: Option<&IndicatorTheme>) -> Result<ThemePath, StoreError> {
    let Some(filed) = filed else { return Ok(ThemePath::default()) };
    let Some(own) = row::get::<Theme>(connection, filed.theme_id)? else { return Ok(ThemePath::default()) };
    let above = own.parent_id.map(|id| row::get::<Theme>(connection, id)).transpose()?.flatten();
    let all: Vec<Theme> = above.into_iter().chain([own.clone()]).collect();
    Ok(Themes(&all).path(&own))
}

/// Every theme, followed by those under it.
pub(in crate::store) fn themes(connection: &Connection) -> Result<Vec<Theme>, StoreError> {
    let all: Vec<Theme> = row::select(connection, "ORDER BY position, id", [])?;
    let under = |parent: Option<Id>| all.iter().filter(move |theme| theme.parent_id == parent);
    Ok(under(None).flat_map(|theme| std::iter::once(theme).chain(under(Some(theme.id)))).cloned().collect())
}
