//! Steps with periods: what is unfinished in one, closing it, opening it again.

use crate::domain::Rating;
use crate::workbook::answer::Overview;
use crate::workbook::change::{Change, Record};
use crate::workbook::record::*;
use crate::workbook::views::checks::CheckReport;

/// What is unfinished in a period, a sentence each; empty where it can be closed without a second
/// thought. `drafts` is how many of its texts are not saved to the workbook; `reviewed` is what
/// [`crate::workbook::Workbook::reviewed`] calls those that are reviewed.
pub fn unfinished(
    overview: &Overview,
    reviewed: (&str, &str),
    checks: Option<&CheckReport>,
    drafts: usize,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |count: u64, one: &str, many: &str| match count {
        0 => {}
        1 => found.push(format!("1 {one}")),
        count => found.push(format!("{count} {many}")),
    };
    let review = overview.review;
    let (one, many) = reviewed;
    for (count, singular, plural) in [
        (review.to_review, "is not reviewed", "are not reviewed"),
        (review.changed_since, "changed after it was reviewed", "changed after they were reviewed"),
        (review.skipped, "was skipped", "were skipped"),
    ] {
        say(count, &format!("{one} {singular}"), &format!("{many} {plural}"));
    }
    let awaited = overview.tallies.iter().filter(|tally| tally.rating == Rating::AwaitingData);
    say(
        awaited.map(|tally| tally.count).sum(),
        "indicator has no result yet",
        "indicators have no result yet",
    );
    say(overview.actions.unowned, "open action has no owner", "open actions have no owner");
    say(overview.actions.undated, "open action has no due date", "open actions have no due date");
    say(drafts as u64, "draft is not saved to the workbook", "drafts are not saved to the workbook");
    let blocking = checks.map_or(0, |checks| checks.blocking().count());
    say(
        blocking as u64,
        "error that the checks found would keep the report from going out",
        "errors that the checks found would keep the report from going out",
    );
    found
}

/// Closes a period: its figures and words can then only be read.
pub fn close_period(record: &PeriodRecord, because: &str) -> Change {
    let closed = PeriodRecord { status: PeriodStatus::Closed, ..record.clone() };
    Change::new(format!("Close {}", title(record))).because(because.trim()).put(Record::Period(closed))
}

/// Opens a closed period again, for a reason.
pub fn reopen_period(record: &PeriodRecord, because: &str) -> Change {
    let because = because.trim();
    let open =
        PeriodRecord { status: PeriodStatus::Open, reopened_because: because.to_owned(), ..record.clone() };
    Change::new(format!("Reopen {}", title(record))).because(because).put(Record::Period(open))
}

fn title(record: &PeriodRecord) -> String {
    record.code.title()
}
