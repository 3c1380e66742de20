//! Commands of themes, on the list of indicators.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, row};

const HERE: &[S] = &[S::Indicators];

pub(super) const ROWS: &[Row] = &[
    row(
        C::Themes,
        &["#"],
        "themes",
        "themes: priorities, areas of focus or risk; add, order, rename and remove them",
        G::Edit,
        HERE,
    )
    .changes(Changes::Workbook),
    row(C::MoveUp, &["K", "Alt-Up"], "move up", "move the indicator up within its theme", G::Edit, HERE)
        .unless(needs_row)
        .changes(Changes::Workbook),
    row(
        C::MoveDown,
        &["J", "Alt-Down"],
        "move down",
        "move the indicator down within its theme",
        G::Edit,
        HERE,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
];
