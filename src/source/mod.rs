//! Files that other people made, as cells: csv, xlsx, xls and ods.
//!
//! Reading one is the most dangerous thing the program does, so it is done by
//! a child process that may use little memory and little time ([`child`]): the
//! child reads the file as a stream ([`read`]) and writes what it finds to its
//! standard output in a form of ours ([`wire`]), and the parent makes sense of
//! that and of nothing else. Formulas are read as the values the file keeps
//! of them and never worked out; nothing outside the named file is opened.
//!
//! Must not know: what the cells mean, the workbook, the terminal.

mod cell;
pub mod child;
pub mod limits;
pub mod read;
pub mod wire;

pub use cell::{Area, Cell, Event, Extras, Number, NumberFormat, Problem, Row, Shade, Sheet, Wanted};
