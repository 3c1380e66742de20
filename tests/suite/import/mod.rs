//! Importing: what other people's tables are taken for, and what comes of it
//! in a workbook.
//!
//! Small tables are written in the tests, a line a row and `|` between cells;
//! where a file's own kinds of cell matter they are made one by one.

mod across;
mod apply;
mod desk;
mod guesses;
mod layouts;
mod look;
mod mapping;
mod messy;
mod periods;
mod properties;
mod published;
mod targets;
mod themes;
mod two_names;
mod values;
