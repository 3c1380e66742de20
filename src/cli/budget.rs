//! `quarterdeck budget`: figures, months, lines and savings, for scripts.

pub(super) mod lines;
mod months;
mod show;

pub use show::show;

use std::path::PathBuf;

use super::book::{Book, parse_period};
use super::list::budget::room;
use super::{Context, Failure, Out};
use crate::domain::Period;
use crate::domain::money::{MoneyUnit, Pence, parse_money};
use crate::workbook::budget_steps::{BudgetFigures, CapitalFigures, money_jumps, set_budget, set_capital};
use crate::workbook::rooms::budget::Node;
use crate::workbook::*;

/// Enter budgets, forecasts, months, lines and savings
///
/// A line is named as the table names it (“Safeguarding”) or by its path (“Adults and Communities / Safeguarding”).
/// A plain amount is in pounds; 930k, £1.2m, (29k) and -29k say what they are. An empty amount ("") removes the one
/// there is.
///
/// For example: quarterdeck budget set adults.qd Safeguarding --forecast 930k --comment "More assessments again."
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Enter figures of a line for a period
    Set(Box<Set>),
    /// Print or enter a line's months
    Months(Box<months::Args>),
    /// Add a line
    Add(lines::Add),
    /// Change what a line says of itself, or where it counts
    Edit(lines::Edit),
    /// Report a line no longer, from a period on
    Retire(lines::Retire),
    /// Report a retired line again
    BringBack(lines::Retire),
    /// Delete a line with everything that hangs on it
    Delete(lines::Delete),
    /// Add a saving, or say where one stands
    Saving(lines::SavingArgs),
}

#[derive(Debug, clap::Args)]
struct Set {
    /// The workbook
    file: PathBuf,
    /// The line
    line: String,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// The budget as the year began
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true)]
    original: Option<Amount>,
    /// The budget as it stands (revenue)
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true)]
    revised: Option<Amount>,
    /// What the year is expected to end at
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true)]
    forecast: Option<Amount>,
    /// Why it varies
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    comment: Option<String>,
    /// Keep amounts that are ten times the last ones or a tenth of them, which are else refused
    #[arg(long)]
    yes: bool,
    /// Brought forward from last year
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true, help_heading = "Capital")]
    slippage_in: Option<Amount>,
    /// Slippage within the year: more spending is positive
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true, help_heading = "Capital")]
    slippage: Option<Amount>,
    /// Added to the programme
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true, help_heading = "Capital")]
    additions: Option<Amount>,
    /// Taken out of the programme
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true, help_heading = "Capital")]
    deletions: Option<Amount>,
    /// Brought forward from later years
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true, help_heading = "Capital")]
    accelerations: Option<Amount>,
    /// Put off to next year
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount, allow_hyphen_values = true, help_heading = "Capital")]
    slippage_out: Option<Amount>,
    /// What the variance is measured from: original, revised or latest
    #[arg(long, value_name = "BASE", value_parser = parse_base, help_heading = "Capital")]
    base: Option<VarianceBase>,
}

/// An amount given on the command line; none where it is empty, to remove the one there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Amount(Option<Pence>);

/// An amount; plain numbers are pounds.
fn parse_amount(text: &str) -> Result<Amount, String> {
    match text.trim() {
        "" => Ok(Amount(None)),
        text => parse_money(text, MoneyUnit::Pounds)
            .map(|pence| Amount(Some(pence)))
            .map_err(|error| error.to_string()),
    }
}

fn parse_base(text: &str) -> Result<VarianceBase, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "original" => Ok(VarianceBase::Original),
        "revised" => Ok(VarianceBase::Revised),
        "latest" => Ok(VarianceBase::Latest),
        _ => Err("write original, revised or latest".to_owned()),
    }
}

/// Runs what was asked for.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Set(args) => set(context, out, args),
        What::Months(args) => months::run(context, out, args),
        What::Add(args) => lines::add(context, out, args),
        What::Edit(args) => lines::edit(context, out, args),
        What::Retire(args) => lines::retire(context, out, args, false),
        What::BringBack(args) => lines::retire(context, out, args, true),
        What::Delete(args) => lines::delete(context, out, args),
        What::Saving(args) => lines::saving(context, out, args),
    }
}

