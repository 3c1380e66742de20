//! What the list of actions leaves out.

use crate::workbook::{ActionFilter, Table};

const WHICH: &[(ActionFilter, &str)] = &[
    (ActionFilter::Open, "Open"),
    (ActionFilter::Overdue, "Overdue"),
    (ActionFilter::DueSoon, "Due in 14 days"),
    (ActionFilter::Undated, "Without a date"),
    (ActionFilter::Unowned, "Without an owner"),
    (ActionFilter::Closed, "Done or dropped"),
    (ActionFilter::All, "All"),
];

const ABOUT: &[(Table, &str)] = &[
    (Table::Indicator, "indicators"),
    (Table::Risk, "risks"),
    (Table::BudgetLine, "budget lines"),
    (Table::Commitment, "commitments"),
    (Table::Section, "challenges"),
    (Table::Question, "questions"),
];

/// The filters in force, all of which an action has to pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Narrowing {
    pub(super) which: ActionFilter,
    /// Only this owner's; anybody's when empty.
    pub(super) owner: String,
    pub(super) about: Option<Table>,
}

impl Narrowing {
    /// In words, for the heading of the list.
    pub(super) fn title(&self) -> String {
        let which = WHICH.iter().find(|(which, _)| *which == self.which).map_or("", |(_, title)| title);
        let mut title = which.to_lowercase();
        if let Some((_, about)) = ABOUT.iter().find(|(table, _)| Some(*table) == self.about) {
            title.push_str(&format!(", about {about}"));
        }
        if !self.owner.is_empty() {
            title.push_str(&format!(", {}", self.owner));
        }
        title
    }
}

/// A line of the list of filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    Which(ActionFilter, &'static str),
    Mine(String),
    About(Table, &'static str),
    Owner(String),
}

impl Pick {
    /// How the list calls it.
    pub(super) fn title(&self) -> String {
        match self {
            Pick::Which(_, title) => (*title).to_owned(),
            Pick::Mine(user) => format!("Mine ({user})"),
            Pick::About(_, about) => format!("About {about}"),
            Pick::Owner(owner) => format!("Owner: {owner}"),
        }
    }

    /// Adds it to the filters in force.
    pub(super) fn narrow(&self, narrowing: &mut Narrowing) {
        match self {
            Pick::Which(which, _) => narrowing.which = *which,
            Pick::Mine(owner) | Pick::Owner(owner) => narrowing.owner.clone_from(owner),
            Pick::About(table, _) => narrowing.about = Some(*table),
        }
    }
}

/// What can be chosen, mine before other owners'.
pub(super) fn picks(user: &str, owners: Vec<String>) -> Vec<Pick> {
    let which = WHICH.iter().map(|(which, title)| Pick::Which(*which, title));
    let mine = (!user.is_empty()).then(|| Pick::Mine(user.to_owned()));
    let about = ABOUT.iter().map(|(table, title)| Pick::About(*table, title));
    let owners = owners.into_iter().filter(|owner| owner != user).map(Pick::Owner);
    which.chain(mine).chain(about).chain(owners).collect()
}
