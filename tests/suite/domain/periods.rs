//! Periods, dates and figures: what is typed, what is shown.

use chrono::NaiveDate;
use proptest::prelude::*;
use quarterdeck::domain::dates::{format_date, long_date, short_date};
use quarterdeck::domain::figures::{
    decimals_of, format_change, format_difference, format_plain, format_value, parse_figure, round_half_up,
};
use quarterdeck::domain::{DateReader, FinancialYear, Period, PeriodKind, Span, Tense, Unit};

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn periods_are_read_as_people_write_them() {
    for (text, code) in [
        ("2015/16-Q1", "2015/16-Q1"),
        ("Q1 2015/16", "2015/16-Q1"),
        ("2015-16 Q1", "2015/16-Q1"),
        ("2015-16-Q1", "2015/16-Q1"),
        (" q1, 2015–16 ", "2015/16-Q1"),
        ("Quarter 1 2015/16", "2015/16-Q1"),
        ("24/25 Q4", "2024/25-Q4"),
        ("2015/16 M3", "2015/16-M03"),
        ("2015/16-M03", "2015/16-M03"),
        ("Month 3 2015/16", "2015/16-M03"),
        ("2015/16", "2015/16"),
        ("2015-16", "2015/16"),
        ("2015/2016", "2015/16"),
        ("1999/00", "1999/00"),
        ("1999-2000", "1999/00"),
        ("99/00", "2099/00"),
    ] {
        assert_eq!(period(text).code(), code, "{text}");
    }
}

