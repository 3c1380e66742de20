//! The program as a process: every command, what it prints, its exit codes, and what it does to files.
//!
//! `cargo test --test cli budget` runs one command's tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test stops where something is not as it should be"
)]

#[path = "../suite/source/files.rs"]
#[allow(dead_code, reason = "the other test programs use the rest")]
mod files;
#[path = "../suite/returns/support.rs"]
#[allow(dead_code, reason = "the other test programs use the rest")]
mod forms;
#[path = "../suite/interrupted/mod.rs"]
#[allow(dead_code, reason = "the other test programs use the rest")]
mod interrupted;

mod backups;
mod budget;
mod cases;
mod change;
mod chart;
mod checks;
mod commitments;
mod compare;
mod desk;
#[cfg(unix)]
mod door;
mod import;
mod kinds;
mod list;
mod mapping;
mod narrative;
mod organisations;
mod outputs;
mod program;
mod published;
mod questions;
mod regional;
mod report;
mod returns;
mod risk;
mod themes;
mod writing;
mod years;
