//! Comparing organisations: worked values, and what holds whatever the figures.

use proptest::prelude::*;
use quarterdeck::domain::change::{Case, Level, Observation, Rules};
use quarterdeck::domain::compare::average::{Position, compare};
use quarterdeck::domain::compare::words::directions_sentence;
use quarterdeck::domain::compare::*;
use quarterdeck::domain::improvement::improvement;
use quarterdeck::domain::organisation::OrganisationClass;
use quarterdeck::domain::{Direction, Measure, MeasureSpec, Polarity};

const BAND: Polarity = Polarity::Band { low: 10.0, high: 20.0 };

fn ranks(values: &[Option<f64>], polarity: Polarity) -> Vec<Option<u32>> {
    places(values, polarity).unwrap().iter().map(|place| place.map(|place| place.rank)).collect()
}

#[test]
fn ranks_are_best_first_and_ties_share_the_smallest() {
    let values = [7.2, 7.9, 7.9, 8.4, 6.0].map(Some);
    assert_eq!(ranks(&values, Polarity::Higher), [4, 2, 2, 1, 5].map(Some));
    assert_eq!(ranks(&values, Polarity::Lower), [2, 3, 3, 5, 1].map(Some));
    // Those without a figure have no place, and are not counted.
    let values = [Some(1.0), None, Some(3.0), Some(f64::NAN)];
    assert_eq!(ranks(&values, Polarity::Higher), [Some(2), None, Some(1), None]);
    assert_eq!(places(&values, Polarity::Higher).unwrap()[0].unwrap().of, 2);
    // Binary error parts nobody: 0.1 + 0.2 is 0.3.
    assert_eq!(ranks(&[Some(0.1 + 0.2), Some(0.3)], Polarity::Higher), [1, 1].map(Some));
    assert_eq!(ranks(&[], Polarity::Higher), []);
}

#[test]
fn what_a_target_takes_is_as_worked_by_hand() {
    use Polarity::{Higher, Lower, None as Neither};
    // From, to, polarity, numerator and denominator, scale; then change, percent, better, counted.
    let cases = [
        (18.2, 20.0, Higher, Some((42.0, 231.0)), 100.0, 1.8, Some(9.89), Some(true), Some(5)),
        // Just on the target is enough, and one fewer is wanted of what is to fall.
        (20.0, 25.0, Higher, Some((4.0, 20.0)), 100.0, 5.0, Some(25.0), Some(true), Some(1)),
        (20.0, 16.0, Lower, Some((4.0, 20.0)), 100.0, -4.0, Some(-20.0), Some(true), Some(-1)),
        (41.4, 38.0, Lower, None, 1.0, -3.4, Some(-8.21), Some(true), None),
        (41.4, 45.0, Lower, None, 1.0, 3.6, Some(8.70), Some(false), None),
        (0.0, 3.0, Neither, None, 1.0, 3.0, None, None, None),
        (-4.0, -2.0, Higher, None, 1.0, 2.0, Some(50.0), Some(true), None),
        (5.0, 5.0, Higher, Some((1.0, 20.0)), 100.0, 0.0, Some(0.0), None, Some(0)),
        (25.0, 15.0, BAND, None, 1.0, -10.0, Some(-40.0), Some(true), None),
        (15.0, 12.0, BAND, None, 1.0, -3.0, Some(-20.0), Some(false), None),
        // Nothing is counted from nought, and fewer than none cannot be had.
        (1.0, 2.0, Higher, Some((0.0, 0.0)), 100.0, 1.0, Some(100.0), Some(true), None),
        (5.0, -5.0, Lower, Some((1.0, 20.0)), 100.0, -10.0, Some(-200.0), Some(true), None),
    ];
    for (from, to, polarity, of, scale, change, percent, better, counted) in cases {
        let found = improvement(from, to, polarity, of, scale);
        assert!((found.change - change).abs() < 1e-9, "{from} {to}: {found:?}");
        let near = |percent: f64| found.percent.is_some_and(|one| (one - percent).abs() < 0.01);
        assert!(percent.map_or(found.percent.is_none(), near), "{from} {to}: {found:?}");
        assert_eq!((found.better, found.counted), (better, counted), "{from} {to}");
    }
}

