//! The steps an officer takes with risks, as changes.

use super::short;
use crate::domain::Period;
use crate::domain::matrix::{Cell, RiskMatrix};
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::record::*;
use crate::workbook::views::risks::{RiskDetail, kind_code};

/// A risk with nothing said of it yet, from a period on.
pub fn empty_risk(reference: &str, service: &str, period: Period) -> Risk {
    Risk {
        reference: reference.to_owned(),
        category: "Service".to_owned(),
        service: service.to_owned(),
        opened_in: Some(period.to_owned()),
        ..Risk::default()
    }
}

/// An assessment with nothing in it yet.
pub fn empty_assessment(risk_id: Id, period: Period, kind: AssessmentKind) -> Assessment {
    Assessment {
        id: 0,
        revision: 0,
        risk_id,
        period,
        kind,
        impact: None,
        probability: None,
        stated_score: None,
        stated_label: String::new(),
        stated_impact: String::new(),
        stated_probability: String::new(),
        mapped_impact: None,
        mapped_probability: None,
        reason: String::new(),
        illustrative: false,
    }
}

/// A control with nothing in it yet.
pub fn empty_control(risk_id: Id, period: Period, position: u32) -> Control {
    Control { risk_id, period, position, ..Control::default() }
}

/// Where a risk is put: one assessment of a kind, or none to leave it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    pub current: Option<Cell>,
    pub target: Option<Cell>,
    pub inherent: Option<Cell>,
}

impl Places {
    /// Each kind with its cell, where there is one.
    pub fn all(&self) -> impl Iterator<Item = (AssessmentKind, Cell)> {
        [
            (AssessmentKind::Current, self.current),
            (AssessmentKind::Target, self.target),
            (AssessmentKind::Inherent, self.inherent),
        ]
        .into_iter()
        .filter_map(|(kind, cell)| Some((kind, cell?)))
    }
}

/// The assessment that puts a risk in a cell from a period on; none where it
/// is there already by its own factors. What the source prints belonged to
/// the old place, so it goes.
fn placed(
    existing: Option<&Assessment>,
    about: (Id, Period, AssessmentKind),
    matrix: &RiskMatrix,
    cell: Cell,
    reason: &str,
) -> Option<Assessment> {
    let (risk_id, period, kind) = about;
    let plain = |one: &Assessment| {
        one.impact == Some(cell.impact)
            && one.probability == Some(cell.probability)
            && one.mapped_impact.is_none()
            && one.stated_score.is_none_or(|score| Some(score) == matrix.score(cell))
    };
    if existing.is_some_and(plain) {
        return None;
    }
    // One of this period is changed; one of an earlier period stays as it was reported.
    let (id, revision) =
        existing.filter(|one| one.period == period).map_or((0, 0), |one| (one.id, one.revision));
    Some(Assessment {
        id,
        revision,
        impact: Some(cell.impact),
        probability: Some(cell.probability),
        reason: reason.to_owned(),
        ..empty_assessment(risk_id, period, kind)
    })
}

/// Moves a risk to a cell, with the reason. The label names both places.
pub fn move_risk(detail: &RiskDetail, kind: AssessmentKind, cell: Cell, reason: &str) -> Change {
    let matrix = &detail.matrix;
    let before = place_name(matrix, &detail.position(kind));
    let after = place_name(matrix, &crate::domain::risk::Position::of(cell));
    let what = match kind {
        AssessmentKind::Current => "moved".to_owned(),
        other => format!("{} moved", kind_code(other)),
    };
    let change =
        Change::new(format!("{} {what}: {before} to {after}", detail.risk.reference)).because(reason);
    let about = (detail.risk.id, detail.period, kind);
    match placed(detail.assessment(kind), about, matrix, cell, reason) {
        Some(assessment) => change.put(Record::Assessment(assessment)),
        None => change,
    }
}

/// A place for labels: "20 High", "not rated".
pub fn place_name(matrix: &RiskMatrix, position: &crate::domain::risk::Position) -> String {
    match (position.rated(matrix), position.band(matrix)) {
        (Some(score), Some(band)) => format!("{score} {}", band.name),
        (Some(score), None) => score.to_string(),
        (None, _) => "not rated".to_owned(),
    }
}

