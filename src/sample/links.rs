//! Links between whatever the other files put in.

use serde::Deserialize;

use super::SampleError;
use super::records::{Place, Reader, Source, whole};
use crate::workbook::linking::between;
use crate::workbook::{Edit, Link, Record, Subject, Table};

/// `links.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinksFile {
    #[serde(default)]
    link: Vec<LinkEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkEntry {
    one: String,
    other: String,
    #[serde(default)]
    because: String,
}

impl Reader {
    /// Reads the links. Called last, when all they may name is there.
    pub(super) fn links(&mut self, (name, text): Source) -> Result<(), SampleError> {
        let file: LinksFile = whole(name, text)?;
        for entry in file.link {
            let place = Place::new(name, &format!("link of {}", entry.one));
            let (one, other) = (self.named(&place, &entry.one)?, self.named(&place, &entry.other)?);
            self.put(|id| Record::Link(Link { id, note: entry.because, ..between(one, other) }));
        }
        Ok(())
    }

    /// The one thing of that reference, name or heading.
    fn named(&self, place: &Place, wanted: &str) -> Result<Subject, SampleError> {
        let mut found = self.edits().iter().filter_map(|edit| match edit {
            Edit::Put(Record::Indicator(row)) if row.reference == wanted => Some((Table::Indicator, row.id)),
            Edit::Put(Record::Risk(row)) if row.reference == wanted => Some((Table::Risk, row.id)),
            Edit::Put(Record::BudgetLine(row)) if row.name == wanted => Some((Table::BudgetLine, row.id)),
            Edit::Put(Record::Saving(row)) if row.reference == wanted => Some((Table::Saving, row.id)),
            Edit::Put(Record::Commitment(row)) if row.reference == wanted => {
                Some((Table::Commitment, row.id))
            }
            Edit::Put(Record::Section(row)) if row.heading == wanted => Some((Table::Section, row.id)),
            _ => None,
        });
        match (found.next(), found.next()) {
            (Some((table, id)), None) => Ok(Subject { table, id }),
            (None, _) => Err(place.wrong(format!("nothing is called {wanted}"))),
            (Some(_), Some(_)) => Err(place.wrong(format!("several things are called {wanted}"))),
        }
    }
}
