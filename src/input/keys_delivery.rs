//! Commands of the screen of delivery.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const LIST: &[S] = &[S::Delivery];
const ONE: &[S] = &[S::Commitment];
const BOTH: &[S] = &[S::Delivery, S::Commitment];

pub(super) const ROWS: &[Row] = &[
    row(C::Edit, &["e", "F2"], "update", "update status, path to green, owner and date", G::Job, LIST)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(2),
    row(
        C::Edit,
        &["e", "F2"],
        "update",
        "edit the milestone under the cursor, or else update status, path to green, owner and date",
        G::Job,
        ONE,
    )
    .unless(needs_row)
    .changes(Changes::Period)
    .footer(2),
    row(C::Write, &["c"], "why", "write why it stands where it does", G::Job, BOTH)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(3),
    row(C::AddPart, &["+"], "milestone", "add a milestone", G::Job, BOTH)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(4),
    row(
        C::ChangeMarked,
        &["M"],
        "change marked",
        "change status, owner or date of the marked rows, as one step (asks first)",
        G::Job,
        LIST,
    )
    .unless(needs_row)
    .changes(Changes::Period)
    .footer(5),
    row(C::Mark, &["Space"], "mark", "mark the row for a change to many", G::View, LIST)
        .unless(needs_row)
        .footer(8),
    row(
        C::Finish,
        &["x"],
        "close",
        "close the commitment from this period on, or open it again",
        G::Job,
        LIST,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(C::Finish, &["x"], "reached", "mark the milestone as reached today, or not after all", G::Job, ONE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(5),
    row(C::Remove, &["Delete"], "delete", "delete the commitment (asks first)", G::Job, LIST)
        .unless(needs_row)
        .changes(Changes::Workbook),
    row(C::Remove, &["Delete"], "delete", "delete the milestone under the cursor (asks first)", G::Job, ONE)
        .unless(needs_row)
        .changes(Changes::Workbook),
    row(C::Add, &["A"], "add commitment", "add a commitment", G::Edit, LIST)
        .unless(needs_workbook)
        .changes(Changes::Workbook),
    row(
        C::EditOther,
        &["E"],
        "edit commitment",
        "edit the commitment itself: wording, plan, scale",
        G::Edit,
        BOTH,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(C::FilterBy, &["f"], "filter by", "filter by plan, status, and what is missing", G::View, LIST)
        .footer(7),
    row(C::Sort, &["s"], "sort", "the next order: plan, worst first, due, owner, moved", G::View, LIST)
        .footer(9),
    row(C::Zoom, &["z"], "zoom", "give the commitment the whole screen, and back", G::View, BOTH)
        .unless(needs_row),
    row(C::AddAction, &["a"], "action", "add an action about the commitment", G::Job, BOTH)
        .unless(needs_row)
        .changes(Changes::Period),
];
