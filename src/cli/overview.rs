//! `quarterdeck overview`: the overview of a period and its reds, as linear text or JSON.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::standing::result;
use super::table::{Format, Listing, at_once};
use super::{Context, Failure, OpenWorkbook, Out, Value};
use crate::cli::open_workbook::{parse_period, unexpected};
use crate::domain::period_change::{Moved, PeriodChange, State, StateCount};
use crate::domain::{Period, Rating, Reportable};
use crate::ui::facts::{figure, review_word, variance};
use crate::workbook::movement::{MovementPart, MovementSummary, ThemeCount};
use crate::workbook::*;

/// Named in one sentence at most.
const NAMED: usize = 20;
/// The same of actions, which are named by their first words.
const NAMED_IN_WORDS: usize = 5;

/// Print the overview of a period beside the period before, and its reds
///
/// For example: quarterdeck overview adults.qd --period 2015/16-Q1
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    #[command(flatten)]
    format: Format,
}

/// Prints what was asked for.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    match args.format {
        Format { json: true, .. } => json(context, out, &book, period),
        Format { csv: true, .. } => csv(context, out, &book, period),
        Format { .. } => print_of(context, out, &book, period),
    }
}

/// Prints the overview of the period the workbook opens at, then its reds.
pub fn print(context: &Context, out: &mut Out, book: &OpenWorkbook) -> Result<(), Failure> {
    print_of(context, out, book, book.period(None)?)
}

/// The overview of a period, and the period beside the one before.
fn read(
    context: &Context,
    book: &OpenWorkbook,
    period: Period,
) -> Result<(Box<Overview>, Box<MovementSummary>), Failure> {
    let (period, today) = (period.to_owned(), context.world.now.date());
    let overview = match book.store.answer(&Query::Overview { period, today })? {
        Data::Overview(overview) => overview,
        other => return Err(unexpected(&other)),
    };
    match book.store.answer(&Query::Movement { period, today, most: u64::MAX })? {
        Data::Movement(movement) => Ok((overview, movement)),
        other => Err(unexpected(&other)),
    }
}

fn print_of(context: &Context, out: &mut Out, book: &OpenWorkbook, period: Period) -> Result<(), Failure> {
    let workbook = &book.opening.workbook;
    let period = period.to_owned();
    let (overview, movement) = read(context, book, period)?;
    let title = period.title();
    let names = [workbook.organisation.as_str(), workbook.service.as_str()];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.trim().is_empty()).collect();
    out.line(&names.join(", "))?;
    out.line(&format!("{title}, {}", super::list::period_status(book.period_record(period)?.status)))?;
    if let Some(published) = overview.published_text() {
        out.paragraph(&format!("Published: {published}"), 0)?;
    }
    if !workbook.note.is_empty() {
        out.paragraph(&workbook.note, 0)?;
    }
    out.heading("Indicators by type")?;
    out.paragraph(&sentence_of(&overview.reportable()), 0)?;
    if let Some(said) = movement.now_and_year_end() {
        out.paragraph(&format!("{said}."), 0)?;
    }
    for (kind, ratings) in by_kind(&overview.tallies) {
        let kind = if kind.trim().is_empty() { "No type" } else { kind };
        let in_use = Rating::ALL.iter().filter_map(|rating| Some((*rating, *ratings.get(rating.code())?)));
        out.paragraph(&group_line(kind, in_use), 0)?;
    }
    if !overview.themes.is_empty() {
        out.heading("Indicators by theme")?;
        for theme in &overview.themes {
            let indent = if theme.path.objective.is_empty() { 0 } else { 2 };
            let line = group_line(&theme.title(), theme.ratings.iter().copied());
            out.paragraph(&format!("{line}. {}", sentence_of(&theme.reportable())), indent)?;
        }
    }
    let review = overview.review;
    out.heading("Review")?;
    out.line(&format!(
        "To review: {}. Reviewed: {}. Skipped: {}. Changed since: {}.",
        review.to_review, review.reviewed, review.skipped, review.changed_since
    ))?;
    let actions = overview.actions;
    out.heading("Actions")?;
    out.line(&format!(
        "Open: {}. Overdue: {}. Due within 14 days: {}. Without a date: {}. Without an owner: {}.",
        actions.open, actions.overdue, actions.due_soon, actions.undated, actions.unowned
    ))?;
    beside(out, &movement)?;
    reds(out, book, period)
}

