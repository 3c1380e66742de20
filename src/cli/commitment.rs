//! `quarterdeck commitment`: rate, explain and keep what the council said it would do.

use std::path::PathBuf;

use super::book::{Book, near_words, parse_period, unexpected};
use super::dates::Dates;
use super::list::parse_rating;
use super::set::written;
use super::{Context, Failure, Out};
use crate::domain::{Period, Rating, Tense};
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
        /// The plan it stands in
        #[arg(long)]
        plan: String,
        /// four_colour, or delivery (complete, on track, at risk, off track)
        #[arg(long, value_parser = parse_scale, default_value = "delivery")]
        scale: CommitmentScale,
        #[command(flatten)]
        fields: Fields,
    },
    /// Change a commitment's wording, plan, owner or date
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// The plan it stands in
        #[arg(long)]
        plan: Option<String>,
        #[command(flatten)]
        fields: Fields,
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
    /// Add a milestone, or mark one as reached
    Milestone {
        /// The workbook
        file: PathBuf,
        /// The commitment's reference
        reference: String,
        /// What is to be reached; of one there is, its words
        text: String,
        /// When it is due: 4 dec, +2w, end of march; "" for no date
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        /// The day it was reached: 14 oct, fri, 2 weeks ago; "" where it was not after all
        #[arg(long, value_name = "DATE")]
        done: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct Fields {
    /// What the council has said it will do
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    description: Option<String>,
    /// Its service
    #[arg(long)]
    service: Option<String>,
    /// The role that answers for it
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// When it is due: 4 dec, fri, +2w, end of march, Q3; "" for no date
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Where it comes from
    #[arg(long, value_name = "TEXT", value_parser = crate::cli::parse_text)]
    source: Option<String>,
}

impl Fields {
    fn onto(&self, mut commitment: Commitment, dates: &Dates) -> Result<Commitment, Failure> {
        let text = |field: &mut String, given: &Option<String>| {
            if let Some(given) = given {
                given.trim().clone_into(field);
            }
        };
        let before = commitment.description.clone();
        text(&mut commitment.description, &self.description);
        text(&mut commitment.service, &self.service);
        text(&mut commitment.owner, &self.owner);
        text(&mut commitment.source, &self.source);
        if let Some(due) = &self.due {
            commitment.due = dates.optional("due", due, Tense::Future)?;
        }
        if commitment.description.is_empty() {
            return Err(Failure::usage("--description is empty: write what the council will do."));
        }
        commitment.placeholder &= commitment.description == before;
        Ok(commitment)
    }
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let stamp = context.stamp();
    let (What::Rate { file, .. }
    | What::Write { file, .. }
    | What::Add { file, .. }
    | What::Edit { file, .. }
    | What::Close { file, .. }
    | What::Milestone { file, .. }) = &args.what;
    let mut book = Book::change(context, file)?;
    let dates = Dates::of(context, &book);
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
                    .map(|reference| find(book, reference, &period))
                    .collect::<Result<_, _>>()?;
                rated(&details, rating, path.as_deref())
            })?
        }
        What::Write { reference, text, period, .. } => {
            let text = written("--text", text, &mut None)?;
            let period = book.period(*period)?;
            book.apply(&stamp, |book| {
                Ok(delivery::write_commentary(&find(book, reference, &period)?, &text, None))
            })?
        }
        What::Add { reference, plan, scale, fields, .. } => {
            let period = book.opening.workbook.current_period.clone();
            let service = book.opening.workbook.service.clone();
            book.apply(&stamp, |_| {
                let new = Commitment {
                    reference: reference.trim().to_owned(),
                    ..delivery::empty_commitment(plan.trim(), *scale, &service, &period)
                };
                Ok(delivery::put_commitment(fields.onto(new, &dates)?))
            })?
        }
        What::Edit { reference, plan, fields, .. } => {
            let period = book.opening.workbook.current_period.clone();
            book.apply(&stamp, |book| {
                let mut commitment = find(book, reference, &period)?.commitment;
                if let Some(plan) = plan {
                    plan.trim().clone_into(&mut commitment.plan);
                }
                Ok(delivery::put_commitment(fields.onto(commitment, &dates)?))
            })?
        }
        What::Close { reference, period, reopen, .. } => {
            let period = book.period(*period)?;
            book.apply(&stamp, |book| {
                let commitment = find(book, reference, &period)?.commitment;
                Ok(delivery::close_commitment(&commitment, (!reopen).then_some(period.as_str())))
            })?
        }
        What::Milestone { reference, text, due, done, .. } => {
            let due = dates.given("due", due.as_ref(), Tense::Future)?;
            let done = dates.given("reached", done.as_ref(), Tense::Past)?;
            if text.trim().is_empty() {
                return Err(Failure::usage("The milestone is empty: write what is to be reached."));
            }
            if done.flatten().is_some_and(|day| day > dates.today) {
                return Err(Failure::usage("--done is still to come: write the day it was reached."));
            }
            let period = book.opening.workbook.current_period.clone();
            book.apply(&stamp, |book| {
                let detail = find(book, reference, &period)?;
                let known =
                    detail.milestones.iter().find(|one| one.description.eq_ignore_ascii_case(text.trim()));
                let last = detail.milestones.iter().map(|one| one.position).max().unwrap_or(0);
                let milestone = known.cloned().unwrap_or(Milestone {
                    id: 0,
                    revision: 0,
                    commitment_id: detail.commitment.id,
                    position: last + 1,
                    description: text.trim().to_owned(),
                    due: None,
                    done_on: None,
                });
                let milestone = Milestone {
                    due: due.unwrap_or(milestone.due),
                    done_on: done.unwrap_or(milestone.done_on),
                    ..milestone
                };
                Ok(delivery::put_milestone(&detail.commitment.reference, milestone))
            })?
        }
    };
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}{}", applied.label, dates.echo()))
}

