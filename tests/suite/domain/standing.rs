//! How indicators stand: targets that stand in, comparability, reviews, overrides.

use quarterdeck::domain::{
    Absence, Basis, Direction, Frequency, Measure, Period, Polarity, Rating, Reportable, ResultStatus,
    Scheme, SeriesBreak,
};
use quarterdeck::workbook::compared::Compared;
use quarterdeck::workbook::standing::{Inputs, explain, judge};
use quarterdeck::workbook::year_end::{YearEndTarget, judge_forecast, year_end_target};
use quarterdeck::workbook::{
    Benchmark, Indicator, PeriodRecord, PeriodStatus, RatingOverride, ResultRecord, Review, ReviewMark,
    ReviewState, Standing, Target,
};

fn indicator() -> Indicator {
    Indicator {
        id: 7,
        revision: 1,
        reference: "AC/C7".into(),
        description: "DoLS applications completed in time".into(),
        kind: "Critical".into(),
        service: "Adults".into(),
        owner: "Head of Safeguarding".into(),
        counted: "applications".into(),
        ..Indicator::default()
    }
}

fn period(code: &str) -> PeriodRecord {
    PeriodRecord {
        id: 1,
        revision: 1,
        code: code.parse().unwrap(),
        status: PeriodStatus::Open,
        reopened_because: String::new(),
    }
}

fn result(period: &str, n: Option<f64>, d: Option<f64>, stated: Option<f64>) -> ResultRecord {
    ResultRecord {
        id: 1,
        revision: 1,
        indicator_id: 7,
        period: period.parse().unwrap(),
        numerator: n,
        denominator: d,
        stated,
        printed: String::new(),
        missing_because: String::new(),
        status: ResultStatus::Final,
        covers_from: None,
        covers_to: None,
        basis: None,
        illustrative: false,
        source: String::new(),
    }
}

fn target(period: &str, value: f64) -> Target {
    Target {
        id: 1,
        revision: 1,
        indicator_id: 7,
        period: period.parse().unwrap(),
        value,
        carried: false,
        source: String::new(),
    }
}

/// All that a case needs, owned.
struct Case {
    indicator: Indicator,
    period: PeriodRecord,
    scheme: &'static str,
    result: Option<ResultRecord>,
    target: Option<Target>,
    year_target: Option<Target>,
    comparator: Option<ResultRecord>,
    by_hand: Option<RatingOverride>,
    review: Option<Review>,
    breaks: Vec<SeriesBreak>,
}

/// AC/C7 of the Barnet report: 42 of 231 in time, against 100% and 100% before.
fn case() -> Case {
    Case {
        indicator: indicator(),
        period: period("2015/16-Q1"),
        scheme: "four-colour",
        result: Some(result("2015/16-Q1", Some(42.0), Some(231.0), Some(18.2))),
        target: Some(target("2015/16-Q1", 100.0)),
        year_target: None,
        comparator: Some(result("2014/15-Q4", None, None, Some(100.0))),
        by_hand: None,
        review: None,
        breaks: Vec::new(),
    }
}

impl Case {
    fn with<T>(&self, ask: impl Fn(&Inputs) -> T) -> T {
        let benchmark = Benchmark {
            numerator: None,
            denominator: None,
            missing_because: String::new(),
            source: String::new(),
            id: 1,
            revision: 1,
            indicator_id: 7,
            period: "2015/16-Q1".parse().unwrap(),
            organisation: "London".into(),
            value: Some(61.0),
        };
        let scheme = Scheme::built_in().iter().find(|s| s.code == self.scheme).unwrap();
        ask(&Inputs {
            indicator: &self.indicator,
            period: &self.period,
            first_month: 4,
            scheme,
            result: self.result.as_ref(),
            target: self.target.as_ref(),
            year_target: self.year_target.as_ref(),
            comparator: self.comparator.as_ref(),
            same_period_last_year: None,
            rating_override: self.by_hand.as_ref(),
            benchmark: Some(&benchmark),
            review: self.review.as_ref(),
            review_ratings: &[Rating::Red, Rating::RedAmber],
            breaks: &self.breaks,
        })
    }

    fn judge(&self) -> Standing {
        self.with(judge)
    }

    fn caveats(&self) -> Vec<String> {
        self.with(explain).caveats
    }
}

