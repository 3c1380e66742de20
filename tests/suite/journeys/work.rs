//! What a key costs does not depend on how long a list is: rows, positions, counts and widths are
//! worked out once for a change of the data. Work is counted, never timed: the bytes that are asked
//! for while keys are answered and frames drawn.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use quarterdeck::input::{Command, KeyContext, TABLE};
use quarterdeck::sample::generated;
use quarterdeck::screens::{Context, Entry, SCREENS, Screen};
use quarterdeck::store::Store;
use quarterdeck::ui::theme::{Depth, Theme};
use quarterdeck::workbook::{CheckReport, Comparison, ComparisonRequest, Data, List, Query, Stamp, Subject};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::harness::Harness;

/// Counts, for each thread, the bytes it asks for.
struct Counting;

thread_local! {
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

#[allow(unsafe_code, reason = "an allocator that counts cannot be made otherwise")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that is going has nothing left to count with.
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() + layout.size() as u64));
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

const AREA: Rect = Rect { x: 0, y: 0, width: 120, height: 36 };
/// Keys pressed on each screen, and how many of them come before a frame is drawn.
const KEYS: usize = 1_000;
const BURST: usize = 20;

/// As many rows as asked for, each a copy of one there is under an identity of its own.
fn many<T: Clone>(rows: &[T], count: usize, mut own: impl FnMut(&mut T, i64)) -> Vec<T> {
    let copy = |(at, row): (usize, &T)| {
        let mut row = row.clone();
        own(&mut row, at as i64 + 1);
        row
    };
    rows.iter().cycle().take(count).enumerate().map(copy).collect()
}

/// The rows of a list that comes in windows, and that there are more of them.
fn window<T: Clone>(list: &List<T>, count: usize, own: impl FnMut(&mut T, i64)) -> List<T> {
    let total = count as u64;
    List { start: 0, rows: many(&list.rows, count.min(180), own), total, unfiltered: total }
}

/// What a screen is told, with so many rows of its own thing; none where there are no rows in it.
#[allow(clippy::result_large_err)]
fn with_rows(data: Data, count: usize) -> Result<Data, Data> {
    Ok(match data {
        Data::Movement(mut movement) => {
            for part in movement.wholes.iter_mut().chain(&mut movement.groups) {
                part.change.moved = many(&part.change.moved, count, |moved, id| moved.id = id);
            }
            Data::Movement(movement)
        }
        Data::Budget(mut room) => {
            room.revenue = many(&room.revenue, count, |row, id| {
                (row.node.line.id, row.node.line.parent_id) = (id, None);
                (row.node.depth, row.node.below, row.node.parent) = (0, 0, None);
            });
            Data::Budget(room)
        }
        Data::Risks(mut risks) => {
            risks.rows = many(&risks.rows, count, |row, id| row.id = id);
            Data::Risks(risks)
        }
        Data::Delivery(mut room) => {
            room.rows = many(&room.rows, count, |row, id| row.id = id);
            Data::Delivery(room)
        }
        Data::Questions(mut log) => {
            log.rows = many(&log.rows, count, |row, id| row.id = id);
            Data::Questions(log)
        }
        Data::Narrative(heads) => Data::Narrative(many(&heads, count, |head, id| head.id = id)),
        Data::Comparison(mut comparison) => {
            comparison.measures = many(&comparison.measures, count, |measure, id| measure.indicator.id = id);
            Data::Comparison(comparison)
        }
        Data::ReviewQueue(_) => Data::ReviewQueue((1..=count as i64).collect()),
        Data::Indicators(list) => Data::Indicators(window(&list, count, |row, id| row.indicator_id = id)),
        Data::Actions(list) => Data::Actions(window(&list, count, |row, id| row.action.id = id)),
        Data::History(list) => Data::History(window(&list, count, |row, id| row.id = id)),
        other => return Err(other),
    })
}

/// Findings of the checks, as many as asked for.
fn findings(report: &CheckReport, count: usize) -> CheckReport {
    let own = |finding: &mut quarterdeck::workbook::Finding, id| {
        finding.subject = Subject { id, ..finding.subject };
        finding.accepted = None;
    };
    CheckReport::new(report.period, many(&report.findings, count, own), Vec::new(), Vec::new())
}

/// Answers what a screen asks; whether there were rows in any answer.
fn tell(
    screen: &mut dyn Screen,
    queries: Vec<Query>,
    desk: &mut Store,
    count: usize,
    context: &Context,
) -> bool {
    let mut rows = false;
    for query in queries {
        if let Ok(data) = desk.answer(&query) {
            let data = with_rows(data, count);
            rows |= data.is_ok();
            screen.receive(data.unwrap_or_else(|as_it_is| as_it_is), context);
        }
    }
    rows
}

