//! What a text states of a comparison, held against it.

use super::{Average, ComparedMeasure, Comparison};
use crate::domain::compare::claims::{Claim, Counted, title};
use crate::domain::compare::{AverageOf, Overall, Position, PositionCounts};
use crate::domain::reference::is_named;
use crate::workbook::record::Id;

/// Counts that a text states, and what they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// "4 of 14 above, 1 the same, 9 below", as the text has them.
    pub counts: String,
    /// The same as the comparison has them.
    pub are: String,
    /// Whether they agree.
    pub agrees: bool,
    /// The figure compared with as the text has it, and the figure that it is.
    pub figure: Option<(String, f64)>,
    /// That figure as the measure's figures are written.
    pub figure_is: String,
}

impl Comparison {
    /// Holds a claim against the figures. The measure is the one the clause names; where it names none,
    /// that of an indicator's own words. None where it names several, another figure than one that is
    /// here, or what cannot be counted here.
    pub fn held_against(&self, claim: &Claim<'_>, words_of: Option<Id>) -> Option<Stated> {
        if claim.is_of_directions() {
            return self.directions_held_against(claim);
        }
        let measure = self.measure_meant(claim.clause, words_of)?;
        let average = measure.average_meant(claim.clause);
        let national =
            self.nation.as_deref().is_some_and(|nation| claim.clause.ends_with(&format!("of {nation}")));
        let count = |counted: Counted| measure.count(counted, average, national);
        let counts: Option<Vec<(u32, Counted)>> =
            claim.counts.iter().map(|(_, counted)| Some((count(*counted)?, *counted))).collect();
        let counts = counts?;
        let with_value = u32::try_from(measure.with_value()).unwrap_or(u32::MAX);
        let total = claim.total.map(|said| total(self, claim, said, with_value));
        let figure = claim.figure.zip(average).map(|(said, average)| (said.to_owned(), average.value));
        Some(Stated {
            counts: claim.title(),
            agrees: counts == claim.counts && total == claim.total,
            are: title(&counts, total),
            figure_is: average.map(|average| measure.figure(average.value)).unwrap_or_default(),
            figure,
        })
    }

    fn directions_held_against(&self, claim: &Claim<'_>) -> Option<Stated> {
        let judged = self.organisations.iter().filter_map(super::ComparedOrganisation::overall);
        let (positive, others): (Vec<Overall>, Vec<Overall>) =
            judged.partition(|overall| *overall == Overall::Positive);
        let number = |found: &[Overall]| u32::try_from(found.len()).unwrap_or(u32::MAX);
        let counts: Option<Vec<(u32, Counted)>> = claim
            .counts
            .iter()
            .map(|(_, counted)| match counted {
                Counted::Positive => Some((number(&positive), Counted::Positive)),
                Counted::NotPositive => Some((number(&others), Counted::NotPositive)),
                _ => None,
            })
            .collect();
        let counts = counts?;
        let judged = number(&positive) + number(&others);
        let total = claim.total.map(|said| total(self, claim, said, judged));
        Some(Stated {
            counts: claim.title(),
            agrees: counts == claim.counts && total == claim.total,
            are: title(&counts, total),
            figure: None,
            figure_is: String::new(),
        })
    }

    fn measure_meant(&self, clause: &str, words_of: Option<Id>) -> Option<&ComparedMeasure> {
        let named: Vec<&ComparedMeasure> =
            self.measures.iter().filter(|measure| is_named(clause, &measure.indicator.reference)).collect();
        // A reference inside another ("2B" in "2B 1") is not what is meant.
        let longest = |one: &&&ComparedMeasure| {
            !named.iter().any(|other| {
                other.indicator.id != one.indicator.id
                    && is_named(&other.indicator.reference, &one.indicator.reference)
            })
        };
        let mut meant = named.iter().filter(longest);
        match (meant.next(), meant.next()) {
            (Some(one), None) => Some(one),
            (Some(_), Some(_)) => None,
            (None, _) if words_of.is_some() && !looks_named(clause) => {
                self.measures.iter().find(|measure| Some(measure.indicator.id) == words_of)
            }
            (None, _) => None,
        }
    }
}

/// All that are compared, with a figure or not: "4 of 14" may be said of these too.
fn members(comparison: &Comparison) -> u32 {
    u32::try_from(comparison.organisations.len()).unwrap_or(u32::MAX)
}

/// Out of how many the counts are: all that are compared where that is said and the counts leave some of
/// them out, else those that have something to be counted by, so that the counts add up.
fn total(comparison: &Comparison, claim: &Claim<'_>, said: u32, counted: u32) -> u32 {
    let sum: u32 = claim.counts.iter().map(|(count, _)| *count).sum();
    if said == members(comparison) && sum != said { said } else { counted }
}

/// Whether a clause begins by naming something: "2B: 4 of 14 …".
fn looks_named(clause: &str) -> bool {
    clause
        .split_once(':')
        .is_some_and(|(head, _)| !head.trim().is_empty() && head.split_whitespace().count() <= 3)
}

impl ComparedMeasure {
    /// What a clause compares with: the average it names, else the first. None where it names one by
    /// name that is not here.
    fn average_meant(&self, clause: &str) -> Option<&Average> {
        let clause = clause.to_lowercase();
        let by_name = |average: &&Average| {
            average.of.is_published() && clause.contains(&average.of.title().to_lowercase())
        };
        let kind = |average: &&Average| match average.of {
            AverageOf::Median { .. } => clause.contains("median"),
            AverageOf::Pooled { .. } => clause.contains("pooled"),
            _ => false,
        };
        let plain = ["the average", "our average", "group average", "an average"];
        let all = || self.averages.iter();
        all()
            .find(by_name)
            .or_else(|| all().find(kind))
            .or_else(|| plain.iter().any(|plain| clause.contains(plain)).then(|| self.average()).flatten())
    }

    /// How many stand so beside a figure. Better, similar and worse are told beside the first average alone.
    fn count(&self, counted: Counted, average: Option<&Average>, national: bool) -> Option<u32> {
        let positions = || {
            let average = average?.value;
            let values = self.entries.iter().filter_map(|entry| entry.value);
            let decimals = self.indicator.decimals;
            Some(PositionCounts::of(values.map(|value| Position::of(value, average, decimals))))
        };
        let verdicts = || {
            let first = average.is_some() && average == self.average();
            first.then(|| self.verdicts())
        };
        match counted {
            Counted::Above => Some(positions()?.above),
            Counted::Same => Some(positions()?.same),
            Counted::Below => Some(positions()?.below),
            Counted::Better => Some(verdicts()?.better),
            Counted::Similar => Some(verdicts()?.similar),
            Counted::Worse => Some(verdicts()?.worse),
            Counted::Quartile(quartile) => {
                let counts = if national { self.national_quartiles() } else { self.quartiles() };
                let at = usize::from(quartile.clamp(1, 4)) - 1;
                (counts.total() > 0).then_some(counts.0[at])
            }
            Counted::Positive | Counted::NotPositive => None,
        }
    }
}
