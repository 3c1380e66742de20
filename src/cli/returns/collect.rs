//! `quarterdeck returns collect`: what came back in the forms, as one step.

use std::path::PathBuf;

use super::list;
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::cli::status_line::StatusLine;
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::Period;
use crate::jobs::returns::request::{CollectOrder, Collection, FileIs, FormsRead};
use crate::jobs::returns::{self, Conclude};
use crate::returns::merge::where_it_stands;
use crate::returns::{Line, Settle, Value as Held};
use crate::workbook::staged::cell_of;
use crate::workbook::{ReturnState, owner_name};

/// Take what came back in forms, as one step that undo takes back
///
/// Cells that came back as they were sent are left alone. Where the workbook has changed a cell since,
/// and to something else, nothing is taken unless --mine or --theirs says which of the two counts.
/// Exit code 1 tells that something was refused, or that conflicts are left.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// The folder the forms are in, or one form
    from: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Change nothing, and tell everything that would be
    #[arg(long)]
    dry_run: bool,
    /// In conflicts the workbook's own stays
    #[arg(long, conflicts_with = "theirs")]
    mine: bool,
    /// In conflicts the form's counts
    #[arg(long)]
    theirs: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Collects the forms, or tells what collecting would do.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let mut book = if args.dry_run {
        OpenWorkbook::read(context, &args.file)?
    } else {
        OpenWorkbook::change(context, &args.file)?
    };
    let order = CollectOrder {
        period: book.period(args.period)?,
        from: args.from.clone(),
        settled: Vec::new(),
        looked_at: None,
    };
    let settle = match (args.mine, args.theirs) {
        (true, _) => Some(Settle::Mine),
        (_, true) => Some(Settle::Theirs),
        _ => None,
    };
    let conclude = match (args.dry_run, settle) {
        (true, None) => Conclude::Look,
        (true, Some(settle)) => Conclude::LookAll(settle),
        (false, None) => Conclude::Apply,
        (false, Some(settle)) => Conclude::ApplyAll(settle),
    };
    let program = &context.world.program;
    let mut line = StatusLine::new(context.world.stderr_is_terminal);
    let mut going = |read: FormsRead| {
        line.say(&read.words());
        true
    };
    let found = returns::collect(&mut book.store, &order, program, &context.stamp(), &conclude, &mut going);
    line.clear();
    let found = found.map_err(Failure::Failed)?;
    if args.json {
        json(out, &found, args.dry_run)?;
    } else {
        text(out, &found, args.dry_run)?;
    }
    let refused = !found.collected.refused.is_empty() || found.refused_files().next().is_some();
    if refused || found.collected.unsettled() > 0 { Err(Failure::Found) } else { Ok(()) }
}

fn text(out: &mut Out, found: &Collection, dry_run: bool) -> Result<(), Failure> {
    if found.files.is_empty() {
        out.line(&format!("There are no spreadsheets in {}.", found.from.display()))?;
    }
    for file in &found.files {
        let what = match &file.what {
            FileIs::Filled(owner) => format!("from {}", owner_name(owner)),
            FileIs::Untouched(owner) => {
                format!("from {}, as it was sent: nothing filled in", owner_name(owner))
            }
            FileIs::Refused(why) => format!("refused: {why}"),
            FileIs::Other => "passed over: not a form".to_owned(),
        };
        let note = if file.note.is_empty() { String::new() } else { format!(" ({})", file.note) };
        out.line(&format!("{}: {what}{note}.", file.name))?;
    }
    let collected = &found.collected;
    let taken = if dry_run { "Would be taken" } else { "Taken" };
    for (title, conflict) in [(taken, false), ("Changed on both sides", true)] {
        let lines: Vec<&Line> = collected.lines.iter().filter(|line| line.conflict == conflict).collect();
        if lines.is_empty() {
            continue;
        }
        out.heading(&format!("{title}: {}", lines.len()))?;
        let mut of = None;
        for line in lines {
            if of.replace(line.form) != Some(line.form) {
                out.line(&format!(
                    "  {}:",
                    found.forms.get(line.form).map_or("", |form| form.file.as_str())
                ))?;
            }
            out.line(&format!("  {}", sentence(found, line)))?;
            if !line.doubt.is_empty() {
                out.line(&format!("    Look again: {}", line.doubt))?;
            }
        }
    }
    if !collected.refused.is_empty() {
        out.heading(&format!("Refused: {}", collected.refused.len()))?;
        for refused in &collected.refused {
            let place = where_it_stands(&found.forms, refused.form, refused.place);
            let value =
                if refused.value.is_empty() { String::new() } else { format!(" “{}”", refused.value) };
            out.line(&format!("  {place}: {}{value}: {}.", refused.name, refused.reason))?;
        }
    }
    waiting(out, found)?;
    out.gap()?;
    out.line(&last_word(found, dry_run))
}

