//! `quarterdeck list`: indicators, actions or periods, for people and programs.

pub mod actions;
pub mod budget;
pub mod commitments;
pub mod narrative;
pub mod publications;
pub mod questions;
pub mod risks;
mod year_end;

use std::path::PathBuf;

use crate::cli::open_workbook::{OpenWorkbook, WINDOW, parse_period};
use crate::cli::table::{Format, Listing, at_once, words};
use crate::cli::{Context, Failure, Out, standing};
use crate::domain::{Period, Rating};
use crate::workbook::*;

/// Print indicators, actions or periods
///
/// For example: quarterdeck list indicators adults.qd --rating red,red_amber --csv
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Indicators, worst first
    Indicators(IndicatorArgs),
    /// Corrective actions, by due date
    Actions(actions::Args),
    /// Risks, worst first; or the heat map
    Risks(risks::Args),
    /// Revenue budget: every line with its forecast, totals worked out
    Budget(budget::Args),
    /// Capital budget: from the original to the latest, and the forecast
    Capital(budget::Args),
    /// Savings and whether they will be made
    Savings(budget::Args),
    /// Commitments, plan by plan
    Commitments(commitments::Args),
    /// What members asked, latest meeting first
    Questions(questions::Args),
    /// Sections of the narrative, in the order of the report
    Narrative(narrative::Args),
    /// What has been published, each with its checksum
    Publications(publications::Args),
    /// Periods, in order of time
    Periods(PeriodArgs),
}

#[derive(Debug, clap::Args)]
struct IndicatorArgs {
    /// The workbook
    file: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Only these ratings: red, red_amber, amber, green_amber, green …
    #[arg(long, value_delimiter = ',', value_parser = parse_rating, value_name = "RATING")]
    rating: Vec<Rating>,
    /// Only this type: Strategic, Critical …
    #[arg(long = "type", value_name = "TYPE")]
    kind: Vec<String>,
    /// Only this service
    #[arg(long)]
    service: Vec<String>,
    /// Only this theme and what is under it; "Priority / Objective" for two levels
    #[arg(long, value_name = "NAME")]
    theme: Vec<String>,
    /// Only this owner
    #[arg(long)]
    owner: Vec<String>,
    /// Only where reference, description or owner contains these words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
    find: String,
    /// Order: worst, reference, description, type, service, owner, theme, covers, previous, target, result,
    /// variance, direction, benchmark or review
    #[arg(long, value_name = "COLUMN", value_parser = parse_sort, default_value = "worst", hide_default_value = true)]
    sort: SortBy,
    /// The other way round
    #[arg(long)]
    reverse: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Debug, clap::Args)]
struct PeriodArgs {
    /// The workbook
    file: PathBuf,
    #[command(flatten)]
    format: Format,
}

/// Prints what was asked for.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Indicators(args) => indicators(context, out, args),
        What::Actions(args) => actions::run(context, out, args),
        What::Risks(args) => risks::run(context, out, args),
        What::Budget(args) => budget::revenue(context, out, args),
        What::Capital(args) => budget::capital(context, out, args),
        What::Savings(args) => budget::savings(context, out, args),
        What::Commitments(args) => commitments::run(context, out, args),
        What::Questions(args) => questions::run(context, out, args),
        What::Narrative(args) => narrative::run(context, out, args),
        What::Publications(args) => publications::run(context, out, args),
        What::Periods(args) => periods(context, out, args),
    }
}

fn indicators(context: &Context, out: &mut Out, args: &IndicatorArgs) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let filter = Filter {
        text: args.find.clone(),
        ratings: indicator_ratings(&book, period, &args.rating)?,
        kinds: known(&book, ValueField::Kind, &args.kind)?,
        services: known(&book, ValueField::Service, &args.service)?,
        owners: known(&book, ValueField::Owner, &args.owner)?,
        themes: themes(&book, &args.theme)?,
        ..Filter::default()
    };
    let request = ListRequest {
        period,
        sort: args.sort,
        descending: args.reverse,
        filter,
        window: Window::default(),
        around: None,
    };
    print_indicators(context, out, &book, request, args.format)
}

/// Prints the indicators of a request, whatever its window, in bounded memory.
pub fn print_indicators(
    context: &Context,
    out: &mut Out,
    book: &OpenWorkbook,
    request: ListRequest,
    format: Format,
) -> Result<(), Failure> {
    let listing = Listing {
        columns: standing::COLUMNS,
        cells: &|row: &Standing| standing::cells(context, row),
        keys: standing::KEYS,
        values: &standing::values,
        empty: "No indicator matches.",
    };
    let mut next = windows(book, |window| book.indicators(ListRequest { window, ..request.clone() }));
    listing.print(context, out, format, &mut next)
}

/// Rows of every window after the first: each is found by counting from the
/// start of the list, so that long lists are read in fewer, longer windows.
const FURTHER: u32 = 25_000;

/// Asks for one window after another until the list has ended.
fn windows<'a, T: 'a>(
    book: &'a OpenWorkbook,
    ask: impl Fn(Window) -> Result<List<T>, Failure> + 'a,
) -> impl FnMut() -> Result<Vec<T>, Failure> + 'a {
    let mut start = 0;
    let mut ended = false;
    move || {
        if ended {
            return Ok(Vec::new());
        }
        // Rows may have moved from one window to another: half a list is worse than none.
        if start > 0 && book.store.changed_elsewhere() {
            return Err(Failure::failed(
                "The workbook was changed while it was being listed. Run the command again.",
            ));
        }
        let list = ask(Window { start, length: if start == 0 { WINDOW } else { FURTHER } })?;
        start = list.start + list.rows.len() as u64;
        ended = list.rows.is_empty() || start >= list.total;
        Ok(list.rows)
    }
}