#[test]
fn a_red_stands_with_all_its_figures() {
    let s = case().judge();
    assert_eq!((s.indicator_id, s.reference.as_str(), s.period.code().as_str()), (7, "AC/C7", "2015/16-Q1"));
    assert_eq!(s.covers, "Apr–Jun 2015");
    assert_eq!(s.value, Some(100.0 * 42.0 / 231.0));
    assert_eq!((s.stated, s.target, s.previous), (Some(18.2), Some(100.0), Some(100.0)));
    assert_eq!(format!("{:.1}", s.variance.unwrap()), "-81.8");
    assert_eq!((s.variance_in_units, s.favourable), (false, Some(false)));
    assert_eq!((s.direction, s.movement), (Direction::Worsening, -1));
    assert_eq!((s.rating, s.computed_rating, s.overridden), (Rating::Red, Rating::Red, false));
    assert_eq!((s.benchmark, s.review), (Some(61.0), ReviewMark::ToReview));
    assert_eq!(s.fingerprint, "v=18.181818;t=100;p=100;r=red");
}

#[test]
fn the_explanation_is_of_the_same_judgement() {
    let why = case().with(explain);
    assert_eq!(why.rating, Rating::Red);
    assert_eq!(why.rule, "Red: the target is missed.");
    assert_eq!(why.distance, "189 more applications would make this Green.");
    assert_eq!(
        why.caveats,
        ["The share of the targeted improvement cannot be worked out: the previous result equals \
          the target. A target met is Green; one missed is Red."]
    );
}

#[test]
fn a_persons_rating_stands_in_front_of_the_computed_one() {
    let mut c = case();
    c.by_hand = Some(RatingOverride {
        id: 1,
        revision: 1,
        indicator_id: 7,
        period: "2015/16-Q1".parse().unwrap(),
        rating: Rating::Amber,
        reason: "backlog of one week".into(),
        by: "A Clerk".into(),
        at: "2015-07-06T14:02:11".into(),
    });
    let s = c.judge();
    assert_eq!((s.rating, s.computed_rating, s.overridden), (Rating::Amber, Rating::Red, true));
    assert_eq!(s.review, ReviewMark::NotNeeded);
    assert_eq!(c.caveats()[0], "Shown as Amber, set by A Clerk: backlog of one week");
    assert_eq!(c.with(explain).rating, Rating::Red);
}

#[test]
fn a_review_holds_until_a_figure_changes() {
    let mut c = case();
    let review = |state, fingerprint: String| Review {
        id: 1,
        revision: 1,
        indicator_id: 7,
        period: "2015/16-Q1".parse().unwrap(),
        state,
        reason: String::new(),
        fingerprint,
        by: String::new(),
        at: String::new(),
    };
    let now = c.judge().fingerprint;
    c.review = Some(review(ReviewState::Reviewed, now.clone()));
    assert_eq!(c.judge().review, ReviewMark::Reviewed);
    assert_eq!(c.judge().fingerprint, now, "a review does not change what it rests on");
    c.review = Some(review(ReviewState::Skipped, now));
    assert_eq!(c.judge().review, ReviewMark::Skipped);
    c.result = Some(result("2015/16-Q1", Some(43.0), Some(231.0), None));
    assert_eq!(c.judge().review, ReviewMark::ChangedSince);
    c.result = Some(result("2015/16-Q1", Some(231.0), Some(231.0), None));
    assert_eq!(c.judge().review, ReviewMark::NotNeeded);
}

#[test]
fn a_year_beside_a_quarter_is_not_like_for_like() {
    let mut c = case();
    c.indicator.basis = Basis::Cumulative;
    c.comparator = Some(result("2014/15", None, None, Some(10.0)));
    let s = c.judge();
    assert_eq!((s.direction, s.movement), (Direction::NotComparable, 0));
    assert_eq!(s.previous, Some(10.0), "it is still shown");
    assert_eq!(s.rating, Rating::Red);
    assert!(c.caveats()[0].contains("not like for like: 3 months (Apr–Jun 2015) beside 12 months"));
    // Given dates decide, where there are any.
    let earlier = c.comparator.as_mut().unwrap();
    earlier.covers_from = "2014-04-01".parse().ok();
    earlier.covers_to = "2014-06-30".parse().ok();
    assert_eq!(c.judge().direction, Direction::Improving);
    // So does a basis of its own.
    c.comparator.as_mut().unwrap().basis = Some(Basis::Snapshot);
    assert_eq!(c.judge().direction, Direction::NotComparable);
}

