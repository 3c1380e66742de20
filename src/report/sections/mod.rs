//! The kinds of sections a template may ask for: one file and one row each.

mod action_plan;
mod by_theme;
mod capital;
mod challenges;
mod comments;
mod commitments;
mod compare;
mod dashboard;
mod heading;
mod heat_map;
mod indicator_summary;
mod indicators;
mod moved;
mod narrative;
mod on_track;
mod questions;
mod register;
mod revenue;
mod risk_summary;
mod savings;
mod states;
mod trends;
mod year_end;

use super::build::Sources;
use super::document::{Block, Section};
use super::template::Wanted;
use crate::workbook::Subject;

/// What a section shows.
#[derive(Debug, Default)]
pub struct Built {
    /// Under its heading.
    pub blocks: Vec<Block>,
    /// Sections below it. Code and level are given to them when they are put in place.
    pub below: Vec<Section>,
    /// What is edited to change all of it.
    pub source: Option<Subject>,
}

impl Built {
    /// Blocks alone.
    fn of(blocks: Vec<Block>) -> Self {
        Self { blocks, ..Self::default() }
    }
}

/// A kind of section.
pub struct Kind {
    /// As templates name it.
    pub code: &'static str,
    /// What it shows, for whoever writes a template.
    pub about: &'static str,
    pub build: fn(&Sources, &Wanted) -> Built,
}

const fn kind(code: &'static str, about: &'static str, build: fn(&Sources, &Wanted) -> Built) -> Kind {
    Kind { code, about, build }
}

/// Every kind.
pub const KINDS: &[Kind] = &[
    kind("heading", "a heading with words of the template's own", heading::build),
    kind("dashboard", "money and ratings in two small tables and bars", dashboard::build),
    kind("finance_summary", "money in a few numbers", dashboard::finance),
    kind("narrative", "sections of the narrative, of the kind `narrative` names", narrative::build),
    kind("challenges", "challenges beside the actions they require", challenges::build),
    kind("indicator_summary", "indicators counted by type, rating and direction", indicator_summary::build),
    kind("on_track", "indicators counted as on track and not on track", on_track::build),
    kind(
        "moved_indicators",
        "indicators beside the period before: counts, and what moved",
        moved::indicators,
    ),
    kind("moved_commitments", "commitments beside the period before", moved::commitments),
    kind("moved_risks", "risks beside the period before", moved::risks),
    kind("moved_actions", "actions beside the period before", moved::actions),
    kind("indicators", "the table of the indicators that `only` names", indicators::build),
    kind("comments", "comments and proposed interventions, indicator by indicator", comments::build),
    kind("trends", "a line of results for each indicator", trends::build),
    kind("commitment_summary", "commitments counted by plan", commitments::summary),
    kind("commitments", "commitments with rating and commentary", commitments::build),
    kind("revenue", "revenue lines, and spending by month against its profile", revenue::build),
    kind("capital", "capital lines from original budget to forecast", capital::build),
    kind("year_end", "each budget line's year end: as reported and by three projections", year_end::build),
    kind("year_end_sums", "the sum behind every projection, line by line", year_end::explained),
    kind("savings", "savings and where they stand", savings::build),
    kind("heat_map", "risks counted by probability and impact", heat_map::build),
    kind("risk_summary", "risks counted by category, and how they moved", risk_summary::build),
    kind("risk_register", "risks at or above the threshold, with their controls", register::build),
    kind("action_plan", "a form for each indicator: reasons, actions, sign-off", action_plan::build),
    kind("compare_headlines", "organisations compared, in sentences by theme", compare::headlines),
    kind("compare_matrix", "organisations by measures: values, or what `show` names", compare::matrix),
    kind("compare_counts", "counts for each measure and each organisation", compare::counts),
    kind("compare_sheets", "a sheet for each organisation, or the one `organisation` names", compare::sheets),
    kind("questions", "members' questions with what was promised and sent", questions::build),
];