/// Adds a risk with its first assessments and controls, as one step.
pub fn add_risk(
    risk: Risk,
    matrix: &RiskMatrix,
    places: Places,
    controls: &[String],
    reason: &str,
) -> Change {
    let period = risk.opened_in.unwrap_or_default();
    let risk_id = -1;
    let mut change = Change::new(format!("{} added “{}”", risk.reference, short(&risk.title)))
        .because(reason)
        .put(Record::Risk(Risk { id: risk_id, revision: 0, ..risk }));
    let mut next = -2;
    for (kind, cell) in places.all() {
        if let Some(assessment) = placed(None, (risk_id, period, kind), matrix, cell, reason) {
            change = change.put(Record::Assessment(Assessment { id: next, ..assessment }));
            next -= 1;
        }
    }
    for (position, description) in controls.iter().enumerate() {
        let control = Control {
            id: next,
            description: description.clone(),
            ..empty_control(risk_id, period, position as u32 + 1)
        };
        change = change.put(Record::Control(control));
        next -= 1;
    }
    change
}

/// Stores what is said of a risk and where it is put, as one step.
pub fn edit_risk(detail: &RiskDetail, risk: Risk, places: Places, reason: &str) -> Change {
    let mut change = Change::new(format!("{} edited", risk.reference)).because(reason);
    for (kind, cell) in places.all() {
        let about = (risk.id, detail.period, kind);
        if let Some(assessment) = placed(detail.assessment(kind), about, &detail.matrix, cell, reason) {
            let before = place_name(&detail.matrix, &detail.position(kind));
            let after = place_name(&detail.matrix, &assessment.position());
            if kind == AssessmentKind::Current {
                change.label = format!("{} moved: {before} to {after}", risk.reference);
            }
            change = change.put(Record::Assessment(assessment));
        }
    }
    if risk != detail.risk {
        change = change.put(Record::Risk(risk));
    }
    change
}

/// Closes a risk: the registers of this period and later ones no longer have it.
pub fn close_risk(risk: &Risk, period: Period, reason: &str) -> Change {
    Change::new(format!("{} closed", risk.reference)).because(reason).put(Record::Risk(Risk {
        closed_in: Some(period),
        closed_because: reason.to_owned(),
        ..risk.clone()
    }))
}

/// Opens a closed risk again.
pub fn reopen_risk(risk: &Risk) -> Change {
    Change::new(format!("{} opened again", risk.reference)).put(Record::Risk(Risk {
        closed_in: None,
        closed_because: String::new(),
        ..risk.clone()
    }))
}

/// Deletes a risk with its assessments and controls. Refused by the store
/// while actions or links are about it.
pub fn remove_risk(detail: &RiskDetail) -> Change {
    let risk = &detail.risk;
    let mut change = Change::new(format!("{} deleted “{}”", risk.reference, short(&risk.title)));
    for (table, id, revision) in &detail.parts {
        change = change.remove(*table, *id, *revision);
    }
    change.remove(Table::Risk, risk.id, risk.revision)
}

/// Stores a control: added when it is new, else edited; ended in the period
/// where its status says so.
pub fn put_control(reference: &str, control: Control, period: Period) -> Change {
    let ended = control.status == ControlStatus::Ended;
    let verb = match (control.id > 0, ended && control.closed_in.is_none()) {
        (true, true) => "end",
        (true, false) => "edit",
        (false, _) => "add",
    };
    let closed_in = ended.then(|| control.closed_in.unwrap_or(period));
    Change::new(format!("{reference} {verb} control “{}”", short(&control.description)))
        .put(Record::Control(Control { closed_in, ..control }))
}

/// Puts a matrix in force from a period on. Earlier periods keep theirs.
pub fn set_matrix(existing: Option<&MatrixRecord>, period: Period, definition: &str) -> Change {
    let (id, revision) = existing
        .filter(|record| record.period == period)
        .map_or((0, 0), |record| (record.id, record.revision));
    Change::new(format!("Risk matrix from {}", period.title())).put(Record::Matrix(MatrixRecord {
        id,
        revision,
        period,
        definition: definition.to_owned(),
    }))
}
