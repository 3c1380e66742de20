//! `quarterdeck mapping`: the ways of reading files that a workbook remembers.

use crate::desk::{Desk, desk};
use serde_json::{Value, json};

const RETURN: &str = "Alpha,Beta,Gamma\nx,1,a\ny,2,b\n";

/// With one that is kept.
fn kept() -> Desk {
    let desk = desk();
    std::fs::write(desk.home.path().join("odd.csv"), RETURN).unwrap();
    desk.ok(&[
        "import",
        "FILE",
        "odd.csv",
        "--as",
        "figures",
        "--column",
        "Alpha=reference",
        "--column",
        "Beta=result",
        "--save-map",
        "odd return",
    ]);
    desk
}

fn list(desk: &Desk) -> Vec<Value> {
    desk.json(&["mapping", "list", "FILE", "--json"]).as_array().unwrap().clone()
}

#[test]
fn they_are_listed_for_people_and_programs() {
    let desk = desk();
    let none = desk.run(&["mapping", "list", "FILE"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(none.err.contains("--save-map"), "{}", none.err);
    let desk = kept();
    assert_eq!(
        list(&desk),
        [json!({"name": "odd return", "becomes": "figures", "columns": 3, "headings": 3, "readable": true})]
    );
    let text = desk.ok(&["mapping", "list", "FILE"]);
    assert!(text.contains("odd return") && text.contains("Figures of indicators"), "{text}");
    let csv = desk.ok(&["mapping", "list", "FILE", "--csv"]);
    assert!(csv.lines().count() == 2 && csv.starts_with("name,becomes"), "{csv}");
}

#[test]
fn one_is_shown_and_written_to_a_file_and_comes_back_in_another_workbook() {
    let desk = kept();
    let shown = desk.ok(&["mapping", "show", "FILE", "ODD return"]);
    assert!(shown.contains("name = \"odd return\"") && shown.contains("is = \"result\""), "{shown}");
    desk.ok(&["mapping", "export", "FILE", "odd return", "odd.toml"]);
    let written = std::fs::read_to_string(desk.home.path().join("odd.toml")).unwrap();
    assert_eq!(written, shown);
    let error = desk.fails(&["mapping", "export", "FILE", "odd return", "odd.toml"]);
    assert!(error.contains("odd.toml is there already"), "{error}");
    let other = self::desk();
    std::fs::write(other.home.path().join("odd.toml"), &written).unwrap();
    std::fs::write(other.home.path().join("odd.csv"), RETURN).unwrap();
    other.fails(&["import", "FILE", "odd.csv"]);
    other.ok(&["mapping", "import", "FILE", "odd.toml"]);
    assert_eq!(other.json(&["import", "FILE", "odd.csv", "--json"])["added"], 4);
    let same = other.ok(&["mapping", "import", "FILE", "odd.toml"]);
    assert!(same.contains("Nothing to change"), "{same}");
}

#[test]
fn one_of_the_same_name_is_replaced_as_a_step() {
    let desk = kept();
    let shown = desk.ok(&["mapping", "show", "FILE", "odd return"]);
    std::fs::write(desk.home.path().join("odd.toml"), shown.replace("is = \"result\"", "is = \"target\""))
        .unwrap();
    let said = desk.ok(&["mapping", "import", "FILE", "odd.toml"]);
    assert!(said.contains("How “odd return” is read changed"), "{said}");
    assert!(desk.ok(&["mapping", "show", "FILE", "odd return"]).contains("is = \"target\""));
    desk.ok(&["undo", "FILE"]);
    assert_eq!(desk.ok(&["mapping", "show", "FILE", "odd return"]), shown);
    desk.ok(&["mapping", "import", "FILE", "odd.toml", "--name", "Targets"]);
    let names: Vec<String> = list(&desk).iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["odd return", "Targets"]);
    assert!(desk.ok(&["mapping", "show", "FILE", "targets"]).contains("name = \"Targets\""));
}

#[test]
fn one_is_forgotten_and_undo_brings_it_back() {
    let desk = kept();
    let said = desk.ok(&["mapping", "remove", "FILE", "odd return"]);
    assert!(said.contains("How “odd return” is read forgotten"), "{said}");
    assert_eq!(list(&desk), Vec::<Value>::new());
    std::fs::write(desk.home.path().join("next.csv"), RETURN.replace(['x', 'y'], "z")).unwrap();
    desk.fails(&["import", "FILE", "next.csv"]);
    desk.ok(&["undo", "FILE"]);
    assert_eq!(list(&desk).len(), 1);
    let same = desk.json(&["import", "FILE", "odd.csv", "--json"]);
    assert_eq!((&same["added"], &same["unchanged"]), (&json!(0), &json!(4)));
}

#[test]
fn wrong_names_and_files_are_told_in_sentences() {
    let desk = kept();
    for wrong in [
        &["show", "FILE", "nobody"][..],
        &["remove", "FILE", "nobody"],
        &["export", "FILE", "nobody", "x.toml"],
    ] {
        let mut all = vec!["mapping"];
        all.extend(wrong);
        let error = desk.fails(&all);
        assert!(error.contains("there are odd return"), "{error}");
    }
    std::fs::write(desk.home.path().join("broken.toml"), "name = \"x\"\nbecomes = figures\n").unwrap();
    let error = desk.fails(&["mapping", "import", "FILE", "broken.toml"]);
    assert!(error.contains("broken.toml") && error.contains("line 2"), "{error}");
    std::fs::write(desk.home.path().join("nameless.toml"), "becomes = \"figures\"\n").unwrap();
    assert!(desk.refused(&["mapping", "import", "FILE", "nameless.toml"]).contains("say --name"));
    desk.fails(&["mapping", "import", "FILE", "nowhere.toml"]);
    desk.fails(&["mapping", "import", "FILE", "."]);
    desk.refused(&["--read-only", "mapping", "remove", "FILE", "odd return"]);
    assert_eq!(list(&desk).len(), 1);
}
