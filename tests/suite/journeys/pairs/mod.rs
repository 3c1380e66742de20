//! What screen and command line can both change: equal input comes to equal records, and no change
//! that one of them learns is forgotten here.

mod actions;
mod budget;
mod chart;
mod checks;
mod delivery;
mod drive;
mod figures;
mod history;
mod indicators;
mod keys;
mod links;
mod narrative;
mod organisations;
mod periods;
mod pools;
mod questions;
mod risks;
mod set;
mod settings;
mod stated;
mod themes;

use std::collections::BTreeSet;

use quarterdeck::cli::command_line;
use quarterdeck::input::{Command, Scope};

use crate::harness::Harness;

/// A field of a form by its label, the option that says the same (of an argument by its place, its
/// name in angle brackets), and what is typed into both.
type Same = (&'static str, &'static str, &'static [&'static str]);
/// A label or an option that only one of them has, and why.
type Alone = (&'static str, &'static str);

/// A change that both make.
struct Case {
    /// Keys that open the form, from the first screen.
    keys: &'static str,
    /// The command; `FILE` stands for the workbook, and a word in braces for what [`name`] finds.
    command: &'static [&'static str],
    fields: &'static [Same],
    /// Fields of the form that the command does not have.
    on_screen: &'static [Alone],
    /// Options of the command that the form does not have.
    on_line: &'static [Alone],
}

/// A change that both make without a form, or that a form is only the end of.
struct Step {
    /// The commands of the screen that it drives, each of one screen or of all that have it.
    drives: &'static [(Command, Option<Scope>)],
    /// Commands that make the workbook ready, before it is copied.
    before: &'static [&'static str],
    /// Keys from the first screen. What stands in quotes is typed, in backticks taken from the palette,
    /// between bars is a column of the indicators to go to, between tildes a row, between carets a field; `{0}` is the first of `words`.
    keys: &'static str,
    /// The commands that do the same, as in [`Case::command`], with `{0}` too and `{file}` for a file of it.
    commands: &'static [&'static str],
    /// What is typed on both sides.
    words: &'static [&'static [&'static str]],
}

const WHEN: Alone = ("--period", "the screen takes the period that it shows");
const MEANT: Alone = ("--yes", "the screen asks, and a second Ctrl-S says yes");
const WHY: Alone = ("--because", "a word for the history, which the form does not ask for");

/// The changes of each room that are no form.
const STEPS: &[&[Step]] = &[
    risks::STEPS,
    actions::STEPS,
    delivery::STEPS,
    questions::STEPS,
    budget::STEPS,
    narrative::STEPS,
    indicators::STEPS,
    figures::STEPS,
    chart::STEPS,
    checks::STEPS,
    links::STEPS,
    periods::STEPS,
    organisations::STEPS,
    settings::STEPS,
    history::STEPS,
    set::STEPS,
    themes::STEPS,
];

/// The forms of each room.
const ROOMS: &[&[Case]] = &[
    risks::CASES,
    actions::CASES,
    delivery::CASES,
    questions::CASES,
    budget::CASES,
    narrative::CASES,
    indicators::CASES,
    figures::CASES,
    settings::CASES,
    organisations::CASES,
    set::CASES,
];

fn cases() -> impl Iterator<Item = &'static Case> {
    ROOMS.iter().copied().flatten()
}

fn steps() -> impl Iterator<Item = &'static Step> {
    STEPS.iter().copied().flatten()
}

/// The label of the field that has the cursor.
fn label(harness: &Harness) -> String {
    let screen = harness.screen();
    // The form stands in the middle, over what else has a cursor.
    let at = |line: &&str| line.rfind("│ > ").map(|at| line[..at].chars().count());
    let line = screen.lines().filter(|line| at(line).is_some()).max_by_key(at);
    let line = line.unwrap_or_else(|| panic!("no form:\n{screen}"));
    let line = line.rsplit("│ > ").next().unwrap();
    line.split("  ").next().unwrap().trim().trim_end_matches(" *").to_owned()
}

/// The command of a case, without what it is about: `risk edit`.
fn path(command: &[&str]) -> String {
    command.iter().take_while(|word| **word != "FILE").copied().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_field_of_a_form_and_every_option_of_its_command_is_tried_or_excused() {
    for case in cases() {
        let mut harness = drive::start(case.keys, 120, 70);
        drive::press(&mut harness, case.keys, &[]);
        let mut labels = BTreeSet::new();
        while labels.insert(label(&harness)) {
            harness.keys("tab");
        }
        let mut known: BTreeSet<&str> = case.fields.iter().map(|(label, ..)| *label).collect();
        known.extend(case.on_screen.iter().map(|(label, _)| *label));
        labels.retain(|label| !(case.keys.starts_with('`') && label.starts_with("Review ")));
        let labels: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
        // Asked only of some kinds of measure and ways of being better.
        known.retain(|label| {
            labels.contains(label) || !["Average in", "Band from", "Band to"].contains(label)
        });
        assert_eq!(labels, known, "fields of {}", case.keys);
        // What the options of `set` are for is told by its own test.
        if path(case.command) == "set" {
            continue;
        }
        let mut command = command_line();
        for word in path(case.command).split(' ') {
            command = command.find_subcommand(word).unwrap_or_else(|| panic!("{word}")).clone();
        }
        let options: BTreeSet<String> = command
            .get_arguments()
            .filter(|one| !one.is_global_set())
            .filter_map(|one| Some(format!("--{}", one.get_long()?)))
            .filter(|option| option != "--help")
            .collect();
        let mut known: BTreeSet<String> =
            case.fields.iter().map(|(_, option, _)| (*option).to_owned()).collect();
        known.extend(case.on_line.iter().map(|(option, _)| (*option).to_owned()));
        known.retain(|option| option.starts_with("--"));
        assert_eq!(options, known, "options of {}", path(case.command));
    }
}
