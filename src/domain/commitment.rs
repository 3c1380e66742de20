//! Commitments: the words they are rated in, what each word means, whether
//! one has moved, and how counts and printed shares go together.

use super::Rating;

/// A rating of a scale and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    pub rating: Rating,
    pub meaning: &'static str,
}

const fn means(rating: Rating, meaning: &'static str) -> Meaning {
    Meaning { rating, meaning }
}

/// The four colours of commissioning intentions, best first.
pub const FOUR_COLOUR: &[Meaning] = &[
    means(Rating::Green, "commitment met"),
    means(Rating::GreenAmber, "delayed, low impact"),
    means(Rating::RedAmber, "delayed, medium impact"),
    means(Rating::Red, "risk of not delivering, or high impact"),
];

/// The words of a delivery plan, best first.
pub const DELIVERY: &[Meaning] = &[
    means(Rating::Complete, "delivered"),
    means(Rating::OnTrack, "expected to be delivered on time"),
    means(Rating::AtRisk, "may not be delivered on time"),
    means(Rating::OffTrack, "will not be delivered on time"),
];

/// How a commitment has moved since the period before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Movement {
    Worse,
    Same,
    Better,
    /// There is nothing before to compare with, or it was rated in other words.
    New,
}

impl Movement {
    /// As scripts read it, and as people do.
    pub fn code(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Same => "same",
            Self::Better => "better",
            Self::New => "new",
        }
    }
}

/// Movement on a scale (best first) from one rating to the next.
pub fn movement(scale: &[Meaning], before: Option<Rating>, now: Option<Rating>) -> Movement {
    let place = |rating: Option<Rating>| scale.iter().position(|step| Some(step.rating) == rating);
    match (place(before), place(now)) {
        (Some(before), Some(now)) if now > before => Movement::Worse,
        (Some(before), Some(now)) if now < before => Movement::Better,
        (Some(_), Some(_)) => Movement::Same,
        _ => Movement::New,
    }
}

/// Whether a rating asks for a path back: it is neither the best of its scale nor, on the delivery
/// scale, on track.
pub fn needs_path(rating: Rating) -> bool {
    !matches!(rating, Rating::Green | Rating::Complete | Rating::OnTrack | Rating::None)
}

/// A share in percent, rounded half up to whole percent as reports print it; 0 of nothing.
pub fn share(count: u64, of: u64) -> u64 {
    match of {
        0 => 0,
        // Half up in whole numbers: floor((200 × count + of) ÷ (2 × of)).
        of => ((200 * u128::from(count) + u128::from(of)) / (2 * u128::from(of))) as u64,
    }
}

/// Whole counts that printed shares can stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// One for each printed share, adding up to the total.
    pub counts: Vec<u64>,
    /// What [`share`] makes of each count, which is not always what was printed.
    pub shares: Vec<u64>,
}

/// The whole counts of a known total that lie nearest to printed percentages,
/// by largest remainder: 80, 3 and 17 % of 29 are 23.2, 0.87 and 4.93, so 23, 1
/// and 5. None where no counts lie within one of every share: then shares or
/// total are misprinted. Totals up to a million.
pub fn whole_counts(total: u64, percentages: &[u64]) -> Option<Fit> {
    if total == 0 || total > 1_000_000 || percentages.iter().any(|percent| *percent > 100) {
        return None;
    }
    let mut counts: Vec<u64> = percentages.iter().map(|percent| percent * total / 100).collect();
    let left = usize::try_from(total.checked_sub(counts.iter().sum())?).ok()?;
    if left > counts.len() {
        return None;
    }
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(percentages[at] * total % 100));
    for &at in &order[..left] {
        counts[at] += 1;
    }
    let shares = counts.iter().map(|&count| share(count, total)).collect();
    Some(Fit { counts, shares })
}
