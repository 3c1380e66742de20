//! What a key costs does not depend on how long a list is: rows, positions, counts and widths are
//! worked out once for a change of the data. Work is counted, never timed: the bytes that are asked
//! for while keys are answered and frames drawn.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Arc;

use quarterdeck::input::Command;
use quarterdeck::screens::{Context, SCREENS, Screen};
use quarterdeck::store::Store;
use quarterdeck::ui::theme::{Depth, Theme};
use quarterdeck::workbook::{CheckReport, Data, List, Query, Subject};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::harness::Harness;

/// Counts, for each thread, the bytes it asks for.
struct Counting;

thread_local! {
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

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

/// What a screen is told, with so many rows of its own thing.
fn with_rows(data: Data, count: usize) -> Data {
    match data {
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
        other => other,
    }
}

/// Findings of the checks, as many as asked for.
fn findings(report: &CheckReport, count: usize) -> CheckReport {
    let own = |finding: &mut quarterdeck::workbook::Finding, id| {
        finding.subject = Subject { id, ..finding.subject };
        finding.accepted = None;
    };
    CheckReport::new(report.period.clone(), many(&report.findings, count, own), Vec::new(), Vec::new())
}

fn tell(screen: &mut dyn Screen, queries: Vec<Query>, desk: &mut Store, count: usize, context: &Context) {
    for query in queries {
        if let Ok(data) = desk.answer(&query) {
            screen.receive(with_rows(data, count), context);
        }
    }
}

/// Bytes asked for by the keys and frames of a screen that has so many rows.
fn bytes(harness: &mut Harness, screen: &mut dyn Screen, first: &[Command], count: usize) -> u64 {
    let mut session = harness.app().session().clone();
    let report = session.checks.clone().expect("the checks have looked");
    session.checks = Some(Arc::new(findings(&report, count)));
    let theme = Theme::new("auto", Depth::True, false);
    let context = Context { session: &session, theme: &theme, area: AREA };
    let mut desk = harness.other_program();
    let queries = screen.needs(&context);
    tell(screen, queries, &mut desk, count, &context);
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
        screen.wants(&context);
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

#[test]
fn the_counting_tells_rows_that_are_worked_out_for_every_key() {
    let before = BYTES.get();
    let rows: Vec<usize> = (0..20_000).collect();
    assert!(BYTES.get() - before >= 20_000 * 8, "{}", rows.len());
}
