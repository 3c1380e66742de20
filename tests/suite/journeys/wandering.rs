//! Rough treatment: escapes, bursts, odd sizes, random keys.

use quarterdeck::input::Scope;

use super::everywhere::everywhere;
use crate::harness::{Dice, Harness};

#[test]
fn twenty_escapes_lead_from_anywhere_to_the_overview_still_running() {
    everywhere(120, 40, |harness, way| {
        harness.times(20, "esc");
        assert_eq!(harness.app().scope(), Scope::Overview, "{way}\n{}", harness.screen());
        assert!(!harness.has_quit(), "{way}");
    });
}

#[test]
fn behind_the_last_period_there_is_none() {
    let mut harness = Harness::new(120, 40);
    harness.times(20, "]").assert_says("last period");
}

#[test]
fn two_hundred_sizes_while_typing_leave_the_text_whole() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r c ctrl-a delete");
    let mut dice = Dice::new(7);
    let mut text = String::new();
    for _ in 0..200 {
        let (width, height) = (64 + dice.roll(160) as u16, 18 + dice.roll(50) as u16);
        harness.resize(width, height);
        let letter = char::from(b'a' + dice.roll(26) as u8);
        text.push(letter);
        harness.type_text(&letter.to_string());
        if dice.roll(10) == 0 {
            harness.resize(dice.roll(64) as u16 + 1, dice.roll(18) as u16 + 1);
        }
    }
    harness.resize(120, 40).keys("ctrl-s");
    assert_eq!(harness.detail("AC/C7").commentary[0].text, text);
}

#[test]
fn a_window_too_small_says_so_and_comes_back_as_it_was() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r c").type_text("Kept");
    let (screen, cursor) = (harness.screen(), harness.cursor());
    harness
        .resize(60, 15)
        .assert_contains("60 x 15")
        .assert_contains("64 x 18")
        .assert_contains("1 draft is kept");
    harness.keys("x y z enter");
    harness.resize(120, 40);
    assert_eq!((harness.screen(), harness.cursor()), (screen, cursor));
}

#[test]
fn every_screen_can_be_drawn_at_every_size() {
    let mut sizes: Vec<(u16, u16)> = Vec::new();
    for width in (64..=220).step_by(39) {
        for height in [18, 24, 70] {
            sizes.push((width, height));
        }
    }
    sizes.extend([(1, 1), (1, 70), (220, 1), (2, 2), (5, 3), (20, 10), (63, 17), (63, 18), (64, 17)]);
    everywhere(120, 40, |harness, _| {
        for (width, height) in &sizes {
            harness.resize(*width, *height);
        }
    });
}

#[test]
fn every_width_can_be_drawn() {
    let mut harness = Harness::new(120, 24);
    for way in ["1", "2", "2 enter", "3", "3 c", "3 a", "4", "0"] {
        harness.resize(120, 24).times(6, "esc").keys("1").keys(way);
        for width in 64..=220 {
            harness.resize(width, 24);
        }
    }
}

#[test]
fn every_tiny_size_can_be_drawn() {
    let mut harness = Harness::new(120, 40);
    for width in 1..=64 {
        for height in 1..=18 {
            harness.resize(width, height);
        }
    }
}

#[test]
fn keys_that_come_in_a_burst_do_what_they_do_one_by_one() {
    let mut slow = Harness::new(120, 40);
    let mut fast = Harness::new(120, 40);
    let keys = "2 j j j j enter esc alt-3 n n c esc 4 j j 0 1";
    slow.keys(keys);
    fast.burst(keys);
    assert_eq!(slow.screen(), fast.screen());
}

#[test]
fn random_keys_never_bring_it_down() {
    let keys: Vec<&str> = "up down left right j k h l g G enter esc tab shift-tab space pageup pagedown / f F s R z v e a A c x r n N S i w o H y u ctrl-r ctrl-s ctrl-z ctrl-y [ ] 1 2 3 4 0 : ? delete backspace home end m q 5 ctrl-a ctrl-f f6 f3 alt-j ctrl-c ctrl-n E O"
        .split(' ')
        .collect();
    for seed in 0..2 {
        let mut harness = Harness::new(90, 28);
        let mut dice = Dice::new(seed);
        for _ in 0..300 {
            let key = keys[dice.roll(keys.len() as u64) as usize];
            harness.keys(key);
        }
        assert!(harness.store().verify().unwrap().is_empty());
    }
}

#[test]
fn escape_and_a_letter_in_one_burst_are_escape_and_the_letter() {
    let mut harness = Harness::new(120, 40);
    harness.keys("2 j").keys("alt-3").assert_contains("[3 Review]");
    harness.keys("alt-j").assert_contains("[");
}

#[test]
fn the_real_cursor_is_on_something_after_every_key_of_a_tour() {
    let mut without = Vec::new();
    everywhere(120, 40, |harness, way| {
        if harness.cursor().is_none() {
            without.push(format!("{way}\n{}", harness.screen()));
        }
    });
    assert!(without.is_empty(), "no cursor after\n{}", without.join("\n"));
}
