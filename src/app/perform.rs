//! Doing what screens ask for: the only place their effects become acts.

use std::path::PathBuf;

use super::worker::{Address, Job};
use super::{App, Layer, Outside};
use crate::domain::Period;
use crate::input::Command;
use crate::jobs::file::FileWorkRequest;
use crate::jobs::import::ImportJob;
use crate::jobs::import::request::ImportRequest;
use crate::jobs::places;
use crate::jobs::report::ReportJob;
use crate::jobs::report::request::ReportRequest;
use crate::jobs::returns::ReturnsJob;
use crate::jobs::returns::request::ReturnsRequest;
use crate::screens::{Effect, SCREENS, Screen};
use crate::session::{Notice, Place};
use crate::ui::theme::Theme;
use crate::workbook::CarryChoices;

impl App {
    /// Performs a screen's effects in order.
    pub(super) fn perform(&mut self, from: Address, effects: Vec<Effect>) {
        for effect in effects {
            self.perform_one(from, effect);
        }
    }

    fn perform_one(&mut self, from: Address, effect: Effect) {
        match effect {
            Effect::Ask(query) => self.send(from, Job::Ask(query)),
            Effect::Apply { change, settles } => {
                self.settling.push((from, settles));
                self.session.busy = Some("saving".to_owned());
                self.send(from, Job::Apply(change));
            }
            Effect::Undo { agreed } => self.send(Address::App, Job::Undo { agreed }),
            Effect::Redo { agreed } => self.send(Address::App, Job::Redo { agreed }),
            Effect::OpenNextPeriod(carry) => {
                let choices = CarryChoices {
                    targets: carry.targets,
                    commentary: carry.commentary,
                    narrative: carry.narrative,
                };
                let from = self.session.period;
                self.session.busy = Some("opening the next period".to_owned());
                self.send(Address::App, Job::NextPeriod { from, choices });
            }
            Effect::BackUp => {
                let path =
                    backup_path(&self.session.path, &self.session.now.format("%Y-%m-%d-%H%M%S").to_string());
                self.session.busy = Some("backing up".to_owned());
                self.send(Address::App, Job::BackUp(path));
            }
            Effect::Backups => {
                let path = self.session.path.clone();
                self.send(Address::App, Job::Backups(path));
            }
            Effect::Restore { path, from, beside } => {
                self.save_drafts();
                self.session.path.clone_from(&path);
                self.session.busy = Some("restoring".to_owned());
                let read_only = self.read_only;
                self.send(Address::App, Job::Restore { path, from, beside, read_only });
            }
            Effect::File(FileWorkRequest::Stop) => self.worker.cancel(),
            Effect::File(ask) => self.send(from, Job::File(ask)),
            Effect::Check => self.check(true),
            Effect::Import(ImportRequest::Stop) => self.worker.cancel(),
            Effect::Import(ask) => {
                let mut folders: Vec<PathBuf> =
                    self.session.path.parent().map(PathBuf::from).into_iter().collect();
                folders.extend(self.import_from.iter().cloned());
                self.session.busy = match &ask {
                    ImportRequest::Apply(_) => Some("importing".to_owned()),
                    _ => None,
                };
                let job = ImportJob {
                    ask,
                    program: self.program.clone(),
                    period: Some(self.session.period),
                    folders,
                    pasted: self.pasted.clone(),
                };
                self.send(from, Job::Import(Box::new(job)));
            }
            Effect::Returns(ReturnsRequest::Stop) => self.worker.cancel(),
            Effect::Returns(ask) => {
                self.session.busy = Some(
                    match &ask {
                        ReturnsRequest::Send(_) => "sending forms",
                        _ => "reading forms",
                    }
                    .to_owned(),
                );
                let ask = ask.in_folder(|typed| places::folder_typed(typed, &self.session.path));
                let job = ReturnsJob { ask, program: self.program.clone() };
                self.send(from, Job::Returns(Box::new(job)));
            }
            Effect::Report(ask) => self.report(from, ask),
            Effect::ReportLeft(left) => self.report_left = left,
            Effect::Say(notice) => self.say(notice),
            Effect::Open(screen) => self.open_layer(from, screen),
            Effect::Close => self.close(from),
            Effect::CloseWith(answer) => {
                let opener = self.opener(from);
                self.close(from);
                if let Some(opener) = opener {
                    let effects = self.with(opener, |screen, context| screen.answer(answer, context));
                    self.perform(opener, effects);
                }
            }
            Effect::Go(place) => self.go(&place),
            Effect::SetPeriod(period) => self.set_period(period),
            Effect::KeepDraft(mut draft) => {
                self.note_opener(from, &mut draft);
                let key = draft.key();
                match self.session.drafts.iter_mut().find(|kept| kept.key() == key) {
                    Some(kept) => *kept = draft,
                    None => self.session.drafts.push(draft),
                }
                if !self.unsaved.contains(&key) {
                    self.unsaved.push(key);
                }
                self.unsaved_since.get_or_insert(self.session.now);
                if let Some(trouble) = &self.session.drafts_trouble {
                    let notice = Notice::problem(format!("This text is not being kept safe: {trouble}"));
                    self.say(notice);
                }
            }
            Effect::DropDraft(key) => self.drop_draft(&key),
            Effect::ThrowDraft(key) => self.throw_draft(&key),
            Effect::ImportTable(text) => self.import_pasted(&text),
            Effect::Copy(text) => self.outside.push(Outside::Clipboard(text)),
            Effect::EditOutside(draft) => {
                self.save_drafts();
                self.outside.push(Outside::Edit(Box::new(draft)));
            }
            Effect::TakeDraft(draft) => self.take_draft(draft),
            Effect::Run(command) => self.run(command),
            Effect::SetTheme(name) => {
                self.theme = Theme::new(&name, self.depth, self.theme.ascii);
            }
            Effect::OpenFile(path) => self.open_file(places::from_typed(&path)),
            Effect::CreateFile { path, fields, members } => {
                self.create_file(places::from_typed(&path), &fields, &members);
            }
            Effect::OpenSample => self.open_sample(),
            Effect::Quit => self.outside.push(Outside::Quit),
        }
    }

