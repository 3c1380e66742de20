//! `quarterdeck show` of a commitment, a section of the narrative or a
//! question, and `quarterdeck set` of its rating and words.

use super::list::actions::{ACTION_KEYS, action_values};
use super::list::{commitments, narrative, questions};
use super::table::rating_text;
use super::{Context, Failure, Out, Value, commitment, narrative as sections, question};
use crate::cli::open_workbook::OpenWorkbook;
use crate::domain::dates::short_date;
use crate::domain::{Period, Rating};
use crate::workbook::steps::{committee, delivery, narrative as narrative_steps};
use crate::workbook::*;

/// Which of them a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsOf {
    Commitment,
    Section,
    Question,
}

/// What a name means; none where nothing is called so.
pub fn kind(
    book: &OpenWorkbook,
    context: &Context,
    name: &str,
    period: Period,
) -> Result<Option<WordsOf>, Failure> {
    Ok(find(book, context, name, period)?.map(|one| match one {
        One::Commitment(_) => WordsOf::Commitment,
        One::Section(..) => WordsOf::Section,
        One::Question(_) => WordsOf::Question,
    }))
}

/// One of them.
enum One {
    Commitment(Box<CommitmentDetail>),
    Section(Box<SectionHead>, Box<Section>, Vec<ActionRow>),
    Question(Box<QuestionDetail>),
}

/// Finds it by reference, by heading, by what a question cites, or as
/// "question 12" and "section 12". None where nothing is called so, or several questions are.
fn find(book: &OpenWorkbook, context: &Context, name: &str, period: Period) -> Result<Option<One>, Failure> {
    let wanted = name.trim().to_lowercase();
    let number = |noun: &str| wanted.strip_prefix(noun).and_then(|rest| rest.trim().parse::<Id>().ok());
    for row in commitment::room(book, period)?.rows {
        if row.reference.to_lowercase() == wanted {
            let found = commitment::details(book, &[row.id], period)?.pop();
            return Ok(found.map(|detail| One::Commitment(Box::new(detail))));
        }
    }
    for head in sections::heads(book, period)? {
        if head.heading.to_lowercase() == wanted || number("section") == Some(head.id) {
            let (section, actions) = sections::section_with_actions(book, head.id)?;
            return Ok(Some(One::Section(Box::new(head), Box::new(section), actions)));
        }
    }
    let log = question::log(book, context, period, QuestionFilter::All, "")?;
    let called: Vec<Id> = log
        .rows
        .iter()
        .filter(|row| {
            let cited = [row.cited.to_lowercase(), citation(&row.page, &row.cited).to_lowercase()];
            number("question") == Some(row.id) || (!wanted.is_empty() && cited.contains(&wanted))
        })
        .map(|row| row.id)
        .collect();
    match called.as_slice() {
        [id] => Ok(Some(One::Question(Box::new(question::detail(book, *id, period)?)))),
        _ => Ok(None),
    }
}

/// Shows what is called so; none where nothing is.
pub fn show(
    context: &Context,
    out: &mut Out,
    book: &OpenWorkbook,
    name: &str,
    period: Period,
    json: bool,
) -> Result<Option<()>, Failure> {
    let Some(one) = find(book, context, name, period)? else { return Ok(None) };
    if json {
        out.json(&value(context, &one))?;
        return Ok(Some(()));
    }
    match &one {
        One::Commitment(detail) => show_commitment(context, out, detail)?,
        One::Section(head, section, actions) => {
            out.paragraph(section.name(), 0)?;
            let parts =
                format!("{} · {} · {} words", section.kind.title(), section.status.code(), head.words);
            out.line(&parts)?;
            out.field("Carried from", &section.carried_from.map(Period::code).unwrap_or_default())?;
            out.heading("Text")?;
            out.paragraph(if section.text.is_empty() { "Nothing written yet." } else { &section.text }, 0)?;
            if section.kind == SectionKind::Challenge {
                let required = section.action_required.as_str();
                out.field("Action required", if required.is_empty() { "none yet" } else { required })?;
            }
            show_actions(out, actions)?;
        }
        One::Question(detail) => show_question(context, out, detail)?,
    }
    Ok(Some(()))
}

fn show_commitment(context: &Context, out: &mut Out, detail: &CommitmentDetail) -> Result<(), Failure> {
    let commitment = &detail.commitment;
    out.paragraph(&format!("{}  {}", commitment.reference, commitment.description), 0)?;
    out.line(&format!("{} · {}", commitment.plan, commitment.service))?;
    match detail.rating.as_ref().filter(|rating| rating.rating != Rating::None) {
        Some(rating) => {
            let meaning = commitment.scale.meaning(rating.rating);
            let title = rating.rating.title();
            out.field(
                "Rating",
                &format!("{} {title}: {meaning}", rating_text(rating.rating, context.ascii)),
            )?;
        }
        None => out.field("Rating", "not rated")?,
    }
    out.field("Moved", detail.movement.code())?;
    out.field("Owner", if commitment.owner.is_empty() { "none" } else { &commitment.owner })?;
    out.field("Due", &commitment.due.map_or("no date".to_owned(), short_date))?;
    if let Some(rating) = &detail.rating {
        out.field("Why", &rating.commentary)?;
        out.field("Path to green", &rating.path_to_green)?;
    }
    if !detail.milestones.is_empty() {
        out.heading("Milestones")?;
    }
    for milestone in &detail.milestones {
        let when = match (milestone.done_on, milestone.due) {
            (Some(done), _) => format!("reached {}", short_date(done)),
            (None, Some(due)) => format!("due {}", short_date(due)),
            (None, None) => "no date".to_owned(),
        };
        out.paragraph(&format!("- {} ({when})", milestone.description), 0)?;
    }
    show_actions(out, &detail.actions)?;
    out.field("Source", &commitment.source)
}

