//! Series for charts, made of whatever results there are.

use std::time::Instant;

use proptest::prelude::*;
use quarterdeck::domain::change::{Assurance, Level, Method, Variation};
use quarterdeck::domain::{Basis, Frequency, Measure, Period, PeriodKind};
use quarterdeck::ui::control_chart::Plot;
use quarterdeck::ui::theme::{Depth, Theme};
use quarterdeck::workbook::chart::{ChartMaterial, ChartSeries, MAX_POINTS};
use quarterdeck::workbook::chart_words::sayings;
use quarterdeck::workbook::{ChartMark, ChartMarkKind, Indicator, ResultRecord, Target};

fn indicator() -> Indicator {
    Indicator {
        id: 1,
        decimals: 0,
        counted: "visits".to_owned(),
        measure: Measure::Count,
        scale: 1.0,
        reference: "A1".to_owned(),
        ..Indicator::default()
    }
}

fn result(period: &str, stated: f64) -> ResultRecord {
    ResultRecord {
        id: 0,
        revision: 0,
        indicator_id: 1,
        period: period.parse().unwrap(),
        numerator: None,
        denominator: None,
        stated: Some(stated),
        printed: String::new(),
        missing_because: String::new(),
        status: Default::default(),
        covers_from: None,
        covers_to: None,
        basis: None,
        illustrative: false,
        source: String::new(),
    }
}

fn target(period: &str, value: f64) -> Target {
    Target {
        id: 0,
        revision: 0,
        indicator_id: 1,
        period: period.parse().unwrap(),
        value,
        carried: false,
        source: String::new(),
    }
}

fn series(
    indicator: Indicator,
    results: &[ResultRecord],
    targets: &[Target],
    marks: Vec<ChartMark>,
    kind: Option<PeriodKind>,
) -> ChartSeries {
    ChartMaterial { indicator, results, targets, marks, first_month: 4 }.series(kind)
}

fn months(count: usize, value: impl Fn(usize) -> f64) -> Vec<ResultRecord> {
    let mut period = Period::parse("1995/96-M01").unwrap();
    let mut all = Vec::new();
    for at in 0..count {
        all.push(result(&period.code(), value(at)));
        period = period.next();
    }
    all
}

#[test]
fn a_gap_has_its_place() {
    let results = [result("2014/15-Q1", 5.0), result("2014/15-Q3", 7.0)];
    let found = series(indicator(), &results, &[], Vec::new(), None);
    let values: Vec<Option<f64>> = found.points.iter().map(|point| point.value).collect();
    assert_eq!(values, [Some(5.0), None, Some(7.0)]);
    assert_eq!(found.kind, PeriodKind::Quarter);
}

#[test]
fn what_there_is_is_shown_where_nothing_else_is_asked_for() {
    let monthly = months(6, |at| at as f64);
    let annual = Indicator { frequency: Frequency::Annual, ..indicator() };
    let found = series(annual.clone(), &monthly, &[], Vec::new(), None);
    assert_eq!((found.kind, found.points.len()), (PeriodKind::Month, 6));
    let quarters = series(annual.clone(), &monthly, &[], Vec::new(), Some(PeriodKind::Quarter));
    assert_eq!(quarters.points.iter().map(|point| point.value).collect::<Vec<_>>(), [Some(3.0), Some(12.0)]);
    assert!(quarters.points.iter().all(|point| point.worked_out));
    assert!(series(annual, &monthly, &[], Vec::new(), Some(PeriodKind::Year)).points.is_empty());
}

#[test]
fn what_is_not_like_the_latest_is_shown_but_makes_no_limits() {
    let periods = ["2014/15-Q1", "2014/15-Q2", "2014/15-Q3", "2014/15-Q4", "2015/16-Q1", "2015/16-Q2"];
    let mut results: Vec<ResultRecord> =
        periods.iter().zip([900.0, 10.0, 12.0, 10.0, 12.0, 11.0]).map(|(at, v)| result(at, v)).collect();
    results[0].basis = Some(Basis::Rolling12);
    let found = series(indicator(), &results, &[], Vec::new(), None);
    assert_eq!(found.points[0].value, Some(900.0));
    assert!(!found.points[0].unlike.is_empty());
    assert_eq!(found.values()[..3], [None, Some(10.0), Some(12.0)]);
    let read = found.read();
    assert_eq!(read.chart.limits().unwrap().mean, 11.0);
    assert!(
        sayings(&found, &read).iter().any(|one| one.text.contains("1 result is left out, not like for like"))
    );
}

