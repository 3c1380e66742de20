//! Next year's target of an indicator and why it is set so, and the sign-off of a period.

use super::{Fault, Patch, Reading, When};
use crate::workbook::{Change, Detail, Record, SignOff, Table, Target, TargetReason};

/// Sets next year's target.
///
/// Fields: `target` (empty for none) and `reason`. A target that is taken away takes its reason along.
///
/// # Errors
/// Every field that is refused: a reason where there is no target.
pub fn next_target(detail: &Detail, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let year = detail.next_year();
    let old = detail.next_target();
    let mut value = old.map(|target| target.value);
    reading.target("target", &detail.indicator, &mut value);
    let kept = detail.years.reason_record(year);
    let mut reason = kept.map_or_else(String::new, |kept| kept.reason.clone());
    reading.with("reason", &mut reason, |text| Ok(text.to_owned()));
    let takes_away = patch.get("target").is_some_and(str::is_empty);
    if value.is_none() && takes_away && patch.get("reason").is_none_or(|typed| typed == reason) {
        reason.clear();
    }
    if value.is_none() && !reason.is_empty() {
        reading.refuse("reason", format!("there is no target for {} to give a reason for", year.code()));
    }
    reading.done()?;
    let (indicator_id, period) = (detail.indicator.id, year);
    let mut change = Change::new(format!("{} target {}", detail.indicator.reference, year.code()));
    change = match (value, old) {
        (Some(value), Some(old)) if value == old.value => change,
        (Some(value), Some(old)) => {
            change.put(Record::Target(Target { value, carried: false, source: String::new(), ..old.clone() }))
        }
        (Some(value), None) => change.put(Record::Target(Target {
            id: 0,
            revision: 0,
            indicator_id,
            period,
            value,
            carried: false,
            source: String::new(),
        })),
        (None, Some(old)) => change.remove(Table::Target, old.id, old.revision),
        (None, None) => change,
    };
    Ok(match (reason.is_empty(), kept) {
        (false, Some(kept)) if kept.reason == reason => change,
        (false, Some(kept)) => change.put(Record::TargetReason(TargetReason { reason, ..kept.clone() })),
        (false, None) => change.put(Record::TargetReason(TargetReason {
            id: 0,
            revision: 0,
            indicator_id,
            period,
            reason,
        })),
        (true, Some(kept)) => change.remove(Table::TargetReason, kept.id, kept.revision),
        (true, None) => change,
    })
}

/// Records that a role has signed off the period's figures, or with an empty day that it has not.
///
/// Fields: `role` (needed) and `on` (the day; today where it is not said). A role that signs again signs
/// the figures as they are now.
///
/// # Errors
/// Every field that is refused: a day to come, a role that has not signed whose sign-off is taken back.
pub fn sign_off(
    detail: &Detail,
    patch: &Patch,
    when: &When,
    who: &str,
    at: &str,
) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let mut role = String::new();
    reading.needed_line("role", &mut role);
    let mut on = Some(when.today);
    reading.past_day("on", "signed", &mut on);
    let same_role = |one: &&SignOff| one.role.trim().to_lowercase() == role.trim().to_lowercase();
    let old = detail.years.sign_offs.iter().find(same_role);
    if on.is_none() && old.is_none() && !role.is_empty() {
        reading.refuse(
            "on",
            format!("{} has not signed, so there is nothing to take back: say the day", role.trim()),
        );
    }
    reading.done()?;
    let reference = &detail.indicator.reference;
    let (Some(on), standing) = (on, &detail.standing) else {
        let change = Change::new(format!("{reference} sign-off of {} taken back", role.trim()));
        return Ok(old
            .iter()
            .fold(change, |change, old| change.remove(Table::SignOff, old.id, old.revision)));
    };
    let signed = SignOff {
        id: old.map_or(0, |old| old.id),
        revision: old.map_or(0, |old| old.revision),
        indicator_id: detail.indicator.id,
        period: standing.period,
        role: role.trim().to_owned(),
        signed_on: Some(on),
        value: standing.value,
        target: standing.target,
        by: who.to_owned(),
        at: at.to_owned(),
    };
    Ok(Change::new(format!("{reference} signed off by {}", signed.role)).put(Record::SignOff(signed)))
}
