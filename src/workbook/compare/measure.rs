//! What is counted of one measure, and how that is said.

use super::{Average, ComparedMeasure, Comparison, Entry};
use crate::domain::Polarity;
use crate::domain::compare::rank::QUARTILES_FROM;
use crate::domain::compare::{AgainstAverage, Missing, PositionCounts, QuartileCounts, VerdictCounts};
use crate::domain::figures::format_value;

impl ComparedMeasure {
    /// What the organisations are compared with; none where there is nothing.
    pub fn average(&self) -> Option<&Average> {
        self.averages.first()
    }

    /// A figure as the measure's figures are written: `65.0%`.
    pub fn figure(&self, value: f64) -> String {
        format_value(value, self.indicator.unit(), self.indicator.decimals)
    }

    /// How many organisations have a value.
    pub fn with_value(&self) -> usize {
        self.entries.iter().filter(|entry| entry.value.is_some()).count()
    }

    /// Above, at and below the average.
    pub fn positions(&self) -> PositionCounts {
        PositionCounts::of(self.entries.iter().filter_map(|entry| entry.position))
    }

    /// Better, similar and worse than the average; none of them where no way is better.
    pub fn verdicts(&self) -> VerdictCounts {
        VerdictCounts::of(self.entries.iter().filter_map(|entry| self.verdict(entry)))
    }

    /// How an organisation compares with the average; none where no way is better.
    pub fn verdict(&self, entry: &Entry) -> Option<AgainstAverage> {
        entry.against_average.filter(|_| self.indicator.polarity != Polarity::None)
    }

    /// How many are in which quartile of the group.
    pub fn quartiles(&self) -> QuartileCounts {
        QuartileCounts::of(self.entries.iter().filter_map(|entry| entry.place))
    }

    /// Why there are no ranks or no quartiles, as a sentence; none where there are.
    pub fn unranked(&self) -> Option<String> {
        let reference = &self.indicator.reference;
        if let Some(no_rank) = self.no_rank {
            return Some(format!("{reference}: no rank: {}", no_rank.because()));
        }
        let with = self.with_value();
        let few = (1..QUARTILES_FROM as usize).contains(&with);
        let have = if with == 1 { "1 organisation has a figure" } else { "organisations have a figure" };
        let count = if with == 1 { String::new() } else { format!("{with} ") };
        few.then(|| {
            format!("{reference}: no quartiles: {count}{have}, and quartiles take at least {QUARTILES_FROM}")
        })
    }

    /// How many are in which quartile of the nation.
    pub fn national_quartiles(&self) -> QuartileCounts {
        QuartileCounts::of(self.entries.iter().filter_map(|entry| entry.national))
    }
}

impl Comparison {
    /// Who has no value in a measure, and why.
    pub fn missing(&self, measure: &ComparedMeasure) -> Vec<Missing> {
        let named = self.organisations.iter().zip(&measure.entries);
        named
            .filter(|(_, entry)| entry.value.is_none())
            .map(|(one, entry)| Missing { name: one.organisation.name.clone(), because: entry.reason() })
            .collect()
    }

    /// The counts of a measure as sentences that add up: beside the average, by intervals, by
    /// quartiles; why there is no rank. Each begins with the reference.
    pub fn sentences(&self, measure: &ComparedMeasure) -> Vec<String> {
        let reference = measure.indicator.reference.as_str();
        let missing = self.missing(measure);
        let mut sentences = Vec::new();
        match measure.average() {
            Some(average) => {
                let figure = measure.figure(average.value);
                sentences.push(measure.positions().sentence(reference, &average.of, &figure, &missing));
                let verdicts = measure.verdicts();
                if verdicts.better + verdicts.similar + verdicts.worse > 0 {
                    sentences.push(verdicts.sentence(reference, &average.of, &figure, &missing));
                }
            }
            None => sentences.push(format!(
                "{reference}: nothing to compare with: no average is published, and no organisation has a figure"
            )),
        }
        sentences.extend(measure.unranked());
        sentences.extend(measure.quartiles().sentence(reference, &self.group_title(), &missing));
        let nation = self.nation.as_deref().unwrap_or_default();
        sentences.extend(measure.national_quartiles().sentence(reference, nation, &missing));
        sentences
    }
}
