//! A figure is seen whole or not at all, at every size of the window.

use std::collections::{HashSet, VecDeque};

use quarterdeck::input::{Command, Row, Scope, TABLE, help};
use quarterdeck::screens::SCREENS;
use quarterdeck::workbook::budget_steps::set_budget;
use quarterdeck::workbook::edits::{Figures, set_figures};
use quarterdeck::workbook::{Change, Data, Query, Record};

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
const NOT_RUN: &[Command] = &[
    Command::Quit,
    Command::QuitNow,
    Command::Suspend,
    Command::Undo,
    Command::Redo,
    Command::ClearCell,
    Command::OpenWorkbook,
];

/// Screens of their own and sheets, whose commands are run in turn; what is typed into, or answered,
/// is only looked at.
fn has_commands(scope: Scope) -> bool {
    scope.falls_through() || matches!(scope, Scope::Months | Scope::Report | Scope::Returns | Scope::Import)
}

/// Lists that something is chosen from: what a row leads to is looked at too.
fn leads_on(scope: Scope) -> bool {
    matches!(scope, Scope::Choice | Scope::Links | Scope::ImportFiles)
}

/// Where no command leads from the screens of a workbook: before one is open, and what comes of
/// forms that were filled in.
const NOT_REACHED: &[Scope] = &[Scope::Welcome, Scope::Collect, Scope::Pasting];

