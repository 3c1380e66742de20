//! `quarterdeck compare`: organisations beside each other.

mod summary;

use std::path::PathBuf;

use super::group::room;
use super::table::{Cell, Format, Listing, at_once, figures, words};
use super::{Context, Failure, Out, Value, say};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::domain::Period;
use crate::domain::compare::Place;
use crate::workbook::compare::Entry;
use crate::workbook::*;

/// Compare organisations: value, rank, quartile, average and direction of travel
///
/// Every organisation of the group stands there, with the reason where it has no figure. For example:
/// quarterdeck compare adults.qd 2A --group "West Midlands" --csv
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// One measure, by its reference (else all that several organisations have figures of)
    reference: Option<String>,
    /// Only this organisation, ranked among the group
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Among whom (else the workbook's own group, or the first its organisation is in)
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    /// Period, such as 2024/25 (else the latest that has figures of several organisations)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Counts for each measure and each organisation, and the sentences they make
    #[arg(long, conflicts_with = "organisation")]
    summary: bool,
    #[command(flatten)]
    format: Format,
}

/// Prints the comparison.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let comparison = comparison(&book, args)?;
    let unranked = comparison.measures.iter().filter_map(ComparedMeasure::unranked);
    // The summary says it among its sentences.
    let unranked = unranked.filter(|_| !args.summary);
    for note in comparison.notes.iter().cloned().chain(unranked) {
        say(context, &note);
    }
    if args.summary {
        return summary::print(context, out, &comparison, args.format);
    }
    let wanted = match &args.organisation {
        Some(name) => Some(position(&book, &comparison, name)?),
        None => None,
    };
    let rows: Vec<Row<'_>> = comparison
        .measures
        .iter()
        .flat_map(|measure| {
            comparison
                .organisations
                .iter()
                .zip(&measure.entries)
                .enumerate()
                .map(move |(at, (organisation, entry))| (at, Row { measure, organisation, entry }))
        })
        .filter(|(at, _)| wanted.is_none_or(|wanted| wanted == *at))
        .map(|(_, row)| row)
        .collect();
    print(context, out, &comparison, rows, args.format)
}

/// Works out what is asked for.
fn comparison(book: &OpenWorkbook, args: &Args) -> Result<Comparison, Failure> {
    let group = match &args.group {
        Some(name) => {
            let room = room(book)?;
            let found = room.group(name).ok_or_else(|| Failure::Failed(room.no_group(name)))?;
            Some(found.id)
        }
        None => None,
    };
    let indicator = match &args.reference {
        Some(reference) => Some(book.indicator(reference, book.period(None)?)?),
        None => None,
    };
    let ask = |period: Option<Period>| -> Result<Comparison, Failure> {
        match book.store.answer(&Query::Comparison(ComparisonRequest {
            period,
            group,
            indicator,
            ..ComparisonRequest::default()
        }))? {
            Data::Comparison(comparison) => Ok(*comparison),
            other => Err(unexpected(&other)),
        }
    };
    let found = ask(args.period)?;
    if found.has_others() {
        return Ok(found);
    }
    let latest = ask(None)?;
    Err(match (latest.has_others(), args.period) {
        (true, Some(period)) => Failure::failed(format!(
            "No organisation has a figure in {}. The latest that have are of {}.",
            period.title(),
            latest.period.title()
        )),
        _ => nothing(),
    })
}

/// Nobody else has a figure.
pub(super) fn nothing() -> Failure {
    Failure::failed(
        "There are no figures of other organisations to compare with. `quarterdeck import FILE SOURCE --others \
         all` brings them in.",
    )
}

/// Where an organisation stands among those that are compared, by any of its names.
pub(super) fn position(book: &OpenWorkbook, comparison: &Comparison, name: &str) -> Result<usize, Failure> {
    let all = &comparison.organisations;
    let named = all.iter().position(|one| one.organisation.name.trim().eq_ignore_ascii_case(name.trim()));
    let found = named.or_else(|| all.iter().position(|one| one.organisation.is_called(name)));
    if let Some(found) = found {
        return Ok(found);
    }
    let room = room(book)?;
    Err(Failure::failed(match room.find(name) {
        Some(one) => format!(
            "{} is not one of {}. Say --group with a group it is in.",
            one.name,
            comparison.group_title()
        ),
        None => room.no_organisation(name),
    }))
}

