//! What a key costs inside the program: the app, its store and its drawing,
//! without a terminal. `benches/terminal.py` measures the whole program.
//!
//!     cargo bench --bench app                  # all; makes a workbook of a million results once
//!     QUARTERDECK_BENCH_SMALL=1 cargo bench    # without the million
//!     cargo bench --bench app -- key           # only what has `key` in its name
//!
//! The goals, the same at 20, 10,000 and 1,000,000 indicator-period results:
//! open to first frame 20 ms, a key 1 ms, a filter keystroke 16 ms, a burst
//! of 1,000 Down keys 50 ms. Workbooks are kept in `target/bench-workbooks`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test stops where something is not as it should be"
)]

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};
use divan::{Bencher, black_box};
use quarterdeck::app::{App, Options};
use quarterdeck::input::{Key, KeyCode};
use quarterdeck::jobs::places::Memory;
use quarterdeck::sample::{Generated, generated};
use quarterdeck::store::{Access, Store};
use quarterdeck::ui::theme::Depth;
use quarterdeck::workbook::{
    Change, ComparisonRequest, Data, ListRequest, Query, Record, SortBy, Stamp, Window,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZE: (u16, u16) = (120, 40);
const QUARTER: &str = "2025/26-Q4";
const SIZES: [u64; 3] = [20, 10_000, 1_000_000];

fn main() {
    for size in sizes() {
        workbook(size);
    }
    divan::main();
}

/// The sizes to measure at.
fn sizes() -> Vec<u64> {
    if std::env::var_os("QUARTERDECK_BENCH_SMALL").is_some() {
        eprintln!("QUARTERDECK_BENCH_SMALL is set: 1,000,000 results are left out.");
        SIZES[..2].to_vec()
    } else {
        SIZES.to_vec()
    }
}

/// The workbook of so many results, made the first time it is wanted.
fn workbook(results: u64) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/bench-workbooks");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{results}.qd"));
    // One in an earlier format is made anew.
    if Store::open(&path, Access::ReadOnly).is_ok() {
        return path;
    }
    let _ = std::fs::remove_file(&path);
    eprintln!("Making a workbook of {results} results …");
    let (indicators, periods) = if results == 10_000 { (500, 20) } else { (results, 1) };
    make(&path, &generated(indicators, periods));
    path
}

fn make(path: &Path, generated: &Generated) {
    Store::create_with(path, &generated.workbook(), "Generated", &stamp(), |bulk| {
        generated.records().try_for_each(|record| bulk.put(record).map(drop))
    })
    .unwrap();
}

/// A workbook in which 350 organisations of a group have a figure in 60 measures of ten quarters.
fn compared() -> PathBuf {
    let path = workbook(20).with_file_name("compared.qd");
    if Store::open(&path, Access::ReadOnly).is_err() {
        let _ = std::fs::remove_file(&path);
        make(&path, &generated(60, 10).among(350));
    }
    path
}

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 6).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn stamp() -> Stamp {
    Stamp { who: "Bench".to_owned(), at: now() }
}

/// The program with a workbook open, and what is on its screen.
struct Desk {
    app: App,
    buffer: Buffer,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn open(results: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            path: Some(workbook(results)),
            read_only: true,
            user: "Bench".to_owned(),
            now: now(),
            theme: "auto".to_owned(),
            depth: Depth::Indexed,
            ascii: false,
            size: SIZE,
            drafts: folder.path().join("drafts"),
            sample: folder.path().join("sample.qd"),
            memory: Memory::default(),
            paths: Vec::new(),
            problems: Vec::new(),
            program: PathBuf::from(env!("CARGO_BIN_EXE_quarterdeck")),
            import_from: Vec::new(),
            templates: folder.path().join("templates"),
        };
        let app = App::start(options, || {});
        let mut desk = Self { app, buffer: Buffer::default(), _folder: folder };
        desk.frame();
        desk
    }

    /// Everything asked for is answered, then the whole screen is drawn.
    fn frame(&mut self) {
        let patience = Duration::from_secs(60);
        self.app.settle(patience);
        while self.app.before_drawing() {
            self.app.settle(patience);
        }
        self.draw();
    }

    fn draw(&mut self) {
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        self.buffer = Buffer::empty(area);
        black_box(self.app.view(area, &mut self.buffer));
    }

    fn press(&mut self, code: KeyCode) {
        self.app.key(Key::new(code, false, false, false));
    }

    fn on(results: u64, screen: char) -> Self {
        let mut desk = Self::open(results);
        desk.press(KeyCode::Char(screen));
        desk.frame();
        desk
    }
}

