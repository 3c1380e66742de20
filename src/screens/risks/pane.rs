//! The detail of one risk, as lines for a pane of any width.

use crate::domain::Period;
use crate::domain::dates::short_date;
use crate::domain::matrix::RiskMatrix;
use crate::domain::risk::{Movement, TargetDoubt, gap};
use crate::session::Session;
use crate::ui::rich::{Line, Rich, Run, run};
use crate::ui::theme::{Glyph, Role, Theme};
use crate::ui::{checks, facts};
use crate::workbook::Choice;
use crate::workbook::views::risks::treatment_name;
use crate::workbook::{
    Assessment, AssessmentKind, ControlStatus, RiskDetail, RiskRow, Risks, Subject, Table,
};

/// Every line of the detail. The movement comes with whether it is from an invented score.
pub fn lines(
    detail: &RiskDetail,
    (movement, invented): (Movement, bool),
    session: &Session,
    theme: &Theme,
    width: u16,
) -> Vec<Line> {
    let mut rich = Rich::new(theme, width, 11);
    let risk = &detail.risk;
    rich.text(&risk.title, Role::Strong);
    if risk.placeholder {
        rich.text(
            "The source counts this risk on its map without saying what it is. e writes it.",
            Role::Dim,
        );
    }
    if let Some(period) = risk.closed_in {
        let closed = format!("Closed in {}: {}", period.title(), risk.closed_because);
        rich.text(&closed, Role::Worse);
    }
    rich.gap();
    ratings(&mut rich, detail, movement, invented);
    rich.gap();
    for (label, text) in [("Cause", &risk.cause), ("Event", &risk.event), ("Effect", &risk.consequence)] {
        if !text.is_empty() {
            rich.fact(label, text);
        }
    }
    rich.gap();
    match treatment_name(risk.treatment) {
        "" => rich.fact_in("Treatment", "? the source does not say", Role::Dim),
        name => rich.fact("Treatment", name),
    }
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    rich.fact("Assurance", &or(&risk.assurance, "not given"));
    rich.fact("Owner", &or(&risk.owner, "not given"));
    checks::lines(&mut rich, session.checks.as_deref(), Subject { table: Table::Risk, id: risk.id });
    controls(&mut rich, detail, session);
    facts::linked(&mut rich, &detail.linked);
    actions(&mut rich, detail, session);
    history(&mut rich, detail);
    rich.heading("About");
    rich.fact("Category", &or(&risk.category, "not given"));
    rich.fact("Service", &or(&risk.service, "not given"));
    if risk.opened_in.is_some() {
        rich.fact("Since", &risk.opened_in.map(Period::title).unwrap_or_default());
    }
    if !risk.source.is_empty() {
        rich.fact("Source", &risk.source);
    }
    rich.lines
}

/// What is said while the detail of a row is on its way.
pub fn waiting(risks: &Risks, row: &RiskRow, theme: &Theme, width: u16) -> Vec<Line> {
    let mut rich = Rich::new(theme, width, 11);
    rich.text(&row.title, Role::Strong);
    rich.gap();
    if let Some(current) = &row.current {
        let position = place(current, &risks.matrix, theme);
        rich.runs("Now", position);
    }
    rich.lines
}

/// ` H 20 ` in its colour, then the steps it comes from.
fn place(assessment: &Assessment, matrix: &RiskMatrix, theme: &Theme) -> Vec<Run> {
    let position = assessment.position();
    let mut runs = Vec::new();
    match (position.rated(matrix), position.band(matrix)) {
        (Some(score), Some(band)) => {
            runs.push(run(format!(" {score} {} ", band.letters), theme.chip(band.rating)));
            runs.push(run(format!(" {}  ", band.name), theme.style(Role::Strong)));
        }
        (Some(score), None) => runs.push(run(format!("{score}  "), theme.style(Role::Strong))),
        (None, _) => runs.push(run("not rated  ", theme.style(Role::Dim))),
    }
    let step = |letter: &str, step: Option<u32>, label: &dyn Fn(u32) -> String| match step {
        Some(step) => format!("{letter}{step} {}", label(step)).trim_end().to_owned(),
        None => format!("{letter}? not printed"),
    };
    let impact = step("I", assessment.impact, &|step| matrix.impact.label(step).to_owned());
    let probability = step("P", assessment.probability, &|step| matrix.probability.label(step).to_owned());
    runs.push(run(format!("{impact} x {probability}"), theme.style(Role::Text)));
    runs
}

