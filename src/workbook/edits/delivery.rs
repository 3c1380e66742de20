//! Commitments, where they stand, and their milestones.

use super::{Fault, Patch, Reading, When, described};
use crate::domain::{Rating, Tense};
use crate::workbook::steps::delivery::{put_commitment, put_milestone, update_commitment};
use crate::workbook::{Change, Commitment, CommitmentDetail, CommitmentScale, Milestone};

/// Adds a commitment, or edits the one that `old` is.
///
/// # Errors
/// Every field that is refused.
pub fn commitment(old: &Commitment, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let mut new = described(old, patch, when)?;
    // Described now, so it is more than a place in a count.
    new.placeholder &= new.description == old.description;
    Ok(put_commitment(new))
}

/// The rating that a text names on a scale; `none` is none.
///
/// # Errors
/// What may be written.
pub fn read_rating(scale: CommitmentScale, text: &str) -> Result<Rating, String> {
    let known = |rating: &Rating| scale.has(*rating) || *rating == Rating::None;
    Rating::parse(text).filter(known).ok_or_else(|| format!("write one of {}", scale.words()))
}

/// Rates a commitment, says what has to happen, or gives it another owner or date, as one step.
///
/// Fields: `rating`, `path`, `owner`, `due`.
///
/// # Errors
/// Every field that is refused.
pub fn commitment_update(
    detail: &CommitmentDetail,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let (mut owner, mut due) = (detail.commitment.owner.clone(), detail.commitment.due);
    let (mut rating, mut path) = (None, None);
    let mut reading = Reading::new(patch, when);
    reading.with("rating", &mut rating, |text| read_rating(detail.commitment.scale, text).map(Some));
    reading.with("path", &mut path, |text| Ok(Some(text.to_owned())));
    reading.line("owner", &mut owner);
    reading.day("due", "due", Tense::Future, &mut due);
    reading.done()?;
    Ok(update_commitment(detail, (rating, path.as_deref()), &owner, due))
}

/// Adds a milestone, or edits the one that `old` is.
///
/// # Errors
/// Every field that is refused.
pub fn milestone(reference: &str, old: &Milestone, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    Ok(put_milestone(reference, old, described(old, patch, when)?))
}
