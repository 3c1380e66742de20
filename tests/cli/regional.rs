//! Organisations compared, in reports: the regional report in every format, the
//! scorecard of one council, and the comparator beside a result.

use std::io::Read;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::desk::{Desk, desk};

/// Four councils and an average, of two years; a measure of each polarity; one figure suppressed.
const FIGURES: &str = "\
Council,Measure code,Measure,Polarity,Year,Measure type,Value
England,2A,Reablement,higher,2024/25,Outcome,70.0
Ashby,2A,Reablement,higher,2024/25,Outcome,90.0
Brill,2A,Reablement,higher,2024/25,Outcome,70.0
Corby,2A,Reablement,higher,2024/25,Outcome,70.0
Derwent,2A,Reablement,higher,2024/25,Outcome,25.0
Ashby,2A,Reablement,higher,2023/24,Outcome,80.0
Brill,2A,Reablement,higher,2023/24,Outcome,85.0
England,6A,Staff leaving,lower,2024/25,Outcome,20.0
Ashby,6A,Staff leaving,lower,2024/25,Outcome,18.0
Brill,6A,Staff leaving,lower,2024/25,Outcome,25.0
Corby,6A,Staff leaving,lower,2024/25,Outcome,[c]
Derwent,6A,Staff leaving,lower,2024/25,Outcome,22.5
Ashby,7A,Spending,none,2024/25,Outcome,3.5
Brill,7A,Spending,none,2024/25,Outcome,4.5
";

/// A workbook of a region, or of one council of it, with everybody's figures.
fn workbook(of: &[&str]) -> Desk {
    let mut desk = desk();
    desk.file = desk.home.path().join("own.qd");
    let new: &[&str] = if of.contains(&"--members") { &[] } else { &["--service", "Care"] };
    desk.ok(&[&["new", "FILE", "--period", "2024/25"], new, of].concat());
    std::fs::write(desk.home.path().join("figures.csv"), FIGURES).unwrap();
    let all: &[&str] = if of.contains(&"--members") { &[] } else { &["--others", "all"] };
    desk.ok(&[&["import", "FILE", "figures.csv"], all].concat());
    desk
}

fn region() -> Desk {
    workbook(&["--organisation", "Midshire region", "--members", "Ashby, Brill, Corby, Derwent"])
}

fn regional_sample() -> Desk {
    let mut desk = desk();
    desk.file = desk.home.path().join("regional.qd");
    desk.ok(&["demo", "--sample", "regional", "--no-open", "--file", "FILE"]);
    desk
}

fn report(desk: &Desk, more: &[&str]) -> String {
    desk.ok(&[&["report", "FILE", "--format", "md", "--output", "-"], more].concat())
}

/// A section of a Markdown report: from its heading to the next.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let begin = format!("# {heading}\n");
    let from = text.find(&begin).unwrap_or_else(|| panic!("no section {heading} in {text}"));
    let rest = &text[from + begin.len()..];
    rest.find("\n#").map_or(rest, |end| &rest[..end])
}

/// Cells of the row of a Markdown table whose first begins with these letters.
fn cells<'a>(text: &'a str, first: &str) -> Vec<&'a str> {
    let begin = format!("| {first} ");
    let row = text.lines().find(|line| line.starts_with(&begin));
    let row = row.unwrap_or_else(|| panic!("no row {first} in {text}"));
    row.trim_matches('|').split('|').map(str::trim).collect()
}

/// `3rd of 14`, written here once more so that the words are not checked by themselves.
fn place(row: &Value) -> String {
    let (Some(rank), Some(of)) = (row["rank"].as_u64(), row["of"].as_u64()) else { return "–".to_owned() };
    let ending = match rank {
        11..=13 => "th",
        _ if rank % 10 == 1 => "st",
        _ if rank % 10 == 2 => "nd",
        _ if rank % 10 == 3 => "rd",
        _ => "th",
    };
    format!("{rank}{ending} of {of}")
}

