//! The statistics of change against published tables and figures worked out
//! with other programs.

use chrono::NaiveDate;
use quarterdeck::domain::change::control_chart::control_chart;
use quarterdeck::domain::change::difference::{counts, proportions, rates, score};
use quarterdeck::domain::change::interval::{byar, count, exact_poisson, rate, wilson};
use quarterdeck::domain::change::series::{Making, Point, own, regroup};
use quarterdeck::domain::change::trajectory::{YearSoFar, trajectory};
use quarterdeck::domain::change::trend::{YearPoint, annual_trend};
use quarterdeck::domain::change::*;
use quarterdeck::domain::comparison::Coverage;
use quarterdeck::domain::{Basis, Measure, MeasureSpec, Period, PeriodKind, Polarity, Span, Unit};

const SURE: Level = Level::Usual;

fn rules() -> &'static Rules {
    Rules::built_in()
}

#[track_caller]
fn near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found}, not {wanted}");
}

#[track_caller]
fn ends(interval: Interval, low: f64, high: f64) {
    near(interval.low, low, 1e-9);
    near(interval.high, high, 1e-9);
}

#[test]
fn the_file_of_rules_reads() {
    let rules = rules();
    assert_eq!(
        (rules.run, rules.judged_from, rules.trial_below, rules.trend, rules.fewest),
        (7, 5, 13, 5, 7)
    );
    assert_eq!((rules.limits, rules.screen), (2.66, 3.267));
    near(rules.inner(), 1.773_333_333, 1e-9);
    assert_eq!((rules.exact_below, rules.few_below), (10.0, 10.0));
    assert!(Rules::parse("run = 7").is_err());
}

#[test]
fn deviates() {
    near(Level::Usual.z(), 1.959963984540054, 1e-12);
    near(Level::Strict.z(), 3.090232306167813, 1e-12);
    assert_eq!(Level::parse(" 99.8 % "), Some(Level::Strict));
    assert_eq!(Level::parse("95"), Some(Level::Usual));
    assert_eq!(Level::parse("90"), None);
}

#[test]
fn wilson_agrees_with_reference_values() {
    ends(wilson(65.0, 100.0, SURE).unwrap(), 0.5525444330, 0.7363575176);
    ends(wilson(1.0, 100.0, SURE).unwrap(), 0.0017674321, 0.0544861962);
    // None and all of ten: Newcombe 1998, table I.
    let none = wilson(0.0, 10.0, SURE).unwrap();
    assert_eq!(none.low, 0.0);
    near(none.high, 0.2775327999, 1e-9);
    let all = wilson(10.0, 10.0, SURE).unwrap();
    assert_eq!(all.high, 1.0);
    near(all.low, 1.0 - none.high, 1e-12);
    // Newcombe 1998, table I: 81 of 263, 15 of 148.
    near(wilson(81.0, 263.0, SURE).unwrap().low, 0.2553, 5e-5);
    near(wilson(81.0, 263.0, SURE).unwrap().high, 0.3662, 5e-5);
    near(wilson(15.0, 148.0, SURE).unwrap().low, 0.0624, 5e-5);
    near(wilson(15.0, 148.0, SURE).unwrap().high, 0.1605, 5e-5);
}

#[test]
fn counts_agree_with_reference_values() {
    ends(byar(65.0, SURE).unwrap(), 50.1631877105, 82.8491385459);
    ends(exact_poisson(5.0, SURE).unwrap(), 1.6234863901, 11.6683320793);
    // Garwood's table as Ulm (1990) prints it: none, one, nine.
    let none = exact_poisson(0.0, SURE).unwrap();
    assert_eq!(none.low, 0.0);
    near(none.high, 3.6888794541, 1e-9);
    near(exact_poisson(1.0, SURE).unwrap().low, 0.0253178080, 1e-9);
    near(exact_poisson(1.0, SURE).unwrap().high, 5.5716433909, 1e-9);
    near(exact_poisson(9.0, SURE).unwrap().low, 4.11537, 5e-6);
    near(exact_poisson(9.0, SURE).unwrap().high, 17.08480, 5e-6);
}

#[test]
fn small_counts_are_exact_and_large_ones_are_byars() {
    assert_eq!(count(9.0, SURE, rules()).unwrap().1, Method::ExactPoisson);
    assert_eq!(count(10.0, SURE, rules()).unwrap().1, Method::Byar);
    let (per_head, _) = rate(65.0, 50_000.0, 100_000.0, SURE, rules()).unwrap();
    ends(per_head, 2.0 * 50.1631877105, 2.0 * 82.8491385459);
}

#[test]
fn exact_limits_are_those_at_which_so_few_and_so_many_are_rare() {
    // The Poisson sums themselves, term by term.
    let at_most = |x: u32, mean: f64| {
        let mut term = (-mean).exp();
        let mut sum = term;
        for k in 1..=x {
            term *= mean / f64::from(k);
            sum += term;
        }
        sum
    };
    for level in Level::ALL {
        for x in 0..10_u32 {
            let limits = exact_poisson(f64::from(x), level).unwrap();
            near(at_most(x, limits.high), level.tail(), 1e-10);
            if x > 0 {
                near(1.0 - at_most(x - 1, limits.low), level.tail(), 1e-10);
            }
        }
    }
}

