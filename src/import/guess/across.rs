//! Tables that go across: a column for each organisation, or one for each measure.

use std::collections::HashSet;

use super::figures::{field, field_of, give};
use super::fit::{CLEAR, fits, is_known};
use super::role::{label, role_of};
use super::{Clue, EXACT};
use crate::import::Known;
use crate::import::organisations::is_gss_code;
use crate::import::reading::{ColumnReading, Reading, Role};
use crate::import::targets::KNOWN_NOTHING;
use crate::import::words::{plain, same_organisation, words};

/// Whose figures a column holds by its heading.
enum Whose {
    Ours,
    /// The own name of another one.
    Others(String),
}

/// Whether a column may hold figures that no field has taken for sure.
fn is_open(column: &ColumnReading, clue: &Clue, below: u32) -> bool {
    let figures = clue.content.mostly(clue.content.like_figures() + clue.content.missing);
    !clue.said && figures && column.certainty < below && column.unclear.is_none()
}

/// Organisations as columns, measures as rows: headings that name organisations that are known and, where
/// ours or two others are among them, the columns of figures between and beside those.
pub(super) fn organisations(reading: &mut Reading, clues: &[Clue], known: &Known) {
    let has = |code: &str| reading.place_of(code).is_some();
    if has("organisation") || !(has("reference") || has("description")) {
        return;
    }
    let mut named: Vec<(usize, Whose, Role)> = Vec::new();
    for (at, (column, clue)) in reading.columns.iter().zip(clues).enumerate() {
        if !is_open(column, clue, CLEAR) && column.field.is_none_or(|field| field.code != "benchmark") {
            continue;
        }
        let of = label(&clue.rest);
        let found = match whose(&clue.rest, known) {
            Some(whose) => Some((whose, Role::Result)),
            None => whose(&of, known).map(|whose| (whose, role_of(&clue.rest).unwrap_or(Role::Result))),
        };
        named.extend(found.filter(|_| !clue.said).map(|(whose, role)| (at, whose, role)));
    }
    let is_plain = named.iter().any(|(_, whose, _)| matches!(whose, Whose::Ours)) || named.len() > 1;
    let (Some(mut first), Some(mut last)) =
        (named.first().map(|(at, ..)| *at), named.last().map(|(at, ..)| *at))
    else {
        return;
    };
    let stands_among = |at: usize| {
        let (column, clue) = (&reading.columns[at], &clues[at]);
        let benchmark = column.field.is_some_and(|field| field.code == "benchmark");
        let unknown = column.field.is_none() && fits(&clue.heading, KNOWN_NOTHING) == 0;
        let is_name = label(&clue.rest).contains(char::is_alphabetic);
        benchmark
            || named.iter().any(|(other, ..)| *other == at)
            || (is_open(column, clue, CLEAR) && unknown && is_name)
    };
    while first > 0 && stands_among(first - 1) {
        first -= 1;
    }
    while last + 1 < clues.len() && stands_among(last + 1) {
        last += 1;
    }
    let among: Vec<(usize, String, Role)> = (first..=last)
        .filter(|at| is_plain && stands_among(*at) && reading.columns[*at].field.is_none())
        .filter(|at| named.iter().all(|(other, ..)| other != at))
        .map(|at| (at, label(&clues[at].rest), role_of(&clues[at].rest).unwrap_or(Role::Result)))
        .collect();
    let named = named.into_iter().map(|(at, whose, role)| {
        let name = if let Whose::Others(name) = whose { Some(name) } else { None };
        (at, name, role, "its heading names an organisation")
    });
    let among =
        among.into_iter().map(|(at, name, role)| (at, Some(name), role, "it stands among organisations"));
    for (at, organisation, role, reason) in named.chain(among).collect::<Vec<_>>() {
        let column = &mut reading.columns[at];
        give(column, field_of(role), EXACT, reason);
        column.organisation = organisation;
        column.label.clear();
    }
}

