//! Taking what the worker answers: opening a workbook, data, outcomes.

use crate::workbook::edits::Patch;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::worker::{Address, AppliedKind, Reply, Response, Worker};
use super::{App, Layer};
use crate::drafts::DraftNotice;
use crate::input::Scope;
use crate::jobs::import::request::ImportEvent;
use crate::jobs::report::request::ReportEvent;
use crate::jobs::returns::request::ReturnsEvent;
use crate::screens::take_back::TakeBack;
use crate::screens::{Outcome, backups, open_error, welcome};
use crate::session::Notice;
use crate::store::Seen;
use crate::workbook::{Applied, Data};

impl App {
    /// Takes every answer that has come; true if the screen may look different. Call after being woken.
    pub fn receive(&mut self) -> bool {
        let mut changed = false;
        while let Some(response) = self.worker.receive() {
            changed |=
                !response.ahead && !matches!(response.reply, Reply::Watched(Seen::AsBefore) | Reply::Dropped);
            self.take(response);
        }
        changed | self.take_draft_notices()
    }

    /// Takes answers until none is awaited, or `at_most` has passed: a
    /// short wait lets most keys be drawn once, with their data.
    pub fn settle(&mut self, at_most: Duration) {
        self.take_until(at_most, |worker| worker.awaited() == 0);
    }

    /// Takes answers until nothing at all is in hand, or `at_most` has passed.
    pub fn finish(&mut self, at_most: Duration) {
        self.take_until(at_most, |worker| worker.pending() == 0);
    }

    fn take_until(&mut self, at_most: Duration, enough: impl Fn(&Worker) -> bool) {
        // The deadline is counted in waits, because the clock is the caller's.
        let mut left = at_most;
        while !enough(&self.worker) && !left.is_zero() {
            let step = left.min(Duration::from_millis(1));
            match self.worker.wait(step) {
                Some(response) => self.take(response),
                None => left -= step,
            }
        }
        self.take_draft_notices();
    }

    /// Whether answers are outstanding.
    pub fn is_waiting(&self) -> bool {
        self.worker.pending() > 0
    }

    /// Whether answers that the next frame should show are outstanding: looking whether the file
    /// changed is not, nor is counting what a filter lets through.
    pub fn is_waiting_for_screen(&self) -> bool {
        self.worker.awaited() > 0
    }

    /// Waits until every draft sent so far is on disk.
    pub fn flush_drafts(&mut self) {
        self.save_drafts();
        if let Some((_, writer)) = &self.drafts
            && let Err(error) = writer.flush(Duration::from_secs(10))
        {
            self.say(Notice::problem(error.to_string()));
        }
        self.take_draft_notices();
    }

    fn take_draft_notices(&mut self) -> bool {
        let notices: Vec<_> = self.draft_notices.try_iter().collect();
        if notices.is_empty() {
            return false;
        }
        let before = self.session.drafts_trouble.clone();
        let mut failed = false;
        for notice in notices {
            match notice {
                DraftNotice::Failed(_, reason) => {
                    // Said once; the frame goes on saying it.
                    failed = true;
                    if self.session.drafts_trouble.is_none() {
                        self.say(Notice::problem(format!("The draft could not be kept: {reason}")));
                    }
                }
                DraftNotice::Saved(_) | DraftNotice::Removed(_) => {}
            }
        }
        if let Some((_, writer)) = &self.drafts {
            self.session.drafts_trouble = writer.trouble();
        }
        // A draft that was kept as it should be changes nothing that is seen.
        failed || self.session.drafts_trouble != before
    }

