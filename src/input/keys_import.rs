//! Commands of the import.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const HERE: &[S] = &[S::Import];

pub(super) const ROWS: &[Row] = &[
    row(
        C::Import,
        &["I"],
        "import",
        "import figures, risks, actions … from a file, or a pasted table",
        G::Job,
        &[S::Global],
    )
    .unless(needs_workbook)
    .changes(Changes::Workbook),
    row(C::Save, &["Ctrl-s"], "import", "import what is shown, as one step", G::Job, HERE)
        .changes(Changes::Workbook)
        .footer(1),
    row(C::Open, &["Enter"], "change", "what the column is; on the right, all of the line", G::Job, HERE)
        .unless(needs_row)
        .footer(2),
    row(C::LeaveOut, &["x", "Space"], "leave out", "leave the column out, or take it up again", G::Job, HERE)
        .unless(needs_row)
        .footer(4),
    row(
        C::Becomes,
        &["1"],
        "becomes",
        "what the file becomes: figures, risks, actions, a budget …",
        G::Job,
        HERE,
    ),
    row(C::Sheets, &["3"], "sheets", "which sheets are read", G::Job, HERE),
    row(C::Headings, &["2"], "headings", "which row has the headings", G::Job, HERE),
    row(C::ImportPeriod, &["4"], "period", "the period of figures that name none", G::Job, HERE).footer(5),
    row(
        C::Ours,
        &["5"],
        "organisation",
        "which organisation is ours, and which others are kept",
        G::Job,
        HERE,
    ),
    row(C::KeepRows, &["f"], "rows", "keep only rows of which this column says the same", G::Job, HERE)
        .unless(needs_row),
    row(
        C::Written,
        &["6"],
        "how written",
        "how the figures of this column are written: 5,8, shares, £000",
        G::Job,
        HERE,
    )
    .unless(needs_row),
    row(
        C::Polarity,
        &["7"],
        "better",
        "which way is better for new indicators that do not say",
        G::Job,
        HERE,
    ),
    row(
        C::Conflicts,
        &["8"],
        "typed since",
        "keep what was typed since, or take the file's figures",
        G::Job,
        HERE,
    )
    .footer(6),
    row(
        C::NewThemes,
        &["9"],
        "new themes",
        "make themes the workbook does not have, or refuse them",
        G::Job,
        HERE,
    ),
    row(
        C::KeepAs,
        &["0"],
        "remember",
        "under which name this way of reading is kept; another one that was",
        G::Job,
        HERE,
    ),
    row(C::NextPane, &["Tab", "F6"], "next pane", "the columns, or what importing would do", G::Move, HERE)
        .footer(3),
    row(C::PreviousPane, &["Shift-Tab"], "", "the other pane", G::Move, HERE),
    row(C::Left, &["Left"], "", "the sheet before", G::Move, HERE),
    row(C::Right, &["Right"], "", "the sheet after", G::Move, HERE),
    row(C::Cancel, &["Ctrl-c"], "stop", "stop reading", G::Program, HERE),
    row(C::Back, &["Esc"], "another file", "back to the files; nothing is changed", G::Move, HERE).footer(7),
    row(C::Accept, &["Enter"], "look", "look at this file", G::Move, &[S::ImportFiles]).footer(1),
    row(C::Back, &["Esc"], "close", "close; nothing is changed", G::Move, &[S::ImportFiles]).footer(2),
];
