//! What the screens look like: glyphs, styles and where the cursor is.
//! `cargo insta review` after a change that is meant.

mod budget;
mod chart;
mod import;
mod risks;
mod words;

use crate::harness::{Harness, Setup};
use quarterdeck::ui::theme::Depth;

pub(crate) const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Keeps how a screen looks at each size.
pub(crate) fn keep(name: &str, change: impl Fn(&mut Setup), sizes: &[(u16, u16)], go: impl Fn(&mut Harness)) {
    for (width, height) in sizes {
        let mut harness = Harness::with(*width, *height, &change);
        go(&mut harness);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), harness.styled());
        });
    }
}

/// Keeps how a screen looks at each size after these keys.
pub(crate) fn keep_keys(name: &str, change: impl Fn(&mut Setup), sizes: &[(u16, u16)], keys: &str) {
    keep(name, change, sizes, |harness| {
        harness.keys(keys);
    });
}

fn keep_usual(name: &str, keys: &str) {
    keep_keys(name, |_| {}, &SIZES, keys);
}

#[test]
fn overview() {
    keep_usual("overview", "");
}

#[test]
fn indicators() {
    keep_usual("indicators", "2 right right right j");
}

#[test]
fn one_indicator() {
    keep(
        "one_indicator",
        |_| {},
        &SIZES[..1],
        |harness| {
            harness.keys("2 enter");
        },
    );
}

#[test]
fn compare() {
    let looks = [
        ("compare", "V"),
        ("compare_difference", "V v v v right *"),
        ("compare_measure", "V down down down down down enter"),
        ("compare_organisation", "V right right o"),
    ];
    for (name, keys) in looks {
        keep(
            name,
            |setup| setup.regional = true,
            &SIZES[..2],
            |harness| {
                harness.keys(keys);
            },
        );
    }
}

#[test]
fn review() {
    keep_usual("review", "3");
}

#[test]
fn review_summary() {
    keep(
        "review_summary",
        |_| {},
        &SIZES[1..2],
        |harness| {
            harness.keys("3").times(18, "n");
        },
    );
}

#[test]
fn writing() {
    keep(
        "writing",
        |_| {},
        &SIZES,
        |harness| {
            harness.keys("3 c ctrl-a").type_text(
                "Demand rose by a third.\n\n- recruit two assessors\ntrain five more (check James)",
            );
        },
    );
}

#[test]
fn actions() {
    keep_usual("actions", "4 j j");
}

#[test]
fn history() {
    keep(
        "history",
        |_| {},
        &SIZES,
        |harness| {
            harness
                .keys("3 c")
                .type_text(" More staff start in August.")
                .keys("ctrl-s 4 j j j j j j j j j e tab")
                .type_text("Head of Care");
            harness.keys("ctrl-s 0");
        },
    );
}

#[test]
fn why() {
    keep_usual("why", "2 w");
}

#[test]
fn an_action_with_an_error() {
    keep(
        "action_form",
        |_| {},
        &SIZES,
        |harness| {
            harness.keys("3 a").type_text("Recruit two assessors").keys("tab").type_text("Head").keys("tab");
            harness.type_text("31/02/2016").keys("ctrl-s");
        },
    );
}

#[test]
fn palette() {
    keep(
        "palette",
        |_| {},
        &SIZES,
        |harness| {
            harness.keys("2 :").type_text("dol");
        },
    );
}

#[test]
fn help() {
    keep_usual("help", "2 ?");
}

#[test]
fn welcome() {
    keep("welcome", |setup| setup.welcome = true, &SIZES, |_| {});
}

#[test]
fn too_small() {
    keep("too_small", |_| {}, &[(60, 15), (20, 5)], |_| {});
}

#[test]
fn without_colour() {
    keep(
        "no_colour",
        |setup| setup.depth = Depth::None,
        &SIZES[..1],
        |harness| {
            harness.keys("2 j");
        },
    );
}

#[test]
fn in_sixteen_colours() {
    keep(
        "sixteen_colours",
        |setup| setup.depth = Depth::Sixteen,
        &SIZES[..1],
        |harness| {
            harness.keys("2 j");
        },
    );
}

#[test]
fn in_plain_ascii() {
    keep(
        "ascii",
        |setup| setup.ascii = true,
        &SIZES[..1],
        |harness| {
            harness.keys("3");
            // What officers wrote is theirs; all that is ours is ASCII.
            assert!(
                !harness.screen().contains(['│', '─', '■', '●', '…', '↑', '›', '█']),
                "{}",
                harness.screen()
            );
        },
    );
}

#[test]
fn a_closed_period_and_a_read_only_workbook() {
    keep(
        "read_only",
        |setup| setup.read_only = true,
        &SIZES[..1],
        |harness| {
            harness.keys("2 c");
        },
    );
}

#[test]
fn nothing_raw_reaches_the_screen_from_the_workbook() {
    let nasty = "A\u{1b}[31mB\u{7}C\u{202e}D\u{200b}E\u{9b}F\tG";
    let mut harness = Harness::new(200, 60);
    harness
        .keys("3 c ctrl-a")
        .paste(nasty)
        .keys("ctrl-s 2 E tab ctrl-a")
        .paste(nasty)
        .keys("tab tab tab ctrl-a")
        .paste(nasty);
    harness.keys("ctrl-s 4 e ctrl-a").paste(nasty).keys("tab ctrl-a").paste(nasty).keys("ctrl-s");
    for keys in [
        "1",
        "2",
        "2 enter",
        "2 z",
        "2 w",
        "3",
        "3 i",
        "4",
        "0",
        "0 enter",
        ": [ 3 1 m",
        "? esc 2 E",
        "4 e",
        "4 delete",
    ] {
        harness.times(6, "esc").keys(keys);
        for cell in harness.buffer().content() {
            let bad = |letter: char| {
                letter.is_control()
                    || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
            };
            assert!(!cell.symbol().contains(bad), "{keys}: {:?}\n{}", cell.symbol(), harness.screen());
        }
    }
}

#[test]
fn nothing_is_told_by_colour_alone() {
    // With colour and without, the same letters and symbols.
    for keys in ["1", "2", "3", "4", "0", "2 w"] {
        let mut colour = Harness::new(120, 40);
        let mut mono = Harness::with(120, 40, |setup| setup.depth = Depth::None);
        colour.keys(keys);
        mono.keys(keys);
        assert_eq!(colour.screen(), mono.screen(), "{keys}");
        for cell in mono.buffer().content() {
            let plain = |colour| matches!(colour, ratatui::style::Color::Reset);
            assert!(plain(cell.fg) && plain(cell.bg), "{keys}: a colour without colour");
        }
    }
}

#[test]
fn report() {
    keep_usual("report", "W");
}

#[test]
fn report_pages() {
    keep_usual("report_pages", "W tab tab tab tab tab tab tab");
}

#[test]
fn report_without_colour() {
    keep(
        "report_without_colour",
        |setup| setup.depth = Depth::None,
        &SIZES[1..2],
        |harness| {
            harness.keys("W tab tab");
        },
    );
}
