//! A workbook on paper, a terminal on paper, and hands at the keyboard.

use std::path::PathBuf;

use chrono::NaiveDate;
use quarterdeck::domain::{Assessment, Direction, Explanation, Period, Rating, Unit};
use quarterdeck::input::{Command, Key, KeyCode, resolve};
use quarterdeck::input::{KeyContext, Scope};
use quarterdeck::screens::{Context, Effect, Mouse, MouseKind, Screen};
use quarterdeck::session::Session;
use quarterdeck::ui::theme::{Depth, Theme};
use quarterdeck::workbook::forecasts::Expected;
use quarterdeck::workbook::year_end::{ForecastRating, YearEndTarget};
use quarterdeck::workbook::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Windows every screen is drawn in: of the sizes promised, and of no use at all.
pub const SIZES: &[(u16, u16)] =
    &[(64, 18), (80, 24), (120, 40), (200, 60), (100, 20), (30, 9), (12, 4), (3, 2), (1, 1), (0, 0)];

pub const Q1: &str = "2015/16-Q1";

pub fn session() -> Session {
    let workbook = Workbook {
        id: 1,
        revision: 1,
        uuid: "u".into(),
        organisation: "Barnet".into(),
        service: "Adults and Communities".into(),
        first_month: 4,
        scheme: "four-colour".into(),
        current_period: Q1.parse().ok(),
        review_ratings: vec![Rating::Red],
        note: String::new(),
        budget_tolerance: BUDGET_TOLERANCE,
        risk_threshold: RISK_THRESHOLD,
        compare_with: String::new(),
    };
    let period = PeriodRecord {
        id: 7,
        revision: 3,
        code: Q1.parse().unwrap(),
        status: PeriodStatus::Open,
        reopened_because: String::new(),
    };
    Session {
        opening: Some(Opening {
            themes: Vec::new(),
            organisations: Default::default(),
            workbook,
            periods: vec![period],
            ratings: Vec::new(),
            undo: None,
            redo: None,
            operation: 9,
            changed_at: String::new(),
        }),
        path: PathBuf::from("/home/jm/barnet.qd"),
        period: Q1.parse().unwrap(),
        user: "jm".into(),
        now: NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(14, 2, 11).unwrap(),
        read_only: None,
        may_open_again: false,
        place: Default::default(),
        drafts: Vec::new(),
        offered: Vec::new(),
        thrown_away: Vec::new(),
        drafts_trouble: None,
        busy: None,
        checks: None,
        saved_at: None,
    }
}

pub fn facts() -> KeyContext {
    KeyContext { workbook: true, row: true, last_period: true, ..KeyContext::default() }
}

pub fn standing() -> Standing {
    Standing {
        indicator_id: 12,
        reference: "AC/C7".into(),
        description: "DoLS applications completed within statutory timeframes".into(),
        kind: "Critical".into(),
        service: "Adults".into(),
        owner: "Head of Safeguarding".into(),
        unit: Unit::Percent,
        decimals: 1,
        period: Q1.parse().unwrap(),
        covers: "Apr–Jun 2015".into(),
        previous: Some(100.0),
        target: Some(100.0),
        numerator: Some(42.0),
        denominator: Some(231.0),
        value: Some(42.0 / 2.31),
        stated: Some(18.2),
        missing_because: String::new(),
        variance: Some(-81.8),
        variance_in_units: false,
        favourable: Some(false),
        direction: Direction::Worsening,
        movement: -1,
        benchmark: None,
        benchmark_of: String::new(),
        theme: String::new(),
        year_end: None,
        foreseen: None,
        computed_rating: Rating::Red,
        rating: Rating::RedAmber,
        overridden: true,
        review: ReviewMark::ToReview,
        illustrative: false,
        fingerprint: "f".into(),
    }
}

pub fn indicator() -> Indicator {
    Indicator {
        id: 12,
        revision: 2,
        reference: "AC/C7".into(),
        description: "DoLS applications completed within statutory timeframes".into(),
        kind: "Critical".into(),
        service: "Adults".into(),
        owner: "Head of Safeguarding".into(),
        counted: "applications".into(),
        ..Indicator::default()
    }
}

pub fn words(revision: i64, text: &str) -> Commentary {
    Commentary {
        id: 31,
        revision,
        indicator_id: 12,
        period: Q1.parse().unwrap(),
        kind: CommentaryKind::Reasons,
        text: text.into(),
        status: CommentaryStatus::Draft,
        carried_from: None,
    }
}

