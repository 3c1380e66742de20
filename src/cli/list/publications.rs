//! `quarterdeck list publications`: what has gone out, in the order it did.

use std::path::PathBuf;

use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::cli::table::{Format, Listing, at_once, figures, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::Period;
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Only of this period
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    #[command(flatten)]
    format: Format,
}

/// Keys of a publication. Scripts depend on them: add, never change.
const KEYS: &[&str] = &[
    "period",
    "title",
    "template",
    "version",
    "published_at",
    "published_by",
    "reason",
    "checksum",
    "fingerprint",
    "step",
    "history",
    "changes",
];

/// Prints the publications.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let mut all = match book.store.answer(&Query::AllPublications)? {
        Data::AllPublications(all) => all,
        other => return Err(unexpected(&other)),
    };
    if let Some(period) = args.period {
        all.retain(|entry| entry.publication.period == period);
    }
    let listing = Listing {
        columns: &[
            words("Period", 0),
            words("Report", 0),
            figures("Version"),
            words("Published", 0),
            words("By", 30),
            words("Fingerprint", 0),
        ],
        cells: &|entry: &PublicationEntry| {
            let one = &entry.publication;
            vec![
                title(one).into(),
                (&one.template).into(),
                one.version.to_string().into(),
                one.at.replace('T', " ").into(),
                (&one.by).into(),
                one.fingerprint().into(),
            ]
        },
        keys: KEYS,
        values: &values,
        empty: "Nothing has been published.",
    };
    listing.print(context, out, args.format, &mut at_once(all))
}

fn title(one: &Publication) -> String {
    one.period.title()
}

/// A publication for programs to read.
pub fn object(entry: &PublicationEntry) -> Value {
    Value::Object(KEYS.iter().copied().zip(values(entry)).collect())
}

fn values(entry: &PublicationEntry) -> Vec<Value> {
    let one = &entry.publication;
    vec![
        one.period.into(),
        title(one).into(),
        (&one.template).into(),
        u64::from(one.version).into(),
        (&one.at).into(),
        (&one.by).into(),
        (&one.reason).into(),
        (&one.checksum).into(),
        one.fingerprint().into(),
        entry.step.into(),
        (&entry.history).into(),
        Value::List(one.changes.lines().map(Value::from).collect()),
    ]
}