#[test]
fn what_a_result_covers_is_said() {
    let mut c = case();
    c.period = period("2015/16-Q3");
    c.result = Some(result("2015/16-Q3", None, None, Some(1.0)));
    for (basis, covers) in [
        (Basis::Discrete, "Oct–Dec 2015"),
        (Basis::Cumulative, "Apr–Dec 2015"),
        (Basis::Rolling12, "Jan–Dec 2015"),
        (Basis::Snapshot, "Oct–Dec 2015"),
    ] {
        c.indicator.basis = basis;
        assert_eq!(c.judge().covers, covers);
    }
    let lagged = c.result.as_mut().unwrap();
    lagged.covers_from = "2014-10-01".parse().ok();
    lagged.covers_to = "2015-03-31".parse().ok();
    assert_eq!(c.judge().covers, "Oct 2014 – Mar 2015");
    c.result = None;
    assert_eq!(c.judge().covers, "Oct–Dec 2015");
}

#[test]
fn the_years_target_stands_in_only_where_it_can() {
    for (measure, basis, code, expected) in [
        (Measure::Percentage, Basis::Discrete, "2015/16-Q1", true),
        (Measure::Rate, Basis::Discrete, "2015/16-Q1", true),
        (Measure::Average, Basis::Discrete, "2015/16-Q1", true),
        (Measure::Ratio, Basis::Discrete, "2015/16-Q1", true),
        (Measure::Index, Basis::Discrete, "2015/16-Q1", true),
        (Measure::Money, Basis::Discrete, "2015/16-Q1", false),
        (Measure::Count, Basis::Discrete, "2015/16-Q1", false),
        (Measure::Count, Basis::Rolling12, "2015/16-Q1", true),
        (Measure::Count, Basis::Snapshot, "2015/16-Q1", true),
        (Measure::Count, Basis::Projection, "2015/16-Q1", true),
        (Measure::Count, Basis::Lagged, "2015/16-Q1", true),
        (Measure::Percentage, Basis::Cumulative, "2015/16-Q1", false),
        (Measure::Count, Basis::Cumulative, "2015/16-Q4", true),
        (Measure::Count, Basis::Discrete, "2015/16-Q4", false),
        (Measure::Count, Basis::Discrete, "2015/16", true),
    ] {
        let mut c = case();
        c.indicator.measure = measure;
        c.indicator.basis = basis;
        c.period = period(code);
        c.result.as_mut().unwrap().period = code.parse().unwrap();
        c.target = None;
        c.year_target = Some(target("2015/16", 90.0));
        let s = c.judge();
        assert_eq!(s.target.is_some(), expected, "{measure:?} {basis:?} {code}");
        assert_eq!(s.rating == Rating::MonitorOnly, !expected);
        let caveat = if expected { "the year's target is used" } else { "Only the year has a target" };
        assert!(c.caveats()[0].contains(caveat));
    }
}

#[test]
fn without_a_result_it_is_due_or_not() {
    for (frequency, code, expected) in [
        (Frequency::Monthly, "2015/16-M02", Rating::AwaitingData),
        (Frequency::Quarterly, "2015/16-M02", Rating::NotDue),
        (Frequency::Quarterly, "2015/16-M03", Rating::AwaitingData),
        (Frequency::Quarterly, "2015/16-Q1", Rating::AwaitingData),
        (Frequency::Annual, "2015/16-Q1", Rating::NotDue),
        (Frequency::Annual, "2015/16-M11", Rating::NotDue),
        (Frequency::Annual, "2015/16-M12", Rating::AwaitingData),
        (Frequency::Annual, "2015/16-Q4", Rating::AwaitingData),
        (Frequency::Annual, "2015/16", Rating::AwaitingData),
    ] {
        let mut c = case();
        c.indicator.frequency = frequency;
        c.period = period(code);
        c.result = None;
        let s = c.judge();
        assert_eq!(s.rating, expected, "{frequency:?} {code}");
        assert_eq!((s.direction, s.variance, s.value), (Direction::None, None, None));
        assert_eq!(s.fingerprint, format!("v=-;t=100;p=100;r={}", expected.code()));
        assert!(c.with(explain).rule.starts_with(expected.title()));
    }
    let mut c = case();
    c.scheme = "on-track";
    c.result.as_mut().unwrap().numerator = None;
    c.result.as_mut().unwrap().stated = None;
    c.result.as_mut().unwrap().missing_because = "suppressed".into();
    assert_eq!(c.judge().rating, Rating::NotReportable);
    assert_eq!(c.judge().missing_because, "suppressed");
}

#[test]
fn a_result_given_early_is_judged_all_the_same() {
    let mut c = case();
    c.indicator.frequency = Frequency::Annual;
    assert_eq!(c.judge().rating, Rating::Red);
}