fn quartile(row: &Value) -> &'static str {
    match row["quartile"].as_u64() {
        Some(1) => "top",
        Some(2) => "second",
        Some(3) => "third",
        Some(_) => "bottom",
        None => "–",
    }
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap()
}

#[test]
fn the_regional_report_says_in_words_what_compare_says_in_figures() {
    let desk = regional_sample();
    let rows = desk.json(&["compare", "FILE", "--json"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 14 * 13);
    let report = report(&desk, &["--template", "regional"]);
    assert!(report.starts_with("# Regional scorecard: West Midlands, 2024/25\n"), "{}", &report[..80]);
    let is_signed_percentage = |word: &str| word.starts_with(['+', '-']) && word.contains('%');
    assert_eq!(report.split_whitespace().find(|word| is_signed_percentage(word)), None);
    assert!(report.contains("-1.6 pts"), "differences of percentages are in points");
    let ranks = section(&report, "3 Ranks");
    for row in rows {
        let (organisation, reference) = (text(row, "organisation"), text(row, "reference"));
        let sheet = section(&report, organisation);
        let shown = cells(sheet, reference);
        assert_eq!((shown[2], shown[3]), (place(row).as_str(), quartile(row)), "{organisation} {reference}");
        let printed: f64 = shown[1].trim_end_matches('%').replace(',', "").parse().unwrap();
        assert!((printed - row["value"].as_f64().unwrap()).abs() < 0.051, "{organisation} {reference}");
        let against = row["against_average"].as_str().unwrap_or("–");
        assert_eq!(shown[8], against, "{organisation} {reference}");
        // The same place where all organisations stand beside each other.
        let in_matrix =
            ranks.lines().filter(|line| line.starts_with(&format!("| {organisation} "))).collect::<String>();
        assert!(in_matrix.contains(&place(row)), "{organisation} {reference}");
    }
    // Every sentence of the summary is among the headlines, under its theme.
    let summary = desk.json(&["compare", "FILE", "--summary", "--json"]);
    let plain = report.replace('\\', "");
    let headlines = &plain[plain.find("# 1 Headlines").unwrap()..plain.find("# 2 Values").unwrap()];
    assert!(headlines.contains(text(&summary, "sentence")), "{headlines}");
    for measure in summary["measures"].as_array().unwrap() {
        for sentence in measure["sentences"].as_array().unwrap() {
            assert!(headlines.contains(sentence.as_str().unwrap()), "{sentence}");
        }
    }
    let themes = ["Workforce", "Performance and outcomes > Quality of life", "Commissioning and quality"];
    let at = themes.map(|theme| headlines.find(&format!("### {theme}")).unwrap_or_else(|| panic!("{theme}")));
    assert!(at.is_sorted(), "{at:?}");
}

#[test]
fn every_format_has_every_council_and_excel_a_sheet_of_numbers_for_each() {
    let desk = regional_sample();
    let paths = desk.ok(&["report", "FILE", "--template", "regional", "--all", "--output", "out"]);
    let path = |ending: &str| {
        let name = paths.lines().find(|line| line.ends_with(ending)).unwrap_or_else(|| panic!("{paths}"));
        desk.home.path().join(name)
    };
    let rows = desk.json(&["compare", "FILE", "--json"]);
    let rows = rows.as_array().unwrap();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path("docx")).unwrap()).unwrap();
    let mut word = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut word).unwrap();
    let read = |ending: &str| std::fs::read_to_string(path(ending)).unwrap();
    for (format, text) in [("docx", word), ("html", read("html")), ("csv", read("csv"))] {
        for row in rows {
            let organisation = row["organisation"].as_str().unwrap();
            assert!(text.contains(organisation), "{format}: {organisation}");
            assert!(text.contains(&place(row)), "{format}: {}", place(row));
        }
    }
    assert!(std::fs::read(path("pdf")).unwrap().starts_with(b"%PDF-"));
    let mut book: Xlsx<_> = open_workbook(path("xlsx")).unwrap();
    for row in rows {
        let organisation = row["organisation"].as_str().unwrap();
        let range = book.worksheet_range(organisation).unwrap();
        let begin = format!("{} ", row["reference"].as_str().unwrap());
        let cells = range.rows().find(|cells| cells[0].to_string().starts_with(&begin)).unwrap();
        let Data::Float(value) = cells[1] else { panic!("{organisation}: {:?} is no number", cells[1]) };
        let wanted = row["value"].as_f64().unwrap();
        assert!((value - wanted).abs() < 1e-9 || (value * 100.0 - wanted).abs() < 1e-9, "{value} {wanted}");
        assert_eq!(cells[2], Data::Float(row["rank"].as_f64().unwrap()), "{organisation} {begin}");
        assert!(matches!(cells[7], Data::Float(_)), "{organisation}: {:?} is no number", cells[7]);
    }
}

