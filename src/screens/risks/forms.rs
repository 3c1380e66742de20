//! The forms about risks: the risk itself, why it moved, closing it, a control.

use crate::domain::matrix::{Axis, Cell, RiskMatrix};
use crate::domain::risk::{Position, TargetDoubt};
use crate::screens::forms::{Form, FormField, Keep, described, with_next};
use crate::screens::{Context, Screen};
use crate::workbook::edits::{self, PLACE_FIELDS};
use crate::workbook::risk_steps::{close_risk, empty_control, empty_risk, move_risk, place_name};
use crate::workbook::{AssessmentKind, Control, Risk, RiskDetail, Subject, Table};

fn about(risk: &Risk, what: &str) -> Keep {
    Keep::about(Subject { table: Table::Risk, id: risk.id }, what.to_owned(), &risk.reference)
}

/// A new risk, in the cell under the cursor.
pub fn add(
    matrix: &RiskMatrix,
    cell: Option<Cell>,
    references: Vec<String>,
    context: &Context,
) -> Box<dyn Screen> {
    let session = context.session;
    let service = session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    let risk = empty_risk("", service, session.period);
    let position = cell.map(Position::of).unwrap_or_default();
    let mut fields = described(&risk);
    fields.extend(places(matrix, &[position, Position::default(), Position::default()], false));
    fields.push(
        FormField::text_area("controls", "Controls", "", 3)
            .help("What keeps it down, a line for each. + adds owners and dates later."),
    );
    let (known, here) = (matrix.clone(), position);
    let form = Form::new("New risk", fields, move |values, context| {
        // The cell under the cursor is offered, and is stored by saving the form as it is.
        let mut patch = values.changed();
        if here != Position::default() {
            for field in ["impact", "probability"] {
                patch.put(field, values.get(field));
            }
        }
        edits::new_risk(&risk, &known, &patch, &context.session.when())
    })
    .kept(Keep { subject: "new risk".to_owned(), indicator: 0, reference: "New risk".to_owned() }, context)
    .proposing(&references);
    let (matrix, known) = (matrix.clone(), with_next(&references));
    Box::new(form.again(move |context| add(&matrix, cell, known.clone(), context)))
}

/// The risk itself and where it is put.
pub fn edit(detail: &RiskDetail, context: &Context) -> Box<dyn Screen> {
    let matrix = &detail.matrix;
    let positions = [AssessmentKind::Current, AssessmentKind::Target, AssessmentKind::Inherent]
        .map(|kind| detail.position(kind));
    let mut fields = described(&detail.risk);
    fields.extend(places(matrix, &positions, true));
    let mut intro = vec![now_in_words(detail)];
    let doubt = TargetDoubt::of(&positions[0], &positions[1], matrix);
    if !doubt.sentence().is_empty() {
        intro.push(format!("! {}", doubt.sentence()));
    }
    let keep = about(&detail.risk, "edit");
    let title = format!("Risk {}", detail.risk.reference);
    let detail = detail.clone();
    let form = Form::new(title, fields, move |values, context| {
        edits::risk(&detail, &values.changed(), &context.session.when())
    })
    .intro(intro)
    .editing(true)
    .kept(keep, context);
    Box::new(form)
}

/// "Now 20 High, target 6 Medium Low."
fn now_in_words(detail: &RiskDetail) -> String {
    let name = |kind| place_name(&detail.matrix, &detail.position(kind));
    format!("Now {}, target {}.", name(AssessmentKind::Current), name(AssessmentKind::Target))
}

const STEP_LABELS: [[&str; 2]; 3] = [
    ["Impact now", "Probability now"],
    ["Target impact", "Target prob."],
    ["Inherent impact", "Inherent prob."],
];

/// Where it is put: current, target and inherent.
fn places(matrix: &RiskMatrix, positions: &[Position; 3], reason: bool) -> Vec<FormField> {
    let text = |step: Option<u32>| step.map_or_else(String::new, |step| step.to_string());
    let mut fields = Vec::new();
    for (((kind, impact, probability), labels), position) in
        PLACE_FIELDS.into_iter().zip(STEP_LABELS).zip(positions)
    {
        let [impact_label, probability_label] = labels;
        fields.push(
            FormField::line(impact, impact_label, &text(position.impact))
                .help(&steps_in_words(&matrix.impact)),
        );
        fields.push(
            FormField::line(probability, probability_label, &text(position.probability))
                .help(&steps_in_words(&matrix.probability)),
        );
        if reason && kind == AssessmentKind::Current {
            fields.push(
                FormField::text_area("reason", "Why it moved", "", 2)
                    .help("Needed when impact or probability now is changed. Shown in its history."),
            );
        }
    }
    fields
}

