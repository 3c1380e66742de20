//! Risks, where they are put, and their controls.

use super::{Fault, Patch, Reading, When, described};
use crate::domain::Period;
use crate::domain::matrix::{Axis, Cell, RiskMatrix};
use crate::domain::risk::Position;
use crate::workbook::risk_steps::{Places, add_risk, edit_risk, put_control};
use crate::workbook::{AssessmentKind, Change, Control, Risk, RiskDetail};

/// The kinds of assessment with the fields that say their impact and their probability.
pub const PLACE_FIELDS: [(AssessmentKind, &str, &str); 3] = [
    (AssessmentKind::Current, "impact", "probability"),
    (AssessmentKind::Target, "target_impact", "target_probability"),
    (AssessmentKind::Inherent, "inherent_impact", "inherent_probability"),
];

/// The words of a risk.
fn read_risk(old: &Risk, reading: &mut Reading) -> Risk {
    let mut new = old.clone();
    reading.described(&mut new);
    // Described, so it is more than a place in a count.
    new.placeholder &= new.event.is_empty() && new.cause.is_empty();
    new
}

/// The cells meant by the steps that are said. One that is not said stays as it is in `now`; both are
/// needed for a cell.
fn read_places(
    matrix: &RiskMatrix,
    now: impl Fn(AssessmentKind) -> Position,
    reading: &mut Reading,
) -> Places {
    let mut places = Places::default();
    for (kind, impact, probability) in PLACE_FIELDS {
        let (now, said) = (now(kind), [impact, probability].map(|field| reading.patch.get(field)));
        // Both left empty say nothing.
        if said.iter().all(|text| text.is_none_or(str::is_empty)) && now == Position::default() {
            continue;
        }
        if said == [None, None] {
            continue;
        }
        let mut step = |field: &'static str, text: Option<&str>, axis: &Axis, now: Option<u32>| {
            let found = match (text, now) {
                (Some(""), _) | (None, None) => {
                    Err("write both steps, or leave both as they were".to_owned())
                }
                (Some(text), _) => axis.parse(text),
                (None, Some(step)) => Ok(step),
            };
            found.map_err(|why| reading.refuse(field, why)).ok()
        };
        let steps = (
            step(impact, said[0], &matrix.impact, now.impact),
            step(probability, said[1], &matrix.probability, now.probability),
        );
        let cell = steps.0.zip(steps.1).map(|(impact, probability)| Cell { impact, probability });
        match kind {
            AssessmentKind::Current => places.current = cell,
            AssessmentKind::Target => places.target = cell,
            AssessmentKind::Inherent => places.inherent = cell,
        }
    }
    places
}

/// Adds a risk with its first places and controls, a line of `controls` for each.
///
/// Fields: those of [`risk`], and `controls`.
///
/// # Errors
/// Every field that is refused.
pub fn new_risk(empty: &Risk, matrix: &RiskMatrix, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let risk = read_risk(empty, &mut reading);
    let places = read_places(matrix, |_| Position::default(), &mut reading);
    let (mut controls, mut reason) = (String::new(), String::new());
    reading.text("controls", &mut controls);
    reading.text("reason", &mut reason);
    reading.done()?;
    let controls: Vec<String> = controls
        .lines()
        .map(|line| line.trim().trim_start_matches("- ").trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    Ok(add_risk(risk, matrix, places, &controls, &reason))
}

/// Stores what a risk says and where it is put. Another place now takes a reason.
///
/// Fields: those of its description, `reason`, and those of [`PLACE_FIELDS`].
///
/// # Errors
/// Every field that is refused.
pub fn risk(detail: &RiskDetail, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let risk = read_risk(&detail.risk, &mut reading);
    let places = read_places(&detail.matrix, |kind| detail.position(kind), &mut reading);
    let mut reason = String::new();
    reading.text("reason", &mut reason);
    if places.current.is_some() && reason.is_empty() {
        reading.refuse("reason", "say why it has moved");
    }
    reading.done()?;
    Ok(edit_risk(detail, risk, places, &reason))
}

/// Adds a control, or edits the one that `old` is; one that ends, ends in `period`.
///
/// # Errors
/// Every field that is refused.
pub fn control(
    reference: &str,
    old: &Control,
    patch: &Patch,
    when: &When,
    period: Period,
) -> Result<Change, Vec<Fault>> {
    Ok(put_control(reference, described(old, patch, when)?, period))
}
