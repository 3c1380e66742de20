//! Keys and commands: one table of everything the program can be told to do.
//!
//! Must not know: the screens, the workbook, the terminal. Uses nothing but `std`.

pub mod command;
pub mod key;
pub mod keymap;
mod needs;
mod room_budget;
mod room_chart;
mod room_checks;
mod room_compare;
mod room_delivery;
mod room_import;
mod room_narrative;
mod room_questions;
mod room_report;
mod room_returns;
mod room_risks;
mod room_themes;
mod room_year;
pub mod table;
mod typing;

pub use command::{Changes, Command, Facts, Group, Scope};
pub use key::{Key, KeyCode};
pub use keymap::{available, help, hints, resolve};
pub use table::{Row, TABLE};
