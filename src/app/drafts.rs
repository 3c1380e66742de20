//! Drafts: on disk soon after they are typed, taken from another copy where that is asked for, let go
//! once their text is in the workbook.

use std::path::Path;
use std::sync::mpsc::Sender;

use super::App;
use super::worker::Address;
use crate::drafts::{Draft, DraftError, DraftKey, DraftNotice, DraftWriter, Drafts};
use crate::screens::Effect;
use crate::session::Notice;

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
        let name = format!("{} {}", draft.reference, draft.subject);
        let here = draft.at(&self.session.place);
        if self.session.drafts.iter().any(|kept| kept.key() == here.key()) {
            self.say(Notice::problem(format!(
                "{name} has a draft here already: save it or throw it away first. Nothing was taken."
            )));
            return;
        }
        self.perform(Address::App, vec![Effect::KeepDraft(here)]);
        self.save_drafts();
        let below = self.top();
        self.load(below);
        self.say(Notice::done(format!("{name} is a draft here now; the other copy keeps its own.")));
    }

    pub(super) fn drop_draft(&mut self, key: &DraftKey) {
        self.session.drafts.retain(|draft| draft.key() != *key);
        self.unsaved.retain(|unsaved| unsaved != key);
        if let Some((_, writer)) = &self.drafts {
            writer.remove(key.clone());
        }
    }
}
