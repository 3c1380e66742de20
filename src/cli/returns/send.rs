//! `quarterdeck returns send`: one Excel form for each owner.

use std::path::PathBuf;

use crate::cli::given::when;
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::cli::{Context, Failure, Out, Value, say};
use crate::domain::dates::long_date;
use crate::domain::{Period, Tense};
use crate::jobs::returns;
use crate::jobs::returns::request::{SendOrder, Sent};
use crate::workbook::owner_name;

/// Write an Excel form for each owner, with only their indicators
///
/// Owners who have a form for the period already get none, unless --replace is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// The folder the forms are put in; made where it is not there
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
    /// Only this owner (may be repeated; "" for indicators without one)
    #[arg(long, value_name = "NAME")]
    owner: Vec<String>,
    /// When they are to be back: 20 jul, fri, +2w, end of month
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Send them again, and write over forms that are there
    #[arg(long)]
    replace: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Writes the forms and notes that they were sent.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let when = when(context, &book);
    let due = args.due.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let due = due.map(|text| when.day("due", text, Tense::Future)).transpose().map_err(Failure::Usage)?;
    if due.is_some_and(|due| due < when.today) {
        return Err(Failure::usage("--due is in the past: name a day that is still to come."));
    }
    let order = SendOrder {
        period: book.period(args.period)?,
        owners: args.owner.clone(),
        folder: args.output.clone(),
        due,
        replace: args.replace,
    };
    let sent = returns::send(&mut book.store, &order, &context.stamp())
        .map_err(|why| Failure::failed(if order.replace { why } else { replace_in_words(&why) }))?;
    if args.json {
        return json(out, &sent);
    }
    for form in &sent.forms {
        let actions = match form.actions {
            0 => String::new(),
            1 => ", 1 open action".to_owned(),
            many => format!(", {many} open actions"),
        };
        let indicators = if form.indicators == 1 {
            "1 indicator".to_owned()
        } else {
            format!("{} indicators", form.indicators)
        };
        out.line(&format!("{}: {indicators}{actions} -> {}", owner_name(&form.owner), form.path.display()))?;
    }
    let due = due.map_or_else(String::new, |due| format!(", due back by {}", long_date(due)));
    let forms =
        if sent.forms.len() == 1 { "1 form".to_owned() } else { format!("{} forms", sent.forms.len()) };
    out.line(&format!(
        "{forms} in {}{due}. `quarterdeck undo` takes the note of it back.",
        sent.folder.display()
    ))?;
    if !sent.had_one.is_empty() {
        say(
            context,
            &format!("Not sent again to {}: --replace sends them a new form.", sent.had_one.join(", ")),
        );
    }
    if sent.without_owner > 0 && args.owner.is_empty() {
        say(
            context,
            &format!(
                "{} indicators that are due have no owner, and are in no form: `quarterdeck indicator edit` names one, --owner \"\" makes a form of them.",
                sent.without_owner
            ),
        );
    }
    Ok(())
}

/// What a screen calls having a form replaced, as it is asked for here.
fn replace_in_words(why: &str) -> String {
    why.replace("or have it replaced", "or say --replace")
        .replace("have the forms replaced to send", "say --replace to send")
}

fn json(out: &mut Out, sent: &Sent) -> Result<(), Failure> {
    let forms = sent
        .forms
        .iter()
        .map(|form| {
            Value::Object(vec![
                ("owner", (&form.owner).into()),
                ("file", form.path.display().to_string().into()),
                ("indicators", (form.indicators as u64).into()),
                ("open_actions", (form.actions as u64).into()),
            ])
        })
        .collect();
    out.json(&Value::Object(vec![
        ("period", sent.period.into()),
        ("due", sent.due.into()),
        ("forms", Value::List(forms)),
        ("had_one", Value::List(sent.had_one.iter().map(Value::from).collect())),
        ("without_owner", sent.without_owner.into()),
        ("operation", Value::Count(u64::try_from(sent.applied.operation).unwrap_or(0))),
    ]))
}
