//! Commands of the screen of budget.

use crate::input::command::{Changes, Command as C, Group as G, KeyContext, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

fn needs_amount(facts: &KeyContext) -> Option<&'static str> {
    (!facts.cell).then_some("this is worked out: totals from their lines, variations from their figures")
}

fn needs_row_alone(facts: &KeyContext) -> Option<&'static str> {
    if facts.block { Some("cells are selected: Esc lets go of them") } else { needs_row(facts) }
}

pub(super) const ROWS: &[Row] = &[
    row(
        C::EditCell,
        &["e", "F2"],
        "edit cell",
        "type an amount into the cell: 1,234, (29), £3k, 1.2m (Enter down, Tab right, Esc cancels)",
        G::Edit,
        &[S::Budget],
    )
    .unless(needs_amount)
    .changes(Changes::Period)
    .footer(1),
    row(
        C::EditCell,
        &["e", "F2"],
        "edit cell",
        "type an amount into the month (Enter down, Tab right, Esc cancels)",
        G::Edit,
        &[S::Months],
    )
    .changes(Changes::Period)
    .footer(1),
    row(C::ClearCell, &["Delete"], "empty", "empty the month", G::Edit, &[S::Months])
        .changes(Changes::Period)
        .footer(3),
    row(
        C::Spread,
        &["i"],
        "spread",
        "spread the budget or the forecast over the months: evenly, or as last year",
        G::Edit,
        &[S::Months],
    )
    .changes(Changes::Period)
    .footer(2),
    row(
        C::Months,
        &["t"],
        "months",
        "budget, actual and forecast month by month: type, paste or spread",
        G::Edit,
        &[S::Budget],
    )
    .unless(needs_row)
    .footer(5),
    row(C::Write, &["c"], "comment", "write why the line varies", G::Job, &[S::Budget])
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(4),
    row(
        C::AddAction,
        &["a"],
        "action",
        "add an action about the line, with what it saves and from when",
        G::Job,
        &[S::Budget],
    )
    .unless(needs_row)
    .changes(Changes::Period)
    .footer(6),
    row(C::AddLine, &["A"], "add line", "add a budget line or a saving", G::Edit, &[S::Budget])
        .unless(needs_workbook)
        .changes(Changes::Period),
    row(
        C::EditLine,
        &["E"],
        "edit line",
        "edit the line or the saving itself: name, place, people, tolerance",
        G::Edit,
        &[S::Budget],
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(
        C::MoveUp,
        &["K", "Alt-Up"],
        "move up",
        "move the line up among its neighbours",
        G::Edit,
        &[S::Budget],
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(
        C::MoveDown,
        &["J", "Alt-Down"],
        "move down",
        "move the line down among its neighbours",
        G::Edit,
        &[S::Budget],
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(
        C::RetireLine,
        &["x"],
        "retire",
        "retire the line from here on, or end the saving; or bring it back",
        G::Edit,
        &[S::Budget],
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(
        C::RemoveLine,
        &["Delete"],
        "delete",
        "delete the line (asks first, naming what is tied to it)",
        G::Edit,
        &[S::Budget],
    )
    .unless(needs_row_alone)
    .changes(Changes::Workbook),
    row(C::SwitchView, &["v"], "view", "revenue, capital or savings", G::View, &[S::Budget]).footer(2),
    row(
        C::Fold,
        &["Space"],
        "fold",
        "fold or open the lines below (on the names, Left and Right do too)",
        G::View,
        &[S::Budget],
    )
    .unless(needs_row)
    .footer(3),
    row(C::MoneyUnit, &["U"], "unit", "amounts in £, £000 or £m", G::View, &[S::Budget, S::Months]).footer(7),
];
