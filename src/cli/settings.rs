//! `quarterdeck settings`: what the workbook says of itself.

use std::path::PathBuf;

use super::list::parse_rating;
use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::domain::{Period, Rating};
use crate::workbook::edits::read_scheme;
use crate::workbook::steps::settings::{Refused, Settings, change_settings, read_threshold, read_tolerance};
use crate::workbook::*;

/// Print or change the workbook's own settings
///
/// For example: quarterdeck settings adults.qd --review red,red_amber
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// The council
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// The service or directorate
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Rating scheme, unless an indicator names its own
    #[arg(long, value_name = "CODE", value_parser = read_scheme)]
    scheme: Option<String>,
    /// Ratings that are reviewed: red,red_amber …
    #[arg(long, value_delimiter = ',', value_parser = parse_rating, value_name = "RATING")]
    review: Vec<Rating>,
    /// Percent by which a forecast may be over its revised budget and still be amber
    #[arg(long, value_name = "PERCENT", value_parser = read_tolerance)]
    budget_tolerance: Option<f64>,
    /// Score from which the register lists a risk
    #[arg(long, value_name = "SCORE", value_parser = read_threshold)]
    risk_threshold: Option<u32>,
    /// Organisation or group whose benchmark stands beside results, unless an indicator names its
    /// own; "" for none
    #[arg(long, value_name = "NAME", value_parser = crate::cli::parse_text)]
    compare_with: Option<String>,
    /// The period it opens at
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Print JSON, for programs
    #[arg(long)]
    json: bool,
}

/// Changes what was given; prints the settings as they are then.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let asked = args.organisation.is_some()
        || args.service.is_some()
        || args.scheme.is_some()
        || !args.review.is_empty()
        || args.budget_tolerance.is_some()
        || args.risk_threshold.is_some()
        || args.compare_with.is_some()
        || args.period.is_some();
    if !asked {
        return print(out, &OpenWorkbook::read(context, &args.file)?.opening.workbook, args.json);
    }
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let settings = Settings {
        organisation: args.organisation.clone(),
        service: args.service.clone(),
        scheme: args.scheme.clone(),
        review: (!args.review.is_empty()).then(|| args.review.clone()),
        budget_tolerance: args.budget_tolerance,
        risk_threshold: args.risk_threshold,
        compare_with: args.compare_with.clone(),
        current_period: args.period.map(|period| book.period(Some(period))).transpose()?,
    };
    let mut after = None;
    book.apply(&context.stamp(), |book| {
        let others = book.opening.ratings_of_other_schemes();
        let change = change_settings(&book.opening.workbook, &book.opening.organisations, &settings, &others)
            .map_err(refusal)?;
        after = change.edits.iter().find_map(|edit| match edit {
            Edit::Put(Record::Workbook(workbook)) => Some(workbook.clone()),
            _ => None,
        });
        Ok(change)
    })?;
    print(out, after.as_ref().unwrap_or(&book.opening.workbook), args.json)
}

/// Every option that is refused, by name.
fn refusal(refused: Vec<Refused>) -> Failure {
    let options: Vec<String> =
        refused.iter().map(|(name, why)| format!("--{}: {why}.", name.replace('_', "-"))).collect();
    Failure::usage(format!("{} Nothing was changed.", options.join(" ")))
}

fn print(out: &mut Out, workbook: &Workbook, json: bool) -> Result<(), Failure> {
    let ratings: Vec<&str> = workbook.review_ratings.iter().map(|rating| rating.code()).collect();
    if json {
        return out.json(&Value::Object(vec![
            ("organisation", (&workbook.organisation).into()),
            ("service", (&workbook.service).into()),
            ("first_month", u64::from(workbook.first_month).into()),
            ("scheme", (&workbook.scheme).into()),
            ("period", workbook.current_period.into()),
            ("review", Value::List(ratings.into_iter().map(Value::from).collect())),
            ("budget_tolerance", workbook.budget_tolerance.into()),
            ("risk_threshold", u64::from(workbook.risk_threshold).into()),
            ("compare_with", (&workbook.compare_with).into()),
            ("note", (&workbook.note).into()),
            ("id", (&workbook.uuid).into()),
        ]));
    }
    out.field("Organisation", &workbook.organisation)?;
    out.field("Service", &workbook.service)?;
    out.field("First month of the year", &workbook.first_month.to_string())?;
    out.field("Rating scheme", &workbook.scheme)?;
    out.field("Opens at", &workbook.current_period.map(Period::code).unwrap_or_default())?;
    out.field("Reviewed", &ratings.join(", "))?;
    out.field("Budget tolerance", &format!("{}%", workbook.budget_tolerance))?;
    out.field("Risk register from", &workbook.risk_threshold.to_string())?;
    out.field("Compared with", &workbook.compare_with)?;
    out.field("Note", workbook.note.trim())
}
