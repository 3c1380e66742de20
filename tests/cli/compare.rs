//! `quarterdeck compare` and `quarterdeck group`: organisations beside each other.

use serde_json::{Value, json};

use crate::desk::{Desk, Ran, command, desk, ran};

/// Four councils and an average, of two years; a measure of each polarity; one figure suppressed.
const FIGURES: &str = "\
Council,Measure code,Measure,Polarity,Year,Measure type,Value
England,2A,Reablement,higher,2024/25,Outcome,70.0
Ashby,2A,Reablement,higher,2024/25,Numerator,900
Ashby,2A,Reablement,higher,2024/25,Denominator,1000
Ashby,2A,Reablement,higher,2024/25,Outcome,90.0
Brill,2A,Reablement,higher,2024/25,Numerator,350
Brill,2A,Reablement,higher,2024/25,Denominator,500
Brill,2A,Reablement,higher,2024/25,Outcome,70.0
Corby,2A,Reablement,higher,2024/25,Numerator,350
Corby,2A,Reablement,higher,2024/25,Denominator,500
Corby,2A,Reablement,higher,2024/25,Outcome,70.0
Derwent,2A,Reablement,higher,2024/25,Numerator,100
Derwent,2A,Reablement,higher,2024/25,Denominator,400
Derwent,2A,Reablement,higher,2024/25,Outcome,25.0
Ashby,2A,Reablement,higher,2023/24,Outcome,80.0
Brill,2A,Reablement,higher,2023/24,Outcome,75.0
Corby,2A,Reablement,higher,2023/24,Outcome,70.0
England,6A,Staff leaving,lower,2024/25,Outcome,20.0
Ashby,6A,Staff leaving,lower,2024/25,Outcome,18.0
Brill,6A,Staff leaving,lower,2024/25,Outcome,25.0
Corby,6A,Staff leaving,lower,2024/25,Outcome,[c]
Derwent,6A,Staff leaving,lower,2024/25,Outcome,22.5
Ashby,6A,Staff leaving,lower,2023/24,Outcome,25.0
Ashby,7A,Spending,none,2024/25,Outcome,3.5
Brill,7A,Spending,none,2024/25,Outcome,4.5
";

/// A workbook of the region, with its members' figures in it.
fn region() -> Desk {
    let mut desk = desk();
    desk.file = desk.home.path().join("region.qd");
    let made = desk.run(&[
        "new",
        "FILE",
        "--organisation",
        "Midshire region",
        "--members",
        "Ashby, Brill, Corby, Derwent",
        "--period",
        "2024/25",
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    std::fs::write(desk.home.path().join("figures.csv"), FIGURES).unwrap();
    let imported = desk.run(&["import", "FILE", "figures.csv"]);
    assert_eq!(imported.code, 0, "{}{}", imported.out, imported.err);
    desk
}

fn rows(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let mut all = vec!["compare", "FILE", "--json"];
    all.extend(more);
    let ran = desk.run(&all);
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str::<Value>(&ran.out).unwrap().as_array().unwrap().clone()
}

fn of<'a>(rows: &'a [Value], reference: &str, organisation: &str) -> &'a Value {
    rows.iter()
        .find(|row| row["reference"] == reference && row["organisation"] == organisation)
        .unwrap_or_else(|| panic!("{reference} {organisation}: {rows:#?}"))
}

fn refused(ran: &Ran, sentence: &str) {
    assert_ne!(ran.code, 0, "{}", ran.out);
    assert!(ran.err.contains(sentence), "{:?} is not in {}", sentence, ran.err);
}

