//! Organisations beside each other: what every one of a group has in every
//! measure of a period, with its place, the average and the direction of travel.
//!
//! [`build`] works it out from what the file holds; screens, reports and the
//! command line read it. Who is compared is never fewer than the group: one
//! without a figure is there, with the reason.

mod beside;
mod build;
mod claims;
mod funnel;
mod insert;
mod measure;
mod notes;
mod room;
mod series;

use std::fmt;

pub use beside::Beside;
pub use build::{Around, Figure, MeasureMaterial, OwnFigure, build};
pub use claims::Stated;
pub use insert::Offer;
pub use notes::group_notes;

pub use room::OrganisationsRoom;
pub use series::ComparedSeries;

use super::record::{Group, Id, Indicator, Organisation};
use crate::domain::change::Interval;
use crate::domain::compare::words::directions_sentence;
use crate::domain::compare::{
    AgainstAverage, AverageOf, DirectionCounts, NoRank, Overall, Place, Position, QuartileCounts, Spread,
    VerdictCounts,
};
use crate::domain::{Direction, Period};

/// Which comparison is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComparisonRequest {
    /// None for the latest that has figures of several organisations.
    pub period: Option<Period>,
    /// Among whom; none for the workbook's own group, else the first that its organisation is in, else
    /// everybody.
    pub group: Option<Id>,
    /// One measure only.
    pub indicator: Option<Id>,
    /// Only so many measures, the first in their order; the others are counted. Of everybody, where there is
    /// no group, all are needed to know who is compared.
    pub first: Option<usize>,
    /// Where the period has no figures of others, those of its whole year, else of the year before:
    /// other councils' figures are published once a year and late.
    pub or_year: bool,
}

/// Organisations beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub period: Period,
    /// Among whom; none for everybody that has figures.
    pub group: Option<Group>,
    /// Name of the group that national ranks are among; none where there is no such group.
    pub nation: Option<String>,
    /// In the order of the group; averages are none of them.
    pub organisations: Vec<ComparedOrganisation>,
    /// In the order of themes, then of references.
    pub measures: Vec<ComparedMeasure>,
    /// How many measures more there are, of which nothing was worked out.
    pub left_out: usize,
    /// What to mind, in sentences.
    pub notes: Vec<String>,
}

/// One of the organisations, over all measures.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedOrganisation {
    pub organisation: Organisation,
    /// The workbook's own.
    pub ours: bool,
    pub directions: DirectionCounts,
    pub verdicts: VerdictCounts,
    /// Of its places in the group.
    pub quartiles: QuartileCounts,
}

impl ComparedOrganisation {
    /// Which way it goes over all its measures; none where no direction can be judged.
    pub fn overall(&self) -> Option<Overall> {
        self.directions.overall()
    }
}

/// One measure over all organisations.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedMeasure {
    pub indicator: Indicator,
    /// Its theme and, where it belongs to one under it, the objective; empty without.
    pub theme: ThemePath,
    /// Why nobody has a rank; none where they have.
    pub no_rank: Option<NoRank>,
    /// Of the values of the group; none where nobody has one.
    pub spread: Option<Spread>,
    /// Everything they may be compared with, that which they are compared with first.
    pub averages: Vec<Average>,
    /// In the order of [`Comparison::organisations`], one for each.
    pub entries: Vec<Entry>,
}

/// Where an indicator is filed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemePath {
    pub theme: String,
    pub objective: String,
}

impl fmt::Display for ThemePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.theme)?;
        if !self.objective.is_empty() {
            write!(f, " > {}", self.objective)?;
        }
        Ok(())
    }
}

/// A figure that all are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Average {
    pub of: AverageOf,
    pub value: f64,
}

/// One organisation in one measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// As published or typed, where it is.
    pub stated: Option<f64>,
    /// Worked out from numerator and denominator, else as published; unrounded.
    pub value: Option<f64>,
    /// Why there is no value; "no figure" where nobody says.
    pub missing_because: String,
    /// File, sheet and cell it came from.
    pub source: String,
    /// Invented, and so is what rests on it.
    pub illustrative: bool,
    /// In the group.
    pub place: Option<Place>,
    /// In the group, with the figures of the period compared with.
    pub place_before: Option<Place>,
    pub national: Option<Place>,
    /// Value − average, in the unit.
    pub difference: Option<f64>,
    /// Beside the average, as both are written.
    pub position: Option<Position>,
    pub against_average: Option<AgainstAverage>,
    /// 95% interval of the value; none where the counts are not given.
    pub interval: Option<Interval>,
    /// Median absolute deviations from the median of the group.
    pub deviations: Option<f64>,
    pub direction: Direction,
    /// The value that the direction is told from.
    pub before: Option<f64>,
}

impl Entry {
    /// Why there is no value, without signs in brackets.
    pub fn reason(&self) -> String {
        without_signs(&self.missing_because)
    }
}

/// Why a figure is missing, without signs in brackets: `suppressed` of "suppressed (c)". A sign alone
/// stands as it is.
fn without_signs(because: &str) -> String {
    let is_sign = |word: &&str| word.starts_with(['(', '[']) && word.ends_with([')', ']']);
    let kept: Vec<&str> = because.split_whitespace().filter(|word| !is_sign(word)).collect();
    if kept.is_empty() { because.trim().to_owned() } else { kept.join(" ") }
}

impl Comparison {
    /// Position of the workbook's own organisation.
    pub fn own(&self) -> Option<usize> {
        self.organisations.iter().position(|one| one.ours)
    }

    /// Whether it is of the same period, group and organisations as another, which has more measures.
    pub fn is_part_of(&self, other: &Self) -> bool {
        let names = |of: &Self| of.organisations.iter().map(|one| one.organisation.id).collect::<Vec<_>>();
        (&self.period, &self.group) == (&other.period, &other.group)
            && self.measures.len() <= other.measures.len()
            && names(self) == names(other)
    }

    /// Whether there is another organisation's figure: the workbook's own alone is beside nobody's.
    pub fn has_others(&self) -> bool {
        self.left_out > 0
            || self.measures.iter().any(|measure| {
                let mut entries = self.organisations.iter().zip(&measure.entries);
                entries.any(|(one, entry)| entry.value.is_some() && !one.ours)
            })
    }

    /// "10 councils with a positive direction of travel, 4 not".
    pub fn directions_sentence(&self) -> String {
        let overalls: Vec<(&str, Option<Overall>)> =
            self.organisations.iter().map(|one| (one.organisation.name.as_str(), one.overall())).collect();
        directions_sentence(&overalls)
    }

    /// Among whom, for people.
    pub fn group_title(&self) -> String {
        match &self.group {
            Some(group) => group.name.clone(),
            None => format!("all {} organisations", self.organisations.len()),
        }
    }
}
