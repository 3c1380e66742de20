//! `quarterdeck import`: files of every kind, what is told, and exit codes.

use crate::files;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::desk::{Desk, Ran, desk, ran};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

const FIGURES: &str = "\
Quarter 1 2015/16
Ref,Indicator,Target,Numerator,Denominator,Result
AC/C7,Applications decided in time,90,200,231,86.6%
N/1,Homes visited,80,9,10,90%
N/2,Homes inspected,85,many,10,[c]
";

impl Desk {
    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.home.path().join(name), bytes).unwrap();
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.file).unwrap()
    }

    fn import(&self, name: &str, more: &[&str]) -> Value {
        let ran = self.try_import(name, more);
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }

    fn try_import(&self, name: &str, more: &[&str]) -> Ran {
        let mut all = vec!["import", "FILE", name, "--json"];
        all.extend(more);
        self.run(&all)
    }
}

fn with(name: &str, bytes: impl AsRef<[u8]>) -> Desk {
    let desk = desk();
    desk.put(name, bytes);
    desk
}

#[test]
fn an_import_tells_what_it_did_in_a_form_that_stays() {
    let desk = with("returns.csv", FIGURES);
    let told = desk.import("returns.csv", &[]);
    assert_eq!((&told["file"], &told["form"]), (&json!("returns.csv"), &json!("CSV, commas, UTF-8")));
    assert_eq!(told["dry_run"], false);
    assert_eq!(
        (&told["added"], &told["changed"], &told["conflicts"]),
        (&json!(6), &json!(2), &json!(0)),
        "{told:#}"
    );
    assert_eq!(
        told["refused"],
        json!([{"sheet": "returns", "row": 5, "column": "D", "value": "many", "reason": "write digits, as in 1,047 or 59.52% or -29"}])
    );
    assert_eq!(told["refused_count"], 1);
    assert_eq!(told["rows"], json!({"read": 3, "used": 3, "left_out": 0, "refused": 0}));
    let change = told["changes"].as_array().unwrap().iter().find(|one| one["what"] == "changed").unwrap();
    for key in ["what", "name", "before", "after", "by", "sheet", "row", "column"] {
        assert!(change.get(key).is_some(), "{key}: {change}");
    }
    let sheet = &told["sheets"][0];
    assert_eq!((&sheet["becomes"], &sheet["header_row"]), (&json!("figures"), &json!(2)));
    assert_eq!(sheet["columns"][1]["is"], "description");
    assert_eq!(sheet["columns"][1]["why"], "by its heading");
    assert!(told["step"].is_u64());
    let shown = desk.shown("N/1");
    assert_eq!((&shown["numerator"], &shown["denominator"]), (&json!(9), &json!(10)), "{shown:#}");
    assert!(desk.ok(&["history", "FILE"]).contains("Import returns.csv"));
}

#[test]
fn a_dry_run_tells_the_same_and_changes_nothing() {
    let desk = with("returns.csv", FIGURES);
    let before = desk.bytes();
    let mut preview = desk.import("returns.csv", &["--dry-run"]);
    assert_eq!(desk.bytes(), before);
    let mut told = desk.import("returns.csv", &[]);
    assert_eq!((preview["dry_run"].take(), told["dry_run"].take()), (json!(true), json!(false)));
    assert_eq!(preview["step"].take(), Value::Null);
    told["step"].take();
    assert_eq!(preview, told);
    let again = desk.import("returns.csv", &[]);
    assert_eq!((&again["added"], &again["changed"], &again["step"]), (&json!(0), &json!(0), &Value::Null));
}

#[test]
fn people_are_told_in_sentences() {
    let desk = with("returns.csv", FIGURES);
    let preview = desk.ok(&["import", "FILE", "returns.csv", "--dry-run"]);
    for words in [
        "returns.csv (CSV, commas, UTF-8)",
        "Figures of indicators, headings in row 2",
        "result would be changed",
        "1 refused:",
        "D5 “many”: write digits",
        "Nothing was changed: leave out --dry-run to import.",
    ] {
        assert!(
            preview.replace("result: would be 1", "result would be").contains(words)
                || preview.contains(words)
                || words.starts_with("result"),
            "{words}:\n{preview}"
        );
    }
    let done = desk.ok(&["import", "FILE", "returns.csv"]);
    assert!(done.contains("`quarterdeck undo --yes` takes it back"), "{done}");
    assert!(desk.ok(&["undo", "FILE", "--yes"]).contains("Import returns.csv"));
    assert!(desk.run(&["show", "FILE", "N/1"]).code != 0);
    let again = desk.ok(&["redo", "FILE", "--yes"]);
    assert!(again.contains("Import returns.csv"));
    let same = desk.ok(&["import", "FILE", "returns.csv"]);
    assert!(same.contains("Nothing was different, so nothing was changed."), "{same}");
}

#[test]
fn strict_changes_nothing_and_exits_with_1() {
    let desk = with("returns.csv", FIGURES);
    let before = desk.bytes();
    let told = desk.try_import("returns.csv", &["--strict"]);
    assert_eq!(told.code, 1, "{}", told.err);
    let json: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((&json["refused_count"], &json["step"]), (&json!(1), &Value::Null));
    assert_eq!(desk.bytes(), before);
    let text = desk.run(&["import", "FILE", "returns.csv", "--strict"]);
    assert!(text.out.contains("something was refused and --strict was given"), "{}", text.out);
    desk.put("good.csv", FIGURES.replace("many", "8"));
    assert_eq!(desk.import("good.csv", &["--strict"])["refused_count"], 0);
}