#[test]
fn what_is_missing_and_what_has_no_rank_is_said_in_a_workbook_of_ones_own() {
    let desk = region();
    let report = report(&desk, &["--template", "regional"]);
    let plain = report.replace('\\', "");
    for sentence in [
        "4 organisations of Midshire region, with the figures of 2024/25.",
        "6A: 2 of 3 above the England average of 20.0",
        "6A: no quartiles: 3 organisations have a figure",
        "7A: no rank: neither way is better",
        "7A: no figure: Corby (no figure), Derwent (no figure)",
        "2A: from 25.0",
        "Measures of no theme",
    ] {
        assert!(plain.contains(sentence), "{sentence} is not in {plain}");
    }
    let corby = section(&report, "Corby");
    assert!(cells(corby, "6A")[1].contains("suppressed"), "{corby}");
    assert_eq!(cells(corby, "6A")[2..4], ["–", "–"]);
    let brill = cells(section(&report, "Brill"), "2A");
    assert_eq!((brill[2], brill[3], brill[4]), ("2nd of 4", "second", "Worsening"));
    // Last period's rank, among those that had a figure then.
    assert_eq!(*brill.last().unwrap(), "1st of 2");
    // In a period without figures the year's before it are told, and that they are.
    desk.ok(&["period", "open-next", "FILE"]);
    let later = self::report(&desk, &["--template", "regional", "--period", "2025/26"]);
    assert!(
        later.contains("No organisation has a figure in 2025/26: the figures here are those of 2024/25.")
    );
}

#[test]
fn a_scorecard_is_of_the_organisation_that_is_named() {
    let desk = region();
    let one = report(&desk, &["--template", "scorecard", "--organisation", "ashby"]);
    assert!(one.starts_with("# Scorecard: Ashby, 2024/25\n"), "{one}");
    // The template by the name it is asked for with.
    assert!(one.contains("Template: scorecard\n"), "{one}");
    assert_eq!(cells(&one, "2A")[2..4], ["1st of 4", "top"]);
    assert!(!one.contains("Brill"), "{one}");
    let named = desk.ok(&["report", "FILE", "--template", "scorecard", "--organisation", "Ashby"]);
    assert!(named.trim().ends_with("2024-25-scorecard-ashby-draft.html"), "{named}");
    // A region has no sheet of its own: it says so, and what to do.
    let nobody = report(&desk, &["--template", "scorecard"]);
    assert!(nobody.contains("Midshire region is none of the organisations that are compared"), "{nobody}");
    // A council has.
    let own = workbook(&["--organisation", "Corby"]);
    own.ok(&["group", "add", "FILE", "Midshire", "--members", "Ashby,Brill,Corby,Derwent"]);
    let own = report(&own, &["--template", "scorecard"]);
    assert!(own.contains("### Corby") && !own.contains("### Ashby"), "{own}");
    let all = ["report", "FILE", "--output", "-", "--organisation"];
    let ask = |more: &[&str]| desk.run(&[&all, more].concat()).err;
    assert!(ask(&["Ashbi", "--template", "scorecard"]).contains("Is Ashby meant?"));
    assert!(ask(&["England", "--template", "regional"]).contains("England is not one of Midshire region"));
    assert!(ask(&["Ashby", "--template", "service"]).contains("has no sheets of organisations"));
    let alone = crate::desk::desk();
    let why = alone.run(&["report", "FILE", "--template", "scorecard", "--organisation", "Leeds"]);
    assert_eq!(why.code, 1, "{}{}", why.out, why.err);
}

