//! The action-plan form of each indicator: what is measured and who answers
//! for it, the year's figures, why, what is done, what could happen, sign-off.

use super::Built;
use super::comments::words as written;
use super::trends;
use crate::domain::figures::format_value;
use crate::domain::{Period, PeriodKind};
use crate::report::build::Sources;
use crate::report::builders::{NONE, column, date, figures, rating_cell_of, row, row_about, table, words};
use crate::report::document::*;
use crate::report::received::Received;
use crate::report::template::Wanted;
use crate::workbook::compare::Beside;
use crate::workbook::figures::{figure, fraction, result, variance};
use crate::workbook::{
    ActionStatus, Choice, CommentaryKind, Detail, ResultRecord, SignOff, Subject, Table as Kept,
};

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
    blocks.extend(passage(detail, "Why next year's target is set so", next_target(detail), ""));
    blocks.push(Block::Table(sign_off(detail, code("sign-off"))));
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

/// The columns of the form between the years: the quarters, the months of a quarter so far, or none.
fn parts(period: Period) -> Vec<Period> {
    let year = period.financial_year();
    let of = |kind: PeriodKind, numbers: std::ops::RangeInclusive<u8>| {
        numbers.filter_map(|number| Period::new(year, kind, number).ok()).collect()
    };
    match period.kind() {
        PeriodKind::Quarter => of(PeriodKind::Quarter, 1..=4),
        // Four months at most fit a page.
        PeriodKind::Month => {
            of(PeriodKind::Month, period.number().saturating_sub(3).max(1)..=period.number())
        }
        PeriodKind::Year => Vec::new(),
    }
}

/// What a row says of the figures of others, in words.
type Ask = fn(&Beside, &Detail) -> Option<String>;

/// Targets, results and quartile of last year, this year by its parts, the estimate, and next year's
/// target, as the form of the source has them side by side.
fn year(sources: &Sources, detail: &Detail, code: String) -> Table {
    let (standing, years) = (&detail.standing, &detail.years);
    let shown = |value: Option<f64>| {
        value.map_or_else(|| NONE.to_owned(), |value| format_value(value, standing.unit, standing.decimals))
    };
    let none = || Cell::plain(NONE);
    let this = sources.period.whole_year();
    let own_target = |period: Period| years.target(period).map(|target| target.value);
    let scale = detail.indicator.scale;
    let last = detail.last_outturn.as_ref().and_then(|result| result.measurement().value(scale));
    let mut columns = vec![
        column("Figure", ColumnKind::Words, 9),
        figures(format!("Last year {}", this.previous().code())),
    ];
    let mut targets = vec![Cell::plain("Target"), Cell::plain(shown(own_target(this.previous())))];
    let outturn = Cell::plain(shown(last));
    let mut results = vec![
        Cell::plain("Result"),
        outturn.invented(last.is_some() && invented(detail.last_outturn.as_ref())),
    ];
    // In a group's own workbook its members are ranked: what it is held against are their figures.
    let of_group = [years.last_year.as_ref(), detail.beside.as_ref()];
    let of_members = of_group.iter().flatten().any(|beside| beside.place.is_none());
    let asked: &[(&str, Ask)] = match of_members {
        false => &[("Rank and quartile", |beside, _| Some(beside.place?.title()))],
        true => &[
            ("Median of the members", |beside, detail| Some(figure(Some(beside.median?), &detail.standing))),
            ("Best of the members", |beside, _| beside.best_named()),
        ],
    };
    let mut beside: Vec<Vec<Cell>> = asked
        .iter()
        .map(|(label, read)| {
            let last_year = years.last_year.as_ref().and_then(|beside| read(beside, detail));
            vec![Cell::plain(*label), last_year.map_or_else(none, |text| words(&text))]
        })
        .collect();
    columns.push(figures(format!("This year {}", this.code())));
    targets.push(Cell::plain(shown(detail.year_target.as_ref().map(|target| target.value))));
    // Where the year itself is reported, its result stands here, else in the parts that follow.
    let is_year = sources.period == this;
    results.push(match is_year {
        true => Received(detail)
            .result_of(this, Cell::plain(figure(standing.value, standing)))
            .invented(invented(detail.result.as_ref())),
        false => none(),
    });
    for (row, (_, read)) in beside.iter_mut().zip(asked) {
        let now = detail.beside.as_ref().filter(|_| is_year).and_then(|beside| read(beside, detail));
        row.push(now.map_or_else(none, |text| words(&text)));
    }
    for period in parts(sources.period) {
        columns.push(figures(
            period
                .title()
                .split(' ')
                .take(if period.kind() == PeriodKind::Month { 2 } else { 1 })
                .collect::<Vec<_>>()
                .join(" "),
        ));
        let is_now = period == sources.period;
        let target = match is_now {
            true => Received(detail).target(Cell::plain(figure(standing.target, standing))),
            false => Cell::plain(shown(own_target(period))),
        };
        targets.push(target);
        let point = detail.trend.iter().find(|point| point.period == period);
        let value = point.and_then(|point| point.value);
        let cell = Received(detail).result_of(period, Cell::plain(shown(value)));
        results.push(cell.invented(value.is_some() && point.is_some_and(|point| point.illustrative)));
        for (row, (_, read)) in beside.iter_mut().zip(asked) {
            let now = detail.beside.as_ref().filter(|_| is_now).and_then(|beside| read(beside, detail));
            row.push(now.map_or_else(none, |text| words(&text)));
        }
    }
    columns.push(figures("Estimated outturn"));
    targets.push(none());
    let mut estimate = Cell::plain(shown(detail.year_end().map(|expected| expected.value)));
    if let Some(expected) = detail.year_end() {
        estimate.lines.push(Line::plain(expected.rating.words()));
        let said = expected.said(&detail.indicator, standing.period);
        estimate.lines.extend(said.into_iter().map(Line::plain));
    }
    results.push(estimate);
    columns.push(figures(format!("Next year {}", this.next().code())));
    targets.push(Cell::plain(shown(detail.next_target().map(|target| target.value))));
    results.push(none());
    let mut rows = vec![row(targets), row(results)];
    if of_group.iter().any(Option::is_some) {
        let wide = columns.len();
        rows.extend(beside.into_iter().map(|mut cells| {
            cells.resize_with(wide, none);
            row(cells)
        }));
    }
    Table { rows, ..table(code, "Performance data", columns) }
}

