//! `quarterdeck question`: what members asked, what was answered and what is owed.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::book::{Book, unexpected};
use super::dates::Dates;
use super::set::written;
use super::{Context, Failure, Out};
use crate::domain::Tense;
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
        #[arg(long, default_value = "")]
        report: String,
        /// The indicator it is about: comes back when that is reviewed
        #[arg(long, value_name = "REFERENCE")]
        about: Option<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    /// Change a question
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its number, as `list questions` prints it
        id: Id,
        #[command(flatten)]
        fields: Box<Fields>,
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
        /// The day it was held: 14 oct, last month, 14/10/2026; "" for none
        #[arg(long, value_name = "DATE")]
        held_on: Option<String>,
        /// The report it considered
        #[arg(long)]
        report: Option<String>,
        /// What was resolved; "-" reads it from standard input
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        resolution: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct Fields {
    /// What was asked; "-" reads it from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    question: Option<String>,
    /// Who asked: a role
    #[arg(long, value_name = "ROLE")]
    asker: Option<String>,
    /// Page of the report, as cited
    #[arg(long)]
    page: Option<String>,
    /// What was asked about, as cited
    #[arg(long, value_name = "TEXT", value_parser = crate::cli::parse_text)]
    cites: Option<String>,
    /// What was answered; "-" reads it from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    reply: Option<String>,
    /// What is promised; "" takes it back
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    promise: Option<String>,
    /// The role that is to keep the promise
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// When it is due: 4 dec, fri, +2w, end of march, Q3; "" for no date
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
}

impl Fields {
    /// Reads what is to be read, once.
    fn read(&self) -> Result<Self, Failure> {
        let mut input = None;
        let mut text = |name: &str, given: &Option<String>| {
            given.as_ref().map(|text| written(name, text, &mut input)).transpose()
        };
        Ok(Self {
            question: text("--question", &self.question)?,
            reply: text("--reply", &self.reply)?,
            promise: text("--promise", &self.promise)?,
            asker: self.asker.clone(),
            page: self.page.clone(),
            cites: self.cites.clone(),
            owner: self.owner.clone(),
            due: self.due.clone(),
        })
    }

    /// The question with what was given put in.
    fn onto(&self, mut question: Question, dates: &Dates) -> Result<Question, Failure> {
        let text = |field: &mut String, given: &Option<String>| {
            if let Some(given) = given {
                given.trim().clone_into(field);
            }
        };
        text(&mut question.question, &self.question);
        text(&mut question.asker, &self.asker);
        text(&mut question.page, &self.page);
        text(&mut question.cited, &self.cites);
        text(&mut question.reply, &self.reply);
        text(&mut question.promise, &self.promise);
        text(&mut question.promise_owner, &self.owner);
        if let Some(due) = &self.due {
            question.promise_due = dates.optional("due", due, Tense::Future)?;
        }
        if question.question.is_empty() {
            return Err(Failure::usage("--question is empty: write what was asked."));
        }
        if question.promise.is_empty()
            && (question.promise_due.is_some() || !question.promise_owner.is_empty())
        {
            return Err(Failure::usage("Nothing is promised: --owner and --due go with --promise."));
        }
        Ok(question)
    }
}

