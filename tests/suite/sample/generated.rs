//! Generated workbooks: the same every time, and of the size asked for.

use std::collections::{BTreeMap, BTreeSet};

use quarterdeck::domain::{Rating, Scheme};
use quarterdeck::sample::generate::MAX_PERIODS;
use quarterdeck::sample::generated;
use quarterdeck::workbook::standing::{Inputs, judge};
use quarterdeck::workbook::{Record, ResultRecord, Target};

#[test]
fn quarters_end_with_the_last_of_2025_26_and_years_come_before_them() {
    let codes: Vec<_> = generated(1, 6).periods().map(|period| period.code.code()).collect();
    let expected = [
        "2024/25",
        "2024/25-Q3",
        "2024/25-Q4",
        "2025/26",
        "2025/26-Q1",
        "2025/26-Q2",
        "2025/26-Q3",
        "2025/26-Q4",
    ];
    assert_eq!(codes, expected);
    let open: Vec<_> = generated(1, 6).periods().filter(|p| p.is_open()).map(|p| p.code.code()).collect();
    assert_eq!(open, ["2025/26", "2025/26-Q4"]);
    assert_eq!(generated(1, 6).workbook().current_period, Some("2025/26-Q4".parse().unwrap()));
}

#[test]
fn a_century_has_its_turn_of_the_century() {
    let codes: BTreeSet<_> = generated(0, u32::MAX).periods().map(|period| period.code).collect();
    let quarters =
        codes.iter().filter(|code| code.kind() == quarterdeck::domain::PeriodKind::Quarter).count();
    assert_eq!(quarters as u32, MAX_PERIODS);
    assert!(codes.contains(&"1999/00-Q4".parse().unwrap()) && codes.contains(&"1926/27-Q1".parse().unwrap()));
    assert_eq!(generated(0, 0).periods().count(), 2);
}

#[test]
fn references_are_as_wide_as_they_need_to_be() {
    assert_eq!(generated(5, 1).indicator(0).reference, "IND-000001");
    assert_eq!(generated(12_345_678, 1).indicator(0).reference, "IND-00000001");
    assert_eq!(generated(12_345_678, 1).indicator(12_345_677).reference, "IND-12345678");
    assert_eq!(generated(5, 1).indicator(4).description, "Indicator 5");
}

#[test]
fn the_same_is_made_every_time() {
    let all = |indicators| generated(indicators, 5).records().collect::<Vec<_>>();
    assert_eq!(all(50), all(50));
    let figures = |indicators| generated(indicators, 5).figures(7, 1).collect::<Vec<_>>();
    assert_eq!(figures(10), figures(1_000_000));
}

#[test]
fn each_indicator_comes_before_its_figures() {
    let mut current = 0;
    let mut count = 0;
    for record in generated(30, 4).records() {
        match record {
            Record::Indicator(indicator) => {
                count += 1;
                current = indicator.id;
                assert_eq!(current, -count);
            }
            Record::Target(Target { indicator_id, .. })
            | Record::Result(ResultRecord { indicator_id, .. }) => {
                assert_eq!(indicator_id, current);
            }
            _ => {}
        }
    }
    assert_eq!(count, 30);
}

#[test]
fn a_great_many_are_made_without_being_kept() {
    let generated = generated(u64::from(u32::MAX), 8);
    assert!(generated.records().take(1_000).count() == 1_000);
    let last = generated.indicators() - 1;
    assert!(generated.figures(last, 1).count() >= 8);
}

#[test]
fn some_have_no_target_and_some_no_result_yet() {
    let generated = generated(400, 4);
    let (mut untargeted, mut awaiting, mut acting) = (0, 0, 0);
    for n in 0..generated.indicators() {
        let records: Vec<_> = generated.figures(n, 1).collect();
        let results = records.iter().filter(|r| matches!(r, Record::Result(_))).count();
        untargeted += u32::from(!records.iter().any(|r| matches!(r, Record::Target(_))));
        awaiting += u32::from(results == 3);
        acting += u32::from(records.iter().any(|r| matches!(r, Record::Action(_))));
    }
    assert!((2..40).contains(&untargeted), "{untargeted}");
    assert!((2..40).contains(&awaiting), "{awaiting}");
    assert_eq!(acting, 40);
}

#[test]
fn percentages_stay_between_0_and_100() {
    for record in generated(300, 8).records() {
        if let Record::Result(result) = record
            && let (Some(numerator), Some(denominator)) = (result.numerator, result.denominator)
        {
            assert!(numerator >= 0.0 && denominator > 0.0, "{result:?}");
        }
    }
    for n in (0..300).filter(|&n| generated(300, 1).indicator(n).scale == 100.0) {
        for record in generated(300, 8).figures(n, 1) {
            if let Record::Result(result) = record {
                assert!(result.numerator <= result.denominator, "{result:?}");
            }
        }
    }
}

#[test]
fn every_rating_of_the_scheme_occurs_in_plenty() {
    let generated = generated(600, 2);
    let workbook = generated.workbook();
    let scheme = Scheme::built_in().iter().find(|scheme| scheme.code == workbook.scheme);
    let periods: Vec<_> = generated.periods().collect();
    let mut counts = BTreeMap::new();
    for n in 0..generated.indicators() {
        let (mut targets, mut results) = (BTreeMap::new(), BTreeMap::new());
        for record in generated.figures(n, 1) {
            match record {
                Record::Target(target) => drop(targets.insert(target.period, target)),
                Record::Result(result) => drop(results.insert(result.period, result)),
                _ => {}
            }
        }
        let standing = judge(&Inputs {
            indicator: &generated.indicator(n),
            period: periods.last().expect("a period"),
            first_month: workbook.first_month,
            scheme: scheme.expect("the scheme"),
            result: results.get(&"2025/26-Q4".parse().unwrap()),
            target: targets.get(&"2025/26-Q4".parse().unwrap()),
            year_target: None,
            comparator: results.get(&"2025/26-Q3".parse().unwrap()),
            same_period_last_year: None,
            rating_override: None,
            benchmark: None,
            review: None,
            review_ratings: &workbook.review_ratings,
            breaks: &[],
        });
        *counts.entry(standing.rating.code()).or_insert(0) += 1;
    }
    use Rating::{AwaitingData, Green, GreenAmber, MonitorOnly, Red, RedAmber};
    for (rating, least) in [(Green, 60), (GreenAmber, 30), (RedAmber, 30), (Red, 60)] {
        assert!(counts.get(rating.code()).is_some_and(|&n| n >= least), "{rating:?}: {counts:?}");
    }
    for rating in [AwaitingData, MonitorOnly] {
        assert!(counts.contains_key(rating.code()), "{rating:?}: {counts:?}");
    }
}
