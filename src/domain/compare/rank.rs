//! Places among organisations, and the quartiles they fall in.

use std::cmp::Ordering;

use crate::domain::{Polarity, same};

/// Fewest organisations that have quartiles.
pub const QUARTILES_FROM: u32 = 4;

/// Why organisations have no rank in a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoRank {
    /// Both too high and too low are wrong: nobody is first.
    AimForABand,
    /// No way is better.
    NoJudgement,
}

impl NoRank {
    /// Why a polarity gives no rank; none where it gives one.
    pub fn of(polarity: Polarity) -> Option<Self> {
        match polarity {
            Polarity::Higher | Polarity::Lower => None,
            Polarity::Band { .. } => Some(Self::AimForABand),
            Polarity::None => Some(Self::NoJudgement),
        }
    }

    /// For programs: `aim_for_a_band`, `no_judgement`.
    pub fn code(self) -> &'static str {
        match self {
            Self::AimForABand => "aim_for_a_band",
            Self::NoJudgement => "no_judgement",
        }
    }

    /// For people, after "no rank: ".
    pub fn because(self) -> &'static str {
        match self {
            Self::AimForABand => "it aims for a band, so neither the highest nor the lowest is best",
            Self::NoJudgement => "neither way is better",
        }
    }
}

/// The place of an organisation among those with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// 1 is best; those with the same value share the smallest of their places.
    pub rank: u32,
    /// How many have a figure.
    pub of: u32,
    /// 1 (top) to 4; none where fewer than [`QUARTILES_FROM`] have a figure.
    pub quartile: Option<u8>,
}

impl Place {
    /// `3rd of 14`.
    pub fn title(self) -> String {
        format!("{} of {}", ordinal(self.rank), self.of)
    }

    /// `3rd of 14, top quartile`; without the quartile where there is none.
    pub fn sentence_part(self) -> String {
        match self.quartile.map(quartile_title) {
            Some(quartile) => format!("{}, {quartile} quartile", self.title()),
            None => self.title(),
        }
    }
}

/// `top`, `second`, `third`, `bottom`.
pub fn quartile_title(quartile: u8) -> &'static str {
    match quartile {
        1 => "top",
        2 => "second",
        3 => "third",
        _ => "bottom",
    }
}

/// `1st`, `2nd`, `3rd`, `11th` …
pub fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The place of each value among those that are given, best first by polarity. The same value (to
/// one part in 10⁹) shares the smallest place: 1, 2, 2, 4 (standard competition ranking). None for
/// values that are not given; they are not counted in `of` either.
///
/// # Errors
/// [`NoRank`] for a polarity by which nobody is best.
pub fn places(values: &[Option<f64>], polarity: Polarity) -> Result<Vec<Option<Place>>, NoRank> {
    if let Some(no_rank) = NoRank::of(polarity) {
        return Err(no_rank);
    }
    let mut order: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(at, value)| value.filter(|value| value.is_finite()).map(|value| (at, value)))
        .collect();
    order.sort_by(|(_, one), (_, other)| {
        let better = polarity.goodness(*other).partial_cmp(&polarity.goodness(*one));
        better.unwrap_or(Ordering::Equal)
    });
    let of = u32::try_from(order.len()).unwrap_or(u32::MAX);
    let mut places = vec![None; values.len()];
    // Rank and value of the first of those that are the same.
    let mut first: Option<(u32, f64)> = None;
    for (number, (at, value)) in (1..).zip(order) {
        let rank = match first {
            Some((rank, shared)) if same(shared, value) => rank,
            _ => {
                first = Some((number, value));
                number
            }
        };
        places[at] = Some(Place { rank, of, quartile: quartile(rank, of) });
    }
    Ok(places)
}

/// The quartile of a rank among n, 1 the best: q = 5 − ceil((n + 1 − rank) ÷ (n ÷ 4)), as Barnet's
/// benchmarking has it; none for fewer than four, or for a rank that is none of the n.
pub fn quartile(rank: u32, n: u32) -> Option<u8> {
    if n < QUARTILES_FROM || rank == 0 || rank > n {
        return None;
    }
    // In whole numbers, so that no quarter is missed by a hair.
    let (n, rank) = (u64::from(n), u64::from(rank));
    let from_the_end = (4 * (n + 1 - rank)).div_ceil(n);
    u8::try_from(5 - from_the_end.min(4)).ok()
}

/// How many places fall in each quartile, the top one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QuartileCounts(pub [u32; 4]);

impl QuartileCounts {
    /// Counts those that have a quartile.
    pub fn of(places: impl IntoIterator<Item = Place>) -> Self {
        let mut counts = Self::default();
        for quartile in places.into_iter().filter_map(|place| place.quartile) {
            counts.0[usize::from(quartile.clamp(1, 4)) - 1] += 1;
        }
        counts
    }

    /// All that are counted.
    pub fn total(self) -> u32 {
        self.0.iter().sum()
    }
}
