//! What an import does to a workbook on disk.

use quarterdeck::domain::{Rating, ResultStatus, Unit};
use quarterdeck::store::StoreError;
use quarterdeck::workbook::import_outcome::{ImportChoices, OnConflict, RowOutcome};
use quarterdeck::workbook::*;

use crate::import::desk::{Book, choices, lines, read, read_as, table};
use crate::store::support::stamp;

const SMALL: &str = "
Ref | Indicator | Target | Numerator | Denominator | Result
AC/S3 | Working age adults in paid employment | 45 | 46 | 100 | 46%
AC/S6 | Adults with a personal budget | 80 | 75 | 100 | 75%
AC/S9 | Homes visited | 90 | 9 | 10 | 90%";

#[test]
fn figures_are_added_and_changed_as_one_step_that_undo_takes_back() {
    let mut book = Book::new();
    let before = book.dump();
    let done = book.import(&read(&table(SMALL)).said);
    assert_eq!(lines(&done, RowOutcome::Changed), ["AC/S3 result, Q1 2015/16: 40/100 -> 46/100 = 46"]);
    assert_eq!(
        lines(&done, RowOutcome::Added),
        [
            "AC/S9: a percentage (“%”): Homes visited",
            "AC/S3 target, Q1 2015/16: 45",
            "AC/S6 result, Q1 2015/16: 75/100 = 75",
            "AC/S6 target, Q1 2015/16: 80",
            "AC/S9 result, Q1 2015/16: 9/10 = 90",
            "AC/S9 target, Q1 2015/16: 90",
        ]
    );
    assert_eq!((done.total.added, done.total.changed, done.total.unchanged), (6, 1, 2));
    let after = book.dump();
    let detail = book.detail("AC/S9", "2015/16-Q1");
    assert_eq!(detail.result.unwrap().source, "returns.xlsx, Sheet1!D4 (numerator), E4 (denominator), F4");
    assert_eq!(detail.target.unwrap().source, "returns.xlsx, Sheet1!C4");
    for _ in 0..2 {
        book.undo();
        assert_eq!(book.dump(), before);
        book.redo();
        assert_eq!(book.dump(), after);
        book.reopen();
    }
    assert!(book.store().verify().unwrap().is_empty());
}

#[test]
fn the_same_file_once_more_changes_nothing() {
    let mut book = Book::new();
    let said = read(&table(SMALL)).said;
    book.import(&said);
    let before = book.dump();
    let again = book.import(&said);
    assert_eq!(again.applied, None);
    assert_eq!((again.total.added, again.total.changed, again.total.unchanged), (0, 0, 9));
    assert_eq!(book.dump(), before);
}

