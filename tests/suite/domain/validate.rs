//! Doubtful figures and words, ratings' names, comparison.

use proptest::prelude::*;
use quarterdeck::domain::comparison::{Coverage, direction, like_for_like, variance};
use quarterdeck::domain::validate::{Severity, figures, figures_to, notes_to_self};
use quarterdeck::domain::{
    Basis, Comparator, Direction, Frequency, Measure, Measurement, Period, Polarity, Rating, ResultStatus,
    Unit,
};

const HIGHER: Polarity = Polarity::Higher;
const LOWER: Polarity = Polarity::Lower;
const BAND: Polarity = Polarity::Band { low: 10.0, high: 20.0 };

#[test]
fn doubtful_figures_are_all_found() {
    use Severity::{Error, Warning};
    let found = |n, d, s, unit, scale| -> Vec<(&str, Severity)> {
        figures(n, d, s, unit, scale).iter().map(|f| (f.field, f.severity)).collect()
    };
    let percent = Measure::Percentage;
    assert_eq!(found(Some(422.0), Some(709.0), Some(59.52), percent, 100.0), []);
    assert_eq!(found(Some(1.0), Some(0.0), None, percent, 100.0), [("denominator", Error)]);
    assert_eq!(found(Some(1.0), Some(-2.0), None, percent, 100.0), [("denominator", Error)]);
    assert_eq!(found(Some(f64::NAN), None, None, percent, 100.0), [("numerator", Error)]);
    assert_eq!(found(None, None, Some(101.0), percent, 100.0), [("stated", Warning)]);
    assert_eq!(found(Some(9.0), Some(8.0), None, percent, 100.0), [("numerator", Warning)]);
    assert_eq!(found(Some(9.0), Some(8.0), None, Measure::Rate, 100.0), []);
    assert_eq!(found(Some(1.0), Some(2.0), None, percent, 0.0), [("scale", Error)]);
    assert_eq!(
        found(Some(f64::INFINITY), Some(0.0), Some(101.0), percent, f64::NAN),
        [("numerator", Error), ("scale", Error), ("denominator", Error), ("stated", Warning),]
    );
    // 47 of 51,576 is 91.13 per 100,000; the Barnet report prints 98.59.
    let rate = figures(Some(47.0), Some(51576.0), Some(98.59), Measure::Rate, 100_000.0);
    assert_eq!(rate[0].message, "98.59 is stated, but the numerator and denominator make 91.13.");
}

#[test]
fn a_stated_figure_may_be_rounded_but_no_more() {
    let warned = |stated, decimals| {
        let found = figures_to(Some(1.0), Some(8.0), Some(stated), Measure::Percentage, 100.0, decimals);
        !found.is_empty()
    };
    // 12.5 exactly: both ways of rounding a half pass.
    assert!(!warned(13.0, None) && !warned(12.0, None) && !warned(12.5, None));
    assert!(warned(12.4, None) && warned(14.0, None));
    assert!(warned(12.0, Some(1)) && !warned(12.5, Some(2)));
}

