//! Values already used for a field.

use rusqlite::Connection;

use crate::store::error::StoreError;
use crate::workbook::{Themes, ValueField};

pub(super) fn answer(connection: &Connection, field: ValueField) -> Result<Vec<String>, StoreError> {
    let used = match field {
        ValueField::Owner => {
            "SELECT owner AS text FROM indicator UNION SELECT officer FROM indicator UNION SELECT owner FROM action"
        }
        ValueField::Service => "SELECT service AS text FROM indicator",
        ValueField::Kind => "SELECT kind AS text FROM indicator",
        ValueField::Organisation => {
            "SELECT name AS text FROM organisation UNION SELECT name FROM organisation_group UNION SELECT organisation FROM benchmark"
        }
        ValueField::Theme => {
            return Ok(Themes(&super::organisations::themes(connection)?).paths());
        }
        ValueField::ClientGroup => "SELECT client_group AS text FROM action",
    };
    let sql =
        format!("SELECT DISTINCT text FROM ({used}) WHERE text <> '' ORDER BY text COLLATE NOCASE, text");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
