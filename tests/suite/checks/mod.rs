//! The checks: each with a case in which it fires and one in which it is
//! silent, the sample read finding by finding, a consistent workbook that
//! finds nothing, the command line, and the screen by its keys.

mod cases;
mod consistent;
mod journeys;
mod sample;
mod screens;
mod world;