#[test]
fn notes_to_self_are_quoted() {
    for (text, notes) in [
        ("See Above", vec!["See Above"]),
        ("see below. Overall, tbc", vec!["see below", "tbc"]),
        ("our Workforce development (check James).", vec!["(check James)"]),
        ("Figures xxx and TBC?? (TBD)", vec!["xxx", "TBC", "??", "TBD"]),
        ("Plan to follow.", vec!["to follow"]),
        ("We need to follow up, to follow guidance and see the above-average.", vec![]),
        ("Staff check and insert records (weekly checks).", vec![]),
        ("[insert figure] é?", vec!["[insert figure]"]),
        ("(check", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(notes_to_self(text), notes, "{text}");
    }
}

#[test]
fn values_come_from_numerator_and_denominator_where_both_are_given() {
    for (n, d, s, scale, value) in [
        (Some(66.0), Some(709.0), Some(9.3), 100.0, Some(6600.0 / 709.0)),
        (Some(119.0), None, Some(119.0), 1.0, Some(119.0)),
        (Some(1.0), Some(0.0), Some(2.0), 100.0, Some(2.0)),
        (Some(1.0), Some(0.0), None, 100.0, None),
        (None, None, Some(f64::NAN), 1.0, None),
        (Some(f64::MAX), Some(0.1), Some(2.0), 100.0, Some(2.0)),
    ] {
        let measurement = Measurement { numerator: n, denominator: d, stated: s };
        assert_eq!(measurement.value(scale), value);
    }
}

#[test]
fn variance_and_direction_follow_polarity() {
    let v = variance(66.0 / 7.09, 10.6, HIGHER).unwrap();
    assert_eq!((format!("{:.1}", v.amount), v.favourable), ("-12.2".into(), Some(false)));
    let v = variance(3.0, 0.0, LOWER).unwrap();
    assert_eq!((v.amount, v.in_units, v.favourable), (3.0, true, Some(false)));
    let v = variance(0.3, 0.1 + 0.2, LOWER).unwrap();
    assert_eq!((v.amount, v.favourable), (0.0, Some(true)));
    assert_eq!(variance(-90.0, -100.0, HIGHER).unwrap().amount, 10.0);
    assert_eq!(variance(1.0, 2.0, Polarity::None).unwrap().favourable, None);
    assert!(variance(f64::NAN, 1.0, HIGHER).is_none());

    for (value, previous, polarity, comparable, expected) in [
        (2.0, 1.0, HIGHER, true, Direction::Improving),
        (2.0, 1.0, LOWER, true, Direction::Worsening),
        (2.0, 1.0, Polarity::None, true, Direction::Increasing),
        (1.0, 2.0, Polarity::None, true, Direction::Decreasing),
        (0.3, 0.1 + 0.2, HIGHER, true, Direction::Same),
        (2.0, 1.0, HIGHER, false, Direction::NotComparable),
        (21.0, 25.0, BAND, true, Direction::Improving),
        (9.0, 20.0, BAND, true, Direction::Worsening),
        (12.0, 18.0, BAND, true, Direction::Same),
    ] {
        let found = direction(Some(value), Some(previous), polarity, comparable);
        assert_eq!(found, expected, "{value} after {previous}");
    }
    assert_eq!(direction(Some(1.0), None, HIGHER, true), Direction::None);
    let words: Vec<_> = Direction::ALL.into_iter().map(Direction::word).collect();
    assert_eq!(words, ["better", "same", "worse", "up", "down", "not comparable", "–"]);
}

#[test]
fn only_like_is_compared_with_like() {
    let natural = |basis, period: &str| Coverage::natural(basis, Period::parse(period).unwrap(), 4);
    let compare = |a, b| like_for_like(a, b);
    use Basis::{Cumulative, Discrete, Rolling12, Snapshot};
    assert_eq!(
        compare(natural(Cumulative, "2015/16-Q1"), natural(Cumulative, "2014/15")),
        Err("3 months (Apr–Jun 2015) beside 12 months (Apr 2014 – Mar 2015)".into())
    );
    assert!(compare(natural(Cumulative, "2015/16-Q2"), natural(Cumulative, "2015/16-Q1")).is_err());
    assert!(compare(natural(Cumulative, "2015/16-Q2"), natural(Cumulative, "2014/15-Q2")).is_ok());
    assert!(compare(natural(Discrete, "2015/16-Q2"), natural(Discrete, "2015/16-Q1")).is_ok());
    assert!(compare(natural(Snapshot, "2015/16-Q1"), natural(Snapshot, "2014/15")).is_ok());
    assert!(compare(natural(Rolling12, "2015/16-Q1"), natural(Rolling12, "2015/16-M01")).is_ok());
    assert_eq!(
        compare(natural(Snapshot, "2015/16-Q1"), natural(Discrete, "2014/15-Q1")),
        Err("as at the end of the period beside this period alone".into())
    );
    assert_eq!(natural(Cumulative, "2015/16-Q3").span.title(), "Apr–Dec 2015");
    assert_eq!(natural(Rolling12, "2015/16-Q1").span.title(), "Jul 2014 – Jun 2015");
}

#[test]
fn names_are_read_back() {
    for rating in Rating::ALL {
        assert_eq!(Rating::parse(rating.code()), Some(rating));
        assert_eq!(Rating::parse(rating.title()), Some(rating));
        assert_eq!(rating.symbol().chars().count(), 1);
        assert!(rating.ascii_symbol().is_ascii() && rating.ascii_symbol().len() == 1);
        assert!(rating.letters().len() <= 3);
        let json = serde_json::to_string(&rating).unwrap();
        assert_eq!(json, format!("\"{}\"", rating.code()), "codes are what is stored");
    }
    assert_eq!(Rating::parse("green-amber"), Some(Rating::GreenAmber));
    assert_eq!(Rating::parse("ra"), Some(Rating::RedAmber));
    assert_eq!(Rating::parse("purple"), None);
    assert_eq!(Rating::parse("--"), None);
    macro_rules! read_back {
        ($($kind:ident)+) => {$(
            for item in $kind::ALL {
                assert_eq!($kind::parse(item.code()), Some(*item));
                assert_eq!($kind::parse(item.title()), Some(*item));
                let json = serde_json::to_string(item).unwrap();
                assert_eq!(json, format!("\"{}\"", item.code()), "codes are what is stored");
            }
        )+};
    }
    read_back!(Unit Measure Basis Comparator Frequency ResultStatus);
    for direction in Direction::ALL {
        assert_eq!(Direction::parse(direction.word()), Some(direction));
        let json = serde_json::to_string(&direction).unwrap();
        assert_eq!(json, format!("\"{}\"", direction.code()));
    }
    for polarity in [HIGHER, LOWER, BAND, Polarity::None, Polarity::Band { low: -1.5, high: 0.0 }] {
        assert_eq!(Polarity::parse(&polarity.code()), Ok(polarity));
        assert_eq!(Polarity::parse(&polarity.title()), Ok(polarity));
    }
    assert_eq!(BAND.title(), "aim for 10–20");
    assert!(Polarity::parse("20..10").is_err() && Polarity::parse("up").is_err());
}

#[test]
fn worst_ratings_sort_first() {
    use Rating::{
        Amber, AwaitingData, Band1, Band2, Band3, Band4, Band5, Green, GreenAmber, MonitorOnly, NotCollected,
        NotDue, NotOnTrack, NotReportable, OnTrack, Red, RedAmber,
    };
    for (worse, better) in [
        (Red, RedAmber),
        (RedAmber, Amber),
        (Amber, GreenAmber),
        (GreenAmber, Green),
        (Band1, Band2),
        (Band4, Band5),
        (NotOnTrack, OnTrack),
        (Green, AwaitingData),
        (OnTrack, NotReportable),
    ] {
        assert!(worse.severity() < better.severity());
    }
    assert!([Red, NotOnTrack, Band1].iter().all(|r| r.severity() == 0));
    assert!(Green.is_colour() && Band3.is_colour() && OnTrack.is_colour());
    assert!(
        ![NotDue, AwaitingData, NotCollected, MonitorOnly, NotReportable, Rating::None]
            .iter()
            .any(|r| r.is_colour())
    );
}

proptest! {
    #[test]
    fn variance_sign_agrees_with_polarity(
        value in -1000i32..1000, target in -1000i32..1000,
    ) {
        let (value, target) = (f64::from(value) / 10.0, f64::from(target) / 10.0);
        let up = variance(value, target, HIGHER).unwrap();
        let down = variance(value, target, LOWER).unwrap();
        prop_assert_eq!(up.amount, down.amount);
        prop_assert_eq!(up.favourable, Some(up.amount >= 0.0));
        prop_assert_eq!(down.favourable, Some(down.amount <= 0.0));
    }

    #[test]
    fn nothing_typed_makes_a_check_panic(
        text in ".*", n in any::<f64>(), d in any::<f64>(), s in any::<f64>(), scale in any::<f64>(),
        decimals in proptest::option::of(any::<u32>()),
    ) {
        notes_to_self(&text);
        let _ = (Polarity::parse(&text), Rating::parse(&text), Basis::parse(&text));
        for measure in Measure::ALL {
            figures_to(Some(n), Some(d), Some(s), *measure, scale, decimals);
        }
        variance(n, d, Polarity::Band { low: s, high: scale });
        direction(Some(n), Some(d), Polarity::Band { low: s, high: scale }, true);
    }

    #[test]
    fn brackets_and_queries_never_make_a_check_panic(text in "[?( \\[\\])éa]{0,8}(check|see|to follow|é)?[?)é ]{0,9}") {
        notes_to_self(&text);
    }
}