#[test]
fn what_cannot_be_counted_is_refused_with_its_reason() {
    assert_eq!(wilson(-1.0, 10.0, SURE), Err(ChangeError::Negative(-1.0)));
    assert_eq!(wilson(1.0, 0.0, SURE), Err(ChangeError::NothingCounted(0.0)));
    assert_eq!(wilson(1.0, -5.0, SURE), Err(ChangeError::NothingCounted(-5.0)));
    assert_eq!(wilson(11.0, 10.0, SURE), Err(ChangeError::MoreThanAll { cases: 11.0, of: 10.0 }));
    assert_eq!(wilson(f64::NAN, 10.0, SURE), Err(ChangeError::NotANumber));
    assert_eq!(wilson(1.0, f64::INFINITY, SURE), Err(ChangeError::NotANumber));
    assert_eq!(byar(-0.5, SURE), Err(ChangeError::Negative(-0.5)));
    assert_eq!(exact_poisson(f64::INFINITY, SURE), Err(ChangeError::NotANumber));
    assert_eq!(rate(1.0, 0.0, 1000.0, SURE, rules()), Err(ChangeError::NothingCounted(0.0)));
    assert_eq!(counts(1.0, -1.0, SURE), Err(ChangeError::Negative(-1.0)));
    assert_eq!(proportions((3.0, 2.0), (1.0, 2.0), SURE).unwrap_err().to_string(), "3 of 2 is more than all");
}

#[test]
fn differences_agree_with_newcombe() {
    // Newcombe 1998, table II, contrasts a, b, c and g, method 10.
    for ((a, m), (b, n), low, high) in [
        ((56.0, 70.0), (48.0, 80.0), 0.0524, 0.3339),
        ((9.0, 10.0), (3.0, 10.0), 0.1705, 0.8090),
        ((6.0, 7.0), (2.0, 7.0), 0.0582, 0.8062),
        ((10.0, 10.0), (0.0, 20.0), 0.6791, 1.0),
    ] {
        let found = proportions((a, m), (b, n), SURE).unwrap();
        near(found.amount, a / m - b / n, 1e-12);
        near(found.interval.low, low, 5e-5);
        near(found.interval.high, high, 5e-5);
    }
}

#[test]
fn two_counts_differ_where_their_score_says_so() {
    near(score(120.0, 90.0).unwrap(), 2.0701966780, 1e-9);
    assert_eq!(score(0.0, 0.0), Ok(0.0));
    let real = counts(120.0, 90.0, SURE).unwrap();
    assert!(!real.interval.contains(0.0) && real.amount == 30.0);
    assert!(counts(120.0, 90.0, Level::Strict).unwrap().interval.contains(0.0));
    // Twice the population with twice the cases is the same rate.
    let same = rates((40.0, 2000.0), (20.0, 1000.0), 1000.0, SURE).unwrap();
    assert_eq!(same.amount, 0.0);
    near(same.interval.high, 1.959963984540054 * 1000.0 * (60.0_f64 / 2e6).sqrt(), 1e-9);
}

// ---- Control charts ------------------------------------------------------------

fn chart(values: &[f64]) -> ControlChart {
    chart_from(values, &[])
}

fn chart_from(values: &[f64], rebases: &[usize]) -> ControlChart {
    let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    control_chart(&values, &Setup { rebases, ..Setup::default() }, rules())
}

fn signals(chart: &ControlChart) -> Vec<Option<Signal>> {
    chart.marks.iter().map(|mark| mark.map(|mark| mark.signal)).collect()
}

#[test]
fn xmr_agrees_with_reference_values() {
    let limits = chart(&[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0]).limits().unwrap();
    near(limits.mean, 3.571429, 5e-7);
    near(limits.lower, -6.625238, 5e-7);
    near(limits.upper, 13.768095, 5e-7);
    near(limits.inner_upper, 25.0 / 7.0 + 2.0 / 3.0 * 2.66 * 23.0 / 6.0, 1e-9);
}

#[test]
fn a_moving_range_far_from_the_others_is_screened_once() {
    // Ranges 1,1,1,1,1,1,1,1,100: mean 12, so 100 is out (3.267 × 12 = 39.2) and 1 is what is left.
    let limits = chart(&[1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 101.0]).limits().unwrap();
    near(limits.range, 1.0, 1e-12);
    // Once only: what would be far from the rest after that stays.
    let values = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 6.0, 106.0];
    near(chart(&values).limits().unwrap().range, 16.0 / 12.0, 1e-12);
}

#[test]
fn results_outside_the_limits_come_first() {
    let mut values: Vec<f64> = (0..20).map(|at| if at % 2 == 0 { 10.0 } else { 11.0 }).collect();
    values.push(30.0);
    let chart = chart(&values);
    assert_eq!(chart.marks[20], Some(Mark { signal: Signal::Outside, side: Side::High }));
    assert_eq!(
        chart.variation(Polarity::Higher, Rules::built_in()),
        Variation::Improvement(chart.marks[20].unwrap())
    );
    assert_eq!(
        chart.variation(Polarity::Lower, Rules::built_in()),
        Variation::Concern(chart.marks[20].unwrap())
    );
    assert_eq!(
        chart.variation(Polarity::None, Rules::built_in()),
        Variation::Neither(chart.marks[20].unwrap())
    );
}

#[test]
fn seven_rising_are_a_run_and_six_are_not() {
    let steady = [9.0, 5.0, 8.0, 4.0, 9.0, 5.0, 9.0, 4.0, 8.0];
    let rising = |count: usize| {
        let mut values = steady.to_vec();
        values.extend((0..count).map(|at| 5.0 + at as f64 * 0.1));
        values
    };
    let seven = chart(&rising(7));
    assert_eq!(signals(&seven)[9..], [Some(Signal::Run); 7]);
    assert!(seven.marks[9].is_some_and(|mark| mark.side == Side::High));
    assert!(!signals(&chart(&rising(6))).contains(&Some(Signal::Run)));
    // Level pairs are no rise.
    let mut level = rising(7);
    level[12] = level[11];
    assert!(!signals(&chart(&level)).contains(&Some(Signal::Run)));
}