/// The indicator a question is about, where the page it cites tells. Several are said, to choose from.
fn on_page(context: &Context, book: &Book, fields: &Fields) -> Result<Option<String>, Failure> {
    let (page, cites) = (fields.page.as_deref().unwrap_or_default(), fields.cites.as_deref());
    let printed =
        log(book, context, &book.opening.workbook.current_period, QuestionFilter::Open, "")?.printed;
    let meant = printed.meant(page, cites.unwrap_or_default()).map(|(_, reference)| reference.to_owned());
    match (printed.page(page).as_slice(), &meant) {
        ([_], Some(one)) => {
            super::say(context, &format!("Page {page} tells of {one}: the question is tied to it."));
        }
        ([_, ..], None) => {
            let several: Vec<&str> = printed.page(page).into_iter().map(|(_, reference)| reference).collect();
            let several = several.join(", ");
            super::say(context, &format!("Page {page} tells of {several}. --about ties a question to one."));
        }
        _ => {}
    }
    Ok(meant)
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
    let mut book = Book::change(context, file)?;
    let dates = Dates::of(context, &book);
    let applied = match &args.what {
        What::Add { meeting, held_on, report, about, fields, .. } => {
            let fields = fields.read()?;
            if meeting.trim().is_empty() {
                return Err(Failure::usage("--meeting is empty: name the meeting."));
            }
            if fields.question.is_none() {
                return Err(Failure::usage("--question is missing: write what was asked."));
            }
            let held_on = dates.given("held on", held_on.as_ref(), Tense::Past)?.flatten();
            let about = match about {
                Some(about) => Some(about.clone()),
                None => on_page(context, &book, &fields)?,
            };
            book.apply(&stamp, |book| {
                let known = meeting_named(book, context, meeting, held_on)?;
                let new = known.is_none().then(|| Meeting {
                    name: meeting.trim().to_owned(),
                    held_on,
                    report: report.trim().to_owned(),
                    ..committee::empty_meeting()
                });
                let meeting_id = known.map_or(NEW_MEETING, |meeting| meeting.id);
                let question = fields.onto(committee::empty_question(meeting_id), &dates)?;
                let period = &book.opening.workbook.current_period;
                let indicator =
                    about.as_ref().map(|reference| book.indicator(reference, period)).transpose()?;
                Ok(committee::ask(new, question, indicator))
            })?
        }
        What::Edit { id, fields, .. } => {
            let fields = fields.read()?;
            book.apply(&stamp, |book| {
                let question = detail(book, *id, &book.opening.workbook.current_period)?.question;
                Ok(committee::edit_question(fields.onto(question, &dates)?))
            })?
        }
        What::Reply { id, text, .. } => {
            let text = written("--text", text, &mut None)?;
            book.apply(&stamp, |book| {
                Ok(committee::write_reply(
                    &detail(book, *id, &book.opening.workbook.current_period)?.question,
                    &text,
                    None,
                ))
            })?
        }
        What::Sent { id, on, .. } => {
            let on = dates.optional("sent", on, Tense::Past)?;
            if on.is_some_and(|on| on > dates.today) {
                return Err(Failure::usage("--on is still to come: write the day it was sent."));
            }
            book.apply(&stamp, |book| {
                let question = detail(book, *id, &book.opening.workbook.current_period)?.question;
                if question.promise.trim().is_empty() {
                    return Err(Failure::failed(format!(
                        "Nothing was promised in answer to question {id}. Nothing was changed."
                    )));
                }
                Ok(committee::mark_sent(&question, on))
            })?
        }
        What::Resolve { id, how, .. } => book.apply(&stamp, |book| {
            Ok(committee::resolve(&detail(book, *id, &book.opening.workbook.current_period)?.question, how))
        })?,
        What::Delete { id, .. } => book.apply(&stamp, |book| {
            let one = detail(book, *id, &book.opening.workbook.current_period)?;
            let links: Vec<Link> = one.linked.iter().map(|linked| linked.link.clone()).collect();
            Ok(committee::remove_question(&one.question, &links))
        })?,
        What::Meeting { name, held_on, report, resolution, .. } => {
            if name.trim().is_empty() {
                return Err(Failure::usage("The meeting needs a name."));
            }
            let held_on = dates.given("held on", held_on.as_ref(), Tense::Past)?;
            let resolution =
                resolution.as_ref().map(|text| written("--resolution", text, &mut None)).transpose()?;
            book.apply(&stamp, |book| {
                let mut meeting =
                    meeting_named(book, context, name, None)?.unwrap_or_else(committee::empty_meeting);
                if meeting.id <= 0 {
                    name.trim().clone_into(&mut meeting.name);
                }
                meeting.held_on = held_on.unwrap_or(meeting.held_on);
                meeting.report = report.clone().unwrap_or(meeting.report);
                meeting.resolution = resolution.clone().unwrap_or(meeting.resolution);
                Ok(committee::put_meeting(meeting))
            })?
        }
    };
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}{}", applied.label, dates.echo()))
}

/// The log of questions.
pub fn log(
    book: &Book,
    context: &Context,
    period: &str,
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
pub fn detail(book: &Book, id: Id, period: &str) -> Result<QuestionDetail, Failure> {
    match book.store.answer(&Query::QuestionDetail { id, period: period.to_owned() })? {
        Data::QuestionDetail { detail: Some(detail), .. } => Ok(*detail),
        Data::QuestionDetail { detail: None, .. } => Err(Failure::failed(format!(
            "There is no question {id} in this workbook. `quarterdeck list questions FILE` prints their numbers."
        ))),
        other => Err(unexpected(&other)),
    }
}

/// The meeting of a name, written in capitals or not, and of a day where one
/// is given. Several that fit are an error: a question belongs to one.
fn meeting_named(
    book: &Book,
    context: &Context,
    name: &str,
    held_on: Option<NaiveDate>,
) -> Result<Option<Meeting>, Failure> {
    let log = log(book, context, &book.opening.workbook.current_period, QuestionFilter::Open, "")?;
    let wanted = name.trim().to_lowercase();
    let mut found = log.meetings.into_iter().filter(|meeting| {
        meeting.name.to_lowercase() == wanted && (held_on.is_none() || meeting.held_on == held_on)
    });
    let first = found.next();
    if found.next().is_some() {
        return Err(Failure::failed(format!(
            "Several meetings are called “{}”: tell which with --held-on. Nothing was changed.",
            crate::ui::inert::fit(name.trim(), 60)
        )));
    }
    Ok(first)
}
