//! Spreadsheets as councils send them: titles, merged headings over two rows,
//! empty columns between, units, words for colours, totals and notes.

use quarterdeck::import::mapping::Mapping;
use quarterdeck::workbook::Table;

use crate::import::desk::{Read, date, known, number, percent, period, read, read_with, table};

#[test]
fn a_scorecard_with_everything_in_it() {
    let mut sheet = table(
        "
Adults & Communities – Quarterly Performance Scorecard
Quarter 2 2015/16 (July – September 2015)
Owner: Performance team. DRAFT v3 for DMT

KPI Ref | Indicator | Polarity | Unit | | 2014/15 | | Q1 2015/16 | | Q2 2015/16 | | | Comments
 | | | | | Outturn | | Target | Actual | Target | Actual | RAG |
Safeguarding
ASC1 | % of enquiries concluded within 28 days | Bigger is better | % | | @ | | @ | @ | @ | @ | Amber | Vacancies filled
ASC2 | Number of applications awaiting assessment | Smaller is better | No. | | 412 | | 350 | 398 | 300 | 371 | RED | Backlog team in place
ASC3 | Average days from referral to assessment | Low | Days | | 31.4 | | 28 | 30.2 | 28 | 26.9 | Green |
Carers and support
ASC4 | Permanent admissions (65+) per 100,000 population | Low | Rate | | 599.3 | | tbc | 142.6 | tbc | 281.0 | |
ASC5 | Delayed transfers attributable to social care | Low | No. | | 1,047 | | (none set) | 250 | 240 | * | Red | Suppressed
Total measures | | | | | | | | | | 5

Notes: * figures below 5 are suppressed. Within 5% of target is amber.",
    )
    .merge((1, 1), (0, 12))
    .merge((5, 5), (7, 8))
    .merge((5, 5), (9, 11));
    for column in [0, 1, 2, 3, 12] {
        sheet = sheet.merge((5, 6), (column, column));
    }
    let shares = [(5, 0.81), (7, 0.85), (8, 0.79), (9, 0.85), (10, 0.83)];
    let row = sheet.rows.iter_mut().find(|row| row.number == 8).unwrap();
    for (column, share) in shares {
        row.cells[column] = percent(share, 1);
    }
    let read_it = read(&sheet);
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(read_it.said.indicators.len(), 5);
    assert_eq!((read_it.stated("ASC1", "2015/16-Q1"), read_it.stated("ASC1", "2015/16-Q2")), (79.0, 83.0));
    assert_eq!(read_it.stated("ASC2", "2014/15"), 412.0);
    assert_eq!(read_it.target("ASC2", "2015/16-Q2"), Some(300.0));
    assert_eq!(read_it.target("ASC4", "2015/16-Q1"), None);
    assert_eq!(read_it.missing("ASC5", "2015/16-Q2"), Some("figures below 5 are suppressed"));
    assert_eq!(read_it.is("Q2 2015/16 RAG"), "rating 2015/16-Q2");
    assert_eq!(read_it.records(Table::Printed)[1], "ASC2 rating: text=RED");
    assert_eq!(read_it.records(Table::Commentary).len(), 3);
    assert_eq!(read_it.indicator("ASC3").unit().code(), "days");
    assert_eq!(read_it.left_out().values().sum::<u64>(), 4, "{:?}", read_it.left_out());
}

#[test]
fn a_budget_monitor_of_a_month_is_of_the_quarter_it_lies_in() {
    let read_it = read(&table(
        "
ADULTS AND COMMUNITIES
Revenue Monitoring Statement – Period 6 (September 2015)
Service Area | Budget Holder | Original Budget | Revised Budget | Actual to date | Projected Outturn | Variance | Variance % | Explanation of variance
 | | £'000 | £'000 | £'000 | £'000 | £'000 | % |
Older Adults | Head of Older People | 24,103 | 24,550 | 12,102 | 25,917 | 1,367 | 0.0557 | Placements
Prevention & Wellbeing | Head of Prevention | 5,502 | 5,502 | 2,433 | 5,313 | (189) | -0.0344 | Vacancies held
Income | Finance | (14,834) | (14,834) | (7,002) | (14,900) | (66) | 0.0044 |
Total Adults | | 14,771 | 15,218 | 7,533 | 16,330 | 1,112 | 0.0731 |",
    ));
    assert_eq!(read_it.reading().becomes(), "revenue");
    assert_eq!(read_it.reading().fixed("period"), Some("2015/16-Q2"));
    assert_eq!(read_it.said.periods, [period("2015/16-Q2")]);
    let records = read_it.records(Table::BudgetAmount);
    assert_eq!(records.len(), 3, "{records:?}");
    assert!(
        records[1].contains("stated_percent=-3.44") && records[1].contains("stated_variation=-18900000"),
        "{records:?}"
    );
    // Where months are reported it is of its own month.
    let mut monthly = known();
    monthly.period = period("2015/16-M05");
    let sheet = table(
        "Revenue – Period 6 2015/16\n\nService | Revised Budget | Forecast\nOlder Adults | 10 | 11\nCarers | 5 | 6",
    );
    assert_eq!(
        read_with(&[sheet], &Mapping::default(), &monthly).reading().fixed("period"),
        Some("2015/16-M06")
    );
}