#[test]
fn figures_for_the_year_so_far_are_charted_by_what_each_quarter_brought() {
    let indicator = Indicator { basis: Basis::Cumulative, ..indicator() };
    let results = [result("2014/15-Q4", 100.0), result("2015/16-Q1", 20.0), result("2015/16-Q2", 50.0)];
    let found = series(indicator, &results, &[target("2015/16", 120.0)], Vec::new(), None);
    assert_eq!(
        found.points.iter().map(|point| point.value).collect::<Vec<_>>(),
        [None, Some(20.0), Some(30.0)]
    );
    let trajectory = found.read().trajectory.unwrap();
    assert_eq!((trajectory.needed, trajectory.remaining), (35.0, 2));
}

#[test]
fn a_figure_that_stops_early_makes_no_limits_nor_does_the_next() {
    let indicator = Indicator { basis: Basis::Cumulative, ..indicator() };
    let mut results =
        vec![result("2014/15-Q1", 20.0), result("2014/15-Q2", 50.0), result("2014/15-Q3", 70.0)];
    results[0].covers_from = chrono::NaiveDate::from_ymd_opt(2014, 4, 1);
    results[0].covers_to = chrono::NaiveDate::from_ymd_opt(2014, 5, 31);
    results.push(result("2015/16-Q1", 22.0));
    let found = series(indicator, &results, &[], Vec::new(), None);
    assert!(found.points[0].unlike.starts_with("2 months"), "{:?}", found.points[0]);
    assert!(!found.points[1].unlike.is_empty() && found.points[1].value == Some(30.0));
    assert_eq!((found.points[2].unlike.as_str(), found.points[2].value), ("", Some(20.0)));
    assert_eq!(found.points.last().unwrap().unlike, "");
}

#[test]
fn marks_belong_to_charts_of_their_own_length() {
    let mark = |period: &str, kind| ChartMark {
        id: 1,
        revision: 1,
        indicator_id: 1,
        period: period.parse().unwrap(),
        kind,
        text: "why".to_owned(),
    };
    let marks = vec![mark("1995/96-M07", ChartMarkKind::Rebase), mark("1995/96-Q2", ChartMarkKind::Note)];
    let found = series(indicator(), &months(20, |at| at as f64 % 3.0), &[], marks, Some(PeriodKind::Month));
    assert_eq!(found.marks.len(), 1);
    assert!(found.mark(6, ChartMarkKind::Rebase).is_some());
    assert_eq!(found.read().chart.phases[1].from, 6);
}

#[test]
fn annual_results_have_a_trend() {
    let results: Vec<ResultRecord> =
        (10..16).map(|at| result(&format!("20{at}/{}", at + 1), 100.0 + f64::from(at - 10) * 40.0)).collect();
    let annual = Indicator { frequency: Frequency::Annual, ..indicator() };
    let found = series(annual, &results, &[target("2015/16", 90.0)], Vec::new(), None);
    let read = found.read();
    let trend = read.trend.clone().unwrap().unwrap();
    assert_eq!((trend.direction(), trend.points, trend.from), (1, 5, 2011));
    assert!((trend.slope - 40.0).abs() < 1e-9);
    assert!(
        sayings(&found, &read)
            .iter()
            .any(|one| one.text == "Rising over 5 years, by +40.0 a year, which is better.")
    );
    // The year is over, so there is nothing to ask of the rest of it.
    assert_eq!(read.trajectory, Err("the year is over".to_owned()));
    assert_eq!(read.assurance, Assurance::ConsistentlyPasses);
    assert_eq!(found.estimate(5, Level::Usual).unwrap().unwrap().method, Method::Byar);
}

