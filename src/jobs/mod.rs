//! What is done away from the screen: an import, a report, a publication, forms sent and collected,
//! a workbook made. Each is a request, what happens meanwhile and a result; the app's worker and the
//! command line do the same ones.

pub mod clock;
pub mod file;
pub mod import;
pub mod left;
pub mod places;
pub mod report;
pub mod returns;
