//! The last hour: looking at the report, writing it out, publishing it.

use std::fs;

use quarterdeck::report::Format;

use crate::harness::Harness;

#[test]
fn one_key_shows_the_report_and_three_more_write_it() {
    let mut officer = Harness::new(120, 40);
    officer.keys("W");
    officer.assert_contains("Contents").assert_contains("Before publishing: Service report");
    officer.keys("X down down enter ctrl-s");
    officer.assert_contains("X writes another format");
    let path = officer.file.with_file_name("adults-communities-2015-16-q1-service-draft.html");
    let html = fs::read_to_string(&path).unwrap();
    assert!(html.contains("DRAFT, not published") && html.contains("59.52%"));
    // A file that is there is only replaced when asked.
    officer.keys("X down down enter ctrl-s").assert_contains("Replace the file?").keys("n");
    assert_eq!(fs::read_to_string(&path).unwrap(), html);
    fs::write(&path, "old").unwrap();
    officer.keys("X down down enter ctrl-s y").assert_contains("Written to");
    assert_eq!(fs::read_to_string(&path).unwrap(), html);
}

/// The workbook itself, by whatever name, its journal, its lock, another workbook.
#[test]
fn a_report_is_never_written_over_a_workbook_or_what_belongs_to_one() {
    let mut officer = Harness::new(120, 40);
    let folder = officer.folder().to_path_buf();
    fs::copy(&officer.file, folder.join("other.qd")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&officer.file, folder.join("link.html")).unwrap();
    let before: Vec<Vec<u8>> =
        ["sample.qd", "other.qd"].map(|name| fs::read(folder.join(name)).unwrap()).into();
    for (name, says) in [
        ("sample.qd", "is a workbook"),
        ("other.qd", "is a workbook"),
        ("link.html", "is a workbook"),
        ("sample.qd-journal", "belongs to the workbook"),
        (".sample.qd.lock", "belongs to the workbook"),
        ("new.qd", "ends as workbooks do"),
    ] {
        if cfg!(not(unix)) && name == "link.html" {
            continue;
        }
        officer.keys("W X down down enter ctrl-a").paste(&folder.join(name).display().to_string());
        officer.keys("ctrl-s").assert_says(says);
        // Nor is it on saying yes, where there is a question.
        officer.keys("y").keys("esc esc esc");
        for (name, before) in ["sample.qd", "other.qd"].iter().zip(&before) {
            assert!(fs::read(folder.join(name)).unwrap() == *before, "{name} was written to");
        }
    }
    assert!(officer.store().verify().unwrap().is_empty());
}

#[test]
fn enter_goes_to_the_source_and_the_key_comes_back_to_the_line() {
    let mut officer = Harness::new(120, 40);
    officer.keys("W").times(8, "tab").times(8, "down");
    let page = officer.screen();
    assert!(page.contains("Page 5"), "{page}");
    officer.keys("enter").assert_contains("W comes back to this line");
    officer.assert_contains("[2 Indicators]");
    officer.keys("W");
    let again = officer.screen();
    let line = |screen: &str| {
        let found = screen.lines().find_map(|line| line.split_once("││ >"));
        found.map(|(_, text)| text.trim().to_owned())
    };
    assert!(line(&page).is_some_and(|text| !text.is_empty()));
    assert_eq!(line(&page), line(&again), "{again}");
}

#[test]
fn publishing_asks_and_a_correction_is_another_version() {
    let mut officer = Harness::new(220, 40);
    // The sample's figures are as printed, mistakes too.
    officer.keys("W p").assert_contains("Publish although something is open");
    officer.type_text("They are the source's.").keys("ctrl-s");
    officer.assert_contains("Publish service report of Q1 2015/16");
    officer.assert_contains("Published as version 1");
    officer.keys("p").assert_contains("nothing is different");
    officer.keys("esc").palette("reopen this period");
    officer.type_text("A figure came late.").keys("ctrl-s");
    officer.indicator("AC/C7").column("Num/Den").keys("e").type_text("50/231").keys("enter");
    officer.keys("W").assert_contains("Different now");
    officer
        .keys("v")
        .assert_contains("Changed since version 1")
        .assert_contains("-18.2%-")
        .assert_contains("+21.6%+");
    officer.keys("esc p").type_text("They still are.").keys("ctrl-s").assert_contains("version 2");
}

