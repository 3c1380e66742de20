//! The file under the screens: opening it, opening it again, and what becomes
//! of it meanwhile.

use std::path::PathBuf;

use super::worker::{Address, Job};
use super::{App, WATCH_EVERY};
use crate::drafts::Place;
use crate::jobs::clock::gone_back;
use crate::jobs::left::Left;
use crate::jobs::places::Memory;
use crate::screens::SCREENS;
use crate::session::Notice;
use crate::store::Seen;
use crate::workbook::Opening;

/// How the command that opens the file again is called in a sentence.
const AGAIN: &str = "F9";

impl App {
    /// Opens a workbook in place of what is open.
    pub(super) fn open_file(&mut self, path: PathBuf) {
        self.save_drafts();
        self.leave();
        self.session.path.clone_from(&path);
        self.session.busy = Some("opening".to_owned());
        let read_only = self.read_only;
        self.send(Address::App, Job::Open { path, read_only });
    }

    /// The workbooks opened, and where each was left.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Notes where the workbook that is open is left, to come back to it.
    pub(super) fn leave(&mut self) {
        if self.session.opening.is_none() {
            return;
        }
        let mut left = Left {
            workbook: self.session.workbook_id().to_owned(),
            period: Some(self.session.period),
            screen: SCREENS[self.active].title.to_owned(),
            ..Left::default()
        };
        for (entry, screen) in SCREENS.iter().zip(&self.screens) {
            if let Some(how) = screen.left() {
                left.note(entry.title, &how);
            }
        }
        self.memory.leave(&self.session.path, left);
    }

    /// Why the workbook was not opened, where nothing can be done about it here.
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// Opens the same file again, taking it over where that is possible.
    pub(super) fn open_again(&mut self) {
        self.session.busy = Some("opening".to_owned());
        let read_only = self.read_only;
        self.send(Address::App, Job::OpenAgain { read_only });
    }

    /// A look at the file now and not at the next occasion: the window has come to the front.
    pub fn focus(&mut self) {
        self.watched_at = self.session.now - WATCH_EVERY;
    }

    pub(super) fn opened(&mut self, opening: Opening, read_only: Option<String>) {
        self.session.busy = None;
        self.layers.clear();
        let left = self.memory.left(&self.session.path, &opening.workbook.uuid).cloned();
        let wanted = left.as_ref().and_then(|left| left.period);
        let wanted = wanted.filter(|wanted| opening.periods.iter().any(|record| record.code == *wanted));
        self.session.period = wanted.or(opening.current()).unwrap_or(self.session.period);
        self.session.place = Place::of(&self.session.path);
        if let Some((folder, _)) = &self.drafts {
            match folder.take_up(&opening.workbook.uuid, &self.session.place) {
                Ok(found) => {
                    self.session.drafts = found.drafts;
                    self.session.offered = found.offered;
                    for problem in found.problems {
                        self.say(Notice::problem(problem));
                    }
                }
                Err(error) => self.say(Notice::problem(error.to_string())),
            }
        }
        if self.session.opening.as_ref().is_some_and(|before| before.workbook.uuid != opening.workbook.uuid) {
            // Rows, orders and filters of another workbook mean nothing in this one.
            self.screens = SCREENS.iter().map(|entry| (entry.open)()).collect();
            self.report_left = crate::screens::report::Left::default();
        }
        self.memory.opened(&self.session.path);
        let behind = gone_back(self.session.now, &opening.changed_at);
        self.session.opening = Some(opening);
        if let Some(sentence) = behind {
            self.say(Notice::info(sentence));
        }
        if read_only.is_none() {
            self.say_drafts();
        }
        self.say_read_only(read_only);
        self.active = left.as_ref().map_or(0, |left| self.come_back(left));
        self.trail.clear();
        self.session.checks = None;
        self.load(Address::Screen(self.active));
        self.check(false);
    }

    /// Puts every screen where it was left; which of them was on screen.
    fn come_back(&mut self, left: &Left) -> usize {
        for (entry, screen) in SCREENS.iter().zip(&mut self.screens) {
            if let Some(how) = left.of(entry.title) {
                screen.come_back(how);
            }
        }
        SCREENS.iter().position(|entry| entry.title == left.screen).unwrap_or(0)
    }

    /// The same file once more: the screens stay where they are, and so does what is being typed.
    pub(super) fn opened_again(&mut self, opening: Opening, read_only: Option<String>) {
        self.session.busy = None;
        let another = opening.workbook.uuid != self.session.workbook_id();
        if another {
            // What took its place is another workbook: what was typed belongs to the one before.
            self.save_drafts();
            return self.opened(opening, read_only);
        }
        let current = opening.current();
        self.session.place = Place::of(&self.session.path);
        self.session.opening = Some(opening);
        // What was wrong with the file is not so any more.
        self.notice = None;
        if self.session.period_record().is_none() {
            self.session.period = current.unwrap_or(self.session.period);
        }
        if read_only.is_none() {
            self.say(Notice::done("Open for changes: what you see is up to date."));
        }
        self.say_read_only(read_only);
        self.session.checks = None;
        self.refresh();
    }

    fn say_read_only(&mut self, because: Option<String>) {
        if let Some(because) = &because {
            let take_over = match self.session.may_open_again {
                true => format!(" If nobody has, {AGAIN} takes it over."),
                false => String::new(),
            };
            // One sentence for what was done and what is not possible.
            let done: Vec<String> = self.said_of_file.drain(..).map(|notice| notice.text).collect();
            let why = match done.iter().any(|text| text.contains(because)) {
                true => "Open read-only.".to_owned(),
                false => format!("Open read-only: {because}."),
            };
            self.say(Notice::problem(format!("{} {why}{take_over}", done.join(" ")).trim_start()));
        }
        self.session.read_only = because;
    }

    /// What a look at the file has found.
    pub(super) fn seen(&mut self, seen: Seen) {
        match seen {
            Seen::AsBefore => {}
            Seen::Changed => {
                self.say(Notice::info("Another program changed this workbook: what you see is up to date."));
                self.refresh();
            }
            Seen::Outdated | Seen::Back => self.open_again(),
            Seen::Gone(what) => self.lost(&what),
            Seen::Replaced(what) => self.lost(&format!("{what} Press {AGAIN} for that")),
            Seen::TakenOver(by) => {
                let what = format!("{by}, and has taken it over: it is read-only here");
                self.session.may_open_again = true;
                self.lost(&what);
            }
            Seen::Free => {
                self.session.may_open_again = true;
                self.say(Notice::problem(format!(
                    "Nobody else has this workbook open any more: {AGAIN} takes it over, to change it."
                )));
            }
        }
    }

    /// Nothing can be saved to what is open any more.
    fn lost(&mut self, what: &str) {
        self.session.may_open_again = true;
        self.session.read_only = Some(what.to_owned());
        // What is being typed is on disk before anything else is done about it.
        self.save_drafts();
        let drafts = if self.session.drafts.is_empty() { "" } else { " What you typed is kept as drafts." };
        self.say(Notice::problem(format!("{}.{drafts}", what.trim_end_matches('.'))));
    }
}
