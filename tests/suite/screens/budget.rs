//! What the money looks like: glyphs, styles and where the cursor is.

use crate::harness::{Harness, Setup};
use quarterdeck::ui::theme::Depth;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Keeps how a screen looks at each size.
fn keep(name: &str, change: impl Fn(&mut Setup), sizes: &[(u16, u16)], keys: &str) {
    for (width, height) in sizes {
        let mut harness = Harness::with(*width, *height, &change);
        harness.keys(keys);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), harness.styled());
        });
    }
}

#[test]
fn revenue() {
    keep("budget_revenue", |_| {}, &SIZES, "6 j j j j");
}

#[test]
fn revenue_without_colour() {
    keep(
        "budget_revenue_mono",
        |setup| {
            setup.depth = Depth::None;
            setup.ascii = true;
        },
        &SIZES[..2],
        "6 G",
    );
}

#[test]
fn one_line() {
    keep("budget_line", |_| {}, &SIZES[..1], "6 j j j j enter");
}

#[test]
fn a_cell() {
    keep("budget_cell", |_| {}, &SIZES[1..2], "6 j j j j e");
}

#[test]
fn months() {
    keep("budget_months", |_| {}, &SIZES[..2], "6 j j j j t");
}

#[test]
fn capital() {
    keep("budget_capital", |_| {}, &SIZES, "6 v");
}

#[test]
fn savings() {
    keep("budget_savings", |_| {}, &SIZES[..2], "6 v v j");
}
