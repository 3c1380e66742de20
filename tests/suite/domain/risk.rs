//! The risk matrix and how risks are rated on it, with worked values.

use quarterdeck::domain::matrix::{Cell, RiskMatrix};
use quarterdeck::domain::risk::{Movement, Position, TargetDoubt, counts, gap};

/// Four steps of impact by six of probability; bands and scores follow no product.
const ASYMMETRIC: &str = r#"
code = "four-by-six"
title = "Asymmetric"
cells = [
    "M H H VH",
    "M M H VH",
    "L M H VH",
    "L M M H",
    "L L M H",
    "L L L M",
]
scores = [
    [6, 12, 20, 40],
    [5, 10, 18, 36],
    [4, 8, 16, 32],
    [3, 6, 12, 24],
    [2, 4, 8, 16],
    [1, 2, 4, 8],
]
[impact]
name = "Severity"
labels = ["Slight", "Moderate", "Serious", "Extreme"]
[probability]
name = "Likelihood"
labels = ["1 in 100", "1 in 50", "1 in 20", "1 in 10", "1 in 5", "Evens"]
[[bands]]
code = "low"
name = "Low"
letters = "L"
rating = "green"
[[bands]]
code = "medium"
name = "Medium"
letters = "M"
rating = "amber"
[[bands]]
code = "high"
name = "High"
letters = "H"
rating = "red_amber"
[[bands]]
code = "very-high"
name = "Very High"
letters = "VH"
rating = "red"
[appetite]
beyond = ["VH", "P6I3"]
"#;

fn position(impact: u32, probability: u32) -> Position {
    Position::of(Cell::new(impact, probability))
}

#[test]
fn the_default_matrix_bands_every_cell_by_its_score() {
    let matrix = RiskMatrix::built_in();
    assert_eq!(matrix.code, "five-by-five");
    for cell in matrix.all() {
        let score = cell.impact * cell.probability;
        let letters = match score {
            1..=3 => "L",
            4..=6 => "ML",
            8..=12 => "MH",
            _ => "H",
        };
        assert_eq!(matrix.score(cell), Some(score), "{cell}");
        assert_eq!(matrix.band(cell).unwrap().letters, letters, "{cell}");
        assert_eq!(matrix.beyond_appetite(cell), letters == "H", "{cell}");
    }
    assert_eq!(matrix.worst(), Cell::new(5, 5));
    assert_eq!(matrix.worst_in_words(), "top right");
    let ranges: Vec<_> = (0..4).map(|band| matrix.range(band).unwrap()).collect();
    assert_eq!(ranges, [(1, 3), (4, 6), (8, 12), (15, 25)]);
}

#[test]
fn labels_and_numbers_name_steps() {
    let matrix = RiskMatrix::built_in();
    assert_eq!(matrix.impact.parse("major"), Ok(4));
    assert_eq!(matrix.probability.parse(" Almost Certain "), Ok(5));
    assert_eq!(matrix.probability.parse("2"), Ok(2));
    for wrong in ["0", "6", "-1", "Huge", "", "99999999999999"] {
        let message = matrix.impact.parse(wrong).unwrap_err();
        assert!(message.contains("impact goes from 1 (Negligible) to 5 (Catastrophic)"), "{message}");
    }
    assert!(matrix.cell(6, 1).unwrap_err().starts_with("impact goes from 1"));
    assert!(matrix.cell(1, 0).unwrap_err().starts_with("probability goes from 1"));
    assert_eq!(matrix.cell(4, 5), Ok(Cell::new(4, 5)));
    assert_eq!(matrix.impact.label(4), "Major");
    assert_eq!(matrix.impact.label(9), "");
}