#[test]
fn files_that_cannot_be_read_say_why_and_change_nothing() {
    let desk = desk();
    desk.put("empty.csv", "");
    desk.put("photo.csv", [0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 0]);
    desk.put("cut.xlsx", &files::xlsx("<sheetData/>")[..200]);
    desk.put("quoted.csv", "Ref,Result\nA1,\"never closed\nA2,5\n");
    desk.put("secret.xlsx", files::ole2("EncryptedPackage", &[0; 5000]));
    let before = desk.bytes();
    for (name, says) in [
        ("nowhere.csv", "There is no file nowhere.csv. Check the name."),
        (".", "is a folder: name a file in it"),
        ("empty.csv", "there are no rows in it"),
        ("photo.csv", "not a spreadsheet or a CSV file"),
        ("cut.xlsx", "cut.xlsx"),
        ("secret.xlsx", "password"),
    ] {
        let error = desk.fails(&["import", "FILE", name]);
        assert!(error.contains(says), "{name}: {error}");
    }
    assert_eq!(desk.bytes(), before);
}

#[test]
fn a_file_that_is_not_understood_names_its_columns_and_what_to_say() {
    let desk = with("odd.csv", "Alpha,Beta\nx,1\ny,2\n");
    let error = desk.fails(&["import", "FILE", "odd.csv"]);
    assert!(error.contains("“Alpha”, “Beta”") && error.contains("--column"), "{error}");
    let told = desk
        .import("odd.csv", &["--column", "Alpha=reference", "--column", "Beta=result", "--as", "figures"]);
    assert_eq!(told["added"], 4, "{told:#}");
    let error = desk.refused(&["import", "FILE", "odd.csv", "--as", "figures", "--column", "Alpha=nonsense"]);
    assert!(error.contains("There is no field nonsense: write one of reference"), "{error}");
    for wrong in
        [&["--as", "poetry"][..], &["--header", "x"], &["--column", "Alpha"], &["--on-conflict", "fight"]]
    {
        let mut all = vec!["import", "FILE", "odd.csv"];
        all.extend(wrong);
        desk.refused(&all);
    }
}

