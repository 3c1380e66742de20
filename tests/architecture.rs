//! The shape of the source, kept by looking at it: who may use whom, and what
//! is done in one place only. `src/lib.rs` tells the same in words.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test stops where something is not as it should be"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and the layers it may use besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("workbook", &["domain"]),
    ("checks", &["domain", "workbook"]),
    ("files", &[]),
    ("store", &["domain", "workbook", "checks", "files"]),
    ("sample", &["domain", "workbook"]),
    ("source", &["domain"]),
    ("import", &["domain", "workbook", "source"]),
    ("returns", &["domain", "workbook", "source", "import"]),
    ("drafts", &["files"]),
    ("report", &["domain", "workbook"]),
    (
        "jobs",
        &[
            "domain", "workbook", "store", "sample", "source", "import", "returns", "checks", "files",
            "report",
        ],
    ),
    ("input", &[]),
    ("session", &["domain", "workbook", "drafts"]),
    ("ui", &["domain", "workbook", "input"]),
    (
        "screens",
        &[
            "domain", "workbook", "import", "returns", "input", "session", "ui", "drafts", "report",
            "checks", "jobs",
        ],
    ),
    (
        "app",
        &[
            "domain", "workbook", "store", "sample", "source", "import", "returns", "drafts", "input",
            "checks", "files", "report", "jobs", "session", "ui", "screens",
        ],
    ),
    (
        "cli",
        &[
            "domain", "workbook", "store", "sample", "source", "import", "returns", "drafts", "input",
            "checks", "files", "report", "jobs", "session", "ui",
        ],
    ),
    ("main", &["app", "cli", "jobs", "ui"]),
    (
        "lib",
        &[
            "app", "cli", "domain", "drafts", "files", "import", "input", "jobs", "returns", "sample",
            "screens", "session", "checks", "report", "source", "store", "ui", "workbook",
        ],
    ),
];

/// A file that may use a layer which its own may not, and why.
const BESIDES: &[(&str, &str, &str)] =
    &[("cli/keys.rs", "screens", "the digits that open the screens are in the table of screens")];

/// What a layer may use of another, where that is less than all of it, and why.
const ONLY_PARTS: &[(&str, &str, &[&str], &str)] = &[(
    "screens",
    "jobs",
    &["file::{FileWork", "file::FileWork", "import::request", "report::request", "returns::request"],
    "a screen asks for a job and shows what comes of it; the worker does it",
)];

const ONE_WRITER: &str = "files are written by `files` only, which never writes over a workbook";

/// Words that belong in few places: the word, where it may stand, and why.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store/"], "the workbook's file is reached through the store only"),
    ("SELECT ", &["store/"], "SQL is written in the store only"),
    ("INSERT INTO", &["store/"], "SQL is written in the store only"),
    ("DELETE FROM", &["store/"], "SQL is written in the store only"),
    ("PRAGMA", &["store/"], "SQL is written in the store only"),
    ("crossterm", &["app/terminal", "app/waiting.rs"], "everything else works without a terminal"),
    ("ratatui", &["ui/", "screens/", "app/"], "only what draws knows how it is drawn"),
    ("Local::now", &["main.rs"], "the time comes in from outside, so that tests can say it"),
    ("Utc::now", &["main.rs"], "the time comes in from outside, so that tests can say it"),
    ("SystemTime::now", &["main.rs"], "the time comes in from outside, so that tests can say it"),
    (
        "Instant::now",
        &["app/terminal", "drafts/writer.rs", "jobs/import/", "main.rs"],
        "only how long something took is measured",
    ),
    ("Color::", &["ui/theme.rs"], "colours come from the themes"),
    ("Rgb(", &["ui/theme.rs"], "colours come from the themes"),
    ("DraftWriter", &["drafts/", "app/"], "screens know drafts as data only"),
    ("Drafts::", &["drafts/", "app/", "cli/"], "screens know drafts as data only"),
    (
        "env::var",
        &[
            "app/terminal.rs",
            "app/editor_outside.rs",
            "jobs/places.rs",
            "main.rs",
            "cli/",
            "store/file/lock.rs",
        ],
        "the environment is read where the program starts; a lock names its machine",
    ),
    ("fs::write", &["files/"], ONE_WRITER),
    ("File::create", &["files/"], ONE_WRITER),
    ("create_new(", &["files/"], ONE_WRITER),
    (
        "create(true)",
        &["files/", "store/file/lock.rs"],
        "a lock is a file that is held open and never put in place",
    ),
    ("fs::copy", &["files/"], ONE_WRITER),
    ("fs::rename", &["files/", "drafts/"], "a draft that cannot be read gets another name where it lies"),
    ("hard_link", &["files/"], ONE_WRITER),
    (".persist", &["files/"], ONE_WRITER),
    ("tempfile", &["files/"], ONE_WRITER),
    (
        "Change::new(",
        &["workbook/edits/", "import/", "returns/", "jobs/returns/"],
        "a change is made once, for the screen and the command line",
    ),
    ("unsafe ", &[], "there is no need for it"),
    (
        "process::exit",
        &["main.rs", "cli/generate.rs"],
        "leaving in the middle would leave the terminal as it is",
    ),
    (
        "thread::spawn",
        &["cli/generate.rs"],
        "a thread that cannot be named or started must say so: use thread::Builder",
    ),
    ("sleep(", &[], "waiting is for something, never for a time"),
];