#[test]
fn what_is_not_a_period_is_refused_with_what_would_be() {
    for (text, words) in [
        ("2015/17", "2015/16"),
        ("2026-13", "two years running"),
        ("2015/16 Q5", "Q1 to Q4"),
        ("2015/16-Q0", "Q1 to Q4"),
        ("2015/16 M13", "M01 to M12"),
        ("2015/16 M999", "M01 to M12"),
        ("Q5", "which year"),
        ("Q1", "which year"),
        ("M13", "which year"),
        ("2015", "2015/16"),
        ("", "2015/16-Q1"),
        ("next", "2015/16-Q1"),
        ("2015/16 Q1 2016/17", "2015/16-Q1"),
        ("1815/16", "1900/01"),
        ("2201/02", "2200/01"),
    ] {
        let error = Period::parse(text).unwrap_err().to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
    let long = Period::parse(&"x\u{7}".repeat(500)).unwrap_err().to_string();
    assert!(long.chars().count() < 130 && !long.contains('\u{7}'), "{long}");
}

#[test]
fn periods_know_their_dates_and_neighbours() {
    for (code, first, from, to, covers, title) in [
        ("2015/16-Q1", 4, "2015-04-01", "2015-06-30", "Apr–Jun 2015", "Q1 2015/16"),
        ("2015/16-Q4", 4, "2016-01-01", "2016-03-31", "Jan–Mar 2016", "Q4 2015/16"),
        ("2015/16-M03", 4, "2015-06-01", "2015-06-30", "Jun 2015", "Month 3 2015/16"),
        ("2015/16-M11", 4, "2016-02-01", "2016-02-29", "Feb 2016", "Month 11 2015/16"),
        ("2015/16", 4, "2015-04-01", "2016-03-31", "Apr 2015 – Mar 2016", "2015/16"),
        ("2015/16-Q2", 9, "2015-12-01", "2016-02-29", "Dec 2015 – Feb 2016", "Q2 2015/16"),
        ("2015/16", 1, "2015-01-01", "2015-12-31", "Jan–Dec 2015", "2015/16"),
        ("2015/16-Q1", 0, "2015-01-01", "2015-03-31", "Jan–Mar 2015", "Q1 2015/16"),
        ("2015/16-Q1", 99, "2015-12-01", "2016-02-29", "Dec 2015 – Feb 2016", "Q1 2015/16"),
    ] {
        let p = period(code);
        assert_eq!((p.starts(first), p.ends(first)), (day(from), day(to)), "{code}");
        assert_eq!((p.covers(first), p.title()), (covers.into(), title.into()));
    }
    assert_eq!(period("2015/16-Q4").next(), period("2016/17-Q1"));
    assert_eq!(period("2015/16-M01").previous(), period("2014/15-M12"));
    assert_eq!(period("2015/16").next(), period("2016/17"));
    assert_eq!(period("2015/16-Q3").same_period_last_year(), period("2014/15-Q3"));
    assert_eq!(period("2015/16-Q3").whole_year(), period("2015/16"));
    assert_eq!(period("2200/01-Q4").next(), period("2200/01-Q4"));
    assert_eq!(period("1900/01-Q1").previous(), period("1900/01-Q1"));
    let mut all = ["2015/16", "2015/16-Q4", "2015/16-M12", "2015/16-M03", "2015/16-Q1"].map(period);
    all.sort();
    let codes = all.map(Period::code);
    assert_eq!(codes, ["2015/16-M03", "2015/16-Q1", "2015/16-M12", "2015/16-Q4", "2015/16"]);
}

#[test]
fn spans_count_months() {
    for (from, to, months, title) in [
        ("2014-10-01", "2015-03-31", 6, "Oct 2014 – Mar 2015"),
        ("2014-06-01", "2015-05-31", 12, "Jun 2014 – May 2015"),
        ("2015-06-01", "2015-06-30", 1, "Jun 2015"),
        ("2015-06-15", "2015-09-14", 3, "15 Jun 2015 – 14 Sep 2015"),
        ("2015-06-30", "2015-06-01", 0, "30 Jun 2015 – 1 Jun 2015"),
    ] {
        let span = Span { from: day(from), to: day(to) };
        assert_eq!((span.months(), span.title()), (months, title.to_owned()));
    }
    let all = Span { from: NaiveDate::MIN, to: NaiveDate::MAX };
    assert!(all.months() > 12 && !all.title().is_empty());
}

#[test]
fn figures_are_rounded_half_up_as_written() {
    for (value, unit, decimals, text) in [
        (59.525, Unit::Percent, 2, "59.53%"),
        (2.675, Unit::Number, 2, "2.68"),
        (1.005, Unit::Number, 2, "1.01"),
        (0.5, Unit::Number, 0, "1"),
        (1.5, Unit::Number, 0, "2"),
        (2.5, Unit::Number, 0, "3"),
        (-2.5, Unit::Number, 0, "-3"),
        (99.95, Unit::Percent, 1, "100.0%"),
        (999.5, Unit::Number, 0, "1,000"),
        (1047.0, Unit::Number, 0, "1,047"),
        (1234567.891, Unit::Money, 2, "£1,234,567.89"),
        (-29.0, Unit::Money, 0, "-£29"),
        (-0.001, Unit::Number, 1, "0.0"),
        (-0.0, Unit::Number, 0, "0"),
        (22.59, Unit::Days, 1, "22.6"),
        (0.0449, Unit::Rate, 2, "0.04"),
        (1e-300, Unit::Rate, 2, "0.00"),
        (f64::NAN, Unit::Number, 2, "–"),
        (f64::INFINITY, Unit::Percent, 2, "–"),
    ] {
        assert_eq!(format_value(value, unit, decimals), text);
    }
    assert_eq!(format_change(0.8, Unit::Percent, 1), "+0.8%");
    assert_eq!(format_change(-12.2, Unit::Percent, 1), "-12.2%");
    assert_eq!(format_change(0.0, Unit::Percent, 1), "0.0%");
    assert_eq!(format_change(3000.0, Unit::Money, 0), "+£3,000");
    // A difference of two percentages is in points: -1.6% would be a share of one of them.
    assert_eq!(format_difference(-1.6, Unit::Percent, 1), "-1.6 pts");
    assert_eq!(format_difference(0.0, Unit::Percent, 1), "0.0 pts");
    assert_eq!(format_difference(3000.0, Unit::Money, 0), "+£3,000");
    assert_eq!(format_difference(3.9, Unit::Rate, 1), "+3.9");
    assert_eq!(format_plain(100.0, 2), "100");
    assert_eq!(format_plain(7.50, 4), "7.5");
    assert_eq!(round_half_up(-2.675, 2), -2.68);
    assert_eq!((decimals_of(59.52), decimals_of(70.0), decimals_of(1e300)), (2, 0, 0));
}

#[test]
fn figures_are_read_as_people_type_them() {
    for (text, value) in [
        ("1,047", 1047.0),
        ("59.52%", 59.52),
        ("59.52 %", 59.52),
        ("(29)", -29.0),
        ("(£29)", -29.0),
        ("-29", -29.0),
        ("−29", -29.0),
        ("+29", 29.0),
        ("£3k", 3000.0),
        ("-£3k", -3000.0),
        ("£-3k", -3000.0),
        ("1.2m", 1_200_000.0),
        ("£1.1bn", 1_100_000_000.0),
        (" 1 047 ", 1047.0),
        (".5", 0.5),
        ("0012", 12.0),
        ("-0", 0.0),
    ] {
        assert_eq!(parse_figure(text).unwrap(), value, "{text}");
    }
    assert!(parse_figure("-0").unwrap().is_sign_positive());
    for (text, words) in [
        ("12,5", "12.5"),
        ("1,0470", "three digits"),
        ("1,04,700", "three digits"),
        ("NaN", "digits"),
        ("inf", "digits"),
        ("1e400", "digits"),
        ("twelve", "digits"),
        ("", "empty"),
        ("--5", "two signs"),
        ("(-5)", "brackets"),
        ("£5%", "keep one"),
        (".", "digits"),
        ("1.2.3", "after the point"),
        ("99999999999999999999", "too large"),
        ("٣", "digits"),
    ] {
        let error = parse_figure(text).unwrap_err().to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
}

/// Days typed on a day, in a field that looks back or ahead, and what they come to; an error is
/// written with a `!` and what it has to say.
type Typed = (&'static str, Tense, &'static [(&'static str, &'static str)]);

const TYPED: &[Typed] = &[
    // A Monday.
    (
        "2015-07-06",
        Tense::Future,
        &[
            ("06/07/2015", "2015-07-06"),
            ("6/7/15", "2015-07-06"),
            ("6 jul 2015", "2015-07-06"),
            ("6 July 2015", "2015-07-06"),
            ("6th July, 2015", "2015-07-06"),
            ("6 jul", "2015-07-06"),
            ("5 jul", "2016-07-05"),
            ("30 sept", "2015-09-30"),
            ("jul 7", "2015-07-07"),
            ("2015-07-06", "2015-07-06"),
            ("today", "2015-07-06"),
            ("Tomorrow", "2015-07-07"),
            ("+2w", "2015-07-20"),
            ("+10d", "2015-07-16"),
            ("+1m", "2015-08-06"),
            ("fri", "2015-07-10"),
            ("mon", "2015-07-13"),
            ("next monday", "2015-07-13"),
            ("29 feb", "2016-02-29"),
            ("29/2/2016", "2016-02-29"),
            ("31 sep 2015", "!There is no 31 September: did you mean 30 Sep 2015?"),
            ("31 sep", "!There is no 31 September: did you mean 30 Sep 2015?"),
            ("31 jun", "!There is no 31 June: did you mean 30 Jun 2016?"),
            ("29/02/2015", "!There is no 29 February in 2015: did you mean 28 Feb 2015?"),
            ("45 jul 2015", "!There is no 45 July: did you mean 31 Jul 2015?"),
            ("07/13/2015", "!There is no month 13; the day comes first: did you mean 13 Jul 2015?"),
            ("1/1/1815", "!Years from 1900 to 2200 can be used."),
            ("", "!There is no date here: write 06/07/2015, 6 jul, fri, +2w, end of march or Q3."),
            ("soon", "!“soon” is not a date: write 06/07/2015, 6 jul, fri, +2w, end of march or Q3."),
            ("+99999y", "!too far"),
            ("+50y", "2065-07-06"),
            ("+51y", "!more than fifty years off"),
            ("81 year", "!more than fifty years off"),
            ("in 900 months", "!more than fifty years off"),
            ("31 mar 2090", "2090-03-31"),
        ],
    ),
    // A Sunday.
    (
        "2026-11-29",
        Tense::Future,
        &[
            ("fri", "2026-12-04"),
            ("Fri 4 Dec 2026", "2026-12-04"),
            ("fri 4 dec", "2026-12-04"),
            ("thursday 4 december", "!4 Dec 2026 is a Friday, not a Thursday."),
            ("by 14 oct", "2027-10-14"),
            ("29/2", "!There is no 29 February in 2027: did you mean 28 Feb 2027?"),
            ("end of March", "2027-03-31"),
            ("end-march 2028", "2028-03-31"),
            ("the end of february", "2027-02-28"),
            ("late feb 28", "2028-02-25"),
            ("mid January", "2027-01-15"),
            ("mid-Jan", "2027-01-15"),
            ("early march", "2027-03-05"),
            ("late march", "2027-03-25"),
            ("beginning of december", "2026-12-01"),
            ("early november", "!Thu 5 Nov 2026 has gone by: write the day, or add the year."),
            ("in 2 weeks", "2026-12-13"),
            ("in two weeks' time", "2026-12-13"),
            ("2 weeks from today", "2026-12-13"),
            ("in a fortnight", "2026-12-13"),
            ("2 weeks", "2026-12-13"),
            ("+2w", "2026-12-13"),
            ("in 3 months", "2027-02-28"),
            ("week today", "2026-12-06"),
            ("a week tomorrow", "2026-12-07"),
            ("next month", "2026-12-31"),
            ("early next month", "2026-12-05"),
            ("end of next month", "2026-12-31"),
            ("end of the month", "2026-11-30"),
            ("month end", "2026-11-30"),
            ("next week", "2026-12-04"),
            ("Monday week", "2026-12-07"),
            ("week on monday", "2026-12-07"),
            ("tuesday next week", "2026-12-01"),
            // From a Sunday the coming one is next week's too.
            ("next friday", "2026-12-04"),
            ("last friday", "!“last friday”"),
            ("Q3", "2026-12-31"),
            ("q4", "2027-03-31"),
            ("Q1", "2027-06-30"),
            ("end of Q2 2026/27", "2026-09-30"),
            ("mid Q4", "2027-02-15"),
            ("next quarter", "2027-03-31"),
            ("quarter 5", "!There is no quarter 5"),
            ("Dec", "2026-12-31"),
            ("december 2027", "2027-12-31"),
            ("12/2027", "2027-12-31"),
            ("2027-01", "2027-01-31"),
            ("nov", "2026-11-30"),
            ("2026/27", "2027-03-31"),
            ("end of financial year", "2027-03-31"),
            ("end of 2026", "2026-12-31"),
            ("2026", "!end of 2026, end of 2026/27"),
            ("end of year", "!may be Thu 31 Dec 2026 or Wed 31 Mar 2027"),
            ("dec 26", "!may be Sat 26 Dec 2026 or Thu 31 Dec 2026: write 26 dec, or dec 2026."),
            ("dec 14", "2026-12-14"),
            ("14 oct", "2027-10-14"),
            ("14/10/26", "2026-10-14"),
            ("oct 14 2026", "2026-10-14"),
            ("the 14th", "2026-12-14"),
            ("30th", "2026-11-30"),
            ("31st", "!There is no 31 November"),
            ("3 days ago", "2026-11-26"),
            ("yesterday", "2026-11-28"),
            ("early 2027", "!write the month"),
            ("14 oct 2026 or so", "!is not a date"),
            ("2 + 2", "!is not a date"),
        ],
    ),
    (
        "2026-11-29",
        Tense::Past,
        &[
            ("14 oct", "2026-10-14"),
            ("14/10", "2026-10-14"),
            ("29 nov", "2026-11-29"),
            ("30 nov", "2025-11-30"),
            ("29/2", "!There is no 29 February in 2026: did you mean 28 Feb 2026?"),
            ("29/2/2024", "2024-02-29"),
            ("fri", "2026-11-27"),
            ("sun", "2026-11-22"),
            ("end of March", "2026-03-31"),
            ("mid January", "2026-01-15"),
            ("dec", "2025-12-31"),
            ("october", "2026-10-31"),
            ("november", "!Mon 30 Nov 2026 is still to come: write the day."),
            ("mid november", "2026-11-15"),
            ("Q2", "2026-09-30"),
            ("Q3", "!Thu 31 Dec 2026 is still to come: write the day."),
            ("Q4", "2026-03-31"),
            ("start of Q3", "2026-10-01"),
            ("last month", "2026-10-31"),
            ("last week", "2026-11-20"),
            ("2 weeks ago", "2026-11-15"),
            ("2 weeks", "2026-11-15"),
            ("yesterday", "2026-11-28"),
            ("the 14th", "2026-11-14"),
            ("30th", "2026-10-30"),
            ("14 oct 2027", "2027-10-14"),
        ],
    ),
    // The last day of a year, and the first.
    (
        "2026-12-31",
        Tense::Future,
        &[
            ("31 dec", "2026-12-31"),
            ("1 jan", "2027-01-01"),
            ("dec", "2026-12-31"),
            ("end of month", "2026-12-31"),
            ("next month", "2027-01-31"),
            ("Q3", "2026-12-31"),
            ("Q4", "2027-03-31"),
            ("+1d", "2027-01-01"),
            ("mon", "2027-01-04"),
            // A Thursday: this Friday, or that of next week.
            ("next friday", "!may be Fri 1 Jan 2027 or Fri 8 Jan 2027"),
            ("monday week", "2027-01-11"),
            ("next march", "2027-03-31"),
        ],
    ),
    (
        "2027-01-01",
        Tense::Past,
        &[
            ("31 dec", "2026-12-31"),
            ("1 jan", "2027-01-01"),
            ("2 jan", "2026-01-02"),
            ("dec", "2026-12-31"),
            ("last month", "2026-12-31"),
            ("Q3", "2026-12-31"),
            ("thu", "2026-12-31"),
            ("last december", "2026-12-31"),
        ],
    ),
    ("2027-02-10", Tense::Future, &[("next march", "!may be Wed 31 Mar 2027 or Fri 31 Mar 2028")]),
    // A leap year is near enough to be meant.
    ("2027-11-29", Tense::Future, &[("29/2", "2028-02-29"), ("end of february", "2028-02-29")]),
    (
        "2028-03-31",
        Tense::Future,
        &[("Q4", "2028-03-31"), ("Q1", "2028-06-30"), ("end of march", "2028-03-31")],
    ),
    (
        "2028-04-01",
        Tense::Past,
        &[("Q4", "2028-03-31"), ("29 feb", "2028-02-29"), ("end of march", "2028-03-31")],
    ),
];

fn dates(today: NaiveDate, tense: Tense) -> DateReader {
    DateReader { today, first_month: Some(4), tense }
}

#[test]
fn days_are_read_as_people_type_them() {
    for (today, tense, cases) in TYPED {
        for (text, expected) in *cases {
            let read = dates(day(today), *tense).read(text);
            match expected.strip_prefix('!') {
                None => assert_eq!(read, Ok(day(expected)), "{text} on {today}, {tense:?}"),
                Some(words) => {
                    let error = read.expect_err(&format!("{text} on {today}, {tense:?}"));
                    assert!(error.contains(words), "{text} on {today}: {error}");
                }
            }
        }
    }
    let today = day("2015-07-06");
    assert_eq!(format_date(today), "06/07/2015");
    assert_eq!(short_date(today), "6 Jul 2015");
    assert_eq!(long_date(today), "Mon 6 Jul 2015");
}

#[test]
fn quarters_are_those_of_the_workbooks_year_and_files_know_no_today() {
    let calendar = DateReader { first_month: Some(1), ..dates(day("2026-11-29"), Tense::Future) };
    assert_eq!(calendar.read("Q3"), Ok(day("2027-09-30")));
    assert_eq!(calendar.read("Q4"), Ok(day("2026-12-31")));
    assert_eq!(calendar.read("end of year"), Ok(day("2026-12-31")));
    let unknown = DateReader { first_month: None, ..calendar };
    for text in ["Q3", "Q3 2026/27", "2026/27", "end of financial year", "next quarter"] {
        assert!(unknown.read(text).unwrap_err().contains("write the day"), "{text}");
    }
    assert_eq!(unknown.read("end of march"), Ok(day("2027-03-31")));
    for text in ["today", "fri", "+2w", "in 2 weeks", "next month", "the 14th", "monday week"] {
        assert!(calendar.read(text).is_ok(), "{text}");
        assert!(calendar.read_written(text).unwrap_err().contains("the day it was written"), "{text}");
    }
    for text in ["14 oct 2026", "14 oct", "end of march", "Q3"] {
        assert_eq!(calendar.read_written(text), calendar.read(text), "{text}");
    }
}

fn any_period() -> impl Strategy<Value = Period> {
    (1900i32..=2200, 0usize..3, 0u8..12).prop_map(|(year, kind, number)| {
        let kind = PeriodKind::ALL[kind];
        Period::new(FinancialYear(year), kind, number % kind.per_year() + 1).unwrap()
    })
}

proptest! {
    #[test]
    fn codes_and_titles_are_read_back(p in any_period()) {
        prop_assert_eq!(Period::parse(&p.code()), Ok(p));
        prop_assert_eq!(Period::parse(&p.title()), Ok(p));
    }

    #[test]
    fn every_day_of_a_period_is_in_it(p in any_period(), first in 1u32..=12) {
        prop_assert_eq!(Period::containing(p.kind(), p.starts(first), first), p);
        prop_assert_eq!(Period::containing(p.kind(), p.ends(first), first), p);
        if p.next() != p {
            prop_assert_eq!(p.next().starts(first), p.ends(first).succ_opt().unwrap());
            prop_assert_eq!(p.next().previous(), p);
            prop_assert!(p < p.next());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".*", first in any::<u32>(), days in any::<i32>()) {
        if let Ok(p) = Period::parse(&text) {
            let _ = p.covers(first);
        }
        let _ = parse_figure(&text);
        let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX);
        for tense in [Tense::Past, Tense::Future] {
            let _ = dates(today, tense).read(&text);
        }
        let _ = Period::containing(PeriodKind::Quarter, today, first);
    }

    #[test]
    fn near_misses_are_read_or_refused(
        text in "[+(£ -]{0,2}[0-9,./ -]{0,12}[a-z%)]{0,4} ?[0-9/]{0,7}", days in any::<i32>(),
    ) {
        let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MIN);
        let _ = Period::parse(&text);
        for tense in [Tense::Past, Tense::Future] {
            let _ = dates(today, tense).read(&text);
        }
        if let Ok(figure) = parse_figure(&text) {
            prop_assert!(figure.is_finite());
        }
    }

    #[test]
    fn phrases_in_any_order_look_the_way_of_their_field(
        words in prop::collection::vec("(end|mid|early|late|of|next|last|this|in|a|week|month|quarter|year|q|[1-9]|[0-9]{2}|202[0-9]|march|dec|fri|mon|ago|today|the|th)", 1..6),
        days in 735_000i32..741_000,
    ) {
        let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let text = words.join(" ");
        let read = dates(today, Tense::Future).read(&text);
        prop_assert_eq!(read.is_ok_and(|day| (day - today).num_days() > 87 * 366), false, "{}", text);
        let _ = dates(today, Tense::Past).read(&text);
    }

    #[test]
    fn days_without_a_year_are_within_one(day in 1u32..=31, month in 1u32..=12, days in 735_000i32..741_000) {
        let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let text = format!("{day}/{month}");
        if let Ok(read) = dates(today, Tense::Future).read(&text) {
            prop_assert!(read >= today && (read - today).num_days() <= 366, "{} on {}: {}", text, today, read);
        }
        if let Ok(read) = dates(today, Tense::Past).read(&text) {
            prop_assert!(read <= today && (today - read).num_days() <= 366, "{} on {}: {}", text, today, read);
        }
    }

    #[test]
    fn any_figure_can_be_written(value in any::<f64>(), decimals in any::<u32>()) {
        for unit in Unit::ALL {
            let text = format_value(value, *unit, decimals);
            prop_assert!(!text.starts_with("-0") || text.contains(|c: char| ('1'..='9').contains(&c)));
            format_change(value, *unit, decimals);
        }
        round_half_up(value, decimals);
    }

    #[test]
    fn written_figures_are_read_back(n in -100_000_000i64..100_000_000, decimals in 0u32..4) {
        let value = n as f64 / 10f64.powi(decimals as i32);
        for unit in Unit::ALL {
            prop_assert_eq!(parse_figure(&format_value(value, *unit, decimals)), Ok(value));
        }
    }

    #[test]
    fn dates_are_read_back(days in 693_600i32..803_000, today in 693_600i32..803_000) {
        let date = |n| NaiveDate::from_num_days_from_ce_opt(n).unwrap();
        for tense in [Tense::Past, Tense::Future] {
            let dates = dates(date(today), tense);
            prop_assert_eq!(dates.read(&format_date(date(days))), Ok(date(days)));
            prop_assert_eq!(dates.read(&short_date(date(days))), Ok(date(days)));
            prop_assert_eq!(dates.read(&long_date(date(days))), Ok(date(days)));
        }
    }
}
