//! The program around the commands: starting, files, exit codes, output for shells.

use crate::desk::{command, desk, ran};

#[test]
fn help_and_version_go_to_standard_output() {
    let desk = desk();
    assert!(desk.ok(&["--version"]).starts_with("quarterdeck "));
    let help = desk.ok(&["--help"]);
    for name in [
        "demo",
        "new",
        "list",
        "show",
        "set",
        "history",
        "undo",
        "redo",
        "keys",
        "completions",
        "man",
        "backup",
        "verify",
        "generate",
        "drafts",
    ] {
        assert!(help.contains(&format!("\n  {name}")), "{name}");
        assert!(desk.ok(&[name, "--help"]).contains("Usage: quarterdeck"), "{name}");
    }
    desk.refused(&["list"]);
    desk.refused(&["--no-such-flag"]);
    desk.refused(&["--theme", "none-such", "FILE"]);
}

#[test]
fn a_clock_behind_the_last_change_is_told_once_and_the_order_stays() {
    let desk = desk();
    let set = |now: &str, value: &str| {
        let mut command = desk.command(&["set", "FILE", "AC/C7", "--numerator", value]);
        ran(command.env("QUARTERDECK_NOW", now).output().unwrap())
    };
    let first = set("2026-11-29T10:00:00", "50");
    assert!(first.code == 0 && !first.err.contains("is behind"), "{}", first.err);
    let second = set("2026-11-01T10:00:00", "51");
    assert_eq!(second.code, 0);
    assert_eq!(second.err.matches("is behind the last change").count(), 1, "{}", second.err);
    let history = desk.json(&["history", "FILE", "--json", "--limit", "2"]);
    assert_eq!(
        (&history[0]["at"], &history[1]["at"]),
        (&"2026-11-01T10:00:00".into(), &"2026-11-29T10:00:00".into())
    );
    assert_eq!(desk.run(&["verify", "FILE"]).code, 0);
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let desk = desk();
    for arguments in [&["FILE"][..], &[], &["demo"]] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains("needs a terminal") && ran.err.contains("--plain"), "{}", ran.err);
    }
}

#[test]
fn a_file_that_cannot_be_opened_is_said_first() {
    let desk = desk();
    assert!(desk.fails(&["none.qd"]).contains("no workbook at none.qd"));
    assert!(desk.fails(&["lst"]).contains("quarterdeck list"));
    std::fs::write(desk.home.path().join("notes.txt"), "Dear all,\n".repeat(100)).unwrap();
    assert!(desk.fails(&["notes.txt"]).contains("is not a workbook"));
    std::fs::write(desk.home.path().join("empty.qd"), "").unwrap();
    assert!(desk.fails(&["list", "indicators", "empty.qd"]).contains("empty"));
    assert!(desk.fails(&["show", ".", "AC/C7"]).contains("folder"));
    assert!(desk.refused(&["FILE", "verify", "FILE"]).contains("command comes first"));
}

#[test]
fn plain_prints_the_overview_and_the_reds() {
    let desk = desk();
    let text = desk.ok(&["--plain", "FILE"]);
    assert!(text.contains("Strategic: 12 (5 Red, 1 Red Amber, 1 Green Amber, 5 Green)"), "{text}");
    assert!(text.contains("\nReference: AC/C7\n"));
    let reds = desk.json(&["list", "indicators", "FILE", "--rating", "red,red_amber", "--json"]);
    assert_eq!(text.matches("\nReference: ").count(), reds.as_array().unwrap().len());
}

#[test]
fn show_explains_the_rating() {
    let desk = desk();
    let text = desk.ok(&["show", "FILE", "ac/c7"]);
    for part in ["AC/C7", "42/231", "■ R, Red", "Reasons", "Actions: 3", "As printed", "History: "] {
        assert!(text.contains(part), "{part}");
    }
    let one = desk.shown("AC/C7");
    assert_eq!(one["explanation"]["rating"], "red");
    assert!(one["explanation"]["rule"].as_str().unwrap().starts_with("Red"));
    assert!(one["commentary"][0]["text"].is_string() && one["actions"].as_array().unwrap().len() == 3);
    assert!(one["printed"].as_array().unwrap().iter().any(|cell| cell["field"] == "target_variance"));
    assert!(desk.fails(&["show", "FILE", "ACC-7x"]).contains("AC/C7"));
    assert!(desk.fails(&["show", "FILE", "C11"]).contains("AC/C11 is near"));
    assert!(desk.fails(&["show", "FILE", "quite different"]).contains("list indicators"));
}

