//! A figure is seen whole or not at all, at every size of the window.

use std::collections::{HashSet, VecDeque};

use quarterdeck::input::{Command, Row, Scope, help};
use quarterdeck::screens::SCREENS;
use quarterdeck::workbook::budget_steps::{BudgetFigures, set_budget};
use quarterdeck::workbook::steps::{Figures, set_figures};
use quarterdeck::workbook::{Data, Query, Record};

use crate::harness::Harness;

const SIZES: &[(u16, u16)] = &[
    (64, 18),
    (66, 20),
    (72, 24),
    (80, 24),
    (92, 30),
    (100, 30),
    (120, 40),
    (150, 45),
    (181, 50),
    (200, 60),
];

/// Commands that end the program or take back what is looked at.
const NOT_RUN: &[Command] =
    &[Command::Quit, Command::QuitNow, Command::Suspend, Command::Undo, Command::Redo, Command::ClearCell];

/// Screens of their own and sheets, whose commands are run in turn; what is typed into, or answered,
/// is only looked at.
fn has_commands(scope: Scope) -> bool {
    scope.falls_through() || matches!(scope, Scope::Months | Scope::Report | Scope::Returns | Scope::Import)
}

/// Goes to every screen, runs each of its commands, and those of the screens these open; `look` is
/// told the keys that were pressed.
fn every_way(harness: &mut Harness, mut look: impl FnMut(&str, &str)) {
    let mut ways: VecDeque<String> = SCREENS.iter().map(|screen| screen.key.to_string()).collect();
    let mut expanded = HashSet::new();
    while let Some(way) = ways.pop_front() {
        harness.burst("esc esc esc esc 1").keys(&way);
        assert!(!harness.has_quit(), "{way} ends the program");
        look(&way, &harness.screen());
        let scope = harness.app().scope();
        if !has_commands(scope) || !expanded.insert(scope) {
            continue;
        }
        // What works everywhere is run once.
        let own = |row: &&&Row| row.scopes.contains(&scope) || scope == Scope::Overview;
        let run = help(scope).iter().filter(own).filter(|row| row.acts() && !NOT_RUN.contains(&row.command));
        ways.extend(run.filter_map(|row| Some(format!("{way} {}", row.keys.first()?))));
    }
    assert!(expanded.len() > SCREENS.len(), "{expanded:?}");
}

/// Figures of many digits, whole, as they are shown.
const WHOLE: &[&str] = &[
    "1,357,924,680",
    "2,468,013,579",
    "1,246,813,579",
    "13,579/97,531",
    "13,579",
    "97,531",
    "1357924680",
    "13579/97531",
    "13579",
    "97531",
    "1246813579",
    "987,654,321",
    "876,543,219",
    "765,432,198",
    "(111,111,102)",
    "111,111,102",
];

const LONG: &str = "Percentage of households in temporary accommodation for whom a settled home is found within \
                    the twelve months that follow their first application to the council";

/// The sample with figures of many digits and names of many letters in its first rows.
fn awkward(width: u16, height: u16) -> Harness {
    let mut harness = Harness::new(width, height);
    let mut desk = harness.other_program();
    for (reference, figures) in [
        (
            "AC/S17",
            Figures {
                numerator: Some(None),
                stated: Some(Some(1_357_924_680.0)),
                target: Some(Some(2_468_013_579.0)),
                ..Figures::default()
            },
        ),
        (
            "AC/C7",
            Figures {
                numerator: Some(Some(13_579.0)),
                denominator: Some(Some(97_531.0)),
                target: Some(Some(1_246_813_579.0)),
                ..Figures::default()
            },
        ),
    ] {
        let detail = harness.detail(reference);
        let mut change = set_figures(&detail, &figures);
        let mut indicator = detail.indicator.clone();
        indicator.description = LONG.to_owned();
        change = change.put(Record::Indicator(indicator));
        desk.apply(&change, &harness.stamp("kp")).unwrap();
    }
    let period = harness.period();
    let Data::Budget(room) = desk.answer(&Query::Budget { period: period.clone() }).unwrap() else {
        panic!("no budget")
    };
    let row = room.revenue.iter().find(|row| row.node.line.name == "Safeguarding").unwrap();
    let thousands = |figure: i64| Some(Some(figure * 100_000));
    let figures = BudgetFigures {
        original: thousands(765_432_198),
        revised: thousands(876_543_219),
        forecast: thousands(987_654_321),
        comment: None,
    };
    desk.apply(&set_budget(&row.node.line, row.amount.as_ref(), &period, &figures), &harness.stamp("kp"))
        .unwrap();
    harness.tick(120);
    harness
}

/// Parts of the large figures on a screen that are not whole; and figures that run into “…”.
fn cut(screen: &str) -> Vec<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let whole: Vec<String> = WHOLE.iter().map(|figure| digits(figure)).collect();
    let mut found = Vec::new();
    for line in screen.lines() {
        let part = |c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '/' | '…' | '£' | '%'));
        for token in line.split(part).filter(|token| token.contains(|c: char| c.is_ascii_digit())) {
            let of = digits(token);
            let fragment = of.len() >= 4
                && !whole.contains(&of)
                && whole
                    .iter()
                    .any(|whole| whole.len() > of.len() && (whole.starts_with(&of) || whole.ends_with(&of)));
            if fragment || token.trim_start_matches('…').ends_with('…') {
                found.push(format!("{token} in {}", line.trim()));
            }
        }
    }
    found
}

#[test]
fn every_figure_is_whole_or_not_there_at_every_size() {
    let mut bad = Vec::new();
    for (width, height) in SIZES {
        let mut harness = awkward(*width, *height);
        let mut seen = false;
        for screen in SCREENS {
            for way in [screen.key.to_string(), format!("{} enter", screen.key)] {
                harness.burst("esc esc esc esc 1").keys(&way);
                let screen = harness.screen();
                seen |= screen.contains("1,357,924,680");
                bad.extend(cut(&screen).into_iter().map(|what| format!("{width}x{height} {way}: {what}")));
            }
        }
        assert!(seen, "the figures were never on screen at {width}x{height}");
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn no_command_of_any_screen_shows_a_figure_that_is_cut() {
    let mut bad = Vec::new();
    // The usual window: narrower ones and wider ones are looked at above.
    let mut harness = awkward(80, 24);
    every_way(&mut harness, |way, screen| {
        bad.extend(cut(screen).into_iter().map(|what| format!("{way}: {what}")));
    });
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn names_use_the_width_that_is_free() {
    let mut harness = awkward(200, 60);
    harness.keys("2");
    let line = harness.screen().lines().find(|line| line.contains("AC/S17")).unwrap().to_owned();
    let name: String = LONG.chars().take(33).collect();
    assert!(line.contains(&name), "{line}");
}

#[test]
fn a_cell_shows_all_that_is_typed_into_it() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let mut harness = Harness::new(width, height);
        harness.indicator("AC/C7").column("Result").keys("e").type_text("850/1000");
        harness.assert_row("850/1000");
    }
}
