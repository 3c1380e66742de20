//! `quarterdeck indicator next-target` and `sign-off`: what is kept of an indicator by the year.

use std::path::PathBuf;

use super::given::{Given, when};
use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, saved};
use crate::domain::Period;
use crate::workbook::figures::figure;
use crate::workbook::{Detail, edits};

#[derive(Debug, clap::Args)]
pub struct NextTarget {
    /// The workbook
    file: PathBuf,
    /// Its reference
    reference: String,
    /// The period after whose year the target counts (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// The target of the year after; "" for none
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    target: Option<String>,
    /// Why it is set so: past results, neighbours, what it would take
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct SignOffArgs {
    /// The workbook
    file: PathBuf,
    /// Its reference
    reference: String,
    /// The period (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// The role that signs, never a name: "Executive Director"
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// The day it was signed (else today); "" takes the sign-off of the role back
    #[arg(long = "date", value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
}

/// Sets the target, or prints what helps to set it.
pub fn next_target(context: &Context, out: &mut Out, args: &NextTarget) -> Result<(), Failure> {
    let given = Given::default().line("target", "--target", args.target.as_ref()).text(
        "reason",
        "--reason",
        args.reason.as_ref(),
    )?;
    if given.patch.is_empty() {
        let book = OpenWorkbook::read(context, &args.file)?;
        let period = book.period(args.period)?;
        let detail = book.detail(book.indicator(&args.reference, period)?, period)?;
        return print(out, &detail);
    }
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let id = book.indicator(&args.reference, period)?;
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let detail = book.detail(id, period)?;
        edits::next_target(&detail, &given.patch, &when).map_err(|faults| given.refused(faults))
    })?;
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}", applied.label))?;
    let detail = book.detail(id, period)?;
    let takes = detail.next_target().and_then(|target| detail.takes(target.value));
    takes.map_or(Ok(()), |takes| out.line(&takes))
}

fn print(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    let year = detail.next_year().title();
    let target = detail.next_target().map(|target| figure(Some(target.value), &detail.standing));
    out.field(&format!("Target {year}"), &target.unwrap_or_else(|| "none yet".to_owned()))?;
    out.field("Why it is set so", detail.next_target_reason())?;
    detail.target_facts().iter().try_for_each(|fact| out.line(fact))
}

/// Records a sign-off, or takes one back.
pub fn sign_off(context: &Context, out: &mut Out, args: &SignOffArgs) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let id = book.indicator(&args.reference, period)?;
    let given =
        Given::default().line("role", "--role", Some(&args.role)).line("on", "--date", args.on.as_ref());
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let detail = book.detail(id, period)?;
        edits::sign_off(&detail, &given.patch, &when, &context.user, &context.timestamp())
            .map_err(|faults| given.refused(faults))
    })?;
    saved(out, &applied, &when.echo())
}

/// Next year's target and the sign-offs, for `show`.
pub fn show(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    if let (year, Some(target)) = (detail.next_year(), detail.next_target()) {
        out.field(&format!("Target {}", year.code()), &figure(Some(target.value), &detail.standing))?;
        out.field("Why it is set so", detail.next_target_reason())?;
    }
    for one in &detail.years.sign_offs {
        out.field("Sign-off", &detail.sign_off_words(one))?;
    }
    Ok(())
}

/// The same for programs.
pub fn json(detail: &Detail) -> Vec<(&'static str, Value)> {
    let sign_offs = detail.years.sign_offs.iter().map(|one| {
        Value::Object(vec![
            ("role", (&one.role).into()),
            ("signed_on", one.signed_on.map_or(Value::Nothing, |on| on.to_string().into())),
            ("value", one.value.into()),
            ("target", one.target.into()),
            ("changed_since", one.since_changed(detail).map_or(Value::Nothing, Value::from)),
            ("recorded_by", (&one.by).into()),
            ("recorded_at", (&one.at).into()),
        ])
    });
    vec![
        ("next_target", detail.next_target().map(|target| target.value).into()),
        ("next_target_reason", detail.next_target_reason().into()),
        ("target_facts", Value::List(detail.target_facts().into_iter().map(Value::Text).collect())),
        ("sign_offs", Value::List(sign_offs.collect())),
    ]
}