/// Ways to stop the program or to write over the screen.
const NEVER: &[&str] = &[
    ".unwrap()",
    ".expect(",
    "todo!(",
    "unimplemented!(",
    "panic!(",
    "println!(",
    "eprintln!(",
    "print!(",
    "eprint!(",
    "dbg!(",
    "unreachable!(",
];

/// Where one of [`NEVER`] is right, and why.
const EXCEPT: &[(&str, &str, &str)] = &[];

/// Lines a file may have, and those that are allowed more than the first.
const LINES: (usize, usize) = (420, 600);
const LONG: &[(&str, &str)] = &[
    ("input/command.rs", "every command there is"),
    ("input/table.rs", "a table"),
    ("import/targets/figures.rs", "a table"),
    ("screens/indicators/mod.rs", "the widest screen"),
    ("store/migrate/tests.rs", "a test with a file of each older format"),
];

struct Source {
    /// Path inside `src`, with slashes.
    name: String,
    /// Without comments, and without its tests.
    code: Vec<(usize, String)>,
    text: String,
}

impl Source {
    fn layer(&self) -> &str {
        let first = self.name.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    assert!(files.len() > 50, "the source is not where it was");
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            Source { code: code_of(&text), name, text }
        })
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Numbered lines, without comments and up to the tests at the end of a file.
fn code_of(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.trim_start().starts_with("#[cfg(test)]"))
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default().to_owned()))
        .collect()
}

/// Modules of the crate that a line names.
fn used(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "quarterdeck::"] {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            let before = line[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                continue;
            }
            match rest.strip_prefix('{') {
                Some(list) => {
                    let names =
                        list.split([',', '{', '}']).map(|part| part.trim().split("::").next().unwrap());
                    found.extend(
                        names.filter(|name| name.starts_with(char::is_alphabetic)).map(str::to_owned),
                    );
                }
                None => found.push(
                    rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect(),
                ),
            }
        }
    }
    found
}

