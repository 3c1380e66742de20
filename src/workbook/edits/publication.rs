//! A document that goes out.

use crate::workbook::{Change, PeriodRecord, PeriodStatus, Publication, Record};

/// Keeps a version of a report called `name`, of the period called `title`; `closing` is the period
/// where its figures are frozen with it.
pub fn publish(publication: Publication, name: &str, title: &str, closing: Option<&PeriodRecord>) -> Change {
    let name = name.to_lowercase();
    let label = match publication.version {
        1 => format!("Publish {name} of {title}"),
        version => format!("Publish {name} of {title}, version {version}"),
    };
    let change = Change::new(label).because(publication.reason.clone()).put(Record::Publication(publication));
    match closing.filter(|period| period.status != PeriodStatus::Published) {
        Some(period) => {
            change.put(Record::Period(PeriodRecord { status: PeriodStatus::Published, ..period.clone() }))
        }
        None => change,
    }
}
