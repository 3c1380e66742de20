//! What a table is about, by the words of its headings: a register of risks, a budget, a plan of work. Such words
//! outvote figures below months and a lone "target score".

use super::Clue;
use super::fit::{CLEAR, fits};
use crate::import::words::plain;

/// Names of risks: "Risk area" and "Area of risk" are themes of indicators.
const RISK: &[&str] = &[
    "risk",
    "risks",
    "risk ref",
    "risk reference",
    "risk id",
    "risk no",
    "risk number",
    "risk title",
    "risk name",
    "risk description",
    "risk event",
    "description of risk",
    "risk owner",
];
const LIKELIHOOD: &[&str] = &["likelihood", "probability"];
const IMPACT: &[&str] = &["impact", "severity"];

const BUDGET: [&[&str]; 4] = [
    &[
        "original budget",
        "revised budget",
        "approved budget",
        "annual budget",
        "current budget",
        "latest budget",
    ],
    &["cost centre", "budget holder", "budget line", "budget heading", "subjective"],
    &["full year forecast", "forecast outturn", "projected outturn", "year end forecast"],
    &["budget variance", "over under spend", "overspend", "underspend", "variation"],
];

const STEP: &[&str] =
    &["milestone", "milestones", "key milestone", "key milestones", "deliverable", "deliverables"];
const DONE: &[&str] = &["% complete", "percent complete", "percentage complete", "complete %", "% completed"];
const ACTION: &[&str] =
    &["action", "actions", "task", "activity", "key action", "commitment", "project", "initiative"];
const DUE: &[&str] =
    &["due", "due date", "deadline", "target date", "completion date", "by when", "end date"];
const STATUS: &[&str] = &["status", "rag", "rag status", "rag rating", "progress", "delivery status"];

/// Words of indicators, which nothing outvotes.
const INDICATORS: &[&str] =
    &["indicator", "measure", "kpi", "pi", "numerator", "denominator", "polarity", "performance indicator"];
/// What a corrective action is about.
const ABOUT: &[&str] =
    &["indicator", "indicator ref", "kpi", "kpi ref", "pi ref", "measure", "risk ref", "about", "relates to"];

/// How a plan of work says where its actions stand, which a corrective action is not said to.
const ON_TRACK: [&str; 11] = [
    "on track",
    "at risk",
    "off track",
    "not on track",
    "grn",
    "amb",
    // Three colours and not four.
    "amber",
    "a",
    "complete",
    "completed",
    "off target",
];

/// Of these, what only a plan says.
const PLAN: [&str; 6] = ["on track", "at risk", "off track", "not on track", "grn", "amb"];

/// Whether headings speak of another kind than this one.
pub(super) fn is_outvoted(code: &str, clues: &[Clue]) -> bool {
    let says = |names: &[&str]| clues.iter().any(|clue| fits(&clue.heading, names) >= CLEAR);
    let exactly = |names: &[&str]| clues.iter().any(|clue| fits(&clue.heading, names) > super::EXACT);
    match code {
        "figures" if says(INDICATORS) => false,
        "figures" => {
            let budget = BUDGET.iter().filter(|names| says(names)).count() >= 2;
            let plan = exactly(DONE)
                || exactly(STEP) && (exactly(DUE) || exactly(STATUS))
                || exactly(ACTION) && exactly(DUE) && exactly(STATUS);
            budget || exactly(RISK) || says(LIKELIHOOD) && says(IMPACT) || plan
        }
        "actions" => {
            let references = clues.iter().any(|clue| clue.content.references > 0);
            let plan = |clue: &Clue| {
                says_on_track(clue)
                    && clue.content.values.iter().any(|text| PLAN.contains(&plain(text).as_str()))
            };
            !references && !exactly(ABOUT) && clues.iter().any(plan)
        }
        _ => false,
    }
}

/// Whether a column says where the actions of a plan stand, in its words or in three colours.
pub(super) fn says_on_track(clue: &Clue) -> bool {
    let values = || clue.content.values.iter().map(|text| plain(text));
    let is_four_colours = values().any(|text| text.contains("green amber") || text.contains("red amber"));
    let says = values().any(|text| ON_TRACK.contains(&text.as_str()));
    fits(&clue.heading, STATUS) >= CLEAR && !is_four_colours && says
}
