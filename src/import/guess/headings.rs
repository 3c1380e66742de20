//! Headings within a table that are the themes of the rows below them: "Live well" on a line of its own, in a
//! cell that stands over several rows, or above cells that are empty where such a cell was.

use super::figures::{field, give};
use super::{Clue, Content};
use crate::import::mapping::{Mapping, NOTHING};
use crate::import::reading::{ColumnReading, FILLED_DOWN, HEADINGS, Reading};
use crate::import::table::Line;
use crate::import::words::plain;
use crate::import::{Known, SheetLook, written_time};
use crate::source::{Cell, Row};

/// Words for kinds of indicators, which are no themes.
const KINDS: [&str; 9] =
    ["strategic", "critical", "local", "paf", "corporate", "national", "operational", "key", "other"];

/// Notes the headings that are themes, unless a column names those, or it was said that they are none.
pub(super) fn find(
    reading: &mut Reading,
    clues: &[Clue],
    look: &SheetLook,
    mapping: &Mapping,
    known: &Known,
) {
    let said = mapping.fixed.get(HEADINGS).map(String::as_str);
    let has_column =
        |reading: &Reading| ["theme", "objective"].iter().any(|code| reading.place_of(code).is_some());
    if !has_column(reading) && said != Some(NOTHING) {
        let over = merged(reading, clues, look);
        let found = over.map(|at| (at, "its cells stand over several rows")).or_else(|| {
            let blocks = blocks(reading, clues, look);
            blocks.map(|at| (at, "each of its texts stands over the empty cells below it"))
        });
        if let Some((at, reason)) = found {
            give(&mut reading.columns[at], field("theme"), 90, reason);
        }
    }
    if has_column(reading) {
        return fill_down(reading, look, mapping);
    }
    if said == Some(NOTHING) {
        return;
    }
    let key: Vec<u16> = ["reference", "description", "organisation"]
        .iter()
        .filter_map(|code| reading.place_of(code))
        .map(|at| reading.columns[at].column.place)
        .collect();
    let mut found: Vec<String> = Vec::new();
    let (mut waiting, mut groups, mut first) = (Vec::new(), 0, None);
    for row in look.rows.iter().filter(|row| row.number >= reading.table.begins) {
        match reading.table.line(row, &key) {
            Line::Group => {
                let text = row
                    .cells
                    .iter()
                    .find_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None });
                waiting.extend(text.map(|text| text.trim().to_owned()));
            }
            Line::Data => {
                first.get_or_insert(!waiting.is_empty());
                groups += usize::from(!waiting.is_empty());
                found.append(&mut waiting);
            }
            _ => {}
        }
    }
    // One alone in the middle may be anything, and so may a period, an organisation or a service.
    let is_theme = |text: &String| {
        written_time::find(text).is_none()
            && known.called.meant(text).is_none()
            && plain(text) != plain(&known.service)
            && plain(text) != plain(&known.organisation)
            && !plain(text).split(' ').next().is_some_and(|first| KINDS.contains(&first))
    };
    let is_plain = groups > 1 || first == Some(true);
    if said.is_some() || (is_plain && !found.is_empty() && found.iter().all(is_theme)) {
        let mut named: Vec<String> = Vec::new();
        for heading in found {
            if !named.iter().any(|one| plain(one) == plain(&heading)) {
                named.push(heading);
            }
        }
        let named = named.join("; ");
        let why = match said {
            Some(_) => "as you said".to_owned(),
            None => "lines of their own above the rows they are the themes of".to_owned(),
        };
        reading.fixed.insert(HEADINGS.to_owned(), (named, why));
    }
}

/// A column without a heading that may name groups.
fn names_groups(reading: &Reading, clues: &[Clue], at: usize) -> bool {
    let (column, content): (_, &Content) = (&reading.columns[at], &clues[at].content);
    column.field.is_none()
        && column.column.name.is_empty()
        && !clues[at].said
        && content.filled > 0
        && field("theme").is_some_and(|theme| content.suits(theme, false))
}

/// The column without a heading whose cells are merged down and name groups.
fn merged(reading: &Reading, clues: &[Clue], look: &SheetLook) -> Option<usize> {
    (0..clues.len()).find(|at| {
        let place = reading.columns[*at].column.place;
        let over = look.merged.iter().filter(|area| {
            area.first_column == place
                && area.last_row > area.first_row
                && area.first_row >= reading.table.begins
        });
        names_groups(reading, clues, *at) && over.count() > 0
    })
}

/// The column without a heading whose texts stand over empty cells, as merged cells are exported.
fn blocks(reading: &Reading, clues: &[Clue], look: &SheetLook) -> Option<usize> {
    (0..clues.len()).find(|at| {
        names_groups(reading, clues, *at)
            && stands_over(reading, look, reading.columns[*at].column.place, None)
    })
}

/// Whether the texts of a column stand over empty cells: the first row of data has one, some below have none,
/// and no two rows one after the other have the same. Below a column of the level above, a row that names
/// another group begins anew.
pub(super) fn stands_over(reading: &Reading, look: &SheetLook, place: u16, above: Option<u16>) -> bool {
    let text = |row: &Row, place: u16| match row.cells.get(usize::from(place)) {
        Some(Cell::Text(text)) => plain(text),
        _ => String::new(),
    };
    let (mut last, mut empty, mut repeated, mut first) = (String::new(), 0, 0, None);
    let key: Vec<u16> = vec![place];
    let data = look.rows.iter().filter(|row| row.number >= reading.table.begins);
    for row in data.filter(|row| reading.table.line(row, &key) == Line::Data) {
        let here = text(row, place);
        let is_first = first.is_none();
        first.get_or_insert(!here.is_empty());
        let anew = above.is_some_and(|above| !text(row, above).is_empty());
        match here.is_empty() {
            true => empty += usize::from(!is_first && !anew),
            false => {
                repeated += usize::from(!anew && here == last);
                last = here;
            }
        }
    }
    first == Some(true) && empty > 0 && repeated == 0
}

/// Notes the columns of themes and objectives whose empty cells say what the one above says.
fn fill_down(reading: &mut Reading, look: &SheetLook, mapping: &Mapping) {
    if let Some(said) = mapping.fixed.get(FILLED_DOWN) {
        reading.fixed.insert(FILLED_DOWN.to_owned(), (said.clone(), "as you said".to_owned()));
        return;
    }
    let place = |code: &str| reading.place_of(code).map(|at| reading.columns[at].column.place);
    let (theme, objective) = (place("theme"), place("objective"));
    let upper = theme.filter(|theme| stands_over(reading, look, *theme, None));
    // Where every row names its theme, an empty objective is none.
    let lower = objective
        .filter(|_| theme.is_none() || upper.is_some())
        .filter(|objective| stands_over(reading, look, *objective, theme));
    let named: Vec<String> = [upper, lower]
        .into_iter()
        .flatten()
        .filter_map(|place| reading.columns.iter().find(|column| column.column.place == place))
        .map(ColumnReading::name)
        .collect();
    if !named.is_empty() {
        let why = "its empty cells say what the one above says, as where cells were merged".to_owned();
        reading.fixed.insert(FILLED_DOWN.to_owned(), (named.join("; "), why));
    }
}
