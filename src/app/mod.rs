//! The app: routes keys to screens, performs their effects, draws the frame.
//!
//! Everything here works without a terminal: the loop in [`terminal`] feeds it
//! keys and shows its frame, and so do the tests.

mod commands;
mod drafts;
mod editor_outside;
mod events;
mod file;
mod frame;
mod perform;
mod receive;
pub mod terminal;
pub mod waiting;
pub mod worker;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

use chrono::{NaiveDateTime, TimeDelta};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::drafts::{Draft, DraftKey, DraftNotice, DraftWriter, Drafts, Place as FilePlace};
use crate::input::{Command, KeyContext, Scope};
use crate::jobs::places::Memory;
use crate::screens::{Context, SCREENS, Screen};
use crate::session::{Notice, Session, Tone};
use crate::store::Backups;
use crate::ui::theme::{Depth, Theme};
use crate::workbook::Stamp;
use crate::workbook::edits::quarter_to_report;
use worker::{Address, Job, Worker};

/// The smallest window the screens are laid out for.
pub const SMALLEST: (u16, u16) = (64, 18);
/// A draft is on disk at most this long after typing stops.
const DRAFT_AFTER: TimeDelta = TimeDelta::milliseconds(700);
/// A command typed ahead of its data waits for it at most three times this long.
const CATCH_UP: std::time::Duration = std::time::Duration::from_millis(200);
/// Another program's writing is noticed at most this long after it.
const WATCH_EVERY: TimeDelta = TimeDelta::seconds(2);

/// What the app is started with.
pub struct Options {
    /// The workbook to open, or none for the welcome screen.
    pub path: Option<PathBuf>,
    /// Nothing may be changed, whoever has the file.
    pub read_only: bool,
    pub user: String,
    pub now: NaiveDateTime,
    pub theme: String,
    pub depth: Depth,
    pub ascii: bool,
    pub size: (u16, u16),
    /// Where drafts are kept.
    pub drafts: PathBuf,
    /// Where the sample workbook is made.
    pub sample: PathBuf,
    /// This program, which reads files to import in a child of its own.
    pub program: PathBuf,
    /// Where files to import are offered from, besides the workbook's folder.
    pub import_from: Vec<PathBuf>,
    /// Report templates of the user's own.
    pub templates: PathBuf,
    /// Workbooks opened before, and where each was left.
    pub memory: Memory,
    /// What to say about where files are kept.
    pub paths: Vec<(String, PathBuf)>,
    /// What went wrong before the app was there to say it.
    pub problems: Vec<String>,
}

/// Things only the terminal can do. Taken by the loop after each event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    Clipboard(String),
    /// Edit this draft's text in the officer's own editor; give the result to [`App::edited`].
    Edit(Box<Draft>),
    Mouse(bool),
    Suspend,
    Quit,
}

struct Layer {
    number: u64,
    opener: Address,
    /// The command that was running when it was opened.
    opened_by: Option<Command>,
    screen: Box<dyn Screen>,
}

/// The whole program but for the terminal.
pub struct App {
    session: Session,
    theme: Theme,
    depth: Depth,
    size: (u16, u16),
    screens: Vec<Box<dyn Screen>>,
    active: usize,
    /// Screens shown before this one, for Esc.
    trail: Vec<usize>,
    layers: Vec<Layer>,
    next_layer: u64,
    worker: Worker,
    /// The folder drafts are kept in and the thread that writes them, when there can be any.
    drafts: Option<(Drafts, DraftWriter)>,
    drafts_folder: PathBuf,
    draft_sender: Sender<DraftNotice>,
    draft_notices: Receiver<DraftNotice>,
    /// Drafts changed since they were last sent to disk, and when the first was.
    unsaved: Vec<DraftKey>,
    unsaved_since: Option<NaiveDateTime>,
    /// Drafts each screen's change in hand will settle.
    settling: Vec<(Address, Vec<DraftKey>)>,
    /// The command that runs now.
    running: Option<Command>,
    notice: Option<Notice>,
    messages: Vec<(NaiveDateTime, Notice)>,
    outside: Vec<Outside>,
    mouse: bool,
    watched_at: NaiveDateTime,
    cancelled_once: bool,
    /// Quitting was asked for once although drafts cannot be kept.
    quit_once: bool,
    sample: PathBuf,
    program: PathBuf,
    import_from: Vec<PathBuf>,
    /// Where a pasted table is put while it is imported.
    pasted: PathBuf,
    templates: PathBuf,
    /// Drafts of reports that went out.
    reports: PathBuf,
    /// Where the report was left.
    report_left: crate::screens::report::Left,
    memory: Memory,
    paths: Vec<(String, PathBuf)>,
    read_only: bool,
    /// A look whether the file changed is outstanding.
    watching: bool,
    /// What is to be said about the file after the answer in hand.
    said_of_file: Vec<Notice>,
    /// Why the workbook was not opened, where nothing can be done about it.
    refused: Option<String>,
}