#[test]
fn a_forecast_is_judged_against_the_year() {
    let scheme = &Scheme::built_in()[0];
    let rate = |forecast| {
        let target = YearEndTarget { value: Some(100.0), said: String::new() };
        let found = judge_forecast(&indicator(), scheme, forecast, target, Some(90.0))?;
        Some(found.assessment.unwrap().rating)
    };
    assert_eq!(rate(Some(98.0)), Some(Rating::GreenAmber));
    assert_eq!(rate(None), None);
}

#[test]
fn the_end_of_a_year_is_held_against_the_last_target_that_can_stand_for_it() {
    use Basis::{Cumulative, Discrete, Rolling12, Snapshot};
    let quarters = |values: &[(u8, f64)]| -> Vec<Target> {
        values.iter().map(|(number, value)| target(&format!("2015/16-Q{number}"), *value)).collect()
    };
    let all = [(1, 50.0), (2, 60.0), (3, 70.0), (4, 80.0)];
    for (measure, basis, given, value, said) in [
        (Measure::Percentage, Discrete, &all[..], Some(80.0), "the target of Q4 2015/16, as"),
        (Measure::Percentage, Discrete, &all[..2], Some(60.0), "the target of Q2 2015/16, as"),
        (Measure::Percentage, Snapshot, &all[..], Some(80.0), "Q4 2015/16"),
        (Measure::Average, Rolling12, &all[..], Some(80.0), "Q4 2015/16"),
        (Measure::Count, Snapshot, &all[..3], Some(70.0), "Q3 2015/16"),
        (Measure::Count, Cumulative, &all[..], Some(80.0), "Q4 2015/16"),
        (Measure::Money, Cumulative, &all[..2], None, "for Q2 2015/16, not yet for the whole year"),
        (Measure::Percentage, Cumulative, &all[..2], Some(60.0), "Q2 2015/16"),
        // What is counted quarter by quarter adds up.
        (Measure::Count, Discrete, &all[..], Some(260.0), "its 4 quarters together"),
        (Measure::Count, Discrete, &all[..1], None, "only 1 of its 4 quarters has a target"),
        (Measure::Count, Discrete, &all[..2], None, "only 2 of its 4 quarters have a target"),
        (Measure::Count, Discrete, &[][..], None, ""),
    ] {
        let of = quarterdeck::workbook::Indicator { measure, basis, ..indicator() };
        let year = quarterdeck::domain::Period::parse("2015/16-Q2").unwrap();
        let mut targets = quarters(given);
        // Another year's are nobody's.
        targets.push(target("2014/15-Q4", 1.0));
        let found = year_end_target(&of, year, &targets);
        assert_eq!(found.value, value, "{measure:?} {basis:?} {given:?}");
        assert!(found.said.contains(said) && found.said.is_empty() == said.is_empty(), "{}", found.said);
        let scheme = &Scheme::built_in()[0];
        let rated = judge_forecast(&of, scheme, Some(75.0), found, None).unwrap();
        // Only where the year has no target whatever is there nothing to rate by.
        let rating = rated.assessment.as_ref().map(|found| found.rating);
        assert_eq!(rating == Some(Rating::MonitorOnly), given.is_empty(), "{}", rated.words());
        assert_eq!(rating.is_none(), value.is_none() && !given.is_empty());
        // The year's own goes before all of them.
        targets.push(target("2015/16", 90.0));
        let own = year_end_target(&of, year, &targets);
        assert_eq!((own.value, own.said.as_str()), (Some(90.0), "the year’s own target"));
    }
    // Months, where there are no quarters.
    let months = [target("2015/16-M11", 7.0), target("2015/16-M12", 8.0)];
    let of = quarterdeck::workbook::Indicator { measure: Measure::Average, ..indicator() };
    let found = year_end_target(&of, quarterdeck::domain::Period::parse("2015/16").unwrap(), &months);
    assert_eq!(found.value, Some(8.0));
}