proptest! {
    #[test]
    fn as_many_more_as_a_target_takes_reach_it_and_one_fewer_does_not(
        denominator in 1_u32..5_000,
        share in 0.0_f64..1.0,
        to in 0.1_f64..99.9,
    ) {
        let (denominator, numerator) = (f64::from(denominator), (f64::from(denominator) * share).floor());
        let from = numerator / denominator * 100.0;
        prop_assume!(to > from + 1e-6);
        let found = improvement(from, to, Polarity::Higher, Some((numerator, denominator)), 100.0);
        let more = found.counted.unwrap() as f64;
        let reached = |more: f64| (numerator + more) / denominator * 100.0;
        prop_assert!(reached(more) >= to - 1e-6 && reached(more - 1.0) < to);
    }
}

#[test]
fn nobody_is_first_where_no_way_is_better() {
    let values = [Some(1.0), Some(2.0)];
    assert_eq!(places(&values, BAND), Err(NoRank::AimForABand));
    assert_eq!(places(&values, Polarity::None), Err(NoRank::NoJudgement));
    assert!(NoRank::AimForABand.because().contains("band"));
    assert!(NoRank::NoJudgement.because().contains("neither way"));
}

#[test]
fn quartiles_are_as_worked_by_hand() {
    // q = 5 − ceil((n + 1 − rank) ÷ (n ÷ 4)).
    let all = |n: u32| (1..=n).map(|rank| quartile(rank, n).unwrap()).collect::<Vec<u8>>();
    assert_eq!(all(4), [1, 2, 3, 4]);
    assert_eq!(all(5), [1, 1, 2, 3, 4]);
    assert_eq!(all(8), [1, 1, 2, 2, 3, 3, 4, 4]);
    assert_eq!(all(14), [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4]);
    for n in 0..4 {
        assert_eq!(quartile(1, n), None, "{n}");
    }
    assert_eq!((quartile(0, 8), quartile(9, 8)), (None, None));
    assert_eq!(
        Place { rank: 3, of: 14, quartile: quartile(3, 14) }.sentence_part(),
        "3rd of 14, top quartile"
    );
    assert_eq!(Place { rank: 2, of: 3, quartile: None }.sentence_part(), "2nd of 3");
    let ordinals = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(rank::ordinal);
    assert_eq!(ordinals, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]);
}

#[test]
fn a_spread_is_as_worked_by_hand() {
    let found = Spread::of([1.0, 2.0, 3.0, 4.0, 100.0]).unwrap();
    assert_eq!((found.n, found.lowest, found.median, found.mean, found.highest), (5, 1.0, 3.0, 22.0, 100.0));
    // Distances from 3 are 2, 1, 0, 1, 97: the middle one is 1.
    assert_eq!(found.median_deviation, 1.0);
    assert_eq!((found.deviations(1.0), found.deviations(100.0)), (Some(-2.0), Some(97.0)));
    assert_eq!(Spread::of([4.0, 1.0]).unwrap().median, 2.5);
    assert_eq!(Spread::of([f64::NAN]), None);
    // Most are the same: there is nothing to measure by.
    assert_eq!(Spread::of([5.0, 5.0, 5.0, 9.0]).unwrap().deviations(9.0), None);
    // 30 of 100 and 10 of 900: 4%, and not the 15.6% that the two shares make.
    assert_eq!(pooled([(30.0, 100.0), (10.0, 900.0)], 100.0), Some(4.0));
    assert_eq!(pooled([(30.0, 100.0), (10.0, 0.0)], 100.0), None);
    assert_eq!(pooled([], 100.0), None);
}

fn case(measure: Measure, polarity: Polarity, value: f64, counts: Option<(f64, f64)>) -> Case<'static> {
    Case {
        spec: MeasureSpec { measure, unit_name: "", scale: 100.0, decimals: 1 },
        polarity,
        counted: "",
        level: Level::Usual,
        rules: Rules::built_in(),
        now: Observation {
            value,
            numerator: counts.map(|counts| counts.0),
            denominator: counts.map(|counts| counts.1),
            coverage: None,
        },
        series: &[],
    }
}

