//! The overview of a period and its reds, as linear text.

use std::collections::BTreeMap;

use super::book::unexpected;
use super::standing::result;
use super::{Book, Context, Failure, Out};
use crate::domain::{Period, Rating, Reportable};
use crate::ui::facts::{figure, review_word, variance};
use crate::workbook::*;

/// Prints the overview of the period the workbook opens at, then its reds.
pub fn print(context: &Context, out: &mut Out, book: &Book) -> Result<(), Failure> {
    let workbook = &book.opening.workbook;
    let period = workbook.current_period.clone();
    let query = Query::Overview { period: period.clone(), today: context.world.now.date() };
    let overview = match book.store.answer(&query)? {
        Data::Overview(overview) => overview,
        other => return Err(unexpected(&other)),
    };
    let title = Period::parse(&period).map_or_else(|_| period.clone(), Period::title);
    out.line(&format!("{}, {}", workbook.organisation, workbook.service))?;
    out.line(&format!("{title}, {}", super::list::period_status(book.period_record(&period)?.status)))?;
    if let Some(published) = overview.published_text() {
        out.paragraph(&format!("Published: {published}"), 0)?;
    }
    if !workbook.note.is_empty() {
        out.paragraph(&workbook.note, 0)?;
    }
    out.heading("Indicators by type")?;
    out.paragraph(&sentence_of(&overview.reportable()), 0)?;
    for (kind, ratings) in by_kind(&overview.tallies) {
        let total: u64 = ratings.values().sum();
        let parts: Vec<String> = Rating::ALL
            .iter()
            .filter_map(|rating| {
                ratings.get(rating.code()).map(|count| format!("{count} {}", rating.title()))
            })
            .collect();
        out.paragraph(&format!("{kind}: {total} ({})", parts.join(", ")), 0)?;
    }
    let review = overview.review;
    out.heading("Review")?;
    out.line(&format!(
        "To review: {}. Reviewed: {}. Skipped: {}. Changed since: {}.",
        review.to_review, review.reviewed, review.skipped, review.changed_since
    ))?;
    let actions = overview.actions;
    out.heading("Actions")?;
    out.line(&format!(
        "Open: {}. Overdue: {}. Due within 14 days: {}. Without a date: {}. Without an owner: {}.",
        actions.open, actions.overdue, actions.due_soon, actions.undated, actions.unowned
    ))?;
    reds(out, book, &period)
}

/// "8 of 9 reportable on track, 1 not reportable.", as a sentence of its own.
fn sentence_of(counted: &Reportable) -> String {
    let said = counted.sentence();
    let mut letters = said.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// Counts by type, then by rating.
fn by_kind(tallies: &[Tally]) -> BTreeMap<&str, BTreeMap<&'static str, u64>> {
    let mut kinds: BTreeMap<&str, BTreeMap<&'static str, u64>> = BTreeMap::new();
    for tally in tallies {
        *kinds.entry(&tally.kind).or_default().entry(tally.rating.code()).or_default() += tally.count;
    }
    kinds
}

/// Every indicator whose rating is reviewed, worst first, a record each.
fn reds(out: &mut Out, book: &Book, period: &str) -> Result<(), Failure> {
    let filter = Filter { ratings: book.opening.workbook.review_ratings.clone(), ..Filter::default() };
    let mut start = 0;
    loop {
        let list = book.indicators(ListRequest {
            period: period.to_owned(),
            sort: SortBy::Worst,
            descending: false,
            filter: filter.clone(),
            window: Window { start, length: super::book::WINDOW },
            around: None,
        })?;
        if start == 0 {
            let (_, many) = book.opening.workbook.reviewed();
            let named = if many == "reds" { "Reds to review" } else { "Indicators to review" };
            out.heading(&format!("{named}, worst first: {}", list.total))?;
        }
        start += list.rows.len() as u64;
        for row in &list.rows {
            red(out, row)?;
        }
        if list.rows.is_empty() || start >= list.total {
            return Ok(());
        }
    }
}

fn red(out: &mut Out, row: &Standing) -> Result<(), Failure> {
    out.gap()?;
    out.field("Reference", &row.reference)?;
    out.field("Description", &row.description)?;
    out.field("Rating", &crate::workbook::figures::rating(row))?;
    out.field("Result", &result(row))?;
    out.field("Target", &format!("{}, {}", figure(row.target, row), variance(row)))?;
    out.field(
        "Previous result",
        &format!("{}, {}", figure(row.previous, row), row.direction.title().to_lowercase()),
    )?;
    if !row.owner.is_empty() {
        out.field("Owner", &row.owner)?;
    }
    out.field("Review", review_word(row.review))
}
