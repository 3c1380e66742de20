//! The scorecard sheet of one organisation: its measures theme by theme.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Compare;
use super::cell::{difference, direction, quartile, rank, rank_and_quartile, rank_before};
use super::matrix::narrow;
use super::order::Row;
use crate::screens::Context;
use crate::ui::frame::{Pane, line, lines, take_top};
use crate::ui::inert::width;
use crate::ui::table::{Cell, Column, MARKER, Table, fitted, layout};
use crate::ui::theme::{Role, Theme};
use crate::workbook::{ComparedMeasure, ComparedOrganisation, Comparison};

const COLUMNS: &[Column] = &[
    Column::words("Ref", 10, 0, 0),
    Column::words("Measure", 9, 3, 0),
    Column::figures("Value", 6, 0),
    Column::words("Rank", 12, 0, 0),
    Column::words("Travel", 8, 0, 0),
    Column::figures("From average", 12, 1),
    Column::figures("Last rank", 9, 1),
];
/// Headings of the sheet as it is copied, where each cell holds one thing.
const COPIED: [&str; 8] =
    ["Ref", "Measure", "Value", "Rank", "Quartile", "Travel", "From average", "Last rank"];
/// Lines over the first row: which way it goes, its quartiles, the headings.
pub(super) const HEAD: u16 = 3;

fn cells(measure: &ComparedMeasure, at: usize, theme: &Theme) -> [Cell<'static>; 7] {
    let entry = &measure.entries[at];
    let text = |text: &str| Cell::new(text.to_owned());
    let (reference, name) = (text(&measure.indicator.reference), text(&measure.indicator.description));
    let Some(value) = entry.value else {
        let reason = Cell::new(entry.missing_because.clone()).style(theme.style(Role::Dim));
        let nothing = || Cell::new("");
        let before = rank_before(entry, theme);
        return [reference, name, reason, nothing(), nothing(), nothing(), before];
    };
    [
        reference,
        name,
        Cell::new(measure.figure(value)),
        rank_and_quartile(measure, entry, theme),
        direction(entry, theme),
        difference(measure, entry, theme),
        rank_before(entry, theme),
    ]
}

/// The columns of a sheet as its rows need them.
pub(super) fn columns(comparison: &Comparison, at: usize, theme: &Theme) -> Vec<Column> {
    fitted(COLUMNS, comparison.measures.iter().map(|measure| cells(measure, at, theme)))
}

/// Which way it goes over all its measures, and in which quartiles it is; not before all are there. In
/// fewer words where the line has no room for more.
fn overall(one: &ComparedOrganisation, of_all: bool, wide: u16) -> [String; 2] {
    if !of_all {
        return ["Direction of travel: …".to_owned(), "Quartiles: …".to_owned()];
    }
    let direction = match one.overall() {
        Some(overall) => format!("{} ({})", overall.code(), one.directions.title()),
        None => "nothing to compare".to_owned(),
    };
    let [first, second, third, last] = one.quartiles.0;
    let quartiles = match one.quartiles.total() {
        0 => ["none".to_owned(), "none".to_owned()],
        _ => [
            format!("{first} in the top, {second} in the second, {third} in the third, {last} in the bottom"),
            format!("{first} top, {second} second, {third} third, {last} bottom"),
        ],
    };
    let fitting = |long: String, short: String| if width(&long) <= usize::from(wide) { long } else { short };
    [
        fitting(format!("Direction of travel: {direction}"), format!("Travel: {direction}")),
        fitting(format!("Quartiles: {}", quartiles[0]), format!("Quartiles: {}", quartiles[1])),
    ]
}

impl Compare {
    pub(super) fn draw_sheet(
        &self,
        comparison: &Comparison,
        at: usize,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let one = &comparison.organisations[at];
        let own = if one.ours { " *" } else { "" };
        let title = format!("{}{own}: {}", one.organisation.name, self.of_what(comparison, context));
        Pane { title: &title, note: "", focused: !self.reading }.draw(theme, area, buffer);
        let inside = narrow(area);
        let within = Rect { x: inside.x + MARKER, width: inside.width.saturating_sub(MARKER), ..inside };
        lines(
            &overall(one, comparison.left_out == 0, within.width),
            theme.style(Role::Strong),
            within,
            buffer,
        );
        let columns = self.sheet.get(at, || columns(comparison, at, theme));
        let slots = layout(&columns, inside.width);
        let table = Table {
            theme,
            columns: &columns,
            slots: &slots,
            column: None,
            sorted: None,
            focused: !self.reading,
        };
        table.head(Rect { y: inside.y + HEAD - 1, height: 1, ..inside }, buffer);
        let (_, below) = take_top(inside, HEAD);
        let cursor = self.by_theme.draw(below, |row, here, selected| match row.map(|row| &**row) {
            Some(Row::Theme(name)) => {
                let title = Rect { x: here.x + 1, width: here.width - 1, ..here };
                line(name, theme.style(Role::Title), title, buffer);
            }
            Some(Row::Measure(measure)) => {
                let cells = cells(&comparison.measures[*measure], at, theme);
                table.row(&cells, selected, false, here, buffer);
            }
            None => {}
        });
        cursor.map(|row| Position::new(row.x + MARKER, row.y))
    }

    /// The sheet as a table for a spreadsheet, with headings.
    pub(super) fn sheet_text(&self, comparison: &Comparison, at: usize, theme: &Theme) -> String {
        let mut lines = vec![COPIED.join("\t")];
        lines.extend(comparison.measures.iter().map(|measure| {
            let mut cells = cells(measure, at, theme).to_vec();
            let entry = &measure.entries[at];
            let places = match entry.value {
                Some(_) => [rank(measure, entry, theme), quartile(measure, entry, theme)],
                None => [Cell::new(""), Cell::new("")],
            };
            cells.splice(3..4, places);
            let texts = cells.iter().map(|cell| cell.text.trim().replace(['\t', '\n', '\r'], " "));
            texts.collect::<Vec<String>>().join("\t")
        }));
        lines.join("\n")
    }
}
