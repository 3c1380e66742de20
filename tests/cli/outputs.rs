//! A workbook in which every text holds what a terminal acts on, what hides or
//! reorders text and what a spreadsheet takes for a formula, printed by every
//! command in every way.

use std::collections::BTreeSet;

use crate::desk::desk;

/// Escape sequences, a bell, C1 controls, bidirectional overrides, invisible characters, a tag.
const HOSTILE: &str = "=1+1\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\u{8}\r";

/// Columns that are read as something else than text.
const STRUCTURE: [&str; 16] = [
    "uuid",
    "scheme",
    "polarity",
    "review_ratings",
    "definition",
    "fingerprint",
    "checksum",
    "pages",
    "due",
    "done_on",
    "held_on",
    "promise_due",
    "promise_sent",
    "covers_from",
    "covers_to",
    "at",
];

/// What every command is asked for; commands that only write are named with the reason.
const ASKED: &[&[&str]] = &[
    &["list", "indicators", "FILE"],
    &["list", "actions", "FILE", "--state", "all"],
    &["list", "risks", "FILE"],
    &["list", "risks", "FILE", "--matrix"],
    &["list", "budget", "FILE"],
    &["list", "capital", "FILE"],
    &["list", "savings", "FILE"],
    &["list", "commitments", "FILE"],
    &["list", "questions", "FILE"],
    &["list", "narrative", "FILE"],
    &["list", "publications", "FILE"],
    &["list", "periods", "FILE"],
    &["history", "FILE"],
    &["settings", "FILE"],
    &["verify", "FILE"],
    &["check", "FILE"],
    &["matrix", "show", "FILE"],
    &["mapping", "list", "FILE"],
    &["returns", "list", "FILE"],
    &["drafts", "FILE"],
    &["show", "FILE", "action 1"],
    &["undo", "FILE"],
    &["redo", "FILE"],
    &["publish", "FILE", "--reason", HOSTILE],
    &["set", "FILE", HOSTILE, "--numerator", "1"],
    &["report", "FILE", "--changes"],
    &["report", "FILE", "--format", "csv", "--output", "-", "--draft"],
    &["report", "FILE", "--format", "markdown", "--output", "-", "--draft"],
    &["report", "FILE", "--format", "html", "--output", "-", "--draft"],
    &["period", "close", "FILE", "--because", HOSTILE],
    &["indicator", "edit", "FILE", HOSTILE],
    &["action", "edit", "FILE", HOSTILE],
    &["risk", "close", "FILE", HOSTILE, "--reason", HOSTILE],
    &["budget", "set", "FILE", HOSTILE, "--forecast", "1"],
    &["commitment", "rate", "FILE", HOSTILE, "red"],
    &["question", "edit", "FILE", HOSTILE],
    &["narrative", "move", "FILE", HOSTILE, "up"],
    &["link", "show", "FILE", HOSTILE],
    &["chart", "FILE", HOSTILE],
    &["import", "FILE", HOSTILE],
    &["compare", "FILE"],
    &["compare", "FILE", "--summary"],
    &["compare", "FILE", "--group", HOSTILE],
    &["compare", "FILE", "--organisation", HOSTILE],
    &["group", "list", "FILE"],
    &["group", "list", "FILE", "--organisations"],
    &["overview", "FILE"],
    &["overview", "FILE", "--json"],
    &["theme", "add", "FILE", HOSTILE],
    &["theme", "list", "FILE"],
    &["theme", "list", "FILE", "--json"],
    &["theme", "place", "FILE", HOSTILE, "--to", "1"],
    &["theme", "remove", "FILE", HOSTILE],
    &["narrative", "insert", "FILE", "1", HOSTILE],
    &["group", "add", "FILE", HOSTILE, "--members", HOSTILE],
    &["group", "import", "FILE", HOSTILE],
    &["group", "remove", "FILE", HOSTILE],
    &["group", "edit", "FILE", HOSTILE, "--name", HOSTILE],
    &["organisation", "list", "FILE"],
    &["organisation", "list", "FILE", "--json"],
    &["organisation", "add", "FILE", HOSTILE, "--merged-into", HOSTILE],
    &["organisation", "edit", "FILE", HOSTILE, "--code", HOSTILE],
    &["organisation", "remove", "FILE", HOSTILE],
    // A path alone on its line is printed in its very bytes where a program reads it.
    &["backup", "FILE", "copy.qd"],
    &["recover", HOSTILE, HOSTILE],
    &["restore", "FILE", "--from", HOSTILE],
    &["verify-report", HOSTILE, "--workbook", "FILE"],
    &["new", "other.qd", "--organisation", HOSTILE],
    &["keys"],
    &["completions", "bash"],
    &["man"],
    &["man", "report"],
    &["help"],
    &["--plain", "FILE"],
];
const NOT_ASKED: &[(&str, &str)] =
    &[("demo", "opens the screen"), ("generate", "prints only figures of its own and the name it was given")];

