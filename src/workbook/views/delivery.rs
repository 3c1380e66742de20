//! Commitments: the plans of a period, one commitment, counts.

use chrono::NaiveDate;

use crate::domain::commitment::{DELIVERY, FOUR_COLOUR, Meaning, Movement, whole_counts};
use crate::domain::{Period, Rating};
use crate::workbook::record::*;
use crate::workbook::views::{ActionRow, Linked};

impl CommitmentScale {
    /// Both scales.
    pub const ALL: [Self; 2] = [Self::FourColour, Self::Delivery];

    /// As scripts read and write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::FourColour => "four_colour",
            Self::Delivery => "delivery",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::FourColour => "four colours",
            Self::Delivery => "complete, on track, at risk, off track",
        }
    }

    /// Its ratings and what each means, best first.
    pub fn steps(self) -> &'static [Meaning] {
        match self {
            Self::FourColour => FOUR_COLOUR,
            Self::Delivery => DELIVERY,
        }
    }

    /// Whether a commitment on this scale can be rated so.
    pub fn has(self, rating: Rating) -> bool {
        self.steps().iter().any(|step| step.rating == rating)
    }

    /// What a rating means on this scale; empty for one it does not have.
    pub fn meaning(self, rating: Rating) -> &'static str {
        self.steps().iter().find(|step| step.rating == rating).map_or("", |step| step.meaning)
    }

    /// Its ratings by title, for messages: "Green, Green Amber, Red Amber, Red".
    pub fn words(self) -> String {
        let titles: Vec<&str> = self.steps().iter().map(|step| step.rating.title()).collect();
        titles.join(", ")
    }
}

/// A commitment in short form, as it stands in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitmentRow {
    pub id: Id,
    pub reference: String,
    pub plan: String,
    /// The first 200 characters.
    pub description: String,
    pub scale: CommitmentScale,
    pub owner: String,
    pub due: Option<NaiveDate>,
    pub placeholder: bool,
    /// None while it has not been rated.
    pub rating: Option<Rating>,
    /// The period the rating was given in.
    pub rated_in: Option<Period>,
    pub illustrative: bool,
    /// Since the period before.
    pub movement: Movement,
    /// The rating it has moved from is invented.
    pub from_illustrative: bool,
    /// There are words about it, and a way back.
    pub has_commentary: bool,
    pub has_path: bool,
    pub milestones: u64,
    pub milestones_done: u64,
}

/// The commitments of a period, by plan and place in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeliveryView {
    pub rows: Vec<CommitmentRow>,
    /// What the source prints about itself: `commitments.green` and so on.
    pub printed: Vec<Printed>,
}

/// How many commitments of a plan stand where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTally {
    pub plan: String,
    pub scale: CommitmentScale,
    /// One for each rating of the scale, best first, nought included.
    pub counts: Vec<(Rating, u64)>,
    /// Not rated yet.
    pub unrated: u64,
}

impl PlanTally {
    /// All commitments of the plan.
    pub fn total(&self) -> u64 {
        self.unrated + self.counts.iter().map(|(_, count)| count).sum::<u64>()
    }
}

/// Counts of commitments by plan, in the order plans first appear.
pub fn tally<'a>(
    rows: impl IntoIterator<Item = (&'a str, CommitmentScale, Option<Rating>)>,
) -> Vec<PlanTally> {
    let mut plans: Vec<PlanTally> = Vec::new();
    for (plan, scale, rating) in rows {
        let at = plans.iter().position(|one| one.plan == plan && one.scale == scale);
        let at = at.unwrap_or_else(|| {
            let counts = scale.steps().iter().map(|step| (step.rating, 0)).collect();
            plans.push(PlanTally { plan: plan.to_owned(), scale, counts, unrated: 0 });
            plans.len() - 1
        });
        let tally = &mut plans[at];
        match tally.counts.iter_mut().find(|(one, _)| Some(*one) == rating) {
            Some((_, count)) => *count += 1,
            None => tally.unrated += 1,
        }
    }
    plans
}

/// A rating a commitment has had.
#[derive(Debug, Clone, PartialEq)]
pub struct PastRating {
    pub period: Period,
    pub rating: Rating,
    pub illustrative: bool,
}

/// Everything about one commitment in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitmentDetail {
    /// The period looked at.
    pub period: Period,
    pub commitment: Commitment,
    /// The rating in force: this period's or the latest before it.
    pub rating: Option<CommitmentRating>,
    pub movement: Movement,
    /// Every rating up to this period, latest first; at most 12.
    pub history: Vec<PastRating>,
    pub milestones: Vec<Milestone>,
    pub linked: Vec<Linked>,
    pub actions: Vec<ActionRow>,
}

impl CommitmentDetail {
    /// The rating given in this very period.
    pub fn rating_here(&self) -> Option<&CommitmentRating> {
        self.rating.as_ref().filter(|rating| rating.period == self.period)
    }
}

/// Where what the source prints about a plan differs from what is listed, in
/// words; nothing where it agrees or prints nothing.
pub fn printed_notes(tally: &PlanTally, printed: &[Printed]) -> Vec<String> {
    let cell = |name: &str| {
        let field = format!("commitments.{name}");
        printed.iter().find(|one| one.field == field).map(|one| one.text.trim())
    };
    let total_cell = if tally.scale == CommitmentScale::FourColour { "due" } else { "actions" };
    let total: Option<u64> = cell(total_cell).and_then(|text| text.parse().ok());
    let mut notes = Vec::new();
    let mut shares = Vec::new();
    for (rating, count) in &tally.counts {
        let Some(text) = cell(rating.code()) else { continue };
        let (percent, stated) = read_share(text);
        if stated.is_some_and(|stated| stated != *count) {
            notes.push(format!("the source prints {} {text}; {count} listed", rating.title()));
        } else if let (None, Some(percent)) = (stated, percent) {
            shares.push((*rating, percent, *count));
        }
    }
    if let Some(total) = total {
        if total != tally.total() {
            notes.push(format!("the source prints {total} in all; {} listed", tally.total()));
        }
        let percentages: Vec<u64> = shares.iter().map(|(_, percent, _)| *percent).collect();
        match whole_counts(total, &percentages) {
            Some(fit) => {
                for ((rating, percent, _), (whole, makes)) in shares
                    .iter()
                    .zip(fit.counts.iter().zip(&fit.shares))
                    .filter(|((_, percent, _), (_, makes))| percent != *makes)
                {
                    notes.push(format!(
                        "the source prints {} {percent}%; {whole} of {total} is {makes}%",
                        rating.title()
                    ));
                }
            }
            None if !shares.is_empty() => {
                notes.push(format!("no whole counts of {total} make the shares the source prints"));
            }
            None => {}
        }
    }
    notes
}

/// The percentage and the count of a cell such as `35% (7)` or `80%`.
fn read_share(text: &str) -> (Option<u64>, Option<u64>) {
    let (share, rest) = text.split_once('%').unwrap_or(("", text));
    let count = rest.trim().trim_start_matches('(').trim_end_matches(')');
    (share.trim().parse().ok(), count.trim().parse().ok())
}
