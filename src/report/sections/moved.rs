//! This period beside the last: counts of both, and what moved, by name.

use super::Built;
use crate::domain::Period;
use crate::domain::period_change::{PeriodChange, State};
use crate::report::build::Sources;
use crate::report::builders::{column, count, figures, note, row, table};
use crate::report::document::*;
use crate::report::template::Wanted;
use crate::workbook::Table as Kept;
use crate::workbook::movement::MovementPart;

/// Named in one sentence at most; how many more there are is said.
const NAMED: usize = 40;
/// The same of actions, which are named by their first words.
const NAMED_IN_WORDS: usize = 5;

pub(super) fn indicators(sources: &Sources, wanted: &Wanted) -> Built {
    let movement = &sources.material.movement;
    let mut built = section(sources, wanted, Kept::Indicator);
    if !built.blocks.is_empty() && movement.nothing_before().is_none() {
        let (before, now) = movement.reportable();
        let said = format!("Now {}; in {}, {}.", now.sentence(), before_title(sources), before.sentence());
        built.blocks.insert(0, body(said));
    }
    built
}

pub(super) fn commitments(sources: &Sources, wanted: &Wanted) -> Built {
    section(sources, wanted, Kept::Commitment)
}

pub(super) fn risks(sources: &Sources, wanted: &Wanted) -> Built {
    section(sources, wanted, Kept::Risk)
}

pub(super) fn actions(sources: &Sources, wanted: &Wanted) -> Built {
    section(sources, wanted, Kept::Action)
}

fn section(sources: &Sources, wanted: &Wanted, of: Kept) -> Built {
    let movement = &sources.material.movement;
    let Some(whole) = movement.wholes().into_iter().find(|part| part.table == of) else {
        return Built::default();
    };
    if let Some(why) = movement.nothing_before() {
        return Built::of(vec![body(why.to_owned())]);
    }
    let before = before_title(sources);
    let mut blocks: Vec<Block> = sentences(&whole).into_iter().map(body).collect();
    blocks.push(Block::Table(counts(wanted, &whole, sources.period, &before)));
    let groups: Vec<MovementPart> = movement.groups().into_iter().filter(|part| part.table == of).collect();
    for (at, some) in groups.chunk_by(|one, other| one.grouped_by == other.grouped_by).enumerate() {
        blocks.push(Block::Table(by_group(wanted, at, some, &whole.change, &before)));
    }
    if whole.change.before_is_illustrative {
        blocks.push(note(format!("Figures of {before} are illustrative in part, and so is what moved.")));
    }
    Built::of(blocks)
}

fn before_title(sources: &Sources) -> String {
    sources.material.movement.before_period.map(Period::title).unwrap_or_default()
}

fn body(text: String) -> Block {
    Block::Text(Text { lines: vec![Line::plain(text)], kind: TextKind::Body, ..Text::default() })
}

fn sentences(whole: &MovementPart) -> Vec<String> {
    let most = if whole.table == Kept::Action { NAMED_IN_WORDS } else { NAMED };
    let all = whole.change.alike();
    if all.is_empty() {
        return vec!["Nothing has moved.".to_owned()];
    }
    all.iter().map(|alike| format!("{}.", alike.sentence(most))).collect()
}

fn state_cell(state: &State) -> Cell {
    let rating = state.rating.is_colour().then_some(state.rating);
    Cell { rating, ..Cell::plain(&*state.title) }
}

/// A row for each state: now, before, came and went.
fn counts(wanted: &Wanted, whole: &MovementPart, period: Period, before: &str) -> Table {
    let columns = vec![
        column("State", ColumnKind::Rating, 18),
        figures(period.title()),
        figures(before),
        figures("Came to it"),
        figures("Left it"),
    ];
    let mut rows: Vec<Row> = whole
        .change
        .counts
        .iter()
        .map(|one| {
            let figures = [one.now, one.before, one.came, one.went].map(count);
            row(std::iter::once(state_cell(&one.state)).chain(figures).collect())
        })
        .collect();
    let sum = |of: fn(&crate::domain::period_change::StateCount) -> u64| {
        count(whole.change.counts.iter().map(of).sum())
    };
    let total = vec![
        Cell::plain("All"),
        sum(|one| one.now),
        sum(|one| one.before),
        sum(|one| one.came),
        sum(|one| one.went),
    ];
    rows.push(Row { total: true, ..row(total) });
    let caption = format!("{}: {} beside {before}", whole.name, period.title());
    Table { rows, ..table(&wanted.code, caption, columns) }
}

/// A row for each group, a column for each state: "5 (4)".
fn by_group(
    wanted: &Wanted,
    at: usize,
    groups: &[MovementPart],
    whole: &PeriodChange,
    before: &str,
) -> Table {
    let by = groups.first().map_or("", |part| part.grouped_by);
    let mut letters = by.chars();
    let first: String =
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect();
    let mut columns = vec![column(first, ColumnKind::Words, 20), figures("All")];
    columns.extend(whole.counts.iter().map(|one| figures(&*one.state.title)));
    let both = |now: u64, before: u64| Cell::plain(format!("{now} ({before})"));
    let rows = groups.iter().map(|part| {
        let name = if part.group.trim().is_empty() { format!("No {by}") } else { part.group.clone() };
        let mut cells = vec![Cell::plain(name), both(part.change.now(), part.change.before())];
        cells.extend(whole.counts.iter().map(|one| {
            let here = part.change.counts.iter().find(|other| other.state.code == one.state.code);
            here.map_or_else(|| both(0, 0), |here| both(here.now, here.before))
        }));
        row(cells)
    });
    let name = groups.first().map_or("", |part| part.name);
    let caption = format!("{name} by {by}, in brackets the count of {before}");
    Table { rows: rows.collect(), ..table(format!("{}-by-{}", wanted.code, at + 1), caption, columns) }
}
