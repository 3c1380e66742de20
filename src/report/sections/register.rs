//! Risks at or above the register's threshold, with what keeps them down.

use super::Built;
use crate::domain::RiskMatrix;
use crate::domain::dates::short_date;
use crate::report::build::Sources;
use crate::report::builders::{NONE, column, labelled, note, row_about, table, words};
use crate::report::corrections::As;
use crate::report::document::*;
use crate::report::prose;
use crate::report::template::Wanted;
use crate::report::words::{fill, words as report_words};
use crate::workbook::Choice;
use crate::workbook::risks::treatment_name;
use crate::workbook::{Assessment, AssessmentKind, ControlStatus, RiskDetail, Table as Kept};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let register = &sources.material.register;
    if register.is_empty() {
        return Built::default();
    }
    let matrix = &sources.material.risks.matrix;
    let step = |axis: &str| column(axis, ColumnKind::Words, 9);
    let columns = vec![
        column("Risk", ColumnKind::Prose, 32),
        step("Impact"),
        step("Probability"),
        column("Rating", ColumnKind::Rating, 10),
        column("Control actions", ColumnKind::Prose, 34),
        column("Treatment", ColumnKind::Words, 9),
        column("Board assurance", ColumnKind::Words, 10),
        step("Target impact"),
        step("Target probability"),
        column("Target rating", ColumnKind::Rating, 10),
    ];
    let group = |heading: &str, span| Group { heading: heading.to_owned(), span };
    let rows = register.iter().map(|detail| line(detail, matrix)).collect();
    let mut blocks = vec![Block::Table(Table {
        rows,
        groups: vec![
            group("", 1),
            group("Current assessment", 3),
            group("", 3),
            group("Target assessment", 3),
        ],
        ..table(&wanted.code, format!("Risks rated {} and above", sources.material.risks.threshold), columns)
    })];
    for detail in register {
        let doubt = detail.current.as_ref().and_then(|one| one.position().contradiction(matrix));
        blocks.extend(doubt.map(|text| note(format!("{}: {text}", detail.risk.reference))));
    }
    Built::of(blocks)
}

fn line(detail: &RiskDetail, matrix: &RiskMatrix) -> Row {
    let risk = &detail.risk;
    let mut about = vec![Line {
        runs: vec![Run::strong(format!("{} ", risk.reference)), Run::plain(&risk.title)],
        bullet: 0,
    }];
    for (label, text) in [("Cause", &risk.cause), ("Event", &risk.event), ("Consequence", &risk.consequence)]
    {
        about.extend(labelled(label, prose::lines(text)));
    }
    if !risk.owner.trim().is_empty() {
        about.extend(labelled("Owner", prose::lines(&risk.owner)));
    }
    let mut controls: Vec<Line> = Vec::new();
    for control in detail.controls.iter().filter(|one| one.status != ControlStatus::Ended) {
        let mut facts = Vec::new();
        if !control.owner.trim().is_empty() {
            facts.push(control.owner.trim().to_owned());
        }
        if let Some(due) = control.due {
            facts.push(format!("by {}", short_date(due)));
        }
        if control.status != ControlStatus::InPlace {
            facts.push(control.status.title().to_owned());
        }
        let mut runs = prose::runs(&control.description.split_whitespace().collect::<Vec<_>>().join(" "));
        if !facts.is_empty() {
            runs.push(Run { text: format!(" ({})", facts.join(", ")), emphasis: true, ..Run::default() });
        }
        controls.push(Line { runs, bullet: 1 });
    }
    if controls.is_empty() {
        controls.push(Line::plain("No control action has been entered."));
    }
    let now = assessed(detail.assessment(AssessmentKind::Current), matrix);
    let target = assessed(detail.assessment(AssessmentKind::Target), matrix);
    let [impact, probability, rating] = now;
    let [to_impact, to_probability, to_rating] = target;
    let lines = |lines| Cell { lines, ..Cell::default() };
    let cells = vec![
        lines(about),
        impact,
        probability,
        rating,
        lines(controls),
        words(treatment_name(risk.treatment)),
        words(&risk.assurance),
        to_impact,
        to_probability,
        to_rating,
    ];
    row_about(cells, &risk.reference, Kept::Risk, risk.id)
}

/// Impact, probability and rating of an assessment.
fn assessed(assessment: Option<&Assessment>, matrix: &RiskMatrix) -> [Cell; 3] {
    let Some(assessment) = assessment else { return [NONE, NONE, NONE].map(Cell::plain) };
    let position = assessment.position();
    let why = &report_words().why;
    let step = |step: Option<u32>, axis: &crate::domain::matrix::Axis, word: &str| match step {
        Some(step) => {
            let shown = Cell::plain(format!("{} {step}", axis.label(step)).trim().to_owned());
            let word = word.trim();
            let received = if word.is_empty() { String::new() } else { format!("{word} {step}") };
            shown
                .received(&received, As::Words, || fill(&why.step, &[("step", &step.to_string())]))
                .invented(assessment.illustrative)
        }
        None => Cell::plain(NONE),
    };
    let band = position.band(matrix);
    let rated = match (position.rated(matrix), band) {
        (Some(score), Some(band)) => {
            Cell { rating: Some(band.rating), ..Cell::plain(format!("{} {score}", band.name)) }
        }
        (Some(score), None) => Cell::plain(score.to_string()),
        _ => Cell::plain(NONE),
    };
    let compared = if assessment.stated_label.trim().is_empty() { As::Figures } else { As::Words };
    let rated = rated
        .received(&assessment.stated_rating(), compared, || match assessment.stated_score {
            Some(_) => why.label.clone(),
            None => why.score.clone(),
        })
        .invented(assessment.illustrative && position.rated(matrix).is_some());
    [
        step(assessment.impact, &matrix.impact, &assessment.stated_impact),
        step(assessment.probability, &matrix.probability, &assessment.stated_probability),
        rated,
    ]
}
