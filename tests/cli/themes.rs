//! Themes by command: added, renamed, moved, removed, listed and filed under.

use crate::desk::{Desk, desk};

/// The sample with two priorities, two objectives under the first, and three indicators filed.
pub fn themed() -> Desk {
    let desk = desk();
    for name in ["Live well", "Live well / Carers", "live WELL > Reablement", "Safe homes"] {
        desk.ok(&["theme", "add", "FILE", name]);
    }
    for (reference, theme) in
        [("AC/C7", "Live well / carers"), ("AC/C2", "Reablement"), ("AC/S4", "safe homes")]
    {
        let said = desk.ok(&["indicator", "edit", "FILE", reference, "--theme", theme]);
        assert!(said.contains(reference) && said.contains(", under "), "{said}");
    }
    desk
}

fn names(desk: &Desk) -> Vec<String> {
    let rows = desk.json(&["theme", "list", "FILE", "--json"]);
    let rows = rows.as_array().unwrap();
    let name = |row: &serde_json::Value| {
        format!("{}>{}", row["theme"].as_str().unwrap(), row["objective"].as_str().unwrap())
    };
    rows.iter().map(name).collect()
}

#[test]
fn themes_are_listed_in_order_with_ratings_that_add_up_to_the_period() {
    let desk = themed();
    assert_eq!(names(&desk), ["Live well>", "Live well>Carers", "Live well>Reablement", "Safe homes>", ">"]);
    let rows = desk.json(&["theme", "list", "FILE", "--json"]);
    let all = desk.json(&["list", "indicators", "FILE", "--json"]);
    let all = all.as_array().unwrap();
    let total: u64 = rows.as_array().unwrap().iter().map(|row| row["indicators"].as_u64().unwrap()).sum();
    assert_eq!(total, all.len() as u64);
    for rating in ["red", "green", "amber"] {
        let count = rows.as_array().unwrap().iter().filter_map(|row| row["ratings"][rating].as_u64());
        let here = all.iter().filter(|one| one["rating"] == rating).count() as u64;
        assert_eq!(count.sum::<u64>(), here, "{rating}");
    }
    assert!(desk.ok(&["theme", "list", "FILE"]).contains("(no theme)"));
}

#[test]
fn the_list_is_ordered_and_filtered_by_theme() {
    let desk = themed();
    let references = |more: &[&str]| -> Vec<String> {
        let list = desk.json(&[&["list", "indicators", "FILE", "--json"], more].concat());
        list.as_array().unwrap().iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(references(&["--sort", "theme"])[..3], ["AC/C7", "AC/C2", "AC/S4"]);
    assert_eq!(references(&["--theme", "live well"]).len(), 2);
    assert_eq!(references(&["--theme", "Live well / Carers"]), ["AC/C7"]);
    let refused = desk.fails(&["list", "indicators", "FILE", "--theme", "Roads"]);
    assert!(refused.contains("Live well > Carers") && refused.contains("Safe homes"), "{refused}");
    desk.ok(&["theme", "move", "FILE", "Safe homes", "--to", "1"]);
    assert_eq!(references(&["--sort", "theme"])[..3], ["AC/S4", "AC/C7", "AC/C2"]);
}

#[test]
fn what_makes_no_sense_is_refused_by_name() {
    let desk = themed();
    let refused = |arguments: &[&str], words: &[&str]| {
        let said = desk.fails(arguments);
        assert!(said.contains("Nothing was changed"), "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{word} in {said}"));
    };
    refused(&["theme", "add", "FILE", "SAFE  homes"], &["There is a theme “Safe homes” already"]);
    refused(&["theme", "add", "FILE", "Live well / CARERS"], &["Live well > Carers"]);
    refused(&["theme", "add", "FILE", "Roads / Potholes"], &["no theme “Roads”", "Safe homes"]);
    refused(&["theme", "add", "FILE", "Deep", "--under", "Carers"], &["two levels"]);
    refused(&["theme", "add", "FILE", "  "], &["needs a name"]);
    refused(&["theme", "edit", "FILE", "Safe homes", "--name", "live well"], &["already"]);
    refused(&["theme", "move", "FILE", "Live well", "--under", "Live well"], &["under itself"]);
    refused(&["theme", "move", "FILE", "Live well", "--under", "Safe homes"], &["has “Carers” under it"]);
    refused(&["theme", "move", "FILE", "Safe homes", "--to", "0"], &["--to: write a whole number from 1"]);
    refused(&["theme", "remove", "FILE", "Live well"], &["2 indicators", "--move-to", "--unfile"]);
    refused(&["theme", "remove", "FILE", "Live well", "--move-to", "Carers"], &["removed with it"]);
    let said = desk.refused(&["indicator", "edit", "FILE", "AC/C7", "--theme", "Roads"]);
    assert!(said.contains("--theme") && said.contains("Live well > Carers"), "{said}");
}