#[test]
fn demo_makes_the_sample_once_and_prints_where() {
    let desk = desk();
    let path = desk.ok(&["demo", "--no-open"]);
    assert_eq!(path.trim(), desk.home.path().join("data/quarterdeck/demo.qd").to_str().unwrap());
    desk.ok(&["set", path.trim(), "AC/C7", "--target", "99"]);
    desk.ok(&["demo", "--no-open"]);
    assert!(desk.ok(&["show", path.trim(), "AC/C7", "--json"]).contains("\"target\": 99"));
    assert!(desk.ok(&["--plain", "demo"]).contains("Reference: AC/S17"));
}

#[test]
fn new_workbooks_start_empty_and_replace_nothing() {
    let desk = desk();
    let made = [
        "new",
        "h.qd",
        "--organisation",
        "Example",
        "--service",
        "Housing",
        "--period",
        "2016/17-Q2",
        "--scheme",
        "tolerance",
    ];
    assert_eq!(desk.ok(&made), "h.qd\n");
    let settings = desk.json(&["settings", "h.qd", "--json"]);
    assert_eq!((&settings["period"], &settings["scheme"]), (&"2016/17-Q2".into(), &"tolerance".into()));
    assert!(desk.fails(&made).contains("already exists"));
    desk.refused(&["new", "i.qd", "--organisation", "Example"]);
    assert!(
        desk.refused(&["new", "i.qd", "--organisation", "E", "--service", "S", "--scheme", "x"])
            .contains("four-colour")
    );
    desk.refused(&["new", "i.qd", "--organisation", "E", "--service", "S", "--first-month", "13"]);
}

/// The period that a new workbook opens at is the one that is reported on that day, of its own year.
#[test]
fn a_new_workbook_opens_at_the_quarter_that_has_just_ended_and_says_so() {
    let desk = desk();
    let made = |name: &str, day: &str, more: &[&str]| {
        let mut command =
            desk.command(&["new", name, "--organisation", "Cornwall Council", "--service", "All"]);
        let ran = ran(command.args(more).env("QUARTERDECK_NOW", day).output().unwrap());
        assert_eq!((ran.code, ran.out.trim()), (0, name), "{}", ran.err);
        let settings = desk.json(&["settings", name, "--json"]);
        (settings["period"].as_str().unwrap().to_owned(), settings["scheme"].clone(), ran.err)
    };
    let (period, scheme, told) = made("a.qd", "2026-11-30T09:00:00", &[]);
    assert_eq!((period.as_str(), scheme), ("2026/27-Q2", "tolerance".into()));
    assert!(
        told.contains("Q2 2026/27, the quarter that has just ended; --period names another")
            && told.contains("With a target of 80% and 70% before: Green from 80%"),
        "{told}"
    );
    for (name, day, more, period) in [
        ("b.qd", "2026-04-01T00:10:00", &[][..], "2025/26-Q4"),
        ("c.qd", "2026-03-31T23:50:00", &[], "2025/26-Q3"),
        ("d.qd", "2026-01-02T09:00:00", &["--first-month", "January"], "2025/26-Q4"),
        ("e.qd", "2026-01-02T09:00:00", &["--first-month", "sep"], "2025/26-Q1"),
        ("f.qd", "2026-01-02T09:00:00", &["--period", "2022/23"], "2022/23"),
        ("g.qd", "2026-01-02T09:00:00", &["--period", "2022/23-M09"], "2022/23-M09"),
    ] {
        assert_eq!(made(name, day, more).0, period, "{day} {more:?}");
    }
    // The next quarter is opened where it ended.
    assert!(desk.ok(&["period", "open-next", "a.qd"]).contains("Q3 2026/27"));
}

#[test]
fn keys_come_from_the_table() {
    let desk = desk();
    let rows = desk.json(&["keys", "--json"]);
    for row in quarterdeck::input::TABLE {
        assert!(rows.as_array().unwrap().iter().any(|line| line["does"] == row.title), "{}", row.title);
    }
    assert!(desk.ok(&["keys", "--markdown"]).contains("| `1` | go to Overview |"));
    assert!(desk.ok(&["keys"]).starts_with("One letter, one meaning everywhere\n"));
}

#[test]
fn the_manual_has_every_command_option_and_key() {
    /// A text as roff writes it, without what only tells how it looks.
    fn plain(page: &str) -> String {
        page.replace("\\*(Aq", "'")
            .replace("\\-", "-")
            .replace("\\fB", "")
            .replace("\\fR", "")
            .replace("\\fI", "")
            .replace("\\\\", "\\")
    }
    let desk = desk();
    let page = plain(&desk.ok(&["man"]));
    for row in quarterdeck::input::TABLE {
        assert!(page.contains(row.title), "{}", row.title);
    }
    let mut whole = quarterdeck::cli::command_line();
    whole.build();
    let mut pages = 0;
    for command in whole.get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_name();
        assert!(page.contains(&format!("quarterdeck-{name}(1)")), "{name}");
        let of_its_own = plain(&desk.ok(&["man", name]));
        pages += 1;
        for option in command.get_arguments().filter(|option| !option.is_hide_set()) {
            let Some(long) = option.get_long() else { continue };
            assert!(of_its_own.contains(&format!("--{long}")), "{name} --{long}");
        }
    }
    assert!(pages > 40, "{pages}");
    assert!(plain(&desk.ok(&["man", "action", "add"])).contains("--client-group"));
    assert!(desk.refused(&["man", "reprot"]).contains("There is no command “reprot” here"));
}