#[test]
fn counts_tell_better_similar_and_worse_and_nothing_else_tells_above_and_below() {
    let share = |polarity, x: f64, n: f64, average| {
        compare(&case(Measure::Percentage, polarity, 100.0 * x / n, Some((x, n))), average).against.code()
    };
    // 872 of 1,342 is 65.0%, and its Wilson interval 62.4% to 67.5%.
    assert_eq!(share(Polarity::Higher, 872.0, 1342.0, 66.0), "similar");
    assert_eq!(share(Polarity::Higher, 872.0, 1342.0, 60.0), "better");
    assert_eq!(share(Polarity::Higher, 872.0, 1342.0, 75.2), "worse");
    assert_eq!(share(Polarity::Lower, 872.0, 1342.0, 75.2), "better");
    assert_eq!(share(Polarity::None, 872.0, 1342.0, 60.0), "above");
    assert_eq!(share(Polarity::None, 872.0, 1342.0, 75.2), "below");
    let score = |value, average| {
        let found = compare(&case(Measure::Average, Polarity::Higher, value, None), average);
        (found.against.code(), found.interval)
    };
    assert_eq!(score(7.2, 7.24), ("same", None));
    assert_eq!(score(7.3, 7.24), ("above", None));
    assert_eq!(score(7.1, 7.24), ("below", None));
    // A share whose counts nobody gave, and one whose counts are wrong, tell no more.
    let bare = compare(&case(Measure::Percentage, Polarity::Higher, 65.0, None), 60.0);
    assert_eq!(bare.against, AgainstAverage::Above);
    let wrong = compare(&case(Measure::Percentage, Polarity::Higher, 65.0, Some((9.0, 3.0))), 60.0);
    assert_eq!(wrong.against, AgainstAverage::Above);
}

#[test]
fn rates_and_counts_have_intervals_and_averages_have_none() {
    let of = |measure, scale, polarity, (x, n): (f64, f64), average| {
        let mut case = case(measure, polarity, scale * x / n, Some((x, n)));
        case.spec.scale = scale;
        compare(&case, average)
    };
    // 49 of 100,000: Byar's 95% interval of 49 cases is 36.2 to 64.8 for every 100,000.
    let rate = |polarity, average| of(Measure::Rate, 100_000.0, polarity, (49.0, 100_000.0), average);
    let interval = rate(Polarity::Lower, 50.0).interval.unwrap();
    assert!((interval.low - 36.2).abs() < 0.1 && (interval.high - 64.8).abs() < 0.1, "{interval:?}");
    for (polarity, average, against) in [
        (Polarity::Lower, 50.0, "similar"),
        (Polarity::Lower, 70.0, "better"),
        (Polarity::Lower, 30.0, "worse"),
        (Polarity::Higher, 70.0, "worse"),
        (Polarity::None, 70.0, "below"),
    ] {
        assert_eq!(rate(polarity, average).against.code(), against, "{polarity:?} {average}");
    }
    // Days a case: what is counted above the line are no cases, so that there is nothing to tell by.
    let found = of(Measure::Average, 1.0, Polarity::Lower, (720.0, 100.0), 7.3);
    assert_eq!((found.against.code(), found.interval), ("below", None));
    // Negative values, and a value that is the average to the decimal that is shown.
    let bare = |value, average| compare(&case(Measure::Average, Polarity::Lower, value, None), average);
    assert_eq!(bare(-1.5, -0.5).against.code(), "below");
    assert_eq!(bare(-0.04, 0.0).against.code(), "same");
}

#[test]
fn rows_under_two_names_are_one_figure_or_none() {
    use quarterdeck::workbook::Benchmark;
    use quarterdeck::workbook::compared::one_figure;
    let row = |organisation: &str, counts: Option<(f64, f64)>, value: Option<f64>, missing: &str| Benchmark {
        id: 1,
        revision: 1,
        indicator_id: 1,
        period: "2024/25".parse().unwrap(),
        organisation: organisation.into(),
        numerator: counts.map(|counts| counts.0),
        denominator: counts.map(|counts| counts.1),
        value,
        missing_because: missing.into(),
        source: if organisation == "Brill" { "a.csv, F3".into() } else { String::new() },
    };
    let one = |rows: &[Benchmark]| {
        let found = one_figure(rows.to_vec()).unwrap();
        (found.value, found.numerator, found.missing_because)
    };
    let (brill, old) = (row("Brill", None, Some(65.0), ""), row("Old Brill", None, Some(65.0), ""));
    assert_eq!(one(&[brill.clone(), old.clone()]), (Some(65.0), None, String::new()));
    // The one with counts tells more.
    let counted = row("Old Brill", Some((13.0, 20.0)), Some(65.0), "");
    assert_eq!(one(&[brill.clone(), counted.clone()]), (Some(65.0), Some(13.0), String::new()));
    // A figure counts where another row says only why it has none.
    let hidden = row("Old Brill", None, None, "suppressed");
    assert_eq!(one(&[hidden.clone(), brill.clone()]), (Some(65.0), None, String::new()));
    assert_eq!(one(&[hidden.clone(), hidden]).2, "suppressed");
    let other = row("Old Brill", None, Some(66.5), "");
    let differing = "two figures that differ: 65 as Brill (a.csv, F3) and 66.5 as Old Brill";
    for rows in [[brill.clone(), other.clone()], [other, brill.clone()]] {
        let (value, numerator, why) = one(&rows);
        assert_eq!((value, numerator), (None, None));
        assert!(why == differing || why.starts_with("two figures that differ: 66.5 as Old Brill"), "{why}");
    }
    let recounted = row("Brill", Some((26.0, 40.0)), Some(65.0), "");
    assert_eq!(
        one(&[recounted, counted]).2,
        "two figures that differ: 65 from 26/40 as Brill (a.csv, F3) and 65 from 13/20 as Old Brill"
    );
    assert_eq!(one_figure(Vec::new()), None);
}