#[test]
fn what_is_missing_takes_a_reason() {
    let mut officer = Harness::new(120, 40);
    officer.keys("W").assert_contains("To mend before publishing: 22").keys("esc");
    // The section on equalities goes.
    officer.keys("9");
    for _ in 0..20 {
        if officer.cursor_line().contains("Equalities") {
            break;
        }
        officer.keys("down");
    }
    officer.assert_row("Equalities").keys("delete y").assert_says("undoes");
    officer.keys("W").assert_contains("To mend before publishing: 23");
    officer.keys("p").assert_contains("Publish although something is open");
    officer.keys("ctrl-s").assert_contains("Publish all the same because");
    officer.type_text("It comes to the next committee.").keys("ctrl-s");
    officer.assert_contains("Published as version 1");
}

#[test]
fn other_reports_are_a_key_away() {
    let mut officer = Harness::new(80, 24);
    officer.keys("W e down enter").assert_contains("Action-plan form");
    officer.keys("e").type_text("question").keys("enter").assert_contains("Question log");
    officer.keys("v").assert_contains("No draft has gone out yet");
    officer.keys("esc").assert_contains("[1 Overview]");
}

#[test]
fn a_key_chooses_the_service_that_the_report_is_of_as_the_command_line_does() {
    let mut officer = Harness::new(120, 40);
    officer.keys("W").assert_contains("as Service report").assert_lacks("D40");
    officer.keys("f").assert_contains("The report of which part").assert_contains("As the template says");
    officer.assert_contains("Everything in the workbook").assert_contains("Older People");
    officer.type_text("older").keys("enter");
    officer.assert_contains("Service report of Older People & Mental Health");
    // It is never published, and what it has changed since is nobody's.
    officer.keys("p").assert_says("as its template says");
    officer.keys("v").assert_says("not of one part of it");
    officer.keys("X down down enter ctrl-s").assert_contains("Written to");
    let path = officer
        .file
        .with_file_name("older-people-mental-health-example-council-2015-16-q1-service-draft.html");
    let by_key = fs::read_to_string(&path).unwrap();
    assert!(by_key.contains("D40") && !by_key.contains("AC/C7"));
    let ran = |service: &str| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
            .args(["report", &officer.file.display().to_string(), "--format", "html", "--output", "-"])
            .args(["--service", service])
            .env_clear()
            .env("HOME", officer.folder())
            .env("QUARTERDECK_NOW", officer.now().format("%Y-%m-%dT%H:%M:%S").to_string())
            .output()
            .unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(by_key, ran("Older People & Mental Health (example council)"));
    // Every service, and back to what the template says.
    let mut officer = officer;
    officer.keys("f").type_text("every").keys("enter").assert_contains("of every service");
    officer
        .keys("f")
        .type_text("as the")
        .keys("enter")
        .assert_contains("as Service report")
        .assert_lacks("of every service");
    // It is remembered on the way to what a line is edited by, and back.
    officer.keys("f").type_text("older").keys("enter").times(3, "tab").keys("down down down enter");
    officer.keys("W").assert_contains("Service report of Older People & Mental Health");
}

#[test]
fn the_page_says_which_questions_are_told_where_the_report_is_of_a_service() {
    let mut officer = Harness::new(160, 50);
    officer.keys("W e").type_text("question log").keys("enter tab");
    officer.assert_contains("where they are about other services only");
    officer.keys("f").type_text("older").keys("enter tab");
    officer.assert_contains("Members' questions are told");
    officer.keys("f").type_text("every").keys("enter tab").assert_lacks("Members' questions are told");
}

/// The report that a template makes, as the list that offers it is searched, written in a format with keys.
pub fn written_as(officer: &mut Harness, template: &str, format: &Format) -> Vec<u8> {
    officer.keys("W e").type_text(template).keys("enter");
    exported(officer, format)
}

/// The report on screen, written in a format.
pub fn exported(officer: &mut Harness, format: &Format) -> Vec<u8> {
    let path = officer.folder().join(format!("report.{}", format.extension));
    officer.keys("X").type_text(format.title).keys("enter ctrl-a").paste(&path.display().to_string());
    officer.keys("ctrl-s").assert_contains("Written to").keys("esc");
    let bytes = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    bytes
}

/// The same as Markdown.
pub fn written(officer: &mut Harness, template: &str) -> String {
    String::from_utf8(written_as(officer, template, Format::find("md").unwrap())).unwrap()
}