#[test]
fn a_long_chart_keeps_its_latest_points_and_is_drawn_in_a_moment() {
    let results = months(300, |at| 50.0 + ((at * 37) % 17) as f64);
    let monthly = Indicator { frequency: Frequency::Monthly, ..indicator() };
    let found = series(monthly, &results, &[], Vec::new(), None);
    assert_eq!(found.points.len(), MAX_POINTS);
    assert_eq!(found.points.last().unwrap().period, results.last().unwrap().period);
    let reading = found.read();
    assert_eq!(reading.variation, Variation::Common);
    let theme = Theme::new("dark", Depth::True, false);
    let started = Instant::now();
    for at in 0..MAX_POINTS {
        let plot = Plot { series: &found, reading: &reading, selected: Some(at), theme: &theme };
        let lines = plot.draw(116, 20);
        let places = plot.places(116, 20).unwrap();
        assert_eq!(lines.len(), 20);
        // The point under the cursor is always in sight, and found again where it is.
        assert_eq!(places.point_at(places.column(at).unwrap()), Some(at));
        for line in lines {
            assert!(line.iter().map(|run| run.text.chars().count()).sum::<usize>() <= 116);
        }
    }
    let each = started.elapsed() / MAX_POINTS as u32;
    assert!(each.as_millis() < 16, "{each:?} is longer than a frame");
}

/// A chart of months with a target, and its letters at a size.
fn drawn(
    values: &[f64],
    measure: Measure,
    target: Option<f64>,
    size: (u16, u16),
) -> (ChartSeries, Vec<String>) {
    let results = months(values.len(), |at| values[at]);
    let targets: Vec<Target> =
        results.iter().filter_map(|one| Some(self::target(&one.period.code(), target?))).collect();
    let indicator = Indicator { measure, decimals: 1, ..indicator() };
    let found = series(indicator, &results, &targets, Vec::new(), Some(PeriodKind::Month));
    let theme = Theme::new("none", Depth::None, false);
    let reading = found.read();
    let plot = Plot { series: &found, reading: &reading, selected: None, theme: &theme };
    let lines = plot.draw(size.0, size.1);
    let text = lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect();
    (found, text)
}