/// Adds runs to labelled lines, breaking before the last one where they do not fit.
fn put(rich: &mut Rich, label: &str, mut runs: Vec<Run>) {
    let room = usize::from(rich.width.saturating_sub(rich.label));
    let wide: usize = runs.iter().map(|run| crate::ui::inert::width(&run.text)).sum();
    if wide > room
        && let Some(last) = runs.pop()
    {
        rich.runs(label, runs);
        rich.fact("", &last.text);
    } else {
        rich.runs(label, runs);
    }
}

/// `invented`: what it is compared with was not published.
fn ratings(rich: &mut Rich, detail: &RiskDetail, movement: Movement, invented: bool) {
    let theme = rich.theme;
    let matrix = &detail.matrix;
    for (label, kind) in [("Now", AssessmentKind::Current), ("Target", AssessmentKind::Target)] {
        let Some(assessment) = detail.assessment(kind) else {
            match kind {
                AssessmentKind::Current => {
                    rich.fact_in(label, "not assessed: m puts it on the map", Role::Worse);
                }
                _ => rich.fact_in(label, "none set: e sets one", Role::Dim),
            }
            continue;
        };
        put(rich, label, place(assessment, matrix, theme));
        doubts(rich, assessment, matrix);
    }
    let (now, target) = (detail.position(AssessmentKind::Current), detail.position(AssessmentKind::Target));
    if let (Some(from), Some(to), Some(points)) =
        (now.rated(matrix), target.rated(matrix), gap(&now, &target, matrix))
    {
        rich.runs("Gap", bar(rich, from, to, points, matrix));
    }
    let doubt = TargetDoubt::of(&now, &target, matrix);
    if doubt != TargetDoubt::None {
        rich.fact_in("", &format!("! {}", doubt.sentence()), Role::Worse);
    }
    let role = match movement {
        Movement::Up => Role::Worse,
        Movement::Down => Role::Better,
        _ => Role::Text,
    };
    let arrow = match movement {
        Movement::Up => theme.glyph(Glyph::Up),
        Movement::Down => theme.glyph(Glyph::Down),
        Movement::Same => theme.glyph(Glyph::Level),
        Movement::New | Movement::Unknown => "",
    };
    if movement != Movement::Unknown {
        let invented = if invented { " (illustrative)" } else { "" };
        let text = format!("{arrow} {} since last period{invented}", movement.title());
        rich.fact_in("Movement", text.trim_start(), role);
    }
    if let Some(assessment) = &detail.inherent {
        put(rich, "Inherent", place(assessment, matrix, theme));
        doubts(rich, assessment, matrix);
    }
    if matrix.worst() != crate::domain::Cell::new(matrix.impact.steps(), matrix.probability.steps()) {
        rich.fact_in("", &format!("The worst corner is {}.", matrix.worst()), Role::Dim);
    }
}

/// What is printed where it differs from what its numbers say.
fn doubts(rich: &mut Rich, assessment: &Assessment, matrix: &RiskMatrix) {
    let position = assessment.position();
    if let Some(sentence) = position.contradiction(matrix) {
        let place = match position.mapped {
            Some(cell) => format!("! {sentence}; the map counts it at {cell}."),
            None => format!("! {sentence}."),
        };
        rich.fact_in("", &place, Role::Worse);
    } else if let Some(cell) = position.mapped {
        rich.fact_in("", &format!("! The map counts it at {cell}."), Role::Worse);
    }
    let words = [
        (&assessment.stated_impact, assessment.impact, &matrix.impact),
        (&assessment.stated_probability, assessment.probability, &matrix.probability),
    ];
    for (word, step, axis) in words {
        if let Some(step) = step
            && !word.is_empty()
            && !word.eq_ignore_ascii_case(axis.label(step))
        {
            let text = format!("! Printed as “{word}” {step}; {step} is {}.", axis.label(step));
            rich.fact_in("", &text, Role::Worse);
        }
    }
    if !assessment.stated_label.is_empty()
        && let (Some(band), Some(named)) =
            (position.band(matrix), matrix.band_named(&assessment.stated_label))
        && band != named
    {
        let text = format!("! Printed as {}; its cell is {}.", assessment.stated_label, band.name);
        rich.fact_in("", &text, Role::Worse);
    }
    if assessment.illustrative {
        rich.fact_in("", "illustrative, not published", Role::Dim);
    }
}