#[test]
fn every_kind_of_file_once_more_changes_nothing_and_undo_takes_all_of_it_back() {
    for (becomes, text) in [
        (
            "risks",
            "Risk ref | Risk | Owner | Impact | Likelihood | Rating | Controls | Due date\nAS1 | Money | Head of Finance | Major 4 | 4 | High 16 | A board meets | 30/09/2015\nAS2 | People | | 3 | 3 | | |",
        ),
        (
            "actions",
            "Ref | Action | Owner | Due date | Status\nAC/S3 | Hold a fair | Head of Care | 30/09/2015 | Ongoing\nAC/S6 | Train staff | | | Complete",
        ),
        (
            "revenue",
            "Budget line | Group | Revised budget £000 | Forecast £000 | Variance £000 | Comment\nAdults | | 10,047 | 11,050 | 1,003 | Demand\nOlder adults | Adults | 1,047 | 1,050 | 3 |",
        ),
        (
            "capital",
            "Scheme | Original budget £000 | Slippage | Additions | Forecast £000\nMosaic | 1,200 | (300) | 50 | 950\nDepots | 10 | 0 | | 10",
        ),
        (
            "months",
            "Budget line | Apr-15 Budget | Apr-15 Actual | May-15 Actual\nOlder adults | 1,047 | 1,050 | (12)\nCarers | 10 | 9 | 8",
        ),
        (
            "commitments",
            "Ref | Commissioning intention | RAG | Commentary | Due date\nC1 | Develop the carers' offer | Green Amber | Begun | 31/12/2015\n | Review day services | Red | Late |",
        ),
        (
            "questions",
            "Meeting | Date | Asked by | Question | Reply | Follow up | By when\nAdults Committee | 12/11/2015 | Cllr A | Why has it fallen? | Staff were short | Send figures | 30/11/2015\nAdults Committee | 12/11/2015 | Cllr B | What is planned? | A new team | |\nAdults Committee | 12/02/2016 | Cllr B | What is planned? | Still a new team | |",
        ),
        (
            "figures",
            "Ref | Indicator | Target | Result | Previous | England | Forecast | RAG | Comments\nAC/S3 | Paid employment | 45 | 46 | 44 | 40 | 47 | Green | Better\nNEW | Something new | 4 | [c] | 3 | | | |",
        ),
    ] {
        let mut book = Book::new();
        let before = book.dump();
        let read_it = read_as(becomes, &table(text));
        assert_eq!(read_it.reading().lacks, Vec::<String>::new(), "{becomes}");
        let done = book.import(&read_it.said);
        assert_eq!(done.refused.first, [], "{becomes}");
        assert!(done.total.added > 0, "{becomes}");
        let after = book.dump();
        let again = book.import(&read_it.said);
        assert_eq!((again.total.added, again.total.changed), (0, 0), "{becomes}: {:#?}", again.lines);
        assert_eq!(book.dump(), after, "{becomes}");
        book.undo();
        assert_eq!(book.dump(), before, "{becomes}");
        book.reopen();
        book.redo();
        assert_eq!(book.dump(), after, "{becomes}");
    }
}

#[test]
fn words_of_the_same_said_twice_are_refused_the_second_time() {
    let mut book = Book::new();
    let text = "Ref | Indicator | Result | Variance\nA1 | Reviews done | 71 | 1.4%\nA1 | Reviews done | 71 | 2.9%\nA1 | Reviews done | 71 | 1.4%";
    let read_it = read(&table(text));
    let done = book.import(&read_it.said);
    let refused: Vec<&str> = done.refused.first.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(refused, ["D2 says 1.4% of the same; keep the one that counts"]);
    let again = book.import(&read_it.said);
    assert_eq!((again.total.added, again.total.changed), (0, 0), "{:#?}", again.lines);
}

#[test]
fn a_row_without_a_reference_is_about_what_is_described_so() {
    let mut book = Book::new();
    let text =
        "Ref | Description | Q2 2015/16 | Target\nN1 | Homes visited | 12 | 20\n | Homes visited | 13 | 20";
    let said = read(&table(text)).said;
    let done = book.import(&said);
    let refused: Vec<&str> = done.refused.first.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(
        refused,
        [
            "C3 says 13 of the same; keep the one that counts",
            "C2 says 12 of the same; keep the one that counts"
        ]
    );
    let again = book.import(&said);
    assert_eq!((again.total.added, again.total.changed), (0, 0), "{:#?}", again.lines);
}

#[test]
fn two_names_of_one_indicator_do_not_take_turns() {
    let mut book = Book::new();
    let known = book.detail("AC/S3", "2015/16-Q1").standing.description;
    let text = format!("Ref | Description | Q2 2015/16\n | {known} | 12\nAC/S3 | {known} | 13");
    let said = read(&table(&text)).said;
    let done = book.import(&said);
    assert_eq!((done.total.changed, done.refused.count), (0, 1), "{:#?}", done.lines);
    assert_eq!(done.refused.first[0].reason, "C2 says 12 of the same; keep the one that counts");
    let again = book.import(&said);
    assert_eq!((again.total.added, again.total.changed), (0, 0), "{:#?}", again.lines);
}

#[test]
fn a_second_name_that_says_the_same_and_more_adds_what_is_more() {
    let mut book = Book::new();
    let known = book.detail("AC/S3", "2015/16-Q1").standing.description;
    let text =
        format!("Ref | Description | Q2 2015/16 | Target\n | {known} | 12 | \nAC/S3 | {known} | 12 | 20");
    let said = read(&table(&text)).said;
    let done = book.import(&said);
    assert!(
        done.lines.iter().any(|line| line.table == Table::Target && line.after == "20"),
        "{:#?}",
        done.lines
    );
    let again = book.import(&said);
    assert_eq!((again.total.added, again.total.changed), (0, 0), "{:#?}", again.lines);
}

