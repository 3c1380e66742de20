//! What the checks look like: glyphs, styles and where the cursor is.

use crate::harness::Harness;
use crate::screens::{SIZES, keep_keys as keep};
use quarterdeck::ui::theme::Depth;

#[test]
fn findings() {
    keep("checks", |_| {}, &SIZES, "d j j");
}

#[test]
fn accepting() {
    keep("checks_accept", |_| {}, &SIZES[..2], "d a F i n e");
}

#[test]
fn accepted() {
    keep("checks_accepted", |_| {}, &SIZES[1..2], "d a F i n e ctrl-s");
}

#[test]
fn every_check() {
    keep("checks_list", |_| {}, &SIZES[..2], "d o");
}

#[test]
fn without_colour_and_in_plain_ascii() {
    keep("checks_no_colour", |setup| setup.depth = Depth::None, &SIZES[..1], "d j j");
    keep("checks_ascii", |setup| setup.ascii = true, &SIZES[..1], "d j j");
}

#[test]
fn small_windows_hold() {
    for (width, height) in [(64, 18), (65, 19), (109, 20), (110, 18), (300, 100)] {
        let mut harness = Harness::new(width, height);
        harness.keys("d j tab pagedown G g tab G k v v v v v E esc");
    }
}

#[test]
fn findings_that_say_the_same_are_one_row_that_lists_them() {
    for (width, height) in [(120, 40), (200, 60)] {
        let mut officer = Harness::new(width, height);
        officer.keys("d");
        let count = |officer: &mut Harness| {
            officer.app().session().checks.as_ref().map_or(0, |found| found.findings.len())
        };
        let all = count(&mut officer);
        // The worst come first, whatever is told together.
        assert!(officer.screen().contains("Errors ("), "{}", officer.screen());
        for _ in 0..80 {
            if officer.cursor_line().contains("+ ") && officer.cursor_line().contains("s: ") {
                break;
            }
            officer.keys("down");
        }
        let folded = officer.cursor_line();
        assert!(folded.contains("+ "), "{}", officer.screen());
        officer.assert_contains("Enter lists the rows");
        officer.keys("r");
        assert!(officer.says().contains("each is looked at by itself"), "{}", officer.says());
        officer.keys("enter");
        assert!(officer.cursor_line().contains("- "), "{}", officer.screen());
        officer.keys("down").assert_contains("Enter goes there");
        officer.keys("up enter");
        assert_eq!(officer.cursor_line(), folded);
        // Told together or not, each is counted.
        assert_eq!(count(&mut officer), all);
    }
}
