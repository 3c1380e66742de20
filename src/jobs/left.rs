//! Where a workbook was left: the period and the screen, and of each screen its row, order and filter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::Period;

/// Where a workbook was left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Left {
    /// Identity of the workbook: another in the same place was left nowhere.
    pub workbook: String,
    /// The period that was on screen.
    pub period: Option<Period>,
    /// Title of the screen.
    pub screen: String,
    /// How each screen was left, by its title, as JSON that the screen alone understands.
    pub screens: BTreeMap<String, String>,
}

impl Left {
    /// Notes how a screen is left.
    pub fn note(&mut self, screen: &str, how: &serde_json::Value) {
        self.screens.insert(screen.to_owned(), how.to_string());
    }

    /// How a screen was left; none where nothing is known, or nothing that can be read.
    pub fn of(&self, screen: &str) -> Option<serde_json::Value> {
        serde_json::from_str(self.screens.get(screen)?).ok()
    }
}