fn whose(heading: &str, known: &Known) -> Option<Whose> {
    let heading = heading.trim();
    if heading.is_empty() {
        return None;
    }
    if same_organisation(heading) == same_organisation(&known.organisation) {
        return Some(Whose::Ours);
    }
    let meant = match heading.split_once(char::is_whitespace) {
        // The code stands over the name, or the name over the code.
        Some((code, name)) if is_gss_code(code) => {
            known.called.owner(code).or_else(|| known.called.meant(name))
        }
        _ => known.called.meant(heading),
    };
    let name = meant?.to_owned();
    let ours = known.called.meant(&known.organisation) == Some(name.as_str());
    Some(if ours { Whose::Ours } else { Whose::Others(name) })
}

/// Organisations or periods as rows, measures as columns: where nothing else says what is measured, two or more
/// headings of columns of figures do, and beside periods one.
pub(super) fn measures(reading: &mut Reading, clues: &[Clue]) -> bool {
    let measure = |at: &usize| {
        let (column, clue) = (&reading.columns[*at], &clues[*at]);
        let open = is_open(column, clue, EXACT)
            || column.field.is_none()
                && !clue.said
                && clue.content.may_be_figures()
                && clue.content.figures > 0;
        open && label(&clue.rest).contains(char::is_alphabetic)
    };
    let found: Vec<usize> = (0..clues.len()).filter(measure).collect();
    let is_row = |code: &str| reading.place_of(code).is_some();
    let least = match (is_row("organisation"), is_row("period")) {
        (true, _) => 2,
        (_, true) => 1,
        _ => return false,
    };
    if found.len() < least {
        return false;
    }
    for (column, clue) in reading.columns.iter_mut().zip(clues) {
        let figures = column.field.is_some_and(|field| field_of(Role::Result) == Some(field) || field.many);
        if figures && !clue.said {
            give(column, None, 0, "no measure is named for it");
        }
    }
    for at in found {
        let rest = clues[at].rest.trim();
        let (name, role) = measure_in(rest);
        let column = &mut reading.columns[at];
        give(column, field_of(role).or_else(|| field("result")), EXACT, "its heading names a measure");
        name.clone_into(&mut column.label);
    }
    true
}

/// The M1 and M2 of "M1 People who feel safe" and "M2 Falls" are codes of measures and no months: each
/// heading goes on with words of its own that name nothing else.
pub(super) fn codes_are_no_periods(clues: &mut [Clue]) {
    let is_code = |clue: &Clue| {
        let first = clue.column.name.split_whitespace().next().unwrap_or_default();
        let digits = first.strip_prefix(['M', 'm', 'Q', 'q']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let coded: Vec<usize> = (0..clues.len()).filter(|at| is_code(&clues[*at])).collect();
    let goes_on = |at: &usize| {
        let rest = &clues[*at].rest;
        clues[*at].when.is_some()
            && rest.contains(char::is_alphabetic)
            && role_of(rest).is_none()
            && !is_known(rest)
    };
    let differ: HashSet<String> = coded.iter().map(|at| plain(&clues[*at].rest)).collect();
    if coded.len() < 2 || differ.len() < coded.len() || !coded.iter().all(goes_on) {
        return;
    }
    for at in coded {
        let clue = &mut clues[at];
        (clue.when, clue.rest) = (None, clue.column.name.clone());
        clue.heading = words(&clue.rest);
    }
}

/// The measure that a heading names, and what its figures are of it: `M1 numerator`, `M1 Safe (%)`.
fn measure_in(heading: &str) -> (&str, Role) {
    // "Rate", "score" and "percentage" at the end are of the measure's own name.
    const ROLES: [&str; 9] =
        ["numerator", "num", "denominator", "den", "outcome", "result", "value", "outturn", "target"];
    let Some((before, last)) = heading.rsplit_once(char::is_whitespace) else {
        return (heading, Role::Result);
    };
    match role_of(last).filter(|_| ROLES.contains(&plain(last).as_str())) {
        Some(role) => (before.trim_end_matches([' ', '-', '–', ':', '(']), role),
        None => (heading, Role::Result),
    }
}
