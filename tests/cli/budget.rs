//! `quarterdeck list budget|capital|savings` and `quarterdeck budget`, through the program.

use crate::desk::{Desk, desk};
use serde_json::{Value, json};

/// A line of `list budget --json`, by name.
fn line(desk: &Desk, name: &str) -> Value {
    let rows = desk.json(&["list", "budget", "FILE", "--json"]);
    rows.as_array().unwrap().iter().find(|row| row["name"] == name).cloned().unwrap()
}

/// Thousands of pounds in pence.
fn k(thousands: i64) -> i64 {
    thousands * 100_000
}

#[test]
fn the_revenue_table_comes_as_published_with_its_total() {
    let desk = desk();
    let rows = desk.json(&["list", "budget", "FILE", "--json"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 12);
    let total = &rows[0];
    assert_eq!(total["path"], "Adults and Communities");
    assert_eq!((total["level"].as_i64(), total["is_total"].as_bool()), (Some(0), Some(true)));
    assert_eq!(total["original"], 8_175_600_000_i64);
    assert_eq!(total["revised"], 8_168_600_000_i64);
    assert_eq!(total["forecast"], 8_492_000_000_i64);
    assert_eq!(total["variation"], 323_400_000);
    assert!((total["variation_percent"].as_f64().unwrap() - 3.959_062_75).abs() < 1e-6);
    assert_eq!(total["stated_percent"], 4);
    assert_eq!(total["stated_variation"], Value::Null);
    // The printed lines are rounded: their sums are shown beside the total.
    assert_eq!(total["lines_original"], k(81_755));
    assert_eq!(total["lines_revised"], k(81_686));
    assert_eq!(total["lines_forecast"], k(84_919));
    assert_eq!(total["rating"], "red");
    assert_eq!(total["notes"], json!([]));
    let printed = [
        ("Community Wellbeing", -1_062, 390, 380, None, -2.6),
        ("Director of Adults and Communities", 186, 186, 157, Some(-29), -15.5),
        ("Social Care Management", 596, -189, -203, Some(-14), 7.4),
        ("Safeguarding", 732, 732, 924, None, 26.3),
        ("Customer Care", 751, 344, 332, None, -3.6),
        ("Customer Finance", 788, 814, 771, None, -5.3),
        ("Performance and Improvement", 1_027, 787, 733, None, -6.8),
        ("Care quality", 1_064, 1_064, 1_036, None, -2.6),
        ("Prevention & Well Being", 3_538, 5_417, 5_348, None, -1.3),
        (
            "Integrated Care - Older Persons and Physical Disabilities",
            35_615,
            32_770,
            34_995,
            Some(2_225),
            6.8,
        ),
        ("Integrated Care - Learning Disabilities & Mental Health", 38_520, 39_371, 40_446, None, 2.7),
    ];
    for (row, (name, original, revised, forecast, variation, percent)) in rows[1..].iter().zip(printed) {
        assert_eq!(row["path"], format!("Adults and Communities / {name}"));
        assert_eq!(row["original"], k(original), "{name}");
        assert_eq!(row["revised"], k(revised), "{name}");
        assert_eq!(row["forecast"], k(forecast), "{name}");
        assert_eq!(row["variation"], k(forecast - revised), "{name}");
        assert_eq!(row["stated_variation"].as_i64(), variation.map(k), "{name}");
        assert_eq!(row["stated_percent"].as_f64(), Some(percent), "{name}");
        assert_eq!(row["level"], 1);
    }
    let note = line(&desk, "Social Care Management")["notes"][0].as_str().unwrap().to_owned();
    assert!(note.contains("7.4%") && note.contains("-7.4%"), "{note}");
}

#[test]
fn the_table_for_people_has_brackets_units_and_what_disagrees() {
    let desk = desk();
    let ran = desk.run(&["list", "budget", "FILE"]);
    assert_eq!(ran.code, 0);
    let first = ran.out.lines().nth(1).unwrap();
    assert!(first.contains("81,756") && first.contains("+3,234") && first.contains("■ R"), "{first}");
    assert!(ran.out.contains("(1,062)") && ran.out.contains("(189)"), "{}", ran.out);
    assert!(ran.err.contains("Social Care Management: The source prints 7.4%"), "{}", ran.err);
    let pounds = desk.ok(&["list", "budget", "FILE", "--unit", "pounds"]);
    assert!(pounds.contains("84,920,000"), "{pounds}");
    let millions = desk.ok(&["list", "budget", "FILE", "--unit", "£m"]);
    assert!(millions.contains("84.920") && millions.contains("(1.062)"), "{millions}");
    desk.refused(&["list", "budget", "FILE", "--unit", "dollars"]);
    let csv = desk.ok(&["list", "budget", "FILE", "--csv"]);
    assert!(csv.starts_with("path,name,level,is_total,original,revised,forecast,variation,"), "{csv}");
    assert!(csv.contains(",8168600000,8492000000,323400000,"), "{csv}");
    let ascii = desk.ok(&["--ascii", "list", "budget", "FILE"]);
    assert!(ascii.is_ascii(), "{ascii}");
}

#[test]
fn capital_names_its_variances_and_what_the_printed_one_is() {
    let desk = desk();
    let ran = desk.run(&["list", "capital", "FILE", "--json"]);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    let row = &rows[0];
    for (key, pence) in [
        ("original", 140_066_000),
        ("slippage_in", 118_725_000),
        ("revised", 258_791_000),
        ("slippage", 45_700_000),
        ("latest", 304_491_000),
        ("forecast", 304_466_000),
        ("variance_from_latest", -25_000),
        ("variance_from_revised", 45_675_000),
        ("variance", 45_675_000),
        ("stated_revised", 258_791_000),
        ("stated_latest", 304_491_000),
        ("stated_variance", 25_000),
        ("slippage_out", 0),
    ] {
        assert_eq!(row[key], pence, "{key}");
    }
    assert_eq!(row["variance_base"], "revised");
    assert_eq!(row["additions"], Value::Null);
    let people = desk.run(&["list", "capital", "FILE"]);
    assert!(people.out.contains("1,400.66") && people.out.contains("(0.25)"), "{}", people.out);
    assert!(people.err.contains("latest budget less the forecast"), "{}", people.err);
    assert!(people.err.contains("dashboard prints 936"), "{}", people.err);
}

#[test]
fn savings_say_whether_they_will_be_made() {
    let desk = desk();
    let rows = desk.json(&["list", "savings", "FILE", "--json"]);
    assert_eq!(rows[0]["target"], 330_000_000);
    assert_eq!(rows[0]["status"], "on_track");
    assert_eq!(rows[1]["target"], 300_000_000);
    assert_eq!(rows[1]["status"], "undeliverable");
    assert_eq!(rows[1]["shortfall"], 300_000_000);
    desk.ok(&[
        "budget",
        "saving",
        "FILE",
        "mtfs-2",
        "--forecast",
        "£1.2m",
        "--status",
        "at_risk",
        "--comment",
        "Some of it.",
    ]);
    let rows = desk.json(&["list", "savings", "FILE", "--json"]);
    assert_eq!(rows[1]["shortfall"], 180_000_000);
    assert_eq!((&rows[1]["status"], &rows[1]["comment"]), (&json!("at_risk"), &json!("Some of it.")));
    let refused = desk.refused(&["budget", "saving", "FILE", "NEW-1", "--target", "5k"]);
    assert!(refused.contains("--description"), "{refused}");
    desk.ok(&["budget", "saving", "FILE", "NEW-1", "--target", "5k", "--description", "Fewer desks"]);
    desk.ok(&["budget", "saving", "FILE", "NEW-1", "--close"]);
    assert_eq!(desk.json(&["list", "savings", "FILE", "--json"]).as_array().unwrap().len(), 3);
}

#[test]
fn a_forecast_is_set_seen_in_the_total_and_undone() {
    let desk = desk();
    let before = std::fs::read(&desk.file).unwrap().len();
    desk.ok(&[
        "budget",
        "set",
        "FILE",
        "Safeguarding",
        "--forecast",
        "930k",
        "--comment",
        "More assessments.",
    ]);
    let row = line(&desk, "Safeguarding");
    assert_eq!(row["forecast"], k(930));
    assert_eq!(row["variation"], k(198));
    assert_eq!(row["comment"], "More assessments.");
    // Worked out from other figures now, the printed percentage is no longer a quotation of these.
    assert_eq!(row["stated_percent"], Value::Null);
    // The lines come to 84,925: the printed total is only quoted.
    let total = line(&desk, "Adults and Communities");
    assert_eq!(total["forecast"], k(84_925));
    assert_eq!(total["printed_forecast"], k(84_920));
    let note = total["notes"][0].as_str().unwrap();
    assert!(note.contains("84,920") && note.contains("84,925"), "{note}");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(line(&desk, "Safeguarding")["forecast"], k(924));
    assert_eq!(line(&desk, "Adults and Communities")["forecast"], k(84_920));
    assert!(before > 0);
    for (text, pence) in [("(29)", -2_900), ("-29", -2_900), ("1,234", 123_400), ("£1.2m", 120_000_000)] {
        desk.ok(&[
            "budget",
            "set",
            "FILE",
            "adults and communities/safeguarding",
            "--original",
            text,
            "--yes",
        ]);
        assert_eq!(line(&desk, "Safeguarding")["original"], pence, "{text}");
    }
    desk.ok(&["budget", "set", "FILE", "Safeguarding", "--original", ""]);
    assert_eq!(line(&desk, "Safeguarding")["original"], Value::Null);
}

#[test]
fn bad_money_is_refused_and_changes_nothing() {
    let desk = desk();
    for (arguments, words) in [
        (vec!["--forecast", "lots"], "not an amount"),
        (vec!["--forecast", "12,34"], "12.34"),
        (vec!["--forecast", "£1.005"], "finer than a penny"),
        (vec!["--forecast", "99999999999999999999"], "too large"),
        (vec![], "Say what to enter"),
        (vec!["--additions", "5k"], "revenue line"),
    ] {
        let mut all = vec!["budget", "set", "FILE", "Safeguarding"];
        all.extend(&arguments);
        let said = desk.refused(&all);
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let said = desk.fails(&["budget", "set", "FILE", "Adults and Communities", "--forecast", "1m"]);
    assert!(said.contains("is a total"), "{said}");
    let said = desk.fails(&["budget", "set", "FILE", "Safegarding", "--forecast", "1m"]);
    assert!(said.contains("“Safeguarding” is near"), "{said}");
    let said =
        desk.fails(&["budget", "set", "FILE", "Safeguarding", "--period", "2014/15-Q4", "--forecast", "1m"]);
    assert!(!said.is_empty());
    assert_eq!(line(&desk, "Safeguarding")["forecast"], k(924));
    assert!(desk.ok(&["verify", "FILE"]).contains("sound"));
}

#[test]
fn lines_are_added_moved_retired_and_never_under_themselves() {
    let desk = desk();
    desk.ok(&[
        "budget",
        "add",
        "FILE",
        "Community DoLS",
        "--under",
        "Safeguarding",
        "--owner",
        "Head of DoLS",
    ]);
    desk.ok(&["budget", "set", "FILE", "Community DoLS", "--revised", "100k", "--forecast", "101k"]);
    let row = line(&desk, "Community DoLS");
    assert_eq!(row["path"], "Adults and Communities / Safeguarding / Community DoLS");
    assert_eq!((row["level"].as_i64(), row["rating"].as_str()), (Some(2), Some("amber")));
    // Safeguarding is a subtotal now; what was its own is what the source prints.
    let above = line(&desk, "Safeguarding");
    assert_eq!((&above["is_total"], &above["forecast"]), (&json!(true), &json!(k(101))));
    assert_eq!(above["printed_forecast"], k(924));
    let said = desk.refused(&["budget", "edit", "FILE", "Safeguarding", "--under", "Community DoLS"]);
    assert!(said.contains("Safeguarding") && said.contains("Community DoLS"), "{said}");
    let said = desk.refused(&["budget", "edit", "FILE", "Safeguarding", "--under", "Safeguarding"]);
    assert!(said.contains("Safeguarding"), "{said}");
    desk.ok(&["budget", "edit", "FILE", "Community DoLS", "--under", "", "--tolerance", "0.5"]);
    assert_eq!(line(&desk, "Community DoLS")["rating"], "red");
    assert_eq!(line(&desk, "Safeguarding")["forecast"], k(924));
    desk.ok(&["budget", "retire", "FILE", "Customer Care"]);
    let rows = desk.json(&["list", "budget", "FILE", "--json"]);
    assert!(rows.as_array().unwrap().iter().all(|row| row["name"] != "Customer Care"));
    desk.ok(&["undo", "FILE"]);
    assert_eq!(line(&desk, "Customer Care")["forecast"], k(332));
    desk.ok(&["budget", "delete", "FILE", "Community DoLS"]);
    let said = desk.fails(&["budget", "set", "FILE", "Community DoLS", "--forecast", "1"]);
    assert!(said.contains("no budget line"), "{said}");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(line(&desk, "Community DoLS")["forecast"], k(101));
    let said = desk.fails(&["budget", "delete", "FILE", "Adults and Communities"]);
    assert!(said.contains("lines below it"), "{said}");
}

#[test]
fn months_are_printed_entered_and_spread_to_the_penny() {
    let desk = desk();
    let months = |name: &str| desk.json(&["budget", "months", "FILE", name, "--json"]);
    let sum = |rows: &Value, key: &str| {
        rows.as_array().unwrap().iter().filter_map(|row| row[key].as_i64()).sum::<i64>()
    };
    let rows = months("Safeguarding");
    assert_eq!(rows.as_array().unwrap().len(), 12);
    assert_eq!(rows[0]["month"], "2015/16-M01");
    assert_eq!(rows[0]["illustrative"], json!(["budget", "actual"]));
    assert_eq!(sum(&rows, "budget"), k(732));
    assert_eq!(sum(&rows, "actual") + sum(&rows, "forecast"), k(924));
    // The months of the total are the sums of those of its lines.
    let total = months("Adults and Communities");
    assert_eq!(sum(&total, "budget"), k(81_686));
    assert_eq!(sum(&total, "actual") + sum(&total, "forecast"), k(84_919));
    desk.ok(&["budget", "months", "FILE", "Safeguarding", "--month", "M04", "--actual", "80k"]);
    let rows = months("Safeguarding");
    assert_eq!(rows[3]["actual"], k(80));
    assert_eq!(rows[3]["illustrative"], json!(["budget", "forecast"]));
    desk.ok(&["budget", "months", "FILE", "Safeguarding", "--spread", "forecast"]);
    let rows = months("Safeguarding");
    let ahead: i64 = rows.as_array().unwrap()[4..].iter().filter_map(|row| row["forecast"].as_i64()).sum();
    assert_eq!(sum(&rows, "actual") + ahead, k(924));
    let twelve = "1;2;3;4;5;6;7;8;9;10;11;12";
    desk.ok(&["budget", "months", "FILE", "Safeguarding", "--budget", twelve, "--yes"]);
    assert_eq!(sum(&months("Safeguarding"), "budget"), 7_800);
    let said = desk.refused(&["budget", "months", "FILE", "Safeguarding", "--budget", "1;2;3"]);
    assert!(said.contains("12 months"), "{said}");
    let said = desk.refused(&["budget", "months", "FILE", "Safeguarding", "--month", "M13", "--actual", "1"]);
    assert!(said.contains("M01 to M12"), "{said}");
    let said =
        desk.fails(&["budget", "months", "FILE", "Adults and Communities", "--month", "1", "--actual", "1"]);
    assert!(said.contains("is a total"), "{said}");
    let said =
        desk.fails(&["budget", "months", "FILE", "Safeguarding", "--spread", "budget", "--by-last-year"]);
    assert!(said.contains("shape"), "{said}");
}

#[test]
fn a_line_is_shown_by_name_with_its_forecasts_explained() {
    let desk = desk();
    let text = desk.ok(&["show", "FILE", "Safeguarding"]);
    assert!(text.contains("£233k spent in 3 of 12 months, so £932k at the same pace."), "{text}");
    assert!(text.contains("+192, +26.2%"), "{text}");
    let shown = desk.json(&["show", "FILE", "adults and communities / safeguarding", "--json"]);
    assert_eq!(shown["forecasts"]["run_rate"]["amount"], k(932));
    assert_eq!(shown["months"].as_array().unwrap().len(), 12);
    let total = desk.ok(&["show", "FILE", "Adults and Communities"]);
    assert!(total.contains("its lines come to 84,919"), "{total}");
    let said = desk.refused(&["set", "FILE", "Safeguarding", "--numerator", "930000"]);
    assert!(said.contains("--numerator is for indicators"), "{said}");
    let said = desk.fails(&["show", "FILE", "Nothing of the kind"]);
    assert!(said.contains("no indicator"), "{said}");
}

#[test]
fn set_takes_the_amounts_of_a_line_as_it_takes_an_indicators_figures() {
    let desk = desk();
    desk.ok(&["set", "FILE", "Safeguarding", "--forecast", "£930k", "--reason", "Fewer assessments."]);
    let lines = desk.json(&["list", "budget", "FILE", "--json"]);
    let line = lines.as_array().unwrap().iter().find(|line| line["name"] == "Safeguarding").unwrap();
    assert_eq!((&line["forecast"], &line["comment"]), (&93_000_000.into(), &"Fewer assessments.".into()));
    desk.ok(&["set", "FILE", "MTFS-2", "--forecast", "£0.5m", "--reason", "Some of it after all."]);
    assert_eq!(desk.json(&["show", "FILE", "mtfs-2", "--json"])["forecast"], 50_000_000);
    desk.ok(&["set", "FILE", "AC/C7", "--forecast", "40"]);
    assert!(desk.refused(&["set", "FILE", "AC/C7", "--forecast", "some"]).contains("--forecast"));
    assert!(desk.refused(&["set", "FILE", "AC/C7", "--revised", "5"]).contains("budget lines"));
    assert!(
        desk.fails(&["set", "FILE", "Adults and Communities", "--forecast", "1m"]).contains("is a total")
    );
}

#[test]
fn an_action_about_a_line_carries_its_money() {
    let desk = desk();
    let made =
        ["action", "add", "FILE", "Safeguarding", "--action", "Use in-house assessors", "--effect", "£120k"];
    desk.ok(&made);
    let actions = desk.json(&["list", "actions", "FILE", "--json", "--find", "in-house assessors"]);
    let action = &actions[0];
    assert_eq!((&action["about"], &action["effect"]), (&"budget line".into(), &12_000_000.into()));
    let shown = desk.ok(&["show", "FILE", &format!("action {}", action["id"])]);
    assert!(shown.contains("Use in-house assessors") && shown.contains("120,000"), "{shown}");
    assert!(desk.ok(&["show", "FILE", "Safeguarding"]).contains("Use in-house assessors"));
    let name = format!("action {}", action["id"]);
    desk.ok(&["set", "FILE", &name, "--reason", "Two have started."]);
    desk.ok(&["set", "FILE", &name, "--action", "Use own assessors", "--owner", "Head of Safeguarding"]);
    let shown = desk.json(&["show", "FILE", &name, "--json"]);
    assert_eq!(
        (&shown["progress"], &shown["owner"]),
        (&"Two have started.".into(), &"Head of Safeguarding".into())
    );
    desk.refused(&["set", "FILE", &name, "--result", "5"]);
    desk.refused(&["action", "add", "FILE", "Safeguarding", "--action", "x", "--effect-from", "2015/16-Q1"]);
}

#[test]
fn amounts_far_from_the_last_are_kept_by_yes_only_and_percentages_never() {
    let desk = desk();
    let scheme = desk.json(&["list", "capital", "FILE", "--json"])[0]["path"].as_str().unwrap().to_owned();
    desk.ok(&["budget", "set", "FILE", &scheme, "--additions", "300k", "--slippage-out", "£2m"]);
    desk.ok(&["budget", "saving", "FILE", "mtfs-2", "--forecast", "£1.2m"]);
    let history = || desk.json(&["history", "FILE", "--json"]);
    for (arguments, asked) in [
        (
            &["set", "FILE", &scheme, "--slippage", "45.7k"][..],
            "slippage in year £45,700 where it was £457,000",
        ),
        (
            &["set", "FILE", &scheme, "--slippage-in", "£11.87m"],
            "brought forward £11.87m where it was £1.19m",
        ),
        (&["set", "FILE", &scheme, "--additions", "300"], "additions £300 where it was £300,000"),
        (&["set", "FILE", &scheme, "--slippage-out", "20m"], "put off to next year £20m where it was £2m"),
        (&["set", "FILE", &scheme, "--forecast", "75"], "forecast £75 where it was £3.04m"),
        (&["set", "FILE", "Safeguarding", "--forecast", "75"], "forecast £75 where it was £924,000"),
        (&["saving", "FILE", "MTFS-2", "--forecast", "120k"], "forecast £120,000 where it was £1.2m"),
        (&["saving", "FILE", "MTFS-2", "--target", "300"], "target £300 where it was £3m"),
        (
            &["months", "FILE", "Safeguarding", "--month", "M02", "--actual", "7"],
            "Month 2 2015/16 actual £7 where it was £",
        ),
        (
            &["months", "FILE", "Safeguarding", "--month", "M04", "--actual", "7"],
            "Month 4 2015/16 actual £7 where it was £",
        ),
        (
            &["months", "FILE", "Safeguarding", "--budget", "1;2;3;4;5;6;7;8;9;10;11;12"],
            "budget £1 where it was £6",
        ),
    ] {
        let before = history();
        let all: Vec<&str> = [&["budget"], arguments].concat();
        let said = desk.fails(&all);
        assert!(said.contains(asked) && said.contains("say --yes to keep it"), "{arguments:?}: {said}");
        assert_eq!(history(), before, "{arguments:?}");
        desk.ok(&[&all[..], &["--yes"]].concat());
        assert_ne!(history(), before, "{arguments:?}");
        desk.ok(&["undo", "FILE", "--yes"]);
        // A percentage is no amount, wherever one is typed.
        let mut percent = all.clone();
        if let Some(last) = percent.last_mut() {
            *last = "85%";
        }
        let said = desk.refused(&percent);
        assert!(said.contains("it is a percentage"), "{percent:?}: {said}");
    }
}

/// A workbook of Halton's community care after the first quarter, with a line beside it that has no months.
fn halton() -> Desk {
    let desk = desk();
    let file = desk.home.path().join("halton.qd");
    let path = file.display().to_string();
    let made =
        ["new", &path, "--organisation", "Halton", "--service", "Communities", "--period", "2011/12-Q1"];
    desk.ok(&made);
    let desk = Desk { file, ..desk };
    desk.ok(&["budget", "add", "FILE", "Communities"]);
    for (name, revised, forecast) in
        [("Community care", "£7m", "£8.4m"), ("Day services", "£1.2m", "£1.2m"), ("Supplies", "", "")]
    {
        desk.ok(&["budget", "add", "FILE", name, "--under", "Communities"]);
        if !revised.is_empty() {
            desk.ok(&["budget", "set", "FILE", name, "--revised", revised, "--forecast", forecast]);
        }
    }
    let profile = "426k;427k;427k;635k;635k;635k;635k;636k;636k;636k;636k;636k";
    let spent = "512k;512k;512k";
    desk.ok(&["budget", "months", "FILE", "Community care", "--budget", profile, "--actual", spent]);
    desk
}

const STAYS: &str = "£1,536k spent where the profile has £1,280k, 18.3% of the year's £7,000k: £8,400k if the spend \
                     stays as it is, £1,400k over.";
const SAME_PACE: &str = "£1,536k spent in 3 of 12 months, so £6,144k at the same pace.";
const REST: &str = "£1,536k spent in 3 of 12 months and £5,720k budgeted for the other 9, so £7,256k.";

#[test]
fn three_projections_with_their_sums_stand_in_text_json_csv_and_report_alike() {
    let desk = halton();
    let text = desk.ok(&["show", "FILE", "Community care"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let as_told = "As reported, the same as by share of profile: £6,864k still to come.";
    for sentence in [STAYS, SAME_PACE, REST, as_told] {
        assert!(text.contains(sentence), "no “{sentence}” in {text}");
    }
    let shown = desk.json(&["show", "FILE", "Community care", "--json"]);
    for (key, amount, over, because) in [
        ("reported", 8_400, 1_400, as_told),
        ("run_rate", 6_144, -856, SAME_PACE),
        ("profile", 7_256, 256, REST),
        ("profile_share", 8_400, 1_400, STAYS),
    ] {
        let one = &shown["forecasts"][key];
        assert_eq!((&one["amount"], &one["because"]), (&json!(k(amount)), &json!(because)), "{key}");
        assert_eq!(one["over_budget"], k(over), "{key}");
    }
    assert_eq!(shown["forecasts"]["recovery"]["amount"], Value::Null);
    let listed = line(&desk, "Community care");
    assert_eq!((&listed["run_rate"], &listed["profile"]), (&json!(k(6_144)), &json!(k(7_256))));
    assert_eq!(
        (&listed["profile_share"], &listed["profile_share_because"], &listed["reported_as"]),
        (&json!(k(8_400)), &json!(STAYS), &json!("profile_share"))
    );
    let csv = desk.ok(&["list", "budget", "FILE", "--csv"]);
    assert!(csv.contains(STAYS) && csv.contains(",profile_share"), "{csv}");
    let report = desk.ok(&["report", "FILE", "--template", "integrated", "--format", "md", "--output", "-"]);
    for sentence in [
        STAYS,
        SAME_PACE,
        REST,
        "| Community care | 7,000 | 8,400 | 6,144 | 7,256 | 8,400 | As by share of profile |",
        "| Community care | – | 7,000 | 8,400 | +1,400 | +20.0% |",
        "Day services, Supplies (needs the first month's actual)",
    ] {
        assert!(report.contains(sentence), "no “{sentence}” in {report}");
    }
}

#[test]
fn a_total_is_projected_only_where_its_lines_have_the_same_months() {
    let desk = halton();
    // Day services has money and no months; Supplies has no figures at all and lacks nothing.
    let why = "needs “Day services” to have an actual in each month that the other lines have";
    let total = |key: &str| desk.json(&["show", "FILE", "Communities", "--json"])["forecasts"][key].clone();
    for key in ["run_rate", "profile", "profile_share"] {
        assert_eq!((&total(key)["amount"], &total(key)["because"]), (&Value::Null, &json!(why)), "{key}");
    }
    desk.ok(&["budget", "months", "FILE", "Day services", "--actual", "80k;80k;80k"]);
    assert_eq!(total("run_rate")["amount"], k(6_144 + 960));
    assert!(total("profile")["because"].as_str().unwrap().contains("to have a budget in each month"));
    desk.ok(&["budget", "months", "FILE", "Day services", "--spread", "budget"]);
    assert_eq!(total("profile")["amount"], k(7_256 + 240 + 900));
    assert!(total("profile_share")["amount"].is_i64());
}

#[test]
fn capital_lines_have_months_and_projections_or_say_why_not() {
    let desk = halton();
    desk.ok(&["budget", "add", "FILE", "Adaptations", "--capital"]);
    desk.ok(&["budget", "set", "FILE", "Adaptations", "--original", "1.2m", "--forecast", "1.2m"]);
    let told = |key: &str| desk.json(&["show", "FILE", "Adaptations", "--json"])["forecasts"][key].clone();
    assert_eq!(told("run_rate")["because"], "needs the first month's actual");
    // The latest budget is spread; the months are read from a file like those of revenue.
    desk.ok(&["budget", "months", "FILE", "Adaptations", "--spread", "budget"]);
    let csv = "Budget line,Revenue or capital,Month,Actual\nAdaptations,Capital,Apr 2011,150000\n";
    std::fs::write(desk.home.path().join("months.csv"), csv).unwrap();
    let months = desk.home.path().join("months.csv").display().to_string();
    desk.ok(&["import", "FILE", &months]);
    assert_eq!(told("run_rate")["amount"], k(1_800));
    assert_eq!(told("profile")["amount"], k(1_250));
    assert_eq!(
        (&told("profile_share")["amount"], &told("profile_share")["over_budget"]),
        (&json!(k(1_800)), &json!(k(600)))
    );
    let capital = desk.json(&["list", "capital", "FILE", "--json"]);
    assert_eq!((&capital[0]["profile"], &capital[0]["reported_as"]), (&json!(k(1_250)), &Value::Null));
    assert_eq!(desk.json(&["list", "budget", "FILE", "--json"]).as_array().unwrap().len(), 4);
    let report = desk.ok(&["report", "FILE", "--template", "integrated", "--format", "md", "--output", "-"]);
    assert!(
        report.contains("| Adaptations | 1,200 | 1,200 | 1,800 | 1,250 | 1,800 | A figure of its own |"),
        "{report}"
    );
}
