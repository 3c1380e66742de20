//! Drafts: on disk soon after they are typed, taken from another copy where that is asked for, let go
//! once their text is in the workbook.

use std::path::Path;
use std::sync::mpsc::Sender;

use super::App;
use super::worker::Address;
use crate::domain::Period;
use crate::drafts::{Draft, DraftError, DraftKey, DraftNotice, DraftWriter, Drafts};
use crate::input::{Row, TABLE};
use crate::screens::drafts::{draft_name, draft_place};
use crate::screens::{Effect, SCREENS};
use crate::session::{Notice, Place};

/// The folder of drafts, and the thread that writes there.
pub(super) fn open(folder: &Path, sender: Sender<DraftNotice>) -> Result<(Drafts, DraftWriter), DraftError> {
    let folder = Drafts::open(folder)?;
    let writer = DraftWriter::start(folder.clone(), move |notice| {
        // The app may be gone already when the last draft is written.
        let _ = sender.send(notice);
    })?;
    Ok((folder, writer))
}

impl App {
    /// Sends changed drafts to disk. Quick: the writing is done elsewhere.
    pub(super) fn save_drafts(&mut self) {
        self.unsaved_since = None;
        if self.drafts.is_none() && !self.unsaved.is_empty() {
            // The folder may be usable by now.
            match open(&self.drafts_folder, self.draft_sender.clone()) {
                Ok(drafts) => {
                    self.drafts = Some(drafts);
                    self.session.drafts_trouble = None;
                }
                Err(error) => self.session.drafts_trouble = Some(error.to_string()),
            }
        }
        let stamp = self.session.timestamp();
        for key in std::mem::take(&mut self.unsaved) {
            if let Some(draft) = self.session.drafts.iter_mut().find(|draft| draft.key() == key)
                && let Some((_, writer)) = &self.drafts
            {
                draft.saved_at.clone_from(&stamp);
                writer.save_later(draft.clone());
            }
        }
    }

    /// Makes a draft of another copy one of this workbook's. One of the same that was typed here stays.
    pub(super) fn take_draft(&mut self, draft: Draft) {
        let name = draft_name(&draft);
        let here = draft.at(&self.session.place);
        if self.session.drafts.iter().any(|kept| kept.key() == here.key()) {
            self.say(Notice::problem(format!(
                "{name} has a draft here already: save it or throw it away first. Nothing was taken."
            )));
            return;
        }
        let key = here.key();
        self.perform(Address::App, vec![Effect::KeepDraft(here)]);
        self.save_drafts();
        let taken_back = self.session.thrown_away.iter().position(|thrown| thrown.key() == key);
        let below = self.top();
        self.load(below);
        let said = match taken_back {
            Some(at) => {
                self.session.thrown_away.remove(at);
                format!("{name} is a draft again.")
            }
            None => format!("{name} is a draft here now; the other copy keeps its own."),
        };
        self.say(Notice::done(said));
    }

    pub(super) fn drop_draft(&mut self, key: &DraftKey) {
        self.session.drafts.retain(|draft| draft.key() != *key);
        self.unsaved.retain(|unsaved| unsaved != key);
        if let Some((_, writer)) = &self.drafts {
            writer.remove(key.clone());
        }
    }

    /// Notes in a draft how its form or editor was opened, where one command did that.
    pub(super) fn note_opener(&self, from: Address, draft: &mut Draft) {
        let Address::Layer(number) = from else { return };
        let Some(layer) = self.layers.iter().find(|layer| layer.number == number) else { return };
        if let (Address::Screen(index), Some(command)) = (layer.opener, layer.opened_by) {
            SCREENS[index].title.clone_into(&mut draft.screen);
            draft.opened_by = format!("{command:?}");
        }
    }

    /// Opens a draft where it was begun: its period, its screen and row, and what was written there.
    pub(super) fn open_draft(&mut self, key: &DraftKey) {
        let Some(draft) = self.session.drafts.iter().find(|draft| draft.key() == *key).cloned() else {
            return self.say(Notice::info("That draft is not there any more."));
        };
        if let Ok(period) = Period::parse(&draft.period) {
            self.set_period(period);
        }
        let name = draft_name(&draft);
        match SCREENS.iter().position(|entry| entry.title == draft.screen) {
            Some(index) => {
                self.switch(index);
                if let Some(place) = draft_place(&draft) {
                    self.go(&place);
                }
            }
            None => self.go(&draft_place(&draft).unwrap_or(Place::Overview)),
        }
        self.catch_up();
        let by = |row: &&Row| format!("{:?}", row.command) == draft.opened_by;
        if let Some(row) = TABLE.iter().find(by) {
            self.run(row.command);
        }
        if self.layers.is_empty() {
            self.say(Notice::info(format!(
                "The draft of {name} is kept: its form, opened from here, has it."
            )));
        }
    }

    /// Throws a draft away, keeping it to be taken back until the program ends.
    pub(super) fn throw_draft(&mut self, key: &DraftKey) {
        let Some(draft) = self.session.drafts.iter().find(|draft| draft.key() == *key).cloned() else {
            return;
        };
        let name = draft_name(&draft);
        self.drop_draft(key);
        self.session.thrown_away.retain(|thrown| thrown.key() != *key);
        self.session.thrown_away.push(draft);
        let below = self.top();
        self.load(below);
        self.say(Notice::done(format!(
            "Thrown away: the draft of {name}. “drafts that are waiting” in the palette (:) takes it back."
        )));
    }
}
