//! The keys of what is kept of an indicator by the year: next year's target, and who has signed off.

use crate::input::command::{Changes, Command as C, Group as G};
use crate::input::needs::needs_row;
use crate::input::table::{ONE_AND_REVIEW, Row, row};

pub(super) const ROWS: &[Row] = &[
    row(
        C::NextTarget,
        &["T"],
        "next target",
        "set next year's target and say why, beside past results and the group",
        G::Edit,
        ONE_AND_REVIEW,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(
        C::SignOff,
        &["S"],
        "sign off",
        "record that a role has signed the figures off, or take that back",
        G::Edit,
        ONE_AND_REVIEW,
    )
    .unless(needs_row)
    .changes(Changes::Period),
];