#[test]
fn one_organisation_stands_beside_a_result_and_nobody_chooses_it_silently() {
    let benchmark = |organisation: &str, value: Option<f64>| quarterdeck::workbook::Benchmark {
        id: 1,
        revision: 1,
        indicator_id: 1,
        period: "2015/16-Q1".parse().unwrap(),
        organisation: organisation.into(),
        numerator: None,
        denominator: None,
        value,
        missing_because: String::new(),
        source: String::new(),
    };
    let camden = benchmark("Camden", Some(70.0));
    let england = benchmark("England", Some(80.0));
    let silent = benchmark("London", None);
    let chosen = |rows: &[quarterdeck::workbook::Benchmark], own: &str, workbook: &str| {
        let found = Compared::of(rows, own, workbook);
        match found.benchmark() {
            Some(one) => one.organisation.clone(),
            None => found.why_none().unwrap(),
        }
    };
    let both = [camden.clone(), england.clone(), silent.clone()];
    assert_eq!(chosen(&both, "", ""), "no comparator named: 2 organisations");
    assert_eq!(chosen(&both, "england", ""), "England");
    assert_eq!(chosen(&both, "", " England "), "England");
    assert_eq!(chosen(&both, "Camden", "England"), "Camden");
    assert_eq!(chosen(&both, "Barnet", "England"), "no figure of Barnet: 2 organisations have one");
    assert_eq!(chosen(&both, "", "Barnet"), "no figure of Barnet: 2 organisations have one");
    assert_eq!(chosen(&both, "London", ""), "no figure of London: 2 organisations have one");
    // The only one is shown by its name, whoever it is.
    assert_eq!(chosen(&[camden.clone(), silent.clone()], "", ""), "Camden");
    assert_eq!(chosen(&[camden], "", "England"), "Camden");
    assert_eq!(chosen(&[], "", "England"), "none given");
    assert_eq!(chosen(&[silent], "", ""), "none given");
}

/// What cells and people say, and the state that is.
const REASONS: &[(&str, Option<Absence>)] = &[
    ("Not reportable", Some(Absence::NotReportable)),
    ("non-reportable", Some(Absence::NotReportable)),
    ("N/A this quarter", Some(Absence::NotReportable)),
    ("n/a", Some(Absence::NotReportable)),
    ("N.A.", Some(Absence::NotReportable)),
    ("Suppressed: fewer than five people", Some(Absence::NotReportable)),
    ("suppressed ([c])", Some(Absence::NotReportable)),
    ("too few to be shown (<5)", Some(Absence::NotReportable)),
    ("Not due until Q4", Some(Absence::NotDue)),
    ("not yet due", Some(Absence::NotDue)),
    ("annual", Some(Absence::NotDue)),
    ("Reported annually, in June", Some(Absence::NotDue)),
    ("N/A (annual)", Some(Absence::NotDue)),
    ("Awaiting data", Some(Absence::AwaitingData)),
    ("Data awaited from the ICB", Some(Absence::AwaitingData)),
    ("awaiting the annual survey", Some(Absence::AwaitingData)),
    ("not available until August", Some(Absence::AwaitingData)),
    ("TBC", Some(Absence::AwaitingData)),
    ("Not collected", Some(Absence::NotCollected)),
    ("not held", Some(Absence::NotCollected)),
    ("No longer collected: awaiting a replacement", Some(Absence::NotCollected)),
    ("Not collected: awaiting a replacement", Some(Absence::NotCollected)),
    ("Not reportable: the annual return was awaited", Some(Absence::NotReportable)),
    // Words within words say nothing.
    ("the national team left", None),
    ("manual count", None),
    ("duel", None),
    ("", None),
];

#[test]
fn a_reason_says_its_state() {
    for (reason, state) in REASONS {
        assert_eq!(Absence::of(reason), *state, "{reason}");
    }
    for state in Absence::ALL {
        assert_eq!(Absence::of(state.rating().title()), Some(state));
        assert_eq!(Absence::of(state.rating().code()), Some(state));
    }
}

#[test]
fn a_state_and_its_reason_are_kept_and_parted_again() {
    let reasons = REASONS.iter().map(|(reason, _)| *reason).chain(["officer left", ": odd", "Not due", "É"]);
    for reason in reasons {
        for state in Absence::ALL {
            let kept = state.with_reason(reason);
            assert_eq!(Absence::of(&kept), Some(state), "{kept}");
            let (again, apart) = Absence::parted(&kept);
            assert_eq!(again, Some(state), "{kept}");
            assert_eq!(state.with_reason(apart), kept, "{reason}");
            assert!(kept.ends_with(reason.trim()), "{kept} keeps “{reason}” as written");
        }
    }
    assert_eq!(Absence::parted("Not due: until spring"), (Some(Absence::NotDue), "until spring"));
    assert_eq!(Absence::parted("officer left"), (None, "officer left"));
}

