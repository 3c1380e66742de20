//! Headings within a table that are the themes of the rows below them: "Live well" on a line of its own, or
//! in a cell that stands over several rows.

use super::figures::{field, give};
use super::{Clue, Content};
use crate::import::mapping::{Mapping, NOTHING};
use crate::import::reading::{HEADINGS, Reading};
use crate::import::table::Line;
use crate::import::targets::Takes;
use crate::import::words::plain;
use crate::import::{Known, SheetLook, written_time};
use crate::source::Cell;

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
    if reading.names_themes() || said == Some(NOTHING) {
        return;
    }
    if let Some(at) = merged(reading, clues, look) {
        give(&mut reading.columns[at], field("theme"), 90, "its cells stand over several rows");
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
        let named = found.join("; ");
        let why = match said {
            Some(_) => "as you said".to_owned(),
            None => "lines of their own above the rows they are the themes of".to_owned(),
        };
        reading.fixed.insert(HEADINGS.to_owned(), (named, why));
    }
}

/// The column without a heading whose cells are merged down and name groups.
fn merged(reading: &Reading, clues: &[Clue], look: &SheetLook) -> Option<usize> {
    let theme = field("theme")?;
    (0..clues.len()).find(|at| {
        let (column, content): (_, &Content) = (&reading.columns[*at], &clues[*at].content);
        let place = column.column.place;
        let over = look.merged.iter().filter(|area| {
            area.first_column == place
                && area.last_row > area.first_row
                && area.first_row >= reading.table.begins
        });
        column.field.is_none()
            && column.column.name.is_empty()
            && !clues[*at].said
            && theme.takes == Takes::Grouping
            && content.filled > 0
            && content.suits(theme, false)
            && over.count() > 0
    })
}
