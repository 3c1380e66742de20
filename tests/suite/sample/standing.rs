//! How the sample's indicators stand by the workbook's scheme, beside what
//! the report prints.

use std::collections::BTreeMap;

use quarterdeck::domain::{Comparator, Direction, Period, Rating, Scheme};
use quarterdeck::sample;
use quarterdeck::workbook::standing::{Inputs, judge};
use quarterdeck::workbook::{
    Edit, Id, Indicator, PeriodRecord, RatingOverride, Record, ResultRecord, ReviewMark, Standing, Target,
};

/// Everything the sample holds, by what it belongs to.
#[derive(Default)]
struct Tables {
    indicators: Vec<Indicator>,
    periods: BTreeMap<String, PeriodRecord>,
    targets: BTreeMap<(Id, String), Target>,
    results: BTreeMap<(Id, String), ResultRecord>,
    overrides: BTreeMap<(Id, String), RatingOverride>,
    /// Printed directions of travel.
    travel: BTreeMap<Id, String>,
}

fn tables(edits: Vec<Edit>) -> Tables {
    let mut tables = Tables::default();
    for edit in edits {
        let Edit::Put(record) = edit else { panic!("the sample removes nothing") };
        match record {
            Record::Indicator(r) => tables.indicators.push(r),
            Record::Period(r) => drop(tables.periods.insert(r.code.code(), r)),
            Record::Target(r) => drop(tables.targets.insert((r.indicator_id, r.period.code()), r)),
            Record::Result(r) => drop(tables.results.insert((r.indicator_id, r.period.code()), r)),
            Record::RatingOverride(r) => {
                drop(tables.overrides.insert((r.indicator_id, r.period.code()), r));
            }
            Record::Printed(r) if r.field == "direction_of_travel" => {
                tables.travel.extend(r.indicator_id.map(|id| (id, r.text)));
            }
            _ => {}
        }
    }
    tables
}

/// Every indicator's standing in the quarter reported, and its printed
/// direction of travel where there is one.
fn standings() -> Vec<(Standing, Option<String>)> {
    let (workbook, edits) = sample::workbook().expect("the sample is sound");
    let tables = tables(edits);
    let period = workbook.current_period.expect("a period");
    let scheme = Scheme::find(Scheme::built_in(), &workbook.scheme, period).expect("the scheme");
    let of = |id: Id, period: Period| (id, period.code());
    let judged = tables.indicators.iter().map(|indicator| {
        let id = indicator.id;
        let last_year = period.same_period_last_year();
        let before = match indicator.comparator {
            Comparator::PreviousPeriod => period.previous(),
            Comparator::SamePeriodLastYear => last_year,
            Comparator::LastOutturn => period.whole_year().previous(),
        };
        let standing = judge(&Inputs {
            indicator,
            period: &tables.periods[&period.code()],
            first_month: workbook.first_month,
            scheme,
            result: tables.results.get(&of(id, period)),
            target: tables.targets.get(&of(id, period)),
            year_target: tables.targets.get(&of(id, period.whole_year())),
            comparator: tables.results.get(&of(id, before)),
            same_period_last_year: tables.results.get(&of(id, last_year)),
            rating_override: tables.overrides.get(&of(id, period)),
            benchmark: None,
            review: None,
            review_ratings: &workbook.review_ratings,
            breaks: &[],
        });
        (standing, tables.travel.get(&id).cloned())
    });
    judged.collect()
}

/// Green, Green Amber, Red Amber and Red among one kind of indicator.
fn counts(kind: &str) -> [usize; 4] {
    let standings = standings();
    [Rating::Green, Rating::GreenAmber, Rating::RedAmber, Rating::Red]
        .map(|rating| standings.iter().filter(|(s, _)| s.kind == kind && s.rating == rating).count())
}

#[test]
fn strategic_ratings_are_those_printed() {
    assert_eq!(counts("Strategic"), [5, 1, 1, 5]);
}

/// The report prints 2, 1, 0 and 5, but says neither which indicator is Green
/// Amber nor why: the nearest, AC/C12, made 62.5% of the improvement wanted.
#[test]
fn critical_ratings_have_one_more_red_than_printed() {
    assert_eq!(counts("Critical"), [2, 0, 0, 6]);
}

#[test]
fn the_two_between_red_and_green_are_the_ones_reported() {
    for (reference, rating) in [("AC/S3", Rating::RedAmber), ("AC/S16", Rating::GreenAmber)] {
        let standings = standings();
        let found = standings.iter().find(|(s, _)| s.reference == reference);
        assert_eq!(found.map(|(s, _)| s.rating), Some(rating), "{reference}");
    }
}

#[test]
fn direction_of_travel_is_as_printed_except_beside_a_full_year() {
    for (standing, printed) in standings() {
        let Some(printed) = printed else { continue };
        let expected = match (standing.reference.as_str(), printed.as_str()) {
            ("AC/S9" | "AC/C1" | "AC/C14", _) => Direction::NotComparable,
            (_, "Improving") => Direction::Improving,
            (_, "Worsening") => Direction::Worsening,
            (reference, other) => panic!("{reference}: {other}"),
        };
        assert_eq!(standing.direction, expected, "{}", standing.reference);
    }
}

#[test]
fn every_red_is_there_to_be_reviewed() {
    let reviewed = |s: &Standing| matches!(s.rating, Rating::Red | Rating::RedAmber);
    for (standing, _) in standings() {
        let expected = if reviewed(&standing) { ReviewMark::ToReview } else { ReviewMark::NotNeeded };
        assert_eq!(standing.review, expected, "{}", standing.reference);
    }
}

#[test]
fn ratings_given_without_figures_show_as_given() {
    let paf: Vec<_> = standings().into_iter().filter(|(s, _)| s.kind == "PAF").collect();
    assert_eq!(paf.len(), 6);
    for (standing, _) in paf {
        assert!(standing.overridden && standing.rating == Rating::Red, "{}", standing.reference);
        assert!(standing.computed_rating != Rating::Red, "{}", standing.reference);
        assert_eq!(standing.value, None, "{}", standing.reference);
    }
}
