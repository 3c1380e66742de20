//! The workbook's file: what it keeps, refuses, takes back and survives.

mod basic;
mod budget;
mod chart;
#[cfg(unix)]
mod crash;
mod files;
mod history;
mod large;
mod limits;
mod links;
mod list;
mod properties;
mod recover;
mod risks;
mod sharing;
pub mod support;
pub mod tampering;
mod words;
