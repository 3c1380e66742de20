//! "6 councils have a plan, 8 are slow, 3 councils have none" of 14 councils.

use super::*;
use crate::checks::Text;
use crate::checks::text::{Token, tokens};
use crate::domain::compare::claims::ORGANISATIONS;

pub(in crate::checks) const CHECK: Check = Check {
    code: "parts-in-words",
    family: Family::Arithmetic,
    severity: CheckSeverity::Warning,
    looks_for: "a sentence that counts organisations in parts, as in “6 councils have a plan, 8 councils are slow and \
                3 councils have none”, which together are more than there are",
    to_do: "Count the parts again, or say which organisations are in two of them.",
    looks_at: LooksAt::Words(look),
};

/// Words before a number that make it that of all: "of 14 councils", "all 14 councils".
const ALL: [&str; 3] = ["of", "all", "the"];

/// The organisations that a sentence counts: in parts, and in all where it says of how many.
struct Counts {
    parts: Vec<f64>,
    all: Option<f64>,
}

fn counts(sentence: &str) -> Counts {
    let tokens = tokens(sentence);
    let is_organisation = |token: &Token| {
        let word = token.word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        ORGANISATIONS.contains(&word.as_str())
    };
    let mut found = Counts { parts: Vec::new(), all: None };
    for (at, token) in tokens.iter().enumerate() {
        let Some(count) = token.figure.filter(|figure| figure.fract() == 0.0 && !token.percent) else {
            continue;
        };
        let next = tokens.get(at + 1);
        let of_several = next.is_some_and(|next| next.word.eq_ignore_ascii_case("of"))
            && tokens.get(at + 2).is_some_and(|after| after.figure.is_some());
        let named = next.is_some_and(is_organisation);
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let is_all = before.is_some_and(|before| ALL.iter().any(|all| before.word.eq_ignore_ascii_case(all)));
        match (named, is_all) {
            (true, true) => found.all = found.all.or(Some(count)),
            (true, false) => found.parts.push(count),
            (false, false) if of_several => found.parts.push(count),
            _ => {}
        }
    }
    found
}

fn look(report: &ReportMaterial, text: &Text, found: &mut Found) {
    // Points of figures do not end a sentence, nor does a bullet go on in the next.
    let sentences = text.text.lines().flat_map(|line| line.split(". "));
    let sentences: Vec<Counts> = sentences.map(counts).collect();
    let said = sentences
        .iter()
        .filter_map(|one| one.all)
        .fold(None, |most: Option<f64>, all| Some(most.map_or(all, |most| most.max(all))));
    let members = || {
        let group = report.comparison.as_ref().filter(|comparison| comparison.group.is_some())?;
        Some(group.organisations.len() as f64)
    };
    for Counts { parts, all } in &sentences {
        let sum: f64 = parts.iter().sum();
        let Some(all) = all.or(said).or_else(members).filter(|_| parts.len() > 1) else { continue };
        if sum <= all {
            continue;
        }
        let listed: Vec<String> = parts.iter().map(|part| format!("{part}")).collect();
        let listed = listed.join(" + ");
        let message = format!(
            "The {} counts {listed} organisations in one sentence, {sum} together, where there are {all}.",
            text.what
        );
        found.in_text(text, message, listed, format!("{all}"));
    }
}
