//! A column of themes: what it is taken for, and what it makes of the workbook's themes.

use quarterdeck::workbook::import_outcome::{ImportChoices, OnConflict, RowOutcome};
use quarterdeck::workbook::*;

use crate::import::desk::{Book, choices, known, lines, read, read_with, table};
use crate::store::support;

/// Every theme with the references filed under it, in order: `Live well > Carers: N/1 N/2`.
fn themes(book: &Book) -> Vec<String> {
    let store = book.store.as_ref().unwrap();
    let Data::Organisations(room) = store.answer(&Query::Organisations).unwrap() else { panic!() };
    let rows = support::indicators(store, &support::list("2015/16-Q1")).rows;
    let reference = |id: Id| rows.iter().find(|row| row.indicator_id == id).unwrap().reference.clone();
    let all = Themes(&room.themes);
    let one = |theme: &Theme| {
        let filed = room.indicator_themes.iter().filter(|filed| filed.theme_id == theme.id);
        let filed: Vec<String> = filed.map(|filed| reference(filed.indicator_id)).collect();
        format!("{}: {}", all.path(theme), filed.join(" "))
    };
    room.themes.iter().map(one).collect()
}

const TWO_COLUMNS: &str = "
Ref | Priority | Objective | Indicator | Target | Result
N/2 | Safe homes | Repairs | Homes repaired | 80 | 75%
N/3 | Live well | Carers | Carers assessed | 90 | 91%
N/1 | Safe homes | Visits | Homes visited | 80 | 85%
AC/S3 | live WELL | | Working age adults in paid employment | 45 | 46%
N/4 | - | n/a | Nothing to do with either | 1 | 2%";

#[test]
fn a_priority_and_an_objective_become_themes_in_the_order_of_the_file() {
    let mut book = Book::new();
    let before = book.dump();
    let done = book.import(&read(&table(TWO_COLUMNS)).said);
    let added = lines(&done, RowOutcome::Added);
    for line in [
        "theme Safe homes: a theme the workbook did not have",
        "theme Safe homes > Repairs: a theme the workbook did not have",
        "N/2 theme: Safe homes > Repairs",
        "AC/S3 theme: Live well",
    ] {
        assert!(added.contains(&line.to_owned()), "{line}: {added:#?}");
    }
    assert_eq!(
        themes(&book),
        [
            "Safe homes: ",
            "Safe homes > Repairs: N/2",
            "Safe homes > Visits: N/1",
            "Live well: AC/S3",
            "Live well > Carers: N/3"
        ]
    );
    let again = book.import(&read(&table(TWO_COLUMNS)).said);
    assert_eq!(again.applied, None, "{:?}", again.lines);
    book.undo();
    assert_eq!(book.dump(), before);
    book.redo();
    assert_eq!(themes(&book).len(), 5);
}

#[test]
fn headings_of_every_kind_are_known_and_both_levels_may_stand_in_one_cell() {
    for heading in
        ["Theme", "Priority", "Area of risk", "Area of focus", "Strategic priority", "Corporate priority"]
    {
        let mut book = Book::new();
        let text = format!(
            "Ref | Indicator | {heading} | Result\nN/1 | Homes visited | Safe homes > Visits | 85%\nN/2 | Homes repaired | Safe homes / Repairs | 5%\nN/3 | Streets swept | Clean streets | 5%"
        );
        let read = read(&table(&text));
        assert_eq!(read.is(heading), "theme");
        book.import(&read.said);
        assert_eq!(
            themes(&book),
            ["Safe homes: ", "Safe homes > Visits: N/1", "Safe homes > Repairs: N/2", "Clean streets: N/3"],
            "{heading}"
        );
    }
    // An objective alone is a theme of its own; merged cells hold for the rows below.
    let merged = table(
        "Strategic objective | Ref | Indicator | Result\nWarm homes | N/1 | Homes visited | 85%\n | N/2 | Homes repaired | 5%",
    )
    .merge((2, 3), (0, 0));
    let mut book = Book::new();
    book.import(&read(&merged).said);
    assert_eq!(themes(&book), ["Warm homes: N/1 N/2"]);
}

#[test]
fn how_much_something_matters_is_no_theme() {
    for degrees in [["High", "Low"], ["1", "2"], ["Key", "Other"], ["high", "MEDIUM"]] {
        let [one, other] = degrees;
        let text = format!(
            "Ref | Indicator | Priority | Result\nN/1 | Homes visited | {one} | 85%\nN/2 | Homes repaired | {other} | 5%"
        );
        let read = read(&table(&text));
        assert_eq!(read.is("Priority"), "nothing", "{degrees:?}");
        assert!(read.said.indicators.iter().all(|one| one.theme.to_string().is_empty()));
    }
}

