//! What a theme says; where it stands among the others is a step of its own.

use super::{described, line};
use crate::workbook::Theme;

described! {
    Theme besides id, revision, parent_id, position {
        name: line("Name").required().names().help("Priority, area of focus, area of risk, objective.");
    }
}
