//! Sections of the narrative.

use super::{Fault, Patch, Reading, When};
use crate::workbook::steps::narrative::{last_of, put_section};
use crate::workbook::{Change, CommentaryStatus, Section, SectionHead, SectionKind};

/// Adds a section, or edits the one that `old` is. `heads` are the sections of its period: one of
/// another kind than it was goes behind those of that kind.
///
/// # Errors
/// Every field that is refused.
pub fn section(
    old: &Section,
    heads: &[SectionHead],
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    if new.heading.is_empty() && new.kind == SectionKind::Own {
        reading.refuse("heading", "a section of your own needs a heading");
    }
    if !new.action_required.is_empty() && new.kind != SectionKind::Challenge {
        reading.refuse("action_required", "only a challenge requires an action");
    }
    reading.done()?;
    if new.kind != old.kind || old.position == 0 {
        new.position = last_of(heads, new.kind);
    }
    if new.text != old.text {
        // Nobody's carried words any more, and not what was submitted or approved.
        new.carried_from = None;
        new.status = CommentaryStatus::Draft;
    }
    Ok(put_section(new))
}
