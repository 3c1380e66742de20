//! What the money looks like: glyphs, styles and where the cursor is.

use super::{SIZES, keep_keys as keep};
use quarterdeck::ui::theme::Depth;

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