#[test]
fn seven_on_one_side_are_a_shift_and_the_mean_itself_breaks_it() {
    let low = [1.0, 6.0, 2.0, 6.0, 1.0, 5.0, 2.0, 6.0, 1.0];
    let high = [7.0, 9.0, 7.5, 9.0, 7.0, 9.0, 7.5];
    let mut values: Vec<f64> = low.iter().chain(&high).copied().collect();
    assert_eq!(signals(&chart(&values))[9..], [Some(Signal::Shift); 7]);
    // One on the mean of all the others stands on neither side.
    values[12] = (values.iter().sum::<f64>() - values[12]) / 15.0;
    assert_eq!(signals(&chart(&values))[9..], [None; 7]);
    let flat = chart(&[0.1; 20]);
    assert!(flat.marks.iter().all(Option::is_none), "a series without change has no signal");
    assert_eq!(flat.variation(Polarity::Higher, Rules::built_in()), Variation::Unknown(NotJudged::Flat));
    let against = |target: f64| flat.assurance(Some(target), Polarity::Higher, Rules::built_in());
    assert_eq!(against(0.1), Assurance::Unknown(NotJudged::Flat), "at its target, nothing can be told");
    assert_eq!((against(0.0), against(0.2)), (Assurance::ConsistentlyPasses, Assurance::ConsistentlyFails));
}

#[test]
fn two_of_three_near_the_limit() {
    // Alternating by 2: range about 2, inner line 1.773 × that from the mean, limit 2.66 × that.
    let mut values: Vec<f64> = (0..30).map(|at| if at % 2 == 0 { 9.0 } else { 11.0 }).collect();
    values.extend([14.4, 11.0, 14.4]);
    let found = chart(&values);
    let limits = found.limits().unwrap();
    assert!(14.4 > limits.inner_upper && 14.4 < limits.upper, "{limits:?}");
    assert_eq!(signals(&found)[30..], [Some(Signal::NearLimit), None, Some(Signal::NearLimit)]);
    // One of the three on the other side, and it is none.
    values[31] = 9.0;
    assert_eq!(signals(&chart(&values))[30..], [None, None, None]);
}

#[test]
fn limits_start_anew_where_they_are_rebased() {
    let values: Vec<f64> =
        (0..28).map(|at| if at < 14 { 10.0 } else { 20.0 } + if at % 2 == 0 { 0.5 } else { -0.5 }).collect();
    let whole = chart(&values);
    assert_eq!(whole.phases.len(), 1);
    assert!(matches!(whole.variation(Polarity::Higher, Rules::built_in()), Variation::Improvement(_)));
    let rebased = chart_from(&values, &[14, 14, 0, 99]);
    assert_eq!(rebased.phases.len(), 2);
    assert_eq!((rebased.phases[1].from, rebased.phases[1].to), (14, 28));
    near(rebased.limits().unwrap().mean, 20.0, 1e-9);
    assert_eq!(rebased.variation(Polarity::Higher, Rules::built_in()), Variation::Common);
    assert!(rebased.marks.iter().all(Option::is_none));
}

#[test]
fn few_results_make_trial_limits_and_fewer_make_none() {
    assert!(chart(&[1.0; 12]).phases[0].trial);
    assert!(!chart(&[1.0; 13]).phases[0].trial);
    for found in 0..5 {
        let few = chart(&[1.0, 9.0, 1.0, 9.0][..found]);
        let why = NotJudged::TooFew { found, needed: 5 };
        assert_eq!(few.limits(), None);
        assert_eq!(few.variation(Polarity::Higher, rules()), Variation::Unknown(why));
        assert_eq!(few.assurance(Some(1.0), Polarity::Higher, rules()), Assurance::Unknown(why));
        assert!(few.findings.is_empty());
    }
    assert!(chart(&[1.0, 9.0, 1.0, 9.0, 1.0]).limits().is_some());
    assert_eq!(chart(&[]).phase(), None);
    let gaps = control_chart(&[None, Some(3.0), None, Some(4.0), None], &Setup::default(), rules());
    assert_eq!((gaps.latest, gaps.phases[0].results), (Some((3, 4.0)), 2));
}

/// D. C. Montgomery and G. C. Runger, Applied Statistics and Probability for Engineers, table 16-3:
/// concentration in a chemical process, with its limits worked out from 20 observations.
const CONCENTRATION: [f64; 20] = [
    102.0, 94.8, 98.3, 98.4, 102.0, 98.5, 99.0, 97.7, 100.0, 98.1, 101.3, 98.7, 101.1, 98.4, 97.0, 96.7,
    100.3, 101.4, 97.2, 101.0,
];

#[test]
fn limits_agree_with_the_textbook_and_later_results_are_judged_by_them() {
    let limits = chart(&CONCENTRATION).limits().unwrap();
    near(limits.mean, 99.1, 0.01);
    near(limits.range, 2.59, 0.005);
    near(limits.lower, 92.21, 0.02);
    near(limits.upper, 105.99, 0.02);
    // Ten more, about one and a half sigma higher: by their own limits nothing is out of the ordinary.
    let later = [103.0, 102.0, 104.5, 101.8, 103.9, 102.7, 105.0, 106.4, 103.3, 104.0];
    let all: Vec<Option<f64>> = CONCENTRATION.iter().chain(&later).copied().map(Some).collect();
    let frozen = control_chart(&all, &Setup { freezes: &[4, 19], ..Setup::default() }, rules());
    assert_eq!(frozen.limits(), Some(limits), "the last end of a stretch counts");
    assert_eq!((frozen.phases[0].results, frozen.phases[0].frozen), (20, Some(19)));
    let high = |signal| Mark { signal, side: Side::High };
    assert_eq!(frozen.marks[27], Some(high(Signal::Outside)));
    // The run above the mean begins with the last of those that made the limits.
    assert_eq!(frozen.marks[19], Some(high(Signal::Shift)));
    let shift = frozen.findings.iter().find(|one| one.mark == high(Signal::Shift)).unwrap();
    assert_eq!(
        shift.at,
        (19..30).collect::<Vec<_>>(),
        "counted whole, though one of them is outside as well"
    );
    let open = control_chart(&all, &Setup::default(), rules());
    assert!(open.limits().unwrap().upper > frozen.limits().unwrap().upper);
    assert_eq!(open.phases[0].results, 30);
    // Limits that start anew after it are their own.
    let anew = control_chart(&all, &Setup { rebases: &[20], freezes: &[19], ..Setup::default() }, rules());
    assert_eq!((anew.phases[1].results, anew.phases[1].frozen), (10, None));
}

