//! "71 of 102 (69.6%)" in running text.

use super::figures::{AsPrinted, plain};
use super::*;
use crate::checks::Text;
use crate::checks::text::{clauses, tokens};

pub(in crate::checks) const CHECK: Check = Check {
    code: "share-in-words",
    family: Family::Arithmetic,
    severity: CheckSeverity::Error,
    looks_for: "a percentage in running text that is not the share of the two counts beside it, as in “71 of 102 \
                (69.6%)”",
    to_do: "Work the share out again, and correct the counts or the percentage.",
    looks_at: LooksAt::Words(look),
};

/// Words there may be between the counts and their share.
const BESIDE: usize = 8;

fn look(_: &ReportMaterial, text: &Text, found: &mut Found) {
    for clause in clauses(&text.text) {
        let tokens = tokens(clause);
        let counts = tokens.windows(3).enumerate().find_map(|(at, three)| {
            let [part, of, whole] = three else { return None };
            let of = of.word.eq_ignore_ascii_case("of") || of.word.eq_ignore_ascii_case("out");
            let count = |token: &crate::checks::text::Token| {
                token.figure.filter(|figure| !token.percent && !token.money && figure.fract() == 0.0)
            };
            of.then(|| Some((at, count(part)?, count(whole)?))).flatten()
        });
        let Some((at, part, whole)) = counts.filter(|(_, part, whole)| *whole > 0.0 && part <= whole) else {
            continue;
        };
        // Only a percentage in brackets is sure to be the share of these two.
        let bracketed = |word: &str| clause.contains(&format!("({word})"));
        let share = tokens[at + 3..].iter().take(BESIDE).find(|token| token.percent && bracketed(token.word));
        let Some((share, printed)) = share.and_then(|share| Some((share, AsPrinted::read(share.word)?)))
        else {
            continue;
        };
        let computed = part / whole * 100.0;
        if printed.may_be(computed) {
            continue;
        }
        let computed = format!("{computed:.*}%", printed.decimals.max(1) as usize);
        let counts = format!("{} of {}", plain(part), plain(whole));
        let message =
            format!("In the {}, {counts} is said to be {}, but it is {computed}.", text.what, share.word);
        found.in_text(text, message, share.word, computed);
    }
}
