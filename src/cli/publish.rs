//! `quarterdeck publish`: freezes the report of a period.

use std::path::PathBuf;

use super::{Context, Failure, OpenWorkbook, Out};
use crate::cli::open_workbook::parse_period;
use crate::domain::Period;
use crate::jobs::report::exporting;
use crate::jobs::report::publication::{NotPublished, publish_report};

/// Publish the report of a period: its content is kept and can be printed again, byte for byte
///
/// What is published stays as it is; publishing again makes version 2, with a list of what changed.
/// The reports that a period ends with (service, integrated) close it too, so that its figures and
/// words can only be read and a correction takes `period reopen` with a reason; others leave it as
/// it is. --close and --keep-open say otherwise. While something that belongs in the report is
/// missing, publishing takes a --reason.
///
/// For example: quarterdeck publish adults.qd --period 2015/16-Q1
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// The period (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Which report: service, integrated, … or a TOML file
    #[arg(long, value_name = "CODE|FILE", default_value = "service")]
    template: String,
    /// Why it goes out although something is open
    #[arg(long, value_name = "TEXT", value_parser = super::parse_text)]
    reason: Option<String>,
    /// Close the period with it
    #[arg(long, conflicts_with = "keep_open")]
    close: bool,
    /// Leave the period open
    #[arg(long)]
    keep_open: bool,
}

/// Publishes, and says under which version.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let (templates, problems) = exporting::templates(&context.world.places.templates());
    for problem in problems {
        super::say(context, &problem);
    }
    let template = super::report::template(&args.template, &templates)?;
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let reason = args.reason.clone().unwrap_or_default();
    let close = (args.close || args.keep_open).then_some(args.close);
    match publish_report(&mut book.store, period, &template, &reason, close, &context.stamp()) {
        Ok(done) => {
            out.line(&format!("{}.", done.applied.label))?;
            out.paragraph(&done.period, 0)?;
            for change in &done.changes {
                out.paragraph(&format!("- {change}"), 0)?;
            }
            Ok(())
        }
        Err(NotPublished::Open(findings)) => {
            for finding in &findings {
                out.paragraph(&format!("- {}", finding.text), 0)?;
            }
            super::say(
                context,
                "This is open, so nothing was published. Mend it, or say why it goes out all the same: --reason.",
            );
            Err(Failure::Found)
        }
        Err(NotPublished::Failed(text)) => Err(Failure::failed(text)),
    }
}
