//! The screens. Each is one file and one row of [`SCREENS`]; dialogs are
//! screens too, opened over another one.
//!
//! A screen names the data it needs, receives it, answers commands with
//! effects and draws itself. It must not know: the store, files, the
//! terminal, the app.

pub mod actions;
pub mod backups;
pub mod budget;
pub mod chart;
pub mod checks;
pub mod choice;
pub mod compare;
pub mod delivery;
pub mod dialogs;
pub mod drafts;
mod effect;
pub mod file_work;
pub mod forms;
mod grid;
pub mod help;
pub mod history;
pub mod import;
pub mod indicators;
pub mod links;
mod list_detail;
pub mod messages;
pub mod narrative;
mod new_row;
pub mod open_error;
pub mod overview;
pub mod palette;
pub mod period;
pub mod question;
pub mod questions;
pub mod report;
pub mod returns;
pub mod review;
pub mod risks;
mod second_key;
pub mod take_back;
pub mod themes;
pub mod welcome;
pub mod why;
pub mod writing;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use crate::ui::mouse::{Mouse, MouseKind};
pub use effect::{Answer, Carry, Effect, Outcome};

use crate::input::{Command, Key, KeyContext, Scope};
use crate::jobs::file::FileWorkEvent;
use crate::jobs::import::request::ImportEvent;
use crate::jobs::report::request::ReportEvent;
use crate::jobs::returns::request::ReturnsEvent;
use crate::session::{Place, Session};
use crate::ui::theme::Theme;
use crate::workbook::{ActionFilter, Data, Filter, Id, Query, Table};

/// What a screen may look at when it answers or draws.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub session: &'a Session,
    pub theme: &'a Theme,
    /// Where the screen is drawn.
    pub area: Rect,
}

/// The first row of a table, of those that were just made.
fn first_of(rows: &[(Table, Id)], table: Table) -> Option<Id> {
    rows.iter().find(|(of, _)| *of == table).map(|(_, id)| *id)
}

/// A screen or a dialog.
pub trait Screen {
    /// Which commands' keys work now.
    fn scope(&self) -> Scope;

    /// What is on screen, for the place line and the help.
    fn title(&self, context: &Context) -> String;

    /// Whether letters are text now, not commands.
    fn typing(&self) -> bool {
        false
    }

    /// What the commands need to know about this screen.
    fn facts(&self, _context: &Context, _facts: &mut KeyContext) {}