#[test]
fn layers_use_only_the_layers_below_them() {
    let names: BTreeSet<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let layer = source.layer();
        let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
            wrong.push(format!("{}: a layer that is not in the list", source.name));
            continue;
        };
        for (at, line) in &source.code {
            for module in used(line) {
                let besides = BESIDES.iter().any(|(file, other, _)| source.name == *file && module == *other);
                if names.contains(module.as_str())
                    && module != layer
                    && !may.contains(&module.as_str())
                    && !besides
                {
                    wrong.push(format!("{}:{at}: {layer} uses {module}: {}", source.name, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_layer_uses_of_another_what_it_is_there_for() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (layer, other, parts, why) in ONLY_PARTS.iter().filter(|(layer, ..)| *layer == source.layer()) {
            for (at, line) in &source.code {
                for (start, whole) in line.match_indices(&format!("crate::{other}::")) {
                    let rest = &line[start + whole.len()..];
                    if !parts.iter().any(|part| rest.starts_with(part)) {
                        wrong.push(format!("{}:{at}: {layer} ({why}): {}", source.name, line.trim()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_belongs_in_one_place_is_only_there() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (at, line) in &source.code {
            for (word, places, why) in ONLY_IN {
                if line.contains(word) && !places.iter().any(|place| source.name.starts_with(place)) {
                    wrong.push(format!("{}:{at}: {word} ({why}): {}", source.name, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_stops_the_program_or_writes_over_the_screen() {
    let mut wrong = Vec::new();
    let mut excused = BTreeSet::new();
    for source in sources() {
        for (at, line) in &source.code {
            for word in NEVER.iter().filter(|word| line.contains(*word)) {
                match EXCEPT.iter().position(|(name, excuse, _)| *name == source.name && excuse == word) {
                    Some(place) => {
                        excused.insert(place);
                    }
                    None => wrong.push(format!("{}:{at}: {word}: {}", source.name, line.trim())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(excused.len(), EXCEPT.len(), "an exception that is no longer needed is still listed");
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let (usual, most) = LINES;
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        let listed = LONG.iter().any(|(name, _)| *name == source.name);
        if lines > most {
            wrong.push(format!("{}: {lines} lines; none may have more than {most}", source.name));
        } else if lines > usual && !listed {
            wrong.push(format!(
                "{}: {lines} lines; more than {usual} need a reason in this test",
                source.name
            ));
        }
        if !source.text.starts_with("//!") {
            wrong.push(format!("{}: does not open with what it is for", source.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_of_modules_are_found_in_every_spelling() {
    assert_eq!(used("use crate::store::{Store, Access};"), ["store"]);
    assert_eq!(used("use crate::{domain::Rating, ui};"), ["domain", "ui"]);
    assert_eq!(used("let x = crate::app::run(quarterdeck::ui::f());"), ["app", "ui"]);
    assert_eq!(used("mycrate::store"), Vec::<String>::new());
}

/// The test programs. Each more is linked with everything once more: minutes, and a tenth of a gigabyte.
const TEST_PROGRAMS: [&str; 4] = ["architecture.rs", "cli/main.rs", "suite/main.rs", "terminal.rs"];

/// Files that a file declares as its modules, and theirs.
fn declared(file: &Path, found: &mut BTreeSet<PathBuf>) {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let folder = file.parent().unwrap();
    let name = file.file_stem().unwrap().to_str().unwrap();
    let own = match name {
        "mod" | "main" => folder.to_path_buf(),
        _ if folder == root_of_tests() => folder.to_path_buf(),
        _ => folder.join(name),
    };
    let mut path = None;
    for line in text.lines().map(str::trim) {
        if let Some(given) = line.strip_prefix("#[path = \"") {
            path = given.strip_suffix("\"]").map(|given| folder.join(given));
        }
        let module = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ");
        let Some(module) = module.and_then(|rest| rest.strip_suffix(';')) else { continue };
        let beside = own.join(format!("{module}.rs"));
        let inside = own.join(module).join("mod.rs");
        let chosen = path.take().unwrap_or(if beside.exists() { beside } else { inside });
        let chosen =
            fs::canonicalize(&chosen).unwrap_or_else(|error| panic!("{}: {error}", chosen.display()));
        if found.insert(chosen.clone()) {
            declared(&chosen, found);
        }
    }
}

fn root_of_tests() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")).unwrap()
}

#[test]
fn every_file_of_tests_is_a_module_of_one_of_four_programs() {
    let tests = root_of_tests();
    let mut found: BTreeSet<PathBuf> = TEST_PROGRAMS.iter().map(|name| tests.join(name)).collect();
    for program in TEST_PROGRAMS {
        declared(&tests.join(program), &mut found);
    }
    let mut files = Vec::new();
    walk(&tests, &mut files);
    assert!(files.len() > 100, "the tests are not where they were");
    for file in files {
        let name = file.strip_prefix(&tests).unwrap().display();
        assert!(
            found.contains(&file),
            "tests/{name} is in none of {TEST_PROGRAMS:?}: declare it as a module where it belongs"
        );
    }
}

/// Conversions with `as`, which cuts and rounds without a word: no more than there were. Lower the number
/// with what you replace by `From`, `TryFrom` or a type.
const MOST_CASTS: usize = 700;

#[test]
fn conversions_that_may_cut_become_fewer() {
    const NUMBERS: [&str; 12] =
        ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f32", "f64"];
    let is_cast = |rest: &&str| {
        let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        NUMBERS.contains(&&rest[..end])
    };
    let casts = |line: &str| line.split(" as ").skip(1).filter(is_cast).count();
    let found: usize = sources().iter().flat_map(|source| &source.code).map(|(_, line)| casts(line)).sum();
    assert!(found <= MOST_CASTS, "{found} conversions with `as`, where there were {MOST_CASTS}: see `From`");
    assert!(found + 40 > MOST_CASTS, "only {found} conversions with `as` are left: lower MOST_CASTS to it");
    assert_eq!(casts("let x = (a as u64 + b as f32) as Thing;"), 2);
}

/// Fields and parameters that hold a period as the text of its code, at the most: those that are new are a
/// `Period`, and an `Option` of it where there may be none.
const MOST_PERIODS_AS_TEXT: usize = 10;

#[test]
fn periods_kept_as_text_become_fewer() {
    let names = ["period", "closed_in", "opened_in", "retired_from", "carried_from", "current_period"];
    let is_text = |line: &str| {
        let texts = names.iter().flat_map(|name| ["&str", "String"].map(|kind| format!("{name}: {kind}")));
        texts.filter(|text| line.contains(text.as_str())).count()
    };
    let found: usize = sources().iter().flat_map(|source| &source.code).map(|(_, line)| is_text(line)).sum();
    assert!(found <= MOST_PERIODS_AS_TEXT, "{found} periods are kept as text: use `Period`");
    assert!(found + 20 > MOST_PERIODS_AS_TEXT, "only {found} are left: lower MOST_PERIODS_AS_TEXT to it");
    assert_eq!(is_text("fn carry(period: &str, closed_in: String, from: Period)"), 2);
}
