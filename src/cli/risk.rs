//! `quarterdeck risk`: add, edit, move, close or delete a risk, and its controls.

use std::path::PathBuf;

use super::book::{Book, parse_period};
use super::dates::Dates;
use super::list::risks::{detail, find, parse_kind, register};
use super::show_risk::{PlaceArgs, say_where};
use super::{Context, Failure, Out};
use crate::domain::Period;
use crate::domain::Tense;
use crate::workbook::risk_steps::{
    add_risk, close_risk, edit_risk, empty_control, empty_risk, move_risk, put_control, remove_risk,
    reopen_risk,
};
use crate::workbook::rooms::risks::{CONTROL_STATUSES, TREATMENTS};
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
        /// What keeps the risk down
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        control: Option<String>,
        /// The role that answers for it
        #[arg(long, value_name = "ROLE")]
        owner: Option<String>,
        /// When it is due: 4 dec, fri, +2w, end of march, Q3; "" for no date
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        due: Option<String>,
        /// in_place, under_way, planned or ended
        #[arg(long, value_parser = parse_status)]
        status: Option<ControlStatus>,
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
    /// A few words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    title: Option<String>,
    /// What may bring it about
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    cause: Option<String>,
    /// What may happen
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    event: Option<String>,
    /// What it would do
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    effect: Option<String>,
    /// treat, tolerate, transfer, terminate or unstated
    #[arg(long, value_parser = parse_treatment)]
    treatment: Option<Treatment>,
    /// How and when a board is assured
    #[arg(long, value_name = "TEXT")]
    assurance: Option<String>,
    /// Strategic, service, project …
    #[arg(long, value_name = "TEXT")]
    category: Option<String>,
    /// Service or delivery unit
    #[arg(long)]
    service: Option<String>,
    /// The role that answers for it
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    #[command(flatten)]
    places: PlaceArgs,
    /// Why; needed where impact or probability now is changed
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
    reason: String,
}

impl Fields {
    fn onto(&self, mut risk: Risk) -> Risk {
        let set = |field: &mut String, given: &Option<String>| {
            if let Some(given) = given {
                given.trim().clone_into(field);
            }
        };
        set(&mut risk.title, &self.title);
        set(&mut risk.cause, &self.cause);
        set(&mut risk.event, &self.event);
        set(&mut risk.consequence, &self.effect);
        set(&mut risk.assurance, &self.assurance);
        set(&mut risk.category, &self.category);
        set(&mut risk.service, &self.service);
        set(&mut risk.owner, &self.owner);
        if let Some(treatment) = self.treatment {
            risk.treatment = treatment;
        }
        if self.event.is_some() || self.cause.is_some() {
            risk.placeholder = false;
        }
        risk
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
    let mut book = Book::change(context, &which.file)?;
    let period = book.period(which.period)?;
    if let What::Add { fields, control, .. } = &args.what {
        return add(context, out, &mut book, (&which.reference, &period), fields, control);
    }
    let Some(id) = find(&book, &which.reference, &period)? else {
        return Err(unknown(&which.reference));
    };
    let dates = Dates::of(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let one = detail(book, id, &period)?;
        Ok(match &args.what {
            What::Edit { fields, renamed, .. } => {
                let places = fields.places.places(&one.matrix, Some(&one))?;
                if places.current.is_some() && fields.reason.trim().is_empty() {
                    return Err(Failure::usage("Moving a risk needs --reason: say why it has moved."));
                }
                let mut risk = fields.onto(one.risk.clone());
                if let Some(reference) = renamed {
                    reference.trim().clone_into(&mut risk.reference);
                }
                edit_risk(&one, risk, places, fields.reason.trim())
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
            What::Control { number, control, owner, due, status, .. } => {
                let due = dates.given("due", due.as_ref(), Tense::Future)?;
                let last = one.controls.iter().map(|control| control.position).max().unwrap_or(0);
                let mut record = match number {
                    None => empty_control(id, &period, last + 1),
                    Some(number) => {
                        let found = one.controls.iter().find(|control| control.id == *number);
                        found.cloned().ok_or_else(|| {
                            Failure::failed(format!("{} has no control {number}.", one.risk.reference))
                        })?
                    }
                };
                if let Some(text) = control {
                    text.trim().clone_into(&mut record.description);
                }
                if record.description.is_empty() {
                    return Err(Failure::usage("A control needs --control: say what keeps the risk down."));
                }
                if let Some(owner) = owner {
                    owner.trim().clone_into(&mut record.owner);
                }
                record.due = due.unwrap_or(record.due);
                record.status = status.unwrap_or(record.status);
                put_control(&one.risk.reference, record, &period)
            }
            What::Close { reason, .. } if reason.trim().is_empty() => {
                return Err(Failure::usage("--reason is empty: say why it is a risk no longer."));
            }
            What::Close { reason, .. } => close_risk(&one.risk, &period, reason.trim()),
            What::Reopen { .. } => reopen_risk(&one.risk),
            What::Delete { .. } | What::Add { .. } => remove_risk(&one),
        })
    })?;
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}{}", applied.label, dates.echo()))?;
    match &args.what {
        What::Edit { .. } | What::Move { .. } => say_where(context, out, &book, id, &period),
        _ => Ok(()),
    }
}

fn add(
    context: &Context,
    out: &mut Out,
    book: &mut Book,
    (reference, period): (&str, &str),
    fields: &Fields,
    controls: &[String],
) -> Result<(), Failure> {
    if fields.title.as_ref().is_none_or(|title| title.trim().is_empty()) {
        return Err(Failure::usage("A new risk needs --title."));
    }
    let matrix = register(book, period)?.matrix;
    let places = fields.places.places(&matrix, None)?;
    let service = book.opening.workbook.service.clone();
    let risk = fields.onto(empty_risk(reference.trim(), &service, period));
    let change = add_risk(risk, &matrix, places, controls, fields.reason.trim());
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

fn parse_treatment(text: &str) -> Result<Treatment, String> {
    let text = text.trim().to_ascii_lowercase();
    let found = TREATMENTS.iter().find(|(_, code)| *code == text);
    found
        .map(|(treatment, _)| *treatment)
        .ok_or_else(|| "write treat, tolerate, transfer, terminate or unstated".to_owned())
}

fn parse_status(text: &str) -> Result<ControlStatus, String> {
    let text = text.trim().to_ascii_lowercase().replace(['-', ' '], "_");
    let found = CONTROL_STATUSES.iter().find(|(_, code, _)| *code == text);
    found.map(|(status, ..)| *status).ok_or_else(|| "write in_place, under_way, planned or ended".to_owned())
}