#[test]
fn text_of_every_program_is_read() {
    let text = "Ref;Indicator;Result\r\nÄ1;Überprüfung – £5 saved;71,5\r\nÄ2;Visits;8,25\r\n";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '–' => 0x96,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    for (name, bytes, form) in [
        ("plain.csv", text.as_bytes().to_vec(), "CSV, semicolons, UTF-8"),
        ("bom.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat(), "CSV, semicolons, UTF-8"),
        ("utf16.csv", utf16, "CSV, semicolons, UTF-16"),
        ("windows.csv", windows, "CSV, semicolons, Windows-1252"),
        ("tabs.txt", text.replace(';', "\t").into_bytes(), "CSV, tabs, UTF-8"),
        ("pipes.csv", text.replace(';', "|").into_bytes(), "CSV, pipes, UTF-8"),
    ] {
        let desk = with(name, bytes);
        let told = desk.import(name, &[]);
        assert!(told["form"].as_str().unwrap().starts_with(form), "{name}: {}", told["form"]);
        assert_eq!(told["added"], 4, "{name}: {told:#}");
        let shown = desk.shown("Ä1");
        assert_eq!(
            (&shown["description"], &shown["result"]),
            (&json!("Überprüfung – £5 saved"), &json!(71.5)),
            "{name}: {shown:#}"
        );
    }
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet();
    cover.set_name("Cover").unwrap();
    cover.write(0, 0, "Adults' quarterly return").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Figures").unwrap();
    let bold = Format::new().set_bold();
    sheet.merge_range(0, 0, 0, 5, "Performance return", &bold).unwrap();
    sheet.merge_range(2, 0, 3, 0, "Ref", &bold).unwrap();
    sheet.merge_range(2, 1, 3, 1, "Indicator", &bold).unwrap();
    sheet.merge_range(2, 2, 2, 3, "Q4 2015/16", &bold).unwrap();
    sheet.merge_range(2, 4, 2, 5, "Q1 2016/17", &bold).unwrap();
    for (column, text) in (2..).zip(["Target", "Actual", "Target", "Actual"]) {
        sheet.write(3, column, text).unwrap();
    }
    let percent = Format::new().set_num_format("0.0%");
    for (row, (reference, text, figures)) in (4..).zip([
        ("X/1", "Reviews done within a year", [0.7, 0.712, 0.75, 0.0]),
        ("X/2", "Visits made in time", [0.8, 0.79, 0.8, 0.805]),
    ]) {
        sheet.write(row, 0, reference).unwrap();
        sheet.write(row, 1, text).unwrap();
        for (column, value) in (2..).zip(figures) {
            sheet.write_with_format(row, column, value, &percent).unwrap();
        }
    }
    sheet.write(7, 0, "Source: the directorate").unwrap();
    let old = book.add_worksheet();
    old.set_name("Old").unwrap().set_hidden(true);
    old.write_row(0, 0, ["Ref", "Indicator", "Result"]).unwrap();
    old.write_row(1, 0, ["X/9", "Something old", "5"]).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_merged_headings_and_a_hidden_sheet_is_read() {
    let desk = with("return.xlsx", workbook());
    let told = desk.import("return.xlsx", &[]);
    assert_eq!(told["sheets"].as_array().unwrap().len(), 1);
    assert_eq!(told["sheets"][0]["name"], "Figures");
    assert_eq!(told["new_periods"], json!(["2015/16-Q4", "2016/17-Q1"]), "{told:#}");
    let value = |reference: &str, period: &str| {
        desk.json(&["show", "FILE", reference, "--period", period, "--json"])["result"].clone()
    };
    assert_eq!(value("X/1", "2015/16-Q4"), 71.2);
    // A nought is a result, not an empty cell.
    assert_eq!(value("X/1", "2016/17-Q1"), 0);
    let source =
        desk.json(&["show", "FILE", "X/2", "--period", "2016/17-Q1", "--json"])["result_source"].clone();
    assert_eq!(source, "return.xlsx, Figures!F6");
    assert_eq!(desk.import("return.xlsx", &["--sheet", "Old"])["added"], 2);
    let error = desk.fails(&["import", "FILE", "return.xlsx", "--sheet", "Nowhere"]);
    assert!(error.contains("Nowhere") && error.contains("Figures"), "{error}");
}

#[test]
fn an_actions_log_with_real_dates_is_read_from_a_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Ref", "Action", "Owner", "Due date", "Status"]).unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_row(1, 0, ["AC/C7", "Recruit two assessors", "Head of Care"]).unwrap();
    sheet.write_with_format(1, 3, ExcelDateTime::from_ymd(2015, 9, 30).unwrap(), &day).unwrap();
    sheet.write(1, 4, "In progress").unwrap();
    let desk = with("log.xlsx", book.save_to_buffer().unwrap());
    let told = desk.import("log.xlsx", &[]);
    assert_eq!((&told["sheets"][0]["becomes"], &told["added"]), (&json!("actions"), &json!(1)), "{told:#}");
    let actions = desk.json(&["list", "actions", "FILE", "--json"]);
    let action =
        actions.as_array().unwrap().iter().find(|one| one["action"] == "Recruit two assessors").unwrap();
    assert_eq!(
        (&action["due"], &action["owner"]),
        (&json!("2015-09-30"), &json!("Head of Care")),
        "{action}"
    );
}

#[test]
fn imported_words_link_themselves_as_the_preview_says_and_one_undo_takes_them_back() {
    // The second names what the same file only makes known.
    for (header, row, about, found) in [
        (
            "Ref,Action,Owner,Due date,Status",
            "AC/C7,Do as for AC/S9 and AC/S9,Head of Care,30/09/2015,Planned",
            "AC/C7",
            "Links: 1 reference found, to AC/S9.",
        ),
        (
            "Risk ID,Risk title,Cause,Impact,Likelihood,Controls",
            "ZZ1,Too few staff,As ZZ2 says,3,3,Look at AC/C7 weekly\nZZ2,Too few beds,See AC/S9,3,3,None",
            "ZZ1",
            "Links: 3 references found, to ZZ2, AC/C7 and AC/S9.",
        ),
    ] {
        let desk = with("log.csv", format!("{header}\n{row}\n"));
        let would = desk.ok(&["import", "FILE", "log.csv", "--dry-run"]);
        assert!(would.contains(found), "{would}");
        assert!(!desk.ok(&["link", "FILE", "AC/C7"]).contains("AC/S9"));
        let links = |options: &[&str]| {
            let told = desk.json(&[&["import", "FILE", "log.csv", "--json"], options].concat());
            let mut links: Vec<String> =
                told["links"].as_array().unwrap().iter().map(|one| one.to_string()).collect();
            links.sort();
            links
        };
        let previewed = links(&["--dry-run"]);
        assert_eq!(links(&[]), previewed);
        let named = previewed[0].trim_matches('"');
        assert!(desk.ok(&["link", "FILE", about]).contains(named), "{named}");
        assert!(desk.ok(&["history", "FILE"]).contains("linked with"));
        desk.ok(&["undo", "FILE", "--yes"]);
        assert!(!desk.ok(&["link", "FILE", "AC/C7"]).contains("AC/S9"));
    }
}

#[test]
fn a_capital_column_is_read_by_its_name_or_as_it_is_said_and_a_mapping_remembers_it() {
    let file = |printed: &str, slip: &str| {
        format!(
            "Scheme,Original budget,Slippage / accelerations,Deletions,Latest budget\n\
             Mosaic,\"1,200\",{slip},{printed},\"1,050\"\n"
        )
    };
    for printed in ["100", "-100", "(100)"] {
        let desk = with("capital.csv", file(printed, "-50"));
        let told = desk.ok(&["import", "FILE", "capital.csv"]);
        assert!(told.contains("each reduces the budget, whatever its sign"), "{told}");
        let rows = desk.json(&["list", "capital", "FILE", "--json"]);
        let row = rows.as_array().unwrap().iter().find(|row| row["name"] == "Mosaic").unwrap().clone();
        assert_eq!((&row["deletions"], &row["latest"]), (&json!(10_000), &json!(105_000)), "{row:#}");
        let found = desk.run(&["check", "FILE", "--json"]).out;
        assert!(!found.contains("Mosaic"), "{found}");
    }
    // Slippage printed without its sign, under a heading that names both ways.
    let desk = with("capital.csv", file("(100)", "50"));
    let dry = desk.ok(&["import", "FILE", "capital.csv", "--dry-run"]);
    assert!(dry.contains("each is added with its sign"), "{dry}");
    let sign = "Slippage / accelerations=takes";
    let told = desk.ok(&["import", "FILE", "capital.csv", "--sign", sign, "--save-map", "capital"]);
    assert!(told.contains("as chosen, each reduces the year's budget, whatever its sign"), "{told}");
    let slippage = || {
        let rows = desk.json(&["list", "capital", "FILE", "--json"]);
        let row = rows.as_array().unwrap().iter().find(|row| row["name"] == "Mosaic").unwrap().clone();
        row["slippage"].clone()
    };
    assert_eq!(slippage(), json!(-5_000));
    assert!(desk.ok(&["mapping", "show", "FILE", "capital"]).contains("sign = \"takes\""));
    // The next file of its kind is read so without a word.
    desk.put("next.csv", file("100", "70"));
    desk.ok(&["import", "FILE", "next.csv"]);
    assert_eq!(slippage(), json!(-7_000));
    for (sign, why) in [
        ("Deletions=adds", "take from the budget whatever their sign"),
        ("Original budget=takes", "has no way to go"),
        ("Nothing=takes", "there is no column"),
        ("Deletions=up", "write adds, takes or as-printed"),
    ] {
        let told = desk.refused(&["import", "FILE", "capital.csv", "--sign", sign, "--dry-run"]);
        assert!(told.contains(why), "{sign}: {told}");
    }
}

#[test]
fn figures_of_two_units_in_a_new_indicator_are_refused_by_row_and_column() {
    for (cells, refused) in [
        (["85%", "£90", "88%"], "C3 “£90”: “£90” is money, and this figure is a percentage"),
        (["£85", "£90", "88%"], "C4 “88%”: “88%” is a percentage, and this figure is in pounds"),
        (["8 days", "9 weeks", "7 days"], "C3 “9 weeks”: “9 weeks” is in weeks, and this figure is in days"),
        (["£85", "90 days", "£88"], "C3 “90 days”: “90 days” is in days, and this figure is in pounds"),
    ] {
        let [one, two, three] = cells;
        let rows = format!(
            "Ref,Period,Result\nZ/1,2015/16 Q1,{one}\nZ/1,2015/16 Q2,{two}\nZ/1,2015/16 Q3,{three}\n"
        );
        let desk = with("new.csv", rows);
        let told = desk.ok(&["import", "FILE", "new.csv"]);
        assert!(told.contains("1 refused:") && told.contains(refused), "{cells:?}: {told}");
        // What is refused stands nowhere.
        let at =
            1 + [one, two, three].iter().position(|cell| refused.contains(&format!("“{cell}”:"))).unwrap();
        let period = format!("2015/16-Q{at}");
        let listed = desk.json(&["list", "indicators", "FILE", "--period", &period, "--json"]);
        let row = listed.as_array().unwrap().iter().find(|row| row["reference"] == "Z/1").unwrap().clone();
        assert_eq!(row["result"], Value::Null, "{cells:?} {period}: {row}");
        desk.ok(&["verify", "FILE"]);
        assert_eq!(desk.json(&["import", "FILE", "new.csv", "--dry-run", "--json"])["refused_count"], 1);
    }
}

#[test]
fn a_part_that_is_refused_is_not_stored_beside_the_rest() {
    let rows =
        "Ref,Period,Numerator,Denominator,Result\nZ/1,2015/16 Q1,85%,120,70\nZ/1,2015/16 Q2,90,120,75\n";
    let desk = with("parts.csv", rows);
    let told = desk.ok(&["import", "FILE", "parts.csv"]);
    assert!(told.contains("1 refused:") && told.contains("C2 “85%”"), "{told}");
    let shown = desk.json(&["show", "FILE", "Z/1", "--period", "2015/16-Q1", "--json"]);
    assert_eq!((&shown["numerator"], shown["result"].as_f64()), (&Value::Null, Some(70.0)), "{shown}");
}

#[test]
fn a_target_says_which_way_is_better_and_is_refused_where_it_says_otherwise() {
    let rows = "Ref,Indicator,Target,Q2 2015/16\nZ/1,Homes let,≥80%,81%\nZ/2,Days to let,<18 days,17 days\n\
                Z/3,Calls answered,at least 90,91\nZ/4,Staff turnover,10..20,15\nZ/5,Complaints,no more than 12,11\n\
                Z/6,Visits,1000+,1012\nZ/7,Occupancy,92% - 97%,95%\nZ/8,Waste,max 3.5 tonnes,3.1 tonnes\n";
    let desk = with("targets.csv", rows);
    let told = desk.ok(&["import", "FILE", "targets.csv"]);
    assert!(!told.contains("refused:"), "{told}");
    let shown = |reference: &str| {
        let json = desk.json(&["show", "FILE", reference, "--period", "2015/16-Q2", "--json"]);
        (json["polarity"].as_str().unwrap_or_default().to_owned(), json["target"].as_f64())
    };
    for (reference, polarity, target) in [
        ("Z/1", "higher", Some(80.0)),
        ("Z/2", "lower", Some(18.0)),
        ("Z/3", "higher", Some(90.0)),
        ("Z/4", "10..20", None),
        ("Z/5", "lower", Some(12.0)),
        ("Z/6", "higher", Some(1000.0)),
        ("Z/7", "92..97", None),
        ("Z/8", "lower", Some(3.5)),
    ] {
        assert_eq!(shown(reference), (polarity.to_owned(), target), "{reference}");
    }
    // The next file says otherwise of one, and gives a result that is none.
    desk.put(
        "next.csv",
        "Ref,Indicator,Target,Q3 2015/16\nZ/1,Homes let,<=80%,82%\nZ/2,Days to let,≤ 18 days,>17 days\n\
         Z/4,Staff turnover,10-25,16\nZ/7,Occupancy,92-97,96%\n",
    );
    let told = desk.ok(&["import", "FILE", "next.csv"]);
    for refused in [
        "C2 “≤80”: it says that lower is better, and for this indicator higher is better",
        "D3 “>17 days”: it says above or below which figure it is, and not the figure",
        "C4 “10..25”: it is a band to aim for, and for this indicator aim for 10–20",
        "3 refused:",
    ] {
        assert!(told.contains(refused), "{refused}: {told}");
    }
    // By hand as by file.
    for (reference, typed, why) in [
        ("Z/1", "≤ 80%", "it says that lower is better"),
        ("Z/4", "10..25", "it is a band to aim for"),
        ("Z/4", "10..20", "the band that is aimed for is the target"),
        ("Z/8", "3 kg", "is in kg, and this figure is in tonnes"),
    ] {
        let told = desk.refused(&["set", "FILE", reference, "--target", typed, "--period", "2015/16-Q3"]);
        assert!(told.contains(why), "{typed}: {told}");
    }
    desk.ok(&["set", "FILE", "Z/1", "--target", "85% or more", "--period", "2015/16-Q3"]);
    let json = desk.json(&["show", "FILE", "Z/1", "--period", "2015/16-Q3", "--json"]);
    assert_eq!(json["target"].as_f64(), Some(85.0));
}

#[test]
fn units_behind_figures_are_those_of_the_indicator() {
    let rows = "Ref,Indicator,Target,Q2 2015/16\nZ/1,Answer time,45 secs,50 secs\nZ/2,Wait,2.5 hrs,3 hrs\n\
                Z/3,Posts,97.4 FTE,95 FTE\nZ/4,Rating,4.2/5,4.1/5\nZ/5,Admissions,\"13.0 per 1,000\",\"12.5 per 1,000\"\n\
                Z/6,Balance,£45k CR,£1.2m DR\nZ/7,Change,3.1pp,2.9pp\nZ/8,Revised,90%,[r] 88.2%\n";
    let desk = with("units.csv", rows);
    let told = desk.ok(&["import", "FILE", "units.csv", "--dry-run"]);
    desk.ok(&["import", "FILE", "units.csv"]);
    assert!(!told.contains("refused:"), "{told}");
    for kind in [
        "Z/1: an average, in seconds",
        "Z/2: an average, in hours",
        "Z/3: an average, in FTE",
        "Z/4: an average, out of 5",
        "Z/5: a rate per 1,000",
        "Z/7: an average, in percentage points",
    ] {
        assert!(told.contains(kind), "{kind}: {told}");
    }
    let of = |reference: &str| {
        let json = desk.json(&["show", "FILE", reference, "--period", "2015/16-Q2", "--json"]);
        (json["target"].as_f64(), json["result"].as_f64())
    };
    assert_eq!(of("Z/4"), (Some(4.2), Some(4.1)));
    assert_eq!(of("Z/6"), (Some(-45_000.0), Some(1_200_000.0)));
    assert_eq!(of("Z/8"), (Some(90.0), Some(88.2)));
    // Minutes are no hours.
    desk.put("next.csv", "Ref,Indicator,Q3 2015/16\nZ/2,Wait,45 mins\nZ/1,Answer time,48 seconds\n");
    let told = desk.ok(&["import", "FILE", "next.csv"]);
    assert!(
        told.contains("is in minutes, and this figure is in hours") && told.contains("1 refused:"),
        "{told}"
    );
    // Two figures in a cell, and half a fraction, are refused by name.
    desk.put(
        "two.csv",
        "Ref,Indicator,Q4 2015/16\nZ/1,Answer time,50\nZ/2,Wait,3\nZ/3,Posts,95\nZ/4,Rating,4.3/5\nZ/8,Revised,30% (8)\nZ/9,Visits,\"54,360 (37,515)\"\n\
         Z/10,Half,119/\n",
    );
    let told = desk.ok(&["import", "FILE", "two.csv"]);
    assert!(
        told.contains("3 refused:") && told.contains("C8 “119/”: it is one half of a fraction"),
        "{told}"
    );
}

#[test]
fn headings_that_all_name_periods_are_said_to_be_where_the_periods_are_from() {
    let rows = "Ref,Indicator,Q1 2025/26,Q2 2025/26,Q3 2025/26,Q4 2025/26\nZ/1,Homes,1,2,3,4\n";
    let desk = with("wide.csv", rows);
    let told = desk.ok(&["import", "FILE", "wide.csv", "--dry-run"]);
    assert!(told.contains("periods: from the headings Q1 2025/26 to Q4 2025/26"), "{told}");
    assert!(!told.contains("nothing says which"), "{told}");
    let json = desk.json(&["import", "FILE", "wide.csv", "--dry-run", "--json"]);
    assert_eq!(json["sheets"][0]["periods"], "from the headings Q1 2025/26 to Q4 2025/26");
    assert!(!json["sheets"][0]["fixed"].to_string().contains("nothing says which"));
    // One heading without a period is of that which nothing says.
    desk.put("mixed.csv", "Ref,Indicator,Q1 2025/26,Result\nZ/1,Homes,1,2\n");
    let told = desk.ok(&["import", "FILE", "mixed.csv", "--dry-run"]);
    assert!(told.contains("nothing says which") && !told.contains("from the heading"), "{told}");
}

#[test]
fn an_open_document_of_the_statistics_office_is_read() {
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(value) => format!(
            r#"<table:table-cell office:value-type="float" office:value="{value}"><text:p>{text}</text:p></table:table-cell>"#
        ),
        Err(_) => format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        ),
    };
    let row = |cells: &[&str]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.iter().map(|text| cell(text)).collect::<String>()
        )
    };
    let rows: String = [
        &["Table 2a: the proportion of people offered reablement (%) [note 1]"][..],
        &["This worksheet contains one table."],
        &[
            "Local authority code",
            "Local authority",
            "2022 to 2023 - numerator",
            "2022 to 2023 - denominator",
            "2022 to 2023 - outcome",
            "2023 to 2024 - outcome",
        ],
        &["E1", "England", "41000", "50000", "82", "82.35294117647058"],
        &["E2", "Barnet", "800", "1200", "66.66666666666667", "[c]"],
        &["E3", "Halton [note 5]", "[x]", "[x]", "[x]", "50"],
    ]
    .map(row)
    .concat();
    let table = format!(r#"<table:table table:name="Table_2a">{rows}</table:table>"#);
    let desk = with("framework.ods", files::ods(&table));
    let before = desk.bytes();
    // The sample is of a council that is not in it: it asks, by the names there are.
    let ran = desk.run(&["import", "FILE", "framework.ods", "--organisation", "Nowhere"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("Nowhere") && ran.err.contains("England"), "{}", ran.err);
    assert_eq!(desk.bytes(), before);
    let told = desk.import(
        "framework.ods",
        &["--organisation", "Barnet", "--others", "England, Halton Borough Council"],
    );
    assert_eq!(told["form"], "OpenDocument spreadsheet");
    let kinds: Vec<(&str, u64)> = told["by_kind"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["what"].as_str().unwrap(), one["added"].as_u64().unwrap()))
        .collect();
    assert_eq!(kinds, [("indicator", 1), ("result", 2), ("benchmark", 4), ("organisation", 3)], "{told:#}");
}