#[test]
fn many_new_indicators_stand_as_their_rows_say() {
    let table_of = |year: &str| {
        let mut text = String::from("Ref | Description | Period | Numerator | Denominator | Result | Target");
        for indicator in 0..90 {
            for quarter in 1..=4 {
                let result = if indicator % 9 == 0 { "[c]" } else { "" };
                text += &format!(
                    "\nN{indicator} | Share {indicator} | Q{quarter} {year} | {} | 60 | {result} | {}",
                    quarter * 7 + indicator % 5,
                    20 + indicator % 30
                );
            }
        }
        text
    };
    // Of the second year, one quarter is closed and refused.
    for (year, refused) in [("2012/13", 0), ("2014/15", 180)] {
        let mut book = Book::new();
        let done = book.import(&read(&table(&table_of(year))).said);
        assert_eq!(done.refused.count, refused, "{year}");
        let after = book.dump();
        assert!(after.iter().filter(|line| line.starts_with("standing:")).count() > 270, "{year}");
        // Judged by what was read back, and not by what had just been added.
        book.undo();
        book.redo();
        assert!(book.dump() == after, "{year}");
    }
}

#[test]
fn a_commitment_is_known_by_its_reference_however_it_is_worded() {
    let plan = |rows: &str| {
        read_as("commitments", &table(&format!("Action ref | Delivery plan action | Status\n{rows}")))
    };
    let mut book = Book::new();
    book.import(&plan("DP1 | Open the hub | On track\nDP2 | Renew the contract | Off track").said);
    let reworded =
        plan("DP1 | Open the new hub in Mill Lane | Off track\nDP3 | Renew the contract | Off track");
    let done = book.import(&reworded.said);
    assert_eq!((done.total.added, done.total.changed), (0, 2), "{:#?}", done.lines);
    let twice = book.import(&plan("DP1 | Open the hub | On track\nDP1 | Close the hub | On track").said);
    assert!(twice.refused.first[0].reason.contains("keep the one that counts"), "{:?}", twice.refused);
}

#[test]
fn a_new_commitment_is_not_rated_on_two_scales() {
    let mut book = Book::new();
    let text = "Commitment | RAG | Quarter\nOpen the hub | Green Amber | Q4 2015/16\nOpen the hub | On track | Q1 2016/17";
    // That the preview says the same is seen to by the desk.
    let done = book.import(&read_as("commitments", &table(text)).said);
    assert_eq!((done.refused.count, done.refused.first[0].place.row), (1, 3), "{:?}", done.refused);
    assert!(done.refused.first[0].reason.contains("cannot be rated On track"), "{:?}", done.refused);
}

#[test]
fn a_new_risk_outside_the_matrix_is_refused_before_it_is_imported() {
    let mut book = Book::new();
    // That the preview says the same is seen to by the desk.
    let read = read_as("risks", &table("Risk ref | Risk | Impact | Likelihood\nAS1 | Money | 6 | 4"));
    let done = book.import(&read.said);
    assert!(done.refused.first[0].reason.contains("outside the risk matrix"), "{:?}", done.refused);
}