fn periods(context: &Context, out: &mut Out, args: &PeriodArgs) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let first_month = book.opening.workbook.first_month;
    let current = book.period(None)?;
    let listing = Listing {
        columns: &[
            words("Period", 0),
            words("Covers", 0),
            words("Status", 0),
            words("Code", 0),
            words("Reopened because", 60),
        ],
        cells: &|record: &PeriodRecord| {
            let here = if Some(record.code) == Some(current) { ", opens here" } else { "" };
            vec![
                record.code.title().into(),
                record.code.covers(first_month).into(),
                format!("{}{here}", period_status(record.status)).into(),
                record.code.code().into(),
                (&record.reopened_because).into(),
            ]
        },
        keys: &["period", "title", "covers", "from", "to", "status", "current", "reopened_because"],
        values: &|record: &PeriodRecord| {
            let span = record.code.span(first_month);
            vec![
                record.code.into(),
                record.code.title().into(),
                record.code.covers(first_month).into(),
                Some(span.from).into(),
                Some(span.to).into(),
                period_status(record.status).into(),
                (Some(record.code) == Some(current)).into(),
                (&record.reopened_because).into(),
            ]
        },
        empty: "This workbook has no period.",
    };
    listing.print(context, out, args.format, &mut at_once(book.opening.periods.clone()))
}

/// A period's status, for people and programs alike.
pub fn period_status(status: PeriodStatus) -> &'static str {
    match status {
        PeriodStatus::Open => "open",
        PeriodStatus::Closed => "closed",
        PeriodStatus::Published => "published",
    }
}

/// Values as the workbook writes them, whatever their capitals; one it does
/// not have is an error that lists those it has.
fn known(book: &OpenWorkbook, field: ValueField, asked: &[String]) -> Result<Vec<String>, Failure> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let Data::Values { values, .. } = book.store.answer(&Query::Values { field })? else {
        return Ok(asked.to_vec());
    };
    let mut found = Vec::new();
    for text in asked {
        let same: Vec<&String> =
            values.iter().filter(|value| value.to_lowercase() == text.trim().to_lowercase()).collect();
        if same.is_empty() {
            const MAX: usize = 12;
            let some: Vec<&str> = values.iter().take(MAX).map(String::as_str).collect();
            let more = if values.len() > MAX { " and others" } else { "" };
            return Err(Failure::failed(format!(
                "Nothing here has “{text}”. There is: {}{more}.",
                some.join(", ")
            )));
        }
        found.extend(same.into_iter().cloned());
    }
    Ok(found)
}

/// Themes as they are written, of those there are; "" is none.
fn themes(book: &OpenWorkbook, asked: &[String]) -> Result<Vec<String>, Failure> {
    let themes = Themes(&book.opening.themes);
    let find = |text: &String| match text.trim() {
        "" => Ok(String::new()),
        text => themes.find(text).map(|theme| themes.path(theme).to_string()),
    };
    asked
        .iter()
        .map(find)
        .collect::<Result<_, _>>()
        .map_err(|why| Failure::failed(format!("--theme: {why}.")))
}

/// The ratings asked for, each of which an indicator of the period can have.
fn indicator_ratings(book: &OpenWorkbook, period: Period, asked: &[Rating]) -> Result<Vec<Rating>, Failure> {
    known_ratings("indicator", &book.opening.ratings_to_find(period), asked)
}

/// The ratings asked for; one that no `what` can have is an error that names those it can.
fn known_ratings(what: &str, there: &[Rating], asked: &[Rating]) -> Result<Vec<Rating>, Failure> {
    let strange: Vec<Rating> = asked.iter().copied().filter(|rating| !there.contains(rating)).collect();
    if strange.is_empty() {
        return Ok(asked.to_vec());
    }
    let strange: Vec<&str> = strange.iter().map(|rating| rating.title()).collect();
    Err(Failure::usage(format!(
        "--rating: no {what} here can be {}. Write one of {}.",
        strange.join(" or "),
        there.iter().map(|rating| rating.title()).collect::<Vec<_>>().join(", ")
    )))
}

/// A rating by code, title or letters.
pub fn parse_rating(text: &str) -> Result<Rating, String> {
    Rating::parse(text).ok_or_else(|| {
        let codes: Vec<&str> = Rating::ALL.iter().map(|rating| rating.code()).collect();
        format!("write one of {}", codes.join(", "))
    })
}

fn parse_sort(text: &str) -> Result<SortBy, String> {
    Ok(match text.trim().to_ascii_lowercase().as_str() {
        "worst" | "rating" => SortBy::Worst,
        "reference" => SortBy::Reference,
        "description" => SortBy::Description,
        "type" => SortBy::Kind,
        "service" => SortBy::Service,
        "owner" => SortBy::Owner,
        "theme" => SortBy::Theme,
        "covers" => SortBy::Covers,
        "previous" => SortBy::Previous,
        "target" => SortBy::Target,
        "result" | "value" => SortBy::Value,
        "variance" => SortBy::Variance,
        "direction" | "travel" => SortBy::Direction,
        "benchmark" => SortBy::Benchmark,
        "review" => SortBy::Review,
        _ => {
            return Err(
                "write worst, reference, description, type, service, owner, theme, covers, previous, target, \
                        result, variance, direction, benchmark or review"
                    .to_owned(),
            );
        }
    })
}
