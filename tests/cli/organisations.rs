//! `quarterdeck organisation` and the groups they are in: renamed, merged, removed; and what is wrong
//! with them, refused by name with nothing stored.

use serde_json::{Value, json};

use crate::desk::{Desk, desk};

/// Three councils and a nation, two years of one measure.
const FIGURES: &str = "\
Council,Measure code,Measure,Polarity,Year,Value
England,2A,Reablement,higher,2024/25,70.0
Ashby,2A,Reablement,higher,2024/25,90.0
Brill,2A,Reablement,higher,2024/25,65.0
Corby,2A,Reablement,higher,2024/25,60.0
Corby,2A,Reablement,higher,2022/23,55.0
Brill,2A,Reablement,higher,2022/23,50.0
";

/// A workbook of the region, with its members' figures in it.
fn region() -> Desk {
    let mut desk = desk();
    desk.file = desk.home.path().join("region.qd");
    let members = "Ashby, Brill, Corby";
    desk.ok(&["new", "FILE", "--organisation", "Midshire", "--members", members, "--period", "2024/25"]);
    import(&desk, FIGURES);
    desk
}

fn import(desk: &Desk, text: &str) {
    std::fs::write(desk.home.path().join("figures.csv"), text).unwrap();
    desk.ok(&["import", "FILE", "figures.csv"]);
}

/// Refused with this sentence, and the workbook is the same, byte for byte.
fn refused(desk: &Desk, arguments: &[&str], sentence: &str) {
    let before = std::fs::read(&desk.file).unwrap();
    let ran = desk.run(arguments);
    assert_ne!(ran.code, 0, "{arguments:?}: {}", ran.out);
    assert!(ran.err.contains(sentence), "{arguments:?}: {sentence:?} is not in {}", ran.err);
    assert!(before == std::fs::read(&desk.file).unwrap(), "{arguments:?} changed the workbook");
}

fn row(desk: &Desk, organisation: &str, period: &str) -> Value {
    let rows = desk.json(&["compare", "FILE", "2A", "--period", period, "--json"]);
    let rows = rows.as_array().unwrap();
    let found = rows.iter().find(|row| row["organisation"] == organisation);
    found.unwrap_or_else(|| panic!("{organisation} in {rows:#?}")).clone()
}

fn named(desk: &Desk, name: &str) -> Value {
    let all = desk.json(&["organisation", "list", "FILE", "--json"]);
    let all = all.as_array().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name} in {all:#?}")).clone()
}

#[test]
fn organisations_are_listed_added_changed_and_removed() {
    let desk = region();
    assert_eq!(named(&desk, "England")["class"], "nation");
    let said = desk.ok(&[
        "organisation",
        "add",
        "FILE",
        "Derwent City Council",
        "--code",
        "E08000099",
        "--other-names",
        "Derwent MBC; Derwent",
        "--from",
        "1 April 1974",
    ]);
    assert!(said.contains("Add the organisation Derwent City Council") && said.contains("1974"), "{said}");
    let one = named(&desk, "Derwent City Council");
    // The code says what it is.
    assert_eq!((&one["class"], &one["exists_from"]), (&json!("metropolitan"), &json!("1974-04-01")));
    desk.ok(&["organisation", "edit", "FILE", "e08000099", "--class", "unitary", "--from", ""]);
    let one = named(&desk, "Derwent City Council");
    assert_eq!((&one["class"], &one["exists_from"]), (&json!("unitary"), &Value::Null));
    assert_eq!(one["other_names"], "Derwent MBC; Derwent");
    let said = desk.ok(&["organisation", "edit", "FILE", "e08000099", "--class", "unitary"]);
    assert!(said.contains("Nothing to change"), "{said}");
    desk.ok(&["organisation", "remove", "FILE", "Derwent"]);
    refused(&desk, &["organisation", "remove", "FILE", "Derwent"], "There is no organisation “Derwent”");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(named(&desk, "Derwent City Council")["code"], "E08000099");
}