#[test]
fn what_a_person_typed_since_is_kept_unless_the_files_is_to_count() {
    let mut book = Book::new();
    book.import(&read(&table(SMALL)).said);
    book.type_result("AC/S6", "2015/16-Q1", 77.0);
    let next = read(&table(
        &SMALL.replace("75 | 100 | 75%", "76 | 100 | 76%").replace("46 | 100 | 46%", "47 | 100 | 47%"),
    ))
    .said;
    let kept = book.preview(&next, &choices());
    assert_eq!(lines(&kept, RowOutcome::Changed), ["AC/S3 result, Q1 2015/16: 46/100 = 46 -> 47/100 = 47"]);
    assert_eq!(lines(&kept, RowOutcome::Conflict), ["AC/S6 result, Q1 2015/16: 77/100 = 75 -> 76/100 = 76"]);
    let by = &kept.lines.iter().find(|line| line.fate == RowOutcome::Conflict).unwrap().by;
    assert!(by.starts_with("Pat Officer, 2015-07-06 14:"), "{by}");
    let taken = ImportChoices { on_conflict: OnConflict::Take, ..choices() };
    let mut other = Book::new();
    std::mem::swap(&mut book, &mut other);
    let done = other.import_with(&next, &taken);
    assert_eq!((done.total.changed, done.total.conflicts), (2, 0));
    assert_eq!(other.detail("AC/S6", "2015/16-Q1").result.unwrap().numerator, Some(76.0));
    // Undone, what was typed is there again, and is kept by an import that keeps.
    other.undo();
    let done = other.import(&next);
    assert_eq!((done.total.changed, done.total.conflicts), (1, 1));
    assert_eq!(other.detail("AC/S6", "2015/16-Q1").result.unwrap().numerator, Some(77.0));
}

#[test]
fn what_was_never_imported_is_no_conflict_and_changes() {
    let mut book = Book::new();
    let done = book.import(&read(&table(SMALL)).said);
    assert_eq!((done.total.conflicts, done.total.changed), (0, 1));
}

#[test]
fn words_and_actions_stay_unless_the_file_has_them() {
    let mut book = Book::new();
    let (words, actions) = {
        let detail = book.detail("AC/S3", "2015/16-Q1");
        (detail.commentary, detail.actions.into_iter().map(|row| row.action).collect::<Vec<_>>())
    };
    assert!(!words.is_empty() && !actions.is_empty());
    book.import(&read(&table(SMALL)).said);
    let detail = book.detail("AC/S3", "2015/16-Q1");
    assert_eq!(detail.commentary, words);
    assert_eq!(detail.actions.into_iter().map(|row| row.action).collect::<Vec<_>>(), actions);
    // An empty cell says nothing either.
    let empty = format!("{}\n", SMALL.replace("Result", "Result | Comments"));
    book.import(&read(&table(&empty)).said);
    assert_eq!(book.detail("AC/S3", "2015/16-Q1").commentary[0].text, "Because the fair was late.");
    let said = SMALL.replace("Result\n", "Result | Comments\n").replace("46%", "46% | Two fairs were held");
    // And what a person has written is kept unless the file's words are to count.
    let said = read(&table(&said)).said;
    let done = book.import(&said);
    let words = ["AC/S3 reasons: text: Because the fair was late. -> text: Two fairs were held"];
    assert_eq!(
        (lines(&done, RowOutcome::Conflict), done.total.changed),
        (words.map(str::to_owned).to_vec(), 0)
    );
    let taken = ImportChoices { on_conflict: OnConflict::Take, ..choices() };
    assert_eq!(lines(&book.import_with(&said, &taken), RowOutcome::Changed), words);
    assert_eq!(book.import(&said).total.changed, 0);
}

#[test]
fn what_the_workbook_says_of_an_indicator_stays_and_what_it_leaves_out_is_filled_in() {
    let mut book = Book::new();
    let text = "
Ref | Indicator | Owner | Polarity | Result
ac/s 3 | Adults of working age in paid jobs | Head of Jobs | Low | 46%
AC/S6 | Adults with a personal budget | Head of Care | Low | 75%";
    let done = book.import(&read(&table(text)).said);
    assert_eq!(
        lines(&done, RowOutcome::Changed)[..2],
        ["AC/S3: owner: Head of Jobs", "AC/S6: owner: Head of Care"]
    );
    let indicator = book.detail("AC/S3", "2015/16-Q1").indicator;
    assert_eq!(indicator.description, "Working age adults in paid employment");
    assert_eq!(indicator.polarity, quarterdeck::domain::Polarity::Higher);
}

