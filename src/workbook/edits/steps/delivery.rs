//! Steps with commitments, their ratings and milestones.

use chrono::NaiveDate;

use super::short;
use crate::domain::{Period, Rating};
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::record::*;
use crate::workbook::views::CommitmentDetail;

/// A commitment with nothing said of it yet. Position 0 puts it last in its plan.
pub fn empty_commitment(plan: &str, scale: CommitmentScale, service: &str, period: Period) -> Commitment {
    Commitment {
        plan: plan.to_owned(),
        scale,
        service: service.to_owned(),
        opened_in: Some(period.to_owned()),
        ..Commitment::default()
    }
}

/// A new commitment of a period: in the plan of another, where there is one to go by.
pub fn new_commitment(like: Option<&Commitment>, service: &str, period: Period) -> Commitment {
    match like {
        Some(like) => empty_commitment(&like.plan, like.scale, &like.service, period),
        None => empty_commitment("Delivery plan", CommitmentScale::Delivery, service, period),
    }
}

/// Stores a commitment, new or changed.
pub fn put_commitment(commitment: Commitment) -> Change {
    let verb = if commitment.id > 0 { "edited" } else { "added" };
    Change::new(format!("{} {verb}", commitment.reference)).put(Record::Commitment(commitment))
}

/// Takes a commitment out of the plans from a period on, or back in (`None`).
pub fn close_commitment(commitment: &Commitment, period: Option<Period>) -> Change {
    let verb = if period.is_some() { "closed" } else { "open again" };
    Change::new(format!("{} {verb}", commitment.reference))
        .put(Record::Commitment(Commitment { closed_in: period, ..commitment.clone() }))
}

/// Deletes a commitment that no other period has rated, with its rating and milestones.
///
/// # Errors
/// Why one that was reported before is not deleted, as the beginning of a sentence: it is closed instead.
pub fn remove_commitment(detail: &CommitmentDetail) -> Result<Change, String> {
    let commitment = &detail.commitment;
    if detail.history.iter().any(|past| past.period != detail.period) {
        let reference = &commitment.reference;
        return Err(format!("{reference} was rated in an earlier period, whose report keeps it"));
    }
    let mut change = Change::new(format!("{} deleted", commitment.reference));
    for milestone in &detail.milestones {
        change = change.remove(Table::Milestone, milestone.id, milestone.revision);
    }
    if let Some(rating) = &detail.rating {
        change = change.remove(Table::CommitmentRating, rating.id, rating.revision);
    }
    Ok(change.remove(Table::Commitment, commitment.id, commitment.revision))
}

/// This period's rating record: the one there is, or a new one that takes up the rating in force
/// and the way back, but not the words.
fn rating_of(detail: &CommitmentDetail) -> CommitmentRating {
    if let Some(here) = detail.rating_here() {
        return here.clone();
    }
    CommitmentRating {
        id: 0,
        revision: 0,
        commitment_id: detail.commitment.id,
        period: detail.period,
        rating: detail.rating.as_ref().map_or(Rating::None, |before| before.rating),
        commentary: String::new(),
        path_to_green: detail.rating.as_ref().map_or_else(String::new, |before| before.path_to_green.clone()),
        illustrative: false,
    }
}

/// Rates a commitment, writes why, or both, in one step.
pub fn rate_and_write(detail: &CommitmentDetail, rating: Option<Rating>, words: Option<&str>) -> Change {
    let before = rating_of(detail);
    let label = match (rating, words) {
        (Some(rating), None) => rating.title().to_lowercase(),
        (Some(rating), Some(_)) => format!("{} and commentary", rating.title().to_lowercase()),
        (None, _) => "commentary".to_owned(),
    };
    Change::new(format!("{} {label}", detail.commitment.reference)).put(Record::CommitmentRating(
        CommitmentRating {
            rating: rating.unwrap_or(before.rating),
            commentary: words.map_or(before.commentary.as_str(), str::trim).to_owned(),
            illustrative: false,
            ..before
        },
    ))
}

/// Status and way back of the period looked at, owner and date, in one step; `None` leaves a thing as
/// it is. A rating that is said again is confirmed for the period.
pub fn update_commitment(
    detail: &CommitmentDetail,
    (rating, path): (Option<Rating>, Option<&str>),
    owner: &str,
    due: Option<NaiveDate>,
) -> Change {
    let commitment = &detail.commitment;
    let label = match (rating, path) {
        (Some(rating), None) if owner == commitment.owner && due == commitment.due => {
            rating.title().to_lowercase()
        }
        _ => "updated".to_owned(),
    };
    let mut change = Change::new(format!("{} {label}", commitment.reference));
    if rating.is_some() || path.is_some() {
        let before = rating_of(detail);
        change = change.put(Record::CommitmentRating(CommitmentRating {
            rating: rating.unwrap_or(before.rating),
            path_to_green: path.unwrap_or(&before.path_to_green).to_owned(),
            illustrative: false,
            ..before
        }));
    }
    if owner != commitment.owner || due != commitment.due {
        change =
            change.put(Record::Commitment(Commitment { owner: owner.to_owned(), due, ..commitment.clone() }));
    }
    change
}