#[test]
fn the_overall_direction_is_that_of_the_more() {
    use Direction::{Decreasing, Improving, NotComparable, Same, Worsening};
    for (directions, overall, title) in [
        (vec![Improving, Improving, Worsening], Some(Overall::Positive), "2 better, 0 the same, 1 worse"),
        (vec![Improving, Worsening, Same], Some(Overall::Static), "1 better, 1 the same, 1 worse"),
        (vec![Same], Some(Overall::Static), "0 better, 1 the same, 0 worse"),
        (vec![Worsening, Decreasing], Some(Overall::Negative), "0 better, 0 the same, 1 worse, 1 not judged"),
        (vec![NotComparable, Direction::None], None, "0 better, 0 the same, 0 worse, 2 not judged"),
    ] {
        let counts = DirectionCounts::of(directions);
        assert_eq!((counts.overall(), counts.title().as_str()), (overall, title));
    }
}

#[test]
fn counts_are_sentences_that_add_up() {
    let counts = PositionCounts { above: 4, same: 1, below: 9 };
    let england = AverageOf::Published("England".to_owned());
    assert_eq!(
        counts.sentence("ASC1", &england, "7.2", &[]),
        "ASC1: 4 of 14 above the England average of 7.2, 1 the same, 9 below"
    );
    let missing = [
        Missing { name: "Dudley".into(), because: "suppressed".into() },
        Missing { name: "Walsall".into(), because: String::new() },
    ];
    let counts = PositionCounts { above: 3, same: 0, below: 9 };
    assert_eq!(
        counts.sentence("ASC1", &AverageOf::Median { of: 12 }, "7.2", &missing),
        "ASC1: 3 of 12 above the median of 7.2 among 12, 0 the same, 9 below; 2 are not counted: Dudley \
         (suppressed), Walsall"
    );
    let verdicts = VerdictCounts { better: 3, similar: 9, worse: 2, without_interval: 0 };
    assert_eq!(
        verdicts.sentence("2A", &AverageOf::Pooled { of: 14 }, "65.0%", &[]),
        "2A: 3 of 14 better than the pooled value of 65.0% among 14, 9 similar, 2 worse"
    );
    let quartiles = QuartileCounts::of(
        places(&[1.0, 2.0, 3.0, 4.0].map(Some), Polarity::Higher).unwrap().into_iter().flatten(),
    );
    assert_eq!(
        quartiles.sentence("2A", "England", &[]).unwrap(),
        "2A: 1 in the top quartile, 1 in the second, 1 in the third, 1 in the bottom of England"
    );
    // Four of six have a quartile; the other two are named, so that the counts add up.
    assert!(quartiles.sentence("2A", "all 6 organisations", &missing).unwrap().ends_with(
        "1 in the bottom of all 6 organisations; 2 are not counted: Dudley (suppressed), Walsall"
    ));
    assert_eq!(QuartileCounts::default().sentence("2A", "", &missing), None);
    let mut overalls = vec![("A", Some(Overall::Positive)); 10];
    overalls.extend([("B", Some(Overall::Static)), ("C", Some(Overall::Negative))]);
    overalls.extend([("D", Some(Overall::Negative)), ("E", Some(Overall::Static))]);
    assert_eq!(directions_sentence(&overalls), "10 councils with a positive direction of travel, 4 not");
    overalls.push(("Rutland", None));
    assert_eq!(
        directions_sentence(&overalls),
        "10 councils with a positive direction of travel, 4 not; 1 has nothing to compare: Rutland"
    );
    assert_eq!(
        directions_sentence(&[("A", None), ("B", None)]),
        "No direction of travel: nobody has an earlier figure to compare with"
    );
}