#[test]
fn a_renamed_organisation_keeps_its_figures_and_is_found_by_its_old_name() {
    let desk = region();
    desk.ok(&["settings", "FILE", "--compare-with", "England"]);
    desk.ok(&["organisation", "edit", "FILE", "Brill", "--name", "Greater Brill"]);
    desk.ok(&["organisation", "edit", "FILE", "England", "--name", "All of England"]);
    assert_eq!(named(&desk, "Greater Brill")["other_names"], "Brill");
    // Rank, average and the region's own figure are as they were.
    let brill = row(&desk, "Greater Brill", "2024/25");
    assert_eq!((&brill["value"], &brill["rank"], &brill["of"]), (&json!(65), &json!(2), &json!(3)));
    assert_eq!((&brill["average"], &brill["average_of"]), (&json!(70), &json!("All of England")));
    let show = desk.ok(&["show", "FILE", "2A"]);
    assert!(show.contains("median of 3 members"), "{show}");
    // The settings name the nation as it was called; its figure stands beside the result all the same.
    let json = desk.json(&["show", "FILE", "2A", "--json"]).to_string();
    assert!(json.contains("\"All of England\"") && !json.contains("\"England\""), "{json}");
    // A file may say either; a figure it repeats is no second one.
    for name in ["Brill", "Greater Brill"] {
        import(&desk, &format!("Council,Measure code,Measure,Year,Value\n{name},2A,Reablement,2024/25,66\n"));
        let brill = row(&desk, "Greater Brill", "2024/25");
        assert_eq!((&brill["value"], &brill["of"]), (&json!(66), &json!(3)), "{name}");
    }
    // Back one step at a time.
    for _ in 0..4 {
        desk.ok(&["undo", "FILE", "--yes"]);
    }
    assert_eq!(row(&desk, "Brill", "2024/25")["value"], 65);
}

#[test]
fn a_council_that_was_merged_is_named_so_wherever_it_is_missing() {
    let desk = region();
    let said =
        desk.ok(&["organisation", "edit", "FILE", "Corby", "--to", "2023-03-31", "--merged-into", "ashby"]);
    assert!(said.contains("Merge Corby into Ashby"), "{said}");
    std::fs::write(
        desk.home.path().join("later.csv"),
        "Council,Measure code,Measure,Year,Value\nBrill,2B,Carers,2024/25,1\nAshby,2B,Carers,2024/25,2\n",
    )
    .unwrap();
    desk.ok(&["import", "FILE", "later.csv"]);
    let rows = desk.json(&["compare", "FILE", "2B", "--json"]);
    let corby = rows.as_array().unwrap().iter().find(|row| row["organisation"] == "Corby").unwrap();
    assert_eq!(corby["missing_because"], "merged into Ashby after 31/03/2023");
    let summary = desk.ok(&["compare", "FILE", "--summary"]);
    assert!(summary.contains("Corby (merged into Ashby after 31/03/2023)"), "{summary}");
    // A year before it ended has its figure, and one it ended within has the reason too.
    assert_eq!(row(&desk, "Corby", "2022/23")["value"], 55);
    desk.ok(&["organisation", "edit", "FILE", "Corby", "--to", "2024-09-30"]);
    let rows = desk.json(&["compare", "FILE", "2B", "--json"]);
    let corby = rows.as_array().unwrap().iter().find(|row| row["organisation"] == "Corby").unwrap();
    assert_eq!(corby["missing_because"], "merged into Ashby after 30/09/2024");
    let list = desk.ok(&["organisation", "list", "FILE"]);
    assert!(list.contains("Merged into") && list.contains("30/09/2024"), "{list}");
}

#[test]
fn an_organisation_is_there_once_by_name_other_name_and_code() {
    let desk = region();
    desk.ok(&["organisation", "edit", "FILE", "Ashby", "--code", "E06000001", "--other-names", "Old Ashby"]);
    let add = |more: &[&str], sentence: &str| {
        refused(&desk, &[&["organisation", "add", "FILE"], more].concat(), sentence);
    };
    add(&["ashby"], "“ashby” is Ashby already");
    add(&["Ashby City Council"], "“Ashby City Council” is Ashby already");
    add(&["Old  ASHBY"], "is Ashby already by another name");
    add(&["Zed", "--other-names", "Y; Brill"], "--other-names: “Brill” is Brill already");
    add(&["Zed", "--code", "e06000001"], "--code: e06000001 is the code of Ashby already");
    add(&["e06000001"], "is Ashby already");
    add(&[" "], "this is needed");
    add(&["Zed", "--class", "shire"], "--class: write unstated, county");
    add(&["Zed", "--from", "2023-04-01", "--to", "2023-03-31"], "--to: it cannot end before it begins");
    add(&["Zed", "--to", "soon"], "--to: ");
    add(&["Zed", "--merged-into", "Brell"], "Is Brill meant?");
    let edit = |more: &[&str], sentence: &str| {
        refused(&desk, &[&["organisation", "edit", "FILE", "Corby"], more].concat(), sentence);
    };
    edit(&["--name", "Brill"], "--name: “Brill” is Brill already");
    edit(&["--merged-into", "Corby"], "it cannot become a part of itself");
    edit(&["--class", "region"], "it is one of Midshire");
    edit(&[], "Nothing to change was given");
    desk.ok(&["organisation", "edit", "FILE", "Brill", "--merged-into", "Corby"]);
    edit(&["--merged-into", "Brill"], "Brill has itself become a part of it");
    // Days tell a council from the one of nearly its name before it; the same words never are two.
    desk.ok(&["organisation", "add", "FILE", "Ashby County Council", "--to", "2009-03-31"]);
    add(&["Ashby", "--to", "2009-03-31"], "is Ashby already");
}

