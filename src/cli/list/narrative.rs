//! `quarterdeck list narrative`: the sections of a period's report, in its order.

use std::path::PathBuf;

use crate::cli::narrative::{heads, section};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::cli::table::{Cell, Column, Format, Listing, at_once, figures, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::Period;
use crate::domain::validate::notes_to_self;
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Only this kind: achievement, challenge, summary, finance, risk, equalities, customer_experience or own
    #[arg(long, value_parser = crate::workbook::choice::read_choice::<SectionKind>)]
    kind: Option<SectionKind>,
    #[command(flatten)]
    format: Format,
}

const COLUMNS: &[Column] = &[
    figures("Id"),
    words("Kind", 0),
    words("Heading", 44),
    figures("Words"),
    words("Status", 0),
    words("Carried from", 0),
    words("Text", 60),
];

/// Keys of a section. Scripts depend on them: add, never change.
pub const KEYS: &[&str] = &[
    "id",
    "kind",
    "position",
    "heading",
    "text",
    "action_required",
    "status",
    "carried_from",
    "period",
    "words",
    "notes_to_self",
    "source",
];

/// Prints the sections.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let rows: Result<Vec<(SectionHead, Section)>, Failure> = heads(&book, period)?
        .into_iter()
        .filter(|head| args.kind.is_none_or(|kind| head.kind == kind))
        .map(|head| {
            let section = section(&book, head.id)?;
            Ok((head, section))
        })
        .collect();
    let listing = Listing {
        columns: COLUMNS,
        cells: &cells,
        keys: KEYS,
        values: &values,
        empty: "This period has no narrative.",
    };
    listing.print(context, out, args.format, &mut at_once(rows?))
}

/// The values of a row, one for each of [`KEYS`].
pub fn values((head, section): &(SectionHead, Section)) -> Vec<Value> {
    let mut notes = notes_to_self(&section.text);
    notes.extend(notes_to_self(&section.action_required));
    vec![
        section.id.into(),
        section.kind.code().into(),
        u64::from(section.position).into(),
        (&section.heading).into(),
        (&section.text).into(),
        (&section.action_required).into(),
        section.status.code().into(),
        section.carried_from.into(),
        section.period.into(),
        head.words.into(),
        Value::List(notes.into_iter().map(Value::from).collect()),
        (&section.source).into(),
    ]
}

fn cells((head, section): &(SectionHead, Section)) -> Vec<Cell> {
    vec![
        section.id.to_string().into(),
        section.kind.title().into(),
        (&section.heading).into(),
        head.words.to_string().into(),
        section.status.code().into(),
        section.carried_from.into(),
        (&section.text).into(),
    ]
}
