//! Keys and commands: one table of everything the program can be told to do.
//!
//! Must not know: the screens, the workbook, the terminal. Uses nothing but `std`.

pub mod command;
pub mod grammar;
pub mod key;
pub mod keymap;
mod keys_budget;
mod keys_chart;
mod keys_checks;
mod keys_compare;
mod keys_delivery;
mod keys_grid;
mod keys_import;
mod keys_narrative;
mod keys_questions;
mod keys_report;
mod keys_returns;
mod keys_risks;
mod keys_themes;
mod keys_year;
mod needs;
pub mod spreadsheet;
pub mod table;
mod typing;

pub use command::{Changes, Command, Group, KeyContext, Scope};
pub use key::{Key, KeyCode};
pub use keymap::{available, begins_typing, help, hints, resolve};
pub use table::{Row, TABLE};
