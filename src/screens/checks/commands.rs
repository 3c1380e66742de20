//! What is done about a finding: going there, letting it stand, doing without the check.

use std::sync::Arc;

use crate::checks::{CHECKS, find};
use crate::input::Command;
use crate::screens::checks::Checks;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::{Answer, Context, Effect, forms};
use crate::session::{Notice, Place};
use crate::workbook::edits::{add_word, switch_rule};
use crate::workbook::{CheckReport, Filter, Finding, Table};

const ALL_CHECKS: &str = "all checks";

/// Where a finding is put right.
fn place(finding: &Finding) -> Place {
    let (name, period) = finding.field.split_once('.').unwrap_or((finding.field.as_str(), ""));
    let of_forecast = ["confidence", "forecast_reason"].into_iter().find(|field| *field == name);
    if let (Some(field), Table::Indicator) = (of_forecast, finding.subject.table) {
        let (indicator, forecast_for) = (finding.subject.id, period.to_owned());
        return Place::Figures { indicator, field, forecast_for };
    }
    if finding.subject.table != Table::Workbook {
        return Place::of(finding.subject);
    }
    // A row of the summary is about the indicators of its type.
    let row = finding.field.strip_prefix("summary.").and_then(|rest| rest.split('.').next());
    match row {
        None => Place::Overview,
        Some("overall") => Place::Indicators(Filter::default()),
        Some(row) => {
            let mut letters = row.replace('_', " ");
            if let Some(first) = letters.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            Place::Indicators(Filter { kinds: vec![letters], ..Filter::default() })
        }
    }
}

impl Checks {
    pub(super) fn run_command(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let report = Arc::clone(self.report()?);
        if command == Command::TurnOn {
            return Some(vec![Effect::Open(Box::new(every_check(&report)))]);
        }
        let finding = self.current()?;
        let apply = |change| vec![Effect::Apply { change, settles: Vec::new() }];
        let say = |text: String| vec![Effect::Say(Notice::info(text))];
        Some(match command {
            Command::Open => vec![Effect::Go(place(finding))],
            Command::AcceptFinding => match finding.reopen() {
                Some(change) => apply(change),
                None => {
                    let form = forms::accept(finding, context);
                    // What is accepted goes to the foot of the list, and the next is to be looked at.
                    self.list.stay_here();
                    vec![Effect::Open(form)]
                }
            },
            Command::TurnOff => match find(finding.code) {
                Some(check) => vec![Effect::Open(forms::turn_off(check, &report, context))],
                None => Vec::new(),
            },
            Command::OwnWord => match finding.code {
                "spelling" | "abbreviation-unexplained" => apply(add_word(&finding.stated)),
                _ => {
                    say("Only a word can be taken as ours: this finding is about something else.".to_owned())
                }
            },
            Command::HistoryOf if finding.subject.table.is_subject() => {
                vec![Effect::Go(Place::History(Some(finding.subject)))]
            }
            Command::HistoryOf => vec![Effect::Go(Place::History(None))],
            Command::Copy => {
                let text = format!("{}: {}", finding.reference, finding.message);
                vec![Effect::Copy(text), Effect::Say(Notice::done("Finding copied."))]
            }
            _ => return None,
        })
    }

    pub(super) fn answered(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        let Answer::Chosen { tag: ALL_CHECKS, picks } = answer else { return Vec::new() };
        let (Some(report), Some(check)) = (
            context.session.checks.as_deref(),
            picks.first().and_then(|at| listed().get(*at).copied().flatten()),
        ) else {
            return Vec::new();
        };
        if report.rules_off.iter().any(|rule| rule.code == check.code) {
            let session = context.session;
            let change = switch_rule(check.code, &report.rules_off, "", &session.user, &session.timestamp());
            return vec![Effect::Apply { change, settles: Vec::new() }];
        }
        vec![Effect::Open(forms::turn_off(check, report, context))]
    }
}

/// Every check under the heading of its family; none for a heading.
fn listed() -> Vec<Option<&'static crate::checks::Check>> {
    let mut rows = Vec::new();
    let mut family = None;
    for check in CHECKS {
        if family != Some(check.family) {
            family = Some(check.family);
            rows.push(None);
        }
        rows.push(Some(check));
    }
    rows
}

/// The list of checks, each on or off.
fn every_check(report: &CheckReport) -> Choice {
    let mut rows = Vec::new();
    let mut family = None;
    for check in CHECKS {
        if family != Some(check.family) {
            family = Some(check.family);
            rows.push(ChoiceRow::heading(check.family.title()));
        }
        let off = report.rules_off.iter().any(|rule| rule.code == check.code);
        let found = report.findings.iter().filter(|finding| finding.code == check.code).count();
        let note = match (off, found) {
            (true, _) => "off".to_owned(),
            (false, 0) => check.severity.code().to_owned(),
            (false, found) => format!("{found} found, {}", check.severity.code()),
        };
        rows.push(ChoiceRow::new(check.code).note(note));
    }
    Choice::one(ALL_CHECKS, "Every check", rows)
        .sentence("Enter turns the check off in this workbook, or on again. `quarterdeck check --list` says what each looks for.")
}
