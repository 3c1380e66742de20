//! `quarterdeck list actions`: corrective actions by due date.

use std::path::PathBuf;

use super::{indicator_ratings, known, parse_rating, windows};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::cli::table::{Cell, Column, Format, Listing, figures, rating_text, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::dates::short_date;
use crate::domain::{Period, Rating};
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Which: open, overdue, due_soon, undated, unowned, closed or all
    #[arg(long, value_parser = parse_state, default_value = "open")]
    state: ActionFilter,
    /// Only where the indicator has one of these ratings
    #[arg(long, value_delimiter = ',', value_parser = parse_rating, value_name = "RATING")]
    rating: Vec<Rating>,
    /// Only this owner
    #[arg(long)]
    owner: Vec<String>,
    /// Only where action, owner, client group or indicator contains these words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
    find: String,
    #[command(flatten)]
    format: Format,
}

const ACTION_COLUMNS: &[Column] = &[
    figures("Id"),
    words("Reference", 0),
    words("Rating", 0),
    words("Action", 56),
    words("Owner", 28),
    words("Due", 0),
    words("Status", 0),
    words("Slipped", 0),
];

/// Keys of an action. Scripts depend on them: add, never change.
pub const ACTION_KEYS: &[&str] = &[
    "id",
    "reference",
    "indicator",
    "rating",
    "action",
    "owner",
    "due",
    "status",
    "state",
    "client_group",
    "progress",
    "expected_effect",
    "expected_value",
    "expected_by",
    "raised_in",
    "closed_in",
    "slipped",
    "about",
    "effect",
    "effect_from",
];

/// The values of an action, one for each of [`ACTION_KEYS`].
pub fn action_values(context: &Context, row: &ActionRow) -> Vec<Value> {
    let action = &row.action;
    vec![
        action.id.into(),
        (&row.reference).into(),
        (&row.title).into(),
        row.rating.code().into(),
        (&action.description).into(),
        (&action.owner).into(),
        action.due.into(),
        action.status.code().into(),
        state(context, action).into(),
        (&action.client_group).into(),
        (&action.progress).into(),
        (&action.expected_effect).into(),
        action.expected_value.into(),
        action.expected_by.into(),
        action.period.into(),
        action.closed_in.into(),
        u64::from(row.slipped).into(),
        row.action.subject.noun().into(),
        Value::Pence(row.action.effect),
        row.action.effect_from.into(),
    ]
}

/// `closed`, `undated`, `overdue`, `due_soon` or `open`.
fn state(context: &Context, action: &Action) -> &'static str {
    let today = context.world.now.date();
    match (action.status, action.due) {
        (ActionStatus::Done | ActionStatus::Dropped, _) => "closed",
        (_, None) => "undated",
        (_, Some(due)) if due < today => "overdue",
        (_, Some(due)) if (due - today).num_days() <= 14 => "due_soon",
        _ => "open",
    }
}

/// Prints the actions.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let owners = known(&book, ValueField::Owner, &args.owner)?;
    let period = book.period(args.period)?;
    let ratings = indicator_ratings(&book, period, &args.rating)?;
    let world = context.world.seen_from(book.judged_on(period, context)?);
    let context = &context.within(&world);
    let request = ActionRequest {
        period,
        today: context.world.now.date(),
        filter: args.state,
        owner: String::new(),
        about: None,
        text: args.find.clone(),
        window: Window::default(),
    };
    let mut whole = windows(&book, |window| {
        let request = ActionRequest { window, ..request.clone() };
        match book.store.answer(&Query::Actions(request))? {
            Data::Actions(list) => Ok(list),
            other => Err(unexpected(&other)),
        }
    });
    let passes = |row: &ActionRow| {
        (ratings.is_empty() || ratings.contains(&row.rating))
            && (owners.is_empty() || owners.contains(&row.action.owner))
    };
    let mut next = || loop {
        let rows = whole()?;
        let ended = rows.is_empty();
        let rows: Vec<ActionRow> = rows.into_iter().filter(passes).collect();
        if ended || !rows.is_empty() {
            return Ok(rows);
        }
    };
    let listing = Listing {
        columns: ACTION_COLUMNS,
        cells: &|row: &ActionRow| action_cells(context, row),
        keys: ACTION_KEYS,
        values: &|row: &ActionRow| action_values(context, row),
        empty: "No action matches.",
    };
    listing.print(context, out, args.format, &mut next)
}

fn action_cells(context: &Context, row: &ActionRow) -> Vec<Cell> {
    let action = &row.action;
    let late = if state(context, action) == "overdue" { " overdue" } else { "" };
    let due = action.due.map_or_else(|| "no date".to_owned(), |due| format!("{}{late}", short_date(due)));
    let owner = if action.owner.trim().is_empty() { "no owner" } else { &action.owner };
    let slipped = if row.slipped > 0 { crate::ui::facts::times(row.slipped) } else { String::new() };
    vec![
        action.id.to_string().into(),
        (&row.reference).into(),
        Cell { text: rating_text(row.rating, context.ascii), rating: Some(row.rating) },
        (&action.description).into(),
        owner.into(),
        due.into(),
        action.status.title().into(),
        slipped.into(),
    ]
}

fn parse_state(text: &str) -> Result<ActionFilter, String> {
    Ok(match text.trim().to_ascii_lowercase().replace('-', "_").as_str() {
        "open" => ActionFilter::Open,
        "overdue" => ActionFilter::Overdue,
        "due_soon" => ActionFilter::DueSoon,
        "undated" => ActionFilter::Undated,
        "unowned" => ActionFilter::Unowned,
        "closed" => ActionFilter::Closed,
        "all" => ActionFilter::All,
        _ => return Err("write open, overdue, due_soon, undated, unowned, closed or all".to_owned()),
    })
}
