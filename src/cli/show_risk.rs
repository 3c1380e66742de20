//! `quarterdeck show` of a risk, and `quarterdeck set` of where it stands.

use super::given::{Given, when};
use super::list::actions::{ACTION_KEYS, action_values};
use super::list::risks::{KEYS, One, detail, find, register, values};
use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, unexpected};
use crate::domain::Period;
use crate::domain::dates::short_date;
use crate::domain::risk::Movement;
use crate::workbook::edits;
use crate::workbook::risk_steps::place_name;
use crate::workbook::views::risks::{kind_code, treatment_name};
use crate::workbook::*;

/// Where a risk is put, from the command line.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct PlaceArgs {
    /// Impact of a risk now, by number or label
    #[arg(long, value_name = "STEP", help_heading = "Risk")]
    pub(super) impact: Option<String>,
    /// Its probability now
    #[arg(long, value_name = "STEP", help_heading = "Risk")]
    pub(super) probability: Option<String>,
    /// Impact it is to be brought to
    #[arg(long, value_name = "STEP", help_heading = "Risk")]
    pub(super) target_impact: Option<String>,
    /// Probability it is to be brought to
    #[arg(long, value_name = "STEP", help_heading = "Risk")]
    pub(super) target_probability: Option<String>,
    /// Impact before any control
    #[arg(long, value_name = "STEP", help_heading = "Risk")]
    pub(super) inherent_impact: Option<String>,
    /// Probability before any control
    #[arg(long, value_name = "STEP", help_heading = "Risk")]
    pub(super) inherent_probability: Option<String>,
}

impl PlaceArgs {
    /// Whether anything was given.
    pub fn given(&self) -> bool {
        let all = [&self.impact, &self.probability, &self.target_impact, &self.target_probability];
        all.into_iter().chain([&self.inherent_impact, &self.inherent_probability]).any(Option::is_some)
    }

    /// What was given, as fields of a risk.
    pub fn onto(&self, given: Given) -> Given {
        given
            .line("impact", "--impact", self.impact.as_ref())
            .line("probability", "--probability", self.probability.as_ref())
            .line("target_impact", "--target-impact", self.target_impact.as_ref())
            .line("target_probability", "--target-probability", self.target_probability.as_ref())
            .line("inherent_impact", "--inherent-impact", self.inherent_impact.as_ref())
            .line("inherent_probability", "--inherent-probability", self.inherent_probability.as_ref())
    }
}

/// Moves a risk: `quarterdeck set FILE AS0007 --impact 3 --probability 4 --reason …`.
pub fn set(
    context: &Context,
    out: &mut Out,
    book: &mut OpenWorkbook,
    risk: Id,
    period: Period,
    (places, reason): (&PlaceArgs, Option<&String>),
) -> Result<(), Failure> {
    if !places.given() {
        return Err(Failure::usage("Say where it is put too: --impact, --probability. Nothing was changed."));
    }
    let given = places.onto(Given::default().text("reason", "--reason", reason)?);
    let when = when(context, book);
    let applied = book.apply(&context.stamp(), |book| {
        let detail = detail(book, risk, period)?;
        edits::risk(&detail, &given.patch, &when).map_err(|faults| given.refused(faults))
    })?;
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    out.line(&format!("Saved: {}", applied.label))?;
    say_where(context, out, book, risk, period)
}

/// Where a risk stands now, and what is doubtful about its target.
pub fn say_where(
    context: &Context,
    out: &mut Out,
    book: &OpenWorkbook,
    risk: Id,
    period: Period,
) -> Result<(), Failure> {
    let detail = detail(book, risk, period)?;
    let risks = register(book, period)?;
    let name = |kind| place_name(&detail.matrix, &detail.position(kind));
    let title = period.title();
    out.line(&format!(
        "{}, {title}: {}, target {}",
        detail.risk.reference,
        name(AssessmentKind::Current),
        name(AssessmentKind::Target)
    ))?;
    if let Some(row) = risks.rows.iter().find(|row| row.id == risk) {
        let doubt = risks.doubt(row).sentence();
        if !doubt.is_empty() {
            super::say(context, &format!("Note: {doubt}"));
        }
    }
    Ok(())
}

/// Prints everything about a risk. None when there is no such risk.
pub fn show(
    context: &Context,
    out: &mut Out,
    book: &OpenWorkbook,
    reference: &str,
    period: Period,
    json: bool,
) -> Result<Option<()>, Failure> {
    let Some(id) = find(book, reference, period)? else { return Ok(None) };
    let detail = detail(book, id, period)?;
    let risks = register(book, period)?;
    let row = risks.rows.iter().find(|row| row.id == id).cloned();
    let steps = steps(book, id)?;
    if json {
        return out.json(&object(context, &risks, row, detail, steps)).map(Some);
    }
    let movement = row.as_ref().map_or(Movement::Unknown, |row| risks.movement(row));
    words(out, &detail, movement)?;
    if let Some(row) = &row {
        out.field("Mind", risks.doubt(row).sentence())?;
    }
    lists(out, &detail)?;
    out.heading(&format!("History: {steps} {}", if steps == 1 { "change" } else { "changes" }))?;
    Ok(Some(()))
}

fn steps(book: &OpenWorkbook, id: Id) -> Result<u64, Failure> {
    let about = Some(Subject { table: Table::Risk, id });
    match book.store.answer(&Query::History { about, window: Window { start: 0, length: 1 } })? {
        Data::History(list) => Ok(list.total),
        other => Err(unexpected(&other)),
    }
}

