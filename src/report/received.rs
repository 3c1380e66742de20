//! What the source of an indicator prints, against what the report shows of it.

use super::build::Sources;
use super::corrections::{As, is_rounded};
use super::document::Cell;
use super::words::{fill, words};
use crate::domain::figures::{decimals_of, format_value};
use crate::domain::{Comparator, Direction, Period, Rating, Unit};
use crate::workbook::figures::fraction;
use crate::workbook::{Detail, Printed, ResultRecord};

/// A cell of the report as a whole, against what is printed under a field: `summary.overall.red`.
pub fn whole(cell: Cell, printed: &[Printed], field: &str, why: &str) -> Cell {
    let received = printed.iter().find(|one| one.field == field).map_or("", |one| one.text.as_str());
    cell.received(received, As::Figures, || why.to_owned()).sourced(field)
}

/// A count of the indicators, against the printed one of all of them: of the workbook's own service,
/// and compared where nothing else is told of.
pub fn printed_of_indicators(sources: &Sources, cell: Cell, field: &str) -> Cell {
    if sources.material.tells_of_own_alone() {
        whole(cell, &sources.material.printed, field, &words().why.counted)
    } else {
        cell
    }
}

/// The cells of an indicator in the making.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a>(pub &'a Detail);

impl Received<'_> {
    /// What is printed under a name, verbatim; empty for nothing.
    fn printed(&self, field: &str) -> &str {
        self.0.printed.iter().find(|one| one.field == field).map_or("", |one| one.text.as_str())
    }

    /// The result it is compared with.
    fn comparator(&self) -> Option<&ResultRecord> {
        let detail = self.0;
        match detail.indicator.comparator {
            Comparator::PreviousPeriod => detail.previous.as_ref(),
            Comparator::SamePeriodLastYear => detail.same_period_last_year.as_ref(),
            Comparator::LastOutturn => detail.last_outturn.as_ref(),
        }
    }

    /// Whether the result is invented.
    fn invented(&self) -> bool {
        self.0.standing.illustrative
    }

    fn previous_invented(&self) -> bool {
        self.comparator().is_some_and(|before| before.illustrative)
    }

    /// The result.
    pub fn result(&self, cell: Cell) -> Cell {
        let (standing, why) = (&self.0.standing, &words().why);
        let stated = standing.stated.map(|value| format_value(value, Unit::Number, decimals_of(value)));
        let record = self.0.result.as_ref().map_or("", |result| result.printed.as_str());
        let received = [record, self.printed("result"), stated.as_deref().unwrap_or_default()];
        // Parts alone (`22.59/`) are no result.
        let is_result = |text: &&str| !text.trim().is_empty() && !text.contains('/');
        let received = received.into_iter().find(is_result).unwrap_or_default();
        let cell = cell.received(received, As::Figures, || {
            let parts = fraction(standing);
            let parts = parts.trim_matches('/');
            let template = match standing.value {
                _ if parts.is_empty() => &why.result,
                Some(value) if is_rounded(received, value) => &why.unrounded,
                _ => &why.parts,
            };
            fill(template, &[("parts", parts)])
        });
        cell.sourced(&self.source("result")).invented(self.invented())
    }

    /// What a correction of one of its figures is of.
    fn source(&self, field: &str) -> String {
        format!("{} {field}", self.0.standing.indicator_id)
    }

    /// The result it is compared with.
    pub fn previous(&self, cell: Cell) -> Cell {
        let cell = cell.received(self.printed("previous"), As::Figures, || words().why.previous.clone());
        cell.sourced(&self.source("previous")).invented(self.previous_invented())
    }

    /// The result of any period, as it is told of this one or of the one that it is compared with.
    pub fn result_of(&self, period: Period, cell: Cell) -> Cell {
        match self.comparator() {
            _ if period == self.0.standing.period => self.result(cell),
            Some(before) if before.period == period => self.previous(cell),
            _ => cell,
        }
    }

    /// The target.
    pub fn target(&self, cell: Cell) -> Cell {
        cell.received(self.printed("target"), As::Figures, || words().why.target.clone())
    }

    /// Numerator and denominator.
    pub fn parts(&self, cell: Cell) -> Cell {
        let printed = self.printed("numerator_denominator");
        cell.received(printed, As::Figures, || words().why.result.clone()).invented(self.invented())
    }

    /// How far from the target; its direction is said in words.
    pub fn variance(&self, cell: Cell) -> Cell {
        let printed = self.printed("target_variance");
        cell.received(printed, As::Sizes, || words().why.variance.clone()).invented(self.invented())
    }

    /// The direction of travel.
    pub fn direction(&self, cell: Cell) -> Cell {
        let printed = self.printed("direction_of_travel");
        let cell = match Direction::parse(printed) {
            Some(same) if same == self.0.standing.direction => cell,
            _ => cell.received(printed, As::Words, || match self.0.standing.direction {
                Direction::NotComparable => words().why.not_comparable.clone(),
                _ => words().why.direction.clone(),
            }),
        };
        cell.invented(self.invented() || self.previous_invented())
    }

    /// The rating.
    pub fn rating(&self, cell: Cell) -> Cell {
        let why = &words().why;
        let printed = self.printed("rating");
        if Rating::parse(printed) == Some(self.0.standing.rating) {
            return cell.invented(self.invented());
        }
        let first = Cell { lines: cell.lines.iter().take(1).cloned().collect(), ..Cell::default() };
        let compared = first.received(printed, As::Words, || {
            match (&self.0.rating_override, self.0.standing.overridden) {
                (Some(by_hand), true) => fill(&why.by_hand, &[("reason", by_hand.reason.trim())]),
                _ => why.rating.clone(),
            }
        });
        Cell { remarks: compared.remarks, ..cell }.invented(self.invented())
    }
}
