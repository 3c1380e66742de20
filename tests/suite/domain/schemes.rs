//! Boundaries of every scheme, faults of scheme files, and properties of ratings.

use proptest::prelude::*;
use quarterdeck::domain::{Measure, Period, Polarity, Rating, RatingInputs, Scheme, StepOf};

fn scheme(code: &str) -> &'static Scheme {
    let period = Period::parse("2015/16-Q1").unwrap();
    Scheme::find(Scheme::built_in(), code, period).unwrap()
}

fn facts(value: f64, target: f64, previous: f64, polarity: Polarity) -> RatingInputs {
    RatingInputs {
        value: Some(value),
        target: Some(target),
        previous: Some(previous),
        polarity,
        decimals: 2,
        ..RatingInputs::default()
    }
}

fn rating(code: &str, facts: &RatingInputs) -> Rating {
    scheme(code).assess(facts).rating
}

const HIGHER: Polarity = Polarity::Higher;
const LOWER: Polarity = Polarity::Lower;
const BAND: Polarity = Polarity::Band { low: 10.0, high: 20.0 };

#[test]
fn all_five_schemes_are_there() {
    let codes: Vec<_> = Scheme::built_in().iter().map(|s| s.code.as_str()).collect();
    assert_eq!(codes, ["four-colour", "tolerance", "tolerance-and-travel", "fixed-bands", "on-track"]);
}

#[test]
fn four_colour_boundaries() {
    use Rating::{Green, GreenAmber, Red, RedAmber};
    // 58.1 + 0.65 × 2 = 59.4 and 58.1 + 0.8 × 2 = 59.7 are not exact in binary.
    for (value, target, previous, polarity, expected) in [
        (60.1, 60.1, 58.1, HIGHER, Green),
        (60.0999, 60.1, 58.1, HIGHER, GreenAmber),
        (59.7, 60.1, 58.1, HIGHER, GreenAmber),
        (59.6999, 60.1, 58.1, HIGHER, RedAmber),
        (59.4, 60.1, 58.1, HIGHER, RedAmber),
        (59.3999, 60.1, 58.1, HIGHER, Red),
        (0.3, 0.1 + 0.2, 0.1, HIGHER, Green),
        (10.0, 10.0, 20.0, LOWER, Green),
        (12.0, 10.0, 20.0, LOWER, GreenAmber),
        (12.001, 10.0, 20.0, LOWER, RedAmber),
        (13.5, 10.0, 20.0, LOWER, RedAmber),
        (13.501, 10.0, 20.0, LOWER, Red),
        // A previous result on or past the target leaves nothing to share in.
        (59.9, 60.0, 60.0, HIGHER, Red),
        (59.9, 60.0, 70.0, HIGHER, Red),
        (60.0, 60.0, 70.0, HIGHER, Green),
        // From 30 (10 above the band), 22 has made 80% of the way.
        (22.0, 0.0, 30.0, BAND, GreenAmber),
        (22.1, 0.0, 30.0, BAND, RedAmber),
        (20.0, 0.0, 30.0, BAND, Green),
        (8.0, 0.0, 0.0, BAND, GreenAmber),
        (7.9, 0.0, 0.0, BAND, RedAmber),
    ] {
        let facts = facts(value, target, previous, polarity);
        assert_eq!(rating("four-colour", &facts), expected, "{facts:?}");
    }
}

#[test]
fn an_unknown_share_is_green_or_red_and_says_why() {
    let mut given = facts(59.0, 60.0, 0.0, HIGHER);
    given.previous = None;
    given.previous_missing = "not like for like: 3 months beside 12 months".into();
    let missed = scheme("four-colour").assess(&given);
    assert_eq!(missed.rating, Rating::Red);
    assert_eq!(
        missed.explanation.caveats,
        ["The share of the targeted improvement cannot be worked out: not like for like: 3 months \
          beside 12 months. A target met is Green; one missed is Red."]
    );
    assert_eq!(missed.explanation.distance, "1 point higher would make this Green.");
    given.value = Some(60.0);
    assert_eq!(rating("four-colour", &given), Rating::Green);
}