#[test]
fn what_has_figures_or_is_in_a_group_is_not_removed() {
    let desk = region();
    let remove = |name: &str, sentence: &str| {
        refused(&desk, &["organisation", "remove", "FILE", name], sentence);
    };
    remove("Corby", "it has 2 figures; it is a member of Midshire");
    remove("England", "it has 1 figure");
    remove("Corbi", "Is Corby meant?");
    desk.ok(&["organisation", "edit", "FILE", "England", "--name", "Albion"]);
    remove("Albion", "it has 1 figure");
    // The name that figures carry stays one of its names.
    refused(
        &desk,
        &["organisation", "edit", "FILE", "Albion", "--other-names", ""],
        "1 figure of Albion has its name as “England”: keep that among its other names",
    );
    desk.ok(&["organisation", "add", "FILE", "Zed"]);
    desk.ok(&["organisation", "edit", "FILE", "Zed", "--merged-into", "Ashby"]);
    remove("Ashby", "Zed became a part of it");
    desk.ok(&["group", "add", "FILE", "Near", "--members", "Ashby", "--neighbours-of", "Zed"]);
    remove("Zed", "its nearest neighbours are the group Near");
    desk.ok(&["group", "remove", "FILE", "Near"]);
    desk.ok(&["organisation", "remove", "FILE", "Zed"]);
}

#[test]
fn groups_are_renamed_ordered_and_given_other_members() {
    let desk = region();
    desk.ok(&["group", "add", "FILE", "Near", "--members", "Corby;Ashby"]);
    desk.ok(&["group", "add", "FILE", "All", "--all-councils"]);
    let names = || -> Vec<String> {
        let all = desk.json(&["group", "list", "FILE", "--json"]);
        all.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(), ["Midshire", "Near", "All"]);
    let said = desk.ok(&["group", "edit", "FILE", "all", "--place", "1"]);
    assert!(said.contains("Move the group All to place 1"), "{said}");
    assert_eq!(names(), ["All", "Midshire", "Near"]);
    let said = desk.ok(&["group", "edit", "FILE", "Near", "--name", "Few", "--members", "Brill, Corby"]);
    assert!(said.contains("Rename the group Near to Few"), "{said}");
    let members = desk.json(&["group", "list", "FILE", "Few", "--json"]);
    let members: Vec<&str> =
        members.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(members, ["Brill", "Corby"]);
    // What is not said stays.
    desk.ok(&["group", "edit", "FILE", "Few", "--neighbours-of", "Ashby", "--year", "2023/24"]);
    let few = desk.json(&["group", "list", "FILE", "--json"])[2].clone();
    assert_eq!(
        (&few["kind"], &few["members"], &few["year"]),
        (&json!("neighbours"), &json!(2), &json!("2023/24"))
    );
    let edit = |more: &[&str], sentence: &str| {
        refused(&desk, &[&["group", "edit", "FILE", "Few"], more].concat(), sentence);
    };
    edit(&["--name", "midshire"], "There is a group “Midshire” already, with 3 members");
    edit(&["--members", "Ashby, Corby, E99"], "--create: E99 is not known in this workbook");
    edit(&["--members", "Ashby; Corby; ashby"], "--members: Ashby is there twice");
    edit(&["--members", "England"], "--members: England is a nation");
    edit(&["--members", ""], "--members: this is needed");
    edit(&["--place", "0"], "--place: write a whole number from 1");
    edit(&["--neighbours-of", ""], "nobody says whose");
    edit(&[], "Nothing to change was given");
    refused(&desk, &["group", "edit", "FILE", "Wales", "--name", "Cymru"], "There is no group “Wales”");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(desk.json(&["group", "list", "FILE", "--json"])[2]["kind"], "region");
}

