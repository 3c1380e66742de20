//! `quarterdeck narrative`: the sections of a period's report.

use std::path::PathBuf;

use super::given::{Given, when};
use super::record_args::RecordArgs;
use super::set::written;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, saved, unexpected};
use crate::domain::{Period, shown};
use crate::workbook::choice::read_choice;
use crate::workbook::edits;
use crate::workbook::steps::narrative;
use crate::workbook::*;

/// Write and order the narrative of a report
///
/// `quarterdeck list narrative FILE` prints the sections' numbers. A text of "-" is read from standard input.
/// For example: quarterdeck narrative write adults.qd 12 --text - < summary.txt
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add a section after the others of its kind
    Add {
        /// The workbook
        file: PathBuf,
        /// achievement, challenge, summary, finance, risk, equalities, customer_experience or own
        #[arg(value_parser = read_choice::<SectionKind>)]
        kind: SectionKind,
        /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        #[command(flatten)]
        fields: RecordArgs<Section>,
    },
    /// Write the text of a section; it is a draft then
    Write {
        /// The workbook
        file: PathBuf,
        /// Its number, as `list narrative` prints it
        id: Id,
        /// The text; "-" reads it from standard input
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        text: String,
    },
    /// Add how organisations compare to the end of a section, as sentences
    Insert {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// The measures, by their references
        #[arg(value_name = "REFERENCE", required_unless_present = "directions")]
        references: Vec<String>,
        /// How many organisations have a positive direction of travel over all measures
        #[arg(long)]
        directions: bool,
    },
    /// Change heading, kind, or the action a challenge requires
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// Another kind
        #[arg(long, value_parser = read_choice::<SectionKind>)]
        kind: Option<SectionKind>,
        #[command(flatten)]
        fields: RecordArgs<Section>,
    },
    /// Say where a section stands
    Status {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// draft, submitted, approved or returned
        #[arg(value_parser = read_choice::<CommentaryStatus>)]
        status: CommentaryStatus,
    },
    /// Move a section up or down within its kind
    Move {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// Where: up or down
        #[arg(value_parser = ["up", "down"])]
        way: String,
    },
    /// Delete a section; its history stays
    Delete {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
    },
}

/// The fields of a section, and its kind.
fn given(fields: &RecordArgs<Section>, kind: Option<SectionKind>) -> Result<Given, Failure> {
    let kind = kind.map(|kind| kind.code().to_owned());
    Given::default().line("kind", "--kind", kind.as_ref()).record(fields)
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let stamp = context.stamp();
    let (What::Add { file, .. }
    | What::Write { file, .. }
    | What::Insert { file, .. }
    | What::Edit { file, .. }
    | What::Status { file, .. }
    | What::Move { file, .. }
    | What::Delete { file, .. }) = &args.what;
    let mut book = OpenWorkbook::change(context, file)?;
    let applied = match &args.what {
        What::Add { kind, period, fields, .. } => {
            let given = given(fields, None)?;
            let period = book.period(*period)?;
            let when = when(context, &book);
            book.apply(&stamp, |book| {
                let new = narrative::empty_section(period, *kind, 0);
                edits::section(&new, &heads(book, period)?, &given.patch, &when)
                    .map_err(|faults| given.refused(faults))
            })?
        }
        What::Write { id, text, .. } => {
            let text = written("--text", text, &mut None)?;
            book.apply(&stamp, |book| {
                let section = section(book, *id)?;
                let same = section.text == text;
                let change = narrative::write_section(&section, &text, None);
                // What was approved stays so where not a word has changed.
                Ok(if same { Change { edits: Vec::new(), ..change } } else { change })
            })?
        }
        What::Insert { id, references, directions, .. } => book.apply(&stamp, |book| {
            let section = section(book, *id)?;
            let sentences = sentences(book, section.period, references, *directions)?;
            let gap = if section.text.trim().is_empty() { "" } else { "\n\n" };
            let text = format!("{}{gap}{}", section.text.trim_end(), sentences.join("\n"));
            Ok(narrative::write_section(&section, &text, None))
        })?,
        What::Edit { id, kind, fields, .. } => {
            let given = given(fields, *kind)?;
            let when = when(context, &book);
            book.apply(&stamp, |book| {
                let section = section(book, *id)?;
                edits::section(&section, &heads(book, section.period)?, &given.patch, &when)
                    .map_err(|faults| given.refused(faults))
            })?
        }
        What::Status { id, status, .. } => {
            book.apply(&stamp, |book| Ok(narrative::section_status(&section(book, *id)?, *status)))?
        }
        What::Move { id, way, .. } => book.apply(&stamp, |book| {
            let moved = section(book, *id)?;
            let all = heads(book, moved.period)?;
            let kin: Vec<Id> =
                all.iter().filter(|head| head.kind == moved.kind).map(|head| head.id).collect();
            let at = kin.iter().position(|one| one == id).unwrap_or(0);
            let up = way == "up";
            let beside = if up { at.checked_sub(1) } else { Some(at + 1) };
            let Some(other) = beside.and_then(|at| kin.get(at)) else {
                return Err(Failure::failed(format!(
                    "Section {id} is the {} of its kind. Nothing was changed.",
                    if up { "first" } else { "last" }
                )));
            };
            let other = section(book, *other)?;
            let (upper, lower) = if up { (&other, &moved) } else { (&moved, &other) };
            Ok(narrative::exchange_sections(upper, lower, &moved))
        })?,
        What::Delete { id, .. } => {
            book.apply(&stamp, |book| Ok(narrative::remove_section(&section(book, *id)?)))?
        }
    };
    saved(out, &applied, "")
}

