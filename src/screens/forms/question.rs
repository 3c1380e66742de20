//! Meetings and questions: asking, editing, promising, sending, resolving.

use super::{Form, FormField, Keep, Values, described};
use crate::domain::Tense;
use crate::screens::{Context, Screen};
use crate::workbook::edits;
use crate::workbook::steps::committee::{
    NEW_MEETING, empty_meeting, empty_question, question_name, resolve as resolve_step,
};
use crate::workbook::{Id, Meeting, PrintedOn, Question};

const NEW: &str = "new";

/// What a new question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub indicator: Id,
    pub reference: String,
    pub description: String,
}

fn meeting_choice(meetings: &[Meeting], now: Id, with_new: bool) -> FormField {
    let mut options: Vec<(String, String)> =
        meetings.iter().map(|meeting| (meeting.id.to_string(), meeting.title())).collect();
    if with_new {
        options.push((NEW.to_owned(), "a new meeting".to_owned()));
    }
    // Without a meeting there is only the new one.
    let now = if now == NEW_MEETING { String::new() } else { now.to_string() };
    FormField::choice("meeting", "Meeting", options, &now)
        .help("Left and right choose. A new meeting is named in the next fields.")
}

/// The fields of a question that are typed, those of what is promised alone or without the reply.
fn fields_of(question: &Question, wanted: fn(&str) -> bool) -> Vec<FormField> {
    described(question).into_iter().filter(|field| wanted(field.name)).collect()
}

fn is_promise(field: &str) -> bool {
    field.starts_with("promise")
}

/// What stands on the page that is cited, while it is written and what it cites.
fn on_page(printed: &PrintedOn) -> impl Fn(&Values, &str) -> Option<String> + 'static {
    /// As many as fit on a line.
    const TOLD: usize = 8;
    let printed = printed.clone();
    move |values, field| {
        let page = values.get("page");
        let there = printed.page(page);
        if there.is_empty() || !matches!(field, "page" | "cited") {
            return None;
        }
        if let Some((_, reference)) = printed.meant(page, values.get("cited")) {
            return Some(format!("Page {page} tells of {reference}: the question is tied to it."));
        }
        let told: Vec<&str> = there.iter().take(TOLD).map(|(_, reference)| *reference).collect();
        let more = match there.len().saturating_sub(TOLD) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!("Page {page} tells of {}{more}.", told.join(", ")))
    }
}

/// Logs a question, at the meeting `at` or a new one.
pub fn ask(
    meetings: &[Meeting],
    at: Option<Id>,
    about: Option<&About>,
    printed: &PrintedOn,
    context: &Context,
) -> Box<dyn Screen> {
    let first = at.or_else(|| meetings.first().map(|meeting| meeting.id));
    let mut empty = empty_question(first.unwrap_or(NEW_MEETING));
    empty.cited = about.map_or_else(String::new, |about| about.reference.clone());
    let mut fields = vec![
        meeting_choice(meetings, empty.meeting_id, true),
        FormField::line("name", "New meeting", "").help("Its name, where it is a new one."),
        FormField::date("held_on", "Held on", None, Tense::Past),
        FormField::line("report", "Considered", "").help("The report it considered: Quarter 1 of 2015/16."),
    ];
    fields.extend(described(&empty));
    let (indicator, asked_about) = (about.map(|about| about.indicator), about.cloned());
    let intro = about
        .map(|about| vec![format!("About {}: {}", about.reference, about.description)])
        .unwrap_or_default();
    let keep = Keep {
        subject: "new question".to_owned(),
        indicator: indicator.unwrap_or_default(),
        reference: about.map_or_else(String::new, |about| about.reference.clone()),
    };
    let (known, about_again, pages) = (meetings.to_vec(), about.cloned(), printed.clone());
    let pages_again = printed.clone();
    let form = Form::new("New question", fields, move |values, context| {
        let new = values.get("meeting") == NEW || values.get("meeting").is_empty();
        if new && values.get("name").is_empty() {
            return Err(vec![("name", "name the new meeting, or choose one above".to_owned())]);
        }
        let meeting_id = if new { NEW_MEETING } else { values.get("meeting").parse().unwrap_or(NEW_MEETING) };
        let empty = Question { meeting_id, ..empty.clone() };
        let about = asked_about.as_ref().map(|about| (about.indicator, about.reference.as_str()));
        edits::ask(&empty, about, &pages, &values.changed(), &context.session.when())
    })
    .intro(intro)
    .hinting(on_page(printed))
    .again(move |context| self::ask(&known, at, about_again.as_ref(), &pages_again, context))
    .kept(keep, context)
    .starting_at(if meetings.is_empty() { "name" } else { "asker" });
    Box::new(form)
}

