//! A workbook that has one organisation's figure under two of its names, and a file that says which counts.

use quarterdeck::workbook::import_outcome::{ImportChoices, OnConflict, RowOutcome};
use quarterdeck::workbook::*;

use crate::import::desk::{Book, choices, known, lines, read_with, table};

const NAMES: [&str; 2] = ["Brill", "The town of Brill"];

/// A workbook with a figure of Brill under each of its names, as before it was known that the two are one.
fn book(figures: [f64; 2]) -> Book {
    let mut book = Book::new();
    let id = book.id("AC/S3");
    let mut put = Change::new("Two names");
    for (at, (name, value)) in (1_i64..).zip(NAMES.into_iter().zip(figures)) {
        put = put.put(Record::Benchmark(Benchmark {
            id: -at,
            revision: 0,
            indicator_id: id,
            period: "2015/16-Q1".parse().unwrap(),
            organisation: name.to_owned(),
            numerator: None,
            denominator: None,
            value: Some(value),
            missing_because: String::new(),
            source: String::new(),
        }));
    }
    let one = Organisation {
        id: -3,
        name: NAMES[0].to_owned(),
        other_names: NAMES[1].to_owned(),
        ..Default::default()
    };
    let stamp = book.stamp();
    book.store().apply(&put, &stamp).unwrap();
    let stamp = book.stamp();
    book.store().apply(&Change::new("One council").put(Record::Organisation(one)), &stamp).unwrap();
    book
}

/// The figures of AC/S3 that are not ours, by the names that they are shown under.
fn kept(book: &mut Book) -> Vec<(String, Option<f64>)> {
    let detail = book.detail("AC/S3", "2015/16-Q1");
    detail.benchmarks.into_iter().map(|one| (one.organisation, one.value)).collect()
}

fn file(name: &str, value: &str) -> crate::import::desk::Read {
    let text = format!(
        "Ref | Council | Quarter | Result\nAC/S3 | {name} | Q1 2015/16 | {value}\nAC/S3 | London Borough of Barnet | Q1 2015/16 | 40"
    );
    read_with(&[table(&text)], &Default::default(), &known())
}

#[test]
fn what_a_later_file_says_by_either_name_is_the_figure_and_the_other_goes() {
    for (figures, says) in
        [([65.0, 65.0], 65.0), ([65.0, 66.0], 66.0), ([65.0, 66.0], 65.0), ([65.0, 66.0], 67.0)]
    {
        for name in NAMES {
            let mut book = book(figures);
            let before = book.dump();
            let done = book.import(&file(name, &says.to_string()).said);
            assert_eq!(kept(&mut book), [(NAMES[0].to_owned(), Some(says))], "{figures:?} {name} {says}");
            let gone = lines(&done, RowOutcome::Changed);
            assert!(
                gone.iter().any(|line| line.contains("nothing: it is Brill’s, of which the file gives")),
                "{gone:?}"
            );
            book.undo();
            assert_eq!(book.dump(), before, "{name}");
            book.redo();
            let again = book.import(&file(name, &says.to_string()).said);
            assert_eq!(again.applied, None, "{:?}", again.lines);
        }
    }
}

#[test]
fn two_that_differ_in_the_file_decide_nothing() {
    let mut book = book([65.0, 66.0]);
    let text = "Ref | Council | Quarter | Result\nAC/S3 | Brill | Q1 2015/16 | 65\nAC/S3 | The town of Brill | Q1 2015/16 | 67\nAC/S3 | Barnet | Q1 2015/16 | 40";
    let before = kept(&mut book);
    let done = book.import(&read_with(&[table(text)], &Default::default(), &known()).said);
    assert_eq!(done.refused.count, 2, "{:?}", done.refused);
    assert_eq!(kept(&mut book), before);
}

#[test]
fn a_figure_that_someone_typed_stays_with_the_other_until_it_is_decided() {
    let mut book = book([65.0, 66.0]);
    // The figure is an import's, and stands under the other name as well, as before it was known that the two are one.
    book.import(&file("Brill", "64").said);
    let brill = book.detail("AC/S3", "2015/16-Q1").benchmarks.remove(0);
    let other = Benchmark {
        id: -1,
        revision: 0,
        organisation: NAMES[1].to_owned(),
        value: Some(66.0),
        ..brill.clone()
    };
    let typed = Benchmark { value: Some(70.0), ..brill };
    let stamp = Stamp { who: "Pat Officer".to_owned(), ..book.stamp() };
    let change = Change::new("typed").put(Record::Benchmark(other)).put(Record::Benchmark(typed));
    book.store().apply(&change, &stamp).unwrap();
    let why = |book: &mut Book| book.detail("AC/S3", "2015/16-Q1").benchmarks.remove(0).missing_because;
    let two = why(&mut book);
    assert!(two.contains("70 as Brill") && two.contains("66 as The town of Brill"), "{two}");
    let done = book.import(&file("Brill", "67").said);
    assert_eq!(done.total.conflicts, 1, "{:?}", done.lines);
    assert_eq!(why(&mut book), two);
    let take = ImportChoices { on_conflict: OnConflict::Take, ..choices() };
    book.import_with(&file("Brill", "67").said, &take);
    assert_eq!(kept(&mut book), [(NAMES[0].to_owned(), Some(67.0))]);
}
