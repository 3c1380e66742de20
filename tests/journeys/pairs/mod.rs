//! What screen and command line can both change: equal input comes to equal records, and no change
//! that one of them learns is forgotten here.

mod actions;
mod budget;
mod delivery;
mod figures;
mod indicators;
mod keys;
mod narrative;
mod pools;
mod questions;
mod risks;
mod settings;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use quarterdeck::cli::command_line;
use serde_json::Value;

use self::pools::Random;
use crate::forms::{everything, go_to};
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

const WHEN: Alone = ("--period", "the screen takes the period that it shows");
const MEANT: Alone = ("--yes", "the screen asks, and a second Ctrl-S says yes");
const WHY: Alone = ("--because", "a word for the history, which the form does not ask for");

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
];

fn cases() -> impl Iterator<Item = &'static Case> {
    ROOMS.iter().copied().flatten()
}

/// What a word in braces stands for: the first that a list prints, as the screen's cursor is on it.
fn name(file: &Path, harness: &Harness, word: &str) -> String {
    let (list, key): (&[&str], &str) = match word {
        "{action}" => (&["list", "actions"], "id"),
        "{question}" => (&["list", "questions"], "id"),
        "{meeting}" => (&["list", "questions"], "meeting"),
        "{line}" => (&["list", "budget"], "path"),
        "{saving}" => (&["list", "savings"], "reference"),
        "{section}" => (&["list", "narrative"], "id"),
        other => return other.to_owned(),
    };
    let mut arguments: Vec<String> = list.iter().map(|word| (*word).to_owned()).collect();
    arguments.extend([file.display().to_string(), "--json".to_owned()]);
    let (ok, out, error) = run(harness, &arguments);
    assert!(ok, "{error}");
    let rows: Value = serde_json::from_str(&out).unwrap();
    match &rows[0][key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn run(harness: &Harness, arguments: &[String]) -> (bool, String, String) {
    let ran = Process::new(env!("CARGO_BIN_EXE_quarterdeck"))
        .args(arguments)
        .env_clear()
        .env("HOME", harness.folder())
        .env("QUARTERDECK_NOW", harness.now().format("%Y-%m-%dT%H:%M:%S").to_string())
        .env("QUARTERDECK_USER", "jm")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (ran.status.success(), text(&ran.stdout), text(&ran.stderr))
}

fn open(harness: &mut Harness, keys: &str) {
    match keys.strip_prefix("palette ") {
        Some(words) => harness.palette(words),
        None => harness.keys(keys),
    };
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

#[test]
fn screen_and_command_line_make_the_same_of_the_same() {
    let mut random = Random(20_150_706);
    for case in cases() {
        let mut harness = Harness::new(120, 70);
        let other = harness.folder().join("other.qd");
        std::fs::copy(&harness.file, &other).unwrap();
        let mut arguments: Vec<String> = Vec::new();
        for word in case.command {
            arguments.push(match *word {
                "FILE" => other.display().to_string(),
                word => name(&other, &harness, word),
            });
        }
        open(&mut harness, case.keys);
        for (label, option, pool) in case.fields {
            let text = random.pick(pool);
            go_to(&mut harness, label);
            harness.keys("ctrl-a delete").type_text(text);
            match *option {
                "" => {}
                place if place.starts_with('<') => arguments.push(text.to_owned()),
                option => arguments.extend([option.to_owned(), text.to_owned()]),
            }
        }
        harness.keys("ctrl-s");
        if !harness.says().contains("u undoes") {
            // Figures far from the last ones are asked about.
            harness.keys("ctrl-s");
            arguments.push("--yes".to_owned());
        }
        harness.assert_says("u undoes");
        let (ok, _, error) = run(&harness, &arguments);
        assert!(ok, "{arguments:?}: {error}");
        let (screen, line) = (everything(&harness.file), everything(&other));
        let differs: Vec<_> = screen.iter().zip(&line).filter(|(one, other)| one != other).collect();
        assert!(
            differs.is_empty() && screen.len() == line.len(),
            "{} {arguments:?}: {differs:#?}",
            case.keys
        );
    }
}

/// The command of a case, without what it is about: `risk edit`.
fn path(command: &[&str]) -> String {
    command.iter().take_while(|word| **word != "FILE").copied().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_field_of_a_form_and_every_option_of_its_command_is_tried_or_excused() {
    for case in cases() {
        let mut harness = Harness::new(120, 70);
        open(&mut harness, case.keys);
        let mut labels = BTreeSet::new();
        while labels.insert(label(&harness)) {
            harness.keys("tab");
        }
        let mut known: BTreeSet<&str> = case.fields.iter().map(|(label, ..)| *label).collect();
        known.extend(case.on_screen.iter().map(|(label, _)| *label));
        labels.retain(|label| !(case.keys.starts_with("palette") && label.starts_with("Review ")));
        let labels: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
        assert_eq!(labels, known, "fields of {}", case.keys);
        if case.on_line.iter().any(|(option, _)| *option == "*") {
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
