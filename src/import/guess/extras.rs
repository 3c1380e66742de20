//! What is hidden in a sheet, and the notes of its cells.

use crate::import::SheetLook;
use crate::import::mapping::NOTHING;
use crate::import::reading::{HIDDEN, NOTES, Reading};
use crate::workbook::staged::column_letters;

/// Says what is hidden in the sheet and that cells have notes, with what becomes of them.
pub(super) fn decide(reading: &mut Reading, look: &SheetLook) {
    let begins = reading.table.begins;
    let within = |column: u16| reading.columns.iter().any(|one| one.column.place == column);
    let stretch =
        |first: String, last: String| if first == last { first } else { format!("{first} to {last}") };
    let rows = look.extras.hidden_rows.iter().filter(|(_, last)| *last >= begins);
    let rows: Vec<String> = rows.map(|(first, last)| stretch(first.to_string(), last.to_string())).collect();
    let columns = look.extras.hidden_columns.iter().filter(|(first, last)| (*first..=*last).any(within));
    let columns: Vec<String> =
        columns.map(|(first, last)| stretch(column_letters(*first), column_letters(*last))).collect();
    let some = |what: &str, all: &[String]| match all {
        [] => String::new(),
        [one] if !one.contains(' ') => format!("{what} {one}"),
        all if all.len() > 12 => format!("{what}s {} and more", all[..12].join(", ")),
        all => format!("{what}s {}", all.join(", ")),
    };
    let hidden = [some("row", &rows), some("column", &columns)];
    let hidden: Vec<&str> = hidden.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    if !hidden.is_empty() {
        let read = reading.fixed(HIDDEN) != Some(NOTHING);
        let why = match read {
            true => format!("{} hidden in the file: hidden=nothing leaves out what is hidden", are(&hidden)),
            false => format!("{} hidden in the file", are(&hidden)),
        };
        let value = if read { "read like the rest" } else { NOTHING };
        reading.fixed.insert(HIDDEN.to_owned(), (value.to_owned(), why));
        if !read {
            for column in &mut reading.columns {
                let place = column.column.place;
                if look.extras.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&place)) {
                    (column.field, column.certainty) = (None, 0);
                    column.reason = "hidden in the file, and left out as you said".to_owned();
                }
            }
        }
    }
    let notes = look.extras.notes.iter().filter(|(row, ..)| *row >= begins).count();
    if notes > 0 && reading.becomes() == "figures" {
        let cells =
            if notes == 1 { "a cell has a note".to_owned() } else { format!("{notes} cells have notes") };
        let kept = reading.fixed(NOTES) == Some("commentary");
        let (value, why) = match kept {
            true => ("commentary", format!("{cells}: those of figures are kept as you said")),
            false => {
                (NOTHING, format!("{cells}: notes=commentary keeps those of figures as their commentary"))
            }
        };
        reading.fixed.insert(NOTES.to_owned(), (value.to_owned(), why));
    }
}

fn are(hidden: &[&str]) -> String {
    let all = hidden.join(" and ");
    let is =
        hidden.len() == 1 && (all.starts_with("row ") || all.starts_with("column ")) && !all.contains(" to ");
    format!("{all} {}", if is { "is" } else { "are" })
}
