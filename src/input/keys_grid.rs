//! Commands of tables whose cells are typed into.

use crate::input::command::{Changes, Command as C, Group as G, KeyContext, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const TABLES: &[S] = &[S::Indicators, S::Budget];
const HERE: &[S] = &[S::Pasting];

fn needs_block(facts: &KeyContext) -> Option<&'static str> {
    (!facts.block).then_some("select cells with Shift and the arrows first")
}

fn needs_no_block(facts: &KeyContext) -> Option<&'static str> {
    facts.block.then_some("cells are selected: Esc lets go of them")
}

pub(super) const ROWS: &[Row] = &[
    row(C::SelectUp, &["Shift-Up"], "", "select cells upwards", G::View, TABLES).unless(needs_row),
    row(C::SelectDown, &["Shift-Down"], "select", "select cells downwards", G::View, TABLES)
        .unless(needs_row),
    row(C::SelectLeft, &["Shift-Left"], "", "select cells to the left", G::View, TABLES).unless(needs_row),
    row(C::SelectRight, &["Shift-Right"], "", "select cells to the right", G::View, TABLES).unless(needs_row),
    row(
        C::FillDown,
        &["Ctrl-d"],
        "fill down",
        "put the first row of the selected cells into those below it (shown first)",
        G::Edit,
        TABLES,
    )
    .unless(needs_block)
    .changes(Changes::Period)
    .footer(1),
    row(C::HalfDown, &["Ctrl-d"], "", "half a page down", G::Move, TABLES).unless(needs_no_block),
    row(C::ClearCell, &["Delete"], "empty", "empty the selected cells (shown first)", G::Edit, TABLES)
        .unless(needs_block)
        .changes(Changes::Period)
        .footer(2),
    row(C::CopyTable, &["Y"], "", "copy the whole table, with headings", G::View, TABLES)
        .unless(needs_workbook),
    row(C::Accept, &["Enter", "Ctrl-s"], "put in", "put in what is shown, as one step", G::Edit, HERE)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(1),
    row(C::Left, &["Left"], "further left", "put the block a column further left", G::Move, HERE).footer(3),
    row(C::Right, &["Right"], "further right", "put the block a column further right", G::Move, HERE)
        .footer(4),
    row(
        C::Import,
        &["I"],
        "import it",
        "import it as a table instead: its headings say what its columns are",
        G::Job,
        HERE,
    )
    .changes(Changes::Workbook)
    .footer(5),
    row(C::Back, &["Esc"], "leave", "leave; nothing is changed", G::Move, HERE).footer(2),
];
