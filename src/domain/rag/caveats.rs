//! What an explanation asks the reader to mind, and why there may be no verdict.

use crate::domain::figures::format_plain;
use crate::domain::rag::assess::{Case, NoVerdict};
use crate::domain::rag::scheme::Criterion;
use crate::domain::rag::wording::{name, shown, uses};

/// What to mind: measures that could not be worked out and why, and figures
/// that look the same when rounded but are not.
pub(in crate::domain) fn caveats(case: &Case, position: usize, value: f64) -> Vec<String> {
    let facts = case.facts;
    let mut found = Vec::new();
    if uses(case, Criterion::ShareOfImprovement) && case.improvable().is_none() {
        found.push(format!(
            "The share of the targeted improvement cannot be worked out: {}.{}",
            why_no_share(case),
            what_then(case)
        ));
    }
    if uses(case, Criterion::AdverseVariance) && case.target(value) == Some(0.0) {
        found.push("The target is 0, so there is no percentage of it to allow.".to_owned());
    }
    // Of no interest to a result that was rated before last year came into it.
    let tried = &case.scheme.bands[..position.min(case.scheme.bands.len())];
    let looked_back = tried.iter().any(|band| band.measure == Some(Criterion::ChangeOnLastYear));
    if looked_back && facts.same_period_last_year.is_none() {
        let why = name(&facts.last_year_missing, "there is no such result");
        found.push(format!("It cannot be compared with the same period last year: {why}."));
    }
    if let Some(target) = case.target(value).filter(|_| case.met(value) == Some(false))
        && shown(facts, target) == shown(facts, value)
    {
        found.push(format!(
            "Rounded, the result and the target look the same; unrounded, the result is {}.",
            format_plain(value, 12)
        ));
    }
    found
}

fn why_no_share(case: &Case) -> String {
    match case.facts.previous {
        None => name(&case.facts.previous_missing, "there is no previous result").to_owned(),
        Some(p) if case.target(p).is_some_and(|t| crate::domain::same(t, p)) => {
            "the previous result equals the target".to_owned()
        }
        Some(_) => "the previous result already met the target".to_owned(),
    }
}

/// What is left of a scheme that knows only the target and the share.
fn what_then(case: &Case) -> String {
    let bands = &case.scheme.bands;
    let only_these = bands
        .iter()
        .filter_map(|b| b.measure)
        .all(|m| matches!(m, Criterion::TargetMet | Criterion::ShareOfImprovement));
    let met = bands.iter().find(|b| b.measure == Some(Criterion::TargetMet));
    match (met, bands.last()) {
        (Some(met), Some(missed)) if only_these => {
            let (met, missed) = (met.rating.title(), missed.rating.title());
            format!(" A target met is {met}; one missed is {missed}.")
        }
        _ => String::new(),
    }
}

/// Why there is no verdict.
pub(in crate::domain) fn no_verdict(case: &Case, why: NoVerdict) -> String {
    let rating = why.rating(case.scheme, case.facts).title();
    let reason = match why {
        NoVerdict::NoValue => match case.facts.missing_because.trim() {
            "" => "there is no result yet".to_owned(),
            because => format!("there is no result ({because})"),
        },
        NoVerdict::NoPolarity => "neither higher nor lower is better".to_owned(),
        NoVerdict::NoTarget => "there is no target to judge it by".to_owned(),
        NoVerdict::OtherPolarity => format!(
            "the scheme's bands are written for “{} is better”, and for this indicator it is “{}”",
            case.scheme.polarity.as_deref().unwrap_or("higher"),
            case.facts.polarity.title()
        ),
    };
    format!("{rating}: {reason}.")
}
