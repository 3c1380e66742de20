//! Where the table is in a sheet, and how it is laid out.

use crate::import::desk::{Read, date, grid, number, percent, read, read_as, table, word};

fn header(read: &Read) -> (u32, u32) {
    read.reading().table.header.map_or((0, 0), |header| (header.first, header.rows))
}

#[test]
fn headings_are_found_below_titles_notes_and_empty_rows() {
    let read_it = read(&table(
        "
Adults and Communities
Performance report, Q2 2015/16

This worksheet has one table. Some cells refer to notes.

Ref | Indicator | Target | Result
A1 | Reviews done within a year | 70 | 71
A2 | Visits made | 80 | 75",
    ));
    assert_eq!(header(&read_it), (6, 1));
    assert_eq!(
        read_it.reading().table.titles[..2],
        ["Adults and Communities", "Performance report, Q2 2015/16"]
    );
    assert_eq!(read_it.stated("A1", "2015/16-Q2"), 71.0);
}

#[test]
fn two_rows_of_headings_with_merged_groups_are_joined() {
    let read_it = read(
        &table(
            "
Ref | Indicator | Q1 2015/16 | | Q2 2015/16 |
 | | Target | Actual | Target | Actual
A1 | Reviews done within a year | 70 | 71 | 72 | 73
A2 | Visits made | 80 | 75 | 80 | 81",
        )
        .merge((1, 1), (2, 3))
        .merge((1, 1), (4, 5))
        .merge((1, 2), (0, 0))
        .merge((1, 2), (1, 1)),
    );
    assert_eq!(header(&read_it), (1, 2));
    assert_eq!(read_it.headings()[2..4], ["Q1 2015/16 Target", "Q1 2015/16 Actual"]);
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0);
    assert_eq!(read_it.stated("A1", "2015/16-Q2"), 73.0);
    assert_eq!(read_it.target("A1", "2015/16-Q2"), Some(72.0));
}

#[test]
fn two_rows_of_headings_are_joined_where_merging_was_lost() {
    // As csv and pasted text have them.
    let read_it = read(&table(
        "
Ref | Indicator | 2014/15 | | | 2015/16 | |
 | | Numerator | Denominator | Result | Numerator | Denominator | Result
A1 | Reviews done within a year | 70 | 100 | 70% | 71 | 100 | 71%
A2 | Visits made | 8 | 10 | 80% | 9 | 10 | 90%",
    ));
    assert_eq!(header(&read_it), (1, 2));
    assert_eq!(read_it.result("A1", "2014/15"), Some((Some(70.0), Some(100.0), Some(70.0))));
    assert_eq!(read_it.result("A2", "2015/16"), Some((Some(9.0), Some(10.0), Some(90.0))));
}

#[test]
fn a_title_over_all_columns_is_no_group() {
    let read_it = read(
        &table(
            "
Performance of adults' services | | | |
Ref | Indicator | Target | Result
A1 | Reviews done within a year | 70 | 71
A2 | Visits made | 80 | 75",
        )
        .merge((1, 1), (0, 3)),
    );
    assert_eq!(header(&read_it), (2, 1));
    assert_eq!(read_it.headings(), ["Ref", "Indicator", "Target", "Result"]);
}

#[test]
fn units_notes_totals_groups_and_repeated_headings_are_no_data() {
    let read_it = read(&table(
        "
Ref | Indicator | Target | Result
 | | % | %
Strategic
A1 | Reviews done within a year | 70 | 71

Critical
A2 | Visits made | 80 | 75
Ref | Indicator | Target | Result
A3 | Homes inspected | 90 | 91
Total | | 80 | 79
Source: the directorate's own records
* provisional until September
Note 1: figures are rounded",
    ));
    assert_eq!(header(&read_it), (1, 1));
    assert_eq!(read_it.reading().table.begins, 3);
    assert_eq!(read_it.reading().columns[3].column.unit, "%");
    assert_eq!(read_it.said.indicators.len(), 3);
    assert_eq!(read_it.refused(), Vec::<String>::new());
    let left_out = read_it.left_out();
    let count = |words: &str| {
        left_out.iter().filter(|(why, _)| why.contains(words)).map(|(_, count)| count).sum::<u64>()
    };
    assert_eq!(count("total"), 1, "{left_out:?}");
    assert_eq!(count("headings again"), 1, "{left_out:?}");
    assert_eq!(count("note") + count("heading within"), 5, "{left_out:?}");
}

