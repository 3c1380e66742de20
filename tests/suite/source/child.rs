//! Reading in the real child process, and what is said when it ends badly.

use std::path::{Path, PathBuf};
use std::time::Duration;

use quarterdeck::source::child::Child;
use quarterdeck::source::{Event, Wanted};

use crate::source::files::{Biff, xls, xlsx_parts, zipped};
use crate::source::reading::{Given, Told, assert_in_order, given};

pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_quarterdeck"))
}

/// All that a child tells of a file.
pub fn told(path: &Path, wanted: &Wanted) -> Told {
    let events: Vec<Event> = Child::start(program(), path, wanted).unwrap().collect();
    assert_in_order(&events);
    Told(events)
}

/// A workbook whose shared strings are said to be so many.
fn claiming_strings(count: &str) -> Given {
    let mut parts = xlsx_parts(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#);
    parts.push((
        "xl/sharedStrings.xml".into(),
        format!(r#"<sst uniqueCount="{count}"><si><t>a</t></si></sst>"#),
    ));
    given("t.xlsx", zipped(parts))
}

#[test]
fn a_child_tells_what_reading_tells() {
    let text: String = (1..=20_000).map(|row| format!("Barnet,{row},\"a, b\"\n")).collect();
    let csv = given("figures.csv", text);
    for wanted in [
        Wanted::default(),
        Wanted { rows: Some(3), ..Wanted::default() },
        Wanted { sheets: Some(vec![]), ..Wanted::default() },
        Wanted { sheets: Some(vec![0, 2]), rows: Some(1), delimiter: Some(b';') },
    ] {
        assert_eq!(told(&csv.path, &wanted).0, csv.read(&wanted).0, "{wanted:?}");
    }
    let odd = given("--rows=1", "a\nb\n");
    assert_eq!(told(&odd.path, &Wanted::default()).lines(), ["1: a", "2: b"]);
    let missing = csv.folder().join("none.csv");
    told(&missing, &Wanted::default()).must_say("There is no such file");
}

#[test]
fn a_child_is_ended_when_nobody_listens() {
    let csv = given("t.csv", "a,b,c\n".repeat(2_000_000));
    let mut child = Child::start(program(), &csv.path, &Wanted::default()).unwrap();
    assert!(matches!(child.next(), Some(Event::File { .. })));
    drop(child);
}

#[cfg(unix)]
#[test]
fn a_child_out_of_memory_is_told() {
    // A hundred million texts of 24 bytes each are made room for at once.
    let told = told(&claiming_strings("100000000").path, &Wanted::default());
    told.must_say("within 512 MB of memory: it is damaged, or made to do harm. Nothing was changed.");
}

#[test]
fn a_reader_that_panics_is_told() {
    let told = told(&claiming_strings("9999999999999999999").path, &Wanted::default());
    told.must_say("It is damaged: reading it went wrong.");
}

#[test]
fn old_workbooks_with_any_byte_changed_are_survived() {
    let mut sheet = Biff::default();
    sheet.numbers(0x0200, &[0, 0, 2, 0, 0, 2, 0], &[]).numbers(0x0204, &[0, 0, 0, 7], b"\0Council").numbers(
        0x0203,
        &[1, 1, 0],
        &1.5_f64.to_le_bytes(),
    );
    let bytes = xls(&sheet, &[], &[]);
    assert_eq!(told(&given("t.xls", &bytes).path, &Wanted::default()).lines(), ["1: Council", "2:  | 1.5#"]);
    // The header, the links, the directory and the records, here and there.
    let places = (24..80)
        .step_by(4)
        .chain((512..530).step_by(3))
        .chain((1024..1290).step_by(37))
        .chain((1536..1750).step_by(5));
    for at in places {
        for value in [0xff, bytes[at] ^ 1] {
            let mut changed = bytes.clone();
            changed[at] = value;
            told(&given("t.xls", &changed).path, &Wanted::default());
        }
    }
}

/// A program that does this in place of reading.
#[cfg(unix)]
fn instead(script: &str) -> (tempfile::TempDir, PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("program");
    std::fs::write(&path, format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    (folder, path)
}

#[cfg(unix)]
#[test]
fn every_way_for_a_child_to_end_badly_is_told() {
    let csv = given("t.csv", "a");
    for (script, said) in [
        ("kill -XCPU $$", "within 60 seconds of work"),
        // In the middle of a row.
        (r"printf '\002\100\000\000\000\003\001'; kill -XCPU $$", "within 60 seconds of work"),
        ("kill -ABRT $$", "within 512 MB of memory"),
        ("kill -KILL $$", "within 512 MB of memory and 60 seconds of work"),
        ("kill -SEGV $$", "It is damaged: reading it went wrong"),
        ("exit 0", "It is damaged: reading it went wrong"),
        ("exit 101", "It is damaged: reading it went wrong"),
        ("echo nonsense", "It is damaged: reading it went wrong"),
        (r"printf '\002\001\000\000\000\005more'", "Done"),
        (r"printf '\002\002\000\000\000\004'", "It is damaged: reading it went wrong"),
    ] {
        let (_folder, program) = instead(script);
        let events: Vec<Event> = Child::start(&program, &csv.path, &Wanted::default()).unwrap().collect();
        match said {
            "Done" => assert_eq!(events, [Event::Done]),
            said => {
                assert_eq!(events.len(), 1, "{script}");
                Told(events).must_say(said);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_child_that_says_nothing_is_given_up() {
    let csv = given("t.csv", "a");
    let (_folder, program) = instead("exec sleep 600");
    let child = Child::start(&program, &csv.path, &Wanted::default()).unwrap();
    let events: Vec<Event> = child.with_patience(Duration::from_millis(50)).collect();
    Told(events).must_say("Nothing came of reading it");
}

#[test]
fn a_program_that_is_not_there_is_an_error() {
    let csv = given("t.csv", "a");
    assert!(Child::start(&csv.folder().join("none"), &csv.path, &Wanted::default()).is_err());
}

#[test]
fn the_command_is_in_no_help_and_no_completions() {
    let output = |arguments: &[&str]| {
        let output = std::process::Command::new(program()).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    for arguments in [
        &["--help"][..],
        &["help"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["read-cell"],
    ] {
        let text = output(arguments);
        assert!(!text.is_empty() && !text.contains("read-cells"), "{arguments:?}: {text}");
    }
    assert_eq!(output(&["read-cells"]), "");
}