/// "AC/C7 result: – -> 59.5% [Figures!L7]".
fn sentence(found: &Collection, line: &Line) -> String {
    let one_line = |value: &Held| crate::ui::inert::fit(&line.shown(value).replace('\n', " "), 60);
    let sheets = found.forms.get(line.form).map_or(&[][..], |form| form.sheets.as_slice());
    let place = cell_of(sheets, line.place);
    if !line.conflict {
        return format!("{}: {} -> {} [{place}]", line.name, one_line(&line.mine), one_line(&line.theirs));
    }
    let by = if line.by.is_empty() { String::new() } else { format!(" ({})", line.by) };
    let settled = match &line.settled {
        Some(Settle::Mine) => "the workbook's stays",
        Some(Settle::Theirs) => "the form's is taken",
        Some(Settle::Edited(_)) => "settled by hand",
        None => "left as it is: say --mine or --theirs",
    };
    format!(
        "{}: sent {}, workbook {}{by}, form {} [{place}]; {settled}",
        line.name,
        one_line(&line.sent),
        one_line(&line.mine),
        one_line(&line.theirs)
    )
}

/// Whose forms are still out.
fn waiting(out: &mut Out, found: &Collection) -> Result<(), Failure> {
    for (state, words) in
        [(ReturnState::Missing, "Missing (the day has passed)"), (ReturnState::Out, "Still out")]
    {
        let names: Vec<&str> =
            found.waiting().filter(|row| row.state == state).map(|row| row.name()).collect();
        if !names.is_empty() {
            out.gap()?;
            out.line(&format!("{words}: {}.", names.join(", ")))?;
        }
    }
    Ok(())
}

fn last_word(found: &Collection, dry_run: bool) -> String {
    let (taken, left) = (found.collected.taken(), found.collected.unsettled());
    let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    let left = match left {
        0 => String::new(),
        1 => " 1 conflict is left as it is.".to_owned(),
        many => format!(" {many} conflicts are left as they are."),
    };
    match (&found.applied, dry_run) {
        (_, true) if taken == 0 => format!("Nothing would be changed.{left}"),
        (_, true) => format!("Nothing was changed: leave out --dry-run to take {}.{left}", cells(taken)),
        (None, false) => format!("Nothing was different, so nothing was changed.{left}"),
        (Some(applied), false) => format!(
            "{} taken as one step: {}. `quarterdeck undo --yes` takes it back.{left}",
            cells(taken),
            applied.label
        ),
    }
}

fn json(out: &mut Out, found: &Collection, dry_run: bool) -> Result<(), Failure> {
    let files = found
        .files
        .iter()
        .map(|file| {
            let (state, owner, why) = match &file.what {
                FileIs::Filled(owner) => ("filled", Some(owner), ""),
                FileIs::Untouched(owner) => ("untouched", Some(owner), ""),
                FileIs::Refused(why) => ("refused", None, why.as_str()),
                FileIs::Other => ("other", None, ""),
            };
            Value::Object(vec![
                ("file", (&file.name).into()),
                ("state", state.into()),
                ("owner", owner.map_or(Value::Nothing, Value::from)),
                ("reason", why.into()),
                ("note", (&file.note).into()),
            ])
        })
        .collect();
    let lines = found
        .collected
        .lines
        .iter()
        .map(|line| {
            let settled = match (&line.settled, line.conflict) {
                (_, false) => "taken",
                (Some(Settle::Mine), true) => "mine",
                (Some(Settle::Theirs), true) => "theirs",
                (Some(Settle::Edited(_)), true) => "edited",
                (None, true) => "left",
            };
            Value::Object(vec![
                ("name", (&line.name).into()),
                ("field", line.key.field.about().code.into()),
                ("row", line.key.row.code().into()),
                ("place", where_it_stands(&found.forms, line.form, line.place).into()),
                ("conflict", line.conflict.into()),
                ("settled", settled.into()),
                ("sent", held(&line.sent)),
                ("workbook", held(&line.mine)),
                ("form", held(&line.theirs)),
                ("by", (&line.by).into()),
                ("doubt", (&line.doubt).into()),
            ])
        })
        .collect();
    let refused = found
        .collected
        .refused
        .iter()
        .map(|one| {
            Value::Object(vec![
                ("name", (&one.name).into()),
                ("place", where_it_stands(&found.forms, one.form, one.place).into()),
                ("value", (&one.value).into()),
                ("reason", (&one.reason).into()),
            ])
        })
        .collect();
    let returns = found
        .rows
        .iter()
        .map(|row| Value::Object(list::KEYS.iter().copied().zip(list::values(row, found.period)).collect()))
        .collect();
    out.json(&Value::Object(vec![
        ("period", found.period.into()),
        ("dry_run", dry_run.into()),
        ("files", Value::List(files)),
        ("lines", Value::List(lines)),
        ("refused", Value::List(refused)),
        ("unchanged", found.collected.unchanged.into()),
        ("already", (found.collected.already as u64).into()),
        ("taken", (found.collected.taken() as u64).into()),
        ("conflicts_left", (found.collected.unsettled() as u64).into()),
        ("operation", found.applied.as_ref().map_or(Value::Nothing, |done| done.operation.into())),
        ("returns", Value::List(returns)),
    ]))
}

fn held(value: &Held) -> Value {
    match value {
        Held::Empty => Value::Nothing,
        Held::Figure(value) => Value::Number(Some(*value)),
        Held::Day(day) => Some(*day).into(),
        Held::Text(text) => text.into(),
    }
}
