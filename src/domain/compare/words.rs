//! Counts of a comparison as sentences that add up.

use super::overall::Overall;
use super::rank::{QuartileCounts, quartile_title};
use super::{AgainstAverage, AverageOf, Position};

/// An organisation without a figure, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Missing {
    pub name: String,
    /// As the source says it, "suppressed"; empty where nobody says.
    pub because: String,
}

impl Missing {
    /// `Dudley (suppressed)`, `Dudley`.
    pub fn title(&self) -> String {
        match self.because.trim() {
            "" => self.name.clone(),
            because => format!("{} ({because})", self.name),
        }
    }
}

/// Organisations above, at and below a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PositionCounts {
    pub above: u32,
    pub same: u32,
    pub below: u32,
}

impl PositionCounts {
    /// Counts positions.
    pub fn of(positions: impl IntoIterator<Item = Position>) -> Self {
        let mut counts = Self::default();
        for position in positions {
            match position {
                Position::Above => counts.above += 1,
                Position::Same => counts.same += 1,
                Position::Below => counts.below += 1,
            }
        }
        counts
    }

    /// All that are counted.
    pub fn total(self) -> u32 {
        self.above + self.same + self.below
    }

    /// "ASC1: 4 of 14 above the England average of 7.2, 1 the same, 9 below". `figure` is written as
    /// the measure's figures are. Those without a figure are named after it and are not in the total.
    pub fn sentence(self, reference: &str, average: &AverageOf, figure: &str, missing: &[Missing]) -> String {
        let Self { above, same, below } = self;
        let total = self.total();
        let average = average.with_figure(figure);
        let counts =
            format!("{reference}: {above} of {total} above the {average}, {same} the same, {below} below");
        with_missing(counts, missing)
    }
}

/// Organisations better, similar and worse than a figure by their intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VerdictCounts {
    pub better: u32,
    pub similar: u32,
    pub worse: u32,
    /// Above, at or below, of which no interval tells more.
    pub without_interval: u32,
}

impl VerdictCounts {
    /// Counts verdicts.
    pub fn of(verdicts: impl IntoIterator<Item = AgainstAverage>) -> Self {
        let mut counts = Self::default();
        for verdict in verdicts {
            match verdict {
                AgainstAverage::Better => counts.better += 1,
                AgainstAverage::Similar => counts.similar += 1,
                AgainstAverage::Worse => counts.worse += 1,
                AgainstAverage::Above | AgainstAverage::Same | AgainstAverage::Below => {
                    counts.without_interval += 1;
                }
            }
        }
        counts
    }

    /// All that are counted.
    pub fn total(self) -> u32 {
        self.better + self.similar + self.worse + self.without_interval
    }

    /// "2A: 3 of 14 better than the England average of 65.0%, 9 similar, 2 worse".
    pub fn sentence(self, reference: &str, average: &AverageOf, figure: &str, missing: &[Missing]) -> String {
        let Self { better, similar, worse, without_interval } = self;
        let mut counts = format!(
            "{reference}: {better} of {} better than the {}, {similar} similar, {worse} worse",
            self.total(),
            average.with_figure(figure)
        );
        if without_interval > 0 {
            counts.push_str(&format!(", {without_interval} without an interval to tell by"));
        }
        with_missing(counts, missing)
    }
}

impl QuartileCounts {
    /// "ASC1: 4 in the top quartile, 3 in the second, 4 in the third, 3 in the bottom"; `among` is
    /// said after it: "of England", and then who is not counted. None where nobody has a quartile.
    pub fn sentence(self, reference: &str, among: &str, missing: &[Missing]) -> Option<String> {
        if self.total() == 0 {
            return None;
        }
        let part = |at: usize| {
            let word = if at == 0 { " quartile" } else { "" };
            format!("{} in the {}{word}", self.0[at], quartile_title(at as u8 + 1))
        };
        let among = if among.is_empty() { String::new() } else { format!(" of {among}") };
        let counts = format!("{reference}: {}{among}", (0..4).map(part).collect::<Vec<_>>().join(", "));
        Some(with_missing(counts, missing))
    }
}

/// "10 councils with a positive direction of travel, 4 not". `overalls` has one for each
/// organisation; none where no measure of it can be judged, who are named after it. Where nobody can be
/// judged, that is all there is to say.
pub fn directions_sentence(overalls: &[(&str, Option<Overall>)]) -> String {
    let count = |wanted: Overall| overalls.iter().filter(|(_, overall)| *overall == Some(wanted)).count();
    let positive = count(Overall::Positive);
    let others = count(Overall::Static) + count(Overall::Negative);
    if positive + others == 0 {
        return "No direction of travel: nobody has an earlier figure to compare with".to_owned();
    }
    let noun = if positive == 1 { "council" } else { "councils" };
    let counts = format!("{positive} {noun} with a positive direction of travel, {others} not");
    let unjudged: Vec<&str> =
        overalls.iter().filter(|(_, overall)| overall.is_none()).map(|(name, _)| *name).collect();
    if unjudged.is_empty() {
        return counts;
    }
    let verb = if unjudged.len() == 1 { "has" } else { "have" };
    format!("{counts}; {} {verb} nothing to compare: {}", unjudged.len(), unjudged.join(", "))
}

/// The counts, and who is not in them.
fn with_missing(counts: String, missing: &[Missing]) -> String {
    if missing.is_empty() {
        return counts;
    }
    let names: Vec<String> = missing.iter().map(Missing::title).collect();
    let verb = if missing.len() == 1 { "is" } else { "are" };
    format!("{counts}; {} {verb} not counted: {}", missing.len(), names.join(", "))
}