#[test]
fn a_class_is_told_by_its_code_or_its_name() {
    use OrganisationClass::*;
    for (code, name, class) in [
        ("E08000025", "Birmingham", Metropolitan),
        ("E10000031", "Warwickshire", County),
        ("E06000019", "Herefordshire", Unitary),
        ("E09000003", "Barnet", LondonBorough),
        ("E92000001", "England", Nation),
        ("", "England", Nation),
        ("", "West Midlands", Region),
        ("", "Yorkshire & the Humber", Region),
        // A survey's own code tells nothing.
        ("404", "Birmingham", Unstated),
        ("E08", "Birmingham", Unstated),
        ("", "City of London", Unstated),
    ] {
        assert_eq!(OrganisationClass::of(code, name), class, "{code} {name}");
    }
    for class in OrganisationClass::ALL {
        assert_eq!(OrganisationClass::parse(class.code()), Ok(class));
        assert_eq!(OrganisationClass::parse(class.title()), Ok(class));
    }
    assert!(OrganisationClass::parse("shire").unwrap_err().contains("county"));
}

fn figures() -> impl Strategy<Value = Vec<Option<f64>>> {
    // Few different values, so that there are ties.
    prop::collection::vec(prop::option::weighted(0.8, (-50..50_i32).prop_map(|v| f64::from(v) / 4.0)), 0..60)
}