/// The period beside the one before: counts, and what moved.
fn beside(out: &mut Out, movement: &MovementSummary) -> Result<(), Failure> {
    let before = movement.before_period.map(Period::title).unwrap_or_default();
    if let Some(why) = movement.nothing_before {
        out.heading("Beside the period before")?;
        return out.paragraph(why, 0);
    }
    out.heading(&format!("Beside {before}"))?;
    for whole in &movement.wholes {
        out.paragraph(&format!("{}: {}.", whole.name, whole.change.counts_in_words()), 0)?;
        if whole.table == Table::Indicator {
            out.paragraph(&format!("In {before}: {}.", movement.reportable.0.sentence()), 2)?;
        }
        let most = if whole.table == Table::Action { NAMED_IN_WORDS } else { NAMED };
        for alike in whole.change.alike() {
            out.paragraph(&format!("{}.", alike.sentence(most)), 2)?;
        }
        if whole.change.moved.is_empty() {
            out.paragraph("Nothing has moved.", 2)?;
        }
        for part in movement.groups.iter().filter(|part| part.table == whole.table) {
            let counts = part.change.counts_in_words();
            out.paragraph(&format!("{} {}: {counts}.", part.grouped_by, named(part)), 2)?;
            if part.grouped_by == "theme" {
                for alike in part.change.alike() {
                    out.paragraph(&format!("{}.", alike.sentence(NAMED)), 4)?;
                }
            }
        }
        if whole.change.before_is_illustrative {
            out.paragraph(
                &format!("Figures of {before} are illustrative in part, and so is what moved."),
                2,
            )?;
        }
    }
    Ok(())
}

fn named(part: &MovementPart) -> &str {
    if part.group.trim().is_empty() { "none" } else { &part.group }
}

/// "Live well: 5 (1 Red, 4 Green)".
fn group_line(name: &str, ratings: impl Iterator<Item = (Rating, u64)>) -> String {
    let (mut total, mut parts) = (0, Vec::new());
    for (rating, count) in ratings {
        total += count;
        parts.push(format!("{count} {}", rating.title()));
    }
    format!("{name}: {total} ({})", parts.join(", "))
}

/// A row for each count of each summary and of each of its groups, in both periods.
fn csv(context: &Context, out: &mut Out, book: &OpenWorkbook, period: Period) -> Result<(), Failure> {
    let (_, movement) = read(context, book, period)?;
    let parts = movement.wholes.iter().chain(&movement.groups);
    let counts = parts.flat_map(|part| {
        let counts = part.change.counts.clone();
        counts.into_iter().map(move |count| (part.clone(), count))
    });
    let before = movement.before_period;
    let listing = Listing {
        columns: &[],
        cells: &|_| Vec::new(),
        keys: &[
            "of",
            "by",
            "group",
            "state",
            "title",
            "period",
            "before_period",
            "now",
            "before",
            "came",
            "went",
        ],
        values: &|(part, count): &(MovementPart, StateCount)| {
            vec![
                part.name.to_lowercase().replace(' ', "_").into(),
                part.grouped_by.into(),
                (&part.group).into(),
                (&count.state.code).into(),
                (&count.state.title).into(),
                period.into(),
                before.into(),
                count.now.into(),
                count.before.into(),
                count.came.into(),
                count.went.into(),
            ]
        },
        empty: "Nothing is counted in this period.",
    };
    listing.print(context, out, Format { json: false, csv: true }, &mut at_once(counts.collect()))
}

/// The same as one JSON object.
fn json(context: &Context, out: &mut Out, book: &OpenWorkbook, period: Period) -> Result<(), Failure> {
    let (overview, movement) = read(context, book, period)?;
    let workbook = &book.opening.workbook;
    let (then, now) = &movement.reportable;
    let actions = overview.actions;
    let has_before = movement.nothing_before.is_none();
    let parts = movement.wholes.iter().chain(&movement.groups);
    let parts = parts.map(|part| {
        Value::Object(vec![
            ("of", part.name.to_lowercase().replace(' ', "_").into()),
            ("by", part.grouped_by.into()),
            ("group", (&part.group).into()),
            ("counts", Value::List(part.change.counts.iter().map(count_value).collect())),
            ("moved", Value::List(moved(&part.change, has_before))),
            ("before_is_illustrative", part.change.before_is_illustrative.into()),
        ])
    });
    out.json(&Value::Object(vec![
        ("organisation", (&workbook.organisation).into()),
        ("service", (&workbook.service).into()),
        ("period", period.into()),
        ("before", movement.before_period.map_or(Value::Nothing, Value::from)),
        ("nothing_before", movement.nothing_before.map_or(Value::Nothing, Value::from)),
        ("now", reportable_value(now)),
        ("then", if has_before { reportable_value(then) } else { Value::Nothing }),
        (
            "year_end",
            movement.now_and_year_end().map_or(Value::Nothing, |said| year_end_value(&movement, said)),
        ),
        ("on_track", Value::List(movement.on_track.counts.iter().map(count_value).collect())),
        ("by_theme", Value::List(overview.themes.iter().map(theme_value).collect())),
        ("beside", Value::List(parts.collect())),
        (
            "review",
            Value::Object(vec![
                ("to_review", overview.review.to_review.into()),
                ("reviewed", overview.review.reviewed.into()),
                ("skipped", overview.review.skipped.into()),
                ("changed_since", overview.review.changed_since.into()),
            ]),
        ),
        (
            "actions",
            Value::Object(vec![
                ("open", actions.open.into()),
                ("overdue", actions.overdue.into()),
                ("due_soon", actions.due_soon.into()),
                ("without_date", actions.undated.into()),
                ("without_owner", actions.unowned.into()),
            ]),
        ),
    ]))
}