/// A key, or a command taken from the palette by its words.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(&'static str),
    Palette(&'static str),
    Paste(&'static str),
}

fn walk(harness: &mut Harness, way: &[Step]) {
    harness.burst("esc esc esc esc alt-1");
    for step in way {
        match step {
            Step::Key(key) => harness.keys(key),
            Step::Palette(words) => harness.palette(words),
            Step::Paste(text) => harness.paste(text),
        };
    }
}

/// Goes to every screen, runs each of its commands, by key or from the palette where it has none, and
/// those of the screens and dialogs these open; `look` is told the way there.
fn every_way(harness: &mut Harness, mut look: impl FnMut(&str, &str)) {
    let digits = "1234567890dV";
    let keys = SCREENS.iter().filter_map(|screen| digits.find(screen.key).map(|at| &digits[at..at + 1]));
    let mut ways: VecDeque<Vec<Step>> = keys.map(|key| vec![Step::Key(key)]).collect();
    assert_eq!(ways.len(), SCREENS.len());
    let (mut expanded, mut seen) = (HashSet::new(), HashSet::new());
    while let Some(way) = ways.pop_front() {
        walk(harness, &way);
        assert!(!harness.has_quit(), "{way:?} ends the program");
        look(&format!("{way:?}"), &harness.screen());
        let scope = harness.app().scope();
        seen.insert(scope);
        let on = |step: Step| [way.as_slice(), &[step]].concat();
        if scope == Scope::ImportFiles {
            ways.push_back(on(Step::Paste("Ref\tResult\nAC/S17\t1357924680\n")));
        }
        if leads_on(scope) && way.last() != Some(&Step::Key("enter")) {
            ways.push_back(on(Step::Key("enter")));
        }
        if !has_commands(scope) || !expanded.insert(scope) {
            continue;
        }
        // What works everywhere is run once.
        let own = |row: &&&Row| {
            row.scopes.contains(&scope) || row.command == Command::Open || scope == Scope::Overview
        };
        let run = help(scope).iter().filter(own).filter(|row| row.acts() && !NOT_RUN.contains(&row.command));
        for row in run {
            let step = match row.keys.first() {
                Some(key) => Step::Key(key),
                None => Step::Palette(row.title),
            };
            ways.push_back(on(step.clone()));
            // The first row may be a total, a heading, a thing that lacks something.
            if row.scopes.contains(&scope) && !row.keys.is_empty() {
                ways.push_back([way.as_slice(), &[Step::Key("down"), step]].concat());
            }
        }
    }
    let all: HashSet<Scope> = TABLE.iter().flat_map(|row| row.scopes.iter().copied()).collect();
    let known =
        |scope: &&Scope| seen.contains(*scope) || NOT_REACHED.contains(*scope) || **scope == Scope::Global;
    let missing: Vec<&Scope> = all.iter().filter(|scope| !known(scope)).collect();
    assert!(missing.is_empty(), "never looked at: {missing:?}");
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
    let Data::Budget(room) = desk.answer(&Query::Budget { period }).unwrap() else { panic!("no budget") };
    let row = room.revenue.iter().find(|row| row.node.line.name == "Safeguarding").unwrap();
    let thousands = |figure: i64| Some(figure * 100_000);
    let change = set_budget(&row.node.line, row.amount.as_ref(), period, |new| {
        new.original = thousands(765_432_198);
        new.revised = thousands(876_543_219);
        new.forecast = thousands(987_654_321);
    });
    desk.apply(&change, &harness.stamp("kp")).unwrap();
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

/// Letters of a name that a list shows on the line of a reference.
fn letters_shown(harness: &Harness, mark: &str, name: &str) -> usize {
    let line = harness.screen().lines().find(|line| line.contains(mark)).unwrap_or_default().to_owned();
    let shown = |length: &usize| line.contains(&name.chars().take(*length).collect::<String>());
    (1..=name.chars().count()).take_while(shown).last().unwrap_or(0)
}

/// The sample with a long name in each of its lists.
fn long_names(width: u16, height: u16) -> Harness {
    let mut harness = awkward(width, height);
    let mut desk = harness.other_program();
    let period = harness.period();
    let mut change = Change::new("Long names");
    let Data::Budget(room) = desk.answer(&Query::Budget { period }).unwrap() else { panic!("no budget") };
    let mut line =
        room.revenue.iter().find(|row| row.node.line.name == "Care quality").unwrap().node.line.clone();
    LONG.clone_into(&mut line.name);
    change = change.put(Record::BudgetLine(line));
    let Data::Risks(risks) = desk.answer(&Query::Risks { period }).unwrap() else { panic!("no risks") };
    let Data::RiskDetail(detail) =
        desk.answer(&Query::RiskDetail { risk: risks.rows[0].id, period }).unwrap()
    else {
        panic!("no risk")
    };
    let mut risk = detail.risk.clone();
    LONG.clone_into(&mut risk.title);
    change = change.put(Record::Risk(risk));
    desk.apply(&change, &harness.stamp("kp")).unwrap();
    harness.tick(120);
    harness
}

#[test]
fn names_have_what_they_need_before_the_pane_beside_them() {
    // Letters of a name of 150 that are read at least: in indicators, the register, the budget.
    for (width, height, least) in [(80, 24, [25, 28, 20]), (120, 40, [25, 34, 20]), (200, 60, [55, 56, 64])] {
        let mut harness = long_names(width, height);
        let reference = harness.standing("AC/S17").reference;
        let shown = [("2", reference.as_str()), ("5 t", ">"), ("6", "Percentage of")].map(|(way, mark)| {
            harness.burst("esc esc esc esc 1").keys(way);
            letters_shown(&harness, mark, LONG)
        });
        let enough = shown.iter().zip(least).all(|(shown, least)| *shown >= least);
        assert!(enough, "{width}x{height}: {shown:?}, at least {least:?}\n{}", harness.screen());
    }
}

#[test]
fn the_sentence_of_a_finding_has_most_of_its_line() {
    let mut harness = long_names(80, 24);
    let report = harness.app().session().checks.clone().unwrap();
    assert!(report.findings.iter().any(|finding| finding.reference.chars().count() > 22));
    harness.keys("d");
    let (mut seen, mut bad) = (0, Vec::new());
    for _ in 0..report.findings.len() {
        let screen = harness.screen();
        let list: Vec<&str> = screen.lines().skip(2).take_while(|line| !line.starts_with('└')).collect();
        for finding in &report.findings {
            let begins: String = finding.message.chars().take(20).collect();
            for line in list.iter().filter(|line| line.contains(&begins)) {
                seen += 1;
                // Where the sentence begins, in columns of the window.
                let at = line.split(&begins).next().unwrap_or_default().chars().count();
                if at > 24 {
                    bad.push(format!("{at}: {line}"));
                }
            }
        }
        harness.keys("pagedown");
    }
    assert!(seen > report.findings.len(), "{}", harness.screen());
    bad.dedup();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn a_cell_shows_all_that_is_typed_into_it() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let mut harness = Harness::new(width, height);
        harness.indicator("AC/C7").column("Result").keys("e").type_text("850/1000");
        harness.assert_row("850/1000");
    }
}
