//! One letter, one meaning: the table of commands against the table of letters, and every sentence that
//! names a key against the keys that work where it is shown.

use std::collections::{BTreeMap, BTreeSet};

use quarterdeck::checks::CHECKS;
use quarterdeck::input::grammar::{GRAMMAR, former};
use quarterdeck::input::{Command, Key, KeyContext, Row, Scope, TABLE, resolve};
use quarterdeck::screens::SCREENS;

use crate::harness::Harness;
use crate::journeys::everywhere::everywhere;

/// A letter or sign pressed alone; digits go to the screens, and number the lines of an import.
fn is_letter(text: &str) -> bool {
    text.chars().count() == 1 && !text.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Rows whose letters are commands: a yes-or-no question is answered by the first letter of the answer.
fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(|row| row.scopes != [Scope::Question])
}

#[test]
fn a_letter_means_one_thing_on_every_screen() {
    let mut wrong = Vec::new();
    for row in rows() {
        for key in row.keys.iter().filter(|key| is_letter(key)) {
            let meant = GRAMMAR.iter().find(|letter| letter.key == *key);
            if !meant.is_some_and(|letter| letter.commands.contains(&row.command)) {
                wrong.push(format!("{key} {:?} “{}” in {:?}", row.command, row.title, row.scopes));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_thing_has_one_letter_on_every_screen() {
    let mut letters: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in rows().filter(|row| row.command != Command::Back) {
        for key in row.keys.iter().filter(|key| is_letter(key)) {
            letters.entry(format!("{:?}", row.command)).or_default().insert(key);
        }
    }
    let twice: Vec<_> = letters.iter().filter(|(_, keys)| keys.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    // Each letter once, and every one is bound somewhere to each command that it is said to mean.
    let keys: BTreeSet<&str> = GRAMMAR.iter().map(|letter| letter.key).collect();
    assert_eq!(keys.len(), GRAMMAR.len());
    for letter in GRAMMAR {
        for command in letter.commands {
            let bound = rows().any(|row| row.command == *command && row.keys.contains(&letter.key));
            assert!(bound, "{} is said to mean {command:?}, and is bound to it nowhere", letter.key);
        }
    }
    for screen in SCREENS.iter().filter(|screen| !screen.key.is_ascii_digit()) {
        assert!(!keys.contains(screen.key.to_string().as_str()), "{} goes to {}", screen.key, screen.title);
    }
}

/// The first word of what a command does, and the letters that may do it.
const VERBS: &[(&str, &[&str])] = &[
    ("add an action", &["a"]),
    ("add a corrective action", &["a"]),
    ("add", &["a", "A", "+"]),
    ("edit", &["e", "E"]),
    ("write", &["c", "X"]),
    ("sort", &["s"]),
    ("order", &["s", "R"]),
    ("filter", &["f", "/"]),
    ("close", &["x", "q", "?"]),
    ("retire", &["x"]),
    ("copy", &["y", "Y"]),
    ("delete", &[]),
    ("import", &["I"]),
];

#[test]
fn a_verb_has_its_letter_whatever_it_is_done_to() {
    for row in rows() {
        let verb = VERBS.iter().find(|(verb, _)| {
            row.title.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        });
        let Some((verb, letters)) = verb else { continue };
        for key in row.keys.iter().filter(|key| is_letter(key)) {
            assert!(letters.contains(key), "“{}” is {key}, and to {verb} is {letters:?}", row.title);
        }
    }
}

#[test]
fn a_key_that_was_moved_says_where_to() {
    let mut harness = Harness::new(120, 40);
    harness.keys("8 p");
    assert_eq!(
        harness.says(),
        "p does nothing here now; + is the key: what is promised, by whom and by when."
    );
    harness.keys("0 R");
    assert!(harness.says().contains("i is the key: restore this version"), "{}", harness.says());
    harness.keys("W s");
    assert!(harness.says().contains("f is the key"), "{}", harness.says());
    // None of them is bound to something else by now, which would never be said.
    for key in (' '..='~').map(Key::char) {
        for scope in TABLE.iter().flat_map(|row| row.scopes.iter().copied()).collect::<BTreeSet<_>>() {
            if let Some(said) = former(scope, key) {
                let taken = resolve(scope, key, &KeyContext::default());
                assert!(
                    taken.is_none(),
                    "{scope:?} {key}: {said} But it is: {:?}",
                    taken.map(|row| row.title)
                );
            }
        }
    }
}

/// Keys that a text says do something: the letter or key before a verb in the third person.
fn named(text: &str) -> Vec<String> {
    const VERBS: &[&str] = &[
        "adds",
        "opens",
        "edits",
        "writes",
        "goes",
        "says",
        "lists",
        "shows",
        "sets",
        "chooses",
        "exports",
        "publishes",
        "clears",
        "imports",
        "marks",
        "closes",
        "brings",
        "undoes",
        "sorts",
        "makes",
        "logs",
        "sends",
        "collects",
        "turns",
        "spreads",
        "promises",
        "inserts",
        "takes",
        "types",
        "empties",
    ];
    let words: Vec<&str> =
        text.split(|letter: char| letter.is_whitespace() || "│(".contains(letter)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).filter(|pair| {
        VERBS.contains(&pair[1].trim_end_matches(|letter: char| !letter.is_alphabetic()))
            && (is_letter(pair[0]) && !matches!(pair[0], "√" | "!" | "·" | "i" | ">" | "*")
                || pair[0].starts_with("Ctrl-"))
    });
    pairs.map(|pair| pair[0].to_owned()).collect()
}

#[test]
fn a_key_that_a_screen_names_works_there() {
    let mut wrong = BTreeSet::new();
    let mut seen = 0;
    for (width, height) in [(120, 40), (80, 24)] {
        everywhere(width, height, |harness, way| {
            let (scope, facts) = (harness.app().scope(), harness.app().facts());
            // Over a screen there may be a dialog; what is behind it is not spoken to.
            if !scope.falls_through() {
                return;
            }
            for key in named(&harness.screen()) {
                seen += 1;
                let known = Key::parse(&key).ok().and_then(|key| resolve(scope, key, &facts));
                let goes = SCREENS.iter().any(|screen| screen.key.to_string() == key);
                if known.is_none() && !goes {
                    wrong.insert(format!("{scope:?} after {way}names {key}"));
                }
            }
        });
    }
    assert!(seen > 12, "only {seen} keys are named");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where a check’s advice says that a key is to be pressed.
const PLACES: &[(&str, Scope)] = &[
    ("on the indicator", Scope::Indicators),
    ("on the chart", Scope::Chart),
    ("in the review", Scope::Review),
    ("on the risk", Scope::Risks),
    ("on the section", Scope::Narrative),
    ("on the action", Scope::Actions),
    ("on the commitment", Scope::Delivery),
    ("on the line", Scope::Budget),
    ("on the question", Scope::Questions),
];

#[test]
fn the_advice_of_a_check_names_keys_that_work_where_it_says() {
    let bound = |scope: Scope, key: &str| {
        TABLE.iter().any(|row| row.scopes.contains(&scope) && row.keys.contains(&key))
    };
    let mut named = 0;
    for check in CHECKS {
        let (code, advice) = (check.code, check.to_do);
        let words: Vec<&str> = advice.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let key = word.trim_matches(|letter: char| "(),.;:".contains(letter));
            let rest = words[at + 1..].join(" ");
            let place = PLACES.iter().find(|(place, _)| rest.starts_with(place));
            if !is_letter(key) || matches!(key, "a" | "-" | "×" | "÷" | "/" | "=") && place.is_none() {
                continue;
            }
            named += 1;
            match place {
                Some((_, scope)) => assert!(bound(*scope, key), "{code}: {key} is dead there: {advice}"),
                // Shown in the checks: it works there, or everywhere, or it follows a place already named.
                None => {
                    let everywhere = bound(Scope::Checks, key)
                        || bound(Scope::Global, key)
                        || SCREENS.iter().any(|screen| screen.key.to_string() == key);
                    let said_before = PLACES
                        .iter()
                        .any(|(place, scope)| words[..at].join(" ").contains(place) && bound(*scope, key));
                    assert!(everywhere || said_before, "{code}: {key} does nothing in the checks: {advice}");
                }
            }
        }
    }
    assert!(named > 10, "{named}");
}

#[test]
fn letters_and_keys_of_a_spreadsheet_are_on_the_first_page_of_the_help() {
    for (width, height) in [(120, 40), (80, 24)] {
        for screen in SCREENS {
            let mut harness = Harness::new(width, height);
            harness.press(Key::char(screen.key));
            harness.keys("?");
            let page = harness.screen();
            // The first key that can be run is on it as well.
            assert!(harness.cursor().is_some(), "{page}");
            for text in [
                "One letter, one meaning everywhere",
                "Coming from Excel",
                "a add an action",
                "A add a row",
                "e edit",
            ] {
                assert!(page.contains(text), "{} lacks “{text}”:\n{page}", screen.title);
            }
        }
    }
}
