//! `quarterdeck risk`: add, edit, move, close or delete a risk, and its controls.

use std::path::PathBuf;

use super::given::{Given, when};
use super::list::risks::{detail, find, parse_kind, register};
use super::record_args::RecordArgs;
use super::show_risk::{PlaceArgs, say_where};
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::domain::Period;
use crate::workbook::edits;
use crate::workbook::risk_steps::{
    close_risk, empty_control, empty_risk, move_risk, remove_risk, reopen_risk,
};
use crate::workbook::*;

/// Add, edit, move, close or delete a risk, and its controls
///
/// For example: quarterdeck risk move adults.qd AS0007 --to P4I3 --reason "The savings board meets weekly."
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The workbook
    file: PathBuf,
    /// The risk, such as AS0007
    reference: String,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add a risk
    Add {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        fields: Box<Fields>,
        /// What keeps it down; may be given several times
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        control: Vec<String>,
    },
    /// Change what a risk says, or where it is put
    Edit {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        fields: Box<Fields>,
        /// A new reference
        #[arg(long = "reference", value_name = "REFERENCE", id = "new_reference")]
        renamed: Option<String>,
    },
    /// Move a risk to another cell of the map
    Move {
        #[command(flatten)]
        which: Which,
        /// The cell: P4I3 is probability 4, impact 3
        #[arg(long, value_name = "CELL")]
        to: String,
        /// Which assessment: current, target or inherent
        #[arg(long, value_name = "KIND", value_parser = parse_kind, default_value = "current")]
        view: AssessmentKind,
        /// Why it has moved
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        reason: String,
    },
    /// Add, edit or end a control of a risk
    Control {
        #[command(flatten)]
        which: Which,
        /// Number of the control to change, as `show` prints it (else one is added)
        #[arg(long, value_name = "NUMBER")]
        number: Option<Id>,
        #[command(flatten)]
        fields: Box<RecordArgs<Control>>,
    },
    /// Close a risk from a period on; earlier registers keep it
    Close {
        #[command(flatten)]
        which: Which,
        /// Why it is a risk no longer
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        reason: String,
    },
    /// Open a closed risk again
    Reopen {
        #[command(flatten)]
        which: Which,
    },
    /// Delete a risk that nothing links to; its history stays
    Delete {
        #[command(flatten)]
        which: Which,
    },
}

#[derive(Debug, clap::Args)]
struct Fields {
    #[command(flatten)]
    said: RecordArgs<Risk>,
    #[command(flatten)]
    places: PlaceArgs,
    /// Why; needed where impact or probability now is changed
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    reason: Option<String>,
}

impl Fields {
    fn given(&self, reference: Option<&String>) -> Result<Given, Failure> {
        let given = Given::default().line("reference", "--reference", reference).record(&self.said)?;
        let given = given.text("reason", "--reason", self.reason.as_ref())?;
        Ok(self.places.onto(given))
    }
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let (What::Add { which, .. }
    | What::Edit { which, .. }
    | What::Move { which, .. }
    | What::Control { which, .. }
    | What::Close { which, .. }
    | What::Reopen { which }
    | What::Delete { which }) = &args.what;
    let mut book = OpenWorkbook::change(context, &which.file)?;
    let period = book.period(which.period)?;
    if let What::Add { fields, control, .. } = &args.what {
        return add(context, out, &mut book, (&which.reference, period), fields, control);
    }
    let Some(id) = find(&book, &which.reference, period)? else {
        return Err(unknown(&which.reference));
    };
    let when = when(context, &book);
    let given = match &args.what {
        What::Edit { fields, renamed, .. } => fields.given(renamed.as_ref())?,
        What::Control { fields, .. } => Given::default().record(fields)?,
        _ => Given::default(),
    };
    let applied = book.apply(&context.stamp(), |book| {
        let one = detail(book, id, period)?;
        Ok(match &args.what {
            What::Edit { .. } => {
                edits::risk(&one, &given.patch, &when).map_err(|faults| given.refused(faults))?
            }
            What::Move { to, view, reason, .. } => {
                if reason.trim().is_empty() {
                    return Err(Failure::usage("--reason is empty: say why it has moved."));
                }
                let cell = crate::domain::Cell::parse(to).ok_or_else(|| {
                    Failure::usage("--to is no cell: write P4I3 for probability 4, impact 3.")
                })?;
                let cell = one
                    .matrix
                    .cell(cell.impact, cell.probability)
                    .map_err(|range| Failure::usage(format!("{range}. Nothing was changed.")))?;
                move_risk(&one, *view, cell, reason.trim())
            }
            What::Control { number, .. } => {
                let last = one.controls.iter().map(|control| control.position).max().unwrap_or(0);
                let old = match number {
                    None => empty_control(id, period, last.saturating_add(1)),
                    Some(number) => {
                        let found = one.controls.iter().find(|control| control.id == *number);
                        found.cloned().ok_or_else(|| {
                            Failure::failed(format!("{} has no control {number}.", one.risk.reference))
                        })?
                    }
                };
                edits::control(&one.risk.reference, &old, &given.patch, &when, period)
                    .map_err(|faults| given.refused(faults))?
            }
            What::Close { reason, .. } if reason.trim().is_empty() => {
                return Err(Failure::usage("--reason is empty: say why it is a risk no longer."));
            }
            What::Close { reason, .. } => close_risk(&one.risk, period, reason.trim()),
            What::Reopen { .. } => reopen_risk(&one.risk),
            What::Delete { .. } | What::Add { .. } => remove_risk(&one),
        })
    })?;
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}{}", applied.label, when.echo()))?;
    match &args.what {
        What::Edit { .. } | What::Move { .. } => say_where(context, out, &book, id, period),
        _ => Ok(()),
    }
}

fn add(
    context: &Context,
    out: &mut Out,
    book: &mut OpenWorkbook,
    (reference, period): (&str, Period),
    fields: &Fields,
    controls: &[String],
) -> Result<(), Failure> {
    let mut given = fields.given(Some(&reference.to_owned()))?;
    if !controls.is_empty() {
        given.patch.put("controls", controls.join("\n"));
    }
    let matrix = register(book, period)?.matrix;
    let service = book.opening.workbook.service.clone();
    let empty = empty_risk("", &service, period);
    let change = edits::new_risk(&empty, &matrix, &given.patch, &when(context, book))
        .map_err(|faults| given.refused(faults))?;
    let applied = book.store.apply(&change, &context.stamp())?;
    out.line(&format!("Saved: {}", applied.label))?;
    match find(book, reference, period)? {
        Some(id) => say_where(context, out, book, id, period),
        None => Ok(()),
    }
}

/// There is no such risk, and where to look for those there are.
pub fn unknown(reference: &str) -> Failure {
    Failure::failed(format!(
        "There is no risk {} in this workbook. `quarterdeck list risks FILE` prints those there are.",
        crate::ui::inert::fit(reference.trim(), 40)
    ))
}
