//! Commands of the screen that sets organisations beside each other.

use crate::input::command::{Changes, Command as C, Group as G, Scope as S};
use crate::input::table::{Row, needs_row, needs_workbook, row};

const HERE: &[S] = &[S::Compare];

pub(super) const ROWS: &[Row] = &[
    row(
        C::SwitchView,
        &["v"],
        "view",
        "value, rank, quartile, difference from the average, direction of travel; of one measure: everybody \
         ranked, the funnel, the series",
        G::View,
        HERE,
    )
    .unless(needs_row)
    .footer(2),
    row(
        C::OpenOrganisation,
        &["z"],
        "organisation",
        "the scorecard sheet of the organisation under the cursor",
        G::View,
        HERE,
    )
    .unless(needs_row)
    .footer(3),
    row(C::FilterBy, &["f"], "group", "choose the group that is compared", G::View, HERE)
        .unless(needs_workbook)
        .footer(4),
    row(
        C::Pin,
        &["*"],
        "pin",
        "keep the organisation under the cursor first; again lets it go",
        G::View,
        HERE,
    )
    .unless(needs_row)
    .footer(5),
    row(
        C::Sort,
        &["s"],
        "sort",
        "order the organisations by the measure under the cursor: best first, worst first, as the group has them",
        G::View,
        HERE,
    )
    .unless(needs_row)
    .footer(6),
    row(
        C::SortMeasures,
        &["R"],
        "sort measures",
        "order the measures by the organisation under the cursor: worst place first, best first, by theme",
        G::View,
        HERE,
    )
    .unless(needs_row)
    .footer(7),
    row(C::Copy, &["y"], "copy words", "copy the counts as sentences; of a sheet, its table", G::View, HERE)
        .unless(needs_row)
        .footer(8),
    row(C::Groups, &["e"], "groups", "groups: make, order, rename and remove them, pick their members", G::Edit, HERE)
        .unless(needs_workbook)
        .changes(Changes::Workbook)
        .footer(9),
    row(
        C::Organisations,
        &["E"],
        "organisations",
        "organisations: codes, names, classes, mergers; add, rename and remove them",
        G::Edit,
        HERE,
    )
    .unless(needs_workbook)
    .changes(Changes::Workbook)
    .footer(10),
];