/// One organisation in one measure.
struct Row<'a> {
    measure: &'a ComparedMeasure,
    organisation: &'a ComparedOrganisation,
    entry: &'a Entry,
}

/// The columns, in this order for good: programs read them.
const KEYS: &[&str] = &[
    "reference",
    "theme",
    "organisation",
    "code",
    "period",
    "value",
    "numerator",
    "denominator",
    "missing_because",
    "rank",
    "of",
    "quartile",
    "national_rank",
    "national_of",
    "national_quartile",
    "average",
    "average_of",
    "difference",
    "against_average",
    "direction_of_travel",
];

fn print(
    context: &Context,
    out: &mut Out,
    comparison: &Comparison,
    rows: Vec<Row<'_>>,
    format: Format,
) -> Result<(), Failure> {
    let has_nation = comparison.nation.is_some();
    let values = |row: &Row<'_>| {
        let Row { measure, organisation, entry } = row;
        let average = measure.average();
        let mut values: Vec<Value> = vec![
            (&measure.indicator.reference).into(),
            measure.theme.to_string().into(),
            (&organisation.organisation.name).into(),
            (&organisation.organisation.code).into(),
            comparison.period.into(),
            entry.value.into(),
            entry.numerator.into(),
            entry.denominator.into(),
            (&entry.missing_because).into(),
        ];
        values.extend(place_values(entry.place));
        values.extend(place_values(entry.national));
        values.extend([
            average.map(|average| average.value).into(),
            average.map_or(Value::Nothing, |average| average.of.title().into()),
            entry.difference.into(),
            entry.against_average.map_or(Value::Nothing, |against| against.code().into()),
            entry.direction.code().into(),
        ]);
        values
    };
    let cells = |row: &Row<'_>| -> Vec<Cell> {
        let Row { measure, organisation, entry } = row;
        let own = if organisation.ours { " *" } else { "" };
        let value = match entry.value {
            Some(value) => measure.figure(value),
            None => entry.missing_because.clone(),
        };
        let mut cells: Vec<Cell> = vec![
            (&measure.indicator.reference).into(),
            format!("{}{own}", organisation.organisation.name).into(),
            value.into(),
            entry.place.map(Place::sentence_part).unwrap_or_default().into(),
        ];
        if has_nation {
            cells.push(entry.national.map(Place::sentence_part).unwrap_or_default().into());
        }
        cells.extend([
            measure.average().map(|average| measure.figure(average.value)).unwrap_or_default().into(),
            measure.average().map(|average| average.of.title()).unwrap_or_default().into(),
            entry.against_average.map_or("", |against| against.code()).into(),
            entry.direction.word().into(),
        ]);
        cells
    };
    let mut columns = vec![
        words("Ref", 0),
        words("Organisation", 40),
        figures("Value"),
        words("Rank", 0),
        words("In the nation", 0),
        figures("Average"),
        words("Of", 24),
        words("Against it", 0),
        words("Direction", 0),
    ];
    columns.retain(|column| has_nation || column.title != "In the nation");
    let listing = Listing {
        columns: &columns,
        cells: &cells,
        keys: KEYS,
        values: &values,
        empty: "There is nothing to compare.",
    };
    listing.print(context, out, format, &mut at_once(rows))
}

fn place_values(place: Option<Place>) -> [Value; 3] {
    let count = |number: Option<u32>| number.map_or(Value::Nothing, |number| Value::Count(u64::from(number)));
    [
        count(place.map(|place| place.rank)),
        count(place.map(|place| place.of)),
        count(place.and_then(|place| place.quartile).map(u32::from)),
    ]
}