    fn take(&mut self, response: Response) {
        let address = response.address;
        match response.reply {
            Reply::Said(notice) => {
                // After what it came with, so that it is not hidden by it.
                self.said_of_file.push(notice);
                return;
            }
            Reply::Opened { opening, read_only, take_over, again } => {
                self.session.may_open_again = take_over;
                if again {
                    self.opened_again(*opening, read_only);
                } else {
                    self.opened(*opening, read_only);
                }
            }
            Reply::NotOpened { path, reason, backup, is_damaged } => {
                self.session.busy = None;
                self.watching = false;
                // The worker has let go of what was open before; so does the screen.
                self.session.opening = None;
                self.session.drafts.clear();
                self.session.offered.clear();
                self.refused = (backup.is_none() && !is_damaged).then(|| reason.clone());
                let screen = open_error::Trouble::not_opened(&path, &reason, is_damaged)
                    .with_backup(backup, self.read_only);
                self.layers.clear();
                self.open_layer(Address::App, Box::new(screen));
            }
            Reply::Data(data) => match *data {
                Data::Opening(opening) if address == Address::App => {
                    let current = opening.current();
                    self.session.opening = Some(*opening);
                    // Undoing the opening of a period takes it away from under whoever looks at it.
                    if self.session.period_record().is_none()
                        && let Some(current) = current
                    {
                        self.set_period(current);
                    }
                }
                data => {
                    let effects = self.with(address, |screen, context| screen.receive(data, context));
                    self.perform(address, effects);
                }
            },
            Reply::Applied { applied, kind } => self.applied(address, applied, kind),
            Reply::Conflict(conflict) => {
                self.session.busy = None;
                self.take_settling(address);
                let by = if conflict.by.is_empty() { "someone else".to_owned() } else { conflict.by.clone() };
                self.say(Notice::problem(format!(
                    "Not saved: {by} changed this first. Your text is kept; look at theirs, then save again."
                )));
                self.refresh();
                self.outcome(address, Outcome::Conflict(conflict));
            }
            Reply::AskFirst(step) => {
                // Of a key held down, several come back; one is asked about.
                if self.scope() != Scope::Question {
                    self.open_layer(Address::App, Box::new(TakeBack::new(*step)));
                }
            }
            Reply::Failed(reason) => {
                self.session.busy = None;
                self.watching &= address != Address::App;
                self.take_settling(address);
                self.say(Notice::problem(reason.clone()));
                self.outcome(address, Outcome::Failed(reason));
            }
            Reply::BackedUp(path) => {
                self.session.busy = None;
                self.say(Notice::done(format!("Backed up to {}.", path.display())));
            }
            Reply::File(told) => {
                let effects = self.with(address, |screen, context| screen.on_file_work(told, context));
                self.perform(address, effects);
            }
            Reply::Backups(found) => {
                self.session.busy = None;
                let screen = backups::Backups::new(&self.session.path, found);
                self.open_layer(Address::App, Box::new(screen));
            }
            Reply::Import(told) => self.imported(address, told),
            Reply::Returns(told) => self.returned(address, told),
            Reply::Report(told) => self.reported(address, told),
            // An earlier period's findings are nobody's any more.
            Reply::Checked(report) => {
                self.session.checks =
                    report.filter(|report| report.period == self.session.period).map(Arc::from);
                // A screen that lists them lists these before they are drawn.
                self.before_drawing();
            }
            Reply::Watched(seen) => {
                self.watching = false;
                self.seen(seen);
            }
            Reply::Dropped => {}
        }
        for notice in std::mem::take(&mut self.said_of_file) {
            self.say(notice);
        }
    }

    fn outcome(&mut self, address: Address, outcome: Outcome) {
        let effects = self.with(address, |screen, context| screen.outcome(outcome, context));
        self.perform(address, effects);
    }

    fn imported(&mut self, address: Address, told: ImportEvent) {
        match &told {
            ImportEvent::Progress(_) => {}
            ImportEvent::Applied(done) if done.arrival.applied.is_some() => {
                self.session.busy = None;
                self.session.saved_at = Some(self.session.now);
                self.refresh();
            }
            _ => self.session.busy = None,
        }
        let effects = self.with(address, |screen, context| screen.on_import(told, context));
        self.perform(address, effects);
    }

    fn returned(&mut self, address: Address, told: ReturnsEvent) {
        if !matches!(told, ReturnsEvent::Reading(_)) {
            self.session.busy = None;
        }
        let stored = match &told {
            ReturnsEvent::Sent(_) => true,
            ReturnsEvent::Collected(done) => done.applied.is_some(),
            _ => false,
        };
        if stored {
            self.session.saved_at = Some(self.session.now);
            self.refresh();
        }
        let effects = self.with(address, |screen, context| screen.on_returns(told, context));
        self.perform(address, effects);
    }