/// Writes why it stands where it does. `revision` is what this period's rating stood at when the
/// words were begun; none where there was none.
pub fn write_commentary(detail: &CommitmentDetail, text: &str, revision: Option<i64>) -> Change {
    let mut rating = rating_of(detail);
    if let (Some(revision), true) = (revision, rating.id > 0) {
        rating.revision = revision;
    }
    Change::new(format!("{} commentary", detail.commitment.reference)).put(Record::CommitmentRating(
        CommitmentRating { commentary: text.trim().to_owned(), illustrative: false, ..rating },
    ))
}

/// A milestone with nothing said of it yet, behind the others of its commitment.
pub fn empty_milestone(detail: &CommitmentDetail) -> Milestone {
    let last = detail.milestones.iter().map(|one| one.position).max().unwrap_or(0);
    Milestone {
        commitment_id: detail.commitment.id,
        position: last.saturating_add(1),
        ..Milestone::default()
    }
}

/// Stores a milestone, new or changed. `old` is what it was; reached, or not after all, has words of its own.
pub fn put_milestone(reference: &str, old: &Milestone, new: Milestone) -> Change {
    let done_alone = Milestone { done_on: new.done_on, ..old.clone() } == new;
    let verb = match (new.id > 0, done_alone, new.done_on) {
        (false, ..) => "add milestone",
        (true, true, Some(_)) => "milestone reached",
        (true, true, None) => "milestone not reached after all",
        (true, false, _) => "edit milestone",
    };
    Change::new(format!("{reference} {verb} “{}”", short(&new.description))).put(Record::Milestone(new))
}

/// A milestone reached on a day, or not reached after all.
pub fn milestone_done(reference: &str, milestone: &Milestone, on: Option<NaiveDate>) -> Change {
    put_milestone(reference, milestone, Milestone { done_on: on, ..milestone.clone() })
}

/// Deletes a milestone. Its history stays.
pub fn remove_milestone(reference: &str, milestone: &Milestone) -> Change {
    Change::new(format!("{reference} delete milestone “{}”", short(&milestone.description))).remove(
        Table::Milestone,
        milestone.id,
        milestone.revision,
    )
}

/// What a change to many commitments sets; `None` leaves a thing as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ManyCommitments {
    pub rating: Option<Rating>,
    pub owner: Option<String>,
    pub due: Option<Option<NaiveDate>>,
}

impl ManyCommitments {
    /// Whether it sets nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What it would do to one of them, in words: "at risk; owner Head of Care". Nothing where it
    /// changes nothing: a rating that the scale does not have is left out.
    pub fn effect_on(&self, detail: &CommitmentDetail) -> Vec<String> {
        let mut said = Vec::new();
        let now = detail.rating.as_ref().map(|rating| rating.rating);
        if let Some(rating) = self.new_rating(detail) {
            let from = now.map_or("not rated", Rating::title).to_lowercase();
            said.push(format!("{from} to {}", rating.title().to_lowercase()));
        }
        if let Some(owner) = self.owner.as_ref().filter(|owner| **owner != detail.commitment.owner) {
            said.push(if owner.is_empty() { "no owner".to_owned() } else { format!("owner {owner}") });
        }
        if let Some(due) = self.due.filter(|due| *due != detail.commitment.due) {
            said.push(due.map_or("no date".to_owned(), |due| {
                format!("due {}", crate::domain::dates::short_date(due))
            }));
        }
        said
    }

    fn new_rating(&self, detail: &CommitmentDetail) -> Option<Rating> {
        let here = detail.rating.as_ref().map(|rating| rating.rating);
        self.rating.filter(|rating| detail.commitment.scale.has(*rating) && Some(*rating) != here)
    }

    /// The one step that does it to all of them.
    pub fn change(&self, details: &[CommitmentDetail]) -> Change {
        let touched = details.iter().filter(|detail| !self.effect_on(detail).is_empty());
        let mut change = Change::new(format!("{} commitments changed", touched.clone().count()));
        if let [one] = touched.clone().collect::<Vec<_>>().as_slice() {
            change.label = format!("{} {}", one.commitment.reference, self.effect_on(one).join("; "));
        }
        for detail in touched {
            if let Some(rating) = self.new_rating(detail) {
                change = change.put(Record::CommitmentRating(CommitmentRating {
                    rating,
                    illustrative: false,
                    ..rating_of(detail)
                }));
            }
            let commitment = Commitment {
                owner: self.owner.clone().unwrap_or_else(|| detail.commitment.owner.clone()),
                due: self.due.unwrap_or(detail.commitment.due),
                ..detail.commitment.clone()
            };
            if commitment != detail.commitment {
                change = change.put(Record::Commitment(commitment));
            }
        }
        change
    }
}