#[test]
fn a_result_stands_beside_one_comparator_with_its_rank_and_quartile() {
    let desk = workbook(&["--organisation", "Ashby"]);
    let benchmark = |desk: &Desk| {
        let shown = desk.ok(&["show", "FILE", "2A"]);
        let line = shown.lines().find(|line| line.trim_start().starts_with("Benchmark"));
        line.unwrap_or_else(|| panic!("{shown}")).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // In no group, it is as it was.
    assert_eq!(benchmark(&desk), "Benchmark: no comparator named: 4 organisations");
    desk.ok(&["group", "add", "FILE", "Midshire", "--members", "Ashby,Brill,Corby,Derwent"]);
    let words = "England 70.0, 1st of 4, top quartile";
    assert_eq!(benchmark(&desk), format!("Benchmark: {words}"));
    let shown = desk.shown("2A");
    assert_eq!(text(&shown, "benchmark_in_words"), words);
    assert_eq!(
        (text(&shown, "ranked_among"), &shown["rank"], &shown["rank_of"], &shown["quartile"]),
        ("Midshire", &1.into(), &4.into(), &1.into())
    );
    // The comparator that is chosen is the one, and one without a figure is named.
    desk.ok(&["settings", "FILE", "--compare-with", "Brill"]);
    assert_eq!(benchmark(&desk), "Benchmark: Brill 70.0, 1st of 4, top quartile");
    let md = report(&desk, &["--template", "service"]);
    assert!(md.contains("| Brill 70.0, 1st of 4, top quartile |"), "{md}");
    assert!(md.contains("Ranks and quartiles are among Midshire"), "{md}");
    desk.ok(&["settings", "FILE", "--compare-with", "Zedland"]);
    assert!(benchmark(&desk).contains("no figure of Zedland"), "{}", benchmark(&desk));
    assert_eq!(
        text(&desk.shown("2A"), "benchmark_in_words").rsplit_once(", 1st").unwrap().1,
        " of 4, top quartile"
    );
    // Without a rank it is as it is without a group.
    let spending = desk.shown("7A");
    assert_eq!((&spending["benchmark_in_words"], &spending["rank"]), (&Value::Null, &Value::Null));
}

#[test]
fn counts_are_put_into_the_narrative_and_checked_when_the_figures_change() {
    let desk = region();
    desk.ok(&["narrative", "add", "FILE", "summary", "--heading", "Compared", "--text", "Our region."]);
    let sections: Value = serde_json::from_str(&desk.ok(&["list", "narrative", "FILE", "--json"])).unwrap();
    let id = sections[0]["id"].to_string();
    desk.ok(&["narrative", "insert", "FILE", &id, "2A", "--directions"]);
    let text = || -> String {
        let all: Value = serde_json::from_str(&desk.ok(&["list", "narrative", "FILE", "--json"])).unwrap();
        all[0]["text"].as_str().unwrap().to_owned()
    };
    let written = text();
    assert!(written.starts_with("Our region.\n\n2A: "), "{written}");
    assert!(written.contains("1 of 4 above the England average of 70.0, 2 the same, 1 below."), "{written}");
    assert!(written.contains("direction of travel"), "{written}");
    let wrong = || -> Vec<(String, String)> {
        let found = desk.command(&["check", "FILE", "--json"]).output().unwrap();
        let report: Value = serde_json::from_slice(&found.stdout).unwrap();
        let all = report.as_array().unwrap().clone();
        let counts = all.into_iter().filter(|one| one["code"] == "compared-counts-in-words");
        counts
            .map(|one| {
                (one["stated"].as_str().unwrap().to_owned(), one["computed"].as_str().unwrap().to_owned())
            })
            .collect()
    };
    assert_eq!(wrong(), [], "{written}");
    // Another file corrects a figure: Brill is above the average now.
    let corrected = FIGURES.replace(
        "Brill,2A,Reablement,higher,2024/25,Outcome,70.0",
        "Brill,2A,Reablement,higher,2024/25,Outcome,75.0",
    );
    std::fs::write(desk.home.path().join("corrected.csv"), corrected).unwrap();
    desk.ok(&["import", "FILE", "corrected.csv", "--others", "all"]);
    let found = wrong();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.contains("1 of 4 above, 2 the same, 1 below"), "{found:?}");
    assert!(found[0].1.contains("2 of 4 above, 1 the same, 1 below"), "{found:?}");
    // The same where a member has left, where the average is corrected, and where a figure is withdrawn.
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(wrong(), []);
    desk.ok(&["group", "edit", "FILE", "Midshire region", "--members", "Ashby, Brill, Corby"]);
    let found = wrong();
    assert!(found.iter().any(|(_, now)| now.contains("1 of 3 above, 2 the same, 0 below")), "{found:?}");
    desk.ok(&["undo", "FILE"]);
    for (row, corrected, counts) in [
        ("England,2A,Reablement,higher,2024/25,Outcome,70.0", "75.0", "1 of 4 above, 0 the same, 3 below"),
        ("Derwent,2A,Reablement,higher,2024/25,Outcome,25.0", "[c]", "1 of 3 above, 2 the same, 0 below"),
    ] {
        let (named, _) = row.rsplit_once(',').unwrap();
        let corrected = FIGURES.replace(row, &format!("{named},{corrected}"));
        std::fs::write(desk.home.path().join("corrected.csv"), corrected).unwrap();
        desk.ok(&["import", "FILE", "corrected.csv", "--others", "all"]);
        let found = wrong();
        assert!(found.iter().any(|(_, now)| now.contains(counts)), "{row}: {found:?}");
        desk.ok(&["undo", "FILE", "--yes"]);
    }
    assert_eq!(wrong(), []);
    // What is not compared is refused by name, and nothing is written.
    let before = text();
    let refusal = desk.fails(&["narrative", "insert", "FILE", &id, "9Z"]);
    assert!(refusal.contains("9Z") && refusal.contains("2A, 6A, 7A"), "{refusal}");
    assert_eq!(text(), before);
}