#[test]
fn a_chart_of_lines_says_where_its_axis_begins() {
    let (_, cut) = drawn(&[91.0, 92.5, 90.0, 91.5, 92.0, 90.5], Measure::Percentage, None, (110, 20));
    assert!(
        cut.last().unwrap().contains("≈ axis from 8") && cut.last().unwrap().contains("not from 0"),
        "{cut:#?}"
    );
    assert_eq!(cut.iter().filter(|line| line.contains('≈')).count(), 2, "at the axis and beside its words");
    let (_, whole) = drawn(&[3.0, 12.0, 7.0, 9.0, 1.0, 4.0], Measure::Count, None, (110, 20));
    assert!(!whole.iter().any(|line| line.contains("axis") || line.contains('≈')), "{whole:#?}");
    assert!(whole.iter().any(|line| line.trim_start().starts_with("0 │")), "{whole:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What is drawn, said and handed to programs is one judgement.
    #[test]
    fn picture_sentences_and_codes_say_one_thing(
        values in prop::collection::vec(0..1000_u32, 0..30),
        target in prop::option::of(0..1000_u32),
        size in prop::sample::select(vec![(78_u16, 11_u16), (118, 21), (198, 33), (90, 8)]),
        steady in any::<bool>(),
    ) {
        let values: Vec<f64> = values.into_iter().map(|v| f64::from(if steady { v % 40 + 900 } else { v }) / 10.0).collect();
        let (series, lines) = drawn(&values, Measure::Percentage, target.map(|t| f64::from(t) / 10.0), size);
        let reading = series.read();
        let said = sayings(&series, &reading);
        let one = |label: &str| said.iter().filter(|one| one.label == label).map(|one| one.text.as_str()).collect::<Vec<_>>().join(" ");
        // Limits are in the picture, the words and the value, or in none.
        let limits = reading.chart.limits();
        prop_assert_eq!(limits.is_some(), !one("Limits").is_empty());
        let names = ["upper", "mean", "lower"];
        for name in names {
            let rows: Vec<&String> = lines.iter().filter(|line| line.contains(name)).collect();
            prop_assert_eq!(rows.len(), usize::from(limits.is_some()), "{} in {:#?}", name, lines);
        }
        // Never two names in a row, and from the top in the order of their values.
        let all = ["upper", "mean", "lower", "target"];
        prop_assert!(lines.iter().all(|line| all.iter().filter(|name| line.contains(**name)).count() < 2));
        if let Some(limits) = limits {
            prop_assert!(limits.lower >= 0.0 && limits.upper <= 100.0, "{limits:?}");
            let row = |name: &str| lines.iter().position(|line| line.contains(name)).unwrap();
            prop_assert!(row("upper") < row("mean") && row("mean") < row("lower"));
            let cut = one("Cut");
            prop_assert_eq!(!cut.is_empty(), limits.cut.contains(&true));
            let jumps = one("Limits").contains("leaving out");
            prop_assert_eq!(jumps, limits.screened > 0);
        }
        // The code and the sentence agree.
        let (variation, assurance) = (one("Variation"), one("Assurance"));
        let begins = match reading.assurance.code() {
            "consistently_passes" => "Consistently passes",
            "consistently_fails" => "Consistently fails",
            "hit_or_miss" => "Hit or miss",
            "not_steady" => "Cannot be told from limits",
            _ => "Cannot be judged",
        };
        prop_assert!(assurance.starts_with(begins), "{} {}", begins, assurance);
        prop_assert_eq!(reading.variation.code() == "unknown", variation.starts_with("Cannot be judged"));
        if values.len() < 5 {
            prop_assert_eq!((reading.variation.code(), reading.assurance.code()), ("unknown", "unknown"));
            prop_assert!(reading.chart.findings.is_empty());
        }
        // Every signal is told with as many points as it has, and is marked on the chart.
        for finding in &reading.chart.findings {
            let count = if finding.at.len() == 1 { "1 point ".to_owned() } else { format!("{} points ", finding.at.len()) };
            prop_assert!(one("Signals").contains(&count));
            prop_assert!(finding.at.iter().all(|at| reading.chart.marks[*at].is_some()));
        }
    }
}

#[test]
fn a_run_is_counted_whole_though_some_of_it_is_more() {
    let mut values = vec![50.0, 52.0, 50.0, 52.0, 50.0, 52.0, 50.0, 52.0, 50.0, 52.0, 50.0, 52.0];
    values.extend([55.0, 56.5, 55.5, 56.0, 80.0, 55.0, 56.0, 55.5]);
    let (series, _) = drawn(&values, Measure::Percentage, None, (110, 20));
    let said = sayings(&series, &series.read());
    let signals: Vec<&str> =
        said.iter().filter(|one| one.label == "Signals").map(|one| one.text.as_str()).collect();
    assert!(
        signals.iter().any(|text| text.starts_with("8 points in a row above the mean: Apr 1996 to Nov 1996")),
        "{signals:?}"
    );
}

#[test]
fn any_size_is_drawn() {
    let found =
        series(indicator(), &months(30, |at| (at % 5) as f64), &[], Vec::new(), Some(PeriodKind::Month));
    let reading = found.read();
    let theme = Theme::new("none", Depth::None, true);
    for (wide, high) in [(0, 0), (1, 1), (10, 4), (20, 5), (64, 9), (300, 100)] {
        let plot = Plot { series: &found, reading: &reading, selected: Some(0), theme: &theme };
        assert!(plot.draw(wide, high).len() <= usize::from(high).max(1));
    }
    let one = series(indicator(), &[result("2014/15-Q1", 0.0)], &[], Vec::new(), None);
    let reading = one.read();
    let plot = Plot { series: &one, reading: &reading, selected: Some(0), theme: &theme };
    assert_eq!(plot.draw(80, 12).len(), 12);
}

fn broken(period: &str, note: &str) -> ChartMark {
    ChartMark {
        id: 1,
        revision: 1,
        indicator_id: 1,
        period: period.parse().unwrap(),
        kind: ChartMarkKind::Break,
        text: note.into(),
    }
}

#[test]
fn nothing_is_compared_across_a_changed_definition() {
    let results = months(24, |at| if at < 12 { 100.0 + (at % 2) as f64 } else { 10.0 + (at % 2) as f64 });
    let whole =
        series(Indicator { frequency: Frequency::Monthly, ..indicator() }, &results, &[], Vec::new(), None);
    let first = whole.points[12].period;
    assert!(whole.broken_at().is_empty() && whole.read().chart.limits().unwrap().mean > 20.0);
    let marks = vec![broken(&first.code(), "young carers too")];
    let parted = series(
        Indicator { frequency: Frequency::Monthly, ..indicator() },
        &results,
        &[],
        marks.clone(),
        None,
    );
    assert_eq!(parted.broken_at(), [12]);
    // Limits on either side, each of its own results.
    let read = parted.read();
    assert_eq!(read.chart.phases.len(), 2);
    assert_eq!(read.chart.limits().unwrap().mean, 10.5);
    assert_eq!(read.chart.phases[0].limits.unwrap().mean, 100.5);
    // The first result after it has nothing before it; the next has.
    let previous = |at: usize| parted.judgements(at, Level::default())[0].clone();
    assert!(previous(12).sentence.contains("the definition changed from"), "{}", previous(12).sentence);
    assert!(previous(12).sentence.contains("young carers too"));
    assert!(!previous(13).sentence.contains("definition"));
    let said = sayings(&parted, &read).into_iter().find(|one| one.label == "Definition").unwrap().text;
    assert!(said.starts_with("The definition changed from") && said.ends_with("with later ones."), "{said}");
    // A year of both definitions is left out, and so is everything told from it.
    let years = series(
        Indicator { frequency: Frequency::Monthly, ..indicator() },
        &months(36, |at| at as f64),
        &[],
        vec![broken("1996/97-M03", "x")],
        Some(PeriodKind::Year),
    );
    let unlike: Vec<bool> = years.points.iter().map(|point| !point.unlike.is_empty()).collect();
    assert_eq!(unlike, [false, true, false]);
    // Without the mark, all is as it was.
    assert_eq!(years.points.len(), 3);
}

#[test]
fn a_break_needs_something_before_it_and_is_one_in_its_period() {
    use quarterdeck::workbook::edits::{Patch, When, series_break};
    let results = [result("2014/15-Q2", 5.0), result("2014/15-Q3", 7.0), result("2015/16-Q1", 8.0)];
    let found = series(indicator(), &results, &[], vec![broken("2015/16-Q1", "another survey")], None);
    let when = When::new(chrono::NaiveDate::default(), 4);
    let make = |from: &str, note: &str| {
        let patch: Patch = [("from", from.to_owned()), ("note", note.to_owned())].into_iter().collect();
        series_break(&found, &patch, &when)
    };
    for (from, note, field, why) in [
        ("2014/15-Q1", "x", "from", "the first figure is of Q2 2014/15"),
        ("2014/15-Q2", "x", "from", "the first figure is of Q2 2014/15"),
        ("2015/16-Q1", "x", "from", "breaks there already (Q1 2015/16: another survey)"),
        // The same month, by another name.
        ("2015/16-M01", "x", "from", "breaks there already"),
        ("2015/16", "x", "from", "breaks there already"),
        ("sometime", "x", "from", ""),
        ("", "x", "from", "needed"),
        ("2014/15-Q3", " ", "note", "needed"),
    ] {
        let faults = make(from, note).unwrap_err();
        assert!(faults.iter().any(|(at, text)| *at == field && text.contains(why)), "{from}: {faults:?}");
    }
    // Before there is a result of it, too.
    for from in ["2014/15-Q3", "2016/17-Q1", "2015/16-M02"] {
        assert_eq!(make(from, "now").unwrap().edits.len(), 1, "{from}");
    }
    let none = series(indicator(), &[], &[], Vec::new(), None);
    let patch: Patch = [("from", "2015/16-Q1".to_owned()), ("note", "x".to_owned())].into_iter().collect();
    assert!(series_break(&none, &patch, &when).unwrap_err()[0].1.contains("no figure yet"));
}
