//! `quarterdeck budget`: figures, months, lines and savings, for scripts.

pub(super) mod lines;
mod months;
mod show;

pub use show::show;

use std::path::PathBuf;

use super::given::{Given, when};
use super::list::budget::room;
use super::record_args::RecordArgs;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, saved};
use crate::domain::Period;
use crate::workbook::budget_steps::money_jumps;
use crate::workbook::edits;
use crate::workbook::views::budget::Node;
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
    /// The budget as it stands, of a revenue line; "" for none
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    revised: Option<String>,
    #[command(flatten)]
    amounts: Box<RecordArgs<CapitalAmount>>,
    /// Keep amounts that are ten times the last ones or a tenth of them, which are else refused
    #[arg(long)]
    yes: bool,
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
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let given = Given::default().line("revised", "--revised", args.revised.as_ref()).record(&args.amounts)?;
    if given.patch.is_empty() {
        return Err(Failure::usage("Say what to enter: --forecast, --revised, --original, --comment …"));
    }
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book, period)?;
        let node = find(&room, &args.line)?;
        if node.is_total() && !given.patch.says_only(&["comment"]) {
            return Err(Failure::failed(format!(
                "“{}” is a total: its figures are those of the lines below it. Nothing was changed.",
                node.line.name
            )));
        }
        let id = node.line.id;
        let (made, now) = match room.capital.iter().find(|row| row.node.line.id == id) {
            Some(row) => {
                let amount = row.amount.as_ref();
                let made = edits::capital_amounts(&row.node.line, amount, period, &given.patch, &when);
                (made, amount.cloned().map(Record::CapitalAmount))
            }
            None => {
                let row = room.revenue.iter().find(|row| row.node.line.id == id);
                let amount = row.and_then(|row| row.amount.as_ref());
                let made = edits::amounts(&node.line, amount, period, &given.patch, &when);
                (made, amount.cloned().map(Record::BudgetAmount))
            }
        };
        meant(made.map_err(|faults| given.refused(faults))?, now.as_slice(), args.yes)
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
    let given = Set {
        file: args.file.clone(),
        line: args.reference.clone(),
        period: args.period,
        revised: args.revised.clone(),
        amounts: Box::new(RecordArgs::given([
            ("original", &args.original),
            ("forecast", &args.forecast),
            ("comment", &args.reason),
        ])),
        yes: args.yes,
    };
    set(context, out, &given)
}

/// What became of a change.
fn said(out: &mut Out, applied: &Applied) -> Result<(), Failure> {
    saved(out, applied, "")
}

/// Whether several lines, or one, are called so.
pub fn is_named(room: &BudgetView, name: &str) -> bool {
    let mut nodes = room.revenue.iter().map(|row| &row.node).chain(room.capital.iter().map(|row| &row.node));
    nodes.any(|node| node.line.name.to_lowercase() == name.trim().to_lowercase())
}

/// The line of a name or a path, in capitals or not. A name that several lines
/// have needs its path.
pub fn find<'a>(room: &'a BudgetView, wanted: &str) -> Result<&'a Node, Failure> {
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
            crate::cli::open_workbook::series(&paths)
        )));
    }
    let near: Vec<&str> = nodes()
        .filter(|node| {
            let name = node.line.name.to_lowercase();
            (wanted.len() > 2 && name.contains(&wanted))
                || crate::cli::open_workbook::near_words(&name, &wanted)
        })
        .map(|node| node.line.name.as_str())
        .take(3)
        .collect();
    let hint = match near.len() {
        0 => "`quarterdeck list budget FILE` prints those there are.".to_owned(),
        1 => format!("“{}” is near.", near[0]),
        _ => format!("{} are near.", crate::cli::open_workbook::series(&near)),
    };
    Err(Failure::failed(format!(
        "There is no budget line “{}” in this period. {hint}",
        crate::ui::inert::fit(&wanted, 40).trim_end()
    )))
}
