//! Columns that mean something else because of those beside them: the plain likelihood beside the residual one is the
//! inherent one, a directorate beside a service is the line above it, and a month heads what was spent in it.

use super::figures::give;
use super::fit::{CLEAR, fits};
use super::{Clue, headings, kind};
use crate::import::SheetLook;
use crate::import::reading::{ColumnReading, FILLED_DOWN, Reading};
use crate::import::targets::Takes;
use crate::import::written_time::WrittenTime;

/// Gives such columns their fields.
pub(super) fn decide(reading: &mut Reading, clues: &[Clue], look: &SheetLook) {
    match reading.becomes() {
        "risks" => {
            plain_beside_residual(reading, clues);
            scores_by_period(reading, clues);
        }
        "revenue" | "capital" | "months" => {
            codes_of_lines(reading, clues);
            two_levels(reading, clues);
            months(reading, clues);
            filled_down(reading, look, "under");
        }
        "commitments" => {
            steps_of_objectives(reading, clues);
            filled_down(reading, look, "plan");
            if clues.iter().any(kind::says_on_track) {
                let why = "its words are those of delivery plans".to_owned();
                reading.fixed.entry("words".to_owned()).or_insert(("delivery".to_owned(), why));
            }
        }
        _ => {}
    }
}

/// Notes that the empty cells of a column say what the one above says, where its texts stand over them.
fn filled_down(reading: &mut Reading, look: &SheetLook, code: &str) {
    let Some(at) = reading.place_of(code) else { return };
    if headings::stands_over(reading, look, reading.columns[at].column.place, None) {
        let why = "its empty cells say what the one above says, as where cells were merged".to_owned();
        let name = ColumnReading::name(&reading.columns[at]);
        reading.fixed.entry(FILLED_DOWN.to_owned()).or_insert((name, why));
    }
}

/// A rating for each of several periods, by its number or by its word.
fn scores_by_period(reading: &mut Reading, clues: &[Clue]) {
    const RATINGS: &[&str] = &[
        "score",
        "rating",
        "risk score",
        "risk rating",
        "rag",
        "rag rating",
        "rag status",
        "residual score",
    ];
    let field = reading.target.and_then(|target| target.field("score_then"));
    let is_score = |at: &usize| {
        let (column, clue) = (&reading.columns[*at], &clues[*at]);
        let open = column.field.is_none_or(|field| matches!(field.code, "score" | "score_then"));
        let content = &clue.content;
        let short = content.filled == 0 || content.figures > 0 || content.average_length() <= 16;
        let dated = clue.when.is_some_and(|when| !matches!(when, WrittenTime::Unfit(_)));
        open && dated
            && !clue.said
            && short
            && (clue.heading.is_empty() || fits(&clue.heading, RATINGS) >= CLEAR)
    };
    let found: Vec<usize> = (0..clues.len()).filter(is_score).collect();
    if found.len() > 1 {
        for at in found {
            give(&mut reading.columns[at], field, 95, "a rating below a period");
        }
    }
}

/// Cost centres that are numbers, with what they are called beside them.
fn codes_of_lines(reading: &mut Reading, clues: &[Clue]) {
    const CODES: [&str; 5] = ["cost centre", "cost code", "account code", "ledger code", "budget code"];
    const NAMES: [&str; 7] = [
        "description",
        "cost centre description",
        "cost centre name",
        "name",
        "service",
        "budget line",
        "budget heading",
    ];
    let (Some(target), Some(at)) = (reading.target, reading.place_of("name")) else { return };
    let are_codes = |at: usize| {
        let content = &clues[at].content;
        content.are_codes() || content.mostly(content.figures)
    };
    if clues[at].said || fits(&clues[at].heading, &CODES) < CLEAR || !are_codes(at) {
        return;
    }
    let named = (0..clues.len()).find(|other| {
        let free =
            reading.columns[*other].field.is_none() && !clues[*other].said && clues[*other].when.is_none();
        free && fits(&clues[*other].heading, &NAMES) > super::EXACT && clues[*other].content.texts > 0
    });
    if let Some(named) = named {
        give(
            &mut reading.columns[at],
            target.field("code"),
            100,
            "it numbers the lines that are named beside it",
        );
        give(
            &mut reading.columns[named],
            target.field("name"),
            100,
            "by its heading, with its number before it",
        );
    }
}

/// Steps beside the objectives that they are of: the steps are what is done, and the objectives the plan.
fn steps_of_objectives(reading: &mut Reading, clues: &[Clue]) {
    const OBJECTIVES: [&str; 7] =
        ["objective", "strategic objective", "priority", "outcome", "aim", "commitment", "project"];
    const STEPS: [&str; 10] = [
        "milestone",
        "milestones",
        "key milestone",
        "action",
        "key action",
        "actions",
        "activity",
        "task",
        "deliverable",
        "key activity",
    ];
    let (Some(target), Some(at)) = (reading.target, reading.place_of("description")) else { return };
    if clues[at].said || fits(&clues[at].heading, &OBJECTIVES) <= super::EXACT {
        return;
    }
    let step = (0..clues.len()).find(|other| {
        let free = reading.columns[*other].field.is_none() && !clues[*other].said;
        free && fits(&clues[*other].heading, &STEPS) > super::EXACT && clues[*other].content.texts > 0
    });
    if let Some(step) = step {
        let plan = target.field("plan").filter(|_| reading.place_of("plan").is_none());
        give(&mut reading.columns[at], plan, 100, "its steps stand beside it");
        give(&mut reading.columns[step], target.field("description"), 100, "by its heading");
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
    const ABOVE: [&str; 9] = [
        "directorate",
        "department",
        "portfolio",
        "division",
        "committee",
        "programme",
        "block",
        "service block",
        "capital programme",
    ];
    const BELOW: [&str; 10] = [
        "service",
        "service area",
        "budget line",
        "line",
        "budget heading",
        "scheme",
        "project",
        "description",
        "cost centre",
        "scheme name",
    ];
    let (Some(target), Some(name)) = (reading.target, reading.place_of("name")) else { return };
    if clues[name].said || reading.place_of("under").is_some() {
        return;
    }
    let free = |at: &usize, names: &[&str]| {
        let is_free = reading.columns[*at].field.is_none() && !clues[*at].said;
        is_free
            && fits(&clues[*at].heading, names) > super::EXACT
            && clues[*at].content.suits(&super::Field { takes: Takes::Words, ..target.fields[0] }, false)
            && clues[*at].content.texts > 0
    };
    let is_above = fits(&clues[name].heading, &ABOVE) > super::EXACT;
    let (above, below) = match is_above {
        true => (Some(name), (0..clues.len()).find(|at| free(at, &BELOW))),
        false => ((0..name).find(|at| free(at, &ABOVE)), Some(name)),
    };
    if let (Some(above), Some(below)) = (above, below) {
        give(
            &mut reading.columns[above],
            target.field("under"),
            100,
            "a column of lines below it stands beside it",
        );
        give(
            &mut reading.columns[below],
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
