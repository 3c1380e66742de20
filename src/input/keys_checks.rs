//! Commands of the checks.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const HERE: &[S] = &[S::Checks];

pub(super) const ROWS: &[Row] = &[
    row(C::Open, &["Enter"], "go there", "go to what the finding is about; d comes back", G::Job, HERE)
        .unless(needs_row)
        .footer(1),
    row(
        C::AcceptFinding,
        &["r"],
        "accept",
        "let the finding stand, with a reason; again takes that back",
        G::Job,
        HERE,
    )
    .unless(needs_row)
    .changes(Changes::Workbook)
    .footer(2),
    row(C::OwnWord, &["+"], "our word", "take the word as right in this workbook", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(5),
    row(
        C::TurnOff,
        &["x"],
        "turn off",
        "do without this check in this workbook, with a reason",
        G::Job,
        HERE,
    )
    .unless(needs_row)
    .changes(Changes::Workbook)
    .footer(4),
    row(C::TurnOn, &["E"], "checks", "every check there is; turn one that is off on again", G::Job, HERE)
        .unless(needs_workbook),
    row(C::CheckAgain, &[], "again", "check again now", G::Job, HERE).unless(needs_workbook),
    row(C::SwitchView, &["v"], "which", "all, errors, warnings, notes or accepted only", G::View, HERE)
        .footer(3),
];
