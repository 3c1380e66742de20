//! Risks and their matrix on the command line, for people and for programs.

use crate::desk::desk;
use serde_json::{Value, json};

fn one(rows: &Value, reference: &str) -> Value {
    rows.as_array().unwrap().iter().find(|row| row["reference"] == reference).unwrap().clone()
}

#[test]
fn the_map_is_counted_exactly_as_published() {
    let desk = desk();
    assert_eq!(
        desk.ok(&["list", "risks", "FILE", "--matrix", "--json"]).trim(),
        "[[0,1,1,3,0],[0,0,2,0,0],[0,2,10,3,0],[1,1,1,4,1],[0,0,0,0,0]]"
    );
    let text = desk.ok(&["list", "risks", "FILE", "--matrix"]);
    assert!(text.contains("worst top right") && text.contains("5 Almost Certain"), "{text}");
    let csv = desk.ok(&["list", "risks", "FILE", "--matrix", "--csv"]);
    assert_eq!(csv.lines().nth(1), Some("Almost Certain,0,1,1,3,0"));
    let plain = desk.ok(&["--plain", "list", "risks", "FILE", "--matrix"]);
    assert!(plain.contains("P5 x I4, Major and Almost Certain, High: 3"), "{plain}");
    let targets = desk.json(&["list", "risks", "FILE", "--matrix", "--view", "target", "--json"]);
    assert_eq!(targets[0], json!([1, 1, 1, 0, 0]));
}

#[test]
fn every_risk_comes_as_printed_with_what_its_numbers_give() {
    let desk = desk();
    let rows = desk.json(&["list", "risks", "FILE", "--json"]);
    assert_eq!(rows.as_array().unwrap().len(), 30);
    // reference, impact, probability, score, band, stated, target impact, probability, score, treatment
    let published = [
        json!(["AS0007", 4, 5, 20, "High", "High 20", 3, 2, 6, "treat"]),
        json!(["AS0087", 3, 4, 12, "Medium High", "High 20", 1, 5, 5, null]),
        json!(["AS0088", 3, 3, 9, "Medium High", "High 20", 3, 5, 15, "treat"]),
        json!(["AS0091", 3, 5, 15, "High", "15", 2, 5, 10, "treat"]),
        json!(["AS0044", 4, 3, 12, "Medium High", "Medium High 12", 3, 2, 6, null]),
        json!(["AS0083", 4, 3, 12, "Medium High", "Medium High 12", 4, 2, 8, "treat"]),
        json!(["AS0089", 4, 3, 12, "Medium High", "Medium High 12", 3, 4, 12, null]),
        json!(["AS0090", 3, 4, 12, "Medium High", "Medium High 12", 3, 4, 12, "treat"]),
        json!(["AS0094", null, 4, null, null, "Medium High 12", 2, 2, 4, "treat"]),
    ];
    let keys = [
        "reference",
        "impact",
        "probability",
        "score",
        "band",
        "stated_rating",
        "target_impact",
        "target_probability",
        "target_score",
        "treatment",
    ];
    for expected in &published {
        let row = one(&rows, expected[0].as_str().unwrap());
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(row[key], expected[at], "{} {key}", expected[0]);
        }
        assert!(!row["controls"].as_array().unwrap().is_empty());
        assert!(["up", "down", "same", "new"].contains(&row["movement"].as_str().unwrap()));
        assert_eq!(row["placeholder"], false);
    }
    assert_eq!(one(&rows, "AS0087")["map_impact"], 4);
    assert_eq!(one(&rows, "AS0094")["rated_score"], 12);
    assert_eq!(rows.as_array().unwrap().iter().filter(|row| row["placeholder"] == true).count(), 21);
    let register = desk.json(&["list", "risks", "FILE", "--register", "--json"]);
    assert_eq!(register.as_array().unwrap().len(), 9);
    let high = desk.json(&["list", "risks", "FILE", "--threshold", "15", "--json"]);
    assert_eq!(high.as_array().unwrap().len(), 4);
    let csv = desk.ok(&["list", "risks", "FILE", "--csv"]);
    assert_eq!(csv.lines().count(), 31);
}

