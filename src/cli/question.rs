//! `quarterdeck question`: what members asked, what was answered and what is owed.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::given::{Given, when};
use super::record_args::RecordArgs;
use super::set::written;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, saved, unexpected};
use crate::domain::{Period, Tense};
use crate::workbook::edits::{self, When};
use crate::workbook::steps::committee::{self, NEW_MEETING};
use crate::workbook::*;

/// Log members' questions, answer them, and keep track of what was promised
///
/// `quarterdeck list questions FILE` prints their numbers. A text of "-" is read from standard input.
/// For example: quarterdeck question add adults.qd --meeting "Scrutiny" --question "Why?" --about AC/C7
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Log a question, at a meeting there is or a new one
    Add {
        /// The workbook
        file: PathBuf,
        /// The meeting's name; a new one is added
        #[arg(long)]
        meeting: String,
        /// The day it was held: tells meetings of one name apart
        #[arg(long, value_name = "DATE")]
        held_on: Option<String>,
        /// The report it considered, for a new meeting
        #[arg(long)]
        report: Option<String>,
        /// The indicator it is about: comes back when that is reviewed
        #[arg(long, value_name = "REFERENCE")]
        about: Option<String>,
        #[command(flatten)]
        fields: Box<RecordArgs<Question>>,
    },
    /// Change a question
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its number, as `list questions` prints it
        id: Id,
        /// Another meeting, which there is already
        #[arg(long, value_name = "NAME")]
        meeting: Option<String>,
        #[command(flatten)]
        fields: Box<RecordArgs<Question>>,
    },
    /// Write the reply
    Reply {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// The reply; "-" reads it from standard input, "" takes it away
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        text: String,
    },
    /// Mark what was promised as sent
    Sent {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// The day it was sent; "" where it was not after all
        #[arg(long, value_name = "DATE", default_value = "today")]
        on: String,
    },
    /// Close a question with how it ended
    Resolve {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// How it ended; "" opens it again
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        how: String,
    },
    /// Delete a question and its links; its history stays
    Delete {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
    },
    /// Add a meeting, or change one of that name
    Meeting {
        /// The workbook
        file: PathBuf,
        /// Its name
        name: String,
        /// A new name
        #[arg(long = "name", value_name = "NAME", id = "new_name")]
        renamed: Option<String>,
        #[command(flatten)]
        fields: Box<RecordArgs<Meeting>>,
    },
}

/// Says what stands on the page that is cited, and which of it the question is tied to.
fn say_on_page(context: &Context, printed: &PrintedOn, fields: &RecordArgs<Question>) {
    let said = |code| fields.get(code).map_or("", String::as_str);
    let (page, cites) = (said("page"), said("cited"));
    match (printed.page(page).as_slice(), printed.meant(page, cites)) {
        ([_], Some((_, one))) => {
            super::say(context, &format!("Page {page} tells of {one}: the question is tied to it."));
        }
        ([_, ..], None) => {
            let several: Vec<&str> = printed.page(page).into_iter().map(|(_, reference)| reference).collect();
            let several = several.join(", ");
            super::say(context, &format!("Page {page} tells of {several}. --about ties a question to one."));
        }
        _ => {}
    }
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let stamp = context.stamp();
    let (What::Add { file, .. }
    | What::Edit { file, .. }
    | What::Reply { file, .. }
    | What::Sent { file, .. }
    | What::Resolve { file, .. }
    | What::Delete { file, .. }
    | What::Meeting { file, .. }) = &args.what;
    let mut book = OpenWorkbook::change(context, file)?;
    let when = when(context, &book);
    let applied = match &args.what {
        What::Add { meeting, held_on, report, about, fields, .. } => {
            let given = Given::default()
                .line("name", "--meeting", Some(meeting))
                .line("held_on", "--held-on", held_on.as_ref())
                .line("report", "--report", report.as_ref());
            let mut given = given.record(fields)?;
            let held_on = day(&given, &when)?;
            let printed = match about {
                Some(_) => PrintedOn::default(),
                None => {
                    let period = book.period(None)?;
                    log(&book, context, period, QuestionFilter::Open, "")?.printed
                }
            };
            say_on_page(context, &printed, fields);
            book.apply(&stamp, |book| {
                let known = meeting_named(book, context, meeting, held_on)?;
                let period = book.period(None)?;
                let about = match about {
                    Some(reference) => {
                        Some(book.detail(book.indicator(reference, period)?, period)?.indicator)
                    }
                    None => None,
                };
                let about = about.as_ref().map(|one| (one.id, one.reference.as_str()));
                // Of a meeting there is, name and day have said which.
                if known.is_some() {
                    given.patch.put("name", "");
                    given.patch.put("held_on", "");
                }
                let new = committee::empty_question(known.map_or(NEW_MEETING, |meeting| meeting.id));
                edits::ask(&new, about, &printed, &given.patch, &when).map_err(|faults| given.refused(faults))
            })?
        }
        What::Edit { id, meeting, fields, .. } => {
            let given = Given::default().record(fields)?;
            book.apply(&stamp, |book| {
                let meeting = match meeting {
                    Some(name) => Some(meeting_named(book, context, name, None)?.ok_or_else(|| {
                        Failure::failed(format!(
                            "There is no meeting “{}”. `quarterdeck question meeting` adds it. Nothing was changed.",
                            crate::ui::inert::fit(name.trim(), 60)
                        ))
                    })?),
                    None => None,
                };
                let question = detail(book, *id, book.period(None)?)?.question;
                edits::question(&question, meeting.map(|meeting| meeting.id), &given.patch, &when)
                    .map_err(|faults| given.refused(faults))
            })?
        }
        What::Reply { id, text, .. } => {
            let text = written("--text", text, &mut None)?;
            book.apply(&stamp, |book| {
                Ok(committee::write_reply(&detail(book, *id, book.period(None)?)?.question, &text, None))
            })?
        }
        What::Sent { id, on, .. } => {
            let given = Given::default().line("sent", "--on", Some(on));
            book.apply(&stamp, |book| {
                let question = detail(book, *id, book.period(None)?)?.question;
                edits::sent(&question, &given.patch, &when).map_err(|faults| given.refused(faults))
            })?
        }
        What::Resolve { id, how, .. } => book.apply(&stamp, |book| {
            Ok(committee::resolve(&detail(book, *id, book.period(None)?)?.question, how))
        })?,
        What::Delete { id, .. } => book.apply(&stamp, |book| {
            let one = detail(book, *id, book.period(None)?)?;
            let links: Vec<Link> = one.linked.iter().map(|linked| linked.link.clone()).collect();
            Ok(committee::remove_question(&one.question, &links))
        })?,
        What::Meeting { name, renamed, fields, .. } => {
            let mut given = Given::default().line("name", "--name", renamed.as_ref()).record(fields)?;
            book.apply(&stamp, |book| {
                let known = meeting_named(book, context, name, None)?;
                if known.is_none() && renamed.is_none() {
                    given.patch.put("name", name);
                }
                let meeting = known.unwrap_or_else(committee::empty_meeting);
                edits::meeting(&meeting, &given.patch, &when).map_err(|faults| given.refused(faults))
            })?
        }
    };
    saved(out, &applied, &when.echo())
}

