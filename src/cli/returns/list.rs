//! `quarterdeck returns list`: who was sent what, what came, what is late or missing.

use std::path::PathBuf;

use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::cli::table::{Cell, Column, Format, Listing, at_once, figures, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::Period;
use crate::domain::dates::short_date;
use crate::workbook::{Data, Query, ReturnRow};

/// List the returns of a period: sent, out, came, late, missing
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

const COLUMNS: &[Column] = &[
    words("Owner", 46),
    words("State", 0),
    figures("Due"),
    figures("Given"),
    words("Back by", 0),
    words("Sent", 0),
    words("Came", 0),
    words("File", 50),
];

/// Keys of a return. Scripts depend on them: add, never change.
pub const KEYS: &[&str] = &[
    "owner",
    "state",
    "indicators",
    "given",
    "off_target",
    "due",
    "sent_at",
    "collected_at",
    "file",
    "version",
    "period",
];

/// Prints the returns.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let today = context.world.now.date();
    let room = match book.store.answer(&Query::Returns { period, today })? {
        Data::Returns(room) => room,
        other => return Err(unexpected(&other)),
    };
    let rows = room.rows();
    let listing = Listing {
        columns: COLUMNS,
        cells: &cells,
        keys: KEYS,
        values: &|row: &ReturnRow| values(row, period),
        empty: "Nothing is due in this period.",
    };
    listing.print(context, out, args.format, &mut at_once(rows))
}

/// The values of a return, one for each of [`KEYS`].
pub fn values(row: &ReturnRow, period: Period) -> Vec<Value> {
    let form = row.form.as_ref();
    let text =
        |text: Option<&String>| text.filter(|text| !text.is_empty()).map_or(Value::Nothing, Value::from);
    vec![
        (&row.due.owner).into(),
        row.state.code().into(),
        row.due.due.into(),
        row.due.given.into(),
        row.due.off_target.into(),
        form.and_then(|form| form.due).into(),
        text(form.map(|form| &form.sent_at)),
        text(form.map(|form| &form.collected_at)),
        text(form.map(|form| &form.file)),
        form.map_or(Value::Nothing, |form| form.version.into()),
        period.into(),
    ]
}

fn cells(row: &ReturnRow) -> Vec<Cell> {
    let form = row.form.as_ref();
    let at = |text: &str| text.get(..16).unwrap_or(text).replace('T', " ");
    vec![
        row.name().into(),
        format!("{} {}", row.state.symbol(), row.state.title()).into(),
        row.due.due.to_string().into(),
        row.due.given.to_string().into(),
        form.and_then(|form| form.due).map(short_date).unwrap_or_default().into(),
        form.map(|form| at(&form.sent_at)).unwrap_or_default().into(),
        form.map(|form| at(&form.collected_at)).unwrap_or_default().into(),
        form.map(|form| form.file.clone()).unwrap_or_default().into(),
    ]
}