#[test]
fn shares_are_of_the_reportable_and_the_rest_is_counted_beside() {
    use Rating::{
        AwaitingData, Green, MonitorOnly, NotCollected, NotDue, NotOnTrack, NotReportable, OnTrack, Red,
    };
    for (counts, sentence) in [
        (vec![], "no indicators"),
        (
            vec![(OnTrack, 8), (NotOnTrack, 1), (NotReportable, 1)],
            "8 of 9 reportable on track, 1 not reportable",
        ),
        (vec![(Green, 2), (Red, 3)], "2 of 5 reportable on track"),
        (vec![(NotDue, 1), (NotDue, 2)], "none reportable, 3 not due"),
        (
            vec![(MonitorOnly, 1), (NotCollected, 1), (AwaitingData, 2), (Green, 1), (Red, 0)],
            "1 of 1 reportable on track, 2 awaiting data, 1 not collected, 1 monitor only",
        ),
    ] {
        let counted = Reportable::of(counts.iter().copied());
        assert_eq!(counted.sentence(), sentence);
        assert_eq!(counted.total(), counts.iter().map(|(_, count)| count).sum::<u64>());
        assert!(counted.on_track <= counted.reportable);
    }
}

#[test]
fn a_break_parts_what_lies_on_its_two_sides() {
    let period = |code: &str| Period::parse(code).unwrap();
    // Break, earlier, later: whether it parts them.
    for (from, earlier, later, parts) in [
        ("2015/16-Q1", "2014/15-Q4", "2015/16-Q1", true),
        ("2015/16-Q1", "2014/15-Q3", "2014/15-Q4", false),
        ("2015/16-Q1", "2015/16-Q1", "2015/16-Q2", false),
        ("2015/16-Q1", "2014/15-Q2", "2016/17-Q4", true),
        ("2015/16-M04", "2015/16-Q1", "2015/16-Q2", true),
        // Within a quarter: it is of both definitions itself.
        ("2015/16-M05", "2015/16-Q1", "2015/16-Q2", true),
        ("2015/16-M05", "2015/16-Q2", "2015/16-Q3", true),
        ("2015/16-M05", "2015/16-Q3", "2015/16-Q4", false),
        ("2015/16", "2014/15", "2015/16", true),
        ("2015/16-Q3", "2014/15", "2015/16", true),
        ("2015/16-Q3", "2015/16", "2016/17", true),
        ("2015/16-Q3", "2016/17", "2017/18", false),
    ] {
        let one = SeriesBreak { from: period(from), note: "x".into() };
        assert_eq!(one.parts(period(earlier), period(later)), parts, "{from}: {earlier} and {later}");
    }
    let late = SeriesBreak { from: period("2015/16-M05"), note: "x".into() };
    assert!(
        late.cuts(period("2015/16-Q2")) && !late.cuts(period("2015/16-M05")) && late.cuts(period("2015/16"))
    );
}

#[test]
fn no_direction_and_no_change_on_last_year_across_a_changed_definition() {
    let mut c = case();
    let whole = c.judge();
    assert_eq!(whole.direction, Direction::Worsening);
    c.breaks =
        vec![SeriesBreak { from: Period::parse("2015/16-Q1").unwrap(), note: "Weekends count.".into() }];
    let parted = c.judge();
    assert_eq!((parted.direction, parted.movement), (Direction::NotComparable, 0));
    // What was reported before stays beside it, and the target is its own.
    assert_eq!((parted.previous, parted.variance), (whole.previous, whole.variance));
    let said = c.with(explain);
    let told = [said.caveats.join(" "), said.workings.join(" ")].concat();
    assert!(told.contains("the definition changed from Q1 2015/16 on: Weekends count"), "{told}");
    // A break that lies elsewhere changes nothing.
    for from in ["2014/15-Q4", "2015/16-Q2", "2012/13"] {
        c.breaks[0].from = Period::parse(from).unwrap();
        assert_eq!(c.judge(), whole, "{from}");
    }
}

#[test]
fn now_and_the_year_end_are_counted_in_one_sentence() {
    use quarterdeck::domain::forecast::now_and_year_end;
    use quarterdeck::domain::{Rating, Reportable};
    let of = |green, red, awaited| {
        Reportable::of([(Rating::Green, green), (Rating::Red, red), (Rating::AwaitingData, awaited)])
    };
    for (now, end, said) in [
        (of(8, 1, 1), of(7, 3, 0), Some("8 of 9 on track now, 7 of 10 expected by year end")),
        (
            of(8, 1, 1),
            of(7, 2, 0),
            Some("8 of 9 on track now, 7 of 9 expected by year end; 1 has no forecast"),
        ),
        (
            of(0, 0, 3),
            of(1, 0, 0),
            Some("None reportable now, 1 of 1 expected by year end; 2 have no forecast"),
        ),
        (of(8, 1, 0), of(0, 0, 0), None),
        (of(8, 1, 0), of(0, 0, 4), None),
    ] {
        assert_eq!(now_and_year_end(&now, &end).as_deref(), said);
    }
}