/// What an import said of rows that it refused, as text.
fn import_said(desk: &Desk, text: &str, more: &[&str]) -> String {
    std::fs::write(desk.home.path().join("codes.csv"), text).unwrap();
    let ran = desk.run(&[&["import", "FILE", "codes.csv"], more].concat());
    format!("{}{}", ran.out, ran.err)
}

#[test]
fn codes_in_a_file_are_matched_before_names() {
    for heading in ["Code", "GSS code", "ONS code", "LA code", "Organisation code", "Area code"] {
        let desk = region();
        desk.ok(&["organisation", "edit", "FILE", "Ashby", "--code", "E08000026"]);
        desk.ok(&["organisation", "edit", "FILE", "Brill", "--code", "E08000029"]);
        let said = import_said(
            &desk,
            &format!(
                "{heading},Council,Measure code,Measure,Year,Value\n\
                 E08000026,The town of Ashby,3A,Homes,2024/25,1\n\
                 e08000029,,3A,Homes,2024/25,2\n\
                 E08000031,Corby,3A,Homes,2024/25,3\n\
                 E10000099,Yarm,3A,Homes,2024/25,4\n"
            ),
            &[],
        );
        let rows = desk.json(&["compare", "FILE", "3A", "--json"]);
        let value = |name: &str| {
            let row = rows.as_array().unwrap().iter().find(|row| row["organisation"] == name);
            row.map_or(Value::Null, |row| row["value"].clone())
        };
        assert_eq!(
            ["Ashby", "Brill", "Corby"].map(value),
            [1, 2, 3].map(|one| json!(one)),
            "{heading}: {said}"
        );
        // A code that was not known is filled in, and tells what a new organisation is.
        assert_eq!(named(&desk, "Corby")["code"], "E08000031", "{heading}");
        let yarm = named(&desk, "Yarm");
        assert_eq!((&yarm["code"], &yarm["class"]), (&json!("E10000099"), &json!("county")), "{heading}");
        desk.ok(&["undo", "FILE", "--yes"]);
        assert_eq!(named(&desk, "Corby")["code"], "", "{heading}");
    }
}

#[test]
fn a_file_of_codes_alone_finds_its_councils() {
    let desk = region();
    desk.ok(&["organisation", "edit", "FILE", "Ashby", "--code", "E08000026"]);
    desk.ok(&["organisation", "edit", "FILE", "Brill", "--code", "E08000029"]);
    let text = "LA code,Measure code,Measure,Year,Value\nE08000026,3A,Homes,2024/25,1\nE08000029,3A,Homes,2024/25,2\n";
    let said = import_said(&desk, text, &[]);
    let rows = desk.json(&["compare", "FILE", "3A", "--json"]);
    let values: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["value"]).collect();
    assert_eq!(values, [&json!(1), &json!(2), &Value::Null], "{said}");
    // In a council's workbook its own row is told by its code, though the name is another.
    let mut own = crate::desk::desk();
    own.file = own.home.path().join("own.qd");
    own.ok(&["new", "FILE", "--organisation", "Ashby", "--service", "Care", "--period", "2024/25"]);
    own.ok(&["organisation", "edit", "FILE", "Ashby", "--code", "E08000026", "--other-names", "The town"]);
    for text in [text, &text.replace("LA code", "Authority code"), &text.replace("E08000026", "The town")] {
        let said = import_said(&own, text, &["--others", "all"]);
        let shown = own.json(&["show", "FILE", "3A", "--json"]);
        assert_eq!(shown["result"], 1, "{said}");
    }
}

