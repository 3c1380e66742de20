//! What importing would do, one line for each thing: what is refused and what
//! was typed since first, then what changes, then what is new.

use super::Previewed;
use crate::screens::Screen;
use crate::screens::messages::{Passage, Reading};
use crate::ui::list::{List, Placed};
use crate::workbook::Table;
use crate::workbook::import_outcome::{ImportLine, RowOutcome};
use crate::workbook::staged::{Refused, cell_of};

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    Heading(String),
    Refused(Refused),
    Thing(ImportLine),
    /// Rows left out, by why.
    LeftOut(String, u64),
}

/// The lines, and the cursor over them.
#[derive(Debug)]
pub struct Lines(pub List<Placed<Line>>);

impl Lines {
    /// The lines of a preview.
    pub fn of(previewed: &Previewed) -> Self {
        let arrival = &previewed.arrival;
        let rows = &previewed.rows;
        let mut lines = vec![Line::Heading(rows.cells.in_short())];
        lines.extend(rows.unused.iter().map(|column| Line::Heading(format!("Mind: {}", column.sentence()))));
        if arrival.refused.count > 0 {
            lines.push(Line::Heading(format!("Refused ({})", arrival.refused.count)));
            lines.extend(arrival.refused.first.iter().cloned().map(Line::Refused));
        }
        for (fate, title) in [
            (RowOutcome::Conflict, "Typed since, and kept"),
            (RowOutcome::Changed, "Changed"),
            (RowOutcome::Added, "Added"),
        ] {
            let count = match fate {
                RowOutcome::Conflict => arrival.total.conflicts,
                RowOutcome::Changed => arrival.total.changed,
                _ => arrival.total.added,
            };
            if count > 0 {
                lines.push(Line::Heading(format!("{title} ({count})")));
                lines.extend(
                    arrival
                        .lines
                        .iter()
                        .filter(|line| line.fate == fate && line.table != Table::Mapping)
                        .cloned()
                        .map(Line::Thing),
                );
            }
        }
        if !previewed.rows.left_out.is_empty() {
            lines.push(Line::Heading(format!("Rows left out ({})", previewed.rows.left_out())));
            lines.extend(
                previewed.rows.left_out.iter().map(|(why, count)| Line::LeftOut(why.clone(), *count)),
            );
        }
        let mut list = List::default();
        list.hold_placed(lines, |line| matches!(line, Line::Heading(_)));
        Self(list)
    }

    /// All of the line under the cursor.
    pub fn open(&self, previewed: &Previewed) -> Option<Box<dyn Screen>> {
        let pair = |label: &str, text: &str| Passage::Pair(label.to_owned(), text.to_owned());
        let (title, passages) = match self.0.here()? {
            Line::Heading(_) => return None,
            Line::LeftOut(why, count) => ("Rows left out".to_owned(), vec![pair(&count.to_string(), why)]),
            Line::Refused(refused) => (
                "Refused".to_owned(),
                vec![
                    pair("Where", &cell_of(&previewed.sheets, refused.place)),
                    pair("It says", &refused.value),
                    pair("Why", &refused.reason),
                    Passage::Blank,
                    Passage::Words("The rest is imported all the same. Mend it in the file and import that again: what is there already stays as it is.".to_owned()),
                ],
            ),
            Line::Thing(thing) => {
                let mut passages = Vec::new();
                if !thing.before.is_empty() {
                    passages.push(pair("Before", &thing.before));
                }
                passages.push(pair(if thing.before.is_empty() { "New" } else { "After" }, &thing.after));
                passages.push(pair("From", &cell_of(&previewed.sheets, thing.place)));
                if !thing.by.is_empty() {
                    passages.push(pair("Typed by", &thing.by));
                    passages.push(Passage::Blank);
                    passages.push(Passage::Words(
                        "What was typed since the last import is kept. 8 takes the file's figures instead.".to_owned(),
                    ));
                }
                (thing.name.clone(), passages)
            }
        };
        Some(Box::new(Reading::new(title, passages)))
    }
}