#[test]
fn tolerance_boundaries() {
    use Rating::{Amber, Green, Red};
    for (value, target, tolerance, polarity, expected) in [
        (60.0, 60.0, None, HIGHER, Green),
        (57.0, 60.0, None, HIGHER, Amber),
        (56.99, 60.0, None, HIGHER, Red),
        (63.0, 60.0, None, LOWER, Amber),
        (63.01, 60.0, None, LOWER, Red),
        (54.0, 60.0, Some(10.0), HIGHER, Amber),
        (53.99, 60.0, Some(10.0), HIGHER, Red),
        (59.99, 60.0, Some(0.0), HIGHER, Red),
        // 5% off a target of 0.3 is 0.285, which is not exact in binary.
        (0.285, 0.3, None, HIGHER, Amber),
        (-105.0, -100.0, None, HIGHER, Amber),
        (0.0, 0.0, None, LOWER, Green),
        (1.0, 0.0, None, LOWER, Red),
    ] {
        let facts = RatingInputs { tolerance, ..facts(value, target, 50.0, polarity) };
        assert_eq!(rating("tolerance", &facts), expected, "{facts:?}");
    }
    let zero = scheme("tolerance").assess(&facts(1.0, 0.0, 2.0, LOWER));
    assert_eq!(zero.explanation.caveats, ["The target is 0, so there is no percentage of it to allow."]);
}

#[test]
fn tolerance_and_travel_boundaries() {
    use Rating::{Amber, Green, Red};
    for (value, last_year, expected) in [
        (100.0, None, Green),
        (90.0, None, Green),
        (89.99, Some(89.99), Amber),
        (89.99, Some(90.5), Red),
        (70.0, Some(69.0), Amber),
        (70.0, None, Red),
    ] {
        let facts = RatingInputs { same_period_last_year: last_year, ..facts(value, 100.0, 50.0, HIGHER) };
        assert_eq!(rating("tolerance-and-travel", &facts), expected, "{facts:?}");
    }
    let red = RatingInputs { same_period_last_year: Some(80.0), ..facts(70.0, 100.0, 50.0, HIGHER) };
    let why = scheme("tolerance-and-travel").assess(&red).explanation;
    assert_eq!(
        why.rule,
        "Red: the target is missed by more than 10% of it, and it is worse than the same period \
         last year."
    );
    assert_eq!(why.distance, "10 points higher would make this Amber.");
}

#[test]
fn fixed_band_boundaries() {
    use Rating::{Band1, Band2, Band3, Band4, Band5, NotReportable};
    for (value, expected) in [
        (90.0, Band5),
        (89.999, Band4),
        (75.0, Band4),
        (74.999, Band3),
        (60.0, Band3),
        (40.0, Band2),
        (39.999, Band1),
    ] {
        let facts = RatingInputs { value: Some(value), ..RatingInputs::default() };
        assert_eq!(rating("fixed-bands", &facts), expected, "{value}");
    }
    let other = RatingInputs { value: Some(5.0), polarity: LOWER, ..RatingInputs::default() };
    assert_eq!(rating("fixed-bands", &other), NotReportable);
}

