//! `quarterdeck check`: what would embarrass us in committee.

use std::path::PathBuf;

use super::{Context, Failure, Out, Value};
use crate::checks::{CHECKS, find};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::domain::Period;
use crate::workbook::edits::{add_word, switch_rule};
use crate::workbook::*;

/// Find what would embarrass us in committee before the committee does
///
/// Goes through a period's figures, tables and words and prints what contradicts itself, is
/// missing or should not be there. Ends with exit code 1 while errors remain that nobody has
/// accepted. `--list` tells what each check looks for.
/// For example: quarterdeck check adults.qd --severity warning
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    #[arg(required_unless_present = "list")]
    file: Option<PathBuf>,
    /// The period (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Only what is at least as bad: error, warning or note
    #[arg(long, value_name = "SEVERITY", value_parser = parse_severity, default_value = "note")]
    severity: CheckSeverity,
    /// Print findings (or, with --list, the checks) as JSON
    #[arg(long)]
    json: bool,
    /// Print every check: its code, its severity and what it looks for
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    decide: Decide,
}

/// Decisions about findings, kept in the workbook's history.
#[derive(Debug, clap::Args)]
struct Decide {
    /// Let what this check finds stand, for a reason; it comes back when the figures change
    #[arg(long, value_name = "CODE", value_parser = parse_code, requires = "because")]
    accept: Option<&'static str>,
    /// Take back what was accepted of this check
    #[arg(long, value_name = "CODE", value_parser = parse_code, conflicts_with = "accept")]
    reopen: Option<&'static str>,
    /// With --accept or --reopen: only what it finds about this reference
    #[arg(long, value_name = "REFERENCE")]
    of: Option<String>,
    /// Do without a check in this workbook, for a reason
    #[arg(long, value_name = "CODE", value_parser = parse_code, requires = "because", conflicts_with = "accept")]
    turn_off: Option<&'static str>,
    /// Use a check again that was turned off
    #[arg(long, value_name = "CODE", value_parser = parse_code, conflicts_with_all = ["accept", "turn_off"])]
    turn_on: Option<&'static str>,
    /// Take a word as right in this workbook
    #[arg(long, value_name = "WORD", conflicts_with_all = ["accept", "turn_off", "turn_on"])]
    add_word: Option<String>,
    /// Why a finding is accepted or a check turned off
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    because: Option<String>,
}

/// Keys of a finding. Scripts depend on them: add, never change.
pub const KEYS: &[&str] =
    &["code", "severity", "reference", "field", "message", "stated", "computed", "accepted", "page"];

/// Checks a period, lists the checks, or keeps a decision.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let Some(file) = args.file.as_ref().filter(|_| !args.list) else {
        return if args.json { list_json(out) } else { list(out) };
    };
    let decide = &args.decide;
    if decide.accept.or(decide.reopen).or(decide.turn_off).or(decide.turn_on).is_some()
        || decide.add_word.is_some()
    {
        return keep(context, out, args, file);
    }
    let book = OpenWorkbook::read(context, file)?;
    let report = check(&book, context, args.period)?;
    let is_shown = |finding: &Finding| finding.severity <= args.severity;
    if args.json {
        let shown = report.findings.iter().filter(|finding| is_shown(finding));
        let rows = shown.map(|finding| Value::Object(KEYS.iter().copied().zip(values(finding)).collect()));
        out.json(&Value::List(rows.collect()))?;
    } else {
        for group in report.grouped(is_shown) {
            let rows: Vec<&Finding> = group.iter().filter_map(|at| report.findings.get(*at)).collect();
            match rows.as_slice() {
                [one] => print(out, one)?,
                rows => print_repeated(out, &report.repeated(&group), rows)?,
            }
        }
        let title = report.period.title();
        out.gap()?;
        out.line(&format!("{title}: {}.", report.summary()))?;
        for rule in &report.rules_off {
            out.line(&format!("Turned off: {} ({}).", rule.code, rule.reason))?;
        }
    }
    std::io::Write::flush(out)?;
    if report.blocking().next().is_some() { Err(Failure::Found) } else { Ok(()) }
}

