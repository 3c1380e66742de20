//! Tables that go across or are grouped: organisations or measures as columns, themes as lines of their
//! own, notes at the end that say what marks mean.

use quarterdeck::import::Known;
use quarterdeck::import::mapping::{Mapping, Others};
use quarterdeck::import::organisations::Organisations;
use quarterdeck::workbook::Organisation;

use crate::import::desk::{Read, Table, known, period, read_with, table};

/// A region of three councils, in the year 2023/24.
fn region() -> Known {
    let one = |name: &str, code: &str| Organisation {
        name: name.to_owned(),
        code: code.parse().unwrap(),
        ..Organisation::default()
    };
    Known {
        organisation: "North Region".to_owned(),
        service: String::new(),
        of_group: true,
        period: period("2023/24-Q4"),
        called: Organisations::new(&[
            one("Ashby", "E06000091"),
            one("Borrow", "E06000092"),
            one("Derwent", "E10000093"),
        ]),
        ..known()
    }
}

fn read_as_region(sheet: &Table) -> Read {
    read_with(std::slice::from_ref(sheet), &Mapping::default(), &region())
}

/// What others have: measure, organisation, numerator, denominator, value or why there is none.
fn others(read: &Read) -> Vec<String> {
    use quarterdeck::workbook::staged::Slot::{Denominator, Numerator, Stated};
    let said = &read.said;
    let mut lines: Vec<String> = said
        .benchmarks
        .iter()
        .map(|one| {
            let indicator = &said.indicators[one.indicator as usize];
            let name = match indicator.reference.as_str() {
                "" => indicator.as_new.description.clone(),
                reference => reference.to_owned(),
            };
            let figure = |slot| one.get(slot).map_or("-".to_owned(), |value| value.to_string());
            let missing = one.missing.map_or("", |at| said.reasons[usize::from(at)].as_str());
            let organisation = &said.organisations[usize::from(one.organisation.unwrap())];
            format!(
                "{name} {organisation} {} {}/{} {} {missing}",
                said.periods[usize::from(one.period)],
                figure(Numerator),
                figure(Denominator),
                figure(Stated)
            )
            .trim_end()
            .to_owned()
        })
        .collect();
    lines.sort();
    lines
}

fn themes(read: &Read) -> Vec<(String, String)> {
    let of = |one: &quarterdeck::workbook::staged::StagedIndicator| {
        (
            if one.reference.is_empty() { one.as_new.description.clone() } else { one.reference.clone() },
            one.theme.to_string(),
        )
    };
    read.said.indicators.iter().map(of).collect()
}

#[test]
fn an_organisation_may_have_a_column() {
    let read_it = read_as_region(&table(
        "
Scorecard 2023/24
Measure | Description | Aim | Ashby | E06000092 Borrow | Derwent | Elmet | England
M1 | People who feel safe | higher is better | 71.2% | 68.0% | [c] | 66.0% | 70.1%
M2 | Falls | lower is better | 540 | 610 | 598 | x | 560",
    ));
    assert_eq!(
        others(&read_it),
        [
            "M1 Ashby 2023/24 -/- 71.2",
            "M1 Borrow 2023/24 -/- 68",
            "M1 Derwent 2023/24 -/- - suppressed ([c])",
            // Not known, and it stands among them.
            "M1 Elmet 2023/24 -/- 66",
            "M1 England 2023/24 -/- 70.1",
            "M2 Ashby 2023/24 -/- 540",
            "M2 Borrow 2023/24 -/- 610",
            "M2 Derwent 2023/24 -/- 598",
            "M2 Elmet 2023/24 -/- - not available (x)",
            "M2 England 2023/24 -/- 560",
        ]
    );
    assert_eq!(read_it.said.indicators[0].as_new.description, "People who feel safe");
    // Only those that are asked for.
    let mapping = Mapping { others: Others::Named(vec!["Ashby".to_owned()]), ..Mapping::default() };
    let sheet = table("Ref | Indicator | Ashby | Borrow\nM1 | Falls | 540 | 610");
    let one = read_with(std::slice::from_ref(&sheet), &mapping, &region());
    assert_eq!(others(&one), ["M1 Ashby 2023/24-Q4 -/- 540"]);
}

