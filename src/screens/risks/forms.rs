//! The forms about risks: the risk itself, why it moved, closing it, a control.

use crate::domain::Tense;
use crate::domain::matrix::{Axis, Cell, RiskMatrix};
use crate::domain::risk::{Position, TargetDoubt};
use crate::screens::forms::{FieldError, Form, FormField, Keep, Values};
use crate::screens::{Context, Screen};
use crate::workbook::risk_steps::{
    Places, add_risk, close_risk, edit_risk, empty_control, empty_risk, move_risk, place_name, put_control,
};
use crate::workbook::rooms::risks::{CONTROL_STATUSES, TREATMENTS, treatment_name};
use crate::workbook::{
    AssessmentKind, Control, ControlStatus, Risk, RiskDetail, Subject, Table, Treatment, ValueField,
};

fn about(risk: &Risk, what: &str) -> Keep {
    Keep::about(Subject { table: Table::Risk, id: risk.id }, what.to_owned(), &risk.reference)
}

/// A new risk, in the cell under the cursor.
pub fn add(matrix: &RiskMatrix, cell: Option<Cell>, context: &Context) -> Box<dyn Screen> {
    let session = context.session;
    let service = session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str());
    let risk = empty_risk("", service, &session.period);
    let position = cell.map(Position::of).unwrap_or_default();
    let mut fields = said(&risk);
    fields.extend(places(matrix, &[position, Position::default(), Position::default()], false));
    fields.push(
        FormField::text_area("controls", "Controls", "", 3)
            .help("What keeps it down, a line for each. C adds owners and dates later."),
    );
    let known = matrix.clone();
    let form = Form::new("New risk", fields, move |values, _| {
        let found = read_places(values, &known)?;
        let risk = onto(values, &risk);
        let lines: Vec<String> = values
            .get("controls")
            .lines()
            .map(|line| line.trim_start_matches("- ").trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        Ok(add_risk(risk, &known, found, &lines, ""))
    })
    .kept(Keep { subject: "new risk".to_owned(), indicator: 0, reference: "New risk".to_owned() }, context);
    Box::new(form)
}

