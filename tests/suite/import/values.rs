//! Every form a figure takes in other people's cells.

use quarterdeck::domain::capital::Sign;
use quarterdeck::domain::typed_figure::Written;
use quarterdeck::import::cell_text;
use quarterdeck::import::figure::{self, CellFigure, Firmness, Style};
use quarterdeck::source::Cell;

use crate::import::desk::{date, number, percent, pounds, read, table, word};

const PLAIN: Style = Style {
    decimal_comma: false,
    shares: false,
    first_of_two: false,
    times: None,
    sign: Sign::AsPrinted,
    firmness: figure::Firmness::Unsaid,
    targets: false,
};

#[track_caller]
fn value_in(cell: &Cell, style: Style) -> f64 {
    match figure::read(cell, style) {
        Ok(CellFigure::Figure(figure)) => figure.value,
        other => panic!("{cell:?} is {other:?}"),
    }
}

#[track_caller]
fn value(text: &str) -> f64 {
    value_in(&word(text), PLAIN)
}

#[test]
fn figures_are_read_as_people_write_them() {
    for (text, expected) in [
        ("59.52", 59.52),
        ("59.52%", 59.52),
        ("59.52 %", 59.52),
        ("65 per cent", 65.0),
        ("1,047", 1047.0),
        ("1,234,567.8", 1_234_567.8),
        ("1 047", 1047.0),
        ("1\u{a0}047", 1047.0),
        ("(14,834)", -14834.0),
        ("(£14,834)", -14834.0),
        ("-3,467", -3467.0),
        ("–3,467", -3467.0),
        ("−3,467", -3467.0),
        ("-£29", -29.0),
        ("£-29", -29.0),
        ("+0.8", 0.8),
        ("£3k", 3000.0),
        ("£1.2m", 1_200_000.0),
        ("£1bn", 1e9),
        ("£ 1,250", 1250.0),
        ("22.6 days", 22.6),
        ("12 weeks", 12.0),
        ("119 people", 119.0),
        ("3.5 months", 3.5),
        ("1.2k people", 1_200.0),
        ("£85 per 1,000", 85.0),
        ("4.5 per 1,000", 4.5),
        ("0", 0.0),
        ("0.0", 0.0),
        ("0%", 0.0),
        ("(0)", 0.0),
        ("-0", 0.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("65 [note 3]", 65.0),
        ("65*", 65.0),
        ("65 †", 65.0),
        ("  65  ", 65.0),
        ("65 (p)", 65.0),
        ("65 [r]", 65.0),
        ("65 (provisional)", 65.0),
    ] {
        let read = value(text);
        assert_eq!(read, expected, "{text}");
        assert!(read != 0.0 || read.is_sign_positive(), "{text} is less than nought");
    }
}

#[test]
fn what_is_no_figure_is_refused_with_what_to_do() {
    for (text, says) in [
        ("5,8", "for a decimal write a point, 5.8"),
        ("1,04", "for a decimal write a point"),
        ("12,34,567", "every three digits"),
        ("7.7 (7.6)", "two figures in one cell"),
        ("1e5", "write it out in digits"),
        ("high", "write digits"),
        ("£5%", "keep one"),
        ("--5", "two signs"),
        ("1.2.3", "separators after the point"),
        ("9999999999999999", "too large"),
        ("=1+1", "write digits"),
        ("12 14", "every three digits"),
    ] {
        match figure::read(&word(text), PLAIN) {
            Err(why) => assert!(why.contains(says), "{text}: {why}"),
            other => panic!("{text} is {other:?}"),
        }
    }
    for cell in
        [date("2015-07-06"), Cell::Flag(true), Cell::Error("#REF!".to_owned()), word(&"9".repeat(300))]
    {
        assert!(figure::read(&cell, PLAIN).is_err(), "{cell:?}");
    }
    for value in [f64::NAN, f64::INFINITY] {
        assert!(figure::read(&number(value), PLAIN).is_err());
    }
}

#[test]
fn marks_of_no_figure_are_missing_with_their_reason_and_never_nought() {
    for text in [
        "[x]",
        "[c]",
        "[z]",
        "[w]",
        "[low]",
        "c",
        "C",
        "x",
        "z",
        ":",
        "*",
        "**",
        "..",
        "…",
        "-",
        "–",
        "—",
        "NA",
        "N/A",
        "n/a",
        "n.a.",
        "#N/A",
        "Not held",
        "not available",
        "Not applicable",
        "TBC",
        "To be confirmed",
        "Awaiting data",
        "No data",
        "null",
        "<5",
        "< 5",
        "≤5",
        "(blank)",
        "Not due",
        "Not due until Q4",
        "N/A this quarter",
        "Not reportable",
        "Annual",
        "Annual indicator: reported in Q4",
        "Not collected since 2014/15",
        "suppressed (fewer than 5)",
    ] {
        match figure::read(&word(text), PLAIN) {
            Ok(CellFigure::Missing(reason)) => assert!(reason.contains(text.trim()), "{text}: {reason}"),
            other => panic!("{text} is {other:?}"),
        }
    }
    // A figure with words beside it is a figure, or is refused; it is never lost to its words.
    for text in ["59.2 (provisional)", "42 of 50", "7/9"] {
        assert!(!matches!(figure::read(&word(text), PLAIN), Ok(CellFigure::Missing(_))), "{text}");
    }
    for text in ["59.2 not due", "12 suppressed", "see note", "Head of Care"] {
        assert!(figure::read(&word(text), PLAIN).is_err(), "{text}");
    }
    for text in ["", "   ", "\u{a0}"] {
        assert_eq!(figure::read(&Cell::Text(text.to_owned()), PLAIN), Ok(CellFigure::Nothing), "{text:?}");
    }
    assert_eq!(figure::read(&Cell::Empty, PLAIN), Ok(CellFigure::Nothing));
    let formula = figure::read(&Cell::Error("#N/A".to_owned()), PLAIN);
    assert!(matches!(formula, Ok(CellFigure::Missing(_))), "{formula:?}");
}

#[test]
fn fractions_are_numerators_and_denominators() {
    for (text, expected) in [
        ("422/709", (Some(422.0), Some(709.0))),
        ("422 / 709", (Some(422.0), Some(709.0))),
        ("1,047/2,000", (Some(1047.0), Some(2000.0))),
        ("(422/709)", (Some(422.0), Some(709.0))),
        ("422 of 709", (Some(422.0), Some(709.0))),
        ("422 out of 709", (Some(422.0), Some(709.0))),
        ("119/", (Some(119.0), None)),
        ("/709", (None, Some(709.0))),
        ("0/709", (Some(0.0), Some(709.0))),
        ("-119/709", (Some(-119.0), Some(709.0))),
    ] {
        match figure::read(&word(text), PLAIN) {
            Ok(CellFigure::Fraction(numerator, denominator)) => {
                assert_eq!((numerator, denominator), expected, "{text}")
            }
            other => panic!("{text} is {other:?}"),
        }
    }
    for text in ["1/2/2015", "n/a", "and/or"] {
        let read = figure::read(&word(text), PLAIN);
        assert!(!matches!(read, Ok(CellFigure::Fraction(..))), "{text} is {read:?}");
    }
    assert!(figure::read(&word("422/seven"), PLAIN).is_err());
}

#[test]
fn numbers_are_what_their_file_shows() {
    assert_eq!(value_in(&percent(0.5952, 2), PLAIN), 59.52);
    // What binary arithmetic leaves over is no figure.
    assert_eq!(value_in(&percent(0.07, 0), PLAIN), 7.0);
    assert_eq!(value_in(&number(0.1 + 0.2), PLAIN), 0.3);
    assert_eq!(value_in(&pounds(-14834.0), PLAIN), -14834.0);
    assert_eq!(value_in(&number(0.0), PLAIN), 0.0);
    for (cell, text) in [
        (percent(0.5952, 2), "59.52%"),
        (percent(0.07, 0), "7%"),
        (percent(0.075, 0), "8%"),
        (pounds(1250.0), "£1250"),
        (number(102.0), "102"),
        (number(0.1 + 0.2), "0.3"),
        (date("2016-03-31"), "31/03/2016"),
        (Cell::Flag(false), "FALSE"),
        (Cell::Empty, ""),
    ] {
        assert_eq!(cell_text(&cell), text);
    }
}

#[test]
fn columns_are_read_in_the_way_they_are_written() {
    let commas = Style { decimal_comma: true, ..PLAIN };
    assert_eq!(value_in(&word("5,8"), commas), 5.8);
    assert_eq!(value_in(&word("1.047,5"), commas), 1047.5);
    assert_eq!(value_in(&word("5,8%"), commas), 5.8);
    assert_eq!(value_in(&word("12"), commas), 12.0);
    let shares = Style { shares: true, ..PLAIN };
    assert_eq!(value_in(&word("0.5952"), shares), 59.52);
    assert_eq!(value_in(&number(0.5952), shares), 59.52);
    // What has a sign is a percentage already.
    assert_eq!(value_in(&word("59.52%"), shares), 59.52);
    assert_eq!(value_in(&percent(0.5952, 2), shares), 59.52);
    let thousands = Style { times: Some(1_000.0), ..PLAIN };
    assert_eq!(value_in(&word("(3,467)"), thousands), -3_467_000.0);
    assert_eq!(value_in(&number(1047.0), thousands), 1_047_000.0);
    // A percentage of a column of thousands is still one.
    assert_eq!(value_in(&word("5%"), thousands), 5.0);
    assert_eq!(value_in(&percent(0.05, 0), thousands), 5.0);
    // What says its own size is not counted in thousands once more.
    assert_eq!(value_in(&word("£3k"), thousands), 3_000.0);
    assert_eq!(value_in(&word("£1.2m"), thousands), 1_200_000.0);
    let first = Style { first_of_two: true, ..PLAIN };
    assert_eq!(value_in(&word("7.7 (7.6)"), first), 7.7);
    assert_eq!(value_in(&word("7.7 (:)"), first), 7.7);
    assert_eq!(value_in(&word("(7.6)"), first), -7.6);
}

#[test]
fn decimals_signs_and_firmness_are_noted() {
    let figure = |cell: Cell| match figure::read(&cell, PLAIN) {
        Ok(CellFigure::Figure(figure)) => figure,
        other => panic!("{other:?}"),
    };
    for (cell, decimals) in
        [(word("59.52%"), 2), (word("59.50"), 2), (word("59"), 0), (number(59.5), 1), (percent(0.5952, 1), 1)]
    {
        assert_eq!(figure(cell.clone()).decimals, Some(decimals), "{cell:?}");
    }
    let written = |cell: Cell| figure(cell).written;
    assert_eq!((written(word("59.52%")), written(word("59.52"))), (Some(Written::Percent), None));
    assert_eq!(written(word("65 per cent")), Some(Written::Percent));
    assert_eq!((written(word("£3k")), written(pounds(3.0))), (Some(Written::Pounds), Some(Written::Pounds)));
    for (text, firmness) in [
        ("65", Firmness::Unsaid),
        ("65 (p)", Firmness::Provisional),
        ("65 provisional", Firmness::Provisional),
        ("65 [e]", Firmness::Estimate),
        ("65 (r)", Firmness::Unsaid),
    ] {
        assert_eq!(figure(word(text)).firmness, firmness, "{text}");
    }
}

#[test]
fn a_column_of_shares_or_decimal_commas_is_found_out_and_said() {
    let read_it = read(&table(
        "
Ref | Indicator | Result % | Target
A1 | People reviewed within a year | 0.5952 | 5,8
A2 | People helped at home | 0.75 | 12,5",
    ));
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 59.52);
    assert_eq!(read_it.target("A1", "2015/16-Q1"), Some(5.8));
    assert!(read_it.column("Result %").notes.iter().any(|note| note.contains("0.5952 is read as 59.52%")));
    assert!(read_it.column("Target").notes.iter().any(|note| note.contains("5,8 is read as 5.8")));
}

