//! Every command at a workbook whose file has had something happen to it: an
//! interrupted save, a lock, a copy left beside it, an older format. What a
//! command prints is what it prints of the same workbook in good order.

mod nowhere;

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::desk::{Desk, Ran, command, desk, ran};
use crate::interrupted;
use quarterdeck::store::{Access, Store};

/// Nobody's user, who may not write what root has closed.
const NOBODY: u32 = 65534;

/// Every command there is, by its words, with arguments that bring it as far as the workbook.
fn commands() -> Vec<Vec<String>> {
    fn walk(command: &clap::Command, words: &[String], found: &mut Vec<Vec<String>>) {
        let below: Vec<_> = command.get_subcommands().filter(|one| one.get_name() != "help").collect();
        for one in &below {
            let mut words = words.to_vec();
            words.push(one.get_name().to_owned());
            walk(one, &words, found);
        }
        if below.is_empty() {
            let mut line = words.to_vec();
            line.extend(arguments(command, &words.join(" ")));
            found.push(line);
        }
    }
    let mut found = Vec::new();
    let mut whole = quarterdeck::cli::command_line();
    whole.build();
    walk(&whole, &[], &mut found);
    found.push(vec!["--plain".into(), "FILE".into()]);
    // These are for a file that cannot be opened, or open another: they have tests of their own.
    let others = [&["backup", "list"][..], &["restore"], &["recover"], &["verify-report"]];
    found.retain(|line| !others.iter().any(|other| line.iter().zip(*other).all(|(one, other)| one == other)));
    found.push(vec!["backup".into(), "FILE".into()]);
    found
}

/// Commands that open no workbook there is.
const WITHOUT: [&str; 6] = ["demo", "new", "generate", "keys", "completions", "man"];

/// What the arguments of some commands must be, because they are read before the workbook is opened.
fn given(words: &str, name: &str) -> Option<&'static str> {
    Some(match (words, name) {
        (_, "file" | "workbook") => "FILE",
        ("action edit" | "action close" | "action delete", "id") => "1",
        (
            "question edit" | "question reply" | "question sent" | "question resolve" | "question delete",
            "id",
        ) => "1",
        (_, "id" | "ids") => "1",
        ("indicator break", "from") => "2015/16-Q1",
        ("import", "source") => "source.csv",
        ("group import", "source") => "members.csv",
        ("mapping import", _) => "mapping.toml",
        ("mapping export", "to") => "exported.toml",
        ("returns collect", "from") => "forms",
        ("returns send", "output") => "sent",
        ("risk move", "to") => "3,3",
        ("theme place", "to") => "1",
        ("narrative add", "kind") => "summary",
        ("commitment rate", _) => return None,
        ("question add", "meeting") => "Cabinet",
        ("narrative status", "status") => "draft",
        _ => return None,
    })
}

fn arguments(command: &clap::Command, words: &str) -> Vec<String> {
    let mut line = Vec::new();
    for argument in command.get_arguments() {
        let name = argument.get_id().as_str();
        let is_file = name == "file" && argument.is_positional();
        if !argument.is_required_set() && !is_file {
            continue;
        }
        let possible = argument.get_possible_values();
        let value = given(words, name).map(str::to_owned).unwrap_or_else(|| {
            possible.first().map_or_else(|| "AC/C7".to_owned(), |value| value.get_name().to_owned())
        });
        if !argument.is_positional() {
            line.push(format!("--{}", argument.get_long().unwrap()));
        }
        line.push(value);
    }
    line.extend(
        EXTRA
            .iter()
            .filter(|(of, _)| *of == words)
            .flat_map(|(_, more)| more.iter().map(ToString::to_string)),
    );
    line
}

/// Options without which these commands are refused before they look at the workbook.
const EXTRA: &[(&str, &[&str])] = &[
    ("report", &["--format", "md"]),
    ("group add", &["--members", "Ashby", "--create"]),
    ("group import", &["--create"]),
    ("commitment rate", &["green"]),
    ("set", &["--reason", "Known"]),
    ("indicator break", &["--note", "Counted anew"]),
    ("narrative insert", &["--directions"]),
    ("group edit", &["--name", "Far"]),
    ("organisation edit", &["--code", "E08000026"]),
    ("theme move", &["--to", "1"]),
    ("indicator edit", &["--owner", "Head of Care"]),
    ("indicator add", &["--description", "New", "--type", "Critical"]),
];