/// The risk itself and where it is put.
pub fn edit(detail: &RiskDetail, context: &Context) -> Box<dyn Screen> {
    let matrix = &detail.matrix;
    let positions = [AssessmentKind::Current, AssessmentKind::Target, AssessmentKind::Inherent]
        .map(|kind| detail.position(kind));
    let mut fields = said(&detail.risk);
    fields.extend(places(matrix, &positions, true));
    let mut intro = vec![now_in_words(detail)];
    let doubt = TargetDoubt::of(&positions[0], &positions[1], matrix);
    if !doubt.sentence().is_empty() {
        intro.push(format!("! {}", doubt.sentence()));
    }
    let keep = about(&detail.risk, "edit");
    let title = format!("Risk {}", detail.risk.reference);
    let detail = detail.clone();
    let form = Form::new(title, fields, move |values, _| {
        let matrix = &detail.matrix;
        half_places(values, &detail)?;
        let found = read_places(values, matrix)?;
        let kept = |kind: AssessmentKind, cell: Option<Cell>| {
            // Fields left as they were leave what is printed as it is.
            let factors = detail.position(kind).factors(matrix);
            cell.filter(|cell| factors != Some(*cell))
        };
        let found = Places {
            current: kept(AssessmentKind::Current, found.current),
            target: kept(AssessmentKind::Target, found.target),
            inherent: kept(AssessmentKind::Inherent, found.inherent),
        };
        if found.current.is_some() && values.get("reason").is_empty() {
            return Err(vec![("reason", "say why it has moved".to_owned())]);
        }
        Ok(edit_risk(&detail, onto(values, &detail.risk), found, values.get("reason")))
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

/// The words of a risk.
fn said(risk: &Risk) -> Vec<FormField> {
    let treatments = TREATMENTS
        .iter()
        .map(|(treatment, code)| {
            let name =
                if *treatment == Treatment::Unstated { "not said" } else { treatment_name(*treatment) };
            ((*code).to_owned(), name.to_owned())
        })
        .collect();
    let code = TREATMENTS
        .iter()
        .find(|(treatment, _)| *treatment == risk.treatment)
        .map_or("unstated", |(_, code)| *code);
    vec![
        FormField::line("reference", "Reference", &risk.reference)
            .required()
            .help("Unique in the workbook: AS0095."),
        FormField::line("title", "Title", &risk.title).required().help("A few words, as the list shows it."),
        FormField::text_area("cause", "Cause", &risk.cause, 2).help("Because of …"),
        FormField::text_area("event", "Event", &risk.event, 2).help("… this may happen …"),
        FormField::text_area("consequence", "Effect", &risk.consequence, 2).help("… leading to this."),
        FormField::choice("treatment", "Treatment", treatments, code)
            .help("Treat, tolerate, transfer or terminate."),
        FormField::line("assurance", "Assurance", &risk.assurance)
            .help("How and when a board is assured: Quarterly."),
        FormField::line("category", "Category", &risk.category).help("Strategic, service, project …"),
        FormField::line("service", "Service", &risk.service).completing(ValueField::Service),
        FormField::line("owner", "Owner", &risk.owner)
            .completing(ValueField::Owner)
            .help("The role that answers for it."),
    ]
}

const STEPS: [[(&str, &str); 2]; 3] = [
    [("impact", "Impact now"), ("probability", "Probability now")],
    [("target_impact", "Target impact"), ("target_probability", "Target prob.")],
    [("inherent_impact", "Inherent impact"), ("inherent_probability", "Inherent prob.")],
];

/// Where it is put: current, target and inherent.
fn places(matrix: &RiskMatrix, positions: &[Position; 3], reason: bool) -> Vec<FormField> {
    let text = |step: Option<u32>| step.map_or_else(String::new, |step| step.to_string());
    let mut fields = Vec::new();
    for (names, position) in STEPS.iter().zip(positions) {
        let [(impact, impact_label), (probability, probability_label)] = names;
        fields.push(
            FormField::line(impact, impact_label, &text(position.impact))
                .help(&steps_in_words(&matrix.impact)),
        );
        fields.push(
            FormField::line(probability, probability_label, &text(position.probability))
                .help(&steps_in_words(&matrix.probability)),
        );
        if reason && *impact == "impact" {
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

/// The cells typed: both steps or neither.
fn read_places(values: &Values, matrix: &RiskMatrix) -> Result<Places, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut cells = [None; 3];
    for ([(impact, _), (probability, _)], cell) in STEPS.into_iter().zip(&mut cells) {
        let mut step = |name: &'static str, axis: &Axis| match values.get(name) {
            "" => None,
            text => axis.parse(text).map_err(|range| errors.push((name, range))).ok(),
        };
        let found = (step(impact, &matrix.impact), step(probability, &matrix.probability));
        *cell = found.0.zip(found.1).map(|(impact, probability)| Cell { impact, probability });
    }
    if errors.is_empty() {
        Ok(Places { current: cells[0], target: cells[1], inherent: cells[2] })
    } else {
        Err(errors)
    }
}

/// Refuses one step changed while the other is empty: it would be put nowhere.
fn half_places(values: &Values, detail: &RiskDetail) -> Result<(), Vec<FieldError>> {
    let kinds = [AssessmentKind::Current, AssessmentKind::Target, AssessmentKind::Inherent];
    let mut errors = Vec::new();
    for ([(impact, _), (probability, _)], kind) in STEPS.into_iter().zip(kinds) {
        let position = detail.position(kind);
        let text = |step: Option<u32>| step.map_or_else(String::new, |step| step.to_string());
        let typed = (values.get(impact), values.get(probability));
        let stored = (text(position.impact), text(position.probability));
        if typed == (stored.0.as_str(), stored.1.as_str()) {
            continue;
        }
        for (name, text) in [(impact, typed.0), (probability, typed.1)] {
            if text.is_empty() {
                errors.push((name, "write both steps, or leave both as they were".to_owned()));
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn onto(values: &Values, risk: &Risk) -> Risk {
    let treatment = TREATMENTS
        .iter()
        .find(|(_, code)| *code == values.get("treatment"))
        .map_or(risk.treatment, |(treatment, _)| *treatment);
    let text = |name: &str| values.get(name).to_owned();
    let described = !values.get("event").is_empty() || !values.get("cause").is_empty();
    Risk {
        reference: text("reference"),
        title: text("title"),
        cause: text("cause"),
        event: text("event"),
        consequence: text("consequence"),
        treatment,
        assurance: text("assurance"),
        category: text("category"),
        service: text("service"),
        owner: text("owner"),
        placeholder: risk.placeholder && !described,
        ..risk.clone()
    }
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
    let period = context.session.period_title(&context.session.period);
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
        Ok(close_risk(&risk, &context.session.period, values.get("reason")))
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
        existing.cloned().unwrap_or_else(|| empty_control(detail.risk.id, &session.period, last + 1));
    let statuses =
        CONTROL_STATUSES.iter().map(|(_, code, name)| ((*code).to_owned(), (*name).to_owned())).collect();
    let status = CONTROL_STATUSES
        .iter()
        .find(|(status, ..)| *status == control.status)
        .map_or("in_place", |(_, code, _)| *code);
    let fields = vec![
        FormField::text_area("description", "Control", &control.description, 3)
            .required()
            .help("What keeps the risk down."),
        FormField::line("owner", "Owner", &control.owner)
            .completing(ValueField::Owner)
            .help("The role that answers for it."),
        FormField::date("due", "Due", control.due, Tense::Future)
            .help("When it is to be in place, or looked at again: 30 sep, +2w, end of march."),
        FormField::choice("status", "Status", statuses, status)
            .help("Ended: later periods no longer show it."),
    ];
    let reference = detail.risk.reference.clone();
    let title = match existing {
        Some(_) => format!("Control of {reference}"),
        None => format!("New control of {reference}"),
    };
    let keep = about(&detail.risk, &format!("control {}", control.id));
    let again = detail.clone();
    let form = Form::new(title, fields, move |values, context| {
        let mut errors = Vec::new();
        let due = values.day("due", context.session.dates(Tense::Future), &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let status = CONTROL_STATUSES
            .iter()
            .find(|(_, code, _)| *code == values.get("status"))
            .map_or(ControlStatus::InPlace, |(status, ..)| *status);
        let control = Control {
            description: values.get("description").to_owned(),
            owner: values.get("owner").to_owned(),
            due,
            status,
            ..control.clone()
        };
        Ok(put_control(&reference, control, &context.session.period))
    })
    .editing(existing.is_some())
    .kept(keep, context);
    if existing.is_none() {
        return Box::new(form.again(move |context| self::control(&again, None, context)));
    }
    Box::new(form)
}
