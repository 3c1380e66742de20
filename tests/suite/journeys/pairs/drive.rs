//! A change made on screen in one copy of a workbook and by its command in another, and what the two
//! files then hold, row by row.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use chrono::NaiveDateTime;
use serde_json::Value;

use super::pools::Random;
use super::{Case, Step, label};
use crate::harness::Harness;
use crate::journeys::forms::{everything, go_to};

/// How often each form is filled in, with other words each time.
const ROUNDS: u64 = 2;

/// Where the commands are given, and when.
pub struct Desk {
    home: PathBuf,
    now: NaiveDateTime,
}

impl Desk {
    pub fn of(harness: &Harness) -> Self {
        Self { home: harness.folder().to_path_buf(), now: harness.now() }
    }

    /// Runs the program: what it printed, or why it did not.
    pub fn run(&self, arguments: &[String]) -> Result<String, String> {
        let ran = Process::new(env!("CARGO_BIN_EXE_quarterdeck"))
            .args(arguments)
            .env_clear()
            .env("HOME", &self.home)
            .env("QUARTERDECK_NOW", self.now.format("%Y-%m-%dT%H:%M:%S").to_string())
            .env("QUARTERDECK_USER", "jm")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if ran.status.success() { Ok(text(&ran.stdout)) } else { Err(text(&ran.stdout) + &text(&ran.stderr)) }
    }

    /// A command as it is written in a list of steps, about this file.
    pub fn line(&self, file: &Path, line: &str, typed: &[&str]) -> Vec<String> {
        // A quoted stretch is one word.
        let mut words: Vec<&str> = Vec::new();
        for (at, part) in line.split('\'').enumerate() {
            if at % 2 == 1 { words.push(part) } else { words.extend(part.split_whitespace()) }
        }
        // Braces hold a blank: `{finding of}`.
        let words = words.join("\u{1}").replace("{finding\u{1}of}", "{finding_of}");
        self.command(file, &words.split('\u{1}').collect::<Vec<_>>(), typed)
    }

    /// A command as it is written in a list of pairs, about this file.
    fn command(&self, file: &Path, words: &[&str], typed: &[&str]) -> Vec<String> {
        let word = |word: &&str| match *word {
            "FILE" => file.display().to_string(),
            "{file}" => {
                let path = self.home.join("given.toml");
                std::fs::write(&path, typed[0]).unwrap();
                path.display().to_string()
            }
            word => self.name(file, &filled(word, typed)),
        };
        words.iter().map(word).collect()
    }

    /// What a word in braces stands for: the first that a list prints, as the screen's cursor is on it,
    /// or that of the number after a colon, counted from 0.
    fn name(&self, file: &Path, word: &str) -> String {
        // What stands before it is kept: `action {action}`.
        if let Some((before, braced)) = word.split_once(" {") {
            return format!("{before} {}", self.name(file, &format!("{{{braced}")));
        }
        let (kind, at) = match word.trim_end_matches('}').split_once(':') {
            Some((kind, at)) if word.starts_with('{') => (kind, at.parse().unwrap()),
            _ => (word.trim_end_matches('}'), 0),
        };
        let (list, key): (&[&str], &str) = match kind {
            "{control" => (&["show"], "id"),
            "{action" => (&["list", "actions"], "id"),
            "{question" => (&["list", "questions"], "id"),
            "{meeting" => (&["list", "questions"], "meeting"),
            "{line" => (&["list", "budget"], "path"),
            "{capital" => (&["list", "capital"], "path"),
            "{saving" => (&["list", "savings"], "reference"),
            "{section" => (&["list", "narrative"], "id"),
            "{finding" => (&["check"], "code"),
            "{finding_of" => (&["check"], "reference"),
            _ => return word.to_owned(),
        };
        let mut arguments: Vec<String> = list.iter().map(|word| (*word).to_owned()).collect();
        arguments.extend([file.display().to_string(), "--json".to_owned()]);
        arguments.extend((kind == "{control").then(|| "AS0007".to_owned()));
        let mut rows: Value =
            serde_json::from_str(&self.run(&arguments).unwrap_or_else(|found| found)).unwrap();
        if kind == "{control" {
            rows = rows["controls"].take();
        }
        match &rows[at][key] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// A text with the words that are typed in the place of their numbers in braces.
fn filled(text: &str, typed: &[&str]) -> String {
    let mut text = text.to_owned();
    for (at, word) in typed.iter().enumerate() {
        text = text.replace(&format!("{{{at}}}"), word);
    }
    text
}

/// Presses keys, types what stands in quotes, takes from the palette what stands in backticks, and goes to
/// the field of a form between carets.
pub fn press(harness: &mut Harness, keys: &str, typed: &[&str]) {
    let mut rest = keys;
    while let Some(at) = rest.find(['\'', '`', '@', '~', '^']) {
        harness.keys(&rest[..at]);
        let quote = &rest[at..=at];
        let (text, after) = rest[at + 1..].split_once(quote).unwrap();
        match quote {
            "`" => harness.palette(text),
            "@" => harness.column(text),
            "~" => to_row(harness, text),
            "^" => to_field(harness, text),
            _ => harness.type_at_once(&filled(text, typed)),
        };
        rest = after;
    }
    harness.keys(rest);
}

/// A window in which keys are pressed as they can be: the checks are only waited for by those that need them.
pub fn start(keys: &str, width: u16, height: u16) -> Harness {
    let needs_checks = keys.starts_with("d ") || keys.starts_with("`close");
    Harness::with(width, height, |setup| setup.hurried = !needs_checks)
}

/// Goes to the field of a label.
fn to_field<'a>(harness: &'a mut Harness, wanted: &str) -> &'a mut Harness {
    for _ in 0..40 {
        // A box stands close behind the longest label.
        let label = label(harness);
        if label == wanted || label.starts_with(&format!("{wanted} [")) {
            return harness;
        }
        harness.keys("tab");
    }
    panic!("no field {wanted}:\n{}", harness.screen());
}

