//! The table of commands as a whole: every row is whole, every key is one
//! command's, every command does something.

use std::collections::BTreeSet;

use crate::harness::Harness;
use crate::journeys::everywhere::everywhere;
use quarterdeck::input::{Key, KeyContext, Row, Scope, TABLE, available, hints, resolve};
use quarterdeck::screens::SCREENS;

/// Ways the moment can be that decide whether a row is usable: any four facts
/// true or any four false, the rest the other way. No row asks about more.
fn moments() -> Vec<KeyContext> {
    const FACTS: u32 = 16;
    let mut all = Vec::new();
    let few = |bits: &u32| bits.count_ones() <= 4 || bits.count_ones() >= FACTS - 4;
    for bits in (0..(1_u32 << FACTS)).filter(few) {
        let bit = |at: u32| bits & (1 << at) != 0;
        all.push(KeyContext {
            workbook: bit(0),
            read_only: bit(1),
            closed: bit(2),
            can_undo: bit(3),
            can_redo: bit(4),
            row: bit(5),
            action: bit(6),
            filtered: bit(7),
            cell: bit(8),
            earlier: bit(9),
            last_period: bit(10),
            restorable: bit(11),
            block: bit(3),
            again: bit(12),
            many: bit(13),
            conflict: bit(14),
            may_open_again: bit(15),
        });
    }
    all
}

fn scopes() -> BTreeSet<Scope> {
    TABLE.iter().flat_map(|row| row.scopes.iter().copied()).collect()
}

#[test]
fn every_row_is_whole() {
    for row in TABLE {
        assert!(!row.title.is_empty() && !row.scopes.is_empty(), "{row:?}");
        assert_eq!(row.title.trim(), row.title, "{row:?}");
        assert!(!row.title.ends_with('.'), "{}: a title is no sentence", row.title);
        assert!(row.footer == 0 || !row.hint.is_empty(), "{}: in the footer without a hint", row.title);
        assert!(row.hint.chars().count() <= 20, "{}: the hint is too long for a footer", row.title);
        for text in row.keys {
            Key::parse(text).unwrap_or_else(|error| panic!("{}: {error}", row.title));
        }
        let keys: BTreeSet<Key> = row.keys.iter().map(|text| Key::parse(text).unwrap()).collect();
        assert_eq!(keys.len(), row.keys.len(), "{}: a key twice", row.title);
    }
}

#[test]
fn no_key_does_two_things_at_once() {
    let moments = moments();
    for scope in scopes() {
        let mut keys: Vec<(Key, &Row)> = Vec::new();
        for row in TABLE.iter().filter(|row| row.scopes.contains(&scope)) {
            keys.extend(row.keys.iter().map(|text| (Key::parse(text).unwrap(), row)));
        }
        for (at, (key, row)) in keys.iter().enumerate() {
            for (_, other) in keys[at + 1..].iter().filter(|(known, _)| known == key) {
                let both = moments
                    .iter()
                    .any(|facts| row.unavailable(facts).is_none() && other.unavailable(facts).is_none());
                assert!(!both, "{scope:?} {key}: “{}” and “{}”", row.title, other.title);
            }
        }
    }
}

#[test]
fn keys_that_types_of_terminals_keep_are_never_the_only_way() {
    // Kept by terminals (F1, F10, F11), or not sent apart from others (Ctrl-I, Ctrl-M, Ctrl-Enter).
    let kept = ["F1", "F10", "F11", "Ctrl-i", "Ctrl-m", "Ctrl-Enter", "Shift-Enter", "Ctrl-j", "Ctrl-h"];
    let kept: Vec<Key> = kept.iter().map(|text| Key::parse(text).unwrap()).collect();
    // While typing, F1 is the only key that is no letter; the same help is a ? away after Esc.
    let help = |row: &&Row| row.keys == ["F1"];
    for row in TABLE.iter().filter(|row| !row.keys.is_empty() && !help(row)) {
        let reachable = row.keys.iter().any(|text| !kept.contains(&Key::parse(text).unwrap()));
        assert!(reachable, "{}", row.title);
    }
}

#[test]
fn digits_are_for_the_screens() {
    let digits: Vec<char> = SCREENS.iter().map(|entry| entry.key).collect();
    assert_eq!(digits.iter().collect::<BTreeSet<_>>().len(), digits.len());
    for row in TABLE
        .iter()
        .filter(|row| row.scopes.iter().any(|scope| scope.falls_through() || *scope == Scope::Global))
    {
        for text in row.keys {
            assert!(!text.starts_with(|letter: char| letter.is_ascii_digit()), "{}", row.title);
        }
    }
}

#[test]
fn typing_is_never_taken_for_a_command() {
    for scope in [Scope::Writing, Scope::Form, Scope::Cell, Scope::FilterLine, Scope::Palette] {
        for row in TABLE.iter().filter(|row| row.scopes.contains(&scope)) {
            for text in row.keys_for(true) {
                let key = Key::parse(text).unwrap();
                assert!(key.typed().is_none(), "{scope:?}: {text} of “{}” is a letter", row.title);
            }
        }
    }
}

#[test]
fn what_the_help_lists_is_what_the_keys_do() {
    for scope in scopes() {
        for facts in moments().iter().step_by(7) {
            for row in available(scope, facts) {
                for text in row.keys {
                    let found = resolve(scope, Key::parse(text).unwrap(), facts).unwrap();
                    assert!(found.unavailable(facts).is_none(), "{scope:?} {text}: usable, yet refused");
                }
            }
        }
    }
}