#[test]
fn limits_agree_with_those_that_plot_the_dots_prints() {
    // NHSRplotthedots, its own test of 20 results (R: set.seed(123); rnorm(20)): -3.01, 0.142, 3.29.
    let values = [
        -0.56047565,
        -0.23017749,
        1.55870831,
        0.07050839,
        0.12928774,
        1.71506499,
        0.46091621,
        -1.26506123,
        -0.68685285,
        -0.44566197,
        1.2240818,
        0.35981383,
        0.40077145,
        0.11068272,
        -0.55584113,
        1.78691314,
        0.49785048,
        -1.96661716,
        0.7013559,
        -0.47279141,
    ];
    let limits = chart(&values).limits().unwrap();
    near(limits.mean, 0.142, 0.0005);
    near(limits.lower, -3.01, 0.005);
    near(limits.upper, 3.29, 0.005);
}

#[test]
fn two_more_published_charts_of_single_results() {
    // D. J. Wheeler, Understanding SPC, 3rd edition: the mean moving range of these 16 is screened of none.
    let values = [
        5045.0, 4350.0, 4350.0, 3975.0, 4290.0, 4430.0, 4485.0, 4285.0, 3980.0, 3925.0, 3645.0, 3760.0,
        3300.0, 3685.0, 3463.0,
    ];
    let limits = chart(&values).limits().unwrap();
    assert_eq!(limits.screened, 0);
    near(limits.mean, 4064.5, 0.05);
    // A jump of more than 3.267 mean ranges is left out, and counted.
    let jump = chart(&[10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 40.0]).limits().unwrap();
    assert_eq!((jump.screened, jump.range), (1, 1.0));
    // Where nothing else moves, it is all there is to judge by.
    let alone = chart(&[5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 9.0]).limits().unwrap();
    assert_eq!((alone.screened, alone.range), (0, 4.0 / 7.0));
}

#[test]
fn published_charts_of_single_results_have_the_limits_they_print() {
    // D. C. Montgomery, Introduction to Statistical Quality Control, 6th edition, example 6.5: costs of
    // processing loan applications; mean 300.5, mean moving range 7.79, limits 279.78 and 321.22.
    let costs = [
        310.0, 288.0, 297.0, 298.0, 307.0, 303.0, 294.0, 297.0, 308.0, 306.0, 294.0, 299.0, 297.0, 299.0,
        314.0, 295.0, 293.0, 306.0, 301.0, 304.0,
    ];
    let limits = chart(&costs).limits().unwrap();
    near(limits.mean, 300.5, 1e-9);
    near(limits.range, 7.79, 0.005);
    near(limits.upper, 321.22, 0.01);
    near(limits.lower, 279.78, 0.01);
    assert_eq!((limits.screened, signals(&chart(&costs)).iter().flatten().count()), (0, 0));
    // The next twenty months by the limits of the first: only the last two are outside.
    let later = [
        305.0, 282.0, 305.0, 296.0, 314.0, 295.0, 287.0, 301.0, 298.0, 311.0, 310.0, 292.0, 305.0, 299.0,
        304.0, 310.0, 304.0, 305.0, 333.0, 328.0,
    ];
    let all: Vec<Option<f64>> = costs.iter().chain(&later).copied().map(Some).collect();
    let frozen = control_chart(&all, &Setup { freezes: &[19], ..Setup::default() }, rules());
    assert_eq!(frozen.limits(), Some(limits));
    let outside: Vec<usize> =
        (0..40).filter(|at| frozen.marks[*at].is_some_and(|mark| mark.signal == Signal::Outside)).collect();
    assert_eq!(outside, [38, 39]);
    // NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches; mean 50.81,
    // mean moving range 1.8778, limits 45.8159 and 55.8041, none outside.
    let flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
    let limits = chart(&flow).limits().unwrap();
    near(limits.mean, 50.81, 1e-9);
    near(limits.range, 1.8778, 0.0001);
    near(limits.upper, 55.8041, 0.002);
    near(limits.lower, 45.8159, 0.002);
}

#[test]
fn limits_are_held_to_what_is_possible() {
    let values = [98.0, 91.0, 99.0, 94.0, 99.5, 90.0];
    let of = |measure: Measure| {
        let range = PossibleRange::of(measure, measure.unit(""), values);
        control_chart(&values.map(Some), &Setup { range, ..Setup::default() }, rules()).limits().unwrap()
    };
    let (share, money) = (of(Measure::Percentage), of(Measure::Money));
    assert!(money.upper > 100.0 && money.cut == [false; 2]);
    assert_eq!((share.upper, share.cut), (100.0, [false, true]));
    assert_eq!((share.lower, share.mean), (money.lower, money.mean));
    assert_eq!(of(Measure::Count).cut, [false; 2]);
    // A percentage that has passed 100 is no share of a whole; a figure below 0 is no count.
    assert_eq!(
        PossibleRange::of(Measure::Percentage, Unit::Percent, [120.0, 50.0]),
        PossibleRange { low: Some(0.0), high: None }
    );
    assert_eq!(PossibleRange::of(Measure::Count, Unit::Number, [-2.0]), PossibleRange::default());
    let counts = [0.0, 3.0, 1.0, 5.0, 0.0].map(Some);
    let range = PossibleRange::of(Measure::Count, Unit::Number, counts.iter().copied().flatten());
    let cut = control_chart(&counts, &Setup { range, ..Setup::default() }, rules()).limits().unwrap();
    assert_eq!((cut.lower, cut.inner_lower, cut.cut), (0.0, 0.0, [true, false]));
}

