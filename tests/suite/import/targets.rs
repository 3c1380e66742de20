//! Each of the things a file can become.

use quarterdeck::import::mapping::{Mapping, Others};
use quarterdeck::workbook::{Record, Table};

use crate::import::desk::{Read, date, grid, known, number, read, read_as, read_with, table, word};

#[track_caller]
fn becomes(read: &Read, wanted: &str) {
    assert_eq!(read.reading().becomes(), wanted, "{:?} {:?}", read.fields(), read.reading().lacks);
    assert_eq!(read.reading().lacks, Vec::<String>::new());
}

fn risk_register() -> crate::import::desk::Table {
    table(
        "
Adults risk register, Q1 2015/16

Risk Ref | Risk | Cause | Owner | Impact | Likelihood | Rating | Target Impact | Target Likelihood | Controls | Due date | Treatment
AS0007 | Financial management | Demand | Head of Finance | Major 4 | Likely 4 | High 16 | Moderate 3 | Possible 3 | Recovery board meets monthly | 30/09/2015 | Treat
AS0091 | Assessments rise | Court ruling | Head of Care | 3 | 5 | 15 | 2 | 5 | | | Tolerate",
    )
}

#[test]
fn a_risk_register_becomes_risks_assessments_and_controls() {
    let read_it = read(&risk_register());
    becomes(&read_it, "risks");
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(
        read_it.records(Table::Risk),
        [
            "AS0007: cause=Demand, owner=Head of Finance, service=, title=Financial management, treatment=treat".replace("service=, ", "service=Adults, "),
            "AS0091: cause=Court ruling, owner=Head of Care, service=Adults, title=Assessments rise, treatment=tolerate".to_owned(),
        ]
        .map(|text| text.replace("service=Adults, ", ""))
    );
    assert_eq!(
        read_it.records(Table::Assessment),
        [
            "AS0007 current assessment: impact=4, probability=4, stated_impact=Major, stated_label=High, stated_probability=Likely, stated_score=16",
            "AS0007 target assessment: impact=3, probability=3, stated_impact=Moderate, stated_probability=Possible",
            "AS0091 current assessment: impact=3, probability=5, stated_score=15",
            "AS0091 target assessment: impact=2, probability=5",
        ]
    );
    assert_eq!(
        read_it.records(Table::Control),
        ["AS0007 control “Recovery board meets monthly”: due=2015-09-30"]
    );
}

#[test]
fn a_risk_named_in_one_cell_has_both_reference_and_title() {
    let read_it = read(&table(
        "
Risk | Impact | Probability | Rating
AS0087 – Deferred payments affect the cash flow | Moderate 3 | Likely 4 | High 20
AS0044 - Information governance | Major 4 | Possible 3 | Medium High 12",
    ));
    becomes(&read_it, "risks");
    assert_eq!(
        read_it.records(Table::Risk),
        ["AS0087: title=Deferred payments affect the cash flow", "AS0044: title=Information governance"]
    );
    assert!(read_it.records(Table::Assessment)[1].contains("stated_label=Medium High"));
}

#[test]
fn risks_that_cannot_be_read_are_refused_by_name() {
    let read_it = read(&table(
        "
Risk ref | Risk | Impact | Likelihood
AS1 | Money | 9 | 3
 | Something without a number | 3 | 3
AS3 | People | 3 | 4",
    ));
    let refused = read_it.refused();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused[0].starts_with("C2 “9”: a step of the matrix is from 1 to 6"), "{refused:?}");
    assert!(refused[1].contains("no reference"), "{refused:?}");
    assert_eq!(read_it.records(Table::Risk).len(), 2);
}

#[test]
fn a_log_of_actions_becomes_actions() {
    let read_it = read(&grid(vec![
        ["KPI", "Action required", "Owner", "Due date", "Status", "Update"].map(word).into(),
        vec![
            word("AC/S3"),
            word("Hold a jobs fair"),
            word("Head of Care"),
            date("2015-09-30"),
            word("In progress"),
            word("Room booked"),
        ],
        vec![
            word("AC/S3"),
            word("Write to employers"),
            word("Head of Care"),
            word("31 Dec 2015"),
            word("Complete"),
            word(""),
        ],
        vec![
            word("AC/S6"),
            word("Train two assessors"),
            word(""),
            word("Sept 2015"),
            word("Not started"),
            word(""),
        ],
    ]));
    becomes(&read_it, "actions");
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(
        read_it.records(Table::Action),
        [
            "AC/S3 action “Hold a jobs fair”: due=2015-09-30, owner=Head of Care, progress=Room booked, status=under_way",
            "AC/S3 action “Write to employers”: closed_in=2015/16-Q1, due=2015-12-31, owner=Head of Care, status=done",
            "AC/S6 action “Train two assessors”: due=2015-09-30, status=planned",
        ]
    );
}

