//! What the import looks like: glyphs, styles and where the cursor is.

use crate::harness::{Harness, Setup};
use quarterdeck::ui::theme::Depth;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// A scorecard as councils send them.
const SCORECARD: &str = "\
Adults quarterly performance scorecard,,,,,,,,
Quarter 1 2015/16,,,,,,,,
KPI Ref,Indicator,Good is,2014/15 Outturn,Target,Q1 Actual,Camden,RAG,Comments
Safeguarding,,,,,,,,
AC/C7,Applications decided in time,High,98%,100%,26%,71%,Red,Staffing
ASC2,Number of applications waiting,Low,412,350,\"1,047\",,Red,Backlog team in place
ASC3,Average days to assess,Low,31.4,28,many,,Green,
ASC4,Carers reviewed,High,40.2%,45%,[c],,Grey,Awaiting records
Total,,,,,4,,,
Source: the directorate's own records,,,,,,,,
";

fn keep(name: &str, change: impl Fn(&mut Setup), sizes: &[(u16, u16)], text: &str, keys: &str) {
    for (width, height) in sizes {
        let mut harness = Harness::with(*width, *height, &change);
        std::fs::write(harness.folder().join("scorecard Q1.csv"), text).unwrap();
        harness.keys("I enter").keys(keys);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), harness.styled());
        });
    }
}

#[test]
fn how_a_file_is_understood() {
    keep("import", |_| {}, &SIZES, SCORECARD, "down down down");
}

#[test]
fn what_importing_would_do() {
    keep("import_result", |_| {}, &SIZES[..2], SCORECARD, "tab down down");
}

#[test]
fn what_a_column_is() {
    keep("import_column", |_| {}, &SIZES[..2], SCORECARD, "down down down down enter");
}

#[test]
fn what_is_asked() {
    let text = "Council,Ref,Indicator,Result\nCamden,N/1,Homes visited,71\nBrent,N/1,Homes visited,72\n";
    keep("import_asks", |_| {}, &SIZES[..2], text, "");
    let text =
        "Ref,Indicator,2014,2015\nN/1,Homes visited in the year,71%,72%\nN/2,Homes inspected in it,80%,81%\n";
    keep("import_lacks", |_| {}, &SIZES[..1], text, "");
}

#[test]
fn without_colour_and_in_plain_ascii() {
    keep("import_no_colour", |setup| setup.depth = Depth::None, &SIZES[..1], SCORECARD, "tab");
    keep("import_ascii", |setup| setup.ascii = true, &SIZES[..1], SCORECARD, "tab");
}
