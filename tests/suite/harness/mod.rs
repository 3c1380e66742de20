//! Drives the real app with keys: a real workbook file, a fixed clock, no
//! terminal. After every key everything asked for is answered and the whole
//! screen is drawn, so nothing a journey passes through can panic unseen.

pub mod styled;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use quarterdeck::app::{App, Options, Outside};
use quarterdeck::domain::Period;
use quarterdeck::drafts::{Draft, Drafts};
use quarterdeck::input::{Key, KeyCode, Scope};
use quarterdeck::jobs::places::{self, Memory, Sample};
use quarterdeck::screens::{Mouse, MouseKind};
use quarterdeck::store::{Access, Store};
use quarterdeck::ui::theme::Depth;
use quarterdeck::workbook::{
    ActionFilter, ActionRequest, ActionRow, Data, Detail, Filter, Id, ListRequest, Query, Stamp, Standing,
    Window,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use tempfile::TempDir;

/// The quarter the sample workbook opens at.
pub const QUARTER: &str = "2015/16-Q1";

/// The time every harness starts at.
pub fn start_time() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(14, 2, 11).unwrap()
}

/// The sample workbook's bytes, made once for each test program.
pub fn sample() -> &'static [u8] {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    SAMPLE.get_or_init(|| made(Sample::Service))
}

/// The regional sample's bytes, made once for each test program.
pub fn regional() -> &'static [u8] {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    SAMPLE.get_or_init(|| made(Sample::Regional))
}

fn made(which: Sample) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.qd");
    let at = start_time() - TimeDelta::days(1);
    places::create_sample_of(&path, which, &Stamp { who: "Sample".to_owned(), at }).unwrap();
    std::fs::read(&path).unwrap()
}

/// The program at one officer's desk.
pub struct Harness {
    app: Option<App>,
    /// Kept so that the folder lives as long as the last harness that uses it.
    folder: std::sync::Arc<TempDir>,
    pub file: PathBuf,
    drafts: PathBuf,
    user: String,
    now: NaiveDateTime,
    size: (u16, u16),
    depth: Depth,
    theme: String,
    ascii: bool,
    read_only: bool,
    waits_for_all: bool,
    /// What was remembered when the program was left by [`Harness::come_back`].
    memory: Memory,
    buffer: Buffer,
    cursor: Option<Position>,
    outside: Vec<Outside>,
}