#[test]
fn words_that_are_no_status_and_days_that_are_none_are_refused() {
    let read_it = read(&table(
        "
Ref | Action | Due date | Status
AC/S3 | Hold a jobs fair | whenever | Ongoing
AC/S6 | Train two assessors | TBC | Sideways
 | Nobody's action | 1/9/2015 | Ongoing",
    ));
    let refused = read_it.refused();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].starts_with("C2 “whenever”"), "{refused:?}");
    assert!(
        refused[1].starts_with("D3 “Sideways”: write one of planned, under way, done, dropped"),
        "{refused:?}"
    );
    assert!(refused[2].contains("it does not say what the action is about"), "{refused:?}");
    assert_eq!(read_it.records(Table::Action).len(), 2);
}

#[test]
fn a_budget_monitor_in_thousands_becomes_revenue_lines() {
    let read_it = read(&table(
        "
Adults revenue monitor, Q1 2015/16

Service | Original Budget | Revised Budget | Q1 Forecast | Variation | % Variation of revised budget | Comments
 | £000 | £000 | £000 | £000 | % |
Care Quality | 4,973 | 5,147 | 6,025 | 878 | 17.1 | More assessments
Community | (14) | (14,834) | -3,467 | 11,367 | |
Total | 4,959 | (9,687) | 2,558 | 12,245 | |",
    ));
    becomes(&read_it, "revenue");
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(
        read_it.records(Table::BudgetAmount),
        [
            "Care Quality figures: comment=More assessments, forecast=602500000, original=497300000, revised=514700000, stated_percent=17.1, stated_variation=87800000",
            "Community figures: forecast=-346700000, original=-1400000, revised=-1483400000, stated_variation=1136700000",
            // As printed, to be compared with its lines.
            "Total figures: forecast=255800000, original=495900000, revised=-968700000, stated_variation=1224500000",
        ]
    );
    assert_eq!(read_it.records(Table::BudgetLine), ["Total", "Care Quality", "Community"]);
    let rounding = read_it.said.records.iter().find_map(|one| one.said.get("rounding"));
    assert_eq!(rounding.and_then(serde_json::Value::as_i64), Some(100_000));
}

#[test]
fn capital_lines_keep_what_moved_and_what_is_printed() {
    let read_it = read(&table(
        "
Scheme | Original budget £000 | Slippage brought forward | Additions | Slippage | Forecast | Revised budget | Variance from revised budget
Mosaic | 1,200 | 100 | 50 | (300) | 1,050 | 1,350 | (300)
Depots | £2.5m | - | | | 2,500 | 2,500 | 0",
    ));
    becomes(&read_it, "capital");
    let records = read_it.records(Table::CapitalAmount);
    assert!(records[0].starts_with("Mosaic capital figures: "), "{records:?}");
    assert!(records[0].contains("original=120000000"), "{records:?}");
    // Only the first column says thousands.
    assert!(
        records[0].contains("slippage=-30000,") && records[0].contains("variance_base=revised"),
        "{records:?}"
    );
    assert!(records[1].contains("original=250000000"), "{records:?}");
}

/// Slippage, additions, deletions and accelerations of the first capital line, and what is noted of a column.
fn steps(heading: &str, rows: &str) -> (String, Vec<String>) {
    let read_it = read(&table(&format!("\n{heading}\n{rows}")));
    becomes(&read_it, "capital");
    let reading = &read_it.readings[0];
    let notes = reading.columns.iter().flat_map(|column| column.notes.clone()).collect();
    let record = read_it.records(Table::CapitalAmount).remove(0);
    let steps: Vec<&str> = record
        .split([' ', ','])
        .filter(|part| {
            ["slippage=", "additions=", "deletions=", "accelerations="].iter().any(|p| part.starts_with(p))
        })
        .collect();
    (steps.join(" "), notes)
}