#[test]
fn on_track_boundaries_and_states() {
    use Rating::{AwaitingData, MonitorOnly, NotCollected, NotDue, NotOnTrack, NotReportable, OnTrack};
    assert_eq!(rating("on-track", &facts(60.0, 60.0, 1.0, HIGHER)), OnTrack);
    assert_eq!(rating("on-track", &facts(59.99, 60.0, 1.0, HIGHER)), NotOnTrack);
    assert_eq!(rating("on-track", &RatingInputs::default()), AwaitingData);
    // Words that say no state are the scheme's own; a state that is said is that under any scheme.
    let left = RatingInputs { missing_because: "the officer has left".into(), ..RatingInputs::default() };
    assert_eq!(rating("on-track", &left), NotReportable);
    assert_eq!(rating("four-colour", &left), AwaitingData);
    for (reason, state) in [
        ("not held", NotCollected),
        ("not due until Q4", NotDue),
        ("awaiting data", AwaitingData),
        ("suppressed ([c])", NotReportable),
    ] {
        let said = RatingInputs { missing_because: reason.into(), ..RatingInputs::default() };
        assert_eq!([rating("on-track", &said), rating("four-colour", &said)], [state; 2], "{reason}");
        let sentence = scheme("four-colour").assess(&said).explanation.rule;
        assert_eq!(sentence, format!("{}: there is no result ({reason}).", state.title()));
    }
    let no_target = RatingInputs { value: Some(1.0), ..RatingInputs::default() };
    assert_eq!(rating("on-track", &no_target), MonitorOnly);
    assert_eq!(rating("on-track", &facts(1.0, 2.0, 3.0, Polarity::None)), MonitorOnly);
}

#[test]
fn distance_is_in_the_indicators_own_terms() {
    let days = RatingInputs {
        measure: Measure::Average,
        unit_name: "days".into(),
        decimals: 1,
        ..facts(22.6, 18.0, 17.6, LOWER)
    };
    let said = |facts: &RatingInputs| scheme("four-colour").assess(facts).explanation.distance;
    assert_eq!(said(&days), "4.6 days shorter would make this Green.");
    let count = RatingInputs {
        measure: Measure::Count,
        decimals: 0,
        counted: "packages".into(),
        ..facts(119.0, 270.0, 216.0, HIGHER)
    };
    assert_eq!(said(&count), "133 more packages would make this Red Amber.");
    let green = facts(61.0, 60.0, 50.0, HIGHER);
    assert_eq!(said(&green), "This is the best rating of the scheme.");
    let low = RatingInputs {
        numerator: Some(1.0),
        denominator: Some(1000.0),
        scale: 1000.0,
        measure: Measure::Rate,
        counted: "admissions".into(),
        ..facts(1.0, -1.0, -2.0, LOWER)
    };
    assert_eq!(
        said(&low),
        "Green is out of reach: it would take 2 fewer admissions, and it cannot be below 0."
    );
}

#[test]
fn rounding_never_hides_a_miss() {
    let why = scheme("tolerance").assess(&facts(59.996, 60.0, 50.0, HIGHER)).explanation;
    assert_eq!(
        why.caveats,
        ["Rounded, the result and the target look the same; unrounded, the result is 59.996."]
    );
}

#[test]
fn last_year_is_missed_only_where_it_was_wanted() {
    let caveats = |value| {
        let given = facts(value, 100.0, 50.0, HIGHER);
        scheme("tolerance-and-travel").assess(&given).explanation.caveats.len()
    };
    assert_eq!((caveats(100.0), caveats(92.0), caveats(70.0)), (0, 0, 1));
}

#[test]
fn a_forecast_is_rated_against_the_year() {
    let now = facts(10.0, 25.0, 20.0, HIGHER);
    let end = scheme("four-colour").assess_forecast(Some(98.0), Some(100.0), Some(90.0), &now);
    assert_eq!(end.rating, Rating::GreenAmber);
    assert!(end.explanation.workings.contains(&"Last year's outturn 90.00%".to_owned()));
}