#[divan::bench(args = sizes())]
fn open_to_first_frame(bencher: Bencher, results: u64) {
    bencher.bench_local(|| Desk::open(results));
}

#[divan::bench(args = sizes())]
fn key_to_finished_frame(bencher: Bencher, results: u64) {
    let mut desk = Desk::on(results, '2');
    let mut down = true;
    bencher.bench_local(|| {
        desk.press(if down { KeyCode::Down } else { KeyCode::Up });
        down = !down;
        desk.frame();
    });
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn filter_keystroke(bencher: Bencher, results: u64) {
    let mut desk = Desk::on(results, '2');
    desk.press(KeyCode::Char('/'));
    let mut letters = "indicator 12".chars().cycle().enumerate();
    bencher.bench_local(|| {
        if let Some((at, letter)) = letters.next() {
            // After the twelfth letter the line begins again.
            if at > 0 && at % 12 == 0 {
                desk.press(KeyCode::Esc);
                desk.press(KeyCode::Char('/'));
            }
            desk.press(KeyCode::Char(letter));
        }
        desk.frame();
    });
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn burst_of_a_thousand_downs(bencher: Bencher, results: u64) {
    let mut desk = Desk::on(results, '2');
    bencher.bench_local(|| {
        desk.press(KeyCode::Home);
        for _ in 0..1_000 {
            desk.press(KeyCode::Down);
        }
        desk.frame();
    });
}

#[divan::bench(args = ['1', '2', '3', '4', '0', 'd'])]
fn draw_screen(bencher: Bencher, screen: char) {
    let mut desk = Desk::on(10_000, screen);
    bencher.bench_local(|| desk.draw());
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn write_of_one_edit(bencher: Bencher, results: u64) {
    let folder = tempfile::tempdir_in(workbook(results).parent().unwrap()).unwrap();
    let path = folder.path().join("copy.qd");
    std::fs::copy(workbook(results), &path).unwrap();
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    bencher.bench_local(|| {
        let query = Query::Detail { indicator: 1, period: QUARTER.parse().unwrap() };
        let Ok(Data::Detail(detail)) = store.answer(&query) else { panic!("no detail") };
        let mut result = detail.result.clone().unwrap();
        result.numerator = result.numerator.map(|number| if number > 10.0 { number - 1.0 } else { 200.0 });
        store.apply(&Change::new("One figure").put(Record::Result(result)), &stamp()).unwrap()
    });
}

/// A whole check of a period: 500 indicators over 20 quarters at the second size.
#[divan::bench(args = SIZES[..2].iter().copied(), sample_count = 20)]
fn check_of_a_period(bencher: Bencher, results: u64) {
    let store = Store::open(&workbook(results), Access::ReadOnly).unwrap();
    let query = Query::Checks { period: QUARTER.parse().unwrap(), today: NaiveDate::default() };
    bencher.bench_local(|| store.answer(&query).unwrap());
}

/// The longest a key can have to wait for the checks.
#[divan::bench(args = SIZES[..2].iter().copied(), sample_count = 20)]
fn check_step(bencher: Bencher, results: u64) {
    let store = Store::open(&workbook(results), Access::ReadOnly).unwrap();
    let begin = || store.begin_checks(QUARTER.parse().unwrap(), NaiveDate::default(), None).unwrap().unwrap();
    bencher.with_inputs(begin).bench_local_values(|mut run| run.step(&store).unwrap());
}

#[divan::bench(args = [0.0, 0.3, 0.5, 0.999])]
fn window_at_depth(bencher: Bencher, depth: f64) {
    let size = sizes().into_iter().max().unwrap_or(20);
    let store = Store::open(&workbook(size), Access::ReadOnly).unwrap();
    let mut start = (size as f64 * depth) as u64;
    bencher.bench_local(|| {
        start += 240;
        store.answer(&Query::Indicators(ListRequest {
            period: QUARTER.parse().unwrap(),
            sort: SortBy::Worst,
            descending: false,
            filter: quarterdeck::workbook::Filter::default(),
            window: Window { start, length: 240 },
            around: None,
        }))
    });
}

/// Everybody in every measure of a period: what the screen and `compare --summary` wait for.
#[divan::bench(sample_count = 20)]
fn comparison_of_350_organisations(bencher: Bencher) {
    let store = Store::open(&compared(), Access::ReadOnly).unwrap();
    let query = Query::Comparison(ComparisonRequest::default());
    bencher.bench_local(|| store.answer(&query).unwrap());
}