#[test]
fn cells_merged_down_hold_for_every_row() {
    let read_it = read(
        &table(
            "
Ref | Indicator | Quarter | Result
A1 | Reviews done within a year | Q1 2015/16 | 71
 | | Q2 2015/16 | 72
A2 | Visits made | Q1 2015/16 | 75
 | | Q2 2015/16 | 76",
        )
        .merge((2, 3), (0, 0))
        .merge((2, 3), (1, 1))
        .merge((4, 5), (0, 0))
        .merge((4, 5), (1, 1)),
    );
    assert_eq!(read_it.stated("A1", "2015/16-Q2"), 72.0);
    assert_eq!(read_it.stated("A2", "2015/16-Q2"), 76.0);
}

#[test]
fn a_row_that_names_no_indicator_is_refused_and_not_given_to_the_one_above() {
    let read_it = read(&table(
        "
Ref | Indicator | Target | Result
A1 | Reviews done within a year | 70 | 71
 | | 60 | 61
A2 | Visits made | 80 | 75",
    ));
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0);
    read_it.refuses("A3", "join the two in the file");
}

#[test]
fn columns_may_be_quarters_months_years_or_dates() {
    let quarters = read(&table(
        "
Performance 2015/16
Ref | Indicator | Q1 | Q2 | Q3 | Q4 | Target
A1 | Reviews done within a year | 71 | 72 | 73 | | 75
A2 | Visits made | 80 | 81 | 82 | | 85",
    ));
    assert_eq!(quarters.is("Q3"), "result 2015/16-Q3");
    assert_eq!(quarters.stated("A2", "2015/16-Q3"), 82.0);
    assert_eq!(quarters.result("A2", "2015/16-Q4"), None);
    assert_eq!(quarters.target("A1", "2015/16"), Some(75.0), "{:?}", quarters.reading().fixed);
    let years = read(&table(
        "
Ref | Indicator | 2012/13 | 2013/14 | 2014/15
A1 | Reviews done within a year | 61% | 62% | 63%
A2 | Visits made | 70% | [x] | 72%",
    ));
    assert_eq!(years.stated("A1", "2012/13"), 61.0);
    assert_eq!(years.missing("A2", "2013/14"), Some("not available ([x])"));
    let months = read(&table(
        "
2015/16
Ref | Indicator | Apr | May | Jun
A1 | Reviews done within a year | 71 | 72 | 73
A2 | Visits made | 80 | 81 | 82",
    ));
    assert_eq!(months.stated("A1", "2015/16-M03"), 73.0);
    let dates = read(&grid(vec![
        vec![word("Ref"), word("Indicator"), date("2015-04-01"), date("2015-05-01"), date("2015-06-01")],
        vec![word("A1"), word("Reviews done within a year"), number(71.0), number(72.0), number(73.0)],
        vec![word("A2"), word("Visits made at home"), number(80.0), number(81.0), number(82.0)],
    ]));
    assert_eq!(dates.stated("A1", "2015/16-M02"), 72.0);
    let ends = read(&grid(vec![
        vec![word("Ref"), word("Indicator"), date("2015-06-30"), date("2015-09-30")],
        vec![word("A1"), word("Reviews done within a year"), number(71.0), number(72.0)],
        vec![word("A2"), word("Visits made at home"), number(80.0), number(81.0)],
    ]));
    assert_eq!(ends.stated("A1", "2015/16-Q2"), 72.0);
}