#[test]
fn an_asymmetric_grid_reads_its_own_bands_and_scores() {
    let matrix = RiskMatrix::parse(ASYMMETRIC).unwrap();
    let table = [
        // impact, probability, score, letters, beyond appetite
        (4, 1, 8, "M", false),
        (1, 4, 4, "L", false),
        (4, 3, 24, "H", false),
        (3, 4, 16, "H", false),
        (4, 4, 32, "VH", true),
        (3, 6, 20, "H", true),
        (2, 6, 12, "H", false),
        (4, 6, 40, "VH", true),
    ];
    for (impact, probability, score, letters, beyond) in table {
        let cell = Cell::new(impact, probability);
        assert_eq!(matrix.score(cell), Some(score), "{cell}");
        assert_eq!(matrix.band(cell).unwrap().letters, letters, "{cell}");
        assert_eq!(matrix.beyond_appetite(cell), beyond, "{cell}");
    }
    assert_eq!(matrix.score(Cell::new(5, 1)), None, "there is no fifth step of impact");
    // 12 is both P3I3 (Medium) and P6I2 (High): the score alone does not say.
    assert_eq!(matrix.band_of_score(12), None);
    assert_eq!(matrix.band_of_score(40).unwrap().letters, "VH");
    assert_eq!(matrix.worst(), Cell::new(4, 6));
}

#[test]
fn the_worst_corner_may_be_any() {
    // 1 is the most probable and the gravest here, as in some older schemes.
    let turned = ASYMMETRIC
        .replace("[6, 12, 20, 40]", "[1, 2, 4, 8]")
        .replace("[1, 2, 4, 8],\n]", "[40, 20, 12, 6],\n]");
    let matrix = RiskMatrix::parse(&turned).unwrap();
    assert_eq!(matrix.worst(), Cell::new(1, 1));
    assert_eq!(matrix.worst_in_words(), "bottom left");
    let declared = format!("worst = \"P1I1\"\n{turned}");
    assert_eq!(RiskMatrix::parse(&declared).unwrap().worst(), Cell::new(1, 1));
}

#[test]
fn faults_are_named_by_key() {
    let with = |from: &str, to: &str| {
        let text = ASYMMETRIC.replacen(from, to, 1);
        assert_ne!(text, ASYMMETRIC, "{from}");
        RiskMatrix::parse(&text).unwrap_err()
    };
    let table = [
        ("code =", "cod =", "cod", "there is no such key"),
        ("code = \"four-by-six\"", "code = \"Four by six\"", "code", "small letters"),
        ("\"M H H VH\"", "\"M H H\"", "cells[1]", "impact has 4 steps"),
        ("    \"M H H VH\",\n", "", "cells", "probability has 6 steps"),
        ("\"L L L M\"", "\"L L X M\"", "cells[6]", "no band has the letters X"),
        ("[6, 12, 20, 40]", "[6, 12, 20]", "scores[1]", "impact has 4 steps"),
        ("[6, 12, 20, 40]", "[6, -2, 20, 40]", "scores[1]", "whole numbers"),
        ("letters = \"M\"", "letters = \"l\"", "bands[2].letters", "another band has it"),
        ("letters = \"M\"", "letters = \"MEDI\"", "bands[2].letters", "up to 3"),
        ("rating = \"amber\"", "rating = \"orange\"", "bands[2].rating", "write one of red"),
        ("name = \"Low\"", "title = \"Low\"", "bands[1].title", "there is no such key"),
        (", \"Extreme\"]", "]", "cells[1]", "impact has 3 steps"),
        ("\"Serious\", \"Extreme\"]", "]", "impact.labels", "from 3 to 6"),
        ("\"Serious\"", "\"slight\"", "impact.labels[3]", "is there already"),
        ("\"P6I3\"", "\"P7I3\"", "appetite.beyond[2]", "outside"),
        ("\"P6I3\"", "\"Q\"", "appetite.beyond[2]", "neither letters"),
        ("[impact]", "worst = \"P6I4\"\n[[impact]]", "impact", "it is missing"),
        ("[impact]", "worst = \"P3I4\"\n[impact]", "worst", "not a corner"),
        ("[impact]", "worst = \"P1I1\"\n[impact]", "worst", "up to 40"),
        ("code = \"four-by-six\"", "code = ", "line 2", "not TOML"),
    ];
    for (from, to, key, problem) in table {
        let error = with(from, to);
        assert_eq!(error.key, key, "{error}");
        assert!(error.problem.contains(problem), "{error}");
    }
}

