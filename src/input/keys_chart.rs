//! Commands of the control chart.

use crate::input::command::{Changes, Command as C, Group as G, Scope, Scope as S};
use crate::input::table::{Row, needs_row, row};

const CHART: &[Scope] = &[S::Chart];

pub(super) const ROWS: &[Row] = &[
    row(
        C::Chart,
        &["C"],
        "chart",
        "its control chart: is the change real",
        G::View,
        &[S::Indicators, S::Detail, S::Review],
    )
    .unless(needs_row),
    row(
        C::NoteOnPoint,
        &["Enter", "c"],
        "note",
        "write a note on the point, shown on the chart",
        G::Job,
        CHART,
    )
    .unless(needs_row)
    .changes(Changes::Workbook)
    .footer(1),
    row(
        C::Rebase,
        &["b"],
        "new limits here",
        "start the limits anew at the point, with a reason; again lets them run on",
        G::Job,
        CHART,
    )
    .unless(needs_row)
    .changes(Changes::Workbook)
    .footer(2),
    row(
        C::FreezeLimits,
        &["B"],
        "freeze limits",
        "work the limits out from the results up to here, later ones judged by them; again uses all",
        G::Job,
        CHART,
    )
    .unless(needs_row)
    .changes(Changes::Workbook)
    .footer(3),
    row(
        C::BreakSeries,
        &["|"],
        "definition changed",
        "mark that the definition changed from here on: nothing is compared across it; again takes it back",
        G::Job,
        CHART,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(C::ChartTable, &["t"], "table", "the points as a table, and back to the chart", G::View, CHART)
        .footer(4),
    row(C::ChartLength, &["v"], "months/years", "points by month, quarter or year", G::View, CHART).footer(5),
    row(C::ChartLevel, &["%"], "interval", "intervals that are 95% or 99.8% sure", G::View, CHART).footer(6),
    row(C::Copy, &["y"], "copy", "copy the points to the clipboard", G::View, CHART)
        .unless(needs_row)
        .footer(7),
];