/// The rating a text names on a commitment's scale; `none` takes the rating away.
pub fn rating_for(detail: &CommitmentDetail, text: &str) -> Result<Rating, Failure> {
    let commitment = &detail.commitment;
    let known = |rating: &Rating| commitment.scale.has(*rating) || *rating == Rating::None;
    parse_rating(text).ok().filter(known).ok_or_else(|| {
        Failure::failed(format!(
            "{} cannot be rated “{}”: write one of {}. Nothing was changed.",
            commitment.reference,
            crate::ui::inert::fit(text, 40),
            commitment.scale.words()
        ))
    })
}

/// The change that rates them, refused whole where one of them has no such word.
fn rated(details: &[CommitmentDetail], text: &str, path: Option<&str>) -> Result<Change, Failure> {
    let mut rating = Rating::None;
    for detail in details {
        rating = rating_for(detail, text)?;
    }
    match (details, path) {
        ([one], Some(path)) => {
            let (owner, due) = (one.commitment.owner.clone(), one.commitment.due);
            Ok(delivery::update_commitment(one, rating, path.trim(), &owner, due))
        }
        ([one], None) => Ok(delivery::rate(one, rating)),
        (several, _) => {
            let many = delivery::ManyCommitments { rating: Some(rating), ..Default::default() };
            Ok(many.change(several))
        }
    }
}

/// The commitments of a period.
pub fn room(book: &Book, period: &str) -> Result<DeliveryRoom, Failure> {
    match book.store.answer(&Query::Delivery { period: period.to_owned() })? {
        Data::Delivery(room) => Ok(room),
        other => Err(unexpected(&other)),
    }
}

/// Everything about several commitments.
pub fn details(book: &Book, ids: &[Id], period: &str) -> Result<Vec<CommitmentDetail>, Failure> {
    match book.store.answer(&Query::Commitments { ids: ids.to_vec(), period: period.to_owned() })? {
        Data::Commitments(details) => Ok(details),
        other => Err(unexpected(&other)),
    }
}

/// The commitment of a reference, written in capitals or not. One that was
/// closed before the period is found where it was reported.
fn find(book: &Book, reference: &str, period: &str) -> Result<CommitmentDetail, Failure> {
    let wanted = reference.trim();
    let mut near = Vec::new();
    let periods = std::iter::once(period).chain(
        book.opening.periods.iter().rev().map(|record| record.code.as_str()).filter(|code| *code != period),
    );
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

fn parse_scale(text: &str) -> Result<CommitmentScale, String> {
    let wanted = text.trim().to_ascii_lowercase().replace(['-', ' '], "_");
    CommitmentScale::ALL
        .into_iter()
        .find(|scale| scale.code() == wanted)
        .ok_or_else(|| "write four_colour or delivery".to_owned())
}