impl App {
    /// Starts the app and asks for the workbook. `wake` is called, on another
    /// thread, whenever [`App::receive`] has something to take.
    pub fn start(options: Options, wake: impl Fn() + Send + 'static) -> Self {
        let (draft_sender, draft_notices) = std::sync::mpsc::channel();
        let (drafts, drafts_trouble) = match drafts::open(&options.drafts, draft_sender.clone()) {
            Ok(drafts) => (Some(drafts), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let mut app = Self {
            session: Session {
                opening: None,
                path: PathBuf::new(),
                period: quarter_to_report(options.now.date(), 4),
                user: options.user,
                now: options.now,
                read_only: None,
                may_open_again: false,
                place: FilePlace::default(),
                drafts: Vec::new(),
                offered: Vec::new(),
                thrown_away: Vec::new(),
                drafts_trouble,
                busy: None,
                checks: None,
                saved_at: None,
            },
            theme: Theme::new(&options.theme, options.depth, options.ascii),
            depth: options.depth,
            size: options.size,
            screens: SCREENS.iter().map(|entry| (entry.open)()).collect(),
            active: 0,
            trail: Vec::new(),
            layers: Vec::new(),
            next_layer: 1,
            worker: Worker::start(
                Backups::new(options.drafts.with_file_name("backups")).given_up_on_leaving(),
                wake,
            ),
            drafts,
            drafts_folder: options.drafts.clone(),
            draft_sender,
            draft_notices,
            unsaved: Vec::new(),
            unsaved_since: None,
            settling: Vec::new(),
            running: None,
            notice: None,
            messages: Vec::new(),
            outside: Vec::new(),
            mouse: true,
            watched_at: options.now,
            cancelled_once: false,
            quit_once: false,
            sample: options.sample,
            program: options.program,
            import_from: options.import_from,
            pasted: options.drafts.with_file_name("pasted table"),
            templates: options.templates,
            reports: options.drafts.with_file_name("reports"),
            report_left: crate::screens::report::Left::default(),
            memory: options.memory,
            paths: options.paths,
            read_only: options.read_only,
            watching: false,
            said_of_file: Vec::new(),
            refused: None,
        };
        match options.path {
            Some(path) => app.open_file(path),
            None => app.welcome(),
        }
        for problem in options.problems {
            app.say(Notice::problem(problem));
        }
        app
    }

    // ---- What others may see -------------------------------------------

    /// What every screen knows.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The sentence in the status line, if there is one.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether the mouse is the program's.
    pub fn mouse_is_on(&self) -> bool {
        self.mouse
    }

    /// Name of the theme in use.
    pub fn theme_name(&self) -> &str {
        &self.theme.name
    }

    /// Columns and rows of the window.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Draws the whole screen; returns where the real cursor belongs.
    pub fn view(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        frame::view(self, area, buffer)
    }

    /// Scope of the topmost screen.
    pub fn scope(&self) -> Scope {
        self.screen(self.top()).scope()
    }

    // ---- Inside ----------------------------------------------------------

    fn too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    fn say(&mut self, notice: Notice) {
        self.messages.push((self.session.now, notice.clone()));
        // Enough to look back on; not a log.
        if self.messages.len() > 500 {
            self.messages.drain(..100);
        }
        // A problem is not overwritten by good news that came at the same moment.
        if self.notice.as_ref().is_some_and(|shown| shown.tone == Tone::Problem)
            && notice.tone != Tone::Problem
        {
            return;
        }
        self.notice = Some(notice);
    }

    fn top(&self) -> Address {
        self.layers.last().map_or(Address::Screen(self.active), |layer| Address::Layer(layer.number))
    }

    fn screen(&self, address: Address) -> &dyn Screen {
        let found = match address {
            Address::Layer(number) => {
                self.layers.iter().find(|layer| layer.number == number).map(|layer| &layer.screen)
            }
            Address::Screen(index) => self.screens.get(index),
            Address::App => None,
        };
        found.unwrap_or(&self.screens[self.active]).as_ref()
    }

    /// Gives a screen the context it works in. Screens that are gone are silent.
    fn with<T: Default>(&mut self, address: Address, work: impl FnOnce(&mut dyn Screen, &Context) -> T) -> T {
        let context = Context { session: &self.session, theme: &self.theme, area: frame::content(self.size) };
        match address {
            Address::Layer(number) => match self.layers.iter_mut().find(|layer| layer.number == number) {
                Some(layer) => work(layer.screen.as_mut(), &context),
                None => T::default(),
            },
            Address::Screen(index) => match self.screens.get_mut(index) {
                Some(screen) => work(screen.as_mut(), &context),
                None => T::default(),
            },
            Address::App => T::default(),
        }
    }

    fn context(&self) -> Context<'_> {
        Context { session: &self.session, theme: &self.theme, area: frame::content(self.size) }
    }

    /// What the commands need to know now.
    pub fn facts(&self) -> KeyContext {
        let opening = self.session.opening.as_ref();
        let mut facts = KeyContext {
            workbook: opening.is_some(),
            read_only: self.session.read_only.is_some(),
            may_open_again: self.session.may_open_again,
            closed: opening.is_some() && !self.session.period_is_open(),
            can_undo: opening.is_some_and(|opening| opening.undo.is_some()),
            can_redo: opening.is_some_and(|opening| opening.redo.is_some()),
            last_period: self.is_last_period(),
            ..KeyContext::default()
        };
        self.screen(self.top()).facts(&self.context(), &mut facts);
        facts
    }

    fn stamp(&self) -> Stamp {
        Stamp { who: self.session.user.clone(), at: self.session.now }
    }

    fn send(&mut self, address: Address, job: Job) {
        let stamp = self.stamp();
        self.worker.send(address, job, stamp);
    }

    /// Asks again for all that is on screen.
    fn refresh(&mut self) {
        self.check(false);
        self.send(Address::App, Job::Ask(crate::workbook::Query::Opening));
        self.load(Address::Screen(self.active));
        for at in 0..self.layers.len() {
            self.load(Address::Layer(self.layers[at].number));
        }
    }

    /// Lets a command that acts on what is shown act on what would be shown:
    /// keys typed ahead in one burst wait here for their data, not long.
    fn catch_up(&mut self) {
        for _ in 0..3 {
            self.before_drawing();
            if !self.is_waiting_for_screen() {
                return;
            }
            self.settle(CATCH_UP);
        }
    }

    /// Asks for what the screens have come to want; true if that was anything.
    /// Call once before drawing.
    pub fn before_drawing(&mut self) -> bool {
        if self.session.opening.is_none() {
            return false;
        }
        let mut asked = false;
        let layers: Vec<u64> = self.layers.iter().map(|layer| layer.number).collect();
        let addresses =
            std::iter::once(Address::Screen(self.active)).chain(layers.into_iter().map(Address::Layer));
        for address in addresses {
            for query in self.with(address, |screen, context| screen.pending_queries(context)) {
                self.send(address, Job::Ask(query));
                asked = true;
            }
        }
        asked
    }

    /// Asks for what the next key will probably want. Call after drawing.
    pub fn look_ahead(&mut self) {
        // What is on screen comes first; after its frame there is another occasion.
        if self.session.opening.is_none() || self.is_waiting_for_screen() {
            return;
        }
        let top = self.top();
        for query in self.with(top, |screen, context| screen.prefetch(context)) {
            self.send(top, Job::Ask(query));
        }
    }

    /// Has the period on screen checked, while nobody waits for anything else.
    fn check(&mut self, however_much: bool) {
        if self.session.opening.is_some() {
            let (period, today) = (self.session.period, self.session.now.date());
            if self.session.checks.as_ref().is_some_and(|report| report.period != period) {
                self.session.checks = None;
            }
            self.send(Address::App, Job::Check { period, today, however_much });
        }
    }

    fn load(&mut self, address: Address) {
        if self.session.opening.is_none() {
            return;
        }
        for query in self.with(address, |screen, context| screen.queries(context)) {
            self.send(address, Job::Ask(query));
        }
    }
}
