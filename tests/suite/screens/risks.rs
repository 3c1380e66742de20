//! What the risk screens look like: glyphs, styles and where the cursor is.
//! `cargo insta review` after a change that is meant.

use super::{SIZES, keep};
use crate::harness::Setup;
use quarterdeck::ui::theme::Depth;

#[test]
fn the_heat_map() {
    keep(
        "risks",
        |_| {},
        &SIZES,
        |harness| {
            harness.keys("5");
        },
    );
}

#[test]
fn a_risk_in_detail() {
    keep(
        "risk_detail",
        |_| {},
        &SIZES[..1],
        |harness| {
            harness.keys("5 enter down enter");
        },
    );
}

#[test]
fn the_register() {
    keep(
        "risk_register",
        |_| {},
        &SIZES,
        |harness| {
            harness.keys("5 t down");
        },
    );
}

#[test]
fn moving_a_risk() {
    keep(
        "risk_move",
        |_| {},
        &SIZES[..2],
        |harness| {
            harness.keys("5 m left down");
        },
    );
}

#[test]
fn why_a_risk_moves() {
    keep(
        "risk_move_reason",
        |_| {},
        &SIZES[..1],
        |harness| {
            harness.keys("5 m left down enter").type_text("Weekly savings board");
        },
    );
}

#[test]
fn the_matrix_with_a_fault() {
    keep(
        "risk_matrix",
        |_| {},
        &SIZES[1..2],
        |harness| {
            harness.keys("5 E ctrl-f").type_text("ML MH MH H").keys("enter esc right").type_text("X");
        },
    );
}

#[test]
fn targets_without_colour_and_in_ascii() {
    let plain = |setup: &mut Setup| {
        setup.depth = Depth::None;
        setup.ascii = true;
    };
    keep("risk_targets_plain", plain, &SIZES[..2], |harness| {
        harness.keys("5 v");
    });
}