/// "1 Rare, 2 Unlikely, … 5 Almost Certain".
fn steps_in_words(axis: &Axis) -> String {
    let steps: Vec<String> = (1..=axis.steps()).map(|step| format!("{step} {}", axis.label(step))).collect();
    steps.join(", ")
}

/// Why a risk is put into another cell.
pub fn reason(detail: &RiskDetail, kind: AssessmentKind, to: Cell, context: &Context) -> Box<dyn Screen> {
    let matrix = &detail.matrix;
    let before = detail.position(kind);
    let from = before.cell(matrix).map_or_else(|| "not on the map".to_owned(), |cell| cell.to_string());
    let after = Position::of(to);
    let mut intro = vec![
        detail.risk.title.clone(),
        format!("From  {from}: {}", place_name(matrix, &before)),
        format!("To    {to}: {}", place_name(matrix, &after)),
    ];
    let (now, target) = match kind {
        AssessmentKind::Current => (after, detail.position(AssessmentKind::Target)),
        AssessmentKind::Target => (detail.position(AssessmentKind::Current), after),
        AssessmentKind::Inherent => (Position::default(), after),
    };
    let doubt = TargetDoubt::of(&now, &target, matrix);
    if !doubt.sentence().is_empty() {
        intro.push(format!("! {}", doubt.sentence()));
    }
    if before.stated.is_some() || before.mapped.is_some() {
        intro.push("What the source printed for the old place stays in the history.".to_owned());
    }
    let fields = vec![
        FormField::text_area("reason", "Because", "", 3)
            .required()
            .help("What has changed: kept in the history and shown with the risk."),
    ];
    let keep = about(&detail.risk, "move");
    let title = format!("Why does {} move?", detail.risk.reference);
    let detail = detail.clone();
    let form =
        Form::new(title, fields, move |values, _| Ok(move_risk(&detail, kind, to, values.get("reason"))))
            .intro(intro)
            .kept(keep, context);
    Box::new(form)
}

/// Closes a risk from this period on, with the reason.
pub fn close(detail: &RiskDetail, context: &Context) -> Box<dyn Screen> {
    let period = context.session.period.title();
    let intro = vec![
        detail.risk.title.clone(),
        format!("The registers of {period} and after no longer have it; earlier ones keep it."),
    ];
    let fields =
        vec![FormField::text_area("reason", "Because", "", 3).required().help("Why it is a risk no longer.")];
    let keep = about(&detail.risk, "close");
    let title = format!("Close {}", detail.risk.reference);
    let risk = detail.risk.clone();
    let form = Form::new(title, fields, move |values, context| {
        let period = context.session.period;
        Ok(close_risk(&risk, period, values.get("reason")))
    })
    .intro(intro)
    .kept(keep, context);
    Box::new(form)
}

/// A control: new, or one to edit or end.
pub fn control(detail: &RiskDetail, existing: Option<&Control>, context: &Context) -> Box<dyn Screen> {
    let session = context.session;
    let last = detail.controls.iter().map(|control| control.position).max().unwrap_or(0);
    let control =
        existing.cloned().unwrap_or_else(|| empty_control(detail.risk.id, session.period, last + 1));
    let fields = described(&control);
    let reference = detail.risk.reference.clone();
    let title = match existing {
        Some(_) => format!("Control of {reference}"),
        None => format!("New control of {reference}"),
    };
    let keep = about(&detail.risk, &format!("control {}", control.id));
    let again = detail.clone();
    let form = Form::new(title, fields, move |values, context| {
        let session = context.session;
        let period = session.period;
        edits::control(&reference, &control, &values.changed(), &session.when(), period)
    })
    .editing(existing.is_some())
    .kept(keep, context);
    if existing.is_none() {
        return Box::new(form.again(move |context| self::control(&again, None, context)));
    }
    Box::new(form)
}
