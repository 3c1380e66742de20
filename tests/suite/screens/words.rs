//! What delivery, questions and narrative look like: glyphs, styles and where
//! the cursor is. `cargo insta review` after a change that is meant.

use super::{SIZES, keep_keys as keep};
use crate::harness::Harness;
use quarterdeck::ui::theme::Depth;

#[test]
fn delivery() {
    keep("delivery", |_| {}, &SIZES, "7 j j");
}

#[test]
fn delivery_of_another_scale() {
    keep("delivery_plan", |_| {}, &SIZES[1..2], "7 G");
}

#[test]
fn one_commitment_with_milestones() {
    let go = "7 a M a r k e t tab + 1 w ctrl-n L e t tab + 1 m ctrl-s x";
    keep("commitment", |_| {}, &SIZES[..2], go);
}

#[test]
fn a_change_to_many_asks_first() {
    keep("delivery_many", |_| {}, &SIZES[..2], "7 space space M right right tab H e a d ctrl-s");
}

#[test]
fn questions() {
    keep("questions", |_| {}, &SIZES, "8 j j");
}

#[test]
fn one_question() {
    keep("question", |_| {}, &SIZES[..2], "8 j j enter");
}

#[test]
fn asking() {
    keep("question_form", |_| {}, &SIZES[..2], "8 a M e tab 4 6 ctrl-s");
}

#[test]
fn narrative() {
    keep("narrative", |_| {}, &SIZES, "9 j j j j");
}

#[test]
fn a_section_with_a_note_to_self() {
    keep("section", |_| {}, &SIZES[..2], "9 G k enter");
}

#[test]
fn without_colour_and_in_plain_ascii() {
    for (name, keys) in [("delivery", "7"), ("questions", "8 j j"), ("narrative", "9 j j j")] {
        keep(&format!("{name}_no_colour"), |setup| setup.depth = Depth::None, &SIZES[..1], keys);
        keep(&format!("{name}_ascii"), |setup| setup.ascii = true, &SIZES[..1], keys);
    }
}

#[test]
fn nothing_is_told_by_colour_alone() {
    for keys in ["7", "7 enter", "7 space M", "8 j j", "8 enter", "9", "9 enter"] {
        let mut colour = Harness::new(120, 40);
        let mut mono = Harness::with(120, 40, |setup| setup.depth = Depth::None);
        colour.keys(keys);
        mono.keys(keys);
        assert_eq!(colour.screen(), mono.screen(), "{keys}");
    }
}

#[test]
fn every_size_is_drawn_and_the_cursor_is_on_it() {
    for keys in
        ["7", "7 enter", "7 z", "7 enter z", "8", "8 enter", "9", "9 enter", "9 z", "7 f", "8 a", "9 a"]
    {
        let mut harness = Harness::new(120, 40);
        harness.keys(keys);
        for (width, height) in [(64, 18), (79, 24), (99, 30), (100, 20), (111, 40), (112, 18), (250, 70)] {
            harness.resize(width, height);
            assert!(harness.cursor().is_some(), "{keys} at {width}x{height}:\n{}", harness.screen());
        }
    }
}
