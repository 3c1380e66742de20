//! Savings and where they stand.

use crate::domain::Period;
use crate::workbook::{Change, Record, Saving, SavingPosition};

/// Where a saving stands in a period, to be changed: as it stands now.
pub fn position_in(saving: &Saving, now: Option<&SavingPosition>, period: Period) -> SavingPosition {
    match now {
        Some(now) if now.period == period => now.clone(),
        Some(earlier) => SavingPosition { id: 0, revision: 0, period, ..earlier.clone() },
        None => SavingPosition { saving_id: saving.id, period, ..SavingPosition::default() },
    }
}

/// Enters where a saving stands in a period.
pub fn set_saving(
    saving: &Saving,
    now: Option<&SavingPosition>,
    period: Period,
    edit: impl FnOnce(&mut SavingPosition),
) -> Change {
    let mut new = position_in(saving, now, period);
    edit(&mut new);
    Change::new(format!("{} saving", saving.reference)).put(Record::SavingPosition(new))
}

/// A saving with nothing said of it yet.
pub fn empty_saving(period: Period, service: &str) -> Saving {
    Saving { service: service.to_owned(), opened_in: Some(period.to_owned()), ..Saving::default() }
}

/// Stores a saving, and as the same step where it stands, where that is said.
pub fn put_saving(saving: Saving, position: Option<SavingPosition>) -> Change {
    let verb = if saving.id > 0 { "Edit" } else { "Add" };
    // Its position refers to a new saving by a placeholder.
    let saving = Saving { id: if saving.id > 0 { saving.id } else { -1 }, ..saving };
    let position = position.map(|position| SavingPosition { saving_id: saving.id, ..position });
    let change = Change::new(format!("{verb} saving {}", saving.reference)).put(Record::Saving(saving));
    position.into_iter().fold(change, |change, position| change.put(Record::SavingPosition(position)))
}

/// Closes a saving in a period: it is shown for the last time.
pub fn close_saving(saving: &Saving, period: Period) -> Change {
    let closed_in = if saving.closed_in.is_none() { Some(period) } else { None };
    let verb = if closed_in.is_none() { "Reopen" } else { "Close" };
    Change::new(format!("{verb} saving {}", saving.reference))
        .put(Record::Saving(Saving { closed_in, ..saving.clone() }))
}
