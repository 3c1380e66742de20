//! `quarterdeck report` and `quarterdeck publish`.

mod cli;

use std::fs;

use cli::desk;

#[test]
fn a_report_is_written_under_a_name_of_its_own_and_never_over_another() {
    let desk = desk();
    let out = desk.ok(&["report", "FILE"]);
    assert_eq!(out.trim(), "adults-communities-2015-16-q1-service.html");
    let path = desk.home.path().join(out.trim());
    let first = fs::read(&path).unwrap();
    assert!(String::from_utf8_lossy(&first).contains("<h1>Adults &amp; Communities: Q1 2015/16</h1>"));
    fs::write(&path, "mine").unwrap();
    let why = desk.fails(&["report", "FILE"]);
    assert!(why.contains("is there already") && why.contains("--replace"), "{why}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    desk.ok(&["report", "FILE", "--replace"]);
    assert_eq!(fs::read(&path).unwrap(), first);
    // Nothing of a temporary file is left.
    let left: Vec<String> = fs::read_dir(desk.home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn it_goes_to_standard_output_and_as_what_its_name_says() {
    let desk = desk();
    let md = desk.ok(&["report", "FILE", "--format", "md", "--output", "-"]);
    assert!(md.starts_with("# Adults & Communities: Q1 2015/16\n"), "{}", &md[..60]);
    desk.ok(&["report", "FILE", "--output", "q1.md"]);
    assert_eq!(fs::read_to_string(desk.home.path().join("q1.md")).unwrap(), md);
    let draft = desk.ok(&["report", "FILE", "--format", "md", "--output", "-", "--draft"]);
    assert!(draft.contains("**Draft: not yet published.**") && !md.contains("Draft: not"));
    let why = desk.refused(&["report", "FILE", "--output", "q1.doc"]);
    assert!(why.contains("html, md, csv") || why.contains("html"), "{why}");
    let why = desk.refused(&["report", "FILE", "--template", "pie"]);
    assert!(why.contains("service, action-plan, exception, integrated, questions"), "{why}");
}

#[test]
fn every_format_at_once_and_every_table_in_a_file_of_its_own() {
    let desk = desk();
    let out = desk.ok(&["report", "FILE", "--all", "--output", "out"]);
    for ending in ["html", "md", "csv"] {
        let name = format!("out/adults-communities-2015-16-q1-service.{ending}");
        assert!(out.lines().any(|line| line == name), "{out}");
    }
    let out = desk.ok(&["report", "FILE", "--format", "csv", "--output", "tables"]);
    assert!(out.lines().any(|line| line == "tables/not-met.csv"), "{out}");
    let table = fs::read_to_string(desk.home.path().join("tables/not-met.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(headings[..2], ["Ref", "Indicator"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let s3 = rows.iter().find(|row| &row[0] == "AC/S3").unwrap();
    assert_eq!((&s3[5], &s3[6], &s3[7]), ("60.00%", "422/709", "59.52%"));
}

#[test]
fn one_indicator_alone_and_every_other_template() {
    let desk = desk();
    let one = desk.ok(&[
        "report",
        "FILE",
        "--template",
        "action-plan",
        "--reference",
        "ac/s16",
        "--format",
        "md",
        "--output",
        "-",
    ]);
    assert!(one.contains("### AC/S16 ") && !one.contains("AC/S17"), "{one}");
    for (template, words) in [
        ("exception", "## 2 Red indicators"),
        ("integrated", "### 2.1 On track and not on track"),
        ("questions", "## Questions and follow-ups"),
    ] {
        let md = desk.ok(&["report", "FILE", "--template", template, "--format", "md", "--output", "-"]);
        assert!(md.contains(words), "{template}");
    }
    let why = desk.fails(&["report", "FILE", "--reference", "XX/1", "--output", "-"]);
    assert!(why.contains("no indicator XX/1"), "{why}");
}

#[test]
fn a_council_brings_its_own_template() {
    let desk = desk();
    let folder = desk.home.path().join("config/quarterdeck/templates");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("short.toml"),
        "code = \"short\"\nname = \"Short\"\nabout = \"Our own.\"\ntitle = \"{service} in short\"\n\n\
         [[section]]\nkind = \"indicators\"\nheading = \"All of it\"\nintro = \"As {period} ended.\"\n",
    )
    .unwrap();
    let listed = desk.ok(&["report", "--templates"]);
    assert!(listed.contains("short") && listed.contains("Our own."), "{listed}");
    let md = desk.ok(&["report", "FILE", "--template", "short", "--format", "md", "--output", "-"]);
    assert!(md.starts_with("# Adults & Communities in short\n") && md.contains("As Q1 2015/16 ended."));
    fs::write(desk.home.path().join("wrong.toml"), "code = \"x\"\nname = \"X\"\ntitle = 3\n").unwrap();
    let why = desk.fails(&["report", "FILE", "--template", "wrong.toml", "--output", "-"]);
    assert!(why.contains("wrong.toml") && why.contains("line 3"), "{why}");
    let kinds = desk.ok(&["report", "--kinds"]);
    assert!(kinds.lines().count() >= 20 && kinds.contains("risk_register"), "{kinds}");
}

#[test]
fn a_published_quarter_is_printed_the_same_whatever_comes_after() {
    let desk = desk();
    let said = desk.ok(&["publish", "FILE", "--reason", "Known, and told to members."]);
    assert_eq!(said.trim(), "Publish service report of Q1 2015/16.");
    let print = |more: &[&str]| {
        let mut all = vec!["report", "FILE", "--format", "html", "--output", "-"];
        all.extend(more);
        desk.ok(&all)
    };
    let first = print(&[]);
    // On another day, by another person.
    let mut later = desk.command(&["report", "FILE", "--format", "html", "--output", "-"]);
    let later =
        later.env("QUARTERDECK_NOW", "2019-01-02T03:04:05").env("QUARTERDECK_USER", "Someone").output();
    assert_eq!(String::from_utf8(later.unwrap().stdout).unwrap(), first);
    // The quarter can only be read now.
    let why = desk.fails(&["set", "FILE", "AC/C7", "--numerator", "50"]);
    assert!(why.contains("closed"), "{why}");
    assert!(
        desk.fails(&["publish", "FILE", "--reason", "Once more."])
            .contains("Nothing is different from version 1")
    );

    desk.ok(&["period", "reopen", "FILE", "--period", "2015/16-Q1", "--because", "A figure came late."]);
    desk.ok(&["set", "FILE", "AC/C7", "--numerator", "50"]);
    assert_eq!(print(&[]), first, "what was published stays");
    assert_ne!(print(&["--draft"]), first);
    let changes = desk.ok(&["report", "FILE", "--changes"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(changes.contains("AC/C7, Result: 18.2% became 21.6%"), "{changes}");
    let said = desk
        .ok(&["publish", "FILE", "--reason", "Known, and told to members."])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(said.contains("version 2") && said.contains("18.2% became 21.6%"), "{said}");
    assert_eq!(print(&["--published", "1"]), first);
    assert!(print(&[]).contains("21.6%") && print(&[]).contains("Version 2."));
    let shown = desk.ok(&["show", "FILE", "AC/C7"]);
    assert!(shown.contains("service, version 2, published 2015-07-06: page "), "{shown}");
    // The step can be taken back, and what was printed can not be altered by that.
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(print(&[]), first);
    assert!(desk.run(&["verify", "FILE"]).code == 0);
}

#[test]
fn a_published_form_is_printed_by_itself_as_it_was() {
    let desk = desk();
    desk.ok(&["publish", "FILE", "--template", "action-plan", "--reason", "Known, and told to members."]);
    desk.ok(&["period", "reopen", "FILE", "--period", "2015/16-Q1", "--because", "A figure came late."]);
    desk.ok(&["set", "FILE", "AC/C7", "--numerator", "50"]);
    let print = |template: &str, more: &[&str]| {
        let mut all = vec!["report", "FILE", "--template", template, "--format", "md", "--output", "-"];
        all.extend(["--reference", "ac/c7"]);
        all.extend(more);
        desk.run(&all)
    };
    let form = print("action-plan", &[]).out;
    assert!(form.contains("18.2%") && !form.contains("21.6%") && !form.contains("AC/S17"), "{form}");
    assert!(print("action-plan", &["--draft"]).out.contains("21.6%"));
    let now = print("exception", &[]);
    assert!(now.out.contains("21.6%") && now.err.contains("not published yet"), "{}", now.err);
}

#[test]
fn what_is_missing_keeps_it_from_going_out_without_a_reason() {
    let desk = desk();
    let rows = desk.json(&["list", "narrative", "FILE", "--json"]);
    for row in rows.as_array().unwrap().iter().filter(|row| row["kind"] == "equalities") {
        let id = row["id"].to_string();
        desk.ok(&["narrative", "delete", "FILE", &id]);
    }
    let ran = desk.run(&["publish", "FILE"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("6 Equalities: Nothing has been written on equalities."), "{}", ran.out);
    assert!(ran.err.contains("--reason"), "{}", ran.err);
    desk.ok(&["publish", "FILE", "--reason", "Equalities come to the next committee."]);
    let history = desk.ok(&["history", "FILE"]);
    assert!(history.contains("Publish service report of Q1 2015/16"), "{history}");
}

#[test]
fn what_changed_since_the_last_draft_is_told() {
    let desk = desk();
    assert!(desk.fails(&["report", "FILE", "--changes"]).contains("No draft has gone out"));
    desk.ok(&["report", "FILE", "--draft", "--format", "md", "--output", "d.md"]);
    assert_eq!(desk.ok(&["report", "FILE", "--changes"]).trim(), "Nothing has changed since the last draft.");
    desk.ok(&["set", "FILE", "AC/C7", "--reason", "Applications doubled."]);
    let told = desk.ok(&["report", "FILE", "--changes"]);
    assert!(told.contains("AC/C7") && told.contains("+doubled.+"), "{told}");
}

#[test]
fn a_page_that_members_cite_finds_its_indicator() {
    let desk = desk();
    desk.ok(&["publish", "FILE", "--reason", "Known, and told to members."]);
    let shown = desk.ok(&["show", "FILE", "AC/C7"]);
    let line = shown.lines().find(|line| line.contains("service, version 1")).unwrap();
    let page = line.rsplit("page ").next().unwrap().split(',').next().unwrap().trim();
    let add = |cites: &str| {
        desk.run(&[
            "question",
            "add",
            "FILE",
            "--meeting",
            "Committee",
            "--question",
            "Why?",
            "--page",
            page,
            "--cites",
            cites,
        ])
    };
    let ran = add("second paragraph");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains(&format!("Page {page} tells of ")) && ran.err.contains("AC/C7"), "{}", ran.err);
    assert_eq!(add("ac/c7").code, 0);
    let questions = desk.json(&["list", "questions", "FILE", "--json"]);
    let about = |row: &serde_json::Value| row["about"].to_string();
    let asked: Vec<String> = questions.as_array().unwrap().iter().rev().take(2).map(about).collect();
    assert!(asked[0].contains("AC/C7"), "{asked:?}");
    assert_eq!(asked[1], "[]");
}
