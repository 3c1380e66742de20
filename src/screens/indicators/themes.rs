//! The list of themes over the indicators: one is added, or opened to be changed; and an indicator moved
//! within its theme.

use super::Indicators;
use crate::input::Command;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::{Context, Effect, forms};
use crate::session::Notice;
use crate::workbook::steps::themes::{Filed, ToPlace, place_indicator};
use crate::workbook::{Id, OrganisationsRoom, Standing, Themes};

/// Tag of the answer.
pub const TAG: &str = "themes";

/// How far an objective stands in from its theme.
const INDENT: &str = "   ";

impl Indicators {
    pub(super) fn show_themes(&mut self, room: Box<OrganisationsRoom>) -> Vec<Effect> {
        let filed = Filed { themes: Themes(&room.themes), indicators: &room.indicator_themes };
        let rows = std::iter::once(ChoiceRow::new("Add a theme")).chain(room.themes.iter().map(|theme| {
            let indent = if theme.parent_id.is_some() { INDENT } else { "" };
            let note = match filed.within(theme.id).count() {
                0 => "no indicators".to_owned(),
                1 => "1 indicator".to_owned(),
                many => format!("{many} indicators"),
            };
            let is_new = Some(theme.id) == self.new_theme;
            ChoiceRow::new(format!("{indent}{}", theme.name)).note(note).ticked(is_new)
        }));
        let choice = Choice::one(TAG, "Themes", rows.collect()).sentence(
            "Priorities, areas of focus or of risk, each with objectives under it. Lists, reports and the comparison are grouped by them.",
        );
        self.room = Some(room);
        self.new_theme = None;
        vec![Effect::Open(Box::new(choice))]
    }

    pub(super) fn open_theme(&mut self, picks: &[usize], context: &Context) -> Vec<Effect> {
        let (Some(room), Some(at)) = (self.room.take(), picks.first()) else { return Vec::new() };
        let form = match at.checked_sub(1).and_then(|at| room.themes.get(at)) {
            Some(theme) => forms::edit_theme(theme, &room),
            None => forms::add_theme(context),
        };
        vec![Effect::Open(form)]
    }
}

/// An indicator that moves a place up or down.
pub struct Moving {
    indicator: Id,
    reference: String,
    to: ToPlace,
}

impl Moving {
    pub(super) fn of(row: &Standing, command: Command) -> Self {
        let to = if command == Command::MoveUp { ToPlace::Up } else { ToPlace::Down };
        Self { indicator: row.indicator_id, reference: row.reference.clone(), to }
    }

    /// Stores the move, or says why there is none.
    pub(super) fn effect(self, room: &OrganisationsRoom) -> Effect {
        let filed = Filed { themes: Themes(&room.themes), indicators: &room.indicator_themes };
        match place_indicator(filed, (self.indicator, &self.reference), self.to) {
            Ok(change) => Effect::Apply { change, settles: Vec::new() },
            Err(why) => Effect::Say(Notice::info(format!("{why}."))),
        }
    }
}