#[test]
fn every_member_is_there_with_rank_quartile_average_and_direction() {
    let desk = region();
    let rows = rows(&desk, &[]);
    // Four organisations in each of three measures, whoever has a figure.
    assert_eq!(rows.len(), 12);
    let brief = |row: &Value| {
        ["rank", "of", "quartile", "difference", "against_average", "direction_of_travel"]
            .map(|key| row[key].clone())
    };
    assert_eq!(
        brief(of(&rows, "2A", "Ashby")),
        [json!(1), json!(4), json!(1), json!(20), json!("better"), json!("improving")]
    );
    // The same value shares the smallest rank, and chance may explain no difference at all.
    assert_eq!(
        brief(of(&rows, "2A", "Brill")),
        [json!(2), json!(4), json!(2), json!(0), json!("similar"), json!("worsening")]
    );
    assert_eq!(of(&rows, "2A", "Corby")["rank"], 2);
    assert_eq!(of(&rows, "2A", "Corby")["direction_of_travel"], "same");
    let derwent = of(&rows, "2A", "Derwent");
    assert_eq!(brief(derwent), [json!(4), json!(4), json!(4), json!(-45), json!("worse"), json!("none")]);
    assert_eq!((&derwent["average"], &derwent["average_of"]), (&json!(70), &json!("England")));
    assert_eq!((&derwent["numerator"], &derwent["denominator"]), (&json!(100), &json!(400)));
    // Lower is better, and without counts it is above or below.
    let ashby = of(&rows, "6A", "Ashby");
    assert_eq!(
        brief(ashby),
        [json!(1), json!(3), Value::Null, json!(-2), json!("below"), json!("improving")]
    );
    // Suppressed is a reason and no figure.
    let corby = of(&rows, "6A", "Corby");
    assert_eq!((&corby["value"], &corby["rank"]), (&Value::Null, &Value::Null));
    assert!(corby["missing_because"].as_str().unwrap().contains("suppressed"), "{corby}");
    assert_eq!(of(&rows, "7A", "Derwent")["missing_because"], "no figure");
    // No way is better: nobody has a rank. Nothing is published: the median is told apart by its name.
    let spending = of(&rows, "7A", "Ashby");
    assert_eq!((&spending["rank"], &spending["average_of"]), (&Value::Null, &json!("median of 2")));
    assert_eq!((&spending["average"], &spending["against_average"]), (&json!(4), &json!("below")));
}

#[test]
fn the_columns_stay_as_programs_know_them() {
    let desk = region();
    let csv = desk.run(&["compare", "FILE", "2A", "--organisation", "Ashby", "--csv"]);
    assert_eq!(
        csv.out,
        "reference,theme,organisation,code,period,value,numerator,denominator,missing_because,rank,of,quartile,\
         national_rank,national_of,national_quartile,average,average_of,difference,against_average,\
         direction_of_travel\n2A,,Ashby,,2024/25,90,900,1000,,1,4,1,,,,70,England,20,better,improving\n"
    );
    let text = desk.run(&["compare", "FILE"]);
    assert!(text.err.contains("7A: no rank: neither way is better"), "{}", text.err);
    assert!(text.err.contains("6A: no quartiles: 3 organisations have a figure"), "{}", text.err);
    assert!(text.out.contains("1st of 4, top quartile"), "{}", text.out);
}

#[test]
fn where_no_way_is_better_nobody_is_better_or_worse() {
    let desk = region();
    let said = |polarity: &str| {
        desk.ok(&["indicator", "edit", "FILE", "2A", "--polarity", polarity]);
        let rows = desk.json(&["compare", "FILE", "2A", "--json"]);
        (desk.ok(&["compare", "FILE", "2A", "--summary"]), rows.as_array().unwrap().clone())
    };
    let (summary, rows) = said("higher");
    assert!(
        summary.contains("2A: 1 of 4 better than the England average of 70.0%, 2 similar, 1 worse"),
        "{summary}"
    );
    assert_eq!(of(&rows, "2A", "Ashby")["against_average"], "better");
    let (summary, rows) = said("none");
    assert!(!summary.contains("better than") && !summary.contains("similar,"), "{summary}");
    assert_eq!(of(&rows, "2A", "Ashby")["against_average"], "above");
    // Nearer to the band that is aimed for is better.
    let (summary, rows) = said("80..95");
    assert!(summary.contains("2A: 1 of 4 better than"), "{summary}");
    assert_eq!(of(&rows, "2A", "Ashby")["against_average"], "better");
}