#[test]
fn indicators_without_a_reference_are_known_by_their_words() {
    let mut book = Book::new();
    let text = "
Indicator | Target | Result
Working-age adults in paid employment. | 45 | 46%
Homes inspected in the year | 80 | 75%";
    let said = read(&table(text)).said;
    let done = book.import(&said);
    assert_eq!(done.by_table[&Table::Indicator].added, 1, "{:#?}", done.lines);
    assert_eq!(book.detail("AC/S3", "2015/16-Q1").result.unwrap().stated, Some(46.0));
    let again = book.import(&said);
    assert_eq!((again.total.added, again.total.changed), (0, 0), "{:#?}", again.lines);
}

#[test]
fn closed_periods_refuse_and_the_rest_is_imported() {
    let mut book = Book::new();
    let text = "
Ref | Indicator | Period | Result
AC/S3 | Paid employment | 2014/15-Q4 | 46%
AC/S3 | Paid employment | 2015/16-Q1 | 47%
AC/S3 | Paid employment | 2015/16-Q3 | 48%";
    let done = book.import(&read(&table(text)).said);
    assert_eq!(done.refused.count, 1);
    let refused = &done.refused.first[0];
    assert_eq!((refused.place.row, refused.place.column, refused.value.as_str()), (2, 3, "46"));
    assert!(refused.reason.contains("closed"), "{}", refused.reason);
    assert_eq!(done.new_periods, ["2015/16-Q3"]);
    assert_eq!((done.total.added, done.total.changed), (1, 1));
}

#[test]
fn strict_imports_all_or_nothing() {
    let mut book = Book::new();
    let said = read(&table(&SMALL.replace("75%", "many"))).said;
    let before = book.dump();
    let strict = ImportChoices { strict: true, ..choices() };
    assert_eq!(book.preview(&said, &strict).refused.count, 1);
    let refused = book.store().import(&said, &strict, &stamp(9), &mut |_| true).unwrap_err();
    assert!(matches!(refused, StoreError::Invalid { .. }), "{refused}");
    assert_eq!(book.dump(), before);
    let done = book.import(&said);
    assert_eq!((done.refused.count, done.total.added), (1, 6));
}

#[test]
fn stopping_leaves_everything_as_it_was() {
    let mut book = Book::new();
    let rows: String = (0..800).map(|at| format!("N{at} | Indicator number {at} | {}\n", at % 100)).collect();
    let said = read(&table(&format!("Ref | Indicator | Result\n{rows}"))).said;
    let before = book.dump();
    for stop_at in [1, 2, 3] {
        let mut told = 0;
        let stopped = book.store().import(&said, &choices(), &stamp(9), &mut |_| {
            told += 1;
            told < stop_at
        });
        assert!(matches!(stopped, Err(StoreError::Cancelled)), "{stopped:?}");
        assert_eq!(book.dump(), before);
    }
    let mut last = 0;
    let done = book.store().import(&said, &choices(), &stamp(9), &mut |at| {
        assert!(at.done >= last && at.done <= at.total, "{at:?} after {last}");
        last = at.done;
        true
    });
    assert_eq!(done.unwrap().total.added, 1_600);
    assert_eq!(last, 1_600);
}

#[test]
fn what_an_action_or_a_control_is_about_has_to_be_there() {
    let mut book = Book::new();
    let text =
        "Ref | Action | Owner\nAC/S3 | Hold a fair | Head of Care\nNOBODY | Do something | Head of Care";
    let done = book.import(&read(&table(text)).said);
    assert_eq!(done.total.added, 1);
    let refused = &done.refused.first[0];
    assert!(
        refused.reason.contains("there is no indicator “NOBODY”; import or add it first"),
        "{}",
        refused.reason
    );
    assert_eq!(refused.place.row, 3);
}

#[test]
fn an_earlier_result_is_only_filled_in_where_there_is_none() {
    let mut book = Book::new();
    // Of the period before, which a later table calls the previous result.
    let text = "
Period 2015/16 Q2

Ref | Indicator | Result | Previous
AC/S3 | Paid employment | 46% | 39%
AC/S6 | A personal budget | 75% | 70%";
    book.import(&read(&table(text)).said);
    assert_eq!(book.detail("AC/S3", "2015/16-Q1").result.unwrap().numerator, Some(40.0));
    assert_eq!(book.detail("AC/S6", "2015/16-Q1").result.unwrap().stated, Some(70.0));
}