/// `20 ■■■■■■■ → ■■ 6  gap 14`, as long as the pane allows.
fn bar(rich: &Rich, from: u32, to: u32, points: i64, matrix: &RiskMatrix) -> Vec<Run> {
    let most = matrix.scores().last().copied().unwrap_or(1).max(1);
    let room = u32::from(rich.width.saturating_sub(rich.label + 22)).clamp(4, 50);
    let blocks = |score: u32| {
        let length = ((score * room / 2 + most / 2) / most).max(1).min(room / 2);
        rich.theme.glyph(Glyph::BarFull).repeat(length as usize)
    };
    let gap = match points {
        0 => "no gap".to_owned(),
        points if points < 0 => format!("{} worse", -points),
        points => format!("{points} to go"),
    };
    vec![
        run(format!("{from} "), rich.theme.style(Role::Strong)),
        run(blocks(from), rich.theme.style(Role::Bar)),
        run(format!(" {} ", rich.theme.glyph(Glyph::Level)), rich.theme.style(Role::Dim)),
        run(blocks(to), rich.theme.style(Role::Bar)),
        run(format!(" {to}  "), rich.theme.style(Role::Strong)),
        run(gap, rich.theme.style(Role::Text)),
    ]
}

fn controls(rich: &mut Rich, detail: &RiskDetail, session: &Session) {
    rich.heading(&format!("Control actions ({})", detail.controls.len()));
    if detail.controls.is_empty() {
        rich.text("None: + adds one.", Role::Dim);
    }
    for control in &detail.controls {
        rich.text(&format!("- {}", control.description), Role::Text);
        let ended = control.status == ControlStatus::Ended;
        let owner = if control.owner.trim().is_empty() { "no owner" } else { control.owner.as_str() };
        let due = control.due.map_or_else(|| "no date".to_owned(), short_date);
        let late = control.due.is_some_and(|due| due < session.judged_on())
            && !matches!(control.status, ControlStatus::InPlace | ControlStatus::Ended);
        let bare = control.owner.trim().is_empty() || control.due.is_none();
        let mark = if (bare || late) && !ended { "! " } else { "" };
        let late = if late { " overdue" } else { "" };
        let text = format!("  {mark}{owner}, {due}{late}, {}", control.status.title());
        rich.text(&text, Role::Dim);
    }
}

fn actions(rich: &mut Rich, detail: &RiskDetail, session: &Session) {
    rich.heading(&format!("Actions ({})", detail.actions.len()));
    if detail.actions.is_empty() {
        rich.text("None about this risk: a adds one.", Role::Dim);
    }
    for row in &detail.actions {
        facts::action(rich, row, usize::MAX, session.judged_on());
    }
}

/// Every assessment until now, each judged by the matrix of its own period.
fn history(rich: &mut Rich, detail: &RiskDetail) {
    rich.heading("History of scores");
    for (assessment, matrix) in detail.assessments.iter().rev() {
        let theme = rich.theme;
        let title = assessment.period.title();
        let kind = match assessment.kind {
            AssessmentKind::Current => "",
            AssessmentKind::Target => " target",
            AssessmentKind::Inherent => " inherent",
        };
        let position = assessment.position();
        let mut runs = vec![run(format!("{title:<11}"), theme.style(Role::Dim))];
        match (position.rated(matrix), position.band(matrix)) {
            (Some(score), Some(band)) => {
                runs.push(run(format!(" {score:>2} {:<2} ", band.letters), theme.chip(band.rating)));
            }
            (Some(score), None) => runs.push(run(format!(" {score:>2}    "), theme.style(Role::Strong))),
            (None, _) => runs.push(run(" not rated ", theme.style(Role::Dim))),
        }
        let cell = position.cell(matrix).map_or_else(String::new, |cell| format!(" {cell}"));
        let invented = if assessment.illustrative { " (illustrative)" } else { "" };
        runs.push(run(format!("{cell}{kind}{invented}"), theme.style(Role::Text)));
        rich.lines.push(runs);
        if !assessment.reason.is_empty() {
            rich.text(&format!("  {}", assessment.reason), Role::Dim);
        }
    }
}