/// Bytes asked for by the keys and frames of a screen that has so many rows.
fn bytes(harness: &mut Harness, screen: &mut dyn Screen, first: &[Command], count: usize) -> u64 {
    let mut session = harness.app().session().clone();
    let report = session.checks.clone().expect("the checks have looked");
    session.checks = Some(Arc::new(findings(&report, count)));
    let theme = Theme::new("auto", Depth::True, false);
    let context = Context { session: &session, theme: &theme, area: AREA };
    let mut desk = harness.other_program();
    let queries = screen.queries(&context);
    let rows = tell(screen, queries, &mut desk, count, &context);
    // A new screen says here what its rows are; those of the checks are in the session.
    let title = screen.title(&context);
    assert!(rows || title == "Checks", "{title}: nothing it is told has more rows, see with_rows");
    let mut buffer = Buffer::empty(AREA);
    for command in first {
        screen.update(*command, &context);
        screen.view(&context, AREA, &mut buffer);
    }
    // What is worked out once is not counted.
    screen.view(&context, AREA, &mut buffer);
    let before = BYTES.get();
    for key in 0..KEYS {
        screen.update(if key % 100 < 60 { Command::Down } else { Command::Up }, &context);
        screen.pending_queries(&context);
        if key % BURST == 0 {
            screen.view(&context, AREA, &mut buffer);
        }
    }
    BYTES.get() - before
}