fn on_paper(line: &[String]) -> String {
    line.join(" ")
}

/// A desk with what the commands read beside the workbook, the same every time.
fn prepared() -> Desk {
    let desk = desk();
    let home = desk.home.path();
    std::fs::write(home.join("source.csv"), "Ref,Value\nAC/C7,12\n").unwrap();
    std::fs::write(home.join("members.csv"), "group,name\nNear,Ashby\n").unwrap();
    std::fs::write(home.join("mapping.toml"), "name = \"x\"\n").unwrap();
    std::fs::create_dir_all(home.join("forms")).unwrap();
    desk
}

/// What a run came to, in words that are the same on every desk.
#[derive(Debug, PartialEq, Eq, Clone)]
struct Told {
    code: i32,
    out: String,
    err: String,
}

fn told(desk: &Desk, ran: Ran) -> Told {
    let home = desk.home.path().to_string_lossy().into_owned();
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    Told { code: ran.code, out: ran.out.replace(&home, "HOME"), err: ran.err.replace(&home, "HOME") }
}

/// Runs every command on a desk of its own, several at a time, and hands what came of it to `look`.
fn each(
    at_once: usize,
    look: impl Fn(&[String], &Told, &Told) + Sync,
    disturbed: impl Fn(&Desk) -> Disturbed + Sync,
) {
    let lines: Vec<Vec<String>> =
        commands().into_iter().filter(|line| !WITHOUT.contains(&line[0].as_str())).collect();
    assert!(lines.len() > 60, "{}", lines.len());
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(line) = lines.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        let arguments: Vec<&str> = line.iter().map(String::as_str).collect();
                        let good = in_good_order(line, &arguments);
                        let desk = prepared();
                        let other = disturbed(&desk);
                        let bad = told(&desk, other.run(&desk, &arguments));
                        look(line, &good, &bad);
                        (other.check)(&desk, &good, &bad);
                    }));
                    if let Err(cause) = one {
                        let cause = cause
                            .downcast_ref::<String>()
                            .cloned()
                            .or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string));
                        wrong.lock().unwrap().push(format!(
                            "{}: {}",
                            on_paper(line),
                            cause.unwrap_or_default()
                        ));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n\n"));
}

/// What a command comes to when nothing has happened; found out once for all tests.
fn in_good_order(line: &[String], arguments: &[&str]) -> Told {
    static KNOWN: Mutex<BTreeMap<String, Told>> = Mutex::new(BTreeMap::new());
    if let Some(told) = KNOWN.lock().unwrap().get(&on_paper(line)) {
        return told.clone();
    }
    let desk = prepared();
    let told = told(&desk, desk.run(arguments));
    KNOWN.lock().unwrap().insert(on_paper(line), told.clone());
    told
}

/// What must hold of a command: what it did here, beside what it does to a good file.
type Check = Box<dyn Fn(&Desk, &Told, &Told)>;

/// A desk after something has happened to its workbook.
struct Disturbed {
    /// A program that nobody may run too.
    nobody: Option<PathBuf>,
    check: Check,
    /// Kept while the command runs.
    _held: Option<Box<dyn std::any::Any>>,
}

impl Disturbed {
    fn run(&self, desk: &Desk, arguments: &[&str]) -> Ran {
        let mut run = desk.command(arguments);
        if let Some(program) = &self.nobody {
            let file = desk.file.to_str().unwrap();
            let arguments: Vec<&str> =
                arguments.iter().map(|one| if *one == "FILE" { file } else { one }).collect();
            let mut other = std::process::Command::new(program);
            other
                .args(arguments)
                .env_clear()
                .current_dir(desk.home.path())
                .stdin(std::process::Stdio::null());
            for (name, value) in run.get_envs() {
                other.env(name, value.unwrap_or_default());
            }
            if rustix::process::getuid().is_root() {
                other.uid(NOBODY).gid(NOBODY);
            }
            run = other;
        }
        ran(run.output().unwrap())
    }
}

fn contents(file: &Path) -> BTreeMap<String, String> {
    interrupted::contents(file)
}

/// The lines of `bad` that `good` does not have.
fn more(good: &Told, bad: &Told) -> Vec<String> {
    let mut more: Vec<String> = bad.err.lines().map(str::to_owned).collect();
    for line in good.err.lines() {
        if let Some(at) = more.iter().position(|one| one == line) {
            more.remove(at);
        }
    }
    more
}