#[test]
fn assurance_says_on_which_side_the_target_lies() {
    let found = chart(&[10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 11.0]);
    for (target, higher, lower) in [
        (20.0, Assurance::ConsistentlyFails, Assurance::ConsistentlyPasses),
        (10.5, Assurance::HitOrMiss, Assurance::HitOrMiss),
        (1.0, Assurance::ConsistentlyPasses, Assurance::ConsistentlyFails),
    ] {
        assert_eq!(found.assurance(Some(target), Polarity::Higher, Rules::built_in()), higher);
        assert_eq!(found.assurance(Some(target), Polarity::Lower, Rules::built_in()), lower);
    }
    assert_eq!(
        found.assurance(None, Polarity::Higher, Rules::built_in()),
        Assurance::Unknown(NotJudged::NoTarget)
    );
    assert_eq!(
        found.assurance(Some(1.0), Polarity::None, Rules::built_in()),
        Assurance::Unknown(NotJudged::NoPolarity)
    );
    let band = |low, high| found.assurance(None, Polarity::Band { low, high }, Rules::built_in());
    assert_eq!(band(0.0, 20.0), Assurance::ConsistentlyPasses);
    assert_eq!(band(30.0, 40.0), Assurance::ConsistentlyFails);
    assert_eq!(band(10.0, 40.0), Assurance::HitOrMiss);
}

// ---- Trend ---------------------------------------------------------------------

fn years(values: &[(f64, f64)]) -> Vec<YearPoint> {
    values
        .iter()
        .zip(2010..)
        .map(|((value, standard_error), year)| YearPoint {
            year,
            value: *value,
            standard_error: *standard_error,
        })
        .collect()
}

#[test]
fn the_annual_trend_weighs_sure_results_more() {
    // Equal weights: ordinary least squares, and 1/√10 as its standard error.
    let plain =
        annual_trend(&years(&[(1.0, 1.0), (3.0, 1.0), (2.0, 1.0), (5.0, 1.0), (4.0, 1.0)]), SURE, rules());
    let plain = plain.unwrap();
    near(plain.slope, 0.8, 1e-12);
    near(plain.interval.high - plain.slope, 1.959963984540054 / 10.0_f64.sqrt(), 1e-12);
    assert_eq!(plain.direction(), 1);
    // Worked out in exact fractions.
    let uneven = years(&[(10.0, 0.5), (12.0, 2.0), (11.0, 1.0), (13.0, 0.25), (12.5, 4.0)]);
    let uneven = annual_trend(&uneven, SURE, rules()).unwrap();
    near(uneven.slope, 0.995750848591462, 1e-12);
    near((uneven.slope - uneven.interval.low) / SURE.z(), 0.18383416473518183, 1e-12);
    // Only the latest five count.
    let long = years(&[(99.0, 1.0), (1.0, 1.0), (1.0, 1.0), (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)]);
    let long = annual_trend(&long, SURE, rules()).unwrap();
    assert_eq!((long.direction(), long.from, long.to, long.points), (0, 2011, 2015, 5));
}

#[test]
fn four_years_are_no_trend() {
    let four = years(&[(1.0, 1.0), (2.0, 1.0), (3.0, 1.0), (4.0, 1.0)]);
    assert_eq!(annual_trend(&four, SURE, rules()), Err(ChangeError::TooFew { found: 4, needed: 5 }));
    let sure = years(&[(1.0, 1.0), (2.0, 0.0), (3.0, 1.0), (4.0, 1.0), (4.0, 1.0)]);
    assert_eq!(annual_trend(&sure, SURE, rules()), Err(ChangeError::NoSpread(0.0)));
}

// ---- Series and trajectory ------------------------------------------------------

fn at(code: &str) -> Period {
    Period::parse(code).unwrap()
}

fn point(code: &str, value: f64) -> Point {
    Point { period: at(code), value: Some(value), numerator: None, denominator: None }
}

fn share(code: &str, numerator: f64, denominator: f64) -> Point {
    let value = Some(100.0 * numerator / denominator);
    Point { period: at(code), value, numerator: Some(numerator), denominator: Some(denominator) }
}

const COUNTS: Making = Making { basis: Basis::Discrete, measure: Measure::Count, scale: 1.0 };
const SHARES: Making = Making { basis: Basis::Discrete, measure: Measure::Percentage, scale: 100.0 };

#[test]
fn quarters_are_put_together_from_their_months() {
    let months: Vec<Point> =
        (1..=7).map(|month| point(&format!("2015/16-M{month:02}"), f64::from(month))).collect();
    let quarters = regroup(&months, PeriodKind::Quarter, COUNTS);
    let values: Vec<(String, Option<f64>)> =
        quarters.iter().map(|(point, _)| (point.period.code(), point.value)).collect();
    // The third quarter has one month of three, and is left out.
    assert_eq!(values, [("2015/16-Q1".to_owned(), Some(6.0)), ("2015/16-Q2".to_owned(), Some(15.0))]);
    assert!(quarters.iter().all(|(_, together)| *together));
    let shares =
        [share("2015/16-M01", 1.0, 10.0), share("2015/16-M02", 2.0, 20.0), share("2015/16-M03", 9.0, 10.0)];
    near(regroup(&shares, PeriodKind::Quarter, SHARES)[0].0.value.unwrap(), 30.0, 1e-12);
    // Averages without their counts cannot be put together.
    let days = Making { measure: Measure::Average, scale: 1.0, ..COUNTS };
    assert!(regroup(&months, PeriodKind::Quarter, days).is_empty());
    // Positions: the last of them.
    let position = Making { basis: Basis::Snapshot, ..COUNTS };
    assert_eq!(regroup(&months, PeriodKind::Quarter, position)[1].0.value, Some(6.0));
    // What is given stands.
    let mut both = months.clone();
    both.push(point("2015/16-Q1", 7.0));
    let found = regroup(&both, PeriodKind::Quarter, COUNTS);
    assert_eq!((found[0].0.value, found[0].1), (Some(7.0), false));
}