#[test]
fn a_column_named_after_one_way_goes_that_way_whatever_its_sign() {
    for printed in ["-100", "(100)", "100", "−100"] {
        let heading = "Scheme | Original budget | Deletions | Latest budget";
        let (found, notes) = steps(heading, &format!("Mosaic | 1,200 | {printed} | 1,100"));
        assert_eq!((found.as_str(), notes.len()), ("deletions=10000", 1), "{printed}");
        assert!(notes[0].contains("reduces the budget, whatever its sign"), "{notes:?}");
        let heading = "Scheme | Original budget | Slippage | Latest budget";
        let (found, notes) = steps(heading, &format!("Mosaic | 1,200 | {printed} | 1,100"));
        assert_eq!(found, "slippage=-10000", "{printed}");
        assert!(notes[0].contains("reduces the year's budget, whatever its sign"), "{notes:?}");
    }
    // What the latest budgets bear out counts for more than the name, and so do signs that differ.
    let heading = "Scheme | Original budget | Slippage | Latest budget";
    let (found, notes) = steps(heading, "Mosaic | 1,200 | 100 | 1,300");
    assert_eq!(found, "slippage=10000");
    assert!(notes[0].contains("so the latest budgets come out as printed"), "{notes:?}");
    let (found, notes) =
        steps("Scheme | Original budget | Slippage | Forecast", "Mosaic | 9 | 4 | 5\nDepots | 9 | -4 | 5");
    assert_eq!(found, "slippage=400");
    assert!(notes[0].contains("some are below 0 and some above"), "{notes:?}");
    // A heading of both ways leaves it to the sign.
    let (found, notes) =
        steps("Scheme | Original budget | Slippage / accelerations", "Mosaic | 1,200 | (100)");
    assert_eq!(found, "slippage=-10000");
    assert!(notes[0].contains("added with its sign"), "{notes:?}");
    let (found, _) =
        steps("Scheme | Original budget | Accelerations | Additions", "Mosaic | 1,200 | (100) | 20");
    assert_eq!(found, "accelerations=10000 additions=2000");
    let (found, _) = steps("Scheme | Original budget | Additions / Deletions", "Mosaic | 1,200 | (100)");
    assert_eq!(found, "additions=-10000");
}

#[test]
fn months_stand_in_columns_or_in_rows() {
    let wide = read(&table(
        "
Profile 2015/16, £000

Budget line | Apr-15 Budget | Apr-15 Actual | May-15 Budget | May-15 Actual
Older adults | 1,047 | 1,050 | 1,047 | (12)
Learning disabilities | 800 | - | 800 | 0",
    ));
    becomes(&wide, "months");
    let records = wide.records(Table::MonthlyAmount);
    assert!(
        records.iter().any(|one| one.starts_with("Older adults 2015/16-M02 actual: actual=-1200")),
        "{records:?}"
    );
    assert_eq!(records.len(), 7, "a dash is no figure: {records:?}");
    let long = read_as(
        "months",
        &table(
            "
Budget line | Month | Budget to date | Actual
Older adults | Apr 2015 | 100 | 110
Older adults | Month 2 | 100 | 90
Older adults | Q1 2015/16 | 300 | 310",
        ),
    );
    let records = long.records(Table::MonthlyAmount);
    assert!(records.contains(&"Older adults 2015/16-M01 actual: actual=11000".to_owned()), "{records:?}");
    assert!(records.contains(&"Older adults 2015/16-M02 budget: budget=10000".to_owned()), "{records:?}");
    assert!(
        long.refused().iter().any(|one| one.contains("is no month; say which month")),
        "{:?}",
        long.refused()
    );
}

#[test]
fn columns_of_others_results_are_benchmarks() {
    let read_it = read(&table(
        "
Ref | Indicator | Result | England average | London | Camden
A1 | Reviews done within a year | 71 | 68 | 69.5 | 75
A2 | Visits made | 80 | [x] | – | 81",
    ));
    assert_eq!(read_it.benchmark("A1", "2015/16-Q1", "England"), Some((None, None, Some(68.0))));
    assert_eq!(read_it.is("Camden"), "nothing", "only a person can say that this is a council");
    assert_eq!(read_it.refused(), Vec::<String>::new());
}

#[test]
fn rows_of_other_organisations_are_benchmarks_and_may_be_chosen() {
    let text = "
Area | Code | Measure | Numerator | Denominator | Result | Target
Barnet | 1C | Direct payments | 240 | 960 | 25 | 30
Camden | 1C | Direct payments | 310 | 1000 | 31 | 35
Brent | 1C | Direct payments | [c] | [c] | [c] | 
England | 1C | Direct payments | 280 | 1000 | 28 |";
    let read_it = read(&table(text));
    assert_eq!(
        read_it.benchmark("1C", "2015/16-Q1", "Camden"),
        Some((Some(310.0), Some(1000.0), Some(31.0)))
    );
    assert_eq!(read_it.target("1C", "2015/16-Q1"), Some(30.0));
    // Chosen by name, in other words for the same council.
    let others = Others::Named(vec!["London Borough of Camden".to_owned()]);
    let some = read_with(&[table(text)], &Mapping { others, ..Mapping::default() }, &known());
    assert_eq!(some.said.organisations, ["Camden"]);
    assert_eq!(some.left_out().get("an organisation that is not kept"), Some(&2));
    let none = read_with(&[table(text)], &Mapping { others: Others::None, ..Mapping::default() }, &known());
    assert_eq!(none.said.benchmarks.len(), 0);
}