#[test]
fn a_code_of_one_council_beside_the_name_of_another_is_refused_by_name() {
    let desk = region();
    desk.ok(&["organisation", "edit", "FILE", "Ashby", "--code", "E08000026"]);
    desk.ok(&["organisation", "edit", "FILE", "Brill", "--code", "E08000029"]);
    let said = import_said(
        &desk,
        "GSS code,Council,Measure code,Measure,Year,Value\n\
         E08000026,Brill,3A,Homes,2024/25,1\n\
         E08000077,Ashby,3A,Homes,2024/25,2\n\
         E10000098,Yarm,3A,Homes,2024/25,3\n\
         E10000098,Zed,3A,Homes,2024/25,4\n\
         E10000099,Yarm,3A,Homes,2024/25,5\n\
         E08000029,Brill,3A,Homes,2024/25,6\n\
         ,Corby,4A,Visits,2024/25,7\n,Ashby,4A,Visits,2024/25,8\n,Brill,4A,Visits,2024/25,9\n",
        &[],
    );
    for sentence in [
        "E08000026 is the code of Ashby, and the name here is Brill’s; correct one of them",
        "Ashby has the code E08000026 in this workbook, and E08000077 here",
        "E10000098 stands beside Yarm above, and beside Zed here",
        "Yarm has the code E10000098 above, and E10000099 here",
    ] {
        assert!(said.contains(sentence), "{sentence:?} is not in {said}");
    }
    // With the cell, and nothing of those rows is stored; the others are.
    assert!(
        said.contains("A2") && said.contains("A3") && said.contains("A5") && said.contains("A6"),
        "{said}"
    );
    let rows = desk.json(&["compare", "FILE", "3A", "--json"]);
    let values: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["value"]).collect();
    assert_eq!(values, [&Value::Null, &json!(6), &Value::Null]);
    assert!(!desk.ok(&["organisation", "list", "FILE"]).contains("Zed"));
}

#[test]
fn two_figures_of_one_organisation_and_period_are_both_refused_until_one_is_chosen() {
    let desk = region();
    desk.ok(&["organisation", "edit", "FILE", "Ashby", "--code", "E08000026", "--other-names", "Old Ashby"]);
    // Under its name and another name; under its code and its name; and twice the same.
    let head = "GSS code,Council,Measure code,Measure,Year,Value\n";
    for second in [",Old Ashby", "E08000026,", ",ashby", ",Ashby MBC"] {
        let rows = format!(
            "{head},Ashby,3A,Homes,2024/25,1\n{second},3A,Homes,2024/25,2\n,Brill,3A,Homes,2024/25,5\n"
        );
        let said = import_said(&desk, &rows, &[]);
        for sentence in ["F3 says 2 of the same", "F2 says 1 of the same", "keep the one that counts"] {
            assert!(said.contains(sentence), "{second}: {sentence:?} is not in {said}");
        }
        let rows = desk.json(&["compare", "FILE", "3A", "--json"]);
        let values: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["value"]).collect();
        assert_eq!(values, [&Value::Null, &json!(5), &Value::Null], "{second}: {said}");
    }
    // The one that counts, alone, is taken.
    import(&desk, &format!("{head},Old Ashby,3A,Homes,2024/25,2\n,Brill,3A,Homes,2024/25,5\n"));
    assert_eq!(desk.json(&["compare", "FILE", "3A", "--json"])[0]["value"], 2);
    // A list that gives one council's name to another as well makes no group of it.
    std::fs::write(desk.home.path().join("near.csv"), "name,other names\nBrill,Corby\n").unwrap();
    refused(
        &desk,
        &["group", "import", "FILE", "near.csv", "--name", "Near"],
        "Brill (row 2): “Corby” is Corby already",
    );
}

#[test]
fn two_organisations_that_are_one_are_joined_and_figures_that_differ_are_chosen_first() {
    let desk = region();
    desk.ok(&["organisation", "add", "FILE", "The town of Brill", "--code", "E08000029"]);
    import(
        &desk,
        "Council,Measure code,Measure,Year,Value\n\
         The town of Brill,2A,Reablement,2024/25,66\nThe town of Brill,2A,Reablement,2021/22,40\n\
         The town of Brill,2A,Reablement,2022/23,50\n",
    );
    desk.ok(&["group", "add", "FILE", "Near", "--members", "The town of Brill, Corby"]);
    desk.ok(&["organisation", "edit", "FILE", "Corby", "--merged-into", "The town of Brill"]);
    let join = ["organisation", "edit", "FILE", "Brill", "--other-names", "The town of Brill", "--join"];
    refused(&desk, &join[..6], "is The town of Brill already. Say --join where the two are one");
    refused(
        &desk,
        &join,
        "Brill cannot have all these names: 2A, 2024/25 has two figures that differ: 65 as Brill (figures.csv, F4) \
         and 66 as The town of Brill (figures.csv, E2). Import the one that counts under either name first",
    );
    import(&desk, "Council,Measure code,Measure,Year,Value\nThe town of Brill,2A,Reablement,2024/25,65\n");
    let said = desk.ok(&join);
    assert!(said.contains("Join The town of Brill to Brill"), "{said}");
    let brill = named(&desk, "Brill");
    assert_eq!((&brill["code"], &brill["other_names"]), (&json!("E08000029"), &json!("The town of Brill")));
    assert!(!desk.ok(&["organisation", "list", "FILE", "--csv"]).contains("\nThe town"), "it is one");
    // Its figures, its place in the group and what became a part of it came along.
    assert_eq!(row(&desk, "Brill", "2021/22")["value"], 40);
    let brill = row(&desk, "Brill", "2024/25");
    assert_eq!((&brill["value"], &brill["rank"], &brill["of"]), (&json!(65), &json!(2), &json!(3)));
    let near = desk.ok(&["group", "list", "FILE", "Near", "--csv"]);
    assert!(near.contains("\n1,Brill,") || near.contains("1,Brill,"), "{near}");
    assert_eq!(named(&desk, "Corby")["merged_into"], "Brill");
    desk.ok(&["verify", "FILE"]);
    desk.ok(&["undo", "FILE"]);
    assert_eq!(named(&desk, "The town of Brill")["code"], "E08000029");
    assert_eq!(named(&desk, "Corby")["merged_into"], "The town of Brill");
    refused(
        &desk,
        &[
            "organisation",
            "edit",
            "FILE",
            "Brill",
            "--code",
            "E08000031",
            "--other-names",
            "The town of Brill",
            "--join",
        ],
        "Brill has the code E08000031 and The town of Brill has E08000029: they are two organisations",
    );
    refused(
        &desk,
        &["organisation", "edit", "FILE", "Brill", "--join"],
        "no other organisation has one of the other names",
    );
}