#[test]
fn missing_with_its_reason_takes_the_place_of_a_figure_and_back() {
    let mut book = Book::new();
    let text = |result: &str| {
        format!("Ref | Indicator | Result\nAC/S3 | Paid employment | {result}\nAC/S6 | Budget | 0")
    };
    let done = book.import(&read(&table(&text("[c]"))).said);
    assert_eq!(lines(&done, RowOutcome::Changed), ["AC/S3 result, Q1 2015/16: 40/100 -> suppressed ([c])"]);
    let result = book.detail("AC/S3", "2015/16-Q1").result.unwrap();
    assert_eq!(
        (result.numerator, result.stated, result.missing_because.as_str()),
        (None, None, "suppressed ([c])")
    );
    assert_eq!(book.detail("AC/S6", "2015/16-Q1").result.unwrap().stated, Some(0.0));
    let done = book.import(&read(&table(&text("46% (p)"))).said);
    assert_eq!(lines(&done, RowOutcome::Changed), ["AC/S3 result, Q1 2015/16: suppressed ([c]) -> 46"]);
    let result = book.detail("AC/S3", "2015/16-Q1").result.unwrap();
    assert_eq!((result.status, result.missing_because.as_str()), (ResultStatus::Provisional, ""));
}

#[test]
fn benchmarks_are_of_their_organisation_and_period() {
    let mut book = Book::new();
    let text = "
Council | Ref | Indicator | Numerator | Denominator | Result
Barnet | AC/S3 | Paid employment | 46 | 100 | 46%
Camden | AC/S3 | Paid employment | 50 | 100 | 50%
Brent | AC/S3 | Paid employment | [c] | [c] | [c]";
    let done = book.import(&read(&table(text)).said);
    assert_eq!(done.by_table[&Table::Benchmark].added, 2, "{:#?}", done.lines);
    let detail = book.detail("AC/S3", "2015/16-Q1");
    let benchmarks: Vec<(&str, Option<f64>, &str)> = detail
        .benchmarks
        .iter()
        .map(|one| (one.organisation.as_str(), one.value, one.missing_because.as_str()))
        .collect();
    assert!(benchmarks.contains(&("Camden", Some(50.0), "")), "{benchmarks:?}");
    assert!(benchmarks.contains(&("Brent", None, "suppressed ([c])")), "{benchmarks:?}");
}

#[test]
fn conflicts_are_told_for_records_of_every_kind() {
    let mut book = Book::new();
    let text = |owner: &str| {
        format!("Ref | Action | Owner\nAC/S3 | Hold a fair | {owner}\nAC/S6 | Train staff | Head of Care")
    };
    book.import(&read(&table(&text("Head of Care"))).said);
    let detail = book.detail("AC/S3", "2015/16-Q1");
    let action =
        detail.actions.iter().find(|one| one.action.description == "Hold a fair").unwrap().action.clone();
    let typed =
        Change::new("typed").put(Record::Action(Action { owner: "Head of Jobs".to_owned(), ..action }));
    book.store().apply(&typed, &stamp(20)).unwrap();
    let done = book.import(&read(&table(&text("Head of Health"))).said);
    assert_eq!(
        lines(&done, RowOutcome::Conflict),
        ["AC/S3 action “Hold a fair”: owner: Head of Jobs -> owner: Head of Health"]
    );
    assert_eq!(done.applied, None);
}

#[test]
fn a_result_that_contradicts_an_older_fraction_takes_its_place() {
    let mut book = Book::new();
    // The workbook has 40 of 100.
    let text = |headings: &str, cells: &str| {
        format!(
            "Ref | Indicator | Target | {headings}\nAC/S3 | Paid employment | 45 | {cells}\nAC/S6 | Budget | 80 |"
        )
    };
    let done = book.import(&read(&table(&text("Result", "46%"))).said);
    assert_eq!(lines(&done, RowOutcome::Changed), ["AC/S3 result, Q1 2015/16: 40/100 -> 46"]);
    assert_eq!(book.detail("AC/S3", "2015/16-Q1").standing.value, Some(46.0));
    // And the other way round.
    let done = book.import(&read(&table(&text("Numerator | Denominator", "47 | 100"))).said);
    assert_eq!(lines(&done, RowOutcome::Changed), ["AC/S3 result, Q1 2015/16: 46 -> 47/100"]);
    // What agrees stays beside it.
    let done = book.import(&read(&table(&text("Result", "47.0%"))).said);
    assert_eq!(lines(&done, RowOutcome::Changed), ["AC/S3 result, Q1 2015/16: 47/100 -> 47/100 = 47"]);
}