#[test]
fn intentions_and_delivery_plans_become_commitments() {
    let read_it = read(&table(
        "
Commissioning intention | RAG | Commentary
Develop the carers' offer | Green Amber | Procurement has begun
Review day opportunities | Red | Two months behind
Extend reablement | G | 
Paused work | Puce |",
    ));
    becomes(&read_it, "commitments");
    assert_eq!(
        read_it.records(Table::CommitmentRating),
        [
            "Develop the carers' offer rating: commentary=Procurement has begun, rating=green_amber",
            "Review day opportunities rating: commentary=Two months behind, rating=red",
            "Extend reablement rating: rating=green",
        ]
    );
    read_it.refuses("B5 “Puce”", "write green, green amber, red amber or red");
    let plan = read(&table(
        "
Action ref | Delivery plan action | Lead | Due date | Status | Path to green
DP1 | Open the new hub | Head of Care | 31/12/2015 | On track |
DP2 | Renew the contract | Head of Care | Q3 2015/16 | Off track | Extra procurement days",
    ));
    becomes(&plan, "commitments");
    let records = plan.records(Table::CommitmentRating);
    assert_eq!(
        records,
        ["DP1 rating: rating=on_track", "DP2 rating: path_to_green=Extra procurement days, rating=off_track"]
    );
    assert!(
        plan.records(Table::Commitment)[1].contains("due=2015-12-31"),
        "a quarter is due by its last day"
    );
}

#[test]
fn questions_of_members_keep_meeting_reply_and_promise() {
    let read_it = read(&table(
        "
Meeting | Date | Asked by | Question | Reply | Follow up | By when
Adults Committee | 12/11/2015 | Cllr A | Why has it fallen? | Staff were short | Send the figures | 30/11/2015
Adults Committee | 12/11/2015 | Cllr B | What is planned? | A new team | |",
    ));
    becomes(&read_it, "questions");
    assert_eq!(
        read_it.records(Table::Question),
        [
            "“Why has it fallen?”: asker=Cllr A, promise=Send the figures, promise_due=2015-11-30, reply=Staff were short",
            "“What is planned?”: asker=Cllr B, reply=A new team",
        ]
    );
    let meetings: Vec<_> =
        read_it.said.records.iter().filter(|one| one.as_new.table() == Table::Meeting).collect();
    assert!(matches!(&meetings[0].as_new, Record::Meeting(one) if one.held_on.is_some()));
}

#[test]
fn words_beside_figures_are_kept_as_what_they_are() {
    let read_it = read(&table(
        "
Ref | Indicator | Result | Year-end forecast | RAG | Commentary
A1 | Reviews done within a year | 71 | 75 | Amber | Two posts were vacant
A2 | Visits made | 80 | | Green |",
    ));
    assert_eq!(read_it.records(Table::Forecast), ["A1 forecast: value=75.0"]);
    assert_eq!(read_it.records(Table::Printed), ["A1 rating: text=Amber", "A2 rating: text=Green"]);
    assert_eq!(read_it.records(Table::Commentary), ["A1 reasons: text=Two posts were vacant"]);
}

#[test]
fn a_forecast_is_for_the_period_that_its_heading_names() {
    let read_it = read(&table(
        "
Ref | Indicator | Q1 2015/16 | Forecast for Q3 2015/16 | Year-end forecast 2015/16 | Projected outturn 2016/17
A1 | Visits made in time | 71% | 74% | 75% | 80%
A2 | Reviews held | 60% | - | 62% | 65%",
    ));
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(
        read_it.records(Table::Forecast),
        [
            "A1 forecast for Q3 2015/16: value=74.0",
            "A1 forecast: value=75.0",
            "A1 forecast for 2016/17: value=80.0",
            "A2 forecast: value=62.0",
            "A2 forecast for 2016/17: value=65.0"
        ]
    );
}

