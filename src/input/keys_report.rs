//! Commands of the report.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const HERE: &[S] = &[S::Report];

pub(super) const ROWS: &[Row] = &[
    row(
        C::Report,
        &["W"],
        "report",
        "the report, page by page; from there it is exported and published",
        G::Job,
        &[S::Global],
    )
    .unless(needs_workbook),
    row(C::Open, &["Enter"], "source", "go to where this is edited; W comes back", G::Move, HERE)
        .unless(needs_row)
        .footer(1),
    row(C::Export, &["X"], "export", "write it to a file: Word, PDF, web page …", G::Job, HERE)
        .unless(needs_row)
        .footer(2),
    row(C::Publish, &["p"], "publish", "keep it as it is, to be printed again byte for byte", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(3),
    row(C::NextFinding, &["n"], "next !", "the next thing that is marked", G::Move, HERE)
        .unless(needs_row)
        .footer(4),
    row(C::PreviousFinding, &["N"], "", "the thing marked before", G::Move, HERE).unless(needs_row),
    row(C::ReportChanges, &["v"], "changes", "what has changed since it last went out", G::View, HERE)
        .unless(needs_row)
        .footer(6),
    row(
        C::ReportService,
        &["f"],
        "part",
        "the report of one service, theme, portfolio or owner, of all, or as its template says",
        G::View,
        HERE,
    )
    .unless(needs_row)
    .footer(7),
    row(
        C::ReportCompared,
        &["="],
        "compared",
        "whom it compares: in which group, and whose sheet alone",
        G::View,
        HERE,
    )
    .unless(needs_row),
    row(C::ReportTemplate, &["e"], "template", "another report: action plans, exceptions …", G::View, HERE)
        .unless(needs_row)
        .footer(5),
    row(C::NextPane, &["Tab", "Right", "F6"], "section", "the next section", G::Move, HERE).footer(7),
    row(C::PreviousPane, &["Shift-Tab", "Left"], "", "the section before", G::Move, HERE),
    row(C::Cancel, &["Ctrl-c"], "stop", "stop writing", G::Program, HERE),
    row(C::Back, &["Esc"], "close", "close the report", G::Move, HERE).footer(8),
];