/// Why next year's target is what it is, and what it would take.
fn next_target(detail: &Detail) -> Vec<Line> {
    let Some(target) = detail.next_target() else { return Vec::new() };
    let mut lines = crate::report::prose::lines(detail.next_target_reason());
    if lines.is_empty() {
        lines.push(Line::plain("No reason has been given."));
    }
    lines.extend(detail.takes(target.value).map(Line::plain));
    lines
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
        return (!said).then(|| crate::report::builders::missing("No corrective action has been entered."));
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
            effect.extend(crate::report::builders::labelled(
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

/// Who has signed and what; the lines to sign on where nobody has.
fn sign_off(detail: &Detail, code: String) -> Table {
    let signed = &detail.years.sign_offs;
    if signed.is_empty() {
        let entries = ["Completed by", "Telephone", "Director's signature", "Date"];
        let rows = entries.into_iter().map(|label| row(vec![Cell::plain(label), Cell::default()])).collect();
        return form_table(code, "Sign-off", rows);
    }
    let columns = vec![
        column("Signed off by", ColumnKind::Words, 22),
        column("On", ColumnKind::Date, 10),
        column("Result signed", ColumnKind::Figure, 10),
        column("Recorded by", ColumnKind::Words, 14),
        column("Since then", ColumnKind::Prose, 34),
    ];
    let line = |one: &SignOff| {
        let since = one.since_changed(detail);
        row(vec![
            Cell::plain(&one.role),
            date(one.signed_on, NONE),
            Cell::plain(figure(one.value, &detail.standing)),
            words(&one.by),
            words(since.as_deref().unwrap_or("unchanged")),
        ])
    };
    Table { rows: signed.iter().map(line).collect(), ..table(code, "Sign-off", columns) }
}
