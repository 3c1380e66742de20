//! `quarterdeck list`: what is printed, for people and for programs.

use std::io::Read;
use std::process::Stdio;

use crate::desk::desk;
use serde_json::Value;

#[test]
fn indicators_come_as_json_with_the_published_figures() {
    let desk = desk();
    let rows = desk.json(&["list", "indicators", "FILE", "--json"]);
    let rows = rows.as_array().unwrap();
    let one = rows.iter().find(|row| row["reference"] == "AC/C7").unwrap();
    assert!((one["result"].as_f64().unwrap() - 100.0 * 42.0 / 231.0).abs() < 1e-12);
    assert_eq!(one["numerator"], 42);
    assert_eq!(one["denominator"], 231);
    assert_eq!(one["stated_result"], 18.2);
    assert_eq!(one["target"], 100);
    assert_eq!(one["rating"], "red");
    assert_eq!(one["computed_rating"], "red");
    assert_eq!(one["direction_of_travel"], "worsening");
    assert_eq!(one["favourable"], false);
    assert!((one["variance_percent"].as_f64().unwrap() + 81.818_181_818).abs() < 1e-6);
    for key in ["overridden", "reviewed", "illustrative"] {
        assert_eq!(one[key], false, "{key}");
    }
    for key in ["description", "type", "service", "period", "review", "covers", "owner", "missing_because"] {
        assert!(one[key].is_string(), "{key}");
    }
    assert!(one.get("benchmark").is_some() && one.get("previous").is_some());
}

#[test]
fn strategic_indicators_are_counted_as_in_the_report() {
    let desk = desk();
    let rows = desk.json(&["list", "indicators", "FILE", "--type", "strategic", "--json"]);
    let count = |rating: &str| rows.as_array().unwrap().iter().filter(|row| row["rating"] == rating).count();
    assert_eq!([count("green"), count("green_amber"), count("red_amber"), count("red")], [5, 1, 1, 5]);
}

#[test]
fn the_table_is_aligned_and_says_the_rating_in_letters() {
    let desk = desk();
    let table = desk.ok(&["list", "indicators", "FILE", "--rating", "red", "--sort", "reference"]);
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("Reference"));
    let column = lines[0].find("Type").unwrap();
    for line in &lines[1..] {
        // In characters, since descriptions may be cut with “…”.
        let cells: Vec<char> = line.chars().collect();
        assert_eq!(cells[column - 1], ' ', "{line}");
        assert_ne!(cells[column], ' ', "{line}");
        assert!(line.contains("■ R"), "{line}");
    }
    assert!(!table.contains('\u{1b}'));
    let ascii = desk.ok(&["--ascii", "list", "indicators", "FILE", "--rating", "red"]);
    assert!(ascii.is_ascii(), "{ascii}");
    let coloured = desk.ok(&["--color", "always", "list", "indicators", "FILE", "--rating", "red"]);
    assert!(coloured.contains("\u{1b}[31m■ R\u{1b}[0m"));
}

#[test]
fn plain_is_one_field_a_line() {
    let desk = desk();
    let text = desk.ok(&["--plain", "list", "indicators", "FILE", "--find", "AC/C7"]);
    assert!(text.starts_with("Reference: AC/C7\nDescription: Percentage of DoLS"), "{text}");
    assert!(text.contains("\nRating: Red\n") && !text.contains('■'));
    let mut accessible = desk.command(&["list", "indicators", "FILE", "--find", "AC/C7"]);
    let accessible = crate::desk::ran(accessible.env("ACCESSIBLE", "1").output().unwrap());
    assert_eq!(accessible.out, text);
}

