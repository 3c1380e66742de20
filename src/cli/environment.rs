//! What a command may know of the world outside: the time, the person, the
//! terminal. Asked once, in `main`, so that scripts and tests can fix it.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::jobs::places::{Places, user_name};
use crate::store::{Access, Door, FileEvent, Locking, Store, StoreError};
use crate::workbook::Stamp;

/// The moment and the surroundings.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Local time.
    pub now: NaiveDateTime,
    /// `QUARTERDECK_USER`, if set.
    pub user: Option<String>,
    /// `ACCESSIBLE=1`: linear text without being asked.
    pub accessible: bool,
    /// `NO_COLOR` is set, or the terminal can show none.
    pub no_colour: bool,
    /// `TERM=dumb`: no screen can be drawn.
    pub dumb: bool,
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    /// This program, which reads files to import in a child of its own.
    pub program: std::path::PathBuf,
    pub places: Places,
}

impl Environment {
    /// The same as it is looked at from another day: the one by which a period is judged.
    pub fn seen_from(&self, day: NaiveDate) -> Self {
        Self { now: day.and_time(self.now.time()), ..self.clone() }
    }
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that can show them.
    #[default]
    Auto,
    Always,
    Never,
}

/// The world together with what the person asked for.
#[derive(Debug)]
pub struct Context<'a> {
    pub world: &'a Environment,
    /// Linear text: a field on each line.
    pub plain: bool,
    /// Only ASCII symbols.
    pub ascii: bool,
    pub colour: bool,
    pub read_only: bool,
    /// Changes are made although it cannot be told who else has the workbook open.
    pub take_over: bool,
    /// Who is put on changes.
    pub user: String,
    /// What is done for good, in sentences: for when the output cannot be written.
    pub done: Rc<RefCell<Vec<String>>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(world: &'a Environment, globals: &crate::cli::Globals) -> Self {
        let given =
            globals.user.clone().or_else(|| world.user.clone()).filter(|name| !name.trim().is_empty());
        let user = given.map_or_else(|| user_name(&world.places.load().0), |name| name.trim().to_owned());
        let plain = globals.plain || world.accessible;
        let colour = match globals.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => world.stdout_is_terminal && !world.no_colour && !world.dumb && !plain,
        };
        Self {
            world,
            plain,
            ascii: globals.ascii,
            colour,
            read_only: globals.read_only,
            take_over: globals.take_over,
            user,
            done: Rc::default(),
        }
    }

    /// Opens a workbook, and says on standard error what had to be done for it.
    pub fn open(&self, path: &Path, access: Access) -> Result<Store, StoreError> {
        let (ascii, done) = (self.ascii, Rc::clone(&self.done));
        let listener = move |event: FileEvent<'_>| match event {
            FileEvent::Done(text) | FileEvent::Problem(text) => crate::cli::say_to(ascii, text),
            FileEvent::Saved(label) => done.borrow_mut().push(format!("“{label}” is saved.")),
        };
        let stamp = self.stamp();
        let (locking, take_over) = (Locking::Probe(&stamp), self.take_over);
        let mut store =
            Store::enter(path, Door { access, locking, take_over, listener: Box::new(listener) })?;
        if let Some(copy) = store.look_beside() {
            crate::cli::say(self, &copy);
        }
        Ok(store)
    }

    /// The same in another world.
    pub fn within<'w>(&self, world: &'w Environment) -> Context<'w> {
        Context { world, user: self.user.clone(), done: Rc::clone(&self.done), ..*self }
    }

    /// Who and when, for the history.
    pub fn stamp(&self) -> Stamp {
        Stamp { who: self.user.clone(), at: self.world.now }
    }

    /// The time as records keep it.
    pub fn timestamp(&self) -> String {
        self.world.now.format("%Y-%m-%dT%H:%M:%S").to_string()
    }
}
