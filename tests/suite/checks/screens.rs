//! What the checks look like: glyphs, styles and where the cursor is.

use quarterdeck::ui::theme::Depth;

use crate::harness::{Harness, Setup};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

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
        harness.keys("d j tab pagedown G g tab G k v v v v v o esc");
    }
}
