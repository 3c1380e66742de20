//! The months of a line: printed, entered or spread.

use std::path::PathBuf;

use super::{find, meant, said};
use crate::cli::list::budget::room;
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::cli::table::{Format, Listing, at_once, figures, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::budget::MONTHS;
use crate::domain::money::{MoneyUnit, Pence, format_money};
use crate::domain::{Period, PeriodKind};
use crate::workbook::budget_steps::{
    MonthField, MonthFigure, is_invented, months_label, open_months, set_months, spread, spread_label,
};
use crate::workbook::edits::read_money;
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// The line
    line: String,
    /// Period, whose financial year it is (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// One month: M04, 4 or 2015/16-M04; the amounts given are then its own
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Budget: twelve amounts with semicolons between them, or one for --month
    #[arg(long, value_name = "AMOUNTS", value_delimiter = ';', value_parser = parse_amount, allow_hyphen_values = true)]
    budget: Vec<Amount>,
    /// What was spent: up to twelve amounts from the first month on, or one for --month
    #[arg(long, value_name = "AMOUNTS", value_delimiter = ';', value_parser = parse_amount, allow_hyphen_values = true)]
    actual: Vec<Amount>,
    /// What is forecast: twelve amounts, or one for --month
    #[arg(long, value_name = "AMOUNTS", value_delimiter = ';', value_parser = parse_amount, allow_hyphen_values = true)]
    forecast: Vec<Amount>,
    /// Spread the revised budget (budget) or what the forecast leaves (forecast) over the months
    #[arg(long, value_name = "WHAT", value_parser = parse_field, conflicts_with_all = ["budget", "actual", "forecast"])]
    spread: Option<MonthField>,
    /// In the shape of last year's months, not evenly
    #[arg(long, requires = "spread")]
    by_last_year: bool,
    /// Keep amounts that are ten times the last ones or a tenth of them, which are else refused
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    format: Format,
}

/// An amount given on the command line; none where it is empty, to remove the one there is.
#[derive(Debug, Clone, Copy)]
struct Amount(Option<Pence>);

fn parse_amount(text: &str) -> Result<Amount, String> {
    read_money(text).map(Amount)
}

fn parse_field(text: &str) -> Result<MonthField, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "budget" => Ok(MonthField::Budget),
        "forecast" => Ok(MonthField::Forecast),
        _ => Err("write budget or forecast".to_owned()),
    }
}

/// Prints the months, or changes them.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let given = [
        (MonthField::Budget, &args.budget),
        (MonthField::Actual, &args.actual),
        (MonthField::Forecast, &args.forecast),
    ];
    if args.spread.is_none() && given.iter().all(|(_, amounts)| amounts.is_empty()) {
        return print(context, out, args);
    }
    let month = args.month.as_deref().map(parse_month).transpose()?;
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let applied = book.apply(&context.stamp(), |book| {
        let detail = detail(book, &args.line, period)?;
        if detail.is_total {
            return Err(Failure::failed(format!(
                "“{}” is a total: its months are those of the lines below it. Nothing was changed.",
                detail.line.name
            )));
        }
        let (figures, what) = match args.spread {
            Some(field) => {
                let open = open_months(&detail.months, &book.opening.periods);
                let figures = spread(&detail, field, args.by_last_year, &open)
                    .map_err(|reason| Failure::failed(format!("{reason}. Nothing was changed.")))?;
                (figures, spread_label(field, args.by_last_year))
            }
            None => {
                let figures = entered(&given, month)?;
                let what = months_label(&figures);
                (figures, what)
            }
        };
        let change = set_months(&detail.line, &detail.months, &figures, &what);
        // What is spread was not typed.
        let now = detail.months.into_iter().map(Record::MonthlyAmount).collect::<Vec<_>>();
        meant(change, &now, args.yes || args.spread.is_some())
    })?;
    said(out, &applied)
}

/// `M04`, `4` or `2015/16-M04`, as a position from 0.
fn parse_month(text: &str) -> Result<usize, Failure> {
    let wrong = || {
        Failure::usage(format!("“{text}” is not a month: write M01 to M12, counted from the year's first."))
    };
    let number = match Period::parse(text) {
        Ok(month) if month.kind() == PeriodKind::Month => usize::from(month.number()),
        Ok(_) => return Err(wrong()),
        Err(_) => text.trim().trim_start_matches(['m', 'M']).parse().map_err(|_| wrong())?,
    };
    if (1..=MONTHS).contains(&number) { Ok(number - 1) } else { Err(wrong()) }
}

fn entered(given: &[(MonthField, &Vec<Amount>)], month: Option<usize>) -> Result<Vec<MonthFigure>, Failure> {
    let mut figures = Vec::new();
    for (field, amounts) in given.iter().filter(|(_, amounts)| !amounts.is_empty()) {
        let name = field.title();
        match (month, amounts.len()) {
            (Some(at), 1) => figures.push((at, *field, amounts[0].0)),
            (Some(_), many) => {
                return Err(Failure::usage(format!("--{name} has {many} amounts for one month.")));
            }
            (None, many) if many == MONTHS || (*field == MonthField::Actual && many < MONTHS) => {
                figures.extend(amounts.iter().enumerate().map(|(at, amount)| (at, *field, amount.0)));
            }
            (None, many) => {
                return Err(Failure::usage(format!(
                    "--{name} has {many} amounts and a year has 12 months. For one month add --month."
                )));
            }
        }
    }
    Ok(figures)
}

fn detail(book: &OpenWorkbook, line: &str, period: Period) -> Result<BudgetLineDetail, Failure> {
    let room = room(book, period)?;
    let id = find(&room, line)?.line.id;
    match book.store.answer(&Query::BudgetLine { line: id, period })? {
        Data::BudgetLine(detail) => Ok(*detail),
        other => Err(unexpected(&other)),
    }
}

fn print(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let detail = detail(&book, &args.line, period)?;
    let amount = |pence: Option<Pence>| {
        pence.map_or_else(|| "–".to_owned(), |pence| format_money(pence, MoneyUnit::Pounds, 2))
    };
    let listing = Listing {
        columns: &[
            words("Month", 0),
            figures("Budget, £"),
            figures("Actual"),
            figures("Forecast"),
            words("Note", 0),
        ],
        cells: &|month: &MonthlyAmount| {
            vec![
                Some(month.period).into(),
                amount(month.budget).into(),
                amount(month.actual).into(),
                amount(month.forecast).into(),
                if month.illustrative { "illustrative" } else { "" }.into(),
            ]
        },
        keys: &["month", "budget", "actual", "forecast", "illustrative"],
        values: &|month: &MonthlyAmount| {
            vec![
                Some(month.period).into(),
                Value::Pence(month.budget),
                Value::Pence(month.actual),
                Value::Pence(month.forecast),
                Value::List(
                    MonthField::ALL
                        .into_iter()
                        .filter(|field| is_invented(month, *field))
                        .map(|field| field.title().into())
                        .collect(),
                ),
            ]
        },
        empty: "No month.",
    };
    listing.print(context, out, args.format, &mut at_once(detail.months))
}
