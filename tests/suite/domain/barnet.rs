//! The not-met and met tables of Barnet's adult services report, Q1 2015/16,
//! rated by the four-colour scheme: the colours the report counts must come out.

use quarterdeck::domain::{Measure, Period, Polarity, Rating, RatingInputs, Scheme};

struct Row {
    reference: &'static str,
    previous: f64,
    target: f64,
    value: f64,
    lower: bool,
    rating: Rating,
}

const fn row(
    reference: &'static str,
    previous: f64,
    target: f64,
    value: f64,
    lower: bool,
    rating: Rating,
) -> Row {
    Row { reference, previous, target, value, lower, rating }
}

use Rating::{Green, GreenAmber, Red, RedAmber};

/// Every row of both tables. Values are from numerator and denominator where
/// the report gives both, else as printed.
const ROWS: [Row; 20] = [
    row("AC/S3", 58.1, 60.0, 42200.0 / 709.0, false, RedAmber),
    row("AC/S4", 9.4, 10.6, 6600.0 / 709.0, false, Red),
    row("AC/S5", 5.7, 7.0, 3700.0 / 767.0, false, Red),
    row("AC/S11", 71.9, 81.5, 31600.0 / 428.0, false, Red),
    row("AC/S16", 29.4, 40.0, 104800.0 / 2674.0, false, GreenAmber),
    row("AC/S17", 216.0, 270.0, 119.0, false, Red),
    row("AC/S18", 13.0, 17.0, 47500.0 / 3979.0, false, Red),
    row("AC/S6", 70.9, 75.0, 61700.0 / 767.0, false, Green),
    row("AC/S9", 475.1, 100.0, 4_700_000.0 / 51576.0, true, Green),
    row("AC/S19", 70.0, 63.0, 21200.0 / 303.0, false, Green),
    row("AC/S23", 86.0, 90.0, 6800.0 / 69.0, false, Green),
    row("AC/S25", 81.0, 85.0, 99.0, false, Green),
    // By the report's own key the next two made 60% and 62.5% of the targeted
    // improvement, so they are Red; its summary counts one of them Green Amber.
    row("AC/C2", 98.4, 100.0, 265_700.0 / 2674.0, false, Red),
    row("AC/C12", 5.89, 5.81, 5.84, true, Red),
    row("AC/C7", 100.0, 100.0, 4200.0 / 231.0, false, Red),
    row("AC/C10", 69.8, 75.0, 66.3, false, Red),
    row("AC/C11", 17.6, 18.0, 22.6, true, Red),
    row("AC/C13", 2.5, 2.5, 2.8, true, Red),
    row("AC/C1", 7742.0, 1833.0, 1539.0, true, Green),
    row("AC/C14", 13.4, 3.35, 200_000.0 / 229_329.0, true, Green),
];

fn four_colour() -> &'static Scheme {
    let period = Period::parse("2015/16-Q1").unwrap();
    Scheme::find(Scheme::built_in(), "four-colour", period).unwrap()
}

fn rate(row: &Row) -> Rating {
    let facts = RatingInputs {
        value: Some(row.value),
        target: Some(row.target),
        previous: Some(row.previous),
        polarity: if row.lower { Polarity::Lower } else { Polarity::Higher },
        measure: Measure::Count,
        decimals: 2,
        ..RatingInputs::default()
    };
    four_colour().assess(&facts).rating
}

#[test]
fn every_row_has_its_colour() {
    for row in &ROWS {
        assert_eq!(rate(row), row.rating, "{}", row.reference);
    }
}

#[test]
fn strategic_indicators_are_counted_as_the_report_counts_them() {
    let count = |rating| {
        let strategic = ROWS.iter().filter(|r| r.reference.starts_with("AC/S"));
        strategic.filter(|r| rate(r) == rating).count()
    };
    assert_eq!([Green, GreenAmber, RedAmber, Red].map(count), [5, 1, 1, 5]);
}

#[test]
fn the_red_amber_is_explained_in_clients() {
    let facts = RatingInputs {
        value: Some(42200.0 / 709.0),
        target: Some(60.0),
        previous: Some(58.1),
        numerator: Some(422.0),
        denominator: Some(709.0),
        scale: 100.0,
        counted: "clients".into(),
        decimals: 2,
        ..RatingInputs::default()
    };
    let why = four_colour().assess(&facts).explanation;
    assert_eq!(why.scheme, "Four colours by share of the targeted improvement, version 1");
    assert_eq!(
        why.rule,
        "Red Amber: the target is missed, and at least 65% but less than 80% of the targeted \
         improvement was made."
    );
    assert_eq!(
        why.workings,
        [
            "Result 422 ÷ 709 × 100 = 59.52%",
            "Target 60.00% (higher is better)",
            "Previous result 58.10%",
            "Share of the targeted improvement (59.5205 - 58.1) ÷ (60 - 58.1) = 74.76%",
        ]
    );
    assert_eq!(
        why.boundary,
        "Red Amber begins at 65% of the targeted improvement, a result of 59.335%: exactly on it \
         is Red Amber. Green Amber begins at 80% of the targeted improvement, a result of 59.62%: \
         exactly on it is Green Amber."
    );
    assert_eq!(why.distance, "1 more client would make this Green Amber.");
    assert!(why.caveats.is_empty());
    assert!(why.source.contains("Barnet"));
}

#[test]
fn a_target_out_of_reach_is_said_to_be() {
    let facts = RatingInputs {
        value: Some(100.0 * 680.0 / 690.0),
        target: Some(103.0),
        previous: Some(95.0),
        numerator: Some(680.0),
        denominator: Some(690.0),
        scale: 100.0,
        counted: "people".into(),
        decimals: 1,
        ..RatingInputs::default()
    };
    let why = four_colour().assess(&facts).explanation;
    assert_eq!(
        why.distance,
        "Red Amber is out of reach: it would take 12 more people, and there are only 690 in all."
    );
}