#[test]
fn removing_says_where_its_indicators_go_and_undo_brings_all_of_it_back() {
    let desk = themed();
    let before = (names(&desk), desk.shown("AC/C7")["theme"].clone());
    assert_eq!(before.1, "Live well > Carers");
    let said = desk.ok(&["theme", "remove", "FILE", "live well", "--move-to", "Safe homes"]);
    assert!(said.contains("Live well and the 2 under it; 2 indicators under Safe homes"), "{said}");
    assert_eq!(desk.shown("AC/C7")["theme"], "Safe homes");
    assert!(desk.ok(&["history", "FILE"]).contains("Remove the theme Live well"));
    desk.ok(&["undo", "FILE"]);
    assert_eq!((names(&desk), desk.shown("AC/C7")["theme"].clone()), before);
    desk.ok(&["theme", "remove", "FILE", "safe homes", "--unfile"]);
    assert_eq!(desk.shown("AC/S4")["theme"], "");
    desk.ok(&["undo", "FILE"]);
    let said = desk.ok(&["indicator", "edit", "FILE", "AC/C7", "--theme", ""]);
    assert!(said.contains("under no theme"), "{said}");
}

#[test]
fn a_new_indicator_is_filed_as_it_is_added_and_a_theme_moves_under_another() {
    let desk = themed();
    desk.ok(&["indicator", "add", "FILE", "N/1", "--description", "Homes repaired", "--theme", "Safe homes"]);
    assert_eq!(desk.shown("N/1")["theme"], "Safe homes");
    desk.ok(&["theme", "move", "FILE", "Safe homes", "--under", "Live well", "--to", "1"]);
    assert_eq!(names(&desk)[..3], ["Live well>", "Live well>Safe homes", "Live well>Carers"]);
    assert_eq!(desk.shown("N/1")["theme"], "Live well > Safe homes");
    let said = desk.ok(&["theme", "edit", "FILE", "safe homes", "--name", "Homes"]);
    assert!(said.contains("Rename the theme Live well > Safe homes to Homes"), "{said}");
    desk.ok(&["theme", "move", "FILE", "Homes", "--under", ""]);
    assert_eq!(names(&desk)[3], "Homes>");
    desk.ok(&["verify", "FILE"]);
}

#[test]
fn a_report_is_of_one_part_in_every_format_and_refuses_what_is_not_there_with_what_is() {
    let desk = themed();
    let integrated = ["report", "FILE", "--template", "integrated", "--format", "md", "--output", "-"];
    let report = |more: &[&str]| desk.ok(&[&integrated[..], more].concat());
    let part = report(&["--theme", "live well"]);
    assert!(part.contains("This report counts the indicators filed under Live well alone"), "{part}");
    assert!(part.contains("AC/C7") && !part.contains("AC/S4"), "{part}");
    let below = report(&["--theme", "Live well / Carers"]);
    assert!(below.contains("AC/C7") && !below.contains("AC/C2"), "{below}");
    let rest = report(&["--theme", "none"]);
    assert!(rest.contains("AC/S17") && !rest.contains("AC/C7"), "{rest}");
    let owned = report(&["--owner", "head of social care direct"]);
    assert!(owned.contains("counts what Head of Social Care Direct owns alone"), "{owned}");
    for (option, words) in [("--theme", "Safe homes"), ("--owner", "Head of Social Care Direct")] {
        let said = desk.fails(&[&integrated[..], &[option, "Nobody"]].concat());
        assert!(said.contains("Nobody") && said.contains(words), "{said}");
    }
    let said = desk.fails(&[&integrated[..], &["--portfolio", "Nobody"]].concat());
    assert!(said.contains("Nobody") && said.contains("Cabinet Member for Housing"), "{said}");
    desk.refused(&[&integrated[..], &["--theme", "none", "--owner", "none"]].concat());
    let folder = desk.home.path().join("part");
    desk.ok(&["report", "FILE", "--theme", "Live well", "--all", "--output", folder.to_str().unwrap()]);
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().collect();
    assert!(files.len() > 5, "{files:?}");
    let name = files[0].as_ref().unwrap().file_name().into_string().unwrap();
    assert!(name.starts_with("live-well-2015-16-q1"), "{name}");
}

