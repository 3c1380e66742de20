//! `quarterdeck action`: add a corrective action about anything, edit, close or delete one.

use std::path::PathBuf;

use super::given::{Given, when};
use super::list::actions::{ACTION_KEYS, action_values};
use super::record_args::RecordArgs;
use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, WINDOW, parse_period, saved, unexpected};
use crate::domain::dates::short_date;
use crate::domain::money::{MoneyUnit, say_money};
use crate::domain::typed_figure::read_figure;
use crate::domain::{Period, Tense, Unit};
use crate::workbook::choice::read_choice;
use crate::workbook::edits;
use crate::workbook::steps::jumps::expected_jump;
use crate::workbook::*;

/// Add, edit, close or delete a corrective action
///
/// `quarterdeck list actions FILE` prints their numbers; `quarterdeck set FILE REFERENCE --action …` adds one.
/// For example: quarterdeck action close adults.qd 12 --progress "Both posts are filled."
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add an action about anything: an indicator, a risk, a budget line, a commitment, a question
    Add {
        /// The workbook
        file: PathBuf,
        /// Reference or name of what it is about
        about: String,
        #[command(flatten)]
        fields: Box<Fields>,
        /// The period it is raised in (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
    },
    /// Change an action
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its number, as `list actions` prints it; several where --due and --owner alone are changed
        #[arg(required = true, value_name = "ID")]
        ids: Vec<Id>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    /// Close an action, done or dropped
    Close {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
        /// done or dropped
        #[arg(long, value_parser = parse_outcome, default_value = "done")]
        outcome: ActionStatus,
        /// What came of it
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
        progress: String,
        /// The period it was closed in (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
    },
    /// Delete an action; its history stays
    Delete {
        /// The workbook
        file: PathBuf,
        /// Its number
        id: Id,
    },
}

#[derive(Debug, clap::Args)]
struct Fields {
    #[command(flatten)]
    said: RecordArgs<Action>,
    /// Keep a figure that is far from the last ones
    #[arg(long)]
    yes: bool,
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let stamp = context.stamp();
    let (What::Add { file, .. }
    | What::Edit { file, .. }
    | What::Close { file, .. }
    | What::Delete { file, .. }) = &args.what;
    let mut book = OpenWorkbook::change(context, file)?;
    let when = when(context, &book);
    let applied = match &args.what {
        What::Add { about, fields, period, .. } => {
            let given = Given::default().record(&fields.said)?;
            let period = book.period(*period)?;
            let name = super::link::find(&book, about, period)?;
            book.apply(&stamp, |book| {
                let new = steps::empty_action(name.subject, period);
                let about = (name.short(), unit(book, name.subject)?);
                let change = edits::action((&about.0, about.1), &new, &given.patch, &when, period);
                let change = change.map_err(|faults| given.refused(faults))?;
                fields.check_jump(book, name.subject, None, period)?;
                Ok(change)
            })?
        }
        What::Edit { ids, fields, .. } if ids.len() > 1 => {
            let given = Given::default().record(&fields.said)?;
            if !given.patch.says_only(&["due", "owner"]) {
                return Err(Failure::usage(
                    "Several actions can be given one --due and one --owner; anything else is changed for one \
                     alone. Nothing was changed.",
                ));
            }
            let due = match given.patch.get("due").filter(|text| !text.is_empty()) {
                Some(text) => Some(
                    when.day("due", text, Tense::Future).map_err(|why| given.refused(vec![("due", why)]))?,
                ),
                None => None,
            };
            let owner = given.patch.get("owner").unwrap_or_default();
            if due.is_none() && owner.is_empty() {
                return Err(Failure::usage("Write --due, --owner or both. Nothing was changed."));
            }
            book.apply(&stamp, |book| {
                let mut rows: Vec<ActionRow> =
                    ids.iter().map(|id| find(book, *id)).collect::<Result<_, _>>()?;
                rows.sort_by_key(|row| row.action.id);
                rows.dedup_by_key(|row| row.action.id);
                Ok(steps::redate(&rows, due, owner))
            })?
        }
        What::Edit { ids, fields, .. } => {
            let given = Given::default().record(&fields.said)?;
            let current = book.period(None)?;
            book.apply(&stamp, |book| {
                let row = find(book, ids.first().copied().unwrap_or_default())?;
                let about = (row.reference.as_str(), unit(book, row.action.about())?);
                let change = edits::action(about, &row.action, &given.patch, &when, current);
                let change = change.map_err(|faults| given.refused(faults))?;
                fields.check_jump(book, row.action.about(), row.action.expected_value, current)?;
                Ok(change)
            })?
        }
        What::Close { id, outcome, progress, period, .. } => {
            let period = book.period(*period)?;
            book.apply(&stamp, |book| {
                let row = find(book, *id)?;
                if matches!(row.action.status, ActionStatus::Done | ActionStatus::Dropped) {
                    return Err(Failure::failed(format!(
                        "Action {id} is closed already. Nothing was changed."
                    )));
                }
                Ok(steps::close_action(&row.reference, &row.action, *outcome, period, progress.trim()))
            })?
        }
        What::Delete { id, .. } => book.apply(&stamp, |book| {
            let row = find(book, *id)?;
            Ok(steps::remove_action(&row.reference, &row.action))
        })?,
    };
    saved(out, &applied, &when.echo())
}