#[test]
fn completions_for_every_shell() {
    let desk = desk();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.ok(&["completions", shell]).contains("generate"), "{shell}");
    }
    desk.refused(&["completions", "cmd"]);
}

#[test]
fn backups_are_workbooks_beside_the_file() {
    let desk = desk();
    let path = desk.ok(&["backup", "FILE"]);
    assert!(path.trim().ends_with("adults.backup-2015-07-06-140211.qd"), "{path}");
    assert_eq!(
        desk.ok(&["list", "indicators", path.trim(), "--json"]),
        desk.ok(&["list", "indicators", "FILE", "--json"])
    );
    assert!(desk.fails(&["backup", "FILE"]).contains("already exists"));
    assert_eq!(desk.ok(&["backup", "FILE", "copy.qd"]), "copy.qd\n");
    assert!(desk.ok(&["verify", "copy.qd"]).contains("is sound"));
}

#[test]
fn verify_finds_damage() {
    let desk = desk();
    let mut bytes = std::fs::read(&desk.file).unwrap();
    let size = bytes.len();
    // Pages in the middle, well past the schema.
    bytes[size / 2..size / 2 + 8192].fill(0xa5);
    std::fs::write(&desk.file, bytes).unwrap();
    let ran = desk.run(&["verify", "FILE"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("btreeInitPage() returns error"), "{ran:?}");
    let sentence = "adults.qd is not as it was written: restore a backup from before it was altered.";
    let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains(sentence), "{ran:?}");
    assert!(ran.err.contains("`quarterdeck recover ") && ran.err.contains("adults.qd NEW`"), "{ran:?}");
}

#[test]
fn generated_workbooks_are_the_same_every_time() {
    let desk = desk();
    for name in ["a.qd", "b.qd"] {
        assert_eq!(
            desk.ok(&["generate", "--indicators", "200", "--periods", "5", name]),
            format!("{name}\n")
        );
    }
    let listed = |name: &str| desk.ok(&["list", "indicators", name, "--json", "--sort", "reference"]);
    let rows: serde_json::Value = serde_json::from_str(&listed("a.qd")).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 200);
    assert_eq!(listed("a.qd"), listed("b.qd"));
    assert!(
        desk.fails(&["generate", "--indicators", "1", "--periods", "1", "a.qd"]).contains("already exists")
    );
    desk.refused(&["generate", "--indicators", "0", "--periods", "1", "c.qd"]);
    desk.ok(&["generate", "--indicators", "3", "--periods", "2", "--organisations", "12", "g.qd"]);
    let compared = desk.ok(&["compare", "g.qd", "--csv"]);
    assert_eq!(compared.lines().count(), 1 + 3 * 12, "{compared}");
    assert!(compared.contains("Generated council") && compared.contains(",12,"), "{compared}");
    desk.refused(&["generate", "--indicators", "1", "--periods", "1", "--organisations", "1", "c.qd"]);
    assert!(
        desk.fails(&["generate", "--indicators", "1", "--periods", "1", "no/such/c.qd"]).contains("no/such")
    );
}

