//! Commands of whatever takes typing or has to be answered: the editor, forms,
//! cells, lists and questions.

use super::command::{Changes, Command as C, Group as G, Scope, Scope as S};
use super::table::{Row, needs_again, needs_many, needs_row, needs_workbook, row};

const TYPING: &[Scope] = &[S::Writing];

pub(super) const ROWS: &[Row] = &[
    // Writing.
    row(C::Save, &["Ctrl-s"], "save", "save to the workbook and go back", G::Edit, &[S::Writing, S::Form])
        .footer(1),
    row(C::SaveAndAdd, &["Ctrl-n"], "save, add another", "save and start another", G::Edit, &[S::Form])
        .unless(needs_again)
        .footer(4),
    row(C::TextUndo, &["Ctrl-z"], "undo", "undo typing", G::Edit, &[S::Writing, S::Form]).footer(3),
    row(C::TextRedo, &["Ctrl-y"], "redo", "redo typing", G::Edit, &[S::Writing, S::Form]),
    row(C::Find, &["Ctrl-f"], "find", "find in the text", G::View, TYPING).footer(4),
    row(C::FindNext, &["F3"], "find next", "find the next place", G::View, TYPING),
    row(C::SelectAll, &["Ctrl-a"], "", "select all", G::Edit, TYPING),
    row(C::TextCopy, &["Ctrl-c"], "copy", "copy the selection (Shift and arrows select)", G::Edit, TYPING),
    row(C::TextCut, &["Ctrl-x"], "", "cut the selection", G::Edit, TYPING),
    row(
        C::TextPaste,
        &["Ctrl-v"],
        "",
        "paste what was copied here (your terminal's own paste works too)",
        G::Edit,
        TYPING,
    ),
    row(C::Outside, &["F4", "Ctrl-e"], "$EDITOR", "write it in $VISUAL or $EDITOR", G::Edit, TYPING)
        .footer(5),
    row(C::Facts, &["F6"], "facts", "show or hide the facts beside the text", G::View, TYPING).footer(6),
    row(
        C::Insert,
        &["F7"],
        "insert counts",
        "insert how organisations compare, as sentences",
        G::Edit,
        TYPING,
    )
    .unless(needs_row)
    .footer(7),
    row(C::Respell, &["F8"], "spelling", "go to a misspelt word; again puts it right", G::Edit, TYPING)
        .footer(8),
    row(C::OwnWord, &["F9"], "our word", "take the misspelt word as one of this workbook", G::Edit, TYPING)
        .changes(Changes::Workbook),
    row(C::Discard, &[], "", "throw this draft away (asks first)", G::Edit, TYPING),
    row(C::Back, &["Esc"], "back", "back; the text is kept as a draft", G::Move, &[S::Writing, S::Form])
        .footer(2),
    row(C::Search, &["/"], "search", "search all names and texts of the workbook", G::View, &[S::Overview])
        .unless(needs_workbook)
        .footer(6),
    row(C::Drafts, &[], "", "drafts that are waiting: open one, or take one back", G::Workbook, &[S::Global])
        .unless(needs_workbook),
    row(C::ThrowDraft, &[], "", "throw a draft away (asks first)", G::Workbook, &[S::Global])
        .unless(needs_workbook),
    // Forms, cells and lists.
    row(C::NextField, &["Tab"], "next field", "next field", G::Move, &[S::Form]).footer(3),
    row(C::PreviousField, &["Shift-Tab"], "", "previous field", G::Move, &[S::Form]),
    row(
        C::Accept,
        &["Enter"],
        "choose",
        "accept and go on",
        G::Move,
        &[S::Palette, S::Help, S::Choice, S::FilterLine],
    )
    .footer(2),
    row(
        C::Accept,
        &["Enter"],
        "link or go",
        "link what was found, or go to what is linked",
        G::Move,
        &[S::Links],
    )
    .footer(1),
    row(C::Unlink, &["Delete"], "let go", "take the link away", G::Edit, &[S::Links])
        .unless(needs_row)
        .changes(Changes::Workbook)
        .footer(2),
    row(
        C::Accept,
        &["Enter"],
        "next",
        "accept and go to the next field; save on the last",
        G::Move,
        &[S::Form],
    )
    .footer(2),
    row(C::Accept, &["Enter", "Down"], "save, down", "save the cell and go down", G::Edit, &[S::Cell])
        .footer(1),
    row(C::NextField, &["Tab"], "save, right", "save the cell and go right", G::Edit, &[S::Cell]).footer(2),
    row(C::PreviousField, &["Shift-Tab", "Up"], "", "save the cell and go left or up", G::Edit, &[S::Cell]),
    row(C::EditCell, &["F2"], "edit mode", "keep what is there and move inside it", G::Edit, &[S::Cell])
        .footer(4),
    row(C::Back, &["Esc"], "cancel", "cancel, leaving the cell as it was", G::Edit, &[S::Cell]).footer(3),
    row(C::Up, &["Up"], "", "up in the list below", G::Move, &[S::FilterLine]),
    row(C::Down, &["Down"], "", "down in the list below", G::Move, &[S::FilterLine]),
    row(C::Mark, &["Space"], "tick", "tick or untick", G::Edit, &[S::Choice]).unless(needs_many).footer(1),
    row(
        C::Back,
        &["Esc"],
        "close",
        "close, leaving things as they are",
        G::Move,
        &[S::FilterLine, S::Palette, S::Help, S::Choice, S::Links, S::Reading, S::Question],
    )
    .footer(3),
    row(C::Back, &["q", "?"], "", "close", G::Move, &[S::Help]),
    row(C::Back, &["q", "Enter"], "", "close", G::Move, &[S::Reading]),
    row(C::Copy, &["y"], "copy", "copy the text", G::View, &[S::Reading]).footer(2),
    row(C::Left, &["Left", "h"], "", "the text found before", G::Move, &[S::Reading]).unless(needs_again),
    row(C::Right, &["Right", "l"], "", "the next text found", G::Move, &[S::Reading]).unless(needs_again),
    row(C::Filter, &["/"], "search", "search these keys", G::View, &[S::Help]).footer(1),
    row(C::Yes, &["y"], "yes", "yes, do it", G::Edit, &[S::Question]).footer(1),
    row(C::No, &["n", "Enter"], "keep", "no, keep it as it is", G::Edit, &[S::Question]).footer(2),
];