/// What the checks find in a period.
fn check(book: &OpenWorkbook, context: &Context, period: Option<Period>) -> Result<CheckReport, Failure> {
    let query = Query::Checks { period: book.period(period)?, today: context.world.now.date() };
    match book.store.answer(&query)? {
        Data::Checks(report) => Ok(*report),
        other => Err(unexpected(&other)),
    }
}

fn values(finding: &Finding) -> Vec<Value> {
    vec![
        finding.code.into(),
        finding.severity.code().into(),
        (&finding.reference).into(),
        (&finding.field).into(),
        (&finding.message).into(),
        (&finding.stated).into(),
        (&finding.computed).into(),
        (!finding.is_open()).into(),
        finding.page.map_or(Value::Nothing, |page| u64::from(page).into()),
    ]
}

fn print(out: &mut Out, finding: &Finding) -> Result<(), Failure> {
    let accepted = if finding.is_open() { "" } else { ", accepted" };
    let page = finding.page.map_or_else(String::new, |page| format!(", page {page}"));
    let Finding { severity, reference, code, .. } = finding;
    out.line(&format!("{}{accepted}: {reference}{page} [{code}]", severity.code()))?;
    out.paragraph(&finding.message, 2)?;
    match (&finding.accepted, &finding.lapsed) {
        (Some(one), _) => {
            out.paragraph(&format!("Accepted by {} on {}: {}", one.by, day(&one.at), one.reason), 2)?
        }
        (None, Some(one)) => out.paragraph(
            &format!(
                "Accepted by {} on {} for other figures ({}): {}",
                one.by,
                day(&one.at),
                one.fingerprint,
                one.reason
            ),
            2,
        )?,
        (None, None) => {}
    }
    if finding.is_open() {
        out.paragraph(&format!("→ {}", finding.to_do), 2)?;
    }
    Ok(())
}

/// Findings that say the same, once, and what they are about.
fn print_repeated(out: &mut Out, text: &str, rows: &[&Finding]) -> Result<(), Failure> {
    let Some(first) = rows.first() else { return Ok(()) };
    out.line(&format!("{} × {} [{}]", first.severity.code(), rows.len(), first.code))?;
    out.paragraph(text, 2)?;
    let names: Vec<&str> = rows.iter().map(|finding| finding.reference.as_str()).collect();
    out.paragraph(&names.join(", "), 2)?;
    out.paragraph(&format!("→ {}", first.to_do), 2)
}

/// The day of a moment as it is stored.
fn day(at: &str) -> &str {
    at.split_once('T').map_or(at, |(day, _)| day)
}

fn list(out: &mut Out) -> Result<(), Failure> {
    let mut family = None;
    for check in CHECKS {
        if family != Some(check.family) {
            if family.is_some() {
                out.gap()?;
            }
            family = Some(check.family);
            out.line(check.family.title())?;
        }
        out.line(&format!("  {} ({})", check.code, check.severity.code()))?;
        out.paragraph(&format!("Finds {}.", check.looks_for), 4)?;
    }
    Ok(())
}

fn list_json(out: &mut Out) -> Result<(), Failure> {
    let rows = CHECKS.iter().map(|check| {
        Value::Object(vec![
            ("code", check.code.into()),
            ("family", check.family.title().into()),
            ("severity", check.severity.code().into()),
            ("looks_for", check.looks_for.into()),
            ("to_do", check.to_do.into()),
        ])
    });
    out.json(&Value::List(rows.collect()))
}

