//! `quarterdeck link`: what belongs together, and `quarterdeck show`'s way to
//! anything by reference or name.

use std::path::PathBuf;

use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, unexpected};
use crate::domain::Period;
use crate::workbook::linking::{link, unlink};
use crate::workbook::*;

/// Link two things, let go of a link, or print what a thing is linked with
///
/// A thing is an indicator, a risk, a saving, a commitment or a question by its reference, a budget
/// line or a section by its name. For example: quarterdeck link adults.qd AC/C7 AS0091. Questions,
/// actions, commentary, narrative and risks link themselves with what they name by a reference.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Its reference or name
    #[arg(value_name = "THING")]
    one: String,
    /// What to link it with; without it, what it is linked with is printed
    #[arg(value_name = "OTHER")]
    other: Option<String>,
    /// Take the link away
    #[arg(long, requires = "other")]
    remove: bool,
    /// Print JSON, for programs
    #[arg(long, conflicts_with = "other")]
    json: bool,
}

/// Links, unlinks or prints.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let Some(other) = &args.other else {
        let book = OpenWorkbook::read(context, &args.file)?;
        let period = book.period(None)?;
        let one = find(&book, &args.one, period)?;
        return print(out, &linked(&book, one.subject, period)?, args.json);
    };
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(None)?;
    let (one, other) = (find(&book, &args.one, period)?, find(&book, other, period)?);
    let applied = book.apply(&context.stamp(), |book| {
        if !args.remove {
            return Ok(link(&one, &other));
        }
        let links = linked(book, one.subject, period)?;
        let found = links.iter().find(|linked| linked.name.subject == other.subject);
        let found = found.ok_or_else(|| {
            Failure::failed(format!("{} is not linked with {}.", one.short(), other.short()))
        })?;
        Ok(unlink(&found.link, (&one.short(), &other.short())))
    })?;
    out.line(&format!("Saved: {}", applied.label))
}

/// What a thing is linked with.
pub fn linked(book: &OpenWorkbook, subject: Subject, period: Period) -> Result<Vec<Linked>, Failure> {
    match book.store.answer(&Query::Linked { subject, period })? {
        Data::Linked(linked) => Ok(linked),
        other => Err(unexpected(&other)),
    }
}

/// Links as programs read them.
pub fn linked_values(linked: &[Linked]) -> Value {
    let values = linked.iter().map(|one| {
        Value::Object(vec![
            ("kind", one.name.subject.table.noun().into()),
            ("reference", (&one.name.reference).into()),
            ("title", (&one.name.title).into()),
            ("rating", one.rating.code().into()),
            ("stands", (&one.stands).into()),
        ])
    });
    Value::List(values.collect())
}

/// Links as people read them, a line each.
pub fn linked_lines(out: &mut Out, linked: &[Linked]) -> Result<(), Failure> {
    for one in linked {
        let name = format!("{} {}", one.name.reference, one.name.title);
        out.line(format!("{}: {}  {}", one.name.subject.table.noun(), name.trim(), one.stands).trim_end())?;
    }
    Ok(())
}

fn print(out: &mut Out, linked: &[Linked], json: bool) -> Result<(), Failure> {
    if json {
        return out.json(&linked_values(linked));
    }
    if linked.is_empty() {
        return out.line("Not linked with anything yet.");
    }
    linked_lines(out, linked)
}

/// Whatever a reference or a name means: indicators first, then anything whose
/// reference or whole name it is.
pub fn find(book: &OpenWorkbook, wanted: &str, period: Period) -> Result<SubjectName, Failure> {
    let text = wanted.trim().to_owned();
    let unknown = match book.indicator(&text, period) {
        Ok(id) => return Ok(book.detail(id, period)?.indicator.name()),
        Err(unknown) => unknown,
    };
    let found = match book.store.answer(&Query::FindOthers { text: text.clone(), limit: 500 })? {
        Data::FindOthers(found) => found,
        other => return Err(unexpected(&other)),
    };
    let same = |one: &str| one.to_lowercase() == text.to_lowercase();
    let exact: Vec<&SubjectName> =
        found.iter().filter(|name| same(&name.reference) || same(&name.title)).collect();
    match exact.as_slice() {
        [one] => Ok((*one).clone()),
        // Of budget lines with one name each has its path.
        [] if text.contains('/') => {
            match super::budget::find(&super::list::budget::room(book, period)?, &text) {
                Ok(node) => Ok(SubjectName {
                    subject: Subject { table: Table::BudgetLine, id: node.line.id },
                    reference: String::new(),
                    title: node.line.name.clone(),
                }),
                Err(_) => Err(unknown),
            }
        }
        [] => match found.as_slice() {
            // Part of a name will do where only one thing has it.
            [one] if text.chars().count() >= 4 => Ok(one.clone()),
            _ => Err(unknown),
        },
        many => {
            let kinds: Vec<String> =
                many.iter().map(|name| format!("{} “{}”", name.subject.table.noun(), name.title)).collect();
            Err(Failure::failed(format!("{text} could be {}. Write its whole name.", kinds.join(" or "))))
        }
    }
}
