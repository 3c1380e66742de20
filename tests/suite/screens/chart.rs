//! What the control chart looks like: glyphs, styles and where the cursor is.
//! `cargo insta review` after a change that is meant.

use super::{SIZES, keep};
use crate::harness::Setup;
use quarterdeck::ui::theme::Depth;

#[test]
fn the_chart() {
    keep(
        "chart",
        |_| {},
        &SIZES,
        |harness| {
            harness.indicator("AC/C11").keys("C");
        },
    );
}

#[test]
fn a_chart_with_a_note_and_new_limits() {
    keep(
        "chart_marked",
        |_| {},
        &SIZES[1..2],
        |harness| {
            harness.indicator("AC/S4").keys("C left left left left left b").type_text("New register");
            harness.keys("ctrl-s right c").type_text("Review of day services").keys("ctrl-s");
        },
    );
}

#[test]
fn the_points_as_a_table() {
    keep(
        "chart_table",
        |_| {},
        &SIZES[..2],
        |harness| {
            harness.indicator("AC/C11").keys("C t up");
        },
    );
}

#[test]
fn without_colour_and_in_ascii() {
    let plain = |setup: &mut Setup| {
        setup.depth = Depth::None;
        setup.ascii = true;
    };
    keep("chart_plain", plain, &SIZES[..2], |harness| {
        harness.indicator("AC/C11").keys("C left");
    });
}