/// The day a meeting was held, where that is given.
fn day(given: &Given, when: &When) -> Result<Option<NaiveDate>, Failure> {
    let text = given.patch.get("held_on").filter(|text| !text.is_empty());
    text.map(|text| when.day("held on", text, Tense::Past))
        .transpose()
        .map_err(|why| given.refused(vec![("held_on", why)]))
}

/// The log of questions.
pub fn log(
    book: &OpenWorkbook,
    context: &Context,
    period: Period,
    filter: QuestionFilter,
    text: &str,
) -> Result<QuestionLog, Failure> {
    let (period, today) = (period.to_owned(), context.world.now.date());
    let request = QuestionRequest { period, today, filter, text: text.to_owned() };
    match book.store.answer(&Query::Questions(request))? {
        Data::Questions(log) => Ok(log),
        other => Err(unexpected(&other)),
    }
}

/// The question of a number, with what belongs to it as it stands in a period.
pub fn detail(book: &OpenWorkbook, id: Id, period: Period) -> Result<QuestionDetail, Failure> {
    match book.store.answer(&Query::QuestionDetail { id, period })? {
        Data::QuestionDetail { detail: Some(detail), .. } => Ok(*detail),
        Data::QuestionDetail { detail: None, .. } => Err(Failure::failed(format!(
            "There is no question {id} in this workbook. `quarterdeck list questions FILE` prints their numbers."
        ))),
        other => Err(unexpected(&other)),
    }
}

/// The meeting of a name, or of its title with the day, written in capitals or not, and of a day where one
/// is given. Several that fit are an error: a question belongs to one.
fn meeting_named(
    book: &OpenWorkbook,
    context: &Context,
    name: &str,
    held_on: Option<NaiveDate>,
) -> Result<Option<Meeting>, Failure> {
    let log = log(book, context, book.period(None)?, QuestionFilter::Open, "")?;
    let wanted = name.trim().to_lowercase();
    let mut found = log.meetings.into_iter().filter(|meeting| {
        [&meeting.name, &meeting.title()].iter().any(|name| name.to_lowercase() == wanted)
            && (held_on.is_none() || meeting.held_on == held_on)
    });
    let first = found.next();
    if found.next().is_some() {
        return Err(Failure::failed(format!(
            "Several meetings are called “{}”: tell which by its day, as “{}”. Nothing was changed.",
            crate::ui::inert::fit(name.trim(), 60),
            first.map_or_else(String::new, |meeting| meeting.title())
        )));
    }
    Ok(first)
}