mod beside_the_period_before {
    use proptest::prelude::*;
    use quarterdeck::domain::Rating;
    use quarterdeck::domain::period_change::{Item, PeriodChange, State};

    const STATES: [Rating; 6] =
        [Rating::Red, Rating::Amber, Rating::Green, Rating::NotReportable, Rating::Complete, Rating::None];

    fn item(id: i64, rating: Rating) -> Item {
        Item {
            id,
            name: format!("R{id}"),
            state: State::rated(rating),
            score: None,
            illustrative: false,
            redefined: false,
        }
    }

    fn said(before: &[(i64, Rating)], now: &[(i64, Rating)]) -> Vec<String> {
        let of =
            |all: &[(i64, Rating)]| all.iter().map(|(id, rating)| item(*id, *rating)).collect::<Vec<_>>();
        let change = PeriodChange::between(&of(before), &of(now));
        change.alike().iter().map(|alike| alike.sentence(2)).collect()
    }

    #[test]
    fn what_moved_is_said_by_name_best_first() {
        use Rating::{Amber, Complete, Green, NotReportable, Red};
        type Case = (&'static [(i64, Rating)], &'static [(i64, Rating)], &'static [&'static str]);
        let cases: [Case; 9] = [
            (&[(1, Red)], &[(1, Red)], &[]),
            (&[(1, Red), (2, Amber)], &[(1, Green), (2, Green)], &["2 turned green: R1, R2"]),
            (&[(1, Green)], &[(1, Red)], &["1 turned red: R1"]),
            (&[(1, Green), (2, Red)], &[(1, Red), (2, Green)], &["1 turned green: R2", "1 turned red: R1"]),
            (&[(1, Green)], &[(1, NotReportable)], &["1 became not reportable: R1"]),
            (&[(1, Amber)], &[(1, Complete)], &["1 became complete: R1"]),
            (&[(1, Red)], &[(2, Red)], &["1 new: R2", "1 gone: R1"]),
            (&[(9, Red)], &[(9, Red), (1, Red), (2, Red), (3, Red)], &["3 new: R1, R2 and 1 more"]),
            (&[], &[(1, Red), (2, Red), (3, Red)], &["None was counted before; all 3 are new"]),
        ];
        for (before, now, expected) in cases {
            assert_eq!(said(before, now), expected, "{before:?} {now:?}");
        }
    }

    #[test]
    fn what_is_defined_anew_is_named_and_not_said_to_have_turned() {
        let before = [item(1, Rating::Red), item(2, Rating::Red), item(3, Rating::Red)];
        let anew = |one: Item| Item { redefined: true, ..one };
        let now = [anew(item(1, Rating::Green)), item(2, Rating::Green), anew(item(3, Rating::Red))];
        let change = PeriodChange::between(&before, &now);
        let said: Vec<String> = change.alike().iter().map(|alike| alike.sentence(9)).collect();
        // What stands as it stood is no news, whatever it is defined by.
        assert_eq!(said, ["1 turned green: R2", "1 defined anew and not compared: R1"]);
        assert_eq!((change.before(), change.now()), (3, 3));
    }

    #[test]
    fn a_score_says_worse_and_better_within_a_band_too() {
        let scored = |id, score, rating| Item { score: Some(score), ..item(id, rating) };
        let before = [scored(1, 12, Rating::Amber), scored(2, 20, Rating::Red), scored(3, 8, Rating::Amber)];
        let now = [scored(1, 10, Rating::Amber), scored(2, 25, Rating::Red), scored(3, 8, Rating::Amber)];
        let change = PeriodChange::between(&before, &now);
        let said: Vec<String> = change.alike().iter().map(|alike| alike.sentence(9)).collect();
        assert_eq!(said, ["1 better: R1 (12 to 10)", "1 worse: R2 (20 to 25)"]);
        assert!(change.counts.iter().all(|count| count.came == 0 && count.went == 0));
        assert_eq!(change.counts_in_words(), "1 red (1 before), 2 amber (2 before)");
    }

    fn counted() -> impl Strategy<Value = Vec<Item>> {
        proptest::collection::btree_map(0..30i64, 0..STATES.len(), 0..25)
            .prop_map(|all| all.into_iter().map(|(id, state)| item(id, STATES[state])).collect())
    }

    proptest! {
        #[test]
        fn before_and_what_came_less_what_went_is_now(before in counted(), now in counted()) {
            let change = PeriodChange::between(&before, &now);
            for one in &change.counts {
                prop_assert_eq!(one.before + one.came - one.went, one.now);
                let of = |all: &[Item]| all.iter().filter(|item| item.state == one.state).count() as u64;
                prop_assert_eq!(one.now, of(&now));
                prop_assert_eq!(one.before, of(&before));
            }
            prop_assert_eq!(change.now(), now.len() as u64);
            prop_assert_eq!(change.before(), before.len() as u64);
            let new = change.moved.iter().filter(|moved| moved.from.is_none()).count() as u64;
            let gone = change.moved.iter().filter(|moved| moved.to.is_none()).count() as u64;
            prop_assert_eq!(change.before() + new - gone, change.now());
            let named: u64 = change.counts.iter().map(|count| count.came).sum();
            let stay = change.moved.iter().filter(|moved| moved.to.is_some()).count() as u64;
            prop_assert_eq!(named, stay);
        }

        #[test]
        fn nothing_moves_between_a_period_and_itself(all in counted()) {
            prop_assert_eq!(PeriodChange::between(&all, &all).moved, vec![]);
        }
    }
}

