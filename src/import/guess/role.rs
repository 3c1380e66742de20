//! What a heading says that a figure is of its measure, and what it says besides.

use super::fit::fits;
use crate::import::reading::Role;
use crate::import::words::{plain, words};

/// The role of a heading or of a word in a column of measure types.
pub fn role_of(text: &str) -> Option<Role> {
    let heading = words(text);
    let fit = |names: &[&str]| fits(&heading, names);
    let roles = [
        (
            None,
            fit(&[
                "margin of error",
                "confidence interval",
                "base",
                "number of respondents",
                "lower limit",
                "upper limit",
            ]),
        ),
        (Some(Role::Numerator), fit(&["numerator", "num", "numerator value"])),
        (Some(Role::Denominator), fit(&["denominator", "den", "denom", "denominator value"])),
        (Some(Role::Target), fit(&["target", "target value"])),
        (
            Some(Role::Result),
            fit(&[
                "outcome",
                "result",
                "value",
                "outturn",
                "actual",
                "percentage",
                "rate",
                "score",
                "indicator value",
                "performance",
            ]),
        ),
    ];
    // The first of those that fit best.
    let best = roles.into_iter().rev().max_by_key(|(_, score)| *score)?;
    best.0.filter(|_| best.1 >= 55)
}

/// What a heading says before the word for its role: `outstanding numerator` is of “outstanding”.
pub(super) fn label(rest: &str) -> String {
    const ROLES: [&str; 15] = [
        "numerator",
        "denominator",
        "outcome",
        "result",
        "value",
        "target",
        "actual",
        "outturn",
        "num",
        "den",
        "percentage",
        "%",
        "rate",
        "score",
        "performance",
    ];
    let mut parts: Vec<&str> = rest.split_whitespace().collect();
    while parts.last().is_some_and(|last| ROLES.contains(&plain(last).as_str()) || plain(last).is_empty()) {
        parts.pop();
    }
    // "Annual target", "Year-end target" are of the measure itself.
    const WHEN: [&str; 12] = [
        "annual",
        "year",
        "end",
        "full",
        "quarterly",
        "monthly",
        "in",
        "this",
        "current",
        "overall",
        "ytd",
        "cumulative",
    ];
    if parts.iter().all(|part| words(part).iter().all(|word| WHEN.contains(&word.as_str()))) {
        parts.clear();
    }
    parts.join(" ").trim_matches(['-', '–', ':', ' ']).to_owned()
}
