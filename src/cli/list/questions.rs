//! `quarterdeck list questions`: what members asked, across meetings.

use std::path::PathBuf;

use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::cli::question::{detail, log};
use crate::cli::table::{Cell, Column, Format, Listing, at_once, figures, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::Period;
use crate::domain::dates::short_date;
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Which: all, open, promised, unsent, overdue, answered or resolved
    #[arg(long, value_parser = parse_state, default_value = "all")]
    state: QuestionFilter,
    /// Period by whose day overdue is judged, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Only where meeting, asker, reference, question, reply or promise contains these words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
    find: String,
    #[command(flatten)]
    format: Format,
}

const COLUMNS: &[Column] = &[
    figures("Id"),
    words("Status", 0),
    words("Meeting", 32),
    words("Held", 0),
    words("Page", 0),
    words("Reference", 24),
    words("Question", 56),
    words("Promised", 40),
    words("Owner", 28),
    words("Due", 0),
];

/// Keys of a question. Scripts depend on them: add, never change.
pub const KEYS: &[&str] = &[
    "id",
    "meeting",
    "held_on",
    "report",
    "asker",
    "page",
    "reference",
    "question",
    "reply",
    "promise",
    "promise_owner",
    "promise_due",
    "promise_sent",
    "days_late",
    "status",
    "resolution",
    "about",
];

/// Prints the questions.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let world = context.world.seen_from(book.judged_on(period, context)?);
    let context = &context.within(&world);
    let log = log(&book, context, period, args.state, &args.find)?;
    let rows: Result<Vec<QuestionDetail>, Failure> =
        log.rows.iter().map(|row| detail(&book, row.id, period)).collect();
    let listing = Listing {
        columns: COLUMNS,
        cells: &|row: &QuestionDetail| cells(context, row),
        keys: KEYS,
        values: &|row: &QuestionDetail| values(context, row),
        empty: "No question matches.",
    };
    listing.print(context, out, args.format, &mut at_once(rows?))
}

/// The values of a row, one for each of [`KEYS`].
pub fn values(context: &Context, row: &QuestionDetail) -> Vec<Value> {
    let (question, meeting) = (&row.question, &row.meeting);
    let today = context.world.now.date();
    let about = row.linked.iter().map(|linked| Value::from(linked.name.short())).collect();
    vec![
        question.id.into(),
        (&meeting.name).into(),
        meeting.held_on.into(),
        (&meeting.report).into(),
        (&question.asker).into(),
        (&question.page).into(),
        (&question.cited).into(),
        (&question.question).into(),
        (&question.reply).into(),
        (&question.promise).into(),
        (&question.promise_owner).into(),
        question.promise_due.into(),
        question.promise_sent.into(),
        question.asked().days_late(today).unwrap_or(0).into(),
        question.status(today).code().into(),
        (&question.resolution).into(),
        Value::List(about),
    ]
}

fn cells(context: &Context, row: &QuestionDetail) -> Vec<Cell> {
    let (question, meeting) = (&row.question, &row.meeting);
    let status = question.status(context.world.now.date());
    let due = match (question.promise_due, question.promise_sent) {
        (_, Some(sent)) => format!("sent {}", short_date(sent)),
        (Some(due), None) => short_date(due),
        (None, None) if status.is_owed() => "no date".to_owned(),
        (None, None) => String::new(),
    };
    let owner = if status.is_owed() && question.promise_owner.is_empty() {
        "no owner"
    } else {
        &question.promise_owner
    };
    vec![
        question.id.to_string().into(),
        status.code().into(),
        (&meeting.name).into(),
        meeting.when().into(),
        (&question.page).into(),
        (&question.cited).into(),
        (&question.question).into(),
        (&question.promise).into(),
        owner.into(),
        due.into(),
    ]
}

fn parse_state(text: &str) -> Result<QuestionFilter, String> {
    let wanted = text.trim().to_ascii_lowercase();
    QuestionFilter::ALL
        .into_iter()
        .find(|filter| filter.code() == wanted)
        .ok_or_else(|| "write all, open, promised, unsent, overdue, answered or resolved".to_owned())
}
