//! `quarterdeck matrix`: show or change the risk matrix of a period.

use std::path::PathBuf;

use super::list::risks::register;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::domain::Period;
use crate::domain::matrix::RiskMatrix;
use crate::ui::inert::unix_lines;
use crate::workbook::risk_steps::set_matrix;

/// Show the risk matrix, or put another in force from a period on
///
/// Earlier periods keep the matrix they were reported with. For example:
/// quarterdeck matrix adults.qd --show > mine.toml; edit it; quarterdeck matrix adults.qd --set mine.toml
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Print the definition in force, ready to be changed (this is also what happens without options)
    #[arg(long, conflicts_with = "set")]
    show: bool,
    /// Put the definition of this file in force
    #[arg(long, value_name = "FILE.toml")]
    set: Option<PathBuf>,
    /// Say what --set would change and change nothing
    #[arg(long, requires = "set")]
    preview: bool,
    /// The period it applies from (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
}

/// Far larger than any definition.
const MAX: u64 = 100_000;

/// Shows it or changes it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let Some(path) = &args.set else {
        let book = OpenWorkbook::read(context, &args.file)?;
        let risks = register(&book, book.period(args.period)?)?;
        let text = risks.definition.as_ref().map_or(RiskMatrix::DEFAULT, |record| record.definition.as_str());
        return text.lines().try_for_each(|line| out.line(line));
    };
    let text = read(path)?;
    let matrix = RiskMatrix::parse(&text)
        .map_err(|error| Failure::failed(format!("{}: {error}. Nothing was changed.", path.display())))?;
    let mut book = if args.preview {
        OpenWorkbook::read(context, &args.file)?
    } else {
        OpenWorkbook::change(context, &args.file)?
    };
    let period = book.period(args.period)?;
    let moves = register(&book, period)?.under(&matrix);
    if !args.preview {
        let applied = book.apply(&context.stamp(), |book| {
            let definition = register(book, period)?.definition;
            Ok(set_matrix(definition.as_ref(), period, &text))
        })?;
        if applied.operation == 0 {
            return out.line("Nothing to change: the workbook says so already.");
        }
        out.line(&format!("Saved: {}", applied.label))?;
    }
    match moves.len() {
        0 => out.line("No risk changes its band."),
        count => {
            out.line(&format!("{count} {}:", if count == 1 { "risk changes" } else { "risks change" }))?;
            moves.iter().try_for_each(|one| out.line(&format!("- {one}")))
        }
    }
}

fn read(path: &std::path::Path) -> Result<String, Failure> {
    let failed = |why: String| Failure::failed(format!("{} {why}. Nothing was changed.", path.display()));
    let size = std::fs::metadata(path).map_err(|error| failed(format!("cannot be read: {error}")))?.len();
    if size > MAX {
        return Err(failed("is far too long for a matrix".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| failed(format!("cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| failed("is not UTF-8 text".to_owned()))?;
    Ok(unix_lines(text.trim_start_matches('\u{feff}')).into_owned())
}
