//! A result in the words that is not the indicator's.

use super::figures::{AsPrinted, readings, shown};
use super::text::{clauses, starts_with, tokens};
use super::*;
use crate::domain::Measure;

pub(in crate::checks) const CHECK: Check = Check {
    code: "figure-of-another",
    family: Family::Writing,
    severity: CheckSeverity::Warning,
    looks_for: "a result, outturn, performance or target quoted in the reasons that is none of the indicator’s own \
                figures",
    to_do: "Correct the figure in the words, or in the table.",
    looks_at: LooksAt::Each(look),
};

fn look(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let mut own = readings(one);
    own.extend([one.standing.previous, one.standing.target, one.standing.benchmark].into_iter().flatten());
    own.extend(one.history.iter().filter_map(|then| then.measurement().value(one.indicator.scale)));
    own.extend([one.standing.numerator, one.standing.denominator].into_iter().flatten());
    let percent = one.indicator.measure == Measure::Percentage;
    for clause in clauses(one.words(CommentaryKind::Reasons)) {
        let tokens = tokens(clause);
        for at in 0..tokens.len() {
            let rest = &tokens[at..];
            let named = ["result", "outturn", "performance", "target"]
                .iter()
                .find(|name| ["of", "is", "was", "at"].iter().any(|word| starts_with(rest, &[name, word])));
            let (Some(name), Some(said)) = (named, rest.get(2).filter(|token| !token.money)) else {
                continue;
            };
            let Some(printed) = AsPrinted::read(said.word).filter(|_| said.figure.is_some()) else {
                continue;
            };
            if said.percent != percent || own.iter().any(|value| printed.may_be(*value)) {
                continue;
            }
            let value = match *name {
                "target" => one.standing.target,
                _ => one.standing.stated.or(one.standing.value),
            };
            let Some(value) = value.map(|value| shown(value, &one.indicator)) else { continue };
            let message =
                format!("The reasons speak of a {name} of {}, but the indicator’s is {value}.", said.word);
            found.about(one, format!("reasons {name}"), message, said.word, value);
            return;
        }
    }
}