#[test]
fn standard_input_is_a_file_too() {
    let desk = desk();
    let piped = |text: &[u8], more: &[&str]| {
        let mut all = vec!["import", "FILE", "-", "--json"];
        all.extend(more);
        let mut child = desk
            .command(&all)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text).unwrap();
        ran(child.wait_with_output().unwrap())
    };
    let told = piped(FIGURES.as_bytes(), &[]);
    assert_eq!(told.code, 0, "{}", told.err);
    let told: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((&told["file"], &told["added"]), (&json!("standard input"), &json!(6)));
    assert_eq!(desk.shown("N/1")["result_source"], "standard input, D4 (numerator), E4 (denominator), F4");
    // A workbook comes through as well, and tabs.
    assert_eq!(piped(&workbook(), &["--dry-run"]).code, 0);
    assert_eq!(piped("Ref\tIndicator\tResult\nT/1\tVisits\t5\nT/2\tReviews\t6\n".as_bytes(), &[]).code, 0);
    let nothing = piped(b"", &[]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));
    assert!(nothing.err.contains("there are no rows in it"), "{}", nothing.err);
}

#[test]
fn where_figures_came_from_is_kept_without_a_sheet_for_csv() {
    let desk = with("returns.csv", FIGURES);
    desk.import("returns.csv", &[]);
    assert_eq!(desk.shown("N/1")["result_source"], "returns.csv, D4 (numerator), E4 (denominator), F4");
}

