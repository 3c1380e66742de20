//! How many indicators can be reported, how many of these are on track, and what the others are.

use super::Rating;

/// Indicators counted by whether there is a verdict on them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reportable {
    /// With the best rating of their scheme.
    pub on_track: u64,
    /// With a rating. Shares are of these.
    pub reportable: u64,
    /// The others, by what they are, in the order of [`Rating::ALL`]; none of 0.
    pub states: Vec<(Rating, u64)>,
}

impl Reportable {
    /// Of ratings, each with how many indicators have it.
    pub fn of(counts: impl IntoIterator<Item = (Rating, u64)>) -> Self {
        let mut found = Self::default();
        for (rating, count) in counts {
            if rating.is_colour() {
                found.reportable += count;
                found.on_track += if rating.is_on_track() { count } else { 0 };
            } else if let Some((_, sum)) = found.states.iter_mut().find(|(state, _)| *state == rating) {
                *sum += count;
            } else {
                found.states.push((rating, count));
            }
        }
        found.states.retain(|(_, count)| *count > 0);
        found.states.sort_by_key(|(state, _)| Rating::ALL.iter().position(|rating| rating == state));
        found
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.reportable + self.states.iter().map(|(_, count)| count).sum::<u64>()
    }

    /// "8 of 9 reportable on track", "1 not reportable": those on track, then the others by what they are.
    pub fn parts(&self) -> Vec<String> {
        let first = match (self.total(), self.reportable) {
            (0, _) => "no indicators".to_owned(),
            (_, 0) => "none reportable".to_owned(),
            (_, of) => format!("{} of {of} reportable on track", self.on_track),
        };
        let others = self.states.iter().map(|(state, count)| match state {
            Rating::None => format!("{count} without a state"),
            state => format!("{count} {}", state.title().to_lowercase()),
        });
        std::iter::once(first).chain(others).collect()
    }

    /// "8 of 9 reportable on track, 1 not reportable".
    pub fn sentence(&self) -> String {
        self.parts().join(", ")
    }

    /// Where there is little room: what shares are of, and the others beside: "of 3 +1".
    pub fn of_how_many(&self) -> String {
        match self.total().saturating_sub(self.reportable) {
            0 => format!("of {}", self.reportable),
            others => format!("of {} +{others}", self.reportable),
        }
    }
}
