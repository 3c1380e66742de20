//! Periods, spans and days as headings and cells write them.

use quarterdeck::domain::{FinancialYear, PeriodKind, ResultStatus};
use quarterdeck::import::written_time::{self, WrittenTime};

use crate::import::desk::{date, grid, known, number, on, period, read, read_with, table, word};

#[track_caller]
fn code(text: &str) -> String {
    let when = written_time::read(text).unwrap_or_else(|| panic!("“{text}” is no time"));
    match when.period(4, PeriodKind::Quarter, Some(FinancialYear(2015))) {
        Ok(period) => period.code(),
        Err(why) => why,
    }
}

#[test]
fn periods_are_read_as_people_write_them() {
    for (text, expected) in [
        ("Q1 2015/16", "2015/16-Q1"),
        ("Q1 2015-16", "2015/16-Q1"),
        ("Q1 15/16", "2015/16-Q1"),
        ("Q1 (2015/16)", "2015/16-Q1"),
        ("Quarter 1 2015/16", "2015/16-Q1"),
        ("Qtr 1, 2015/16", "2015/16-Q1"),
        ("1st quarter 2015/16", "2015/16-Q1"),
        ("First quarter 2015/16", "2015/16-Q1"),
        ("2015/16 Q1", "2015/16-Q1"),
        ("2015/16-Q1", "2015/16-Q1"),
        ("24/25 Q4", "2024/25-Q4"),
        ("2018-19;Q1", "2018/19-Q1"),
        ("2018-19 : Q1", "2018/19-Q1"),
        ("2015-16", "2015/16"),
        ("2015/16", "2015/16"),
        ("2015–16", "2015/16"),
        ("2015/2016", "2015/16"),
        ("2023 to 2024", "2023/24"),
        ("2023 to 24", "2023/24"),
        ("FY 2015/16", "2015/16"),
        ("FY15/16", "2015/16"),
        ("1999/00", "1999/00"),
        ("1999-2000", "1999/00"),
        ("Apr-June 2015", "2015/16-Q1"),
        ("April to June 2015", "2015/16-Q1"),
        ("Apr – Jun 2015", "2015/16-Q1"),
        ("Apr 2015 - Jun 2015", "2015/16-Q1"),
        ("January-March 2016", "2015/16-Q4"),
        ("April 2015 to March 2016", "2015/16"),
        ("Apr 2015 - Mar 2016", "2015/16"),
        ("Month 3", "2015/16-M03"),
        ("M3", "2015/16-M03"),
        ("Month 3 2015/16", "2015/16-M03"),
        ("Period 12", "2015/16-M12"),
        ("P03", "2015/16-M03"),
        ("2015/16 M03", "2015/16-M03"),
        ("June", "2015/16-M03"),
        ("Jan", "2015/16-M10"),
        ("June 2015", "2015/16-M03"),
        ("Jun-15", "2015/16-M03"),
        ("Jun 15", "2015/16-M03"),
        ("Sept 2015", "2015/16-M06"),
        ("2015-06", "2015/16-M03"),
        ("Q3", "2015/16-Q3"),
        ("Quarter 3", "2015/16-Q3"),
        // A day is of the period it lies in.
        ("31 March 2016", "2015/16-Q4"),
        ("31st March 2016", "2015/16-Q4"),
        ("31/03/2016", "2015/16-Q4"),
        ("31/03/16", "2015/16-Q4"),
        ("31.03.2016", "2015/16-Q4"),
        ("31-Mar-16", "2015/16-Q4"),
        ("2016-03-31", "2015/16-Q4"),
        ("2016-03-31 00:00:00", "2015/16-Q4"),
        ("2016-03-31T00:00:00Z", "2015/16-Q4"),
        ("2016-03-31T23:59:59.000", "2015/16-Q4"),
        ("31/03/2016 00:00", "2015/16-Q4"),
        ("31 Mar 2016 12:30 PM", "2015/16-Q4"),
        // Words that lead up to a time.
        ("As at 31/03/2016", "2015/16-Q4"),
        ("Position at 31 March 2016", "2015/16-Q4"),
        ("Year to March 2016", "2015/16"),
        ("Year ending 31 March 2016", "2015/16"),
        ("12 months to Mar 2016", "2015/16"),
        ("Twelve months ended March 2016", "2015/16"),
        ("Quarter to June 2015", "2015/16-Q1"),
        ("3 months to 30 June 2015", "2015/16-Q1"),
        ("Quarter ending 30/06/2015", "2015/16-Q1"),
        ("Q1 (Apr-Jun) 2015/16", "2015/16-Q1"),
        ("Q1 (April to June) 2015-16", "2015/16-Q1"),
        ("Apr 15 - Jun 15", "2015/16-Q1"),
        ("2015/06", "2015/16-M03"),
        ("201506", "2015/16-M03"),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn spans_that_are_no_period_and_bare_years_say_what_to_write() {
    for (text, says) in [
        ("April to May 2015", "neither a month nor a quarter nor a year"),
        ("Oct 2014 – March 2015", "neither a month nor a quarter nor a year"),
        ("2015", "write 2014/15 or 2015/16"),
        ("2015Q1", "write Q1 2014/15 or Q1 2015/16"),
        ("Q3-2015", "write Q3 2014/15 or Q3 2015/16"),
        ("2010 - 12", "it covers 3 years"),
        ("2010 to 2012", "it covers 3 years"),
        ("2009-2011", "it covers 3 years"),
        ("2012-17", "it covers 6 years"),
        ("2013/14 - 15/16", "it covers 3 years"),
        ("2013/14 to 2015/16", "it covers 3 years"),
        ("Rolling 12 months to June 2015", "neither a month nor a quarter nor a year"),
        ("6 months ending 30 September 2015", "neither a month nor a quarter nor a year"),
        ("H1 2000/01", "a half year is no period"),
        ("Week 3", "a week is no period"),
        ("w/c 6 Apr 2015", "a week is no period"),
        ("w/e 12/04/2015", "a week is no period"),
        ("Week commencing 6 April", "a week is no period"),
        ("Academic year 2015/16", "an academic year"),
    ] {
        assert!(code(text).contains(says), "{text}: {}", code(text));
    }
}

#[test]
fn what_is_no_time_is_not_taken_for_one() {
    for text in [
        "",
        "65",
        "65%",
        "422/709",
        "2C(1)",
        "A1",
        "AC/S3",
        "Total",
        "1.2.3",
        "32/01/2015",
        "29/02/2015",
        "2015/17",
        "Q5",
        "Month 13",
        "may be late",
        "March on",
        "15/20",
        "Q",
        "2015/16 and 2016/17",
    ] {
        assert_eq!(written_time::read(text), None, "{text}");
    }
}

#[test]
fn a_time_is_found_in_a_heading_and_the_rest_is_kept() {
    for (text, rest) in [
        ("Q1 2015/16 Actual", "Actual"),
        ("Target 2015/16", "Target"),
        ("2014/15 outstanding numerator", "outstanding numerator"),
        ("Actual (Q1)", "Actual"),
        ("Q1 - Result", "Result"),
        ("Result\nQ1", "Result"),
        ("Budget £000 Apr-15", "Budget £000"),
        ("Performance as at 31 March 2016", "Performance"),
    ] {
        let found = written_time::find(text).unwrap_or_else(|| panic!("no time in {text}"));
        assert_eq!(found.rest, rest, "{text}");
    }
}

#[test]
fn days_head_months_quarters_or_years_by_the_gaps_between_them() {
    let kind = |days: &[&str]| {
        written_time::kind_of_days(&days.iter().map(|day| on(day)).collect::<Vec<_>>(), PeriodKind::Quarter)
    };
    assert_eq!(kind(&["2015-04-30", "2015-05-31"]), PeriodKind::Month);
    assert_eq!(kind(&["2015-06-30", "2015-09-30"]), PeriodKind::Quarter);
    assert_eq!(kind(&["2015-03-31", "2016-03-31"]), PeriodKind::Year);
    assert_eq!(kind(&["2015-03-31"]), PeriodKind::Quarter);
    assert_eq!(kind(&[]), PeriodKind::Quarter);
}

#[test]
fn the_year_of_another_first_month_is_its_own() {
    let january = WrittenTime::Named(6).period(1, PeriodKind::Quarter, Some(FinancialYear(2015))).unwrap();
    assert_eq!(january.code(), "2015/16-M06");
    let september = written_time::read("Sep-Nov 2015").unwrap().period(9, PeriodKind::Quarter, None).unwrap();
    assert_eq!(september.code(), "2015/16-Q1");
}

#[test]
fn a_column_of_periods_gives_each_row_its_own() {
    let read_it = read(&table(
        "
Ref | Indicator | Period | Result
A1 | Reviews done | Q1 2015/16 | 71
A1 | Reviews done | Q4 2014/15 | 69
A1 | Reviews done | 2014-15 | 70
A1 | Reviews done | 2014 | 66",
    ));
    assert_eq!(read_it.is("Period"), "period");
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0);
    assert_eq!(read_it.stated("A1", "2014/15-Q4"), 69.0);
    assert_eq!(read_it.stated("A1", "2014/15"), 70.0);
    read_it.refuses("C5 “2014”", "write 2013/14 or 2014/15");
}

#[test]
fn real_dates_in_a_column_are_quarters_or_months_by_their_gaps() {
    let rows = |days: &[&str]| {
        let mut rows = vec![vec![word("Ref"), word("Indicator"), word("Date"), word("Result")]];
        for (at, day) in (0..).zip(days) {
            rows.push(vec![
                word("A1"),
                word("Reviews done in time"),
                date(day),
                number(70.0 + f64::from(at)),
            ]);
        }
        grid(rows)
    };
    let quarters = read(&rows(&["2015-03-31", "2015-06-30", "2015-09-30"]));
    assert_eq!(quarters.stated("A1", "2015/16-Q1"), 71.0);
    let months = read(&rows(&["2015-04-30", "2015-05-31", "2015-06-30"]));
    assert_eq!(months.stated("A1", "2015/16-M03"), 72.0);
}

#[test]
fn titles_sheet_and_file_names_say_the_period_and_that_is_told() {
    let sheet = |title: &str| {
        read(&table(&format!("{title}\n\nRef | Indicator | Result\nA1 | Reviews done | 71\nA2 | Visits | 8")))
    };
    for (title, expected) in [
        ("Performance report Q2 2015/16", "2015/16-Q2"),
        ("Quarter 2 2015-16", "2015/16-Q2"),
        ("Adults: July to September 2015", "2015/16-Q2"),
        ("Annual results 2014/15", "2014/15"),
    ] {
        assert_eq!(sheet(title).stated("A1", expected), 71.0, "{title}");
    }
    // A day alone is when it was printed, perhaps.
    let printed = sheet("Printed 6 October 2015");
    assert_eq!(printed.stated("A1", "2015/16-Q1"), 71.0);
    let (_, why) = &printed.reading().fixed["period"];
    assert!(why.contains("nothing says which"), "{why}");
    let mut named = known();
    named.file = "Adults return 2015-16 Q3.xlsx".to_owned();
    let plain = table("Ref | Indicator | Result\nA1 | Reviews done | 71\nA2 | Visits | 8");
    let by_file = read_with(std::slice::from_ref(&plain), &Default::default(), &named);
    assert_eq!(by_file.stated("A1", "2015/16-Q3"), 71.0);
    assert!(by_file.reading().fixed["period"].1.contains("file's name"));
    let by_sheet = read(&plain.named("Q4 2015-16"));
    assert_eq!(by_sheet.stated("A1", "2015/16-Q4"), 71.0);
}

#[test]
fn what_results_cover_may_differ_from_the_period() {
    let read_it = read(&table(
        "
Ref no | Indicator description | Period Covered | Target | Result
A1 | Reviews done within a year | Apr-June 2015 | 70 | 71
A2 | Visits made at home | Apr-June 2015 | 80 | 75
A3 | Delayed discharges a month | Apr 2014 - Mar 2015 | 8 | 9
A4 | Survey of carers | Oct 2014 - Feb 2015 | 90 | 85",
    ));
    assert_eq!(read_it.is("Period Covered"), "covers");
    for (name, covers) in [
        ("A1", None),
        ("A3", Some((on("2014-04-01"), on("2015-03-31")))),
        ("A4", Some((on("2014-10-01"), on("2015-02-28")))),
    ] {
        let at = read_it.said.indicators.iter().position(|one| one.reference == name).unwrap() as u32;
        let figures = read_it.said.figures.iter().find(|one| one.indicator == at).unwrap();
        assert_eq!(figures.covers, covers, "{name}");
    }
    assert_eq!(read_it.stated("A3", "2015/16-Q1"), 9.0);
}

#[test]
fn every_period_is_read_as_it_is_written() {
    for code in ["2015/16-Q1", "2015/16-M03", "2015/16", "1999/00-Q4"] {
        let period = period(code);
        for text in [period.code(), period.title()] {
            let read = written_time::read(&text).and_then(|when| when.period(4, period.kind(), None).ok());
            assert_eq!(read, Some(period), "{text}");
        }
    }
}

#[test]
fn a_year_and_its_quarter_in_two_columns_are_the_period_together() {
    let read_it = read(&table(
        "
Year | Quarter | Ref | Indicator | Result
2014/15 | Q4 | A1 | Reviews done within a year | 69
2015/16 | Q1 | A1 | Reviews done within a year | 71
2015/16 | Q2 | A1 | Reviews done within a year | 72",
    ));
    assert_eq!((read_it.is("Year"), read_it.is("Quarter")), ("year".to_owned(), "period".to_owned()));
    assert_eq!(read_it.stated("A1", "2014/15-Q4"), 69.0);
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0);
    assert_eq!(read_it.stated("A1", "2015/16-Q2"), 72.0);
    let bare = "
Month | Year | Ref | Indicator | Result
April | 2014 | A1 | Reviews done within a year | 69
May | 2015 | A1 | Reviews done within a year | 71";
    read(&table(bare)).said.refused.first.iter().for_each(|one| assert!(one.reason.contains("alone may be")));
    let mapping = quarterdeck::import::Mapping {
        fixed: [("years".to_owned(), "start".to_owned())].into(),
        ..Default::default()
    };
    let said = read_with(&[table(bare)], &mapping, &known());
    assert_eq!((said.stated("A1", "2014/15-M01"), said.stated("A1", "2015/16-M02")), (69.0, 71.0));
}