impl Harness {
    /// A window of this size on a fresh copy of the sample workbook.
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, |_| {})
    }

    /// The same, started otherwise than usual.
    pub fn with(width: u16, height: u16, change: impl FnOnce(&mut Setup)) -> Self {
        let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
        let file = folder.path().join("sample.qd");
        let drafts = folder.path().join("drafts");
        let mut setup = Setup::default();
        change(&mut setup);
        std::fs::write(&file, if setup.regional { regional() } else { sample() }).unwrap();
        let mut harness = Self {
            app: None,
            folder,
            file,
            drafts,
            user: "jm".to_owned(),
            now: start_time(),
            size: (width, height),
            depth: setup.depth,
            theme: setup.theme,
            ascii: setup.ascii,
            read_only: setup.read_only,
            waits_for_all: !setup.hurried,
            memory: Memory { recent: vec![PathBuf::from("/home/jm/adults.qd")], ..Memory::default() },
            buffer: Buffer::empty(Rect::new(0, 0, width, height)),
            cursor: None,
            outside: Vec::new(),
        };
        let path = (!setup.welcome).then(|| harness.file.clone());
        harness.start(path);
        harness
    }

    /// A colleague at another desk, with the same file.
    pub fn colleague(&self, user: &str) -> Self {
        let mut other = Self {
            app: None,
            folder: self.folder.clone(),
            file: self.file.clone(),
            drafts: self.folder.path().join(format!("drafts of {user}")),
            user: user.to_owned(),
            now: self.now,
            size: self.size,
            depth: self.depth,
            theme: self.theme.clone(),
            ascii: self.ascii,
            read_only: false,
            waits_for_all: self.waits_for_all,
            memory: self.memory.clone(),
            buffer: self.buffer.clone(),
            cursor: None,
            outside: Vec::new(),
        };
        other.start(Some(self.file.clone()));
        other
    }

    fn start(&mut self, path: Option<PathBuf>) {
        let options = Options {
            path,
            read_only: self.read_only,
            user: self.user.clone(),
            now: self.now,
            theme: self.theme.clone(),
            depth: self.depth,
            ascii: self.ascii,
            size: self.size,
            drafts: self.drafts.clone(),
            sample: PathBuf::from("/home/jm/quarterdeck/demo.qd"),
            memory: self.memory.clone(),
            paths: vec![("Settings".to_owned(), PathBuf::from("/home/jm/settings.toml"))],
            problems: Vec::new(),
            program: PathBuf::from(env!("CARGO_BIN_EXE_quarterdeck")),
            import_from: Vec::new(),
            templates: self.drafts.with_file_name("templates"),
        };
        self.app = Some(App::start(options, || {}));
        self.settle();
    }

    pub fn app(&mut self) -> &mut App {
        self.app.as_mut().unwrap()
    }

    fn see(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    // ---- What the officer does -----------------------------------------------

    /// Presses keys by name, with spaces between: `j ctrl-s enter`. A digit goes to its screen: on a table
    /// of cells, where it would begin a figure, with Alt; `type_text` types it there.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let mut key = Key::parse(name).unwrap_or_else(|error| panic!("{error}"));
            let digit = matches!(key.code, KeyCode::Char(letter) if letter.is_ascii_digit());
            if digit && matches!(self.app().scope(), Scope::Indicators | Scope::Budget) {
                key.alt = true;
            }
            self.press(key);
        }
        self
    }

    /// Presses keys `times` times.
    pub fn times(&mut self, times: usize, keys: &str) -> &mut Self {
        for _ in 0..times {
            self.keys(keys);
        }
        self
    }

    /// Types text, a key for each character; a line end is Enter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            match letter {
                '\n' => self.press(Key::plain(KeyCode::Enter)),
                _ => self.press(Key::char(letter)),
            }
        }
        self
    }

    /// Types text so fast that nothing is drawn before its end.
    pub fn type_at_once(&mut self, text: &str) -> &mut Self {
        let now = self.now;
        let app = self.app();
        app.at(now);
        for letter in text.chars() {
            app.key(if letter == '\n' { Key::plain(KeyCode::Enter) } else { Key::char(letter) });
        }
        self.settle();
        self
    }

    /// Presses one key.
    pub fn press(&mut self, key: Key) {
        let now = self.now;
        let app = self.app();
        app.at(now);
        app.key(key);
        self.settle();
    }

    /// Presses keys that all came before anything was answered or drawn.
    pub fn burst(&mut self, keys: &str) -> &mut Self {
        let now = self.now;
        for name in keys.split_whitespace() {
            let key = Key::parse(name).unwrap();
            let app = self.app();
            app.at(now);
            app.key(key);
        }
        self.settle();
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.app().paste(text);
        self.settle();
        self
    }

    pub fn mouse(&mut self, kind: MouseKind, x: u16, y: u16) -> &mut Self {
        self.app().mouse(Mouse { at: Position::new(x, y), kind });
        self.settle();
        self
    }

    /// Clicks where a text is on screen.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let (x, y) = self.find(text);
        self.mouse(MouseKind::Click, x, y)
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = (width, height);
        self.app().resize(width, height);
        self.settle();
        self
    }

    /// Time passes, and the program is woken at the end of it.
    pub fn tick(&mut self, seconds: i64) -> &mut Self {
        self.now += TimeDelta::seconds(seconds);
        let now = self.now;
        let app = self.app();
        app.at(now);
        app.tick();
        self.settle();
        self
    }

    /// Takes a command by its words, from the palette.
    pub fn palette(&mut self, words: &str) -> &mut Self {
        self.keys("ctrl-p").paste(words).keys("enter")
    }

    /// Goes to an indicator's row in the list.
    pub fn indicator(&mut self, reference: &str) -> &mut Self {
        let id = self.standing(reference).indicator_id;
        self.keys("2 F g");
        let rows = self.list(Filter::default());
        let at = rows.iter().position(|row| row.indicator_id == id).unwrap();
        self.times(at, "down");
        self.assert_row(reference)
    }

    /// Moves the cursor to a column of the list, by its title.
    pub fn column(&mut self, title: &str) -> &mut Self {
        let order = ["RAG", "Ref", "Indicator", "Type", "Covered", "Previous", "Target", "Num/Den", "Result"];
        assert!(order.contains(&title), "{title} is not one of {order:?}");
        self.times(20, "left");
        for _ in 0..20 {
            if self.column_title().starts_with(title) {
                return self;
            }
            self.keys("right");
        }
        panic!("no column {title}:\n{}", self.screen());
    }

    // ---- Ways out ------------------------------------------------------------

    /// Quits properly and starts again.
    pub fn restart(&mut self) -> &mut Self {
        if let Some(mut app) = self.app.take() {
            app.shut_down();
        }
        self.start(Some(self.file.clone()));
        self
    }

    /// Quits properly and starts again, without naming a workbook: where it was left is remembered, as a
    /// restart by [`Harness::restart`] is on a machine that remembers nothing.
    pub fn come_back(&mut self) -> &mut Self {
        self.come_back_to(None)
    }

    /// The same with a workbook named, or else the one that was open last.
    pub fn come_back_to(&mut self, file: Option<&Path>) -> &mut Self {
        if let Some(mut app) = self.app.take() {
            app.shut_down();
            self.memory = app.memory().clone();
        }
        let last = self.memory.recent.first().cloned();
        self.start(file.map(Path::to_path_buf).or(last));
        self
    }

    /// Quits, lets something happen to the file, and starts again.
    pub fn while_closed(&mut self, happen: impl FnOnce(&Path)) -> &mut Self {
        if let Some(mut app) = self.app.take() {
            app.shut_down();
        }
        happen(&self.file);
        self.start(Some(self.file.clone()));
        self
    }

    /// Ends without a word, as `kill -9` does, and starts again. What the
    /// writer was given is on disk by then; nothing else is.
    pub fn kill(&mut self) -> &mut Self {
        let before = self.drafts.clone();
        let after = self.folder.path().join(format!("drafts {}", self.now.and_utc().timestamp()));
        // The last tick gave the writer all that was due: only its writing is waited for here.
        let wanted = self.see().session().drafts.clone();
        for turn in 0.. {
            let found = self.found_on_disk();
            let is_kept = |draft: &Draft| {
                found.iter().any(|kept| {
                    kept.text == draft.text && kept.cursor == draft.cursor && kept.extra == draft.extra
                })
            };
            if found.len() == wanted.len() && wanted.iter().all(is_kept) {
                break;
            }
            assert!(turn < 1000, "{wanted:?} never came to disk: {found:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
        copy(&before, &after);
        drop(self.app.take());
        self.drafts = after;
        self.start(Some(self.file.clone()));
        self
    }

    // ---- What is seen ----------------------------------------------------------

    fn settle(&mut self) {
        let all = self.waits_for_all;
        for turn in 0.. {
            let app = self.app();
            let asked = app.before_drawing();
            match all {
                true => app.finish(Duration::from_secs(30)),
                false => app.settle(Duration::from_secs(30)),
            }
            app.receive();
            let waits = if all { app.is_waiting() } else { app.is_waiting_for_screen() };
            if !asked && !waits {
                break;
            }
            assert!(turn < 60, "the screens never stop asking");
        }
        self.draw();
        if !all {
            return;
        }
        let app = self.app();
        app.look_ahead();
        app.finish(Duration::from_secs(30));
        assert!(!app.receive(), "what is read ahead changes nothing on screen");
        let taken = self.app().take_outside();
        self.outside.extend(taken);
    }

    fn draw(&mut self) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        self.cursor = self.see().view(area, &mut buffer);
        if let Some(at) = self.cursor {
            assert!(area.contains(at), "the cursor {at} is outside {area}");
        }
        self.buffer = buffer;
    }

    /// The glyphs on screen, without spaces at line ends.
    pub fn screen(&self) -> String {
        styled::glyphs(&self.buffer)
    }

    /// Glyphs and styles, for snapshots.
    pub fn styled(&self) -> String {
        styled::styled(&self.buffer, self.cursor)
    }

    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Where the real cursor is.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// One line of the screen.
    pub fn line(&self, y: u16) -> String {
        self.screen().lines().nth(usize::from(y)).unwrap_or_default().to_owned()
    }

    /// The line the real cursor is on.
    pub fn cursor_line(&self) -> String {
        self.cursor.map_or_else(String::new, |at| self.line(at.y))
    }

    /// The sentence in the status line.
    pub fn says(&self) -> String {
        self.see().notice().map(|notice| notice.text.clone()).unwrap_or_default()
    }

    pub fn footer(&self) -> String {
        self.line(self.size.1 - 1)
    }

    pub fn contains(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    #[track_caller]
    pub fn assert_contains(&mut self, text: &str) -> &mut Self {
        assert!(self.contains(text), "“{text}” is not on screen:\n{}", self.screen());
        self
    }

    #[track_caller]
    pub fn assert_lacks(&mut self, text: &str) -> &mut Self {
        assert!(!self.contains(text), "“{text}” is on screen:\n{}", self.screen());
        self
    }

    #[track_caller]
    pub fn assert_says(&mut self, text: &str) -> &mut Self {
        let says = self.says();
        assert!(says.contains(text), "said “{says}”, not “{text}”:\n{}", self.screen());
        self
    }

    /// The row under the cursor holds this text.
    #[track_caller]
    pub fn assert_row(&mut self, text: &str) -> &mut Self {
        let line = self.cursor_line();
        assert!(line.contains(text), "the cursor is on “{line}”, not on {text}:\n{}", self.screen());
        self
    }

    #[track_caller]
    pub fn assert_scope(&mut self, scope: quarterdeck::input::Scope) -> &mut Self {
        assert_eq!(self.see().scope(), scope, "{}", self.screen());
        self
    }

    /// Where a text is on screen.
    #[track_caller]
    pub fn find(&self, text: &str) -> (u16, u16) {
        for y in 0..self.size.1 {
            let line: Vec<&str> = (0..self.size.0).map(|x| self.buffer[(x, y)].symbol()).collect();
            for x in 0..line.len() {
                if line[x..].concat().starts_with(text) {
                    return (x as u16, y);
                }
            }
        }
        panic!("“{text}” is not on screen:\n{}", self.screen());
    }

    fn column_title(&self) -> String {
        // The column under the cursor is the one whose title is underlined.
        let head = (0..self.size.1).find(|y| self.line(*y).contains(" Indicator ")).unwrap_or(0);
        let here = |x: &u16| self.buffer[(*x, head)].modifier.contains(Modifier::UNDERLINED);
        let text: String = (0..self.size.0).filter(here).map(|x| self.buffer[(x, head)].symbol()).collect();
        text.trim_matches([' ', '↑', '↓']).to_owned()
    }

    /// What was left for the terminal to do, since last asked.
    pub fn outside(&mut self) -> Vec<Outside> {
        std::mem::take(&mut self.outside)
    }

    pub fn has_quit(&self) -> bool {
        self.outside.contains(&Outside::Quit)
    }

    pub fn now(&self) -> NaiveDateTime {
        self.now
    }

    pub fn drafts_folder(&self) -> &Path {
        &self.drafts
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    // ---- What is in the file -------------------------------------------------

    /// The file as another program sees it, for looking only.
    pub fn store(&self) -> Store {
        Store::open(&self.file, Access::ReadOnly).unwrap()
    }

    /// The file open for writing, as another program has it.
    pub fn other_program(&self) -> Store {
        Store::open(&self.file, Access::ReadWrite).unwrap()
    }

    pub fn stamp(&self, who: &str) -> Stamp {
        Stamp { who: who.to_owned(), at: self.now }
    }

    pub fn period(&self) -> Period {
        self.see().session().period
    }

    /// Indicators of the period on screen that pass a filter, worst first.
    pub fn list(&self, filter: Filter) -> Vec<Standing> {
        let request = ListRequest {
            period: self.period(),
            sort: quarterdeck::workbook::SortBy::Worst,
            descending: false,
            filter,
            window: Window { start: 0, length: 1000 },
            around: None,
        };
        match self.store().answer(&Query::Indicators(request)).unwrap() {
            Data::Indicators(list) => list.rows,
            other => panic!("{other:?}"),
        }
    }

    /// How an indicator stands in the period on screen.
    /// The period on screen beside the one before.
    pub fn movement(&self) -> quarterdeck::workbook::movement::MovementSummary {
        let today = chrono::NaiveDate::from_ymd_opt(2015, 7, 6).unwrap();
        let query = Query::Movement { period: self.period(), today, most: u64::MAX };
        match self.store().answer(&query).unwrap() {
            Data::Movement(movement) => *movement,
            other => panic!("{other:?}"),
        }
    }

    pub fn standing(&self, reference: &str) -> Standing {
        self.list(Filter::default()).into_iter().find(|row| row.reference == reference).unwrap()
    }

    /// Everything about an indicator in the period on screen.
    pub fn detail(&self, reference: &str) -> Detail {
        self.detail_of(self.standing(reference).indicator_id)
    }

    pub fn detail_of(&self, indicator: Id) -> Detail {
        match self.store().answer(&Query::Detail { indicator, period: self.period() }).unwrap() {
            Data::Detail(detail) => *detail,
            other => panic!("{other:?}"),
        }
    }

    /// Every action, whatever it is about and however it stands.
    pub fn actions(&self) -> Vec<ActionRow> {
        let request = ActionRequest {
            period: self.period(),
            today: self.see().session().now.date(),
            filter: ActionFilter::All,
            owner: String::new(),
            about: None,
            text: String::new(),
            window: Window { start: 0, length: 1000 },
        };
        match self.store().answer(&Query::Actions(request)).unwrap() {
            Data::Actions(list) => list.rows,
            other => panic!("{other:?}"),
        }
    }

    /// Ids to review, worst first.
    pub fn queue(&self) -> Vec<Id> {
        match self.store().answer(&Query::ReviewQueue { period: self.period() }).unwrap() {
            Data::ReviewQueue(ids) => ids,
            other => panic!("{other:?}"),
        }
    }

    /// Labels of the latest operations, newest first.
    pub fn history(&self) -> Vec<String> {
        let window = Window { start: 0, length: 50 };
        match self.store().answer(&Query::History { about: None, window }).unwrap() {
            Data::History(list) => list.rows.into_iter().map(|row| row.label).collect(),
            other => panic!("{other:?}"),
        }
    }

    /// Drafts on disk once the writer has done what it was told.
    pub fn drafts_on_disk(&mut self) -> Vec<Draft> {
        self.app().flush_drafts();
        self.found_on_disk()
    }

    fn found_on_disk(&self) -> Vec<Draft> {
        let uuid = self.see().session().workbook_id().to_owned();
        Drafts::open(&self.drafts).unwrap().list(&uuid).unwrap().drafts
    }
}

/// How a harness is started.
pub struct Setup {
    pub depth: Depth,
    pub theme: String,
    pub ascii: bool,
    pub read_only: bool,
    /// Without a workbook.
    pub welcome: bool,
    /// With the regional sample.
    pub regional: bool,
    /// Goes on when the screen has what it shows, without waiting for the checks.
    pub hurried: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            depth: Depth::True,
            theme: "dark".to_owned(),
            ascii: false,
            read_only: false,
            welcome: false,
            regional: false,
            hurried: false,
        }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Numbers that look random and are the same on every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `below`.
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below.max(1)
    }
}
