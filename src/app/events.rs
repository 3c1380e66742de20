//! What happens to the app: keys, pastes, the mouse, time passing, the end.

use chrono::{NaiveDateTime, TimeDelta};

use super::worker::{Address, Job};
use super::{App, DRAFT_AFTER, Outside, WATCH_EVERY, frame};
use crate::drafts::Draft;
use crate::input::{Command, Key, KeyCode, Row, begins_typing, grammar, resolve, spreadsheet};
use crate::screens::{self, Mouse, SCREENS};
use crate::session::Notice;

impl App {
    /// Says what time it is, before anything else that happens at it.
    pub fn at(&mut self, now: NaiveDateTime) {
        self.session.now = now;
    }

    /// A key.
    pub fn key(&mut self, key: Key) {
        // An Enter pressed before the program has the terminal comes as a line feed, which is Ctrl-J.
        let line_feed = key.code == KeyCode::Char('j') && key.ctrl && !key.alt && !key.shift;
        let key = if line_feed { Key::plain(KeyCode::Enter) } else { key };
        if self.too_small() && !matches!(key.code, KeyCode::Char('q')) && !key.ctrl {
            return;
        }
        self.notice = None;
        let address = self.top();
        let (scope, typing) = (self.screen(address).scope(), self.screen(address).typing());
        let printable = matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt;
        if !(typing && printable) {
            if resolve(scope, key, &self.facts()).is_some_and(Row::acts) {
                self.catch_up();
            }
            let facts = self.facts();
            if let Some(row) = resolve(scope, key, &facts) {
                match row.unavailable(&facts) {
                    None => self.run(row.command),
                    Some(reason) => self.say(Notice::problem(format!("Not now: {reason}."))),
                }
                return;
            }
            if printable && begins_typing(scope, key, &facts) {
                self.catch_up();
                self.run(Command::EditCell);
                let address = self.top();
                if self.screen(address).typing() {
                    let effects = self.with(address, |screen, context| screen.text(key, context));
                    self.perform(address, effects);
                    self.say_where_alt_goes(key);
                }
                return;
            }
            if scope.falls_through()
                && let KeyCode::Char(letter) = key.code
                && let Some(index) = SCREENS.iter().position(|entry| entry.key == letter)
                && (printable || key.alt && !key.ctrl && letter.is_ascii_digit())
            {
                self.run(Command::Go(index as u8));
                return;
            }
        }
        if typing {
            self.quit_once = false;
            let effects = self.with(address, |screen, context| screen.text(key, context));
            self.perform(address, effects);
        } else if key.alt && !key.ctrl {
            // Escape and a letter typed in one burst arrive as Alt and the letter.
            self.key(Key::new(KeyCode::Esc, false, false, false));
            self.key(Key::new(key.code, false, false, key.shift));
        } else if let Some(answer) = spreadsheet::answer(scope, key, &self.facts()) {
            self.say(Notice::info(answer));
        } else if let Some(answer) = grammar::former(scope, key) {
            self.say(Notice::info(answer));
        } else if printable {
            self.say(Notice::info(format!("{key} does nothing here. ? lists the keys that do.")));
        }
    }

    /// A digit that begins a figure would go to a screen anywhere else: says how it does from here.
    fn say_where_alt_goes(&mut self, key: Key) {
        let there = |entry: &&screens::Entry| KeyCode::Char(entry.key) == key.code;
        if let (None, Some(entry)) = (&self.notice, SCREENS.iter().find(there)) {
            let (digit, title) = (entry.key, entry.title);
            self.say(Notice::info(format!(
                "Typing into the cell: Esc leaves it. Alt-{digit} goes to {title}."
            )));
        }
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str) {
        self.notice = None;
        let address = self.top();
        if self.screen(address).takes_paste() {
            let effects = self.with(address, |screen, context| screen.paste(text, context));
            self.perform(address, effects);
        } else if text.contains('\t') && matches!(address, Address::Screen(_)) {
            self.import_pasted(text);
        } else {
            self.say(Notice::info("Paste goes where there is a cursor: c writes reasons, F2 edits a cell. A table copied in Excel is imported."));
        }
    }

    /// Cells of a spreadsheet that are a table to import.
    pub(super) fn import_pasted(&mut self, text: &str) {
        let below = self.top();
        self.open_layer(below, crate::screens::import::Import::open());
        let address = self.top();
        let effects = self.with(address, |screen, context| screen.paste(text, context));
        self.perform(address, effects);
    }

    /// The mouse.
    pub fn mouse(&mut self, mouse: Mouse) {
        if self.too_small() {
            return;
        }
        let address = self.top();
        if matches!(address, Address::Screen(_))
            && mouse.kind == crate::screens::MouseKind::Click
            && let Some(index) = frame::tab_at(self, mouse.at)
        {
            self.run(Command::Go(index as u8));
            return;
        }
        let area = frame::content(self.size);
        if area.contains(mouse.at) {
            let effects = self.with(address, |screen, context| screen.mouse(mouse, context));
            self.perform(address, effects);
        }
    }

    /// The window has a new size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
    }

    /// Text back from the officer's own editor, or why there is none.
    pub fn edited(&mut self, result: Result<String, String>) {
        let address = self.top();
        match result {
            Ok(text) => {
                let effects = self.with(address, |screen, context| screen.outside(text, context));
                self.perform(address, effects);
            }
            Err(reason) => self.say(Notice::problem(reason)),
        }
    }

    /// Time passing: drafts go to disk, other writers are noticed.
    pub fn tick(&mut self) {
        let now = self.session.now;
        if let Some(since) = self.unsaved_since
            && (now - since >= DRAFT_AFTER || now < since)
        {
            self.save_drafts();
        }
        let elapsed = now - self.watched_at;
        if self.session.opening.is_some()
            && !self.watching
            && (elapsed >= WATCH_EVERY || elapsed < TimeDelta::zero())
        {
            self.watched_at = now;
            if self.session.drafts_trouble.is_some() {
                // There may be room by now.
                self.unsaved = self.session.drafts.iter().map(Draft::key).collect();
                self.save_drafts();
            }
            self.watching = true;
            self.send(Address::App, Job::Watch);
        }
    }

    /// How long until [`App::tick`] has something to do.
    pub fn next_tick(&self) -> std::time::Duration {
        let until = |at: NaiveDateTime, after: TimeDelta| {
            (at + after - self.session.now).to_std().unwrap_or_default()
        };
        let watch = if self.session.opening.is_some() {
            until(self.watched_at, WATCH_EVERY)
        } else {
            std::time::Duration::from_secs(3600)
        };
        self.unsaved_since.map_or(watch, |since| watch.min(until(since, DRAFT_AFTER)))
    }

    /// What the terminal must do now.
    pub fn take_outside(&mut self) -> Vec<Outside> {
        std::mem::take(&mut self.outside)
    }

    /// Puts everything typed on disk and lets the workbook go. Called on
    /// every way out, so it must not fail.
    pub fn shut_down(&mut self) {
        self.save_drafts();
        self.leave();
        if let Some((_, writer)) = &self.drafts {
            // Nothing more can be done about a failure here; it was said when it first happened.
            let _ = writer.flush(std::time::Duration::from_secs(2));
        }
        self.worker.stop();
    }
}