/// The number in a name such as "action 12".
pub fn number(name: &str) -> Option<Id> {
    name.trim().to_lowercase().strip_prefix("action").and_then(|rest| rest.trim().parse().ok())
}

/// `quarterdeck set` of an action: its wording, owner, date, effect, and how it is going.
pub fn set(context: &Context, out: &mut Out, args: &super::set::Args, id: Id) -> Result<(), Failure> {
    let said = RecordArgs::given([
        ("description", &args.action),
        ("owner", &args.owner),
        ("due", &args.due),
        ("progress", &args.reason),
        ("client_group", &args.client_group),
        ("expected_effect", &args.expected),
        ("expected_value", &args.expected_value),
        ("expected_by", &args.expected_by),
    ]);
    let fields = Fields { said, yes: args.yes };
    let what = What::Edit { file: args.file.clone(), ids: vec![id], fields: Box::new(fields) };
    run(context, out, &Args { what })
}

/// Shows the action of a name such as "action 12"; `None` for other names.
pub fn show(
    context: &Context,
    out: &mut Out,
    book: &OpenWorkbook,
    name: &str,
    json: bool,
) -> Result<Option<()>, Failure> {
    let Some(id) = number(name) else { return Ok(None) };
    let row = find(book, id)?;
    let values = action_values(context, &row);
    if json {
        return out.json(&Value::Object(ACTION_KEYS.iter().copied().zip(values).collect())).map(Some);
    }
    let action = &row.action;
    out.heading(&format!("Action {id}: {}", row.about().short()))?;
    out.field("Action", &action.description)?;
    out.field("Owner", if action.owner.is_empty() { "none" } else { &action.owner })?;
    out.field("Due", &action.due.map_or_else(|| "no date".to_owned(), short_date))?;
    out.field("Status", action.status.title())?;
    out.field("Progress", &action.progress)?;
    out.field("Expected effect", &action.expected_effect)?;
    if let Some(effect) = action.effect {
        out.field("Saves this year", &say_money(effect, MoneyUnit::Pounds))?;
    }
    Ok(Some(()))
}

/// The action of a number.
fn find(book: &OpenWorkbook, id: Id) -> Result<ActionRow, Failure> {
    let mut start = 0;
    loop {
        let request = ActionRequest {
            period: book.last_period()?,
            // Nothing here is judged by the day.
            today: chrono::NaiveDate::default(),
            filter: ActionFilter::All,
            owner: String::new(),
            about: None,
            text: String::new(),
            window: Window { start, length: WINDOW },
        };
        let list = match book.store.answer(&Query::Actions(request))? {
            Data::Actions(list) => list,
            other => return Err(unexpected(&other)),
        };
        start += list.rows.len() as u64;
        let ended = list.rows.is_empty() || start >= list.total;
        if let Some(row) = list.rows.into_iter().find(|row| row.action.id == id) {
            return Ok(row);
        }
        if ended {
            return Err(Failure::failed(format!(
                "There is no action {id} in this workbook. `quarterdeck list actions FILE --state all` prints their numbers."
            )));
        }
    }
}

impl Fields {
    /// Refuses a figure far from the last ones of the indicator the action is about, until it is said to
    /// be meant. `now` is what is stored.
    fn check_jump(
        &self,
        book: &OpenWorkbook,
        about: Subject,
        now: Option<f64>,
        period: Period,
    ) -> Result<(), Failure> {
        let (Some(text), Table::Indicator) = (self.said.get("expected_value"), about.table) else {
            return Ok(());
        };
        let detail = book.detail(about.id, period)?;
        let expected = read_figure(text, detail.indicator.unit()).unwrap_or_default();
        let jump = expected_jump(&detail, expected.filter(|_| expected != now));
        super::set::ask_about_jumps(&Vec::from_iter(jump), self.yes)
    }
}

/// The unit of the indicator that something is about; none where it is about something else.
fn unit(book: &OpenWorkbook, about: Subject) -> Result<Option<Unit>, Failure> {
    if about.table != Table::Indicator {
        return Ok(None);
    }
    match book.store.answer(&Query::Records { indicators: vec![about.id] })? {
        Data::Records(records) => Ok(records.first().map(Indicator::unit)),
        other => Err(unexpected(&other)),
    }
}

fn parse_outcome(text: &str) -> Result<ActionStatus, String> {
    match read_choice(text) {
        Ok(status @ (ActionStatus::Done | ActionStatus::Dropped)) => Ok(status),
        _ => Err("write done or dropped".to_owned()),
    }
}
