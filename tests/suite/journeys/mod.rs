//! What officers do, key by key, on a real workbook.

mod actions;
mod backups;
mod budget;
mod chart;
mod compare;
mod delivery;
pub mod everywhere;
mod figures;
#[cfg(unix)]
mod file;
mod first_minutes;
mod forms;
mod grid;
mod import;
mod keeping;
mod left;
mod links;
mod lists;
mod narrative;
mod organisations;
mod pairs;
mod periods;
mod questions;
mod report;
mod review;
mod risks;
mod search;
mod themes;
mod typing;
mod waiting;
mod wandering;
mod warwickshire;
mod west_midlands;
mod widths;
mod work;
mod writing;
mod years;