proptest! {
    #[test]
    fn ranks_are_a_permutation_with_ties(values in figures(), higher in any::<bool>()) {
        let polarity = if higher { Polarity::Higher } else { Polarity::Lower };
        let found = places(&values, polarity).unwrap();
        let n = values.iter().flatten().count() as u32;
        for (value, place) in values.iter().zip(&found) {
            prop_assert_eq!(value.is_some(), place.is_some());
            let (Some(value), Some(place)) = (value, place) else { continue };
            // One more than there are better ones.
            let better = values.iter().flatten().filter(|o| if higher { *o > value } else { *o < value }).count();
            prop_assert_eq!(place.rank, better as u32 + 1);
            prop_assert_eq!(place.of, n);
            prop_assert_eq!(place.quartile, quartile(place.rank, n));
        }
        let all = QuartileCounts::of(found.into_iter().flatten());
        prop_assert_eq!(all.total(), if n >= 4 { n } else { 0 });
    }

    #[test]
    fn quartiles_of_different_values_are_quarters_of_n(n in 4..400_u32) {
        let places = places(&(0..n).map(|v| Some(f64::from(v))).collect::<Vec<_>>(), Polarity::Higher).unwrap();
        let counts = QuartileCounts::of(places.into_iter().flatten());
        prop_assert_eq!(counts.total(), n);
        for count in counts.0 {
            prop_assert!(count >= n / 4 && count <= n.div_ceil(4), "{counts:?}");
        }
        let quartiles: Vec<u8> = (1..=n).map(|rank| quartile(rank, n).unwrap()).collect();
        prop_assert!(quartiles.is_sorted() && quartiles[0] == 1 && quartiles[n as usize - 1] == 4);
    }

    #[test]
    fn a_spread_is_in_order(values in prop::collection::vec(-1e6..1e6_f64, 1..50)) {
        let found = Spread::of(values.iter().copied()).unwrap();
        prop_assert!(found.lowest <= found.median && found.median <= found.highest);
        prop_assert!(found.lowest <= found.mean && found.mean <= found.highest);
        prop_assert!(found.median_deviation >= 0.0 && found.n as usize == values.len());
        // Half of them at least are no further away than the median distance.
        let near = values.iter().filter(|v| (*v - found.median).abs() <= found.median_deviation + 1e-9).count();
        prop_assert!(near * 2 >= values.len());
    }

    #[test]
    fn a_pooled_value_lies_between_the_lowest_and_the_highest(
        counts in prop::collection::vec((0..5_000_u32, 1..5_000_u32), 1..40)
    ) {
        let counts: Vec<(f64, f64)> = counts.into_iter().map(|(x, n)| (f64::from(x), f64::from(n))).collect();
        let spread = Spread::of(counts.iter().map(|(x, n)| 100.0 * x / n)).unwrap();
        let value = pooled(counts, 100.0).unwrap();
        let hair = 1e-9 * spread.highest.max(1.0);
        prop_assert!(spread.lowest - hair <= value && value <= spread.highest + hair);
    }

    #[test]
    fn a_verdict_is_that_of_its_interval(n in 1..5_000_u32, part in 0.0..1.0_f64, average in -20.0..120.0_f64) {
        let (n, x) = (f64::from(n), (f64::from(n) * part).round());
        let of = |polarity| compare(&case(Measure::Percentage, polarity, 100.0 * x / n, Some((x, n))), average);
        let (higher, lower) = (of(Polarity::Higher), of(Polarity::Lower));
        let interval = higher.interval.unwrap();
        prop_assert!(interval.low <= 100.0 * x / n + 1e-9 && 100.0 * x / n <= interval.high + 1e-9);
        let expected = if interval.contains(average) {
            [AgainstAverage::Similar; 2]
        } else if interval.low > average {
            [AgainstAverage::Better, AgainstAverage::Worse]
        } else {
            [AgainstAverage::Worse, AgainstAverage::Better]
        };
        prop_assert_eq!([higher.against, lower.against], expected);
        let counts = VerdictCounts::of([higher.against, lower.against]);
        prop_assert_eq!(counts.total(), 2);
    }

    #[test]
    fn without_counts_a_verdict_is_where_the_value_lies(value in -500..500_i32, average in -500..500_i32) {
        let found = compare(
            &case(Measure::Average, Polarity::Lower, f64::from(value) / 10.0, None),
            f64::from(average) / 10.0,
        );
        prop_assert_eq!(found.interval, None);
        let code = match value.cmp(&average) {
            std::cmp::Ordering::Greater => "above",
            std::cmp::Ordering::Equal => "same",
            std::cmp::Ordering::Less => "below",
        };
        prop_assert_eq!(found.against.code(), code);
    }

    #[test]
    fn directions_turn_round_with_time_and_with_polarity(now in -100..100_i32, before in -100..100_i32) {
        use quarterdeck::domain::comparison::direction;
        let (now, before) = (f64::from(now) / 4.0, f64::from(before) / 4.0);
        let of = |now, before, polarity| direction(Some(now), Some(before), polarity, true);
        let turned = match of(now, before, Polarity::Higher) {
            Direction::Improving => Direction::Worsening,
            Direction::Worsening => Direction::Improving,
            other => other,
        };
        prop_assert_eq!(of(before, now, Polarity::Higher), turned);
        prop_assert_eq!(of(now, before, Polarity::Lower), turned);
        prop_assert_eq!(turned == Direction::Same, now == before);
        prop_assert_eq!(direction(Some(now), None, Polarity::Higher, true), Direction::None);
    }

    #[test]
    fn an_overall_direction_has_more_on_its_side(
        directions in prop::collection::vec(0..7_usize, 0..40)
    ) {
        use Direction::{Decreasing, Improving, Increasing, NotComparable, Same, Worsening};
        let all = [Improving, Same, Worsening, Increasing, Decreasing, NotComparable, Direction::None];
        let counts = DirectionCounts::of(directions.iter().map(|at| all[*at]));
        let (better, same, worse) = (counts.better, counts.same, counts.worse);
        prop_assert_eq!((better + same + worse + counts.not_judged) as usize, directions.len());
        let expected = match better.cmp(&worse) {
            _ if better + same + worse == 0 => None,
            std::cmp::Ordering::Greater => Some(Overall::Positive),
            std::cmp::Ordering::Equal => Some(Overall::Static),
            std::cmp::Ordering::Less => Some(Overall::Negative),
        };
        prop_assert_eq!(counts.overall(), expected);
    }

    #[test]
    fn half_of_the_values_lie_on_each_side_of_the_median(
        values in prop::collection::vec((-60..60_i32).prop_map(|v| f64::from(v) / 4.0), 1..60)
    ) {
        let median = Spread::of(values.iter().copied()).unwrap().median;
        let half = values.len().div_ceil(2);
        prop_assert!(values.iter().filter(|value| **value <= median).count() >= half);
        prop_assert!(values.iter().filter(|value| **value >= median).count() >= half);
    }

    #[test]
    fn positions_add_up(values in prop::collection::vec(-100..100_i32, 0..40), average in -100..100_i32) {
        let values = values.into_iter().map(|v| Position::of(f64::from(v) / 10.0, f64::from(average) / 10.0, 1));
        let counts = PositionCounts::of(values.clone());
        prop_assert_eq!(counts.total() as usize, values.len());
        prop_assert_eq!(counts.same as usize, values.filter(|p| *p == Position::Same).count());
    }
}