pub fn detail(commentary: Vec<Commentary>) -> Detail {
    let year = Period::parse(Q1).unwrap().whole_year();
    let made = Forecast { id: 3, revision: 1, ..Forecast::stated(12, year, None, Some(60.0)) };
    Detail {
        filed: None,
        theme: Default::default(),
        years: Default::default(),
        standing: standing(),
        explanation: Explanation {
            rating: Rating::Red,
            scheme: "Four colours by share of the targeted improvement, version 1".into(),
            rule: "Below 50% of the improvement aimed for is Red.".into(),
            workings: vec!["Result 42 ÷ 231 × 100 = 18.18%".into(), "Target 100%".into()],
            boundary: "50% itself is Red Amber.".into(),
            distance: "74 more applications in time would make this Red Amber.".into(),
            caveats: vec!["The baseline is a full year, this is a quarter.".into()],
            source: "Corporate performance framework".into(),
        },
        indicator: indicator(),
        result: None,
        target: None,
        year_target: None,
        previous: None,
        same_period_last_year: None,
        last_outturn: None,
        forecasts: vec![Expected {
            forecast: made.clone(),
            about: Period::parse("2015/16").unwrap(),
            value: 60.0,
            rating: ForecastRating {
                assessment: Some(Assessment { rating: Rating::Red, explanation: Explanation::default() }),
                target: YearEndTarget { value: Some(100.0), said: String::new() },
            },
            trajectory: Direction::Improving,
            came_out: None,
            latest: true,
            redefined: false,
        }],
        forecasts_made: vec![made],
        rating_override: Some(RatingOverride {
            id: 4,
            revision: 1,
            indicator_id: 12,
            period: Q1.parse().unwrap(),
            rating: Rating::RedAmber,
            reason: "Two thirds were done within a day of the limit.".into(),
            by: "jm".into(),
            at: "2015-07-06T13:20:15".into(),
        }),
        printed: Vec::new(),
        benchmarks: Vec::new(),
        compared: Default::default(),
        beside: None,
        commentary,
        earlier_commentary: Vec::new(),
        actions: Vec::new(),
        linked: Vec::new(),
        questions: Vec::new(),
        review: None,
        trend: Vec::new(),
        breaks: Vec::new(),
    }
}

pub fn operation(id: Id, at: &str, label: &str) -> OperationRow {
    OperationRow {
        id,
        at: format!("2015-07-06T{at}"),
        who: "jm".into(),
        label: label.into(),
        reason: String::new(),
        reverses: None,
        undone: false,
        changes: 1,
    }
}

pub fn history() -> List<OperationRow> {
    let mut rows = vec![
        operation(9, "14:02:11", "AC/C7 action added"),
        operation(8, "13:58:40", "AC/C7 reasons"),
        operation(7, "13:20:15", "Mark AC/S11 reviewed"),
    ];
    rows[2].undone = true;
    List { start: 0, total: 3, unfiltered: 3, rows }
}

pub const OLD: &str =
    "If this continues we can expect to see a minimum of 900 applications by the end of 2015-16.";
pub const NEW: &str = "If this continues we can expect to see a minimum of 1100 applications by the end of 2015-16. \
This represents a 68% increase on last year.";

pub fn change_of_words() -> OperationDetail {
    OperationDetail {
        operation: operation(8, "13:58:40", "AC/C7 reasons"),
        changes: vec![RowChange {
            table: Table::Commentary,
            id: 31,
            subject: "AC/C7, Q1 2015/16".into(),
            before: Some(Record::Commentary(words(1, OLD))),
            after: Some(Record::Commentary(words(2, NEW))),
        }],
        periods: vec![Q1.parse().unwrap()],
    }
}

/// A screen with the means to press its keys and see what it draws.
pub struct Desk<S: Screen> {
    pub screen: S,
    pub session: Session,
    pub theme: Theme,
    pub size: (u16, u16),
}

impl<S: Screen> Desk<S> {
    pub fn new(screen: S) -> Self {
        Self::at(screen, session())
    }

    pub fn at(screen: S, session: Session) -> Self {
        Self { screen, session, theme: Theme::new("dark", Depth::True, false), size: (120, 36) }
    }

    pub fn with<T>(&mut self, work: impl FnOnce(&mut S, &Context) -> T) -> T {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        work(&mut self.screen, &Context { session: &self.session, theme: &self.theme, area })
    }