#[cfg(unix)]
#[test]
fn a_stopped_generation_leaves_nothing_behind() {
    use rustix::process::{Pid, Signal, kill_process};
    let desk = desk();
    let folder = desk.home.path().join("here");
    std::fs::create_dir(&folder).unwrap();
    let mut child = desk.command(&["generate", "--indicators", "1000000", "--periods", "8", "here/big.qd"]);
    let child =
        child.stderr(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let begun = std::time::Instant::now();
    while std::fs::read_dir(&folder).unwrap().count() == 0 && begun.elapsed().as_secs() < 20 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::thread::sleep(std::time::Duration::from_millis(100));
    kill_process(Pid::from_raw(child.id().cast_signed()).unwrap(), Signal::INT).unwrap();
    let ended = ran(child.wait_with_output().unwrap());
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.err.contains("Nothing was made"), "{}", ended.err);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_work() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = desk();
    let name = OsStr::from_bytes(b"caf\xe9.qd");
    std::fs::copy(&desk.file, desk.home.path().join(name)).unwrap();
    let run = |arguments: &[&OsStr]| ran(command(desk.home.path(), arguments).output().unwrap());
    let listed = run(&["list".as_ref(), "indicators".as_ref(), name, "--json".as_ref()]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    let missing = run(&[OsStr::from_bytes(b"\xff\x1b[31m.qd")]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("There is no workbook at") && !missing.err.contains('\u{1b}'),
        "{}",
        missing.err
    );
    let copy = OsStr::from_bytes(b"copy\xe9.qd");
    let backup = command(desk.home.path(), &["backup".as_ref(), name, copy]).output().unwrap();
    assert_eq!(backup.stdout, b"copy\xe9.qd\n");
    assert_eq!(run(&["show".as_ref(), name, OsStr::from_bytes(b"\xe9")]).code, 2);
}

#[test]
fn drafts_are_listed_and_thrown_away() {
    use quarterdeck::drafts::{Draft, Drafts};
    let desk = desk();
    let ran = desk.run(&["drafts", "FILE"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "There is no draft of this workbook.\n"));
    let workbook = desk.json(&["settings", "FILE", "--json"])["id"].as_str().unwrap().to_owned();
    let draft = Draft {
        workbook,
        workbook_path: desk.file.display().to_string(),
        workbook_file: String::new(),
        place: String::new(),
        screen: String::new(),
        opened_by: String::new(),
        subject: "reasons".to_owned(),
        indicator: 1,
        period: "2015/16-Q1".parse().unwrap(),
        reference: "AC/S1".to_owned(),
        text: "Half a sen".to_owned(),
        cursor: (0, 0),
        base_revision: 0,
        base_text: String::new(),
        saved_at: "2015-07-06T13:00:00".to_owned(),
        extra: std::collections::BTreeMap::new(),
    };
    Drafts::open(desk.home.path().join("state/quarterdeck/drafts")).unwrap().save(&draft).unwrap();
    assert!(desk.ok(&["drafts", "FILE"]).contains("Half a sen"));
    assert_eq!(desk.json(&["drafts", "FILE", "--json"])[0]["reference"], "AC/S1");
    assert!(desk.ok(&["drafts", "FILE", "--purge"]).contains("Thrown away: AC/S1 reasons"));
    assert_eq!(desk.ok(&["drafts", "FILE"]), "");
}

#[test]
fn the_person_and_the_time_come_from_outside() {
    let desk = desk();
    desk.ok(&["set", "FILE", "AC/C7", "--target", "99", "--user", "Sam"]);
    assert_eq!(desk.json(&["history", "FILE", "--json", "--limit", "1"])[0]["who"], "Sam");
    let history = desk.json(&["history", "FILE", "--json", "--reference", "AC/C7"]);
    assert_eq!(history.as_array().unwrap().len(), 1);
    let mut odd = desk.command(&["list", "periods", "FILE"]);
    let odd = ran(odd.env("QUARTERDECK_NOW", "yesterday").output().unwrap());
    assert_eq!(odd.code, 2);
    assert!(odd.err.contains("2015-07-06T14:02:11"), "{}", odd.err);
}

#[test]
fn all_drafts_are_listed_without_a_workbook_that_can_be_read() {
    let desk = desk();
    let folder = desk.home.path().join("state/quarterdeck/drafts");
    let drafts = quarterdeck::drafts::Drafts::open(&folder).unwrap();
    let draft = |path: &str, text: &str| {
        quarterdeck::drafts::Draft {
            workbook: format!("id of {path}"),
            subject: "reasons".into(),
            reference: "AC/C7".into(),
            period: "2015/16-Q1".parse().unwrap(),
            text: text.into(),
            saved_at: "2015-07-03T14:02:11".into(),
            ..Default::default()
        }
        .at(&quarterdeck::drafts::Place::of(std::path::Path::new(path)))
    };
    drafts.save(&draft("/share/gone.qd", "Words of a workbook that is gone.")).unwrap();
    drafts.save(&draft("/share/damaged.qd", "Words of a damaged one.\nAnd more.")).unwrap();
    std::fs::write(&desk.file, "no workbook").unwrap();
    assert!(desk.fails(&["drafts", "FILE"]).contains("drafts --all"));
    let table = desk.ok(&["drafts", "--all"]);
    for part in ["/share/gone.qd", "/share/damaged.qd", "3 days ago", "Words of a damaged one."] {
        assert!(table.contains(part), "{part} in {table}");
    }
    let rows = desk.json(&["drafts", "--all", "--json"]);
    let number = rows[0]["number"].as_str().unwrap().to_owned();
    let shown = desk.ok(&["drafts", "--show", &number]);
    assert!(shown.contains("And more.") && shown.contains("/share/damaged.qd"), "{shown}");
    desk.ok(&["drafts", "--remove", &number]);
    assert!(desk.fails(&["drafts", "--show", &number]).contains("no draft"));
    assert_eq!(desk.json(&["drafts", "--all", "--json"]).as_array().unwrap().len(), 1);
}
