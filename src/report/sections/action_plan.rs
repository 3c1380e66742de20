//! The action-plan form of each indicator: what is measured and who answers
//! for it, the year's figures, why, what is done, what could happen, sign-off.

use super::Built;
use super::comments::words as written;
use super::trends;
use crate::domain::Period;
use crate::domain::figures::format_value;
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::{NONE, column, date, figures, rating_cell_of, row, row_about, table, words};
use crate::report::received::Received;
use crate::report::template::Wanted;
use crate::workbook::figures::{figure, fraction, result, variance};
use crate::workbook::{ActionStatus, Choice, CommentaryKind, Detail, ResultRecord, Subject, Table as Kept};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let below = sources
        .indicators(wanted.only)
        .enumerate()
        .map(|(at, detail)| form(sources, wanted, detail, at + 1))
        .collect();
    Built { below, ..Built::default() }
}

fn form(sources: &Sources, wanted: &Wanted, detail: &Detail, number: usize) -> Section {
    let standing = &detail.standing;
    let code = |part: &str| format!("{}-{number}-{part}", wanted.code);
    let mut blocks =
        vec![Block::Table(facts(detail, code("facts"))), Block::Table(year(sources, detail, code("year")))];
    if !wanted.without_charts {
        blocks.extend(trends::charted(detail, code("trend")));
    }
    let said = [
        ("Why performance is as it is", CommentaryKind::Reasons, "No reason has been written."),
        ("Why no action is proposed", CommentaryKind::NoActionBecause, ""),
    ];
    for (label, kind, none) in said {
        blocks.extend(passage(detail, label, written(detail, kind), none));
    }
    blocks.extend(actions(detail, code("actions")));
    let risks = written(detail, CommentaryKind::RisksAndOpportunities);
    blocks.extend(passage(detail, "Risks and opportunities", risks, ""));
    blocks.push(Block::Table(sign_off(code("sign-off"))));
    Section {
        heading: format!("{} {}", standing.reference, standing.description),
        blocks,
        new_page: number > 1,
        source: Some(Subject { table: Kept::Indicator, id: standing.indicator_id }),
        ..Section::default()
    }
}

fn form_table(code: String, caption: &str, rows: Vec<Row>) -> Table {
    let columns = vec![column("Field", ColumnKind::Words, 20), column("Entry", ColumnKind::Prose, 50)];
    Table { rows, form: true, ..table(code, caption, columns) }
}

fn facts(detail: &Detail, code: String) -> Table {
    let (standing, indicator, received) = (&detail.standing, &detail.indicator, Received(detail));
    let of = fraction(standing);
    let shown = if of.is_empty() { result(standing) } else { format!("{} ({of})", result(standing)) };
    let entries = [
        ("Reference and type", Cell::plain(format!("{} {}", standing.reference, standing.kind).trim())),
        ("Rating", received.rating(rating_cell_of(detail))),
        ("Result", received.result(received.parts(Cell::plain(shown)))),
        ("Period covered", words(&standing.covers)),
        ("Variance from target", received.variance(Cell::plain(variance(standing)))),
        ("Direction of travel", received.direction(Cell::plain(standing.direction.title()))),
        ("Service", words(&indicator.service)),
        ("Answers for it", words(&indicator.owner)),
        ("Officer", words(&indicator.officer)),
        ("Portfolio holder", words(&indicator.portfolio_holder)),
    ];
    let mut rows: Vec<Row> =
        entries.into_iter().map(|(label, cell)| row(vec![Cell::plain(label), cell])).collect();
    if let Some(first) = rows.first_mut() {
        first.anchor = Some(standing.reference.clone());
        first.source = Some(Subject { table: Kept::Indicator, id: standing.indicator_id });
    }
    form_table(code, "Indicator and accountability", rows)
}

