//! How the workbook's own organisation stands among its group in one measure, or what the members of
//! a group's own workbook have in it, for the places that name one comparator beside a result.

use super::{Average, Comparison};
use crate::domain::Period;
use crate::domain::compare::{AverageOf, Place};
use crate::workbook::answer::Detail;
use crate::workbook::compared::Compared;
use crate::workbook::figures::figure;
use crate::workbook::record::Id;

/// The group's figures in a measure and period, and the own organisation's place among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Name of the group.
    pub group: String,
    /// None in a group's own workbook, where its members are ranked and it is none of them.
    pub place: Option<Place>,
    /// What the members are compared with; none where nothing is published and nobody has a figure. Never
    /// the group's own result.
    pub average: Option<Average>,
    /// How many members have a figure.
    pub with_figure: usize,
    /// Who is ranked first; several where they have the same figure, nobody where there is no rank.
    pub best: Vec<String>,
    /// The figure of those who are first, as the measure's figures are written.
    pub best_figure: String,
    pub best_value: Option<f64>,
    /// The median of the members that have a figure.
    pub median: Option<f64>,
    /// The period whose figures these are.
    pub period: Period,
}

impl Beside {
    /// Those who do best with their figure: "Coventry 19.4%"; none where nobody is ranked.
    pub fn best_named(&self) -> Option<String> {
        /// More of the same figure than these are counted, not named.
        const NAMED: usize = 3;
        let others = match self.best.as_slice() {
            [] => return None,
            several if several.len() > NAMED => format!("{} organisations", several.len()),
            few => few.join(", "),
        };
        Some(format!("{others} {}", self.best_figure))
    }

    /// Who does best, and where the own organisation is: "Coventry 19.4%; own 3rd of 14 in West
    /// Midlands". Where the own is first itself, that is said: "own, 87.2%: 1st of 14 in Near ones". In a
    /// group's own workbook of how many: "Coventry 19.4%, of 14 in West Midlands". None without a rank.
    pub fn best_in_words(&self) -> Option<String> {
        let Self { group, best_figure, with_figure, .. } = self;
        let best = self.best_named()?;
        let Some(place) = self.place else { return Some(format!("{best}, of {with_figure} in {group}")) };
        let place_in = format!("{} in {group}", place.title());
        Some(match (place.rank, self.best.len()) {
            (1, 1) => format!("own, {best_figure}: {place_in}"),
            (1, _) => format!("{best}; own among them, {place_in}"),
            _ => format!("{best}; own {place_in}"),
        })
    }
}

impl Comparison {
    /// How the own organisation stands in a measure, or what the members have where the workbook is the
    /// group's own. None without a group, where the organisation has no place, or where nobody else has a
    /// figure.
    pub fn beside(&self, indicator: Id) -> Option<Beside> {
        let group = self.group.as_ref()?;
        let measure = self.measures.iter().find(|measure| measure.indicator.id == indicator)?;
        let place = match self.own() {
            Some(own) => Some(measure.entries.get(own)?.place.filter(|place| place.of > 1)?),
            None if group.ours => None,
            None => return None,
        };
        let with_figure = measure.with_value();
        let median = measure.spread.as_ref().map(|spread| spread.median);
        if place.is_none() && median.is_none() {
            return None;
        }
        let is_first = |at: &usize| measure.entries[*at].place.is_some_and(|place| place.rank == 1);
        let first: Vec<usize> = (0..measure.entries.len()).filter(is_first).collect();
        let name = |at: &usize| Some(self.organisations.get(*at)?.organisation.name.clone());
        let best_value = first.first().and_then(|at| measure.entries[*at].value);
        let own = AverageOf::Published(group.name.clone());
        Some(Beside {
            group: group.name.clone(),
            place,
            average: measure.averages.iter().find(|average| !group.ours || average.of != own).cloned(),
            with_figure,
            best: first.iter().filter_map(name).collect(),
            best_figure: best_value.map(|value| measure.figure(value)).unwrap_or_default(),
            best_value,
            median,
            period: self.period,
        })
    }
}

impl Detail {
    /// The comparator with the own rank and quartile: "England 66.2%, 3rd of 14, top quartile". The
    /// comparator is the one that stands beside the result; where none is named, the group's average;
    /// where the one named has no figure, that is said. In a group's own workbook the comparator alone.
    /// None where the own organisation has no rank in a group.
    pub fn comparator_in_words(&self) -> Option<String> {
        let beside = self.beside.as_ref()?;
        let standing = &self.standing;
        let written = |name: &str, value: f64| format!("{} {}", name.trim(), figure(Some(value), standing));
        let comparator = match (standing.benchmark, &self.compared, &beside.average) {
            (Some(value), ..) => written(&standing.benchmark_of, value),
            (None, Compared::Missing { .. }, _) => self.compared.why_none().unwrap_or_default(),
            (None, _, Some(average)) if average.of.is_published() => {
                written(&average.of.title(), average.value)
            }
            // Worked out here, and so told apart from what is published.
            (None, _, Some(average)) => written(&format!("{}:", average.of.title()), average.value),
            (None, ..) => String::new(),
        };
        let place = beside.place.map(Place::sentence_part).unwrap_or_default();
        let parts = [comparator.trim(), place.as_str()].map(str::to_owned);
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
