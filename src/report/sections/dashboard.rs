//! Money and ratings on one glance.

use super::Built;
use super::commitments::{Plans, invented_of};
use crate::domain::Rating;
use crate::domain::money::MoneyUnit;
use crate::report::build::Sources;
use crate::report::builders::{
    change, column, invented_counts, money, part, percent, rating_cell, row, share, table,
};
use crate::report::document::*;
use crate::report::received::{printed_of_indicators, whole};
use crate::report::template::{Only, Wanted};
use crate::report::words::words;
use crate::workbook::{CommitmentScale, MoneySummary, Standing};

const UNIT: MoneyUnit = MoneyUnit::Thousands;

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let mut blocks = finance(sources, wanted).blocks;
    if let Some((counts, bars)) = ratings(sources, format!("{}-counts", wanted.code)) {
        if !wanted.without_charts {
            blocks.push(Block::Chart(bars_chart(
                format!("{}-ratings", wanted.code),
                "Ratings as shares",
                bars,
            )));
        }
        blocks.push(Block::Table(counts));
        blocks.extend(invented_counts(invented_ratings(sources), "ratings"));
    }
    Built::of(blocks)
}

/// Money alone.
pub(super) fn finance(sources: &Sources, wanted: &Wanted) -> Built {
    let room = &sources.material.budget;
    let money_now = MoneySummary::of(room);
    // The printed sums are of the workbook's own service.
    let mut lines = room.revenue.iter().map(|row| &row.node).chain(room.capital.iter().map(|row| &row.node));
    let of_own = lines.all(|node| sources.material.is_own(&node.line.service));
    let printed = if of_own { &room.printed[..] } else { &[] };
    if room.revenue.is_empty() && room.capital.is_empty() && room.savings.is_empty() {
        return Built::default();
    }
    let columns = vec![
        column("Measure", ColumnKind::Words, 34),
        column(format!("Amount ({})", UNIT.title()), ColumnKind::Money, 12),
        column("Share of budget", ColumnKind::Figure, 12),
        column("Rating", ColumnKind::Rating, 12),
    ];
    let decimals = UNIT.decimals(money_now.rounding);
    let fine = UNIT.decimals(room.capital.iter().map(|row| row.rounding()).min().unwrap_or(100_000));
    let dash = || Cell::plain(crate::report::builders::NONE);
    let why = &words().why.tables;
    let mut rows = Vec::new();
    if !room.revenue.is_empty() {
        rows.push(row(vec![
            Cell::plain("Revised revenue budget"),
            money(money_now.revised, UNIT, decimals),
            dash(),
            dash(),
        ]));
        let rated = if money_now.rating == Rating::None { dash() } else { rating_cell(money_now.rating) };
        rows.push(row(vec![
            Cell::plain("Projected year-end revenue variance"),
            whole(change(money_now.variation, UNIT, decimals), printed, "dashboard.revenue_variance", why),
            percent(money_now.percent),
            rated,
        ]));
    }
    if !room.capital.is_empty() {
        rows.push(row(vec![
            Cell::plain("Capital forecast against latest budget"),
            whole(change(money_now.capital_variance, UNIT, fine), printed, "dashboard.capital_variance", why),
            dash(),
            dash(),
        ]));
    }
    if !room.savings.is_empty() {
        rows.push(row(vec![
            Cell::plain("Savings counted on"),
            money(money_now.savings_target, UNIT, decimals),
            dash(),
            dash(),
        ]));
        rows.push(row(vec![
            Cell::plain("Savings at risk or not deliverable: shortfall"),
            money(money_now.savings_short, UNIT, decimals),
            dash(),
            dash(),
        ]));
    }
    let table = Table { rows, ..table(format!("{}-finance", wanted.code), "Finance", columns) };
    Built::of(vec![Block::Table(table)])
}

/// Ratings of indicators and commitments that rest on invented figures.
fn invented_ratings(sources: &Sources) -> u64 {
    let indicators = sources.indicators(Only::All).filter(|one| one.standing.illustrative).count();
    (indicators + invented_of(&sources.material.commitments.iter().collect::<Vec<_>>())) as u64
}

/// The counts of ratings, a row for each, and the bars of them.
fn ratings(sources: &Sources, code: String) -> Option<(Table, Vec<Bar>)> {
    let all: Vec<&Standing> = sources.indicators(Only::All).map(|detail| &detail.standing).collect();
    let of = all.iter().filter(|one| one.rating.is_colour()).count() as u64;
    let plans = Plans::of(sources);
    // Only these are rated in the colours of indicators.
    let coloured = plans.of_scale(CommitmentScale::FourColour);
    let known = |rating: Rating| {
        all.iter().any(|one| one.rating == rating)
            || coloured.iter().any(|plan| plan.counts.iter().any(|(other, _)| *other == rating))
    };
    let mut scale: Vec<Rating> =
        Rating::ALL.into_iter().filter(|one| one.is_colour() && known(*one)).collect();
    scale.sort_by_key(|rating| std::cmp::Reverse(rating.severity()));
    let mut columns =
        vec![column("Rating", ColumnKind::Rating, 16), column("Indicators", ColumnKind::Figure, 12)];
    columns.extend(coloured.iter().map(|plan| column(&plan.plan, ColumnKind::Figure, 14)));

    let mut bars = vec![Bar { label: "Indicators".to_owned(), parts: Vec::new() }];
    let mut rows = Vec::new();
    for rating in &scale {
        let rated = all.iter().filter(|one| one.rating == *rating);
        let number = rated.clone().count() as u64;
        let cell = share(number, of).invented(rated.clone().any(|one| one.illustrative));
        let cell = printed_of_indicators(sources, cell, &format!("summary.overall.{}", rating.code()));
        bars[0].parts.push(part(*rating, number, &cell));
        let mut cells = vec![rating_cell(*rating), cell];
        cells.extend(coloured.iter().map(|plan| plan.cell(*rating)));
        rows.push(row(cells));
    }
    bars.extend(plans.all().map(|plan| Bar {
        label: plan.plan.clone(),
        parts:
            plan.counts.iter().map(|(rating, number)| part(*rating, *number, &plan.cell(*rating))).collect(),
    }));
    let bars = kept(bars);
    (!bars.is_empty())
        .then(|| (Table { rows, ..table(code, "Ratings of indicators and commitments", columns) }, bars))
}

/// Bars without parts of nothing; none without a part.
fn kept(bars: Vec<Bar>) -> Vec<Bar> {
    bars.into_iter()
        .map(|mut bar| {
            bar.parts.retain(|part| part.count > 0);
            bar
        })
        .filter(|bar| !bar.parts.is_empty())
        .collect()
}

/// Bars as a chart.
pub(super) fn bars_chart(code: String, caption: &str, bars: Vec<Bar>) -> Chart {
    // Told by its data once they are all marked.
    let data = ChartData::Bars(kept(bars));
    Chart { code, caption: caption.to_owned(), alt: String::new(), data, anchor: None }
}