#[test]
fn a_theme_the_workbook_does_not_have_is_refused_where_that_was_said() {
    let mut book = Book::new();
    book.import(&read(&table(TWO_COLUMNS)).said);
    let text = "
Ref | Theme | Indicator | Result
N/5 | Safe homes > Visits | Homes seen | 3%
N/6 | Clean streets | Streets swept | 4%";
    let refuse = ImportChoices { refuse_new_themes: true, ..choices() };
    let done = book.import_with(&read(&table(text)).said, &refuse);
    let refused: Vec<String> =
        done.refused.first.iter().map(|one| format!("{}: {}", one.value, one.reason)).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(
        refused[0].starts_with("Clean streets: there is no theme “Clean streets”; there are Safe homes;"),
        "{refused:?}"
    );
    assert!(themes(&book).contains(&"Safe homes > Visits: N/1 N/5".to_owned()), "{:?}", themes(&book));
    // The rest of the row is imported all the same.
    assert_eq!(book.detail("N/6", "2015/16-Q1").theme.to_string(), "");
}

#[test]
fn another_theme_than_the_workbook_has_replaces_it_unless_a_person_filed_it() {
    let mut book = Book::new();
    book.import(&read(&table(TWO_COLUMNS)).said);
    let text = "Ref | Theme | Indicator | Result\nN/2 | Live well > Carers | Homes repaired | 75%";
    let done = book.import(&read(&table(text)).said);
    assert_eq!(lines(&done, RowOutcome::Changed), ["N/2 theme: Safe homes > Repairs -> Live well > Carers"]);
    assert!(themes(&book).contains(&"Live well > Carers: N/3 N/2".to_owned()), "{:?}", themes(&book));
    // A person moves it back: the file waits for a decision.
    let detail = book.detail("N/2", "2015/16-Q1");
    let repairs = themes_by_name(&book, "Repairs");
    let filed = IndicatorTheme { theme_id: repairs, ..detail.filed.unwrap() };
    let stamp = book.stamp();
    book.store().apply(&Change::new("filed by hand").put(Record::IndicatorTheme(filed)), &stamp).unwrap();
    let kept = book.import(&read(&table(text)).said);
    assert_eq!(kept.total.conflicts, 1);
    assert_eq!(book.detail("N/2", "2015/16-Q1").theme.to_string(), "Safe homes > Repairs");
    let take = ImportChoices { on_conflict: OnConflict::Take, ..choices() };
    book.import_with(&read(&table(text)).said, &take);
    assert_eq!(book.detail("N/2", "2015/16-Q1").theme.to_string(), "Live well > Carers");
}

fn themes_by_name(book: &Book, name: &str) -> Id {
    let Data::Organisations(room) = book.store.as_ref().unwrap().answer(&Query::Organisations).unwrap()
    else {
        panic!()
    };
    room.themes.iter().find(|theme| theme.name == name).unwrap().id
}

#[test]
fn two_themes_of_one_indicator_and_names_of_several_are_refused_by_cell() {
    let text = "
Ref | Theme | Indicator | Quarter | Result
N/1 | Safe homes | Homes visited | Q1 2015/16 | 85%
N/1 | Live well | Homes visited | Q2 2015/16 | 86%
N/1 | SAFE homes | Homes visited | Q3 2015/16 | 87%";
    read(&table(text)).refuses("B3 “Live well”", "B2 says “Safe homes” of the same");
    let mut book = Book::new();
    book.import(&read(&table(
        "Ref | Priority | Objective | Indicator | Result\nN/1 | Safe homes | Access | Homes visited | 1%\nN/2 | Live well | Access | Clinics | 1%",
    ))
    .said);
    let done = book.import(&read(&table("Ref | Theme | Indicator | Result\nN/3 | Access | Ramps | 3%")).said);
    assert_eq!(done.refused.count, 1);
    let why = &done.refused.first[0].reason;
    assert!(why.contains("Safe homes > Access and Live well > Access: write which"), "{why}");
}