fn keep(what: &str, question: &Question) -> Keep {
    Keep { subject: what.to_owned(), indicator: question.id, reference: question_name(question) }
}

/// A question's wording, who asked, what it cites and what was promised.
pub fn edit_question(
    question: &Question,
    meetings: &[Meeting],
    printed: &PrintedOn,
    context: &Context,
) -> Box<dyn Screen> {
    let mut fields = vec![meeting_choice(meetings, question.meeting_id, false)];
    fields.extend(fields_of(question, |field| field != "reply"));
    let old = question.clone();
    let form = Form::new("Question", fields, move |values, context| {
        let meeting = values.get("meeting").parse().ok();
        edits::question(&old, meeting, &values.changed(), &context.session.when())
    })
    .hinting(on_page(printed))
    .editing(true)
    .kept(keep("question", question), context)
    .starting_at("question");
    Box::new(form)
}

/// What is promised, by whom and by when.
pub fn promise(question: &Question, context: &Context) -> Box<dyn Screen> {
    let old = question.clone();
    let form = Form::new("What is promised", fields_of(question, is_promise), move |values, context| {
        edits::question(&old, None, &values.changed(), &context.session.when())
    })
    .intro(vec![question.question.clone()])
    .editing(true)
    .kept(keep("promise", question), context);
    Box::new(form)
}

/// The day what was promised was sent.
pub fn sent(question: &Question, context: &Context) -> Box<dyn Screen> {
    let today = context.session.now.date();
    let old = question.clone();
    let fields = vec![
        FormField::date("sent", "Sent on", question.promise_sent.or(Some(today)), Tense::Past)
            .help("The day it went out; empty where it was not sent after all."),
    ];
    let form = Form::new("Sent to members", fields, move |values, context| {
        // Today is offered, and is stored by saving the form as it is.
        let mut patch = values.changed();
        patch.put("sent", values.get("sent"));
        edits::sent(&old, &patch, &context.session.when())
    })
    .intro(vec![question.promise.clone()])
    .kept(keep("sent", question), context);
    Box::new(form)
}

/// How a question ended; an emptied text opens it again.
pub fn resolve(question: &Question, context: &Context) -> Box<dyn Screen> {
    let old = question.clone();
    let field = FormField::text_area("resolution", "It ended", &question.resolution, 3)
        .help("Noted, no longer reported, taken up elsewhere … Empty opens it again.");
    let field = if question.resolution.is_empty() { field.required() } else { field };
    let form = Form::new("Resolve a question", vec![field], move |values, _| {
        Ok(resolve_step(&old, values.get("resolution")))
    })
    .intro(vec![question.question.clone()])
    .editing(true)
    .kept(keep("resolution", question), context);
    Box::new(form)
}

/// A meeting, new or changed.
pub fn meeting(existing: Option<&Meeting>, context: &Context) -> Box<dyn Screen> {
    let meeting = existing.cloned().unwrap_or_else(empty_meeting);
    let fields = described(&meeting);
    let keep = Keep { subject: "meeting".to_owned(), indicator: meeting.id, reference: meeting.name.clone() };
    let title = if existing.is_some() { "Meeting" } else { "New meeting" };
    let form = Form::new(title, fields, move |values, context| {
        edits::meeting(&meeting, &values.changed(), &context.session.when())
    })
    .editing(existing.is_some())
    .kept(keep, context);
    match existing {
        Some(_) => Box::new(form),
        None => Box::new(form.again(|context| self::meeting(None, context))),
    }
}
