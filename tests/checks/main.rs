//! The checks: each with a case in which it fires and one in which it is
//! silent, the sample read finding by finding, a consistent workbook that
//! finds nothing, the command line, and the screen by its keys.

#[path = "../cli/mod.rs"]
mod cli;
#[path = "../harness/mod.rs"]
mod harness;

mod cases;
mod command_line;
mod consistent;
mod journeys;
mod sample;
mod screens;
mod world;
