//! `quarterdeck list budget`, `capital` and `savings`: money, line by line.

use std::path::PathBuf;

use super::year_end::{YEAR_END_KEYS, details, year_end_values};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::cli::table::{Cell, Column, Format, Listing, at_once, figures, rating_text, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::figures::format_change;
use crate::domain::money::{MoneyUnit, Pence, format_money, format_variation};
use crate::domain::{Period, Unit};
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// What the table is written in: £, £000 or £m (JSON and CSV are always in pence)
    #[arg(long, value_name = "UNIT", value_parser = parse_unit, default_value = "£000")]
    unit: MoneyUnit,
    #[command(flatten)]
    format: Format,
}

fn parse_unit(text: &str) -> Result<MoneyUnit, String> {
    MoneyUnit::parse(text).ok_or_else(|| "write £, £000 or £m (or pounds, thousands, millions)".to_owned())
}

/// Keys of a budget line. Scripts depend on them: add, never change. Amounts are pence.
pub const LINE_KEYS: &[&str] = &[
    "path",
    "name",
    "level",
    "is_total",
    "original",
    "revised",
    "forecast",
    "variation",
    "variation_percent",
    "stated_variation",
    "stated_percent",
    "lines_original",
    "lines_revised",
    "lines_forecast",
    "printed_original",
    "printed_revised",
    "printed_forecast",
    "rating",
    "tolerance",
    "comment",
    "owner",
    "service",
    "reported_in",
    "rounding",
    "source",
    "notes",
];

/// The values of a budget line, one for each of [`LINE_KEYS`].
pub fn line_values(row: &BudgetRow) -> Vec<Value> {
    let line = &row.node.line;
    let amount = row.amount.as_ref();
    let text = |get: fn(&BudgetAmount) -> &String| amount.map_or(Value::Nothing, |amount| get(amount).into());
    vec![
        (&row.node.path).into(),
        (&line.name).into(),
        u64::from(row.node.depth).into(),
        row.node.is_total().into(),
        Value::Pence(row.original.figure),
        Value::Pence(row.revised.figure),
        Value::Pence(row.forecast.figure),
        Value::Pence(row.variation),
        row.percent.into(),
        Value::Pence(amount.and_then(|amount| amount.stated_variation)),
        amount.and_then(|amount| amount.stated_percent).into(),
        Value::Pence(row.original.lines),
        Value::Pence(row.revised.lines),
        Value::Pence(row.forecast.lines),
        Value::Pence(row.original.printed),
        Value::Pence(row.revised.printed),
        Value::Pence(row.forecast.printed),
        row.rating.code().into(),
        row.tolerance.into(),
        text(|amount| &amount.comment),
        (&line.owner).into(),
        (&line.service).into(),
        amount.map(|amount| amount.period).into(),
        Value::Pence(amount.map(|amount| amount.rounding)),
        text(|amount| &amount.source),
        notes(row.notes(MoneyUnit::Thousands)),
    ]
}

fn notes(notes: Vec<String>) -> Value {
    Value::List(notes.into_iter().map(Value::Text).collect())
}

/// Everything about money in a period.
pub fn room(book: &OpenWorkbook, period: Period) -> Result<BudgetView, Failure> {
    match book.store.answer(&Query::Budget { period })? {
        Data::Budget(room) => Ok(*room),
        other => Err(crate::cli::open_workbook::unexpected(&other)),
    }
}