#[test]
fn the_regional_report_and_the_scorecard_can_be_of_another_group() {
    let desk = region();
    desk.ok(&["group", "add", "FILE", "Far", "--members", "Derwent;Corby"]);
    // Two of four, by the name of their group; ranks are among them.
    let usual = report(&desk, &["--template", "regional"]);
    let text = report(&desk, &["--template", "regional", "--group", "far"]);
    assert!(text.contains("Regional scorecard: Far, 2024/25"), "{text}");
    assert!(text.contains("Corby") && text.contains("Derwent") && !text.contains("Ashby"), "{text}");
    assert!(usual.contains("Ashby"), "{usual}");
    let ranks = section(&text, "3 Ranks");
    assert_eq!(cells(ranks, "Corby")[1], "1st of 2", "{ranks}");
    let sheet = report(&desk, &["--template", "scorecard", "--organisation", "Corby", "--group", "Far"]);
    assert!(sheet.contains("Scorecard: Corby") && sheet.contains("1st of 2"), "{sheet}");
    let sheet = report(&desk, &["--template", "scorecard", "--organisation", "Corby"]);
    assert!(sheet.contains("2nd of 4"), "{sheet}");
    // Into a file of its own name, in every format.
    let made = desk.run(&["report", "FILE", "--template", "regional", "--group", "Far", "--format", "xlsx"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.out.contains("far"), "{}", made.out);
    for (arguments, sentence) in [
        (
            &["--template", "regional", "--group", "Fra"][..],
            "There is no group “Fra” in this workbook. There are",
        ),
        (&["--template", "service", "--group", "Far"], "The report service compares no organisations"),
        (&["--template", "scorecard", "--group", "Far", "--organisation", "Ashby"], "Ashby"),
    ] {
        let ran = desk.run(&[&["report", "FILE", "--format", "md", "--output", "-"], arguments].concat());
        assert_ne!(ran.code, 0, "{arguments:?}");
        assert!(ran.err.contains(sentence) && ran.out.is_empty(), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_group_s_own_workbook_says_what_its_members_have_where_a_target_is_set() {
    let desk = region();
    desk.ok(&["set", "FILE", "2A", "--result", "64"]);
    let facts = desk.ok(&["indicator", "next-target", "FILE", "2A"]);
    assert!(facts.contains("Midshire region in 2024/25: median 70.0 of 4, best Ashby 90.0."), "{facts}");
    assert!(facts.contains("The median: 70.0 is 6 more than the result of 2024/25 of 64.0"), "{facts}");
    assert!(facts.contains("The best: 90.0 is 26 more"), "{facts}");
    // Of a measure that has no rank there is a median alone.
    let facts = desk.ok(&["indicator", "next-target", "FILE", "7A"]);
    assert!(facts.contains("median 4.0 of 2.") && !facts.contains("best"), "{facts}");
    let shown = desk.ok(&["show", "FILE", "2A"]);
    assert!(shown.contains("Best: Ashby 90.0, of 4 in Midshire region"), "{shown}");
    assert!(!shown.contains("Ranked among"), "{shown}");
    // The form of an indicator has them in its rows, where a council's has its rank.
    desk.ok(&["set", "FILE", "2A", "--target", "95", "--reason", "Two teams were short of staff."]);
    let form = report(&desk, &["--template", "action-plan"]);
    assert_eq!(cells(&form, "Median of the members")[1..3], ["82.5", "70.0"], "{form}");
    assert_eq!(cells(&form, "Best of the members")[1..3], ["Brill 85.0", "Ashby 90.0"], "{form}");
    assert!(!form.contains("Rank and quartile"), "{form}");
    assert!(form.contains("indicators: Midshire region, 2024/25"), "{form}");
    assert_eq!(
        cells(&form, "Result")[2],
        "64.0",
        "the year's own result, where the year is reported: {form}"
    );
}

#[test]
fn a_nation_without_a_figure_is_named_with_its_reason() {
    let desk = region();
    let csv = "Council,Measure code,Measure,Polarity,Year,Value\n\
               England,2A,Reablement,higher,2024/25,[c]\n\
               Ashby,8A,Waiting,lower,2024/25,3.5\n\
               England,8A,Waiting,lower,2024/25,\n";
    std::fs::write(desk.home.path().join("more.csv"), csv).unwrap();
    desk.ok(&["import", "FILE", "more.csv", "--on-conflict", "take"]);
    let notes = desk.run(&["compare", "FILE", "--summary"]).err;
    assert!(notes.contains("England has no figure of 2A (suppressed), 7A, 8A."), "{notes}");
}

#[test]
fn a_council_that_is_renamed_in_the_settings_is_still_the_one_its_figures_are_of() {
    let desk = workbook(&["--organisation", "Ashby"]);
    desk.ok(&["group", "add", "FILE", "Near", "--members", "Ashby, Brill, Corby, Derwent"]);
    let of_own = |name: &str| {
        let rows = desk.json(&["compare", "FILE", "2A", "--json"]);
        let rows: Vec<Value> = rows.as_array().unwrap().clone();
        assert_eq!(rows.len(), 4, "{rows:?}");
        rows.into_iter().find(|row| text(row, "organisation") == name).unwrap()
    };
    let before = of_own("Ashby");
    desk.ok(&["settings", "FILE", "--organisation", "City of Ashbury"]);
    let after = of_own("City of Ashbury");
    for key in ["value", "rank", "of", "direction_of_travel"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    let known = desk.ok(&["organisation", "list", "FILE", "--csv"]);
    assert!(known.contains("City of Ashbury,,unstated,Ashby"), "{known}");
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(of_own("Ashby"), before);
    // By whichever of its names it is renamed.
    desk.ok(&["organisation", "edit", "FILE", "Ashby", "--name", "Ashby and Brook"]);
    let shown = desk.json(&["settings", "FILE", "--json"]);
    assert_eq!(
        (text(&shown, "organisation"), of_own("Ashby and Brook")["rank"].clone()),
        ("Ashby and Brook", before["rank"].clone())
    );
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(text(&desk.json(&["settings", "FILE", "--json"]), "organisation"), "Ashby");
    desk.ok(&["organisation", "edit", "FILE", "Corby", "--name", "Corby Town"]);
    assert_eq!(text(&desk.json(&["settings", "FILE", "--json"]), "organisation"), "Ashby");
    // The name of another council is that council.
    desk.ok(&["settings", "FILE", "--organisation", "Brill"]);
    let known = desk.ok(&["organisation", "list", "FILE", "--csv"]);
    assert!(known.contains(",Ashby,,") && known.contains(",Brill,,"), "{known}");
}

#[test]
fn a_region_that_is_renamed_in_the_settings_keeps_its_members_and_what_is_compared_with_it() {
    let desk = region();
    desk.ok(&["set", "FILE", "2A", "--result", "64"]);
    desk.ok(&["settings", "FILE", "--compare-with", "Midshire region"]);
    let before = desk.ok(&["compare", "FILE", "--csv"]);
    let shown = desk.json(&["settings", "FILE", "--organisation", "Greater Midshire", "--json"]);
    assert_eq!(
        (text(&shown, "organisation"), text(&shown, "compare_with")),
        ("Greater Midshire", "Greater Midshire")
    );
    assert_eq!(desk.ok(&["compare", "FILE", "--csv"]), before.replace("Midshire region", "Greater Midshire"));
    assert!(desk.ok(&["group", "list", "FILE"]).contains("Greater Midshire"));
    desk.ok(&["group", "edit", "FILE", "Greater Midshire", "--name", "The Midshires"]);
    let shown = desk.json(&["settings", "FILE", "--json"]);
    assert_eq!(
        (text(&shown, "organisation"), text(&shown, "compare_with")),
        ("The Midshires", "The Midshires")
    );
    assert_eq!(desk.ok(&["compare", "FILE", "--csv"]), before.replace("Midshire region", "The Midshires"));
    desk.ok(&["undo", "FILE", "--yes"]);
    desk.ok(&["group", "add", "FILE", "Few", "--members", "Ashby, Brill"]);
    let refused = desk.refused(&["settings", "FILE", "--organisation", "Few"]);
    assert!(refused.contains("--organisation: there is a group “Few” already"), "{refused}");
}

/// A group's workbook is about no one service: it is called as its group is, with nothing empty beside it.
#[test]
fn a_group_s_workbook_is_called_as_the_group_is() {
    let desk = desk();
    desk.ok(&["new", "g.qd", "--organisation", "North London", "--members", "Barnet,Camden,Enfield,Hackney"]);
    assert!(desk.ok(&["overview", "g.qd"]).starts_with("North London\n"), "no comma with nothing behind it");
}
