//! `quarterdeck commitment`: rate, explain and keep what the council said it would do.

use std::path::PathBuf;

use super::given::{Given, when};
use super::record_args::RecordArgs;
use super::set::written;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, near_words, parse_period, saved, unexpected};
use crate::domain::{Period, Rating};
use crate::workbook::edits::{self, When};
use crate::workbook::steps::delivery;
use crate::workbook::*;

/// Rate commitments, write why, and add or edit them
///
/// `quarterdeck list commitments FILE` prints them. A text of "-" is read from standard input.
/// For example: quarterdeck commitment rate adults.qd CI1 red_amber --path "A second provider by May"
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Rate one or several in a period, as one step
    Rate {
        /// The workbook
        file: PathBuf,
        /// Their references, then the rating in the words of their scale
        #[arg(required = true, num_args = 2.., value_name = "REFERENCE … RATING")]
        what: Vec<String>,
        /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        /// What has to happen for it to be back on track, for one alone; "" for nothing
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        path: Option<String>,
    },
    /// Write why it stands where it does in a period
    Write {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// The words; "-" reads them from standard input, "" takes them away
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        text: String,
        /// Period (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
    },
    /// Add a commitment
    Add {
        /// The workbook
        file: PathBuf,
        /// Its reference, which no other has
        reference: String,
        #[command(flatten)]
        fields: Box<RecordArgs<Commitment>>,
    },
    /// Change a commitment's wording, plan, owner or date
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// A new reference
        #[arg(long = "reference", value_name = "REFERENCE", id = "new_reference")]
        renamed: Option<String>,
        #[command(flatten)]
        fields: Box<RecordArgs<Commitment>>,
    },
    /// Close a commitment from a period on
    Close {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// Period (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        /// Open it again
        #[arg(long, conflicts_with = "period")]
        reopen: bool,
    },
    /// Delete a commitment that no earlier period has rated, with its milestones; its history stays
    Delete {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
    },
    /// Add a milestone, mark one as reached or delete it
    Milestone {
        /// The workbook
        file: PathBuf,
        /// The commitment's reference
        reference: String,
        /// What is to be reached; of one there is, its words
        text: String,
        #[command(flatten)]
        fields: RecordArgs<Milestone>,
        /// Delete the one of these words; its history stays
        #[arg(long, conflicts_with_all = ["due", "done_on"])]
        delete: bool,
    },
}

/// The fields of a commitment, and its reference.
fn given(fields: &RecordArgs<Commitment>, reference: Option<&String>) -> Result<Given, Failure> {
    Given::default().line("reference", "--reference", reference).record(fields)
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let stamp = context.stamp();
    let (What::Rate { file, .. }
    | What::Write { file, .. }
    | What::Add { file, .. }
    | What::Edit { file, .. }
    | What::Close { file, .. }
    | What::Delete { file, .. }
    | What::Milestone { file, .. }) = &args.what;
    let mut book = OpenWorkbook::change(context, file)?;
    let when = when(context, &book);
    let applied = match &args.what {
        What::Rate { what, period, path, .. } => {
            let (rating, references) =
                what.split_last().map_or(("", &[][..]), |(last, rest)| (last.as_str(), rest));
            if path.is_some() && references.len() > 1 {
                return Err(Failure::usage("--path is for one commitment alone: leave out the others."));
            }
            let period = book.period(*period)?;
            book.apply(&stamp, |book| {
                let details: Vec<CommitmentDetail> = references
                    .iter()
                    .map(|reference| find(book, reference, period))
                    .collect::<Result<_, _>>()?;
                rated(&details, rating, path.as_ref(), &when)
            })?
        }
        What::Write { reference, text, period, .. } => {
            let text = written("--text", text, &mut None)?;
            let period = book.period(*period)?;
            book.apply(&stamp, |book| {
                Ok(delivery::write_commentary(&find(book, reference, period)?, &text, None))
            })?
        }
        What::Add { reference, fields, .. } => {
            let given = given(fields, Some(reference))?;
            let period = book.period(None)?;
            let service = book.opening.workbook.service.clone();
            book.apply(&stamp, |_| {
                let new = delivery::new_commitment(None, &service, period);
                edits::commitment(&new, &given.patch, &when).map_err(|faults| given.refused(faults))
            })?
        }
        What::Edit { reference, renamed, fields, .. } => {
            let given = given(fields, renamed.as_ref())?;
            let period = book.period(None)?;
            book.apply(&stamp, |book| {
                let commitment = find(book, reference, period)?.commitment;
                edits::commitment(&commitment, &given.patch, &when).map_err(|faults| given.refused(faults))
            })?
        }
        What::Close { reference, period, reopen, .. } => {
            let period = book.period(*period)?;
            book.apply(&stamp, |book| {
                let commitment = find(book, reference, period)?.commitment;
                Ok(delivery::close_commitment(&commitment, (!reopen).then_some(period)))
            })?
        }
        What::Delete { reference, .. } => {
            let period = book.period(None)?;
            book.apply(&stamp, |book| {
                delivery::remove_commitment(&find(book, reference, period)?).map_err(|why| {
                    Failure::failed(format!(
                        "{why}. Nothing was changed; `quarterdeck commitment close` closes it from here on."
                    ))
                })
            })?
        }
        What::Milestone { reference, text, fields, delete, .. } => {
            let mut given = Given::default().record(fields)?;
            let period = book.period(None)?;
            book.apply(&stamp, |book| {
                let detail = find(book, reference, period)?;
                let known =
                    detail.milestones.iter().find(|one| one.description.eq_ignore_ascii_case(text.trim()));
                if *delete {
                    let milestone = known.ok_or_else(|| {
                        Failure::failed(format!(
                            "{} has no milestone “{}”: `quarterdeck show FILE {0}` prints them. Nothing was changed.",
                            detail.commitment.reference,
                            crate::ui::inert::fit(text.trim(), 40)
                        ))
                    })?;
                    return Ok(delivery::remove_milestone(&detail.commitment.reference, milestone));
                }
                if known.is_none() {
                    given.patch.put("description", text);
                }
                let old = known.cloned().unwrap_or_else(|| delivery::empty_milestone(&detail));
                edits::milestone(&detail.commitment.reference, &old, &given.patch, &when)
                    .map_err(|faults| given.refused(faults))
            })?
        }
    };
    saved(out, &applied, &when.echo())
}