#[test]
fn a_risk_is_shown_with_what_contradicts_itself() {
    let desk = desk();
    let text = desk.ok(&["show", "FILE", "as0087"]);
    for part in ["Now: 20 High", "Now as printed: High 20", "give 12; the source prints 20", "P5 x I4"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let object = desk.json(&["show", "FILE", "AS0007", "--json"]);
    assert_eq!(object["reference"], "AS0007");
    assert_eq!(object["assessments"][0]["illustrative"], true);
    assert!(desk.fails(&["show", "FILE", "AS9999"]).contains("There is no indicator AS9999"));
}

#[test]
fn a_risk_is_moved_by_set_and_undone() {
    let desk = desk();
    let before = std::fs::read(&desk.file).unwrap();
    let said =
        desk.ok(&["set", "FILE", "AS0007", "--impact", "3", "--probability", "Likely", "--reason", "Better"]);
    assert!(said.contains("AS0007 moved: 20 High to 12 Medium High"), "{said}");
    let rows = desk.json(&["list", "risks", "FILE", "--json"]);
    let row = one(&rows, "AS0007");
    assert_eq!((&row["impact"], &row["score"]), (&json!(3), &json!(12)));
    assert_eq!(row["stated_rating"], "");
    assert_eq!(row["movement"], "down");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(one(&desk.json(&["list", "risks", "FILE", "--json"]), "AS0007")["stated_rating"], "High 20");
    assert_ne!(before, std::fs::read(&desk.file).unwrap(), "the history has both steps");
}

#[test]
fn scores_outside_the_matrix_are_refused_with_the_range() {
    let desk = desk();
    let before = std::fs::read(&desk.file).unwrap();
    let refused = [
        vec!["set", "FILE", "AS0007", "--impact", "6", "--reason", "x"],
        vec!["set", "FILE", "AS0007", "--impact", "0", "--reason", "x"],
        vec!["set", "FILE", "AS0007", "--impact", "Huge", "--reason", "x"],
        vec!["risk", "move", "FILE", "AS0007", "--to", "P3I6", "--reason", "x"],
        vec!["risk", "add", "FILE", "AS0100", "--title", "T", "--impact", "7", "--probability", "1"],
    ];
    for arguments in refused {
        let said = desk.refused(&arguments);
        assert!(said.contains("from 1 (Negligible) to 5 (Catastrophic)"), "{said}");
    }
    assert!(desk.refused(&["set", "FILE", "AS0007", "--impact", "3"]).contains("--reason"));
    let both = ["set", "FILE", "AS0007", "--impact", "3", "--target", "4", "--reason", "x"];
    assert!(desk.refused(&both).contains("--target is for indicators"));
    assert!(
        desk.refused(&["risk", "move", "FILE", "AS0007", "--to", "5x4", "--reason", "x"]).contains("P4I3")
    );
    assert!(
        desk.refused(&["set", "FILE", "AS0094", "--probability", "2", "--reason", "x"]).contains("impact")
    );
    assert!(desk.fails(&["risk", "close", "FILE", "AS9999", "--reason", "x"]).contains("no risk AS9999"));
    assert_eq!(before, std::fs::read(&desk.file).unwrap());
}

#[test]
fn a_target_worse_than_now_is_allowed_and_said() {
    let desk = desk();
    let ran = desk.run(&["set", "FILE", "AS0090", "--target-impact", "5", "--target-probability", "5"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("The target is worse than now"), "{}", ran.err);
    let row = one(&desk.json(&["list", "risks", "FILE", "--json"]), "AS0090");
    assert_eq!((&row["target_score"], &row["gap"]), (&json!(25), &json!(-13)));
    assert_eq!(row["target_doubt"], "The target is worse than now.");
}

#[test]
fn risks_are_added_edited_controlled_closed_and_deleted() {
    let desk = desk();
    let added = [
        "risk",
        "add",
        "FILE",
        "AS0100",
        "--title",
        "Care market",
        "--impact",
        "4",
        "--probability",
        "Likely",
        "--control",
        "Visits",
        "--control",
        "Contracts",
    ];
    assert!(desk.ok(&added).contains("16 High"));
    desk.ok(&["risk", "edit", "FILE", "AS0100", "--owner", "Head of Commissioning", "--treatment", "treat"]);
    let row = one(&desk.json(&["list", "risks", "FILE", "--json"]), "AS0100");
    assert_eq!((&row["owner"], &row["treatment"]), (&json!("Head of Commissioning"), &json!("treat")));
    let number = row["controls"][1]["id"].to_string();
    desk.ok(&["risk", "control", "FILE", "AS0100", "--number", &number, "--owner", "A role", "--due", "+2w"]);
    desk.ok(&["risk", "control", "FILE", "AS0100", "--control", "Prices watched", "--status", "planned"]);
    let row = one(&desk.json(&["list", "risks", "FILE", "--json"]), "AS0100");
    assert_eq!(row["controls"].as_array().unwrap().len(), 3);
    assert_eq!(row["controls"][1]["due"], "2015-07-20");
    desk.ok(&["risk", "close", "FILE", "AS0100", "--reason", "Merged"]);
    assert_eq!(desk.json(&["list", "risks", "FILE", "--json"]).as_array().unwrap().len(), 30);
    desk.ok(&["undo", "FILE"]);
    desk.ok(&["risk", "delete", "FILE", "AS0100"]);
    assert!(desk.fails(&["risk", "edit", "FILE", "AS0100", "--owner", "x"]).contains("no risk AS0100"));
    // A risk that closed periods reported stays.
    assert!(desk.fails(&["risk", "delete", "FILE", "AS0007"]).contains("closed"));
    assert!(desk.fails(&["risk", "add", "FILE", "as0007", "--title", "Twice"]).contains("AS0007"));
}

#[test]
fn the_matrix_is_shown_set_and_kept_by_earlier_periods() {
    let desk = desk();
    let text = desk.ok(&["matrix", "FILE", "--show"]);
    let own = desk.home.path().join("own.toml");
    std::fs::write(&own, text.replace("\"ML MH MH H  H\"", "\"ML MH H  H  H\"")).unwrap();
    let own = own.to_str().unwrap();
    let preview = desk.ok(&["matrix", "FILE", "--set", own, "--preview"]);
    assert!(preview.contains("2 risks change:") && preview.contains("AS0094"), "{preview}");
    assert_eq!(desk.ok(&["matrix", "FILE"]), text, "a preview changes nothing");
    assert!(desk.ok(&["matrix", "FILE", "--set", own]).contains("Risk matrix from Q1 2015/16"));
    assert!(desk.ok(&["matrix", "FILE"]).contains("\"ML MH H  H  H\""));
    assert_eq!(desk.ok(&["matrix", "FILE", "--period", "2014/15-Q4"]), text);
    let row = one(&desk.json(&["list", "risks", "FILE", "--json"]), "AS0090");
    assert_eq!(row["band"], "High");
    let then = desk.json(&["list", "risks", "FILE", "--period", "2014/15-Q4", "--json"]);
    assert_eq!(one(&then, "AS0090")["band"], "Medium High");
}

#[test]
fn a_malformed_matrix_is_refused_by_key_and_sentence() {
    let desk = desk();
    let text = desk.ok(&["matrix", "FILE", "--show"]);
    let before = std::fs::read(&desk.file).unwrap();
    let faults = [
        (text.replace("\"MH\"\n", "\"H\"\n"), "bands[4].letters: H: another band has it already"),
        (text.replace("\"L  L  L  ML ML\",\n", ""), "cells: there are 4 rows"),
        (text.replace("rating = \"green\"", "rating = \"teal\""), "bands[1].rating: write one of red"),
        (text.replace("labels = [\"Rare\", ", "labels = [\"Rare\", \"Rare\", "), "is there already"),
        ("cells = [".to_owned(), "it is not TOML"),
        (String::new(), "impact: it is missing"),
    ];
    for (position, (fault, said)) in faults.iter().enumerate() {
        let path = desk.home.path().join(format!("fault{position}.toml"));
        std::fs::write(&path, fault).unwrap();
        let sentence = desk.fails(&["matrix", "FILE", "--set", path.to_str().unwrap()]);
        assert!(sentence.contains(said) && sentence.contains("Nothing was changed"), "{sentence}");
    }
    assert!(desk.fails(&["matrix", "FILE", "--set", "nowhere.toml"]).contains("cannot be read"));
    assert_eq!(before, std::fs::read(&desk.file).unwrap());
    // A smaller matrix is a matrix too; what no longer fits it is said.
    let small = "code = \"small\"\ncells = [\"M H H\", \"L M H\", \"L L M\"]\n[impact]\nname = \"Impact\"\n\
        labels = [\"a\", \"b\", \"c\"]\n[probability]\nname = \"Likelihood\"\nlabels = [\"x\", \"y\", \"z\"]\n\
        [[bands]]\ncode = \"l\"\nname = \"Low\"\nletters = \"L\"\nrating = \"green\"\n\
        [[bands]]\ncode = \"m\"\nname = \"Middle\"\nletters = \"M\"\nrating = \"amber\"\n\
        [[bands]]\ncode = \"h\"\nname = \"High\"\nletters = \"H\"\nrating = \"red\"\n";
    let path = desk.home.path().join("small.toml");
    std::fs::write(&path, small).unwrap();
    let said = desk.ok(&["matrix", "FILE", "--set", path.to_str().unwrap()]);
    assert!(said.contains("AS0007: no longer on the map"), "{said}");
    let map = desk.ok(&["list", "risks", "FILE", "--matrix"]);
    assert!(map.contains("Likelihood down") && map.contains("Not on the map: 14"), "{map}");
}