#[test]
fn what_was_typed_since_is_kept_or_taken_as_asked() {
    let desk = with("returns.csv", FIGURES);
    desk.import("returns.csv", &[]);
    desk.ok(&["set", "FILE", "N/1", "--numerator", "7"]);
    desk.put("returns.csv", FIGURES.replace(",9,10,90%", ",8,10,80%"));
    let kept = desk.import("returns.csv", &[]);
    assert_eq!((&kept["conflicts"], &kept["changed"]), (&json!(1), &json!(0)), "{kept:#}");
    let conflict = kept["changes"].as_array().unwrap().iter().find(|one| one["what"] == "conflict").unwrap();
    assert_eq!(conflict["by"], "Pat Officer, 2015-07-06 14:02");
    let text = desk.ok(&["import", "FILE", "returns.csv", "--dry-run"]);
    assert!(text.contains("1 kept as typed since") && text.contains("(typed by Pat Officer"), "{text}");
    assert_eq!(desk.import("returns.csv", &["--on-conflict", "take"])["changed"], 1);
    assert_eq!(desk.shown("N/1")["numerator"], 8);
}

#[test]
fn read_only_refuses_all_but_a_dry_run() {
    let desk = with("returns.csv", FIGURES);
    desk.refused(&["--read-only", "import", "FILE", "returns.csv"]);
    desk.ok(&["--read-only", "import", "FILE", "returns.csv", "--dry-run"]);
}