#[test]
fn counts_that_a_text_states_are_read_however_they_are_worded() {
    use quarterdeck::domain::compare::claims::{Counted, claims};
    let read = |text: &str| {
        let found = claims(text).into_iter().map(|claim| {
            let counts: Vec<(u32, Counted)> = claim.counts.clone();
            (counts, claim.total, claim.figure.map(str::to_owned))
        });
        found.collect::<Vec<_>>()
    };
    let beside =
        |above, same, below| vec![(above, Counted::Above), (same, Counted::Same), (below, Counted::Below)];
    for (text, counts, total, figure) in [
        (
            "ASC1: 4 of 14 above the England average of 7.2, 1 the same, 9 below",
            beside(4, 1, 9),
            Some(14),
            Some("7.2"),
        ),
        (
            "Four of the fourteen councils are above the England average (7.2), one is the same and nine below.",
            beside(4, 1, 9),
            Some(14),
            Some("7.2"),
        ),
        (
            "2A: 3 of 14 better than the England average of 65.0%, 9 similar, 2 worse",
            vec![(3, Counted::Better), (9, Counted::Similar), (2, Counted::Worse)],
            Some(14),
            Some("65.0%"),
        ),
        (
            "2A: 3 of 14 above the pooled value of 65.0% among 14",
            vec![(3, Counted::Above)],
            Some(14),
            Some("65.0%"),
        ),
        (
            "2A: 7 of 14 below the median of 14, 7 above",
            vec![(7, Counted::Below), (7, Counted::Above)],
            Some(14),
            None,
        ),
        (
            "ASC1: 4 in the top quartile, 3 in the second, 4 in the third, 3 in the bottom of England",
            vec![
                (4, Counted::Quartile(1)),
                (3, Counted::Quartile(2)),
                (4, Counted::Quartile(3)),
                (3, Counted::Quartile(4)),
            ],
            None,
            None,
        ),
        (
            "10 councils with a positive direction of travel, 4 not",
            vec![(10, Counted::Positive), (4, Counted::NotPositive)],
            None,
            None,
        ),
        (
            "10 of 14 councils have an overall positive direction of travel",
            vec![(10, Counted::Positive)],
            Some(14),
            None,
        ),
    ] {
        assert_eq!(read(text), [(counts, total, figure.map(str::to_owned))], "{text}");
    }
    for nothing in [
        "We are 3 points below the England average of 7.2.",
        "3 below target in 2 of 14 councils",
        "The average of 14 councils is 7.2.",
        "On average 4 of 14 clients waited 2 weeks.",
        "4 of 14 councils are not counted: Dudley (suppressed)",
        "The direction of travel is positive.",
        "",
    ] {
        assert!(read(nothing).is_empty(), "{nothing}: {:?}", read(nothing));
    }
}

