//! Whom a report compares: in which group, and whose sheet alone.

use super::{Report, ReportPreview, Stage};
use crate::screens::Effect;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::session::Notice;
use crate::workbook::Id;

/// What the list answers under.
pub(super) const COMPARED: &str = "report compared";

/// What a row of the list stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pick {
    /// None for the usual one.
    Group(Option<Id>),
    /// Empty for as the template says.
    Sheet(String),
    Heading,
}

/// Everything that can be picked, each with its row.
fn picks(shown: &ReportPreview) -> Vec<(Pick, ChoiceRow)> {
    let now = &shown.which;
    let mut rows = vec![
        (Pick::Heading, ChoiceRow::heading("Compared in")),
        (Pick::Group(None), ChoiceRow::new("The usual group").ticked(now.group.is_none())),
    ];
    rows.extend(shown.groups.iter().map(|(id, name, members)| {
        let note = if *members == 1 { "1 member".to_owned() } else { format!("{members} members") };
        (Pick::Group(Some(*id)), ChoiceRow::new(name).note(note).ticked(now.group == Some(*id)))
    }));
    if !shown.organisations.is_empty() {
        rows.push((Pick::Heading, ChoiceRow::heading("The sheet of")));
        let usual = ChoiceRow::new("As the template says").ticked(now.organisation.is_empty());
        rows.push((Pick::Sheet(String::new()), usual));
        rows.extend(
            shown.organisations.iter().map(|name| {
                (Pick::Sheet(name.clone()), ChoiceRow::new(name).ticked(*name == now.organisation))
            }),
        );
    }
    rows
}

impl Report {
    /// In which group, or whose sheet.
    pub(super) fn choose_compared(&self) -> Vec<Effect> {
        let Stage::Shown(shown) = &self.stage else { return Vec::new() };
        let compares = |code: &str| shown.templates.iter().any(|one| one.code == code && one.compares());
        if !compares(&shown.which.template) {
            let why =
                "This report compares nobody: e chooses the regional scorecard, or that of one council.";
            return vec![Effect::Say(Notice::info(why))];
        }
        let rows = picks(shown).into_iter().map(|(_, row)| row).collect();
        let choice = Choice::one(COMPARED, "Whom the report compares", rows)
            .sentence("Another group or another’s sheet is never published; X writes it out.");
        vec![Effect::Open(Box::new(choice))]
    }

    pub(super) fn compare_as(&mut self, at: usize) -> Vec<Effect> {
        let Stage::Shown(shown) = &self.stage else { return Vec::new() };
        match picks(shown).into_iter().nth(at) {
            Some((Pick::Group(group), _)) => self.which.group = group,
            Some((Pick::Sheet(name), _)) => self.which.organisation = name,
            _ => return Vec::new(),
        }
        self.go_to = Some(0);
        vec![self.preview()]
    }
}
