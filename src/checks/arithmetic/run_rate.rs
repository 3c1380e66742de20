//! "284 in the quarter, which points to 1,136 over the year".

use super::figures::plain;
use super::*;
use crate::checks::Text;
use crate::checks::text::{Token, clauses, starts_with, tokens};

pub(in crate::checks) const CHECK: Check = Check {
    code: "run-rate-in-words",
    family: Family::Arithmetic,
    severity: CheckSeverity::Warning,
    looks_for: "a count so far and the year it is said to point to, as in “284 in the quarter, which points to 1,136”, \
                where the second is not the first carried on to the year’s end",
    to_do: "Work the year out again: the count so far × 12 ÷ the months it covers.",
    looks_at: LooksAt::Words(look),
};

fn look(report: &ReportMaterial, text: &Text, found: &mut Found) {
    for clause in clauses(&text.text) {
        let tokens = tokens(clause);
        let count = |token: &Token| token.figure.filter(|figure| *figure >= 1.0 && !token.percent);
        let Some(points) = (0..tokens.len()).find(|at| starts_with(&tokens[*at..], &["points", "to"])) else {
            continue;
        };
        let Some(year) = tokens.get(points + 2).and_then(count) else { continue };
        let quarter = tokens[..points].iter().any(|token| token.word.eq_ignore_ascii_case("quarter"));
        let Some(so_far) = tokens[..points].iter().find_map(count).filter(|_| quarter) else { continue };
        let months = report.period.kind().months();
        let computed = so_far * 12.0 / f64::from(months);
        // Either may be rounded to the tens.
        if (computed - year).abs() <= (0.01 * computed).max(1.0) {
            continue;
        }
        let message = format!(
            "In the {}, {} in {months} months is said to point to {} over the year, but {} × 12 ÷ {months} is {}.",
            text.what,
            plain(so_far),
            plain(year),
            plain(so_far),
            plain(computed.round())
        );
        found.in_text(text, message, plain(year), plain(computed.round()));
    }
}
