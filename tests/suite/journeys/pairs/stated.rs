//! A result that was stated beside a numerator and a denominator, when those are changed: one rule for the
//! cells, the form, the command line and the forms of owners.

use super::drive::{Desk, differences, press, start};
use crate::harness::Harness;
use crate::journeys::forms::go_to;

/// Figures that are held, what is typed over them, and what becomes of them.
struct Case {
    /// Options of `set` that make what is held.
    held: &'static str,
    /// A column and what is typed into its cell; none where cells cannot say it.
    cell: Option<(&'static str, &'static str)>,
    /// Labels of the form, and what is typed.
    form: &'static [(&'static str, &'static str)],
    /// Options of `set` that say the same.
    set: &'static str,
    /// Numerator, denominator and stated result afterwards.
    becomes: (Option<f64>, Option<f64>, Option<f64>),
    /// What is said of the result that was stated.
    says: Option<&'static str>,
}

const HELD: &str = "--numerator 31 --denominator 40 --result 98.6 --missing ''";
const DROPPED: Option<&str> = Some("91.2% is worked out from 31 of 34; the 98.6% that was stated is dropped");

/// What most cases have in common.
const USUAL: Case =
    Case { held: HELD, cell: None, form: &[], set: "", becomes: (Some(31.0), Some(34.0), None), says: None };

const CASES: &[Case] = &[
    Case {
        cell: Some(("Num/Den", "31/34")),
        form: &[("Denominator", "34")],
        set: "--denominator 34",
        says: DROPPED,
        ..USUAL
    },
    Case {
        cell: Some(("Result", "33/36")),
        form: &[("Numerator", "33"), ("Denominator", "36")],
        set: "--numerator 33 --denominator 36",
        becomes: (Some(33.0), Some(36.0), None),
        says: Some("91.7% is worked out from 33 of 36; the 98.6% that was stated is dropped"),
        ..USUAL
    },
    // Given at the same time, it is kept as it is given: another, none, or the same again.
    Case {
        form: &[("Denominator", "34"), ("Result as stated", "91")],
        set: "--denominator 34 --result 91",
        becomes: (Some(31.0), Some(34.0), Some(91.0)),
        ..USUAL
    },
    Case {
        form: &[("Denominator", "34"), ("Result as stated", "")],
        set: "--denominator 34 --result ''",
        ..USUAL
    },
    Case {
        form: &[("Denominator", "34"), ("Result as stated", "98.6")],
        set: "--denominator 34 --result 98.6",
        becomes: (Some(31.0), Some(34.0), Some(98.6)),
        ..USUAL
    },
    // Parts that do not work it out leave it.
    Case {
        held: "--numerator '' --denominator '' --result 98.6 --missing ''",
        cell: Some(("Num/Den", "31")),
        form: &[("Numerator", "31")],
        set: "--numerator 31",
        becomes: (Some(31.0), None, Some(98.6)),
        ..USUAL
    },
    Case {
        cell: Some(("Num/Den", "31/")),
        form: &[("Denominator", "")],
        set: "--denominator ''",
        becomes: (Some(31.0), None, Some(98.6)),
        ..USUAL
    },
    // The part that was missing completes them.
    Case {
        held: "--numerator 31 --denominator '' --result 98.6 --missing ''",
        cell: Some(("Num/Den", "31/34")),
        form: &[("Denominator", "34")],
        set: "--denominator 34",
        says: DROPPED,
        ..USUAL
    },
    // Nothing was stated, so nothing is dropped.
    Case {
        held: "--numerator 31 --denominator 40 --result '' --missing ''",
        cell: Some(("Num/Den", "31/34")),
        form: &[("Denominator", "34")],
        set: "--denominator 34",
        ..USUAL
    },
    // What is typed as it stands is no change; another figure beside it is one of its own.
    Case {
        form: &[("Numerator", "31"), ("Denominator", "40"), ("Target", "90")],
        set: "--numerator 31 --denominator 40 --target 90",
        becomes: (Some(31.0), Some(40.0), Some(98.6)),
        ..USUAL
    },
    Case {
        cell: Some(("Target", "90")),
        form: &[("Target", "90")],
        set: "--target 90",
        becomes: (Some(31.0), Some(40.0), Some(98.6)),
        ..USUAL
    },
];

#[test]
fn a_stated_result_is_dropped_where_new_parts_work_it_out_and_stays_where_they_do_not() {
    for case in CASES {
        let typed = (case.form, case.set);
        let mut form = start("2", 120, 70);
        let desk = Desk::of(&form);
        let held = format!("set FILE AC/C7 {} --yes", case.held);
        form.while_closed(|file| drop(desk.run(&desk.line(file, &held, &[])).unwrap()));
        let (line, cell) = (form.folder().join("line.qd"), form.folder().join("cell.qd"));
        std::fs::copy(&form.file, &line).unwrap();
        std::fs::copy(&form.file, &cell).unwrap();
        let figures = |harness: &Harness| {
            let result = harness.detail("AC/C7").result.unwrap();
            (result.numerator, result.denominator, result.stated)
        };
        let before = figures(&form);
        let said = |text: &str| case.says.map_or(!text.contains("dropped"), |says| text.contains(says));

        form.indicator("AC/C7").keys("D");
        for (label, text) in case.form {
            go_to(&mut form, label);
            form.keys("ctrl-a delete").type_at_once(text);
        }
        form.keys("ctrl-s");
        if !form.says().contains("u undoes") {
            form.keys("ctrl-s");
        }
        assert!(said(&form.says()), "{typed:?}: {}", form.says());
        assert_eq!(figures(&form), case.becomes, "{typed:?}");

        let command = desk.line(&line, &format!("set FILE AC/C7 {} --yes", case.set), &[]);
        let printed = desk.run(&command).unwrap();
        assert!(said(&printed), "{typed:?}: {printed}");
        assert_eq!(differences(&form.file, &line), None, "{typed:?}");

        if let Some((column, text)) = case.cell {
            let mut harness = start("2", 200, 40);
            harness.while_closed(|file| std::fs::write(file, std::fs::read(&cell).unwrap()).unwrap());
            press(&mut harness, &format!("2 / 'AC/C7' enter @{column}@ e '{text}' enter enter"), &[]);
            assert_eq!(figures(&harness), case.becomes, "{typed:?} in a cell");
            assert_eq!(differences(&harness.file, &line), None, "{typed:?} in a cell");
        }
        // It is one step, and what was stated comes back with it.
        form.keys("u");
        assert_eq!(figures(&form), before, "{typed:?} undone");
    }
}