#[test]
fn the_printed_score_is_the_rating_and_the_map_its_place() {
    let matrix = RiskMatrix::built_in();
    // As the published register prints AS0087: Moderate 3, Likely 4, "High 20", counted at P5 x I4.
    let printed = Position { stated: Some(20), mapped: Some(Cell::new(4, 5)), ..position(3, 4) };
    assert_eq!(printed.score(matrix), Some(12));
    assert_eq!(printed.rated(matrix), Some(20));
    assert_eq!(printed.cell(matrix), Some(Cell::new(4, 5)));
    assert_eq!(printed.band(matrix).unwrap().name, "High");
    assert!(printed.beyond_appetite(matrix));
    let sentence = printed.contradiction(matrix).unwrap();
    assert!(sentence.contains("12") && sentence.contains("20"), "{sentence}");
    // A gap in the source: no impact, but a rating of 12.
    let gapped = Position { impact: None, stated: Some(12), ..position(3, 4) };
    assert_eq!((gapped.score(matrix), gapped.cell(matrix)), (None, None));
    assert_eq!(gapped.rated(matrix), Some(12));
    assert_eq!(gapped.band(matrix).unwrap().letters, "MH");
    assert_eq!(gapped.contradiction(matrix), None);
    // Factors of another matrix are no cell of this one.
    let outside = position(6, 6);
    assert_eq!((outside.cell(matrix), outside.rated(matrix), outside.band(matrix)), (None, None, None));
}

#[test]
fn movement_compares_rated_scores() {
    let table = [
        (None, Some(12), Movement::New),
        (None, None, Movement::New),
        (Some(Some(9)), Some(12), Movement::Up),
        (Some(Some(20)), Some(12), Movement::Down),
        (Some(Some(12)), Some(12), Movement::Same),
        (Some(None), Some(12), Movement::Unknown),
        (Some(Some(12)), None, Movement::Unknown),
    ];
    for (before, now, expected) in table {
        assert_eq!(Movement::between(before, now), expected, "{before:?} {now:?}");
    }
}

#[test]
fn a_target_worse_than_now_is_allowed_and_said() {
    let matrix = RiskMatrix::built_in();
    let stated = |score| Position { stated: Some(score), ..position(3, 3) };
    let table = [
        (position(4, 5), position(3, 2), TargetDoubt::None, Some(14)),
        (position(3, 4), position(3, 4), TargetDoubt::NoBetter, Some(0)),
        (position(2, 2), position(5, 5), TargetDoubt::Worse, Some(-21)),
        // Printed 20, factors 9, target 15.
        (stated(20), position(3, 5), TargetDoubt::WorseThanFactors, Some(5)),
        (position(4, 5), Position::default(), TargetDoubt::None, None),
    ];
    for (now, target, doubt, points) in table {
        assert_eq!(TargetDoubt::of(&now, &target, matrix), doubt, "{now:?} {target:?}");
        assert_eq!(gap(&now, &target, matrix), points);
        assert_eq!(doubt.sentence().is_empty(), doubt == TargetDoubt::None);
    }
}

#[test]
fn counting_adds_up_and_leaves_out_what_is_off_the_map() {
    let matrix = RiskMatrix::built_in();
    let cells: Vec<Cell> = matrix.all().chain([Cell::new(4, 5), Cell::new(9, 9)]).collect();
    let counts = counts(matrix, cells);
    assert_eq!(counts.iter().flatten().sum::<u64>(), 26);
    assert_eq!(counts[0][3], 2, "the first row is the highest probability");
    assert_eq!(counts[4][0], 1);
}

