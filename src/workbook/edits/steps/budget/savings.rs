//! Savings and where they stand.

use super::set;
use crate::domain::money::Pence;
use crate::workbook::{Change, Record, Saving, SavingPosition, SavingStatus};

/// New figures for a saving.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SavingFigures {
    pub target: Option<Option<Pence>>,
    pub forecast: Option<Option<Pence>>,
    pub status: Option<SavingStatus>,
    pub comment: Option<String>,
}

impl SavingFigures {
    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Enters where a saving stands in a period.
pub fn set_saving(
    saving: &Saving,
    position: Option<&SavingPosition>,
    period: &str,
    figures: &SavingFigures,
) -> Change {
    let mut new = match position {
        Some(position) if position.period == period => position.clone(),
        Some(earlier) => SavingPosition { id: 0, revision: 0, period: period.to_owned(), ..earlier.clone() },
        None => SavingPosition {
            id: 0,
            revision: 0,
            saving_id: saving.id,
            period: period.to_owned(),
            target: None,
            forecast: None,
            status: SavingStatus::default(),
            comment: String::new(),
        },
    };
    set(&mut new.target, &figures.target);
    set(&mut new.forecast, &figures.forecast);
    set(&mut new.status, &figures.status);
    set(&mut new.comment, &figures.comment);
    Change::new(format!("{} saving", saving.reference)).put(Record::SavingPosition(new))
}

/// A saving with nothing said of it yet.
pub fn empty_saving(period: &str, service: &str) -> Saving {
    Saving {
        id: 0,
        revision: 0,
        reference: String::new(),
        description: String::new(),
        service: service.to_owned(),
        owner: String::new(),
        opened_in: period.to_owned(),
        closed_in: String::new(),
        source: String::new(),
    }
}

/// Stores a saving and where it stands, as one step.
pub fn put_saving(
    saving: Saving,
    position: Option<&SavingPosition>,
    period: &str,
    figures: &SavingFigures,
) -> Change {
    let verb = if saving.id > 0 { "Edit" } else { "Add" };
    // Its position refers to a new saving by a placeholder.
    let saving = Saving { id: if saving.id > 0 { saving.id } else { -1 }, ..saving };
    let mut change = Change::new(format!("{verb} saving {}", saving.reference));
    let position = (!figures.is_empty()).then(|| set_saving(&saving, position, period, figures));
    change = change.put(Record::Saving(saving));
    change.edits.extend(position.into_iter().flat_map(|change| change.edits));
    change
}

/// Closes a saving in a period: it is shown for the last time.
pub fn close_saving(saving: &Saving, period: &str) -> Change {
    let closed_in = if saving.closed_in.is_empty() { period.to_owned() } else { String::new() };
    let verb = if closed_in.is_empty() { "Reopen" } else { "Close" };
    Change::new(format!("{verb} saving {}", saving.reference))
        .put(Record::Saving(Saving { closed_in, ..saving.clone() }))
}