#[test]
fn the_version_in_force_is_found() {
    let text = include_str!("../../../assets/schemes/tolerance.toml");
    let version = |n: u32, from: &str| {
        let text = text.replace("version = 1", &format!("version = {n}\nvalid_from = \"{from}\""));
        Scheme::parse(&text).unwrap()
    };
    let all = [version(3, "2017/18"), Scheme::parse(text).unwrap(), version(2, "2016/17-Q3")];
    for (period, expected) in [
        ("2015/16-Q1", 1),
        ("2016/17-Q2", 1),
        ("2016/17-Q3", 2),
        ("2016/17-M07", 2),
        ("2016/17", 2),
        ("2017/18-M01", 3),
        ("2020/21", 3),
    ] {
        let period = Period::parse(period).unwrap();
        let found = Scheme::find(&all, "tolerance", period).unwrap();
        assert_eq!(found.version, expected, "{period}");
    }
    assert!(Scheme::find(&all, "blobs", Period::parse("2015/16").unwrap()).is_none());
}

#[test]
fn faults_of_a_file_are_named() {
    let head = "code = \"x\"\nversion = 1\ntitle = \"X\"\n";
    let red = "[[bands]]\nrating = \"red\"\n";
    for (body, key, words) in [
        ("[[bands]]\nrating = \"green\"\nmeasure = \"target_met\"\n", "bands[1]", "last band"),
        ("", "bands", "there are none"),
        ("colour = 1\n", "colour", "no such key"),
        ("tolerance = -1\n[[bands]]\nrating = \"red\"\n", "tolerance", "0 or more"),
        ("valid_from = \"2015/17\"\n[[bands]]\nrating = \"red\"\n", "valid_from", "2015/16"),
        ("[[bands]]\nrating = \"blue\"\n", "bands[1].rating", "green_amber"),
        (
            "[[bands]]\nrating = \"green\"\nmeasure = \"speed\"\nabove = 1\n",
            "bands[1].measure",
            "adverse_variance",
        ),
        ("[[bands]]\nrating = \"green\"\nmeasure = \"value\"\nabove = nan\n", "bands[1].above", "number"),
        (
            "[[bands]]\nrating = \"green\"\nmeasure = \"value\"\nat_least = 5\nbelow = 5\n",
            "bands[1]",
            "nothing can be inside",
        ),
        (
            "[[bands]]\nrating = \"green\"\nmeasure = \"value\"\nat_least = 5\n[[bands]]\nrating = \"amber\"\nmeasure = \"value\"\nat_least = 6\n",
            "bands[2]",
            "never be reached",
        ),
        (
            "[[bands]]\nrating = \"green\"\nmeasure = \"value\"\nat_least = 5\nbelow = 9\n[[bands]]\nrating = \"amber\"\nmeasure = \"value\"\nat_least = 6\nbelow = 10\n",
            "bands[2]",
            "overlaps",
        ),
        (
            "[[bands]]\nrating = \"green\"\nmeasure = \"adverse_variance\"\nat_most = \"tolerance\"\n",
            "tolerance",
            "not set",
        ),
    ] {
        let with_red = body.contains("[[bands]]") && !body.contains("\"red\"") && key != "bands[1]"
            || words == "nothing can be inside";
        let text = format!("{head}{body}{}", if with_red { red } else { "" });
        let error = Scheme::parse(&text).unwrap_err();
        assert_eq!(error.key, key, "{text}\n{error}");
        assert!(error.problem.contains(words), "{error}");
    }
    assert_eq!(Scheme::parse("= 1").unwrap_err().key, "file");
}

fn any_polarity() -> impl Strategy<Value = Polarity> {
    prop_oneof![
        Just(Polarity::Higher),
        Just(Polarity::Lower),
        Just(Polarity::None),
        (-50i32..50, 0i32..50)
            .prop_map(|(low, width)| Polarity::Band { low: f64::from(low), high: f64::from(low + width) }),
    ]
}

/// Figures as people have them: few decimals, either sign.
fn figure() -> impl Strategy<Value = f64> {
    (-100_000i32..100_000).prop_map(|n| f64::from(n) / 100.0)
}