fn object(context: &Context, risks: &Risks, row: Option<RiskRow>, detail: RiskDetail, steps: u64) -> Value {
    let history = detail.assessments.iter().map(|(one, matrix)| {
        let position = one.position();
        let step = |step: Option<u32>| Value::Number(step.map(f64::from));
        Value::Object(vec![
            ("period", one.period.into()),
            ("kind", kind_code(one.kind).into()),
            ("impact", step(one.impact)),
            ("probability", step(one.probability)),
            ("score", step(position.score(matrix))),
            ("rated_score", step(position.rated(matrix))),
            ("band", position.band(matrix).map_or(Value::Nothing, |band| band.name.as_str().into())),
            ("stated_rating", one.stated_rating().into()),
            ("reason", (&one.reason).into()),
            ("illustrative", one.illustrative.into()),
        ])
    });
    let history = Value::List(history.collect());
    let actions = Value::List(
        detail
            .actions
            .iter()
            .map(|row| {
                let values = action_values(context, row);
                Value::Object(ACTION_KEYS.iter().copied().zip(values).collect())
            })
            .collect(),
    );
    let linked = Value::List(
        detail
            .linked
            .iter()
            .map(|one| {
                Value::Object(vec![
                    ("kind", one.name.subject.table.noun().into()),
                    ("name", one.name.short().into()),
                    ("title", (&one.name.title).into()),
                    ("stands", (&one.stands).into()),
                ])
            })
            .collect(),
    );
    let risk = detail.risk.clone();
    let mut fields: Vec<(&'static str, Value)> = match row {
        Some(row) => KEYS.iter().copied().zip(values(&One { risks, row, detail })).collect(),
        // Closed by then, or not opened yet.
        None => Vec::new(),
    };
    super::record_args::add_described(&mut fields, &risk);
    fields.extend([
        ("assessments", history),
        ("actions", actions),
        ("linked", linked),
        ("history", Value::Count(steps)),
    ]);
    Value::Object(fields)
}

fn words(out: &mut Out, detail: &RiskDetail, movement: Movement) -> Result<(), Failure> {
    let risk = &detail.risk;
    out.paragraph(&format!("{}  {}", risk.reference, risk.title), 0)?;
    let mut parts = vec![detail.period.title()];
    parts.extend([&risk.category, &risk.service].into_iter().filter(|text| !text.is_empty()).cloned());
    out.line(&parts.join(" · "))?;
    if risk.placeholder {
        out.line("Counted on the published map without being described there.")?;
    }
    out.field("Cause", &risk.cause)?;
    out.field("Event", &risk.event)?;
    out.field("Effect", &risk.consequence)?;
    out.field("Treatment", treatment_name(risk.treatment))?;
    out.field("Assurance", &risk.assurance)?;
    out.field("Owner", &risk.owner)?;
    if let Some(period) = risk.closed_in {
        out.field("Closed", &format!("in {}: {}", period.title(), risk.closed_because))?;
    }
    out.heading("Assessments")?;
    for (label, kind) in [
        ("Now", AssessmentKind::Current),
        ("Target", AssessmentKind::Target),
        ("Inherent", AssessmentKind::Inherent),
    ] {
        let Some(one) = detail.assessment(kind) else { continue };
        let position = one.position();
        let (impact, probability) = (&detail.matrix.impact, &detail.matrix.probability);
        let step = |letter: &str, step: Option<u32>, label: &str| match step {
            Some(step) => format!("{letter}{step} {label}"),
            None => format!("{letter}? not printed"),
        };
        let from = format!(
            "{} x {}",
            step("I", one.impact, impact.label(one.impact.unwrap_or(0))),
            step("P", one.probability, probability.label(one.probability.unwrap_or(0)))
        );
        let invented = if one.illustrative { " (illustrative)" } else { "" };
        out.field(label, &format!("{}: {from}{invented}", place_name(&detail.matrix, &position)))?;
        if !one.stated_rating().is_empty() {
            out.field(&format!("{label} as printed"), &one.stated_rating())?;
        }
        if let Some(sentence) = position.contradiction(&detail.matrix) {
            out.field("Mind", &format!("{sentence}."))?;
        }
        if let Some(cell) = position.mapped {
            out.field("On the map", &cell.to_string())?;
        }
    }
    if movement != Movement::Unknown {
        out.field("Since last period", movement.title())?;
    }
    Ok(())
}

fn lists(out: &mut Out, detail: &RiskDetail) -> Result<(), Failure> {
    out.heading(&format!("Control actions ({})", detail.controls.len()))?;
    for control in &detail.controls {
        let owner = if control.owner.trim().is_empty() { "no owner" } else { &control.owner };
        let due = control.due.map_or_else(|| "no date".to_owned(), short_date);
        out.paragraph(&format!("- {}: {}", control.id, control.description), 0)?;
        out.line(&format!("  {owner}, {due}, {}", control.status.title()))?;
    }
    if !detail.linked.is_empty() {
        out.heading("Linked")?;
        for one in &detail.linked {
            out.line(&format!("- {} {} {}", one.name.short(), one.stands, one.name.title))?;
        }
    }
    if !detail.actions.is_empty() {
        out.heading("Actions")?;
        for row in &detail.actions {
            out.paragraph(&format!("- {}: {}", row.action.id, row.action.description), 0)?;
        }
    }
    out.heading("Scores so far")?;
    for (one, matrix) in detail.assessments.iter().rev() {
        let title = one.period.title();
        let invented = if one.illustrative { " (illustrative)" } else { "" };
        let because = if one.reason.is_empty() { String::new() } else { format!(", because {}", one.reason) };
        let text = format!(
            "- {title}, {}: {}{invented}{because}",
            kind_code(one.kind),
            place_name(matrix, &one.position())
        );
        out.paragraph(&text, 0)?;
    }
    Ok(())
}