#[test]
fn where_a_forecast_leads_is_told_by_polarity_and_only_of_figures_that_are_alike() {
    use quarterdeck::domain::forecast::{is_to_come, trajectory, trajectory_word};
    let period = |code| quarterdeck::domain::Period::parse(code).unwrap();
    let (q1, q2, q4, year) =
        (period("2015/16-Q1"), period("2015/16-Q2"), period("2015/16-Q4"), period("2015/16"));
    for (measure, basis, polarity, about, made_in, forecast, expected) in [
        (Measure::Percentage, Basis::Discrete, Polarity::Higher, q2, q1, 22.0, Direction::Improving),
        (Measure::Percentage, Basis::Discrete, Polarity::Lower, q2, q1, 22.0, Direction::Worsening),
        (Measure::Percentage, Basis::Discrete, Polarity::None, q2, q1, 22.0, Direction::Increasing),
        (Measure::Percentage, Basis::Discrete, Polarity::Higher, year, q1, 20.0, Direction::Same),
        (Measure::Count, Basis::Discrete, Polarity::Higher, q2, q1, 22.0, Direction::Improving),
        (Measure::Count, Basis::Discrete, Polarity::Higher, year, q1, 80.0, Direction::NotComparable),
        (Measure::Count, Basis::Cumulative, Polarity::Higher, q2, q1, 40.0, Direction::NotComparable),
        (Measure::Count, Basis::Cumulative, Polarity::Higher, year, q4, 22.0, Direction::Improving),
        (Measure::Count, Basis::Rolling12, Polarity::Higher, year, q1, 22.0, Direction::Improving),
    ] {
        let found = trajectory(Some(forecast), Some(20.0), polarity, (measure, basis), (about, made_in));
        assert_eq!(found, expected, "{measure:?} {basis:?} {polarity:?} {about}");
    }
    let band = Polarity::Band { low: 10.0, high: 20.0 };
    for (now, forecast, polarity, expected) in [
        (Some(20.0), Some(22.0), Polarity::Higher, "improving"),
        (Some(20.0), Some(22.0), Polarity::Lower, "declining"),
        (Some(22.0), Some(22.0), Polarity::Higher, "static"),
        (Some(25.0), Some(22.0), band, "improving"),
        (Some(12.0), Some(18.0), band, "static"),
        (Some(20.0), Some(22.0), Polarity::None, "rising"),
        (Some(20.0), Some(18.0), Polarity::None, "falling"),
        (None, Some(22.0), Polarity::Higher, ""),
        (Some(20.0), None, Polarity::Higher, ""),
    ] {
        let found = trajectory(forecast, now, polarity, (Measure::Percentage, Basis::Discrete), (year, q1));
        assert_eq!(trajectory_word(found), expected, "{now:?} {forecast:?} {polarity:?}");
    }
    for (about, made_in, may) in [
        (q2, q1, true),
        (year, q1, true),
        (year, q4, true),
        (year, year, true),
        (q1, q1, false),
        (q1, q2, false),
        (period("2014/15"), q1, false),
        (period("2016/17"), q1, true),
        (period("2015/16-M03"), q1, false),
        (period("2015/16-M04"), q1, true),
    ] {
        assert_eq!(is_to_come(about, made_in).is_ok(), may, "{about} made in {made_in}");
    }
}