#[test]
fn shares_are_not_guessed_where_nothing_says_percent() {
    let read_it = read(&table(
        "
Ref | Indicator | Result
A1 | Falls for every person | 0.59
A2 | Visits for every person | 0.75",
    ));
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 0.59);
}

#[test]
fn nought_stays_nought_and_a_mark_beside_it_stays_a_reason() {
    let read_it = read(&table(
        "
Ref | Indicator | Numerator | Denominator | Result
A1 | Serious cases | 0 | 709 | 0%
A2 | Complaints upheld | [c] | 709 | [c]
A3 | Appeals | – | – | Not held",
    ));
    assert_eq!(read_it.result("A1", "2015/16-Q1"), Some((Some(0.0), Some(709.0), Some(0.0))));
    assert_eq!(read_it.missing("A1", "2015/16-Q1"), None);
    assert_eq!(read_it.missing("A2", "2015/16-Q1"), Some("suppressed ([c])"));
    assert_eq!(read_it.result("A2", "2015/16-Q1"), Some((None, Some(709.0), None)));
    assert_eq!(read_it.missing("A3", "2015/16-Q1"), Some("Not held"));
    assert_eq!(read_it.refused(), Vec::<String>::new());
}

#[test]
fn a_bad_cell_is_refused_by_name_and_the_rest_of_its_row_is_kept() {
    let read_it = read(&table(
        "
Ref | Indicator | Target | Result
A1 | Reviews done | ninety | 71
A2 | Visits made | 80 | 75
A3 | Called target and full of words | lots | 75",
    ));
    let refused = read_it.refused();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused[0].starts_with("C2 “ninety”: write digits"), "{refused:?}");
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0);
    assert_eq!(read_it.target("A2", "2015/16-Q1"), Some(80.0));
}