    fn reported(&mut self, address: Address, told: ReportEvent) {
        match &told {
            ReportEvent::Progress(_) | ReportEvent::Shown(_) => {}
            ReportEvent::Published { .. } => {
                self.session.busy = None;
                self.session.saved_at = Some(self.session.now);
                self.refresh();
            }
            _ => self.session.busy = None,
        }
        let effects = self.with(address, |screen, context| screen.on_report(told, context));
        self.perform(address, effects);
    }

    fn take_settling(&mut self, address: Address) -> Vec<crate::drafts::DraftKey> {
        match self.settling.iter().position(|(waiting, _)| *waiting == address) {
            Some(place) => self.settling.remove(place).1,
            None => Vec::new(),
        }
    }

    fn applied(&mut self, address: Address, applied: Applied, kind: AppliedKind) {
        self.session.busy = None;
        self.session.saved_at = Some(self.session.now);
        // Only now that the commit has returned are the drafts let go.
        if kind == AppliedKind::Change {
            for key in self.take_settling(address) {
                self.drop_draft(&key);
            }
        }
        let text = match kind {
            AppliedKind::Change if applied.operation == 0 => {
                "Nothing was different, so nothing was changed.".to_owned()
            }
            AppliedKind::Change => format!("{}. u undoes.", applied.label),
            AppliedKind::Undo => format!("Undone: {}. Ctrl-R redoes.", applied.label),
            AppliedKind::Redo => format!("Redone: {}. u undoes.", applied.label),
            AppliedKind::NextPeriod => format!("{}. [ goes back, u undoes.", applied.label),
        };
        self.say(Notice::done(text));
        if kind == AppliedKind::NextPeriod {
            self.session.period = self.session.period.next();
        }
        let inserted = applied.inserted.iter().map(|(_, id)| *id).collect();
        let outcome = Outcome::Applied { operation: applied.operation, label: applied.label, inserted };
        self.outcome(address, outcome);
        if kind == AppliedKind::Change && matches!(address, Address::Layer(_)) && !applied.inserted.is_empty()
        {
            let shown = Address::Screen(self.active);
            let effects = self.with(shown, |screen, context| screen.added(&applied.inserted, context));
            self.perform(shown, effects);
        }
        self.refresh();
    }

    pub(super) fn say_drafts(&mut self) {
        if let Some(notice) = crate::screens::drafts::notice(&self.session.offered) {
            self.say(notice);
        }
        let drafts = &self.session.drafts;
        if let Some(latest) = drafts.iter().max_by_key(|draft| draft.saved_at.clone()) {
            let count = drafts.len();
            let text = if count == 1 {
                format!(
                    "1 draft is waiting: {} {}. Nothing typed was lost.",
                    latest.reference, latest.subject
                )
            } else {
                format!(
                    "{count} drafts are waiting, the latest {} {}. Nothing typed was lost.",
                    latest.reference, latest.subject
                )
            };
            self.say(Notice::info(text));
        }
    }

    /// Shows the welcome screen.
    pub(super) fn welcome(&mut self) {
        let screen = welcome::Welcome::new(self.memory.recent.clone(), self.sample.clone());
        let (number, opener) = (self.next_layer, Address::App);
        self.layers.push(Layer { number, opener, opened_by: None, screen: Box::new(screen) });
        self.next_layer += 1;
    }

    /// Makes a new workbook, then opens it.
    pub(super) fn create_file(&mut self, path: PathBuf, fields: &Patch, members: &str) {
        let stamp = self.stamp();
        match crate::jobs::places::create_typed(&path, fields, members, &stamp) {
            Ok(()) => self.open_file(path),
            Err(reason) => self.say(Notice::problem(reason)),
        }
    }

    /// Makes the sample workbook if it is not there, then opens it.
    pub(super) fn open_sample(&mut self) {
        let (path, stamp) = (self.sample.clone(), self.stamp());
        match crate::jobs::places::create_sample(&path, &stamp) {
            Ok(_) => self.open_file(path),
            Err(reason) => self.say(Notice::problem(reason)),
        }
    }

    /// Whether there is no later period than the next one, which may be there with nothing in it.
    pub(super) fn is_last_period(&self) -> bool {
        let Some(opening) = &self.session.opening else { return false };
        let current = self.session.period;
        // They are in order of time.
        let mut latest_first = opening.periods.iter().rev().map(|record| record.code);
        let last = latest_first.find(|period| period.kind() == current.kind());
        last.is_none_or(|last| last.starts(4) <= current.next().starts(4))
    }
}