#[test]
fn a_key_costs_the_same_however_many_rows_a_list_has() {
    let mut harness = Harness::new(120, 40);
    harness.tick(120);
    // Only there are organisations to compare.
    let mut regional = Harness::with(120, 40, |setup| setup.regional = true);
    regional.tick(120);
    let ways: &[(&str, &[Command])] = &[
        ("", &[]),
        ("Risks", &[Command::RiskTable]),
        ("Risks", &[Command::Open]),
        ("Review", &[Command::NextRed]),
        ("Checks", &[Command::NextPane]),
        ("Compare", &[Command::Open]),
        ("Compare", &[Command::OpenOrganisation]),
    ];
    let mut bad = Vec::new();
    for entry in SCREENS {
        for (_, first) in ways.iter().filter(|(title, _)| title.is_empty() || *title == entry.title) {
            let harness = if entry.title == "Compare" { &mut regional } else { &mut harness };
            let mut of = |count| bytes(harness, &mut *(entry.open)(), first, count);
            let [few, some, many] = [20, 2_000, 20_000].map(&mut of);
            // Twenty rows leave a part of the window empty.
            if many > some + some / 4 + 100_000 || some > few * 3 + 500_000 {
                bad.push(format!("{} {first:?}: {few} bytes, {some}, {many}", entry.title));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// Bytes that a key may ask for on its way to the next frame: names and periods, and no row, no line of
/// text and no table of widths.
const A_KEY: u64 = 512;

/// Bytes asked for by a key, of those pressed before the next frame is drawn, once a command of the
/// screen has been done so many times.
fn bytes_of_a_key(
    harness: &mut Harness,
    entry: &Entry,
    (command, times): (Command, usize),
    answers: &mut HashMap<String, Option<Data>>,
) -> u64 {
    const PRESSED: u64 = 40;
    let mut session = harness.app().session().clone();
    let report = session.checks.clone().expect("the checks have looked");
    session.checks = Some(Arc::new(findings(&report, 300)));
    let theme = Theme::new("auto", Depth::True, false);
    let context = Context { session: &session, theme: &theme, area: AREA };
    let desk = harness.other_program();
    let mut screen = (entry.open)();
    let mut buffer = Buffer::empty(AREA);
    let mut asked = screen.queries(&context);
    for step in 0..=times {
        if step > 0 {
            screen.update(command, &context);
        }
        for _ in 0..4 {
            for query in std::mem::take(&mut asked) {
                let told = answers.entry(format!("{query:?}")).or_insert_with(|| {
                    let data = desk.answer(&query).ok()?;
                    Some(with_rows(data, 300).unwrap_or_else(|as_it_is| as_it_is))
                });
                if let Some(data) = told.clone() {
                    screen.receive(data, &context);
                }
            }
            asked.extend(screen.pending_queries(&context));
        }
        screen.view(&context, AREA, &mut buffer);
    }
    let mut press = |command| {
        screen.facts(&context, &mut KeyContext::default());
        screen.update(command, &context);
    };
    // What is worked out once is not counted.
    press(Command::Down);
    let before = BYTES.get();
    (0..PRESSED).for_each(|key| press(if key % 10 < 6 { Command::Down } else { Command::Up }));
    (BYTES.get() - before) / PRESSED
}

#[test]
fn no_key_works_out_rows_or_lines_before_the_next_frame() {
    let mut harness = Harness::new(120, 40);
    harness.tick(120);
    let mut regional = Harness::with(120, 40, |setup| setup.regional = true);
    regional.tick(120);
    let mut bad = Vec::new();
    for entry in SCREENS {
        let harness = if entry.title == "Compare" { &mut regional } else { &mut harness };
        let mut answers = HashMap::new();
        let scope = (entry.open)().scope();
        // Every part and view of a screen is one of its own commands away, or a few of the same.
        for row in TABLE.iter().filter(|row| row.scopes.contains(&scope)) {
            for times in 1..=3 {
                let bytes = bytes_of_a_key(harness, entry, (row.command, times), &mut answers);
                if bytes > A_KEY {
                    bad.push(format!("{}, {:?} {times} times: {bytes} bytes", entry.title, row.command));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// The comparison of the sample with so many organisations in every measure.
fn among(comparison: &Comparison, organisations: usize) -> Comparison {
    let mut wide = comparison.clone();
    wide.organisations = many(&wide.organisations, organisations, |one, id| {
        one.organisation.id = id;
        one.organisation.name = format!("{} {id}", one.organisation.name);
        one.ours = false;
    });
    for measure in &mut wide.measures {
        measure.entries = many(&measure.entries, organisations, |_, _| {});
    }
    wide
}

/// Bytes asked for by the first frame of the comparison, by each other view of it, and by keys that go
/// along its organisations and down its measures.
fn bytes_among(harness: &mut Harness, organisations: usize) -> [u64; 3] {
    let session = harness.app().session().clone();
    let theme = Theme::new("auto", Depth::True, false);
    let context = Context { session: &session, theme: &theme, area: AREA };
    let entry = SCREENS.iter().find(|entry| entry.title == "Compare").unwrap();
    let mut screen = (entry.open)();
    let desk = harness.other_program();
    for query in screen.queries(&context) {
        match desk.answer(&query).unwrap() {
            Data::Comparison(found) => {
                screen.receive(Data::Comparison(Box::new(among(&found, organisations))), &context);
            }
            other => drop(screen.receive(other, &context)),
        }
    }
    let mut buffer = Buffer::empty(AREA);
    let counted = |screen: &mut dyn Screen, buffer: &mut Buffer, commands: &[Command]| {
        let before = BYTES.get();
        for command in commands {
            screen.update(*command, &context);
            screen.view(&context, AREA, buffer);
        }
        BYTES.get() - before
    };
    let first = {
        let before = BYTES.get();
        screen.view(&context, AREA, &mut buffer);
        BYTES.get() - before
    };
    let views = counted(&mut *screen, &mut buffer, &[Command::SwitchView; 5]);
    let keys: Vec<Command> = (0..120)
        .map(|key| [Command::Right, Command::Down, Command::Left, Command::Up][key / 10 % 4])
        .collect();
    [first, views, counted(&mut *screen, &mut buffer, &keys)]
}

#[test]
fn the_comparison_costs_what_is_on_screen_however_many_organisations_there_are() {
    let mut harness = Harness::with(120, 40, |setup| setup.regional = true);
    let few = bytes_among(&mut harness, 30);
    let many = bytes_among(&mut harness, 350);
    // What orders them and says who they are is asked for once for each, and no figure that is out of sight.
    for (what, few, many) in
        [("first frame", few[0], many[0]), ("views", few[1], many[1]), ("keys", few[2], many[2])]
    {
        assert!(many < few + few / 2 + 350 * 400, "{what}: {few} bytes of 30, {many} of 350");
    }
}

/// A workbook of a group of so many organisations with a figure in ten measures.
fn compared(folder: &std::path::Path, organisations: u32) -> Store {
    generated_in(folder, 10, organisations)
}

fn generated_in(folder: &std::path::Path, measures: u64, organisations: u32) -> Store {
    let path = folder.join(format!("{organisations}.qd"));
    let generated = generated(measures, 1).among(organisations);
    let stamp =
        Stamp { who: "Test".to_owned(), at: chrono::NaiveDate::default().and_hms_opt(0, 0, 0).unwrap() };
    Store::create_with(&path, &generated.workbook(), "Made", &stamp, |bulk| {
        generated.records().try_for_each(|record| bulk.put(record).map(drop))
    })
    .unwrap()
}

#[test]
fn working_out_a_comparison_costs_in_proportion_to_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let of = |organisations| {
        let store = compared(folder.path(), organisations);
        let request = ComparisonRequest::default();
        let before = BYTES.get();
        let Data::Comparison(found) = store.answer(&Query::Comparison(request)).unwrap() else { panic!() };
        assert_eq!((found.measures.len(), found.organisations.len()), (10, organisations as usize));
        BYTES.get() - before
    };
    let (some, twice) = (of(100), of(200));
    assert!(twice < some * 5 / 2, "{some} bytes of 100 organisations, {twice} of 200");
    // Names are compared by their words once for each organisation, not once for each figure.
    assert!(twice < 200 * 10 * 1_400, "{twice} bytes for 2,000 figures");
}

#[test]
fn the_counting_tells_rows_that_are_worked_out_for_every_key() {
    let before = BYTES.get();
    let rows: Vec<usize> = (0..20_000).collect();
    assert!(BYTES.get() - before >= 20_000 * 8, "{}", rows.len());
}

/// The lines of a screen once it has been told the answers to all it asks that pass.
fn lines_told(harness: &mut Harness, size: (u16, u16), passes: impl Fn(&Query) -> bool) -> Vec<String> {
    let session = harness.app().session().clone();
    let theme = Theme::new("auto", Depth::True, false);
    let area = Rect::new(0, 0, size.0, size.1);
    let context = Context { session: &session, theme: &theme, area };
    let mut screen = (SCREENS[0].open)();
    let store = harness.other_program();
    for query in screen.queries(&context).into_iter().filter(passes) {
        screen.receive(store.answer(&query).unwrap(), &context);
    }
    let mut buffer = Buffer::empty(area);
    screen.view(&context, area, &mut buffer);
    let line = |y| (0..size.0).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..size.1).map(line).collect()
}

#[test]
fn what_the_first_frame_does_not_wait_for_has_its_place_reserved() {
    for regional in [false, true] {
        let mut harness = Harness::with(120, 40, |setup| setup.regional = regional);
        for size in [(80, 20), (120, 36), (200, 56)] {
            let first = lines_told(&mut harness, size, |query| !query.can_wait());
            let whole = lines_told(&mut harness, size, |_| true);
            let differ: Vec<usize> = (0..first.len()).filter(|at| first[*at] != whole[*at]).collect();
            // Only what moved has come, within its own box or line.
            let box_of = |lines: &[String]| {
                lines.iter().position(|line| {
                    ["Beside the period before", "Since ", "  Last  "].iter().any(|text| line.contains(text))
                })
            };
            assert_eq!(box_of(&first), box_of(&whole), "{size:?}: {first:#?}");
            let top = box_of(&whole).unwrap();
            assert!(differ.iter().all(|at| *at >= top), "{size:?}: {differ:?} but the box begins at {top}");
        }
    }
}

/// The bytes that answering takes.
fn answering(store: &Store, query: &Query) -> (Data, u64) {
    let before = BYTES.get();
    let data = store.answer(query).unwrap();
    (data, BYTES.get() - before)
}

#[test]
fn the_first_frame_of_a_comparison_asks_for_what_it_shows_and_the_rest_moves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = generated_in(folder.path(), 120, 40);
    let mut harness = Harness::with(120, 40, |setup| setup.regional = true);
    let mut session = harness.app().session().clone();
    let Data::Opening(opening) = store.answer(&Query::Opening).unwrap() else { panic!() };
    session.period = opening.current().unwrap();
    session.opening = Some(*opening);
    let theme = Theme::new("auto", Depth::True, false);
    let context = Context { session: &session, theme: &theme, area: AREA };
    let mut screen =
        SCREENS.iter().find(|entry| entry.title == "Compare").map(|entry| (entry.open)()).unwrap();
    let mut asked = Vec::new();
    let mut effects = Vec::new();
    for query in screen.queries(&context) {
        let (data, bytes) = answering(&store, &query);
        if matches!(query, Query::Comparison(_)) {
            asked.push(bytes);
        }
        effects.extend(screen.receive(data, &context));
    }
    let lines = |screen: &dyn Screen| {
        let mut buffer = Buffer::empty(AREA);
        screen.view(&context, AREA, &mut buffer);
        (0..AREA.height)
            .map(|y| (0..AREA.width).map(|x| buffer[(x, y)].symbol()).collect::<String>())
            .collect::<Vec<_>>()
    };
    let first = lines(&*screen);
    assert!(first.iter().any(|line| line.contains("measure 1 of 120, ")), "{first:#?}");
    let [quarterdeck::screens::Effect::Ask(later)] = effects.as_slice() else { panic!("{}", effects.len()) };
    assert!(later.can_wait());
    let (data, bytes) = answering(&store, later);
    asked.push(bytes);
    assert!(screen.receive(data, &context).is_empty());
    assert_eq!(first, lines(&*screen));
    assert!(asked[0] * 3 < asked[1], "{asked:?} bytes: of what is shown, of all");
    // To the last measure, which was not there at first.
    screen.update(Command::Last, &context);
    let last = lines(&*screen);
    assert!(last.iter().any(|line| line.contains("measure 120 of 120, ")), "{last:#?}");
}