#[test]
fn order_and_filters() {
    let desk = desk();
    let references = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["list", "indicators", "FILE", "--json"];
        all.extend(arguments);
        let rows = desk.json(&all);
        rows.as_array().unwrap().iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect()
    };
    let all = references(&["--sort", "reference"]);
    let mut sorted = all.clone();
    sorted.sort_by(|one, other| quarterdeck::domain::reference::compare(one, other));
    assert_eq!(all, sorted);
    let mut back = references(&["--sort", "reference", "--reverse"]);
    back.reverse();
    assert_eq!(back, all);
    assert_eq!(references(&["--sort", "worst"])[0], "AC/C7");
    assert_eq!(references(&["--rating", "red_amber,green_amber"]).len(), 2);
    assert!(references(&["--find", "no such words at all"]).is_empty());
    assert_eq!(references(&["--owner", "head of safeguarding", "--rating", "red"]), ["AC/C7"]);
    assert!(!references(&["--period", "Q4 2014/15"]).is_empty());
}

#[test]
fn ratings_that_nothing_here_can_have_are_refused_with_those_there_are() {
    let desk = desk();
    for (list, strange, own) in [
        ("indicators", "amber", "Red, Red Amber, Green Amber, Green"),
        ("indicators", "red,complete", "Red, Red Amber, Green Amber, Green"),
        ("actions", "off_track", "Red, Red Amber, Green Amber, Green"),
        ("commitments", "monitor_only", "Red"),
    ] {
        let said = desk.refused(&["list", list, "FILE", "--rating", strange]);
        assert!(said.contains("--rating") && said.contains(own), "{list}: {said}");
    }
    desk.ok(&["list", "indicators", "FILE", "--rating", "red,awaiting_data,not_due"]);
    // Under another scheme, that one's.
    desk.ok(&["settings", "FILE", "--scheme", "tolerance", "--review", "red"]);
    desk.ok(&["list", "indicators", "FILE", "--rating", "amber"]);
    let said = desk.refused(&["list", "indicators", "FILE", "--rating", "complete"]);
    assert!(said.contains("Red, Amber, Green"), "{said}");
}

#[test]
fn nothing_found_is_said_and_is_no_failure() {
    let desk = desk();
    let ran = desk.run(&["list", "indicators", "FILE", "--find", "no such words"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "No indicator matches.\n"));
    assert_eq!(desk.ok(&["list", "indicators", "FILE", "--find", "no such words", "--json"]), "[]\n");
    assert!(
        desk.ok(&["list", "indicators", "FILE", "--find", "no such words", "--csv"])
            .starts_with("reference,")
    );
}