/// Goes down to a row.
fn to_row<'a>(harness: &'a mut Harness, text: &str) -> &'a mut Harness {
    for _ in 0..300 {
        if harness.cursor_line().contains(text) {
            return harness;
        }
        harness.keys("down");
    }
    panic!("no row {text}:\n{}", harness.screen());
}

/// The rows in which two workbooks differ, or nothing.
pub fn differences(one: &Path, other: &Path) -> Option<String> {
    let (one, other) = (everything(one), everything(other));
    let differs: Vec<_> = one.iter().zip(&other).filter(|(one, other)| one != other).collect();
    if differs.is_empty() && one.len() == other.len() {
        return None;
    }
    let alone = |rows: &[String], among: &[String]| -> Vec<String> {
        rows.iter().filter(|row| !among.contains(row)).cloned().collect()
    };
    Some(format!("screen {:#?}\ncommand line {:#?}", alone(&one, &other), alone(&other, &one)))
}

/// The text for the form and that for the command, which are one unless an arrow parts them.
fn both(text: &str) -> (&str, &str) {
    text.split_once(" => ").unwrap_or((text, text))
}

fn form(case: &Case, random: &mut Random) -> Option<String> {
    let mut harness = start(case.keys, 120, 70);
    let desk = Desk::of(&harness);
    let other = harness.folder().join("other.qd");
    std::fs::copy(&harness.file, &other).unwrap();
    let mut arguments = desk.command(&other, case.command, &[]);
    press(&mut harness, case.keys, &[]);
    for (label, option, pool) in case.fields {
        let (typed, given) = both(random.pick(pool));
        go_to(&mut harness, label);
        harness.keys("ctrl-a delete").type_at_once(typed);
        match *option {
            "" => {}
            place if place.starts_with('<') => arguments.push(given.to_owned()),
            option => arguments.extend([option.to_owned(), given.to_owned()]),
        }
    }
    harness.keys("ctrl-s");
    if !harness.says().contains("u undoes") {
        // Figures far from the last ones are asked about.
        harness.keys("ctrl-s");
        arguments.push("--yes".to_owned());
    }
    let said = harness.says();
    if !said.contains("u undoes") {
        return Some(format!("{}: said “{said}”:\n{}", case.keys, harness.screen()));
    }
    if let Err(error) = desk.run(&arguments) {
        return Some(format!("{arguments:?}: {error}"));
    }
    differences(&harness.file, &other).map(|rows| format!("{} {arguments:?}: {rows}", case.keys))
}

fn step(step: &Step, random: &mut Random) -> Option<String> {
    let typed: Vec<(&str, &str)> = step.words.iter().map(|pool| both(random.pick(pool))).collect();
    let (keys, given): (Vec<&str>, Vec<&str>) = typed.into_iter().unzip();
    let mut harness = start(step.keys, 200, 40);
    let desk = Desk::of(&harness);
    if !step.before.is_empty() {
        harness.while_closed(|file| {
            for words in step.before {
                desk.run(&desk.line(file, words, &[])).unwrap();
            }
        });
    }
    let other = harness.folder().join("other.qd");
    std::fs::copy(&harness.file, &other).unwrap();
    let before = everything(&other);
    press(&mut harness, step.keys, &keys);
    if everything(&harness.file) == before {
        return Some(format!("{}: nothing changed:\n{}", step.keys, harness.screen()));
    }
    for words in step.commands {
        let arguments = desk.line(&other, words, &given);
        if let Err(error) = desk.run(&arguments) {
            return Some(format!("{} {arguments:?}: {error}", step.keys));
        }
    }
    differences(&harness.file, &other)
        .map(|rows| format!("{} {:?} {given:?}: {rows}", step.keys, step.commands))
}

/// Makes each change both ways, in several rounds, and compares the rows.
#[track_caller]
pub fn same(cases: &[Case], steps: &[Step]) {
    let mut found = Vec::new();
    for round in 0..ROUNDS {
        let mut random = Random(20_150_706 + round);
        found.extend(cases.iter().filter_map(|case| form(case, &mut random)));
        // A step is made once, in one of the rounds: it says little that depends on the words.
        let turn = steps.iter().zip((0..ROUNDS).cycle()).filter(|(_, turn)| *turn == round);
        found.extend(turn.filter_map(|(one, _)| step(one, &mut random)));
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
