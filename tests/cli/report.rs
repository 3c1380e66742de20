//! `quarterdeck report` and `quarterdeck publish`.

use std::fs;

use crate::desk::desk;

#[test]
fn a_report_is_written_under_a_name_of_its_own_and_never_over_another() {
    let desk = desk();
    let out = desk.ok(&["report", "FILE"]);
    assert_eq!(out.trim(), "adults-communities-2015-16-q1-service-draft.html");
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
    // Nothing is published, so asking for a draft or not makes no difference.
    assert!(draft.contains("**DRAFT, not published**"));
    assert_eq!(draft, md);
    for wish in [&["report", "FILE", "--final"][..], &["report", "FILE", "--final", "--draft"]] {
        let why = desk.refused(wish);
        assert!(why.contains("quarterdeck publish"), "{why}");
    }
    let why = desk.refused(&["report", "FILE", "--output", "q1.doc"]);
    assert!(why.contains("html, md, csv") || why.contains("html"), "{why}");
    let why = desk.refused(&["report", "FILE", "--template", "pie"]);
    assert!(why.contains("service, action-plan, exception, integrated, questions, regional"), "{why}");
}

#[test]
fn every_format_at_once_and_every_table_in_a_file_of_its_own() {
    let desk = desk();
    let out = desk.ok(&["report", "FILE", "--all", "--output", "out"]);
    for ending in ["html", "md", "csv"] {
        let name = format!("out/adults-communities-2015-16-q1-service-draft.{ending}");
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
        ("exception", "## 2 Red and Red Amber indicators"),
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
fn a_report_is_of_one_service_and_says_what_it_leaves_out() {
    let desk = desk();
    let print =
        |more: &[&str]| desk.run(&[&["report", "FILE", "--format", "md", "--output", "-"], more].concat());
    let own = print(&[]);
    assert!(own.err.contains("Covers only: Adults & Communities. Left out:"), "{}", own.err);
    assert!(own.err.contains("Housing Standards and Improvement (1 indicator)"), "{}", own.err);
    for (part, is_told) in [
        ("AC/S4", true),
        ("CI1", true),
        ("LPI 7", false),
        ("C28", false),
        ("D40", false),
        ("Warwickshire", false),
    ] {
        assert_eq!(own.out.contains(part), is_told, "{part}");
    }
    // Laid beside the published summary: the same twenty, and where it counts otherwise.
    let differs = own.out.split("Where the published summary differs").nth(1).unwrap();
    assert!(differs.contains("| Overall | Improving or the same | 90% (18) | "), "{differs}");
    assert!(!differs.contains("| Overall | Expected |"), "{differs}");
    let housing = print(&["--service", "housing standards and improvement"]).out;
    assert!(
        housing.contains("LPI 7") && !housing.contains("AC/S4") && !housing.contains("published summary"),
        "{housing}"
    );
    let all = print(&["--service", "all"]);
    assert!(
        all.out.contains("LPI 7") && all.out.contains("AC/S4") && !all.err.contains("without"),
        "{}",
        all.err
    );
    // The published summary counts its own service, whatever else is told of beside it.
    assert!(all.out.contains("| Overall | Improving or the same | 90% (18) | 8 |"), "{}", all.out);
    assert!(!all.out.contains("| Overall | Expected |"));
    let none = desk.fails(&["report", "FILE", "--service", "Parks", "--output", "-"]);
    assert!(
        none.contains("Nothing is of a service Parks. There are: ") && none.contains("Housing"),
        "{none}"
    );
    // The integrated report tells of every service, and nothing has left the workbook.
    assert!(print(&["--template", "integrated"]).out.contains("Housing Standards and Improvement"));
    assert!(desk.ok(&["list", "indicators", "FILE"]).contains("LPI 7"));
    // A workbook none of whose indicators names its own service is told whole.
    desk.ok(&["settings", "FILE", "--service", "Corporate services"]);
    let whole = print(&[]);
    assert!(whole.out.contains("LPI 7") && whole.out.contains("AC/S4"), "{}", whole.err);
}

#[test]
fn awaiting_data_is_not_red_and_a_rating_by_hand_says_that_its_figure_is_awaited() {
    let desk = desk();
    let words = "Red, set by hand; figure awaited";
    let because = format!("{words} (Rated red in the source; no figures are printed.)");
    for said in [
        desk.ok(&["show", "FILE", "C28"]),
        desk.ok(&["--plain", "show", "FILE", "C28"]),
        desk.ok(&["report", "FILE", "--service", "all", "--format", "md", "--output", "-"]),
        desk.ok(&[
            "report",
            "FILE",
            "--service",
            "all",
            "--template",
            "action-plan",
            "--format",
            "md",
            "--output",
            "-",
        ]),
    ] {
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&because), "{said}");
    }
    assert_eq!(desk.shown("C28")["rating_words"], words);
    assert_eq!(desk.shown("AC/C7")["rating_words"], "Red");
    assert!(desk.ok(&["--plain", "FILE"]).contains(words));
    // Taken back, it awaits its figure; to be looked at in the review, it is still not red.
    desk.ok(&["set", "FILE", "C28", "--clear-override"]);
    assert_eq!(desk.shown("C28")["rating_words"], "Awaiting data");
    desk.ok(&["settings", "FILE", "--review", "red,red_amber,awaiting_data"]);
    let exception = desk.ok(&[
        "report",
        "FILE",
        "--service",
        "all",
        "--template",
        "exception",
        "--format",
        "md",
        "--output",
        "-",
    ]);
    assert!(exception.contains("AC/C7") && !exception.contains("C28"), "{exception}");
    let track = desk.ok(&["report", "FILE", "--template", "integrated", "--format", "md", "--output", "-"]);
    let off = track.split("Indicators not on track").nth(1).unwrap();
    assert!(!off.split("## ").next().unwrap().contains("C28"), "{off}");
    let overview = desk.ok(&["--plain", "FILE"]);
    assert!(
        overview.contains("Indicators to review, worst first") && !overview.contains("Reds"),
        "{overview}"
    );
    let found: serde_json::Value = serde_json::from_str(&desk.run(&["check", "FILE", "--json"]).out).unwrap();
    let all = found["findings"].as_array().or(found.as_array()).unwrap();
    let of_it = all.iter().filter(|one| one["reference"] == "C28");
    let of_it: Vec<&str> = of_it.filter_map(|one| one["code"].as_str()).collect();
    assert!(!of_it.is_empty(), "{found}");
    assert!(of_it.iter().all(|code| !code.starts_with("red-")), "{of_it:?}");
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
    assert!(
        said.starts_with("Publish service report of Q1 2015/16.\nQ1 2015/16 is closed with it"),
        "{said}"
    );
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
    assert!(print(&[]).contains("21.6%") && print(&[]).contains("<dt>Version</dt><dd>2</dd>"));
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
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("AC/C7") && told.contains("became Applications doubled."), "{told}");
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