#[test]
fn quarters_in_rows_are_of_the_year_the_title_says() {
    let read_it = read(&table(
        "
Performance 2014/15

Ref | Indicator | Quarter | Result
A1 | Reviews done within a year | Q3 | 69
A1 | Reviews done within a year | Q4 | 71",
    ));
    assert_eq!(read_it.stated("A1", "2014/15-Q3"), 69.0);
    assert_eq!(read_it.reading().fixed("year"), Some("2014/15"));
}

#[test]
fn years_with_a_stroke_are_no_fractions() {
    let read_it = read(&table(
        "
Ref | Indicator | Financial year | Outturn
A1 | Reviews done within a year | 2013/14 | 69
A1 | Reviews done within a year | 2014/15 | 71
A2 | Visits made | 13/14 | 8
A2 | Visits made | 14/15 | 9",
    ));
    assert_eq!(read_it.is("Financial year"), "period");
    assert_eq!((read_it.stated("A1", "2014/15"), read_it.stated("A2", "2013/14")), (71.0, 8.0));
}

#[test]
fn periods_in_cells_say_how_firm_their_figures_are() {
    let read_it = read(&table(
        "
Ref | Indicator | Year | Result
K1 | Calls | 2022/23 | 80
K1 | Calls | 2023/24 (provisional) | 81
K1 | Calls | 2024/25 (est) | 82
K1 | Calls | 2021/22 revised | 79
K2 | Visits | 2023/24 (provisional) | 70",
    ));
    assert_eq!(read_it.refused(), Vec::<String>::new());
    let status: Vec<ResultStatus> = read_it.said.figures.iter().map(|one| one.status).collect();
    let (firm, provisional) = (ResultStatus::Final, ResultStatus::Provisional);
    assert_eq!(status, [firm, provisional, ResultStatus::Estimate, firm, provisional]);
}