#[test]
fn figures_that_run_through_the_year_are_taken_apart() {
    let making = Making { basis: Basis::Cumulative, ..COUNTS };
    let points = [
        point("2014/15-Q4", 90.0),
        point("2015/16-Q1", 20.0),
        point("2015/16-Q2", 45.0),
        point("2015/16-Q4", 99.0),
    ];
    let alone: Vec<Option<f64>> = own(&points, making).iter().map(|point| point.value).collect();
    assert_eq!(alone, [None, Some(20.0), Some(25.0), None]);
    let shares = Making { basis: Basis::Cumulative, ..SHARES };
    let alone = own(&[share("2015/16-Q1", 10.0, 20.0), share("2015/16-Q2", 40.0, 60.0)], shares);
    assert_eq!(
        (alone[1].value, alone[1].numerator, alone[1].denominator),
        (Some(75.0), Some(30.0), Some(40.0))
    );
}

fn year<'a>(making: Making, polarity: Polarity, target: f64, results: &'a [Point]) -> YearSoFar<'a> {
    let period = results.last().unwrap().period;
    let spec = MeasureSpec { measure: making.measure, unit_name: "", scale: making.scale, decimals: 1 };
    YearSoFar { making, polarity, spec, period, target, results }
}

#[test]
fn what_the_rest_of_the_year_must_average() {
    let results = [point("2014/15-Q4", 80.0), point("2015/16-Q1", 60.0)];
    let found = trajectory(&year(COUNTS, Polarity::Higher, 300.0, &results)).unwrap();
    assert_eq!((found.needed, found.remaining, found.reached, found.of), (80.0, 3, 1, 2));
    assert_eq!(
        found.sentence,
        "To end 2015/16 on the target of 300.0, each of the 3 quarters left must average at least 80.0. \
         Of the 2 quarters so far, 1 has reached that."
    );
    // Shares: the quarters left are taken to be as large as those before.
    let results = [share("2015/16-Q1", 50.0, 100.0), share("2015/16-Q2", 60.0, 100.0)];
    let found = trajectory(&year(SHARES, Polarity::Higher, 65.0, &results)).unwrap();
    near(found.needed, 75.0, 1e-9);
    assert_eq!((found.reached, found.of), (0, 2));
    let found = trajectory(&year(SHARES, Polarity::Higher, 80.0, &results)).unwrap();
    assert!(found.sentence.contains("out of reach"), "{}", found.sentence);
    let found = trajectory(&year(COUNTS, Polarity::Higher, 40.0, &results)).unwrap();
    assert!(found.sentence.contains("certain"), "{}", found.sentence);
    let found = trajectory(&year(COUNTS, Polarity::Lower, 40.0, &results)).unwrap();
    assert!(found.sentence.contains("out of reach"), "{}", found.sentence);
}

#[test]
fn positions_have_to_move() {
    let making = Making { basis: Basis::Snapshot, ..SHARES };
    let results = [point("2014/15-Q4", 9.4), point("2015/16-Q1", 9.0)];
    let found = trajectory(&year(making, Polarity::Higher, 10.5, &results)).unwrap();
    near(found.needed, 0.5, 1e-12);
    assert!(found.is_move);
    assert_eq!(
        found.sentence,
        "To end 2015/16 on the target of 10.5%, it has to rise by 0.5 points in each of the 3 quarters left. \
         The one quarter so far has not moved as far."
    );
}

#[test]
fn a_trajectory_says_why_there_is_none() {
    let over = [point("2015/16-Q4", 1.0)];
    assert_eq!(trajectory(&year(COUNTS, Polarity::Higher, 1.0, &over)), Err("the year is over".to_owned()));
    let gap = [point("2015/16-Q1", 1.0), point("2015/16-Q3", 1.0)];
    let why = trajectory(&year(COUNTS, Polarity::Higher, 1.0, &gap)).unwrap_err();
    assert_eq!(why, "there is no result for Q2 2015/16");
    assert!(trajectory(&year(COUNTS, Polarity::None, 1.0, &gap)).is_err());
}

// ---- Judgements -------------------------------------------------------------------

fn covers(from: (i32, u32), to: (i32, u32, u32), basis: Basis) -> Option<Coverage> {
    let span = Span {
        from: NaiveDate::from_ymd_opt(from.0, from.1, 1).unwrap(),
        to: NaiveDate::from_ymd_opt(to.0, to.1, to.2).unwrap(),
    };
    Some(Coverage { basis, span })
}

fn seen(numerator: f64, denominator: f64) -> Observation {
    let value = 100.0 * numerator / denominator;
    Observation { value, numerator: Some(numerator), denominator: Some(denominator), coverage: None }
}

fn plain(value: f64) -> Observation {
    Observation { value, numerator: None, denominator: None, coverage: None }
}

fn case<'a>(measure: Measure, now: Observation, series: &'a [f64]) -> Case<'a> {
    let unit_name = if measure == Measure::Average { "days" } else { "" };
    let spec = MeasureSpec { measure, unit_name, scale: measure.scale().unwrap_or(1_000.0), decimals: 1 };
    let (polarity, counted, level, rules) = (Polarity::Higher, "clients", SURE, rules());
    Case { spec, polarity, counted, level, rules, now, series }
}