#[test]
fn what_is_said_of_a_forecast_is_kept_with_it_and_never_as_words_about_the_result() {
    let read_it = read(&table(
        "
Ref | Indicator | Result | Year-end forecast | Forecast confidence | Forecast commentary | Commentary
A1 | Reviews held in time | 71% | 75% | On track | Two posts are filled in May | A post was vacant
A2 | Visits made in time | 80% | 70% | Not expected to be met – funding ends | |
A3 | Plans made in time | 60% | 65% | Amber forecast | - | Staff were short
A4 | Calls answered in time | 50% | 52% | fingers crossed | A new system |
A5 | Letters sent in time | 40% | | At risk | A new system |
A6 | Homes let in time | 30% | 35% | | |",
    ));
    assert_eq!(
        read_it.records(Table::Forecast),
        [
            "A1 forecast: confidence=on_course, reason=Two posts are filled in May, value=75.0",
            "A2 forecast: confidence=will_miss, value=70.0",
            "A3 forecast: confidence=at_risk, value=65.0",
            "A6 forecast: value=35.0",
        ]
    );
    assert_eq!(
        read_it.records(Table::Commentary),
        ["A1 reasons: text=A post was vacant", "A3 reasons: text=Staff were short"]
    );
    // By cell: a word that is no confidence, with its forecast, and what stands beside no forecast.
    let refused = read_it.refused();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].contains("“fingers crossed” is no confidence"), "{refused:?}");
    assert!(refused[1].contains("no forecast beside it") && refused[2].contains("no forecast beside it"));
    // Of several forecasts each has what stands after it.
    let read_it = read(&table(
        "
Ref | Indicator | Result | Forecast for Q3 2015/16 | Confidence | Year-end forecast | Confidence
A1 | Reviews held in time | 71% | 74% | at risk | 75% | green
A2 | Visits made in time | 80% | 70% | | 70% | red",
    ));
    assert_eq!(
        read_it.records(Table::Forecast),
        [
            "A1 forecast for Q3 2015/16: confidence=at_risk, value=74.0",
            "A1 forecast: confidence=on_course, value=75.0",
            "A2 forecast for Q3 2015/16: value=70.0",
            "A2 forecast: confidence=will_miss, value=70.0",
        ]
    );
    // Where nothing is forecast a confidence is that of something else, and is left alone.
    let read_it = read(&table(
        "
Ref | Indicator | Result | Confidence
A1 | Reviews held in time | 71% | High",
    ));
    assert_eq!((read_it.refused().len(), read_it.records(Table::Forecast).len()), (0, 0));
}

#[test]
fn a_forecast_for_a_period_that_is_past_is_no_forecast() {
    let read_it = read(&table(
        "
Ref | Indicator | Result | Forecast for Q4 2014/15 | Year-end forecast
A1 | Reviews held in time | 71% | 74% | 75%",
    ));
    assert!(read_it.records(Table::Forecast).iter().all(|one| one.starts_with("A1 forecast: value=75.0")));
    let refused = read_it.refused();
    assert!(refused.len() == 1 && refused[0].contains("Q4 2014/15 is past"), "{refused:?}");
}

#[test]
fn what_a_file_becomes_can_be_said_where_it_could_be_several_things() {
    let text = "
Ref | Description | Target | Status | Owner
A1 | Reviews done within a year | 70 | Green | Head of Care
A2 | Visits made | 80 | Red | Head of Care";
    assert_eq!(read(&table(text)).reading().becomes(), "figures");
    let said = read_as("commitments", &table(text));
    becomes(&said, "commitments");
    assert_eq!(said.records(Table::CommitmentRating).len(), 2, "{:?}", said.fields());
}

#[test]
fn every_target_takes_any_row_without_harm() {
    // Everything in the wrong place: refused or left out, and counted.
    for target in quarterdeck::import::targets::TARGETS {
        let headings = target.fields.iter().map(|field| word(field.names[0])).collect();
        let rows = [
            vec![word("£"); target.fields.len()],
            vec![number(-1e300); target.fields.len()],
            vec![date("0001-01-01"); target.fields.len()],
            vec![word("AS0007 – x"); target.fields.len()],
            vec![word("\u{202e}\u{0}=cmd()"); target.fields.len()],
            vec![word("12/34"); target.fields.len()],
        ];
        let sheet = grid(std::iter::once(headings).chain(rows).collect());
        let read_it = read_as(target.code, &sheet);
        // The row of signs may be taken for units.
        assert!(read_it.said.rows.read >= 5, "{}", target.code);
    }
}
