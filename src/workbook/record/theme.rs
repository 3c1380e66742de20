//! Themes that indicators belong to: areas of risk, areas of focus, priorities.

use serde::{Deserialize, Serialize};

use super::Id;

/// A theme, or an objective under one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    pub id: Id,
    pub revision: i64,
    /// The theme it is under; that one is under none.
    pub parent_id: Option<Id>,
    /// Among those under the same theme, from 1.
    pub position: i64,
    pub name: String,
}

/// The theme of an indicator, which has one at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorTheme {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    pub theme_id: Id,
    /// Among the indicators of the theme, from 1; [`IndicatorTheme::LAST`] is after all of them, and is
    /// numbered as it is stored.
    pub position: i64,
}

impl IndicatorTheme {
    /// The place after all others.
    pub const LAST: i64 = 0;
}