#[test]
fn cells_that_were_merged_and_are_empty_in_a_csv_say_what_stands_above_them() {
    // A column without a heading, one named theme, and two levels of which the lower begins anew.
    for (head, rows, wanted) in [
        (
            " | Ref | Indicator | Result",
            &[
                "Live well | N/1 | Visits | 1%",
                " | N/2 | Repairs | 2%",
                "Age well | N/3 | Falls | 3%",
                " | N/4 | Stays | 4%",
            ][..],
            &["Live well: N/1 N/2", "Age well: N/3 N/4"][..],
        ),
        (
            "Ref | Indicator | Theme | Result",
            &["N/1 | Visits | Live well | 1%", "N/2 | Repairs | | 2%", "N/3 | Falls | Age well | 3%"],
            &["Live well: N/1 N/2", "Age well: N/3"],
        ),
        (
            "Priority | Objective | Ref | Indicator | Result",
            &[
                "Live well | Safe | N/1 | Visits | 1%",
                " | | N/2 | Repairs | 2%",
                " | Near | N/3 | Falls | 3%",
                "Age well | | N/4 | Stays | 4%",
                " | Calm | N/5 | Rest | 5%",
            ],
            &[
                "Live well: ",
                "Live well > Safe: N/1 N/2",
                "Live well > Near: N/3",
                "Age well: N/4",
                "Age well > Calm: N/5",
            ],
        ),
    ] {
        let text = format!("{head}\n{}", rows.join("\n"));
        let found = read(&table(&text));
        let (named, why) = found
            .reading()
            .fixed
            .get("filled_down")
            .unwrap_or_else(|| panic!("{head}: nothing is filled down"));
        assert!(why.contains("what the one above says") && !named.is_empty(), "{named}: {why}");
        let mut book = Book::new();
        book.import(&found.said);
        assert_eq!(themes(&book), wanted, "{head}");
        // Unless that is not so.
        let mapping = quarterdeck::import::Mapping {
            fixed: [("filled_down".to_owned(), "nothing".to_owned())].into(),
            ..Default::default()
        };
        let told = read_with(&[table(&text)], &mapping, &known());
        let empty = told.said.indicators.iter().filter(|one| one.theme.to_string().is_empty()).count();
        assert!(empty > 0, "{head}");
    }
}

#[test]
fn an_empty_theme_is_none_where_the_others_stand_in_every_row() {
    let text = "
Ref | Theme | Indicator | Result
N/1 | Live well | Visits | 1%
N/2 | Live well | Repairs | 2%
N/3 | | Falls | 3%
N/4 | Age well | Stays | 4%";
    let found = read(&table(text));
    assert!(found.reading().fixed("filled_down").is_none());
    assert_eq!(found.said.indicators[2].theme.to_string(), "");
    // Where every row names its priority, an empty objective is none.
    let text = "
Ref | Priority | Objective | Indicator | Result
N/1 | Live well | Safe | Visits | 1%
N/2 | Live well | | Repairs | 2%
N/3 | Live well | Near | Falls | 3%";
    assert_eq!(read(&table(text)).said.indicators[1].theme.to_string(), "Live well");
}

#[test]
fn headings_that_come_again_are_the_same_themes() {
    let first = ["Live well", "Safe", "N/1 | Visits | 1%", "Near | | ", "N/2 | Repairs | 2%"];
    let again =
        ["Ref | Indicator | Result", "Live well:", "SAFE", "N/3 | Falls | 3%", "Near", "N/4 | Stays | 4%"];
    let text = [&["Ref | Indicator | Result"][..], &first, &again].concat().join("\n");
    let mut book = Book::new();
    let found = read(&table(&text));
    let named = found.reading().fixed("headings").unwrap();
    assert_eq!(named.matches("Live well").count(), 1, "{named}");
    book.import(&found.said);
    let all = themes(&book);
    let names: std::collections::BTreeSet<String> =
        all.iter().map(|line| line.split(':').next().unwrap().to_lowercase()).collect();
    assert_eq!(names.len(), all.len(), "{all:?}");
    assert!(all.contains(&"Live well > Safe: N/1 N/3".to_owned()), "{all:?}");
    // The same name on both levels is one theme; the name of another theme's objective says so.
    let mut book = Book::new();
    let text = "
Priority | Objective | Ref | Indicator | Result
Live well | LIVE well | N/1 | Visits | 1%
Age well | Safe | N/2 | Repairs | 2%
Safe | | N/3 | Falls | 3%
Live well | Safe | N/4 | Stays | 4%";
    let done = book.import(&read(&table(text)).said);
    assert!(themes(&book).contains(&"Live well: N/1".to_owned()), "{:?}", themes(&book));
    let added = lines(&done, RowOutcome::Added);
    assert!(
        added.iter().any(|line| line
            == "theme Live well > Safe: a theme the workbook did not have; “Age well > Safe” is another"),
        "{added:#?}"
    );
}