#[test]
fn a_share_is_judged_by_wilson() {
    let case = case(Measure::Percentage, seen(66.0, 709.0), &[]);
    let found = case.against_figure(Against::Target, Some(10.6));
    assert_eq!((found.verdict, found.method), (Verdict::Similar, Some(Method::Wilson)));
    assert_eq!(
        found.sentence,
        "9 fewer of 709 clients is within ordinary fluctuation: similar to the target of 10.6%."
    );
    assert!(found.warnings.is_empty());
    let found = case.against_figure(Against::Benchmark("England".to_owned()), Some(20.0));
    assert_eq!(found.verdict, Verdict::Worse);
    assert_eq!(
        found.sentence,
        "76 fewer of 709 clients is more than ordinary fluctuation: worse than the 20.0% of England."
    );
}

#[test]
fn two_shares_are_judged_by_their_difference() {
    let case = case(Measure::Percentage, seen(56.0, 70.0), &[]);
    let found = case.against_result(Against::Previous, Some(seen(48.0, 80.0)));
    assert_eq!((found.verdict, found.method), (Verdict::Better, Some(Method::DifferenceOfProportions)));
    near(found.interval.unwrap().low, 5.24, 5e-3);
    // Where only this result was counted, its own interval decides, and that is said.
    let found = case.against_result(Against::Previous, Some(plain(75.0)));
    assert_eq!((found.verdict, found.method), (Verdict::Similar, Some(Method::Wilson)));
    assert_eq!(found.warnings, ["What the earlier result was counted from is not given."]);
}

#[test]
fn counts_are_judged_by_their_sum() {
    let mut case = case(Measure::Count, plain(193.0), &[]);
    case.polarity = Polarity::Lower;
    case.spec.decimals = 0;
    let found = case.against_result(Against::SamePeriodLastYear, Some(plain(205.0)));
    assert_eq!((found.verdict, found.method), (Verdict::Similar, Some(Method::DifferenceOfCounts)));
    assert_eq!(
        found.sentence,
        "12 fewer clients is within ordinary fluctuation: similar to the 205 of the same period last year."
    );
    let found = case.against_figure(Against::Target, Some(150.0));
    assert_eq!((found.verdict, found.method), (Verdict::Worse, Some(Method::Byar)));
    case.now = plain(4.0);
    let found = case.against_figure(Against::Target, Some(5.0));
    assert_eq!((found.verdict, found.method), (Verdict::Similar, Some(Method::ExactPoisson)));
    assert_eq!(found.warnings.len(), 1);
    assert!(found.sentence.starts_with("1 fewer client is within"), "{}", found.sentence);
}

#[test]
fn averages_are_judged_by_what_their_series_usually_does() {
    let series = [20.0, 21.0, 20.0, 21.0, 20.0, 21.0, 20.0, 29.0];
    let case = case(Measure::Average, plain(29.0), &series);
    let found = case.against_result(Against::Previous, Some(plain(20.0)));
    assert_eq!((found.verdict, found.method), (Verdict::Better, Some(Method::SeriesSpread)));
    assert_eq!(
        found.sentence,
        "9 days longer is more than the usual ups and downs of this series: better than the previous result of 20.0 days."
    );
    assert!(found.warnings[0].contains("told from 8 of them"), "{:?}", found.warnings);
    // One moving range of seven is screened out, and 1 is the mean of the others.
    let half = SURE.z() * 2.66 / 3.0;
    ends(case.estimate().unwrap().interval, 29.0 - half, 29.0 + half);
    let short = Case { series: &series[..3], ..case };
    let found = short.against_figure(Against::Target, Some(18.0));
    assert_eq!(
        (found.verdict, found.sentence.as_str()),
        (
            Verdict::CannotBeJudged,
            "Cannot be judged from one figure: an average does not tell how its cases are spread, and its 3 results \
             are too few to tell what is usual."
        )
    );
}

#[test]
fn what_is_not_comparable_is_not_judged() {
    let mut case = case(Measure::Percentage, seen(50.0, 100.0), &[]);
    case.now.coverage = covers((2015, 4), (2015, 6, 30), Basis::Discrete);
    let mut then = seen(10.0, 100.0);
    then.coverage = covers((2014, 4), (2015, 3, 31), Basis::Discrete);
    let found = case.against_result(Against::Previous, Some(then));
    assert_eq!(found.verdict, Verdict::CannotBeJudged);
    assert!(found.sentence.starts_with("Cannot be judged, because it is not like for like: 3 months"));
    // Rolling years that share nine months count most cases twice.
    case.now.coverage = covers((2014, 7), (2015, 6, 30), Basis::Rolling12);
    then.coverage = covers((2014, 4), (2015, 3, 31), Basis::Rolling12);
    let found = case.against_result(Against::Previous, Some(then));
    assert!(found.sentence.contains("overlap"), "{}", found.sentence);
    then.coverage = covers((2013, 7), (2014, 6, 30), Basis::Rolling12);
    assert_eq!(case.against_result(Against::SamePeriodLastYear, Some(then)).verdict, Verdict::Better);
    assert_eq!(
        case.against_figure(Against::Target, None).sentence,
        "Cannot be judged, because there is no target."
    );
    case.now = seen(240.0, 231.0);
    assert_eq!(
        case.against_figure(Against::Target, Some(90.0)).sentence,
        "Cannot be judged, because 240 of 231 is more than all."
    );
    case.now = seen(22.5, 231.0);
    assert!(case.against_figure(Against::Target, Some(90.0)).sentence.contains("not a whole number"));
}

