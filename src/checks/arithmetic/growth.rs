//! "1,100, which is 68% more than last year", against last year's figure as
//! the same subject or one linked with it gives it.

use super::figures::plain;
use super::*;
use crate::checks::phrases;
use crate::checks::text::{Token, clauses, starts_with, tokens};
use crate::checks::{Across, Text};

pub(in crate::checks) const CHECK: Check = Check {
    code: "growth-from-another-base",
    family: Family::Arithmetic,
    severity: CheckSeverity::Warning,
    looks_for: "“N, which is P% more than last year” where another text of the same or a linked subject gives last \
                year’s figure, and the growth from that is another",
    to_do: "Agree on one figure for last year (or say what each counts), and work the growth out from it.",
    looks_at: LooksAt::All(look),
};

/// A figure this year said to be so many percent above last year's.
fn claim(clause: &str) -> Option<(f64, f64)> {
    let tokens = tokens(clause);
    let at = tokens.iter().position(|token| token.percent && token.figure.is_some())?;
    let (share, after) = (tokens[at], &tokens[at + 1..]);
    let more = [
        &["more", "than", "last", "year"][..],
        &["increase", "on", "last", "year"],
        &["up", "on", "last", "year"],
        &["higher", "than", "last", "year"],
    ];
    if !more.iter().any(|phrase| starts_with(after, phrase)) {
        return None;
    }
    let count =
        |token: &&Token| token.figure.is_some_and(|figure| figure >= 10.0) && !token.percent && !token.money;
    let figure = tokens[..at].iter().rev().find(count)?.figure?;
    Some((figure, share.figure?))
}

/// "against 630 last year", "against 630 in the whole of 14/15", "compared to 630 for 14/15 full year".
fn base(clause: &str) -> Option<f64> {
    let tokens = tokens(clause);
    (0..tokens.len()).find_map(|at| {
        let rest = &tokens[at..];
        let skip = match () {
            () if starts_with(rest, &["against"]) => 1,
            () if starts_with(rest, &["compared", "to"]) || starts_with(rest, &["compared", "with"]) => 2,
            () => return None,
        };
        let count = rest.get(skip).filter(|token| !token.percent && !token.money)?;
        let after = &rest[skip + 1..];
        let year = starts_with(after, &["last", "year"])
            || starts_with(after, &["in", "the", "whole", "of"])
            || (starts_with(after, &["for"])
                && after.iter().take(4).any(|token| phrases::find(token.word, &["year"]).is_some()));
        count.figure.filter(|_| year)
    })
}

fn look(report: &ReportMaterial, across: &Across, found: &mut Found) {
    for text in &across.texts {
        let Some((figure, percent)) = clauses(&text.text).find_map(claim) else { continue };
        let implied = figure / (1.0 + percent / 100.0);
        let near =
            |other: &&Text| other.subject == text.subject || linked(report, text.subject, other.subject);
        let other = across
            .texts
            .iter()
            .filter(near)
            .find_map(|other| Some((other, clauses(&other.text).find_map(base)?)));
        let Some((other, base)) = other.filter(|(_, base)| *base > 0.0) else { continue };
        let growth = (figure / base - 1.0) * 100.0;
        // The percentage is printed whole, and so may the figure be.
        if (growth - percent).abs() <= 1.0 {
            continue;
        }
        let message = format!(
            "In the {}, {} is said to be {}% more than last year, which makes last year {}; in the {} of {} it is {}, \
             and from that the growth is {growth:.0}%.",
            text.what,
            plain(figure),
            plain(percent),
            plain(implied.round()),
            other.what,
            other.reference,
            plain(base)
        );
        found.in_text(text, message, format!("{}%", plain(percent)), format!("{growth:.0}%"));
    }
}

fn linked(report: &ReportMaterial, one: Subject, other: Subject) -> bool {
    report.links.iter().any(|link| {
        let ends =
            (Subject { table: link.one, id: link.one_id }, Subject { table: link.other, id: link.other_id });
        ends == (one, other) || ends == (other, one)
    })
}