#[test]
fn help_and_commands_are_always_in_the_footer_of_a_screen() {
    for scope in scopes().into_iter().filter(|scope| scope.falls_through()) {
        let facts = KeyContext { workbook: true, ..KeyContext::default() };
        let last: Vec<&str> = hints(scope, &facts, false).iter().rev().take(2).map(|row| row.hint).collect();
        assert_eq!(last, ["help", "commands"], "{scope:?}");
    }
}

#[test]
fn the_footer_is_never_cut_in_a_word() {
    let mut seen = BTreeSet::new();
    everywhere(120, 40, |harness, way| {
        let (scope, facts) = (harness.app().scope(), harness.app().facts());
        let whole: BTreeSet<&str> = TABLE
            .iter()
            .filter(|row| {
                row.scopes.contains(&scope) || scope.falls_through() && row.scopes.contains(&Scope::Global)
            })
            .filter(|row| row.unavailable(&facts).is_none())
            .map(|row| row.hint)
            .collect();
        // Places with the same hints have the same footer.
        if !seen.insert((scope, whole.clone())) {
            return;
        }
        for width in (64..=200).step_by(3) {
            harness.resize(width, 20);
            let footer = harness.footer();
            // Pieces stand two spaces apart: a key, a space and the hint.
            for piece in footer.trim().split("  ").filter(|piece| !piece.is_empty()) {
                let hint = piece.split_once(' ').map_or("", |(_, hint)| hint);
                assert!(whole.contains(hint), "{way}at {width}: “{hint}” in “{footer}”");
            }
            assert!(footer.chars().count() <= usize::from(width));
        }
    });
}

/// Presses every key a scope offers and sees that something comes of it.
fn every_key_does_something(go: &str, idle: &[&str]) {
    every_key_does_something_in(|| Harness::new(120, 40), go, idle);
}

fn every_key_does_something_in(start: impl Fn() -> Harness, go: &str, idle: &[&str]) {
    let mut harness = start();
    harness.keys(go);
    let (scope, facts) = (harness.app().scope(), harness.app().facts());
    for row in available(scope, &facts) {
        for text in row.keys {
            if idle.contains(text) || matches!(*text, "q" | "Ctrl-q") {
                continue;
            }
            let mut harness = start();
            harness.keys(go);
            assert_eq!(harness.app().scope(), scope);
            let before = (harness.screen(), harness.cursor(), harness.says(), harness.history().len());
            let styled = harness.styled();
            harness.press(Key::parse(text).unwrap());
            let after = (harness.screen(), harness.cursor(), harness.says(), harness.history().len());
            let moved = before != after || styled != harness.styled() || !harness.outside().is_empty();
            assert!(moved, "{scope:?}: {text} (“{}”) does nothing:\n{}", row.title, harness.screen());
        }
    }
}

#[test]
fn every_key_of_the_overview_does_something() {
    every_key_does_something("tab tab tab tab tab down down", &["]", "u", "Ctrl-z"]);
}

#[test]
fn every_key_of_the_indicators_does_something() {
    every_key_does_something("2 right right right right j j j /  a c / enter j j j j space", &[]);
}

#[test]
fn every_key_of_one_indicator_does_something() {
    every_key_does_something("2 j j enter j j j", &["Left", "Right", "h", "l", "Enter"]);
}

#[test]
fn every_key_of_the_review_does_something() {
    every_key_does_something("3 n tab tab j", &["Left", "Right", "h", "l"]);
}

#[test]
fn every_key_of_the_actions_does_something() {
    every_key_does_something("4 j j j / c enter j j", &["Left", "Right", "h", "l", "Tab", "F6", "Shift-Tab"]);
}

#[test]
fn every_key_of_the_delivery_does_something() {
    every_key_does_something("7 j j space j / n o t enter j j j", &["Left", "Right", "h", "l"]);
}

#[test]
fn every_key_of_one_commitment_does_something() {
    let go = "7 + A tab tab tab ctrl-s + B tab tab tab ctrl-s + C tab tab tab ctrl-s k";
    // The pane begins at its top.
    every_key_does_something(go, &["Left", "h", "PageUp", "Ctrl-u"]);
}

#[test]
fn every_key_of_the_questions_does_something() {
    every_key_does_something("8 j j / b u d g e t enter j", &["Left", "Right", "h", "l"]);
}

#[test]
fn every_key_of_the_narrative_does_something() {
    every_key_does_something("9 j j j j", &["Left", "Right", "h", "l"]);
}

#[test]
fn every_key_of_the_comparison_does_something() {
    let regional = || Harness::with(120, 40, |setup| setup.regional = true);
    every_key_does_something_in(regional, "V right right down down down", &["]", "u", "Ctrl-z"]);
}

#[test]
fn every_key_of_the_chart_does_something() {
    every_key_does_something("2 j j j j C left left c n ctrl-s", &[]);
}

#[test]
fn every_key_of_the_returns_does_something() {
    every_key_does_something("O j j j", &["Left", "Right", "h", "l"]);
}

#[test]
fn every_key_of_the_writing_does_something() {
    every_key_does_something("3 c a b ctrl-z a shift-left ctrl-c", &["F3", "Ctrl-y", "Ctrl-v", "Ctrl-c"]);
}

#[test]
fn every_command_without_a_key_does_something_from_the_palette() {
    for row in TABLE.iter().filter(|row| row.keys.is_empty() && row.scopes.contains(&Scope::Global)) {
        let mut harness = Harness::new(120, 40);
        let refused = row.unavailable(&harness.app().facts());
        let before = harness.screen();
        harness.palette(row.title);
        if let Some(reason) = refused {
            harness.assert_says(reason);
        } else {
            let done =
                harness.screen() != before || !harness.outside().is_empty() || !harness.says().is_empty();
            assert!(done && harness.app().scope() != Scope::Palette, "{}:\n{}", row.title, harness.screen());
        }
    }
}
