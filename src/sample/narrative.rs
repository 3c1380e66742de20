//! `narrative.toml`: the sections of a report, in its order.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::SampleError;
use super::records::{Place, Reader, Source, whole};
use crate::domain::Period;
use crate::workbook::{CommentaryStatus, Record, Section, SectionKind};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    period: Period,
    source: String,
    section: Vec<Entry>,
}

/// One `[[section]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: SectionKind,
    heading: String,
    #[serde(default)]
    status: CommentaryStatus,
    /// Where in the source document it stands.
    #[serde(default)]
    place: String,
    text: String,
    #[serde(default)]
    action_required: String,
}

impl Reader {
    /// Adds the narrative of a period.
    pub(super) fn narrative(&mut self, (name, text): Source) -> Result<(), SampleError> {
        if text.is_empty() {
            return Ok(());
        }
        let file: File = whole(name, text)?;
        let period = self.known_period(&Place::new(name, "period"), file.period)?;
        let mut last: BTreeMap<SectionKind, u32> = BTreeMap::new();
        for entry in file.section {
            if !entry.action_required.is_empty() && entry.kind != SectionKind::Challenge {
                let place = Place::new(name, &format!("section {}", entry.heading));
                return Err(place.wrong("only a challenge requires an action"));
            }
            let position = last.entry(entry.kind).or_default();
            *position += 1;
            let position = *position;
            let source = match entry.place.as_str() {
                "" => file.source.clone(),
                place => format!("{}, {place}", file.source),
            };
            self.put(|id| {
                Record::Section(Section {
                    id,
                    revision: 0,
                    period,
                    kind: entry.kind,
                    position,
                    heading: entry.heading,
                    text: entry.text.trim().to_owned(),
                    action_required: entry.action_required.trim().to_owned(),
                    status: entry.status,
                    carried_from: None,
                    source,
                })
            });
        }
        Ok(())
    }
}
