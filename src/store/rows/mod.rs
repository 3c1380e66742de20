//! Tables as rows: one declaration a table, how values are written, standings as rows.

#[macro_use]
pub(in crate::store) mod table_row;

pub(in crate::store) mod codes;
pub(in crate::store) mod other_names;
pub(in crate::store) mod row;
pub(in crate::store) mod standings;
pub(in crate::store) mod subject;