    fn report(&mut self, from: Address, ask: ReportRequest) {
        let busy = match &ask {
            ReportRequest::Stop => return self.worker.cancel(),
            ReportRequest::Export(_) => Some("writing".to_owned()),
            ReportRequest::Publish { .. } => Some("publishing".to_owned()),
            _ => None,
        };
        if busy.is_some() {
            self.session.busy = busy;
        }
        let job = ReportJob {
            ask,
            period: self.session.period,
            workbook: self.session.workbook_id().to_owned(),
            templates: self.templates.clone(),
            reports: self.reports.clone(),
            folder: self.session.path.parent().map(PathBuf::from).unwrap_or_default(),
        };
        self.send(from, Job::Report(Box::new(job)));
    }

    /// Opens a dialog over a screen and asks for what it needs.
    pub(super) fn open_layer(&mut self, opener: Address, screen: Box<dyn Screen>) {
        let number = self.next_layer;
        self.next_layer += 1;
        self.layers.push(Layer { number, opener, opened_by: self.running, screen });
        self.load(Address::Layer(number));
        let address = Address::Layer(number);
        let effects = self.with(address, |screen, _| screen.opened());
        self.perform(address, effects);
    }

    fn opener(&self, address: Address) -> Option<Address> {
        match address {
            Address::Layer(number) => {
                self.layers.iter().find(|layer| layer.number == number).map(|layer| layer.opener)
            }
            _ => None,
        }
    }

    /// Closes a dialog and everything opened over it.
    pub(super) fn close(&mut self, address: Address) {
        if let Address::Layer(number) = address {
            self.layers.retain(|layer| layer.number < number);
            // What is below may show something the dialog changed.
            let below = self.top();
            self.load(below);
        }
    }

    /// Shows a screen as it was left: its row, order and filter.
    pub(super) fn switch(&mut self, index: usize) {
        self.activate(index);
        let address = Address::Screen(index);
        self.with(address, |screen, _| screen.shown_again());
        self.load(address);
    }

    fn activate(&mut self, index: usize) {
        self.layers.clear();
        if index != self.active {
            self.trail.retain(|&at| at != index);
            self.trail.push(self.active);
            self.active = index;
        }
    }

    /// Shows a place: every number on the overview is one.
    pub(super) fn go(&mut self, place: &Place) {
        match place {
            Place::Draft(key) => return self.open_draft(key),
            Place::Drafts => return self.run(Command::Drafts),
            _ => {}
        }
        let Some(index) = SCREENS.iter().position(|entry| (entry.shows)(place)) else { return };
        self.activate(index);
        let address = Address::Screen(index);
        let effects = self.with(address, |screen, context| screen.visit(place, context));
        self.load(address);
        self.perform(address, effects);
    }

    /// Shows another period on every screen.
    pub(super) fn set_period(&mut self, period: Period) {
        if self.session.period != period {
            self.session.period = period;
            self.session.checks = None;
            self.check(false);
            self.load(Address::Screen(self.active));
            let layers: Vec<u64> = self.layers.iter().map(|layer| layer.number).collect();
            for number in layers {
                self.load(Address::Layer(number));
            }
        }
    }
}

/// Beside the workbook, with the time in its name.
fn backup_path(workbook: &std::path::Path, time: &str) -> PathBuf {
    let stem = workbook.file_stem().unwrap_or_default().to_string_lossy();
    workbook.with_file_name(format!("{stem}.backup-{time}.qd"))
}