#[test]
fn the_overview_counts_by_theme_in_text_json_and_csv_and_they_agree() {
    let desk = themed();
    let told = desk.json(&["overview", "FILE", "--json"]);
    let themes = told["by_theme"].as_array().unwrap();
    let named = |one: &serde_json::Value| {
        format!("{}>{}", one["theme"].as_str().unwrap(), one["objective"].as_str().unwrap())
    };
    let all: Vec<String> = themes.iter().map(named).collect();
    // Themes that nothing is under are left out; those under none come last.
    assert_eq!(all, ["Live well>", "Live well>Carers", "Live well>Reablement", "Safe homes>", ">"]);
    let count = |at: usize, key: &str| themes[at][key].as_u64().unwrap();
    assert_eq!(count(0, "indicators"), count(1, "indicators") + count(2, "indicators"));
    let top = count(0, "indicators") + count(3, "indicators") + count(4, "indicators");
    assert_eq!(Some(top), told["now"]["indicators"].as_u64());
    let on_track = count(0, "on_track") + count(3, "on_track") + count(4, "on_track");
    assert_eq!(Some(on_track), told["now"]["on_track"].as_u64());
    // Beside the period before, by theme and by objective, each coming to the whole.
    let beside = told["beside"].as_array().unwrap();
    let sum = |by: &str, key: &str| -> u64 {
        let of = |one: &&serde_json::Value| one["of"] == "indicators" && one["by"] == by;
        let counts = beside.iter().filter(of).flat_map(|one| one["counts"].as_array().unwrap());
        counts.map(|count| count[key].as_u64().unwrap()).sum()
    };
    for key in ["now", "before"] {
        assert_eq!(sum("theme", key), sum("", key), "{key}");
        assert_eq!(sum("objective", key), sum("", key), "{key}");
    }
    let text = desk.ok(&["overview", "FILE"]);
    assert!(text.contains("Indicators by theme") && text.contains("Live well > Carers: 1 (1 "), "{text}");
    assert!(text.contains("theme Live well: "), "{text}");
    // One row for each count; what JSON says, CSV says.
    let csv = desk.ok(&["overview", "FILE", "--csv"]);
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(
        rows[0],
        ["of", "by", "group", "state", "title", "period", "before_period", "now", "before", "came", "went"]
    );
    let wanted = beside.iter().map(|one| one["counts"].as_array().unwrap().len()).sum::<usize>();
    assert_eq!(rows.len() - 1, wanted);
    let of_theme = rows.iter().filter(|row| row[1] == "theme").map(|row| row[7].parse::<u64>().unwrap());
    assert_eq!(of_theme.sum::<u64>(), sum("theme", "now"));
    // None where nothing is filed.
    let plain = crate::desk::desk();
    assert_eq!(plain.json(&["overview", "FILE", "--json"])["by_theme"], serde_json::json!([]));
}

#[test]
fn those_under_no_theme_can_be_listed() {
    let desk = themed();
    let count = |more: &[&str]| {
        let list = desk.json(&[&["list", "indicators", "FILE", "--json"], more].concat());
        list.as_array().unwrap().len()
    };
    assert_eq!(count(&["--theme", ""]) + 3, count(&[]));
    assert_eq!(count(&["--theme", "", "--theme", "Live well"]) + 1, count(&[]));
}

#[test]
fn indicators_of_a_theme_are_put_in_order_and_a_theme_is_made_where_that_is_said() {
    let desk = desk();
    let refused = desk.refused(&["indicator", "edit", "FILE", "AC/C7", "--theme", "Roads"]);
    assert!(refused.contains("there is no theme “Roads”") && refused.contains("--new-theme"), "{refused}");
    let said =
        desk.ok(&["indicator", "edit", "FILE", "AC/C7", "--theme", "Live well / Carers", "--new-theme"]);
    assert!(said.contains("under the new theme Live well > Carers"), "{said}");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(desk.json(&["theme", "list", "FILE", "--json"]).as_array().unwrap().len(), 0);
    desk.ok(&["indicator", "add", "FILE", "N/1", "--description", "Homes", "--theme", "Safe", "--new-theme"]);
    for reference in ["AC/S4", "AC/C7"] {
        desk.ok(&["indicator", "edit", "FILE", reference, "--theme", "safe"]);
    }
    let references = |more: &[&str]| -> Vec<String> {
        let list = desk.json(&[&["list", "indicators", "FILE", "--json"], more].concat());
        list.as_array().unwrap().iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect()
    };
    let order = || references(&["--sort", "theme", "--theme", "Safe"]);
    // In the order in which they were filed.
    assert_eq!(order(), ["N/1", "AC/S4", "AC/C7"]);
    let said = desk.ok(&["theme", "place", "FILE", "AC/C7", "--to", "1"]);
    assert!(said.contains("Move AC/C7 to place 1 of 3 in Safe"), "{said}");
    assert_eq!(order(), ["AC/C7", "N/1", "AC/S4"]);
    desk.ok(&["theme", "place", "FILE", "AC/C7", "--to", "99"]);
    assert_eq!(order(), ["N/1", "AC/S4", "AC/C7"]);
    assert!(desk.ok(&["theme", "place", "FILE", "AC/C7", "--to", "3"]).contains("Nothing to change"));
    assert!(desk.fails(&["theme", "place", "FILE", "AC/C7", "--to", "0"]).contains("counted from 1"));
    assert!(desk.fails(&["theme", "place", "FILE", "AC/S17", "--to", "1"]).contains("under no theme"));
    desk.ok(&["undo", "FILE"]);
    assert_eq!(order(), ["AC/C7", "N/1", "AC/S4"]);
    desk.ok(&["verify", "FILE"]);
}

