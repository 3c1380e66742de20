//! Commands of the returns: who was sent what, and what came back.

use crate::input::command::{Changes, Command as C, Group as G, KeyContext, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const HERE: &[S] = &[S::Returns];
const COLLECT: &[S] = &[S::Collect];

fn needs_conflict(facts: &KeyContext) -> Option<&'static str> {
    (!facts.conflict).then_some("there is no conflict under the cursor: n goes to the next")
}

pub(super) const ROWS: &[Row] = &[
    row(
        C::Returns,
        &["O"],
        "returns",
        "returns: forms for owners, sent out and collected",
        G::Job,
        &[S::Global],
    )
    .unless(needs_workbook),
    row(C::SendForms, &["X"], "send", "send a form to the marked owners, or this one", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(2),
    row(C::SendAll, &["A"], "send to all", "send a form to everyone who has none yet", G::Job, HERE)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(4),
    row(
        C::CollectForms,
        &["I"],
        "collect",
        "collect the forms that came back: what would change is shown first",
        G::Job,
        HERE,
    )
    .changes(Changes::Period)
    .footer(3),
    row(C::Mark, &["Space"], "mark", "mark the owner, to send to several", G::View, HERE)
        .unless(needs_row)
        .footer(5),
    row(C::Save, &["Ctrl-s"], "collect", "take what is shown, as one step", G::Job, COLLECT)
        .changes(Changes::Period)
        .footer(1),
    row(
        C::KeepMine,
        &["Left"],
        "workbook’s",
        "settle the conflict: the workbook’s own stays",
        G::Job,
        COLLECT,
    )
    .unless(needs_conflict)
    .footer(2),
    row(C::TakeTheirs, &["Right"], "form’s", "settle the conflict: the form’s is taken", G::Job, COLLECT)
        .unless(needs_conflict)
        .footer(3),
    row(C::Edit, &["e", "F2"], "edit", "settle the conflict: write something else", G::Job, COLLECT)
        .unless(needs_conflict)
        .footer(4),
    row(C::NextConflict, &["n"], "next", "the next conflict that is not settled", G::Move, COLLECT).footer(5),
    row(
        C::KeepAllMine,
        &["Shift-Left"],
        "",
        "the workbook’s own stays in all that are not settled",
        G::Job,
        COLLECT,
    ),
    row(
        C::TakeAllTheirs,
        &["Shift-Right"],
        "",
        "the form’s is taken in all that are not settled",
        G::Job,
        COLLECT,
    ),
    row(C::Open, &["Enter"], "all of it", "all of what is under the cursor", G::Move, COLLECT)
        .unless(needs_row)
        .footer(6),
    row(C::Back, &["Esc"], "leave", "leave; nothing is changed", G::Move, COLLECT).footer(7),
];
