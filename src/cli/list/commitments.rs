//! `quarterdeck list commitments`: how what the council said it would do stands in a period.

use std::path::PathBuf;

use super::{known_ratings, parse_rating};
use crate::cli::commitment::{details, room};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::cli::table::{Cell, Column, Format, Listing, at_once, rating_text, words};
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
    /// Only this plan
    #[arg(long)]
    plan: Option<String>,
    /// Only these ratings: green, at_risk …
    #[arg(long, value_delimiter = ',', value_parser = parse_rating, value_name = "RATING")]
    rating: Vec<Rating>,
    #[command(flatten)]
    format: Format,
}

const COLUMNS: &[Column] = &[
    words("Reference", 0),
    words("Rating", 0),
    words("Commitment", 56),
    words("Plan", 28),
    words("Owner", 28),
    words("Due", 0),
    words("Moved", 0),
    words("Milestones", 0),
];

/// Keys of a commitment. Scripts depend on them: add, never change.
pub const KEYS: &[&str] = &[
    "reference",
    "plan",
    "description",
    "scale",
    "rating",
    "owner",
    "due",
    "commentary",
    "path_to_green",
    "movement",
    "milestones_done",
    "milestones",
    "rated_in",
    "service",
    "placeholder",
    "illustrative",
    "closed_in",
];

/// Prints the commitments.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let room = room(&book, period)?;
    if let Some(plan) = &args.plan {
        let mut plans: Vec<&str> = room.rows.iter().map(|row| row.plan.as_str()).collect();
        plans.dedup();
        if !plans.iter().any(|one| one.eq_ignore_ascii_case(plan.trim())) {
            return Err(Failure::failed(format!(
                "There is no plan “{plan}”. There is: {}.",
                plans.join(", ")
            )));
        }
    }
    let scales = CommitmentScale::ALL.iter().filter(|scale| room.rows.iter().any(|row| row.scale == **scale));
    let there: Vec<Rating> = scales.flat_map(|scale| scale.steps()).map(|step| step.rating).collect();
    let ratings = known_ratings("commitment", &there, &args.rating)?;
    let wanted = |row: &&CommitmentRow| {
        args.plan.as_ref().is_none_or(|plan| row.plan.eq_ignore_ascii_case(plan.trim()))
            && (ratings.is_empty() || row.rating.is_some_and(|rating| ratings.contains(&rating)))
    };
    let ids: Vec<Id> = room.rows.iter().filter(wanted).map(|row| row.id).collect();
    let listing = Listing {
        columns: COLUMNS,
        cells: &|row: &CommitmentDetail| cells(context, row),
        keys: KEYS,
        values: &values,
        empty: "No commitment matches.",
    };
    listing.print(context, out, args.format, &mut at_once(details(&book, &ids, period)?))
}

fn rating_of(row: &CommitmentDetail) -> Option<Rating> {
    row.rating.as_ref().map(|rating| rating.rating).filter(|rating| *rating != Rating::None)
}

fn done(row: &CommitmentDetail) -> u64 {
    row.milestones.iter().filter(|milestone| milestone.done_on.is_some()).count() as u64
}

/// The values of a row, one for each of [`KEYS`].
pub fn values(row: &CommitmentDetail) -> Vec<Value> {
    let commitment = &row.commitment;
    let rating = row.rating.as_ref();
    vec![
        (&commitment.reference).into(),
        (&commitment.plan).into(),
        (&commitment.description).into(),
        commitment.scale.code().into(),
        rating_of(row).map_or(Value::Nothing, |rating| rating.code().into()),
        (&commitment.owner).into(),
        commitment.due.into(),
        rating.map_or("", |rating| &rating.commentary).into(),
        rating.map_or("", |rating| &rating.path_to_green).into(),
        row.movement.code().into(),
        done(row).into(),
        (row.milestones.len() as u64).into(),
        rating.map(|rating| rating.period).into(),
        (&commitment.service).into(),
        commitment.placeholder.into(),
        rating.is_some_and(|rating| rating.illustrative).into(),
        commitment.closed_in.into(),
    ]
}

fn cells(context: &Context, row: &CommitmentDetail) -> Vec<Cell> {
    let commitment = &row.commitment;
    let rating = match rating_of(row) {
        Some(rating) => Cell { text: rating_text(rating, context.ascii), rating: Some(rating) },
        None => "not rated".into(),
    };
    let milestones = match row.milestones.len() {
        0 => String::new(),
        all => format!("{} of {all}", done(row)),
    };
    vec![
        (&commitment.reference).into(),
        rating,
        (&commitment.description).into(),
        (&commitment.plan).into(),
        (&commitment.owner).into(),
        commitment.due.map(short_date).unwrap_or_default().into(),
        row.movement.code().into(),
        milestones.into(),
    ]
}