/// How organisations compare in these measures, and over all of them, for a report of a period.
fn sentences(
    book: &OpenWorkbook,
    period: Period,
    references: &[String],
    directions: bool,
) -> Result<Vec<String>, Failure> {
    let request = ComparisonRequest { period: Some(period), or_year: true, ..ComparisonRequest::default() };
    let offers = match book.store.answer(&Query::Comparison(request))? {
        Data::Comparison(comparison) => comparison.offers(period),
        other => return Err(unexpected(&other)),
    };
    if offers.is_empty() {
        return Err(super::compare::nothing());
    }
    let mut found = Vec::new();
    for wanted in references {
        let before = found.len();
        found.extend(offers.iter().filter(|offer| offer.reference.eq_ignore_ascii_case(wanted.trim())));
        if wanted.trim().is_empty() || found.len() == before {
            let mut there: Vec<&str> = offers.iter().map(|offer| offer.reference.as_str()).collect();
            there.dedup();
            there.retain(|reference| !reference.is_empty());
            return Err(Failure::failed(format!(
                "There is nothing to compare “{}” with. The measures compared are {}. Nothing was changed.",
                shown(wanted),
                there.join(", ")
            )));
        }
    }
    found.extend(offers.iter().filter(|offer| directions && offer.reference.is_empty()));
    Ok(found.into_iter().map(|offer| offer.sentence.clone()).collect())
}

/// The sections of a period, without their texts.
pub fn heads(book: &OpenWorkbook, period: Period) -> Result<Vec<SectionHead>, Failure> {
    match book.store.answer(&Query::Narrative { period })? {
        Data::Narrative(heads) => Ok(heads),
        other => Err(unexpected(&other)),
    }
}

/// The section of a number.
pub fn section(book: &OpenWorkbook, id: Id) -> Result<Section, Failure> {
    section_with_actions(book, id).map(|(section, _)| section)
}

/// The section of a number, and the actions about it.
pub fn section_with_actions(book: &OpenWorkbook, id: Id) -> Result<(Section, Vec<ActionRow>), Failure> {
    match book.store.answer(&Query::Section { id })? {
        Data::Section { section: Some(section), actions, .. } => Ok((*section, actions)),
        Data::Section { section: None, .. } => Err(Failure::failed(format!(
            "There is no section {id} in this workbook. `quarterdeck list narrative FILE` prints their numbers."
        ))),
        other => Err(unexpected(&other)),
    }
}
