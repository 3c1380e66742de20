//! Links between anything a report tells about.

use serde::{Deserialize, Serialize};

use super::Id;
use crate::workbook::Table;

/// Something that links, actions and history can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    pub table: Table,
    pub id: Id,
}

/// Two things that belong together, in the order of [`Subject`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub id: Id,
    pub revision: i64,
    pub one: Table,
    pub one_id: Id,
    pub other: Table,
    pub other_id: Id,
    /// Why they belong together, where it is not plain.
    pub note: String,
}
