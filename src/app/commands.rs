//! Commands every screen shares: going, undoing, periods, help, quitting.

use super::worker::Address;
use super::{App, Outside};
use crate::domain::Period;
use crate::input::{Command, Scope};
use crate::jobs::file::FileWorkRequest;
use crate::screens::file_work::FileWork;
use crate::screens::{Effect, SCREENS, forms, help, messages, palette, period, themes};
use crate::session::{Notice, Place};

impl App {
    /// Runs a command: the topmost screen first, then the program.
    pub(super) fn run(&mut self, command: Command) {
        if command != Command::Cancel {
            self.cancelled_once = false;
        }
        if !matches!(command, Command::Quit | Command::QuitNow) {
            self.quit_once = false;
        }
        let before = self.running.replace(command);
        let address = self.top();
        let effects = self.with(address, |screen, context| screen.update(command, context));
        match effects {
            Some(effects) => self.perform(address, effects),
            None => self.shared(address, command),
        }
        self.running = before;
    }

    fn shared(&mut self, address: Address, command: Command) {
        match command {
            Command::Go(index) => {
                let index = usize::from(index);
                match SCREENS.get(index) {
                    // Another's history is not what is meant by the whole of it.
                    Some(entry) if entry.title == "History" => self.go(&(entry.place)()),
                    Some(_) => self.switch(index),
                    None => {}
                }
            }
            Command::Back => self.back(address),
            Command::Undo => self.perform(address, vec![Effect::Undo { agreed: None }]),
            Command::Redo => self.perform(address, vec![Effect::Redo { agreed: None }]),
            Command::PreviousPeriod => self.step_period(-1),
            Command::NextPeriod => self.step_period(1),
            Command::StartReview => self.go(&Place::Review(None)),
            Command::Palette | Command::Search => {
                let facts = self.facts();
                let screen = palette::Palette::new(self.scope(), facts);
                let screen = if command == Command::Search { screen.of_things() } else { screen };
                self.open_layer(address, Box::new(screen));
            }
            Command::Help => {
                let facts = self.facts();
                let title = self.screen(address).title(&self.context());
                let typing = self.screen(address).typing();
                let screen = help::Help::new(self.scope(), facts, title, typing);
                self.open_layer(address, Box::new(screen));
            }
            Command::Messages => {
                let screen = messages::Messages::new(&self.messages);
                self.open_layer(address, Box::new(screen));
            }
            Command::Paths => {
                let mut paths = vec![("This workbook".to_owned(), self.session.path.clone())];
                paths.extend(self.paths.iter().cloned());
                let screen = messages::Messages::paths(&paths);
                self.open_layer(address, Box::new(screen));
            }
            Command::Theme => {
                let screen = themes::chooser(&self.theme.name);
                self.open_layer(address, Box::new(screen));
            }
            Command::Mouse => {
                self.mouse = !self.mouse;
                self.outside.push(Outside::Mouse(self.mouse));
                let text = if self.mouse { "Mouse on." } else { "Mouse off: the terminal selects text." };
                self.say(Notice::done(text));
            }
            Command::ChoosePeriod => {
                if let Some(screen) = period::choose(&self.context()) {
                    self.open_layer(address, Box::new(screen));
                }
            }
            Command::OpenNextPeriod => {
                let screen = period::NextPeriod::new(&self.context());
                self.open_layer(address, Box::new(screen));
            }
            Command::ClosePeriod | Command::ReopenPeriod | Command::Settings => {
                let screen = match command {
                    Command::ClosePeriod => period::close(&self.context()),
                    Command::ReopenPeriod => period::reopen(&self.context()),
                    _ => forms::settings(&self.context()),
                };
                match screen {
                    Some(screen) => self.open_layer(address, screen),
                    None => self.say(Notice::problem("No workbook is open.")),
                }
            }
            Command::OfferedDrafts => match crate::screens::drafts::offered(&self.context()) {
                Some(screen) => self.open_layer(address, screen),
                None => self.say(Notice::info("Nothing was typed in another copy of this workbook.")),
            },
            Command::Drafts | Command::ThrowDraft => {
                match crate::screens::drafts::waiting(&self.context(), command == Command::ThrowDraft) {
                    Some(screen) => self.open_layer(address, screen),
                    None => self.say(Notice::info("No draft is waiting.")),
                }
            }
            Command::Suspend => self.outside.push(Outside::Suspend),
            Command::Import => {
                let screen = crate::screens::import::Import::open();
                self.open_layer(address, screen);
            }
            Command::Returns => {
                let screen = crate::screens::returns::Returns::open();
                self.open_layer(address, screen);
            }
            Command::Report => {
                let screen = crate::screens::report::Report::open(&self.report_left, self.session.period);
                self.open_layer(address, screen);
            }
            Command::OpenAgain => self.open_again(),
            Command::OpenWorkbook => self.welcome(),
            Command::BackUp => self.perform(address, vec![Effect::BackUp]),
            Command::Backups => self.perform(address, vec![Effect::Backups]),
            Command::Verify => self.open_layer(address, Box::new(FileWork::new(FileWorkRequest::Verify))),
            Command::Quit | Command::QuitNow => self.quit(),
            Command::Cancel => {
                let text =
                    if self.cancelled_once { "Ctrl-Q quits; drafts are kept." } else { "Nothing to cancel." };
                self.cancelled_once = true;
                self.say(Notice::info(text));
            }
            _ => {}
        }
    }

    /// Esc: out of the dialog, else to the screen before, else only a hint.
    fn back(&mut self, address: Address) {
        match address {
            Address::Layer(_) if self.scope() != Scope::Welcome || self.session.opening.is_some() => {
                self.close(address);
            }
            Address::Layer(_) => self.say(Notice::info("q quits.")),
            _ => match self.trail.pop() {
                Some(index) => {
                    self.active = index;
                    self.load(Address::Screen(index));
                }
                None if self.active != 0 => {
                    self.active = 0;
                    self.load(Address::Screen(0));
                }
                None => self.say(Notice::info("This is the first screen. q quits; drafts are kept.")),
            },
        }
    }

    /// Drafts are on disk before the program ends, so there is nothing to ask
    /// about, unless they could not be written.
    fn quit(&mut self) {
        if let (Some(trouble), false) = (&self.session.drafts_trouble, self.session.drafts.is_empty())
            && !self.quit_once
        {
            let notice = Notice::problem(format!(
                "Drafts would be lost: {trouble} Save them with Ctrl-S, or quit again to lose them."
            ));
            self.quit_once = true;
            self.say(notice);
            return;
        }
        self.outside.push(Outside::Quit);
    }

    /// Moves to the neighbouring period of the same length.
    fn step_period(&mut self, by: i32) {
        let Some(opening) = &self.session.opening else { return };
        let current = self.session.period;
        let alike: Vec<Period> = opening
            .periods
            .iter()
            .map(|record| record.code)
            .filter(|period| period.kind() == current.kind())
            .collect();
        let at = alike.iter().position(|period| *period == current).unwrap_or(0) as i32 + by;
        match usize::try_from(at).ok().and_then(|at| alike.get(at).copied()) {
            Some(period) => {
                self.set_period(period);
                let state = if self.session.period_is_open() { "" } else { ", closed: read only" };
                let title = period.title();
                self.say(Notice::info(format!("{title}{state}.")));
            }
            None if by > 0 => self
                .say(Notice::info("This is the last period. “open the next period” is in the palette (:).")),
            None => self.say(Notice::info("This is the first period in the workbook.")),
        }
    }
}