/// Keeps a decision.
fn keep(context: &Context, out: &mut Out, args: &Args, file: &std::path::Path) -> Result<(), Failure> {
    let stamp = context.stamp();
    let at = stamp.at.format("%Y-%m-%dT%H:%M:%S").to_string();
    let decide = &args.decide;
    let because = decide.because.as_deref().unwrap_or_default().trim().to_owned();
    if decide.accept.or(decide.turn_off).is_some() && because.is_empty() {
        return Err(Failure::usage("--because is empty: it takes a reason, for whoever asks later."));
    }
    let mut book = OpenWorkbook::change(context, file)?;
    let applied = book.apply(&stamp, |book| {
        let report = check(book, context, args.period)?;
        if let Some(code) = decide.accept {
            return accept(&report, code, decide.of.as_deref(), &because, &stamp.who, &at);
        }
        if let Some(code) = decide.reopen {
            return reopen(&report, code, decide.of.as_deref());
        }
        if let Some(word) = &decide.add_word {
            let word = word.trim();
            if word.is_empty() {
                return Err(Failure::usage("--add-word is empty: write the word."));
            }
            if report.words.iter().any(|own| own.word.eq_ignore_ascii_case(word)) {
                return Err(Failure::failed(format!("“{word}” is a word of this workbook already.")));
            }
            return Ok(add_word(word));
        }
        let (code, on) = match (decide.turn_off, decide.turn_on) {
            (Some(code), _) => (code, false),
            (None, Some(code)) => (code, true),
            (None, None) => return Err(Failure::usage("There is nothing to decide.")),
        };
        let is_off = report.rules_off.iter().any(|rule| rule.code == code);
        if is_off != on {
            let state = if is_off { "off" } else { "on" };
            return Err(Failure::failed(format!(
                "The check {code} is {state} already. Nothing was changed."
            )));
        }
        Ok(switch_rule(code, &report.rules_off, &because, &stamp.who, &at))
    })?;
    out.line(&format!("{}.", applied.label))
}

/// Accepts everything a check finds, or what it finds about one reference, as one step.
fn accept(
    report: &CheckReport,
    code: &str,
    of: Option<&str>,
    because: &str,
    who: &str,
    at: &str,
) -> Result<Change, Failure> {
    let meant = |finding: &&Finding| {
        finding.code == code
            && finding.is_open()
            && of.is_none_or(|of| finding.reference.eq_ignore_ascii_case(of.trim()))
    };
    let found: Vec<&Finding> = report.findings.iter().filter(meant).collect();
    let about = of.map_or_else(String::new, |of| format!(" about {}", of.trim()));
    let [first, others @ ..] = found.as_slice() else {
        return Err(Failure::failed(format!(
            "The check {code} finds nothing open{about}. Nothing was changed."
        )));
    };
    let mut change = first.accept(report.period, because, who, at);
    for finding in others {
        change.edits.extend(finding.accept(report.period, because, who, at).edits);
    }
    if !others.is_empty() {
        change.label = format!("Accept {} findings: {code}", found.len());
    }
    Ok(change)
}

/// Takes acceptances back.
fn reopen(report: &CheckReport, code: &str, of: Option<&str>) -> Result<Change, Failure> {
    let meant = |finding: &&Finding| {
        finding.code == code && of.is_none_or(|of| finding.reference.eq_ignore_ascii_case(of.trim()))
    };
    let mut changes: Vec<Change> = report.findings.iter().filter(meant).filter_map(Finding::reopen).collect();
    let count = changes.len();
    let Some(mut change) = changes.pop() else {
        let about = of.map_or_else(String::new, |of| format!(" about {}", of.trim()));
        return Err(Failure::failed(format!(
            "Nothing that the check {code} finds{about} is accepted. Nothing was changed."
        )));
    };
    if count > 1 {
        change.label = format!("No longer accept {count} findings: {code}");
        change.edits.extend(changes.into_iter().flat_map(|one| one.edits));
    }
    Ok(change)
}

fn parse_severity(text: &str) -> Result<CheckSeverity, String> {
    CheckSeverity::parse(text).ok_or_else(|| "write error, warning or note".to_owned())
}

fn parse_code(text: &str) -> Result<&'static str, String> {
    find(text)
        .map(|check| check.code)
        .ok_or_else(|| "there is no such check: `quarterdeck check --list` prints those there are".to_owned())
}
