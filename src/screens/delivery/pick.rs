//! Which commitments are listed, and in what order.

use chrono::NaiveDate;

use crate::domain::Rating;
use crate::domain::commitment::{Movement, needs_path};
use crate::screens::choice::ChoiceRow;
use crate::workbook::{CommitmentRow, CommitmentScale};

/// One thing to filter by.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Pick {
    Plan(String),
    Rating(Rating),
    Unrated,
    NoOwner,
    NoDate,
    Late,
    NoPath,
}

impl Pick {
    fn title(&self) -> String {
        match self {
            Self::Plan(plan) => plan.clone(),
            Self::Rating(rating) => rating.title().to_owned(),
            Self::Unrated => "Not rated".to_owned(),
            Self::NoOwner => "Without an owner".to_owned(),
            Self::NoDate => "Without a date".to_owned(),
            Self::Late => "Overdue".to_owned(),
            Self::NoPath => "Without a path to green".to_owned(),
        }
    }

    fn takes(&self, row: &CommitmentRow, today: NaiveDate) -> bool {
        match self {
            Self::Plan(plan) => row.plan == *plan,
            Self::Rating(rating) => row.rating == Some(*rating),
            Self::Unrated => row.rating.is_none(),
            Self::NoOwner => row.owner.trim().is_empty(),
            Self::NoDate => row.due.is_none(),
            Self::Late => is_late(row, today),
            Self::NoPath => lacks_path(row),
        }
    }

    /// Picks of one kind widen the list, picks of different kinds narrow it.
    fn kind(&self) -> u8 {
        match self {
            Self::Plan(_) => 0,
            Self::Rating(_) | Self::Unrated => 1,
            Self::NoOwner => 2,
            Self::NoDate => 3,
            Self::Late => 4,
            Self::NoPath => 5,
        }
    }
}

/// Past its day and neither complete nor met.
pub fn is_late(row: &CommitmentRow, today: NaiveDate) -> bool {
    let finished = matches!(row.rating, Some(Rating::Complete | Rating::Green));
    row.due.is_some_and(|due| due < today) && !finished
}

/// Delayed or at risk, without a word on how to get back.
pub fn lacks_path(row: &CommitmentRow) -> bool {
    row.rating.is_some_and(needs_path) && !row.has_path
}

/// Whether a row passes.
pub fn passes(picks: &[Pick], words: &[String], row: &CommitmentRow, today: NaiveDate) -> bool {
    let kinds = 0..=5;
    let picked = kinds.into_iter().all(|kind| {
        let mut these = picks.iter().filter(|pick| pick.kind() == kind).peekable();
        these.peek().is_none() || these.any(|pick| pick.takes(row, today))
    });
    if !picked || words.is_empty() {
        return picked;
    }
    let text = format!("{}\n{}\n{}\n{}", row.reference, row.description, row.plan, row.owner).to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// What the list can be filtered by, with the rows of the choice; headings are no picks.
pub fn offers(
    rows: &[CommitmentRow],
    picks: &[Pick],
    today: NaiveDate,
) -> (Vec<Option<Pick>>, Vec<ChoiceRow>) {
    let mut plans: Vec<&str> = Vec::new();
    for row in rows {
        if !plans.contains(&row.plan.as_str()) {
            plans.push(&row.plan);
        }
    }
    let mut offers: Vec<Option<Pick>> = Vec::new();
    let mut choices = Vec::new();
    let heading = |title: &str, offers: &mut Vec<Option<Pick>>, choices: &mut Vec<ChoiceRow>| {
        offers.push(None);
        choices.push(ChoiceRow::heading(title));
    };
    let offer = |pick: Pick, offers: &mut Vec<Option<Pick>>, choices: &mut Vec<ChoiceRow>| {
        let count = rows.iter().filter(|row| pick.takes(row, today)).count();
        let ticked = picks.contains(&pick);
        if count > 0 || ticked {
            choices.push(ChoiceRow::new(pick.title()).note(count.to_string()).ticked(ticked));
            offers.push(Some(pick));
        }
    };
    heading("Plan", &mut offers, &mut choices);
    for plan in plans {
        offer(Pick::Plan(plan.to_owned()), &mut offers, &mut choices);
    }
    heading("Status", &mut offers, &mut choices);
    for scale in CommitmentScale::ALL {
        for step in scale.steps() {
            offer(Pick::Rating(step.rating), &mut offers, &mut choices);
        }
    }
    offer(Pick::Unrated, &mut offers, &mut choices);
    heading("What is missing", &mut offers, &mut choices);
    for pick in [Pick::NoOwner, Pick::NoDate, Pick::Late, Pick::NoPath] {
        offer(pick, &mut offers, &mut choices);
    }
    (offers, choices)
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Order {
    /// By plan, as it stands there.
    #[default]
    Plan,
    Worst,
    Due,
    Owner,
    Moved,
}

impl Order {
    /// The one after it.
    pub fn next(self) -> Self {
        match self {
            Self::Plan => Self::Worst,
            Self::Worst => Self::Due,
            Self::Due => Self::Owner,
            Self::Owner => Self::Moved,
            Self::Moved => Self::Plan,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Plan => "In the order of the plans.",
            Self::Worst => "Worst first.",
            Self::Due => "By due date.",
            Self::Owner => "By owner.",
            Self::Moved => "Those that moved, worse first.",
        }
    }

    /// Orders rows that come by plan.
    pub fn sort(self, rows: &mut [CommitmentRow]) {
        match self {
            Self::Plan => {}
            Self::Worst => rows.sort_by_key(|row| row.rating.map_or(u8::MAX, Rating::severity)),
            Self::Due => rows.sort_by_key(|row| (row.due.is_none(), row.due)),
            Self::Owner => {
                rows.sort_by_key(|row| (row.owner.trim().is_empty(), row.owner.to_lowercase()));
            }
            Self::Moved => rows.sort_by_key(|row| match row.movement {
                Movement::Worse => 0,
                Movement::Better => 1,
                Movement::Same => 2,
                Movement::New => 3,
            }),
        }
    }
}