fn set(context: &Context, out: &mut Out, args: &Set) -> Result<(), Failure> {
    let mut book = Book::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let given = |amount: Option<Amount>| amount.map(|amount| amount.0);
    let comment = args.comment.as_ref().map(|text| text.trim().to_owned());
    let budget = BudgetFigures {
        original: given(args.original),
        revised: given(args.revised),
        forecast: given(args.forecast),
        comment: comment.clone(),
    };
    let capital = CapitalFigures {
        original: given(args.original),
        slippage_in: given(args.slippage_in),
        slippage: given(args.slippage),
        additions: given(args.additions),
        deletions: given(args.deletions),
        accelerations: given(args.accelerations),
        forecast: given(args.forecast),
        slippage_out: given(args.slippage_out),
        variance_base: args.base,
        comment,
    };
    if budget == BudgetFigures::default() && capital == CapitalFigures::default() {
        return Err(Failure::usage("Say what to enter: --forecast, --revised, --original, --comment …"));
    }
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, &period)?;
        let node = find(&room, &args.line)?;
        let only_comment = BudgetFigures { comment: budget.comment.clone(), ..BudgetFigures::default() };
        if node.is_total() && budget != only_comment {
            return Err(Failure::failed(format!(
                "“{}” is a total: its figures are those of the lines below it. Nothing was changed.",
                node.line.name
            )));
        }
        let id = node.line.id;
        if let Some(row) = room.capital.iter().find(|row| row.node.line.id == id) {
            if args.revised.is_some() {
                return Err(Failure::usage(
                    "The revised budget of a capital line is worked out: give --original and --slippage-in.",
                ));
            }
            let change = set_capital(&row.node.line, row.amount.as_ref(), &period, &capital);
            let now: Vec<Record> = row.amount.iter().cloned().map(Record::CapitalAmount).collect();
            return meant(change, &now, args.yes);
        }
        let (original, forecast, comment) = (capital.original, capital.forecast, capital.comment.clone());
        if capital != (CapitalFigures { original, forecast, comment, ..CapitalFigures::default() }) {
            return Err(Failure::usage(format!(
                "“{}” is a revenue line: it has no slippage, additions, deletions or base.",
                node.line.name
            )));
        }
        let row = room.revenue.iter().find(|row| row.node.line.id == id);
        let amount = row.and_then(|row| row.amount.as_ref());
        let now: Vec<Record> = amount.iter().map(|amount| Record::BudgetAmount((*amount).clone())).collect();
        meant(set_budget(&node.line, amount, &period, &budget), &now, args.yes)
    })?;
    said(out, &applied)
}

/// A change whose amounts are near the last ones, or meant; `now` is what there is.
fn meant(change: Change, now: &[Record], yes: bool) -> Result<Change, Failure> {
    super::set::ask_about_jumps(&money_jumps(&change, now), yes)?;
    Ok(change)
}

/// `quarterdeck set` of a budget line: its figures, and why it varies.
pub fn set_line(context: &Context, out: &mut Out, args: &super::set::Args) -> Result<(), Failure> {
    let amount =
        |text: &Option<String>| text.as_deref().map(parse_amount).transpose().map_err(Failure::usage);
    let given = Set {
        file: args.file.clone(),
        line: args.reference.clone(),
        period: args.period,
        original: amount(&args.original)?,
        revised: amount(&args.revised)?,
        forecast: amount(&args.forecast)?,
        comment: args.reason.clone(),
        slippage_in: None,
        slippage: None,
        additions: None,
        deletions: None,
        accelerations: None,
        slippage_out: None,
        base: None,
        yes: args.yes,
    };
    set(context, out, &given)
}

/// What became of a change.
fn said(out: &mut Out, applied: &Applied) -> Result<(), Failure> {
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}", applied.label))
}

/// Whether several lines, or one, are called so.
pub fn is_named(room: &BudgetRoom, name: &str) -> bool {
    let mut nodes = room.revenue.iter().map(|row| &row.node).chain(room.capital.iter().map(|row| &row.node));
    nodes.any(|node| node.line.name.to_lowercase() == name.trim().to_lowercase())
}

/// The line of a name or a path, in capitals or not. A name that several lines
/// have needs its path.
pub fn find<'a>(room: &'a BudgetRoom, wanted: &str) -> Result<&'a Node, Failure> {
    let nodes = || room.revenue.iter().map(|row| &row.node).chain(room.capital.iter().map(|row| &row.node));
    let plain = |text: &str| text.split('/').map(str::trim).collect::<Vec<_>>().join(" / ").to_lowercase();
    let wanted = plain(wanted);
    let by_path: Vec<&Node> = nodes().filter(|node| plain(&node.path) == wanted).collect();
    let by_name: Vec<&Node> = nodes().filter(|node| plain(&node.line.name) == wanted).collect();
    let found = match (by_path.as_slice(), by_name.as_slice()) {
        // A name that is also a path of its own, at the top, is taken for that.
        ([one], _) => return Ok(one),
        ([], [one]) => return Ok(one),
        ([], []) => Vec::new(),
        ([], several) | (several, _) => several.to_vec(),
    };
    if !found.is_empty() {
        let paths: Vec<String> = found.iter().map(|node| format!("“{}”", node.path)).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        return Err(Failure::failed(format!(
            "Several lines are called so: {}. Write the path. Nothing was changed.",
            super::book::series(&paths)
        )));
    }
    let near: Vec<&str> = nodes()
        .filter(|node| {
            let name = node.line.name.to_lowercase();
            (wanted.len() > 2 && name.contains(&wanted)) || super::book::near_words(&name, &wanted)
        })
        .map(|node| node.line.name.as_str())
        .take(3)
        .collect();
    let hint = match near.len() {
        0 => "`quarterdeck list budget FILE` prints those there are.".to_owned(),
        1 => format!("“{}” is near.", near[0]),
        _ => format!("{} are near.", super::book::series(&near)),
    };
    Err(Failure::failed(format!(
        "There is no budget line “{}” in this period. {hint}",
        crate::ui::inert::fit(&wanted, 40).trim_end()
    )))
}
