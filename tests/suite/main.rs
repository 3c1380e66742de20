//! Everything that needs no process of its own: the rules, the file, the screens by their keys, the reports.
//!
//! `cargo test --test suite journeys::risks` runs one room's tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test stops where something is not as it should be"
)]

mod checks;
mod commands;
mod dialogs;
mod domain;
mod drafts;
mod editor;
mod harness;
mod import;
#[allow(dead_code, reason = "the other test programs use the rest")]
mod interrupted;
mod journeys;
mod letters;
mod readme;
mod report;
mod returns;
mod sample;
mod screens;
mod source;
mod store;
mod workbook;
