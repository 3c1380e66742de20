//! Commands of the screen of risk.

use crate::input::command::{Changes, Command, Command as C, Group as G, Scope, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const RISKS: &[Scope] = &[S::Risks, S::RiskTable];

/// What changes the risk under the cursor.
const fn risk(
    command: Command,
    keys: &'static [&'static str],
    hint: &'static str,
    title: &'static str,
) -> Row {
    row(command, keys, hint, title, G::Job, RISKS).unless(needs_row).changes(Changes::Period)
}

pub(super) const ROWS: &[Row] = &[
    risk(C::MoveRisk, &["m"], "move", "move the risk over the map; Enter asks why").footer(2),
    risk(C::EditRisk, &["e", "F2"], "edit", "edit the risk and where it is put").footer(3),
    risk(C::AddRisk, &["A"], "add", "add a risk, in the cell under the cursor")
        .unless(needs_workbook)
        .footer(4),
    risk(C::Controls, &["+"], "controls", "add, edit or end a control of the risk").footer(7),
    risk(C::AddAction, &["a"], "action", "add an action about the risk"),
    risk(
        C::CloseRisk,
        &["x"],
        "close risk",
        "close the risk from this period on, with a reason; or open it again",
    ),
    risk(C::RemoveRisk, &["Delete"], "delete", "delete the risk (asks first; says what links to it)"),
    row(C::RiskTable, &["t"], "table", "the register as a table, and back to the map", G::View, RISKS)
        .footer(5),
    row(C::RiskView, &["v"], "view", "current, target or inherent assessments", G::View, RISKS).footer(6),
    risk(C::EditMatrix, &["E"], "matrix", "change the matrix: labels, bands, size, appetite")
        .unless(needs_workbook),
    row(C::Accept, &["Enter"], "put here", "put the risk in this cell, and say why", G::Job, &[S::RiskMove])
        .footer(1),
    row(C::Back, &["Esc"], "leave it", "leave the risk where it was", G::Move, &[S::RiskMove]).footer(2),
];