fn harmful(text: &str) -> Option<char> {
    text.chars().find(|c| {
        matches!(*c as u32,
            0..=8 | 0xb..=0x1f | 0x7f..=0x9f | 0x61c | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e
            | 0x2066..=0x2069 | 0xfeff | 0xe0000..=0xe007f)
    })
}

#[test]
fn nothing_that_is_printed_acts_on_a_terminal_or_hides() {
    let desk = desk();
    let others = "Council,Ref,Measure,Year,Value\nBarnet,Z9,Homes let,2015/16,1\nAshby,Z9,Homes let,2015/16,2\nBrill,Z9,Homes let,2015/16,[c]\n";
    std::fs::write(desk.home.path().join("others.csv"), others).unwrap();
    desk.ok(&["import", "FILE", "others.csv", "--others", "all"]);
    desk.ok(&["group", "add", "FILE", "Near", "--members", "Ashby,Brill"]);
    {
        let connection = rusqlite::Connection::open(&desk.file).unwrap();
        let columns: Vec<(String, String)> = connection
            .prepare(
                "SELECT s.name, c.name FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c
                 WHERE s.type = 'table' AND c.type = 'TEXT'
                   AND s.name NOT IN ('haystack', 'operation', 'change', 'frozen', 'action_tally')",
            )
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(columns.len() > 60);
        for (table, column) in columns.iter().filter(|(_, column)| !STRUCTURE.contains(&column.as_str())) {
            let sql = format!(
                "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = ?1 || \"{column}\" WHERE \"{column}\" <> ''"
            );
            // What has a rule against it stays as it is.
            let _ = connection.execute(&sql, [HOSTILE]);
        }
        connection
            .execute_batch(
                "DROP TRIGGER operation_is_kept_as_written;
                 CREATE TEMP TABLE t AS SELECT 1; UPDATE operation SET who = who || char(27) || '[31m', label = label || char(8238);
                 CREATE TRIGGER operation_is_kept_as_written BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END",
            )
            .unwrap();
    }
    let help = desk.ok(&["--help"]);
    let names = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names: BTreeSet<&str> = names
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            line.split_whitespace().next().filter(|_| line.starts_with("  ") && !line.starts_with("   "))
        })
        .collect();
    assert!(names.len() > 25, "{names:?}");
    for name in names {
        let asked = ASKED.iter().any(|one| one[0] == name) || NOT_ASKED.iter().any(|(one, _)| *one == name);
        assert!(asked, "what `{name}` prints is not looked at");
    }
    let first = desk.run(&["list", "indicators", "FILE", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&first.out).unwrap();
    let reference = rows[0]["reference"].as_str().unwrap().to_owned();
    assert!(reference.contains('\u{202e}'), "{reference:?}");
    let mut asked: Vec<Vec<&str>> = ASKED.iter().map(|one| one.to_vec()).collect();
    asked.push(vec!["show", "FILE", &reference]);
    asked.push(vec!["chart", "FILE", &reference]);
    let mut printed = 0;
    for arguments in &asked {
        for more in [&[][..], &["--json"], &["--csv"], &["--plain"], &["--ascii"]] {
            let every: Vec<&str> = arguments.iter().chain(more).copied().collect();
            let ran = desk.run(&every);
            for (where_to, text) in [("standard output", &ran.out), ("standard error", &ran.err)] {
                assert!(!text.contains("panicked"), "{every:?}: {text}");
                let text = &text.replace("\r\n", "\n");
                if let Some(found) = harmful(text) {
                    let at = text.find(found).unwrap();
                    let near: String =
                        text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                    panic!("{every:?} prints {found:?} on {where_to} after {near:?}");
                }
                printed += text.len();
            }
            // A spreadsheet would work out a cell that begins so.
            if more == ["--csv"] && ran.code == 0 {
                let mut reader = csv::ReaderBuilder::new()
                    .flexible(true)
                    .has_headers(false)
                    .from_reader(ran.out.as_bytes());
                for cell in reader
                    .records()
                    .map(Result::unwrap)
                    .flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
                {
                    assert!(!cell.starts_with(['=', '+', '@']), "{every:?}: {cell}");
                }
            }
        }
    }
    assert!(printed > 500_000, "{printed}");
}