    /// What it does first of all, once it is open.
    fn opened(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// The data this screen shows. Asked for when it opens, when the period
    /// moves and after every change.
    fn queries(&mut self, _context: &Context) -> Vec<Query> {
        Vec::new()
    }

    /// Data it has come to want since: the row under a cursor that moved, the
    /// next window of a list. Asked once before each drawing, however many
    /// keys came in between.
    fn pending_queries(&mut self, _context: &Context) -> Vec<Query> {
        Vec::new()
    }

    /// Data that the next key will probably want, so that its frame need not
    /// wait for it. Asked after each drawing.
    fn prefetch(&mut self, _context: &Context) -> Vec<Query> {
        Vec::new()
    }

    /// An answer to one of its questions.
    fn receive(&mut self, _data: Data, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Does a command; `None` when this screen does not have it.
    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>>;

    /// A key that is text, while [`Screen::typing`].
    fn text(&mut self, _key: Key, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Whether a paste is taken even while letters are commands.
    fn takes_paste(&self) -> bool {
        self.typing()
    }

    /// Pasted text.
    fn paste(&mut self, _text: &str, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// The answer of a dialog this screen opened.
    fn answer(&mut self, _answer: Answer, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// What became of a change this screen asked for.
    fn outcome(&mut self, _outcome: Outcome, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Rows that were just made from a form over this screen: the cursor goes to the one it lists.
    fn added(&mut self, _rows: &[(Table, Id)], _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// What became of a part of an import this screen asked for.
    fn on_import(&mut self, _told: ImportEvent, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// What became of forms this screen asked to be sent or collected.
    fn on_returns(&mut self, _told: ReturnsEvent, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// What became of a wish about the report.
    fn on_report(&mut self, _told: ReportEvent, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// What became of a file this screen asked to be checked or recovered.
    fn on_file_work(&mut self, _told: FileWorkEvent, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Asked to show a place of its own.
    fn visit(&mut self, _place: &Place, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// How it is left, to come back to it after another start: the row, the order, what is left out.
    fn left(&self) -> Option<serde_json::Value> {
        None
    }

    /// Comes back to how it was left, before its data has come; what cannot be read is left out.
    fn come_back(&mut self, _left: serde_json::Value) {}

    /// Gone to by its digit: row, order and filter stay as they were left, and the list has the keys.
    fn shown_again(&mut self) {}

    /// Text back from the officer's own editor.
    fn outside(&mut self, _text: String, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// The mouse, inside the screen's area.
    fn mouse(&mut self, _mouse: Mouse, _context: &Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Draws from what it has. Returns where the real cursor belongs: always
    /// on the focused item, for screen readers and magnifiers.
    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position>;

    /// A dialog covers only part of the screen, and what is below shows around it.
    fn covers(&self) -> bool {
        true
    }
}

/// A main screen: its number key, its name and how it is opened.
pub struct Entry {
    /// The digit, or letter, that goes there.
    pub key: char,
    pub title: &'static str,
    pub open: fn() -> Box<dyn Screen>,
    /// Whether a place is this screen's to show.
    pub shows: fn(&Place) -> bool,
    /// Makes a place of it, for going there by key.
    pub place: fn() -> Place,
}

/// The main screens, in tab order. Their keys, tabs, palette rows and help
/// are read from here.
pub const SCREENS: &[Entry] = &[
    Entry {
        key: '1',
        title: "Overview",
        open: || Box::new(overview::Overview::default()),
        shows: |place| matches!(place, Place::Overview),
        place: || Place::Overview,
    },
    Entry {
        key: '2',
        title: "Indicators",
        open: indicators::Indicators::open,
        shows: |place| matches!(place, Place::Indicators(_) | Place::Indicator(_) | Place::Figures { .. }),
        place: || Place::Indicators(Filter::default()),
    },
    Entry {
        key: '3',
        title: "Review",
        open: || Box::new(review::Review::default()),
        shows: |place| matches!(place, Place::Review(_)),
        place: || Place::Review(None),
    },
    Entry {
        key: '4',
        title: "Actions",
        open: || Box::new(actions::Actions::default()),
        shows: |place| matches!(place, Place::Actions(_)),
        place: || Place::Actions(ActionFilter::Open),
    },
    Entry {
        key: '5',
        title: "Risks",
        open: || Box::new(risks::RiskScreen::default()),
        shows: |place| matches!(place, Place::Risks | Place::Risk(_) | Place::RiskCell { .. }),
        place: || Place::Risks,
    },
    Entry {
        key: '6',
        title: "Budget",
        open: budget::Budget::open,
        shows: |place| matches!(place, Place::Budget | Place::BudgetLine(_) | Place::Saving(_)),
        place: || Place::Budget,
    },
    Entry {
        key: '7',
        title: "Delivery",
        open: || Box::new(delivery::Delivery::default()),
        shows: |place| matches!(place, Place::Delivery | Place::Commitment(_)),
        place: || Place::Delivery,
    },
    Entry {
        key: '8',
        title: "Questions",
        open: || Box::new(questions::Questions::default()),
        shows: |place| matches!(place, Place::Questions | Place::Question(_) | Place::Meeting(_)),
        place: || Place::Questions,
    },
    Entry {
        key: '9',
        title: "Narrative",
        open: || Box::new(narrative::Narrative::default()),
        shows: |place| matches!(place, Place::Narrative | Place::Section(_)),
        place: || Place::Narrative,
    },
    Entry {
        key: '0',
        title: "History",
        open: || Box::new(history::History::default()),
        shows: |place| matches!(place, Place::History(_)),
        place: || Place::History(None),
    },
    Entry {
        key: 'd',
        title: "Checks",
        open: || Box::new(checks::Checks::default()),
        shows: |place| matches!(place, Place::Checks),
        place: || Place::Checks,
    },
    Entry {
        key: 'V',
        title: "Compare",
        open: || Box::new(compare::Compare::default()),
        shows: |place| matches!(place, Place::Compare | Place::ComparedMeasure(_)),
        place: || Place::Compare,
    },
];
