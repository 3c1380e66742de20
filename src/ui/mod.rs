//! Things to draw with: colours by meaning, tables, boxes, editors, forms.
//!
//! Must not know: the store, the screens, the app.

pub mod chart;
pub mod checks;
pub mod clipboard;
pub mod columns;
pub mod control_chart;
pub mod diff;
pub mod editor;
pub mod facts;
pub mod field;
pub mod find;
pub mod frame;
pub mod inert;
pub mod kept;
pub mod labels;
pub mod list;
pub mod marks;
pub mod mouse;
pub mod outcome_row;
pub mod reading_pane;
pub mod rich;
pub mod table;
pub mod theme;
pub mod type_ahead;