    /// Presses a key as the app does: text while typing, else a command.
    pub fn press(&mut self, text: &str) -> Vec<Effect> {
        let key = Key::parse(text).unwrap();
        let typed = matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt;
        if !(self.screen.typing() && typed) {
            let mut facts = facts();
            self.with(|screen, context| screen.facts(context, &mut facts));
            if let Some(row) = resolve(self.screen.scope(), key, &facts) {
                assert_eq!(row.unavailable(&facts), None, "{text}");
                return self.command(row.command).unwrap_or_default();
            }
        }
        assert!(self.screen.typing(), "{text} does nothing");
        self.with(|screen, context| screen.text(key, context))
    }

    pub fn command(&mut self, command: Command) -> Option<Vec<Effect>> {
        self.with(|screen, context| screen.update(command, context))
    }

    pub fn write(&mut self, text: &str) -> Vec<Effect> {
        let mut last = Vec::new();
        for letter in text.chars() {
            last = self.with(|screen, context| screen.text(Key::char(letter), context));
        }
        last
    }

    pub fn receive(&mut self, data: Data) -> Vec<Effect> {
        self.with(|screen, context| screen.receive(data, context))
    }

    pub fn click(&mut self, x: u16, y: u16, kind: MouseKind) -> Vec<Effect> {
        self.with(|screen, context| screen.mouse(Mouse { at: Position::new(x, y), kind }, context))
    }

    pub fn draw(&self) -> (String, Option<Position>) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        let context = Context { session: &self.session, theme: &self.theme, area };
        let cursor = self.screen.view(&context, area, &mut buffer);
        let mut text = String::new();
        for y in 0..area.height {
            let row: String = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
            text.push_str(row.trim_end());
            text.push('\n');
        }
        (text, cursor)
    }

    /// The first column and row of some words on screen.
    pub fn find(&self, words: &str) -> (u16, u16) {
        let (text, _) = self.draw();
        let found = text.lines().enumerate().find_map(|(y, row)| {
            let at = row.find(words)?;
            Some((row[..at].chars().count() as u16, y as u16))
        });
        found.unwrap_or_else(|| panic!("“{words}” is not in\n{text}"))
    }

    /// Draws at every size, moving about at each; nothing may panic, and the
    /// cursor is always inside.
    pub fn at_every_size(&mut self) {
        const MOVES: [Command; 8] = [
            Command::Down,
            Command::PageDown,
            Command::HalfDown,
            Command::Last,
            Command::Up,
            Command::PageUp,
            Command::HalfUp,
            Command::First,
        ];
        for &size in SIZES {
            for ascii in [false, true] {
                self.size = size;
                self.theme = Theme::new("none", Depth::None, ascii);
                for command in MOVES {
                    self.command(command);
                    let (text, cursor) = self.draw();
                    if let Some(at) = cursor {
                        assert!(at.x < size.0 && at.y < size.1, "{at:?} at {size:?}\n{text}");
                    }
                }
                let middle = (size.0 / 2, size.1 / 2);
                for kind in [MouseKind::ScrollDown, MouseKind::ScrollUp, MouseKind::Drag] {
                    self.click(middle.0, middle.1, kind);
                }
            }
        }
        self.size = (120, 36);
        self.theme = Theme::new("dark", Depth::True, false);
    }

    /// The scope the keys work in.
    pub fn scope(&self) -> Scope {
        self.screen.scope()
    }
}

/// The effects in a word each, for comparing.
pub fn said(effects: &[Effect]) -> Vec<String> {
    effects
        .iter()
        .map(|effect| match effect {
            Effect::Ask(query) => format!("ask {query:?}"),
            Effect::Apply { change, .. } => format!("apply {}", change.label),
            Effect::OpenNextPeriod(carry) => format!("next period {} {}", carry.targets, carry.commentary),
            Effect::Say(notice) => format!("say {}", notice.text),
            Effect::Open(_) => "open".into(),
            Effect::Close => "close".into(),
            Effect::CloseWith(answer) => format!("close with {answer:?}"),
            Effect::Go(place) => format!("go {place:?}"),
            Effect::Copy(text) => format!("copy {text}"),
            Effect::Run(command) => format!("run {command:?}"),
            Effect::SetTheme(name) => format!("theme {name}"),
            Effect::OpenFile(path) => format!("open file {}", path.display()),
            Effect::CreateFile { path, fields, members } => {
                format!("create {} {fields:?} of “{members}”", path.display())
            }
            Effect::OpenSample => "sample".into(),
            Effect::Quit => "quit".into(),
            _ => "other".into(),
        })
        .collect()
}