/// Replaces a text in a part of a Word document, as somebody with an editor would.
fn tampered(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{from}");
            content = text.replacen(from, to, 1).into_bytes();
        }
        made.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        made.write_all(&content).unwrap();
    }
    made.finish().unwrap().into_inner()
}

#[test]
fn a_file_is_known_for_what_was_published_whatever_it_is_called() {
    let desk = desk();
    let path = |name: &str| desk.home.path().join(name);
    let check = |name: &str| desk.run(&["verify-report", name, "--workbook", "FILE"]);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Before anything is published, a file is a draft.
    desk.ok(&["report", "FILE", "--format", "md", "--output", "early.md"]);
    let ran = check("early.md");
    assert_eq!(ran.code, 1);
    assert!(words(&ran.out).contains("says of itself that it is a draft"), "{}", ran.out);

    desk.ok(&["publish", "FILE", "--reason", "Known, and told to members."]);
    for format in ["docx", "pdf", "html", "md", "xlsx", "csv"] {
        desk.ok(&["report", "FILE", "--format", format, "--output", &format!("q1.{format}")]);
        fs::rename(path(&format!("q1.{format}")), path("renamed.bin")).unwrap();
        let ran = check("renamed.bin");
        assert_eq!(ran.code, 0, "{format}: {}{}", ran.out, ran.err);
        assert!(words(&ran.out).contains("exactly as published: version 1"), "{}", ran.out);
        fs::rename(path("renamed.bin"), path(&format!("q1.{format}"))).unwrap();
    }
    // A figure is altered: which one is said.
    for format in ["md", "html", "csv"] {
        let text = fs::read_to_string(path(&format!("q1.{format}"))).unwrap();
        fs::write(path("altered"), text.replacen("59.52%", "95.52%", 1)).unwrap();
        let ran = check("altered");
        assert_eq!(ran.code, 1);
        let said = words(&ran.out);
        assert!(said.contains("claims to be version 1") && said.contains("but differs"), "{format}: {said}");
        assert!(said.contains("59.52%") && said.contains("95.52%"), "{format}: {said}");
    }
    let docx = fs::read(path("q1.docx")).unwrap();
    fs::write(path("altered.docx"), tampered(&docx, "59.52%", "95.52%")).unwrap();
    let said = words(&check("altered.docx").out);
    assert!(said.contains("“59.52%” was published; the file has “95.52%”"), "{said}");
    // Saved again by another program: no word differs, and yet it is another file.
    fs::write(path("saved.docx"), tampered(&docx, "59.52%", "59.52%")).unwrap();
    let ran = check("saved.docx");
    assert!(ran.code == 1 && words(&ran.out).contains("No word and no figure in it differs"), "{}", ran.out);
    let mut pdf = fs::read(path("q1.pdf")).unwrap();
    pdf.extend_from_slice(b"\n% more\n");
    fs::write(path("altered.pdf"), pdf).unwrap();
    let ran = check("altered.pdf");
    assert!(ran.code == 1 && words(&ran.out).contains("claims to be version 1"), "{}", ran.out);
    // Somebody else's file.
    fs::write(path("other.csv"), "a,b\r\n1,2\r\n").unwrap();
    let ran = check("other.csv");
    assert!(ran.code == 1 && ran.out.contains("is not a report"), "{}", ran.out);

    // A later version, tables one by one, and an extract.
    desk.ok(&["period", "reopen", "FILE", "--period", "2015/16-Q1", "--because", "A figure came late."]);
    desk.ok(&["set", "FILE", "AC/C7", "--numerator", "50"]);
    desk.ok(&["publish", "FILE", "--reason", "Known, and told to members."]);
    assert!(words(&check("q1.pdf").out).contains("Version 2 has replaced it"));
    // One version that gives itself out for another is found out, and what it says is told.
    let mark = |json: &str| {
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        json["fingerprint"].as_str().unwrap().to_owned()
    };
    desk.ok(&["report", "FILE", "--format", "md", "--output", "q2.md"]);
    let of = |name: &str| mark(&desk.run(&["verify-report", name, "--workbook", "FILE", "--json"]).out);
    let (first, second) = (of("q1.pdf"), of("q2.md"));
    let mut pdf = fs::read(path("q1.pdf")).unwrap();
    // It stands in the file twice: for readers and for archives.
    while let Some(at) = pdf.windows(first.len()).position(|window| window == first.as_bytes()) {
        pdf[at..at + first.len()].copy_from_slice(second.as_bytes());
    }
    fs::write(path("other.pdf"), pdf).unwrap();
    let said = words(&check("other.pdf").out);
    assert!(said.contains("claims to be version 2") && said.contains("the file has “Version: 1”"), "{said}");
    desk.ok(&["report", "FILE", "--format", "csv", "--output", "tables"]);
    for name in ["tables/not-met.csv", "tables/about-this-report.csv"] {
        let said = words(&check(name).out);
        assert!(said.contains("exactly as published: version 2"), "{name}: {said}");
    }
    let md = desk.ok(&["report", "FILE", "--format", "md", "--output", "-"]);
    assert!(md.contains("## What has changed since version 1\n") && md.contains("| 18.2% | 21.6% |"), "{md}");
    desk.ok(&["publish", "FILE", "--template", "action-plan", "--reason", "Known, and told to members."]);
    let plan = ["report", "FILE", "--template", "action-plan", "--reference", "ac/c7", "--output", "c7.html"];
    desk.ok(&plan);
    let html = fs::read_to_string(path("c7.html")).unwrap();
    assert!(html.contains("of the indicators, AC/C7 alone"));
    let ran = desk.run(&["verify-report", "c7.html", "--workbook", "FILE", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&json["verdict"], &json["extract"]), (&"published".into(), &"AC/C7".into()), "{json}");
    assert_eq!(json["template"], "action-plan");
}