#[test]
fn a_council_s_own_column_is_its_result_and_the_others_are_theirs() {
    let known = Known {
        organisation: "Coventry City Council".to_owned(),
        of_group: false,
        called: Organisations::default(),
        ..region()
    };
    let sheet = table(
        "
Ref | Indicator | Birmingham | Coventry | Dudley | England | Comments
M1 | Falls | 10 | 20 | 30 | 40 | Fewer
M2 | Visits | 11 | 21 | 31 | 41 | More",
    );
    let read_it = read_with(std::slice::from_ref(&sheet), &Mapping::default(), &known);
    assert_eq!(read_it.stated("M1", "2023/24-Q4"), 20.0);
    assert_eq!(
        others(&read_it).iter().filter(|line| line.starts_with("M1")).count(),
        3,
        "{:?}",
        others(&read_it)
    );
    // Nothing names an organisation here: a stray column of figures is nobody's.
    let sheet = table("Ref | Indicator | Result | Sparkle\nM1 | Falls | 10 | 20\nM2 | Visits | 11 | 21");
    let read_it = read_with(std::slice::from_ref(&sheet), &Mapping::default(), &known);
    assert_eq!(others(&read_it), [""; 0]);
}

#[test]
fn counts_of_an_organisation_stand_in_columns_of_its_own() {
    let read_it = read_as_region(&table(
        "
Ref | Indicator | Ashby numerator | Ashby denominator | Ashby % | Borrow numerator | Borrow denominator | Borrow %
M1 | Seen in time | 30 | 40 | 75% | 5 | 20 | 25%",
    ));
    assert_eq!(others(&read_it), ["M1 Ashby 2023/24-Q4 30/40 75", "M1 Borrow 2023/24-Q4 5/20 25"]);
}

#[test]
fn a_measure_may_have_a_column() {
    let read_it = read_as_region(&table(
        "
Scorecard 2023/24
Council | Code | M1 People who feel safe (%) | M2 Falls per 100,000 | Visits made
Ashby | E06000091 | 71.2 | 540.5 | 12
Borrow | E06000092 | [c] | 610.1 | 14",
    ));
    assert_eq!(
        others(&read_it),
        [
            "M1 Ashby 2023/24 -/- 71.2",
            "M1 Borrow 2023/24 -/- - suppressed ([c])",
            "M2 Ashby 2023/24 -/- 540.5",
            "M2 Borrow 2023/24 -/- 610.1",
            "Visits made Ashby 2023/24 -/- 12",
            "Visits made Borrow 2023/24 -/- 14",
        ]
    );
    let measures: Vec<_> = read_it
        .said
        .indicators
        .iter()
        .map(|one| (one.as_new.description.as_str(), one.as_new.measure, one.as_new.scale))
        .collect();
    use quarterdeck::domain::Measure::{Count, Percentage, Rate};
    assert_eq!(
        measures,
        [
            ("People who feel safe (%)", Percentage, 100.0),
            ("Falls per 100,000", Rate, 100_000.0),
            ("Visits made", Count, 1.0)
        ]
    );
}

#[test]
fn measures_across_have_their_counts_beside_them() {
    let read_it = read_as_region(&table(
        "
Local authority | A1 numerator | A1 denominator | A1 outcome | A2 numerator | A2 denominator | A2 outcome
Ashby | 30 | 40 | 75 | 1 | 4 | 25
Borrow | 5 | 20 | 25 | 3 | 4 | 75",
    ));
    assert_eq!(
        others(&read_it),
        [
            "A1 Ashby 2023/24-Q4 30/40 75",
            "A1 Borrow 2023/24-Q4 5/20 25",
            "A2 Ashby 2023/24-Q4 1/4 25",
            "A2 Borrow 2023/24-Q4 3/4 75",
        ]
    );
}

