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