fn reportable_value(counted: &Reportable) -> Value {
    Value::Object(vec![
        ("indicators", counted.total().into()),
        ("reportable", counted.reportable.into()),
        ("on_track", counted.on_track.into()),
    ])
}

/// Of those that have a forecast for the year; the others are counted beside.
fn year_end_value(movement: &MovementSummary, said: String) -> Value {
    let (now, end) = (&movement.reportable.1, &movement.year_end);
    Value::Object(vec![
        ("reportable", end.reportable.into()),
        ("on_track", end.on_track.into()),
        ("without_forecast", now.total().saturating_sub(end.reportable).into()),
        ("sentence", said.into()),
    ])
}

fn theme_value(theme: &ThemeCount) -> Value {
    let ratings = theme.ratings.iter().map(|(rating, count)| (rating.code(), (*count).into()));
    let counted = theme.reportable();
    Value::Object(vec![
        ("theme", (&theme.path.theme).into()),
        ("objective", (&theme.path.objective).into()),
        ("indicators", counted.total().into()),
        ("reportable", counted.reportable.into()),
        ("on_track", counted.on_track.into()),
        ("ratings", Value::Object(ratings.collect())),
    ])
}

fn count_value(count: &StateCount) -> Value {
    Value::Object(vec![
        ("state", (&count.state.code).into()),
        ("title", (&count.state.title).into()),
        ("now", count.now.into()),
        ("before", count.before.into()),
        ("came", count.came.into()),
        ("went", count.went.into()),
    ])
}

/// What moved; nothing where there is no period before, in which everything would be new.
fn moved(change: &PeriodChange, has_before: bool) -> Vec<Value> {
    let code = |state: &Option<State>| state.as_ref().map_or(Value::Nothing, |state| (&state.code).into());
    let one = |moved: &Moved| {
        Value::Object(vec![
            ("name", (&moved.name).into()),
            ("from", code(&moved.from)),
            ("to", code(&moved.to)),
            ("score_before", moved.scores.map(|(before, _)| f64::from(before)).into()),
            ("score_now", moved.scores.map(|(_, now)| f64::from(now)).into()),
            ("redefined", moved.redefined.into()),
        ])
    };
    change.moved.iter().filter(|_| has_before).map(one).collect()
}

/// "8 of 9 reportable on track, 1 not reportable.", as a sentence of its own.
fn sentence_of(counted: &Reportable) -> String {
    let said = counted.sentence();
    let mut letters = said.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// Counts by type, then by rating.
fn by_kind(tallies: &[Tally]) -> BTreeMap<&str, BTreeMap<&'static str, u64>> {
    let mut kinds: BTreeMap<&str, BTreeMap<&'static str, u64>> = BTreeMap::new();
    for tally in tallies {
        *kinds.entry(&tally.kind).or_default().entry(tally.rating.code()).or_default() += tally.count;
    }
    kinds
}

/// Every indicator whose rating is reviewed, worst first, a record each.
fn reds(out: &mut Out, book: &OpenWorkbook, period: Period) -> Result<(), Failure> {
    let filter = Filter { ratings: book.opening.workbook.review_ratings.clone(), ..Filter::default() };
    let mut start = 0;
    loop {
        let list = book.indicators(ListRequest {
            period,
            sort: SortBy::Worst,
            descending: false,
            filter: filter.clone(),
            window: Window { start, length: crate::cli::open_workbook::WINDOW },
            around: None,
        })?;
        if start == 0 {
            let (_, many) = book.opening.workbook.reviewed();
            let named = if many == "reds" { "Reds to review" } else { "Indicators to review" };
            out.heading(&format!("{named}, worst first: {}", list.total))?;
        }
        start += list.rows.len() as u64;
        for row in &list.rows {
            red(out, row)?;
        }
        if list.rows.is_empty() || start >= list.total {
            return Ok(());
        }
    }
}

fn red(out: &mut Out, row: &Standing) -> Result<(), Failure> {
    out.gap()?;
    out.field("Reference", &row.reference)?;
    out.field("Description", &row.description)?;
    out.field("Rating", &crate::workbook::figures::rating(row))?;
    out.field("Result", &result(row))?;
    out.field("Target", &format!("{}, {}", figure(row.target, row), variance(row)))?;
    out.field(
        "Previous result",
        &format!("{}, {}", figure(row.previous, row), row.direction.title().to_lowercase()),
    )?;
    if !row.owner.is_empty() {
        out.field("Owner", &row.owner)?;
    }
    out.field("Review", review_word(row.review))
}
