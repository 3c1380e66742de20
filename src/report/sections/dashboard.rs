//! Money and ratings on one glance.

use super::Built;
use crate::domain::Rating;
use crate::domain::money::MoneyUnit;
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::{
    change, column, count, invented_counts, money, percent, rating_cell, row, share, table,
};
use crate::report::received::whole;
use crate::report::template::{Only, Wanted};
use crate::report::words::words;
use crate::workbook::{CommitmentScale, MoneySummary, PlanTally, tally_commitments};

const UNIT: MoneyUnit = MoneyUnit::Thousands;

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let mut blocks = finance(sources, wanted).blocks;
    let (rows, bars) = ratings(sources);
    if !bars.is_empty() {
        if !wanted.without_charts {
            blocks.push(Block::Chart(bars_chart(
                format!("{}-ratings", wanted.code),
                "Ratings as shares",
                bars,
            )));
        }
        blocks.push(Block::Table(Table {
            rows,
            ..table(
                format!("{}-counts", wanted.code),
                "Ratings of indicators and commitments",
                counts(sources),
            )
        }));
        blocks.extend(invented_counts(invented_ratings(sources), "ratings"));
    }
    Built::of(blocks)
}

/// Money alone.
pub(super) fn finance(sources: &Sources, wanted: &Wanted) -> Built {
    let room = &sources.material.budget;
    let money_now = MoneySummary::of(room);
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
    let dash = || Cell::plain(crate::report::make::NONE);
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
            whole(
                change(money_now.variation, UNIT, decimals),
                &room.printed,
                "dashboard.revenue_variance",
                why,
            ),
            percent(money_now.percent),
            rated,
        ]));
    }
    if !room.capital.is_empty() {
        rows.push(row(vec![
            Cell::plain("Capital forecast against latest budget"),
            whole(
                change(money_now.capital_variance, UNIT, fine),
                &room.printed,
                "dashboard.capital_variance",
                why,
            ),
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

fn plans(sources: &Sources) -> Vec<PlanTally> {
    tally_commitments(sources.material.commitments.iter().map(|one| {
        (one.commitment.plan.as_str(), one.commitment.scale, one.rating.as_ref().map(|rating| rating.rating))
    }))
}

/// The plans that are rated in the colours of indicators.
fn coloured(sources: &Sources) -> Vec<PlanTally> {
    plans(sources).into_iter().filter(|plan| plan.scale == CommitmentScale::FourColour).collect()
}

/// Ratings of indicators and commitments that rest on invented figures.
pub(super) fn invented_ratings(sources: &Sources) -> u64 {
    let indicators = sources.indicators(Only::All).filter(|one| one.standing.illustrative).count();
    let rated = sources.material.commitments.iter().filter_map(|one| one.rating.as_ref());
    (indicators + rated.filter(|rating| rating.illustrative).count()) as u64
}

fn counts(sources: &Sources) -> Vec<Column> {
    let mut columns =
        vec![column("Rating", ColumnKind::Rating, 16), column("Indicators", ColumnKind::Figure, 12)];
    columns.extend(coloured(sources).into_iter().map(|plan| column(plan.plan, ColumnKind::Figure, 14)));
    columns
}

fn ratings(sources: &Sources) -> (Vec<Row>, Vec<Bar>) {
    let standing = |rating: Rating| {
        sources.indicators(Only::All).filter(|detail| detail.standing.rating == rating).count() as u64
    };
    let of = sources.indicators(Only::All).filter(|detail| detail.standing.rating.is_colour()).count() as u64;
    let coloured = coloured(sources);
    let known = |rating: Rating| {
        standing(rating) > 0
            || coloured.iter().any(|plan| plan.counts.iter().any(|(other, _)| *other == rating))
    };
    let mut scale: Vec<Rating> =
        Rating::ALL.into_iter().filter(|one| one.is_colour() && known(*one)).collect();
    scale.sort_by_key(|rating| std::cmp::Reverse(rating.severity()));
    let rows = scale
        .iter()
        .map(|rating| {
            let printed = |cell: Cell, field: &str| {
                let field = format!("{field}.{}", rating.code());
                whole(cell, &sources.material.printed, &field, &words().why.counted)
            };
            let counted = printed(share(standing(*rating), of), "summary.overall");
            let mut cells = vec![rating_cell(*rating), counted];
            cells.extend(coloured.iter().map(|plan| {
                let total = plan.total() - plan.unrated;
                let found = plan.counts.iter().find(|(other, _)| other == rating);
                let cell = found.map_or_else(|| count(0), |(_, number)| share(*number, total));
                // What is printed does not say of which plan it is.
                if coloured.len() == 1 { printed(cell, "commitments") } else { cell }
            }));
            row(cells)
        })
        .collect();
    let part = |rating: Rating, count: u64| Part { label: rating.title().to_owned(), rating, count };
    let mut bars = Vec::new();
    if of > 0 {
        let parts = scale.iter().map(|rating| part(*rating, standing(*rating))).collect();
        bars.push(Bar { label: "Indicators".to_owned(), parts });
    }
    for plan in plans(sources) {
        let parts = plan.counts.iter().map(|(rating, count)| part(*rating, *count)).collect();
        bars.push(Bar { label: plan.plan, parts });
    }
    (rows, kept(bars))
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

/// Bars with what they show in words.
pub(super) fn bars_chart(code: String, caption: &str, bars: Vec<Bar>) -> Chart {
    let bars = kept(bars);
    let said: Vec<String> = bars
        .iter()
        .map(|bar| {
            let parts: Vec<String> =
                bar.parts.iter().map(|part| format!("{} {}", part.count, part.label)).collect();
            format!("{}: {} of {}.", bar.label, parts.join(", "), bar.total())
        })
        .collect();
    Chart {
        code,
        caption: caption.to_owned(),
        alt: said.join(" "),
        data: ChartData::Bars(bars),
        anchor: None,
    }
}