#[test]
fn the_summary_counts_and_its_sentences_add_up() {
    let desk = region();
    let ran = desk.run(&["compare", "FILE", "--summary", "--json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&told["period"], &told["group"]), (&json!("2024/25"), &json!("Midshire region")));
    let two = &told["measures"][0];
    assert_eq!(two["name"], "2A");
    let counts =
        ["above", "same", "below", "better", "similar", "worse", "missing", "quartile_1", "quartile_4"];
    assert_eq!(counts.map(|key| two[key].as_u64().unwrap()), [1, 2, 1, 1, 2, 1, 0, 1, 1]);
    assert_eq!([&two["lowest"], &two["median"], &two["highest"]], [25, 70, 90]);
    assert_eq!(two["sentences"][0], "2A: 1 of 4 above the England average of 70.0%, 2 the same, 1 below");
    let six = &told["measures"][1];
    let sentence = six["sentences"][0].as_str().unwrap();
    assert!(sentence.starts_with("6A: 2 of 3 above the England average of 20.0"), "{sentence}");
    assert!(sentence.contains("1 is not counted: Corby (suppressed"), "{sentence}");
    assert_eq!(six["missing_organisations"][0]["organisation"], "Corby");
    let directions: Vec<(&str, &str)> = told["organisations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["overall_direction"].as_str().unwrap_or("none")))
        .collect();
    assert_eq!(
        directions,
        [("Ashby", "positive"), ("Brill", "negative"), ("Corby", "static"), ("Derwent", "none")]
    );
    assert_eq!(
        told["sentence"],
        "1 council with a positive direction of travel, 2 not; 1 has nothing to compare: Derwent"
    );
    // For people, and for spreadsheets, the same counts.
    let text = desk.run(&["compare", "FILE", "--summary"]);
    assert!(
        text.out.contains("2A: 1 of 4 above the England average of 70.0%, 2 the same, 1 below"),
        "{}",
        text.out
    );
    let csv = desk.run(&["compare", "FILE", "--summary", "--csv"]);
    assert_eq!(csv.out.lines().count(), 1 + 3 + 4, "{}", csv.out);
}

#[test]
fn a_regions_own_figure_is_pooled_where_all_give_counts_and_else_the_median() {
    let desk = region();
    let show = |reference: &str| -> Value {
        let ran = desk.run(&["show", "FILE", reference, "--json"]);
        serde_json::from_str(&ran.out).unwrap()
    };
    // 900 + 350 + 350 + 100 of 2,400.
    let two = show("2A");
    let text = two.to_string();
    assert!(text.contains("pooled from the counts of 4 members"), "{text}");
    assert!(text.contains("1700") && text.contains("2400"), "{text}");
    let six = show("6A").to_string();
    assert!(six.contains("median of 3 members") && six.contains("22.5"), "{six}");
    // A figure that somebody enters stands in its place.
    let ran = desk.run(&["set", "FILE", "2A", "--numerator", "1", "--denominator", "2", "--yes"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!show("2A").to_string().contains("pooled from"));
    // And members' figures that change change it.
    std::fs::write(
        desk.home.path().join("more.csv"),
        "Council,Measure code,Measure,Year,Value\nCorby,6A,Staff leaving,2024/25,19\n",
    )
    .unwrap();
    let ran = desk.run(&["import", "FILE", "more.csv"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let six = show("6A").to_string();
    assert!(six.contains("median of 4 members") && six.contains("20.75"), "{six}");
    assert_eq!(desk.run(&["verify", "FILE"]).code, 0);
}

#[test]
fn groups_are_made_listed_imported_and_removed() {
    let desk = region();
    let made = desk.run(&["group", "add", "FILE", "Nation", "--all-councils"]);
    assert_eq!(made.code, 0, "{}", made.err);
    // England is what they are compared with, and none of them.
    let list = desk.run(&["group", "list", "FILE", "--json"]);
    let groups: Value = serde_json::from_str(&list.out).unwrap();
    assert_eq!(groups.as_array().unwrap().len(), 2);
    assert_eq!((&groups[1]["kind"], &groups[1]["members"]), (&json!("nation"), &json!(4)));
    assert_eq!((&groups[0]["ours"], &groups[1]["ours"]), (&json!(true), &json!(false)));
    let rows = rows(&desk, &["2A", "--organisation", "Corby"]);
    let national = ["national_rank", "national_of", "national_quartile"].map(|key| rows[0][key].clone());
    assert_eq!(national, [json!(2), json!(4), json!(2)]);
    // A list of neighbours with codes and another name; the council itself is compared with them.
    let csv = "neighbour of,year,distance,name,code,other names\n\
               Ashby,2024/25,2,Derwent,E06000001,\nAshby,2024/25,1,Brill,E06000002,Brill on the Hill\n\
               Ashby,2024/25,3,Corby,,\n";
    std::fs::write(desk.home.path().join("near.csv"), csv).unwrap();
    let ran = desk.run(&["group", "import", "FILE", "near.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = desk.run(&["group", "list", "FILE", "Ashby nearest neighbours", "--csv"]);
    let names: Vec<&str> = ran.out.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(names, ["Brill", "Derwent", "Corby"]);
    assert!(ran.out.contains("E06000002,unitary,Brill on the Hill"), "{}", ran.out);
    let ran = desk.run(&["compare", "FILE", "2A", "--group", "ashby nearest neighbours", "--csv"]);
    let names: Vec<&str> = ran.out.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(names, ["Ashby", "Brill", "Derwent", "Corby"]);
    // The figures of a file that says it otherwise are the same organisation's.
    std::fs::write(
        desk.home.path().join("more.csv"),
        "Council,Measure code,Measure,Year,Value\nBrill on the Hill,8A,Safety,2024/25,19\n",
    )
    .unwrap();
    let ran = desk.run(&["import", "FILE", "more.csv", "--others", "Ashby nearest neighbours"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let ran = desk.run(&["compare", "FILE", "8A", "--organisation", "Brill", "--csv"]);
    assert!(ran.out.contains("8A,,Brill,E06000002,2024/25,19"), "{}{}", ran.out, ran.err);
    let ran = desk.run(&["group", "remove", "FILE", "Nation"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    refused(&desk.run(&["group", "list", "FILE", "Nation"]), "There is no group “Nation”");
    while desk.run(&["undo", "FILE", "--yes"]).code == 0 {}
    assert_eq!(desk.run(&["verify", "FILE"]).code, 0);
}

/// Pairs of a council and a neighbour, as lists of statistical neighbours are published: one group for
/// each council.
#[test]
fn a_list_of_pairs_makes_a_group_of_neighbours_for_each_council() {
    for headings in [
        "LA code,LA name,Nearest neighbour,Neighbour code,Neighbour rank",
        "Code,Council,Statistical neighbour name,Statistical neighbour code,NN position",
    ] {
        let desk = region();
        let csv = format!(
            "{headings}\nE06000009,Ashby,Corby,E06000003,2\nE06000009,Ashby,Brill,E06000002,1\n\
             E06000002,Brill,Derwent,E06000001,1\n"
        );
        std::fs::write(desk.home.path().join("pairs.csv"), csv).unwrap();
        let ran = desk.run(&["group", "import", "FILE", "pairs.csv"]);
        assert_eq!(ran.code, 0, "{headings}: {}", ran.err);
        let members = |group: &str| {
            let ran = desk.run(&["group", "list", "FILE", group, "--csv"]);
            let name = |line: &str| line.split(',').nth(1).unwrap().to_owned();
            ran.out.lines().skip(1).map(name).collect::<Vec<_>>().join(" ")
        };
        let ranked = headings.contains("rank");
        assert_eq!(members("Ashby nearest neighbours"), if ranked { "Brill Corby" } else { "Corby Brill" });
        assert_eq!(members("Brill nearest neighbours"), "Derwent");
    }
}

#[test]
fn what_is_wrong_with_a_group_is_said_and_nothing_is_stored() {
    let desk = region();
    let before = std::fs::read(&desk.file).unwrap();
    let add = |members: &str, more: &[&str]| {
        let mut all = vec!["group", "add", "FILE", "Few", "--members", members];
        all.extend(more);
        desk.run(&all)
    };
    refused(&add("Ashby,Bril", &[]), "Bril is not known in this workbook. Is Brill meant?");
    refused(&add("Ashby,Zedland,Yarmouth", &[]), "Zedland, Yarmouth are not known");
    refused(&add("Ashby,Brill,ashby", &[]), "Ashby is there twice");
    refused(&add("Ashby,England", &[]), "England is a nation");
    refused(&add("Ashby", &["--ours"]), "The workbook belongs to Midshire region already");
    refused(&add("Ashby", &["--kind", "neighbours"]), "nobody says whose");
    refused(&add("Ashby", &["--kind", "shire"]), "--kind: write region, neighbours");
    refused(&desk.run(&["group", "add", "FILE", "midshire region", "--members", "Ashby"]), "with 4 members");
    refused(&desk.run(&["group", "remove", "FILE", "Wales"]), "There are Midshire region.");
    let import = |csv: &str, more: &[&str]| {
        std::fs::write(desk.home.path().join("list.csv"), csv).unwrap();
        let mut all = vec!["group", "import", "FILE", "list.csv"];
        all.extend(more);
        desk.run(&all)
    };
    let years = "group,year,name\nNear,2023/24,Ashby\nNear,2024/25,Brill\n";
    refused(&import(years, &[]), "row 3: Near has two of what it is: year 2023/24 above and 2024/25 here");
    refused(&import(years, &["--year", "2020/21"]), "no row of it is of 2020/21");
    refused(&import("name\nAshby\nAshby\n", &["--name", "Few"]), "Ashby (row 2) and Ashby (row 3)");
    refused(&import("name\nAshby\n", &[]), "no column says which group it is");
    refused(&import("", &["--name", "Few"]), "the list is empty");
    refused(&import("group,kind\nNear,region\n", &[]), "no column has names or codes");
    refused(&import("name,from\nAshby,soon\n", &["--name", "Few"]), "row 2: “soon” is no day");
    refused(&import("name,merged into\nAshby,Nowhere\n", &["--name", "Few"]), "Nowhere");
    assert!(std::fs::read(&desk.file).unwrap() == before);
}

#[test]
fn a_list_of_another_year_is_replaced_only_when_that_is_said() {
    let desk = region();
    let add = |year: &str, more: &[&str]| {
        let mut all =
            vec!["group", "add", "FILE", "Near", "--members", "Brill,Corby", "--neighbours-of", "Ashby"];
        all.extend(["--year", year]);
        all.extend(more);
        desk.run(&all)
    };
    assert_eq!(add("2023/24", &[]).code, 0);
    refused(&add("2024/25", &[]), "It is of 2023/24, and this list is of 2024/25");
    let compared = desk.run(&["compare", "FILE", "2A", "--group", "Near"]);
    assert!(compared.err.contains("The members of Near are those of 2023/24"), "{}", compared.err);
    assert_eq!(add("2024/25", &["--replace"]).code, 0);
    let compared = desk.run(&["compare", "FILE", "2A", "--group", "Near"]);
    assert!(!compared.err.contains("are those of"), "{}", compared.err);
}

#[test]
fn what_cannot_be_compared_is_said_with_what_can() {
    let desk = region();
    refused(&desk.run(&["compare", "FILE", "--period", "2010/11"]), "The latest that have are of 2024/25");
    refused(&desk.run(&["compare", "FILE", "--organisation", "Ashbi"]), "Is Ashby meant?");
    refused(
        &desk.run(&["compare", "FILE", "--organisation", "England"]),
        "England is not one of Midshire region",
    );
    refused(&desk.run(&["compare", "FILE", "--group", "Wales"]), "There is no group “Wales”");
    refused(&desk.run(&["compare", "FILE", "9Z"]), "There is no indicator 9Z");
    // A file that says two things of one organisation and period.
    let csv = "Council,Measure code,Measure,Year,Value\nAshby,9A,Homes,2024/25,1\nAshby,9A,Homes,2024/25,2\n";
    std::fs::write(desk.home.path().join("twice.csv"), csv).unwrap();
    let ran = desk.run(&["import", "FILE", "twice.csv", "--strict"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("keep the one that counts"), "{}{}", ran.out, ran.err);
    // A new workbook of nobody's figures.
    let alone = crate::desk::desk();
    refused(&alone.run(&["compare", "FILE", "AC/C7"]), "import FILE SOURCE --others all");
}

#[test]
fn a_council_is_one_of_those_it_is_compared_with() {
    let desk = region();
    let file = desk.home.path().join("ashby.qd");
    let run = |arguments: &[&str]| ran(command(desk.home.path(), arguments).output().unwrap());
    let path = file.to_str().unwrap();
    let made = run(&[
        "new",
        path,
        "--organisation",
        "Ashby Borough Council",
        "--service",
        "Care",
        "--period",
        "2024/25",
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    let imported = run(&["import", path, "figures.csv", "--others", "all"]);
    assert_eq!(imported.code, 0, "{}{}", imported.out, imported.err);
    let made = run(&["group", "add", path, "Midshire", "--members", "Brill;Ashby;Corby"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let compared = run(&["compare", path, "2A", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&compared.out).unwrap();
    assert_eq!(rows.len(), 3);
    // It is called as the workbook calls it.
    let own = of(&rows, "2A", "Ashby Borough Council");
    assert_eq!((&own["rank"], &own["of"], &own["value"]), (&json!(1), &json!(3), &json!(90)));
}

#[test]
fn polarity_is_read_from_the_columns_people_have() {
    for (heading, word, expected) in [
        ("Polarity", "Higher is better", "higher"),
        ("Aim", "Low", "lower"),
        ("Higher is better", "Yes", "higher"),
        ("Higher is better", "N", "lower"),
        ("Lower is better", "yes", "lower"),
        ("Rank order", "Descending", "higher"),
        ("rank_order", "low to high", "lower"),
    ] {
        let desk = desk();
        let csv = format!("Ref,Measure,{heading},Year,Value\nZ1,Homes let,{word},2014/15,12\n");
        std::fs::write(desk.home.path().join("one.csv"), csv).unwrap();
        let ran = desk.run(&["import", "FILE", "one.csv"]);
        assert_eq!(ran.code, 0, "{heading}: {}{}", ran.out, ran.err);
        let shown = desk.run(&["show", "FILE", "Z1", "--json"]);
        let shown: Value = serde_json::from_str(&shown.out).unwrap();
        assert_eq!(shown["polarity"], expected, "{heading} {word}: {shown:#}");
    }
}

#[test]
fn the_regional_sample_is_a_region_with_its_councils_themes_and_years() {
    let desk = desk();
    let file = desk.home.path().join("wm.qd");
    let path = file.to_str().unwrap();
    let run = |arguments: &[&str]| ran(command(desk.home.path(), arguments).output().unwrap());
    let made = run(&["demo", "--sample", "regional", "--no-open", "--file", path]);
    assert_eq!(made.code, 0, "{}", made.err);
    let compared = run(&["compare", path, "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&compared.out).unwrap();
    assert_eq!(rows.len(), 13 * 14);
    // As published: 2,803 of 3,761, beside England's 77.1%.
    let birmingham = of(&rows, "2A", "Birmingham");
    assert_eq!(
        (&birmingham["numerator"], &birmingham["average"]),
        (&json!(2803), &json!(142_525.0 / 184_745.0 * 100.0))
    );
    assert_eq!((&birmingham["code"], &birmingham["rank"]), (&json!("E08000025"), &json!(4)));
    assert_eq!(birmingham["theme"], "Performance and outcomes > Delaying and reducing the need for care");
    assert!(rows.iter().any(|row| row["direction_of_travel"] == "improving"));
    let summary = run(&["compare", path, "--summary", "--json"]);
    let told: Value = serde_json::from_str(&summary.out).unwrap();
    assert_eq!(told["organisations"].as_array().unwrap().len(), 14);
    assert_eq!(run(&["verify", path]).code, 0);
}