#[test]
fn a_scheme_is_shown_by_what_it_makes_of_figures() {
    let examples = [
        ("four-colour", "Green from 80%, Green Amber from 78%, Red Amber from 77%, Red below."),
        ("tolerance", "Green from 80%, Amber from 76%, Red below."),
        ("tolerance-and-travel", "Green from 72%, Amber from 70%, Red below."),
        ("fixed-bands", "Band 5 from 90%, Band 4 from 75%, Band 3 from 60%, Band 2 from 40%, Band 1 below."),
        ("on-track", "On track from 80%, Not on track below."),
    ];
    for scheme in Scheme::built_in() {
        let example = examples.iter().find(|(code, _)| *code == scheme.code).map(|(_, example)| *example);
        let expected = format!("With a target of 80% and 70% before: {}", example.unwrap_or_default());
        assert_eq!(scheme.worked_example(), expected, "{}", scheme.code);
    }
}

proptest! {
    #[test]
    fn a_better_value_is_never_rated_worse(
        a in figure(), b in figure(), target in figure(), previous in figure(), last in figure(),
    ) {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        for scheme in Scheme::built_in() {
            let rate = |value| {
                let facts = RatingInputs {
                    same_period_last_year: Some(last),
                    ..facts(value, target, previous, HIGHER)
                };
                scheme.assess(&facts).rating.severity()
            };
            prop_assert!(rate(low) <= rate(high), "{} {low} {high}", scheme.code);
        }
    }

    #[test]
    fn a_step_keeps_its_promise(
        value in figure(), target in figure(), previous in figure(), last in proptest::option::of(figure()),
        polarity in any_polarity(), counts in proptest::option::of((0u32..2000, 1u32..2000)),
        decimals in 0u32..4,
    ) {
        let (value, numerator, denominator) = match counts {
            Some((n, d)) => {
                let (n, d) = (f64::from(n), f64::from(d));
                (100.0 * n / d, Some(n), Some(d))
            }
            None => (value, None, None),
        };
        for scheme in Scheme::built_in() {
            let given = RatingInputs {
                same_period_last_year: last,
                numerator,
                denominator,
                scale: 100.0,
                decimals,
                ..facts(value, target, previous, polarity)
            };
            let Some(step) = scheme.next_step(&given) else { continue };
            let changed = match step.of {
                StepOf::Numerator => 100.0 * (numerator.unwrap() + step.amount) / denominator.unwrap(),
                StepOf::Value => value + step.amount,
            };
            let now = scheme.assess(&given);
            let then = scheme.assess(&RatingInputs { value: Some(changed), ..given.clone() });
            prop_assert_eq!(then.rating, step.rating);
            prop_assert!(then.rating.severity() > now.rating.severity());
            prop_assert!(now.explanation.distance.contains(step.rating.title()));
        }
    }

    #[test]
    fn nothing_given_to_a_scheme_panics(
        value in any::<f64>(), target in any::<f64>(), previous in any::<f64>(),
        last in any::<f64>(), numerator in any::<f64>(), denominator in any::<f64>(),
        scale in any::<f64>(), tolerance in any::<f64>(), low in any::<f64>(), high in any::<f64>(),
        decimals in any::<u32>(), counted in ".*", kind in 0..4,
    ) {
        let polarity = match kind {
            0 => Polarity::Higher,
            1 => Polarity::Lower,
            2 => Polarity::Band { low, high },
            _ => Polarity::None,
        };
        let given = RatingInputs {
            same_period_last_year: Some(last),
            numerator: Some(numerator),
            denominator: Some(denominator),
            scale,
            tolerance: Some(tolerance),
            decimals,
            counted,
            ..facts(value, target, previous, polarity)
        };
        for scheme in Scheme::built_in() {
            let assessment = scheme.assess(&given);
            prop_assert_eq!(assessment.rating, scheme.rate(&given));
            prop_assert_eq!(assessment.rating, assessment.explanation.rating);
            scheme.next_step(&given);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".*") {
        let _ = Scheme::parse(&text);
    }
}
