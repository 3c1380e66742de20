//! The report as a PDF, read back by a library that did not write it.

mod report_support;

use report_support::*;

#[test]
fn looks() {
    write(&report(), "pdf");
    let at = std::time::Instant::now();
    let (_, written) = write(&long_report(), "pdf");
    eprintln!("{:?} pages in {:?}", written.pages, at.elapsed());
}
