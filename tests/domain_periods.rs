//! Periods, dates and figures: what is typed, what is shown.

use chrono::NaiveDate;
use proptest::prelude::*;
use quarterdeck::domain::dates::{due_date_text, format_date, short_date};
use quarterdeck::domain::figures::{
    decimals_of, format_change, format_plain, format_value, parse_figure, round_half_up,
};
use quarterdeck::domain::{FinancialYear, Period, PeriodKind, Span, Unit};

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

#[test]
fn dates_are_read_as_people_type_them() {
    // A Monday.
    let today = day("2015-07-06");
    for (text, date) in [
        ("06/07/2015", "2015-07-06"),
        ("6/7/15", "2015-07-06"),
        ("6.7.2015", "2015-07-06"),
        ("6 jul 2015", "2015-07-06"),
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
        ("next friday", "2015-07-10"),
        ("29 feb", "2016-02-29"),
        ("29/2/2016", "2016-02-29"),
    ] {
        assert_eq!(due_date_text(text, today), Ok(day(date)), "{text}");
    }
    for (text, message) in [
        ("31 sep 2015", "There is no 31 September: did you mean 30 Sep 2015?"),
        ("31 sep", "There is no 31 September: did you mean 30 Sep 2015?"),
        ("31 jun", "There is no 31 June: did you mean 30 Jun 2016?"),
        ("29/02/2015", "There is no 29 February in 2015: did you mean 28 Feb 2015?"),
        ("45 jul 2015", "There is no 45 July: did you mean 31 Jul 2015?"),
        ("07/13/2015", "There is no month 13; the day comes first: did you mean 13 Jul 2015?"),
        ("1/1/1815", "Years from 1900 to 2200 can be used."),
        ("", "There is no date here: write 06/07/2015, 6 jul, +2w, fri, today or tomorrow."),
        ("soon", "“soon” is not a date: write 06/07/2015, 6 jul, +2w, fri, today or tomorrow."),
    ] {
        assert_eq!(due_date_text(text, today), Err(message.to_owned()), "{text}");
    }
    assert!(due_date_text("+99999y", today).unwrap_err().contains("too far"));
    assert_eq!(format_date(today), "06/07/2015");
    assert_eq!(short_date(today), "6 Jul 2015");
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
        let _ = due_date_text(&text, today);
        let _ = Period::containing(PeriodKind::Quarter, today, first);
    }

    #[test]
    fn near_misses_are_read_or_refused(
        text in "[+(£ -]{0,2}[0-9,./ -]{0,12}[a-z%)]{0,4} ?[0-9/]{0,7}", days in any::<i32>(),
    ) {
        let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MIN);
        let _ = Period::parse(&text);
        let _ = due_date_text(&text, today);
        if let Ok(figure) = parse_figure(&text) {
            prop_assert!(figure.is_finite());
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
        prop_assert_eq!(due_date_text(&format_date(date(days)), date(today)), Ok(date(days)));
        prop_assert_eq!(due_date_text(&short_date(date(days)), date(today)), Ok(date(days)));
    }
}