#[test]
fn every_command_takes_back_an_interrupted_save_and_does_what_it_does() {
    each(
        4,
        |line, good, bad| {
            assert_eq!((good.code, &good.out), (bad.code, &bad.out), "{} / {}", good.err, bad.err);
            let more = more(good, bad);
            let note =
                "An interrupted save of adults.qd was taken back; nothing that had been saved is missing.";
            assert_eq!(more, [note], "{line:?}");
        },
        |desk| {
            let saved = contents(&desk.file);
            interrupted::interrupt(&desk.file);
            let after = Box::new(move |desk: &Desk, _: &Told, _: &Told| {
                assert!(!interrupted::is_interrupted(&desk.file), "it is still interrupted");
                // A command may have changed it since; what had been saved before is all there.
                let now = contents(&desk.file);
                assert!(saved.keys().all(|table| now.contains_key(table)));
                assert_eq!(
                    Store::open(&desk.file, Access::ReadOnly).unwrap().verify().unwrap(),
                    Vec::<String>::new()
                );
            });
            Disturbed { nobody: None, check: after, _held: None }
        },
    );
}

#[test]
fn a_workbook_that_another_program_is_writing_is_left_alone_by_every_command() {
    each(
        // They wait for the lock, and not for the processor.
        32,
        |_, _, bad| {
            assert_eq!((bad.code, bad.out.as_str()), (1, ""), "{}", bad.err);
            assert!(bad.err.contains("HOME/adults.qd is in use by another program"), "{}", bad.err);
        },
        |desk| {
            let before = interrupted::bytes(&desk.file);
            let lock = interrupted::lock(&desk.file);
            let unchanged = Box::new(move |desk: &Desk, _: &Told, _: &Told| {
                assert!(interrupted::bytes(&desk.file) == before, "the file was changed");
            });
            Disturbed { nobody: None, check: unchanged, _held: Some(Box::new(lock)) }
        },
    );
}

#[test]
fn a_copy_with_work_of_its_own_is_named_by_every_command() {
    each(
        4,
        |line, good, bad| {
            assert_eq!((good.code, &good.out), (bad.code, &bad.out), "{} / {}", good.err, bad.err);
            let more = more(good, bad);
            assert_eq!(more.len(), 1, "{line:?}: {}", bad.err);
            assert!(
                more[0].starts_with("adults (Robin's conflicted copy).qd beside it is another copy"),
                "{more:?}"
            );
            assert!(more[0].contains("by Robin, 2015-07-06"), "{more:?}");
        },
        |desk| {
            let copy = desk.home.path().join("adults (Robin's conflicted copy).qd");
            std::fs::copy(&desk.file, &copy).unwrap();
            let set = ["settings", copy.to_str().unwrap(), "--service", "Adults and more", "--user", "Robin"];
            assert_eq!(ran(command(desk.home.path(), &set).output().unwrap()).code, 0);
            // Neither a plain copy nor a backup is one.
            std::fs::copy(&desk.file, desk.home.path().join("adults copy.qd")).unwrap();
            std::fs::copy(&copy, desk.home.path().join("adults.backup-2015-07-01-100000.qd")).unwrap();
            Disturbed { nobody: None, check: Box::new(|_, _, _| ()), _held: None }
        },
    );
}

#[test]
fn an_older_file_is_read_as_it_is_and_changed_only_by_a_change() {
    let older = interrupted::older_workbook();
    each(
        4,
        |_, _, bad| {
            assert!(bad.err.contains("adults.qd is in the older format"), "{}", bad.err);
            assert!(!bad.err.contains("damaged") && !bad.err.contains("older format 8"), "{}", bad.err);
        },
        |desk| {
            std::fs::write(&desk.file, &older).unwrap();
            let older = older.clone();
            let check = Box::new(move |desk: &Desk, _: &Told, bad: &Told| {
                let now = std::fs::read(&desk.file).unwrap();
                let upgraded = bad.err.contains("was brought up to date from format");
                assert_eq!(now != older, upgraded, "{}", bad.err);
                let kept: Vec<PathBuf> = std::fs::read_dir(desk.home.path())
                    .unwrap()
                    .map(|entry| entry.unwrap().path())
                    .filter(|path| path.to_string_lossy().contains(".before-v"))
                    .collect();
                assert_eq!(kept.len(), usize::from(upgraded), "{kept:?}");
                for kept in kept {
                    assert!(
                        bad.err.contains(&kept.file_name().unwrap().to_string_lossy().into_owned()),
                        "{}",
                        bad.err
                    );
                }
            });
            Disturbed { nobody: None, check, _held: None }
        },
    );
}