#[test]
fn publishing_closes_the_period_only_where_that_is_meant() {
    let desk = desk();
    let status = || desk.json(&["list", "periods", "FILE", "--json"]);
    let of = |rows: &serde_json::Value| {
        rows.as_array().unwrap().iter().find(|row| row["period"] == "2015/16-Q1").unwrap()["status"].clone()
    };
    let can_change = || desk.run(&["set", "FILE", "AC/C7", "--numerator", "50"]).code == 0;
    // The question log is no report that a period ends with.
    let said = desk.ok(&["publish", "FILE", "--template", "questions", "--reason", "Asked for."]);
    assert!(said.contains("still open"), "{said}");
    assert!(can_change() && of(&status()) == "open");
    desk.refused(&["publish", "FILE", "--close", "--keep-open"]);
    let said = desk.ok(&["publish", "FILE", "--reason", "Early.", "--keep-open"]);
    assert!(said.contains("still open") && can_change(), "{said}");
    let overview = desk.ok(&["--plain", "FILE"]);
    assert!(overview.contains("Published: questions version 1, service version 1"), "{overview}");
    assert!(overview.contains("Q1 2015/16, open"), "{overview}");
    desk.ok(&["set", "FILE", "AC/C7", "--numerator", "49"]);
    let said = desk.ok(&["publish", "FILE", "--reason", "Done."]);
    assert!(said.contains("is closed with it"), "{said}");
    assert!(!can_change() && of(&status()) == "published");
    // What it did is named before it is taken back.
    let asked = desk.run(&["undo", "FILE"]);
    assert!(asked.code == 1 && asked.out.contains("its period is open again"), "{}", asked.out);
    desk.ok(&["undo", "FILE", "--yes"]);
    assert!(can_change());
    let said = desk.ok(&["publish", "FILE", "--template", "exception", "--reason", "Done.", "--close"]);
    assert!(said.contains("is closed with it") && !can_change(), "{said}");
    // All of them are listed, each with its checksum.
    let all = desk.json(&["list", "publications", "FILE", "--json"]);
    let all = all.as_array().unwrap();
    assert_eq!(
        all.iter().map(|one| one["template"].as_str().unwrap()).collect::<Vec<_>>(),
        ["questions", "service", "exception"]
    );
    assert!(
        all.iter().all(|one| one["checksum"].as_str().unwrap().len() == 64
            && one["history"].as_str().unwrap().len() == 64)
    );
    let verified = desk.json(&["verify", "FILE", "--json"]);
    assert_eq!((&verified["sound"], verified["publications"].as_array().unwrap().len()), (&true.into(), 3));
    let noted = verified["fingerprint"].as_str().unwrap();
    assert_eq!(desk.run(&["verify", "FILE", "--noted", noted]).code, 0);
    assert_eq!(desk.run(&["verify", "FILE", "--noted", "0000 0000 0000 0000"]).code, 1);
}
