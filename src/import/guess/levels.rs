//! Columns that mean something else because of those beside them: the plain likelihood beside the residual one is the
//! inherent one, a directorate beside a service is the line above it, and a month heads what was spent in it.

use super::Clue;
use super::figures::give;
use super::fit::{CLEAR, fits};
use crate::import::reading::Reading;
use crate::import::written_time::WrittenTime;

/// Gives such columns their fields.
pub(super) fn decide(reading: &mut Reading, clues: &[Clue]) {
    match reading.becomes() {
        "risks" => plain_beside_residual(reading, clues),
        "revenue" | "capital" | "months" => {
            two_levels(reading, clues);
            months(reading, clues);
        }
        _ => {}
    }
}

/// The column without a field whose heading begins with one of these names.
fn free(reading: &Reading, clues: &[Clue], names: &[&str]) -> Option<usize> {
    let is_free = |at: &usize| reading.columns[*at].field.is_none() && !clues[*at].said;
    (0..clues.len())
        .filter(is_free)
        .find(|at| clues[*at].content.filled > 0 && fits(&clues[*at].heading, names) >= CLEAR)
}

fn plain_beside_residual(reading: &mut Reading, clues: &[Clue]) {
    const AS_THINGS_ARE: [&str; 3] = ["residual", "current", "net"];
    for (now, before, names) in [
        ("probability", "inherent_probability", &["likelihood", "probability"][..]),
        ("impact", "inherent_impact", &["impact", "severity"]),
        ("score", "inherent_score", &["score", "rating", "risk score", "risk rating"]),
    ] {
        let qualified = reading
            .place_of(now)
            .is_some_and(|at| clues[at].heading.iter().any(|word| AS_THINGS_ARE.contains(&word.as_str())));
        if !qualified || reading.place_of(before).is_some() {
            continue;
        }
        let field = reading.target.and_then(|target| target.field(before));
        if let Some(at) = free(reading, clues, names) {
            give(&mut reading.columns[at], field, 90, "the one after controls stands beside it");
        }
    }
}

fn two_levels(reading: &mut Reading, clues: &[Clue]) {
    const ABOVE: [&str; 5] = ["directorate", "department", "portfolio", "division", "committee"];
    const BELOW: [&str; 9] = [
        "service",
        "service area",
        "budget line",
        "line",
        "budget heading",
        "scheme",
        "project",
        "description",
        "cost centre",
    ];
    let (Some(target), Some(name)) = (reading.target, reading.place_of("name")) else { return };
    if clues[name].said
        || reading.place_of("under").is_some()
        || fits(&clues[name].heading, &ABOVE) <= super::EXACT
    {
        return;
    }
    let below = (0..clues.len()).find(|at| {
        let is_free = reading.columns[*at].field.is_none() && !clues[*at].said;
        is_free && fits(&clues[*at].heading, &BELOW) > super::EXACT && clues[*at].content.texts > 0
    });
    if let Some(at) = below {
        give(
            &mut reading.columns[name],
            target.field("under"),
            100,
            "a column of lines below it stands beside it",
        );
        give(
            &mut reading.columns[at],
            target.field("name"),
            100,
            "by its heading, and what it belongs to stands beside it",
        );
    }
}

/// Columns headed by nothing but a month, in a table of budgets.
fn months(reading: &mut Reading, clues: &[Clue]) {
    let Some(field) = reading.target.and_then(|target| target.field("actual")) else { return };
    let is_month = |clue: &Clue| match clue.when {
        Some(WrittenTime::Named(_) | WrittenTime::Month(_) | WrittenTime::YearMonth { .. }) => true,
        Some(WrittenTime::Months { from, to }) => from == to,
        _ => false,
    };
    let found: Vec<usize> = (0..clues.len())
        .filter(|at| {
            let clue = &clues[*at];
            let figures = clue.content.filled == 0 || clue.content.may_be_figures();
            is_month(clue)
                && clue.heading.is_empty()
                && figures
                && !clue.said
                && reading.columns[*at].field.is_none()
        })
        .collect();
    if found.len() > 1 {
        for at in found {
            give(&mut reading.columns[at], Some(field), 90, "amounts below a month");
        }
    }
}
