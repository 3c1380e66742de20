//! What holds of the statistics of change whatever the figures.

use proptest::prelude::*;
use quarterdeck::domain::change::control_chart::control_chart;
use quarterdeck::domain::change::difference::{counts, proportions, rates, score};
use quarterdeck::domain::change::interval::{byar, count, exact_poisson, wilson};
use quarterdeck::domain::change::trend::{YearPoint, annual_trend};
use quarterdeck::domain::change::*;
use quarterdeck::domain::{Measure, MeasureSpec, Polarity};

fn levels() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::Usual), Just(Level::Strict)]
}

/// Cases and of how many.
fn shares() -> impl Strategy<Value = (f64, f64)> {
    (1..5_000_u32).prop_flat_map(|of| (0..=of, Just(of))).prop_map(|(x, n)| (f64::from(x), f64::from(n)))
}

proptest! {
    #[test]
    fn an_interval_holds_its_estimate_and_stays_in_range((x, n) in shares(), level in levels()) {
        let found = wilson(x, n, level).unwrap();
        prop_assert!(found.contains(x / n) && found.low >= 0.0 && found.high <= 1.0 && found.low < found.high);
        let (found, _) = count(x, level, Rules::built_in()).unwrap();
        prop_assert!(found.contains(x) && found.low >= 0.0 && found.low < found.high);
    }

    #[test]
    fn more_cases_make_it_narrower((x, n) in shares(), times in 2..20_u32, level in levels()) {
        let times = f64::from(times);
        prop_assert!(wilson(x * times, n * times, level).unwrap().width() < wilson(x, n, level).unwrap().width());
    }

    #[test]
    fn being_surer_makes_it_wider((x, n) in shares()) {
        let width = |level| wilson(x, n, level).unwrap().width();
        prop_assert!(width(Level::Strict) > width(Level::Usual));
        let width = |level| count(x, level, Rules::built_in()).unwrap().0.width();
        prop_assert!(width(Level::Strict) > width(Level::Usual));
    }

    #[test]
    fn more_cases_never_lower_an_end((x, n) in shares(), level in levels()) {
        let (low, high) = (wilson(x, n + 1.0, level).unwrap(), wilson(x + 1.0, n + 1.0, level).unwrap());
        prop_assert!(low.low <= high.low && low.high <= high.high);
        let (low, high) = (byar(x, level).unwrap(), byar(x + 1.0, level).unwrap());
        prop_assert!(low.low <= high.low && low.high <= high.high);
    }

    #[test]
    fn byars_is_near_the_exact_one(x in 10..400_u32) {
        let (near, exact) = (byar(f64::from(x), Level::Usual).unwrap(), exact_poisson(f64::from(x), Level::Usual).unwrap());
        prop_assert!((near.low - exact.low).abs() < 0.02 && (near.high - exact.high).abs() < 0.02, "{near:?} {exact:?}");
    }

    #[test]
    fn a_share_and_what_is_left_over_mirror_each_other((x, n) in shares(), level in levels()) {
        let (one, other) = (wilson(x, n, level).unwrap(), wilson(n - x, n, level).unwrap());
        prop_assert!((one.low - (1.0 - other.high)).abs() < 1e-12 && (one.high - (1.0 - other.low)).abs() < 1e-12);
    }

    #[test]
    fn differences_turn_round_with_their_results(a in shares(), b in shares(), level in levels()) {
        let (one, other) = (proportions(a, b, level).unwrap(), proportions(b, a, level).unwrap());
        prop_assert!(one.interval.contains(one.amount));
        prop_assert!((one.interval.low + other.interval.high).abs() < 1e-12 && (one.amount + other.amount).abs() < 1e-12);
        let same = proportions(a, a, level).unwrap();
        prop_assert!(same.interval.contains(0.0));
    }

    #[test]
    fn two_counts_differ_just_where_their_score_says(a in 0..3_000_u32, b in 0..3_000_u32, level in levels()) {
        let (a, b) = (f64::from(a), f64::from(b));
        let z = score(a, b).unwrap().abs();
        prop_assume!((z - level.z()).abs() > 1e-6);
        prop_assert_eq!(counts(a, b, level).unwrap().interval.contains(0.0), z <= level.z());
        let same = rates((a, 500.0), (b, 500.0), 500.0, level).unwrap();
        prop_assert!((same.amount - (a - b)).abs() < 1e-9);
    }

    #[test]
    fn nothing_but_a_count_is_taken(x in -1e6..-1e-9_f64, n in 1.0..1e6_f64, level in levels()) {
        prop_assert_eq!(wilson(x, n, level), Err(ChangeError::Negative(x)));
        prop_assert_eq!(wilson(n + 1.0, n, level), Err(ChangeError::MoreThanAll { cases: n + 1.0, of: n }));
        prop_assert_eq!(wilson(1.0, x, level), Err(ChangeError::NothingCounted(x)));
        prop_assert_eq!(byar(x, level), Err(ChangeError::Negative(x)));
        prop_assert_eq!(exact_poisson(x, level), Err(ChangeError::Negative(x)));
    }

    #[test]
    fn a_chart_is_the_same_at_any_height_and_scale(
        values in prop::collection::vec(prop::option::weighted(0.9, -100..100_i32), 0..60),
        rebases in prop::collection::vec(0..60_usize, 0..3),
        by in 1..9_i32, up in -500..500_i32,
    ) {
        let real = |f: &dyn Fn(i32) -> i32| -> Vec<Option<f64>> { values.iter().map(|v| v.map(|v| f64::from(f(v)))).collect() };
        let plain = control_chart(&real(&|v| v), &Setup { rebases: &rebases, ..Setup::default() }, Rules::built_in());
        let moved = control_chart(&real(&|v| v * by + up), &Setup { rebases: &rebases, ..Setup::default() }, Rules::built_in());
        prop_assert_eq!(plain.marks.len(), values.len());
        prop_assert_eq!(&plain.marks, &moved.marks);
        // Turned over, every high is a low.
        let turned = control_chart(&real(&|v| -v), &Setup { rebases: &rebases, ..Setup::default() }, Rules::built_in());
        for (one, other) in plain.marks.iter().zip(&turned.marks) {
            prop_assert_eq!(one.map(|m| m.signal), other.map(|m| m.signal));
            prop_assert!(one.zip(*other).is_none_or(|(a, b)| a.side != b.side));
        }
        // Phases cover every point, and limits hold their mean.
        let mut at = 0;
        for phase in &plain.phases {
            prop_assert_eq!(phase.from, at);
            at = phase.to;
            if let Some(l) = phase.limits {
                prop_assert!(l.lower <= l.inner_lower && l.inner_lower <= l.mean && l.mean <= l.inner_upper && l.inner_upper <= l.upper);
            }
        }
        prop_assert_eq!(at, values.len());
        for (value, mark) in values.iter().zip(&plain.marks) {
            prop_assert!(value.is_some() || mark.is_none());
        }
    }

    #[test]
    fn a_trend_follows_its_line(slope in -50.0..50.0_f64, start in -100.0..100.0_f64, errors in prop::collection::vec(0.1..9.0_f64, 5)) {
        let points: Vec<YearPoint> = errors.iter().zip(2010..)
            .map(|(e, year)| YearPoint { year, value: start + slope * f64::from(year - 2010), standard_error: *e })
            .collect();
        let found = annual_trend(&points, Level::Usual, Rules::built_in()).unwrap();
        prop_assert!((found.slope - slope).abs() < 1e-8, "{} {}", found.slope, slope);
        prop_assert!(found.interval.contains(found.slope));
    }

    #[test]
    fn a_judgement_never_contradicts_its_interval((x, n) in shares(), target in 0.0..100.0_f64, level in levels(), high in any::<bool>()) {
        let polarity = if high { Polarity::Higher } else { Polarity::Lower };
        let now = Observation { value: 100.0 * x / n, numerator: Some(x), denominator: Some(n), coverage: None };
        let case = Case {
            spec: MeasureSpec { measure: Measure::Percentage, unit_name: "", scale: 100.0, decimals: 1 }, polarity, counted: "clients", level,
            rules: Rules::built_in(), now, series: &[],
        };
        let found = case.against_figure(Against::Target, Some(target));
        let interval = found.interval.unwrap();
        let expected = if interval.contains(target) { Verdict::Similar }
            else if (now.value > target) == high { Verdict::Better } else { Verdict::Worse };
        prop_assert_eq!(found.verdict, expected);
        prop_assert!(found.sentence.ends_with('.') && !found.sentence.contains("NaN"));
        // A target met may be similar, never worse; one missed never better.
        if polarity.met(now.value, target) == Some(true) {
            prop_assert!(found.verdict != Verdict::Worse);
        } else {
            prop_assert!(found.verdict != Verdict::Better);
        }
    }

    #[test]
    fn nothing_but_cases_is_judged_by_how_cases_fall(
        x in 0.0..1e6_f64, other in 0.0..1e6_f64, decimals in 0..3_u32, which in 0..Measure::ALL.len(),
        unit_name in "(|days|score|kg)", parts in any::<bool>(),
    ) {
        let (measure, x) = (Measure::ALL[which], x.round());
        let scale = measure.scale().unwrap_or(1_000.0);
        let spec = MeasureSpec { measure, unit_name: &unit_name, scale, decimals };
        let of = parts.then_some(2e6);
        let value = of.map_or(x, |of| scale * x / of);
        let now = Observation { value, numerator: of.map(|_| x), denominator: of, coverage: None };
        let case = Case {
            spec, polarity: Polarity::Higher, counted: "homes", level: Level::Usual,
            rules: Rules::built_in(), now, series: &[],
        };
        let found = case.against_figure(Against::Target, Some(other));
        let cases = if parts { measure.numerator_counts() } else { measure.is_count() };
        prop_assert_eq!(found.verdict != Verdict::CannotBeJudged, cases, "{}", found.sentence);
        prop_assert!(cases || !found.sentence.contains("homes"), "{}", found.sentence);
    }
}
