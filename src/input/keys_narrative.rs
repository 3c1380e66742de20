//! Commands of the screen of narrative.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const HERE: &[S] = &[S::Narrative];

pub(super) const ROWS: &[Row] = &[
    row(C::Write, &["c"], "write", "write the section", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(2),
    row(C::Add, &["A"], "add", "add a section", G::Job, HERE)
        .unless(needs_workbook)
        .changes(Changes::Period)
        .footer(3),
    row(
        C::Edit,
        &["e", "F2"],
        "edit",
        "edit heading, kind, and the action a challenge requires",
        G::Job,
        HERE,
    )
    .unless(needs_row)
    .changes(Changes::Period)
    .footer(4),
    row(C::MoveUp, &["K", "Alt-Up"], "move up", "move the section up within its kind", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(6),
    row(C::MoveDown, &["J", "Alt-Down"], "move down", "move the section down within its kind", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(7),
    row(C::SetStatus, &["S"], "status", "draft, submitted, approved or returned", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(5),
    row(C::Remove, &["Delete"], "delete", "delete the section (asks first)", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period),
    row(C::Zoom, &["z"], "zoom", "give the text the whole screen, and back", G::View, HERE).unless(needs_row),
    row(C::AddAction, &["a"], "action", "add an action about the section", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period),
];