/// A share whose locks are refused, or granted to everybody.
#[cfg(target_os = "linux")]
#[test]
fn where_locks_do_not_work_nothing_is_changed_unasked() {
    for errno in [libc::ENOLCK, 0] {
        interrupted::locks::answering(errno, || {
            let desk = prepared();
            let before = interrupted::bytes(&desk.file);
            assert!(desk.ok(&["list", "indicators", "FILE"]).contains("AC/C7"));
            let set = ["settings", "FILE", "--service", "Adults and more"];
            let refused = desk.fails(&set);
            assert!(refused.contains("locks do not work in") && refused.contains("--take-over"), "{refused}");
            assert!(interrupted::bytes(&desk.file) == before);
            let mut taken = set.to_vec();
            taken.push("--take-over");
            assert!(desk.ok(&taken).contains("Adults and more"));
            let names: Vec<_> = std::fs::read_dir(desk.home.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter(|name| name.contains(".lock"))
                .collect();
            assert!(names.is_empty(), "{names:?}");
        });
    }
}

/// A share on which SQLite cannot lock the file either: everybody reads a private copy, of both files
/// where a save was interrupted, and whoever says so takes it over.
#[cfg(target_os = "linux")]
#[test]
fn where_the_file_itself_cannot_be_locked_it_is_read_from_a_copy_and_taken_over() {
    for errno in [libc::ENOLCK, libc::EOPNOTSUPP, libc::EIO] {
        let (desk, hot) = (prepared(), prepared());
        let good = told(&desk, desk.run(&["list", "indicators", "FILE"]));
        interrupted::interrupt(&hot.file);
        interrupted::locks::answering_sqlite(errno, || {
            for desk in [&desk, &hot] {
                let before = interrupted::bytes(&desk.file);
                let listed = told(desk, desk.run(&["list", "indicators", "FILE"]));
                assert_eq!((listed.code, &listed.out), (0, &good.out), "{}", listed.err);
                let more = more(&good, &listed);
                assert_eq!(more.len(), 1, "{more:?}");
                assert!(
                    more[0].contains("adults.qd is read from a private copy, because locks do not work in")
                );
                let set = ["settings", "FILE", "--service", "Adults and more"];
                let refused = desk.fails(&set);
                assert!(
                    refused.contains("locks do not work in") && refused.contains("--take-over"),
                    "{refused}"
                );
                assert!(interrupted::bytes(&desk.file) == before, "{errno}");
                desk.ok(&["backup", "FILE", "copy.qd"]);
                let mut taken = set.to_vec();
                taken.push("--take-over");
                assert!(desk.ok(&taken).contains("Adults and more"));
                assert!(desk.ok(&["verify", "FILE"]).contains("is sound"));
                assert!(desk.ok(&["settings", "FILE"]).contains("Adults and more"));
            }
        });
        for file in [desk.file.clone(), hot.file.clone(), desk.home.path().join("copy.qd")] {
            let store = Store::open(&file, Access::ReadOnly).unwrap();
            assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        }
    }
}

/// A workbook that somebody's own sqlite3 has set to keep its journal as a -wal file, and one of which
/// the last save is in that file only.
#[test]
fn a_write_ahead_log_is_read_written_and_copied_with_all_that_is_in_it() {
    let saved = prepared();
    saved.ok(&["settings", "FILE", "--service", "Adults and more"]);
    for hot in [false, true] {
        let desk = prepared();
        match hot {
            true => interrupted::killed_after_saving(&desk.file, &saved.file),
            false => {
                std::fs::copy(&saved.file, &desk.file).unwrap();
                interrupted::write_ahead(&desk.file);
            }
        }
        let wal = desk.home.path().join("adults.qd-wal");
        let bytes = || (std::fs::read(&desk.file).unwrap(), std::fs::read(&wal).ok());
        let before = bytes();
        assert_eq!(before.0[18..20], [2, 2]);
        // Reading leaves both files as they are.
        for line in [
            &["settings", "FILE"][..],
            &["list", "indicators", "FILE"],
            &["history", "FILE"],
            &["verify", "FILE"],
            &["backup", "FILE", "copy.qd"],
            &["report", "FILE", "--format", "md", "-o", "r.md"],
            &["recover", "FILE", "recovered.qd"],
        ] {
            let told = desk.ok(line);
            assert!(line[0] != "settings" || told.contains("Adults and more"), "{hot}: {told}");
            assert!(bytes() == before, "{hot}: {line:?} changed it");
        }
        for copy in ["copy.qd", "recovered.qd"] {
            assert!(desk.ok(&["settings", copy]).contains("Adults and more"), "{hot}: {copy}");
            assert!(desk.ok(&["verify", copy]).contains("is sound"), "{hot}: {copy}");
        }
        // Another program that has it open that way keeps whoever writes out.
        let other = rusqlite::Connection::open(&desk.file).unwrap();
        let rows: i64 = other.query_row("SELECT count(*) FROM indicator", [], |row| row.get(0)).unwrap();
        assert!(rows > 0);
        let set = ["settings", "FILE", "--service", "Adults alone"];
        assert!(desk.fails(&set).contains("is in use by another program"));
        drop(other);
        desk.ok(&set);
        assert!(desk.ok(&["settings", "FILE"]).contains("Adults alone"));
        assert!(desk.ok(&["verify", "FILE"]).contains("is sound"));
        assert_eq!(bytes().0[18..20], [1, 1], "it is kept as ours are from then on");
        // What is put back may be kept so too.
        interrupted::write_ahead(&desk.home.path().join("copy.qd"));
        desk.ok(&["restore", "FILE", "--from", "copy.qd", "--yes"]);
        assert!(desk.ok(&["settings", "FILE"]).contains("Adults and more"));
        assert!(desk.ok(&["verify", "FILE"]).contains("is sound"));
    }
}

/// Saving is the end of a change, whatever becomes of the words about it.
#[cfg(target_os = "linux")]
#[test]
fn what_was_saved_is_said_to_be_saved_when_the_output_cannot_be_written() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let desk = prepared();
    for (line, saved, said) in [
        (&["settings", "FILE", "--service", "Adults and more"][..], true, "“Workbook settings” is saved."),
        (&["backup", "FILE", "copy.qd"], false, "copy.qd is in its place."),
        (&["undo", "FILE"], true, "“Workbook settings” is saved."),
        (&["list", "indicators", "FILE"], false, "The output could not be written"),
    ] {
        let before = std::fs::read(&desk.file).unwrap();
        let output = desk.command(line).stdout(full()).output().unwrap();
        let ran = ran(output);
        assert_eq!(ran.code, 1, "{line:?}");
        assert!(ran.err.contains(said), "{line:?}: {}", ran.err);
        assert_eq!(std::fs::read(&desk.file).unwrap() != before, saved, "{line:?}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named_by_every_command_and_not_made() {
    each(
        4,
        |_, _, bad| {
            assert_eq!((bad.code, bad.out.as_str()), (1, ""), "{}", bad.err);
            assert!(bad.err.contains("There is no workbook at HOME/adults.qd"), "{}", bad.err);
        },
        |desk| {
            std::fs::rename(&desk.file, desk.home.path().join("elsewhere.qd")).unwrap();
            let check = |desk: &Desk, _: &Told, _: &Told| assert!(!desk.file.exists());
            Disturbed { nobody: None, check: Box::new(check), _held: None }
        },
    );
}

#[test]
fn damage_is_told_with_the_name_of_the_file_by_every_command() {
    each(
        4,
        |_, _, bad| {
            let sentence = "HOME/adults.qd is damaged: database disk image is malformed. Nothing was changed. No backup \
                 of it is kept: `quarterdeck recover HOME/adults.qd NEW` takes what can be read into a new \
                 workbook.";
            assert!(bad.err.contains(sentence), "{}", bad.err);
            assert_eq!((bad.code, bad.out.as_str()), (1, ""));
        },
        |desk| {
            // Every table is there, and nothing in them can be read.
            let mut bytes = std::fs::read(&desk.file).unwrap();
            for page in bytes.chunks_mut(4096).skip(40) {
                page[..16].fill(0xA5);
            }
            std::fs::write(&desk.file, &bytes).unwrap();
            let check =
                move |desk: &Desk, _: &Told, _: &Told| assert!(std::fs::read(&desk.file).unwrap() == bytes);
            Disturbed { nobody: None, check: Box::new(check), _held: None }
        },
    );
}
