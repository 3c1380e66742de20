//! Commands of the screen of questions.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const HERE: &[S] = &[S::Questions];
/// Where a question can be asked about the indicator on screen.
const ABOUT: &[S] = &[S::Indicators, S::Detail, S::Review];

pub(super) const ROWS: &[Row] = &[
    row(C::Add, &["A"], "ask", "log a question, at a meeting there is or a new one", G::Job, HERE)
        .unless(needs_workbook)
        .changes(Changes::Workbook)
        .footer(2),
    row(C::Write, &["c"], "reply", "write the reply", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(3),
    row(C::Promise, &["+"], "promise", "what is promised, by whom and by when", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(4),
    row(C::MarkSent, &["S"], "sent", "mark what was promised as sent", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(5),
    row(C::Finish, &["x"], "resolve", "say how the question ended, or open it again", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(7),
    row(C::Edit, &["e", "F2"], "edit", "edit the question: wording, asker, page, meeting", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(8),
    row(C::Remove, &["Delete"], "delete", "delete the question (asks first)", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook),
    row(C::AddOther, &[], "add meeting", "add a meeting", G::Edit, HERE)
        .unless(needs_workbook)
        .changes(Changes::Workbook),
    row(
        C::EditOther,
        &["E"],
        "edit meeting",
        "edit the meeting: name, date, report, resolution",
        G::Edit,
        HERE,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(C::FilterBy, &["f"], "filter by", "show those without an answer, promised, overdue …", G::View, HERE)
        .footer(7),
    row(C::Zoom, &["z"], "zoom", "give the question the whole screen, and back", G::View, HERE)
        .unless(needs_row),
    row(C::AskAbout, &["Q"], "log question", "log a member's question about this indicator", G::Job, ABOUT)
        .unless(needs_row)
        .changes(Changes::Workbook),
    row(C::AddAction, &["a"], "action", "add an action about the question", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period),
];