#[test]
fn csv_guards_formulas_and_leaves_negative_figures_alone() {
    let desk = desk();
    for (reference, description) in
        [("F/1", "=1+1"), ("F/2", "@SUM(A1)"), ("F/3", "-2+3"), ("F/4", "a, \"b\"\nc")]
    {
        desk.ok(&[
            "indicator",
            "add",
            "FILE",
            reference,
            "--description",
            description,
            "--type",
            "+Local",
            "--unit",
            "number",
        ]);
    }
    desk.ok(&["set", "FILE", "F/1", "--result", "-29", "--target", "-20"]);
    let text = desk.ok(&["list", "indicators", "FILE", "--csv", "--type", "+local"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of = |reference: &str| rows.iter().find(|row| &row[0] == reference).unwrap();
    assert_eq!(&of("F/1")[place("description")], "'=1+1");
    assert_eq!(&of("F/1")[place("result")], "-29");
    assert_eq!(&of("F/1")[place("type")], "'+Local");
    assert_eq!(&of("F/2")[place("description")], "'@SUM(A1)");
    assert_eq!(&of("F/3")[place("description")], "'-2+3");
    assert_eq!(&of("F/4")[place("description")], "a, \"b\"\nc");
    // JSON is for programs, which take text for text.
    assert_eq!(desk.shown("F/1")["description"], "=1+1");
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let desk = desk();
    let nasty = "a\u{1b}]0;owned\u{7}\u{202e}b\u{9b}31m";
    desk.ok(&["indicator", "add", "FILE", "N/1", "--description", nasty, "--type", nasty]);
    for arguments in [
        &["list", "indicators", "FILE"][..],
        &["list", "indicators", "FILE", "--json"],
        &["list", "indicators", "FILE", "--csv"],
        &["--plain", "list", "indicators", "FILE"],
        &["show", "FILE", "N/1"],
        &["show", "FILE", "N/1", "--json"],
        &["--plain", "FILE"],
        &["history", "FILE"],
    ] {
        let text = desk.ok(arguments);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']), "{arguments:?}");
    }
    assert_eq!(desk.shown("N/1")["description"], nasty);
    let error = desk.fails(&["show", "FILE", nasty]);
    assert!(!error.contains(['\u{1b}', '\u{202e}']));
    let error = desk.refused(&["list", "indicators", "FILE", "--period", nasty]);
    assert!(!error.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn actions_by_state_and_owner() {
    let desk = desk();
    desk.ok(&[
        "set",
        "FILE",
        "AC/C7",
        "--action",
        "Late already",
        "--owner",
        "Head of DoLS",
        "--due",
        "01/07/2015",
    ]);
    desk.ok(&["set", "FILE", "AC/C7", "--action", "Soon", "--owner", "Head of DoLS", "--due", "+1w"]);
    let texts = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["list", "actions", "FILE", "--json"];
        all.extend(arguments);
        let rows = desk.json(&all);
        rows.as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(texts(&["--state", "overdue"]), ["Late already"]);
    assert_eq!(texts(&["--state", "due_soon"]), ["Soon"]);
    assert_eq!(texts(&["--owner", "head of dols"]), ["Late already", "Soon"]);
    assert!(texts(&["--rating", "green"]).iter().all(|text| text != "Soon"));
    assert!(desk.ok(&["list", "actions", "FILE"]).contains("1 Jul 2015 overdue"));
    assert!(desk.fails(&["list", "actions", "FILE", "--owner", "nobody"]).contains("There is: "));
}

#[test]
fn periods_in_order_of_time() {
    let desk = desk();
    let rows = desk.json(&["list", "periods", "FILE", "--json"]);
    let codes: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["period"].as_str().unwrap()).collect();
    assert_eq!(codes.first(), Some(&"2013/14-Q1"));
    assert_eq!(codes.last(), Some(&"2015/16"));
    let now = rows.as_array().unwrap().iter().find(|row| row["current"] == true).unwrap();
    assert_eq!((now["period"].as_str(), now["from"].as_str()), (Some("2015/16-Q1"), Some("2015-04-01")));
}

#[test]
fn unknown_periods_name_those_there_are() {
    let desk = desk();
    let error = desk.fails(&["list", "indicators", "FILE", "--period", "2019/20-Q1"]);
    assert!(error.contains("2019/20-Q1") && error.contains("2015/16-Q1"), "{error}");
    let error = desk.refused(&["list", "indicators", "FILE", "--period", "2015/16-Q9"]);
    assert!(error.contains("Q1 to Q4"), "{error}");
}

#[test]
fn a_reader_who_stops_reading_is_no_error() {
    let desk = desk();
    desk.ok(&["generate", "--indicators", "3000", "--periods", "1", "big.qd"]);
    for format in [&["--json"][..], &["--csv"], &[]] {
        let mut arguments = vec!["list", "indicators", "big.qd"];
        arguments.extend(format);
        let mut child =
            desk.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut some = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        // Dropped here: the pipe is closed while most of it is unwritten.
        let ended = crate::desk::ran(child.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{format:?}");
    }
}

/// A workbook of another council, with references that sort otherwise by letters.
fn numbered() -> crate::desk::Desk {
    let desk = desk();
    std::fs::remove_file(&desk.file).unwrap();
    desk.ok(&[
        "new",
        "FILE",
        "--organisation",
        "Exampleton",
        "--service",
        "Housing",
        "--period",
        "2015/16-Q1",
    ]);
    for reference in ["H10", "h2", "H1", "H2a", "H9"] {
        desk.ok(&["indicator", "add", "FILE", reference, "--description", "Homes", "--type", "local"]);
        desk.ok(&["risk", "add", "FILE", &format!("R-{}", &reference[1..]), "--title", "Roofs"]);
    }
    desk
}

fn column(desk: &crate::desk::Desk, arguments: &[&str], key: &str) -> Vec<String> {
    let rows = desk.json(arguments);
    rows.as_array().unwrap().iter().map(|row| row[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn references_sort_as_people_count_in_every_list() {
    let desk = numbered();
    let expected = ["H1", "h2", "H2a", "H9", "H10"];
    // Nothing tells them apart but their references, so every order falls back on those.
    for sort in ["worst", "reference", "description", "owner", "value", "variance", "review", "target"] {
        let listed = column(&desk, &["list", "indicators", "FILE", "--sort", sort, "--json"], "reference");
        assert_eq!(listed, expected, "{sort}");
    }
    assert_eq!(
        column(&desk, &["list", "risks", "FILE", "--json"], "reference"),
        ["R-1", "R-2", "R-2a", "R-9", "R-10"]
    );
    for reference in ["H10", "H2a", "H9", "h2"] {
        desk.ok(&["action", "add", "FILE", reference, "--action", "Call the builder", "--due", "2015-08-01"]);
    }
    assert_eq!(
        column(&desk, &["list", "actions", "FILE", "--json"], "reference"),
        ["h2", "H2a", "H9", "H10"]
    );
    let report = desk.ok(&["report", "FILE", "--format", "md", "-o", "-"]);
    let at = |reference: &str| report.find(&format!("{reference} ")).unwrap_or(usize::MAX);
    assert!(at("H9") < at("H10"), "{report}");
}

#[test]
fn what_is_imported_first_is_listed_first() {
    let desk = numbered();
    let file = desk.home.path().join("plan.csv");
    std::fs::write(
        &file,
        "Reference,Plan,Commitment,Status,Owner,Due\n\
         P1,Delivery plan,Let the contract,On track,Head of Homes,01/09/2015\n\
         P2,Delivery plan,Open the office,At risk,Head of Homes,01/10/2015\n\
         P3,Delivery plan,Fill the posts,On track,Head of Homes,01/11/2015\n",
    )
    .unwrap();
    desk.ok(&["import", "FILE", file.to_str().unwrap(), "--as", "commitments", "--period", "2015/16-Q1"]);
    desk.ok(&[
        "commitment",
        "add",
        "FILE",
        "P0",
        "--plan",
        "Delivery plan",
        "--scale",
        "delivery",
        "--description",
        "Begun",
    ]);
    let expected = ["P1", "P2", "P3", "P0"];
    assert_eq!(column(&desk, &["list", "commitments", "FILE", "--json"], "reference"), expected);
    let report = desk.ok(&["report", "FILE", "--format", "md", "-o", "-"]);
    let at = |text: &str| report.find(text).unwrap_or_else(|| panic!("{text} is not in {report}"));
    assert!(at("Let the contract") < at("Open the office") && at("Fill the posts") < at("Begun"));
}

#[test]
fn meetings_are_listed_latest_first_by_day_or_by_what_they_are_called() {
    let desk = numbered();
    for (meeting, report, held) in [
        ("Scrutiny", "Quarter 4 of 2011/12", ""),
        ("Board", "Quarter 1 of 2022/23", ""),
        ("Panel 2019/20 Q3", "", ""),
        ("Cabinet", "", "2021-03-01"),
        ("Working group", "", ""),
    ] {
        desk.ok(&[
            "question",
            "add",
            "FILE",
            "--meeting",
            meeting,
            "--report",
            report,
            "--held-on",
            held,
            "--question",
            "Why?",
        ]);
    }
    let latest_first = ["Board", "Cabinet", "Panel 2019/20 Q3", "Scrutiny", "Working group"];
    assert_eq!(column(&desk, &["list", "questions", "FILE", "--json"], "meeting"), latest_first);
    let table = desk.ok(&["list", "questions", "FILE"]);
    assert!(table.contains("Quarter 1 of 2022/23") && table.contains("1 Mar 2021"), "{table}");
}

#[test]
fn the_overview_tells_this_period_beside_the_last() {
    let desk = desk();
    let text = desk.ok(&["overview", "FILE"]);
    for said in [
        "Beside Q4 2014/15",
        "3 turned green: CI1, CI3, CI4.",
        "3 new: AS0094, P2I4-4, P3I3-10.",
        "Actions: 41 open, not overdue (0 before).",
        "None was counted before; all 41 are new.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let told = desk.json(&["overview", "FILE", "--json"]);
    assert_eq!(told["before"], "2014/15-Q4");
    assert_eq!(told["now"]["on_track"], 8);
    let parts = told["beside"].as_array().unwrap();
    for part in parts {
        for count in part["counts"].as_array().unwrap() {
            let number = |key: &str| count[key].as_u64().unwrap();
            assert_eq!(number("before") + number("came") - number("went"), number("now"), "{part}");
        }
    }
    let risks = parts.iter().find(|part| part["of"] == "risks" && part["by"] == "").unwrap();
    let moved = risks["moved"].as_array().unwrap();
    let one = moved.iter().find(|one| one["name"] == "AS0083").unwrap();
    assert_eq!([&one["score_before"], &one["score_now"]], [16, 12]);
}

#[test]
fn the_first_period_says_that_there_is_nothing_before_it() {
    let desk = desk();
    let file = desk.home.path().join("new.qd");
    let file = file.to_str().unwrap();
    desk.ok(&[
        "new",
        file,
        "--organisation",
        "Example Council",
        "--service",
        "Parks",
        "--period",
        "2026/27-Q1",
    ]);
    let text = desk.ok(&["overview", file]);
    assert!(text.contains("There is nothing before this period to compare it with."), "{text}");
    assert!(desk.json(&["overview", file, "--json"])["nothing_before"].is_string());
}

#[test]
fn a_forecast_says_where_it_leads_from_the_result_of_today() {
    let desk = desk();
    let in_list = || {
        let rows = desk.json(&["list", "indicators", "FILE", "--json"]);
        rows.as_array().unwrap().iter().find(|row| row["reference"] == "AC/C7").unwrap().clone()
    };
    assert_eq!((&in_list()["forecast"], &in_list()["forecast_rating"]), (&Value::Null, &Value::Null));
    for (forecast, leads, rating) in
        [("22", "improving", "red"), ("15", "declining", "red"), ("100", "improving", "green")]
    {
        desk.ok(&["set", "FILE", "AC/C7", "--forecast", forecast, "--confidence", "at risk", "--yes"]);
        // The list, what is shown and the table say the same.
        for row in [in_list(), desk.json(&["show", "FILE", "AC/C7", "--json"])] {
            assert_eq!(
                (&row["forecast_trajectory"], &row["forecast_rating"]),
                (&leads.into(), &rating.into())
            );
            assert_eq!(row["forecast_confidence"], "at_risk");
        }
        assert!(desk.ok(&["show", "FILE", "AC/C7"]).contains(&format!("; {leads}; at risk")));
        let table = desk.ok(&["list", "indicators", "FILE"]);
        assert!(table.lines().next().unwrap().ends_with("Year end"), "{table}");
        assert!(
            table
                .lines()
                .any(|line| line.starts_with("AC/C7") && line.ends_with(&format!("{leads}, at risk")))
        );
    }
    let csv = desk.ok(&["list", "indicators", "FILE", "--csv"]);
    assert!(csv.lines().next().unwrap().ends_with(
        "forecast,forecast_rating,forecast_trajectory,forecast_confidence,forecast_came_out,\
                 period_forecast,period_forecast_made_in"
    ));
}

#[test]
fn now_and_year_end_stand_side_by_side() {
    let desk = desk();
    let file = desk.home.path().join("parks.qd");
    let file = file.to_str().unwrap();
    desk.ok(&[
        "new",
        file,
        "--organisation",
        "Example Council",
        "--service",
        "Parks",
        "--period",
        "2026/27-Q1",
    ]);
    for (reference, result, forecast) in
        [("P1", "90", ""), ("P2", "90", "70"), ("P3", "70", "95"), ("P4", "", "95")]
    {
        desk.ok(&["indicator", "add", file, reference, "--type", "Local", "--description", "Parks in order"]);
        desk.ok(&["set", file, reference, "--target", "80", "--result", result]);
        if reference == "P2" {
            // Nothing is forecast yet, so nothing is said of it.
            assert!(!desk.ok(&["overview", file]).contains("year end"));
            assert!(!desk.ok(&["list", "indicators", file]).contains("Year end"));
            assert_eq!(desk.json(&["overview", file, "--json"])["year_end"], Value::Null);
        }
        if !forecast.is_empty() {
            desk.ok(&["set", file, reference, "--forecast", forecast, "--yes"]);
        }
    }
    let said = "2 of 3 on track now, 2 of 3 expected by year end; 1 has no forecast";
    assert!(desk.ok(&["overview", file]).contains(said), "{}", desk.ok(&["overview", file]));
    let end = &desk.json(&["overview", file, "--json"])["year_end"];
    assert_eq!(
        (&end["on_track"], &end["reportable"], &end["without_forecast"]),
        (&2.into(), &3.into(), &1.into())
    );
    let report = desk.home.path().join("report.md");
    let out = report.to_str().unwrap();
    desk.ok(&["report", file, "--template", "integrated", "--format", "md", "--output", out]);
    let text = std::fs::read_to_string(&report).unwrap();
    assert!(text.contains(said) && text.contains("Expected at year end"), "{text}");
    assert!(text.contains("Green, improving"), "{text}");
    // The period that a forecast was made for comes: what it was and what came out stand together.
    desk.ok(&["set", file, "P3", "--forecast", "72", "--forecast-for", "2026/27-Q2", "--yes"]);
    desk.ok(&["period", "open-next", file]);
    desk.ok(&["set", file, "P3", "--period", "2026/27-Q2", "--result", "75"]);
    let shown = desk.ok(&["show", file, "P3", "--period", "2026/27-Q2"]);
    assert!(shown.contains("72.0%; came out 75.0%; made in Q1 2026/27"), "{shown}");
}

/// Runs the program on a file of its own.
fn on(desk: &crate::desk::Desk, file: &str, command: &str) -> String {
    let words: Vec<&str> = command.split('|').map(|word| if word == "FILE" { file } else { word }).collect();
    desk.ok(&words)
}

#[test]
fn what_a_forecast_turned_out_to_be_worth_is_told_when_its_period_comes() {
    let desk = desk();
    let path = desk.home.path().join("homes.qd");
    let file = path.to_str().unwrap();
    on(
        &desk,
        file,
        "new|FILE|--organisation|Wendmere|--service|Homes|--period|2026/27-Q1|--scheme|tolerance",
    );
    // Of a position, of a percentage of each quarter alone, and of a count that adds up.
    for (reference, kind, basis) in
        [("H1", "average", "snapshot"), ("H2", "percentage", "discrete"), ("H3", "count", "discrete")]
    {
        let add = format!("indicator|add|FILE|{reference}|--description|Homes|--polarity|lower");
        on(&desk, file, &format!("{add}|--measure|{kind}|--basis|{basis}"));
    }
    let year = [["23", "24.5", "24", "23.1"], ["30", "31", "29", "28"], ["10", "11", "12", "13"]];
    for quarter in 1..=4 {
        if quarter > 1 {
            on(&desk, file, "period|open-next|FILE");
        }
        for (reference, results) in ["H1", "H2", "H3"].iter().zip(year) {
            let result = results[quarter - 1];
            on(&desk, file, &format!("set|FILE|{reference}|--target|25|--result|{result}|--yes"));
        }
        if quarter == 1 {
            on(&desk, file, "set|FILE|H1|--forecast|22|--yes");
            on(&desk, file, "set|FILE|H2|--forecast|27|--yes");
            on(&desk, file, "set|FILE|H3|--forecast|50|--yes");
            on(&desk, file, "set|FILE|H1|--forecast|23.5|--forecast-for|2026/27-Q2|--yes");
        }
        let rows = desk.json(&["list", "indicators", file, "--json"]);
        let of = |reference: &str, key: &str| {
            let row = rows.as_array().unwrap().iter().find(|row| row["reference"] == reference).unwrap();
            row[key].clone()
        };
        let table = on(&desk, file, "list|indicators|FILE");
        let report = on(&desk, file, "report|FILE|--template|integrated|--format|md|--output|-");
        let came_out = |reference: &str| of(reference, "forecast_came_out");
        match quarter {
            1 => assert_eq!(of("H1", "period_forecast"), Value::Null),
            2 => {
                assert_eq!(of("H1", "period_forecast"), 23.5);
                assert_eq!(of("H1", "period_forecast_made_in"), "2026/27-Q1");
                assert!(table.contains("23.5, made in Q1 2026/27"), "{table}");
                assert!(report.contains("24.5<br>forecast 23.5, made in Q1 2026/27"), "{report}");
                let shown = on(&desk, file, "show|FILE|H1");
                let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(
                    shown.contains("Forecast for Q2 2026/27: 23.5; came out 24.5; made in Q1"),
                    "{shown}"
                );
            }
            3 => assert_eq!((of("H1", "period_forecast"), came_out("H1")), (Value::Null, Value::Null)),
            _ => {
                // The quarters of a count come to the year's.
                let came =
                    [("H1", 23.1, "22.0", "23.1"), ("H2", 28.0, "27.0%", "28.0%"), ("H3", 46.0, "50", "46")];
                for (reference, value, forecast, said) in came {
                    assert_eq!(came_out(reference), value, "{reference}");
                    assert_eq!(of(reference, "forecast_trajectory"), Value::Null, "{reference}");
                    assert!(table.contains(&format!("forecast {forecast}, came out {said}")), "{table}");
                    assert!(report.contains(&format!("{forecast}<br>came out {said}")), "{report}");
                    let shown = on(&desk, file, &format!("show|FILE|{reference}"));
                    assert!(
                        shown.contains(&format!("Year-end forecast: {forecast}; came out {said}")),
                        "{shown}"
                    );
                }
            }
        }
    }
    // The year's own outturn, where it is entered, is what it came out as.
    on(&desk, file, "set|FILE|H3|--period|2026/27|--result|47|--yes");
    let rows = desk.json(&["list", "indicators", file, "--json", "--period", "2026/27-Q4"]);
    let row = rows.as_array().unwrap().iter().find(|row| row["reference"] == "H3").unwrap();
    assert_eq!(row["forecast_came_out"], 47.0);
    // A forecast made before its definition changed says so, and leads nowhere.
    on(&desk, file, "indicator|break|FILE|H2|--from|2026/27-Q3|--note|Flats too");
    let shown = on(&desk, file, "show|FILE|H2|--period|2026/27-Q3");
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("made in Q1 2026/27, before the definition changed"), "{shown}");
    assert!(!shown.contains("improving") && !shown.contains("declining"), "{shown}");
}

#[test]
fn a_forecast_for_a_closed_period_or_in_one_is_refused_by_name() {
    let desk = desk();
    let path = desk.home.path().join("homes.qd");
    let file = path.to_str().unwrap();
    on(&desk, file, "new|FILE|--organisation|Wendmere|--service|Homes|--period|2026/27-Q1");
    on(&desk, file, "indicator|add|FILE|H1|--description|Days to relet|--polarity|lower|--measure|average");
    on(&desk, file, "set|FILE|H1|--result|23|--target|22");
    on(&desk, file, "period|open-next|FILE");
    on(&desk, file, "set|FILE|H1|--result|24");
    let tried = |command: &str| {
        let words: Vec<&str> =
            command.split('|').map(|word| if word == "FILE" { file } else { word }).collect();
        let ran = desk.run(&words);
        assert_ne!(ran.code, 0, "{command}: {}", ran.out);
        assert!(ran.err.contains("Nothing was changed"), "{}", ran.err);
        ran.err
    };
    for (about, why) in [
        ("2026/27-Q1", "Q1 2026/27 is past in Q2 2026/27: a forecast is for a later period"),
        ("2026/27-Q2", "Q2 2026/27 is the period of the result itself"),
        ("2025/26", "2025/26 is past in Q2 2026/27"),
    ] {
        let said = tried(&format!("set|FILE|H1|--forecast|22|--forecast-for|{about}"));
        assert!(said.contains("--forecast-for") && said.contains(why), "{said}");
    }
    for word in ["maybe", "75%", "on"] {
        let said = tried(&format!("set|FILE|H1|--forecast|22|--confidence|{word}"));
        assert!(
            said.contains(&format!("“{word}” is no confidence: write on course, at risk or will miss")),
            "{said}"
        );
    }
    on(&desk, file, "set|FILE|H1|--forecast|22|--confidence|on course");
    on(&desk, file, "period|close|FILE|--period|2026/27-Q2|--yes");
    for command in [
        "set|FILE|H1|--forecast|21",
        "set|FILE|H1|--forecast|21|--forecast-for|2026/27-Q3",
        "set|FILE|H1|--confidence|will miss",
        // Made in a period that is open, for one that is not.
        "set|FILE|H1|--period|2026/27-Q1|--forecast|21|--forecast-for|2026/27-Q2",
    ] {
        let said = tried(command);
        assert!(said.contains("2026/27-Q2 is closed") && said.contains("reopen"), "{said}");
    }
    // The one before it is open: what is expected of the year may be said there.
    on(&desk, file, "set|FILE|H1|--period|2026/27-Q1|--forecast|21|--forecast-for|2026/27-Q4");
    on(&desk, file, "period|reopen|FILE|--period|2026/27-Q2|--because|A forecast was wrong.");
    on(&desk, file, "set|FILE|H1|--forecast|21");
}

#[test]
fn a_new_indicator_says_what_was_taken_for_granted() {
    let desk = desk();
    let add = |more: &[&str]| desk.ok(&[&["indicator", "add", "FILE"], more].concat());
    let said = add(&["Z1", "--description", "Trees planted"]);
    assert!(said.contains("Taken for a percentage") && said.contains("Taken as higher is better"), "{said}");
    let said = add(&["Z2", "--description", "Number of trees felled", "--polarity", "lower"]);
    assert!(said.contains("Taken for a count") && !said.contains("Taken as"), "{said}");
    let said =
        add(&["Z3", "--description", "Trees standing", "--polarity", "none", "--measure", "percentage"]);
    assert!(!said.contains("Taken"), "{said}");
    // A state in its own words, and one that is none.
    desk.ok(&["set", "FILE", "Z1", "--state", "awaiting", "--missing", "supplier late"]);
    assert_eq!(desk.shown("Z1")["rating"], "awaiting_data");
    let why = desk.refused(&["set", "FILE", "Z2", "--state", "lost", "--missing", "a fire"]);
    assert_eq!(why.matches("--state").count(), 1, "{why}");
}