fn show_question(context: &Context, out: &mut Out, detail: &QuestionDetail) -> Result<(), Failure> {
    let (question, meeting) = (&detail.question, &detail.meeting);
    out.paragraph(&question.question, 0)?;
    let held = meeting.held_on.map_or("no date given".to_owned(), short_date);
    out.line(&format!("{} · {held} · {}", meeting.name, meeting.report))?;
    out.field("Asked by", if question.asker.is_empty() { "not said" } else { &question.asker })?;
    out.field("Cites", &question.citation())?;
    out.field("Status", question.status(context.world.now.date()).code())?;
    out.field("Reply", if question.reply.is_empty() { "none written" } else { &question.reply })?;
    out.field("Promised", &question.promise)?;
    if !question.promise.is_empty() {
        out.field("Owner", if question.promise_owner.is_empty() { "none" } else { &question.promise_owner })?;
        out.field("Due", &question.promise_due.map_or("no date".to_owned(), short_date))?;
        out.field("Sent", &question.promise_sent.map_or("not sent".to_owned(), short_date))?;
    }
    out.field("How it ended", &question.resolution)?;
    for linked in &detail.linked {
        out.field("Linked with", &linked.name.short())?;
    }
    show_actions(out, &detail.actions)
}

fn show_actions(out: &mut Out, actions: &[ActionRow]) -> Result<(), Failure> {
    if !actions.is_empty() {
        out.heading("Actions")?;
    }
    for row in actions {
        let owner = if row.action.owner.is_empty() { "no owner" } else { &row.action.owner };
        let due = row.action.due.map_or("no date".to_owned(), short_date);
        out.paragraph(&format!("- {} ({owner}, {due})", row.action.description), 0)?;
    }
    Ok(())
}

/// What the list prints of it, with what belongs to it.
fn value(context: &Context, one: &One) -> Value {
    let listed = |actions: &[ActionRow]| {
        Value::List(
            actions
                .iter()
                .map(|row| {
                    Value::Object(ACTION_KEYS.iter().copied().zip(action_values(context, row)).collect())
                })
                .collect(),
        )
    };
    let (mut fields, actions): (Vec<(&'static str, Value)>, &[ActionRow]) = match one {
        One::Commitment(detail) => {
            let keys = commitments::KEYS.iter().copied().zip(commitments::values(detail));
            let mut fields: Vec<(&'static str, Value)> = keys.collect();
            let steps = detail.milestones.iter().map(|milestone| {
                Value::Object(vec![
                    ("description", (&milestone.description).into()),
                    ("due", milestone.due.into()),
                    ("done_on", milestone.done_on.into()),
                ])
            });
            fields.push(("steps", Value::List(steps.collect())));
            (fields, &detail.actions)
        }
        One::Section(head, section, actions) => {
            let row = ((**head).clone(), (**section).clone());
            (narrative::KEYS.iter().copied().zip(narrative::values(&row)).collect(), actions)
        }
        One::Question(detail) => (
            questions::KEYS.iter().copied().zip(questions::values(context, detail)).collect(),
            &detail.actions,
        ),
    };
    fields.push(("actions", listed(actions)));
    Value::Object(fields)
}

/// Sets the words of what is called so, and of a commitment its rating; none where nothing is.
pub fn set(
    context: &Context,
    out: &mut Out,
    book: &mut OpenWorkbook,
    name: &str,
    period: Period,
    (rating, words): (Option<&str>, Option<&str>),
) -> Result<(), Failure> {
    let applied = book.apply(&context.stamp(), |book| {
        let gone = || Failure::failed(format!("“{name}” was deleted meanwhile. Nothing was changed."));
        match find(book, context, name, period)?.ok_or_else(gone)? {
            One::Commitment(detail) => {
                let rating = rating.map(|text| commitment::rating_for(&detail, text)).transpose()?;
                Ok(delivery::rate_and_write(&detail, rating, words))
            }
            One::Section(_, section, _) if Some(section.text.as_str()) == words => Ok(Change::none()),
            One::Section(_, section, _) => {
                Ok(narrative_steps::write_section(&section, words.unwrap_or_default(), None))
            }
            One::Question(detail) => {
                Ok(committee::write_reply(&detail.question, words.unwrap_or_default(), None))
            }
        }
    })?;
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}", applied.label))
}
