//! Settings of the workbook, on screen and at the command line.

use super::Case;
use super::drive::same;
use super::pools::{PERCENT, TEXTS};

pub const CASES: &[Case] = &[Case {
    keys: "`workbook settings`",
    command: &["settings", "FILE"],
    fields: &[
        ("Organisation", "--organisation", TEXTS),
        ("Service", "--service", TEXTS),
        ("Budget tolerance %", "--budget-tolerance", PERCENT),
        ("Risk register from", "--risk-threshold", &["9", "15"]),
        ("Benchmark of", "--compare-with", TEXTS),
    ],
    on_screen: &[("Rating scheme", "chosen by its title; --scheme takes its code")],
    on_line: &[
        ("--scheme", "the form has titles"),
        ("--review", "the form has a box for each, which another test ticks"),
        ("--period", "the screen opens where it was left"),
        ("--json", "how it is printed"),
    ],
}];

#[test]
fn settings_are_the_same_both_ways() {
    same(CASES, &[]);
}
