//! Members' questions with their answers, what was promised and when it was sent.

use super::Built;
use crate::domain::dates::short_date;
use crate::report::build::Sources;
use crate::report::builders::{column, labelled, note, row_about, table};
use crate::report::document::*;
use crate::report::prose;
use crate::report::template::Wanted;
use crate::workbook::{Choice, QuestionDetail, Subject, Table as Kept};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let mut below: Vec<Section> = Vec::new();
    let mut meeting = None;
    let mut at = 0;
    for detail in &sources.material.questions {
        if meeting != Some(detail.meeting.id) {
            meeting = Some(detail.meeting.id);
            below.push(opened(detail, format!("{}-{}", wanted.code, below.len() + 1)));
            at = 0;
        }
        at += 1;
        if let Some(Section { blocks, .. }) = below.last_mut()
            && let Some(Block::Table(table)) = blocks.first_mut()
        {
            table.rows.push(line(detail, at));
        }
    }
    Built { below, ..Built::default() }
}

fn opened(detail: &QuestionDetail, code: String) -> Section {
    let meeting = &detail.meeting;
    let columns = vec![
        column("No", ColumnKind::Words, 4),
        column("Asked about", ColumnKind::Words, 12),
        column("Question", ColumnKind::Prose, 30),
        column("Answer", ColumnKind::Prose, 40),
        column("Follow-up", ColumnKind::Prose, 26),
    ];
    let caption = format!("Questions at {}", meeting.title());
    let mut blocks = vec![Block::Table(table(code, caption, columns))];
    if !meeting.resolution.trim().is_empty() {
        let lines = labelled("Resolution", prose::lines(&meeting.resolution));
        blocks.push(Block::Text(Text { lines, ..Text::default() }));
    }
    if !meeting.report.trim().is_empty() {
        blocks.push(note(format!("The meeting considered the report for {}.", meeting.report)));
    }
    Section {
        heading: meeting.title(),
        blocks,
        source: Some(Subject { table: Kept::Meeting, id: meeting.id }),
        ..Section::default()
    }
}

fn line(detail: &QuestionDetail, at: usize) -> Row {
    let question = &detail.question;
    let cited = question.citation();
    let mut about = Vec::new();
    if !question.asker.trim().is_empty() {
        about.push(Line::plain(question.asker.trim()));
    }
    if !cited.is_empty() {
        about.push(Line::plain(cited));
    }
    for linked in &detail.linked {
        let runs = vec![Run {
            to: (!linked.name.reference.is_empty()).then(|| linked.name.reference.clone()),
            ..Run::plain(linked.name.short())
        }];
        about.push(Line { runs, bullet: 0 });
    }
    let mut reply = prose::lines(&question.reply);
    if reply.is_empty() {
        reply.push(Line::plain("No answer has been recorded."));
    }
    let lines = |lines| Cell { lines, ..Cell::default() };
    let cells = vec![
        Cell::plain(at.to_string()),
        lines(about),
        lines(prose::lines(&question.question)),
        lines(reply),
        lines(followed(detail)),
    ];
    row_about(cells, "", Kept::Question, question.id)
}

/// What was promised, by whom, by when, and what came of it.
fn followed(detail: &QuestionDetail) -> Vec<Line> {
    let question = &detail.question;
    let mut lines = Vec::new();
    if !question.promise.trim().is_empty() {
        lines.extend(labelled("Promised", prose::lines(&question.promise)));
        let owner = question.promise_owner.trim();
        let owner = if owner.is_empty() { "no owner yet" } else { owner };
        let due = question.promise_due.map_or_else(|| "no date yet".to_owned(), short_date);
        lines.push(Line::plain(format!("By: {owner}. Due: {due}.")));
        lines.push(Line::plain(match question.promise_sent {
            Some(day) => format!("Sent on {}.", short_date(day)),
            None => "Not sent yet.".to_owned(),
        }));
    }
    lines.extend(labelled("Outcome", prose::lines(&question.resolution)));
    for row in &detail.actions {
        let mut runs = prose::runs(&row.action.description.split_whitespace().collect::<Vec<_>>().join(" "));
        let status = row.action.status.title();
        runs.push(Run { text: format!(" ({status})"), emphasis: true, ..Run::default() });
        lines.push(Line { runs, bullet: 1 });
    }
    if lines.is_empty() {
        lines.push(Line::plain("None."));
    }
    lines
}