#[test]
fn a_register_with_inherent_and_residual_scores() {
    let mut sheet = table(
        "
Directorate Risk Register as at 30 September 2015

Risk ID | Risk Title | Risk Description (Cause / Event / Consequence) | Risk Owner | Inherent Score | | | Residual Score | | | Existing Controls | Action due | Target Score | Status
 | | | | Impact | Likelihood | Total | Impact | Likelihood | Total | | | |
AC01 | Market failure | A provider exits at short notice | AD Commissioning | 5 | 4 | 20 | 4 | 3 | 12 | Failure protocol | @ | 8 | Open
AC02 | Workforce | Unable to recruit | Head of Safeguarding | 4 | 4 | 16 | 4 | 4 | 16 | Agency cap lifted | @ | 9 | Treat",
    )
    .merge((3, 3), (4, 6))
    .merge((3, 3), (7, 9));
    for column in [0, 1, 2, 3, 10, 11, 12, 13] {
        sheet = sheet.merge((3, 4), (column, column));
    }
    for row in sheet.rows.iter_mut().filter(|row| row.number > 4) {
        row.cells[11] = date("2015-12-18");
        for column in [4, 5, 6, 7, 8, 9] {
            if let quarterdeck::source::Cell::Text(text) = &row.cells[column] {
                row.cells[column] = number(text.parse().unwrap());
            }
        }
    }
    let mut known = known();
    known.file = "Risk register Sept 15.xlsx".to_owned();
    let read_it = read_with(&[sheet], &Mapping::default(), &known);
    assert_eq!(read_it.reading().becomes(), "risks");
    assert_eq!(read_it.reading().fixed("period"), Some("2015/16-Q2"));
    assert_eq!(
        read_it.records(Table::Assessment)[..2],
        [
            "AC01 inherent assessment: impact=5, probability=4, stated_score=20",
            "AC01 current assessment: impact=4, probability=3, stated_score=12"
        ]
    );
    assert!(read_it.records(Table::Risk)[0].contains("event=A provider exits at short notice"));
    assert_eq!(read_it.refused(), Vec::<String>::new());
}

#[test]
fn an_action_log_with_dates_of_all_kinds() {
    let read_it = read(&table(
        "
Improvement action log

No | KPI | Action | Lead | By when | RAG | Progress / update
1 | AC/C7 | Recruit two assessors | Head of Safeguarding | End of Sept | Amber | Adverts out
2 | AC/C7 | Review triage | Service Manager | 31/8/15 | Green | Complete
3 | AC/S17 | Agree the pathway | AD Commissioning | by end of December 2015 | Red | Delayed
4 | AC/S5 | Refresh the offer | Carers lead | TBC | Not started |
5 | AC/S6 | Publish the guide | Carers lead | Q4 | Not started |",
    ));
    assert_eq!(read_it.reading().becomes(), "actions");
    assert_eq!(read_it.refused(), Vec::<String>::new());
    let due = |read: &Read| -> Vec<String> {
        let actions = read.said.records.iter();
        actions
            .map(|one| one.said.get("due").map_or_else(String::new, |due| due.as_str().unwrap().to_owned()))
            .collect()
    };
    assert_eq!(due(&read_it), ["2015-09-30", "2015-08-31", "2015-12-31", "", "2016-03-31"]);
}

#[test]
fn a_year_of_months_with_a_running_total() {
    let mut known = known();
    known.file = "monthly KPI return 2015-16.csv".to_owned();
    let sheet = table(
        "
Monthly KPI return
Directorate: | Adults
Ref | Measure | Good is | Apr-15 | May-15 | Jun-15 | Jul-15 | YTD
M1 | Contacts resolved at first contact (%) | High | 61.2% | 60.8% | 63.0% | | 61.7%
M2 | New requests for support | Neutral | 412 | 398 | 440 | | 1,250
M3 | Average weeks to complete an assessment | Low | 4.2 | 4.4 | - | | 4.3

Total requests | | | 412 | 398 | 440",
    )
    .named("monthly KPI return 2015-16");
    let read_it = read_with(&[sheet], &Mapping::default(), &known);
    assert_eq!(read_it.stated("M2", "2015/16-M03"), 440.0);
    assert_eq!(read_it.missing("M3", "2015/16-M03"), Some("not given (-)"));
    // A total so far is not the year's result.
    assert_eq!(read_it.result("M2", "2015/16"), None);
    assert!(read_it.column("YTD").reason.contains("running total"), "{}", read_it.column("YTD").reason);
    // Where it is the only result it is the one that counts.
    let alone = read(&table(
        "Ref | Measure | Target | YTD\nM1 | Contacts resolved | 60 | 61.7\nM2 | New requests | 400 | 1,250",
    ));
    assert_eq!(alone.stated("M2", "2015/16-Q1"), 1250.0);
}
