//! Sending forms to owners and collecting them: the store, the files and the
//! child that reads them. The screen and the command line both come here.

mod collect;
pub mod request;
mod send;
mod whole;

use std::path::PathBuf;

pub use collect::{Conclude, Going, collect};
pub use send::send;

use self::request::{ReturnsEvent, ReturnsRequest};
use crate::domain::Period;
use crate::store::Store;
use crate::workbook::{Data, Detail, Id, Opening, Query, ReturnsView, Stamp};

/// Something to do with returns, as the screen asks for it.
#[derive(Debug, Clone)]
pub struct ReturnsJob {
    pub ask: ReturnsRequest,
    /// This program, which reads forms in a child.
    pub program: PathBuf,
}

/// Does what the screen asks for.
pub fn perform(store: &mut Store, job: &ReturnsJob, stamp: &Stamp, going: Going<'_>) -> ReturnsEvent {
    let told = match &job.ask {
        ReturnsRequest::Send(order) => {
            send(store, order, stamp).map(|sent| ReturnsEvent::Sent(Box::new(sent)))
        }
        ReturnsRequest::Look(order) => collect(store, order, &job.program, stamp, &Conclude::Look, going)
            .map(|found| ReturnsEvent::Looked(Box::new(found))),
        ReturnsRequest::Collect(order) => collect(store, order, &job.program, stamp, &Conclude::Apply, going)
            .map(|found| {
                let found = Box::new(found);
                match found.changed_since {
                    true => ReturnsEvent::ChangedSince(found),
                    false => ReturnsEvent::Collected(found),
                }
            }),
        // Whoever asks for this has nothing in hand.
        ReturnsRequest::Stop => Err(String::new()),
    };
    told.unwrap_or_else(ReturnsEvent::Failed)
}

const ANOTHER: &str = "The workbook gave an answer to another question. Please report this.";

fn opening(store: &Store) -> Result<Opening, String> {
    match store.answer(&Query::Opening).map_err(|error| store.told(&error))? {
        Data::Opening(opening) => Ok(*opening),
        _ => Err(ANOTHER.to_owned()),
    }
}

fn room(store: &Store, period: Period, stamp: &Stamp) -> Result<ReturnsView, String> {
    let query = Query::Returns { period, today: stamp.at.date() };
    match store.answer(&query).map_err(|error| store.told(&error))? {
        Data::Returns(room) => Ok(*room),
        _ => Err(ANOTHER.to_owned()),
    }
}

/// Everything about an indicator; none where there is no such indicator any more.
fn detail(store: &Store, indicator: Id, period: Period) -> Result<Option<Detail>, String> {
    use crate::store::StoreError;
    match store.answer(&Query::Detail { indicator, period }) {
        Ok(Data::Detail(detail)) => Ok(Some(*detail)),
        Ok(_) => Err(ANOTHER.to_owned()),
        Err(StoreError::UnknownIndicator { .. }) => Ok(None),
        Err(error) => Err(store.told(&error)),
    }
}

/// The sentence why a period takes no figures; nothing where it does.
fn closed(opening: &Opening, period: Period) -> Option<String> {
    let record = opening.periods.iter().find(|record| record.code == period);
    let title = period.title();
    match record {
        None => Some(format!("There is no period {title} in this workbook: open it first.")),
        Some(record) if !record.is_open() => {
            Some(format!("{title} is closed, so no figures can be taken into it: reopen it first."))
        }
        Some(_) => None,
    }
}