#[test]
fn limits_of_a_funnel_are_as_worked_by_hand() {
    // 10 of 100 pooled over three of 100 each. F of the binomial distribution (100, 0.1): F(4) = 0.02371,
    // F(5) = 0.05758, F(15) = 0.96011, F(16) = 0.97940: limits at 5 − (0.05758 − 0.025) ÷ 0.03387 = 4.0381
    // and 16 − (0.97940 − 0.975) ÷ 0.01929 = 15.7719 cases.
    let funnel =
        Funnel::of(Measure::Percentage, 100.0, &[(10.0, 100.0), (5.0, 100.0), (15.0, 100.0)]).unwrap();
    assert!((funnel.centre - 10.0).abs() < 1e-9);
    let limits = funnel.limits(100.0);
    assert!((limits.low - 4.0381).abs() < 5e-4, "{limits:?}");
    assert!((limits.high - 15.7719).abs() < 5e-4, "{limits:?}");
    assert_eq!(funnel.place(10.0, 100.0), FunnelPlace::Within);
    assert_eq!(funnel.place(16.0, 100.0), FunnelPlace::Above);
    assert_eq!(funnel.place(4.0, 100.0), FunnelPlace::Below);
    assert_eq!(funnel.place(30.0, 100.0), FunnelPlace::FarAbove);
    assert_eq!(funnel.place(0.0, 100.0), FunnelPlace::FarBelow);
    // A rate: 20 cases are expected of 20,000. F of the Poisson distribution (20): F(11) = 0.02139,
    // F(12) = 0.03901: 12 − (0.03901 − 0.025) ÷ 0.01763 = 11.205 cases.
    let rate =
        Funnel::of(Measure::Rate, 1000.0, &[(20.0, 20_000.0), (10.0, 10_000.0), (30.0, 30_000.0)]).unwrap();
    assert!((rate.limits(20_000.0).low - 11.205 / 20.0).abs() < 5e-4, "{:?}", rate.limits(20_000.0));
    assert_eq!(Funnel::of(Measure::Average, 1.0, &[(1.0, 2.0); 5]), Err(NoFunnel::NotCounted));
    assert_eq!(Funnel::of(Measure::Percentage, 100.0, &[(1.0, 2.0); 2]), Err(NoFunnel::TooFew));
    // Nobody has a case: no chance carries anyone away.
    let none = Funnel::of(Measure::Percentage, 100.0, &[(0.0, 50.0); 3]).unwrap();
    assert_eq!(none.place(0.0, 50.0), FunnelPlace::Within);
}

#[test]
fn quartiles_of_values_are_as_spreadsheets_have_them() {
    let spread = Spread::of([1.0, 2.0, 3.0, 4.0]).unwrap();
    assert_eq!((spread.lower_quartile, spread.upper_quartile), (1.75, 3.25));
    let one = Spread::of([7.0]).unwrap();
    assert_eq!((one.lower_quartile, one.upper_quartile), (7.0, 7.0));
}

proptest! {
    #[test]
    fn limits_of_a_funnel_close_in_as_denominators_grow(
        cases in 1_u32..90, of in 100_u32..400, more in 2_u32..40, is_rate in any::<bool>()
    ) {
        let (numerator, denominator) = (f64::from(cases), f64::from(of));
        let (measure, scale) = if is_rate { (Measure::Rate, 1000.0) } else { (Measure::Percentage, 100.0) };
        let funnel = Funnel::of(measure, scale, &[(numerator, denominator); 3]).unwrap();
        let (near, far) = (funnel.limits(denominator), funnel.limits(denominator * f64::from(more)));
        for limits in [near, far] {
            prop_assert!(limits.far_low <= limits.low + 1e-9 && limits.low <= funnel.centre + 1e-9);
            prop_assert!(funnel.centre <= limits.high + 1e-9 && limits.high <= limits.far_high + 1e-9);
        }
        prop_assert!(far.high - far.low < near.high - near.low);
        prop_assert_eq!(funnel.place(numerator, denominator), FunnelPlace::Within);
    }

    #[test]
    fn quartiles_lie_between_the_ends_and_the_median(values in prop::collection::vec(-1e6..1e6_f64, 1..80)) {
        let spread = Spread::of(values).unwrap();
        let order = [spread.lowest, spread.lower_quartile, spread.median, spread.upper_quartile, spread.highest];
        prop_assert!(order.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{:?}", order);
    }

    /// What the program writes, it reads again.
    #[test]
    fn a_sentence_of_counts_is_read_as_it_was_written(above in 0_u32..400, same in 0_u32..400, below in 0_u32..400) {
        use quarterdeck::domain::compare::claims::{Counted, claims};
        let counts = PositionCounts { above, same, below };
        for of in [
            AverageOf::Published("West Midlands".into()),
            AverageOf::Organisation("Dudley".into()),
            AverageOf::Pooled { of: 14 },
            AverageOf::Median { of: 350 },
        ] {
            for figure in ["7.2", "65.0%", "£1,310"] {
                let missing = [Missing { name: "Telford".into(), because: "suppressed (c)".into() }];
                let sentence = counts.sentence("1C(1A)", &of, figure, &missing);
                let found = claims(&sentence);
                prop_assert_eq!(found.len(), 1, "{}", sentence);
                prop_assert_eq!(
                    &found[0].counts,
                    &vec![(above, Counted::Above), (same, Counted::Same), (below, Counted::Below)]
                );
                prop_assert_eq!(found[0].total, Some(above + same + below));
                prop_assert_eq!(found[0].figure, Some(figure));
            }
        }
    }
}