#[test]
fn lines_of_their_own_are_the_themes_of_the_rows_below_them() {
    let lines = "
Ref | Indicator | Good is | Result
Priority 1: Live well
1.1 Safe
M1 | People who feel safe | High | 71
M2 | Falls | Low | 12
1.2 Near
M3 | Visits | High | 82
Priority 2: Age well
M4 | Carers | High | 21";
    let read_it = read_as_region(&table(lines));
    let of = |reference: &str, theme: &str| (reference.to_owned(), theme.to_owned());
    assert_eq!(
        themes(&read_it),
        [
            of("M1", "Priority 1: Live well > 1.1 Safe"),
            of("M2", "Priority 1: Live well > 1.1 Safe"),
            of("M3", "Priority 1: Live well > 1.2 Near"),
            of("M4", "Priority 2: Age well"),
        ]
    );
    // It is said before anything is changed, and may be said to be otherwise.
    let (named, _) = &read_it.reading().fixed["headings"];
    assert_eq!(named, "Priority 1: Live well; 1.1 Safe; 1.2 Near; Priority 2: Age well");
    assert!(
        read_it.left_out().iter().any(|(why, count)| why.contains("theme of the rows below") && *count == 4)
    );
    let mut mapping = Mapping::default();
    mapping.fixed.insert("headings".to_owned(), "nothing".to_owned());
    let plain = read_with(&[table(lines)], &mapping, &region());
    assert!(themes(&plain).iter().all(|(_, theme)| theme.is_empty()));
}

#[test]
fn what_else_stands_alone_in_a_line_is_no_theme() {
    for group in ["Strategic", "Quarter 4 2023/24", "Ashby", "Notes", "1. Figures are those of the survey."] {
        let read_it = read_as_region(&table(&format!(
            "\nRef | Indicator | Good is | Result\n{group}\nM1 | Falls | Low | 12\n{group}\nM2 | Visits | High | 13"
        )));
        assert!(
            themes(&read_it).iter().all(|(_, theme)| theme.is_empty()),
            "{group}: {:?}",
            themes(&read_it)
        );
        assert_eq!(read_it.said.indicators.len(), 2, "{group}");
    }
    // A column of themes goes before lines.
    let read_it = read_as_region(&table(
        "\nRef | Indicator | Theme | Result\nTop\nM1 | Falls | Safe | 12\nMiddle\nM2 | Visits | Near | 13",
    ));
    assert_eq!(themes(&read_it)[0].1, "Safe");
}

#[test]
fn cells_merged_over_several_rows_are_their_theme() {
    let read_it = read_as_region(
        &table(
            "
 | Ref | Indicator | Good is | Result
Live well | M1 | People who feel safe | High | 71
 | M2 | Falls | Low | 12
Age well | M3 | Visits | High | 82
 | M4 | Carers | High | 21",
        )
        .merge((2, 3), (0, 0))
        .merge((4, 5), (0, 0)),
    );
    let found: Vec<String> = themes(&read_it).into_iter().map(|(_, theme)| theme).collect();
    assert_eq!(found, ["Live well", "Live well", "Age well", "Age well"]);
}

#[test]
fn marks_are_known_by_notes_at_the_very_end() {
    let mut text = "Measure | Council | Year | Numerator | Denominator | Outcome".to_owned();
    for at in 0..600 {
        let figures = match at % 100 {
            7 => "NR | NR | NR",
            8 => "# | # | #",
            _ => "3 | 4 | 75",
        };
        text.push_str(&format!("\nB{} | Council {} | 2023/24 | {figures}", at / 300, at % 300));
    }
    let explained = format!("{text}\nNotes\nNR = not reportable this year");
    let read_it = read_as_region(&table(&explained));
    let lines = others(&read_it);
    assert_eq!(lines.iter().filter(|line| line.ends_with("-/- - not reportable this year")).count(), 6);
    // What no note explains is refused, cell by cell; each has its own.
    assert_eq!(read_it.refused().len(), 18, "{:?}", read_it.refused());
    assert_eq!((read_it.said.rows.used, read_it.said.rows.refused), (594, 6));
    let without = read_as_region(&table(&text));
    assert_eq!((without.said.rows.used, without.said.rows.refused), (588, 12));
}