#[test]
fn numbers_of_years_head_columns_and_are_asked_for() {
    let read_it = read(&grid(vec![
        vec![word("Ref"), word("Indicator"), number(2014.0), number(2015.0)],
        vec![word("A1"), word("Reviews done within a year"), percent(0.71, 0), percent(0.72, 0)],
        vec![word("A2"), word("Visits made at home"), percent(0.8, 0), percent(0.81, 0)],
    ]));
    // Which year is meant has to be said, and is not guessed.
    assert_eq!(header(&read_it), (1, 1));
    assert_eq!(read_it.is("2015"), "nothing");
    assert!(
        read_it.column("2015").reason.contains("2014/15 or 2015/16"),
        "{}",
        read_it.column("2015").reason
    );
    assert_eq!(read_it.all(), Vec::<String>::new());
}

#[test]
fn the_kind_of_measure_may_stand_in_a_column() {
    let read_it = read(&table(
        "
Measure code | Measure | Year | Measure type | Value
1C | Direct payments | 2014-15 | Numerator | 240
1C | Direct payments | 2014-15 | Denominator | 960
1C | Direct payments | 2014-15 | Outcome | 25.0
1C | Direct payments | 2014-15 | Margin of error | 2.1
1E | Paid employment | 2014-15 | Outcome | [c]",
    ));
    assert_eq!(read_it.is("Measure type"), "measure_type");
    assert_eq!(read_it.is("Value"), "value");
    assert_eq!(read_it.result("1C", "2014/15"), Some((Some(240.0), Some(960.0), Some(25.0))));
    assert_eq!(read_it.missing("1E", "2014/15"), Some("suppressed ([c])"));
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(read_it.left_out().values().sum::<u64>(), 1);
}

#[test]
fn one_indicator_a_row_with_everything_beside_it() {
    let read_it = read(&table(
        "
Ref | Indicator | Unit | Good is | Owner | Target | Numerator | Denominator | Result | Previous quarter | Last year | Comments
A1 | Reviews done within a year | % | High | Head of Care | 70 | 71 | 100 | 71% | 69% | 65% | Better than hoped",
    ));
    assert_eq!(
        read_it.fields(),
        [
            "reference",
            "description",
            "unit",
            "polarity",
            "owner",
            "target",
            "numerator",
            "denominator",
            "result",
            "previous",
            "last_year",
            "reasons"
        ]
    );
    assert_eq!(read_it.stated_with("A1", "2015/16-Q1"), (Some(71.0), Some(100.0), Some(71.0)));
    assert_eq!(read_it.stated("A1", "2014/15-Q4"), 69.0);
    assert_eq!(read_it.stated("A1", "2014/15-Q1"), 65.0);
}

impl Read {
    fn stated_with(&self, name: &str, period: &str) -> crate::import::desk::Figures {
        self.result(name, period).unwrap()
    }
}

#[test]
fn an_empty_column_between_does_no_harm() {
    let read_it = read(&table(
        "
Ref | | Indicator | | Target | | Q1 Actual
A1 | | Reviews done within a year | | 70 | | 71
A2 | | Visits made | | 80 | | 75",
    ));
    assert_eq!(
        read_it.fields(),
        ["reference", "nothing", "description", "nothing", "target", "nothing", "result"]
    );
    assert_eq!(read_it.stated("A2", "2015/16-Q1"), 75.0);
}

#[test]
fn a_table_may_begin_further_right_and_lower() {
    let read_it = read(&table(
        "

 | | Quarterly figures
 |
 | | Ref | Indicator | Target | Result
 | | A1 | Reviews done within a year | 70 | 71
 | | A2 | Visits made | 80 | 75",
    ));
    assert_eq!(read_it.stated("A2", "2015/16-Q1"), 75.0);
}

#[test]
fn without_headings_nothing_is_guessed_and_what_is_missing_is_said() {
    let read_it = read(&table(
        "
1 | 2
3 | 4",
    ));
    assert_eq!(read_it.said.figures.len(), 0);
    assert!(!read_it.reading().lacks.is_empty());
}