#[test]
fn the_own_council_is_an_organisation_from_the_beginning() {
    let mut desk = desk();
    desk.file = desk.home.path().join("own.qd");
    desk.ok(&["new", "FILE", "--organisation", "Halton", "--service", "Care", "--period", "2024/25"]);
    assert_eq!(named(&desk, "Halton")["code"], "");
    refused(
        &desk,
        &["organisation", "remove", "FILE", "Halton"],
        "Halton is this workbook’s own organisation and cannot be removed",
    );
    // Its code comes from the first file that gives one, and tells what it is.
    let text = "GSS code,Council,Measure code,Measure,Year,Value\n\
                E06000006,Halton Borough Council,3A,Homes,2024/25,4\n\
                E06000007,Warrington,3A,Homes,2024/25,5\n";
    let said = import_said(&desk, text, &["--others", "all"]);
    let halton = named(&desk, "Halton");
    assert_eq!((&halton["code"], &halton["class"]), (&json!("E06000006"), &json!("unitary")), "{said}");
    let rows = desk.json(&["compare", "FILE", "3A", "--json"]);
    let halton = rows.as_array().unwrap().iter().find(|row| row["organisation"] == "Halton").unwrap();
    assert_eq!((&halton["code"], &halton["value"]), (&json!("E06000006"), &json!(4)));
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(named(&desk, "Halton")["code"], "");
    // A change that names it makes it known: its own fields, a group, what became a part of it.
    for change in [
        &["organisation", "edit", "FILE", "halton", "--other-names", "Borough of Halton"][..],
        &["group", "add", "FILE", "Near", "--members", "Halton", "--kind", "own"],
        &["organisation", "add", "FILE", "Widnes", "--to", "1974-03-31", "--merged-into", "Halton"],
    ] {
        desk.ok(change);
        desk.ok(&["verify", "FILE"]);
        assert_eq!(named(&desk, "Halton")["class"], "unstated", "{change:?}");
        desk.ok(&["undo", "FILE"]);
    }
    desk.ok(&["organisation", "add", "FILE", "Warrington"]);
    desk.ok(&["group", "add", "FILE", "Near", "--members", "Warrington", "--neighbours-of", "Halton"]);
    let group = desk.json(&["group", "list", "FILE", "--json"])[0].clone();
    assert_eq!((&group["neighbours_of"], &group["members"]), (&json!("Halton"), &json!(1)));
    // Its neighbours are compared before another group that it is in, for they stand first.
    desk.ok(&["group", "add", "FILE", "North", "--members", "Halton"]);
    import_said(&desk, text, &["--others", "all"]);
    let compared = desk.json(&["compare", "FILE", "3A", "--json"]);
    let names: Vec<&str> =
        compared.as_array().unwrap().iter().map(|row| row["organisation"].as_str().unwrap()).collect();
    assert_eq!(names, ["Halton", "Warrington"]);
    // A group's workbook has no council of its own.
    let region = region();
    assert!(!region.ok(&["organisation", "list", "FILE"]).contains("Midshire"));
}