/// The rating a text names on a commitment's scale; `none` takes the rating away.
pub fn rating_for(detail: &CommitmentDetail, text: &str) -> Result<Rating, Failure> {
    let commitment = &detail.commitment;
    edits::read_rating(commitment.scale, text).map_err(|why| {
        Failure::failed(format!(
            "{} cannot be rated “{}”: {why}. Nothing was changed.",
            commitment.reference,
            crate::ui::inert::fit(text, 40),
        ))
    })
}

/// The change that rates them, refused whole where one of them has no such word.
fn rated(
    details: &[CommitmentDetail],
    text: &str,
    path: Option<&String>,
    when: &When,
) -> Result<Change, Failure> {
    let mut rating = Rating::None;
    for detail in details {
        rating = rating_for(detail, text)?;
    }
    if let [one] = details {
        let mut given = Given::default().text("path", "--path", path)?;
        given.patch.put("rating", text);
        return edits::commitment_update(one, &given.patch, when).map_err(|faults| given.refused(faults));
    }
    Ok(delivery::ManyCommitments { rating: Some(rating), ..Default::default() }.change(details))
}

/// The commitments of a period.
pub fn room(book: &OpenWorkbook, period: Period) -> Result<DeliveryView, Failure> {
    match book.store.answer(&Query::Delivery { period })? {
        Data::Delivery(room) => Ok(room),
        other => Err(unexpected(&other)),
    }
}

/// Everything about several commitments.
pub fn details(book: &OpenWorkbook, ids: &[Id], period: Period) -> Result<Vec<CommitmentDetail>, Failure> {
    match book.store.answer(&Query::Commitments { ids: ids.to_vec(), period })? {
        Data::Commitments(details) => Ok(details),
        other => Err(unexpected(&other)),
    }
}

/// The commitment of a reference, written in capitals or not. One that was
/// closed before the period is found where it was reported.
fn find(book: &OpenWorkbook, reference: &str, period: Period) -> Result<CommitmentDetail, Failure> {
    let wanted = reference.trim();
    let mut near = Vec::new();
    let periods = std::iter::once(period)
        .chain(book.opening.periods.iter().rev().map(|record| record.code).filter(|code| *code != period));
    for code in periods {
        for row in room(book, code)?.rows {
            if row.reference.to_lowercase() == wanted.to_lowercase() {
                return details(book, &[row.id], period)?.pop().ok_or_else(|| {
                    Failure::failed("The commitment was deleted meanwhile. Nothing was changed.")
                });
            }
            if near_words(&row.reference.to_lowercase(), &wanted.to_lowercase())
                && !near.contains(&row.reference)
            {
                near.push(row.reference);
            }
        }
    }
    near.truncate(3);
    let hint = match near.as_slice() {
        [] => "`quarterdeck list commitments FILE` prints those there are.".to_owned(),
        some => format!("Near: {}.", some.join(", ")),
    };
    Err(Failure::failed(format!(
        "There is no commitment {} in this workbook. {hint}",
        crate::ui::inert::fit(wanted, 40)
    )))
}