#[test]
fn without_polarity_it_is_only_higher_or_lower() {
    let mut case = case(Measure::Percentage, seen(50.0, 100.0), &[]);
    case.polarity = Polarity::None;
    assert_eq!(case.against_figure(Against::Target, Some(80.0)).verdict, Verdict::Lower);
    assert_eq!(case.against_figure(Against::Target, Some(20.0)).verdict, Verdict::Higher);
    case.polarity = Polarity::Band { low: 45.0, high: 55.0 };
    assert_eq!(case.against_figure(Against::Target, Some(50.0)).verdict, Verdict::Similar);
    case.polarity = Polarity::Band { low: 80.0, high: 90.0 };
    assert_eq!(case.against_figure(Against::Target, Some(80.0)).verdict, Verdict::Worse);
    case.polarity = Polarity::Band { low: 10.0, high: 90.0 };
    assert_eq!(case.against_figure(Against::Target, Some(10.0)).verdict, Verdict::Better);
}

fn spec(measure: Measure, unit_name: &'static str) -> MeasureSpec<'static> {
    let scale = measure.scale().unwrap_or(1_000.0);
    MeasureSpec { measure, unit_name, scale, decimals: measure.usual_decimals() }
}

#[test]
fn only_what_counts_cases_is_judged_from_one_figure() {
    let parts = |numerator: f64, denominator: f64, spec: MeasureSpec| Observation {
        value: spec.scale * numerator / denominator,
        numerator: Some(numerator),
        denominator: Some(denominator),
        coverage: None,
    };
    let judged = |spec: MeasureSpec<'static>, now: Observation| {
        let case = Case { spec, now, ..case(Measure::Count, plain(1.0), &[]) };
        case.estimate().map(|found| found.method)
    };
    let (share, rate) = (spec(Measure::Percentage, ""), spec(Measure::Rate, ""));
    assert_eq!(judged(share, parts(66.0, 709.0, share)), Ok(Method::Wilson));
    assert_eq!(judged(rate, parts(23.0, 5_120.0, rate)), Ok(Method::Byar));
    assert_eq!(judged(rate, parts(4.0, 5_120.0, rate)), Ok(Method::ExactPoisson));
    assert_eq!(judged(spec(Measure::Count, ""), plain(193.0)), Ok(Method::Byar));
    assert_eq!(judged(spec(Measure::Count, ""), plain(7.0)), Ok(Method::ExactPoisson));
    // A part of a case is none; a share or a rate without its counts tells nothing.
    assert!(
        judged(spec(Measure::Count, ""), plain(7.4)).unwrap_err().contains("not a whole number of cases")
    );
    for (measure, unit_name) in [
        (Measure::Average, "days"),
        (Measure::Average, "score"),
        (Measure::Average, ""),
        (Measure::Money, ""),
        (Measure::Ratio, ""),
        (Measure::Index, ""),
        (Measure::Percentage, ""),
        (Measure::Rate, ""),
    ] {
        let spec = spec(measure, unit_name);
        let mut figures = vec![plain(7.0), plain(28.0)];
        if !measure.numerator_counts() {
            figures.push(parts(1_820.0, 65.0, spec));
        }
        for now in figures {
            let case = Case { spec, now, ..case(Measure::Count, plain(1.0), &[]) };
            for found in [
                case.against_figure(Against::Target, Some(8.0)),
                case.against_result(Against::Previous, Some(plain(8.0))),
            ] {
                assert_eq!(found.verdict, Verdict::CannotBeJudged, "{measure:?}");
                assert!(
                    found.sentence.starts_with("Cannot be judged from one figure: "),
                    "{}",
                    found.sentence
                );
            }
        }
    }
    // A count that is worked out with a denominator is no count.
    let count = spec(Measure::Count, "");
    assert!(judged(count, parts(30.0, 40.0, count)).is_err());
}

#[test]
fn a_difference_is_said_in_the_words_of_its_measure() {
    for (measure, unit_name, difference, counted, said) in [
        (Measure::Average, "days", 2.3, "homes", "2.3 days longer"),
        (Measure::Average, "working days", -1.0, "homes", "1 working day shorter"),
        (Measure::Average, "weeks", -0.04, "", "0.04 weeks shorter"),
        (Measure::Average, "score", 0.4, "people", "0.4 points higher"),
        (Measure::Average, "kg", -12.0, "households", "12 kg lower"),
        (Measure::Average, "", -0.5, "", "0.5 lower"),
        (Measure::Percentage, "", 1.2, "adults", "1.2 points higher"),
        (Measure::Rate, "", -0.4, "complaints", "0.4 per 1,000 lower"),
        (Measure::Count, "", -33.0, "homes", "33 fewer homes"),
        (Measure::Count, "", 1.0, "homes", "1 more home"),
        (Measure::Count, "", 12.0, "", "12 more"),
        (Measure::Money, "", -4_000.0, "homes", "£4,000 less"),
        (Measure::Ratio, "", 0.25, "", "0.25 higher"),
        (Measure::Index, "", -3.0, "", "3 points lower"),
    ] {
        assert_eq!(spec(measure, unit_name).difference(difference, counted), said);
    }
}

#[test]
fn an_example_can_be_checked_in_the_head() {
    for (measure, unit_name, said) in [
        (Measure::Percentage, "", "422 of 709 = 59.5%"),
        (Measure::Average, "days", "1,820 of 65 = 28.0 days"),
        (Measure::Rate, "", "23 of 5,120 = 4.5 per 1,000"),
        (Measure::Money, "", "£1,300,000 of 65 = £20,000"),
        (Measure::Ratio, "", "1,820 of 65 = 28.00"),
        (Measure::Index, "", "126 of 120 = 105.0"),
    ] {
        assert_eq!(spec(measure, unit_name).example(""), said);
    }
    assert!(spec(Measure::Count, "").example("homes").contains("1,820 homes"));
}
