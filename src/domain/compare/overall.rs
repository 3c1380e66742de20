//! Which way an organisation is going over all of its measures.

use crate::domain::Direction;

/// How many of an organisation's measures go which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DirectionCounts {
    pub better: u32,
    pub same: u32,
    pub worse: u32,
    /// Up or down where no way is better, not like for like, or nothing to compare with.
    pub not_judged: u32,
}

/// The overall direction of travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overall {
    Positive,
    Static,
    Negative,
}

impl Overall {
    /// For programs and people: `positive`, `static`, `negative`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Static => "static",
            Self::Negative => "negative",
        }
    }
}

impl DirectionCounts {
    /// Counts the directions of an organisation's measures.
    pub fn of(directions: impl IntoIterator<Item = Direction>) -> Self {
        let mut counts = Self::default();
        for direction in directions {
            let slot = match direction {
                Direction::Improving => &mut counts.better,
                Direction::Same => &mut counts.same,
                Direction::Worsening => &mut counts.worse,
                Direction::Increasing
                | Direction::Decreasing
                | Direction::NotComparable
                | Direction::None => &mut counts.not_judged,
            };
            *slot += 1;
        }
        counts
    }

    /// Measures whose direction is judged.
    pub fn judged(self) -> u32 {
        self.better + self.same + self.worse
    }

    /// Positive where more measures get better than worse, negative where more get worse, else static
    /// (as the West Midlands scorecard of 2015/16 counts its councils); none where none is judged.
    pub fn overall(self) -> Option<Overall> {
        match self.better.cmp(&self.worse) {
            _ if self.judged() == 0 => None,
            std::cmp::Ordering::Greater => Some(Overall::Positive),
            std::cmp::Ordering::Equal => Some(Overall::Static),
            std::cmp::Ordering::Less => Some(Overall::Negative),
        }
    }

    /// `5 better, 1 the same, 2 worse`, with those not judged where there are any.
    pub fn title(self) -> String {
        let judged = format!("{} better, {} the same, {} worse", self.better, self.same, self.worse);
        match self.not_judged {
            0 => judged,
            more => format!("{judged}, {more} not judged"),
        }
    }
}