#[test]
fn notes_within_and_marks_on_headings_do_no_harm() {
    let read_it = read(&table(
        "
Ref [note 1] | Indicator [note 2] | Target* | Result†
A1 [note 3] | Reviews done within a year [note 4] | 70 | 71 [r]
A2 | Visits made | 80 | 75",
    ));
    assert_eq!(read_it.fields(), ["reference", "description", "target", "result"]);
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0, "{:?}", read_it.all());
    assert_eq!(read_it.indicator("A1").description, "Reviews done within a year");
}

#[test]
fn the_tables_of_the_quarterly_report_as_they_are_pasted() {
    let header = "Ref | Indicator description Measure of how successful the Council is | Type of indicator | Period Covered Timeframe data has been measured | Previous Result Previous result from the most relevant period | Target Achievement level expected | Numerator and Denominator Relevant number that achieved the level required by the indicator out of total for indicator | Result Most recent result of the indicator measurement | Target Variance A calculation of how far the outturn is from the target | Direction of Travel An assessment of whether performance has improved since the previous results | Benchmarking How performance compared to other councils";
    let read_it = read(&table(&format!(
        "Appendix A Performance indicators which have met or exceeded their target.

{header}
AC/S 6 | Percentage of adults with mental health needs who live in stable accommodation | Strategic | Apr-June 2015 | 70.9% | 75.0% | 617/767 | 80.4% | 7.3% | Improving |
AC/S 9 | Permanent admissions to residential and nursing care homes, per 100,000 population age 65+ | Strategic | Apr-June 2015 | 475.1 | 100.0 | 47/51576 | 98.59 | 1.4% | Improving |
AC/S 19 | Proportion of people who leave enablement with no care package | Strategic | | 70.0% | 63.0% | 212/303 | 70.0% | 11.1% | Worsening |

{header}
AC/S 25 | Percentage of social care Direct customers who are satisfied | Strategic | June 2015 | 81.0% | 85.0% | N/A | 99.0% | 16.5% | Improving |
AC/C 1 | Total non-elective admission in to hospital, per 100,000 population | Critical | Apr - May 2015 | 7742 | 1833 | N/A | 1539 | 16.0% | Improving |"
    )));
    assert_eq!(
        read_it.fields(),
        [
            "reference",
            "description",
            "kind",
            "covers",
            "previous",
            "target",
            "fraction",
            "result",
            "variance",
            "direction",
            "benchmark"
        ]
    );
    assert_eq!(read_it.result("AC/S 6", "2015/16-Q1"), Some((Some(617.0), Some(767.0), Some(80.4))));
    assert_eq!(read_it.result("AC/S 25", "2015/16-Q1"), Some((None, None, Some(99.0))));
    assert_eq!(read_it.missing("AC/S 25", "2015/16-Q1"), None);
    assert_eq!(read_it.target("AC/C 1", "2015/16-Q1"), Some(1833.0));
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(read_it.said.indicators.len(), 5);
    let rate = read_it.indicator("AC/S 9");
    assert_eq!((rate.unit().code(), rate.scale), ("rate", 100_000.0));
    let share = read_it.indicator("AC/S 6");
    assert_eq!((share.unit().code(), share.scale), ("percent", 100.0));
    let printed = read_it.records(quarterdeck::workbook::Table::Printed);
    assert!(printed.contains(&"AC/S 6 direction of travel: text=Improving".to_owned()), "{printed:?}");
}

#[test]
fn a_wide_table_of_money_is_months_of_lines() {
    let read_it = read_as(
        "months",
        &table(
            "
Spend by month, £000, 2015/16
Budget line | Apr Actual | May Actual | Jun Actual
Older adults | 1,047 | (14) | 1,102",
        ),
    );
    assert_eq!(read_it.is("May Actual"), "actual 2015/16-M02");
}