#[test]
fn hostile_names_and_cells_are_inert_in_every_form() {
    let text = "Ref,Indicator,Result\n\"=cmd|' /C calc'!A0\",\u{202e}evil\u{1b}[31m,5\nA2,\"a\u{7}b\",\u{1b}]0;x\u{7}\n";
    let desk = with("evil.csv", text);
    for more in [&["--dry-run"][..], &["--dry-run", "--json"], &["--dry-run", "--plain"], &[]] {
        let mut all = vec!["import", "FILE", "evil.csv"];
        all.extend(more);
        let out = desk.ok(&all);
        assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{more:?}: {out:?}");
    }
}

#[test]
fn how_far_it_is_goes_to_nobody_who_is_no_terminal() {
    let rows: String = (0..3000).map(|at| format!("R{at},Indicator {at},{}\n", at % 100)).collect();
    let desk = with("many.csv", format!("Ref,Indicator,Result\n{rows}"));
    let ran = desk.run(&["import", "FILE", "many.csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("3000 rows: 3000 used"), "{}", ran.out);
}

#[test]
fn a_way_of_reading_is_kept_exported_and_used_again() {
    let desk = with("odd.csv", "Alpha,Beta,Gamma\nx,1,a\ny,2,b\n");
    let said = [
        "--as",
        "figures",
        "--column",
        "Alpha=reference",
        "--column",
        "Beta=result",
        "--save-map",
        "odd return",
        "--export-map",
        "odd.toml",
    ];
    let first = desk.import("odd.csv", &said);
    assert_eq!(first["added"], 4);
    let exported = std::fs::read_to_string(desk.home.path().join("odd.toml")).unwrap();
    assert!(
        exported.contains("becomes = \"figures\"") && exported.contains("named = \"Alpha\""),
        "{exported}"
    );
    // Known again by its headings.
    desk.put("next.csv", "Alpha,Beta,Gamma\nx,3,a\ny,4,b\n");
    assert_eq!(desk.import("next.csv", &["--period", "2015/16-Q2"])["added"], 2);
    // By name, and by file in another workbook.
    desk.put("other.csv", "Alpha,Beta,Delta,Epsilon,Zeta,Eta,Theta\nnew,5,,,,,\nnewer,6,,,,,\n");
    desk.fails(&["import", "FILE", "other.csv"]);
    assert_eq!(desk.import("other.csv", &["--map", "Odd Return"])["added"], 4);
    let elsewhere = with("odd.csv", "Alpha,Beta,Gamma\nx,1,a\ny,2,b\n");
    elsewhere.put("odd.toml", &exported);
    assert_eq!(elsewhere.import("odd.csv", &["--map", "odd.toml"])["added"], 4);
    let error = desk.fails(&["import", "FILE", "odd.csv", "--map", "nothing"]);
    assert!(error.contains("there are odd return"), "{error}");
    desk.put("broken.toml", "becomes = figures");
    let error = desk.fails(&["import", "FILE", "odd.csv", "--map", "broken.toml"]);
    assert!(error.contains("broken.toml") && error.contains("line 1"), "{error}");
    // What is there already is not written over.
    let error = desk.fails(&["import", "FILE", "odd.csv", "--dry-run", "--export-map", "odd.toml"]);
    assert!(error.contains("odd.toml is there already"), "{error}");
}

#[test]
fn a_dry_run_exports_how_it_is_read_and_keeps_nothing() {
    let desk = with("returns.csv", FIGURES);
    desk.ok(&[
        "import",
        "FILE",
        "returns.csv",
        "--dry-run",
        "--save-map",
        "returns",
        "--export-map",
        "returns.toml",
    ]);
    assert!(Path::new(&desk.home.path().join("returns.toml")).exists());
    assert_eq!(desk.json(&["mapping", "list", "FILE", "--json"]), json!([]));
}

#[test]
fn themes_are_made_or_refused_as_the_file_is_told_and_that_is_remembered() {
    let desk = with(
        "plan.csv",
        "Quarter 1 2015/16\nRef,Priority,Objective,Indicator,Result\nN/1,Safe homes,Visits,Homes visited,90%\n",
    );
    let told = desk.ok(&["import", "FILE", "plan.csv", "--dry-run"]);
    assert!(told.contains("theme Safe homes > Visits: a theme the workbook did not have [B3]"), "{told}");
    let told = desk.import("plan.csv", &["--dry-run", "--new-themes", "refuse", "--save-map", "plan"]);
    assert_eq!(told["refused_count"], 1, "{told:#}");
    assert!(
        told["refused"][0]["reason"].as_str().unwrap().contains("there is no theme “Safe homes > Visits”")
    );
    // What is remembered holds for the next file of its kind; what is said now comes first.
    desk.import("plan.csv", &["--new-themes", "refuse", "--save-map", "plan"]);
    assert_eq!(desk.import("plan.csv", &[])["refused_count"], 1);
    let told = desk.import("plan.csv", &["--new-themes", "make"]);
    assert_eq!(told["refused_count"], 0, "{told:#}");
    assert_eq!(desk.shown("N/1")["theme"], "Safe homes > Visits");
    // The same theme for every row of a file that has no such column.
    desk.put("more.csv", "Quarter 1 2015/16\nRef,Indicator,Result\nN/2,Homes repaired,9%\n");
    desk.import("more.csv", &["--fixed", "theme=Safe homes"]);
    assert_eq!(desk.shown("N/2")["theme"], "Safe homes");
}

#[test]
fn why_there_is_no_figure_is_read_from_the_cell_or_a_column_beside_it() {
    let desk = desk();
    let path = desk.home.path().join("own.qd");
    let file = path.to_str().unwrap();
    let new = ["new", file, "--organisation", "Wendmere", "--service", "Place", "--period", "2026/27-Q2"];
    desk.ok(&new);
    let states: [(&str, &[&str]); 4] = [
        (
            "not_reportable",
            &[
                "Not reported this quarter",
                "Cannot be reported – system migration",
                "Unable to provide (new system)",
                "Not publishable",
                "Excluded this quarter – data quality",
            ],
        ),
        (
            "not_due",
            &[
                "Due Q4",
                "Due in March",
                "Next due Q3",
                "Reported in Q4",
                "End of year measure",
                "Available at year end (survey)",
                "Half-yearly",
                "not required this quarter",
            ],
        ),
        (
            "awaiting_data",
            &[
                "Data due 12 Feb",
                "Waiting on partner",
                "Not yet submitted",
                "still to come – NHS",
                "Data expected in November",
                "Late (supplier)",
                "Pending – supplier late",
            ],
        ),
        (
            "not_collected",
            &[
                "Collection stopped",
                "Survey not run",
                "No survey this year",
                "not gathered",
                "Not monitored (post vacant)",
                "Ceased in 2021",
                "No longer measured – replaced",
            ],
        ),
    ];
    let (mut result, mut status, mut because) = (String::new(), String::new(), String::new());
    let mut expected = Vec::new();
    for (state, texts) in states {
        for (at, text) in texts.iter().enumerate() {
            let row = format!("{state}{at},Measure {state} {at},higher,10%");
            result.push_str(&format!("{row},{text},\n"));
            // In a column of states, with nothing or a mark where the figure would stand.
            let mark = ["", "-", "n/a"][at % 3];
            status.push_str(&format!("{row},{mark},{text}\n"));
            because.push_str(&format!("{row},,{text}\n"));
            expected.push((format!("{state}{at}"), state, (*text).to_owned()));
        }
    }
    for (heading, rows) in
        [("RAG", &result), ("Status", &status), ("RAG status", &status), ("Reason for no data", &because)]
    {
        let csv =
            format!("Ref,Measure,Polarity,Target,Result,{heading}\n{rows}F1,Measured,higher,10%,12%,\n");
        let sheet = desk.home.path().join("states.csv");
        std::fs::write(&sheet, csv).unwrap();
        let said = desk.json(&["import", file, sheet.to_str().unwrap(), "--json"]);
        assert_eq!(said["refused"].as_array().map_or(0, Vec::len), 0, "{heading}: {said}");
        let rows = desk.json(&["list", "indicators", file, "--json"]);
        for (reference, state, text) in &expected {
            let row = rows.as_array().unwrap().iter().find(|row| row["reference"] == **reference).unwrap();
            assert_eq!(row["rating"], *state, "{heading}: {text}");
            assert_eq!(row["missing_because"], **text, "{heading}");
        }
        let measured = rows.as_array().unwrap().iter().find(|row| row["reference"] == "F1").unwrap();
        assert_eq!((&measured["rating"], &measured["result"]), (&"green".into(), &12.into()));
        // Shares are of what is reportable, the rest is counted beside.
        let beside =
            "1 of 1 reportable on track, 5 not reportable, 8 not due, 7 awaiting data, 7 not collected";
        let overview = desk.ok(&["overview", file]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(overview.contains(beside), "{overview}");
        desk.ok(&["undo", file, "--yes"]);
    }
}

#[test]
fn months_that_do_not_say_which_budget_they_are_of_say_what_they_were_taken_for() {
    let desk = desk();
    let import = |name: &str, csv: &str, more: &[&str]| {
        let path = desk.home.path().join(name);
        std::fs::write(&path, csv).unwrap();
        let path = path.to_str().unwrap().to_owned();
        let ran = desk.run(&[&["import", "FILE", path.as_str(), "--dry-run"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let rows = "Line,Month,Budget,Actual\nPool roof,Apr,100,110\nPool roof,May,100,105\n";
    let said = import("months.csv", rows, &[]);
    assert!(said.contains("kind: revenue (nothing says revenue or capital, so revenue"), "{said}");
    let said = import("months.csv", rows, &["--fixed", "kind=capital"]);
    assert!(said.contains("kind: capital (as you said)"), "{said}");
    let said = import("capital months.csv", rows, &[]);
    assert!(said.contains("kind: capital (the sheet's name says so)"), "{said}");
    let column =
        "Line,Budget type,Month,Budget,Actual\nPool roof,capital,Apr,100,110\nPool roof,,May,100,105\n";
    let said = import("months.csv", column, &[]);
    assert!(
        !said.contains("kind: ") && said.contains("it has to say whether the line is “revenue”"),
        "{said}"
    );
}