fn titled(unit: MoneyUnit, titles: [&'static str; 3]) -> &'static str {
    match unit {
        MoneyUnit::Pounds => titles[0],
        MoneyUnit::Thousands => titles[1],
        MoneyUnit::Millions => titles[2],
    }
}

/// Amounts of a column as the unit and the rounding of the table want them.
struct Amounts {
    unit: MoneyUnit,
    decimals: u32,
}

impl Amounts {
    /// Decimals enough for every figure of the table.
    fn new(unit: MoneyUnit, rounding: impl Iterator<Item = Pence>) -> Self {
        Self { unit, decimals: rounding.map(|pence| unit.decimals(pence)).max().unwrap_or(0) }
    }

    fn amount(&self, pence: Option<Pence>) -> Cell {
        pence.map_or_else(|| "–".to_owned(), |pence| format_money(pence, self.unit, self.decimals)).into()
    }

    fn variation(&self, pence: Option<Pence>) -> Cell {
        pence.map_or_else(|| "–".to_owned(), |pence| format_variation(pence, self.unit, self.decimals)).into()
    }
}

/// A percentage with its sign, or a dash.
fn percent(percent: Option<f64>) -> String {
    percent.map_or_else(|| "–".to_owned(), |percent| format_change(percent, Unit::Percent, 1))
}

fn indented(node: &views::budget::Node) -> String {
    format!("{}{}", "  ".repeat(usize::from(node.depth)), node.line.name)
}

/// Prints revenue lines, every subtotal before its lines.
pub fn revenue(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let room = room(&book, period)?;
    let lines = room.revenue.iter().map(|row| row.node.line.id);
    let details = details(&book, period, args.format, lines)?;
    let keys = [LINE_KEYS, YEAR_END_KEYS].concat();
    let amounts = Amounts::new(args.unit, room.revenue.iter().map(BudgetRow::rounding));
    let first = titled(args.unit, ["Line, £", "Line, £000", "Line, £m"]);
    let columns: [Column; 8] = [
        words(first, 0),
        figures("Original"),
        figures("Revised"),
        figures("Forecast"),
        figures("Variation"),
        figures("%"),
        words("Rating", 0),
        words("Comment", 48),
    ];
    let listing = Listing {
        columns: &columns,
        cells: &|row: &BudgetRow| {
            let rating = Cell { text: rating_text(row.rating, context.ascii), rating: Some(row.rating) };
            vec![
                if context.plain { row.node.path.clone() } else { indented(&row.node) }.into(),
                amounts.amount(row.original.figure),
                amounts.amount(row.revised.figure),
                amounts.amount(row.forecast.figure),
                amounts.variation(row.variation),
                percent(row.percent).into(),
                rating,
                row.amount.as_ref().map_or("", |amount| amount.comment.as_str()).into(),
            ]
        },
        keys: &keys,
        values: &|row: &BudgetRow| {
            let year_end = year_end_values(&row.into(), details.get(&row.node.line.id));
            line_values(row).into_iter().chain(year_end).collect()
        },
        empty: "No revenue budget has been entered for this period.",
    };
    listing.print(context, out, args.format, &mut at_once(room.revenue.clone()))?;
    say_notes(
        context,
        args,
        room.revenue.iter().map(|row| (&row.node, row.notes(args.unit))),
        &room,
        BudgetKind::Revenue,
    )
}

/// Sentences about what the source prints otherwise, for people only.
fn say_notes<'a>(
    context: &Context,
    args: &Args,
    rows: impl Iterator<Item = (&'a views::budget::Node, Vec<String>)>,
    room: &BudgetView,
    kind: BudgetKind,
) -> Result<(), Failure> {
    if args.format.json || args.format.csv {
        return Ok(());
    }
    for (node, notes) in rows {
        for note in notes {
            crate::cli::say(context, &format!("{}: {note}", node.line.name));
        }
    }
    for note in room.notes(kind, args.unit) {
        crate::cli::say(context, &note);
    }
    Ok(())
}

/// Keys of a capital line. Amounts are pence.
pub const CAPITAL_KEYS: &[&str] = &[
    "path",
    "name",
    "level",
    "is_total",
    "original",
    "slippage_in",
    "revised",
    "slippage",
    "additions",
    "deletions",
    "accelerations",
    "latest",
    "forecast",
    "variance",
    "variance_base",
    "variance_from_original",
    "variance_from_revised",
    "variance_from_latest",
    "stated_revised",
    "stated_latest",
    "stated_variance",
    "slippage_out",
    "comment",
    "owner",
    "service",
    "reported_in",
    "source",
    "notes",
    "readings",
];

/// The values of a capital line, one for each of [`CAPITAL_KEYS`].
pub fn capital_values(row: &CapitalRow) -> Vec<Value> {
    let (line, capital, chain) = (&row.node.line, &row.capital, &row.chain);
    let amount = row.amount.as_ref();
    let text =
        |get: fn(&CapitalAmount) -> &String| amount.map_or(Value::Nothing, |amount| get(amount).into());
    let base = amount.map_or_else(VarianceBase::default, |amount| amount.variance_base);
    vec![
        (&row.node.path).into(),
        (&line.name).into(),
        u64::from(row.node.depth).into(),
        row.node.is_total().into(),
        Value::Pence(capital.original),
        Value::Pence(capital.slippage_in),
        Value::Pence(chain.revised),
        Value::Pence(capital.slippage),
        Value::Pence(capital.additions),
        Value::Pence(capital.deletions),
        Value::Pence(capital.accelerations),
        Value::Pence(chain.latest),
        Value::Pence(capital.forecast),
        Value::Pence(chain.variance(base.base())),
        base.code().into(),
        Value::Pence(chain.from_original),
        Value::Pence(chain.from_revised),
        Value::Pence(chain.from_latest),
        Value::Pence(amount.and_then(|amount| amount.stated_revised)),
        Value::Pence(amount.and_then(|amount| amount.stated_latest)),
        Value::Pence(amount.and_then(|amount| amount.stated_variance)),
        Value::Pence(row.slippage_out),
        text(|amount| &amount.comment),
        (&line.owner).into(),
        (&line.service).into(),
        amount.map(|amount| amount.period).into(),
        text(|amount| &amount.source),
        notes(row.notes(MoneyUnit::Thousands)),
        notes(row.readings(MoneyUnit::Thousands)),
    ]
}

/// Prints capital lines with their chains.
pub fn capital(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let room = room(&book, period)?;
    let lines = room.capital.iter().map(|row| row.node.line.id);
    let details = details(&book, period, args.format, lines)?;
    let keys = [CAPITAL_KEYS, YEAR_END_KEYS].concat();
    let amounts = Amounts::new(args.unit, room.capital.iter().map(CapitalRow::rounding));
    let first = titled(args.unit, ["Line, £", "Line, £000", "Line, £m"]);
    let columns: [Column; 9] = [
        words(first, 0),
        figures("Original"),
        figures("Brought forward"),
        figures("Revised"),
        figures("Slippage"),
        figures("Latest"),
        figures("Forecast"),
        figures("From revised"),
        figures("From latest"),
    ];
    let listing = Listing {
        columns: &columns,
        cells: &|row: &CapitalRow| {
            vec![
                if context.plain { row.node.path.clone() } else { indented(&row.node) }.into(),
                amounts.amount(row.capital.original),
                amounts.amount(row.capital.slippage_in),
                amounts.amount(row.chain.revised),
                amounts.variation(row.capital.slippage),
                amounts.amount(row.chain.latest),
                amounts.amount(row.capital.forecast),
                amounts.variation(row.chain.from_revised),
                amounts.variation(row.chain.from_latest),
            ]
        },
        keys: &keys,
        values: &|row: &CapitalRow| {
            let year_end = year_end_values(&row.into(), details.get(&row.node.line.id));
            capital_values(row).into_iter().chain(year_end).collect()
        },
        empty: "No capital budget has been entered for this period.",
    };
    listing.print(context, out, args.format, &mut at_once(room.capital.clone()))?;
    say_notes(
        context,
        args,
        room.capital.iter().map(|row| (&row.node, row.remarks(args.unit))),
        &room,
        BudgetKind::Capital,
    )
}

/// Keys of a saving. Scripts depend on them: add, never change. Amounts are pence.
pub const SAVING_KEYS: &[&str] = &[
    "reference",
    "description",
    "status",
    "target",
    "forecast",
    "shortfall",
    "owner",
    "service",
    "comment",
    "reported_in",
    "opened_in",
    "closed_in",
    "source",
];

/// The values of a saving, one for each of [`SAVING_KEYS`].
pub fn saving_values(row: &SavingRow) -> Vec<Value> {
    let (saving, position) = (&row.saving, row.position.as_ref());
    vec![
        (&saving.reference).into(),
        (&saving.description).into(),
        row.status().code().into(),
        Value::Pence(position.and_then(|position| position.target)),
        Value::Pence(position.and_then(|position| position.forecast)),
        Value::Pence(row.shortfall()),
        (&saving.owner).into(),
        (&saving.service).into(),
        position.map_or("", |position| position.comment.as_str()).into(),
        position.map(|position| position.period).into(),
        saving.opened_in.into(),
        saving.closed_in.into(),
        (&saving.source).into(),
    ]
}

/// Prints the savings.
pub fn savings(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let room = room(&book, book.period(args.period)?)?;
    let amounts = Amounts::new(args.unit, std::iter::once(100_000));
    let first = titled(args.unit, ["Saving, £", "Saving, £000", "Saving, £m"]);
    let columns: [Column; 7] = [
        words(first, 0),
        words("Description", 48),
        words("Status", 0),
        figures("Target"),
        figures("Forecast"),
        figures("Short by"),
        words("Owner", 36),
    ];
    let listing = Listing {
        columns: &columns,
        cells: &|row: &SavingRow| {
            let position = row.position.as_ref();
            vec![
                (&row.saving.reference).into(),
                (&row.saving.description).into(),
                row.status().title().into(),
                amounts.amount(position.and_then(|position| position.target)),
                amounts.amount(position.and_then(|position| position.forecast)),
                amounts.amount(row.shortfall()),
                (&row.saving.owner).into(),
            ]
        },
        keys: SAVING_KEYS,
        values: &saving_values,
        empty: "No saving is reported in this period.",
    };
    listing.print(context, out, args.format, &mut at_once(room.savings))
}