/// Last year's outturn, each result of this year so far, the target and the estimate.
fn year(sources: &Sources, detail: &Detail, code: String) -> Table {
    let standing = &detail.standing;
    let shown = |value: Option<f64>| {
        value.map_or_else(|| NONE.to_owned(), |value| format_value(value, standing.unit, standing.decimals))
    };
    let scale = detail.indicator.scale;
    let last = detail.last_outturn.as_ref().and_then(|result| result.measurement().value(scale));
    let mut columns = vec![figures("Last year's outturn"), figures("This year's target")];
    let mut cells = vec![
        Cell::plain(shown(last)).invented(last.is_some() && invented(detail.last_outturn.as_ref())),
        Cell::plain(shown(detail.year_target.as_ref().map(|target| target.value).or(standing.target))),
    ];
    for point in &detail.trend {
        let Ok(period) = Period::parse(&point.period) else { continue };
        if period.financial_year() == sources.period.financial_year() {
            columns.push(figures(period.title()));
            let cell = Received(detail).result_of(&point.period, Cell::plain(shown(point.value)));
            cells.push(cell.invented(point.value.is_some() && point.illustrative));
        }
    }
    columns.push(figures("Target this period"));
    cells.push(Received(detail).target(Cell::plain(figure(standing.target, standing))));
    columns.push(figures("Estimated outturn"));
    let mut estimate = Cell::plain(shown(detail.year_end().map(|expected| expected.value)));
    if let Some(expected) = detail.year_end() {
        estimate.lines.push(Line::plain(expected.rating.words()));
        let said = expected.said(&detail.indicator, &standing.period);
        estimate.lines.extend(said.into_iter().map(Line::plain));
    }
    cells.push(estimate);
    Table { rows: vec![row(cells)], row_headings: false, ..table(code, "Performance data", columns) }
}

fn invented(result: Option<&ResultRecord>) -> bool {
    result.is_some_and(|result| result.illustrative)
}

fn passage(detail: &Detail, label: &str, lines: Vec<Line>, none: &str) -> Option<Block> {
    if lines.is_empty() && none.is_empty() {
        return None;
    }
    let mut all = vec![Line { runs: vec![Run::strong(label)], bullet: 0 }];
    let kind = if lines.is_empty() {
        all.push(Line::plain(none));
        TextKind::Missing
    } else {
        all.extend(lines);
        TextKind::Body
    };
    let source = Some(Subject { table: Kept::Indicator, id: detail.standing.indicator_id });
    Some(Block::Text(Text { lines: all, kind, source, ..Text::default() }))
}

fn actions(detail: &Detail, code: String) -> Option<Block> {
    let kept: Vec<_> =
        detail.actions.iter().filter(|row| row.action.status != ActionStatus::Dropped).collect();
    if kept.is_empty() {
        let said = detail
            .commentary
            .iter()
            .any(|words| words.kind == CommentaryKind::NoActionBecause && !words.text.trim().is_empty());
        return (!said).then(|| crate::report::make::missing("No corrective action has been entered."));
    }
    let grouped = kept.iter().any(|row| !row.action.client_group.trim().is_empty());
    let mut columns = vec![column("Corrective action", ColumnKind::Prose, 36)];
    if grouped {
        columns.push(column("Client group", ColumnKind::Words, 12));
    }
    columns.extend([
        column("Owner", ColumnKind::Words, 14),
        column("Due", ColumnKind::Date, 10),
        column("Status", ColumnKind::Words, 10),
        column("Expected effect and progress", ColumnKind::Prose, 30),
    ]);
    let rows = kept
        .into_iter()
        .map(|one| {
            let action = &one.action;
            let mut effect = crate::report::prose::lines(&action.expected_effect);
            effect.extend(crate::report::make::labelled(
                "Progress",
                crate::report::prose::lines(&action.progress),
            ));
            if effect.is_empty() {
                effect.push(Line::plain(NONE));
            }
            let mut cells = vec![words(&action.description)];
            if grouped {
                cells.push(words(&action.client_group));
            }
            cells.extend([
                words(if action.owner.trim().is_empty() { "No owner yet" } else { &action.owner }),
                date(action.due, "No date yet"),
                Cell::plain(action.status.title()),
                Cell { lines: effect, ..Cell::default() },
            ]);
            row_about(cells, "", Kept::Action, action.id)
        })
        .collect();
    let caption = format!("Corrective actions for {}", detail.standing.reference);
    Some(Block::Table(Table { rows, ..table(code, caption, columns) }))
}

fn sign_off(code: String) -> Table {
    let entries = ["Completed by", "Telephone", "Director's signature", "Date"];
    let rows = entries.into_iter().map(|label| row(vec![Cell::plain(label), Cell::default()])).collect();
    form_table(code, "Sign-off", rows)
}