/// A workbook of another council: five measures of two priorities and none, nobody to compare with.
fn own_workbook() -> Desk {
    let mut desk = desk();
    desk.file = desk.home.path().join("own.qd");
    desk.ok(&["new", "FILE", "--organisation", "Midshire", "--service", "Homes", "--period", "2015/16-Q1"]);
    std::fs::write(
        desk.home.path().join("plan.csv"),
        "Ref,Priority,Objective,Indicator,Good is,Target,Result\n\
         H2,Safe homes,Repairs,Repairs in time,higher,80,75%\n\
         H1,Safe homes,Repairs,Repairs first time,higher,80,85%\n\
         H3,Safe homes,Visits,Homes visited,higher,90,95%\n\
         L1,Live well,,Clinics held,higher,90,91%\n\
         X1,,,Letters answered,higher,90,10%\n",
    )
    .unwrap();
    desk.ok(&["import", "FILE", "plan.csv"]);
    desk
}

#[test]
fn the_integrated_report_groups_its_indicators_by_theme_with_the_counts_of_each() {
    let desk = own_workbook();
    let report = |template: &str| {
        desk.ok(&["report", "FILE", "--template", template, "--format", "md", "--output", "-"])
    };
    let text = report("integrated");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} in {text}"));
    assert!(at("#### Safe homes \\> Repairs") < at("#### Measures of no theme"), "{text}");
    assert!(text.contains("**Safe homes**: 3 indicators, 2 of 3 reportable on track."), "{text}");
    assert!(text.contains("**Repairs**: 2 indicators, 1 of 2 reportable on track."), "{text}");
    // Counted on track by theme, each with what is under it.
    let table = &text[at("by theme")..];
    let cells = |name: &str| -> Vec<&str> {
        let row = table.lines().find(|line| line.starts_with(&format!("| {name} |")));
        row.unwrap_or_else(|| panic!("no {name} in {table}")).split('|').map(str::trim).collect()
    };
    assert_eq!(cells("Safe homes")[2..6], ["3", "3", "67% (2)", "33% (1)"]);
    assert_eq!(cells("Live well")[2..6], ["1", "1", "100% (1)", "0% (0)"]);
    assert_eq!(cells("**All themes**")[2..6], ["**5**", "**5**", "**60% (3)**", "**40% (2)**"]);
    // The order within a theme is the file's, and then a person's.
    let order = |text: &str, one: &str, other: &str| text.find(one).unwrap() < text.find(other).unwrap();
    let scorecard = report("scorecard");
    assert!(order(&scorecard, "| H2 |", "| H1 |"), "{scorecard}");
    desk.ok(&["theme", "place", "FILE", "H1", "--to", "1"]);
    let scorecard = report("scorecard");
    assert!(order(&scorecard, "| H1 |", "| H2 |"), "{scorecard}");
    // With nobody to compare with, the scorecard tells of the council by itself, theme by theme.
    assert!(scorecard.contains("### Safe homes \\> Repairs") && scorecard.contains("without ranks"));
    assert!(scorecard.contains("Indicators: 3 of 5 reportable on track."), "{scorecard}");
    // In every format.
    let folder = desk.home.path().join("all");
    desk.ok(&["report", "FILE", "--template", "integrated", "--all", "--output", folder.to_str().unwrap()]);
    assert!(std::fs::read_dir(&folder).unwrap().count() >= 5);
    // Without themes nothing is grouped.
    let plain = crate::desk::desk();
    let text = plain.ok(&["report", "FILE", "--template", "integrated", "--format", "md", "--output", "-"]);
    assert!(!text.contains("Measures of no theme") && !text.contains("by theme"), "{text}");
}