#[test]
fn a_figure_in_another_unit_than_the_indicators_is_refused_with_its_cell() {
    let mut book = Book::new();
    let first = "
Ref | Indicator | Target | Result
AC/M1 | Weekly cost of a placement | £500 | £480
AC/D1 | Average days to let a home | 20 days | 22.6 days
AC/P1 | Reviews held | 90% | 88%";
    book.import(&read(&table(first)).said);
    let units = ["AC/M1", "AC/D1", "AC/P1"].map(|name| book.detail(name, "2015/16-Q1").indicator.unit());
    assert_eq!(units, [Unit::Money, Unit::Days, Unit::Percent]);
    // As it was written before, it is still read.
    assert_eq!(book.import(&read(&table(first)).said).refused.count, 0);
    let done = book.import(
        &read(&table(
            "
Ref | Indicator | Target | Result
AC/M1 | Weekly cost of a placement | 85% | £490
AC/D1 | Average days to let a home | 21 | 5 weeks
AC/P1 | Reviews held | £95 | 5 days",
        ))
        .said,
    );
    let mut refused: Vec<(u32, u16, &str, &str)> = done
        .refused
        .first
        .iter()
        .map(|one| (one.place.row, one.place.column, one.value.as_str(), one.reason.as_str()))
        .collect();
    refused.sort_unstable();
    let alone = "write the figure alone";
    assert_eq!(
        refused,
        [
            (2, 2, "85%", format!("“85%” is a percentage, and this figure is in pounds: {alone}").as_str()),
            (3, 3, "5 weeks", &format!("“5 weeks” is in weeks, and this figure is in days: {alone}")),
            (4, 2, "£95", &format!("“£95” is money, and this figure is a percentage: {alone}")),
            (4, 3, "5 days", &format!("“5 days” is in days, and this figure is a percentage: {alone}")),
        ]
    );
    assert_eq!(
        lines(&done, RowOutcome::Changed),
        ["AC/M1 result, Q1 2015/16: 480 -> 490", "AC/D1 target, Q1 2015/16: 20 -> 21"]
    );
}

#[test]
fn an_amount_of_money_that_is_a_percentage_is_refused_with_its_cell() {
    for (becomes, text) in [
        ("revenue", "Budget line | Revised budget £000 | Forecast £000\nCare | 85% | 900"),
        ("capital", "Scheme | Original budget £000 | Forecast £000\nDepots | 85% | 10"),
    ] {
        let said = read_as(becomes, &table(text)).said;
        let reasons: Vec<&str> = said.refused.first.iter().map(|one| one.reason.as_str()).collect();
        assert_eq!(
            reasons,
            ["“85%” is a percentage, and this figure is in pounds: write the figure alone"],
            "{becomes}"
        );
    }
}

#[test]
fn a_cell_that_says_a_state_is_that_state_with_its_reason() {
    for (cell, rating) in [
        ("Not reportable", Rating::NotReportable),
        ("N/A this quarter", Rating::NotReportable),
        ("Not due until Q4", Rating::NotDue),
        ("Annual", Rating::NotDue),
        ("Awaiting data from the ICB", Rating::AwaitingData),
        ("Not collected", Rating::NotCollected),
    ] {
        let mut book = Book::new();
        let text = format!("Ref | Indicator | Result\nAC/S3 | Paid employment | {cell}\nAC/S6 | Budget | 0");
        book.import(&read(&table(&text)).said);
        let detail = book.detail("AC/S3", "2015/16-Q1");
        assert_eq!((detail.standing.rating, detail.standing.missing_because.as_str()), (rating, cell));
        assert_eq!((detail.standing.value, detail.standing.target), (None, detail.standing.target));
    }
}