#[test]
fn a_legend_in_the_notes_of_a_file_says_which_state_a_mark_is() {
    let text = "
Ref | Indicator | Quarter | Result
N/1 | Homes visited | Q1 2015/16 | NR
N/2 | Homes repaired | Q1 2015/16 | -
N/3 | Clinics held | Q1 2015/16 | 75%
N/4 | Letters answered | Q1 2015/16 | ND
N/5 | Calls answered | Q1 2015/16 | 12%
N/6 | Visits made | Q1 2015/16 | 13%
Notes: NR = not reportable; - not collected
ND means not due until Q4";
    let read_it = read(&table(text));
    assert_eq!(read_it.refused(), Vec::<String>::new());
    for (name, reason) in [("N/1", "not reportable"), ("N/2", "not collected"), ("N/4", "not due until Q4")] {
        assert_eq!(read_it.missing(name, "2015/16-Q1"), Some(reason), "{name}");
    }
    assert_eq!(read_it.stated("N/3", "2015/16-Q1"), 75.0);
    // They come to the states themselves.
    let mut book = crate::import::desk::Book::new();
    book.import(&read_it.said);
    let rating = |reference: &str, book: &mut crate::import::desk::Book| {
        book.detail(reference, "2015/16-Q1").standing.rating.code()
    };
    assert_eq!(rating("N/1", &mut book), "not_reportable");
    assert_eq!(rating("N/2", &mut book), "not_collected");
    assert_eq!(rating("N/4", &mut book), "not_due");
    // A mark that nothing explains is refused by its cell, as ever.
    read(&table(&text.replace("Notes: NR = not reportable; ", ""))).refuses("D2 “NR”", "write digits");
}