#[test]
fn cells_are_read_as_they_are_written() {
    for text in ["P5I4", "p5 i4", "P5 x I4", "P5×I4"] {
        assert_eq!(Cell::parse(text), Some(Cell::new(4, 5)), "{text}");
    }
    assert_eq!(Cell::parse(&Cell::new(4, 5).to_string()), Some(Cell::new(4, 5)));
    for text in ["", "P5", "5x4", "P0I4", "PxI", "I4P5"] {
        assert_eq!(Cell::parse(text), None, "{text}");
    }
}

/// A definition of any size with any bands in any cells.
fn definition(wide: usize, high: usize, picks: &[usize], scores: &[u32], own: bool) -> String {
    use std::fmt::Write;
    let letters = ["L", "M", "H"];
    let mut text = "code = \"any\"\ncells = [\n".to_owned();
    let row = |row: usize| (0..wide).map(move |column| row * wide + column);
    for at in 0..high {
        let cells: Vec<&str> = row(at).map(|cell| letters[picks[cell] % 3]).collect();
        writeln!(text, "\"{}\",", cells.join(" ")).unwrap();
    }
    text.push_str("]\n");
    if own {
        text.push_str("scores = [\n");
        for at in 0..high {
            let cells: Vec<String> = row(at).map(|cell| scores[cell].to_string()).collect();
            writeln!(text, "[{}],", cells.join(", ")).unwrap();
        }
        text.push_str("]\n");
    }
    for (name, steps) in [("impact", wide), ("probability", high)] {
        let labels: Vec<String> = (1..=steps).map(|step| format!("\"step {step}\"")).collect();
        writeln!(text, "[{name}]\nname = \"{name}\"\nlabels = [{}]", labels.join(", ")).unwrap();
    }
    for (letters, rating) in letters.into_iter().zip(["green", "amber", "red"]) {
        let code = letters.to_lowercase();
        writeln!(text, "[[bands]]\ncode = \"{code}\"\nname = \"{letters}\"\nletters = \"{letters}\"\nrating = \"{rating}\"")
            .unwrap();
    }
    text
}

proptest::proptest! {
    /// Every grid from 3 x 3 to 6 x 6 is read back cell by cell, highest probability first.
    #[test]
    fn any_grid_is_read_cell_by_cell(
        wide in 3..=6_usize,
        high in 3..=6_usize,
        picks in proptest::collection::vec(0..3_usize, 36),
        scores in proptest::collection::vec(0..=999_u32, 36),
        own in proptest::bool::ANY,
    ) {
        let matrix = RiskMatrix::parse(&definition(wide, high, &picks, &scores, own)).unwrap();
        assert_eq!(matrix.all().count(), wide * high);
        for cell in matrix.all() {
            let at = (high - cell.probability as usize) * wide + cell.impact as usize - 1;
            assert_eq!(matrix.band_index(cell), Some(picks[at]));
            let score = if own { scores[at] } else { cell.impact * cell.probability };
            assert_eq!(matrix.score(cell), Some(score));
            assert!(!matrix.beyond_appetite(cell));
        }
        let worst = matrix.worst();
        let corners = [Cell::new(1, 1), Cell::new(wide as u32, 1), Cell::new(1, high as u32), Cell::new(wide as u32, high as u32)];
        assert!(corners.contains(&worst));
        assert!(corners.iter().all(|corner| matrix.score(*corner) <= matrix.score(worst)));
    }

    /// Nothing that can be typed brings the reading down.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}", at in 0..1500_usize) {
        let _ = RiskMatrix::parse(&text);
        let mut broken = RiskMatrix::DEFAULT.to_owned();
        let at = (0..=at.min(broken.len())).rev().find(|at| broken.is_char_boundary(*at)).unwrap_or(0);
        broken.insert_str(at, &text);
        if let Err(error) = RiskMatrix::parse(&broken) {
            assert!(!error.key.is_empty() && !error.problem.is_empty());
        }
    }
}
