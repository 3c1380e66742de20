//! Files made after reports of imports that went wrong, each with the one right answer. What is still wrong is
//! listed by name with what is wrong of it, and the list is as much a test as the rest: what becomes right has
//! to leave it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::{Desk, desk};

/// Files of which not all is right, and what is wrong.
const WRONG: &[(&str, &str)] =
    &[("53-calendar-year-workbook.csv", "the year 2015 is understood and labelled 2015/16")];

/// What an import came to.
struct Imported {
    desk: Desk,
    code: i32,
    err: String,
    told: Value,
}

/// Imports a file into a workbook of Trafford's that looks at the first quarter of 2015/16.
fn import(file: &str, more: &[&str]) -> Imported {
    let mut desk = desk();
    desk.file = desk.home.path().join("own.qd");
    let first_month = if file.contains("calendar-year-workbook") { "1" } else { "4" };
    desk.ok(&[
        "new",
        "FILE",
        "--organisation",
        "Trafford Council",
        "--service",
        "Adults",
        "--period",
        "2015/16-Q1",
        "--first-month",
        first_month,
    ]);
    let path = format!("{}/tests/cases/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut arguments = vec!["import", "FILE", path.as_str(), "--json"];
    arguments.extend(more);
    let ran = desk.run(&arguments);
    assert!(!ran.err.contains("panicked"), "{file}: {}", ran.err);
    Imported { desk, code: ran.code, err: ran.err, told: serde_json::from_str(&ran.out).unwrap_or_default() }
}

type Holds = Result<(), String>;

fn holds(right: bool, what: impl FnOnce() -> String) -> Holds {
    if right { Ok(()) } else { Err(what()) }
}

impl Imported {
    fn list(&self, key: &str) -> Vec<Value> {
        self.told[key].as_array().cloned().unwrap_or_default()
    }

    /// What changed, as `A1 result, Q1 2015/16 = 85`.
    fn changes(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.list("changes")
            .iter()
            .map(|one| format!("{} = {}", text(&one["name"]), text(&one["after"])))
            .collect()
    }

    /// The results are these and no others.
    fn results(&self, wanted: &[&str]) -> Holds {
        let found: BTreeSet<String> = self
            .changes()
            .into_iter()
            .filter(|line| line.contains(" result, "))
            .map(|line| line.replace(" result, ", " "))
            .collect();
        let wanted: BTreeSet<String> = wanted.iter().map(|one| (*one).to_owned()).collect();
        holds(found == wanted, || format!("results are {found:?} {}", self.err))
    }

    /// All of these are among what changed.
    fn has(&self, wanted: &[&str]) -> Holds {
        let found = self.changes();
        let lacks: Vec<&&str> = wanted.iter().filter(|one| !found.iter().any(|line| line == **one)).collect();
        holds(lacks.is_empty(), || format!("{lacks:?} is not in {found:#?} {}", self.err))
    }

    /// These cells are refused, each with a reason that says this.
    fn refuses(&self, cells: &[&str], says: &str) -> Holds {
        let refused = self.list("refused");
        for cell in cells {
            let is_here = |one: &&Value| {
                format!("{}{}", one["column"].as_str().unwrap_or_default(), one["row"]) == *cell
            };
            let found = refused.iter().find(is_here).map(|one| one["reason"].as_str().unwrap_or_default());
            holds(found.is_some_and(|reason| reason.contains(says)), || {
                format!("{cell} is not refused so: {found:?}")
            })?;
        }
        Ok(())
    }

    fn refused_cells(&self) -> BTreeSet<String> {
        let refused = self.list("refused");
        refused
            .iter()
            .map(|one| format!("{}{}", one["column"].as_str().unwrap_or_default(), one["row"]))
            .collect()
    }

    /// What a column is taken for, with its period.
    fn column(&self, heading: &str) -> String {
        let columns = self.told["sheets"][0]["columns"].as_array().cloned().unwrap_or_default();
        let found = columns.iter().find(|one| one["heading"] == heading).cloned().unwrap_or_default();
        format!(
            "{} {}",
            found["is"].as_str().unwrap_or_default(),
            found["period"].as_str().unwrap_or_default()
        )
        .trim()
        .to_owned()
    }

    /// Nothing is imported, with this exit code and this in the sentence.
    fn stops(&self, code: i32, says: &str) -> Holds {
        let there = self.desk.json(&["list", "indicators", "FILE", "--json"]);
        let empty = there.as_array().is_none_or(Vec::is_empty);
        holds(self.code == code && self.err.contains(says) && empty, || {
            format!("exit code {}, {there}: {}", self.code, self.err)
        })
    }
}

/// Whether what a file comes to is right, by its name.
fn check(file: &str) -> Holds {
    let plain = |more: &[&str]| import(file, more);
    match &file[..2] {
        "01" => plain(&[]).has(&[
            "A1 target, Q1 2015/16 = 90",
            "A1 result, Q1 2015/16 = 85",
            "A2 target, Q1 2015/16 = 18",
            "A2 result, Q1 2015/16 = 21",
        ]),
        "05" => plain(&[]).results(&["A1 Month 1 2015/16 = 85", "A1 Month 2 2015/16 = 82"]),
        "07" => {
            let read = plain(&[]);
            read.results(&[])?;
            holds(read.code == 1 && read.err.contains("covers 3 years"), || {
                format!("{}: {}", read.code, read.err)
            })
        }
        "08" => {
            let read = plain(&[]);
            read.results(&["A1 Q3 2015/16 = 85", "A2 Q3 2015/16 = 21"])?;
            read.has(&["A1 target, Q3 2015/16 = 90", "A2 target, Q3 2015/16 = 18"])?;
            let sheets = read.list("sheets");
            holds(sheets.len() == 1 && sheets[0]["name"] == "KPIs", || format!("{sheets:?}"))
        }
        "09" => {
            let read = plain(&[]);
            read.results(&["A1 Month 9 2022/23 = 85", "A2 Month 9 2022/23 = 21"])?;
            let fixed = read.told["sheets"][0]["fixed"].to_string();
            holds(fixed.contains("the line Period: says so"), || fixed)
        }
        "12" => plain(&[]).has(&[
            "A2 result, Q1 2015/16 = 21",
            "A3 result, Q1 2015/16 = 1,350.5",
            "A3 target, Q1 2015/16 = 1,200",
        ]),
        "14" => {
            let read = plain(&[]);
            read.results(&[
                "A1 Q1 2015/16 = 85.5",
                "A4 Q1 2015/16 = 13,500",
                "A5 Q1 2015/16 = 13,500,000",
                "A6 Q1 2015/16 = 85.5",
            ])?;
            read.has(&["A4 target, Q1 2015/16 = 12,000", "A5 target, Q1 2015/16 = 12,000,000"])?;
            read.refuses(&["C3", "D3", "C4", "D4", "C8", "D8"], "a length of time")
        }
        "15" => {
            let read = plain(&[]);
            holds(read.column("Q1 2015/16") == "result 2015/16-Q1", || read.column("Q1 2015/16"))?;
            let figures = ["A12", "A13", "A14", "A15", "A16", "A19"];
            let numbers: Vec<String> = read
                .changes()
                .into_iter()
                .filter(|line| {
                    line.contains(" result, ")
                        && line.rsplit(' ').next().is_some_and(|last| last.parse::<f64>().is_ok())
                })
                .collect();
            read.has(&[
                "A12 result, Q1 2015/16 = 0.5",
                "A13 result, Q1 2015/16 = 5",
                "A14 result, Q1 2015/16 = 85.5",
            ])?;
            holds(numbers.len() == figures.len(), || format!("{numbers:?}"))?;
            holds(
                figures.iter().all(|one| numbers.iter().any(|line| line.starts_with(&format!("{one} ")))),
                || format!("{numbers:?}"),
            )?;
            // #N/A, NULL, a measure that is annual and one reported in another quarter are states with a
            // reason; all else is refused by name.
            let refused = read.refused_cells();
            holds(
                refused.len() >= 15
                    && refused.contains("D2")
                    && refused.contains("D7")
                    && refused.contains("D21"),
                || format!("{refused:?}"),
            )
        }
        "17" => {
            let read = plain(&[]);
            read.results(&["A1 Q1 2015/16 = 85", "A4 Q1 2015/16 = 91"])?;
            read.has(&["A3 target, Q1 2015/16 = 18"])?;
            read.refuses(&["E3"], "the row has 5 cells and the headings are 4")
        }
        "18" => {
            let read = plain(&[]);
            read.results(&["A1 Q1 2015/16 = 85.5", "A2 Q1 2015/16 = 21.4", "A3 Q1 2015/16 = 1,350.5"])?;
            read.has(&[
                "A1 target, Q1 2015/16 = 90",
                "A2 target, Q1 2015/16 = 18",
                "A3 target, Q1 2015/16 = 1,200",
            ])
        }
        "21" => {
            let read = plain(&[]);
            read.results(&[
                "A1 Q1 2015/16 = 85",
                "A1 Q2 2015/16 = 92",
                "A2 Q1 2015/16 = 21",
                "A2 Q2 2015/16 = 20",
            ])?;
            read.has(&[
                "A1 target, 2015/16 = 90",
                "A2 target, 2015/16 = 18",
                "A1 rating = text: G",
                "A1 direction of travel = text: ↑",
            ])?;
            holds(!read.told.to_string().contains("A1 Annual"), || "there is an A1 Annual".to_owned())
        }
        "22" => {
            let read = plain(&[]);
            read.results(&["A1 Q1 2015/16 = 85", "A1 Q2 2015/16 = 92"])?;
            read.has(&["A1 rating = text: Amber", "A1 rating = text: Green"])
        }
        "23" => {
            plain(&[]).stops(2, "--fixed years=start")?;
            let read = plain(&["--fixed", "years=start"]);
            for (heading, period) in [
                ("2015Q1", "2015/16-Q1"),
                ("Q2/2015", "2015/16-Q2"),
                ("Q3-2015", "2015/16-Q3"),
                ("2015-Q4", "2015/16-Q4"),
                ("Q1 (Apr-Jun) 2010/11", "2010/11-Q1"),
                ("As at 31/03/2004", "2003/04-M12"),
                ("Year to March 2006", "2005/06"),
                ("12 months to Mar 2005", "2004/05"),
                ("2001/02 (provisional)", "2001/02"),
                ("2024/04", "2024/25-M01"),
                ("202404", "2024/25-M01"),
                ("04/2024", "2024/25-M01"),
            ] {
                holds(read.column(heading) == format!("result {period}"), || {
                    format!("{heading} is {}", read.column(heading))
                })?;
            }
            Ok(())
        }
        "24" => {
            plain(&[]).stops(2, "--fixed years=start")?;
            let start = plain(&["--fixed", "years=start"]);
            start.has(&["I1 result, 2011/12 = 32.1", "I1 result, 2013/14 = 30"])?;
            plain(&["--fixed", "years=end"]).has(&["I1 result, 2010/11 = 32.1"])
        }
        "27" => {
            let read = plain(&[]);
            read.has(&[
                "I1 result, 2017/18 = 91.43",
                "I2 result, 2018/19 = 0",
                "I3 result, 2018/19 = 57,127.96",
                "I4 result, 2017/18 = 2,891",
            ])?;
            let names = read.changes().join("\n");
            holds(
                ["Proportion paid on time", "Interest paid", "Liable interest", "Number not paid on time"]
                    .iter()
                    .all(|one| names.contains(one)),
                || names.clone(),
            )
        }
        "29" => plain(&[]).results(&["A1 Q1 2015/16 = 100", "A2 Q1 2015/16 = 200"]),
        "30" => plain(&[]).stops(1, "is not understood: no column for value"),
        "32" => plain(&[]).results(&["A1 Q1 2015/16 = 85"]),
        "33" => plain(&[]).stops(1, "It is JSON"),
        "34" => {
            let read = plain(&[]);
            let shown = read.desk.shown("A1")["description"].as_str().unwrap_or_default().to_owned();
            holds(shown == "Line one\nLine two", || format!("{shown:?}"))
        }
        "35" => {
            let read = plain(&[]);
            let shown = read.desk.shown("A1").to_string();
            holds(shown.contains("Line one\\nLine two") && !shown.contains("\\r"), || shown.clone())
        }
        "36" => plain(&[]).results(&["A1 Q1 2015/16 = 85.5", "A2 Q1 2015/16 = 21"]),
        "37" => {
            let told = plain(&[]).told.to_string();
            holds(told.contains("row 6"), || "nothing is said of the row".to_owned())
        }
        "38" => plain(&[]).has(&[
            "A1 rating = text: Red",
            "A2 rating = text: Green",
            "A3 rating = text: Red",
            "A1 direction of travel = text: ↑",
            "A2 direction of travel = text: ▼",
            "A3 direction of travel = text: →",
        ]),
        "39" => {
            let read = plain(&[]);
            read.results(&["A1 Q1 2015/16 = 85.5", "A3 Q1 2015/16 = 88.1", "A4 Q1 2015/16 = 90.2"])?;
            read.refuses(&["D3"], "it is a year")
        }
        "40" => {
            let read = plain(&[]);
            read.results(&["A1 Q1 2015/16 = 85.5", "A2 Q1 2015/16 = 88.5", "A3 Q1 2015/16 = 88.1"])?;
            read.refuses(&["C2"], "two percentages in one cell")
        }
        "42" => {
            let changes = plain(&[]).changes();
            let says = |line: &str, words: &[&str]| {
                changes.iter().any(|one| one.starts_with(line) && words.iter().all(|word| one.contains(word)))
            };
            holds(
                says("RISK-001 current assessment", &["impact: 5", "probability: 1", "stated score: 5"])
                    && says(
                        "RISK-001 inherent assessment",
                        &["impact: 5", "probability: 4", "stated score: 20"],
                    )
                    && says(
                        "RISK-002 inherent assessment",
                        &["impact: 4", "probability: 4", "stated score: 16"],
                    )
                    && says(
                        "RISK-002 current assessment",
                        &["impact: 4", "probability: 2", "stated score: 8"],
                    ),
                || format!("{changes:#?}"),
            )
        }
        "43" => {
            let read = plain(&[]);
            read.refuses(&["C3", "D3", "E3", "F3", "G3", "H3"], "no step of the matrix")?;
            let changes = read.changes().join("\n");
            holds(changes.contains("CR4 current assessment = impact: 4; probability: 3\n"), || {
                changes.clone()
            })
        }
        "45" => {
            let read = plain(&[]);
            let lines = read.desk.json(&["list", "budget", "FILE", "--json"]).to_string();
            let names = ["Adults", "Care", "Commissioning"];
            holds(
                names.iter().all(|name| lines.contains(&format!("\"{name}\"")))
                    && read.told["refused_count"] == 0,
                || lines.clone(),
            )?;
            read.has(&[
                "Care figures = forecast: £12,900,000; revised: £12,300,000; stated variation: £600,000",
            ])
        }
        "46" => {
            let read = plain(&[]);
            holds(read.told["sheets"][0]["becomes"] == "revenue", || {
                read.told["sheets"][0]["becomes"].to_string()
            })?;
            let changes = read.changes().join("\n");
            holds(
                changes.contains("forecast: £1,260,000")
                    && changes.contains("forecast: -£310,000")
                    && changes.contains("actual"),
                || changes.clone(),
            )
        }
        "47" => {
            plain(&[]).stops(2, "--fixed dates=month-first")?;
            plain(&["--fixed", "dates=month-first"])
                .has(&["A1 result, Month 10 2014/15 = 85", "A1 result, Month 2 2015/16 = 83"])
        }
        "48" => {
            plain(&[]).stops(2, "--fixed years=start")?;
            let read = plain(&["--fixed", "years=start"]);
            read.results(&[
                "A1 Q1 2015/16 = 85",
                "A2 Q1 2015/16 = 82",
                "A3 Q1 2015/16 = 3",
                "A5 Month 3 2015/16 = 5",
                "B1 2015/16 = 10",
            ])?;
            read.refuses(&["C5", "C7", "C8", "C9", "C10"], "")
        }
        "49" => {
            let read = plain(&["--dry-run"]);
            holds(read.code == 0 && read.told["rows"]["used"] == 60, || {
                format!("{}: {}", read.code, read.err)
            })
        }
        "51" => {
            let read = plain(&[]);
            let chart = read.desk.json(&["chart", "FILE", "S1", "--period", "2013/14-M02", "--json"]);
            holds(chart["variation"] == "unknown" && chart["assurance"] == "unknown", || chart.to_string())
        }
        "52" => {
            let read = plain(&[]);
            let chart = read.desk.json(&["chart", "FILE", "S1", "--period", "2014/15-M02", "--json"]);
            let upper = chart["limits"]["upper"].as_f64();
            holds(upper.is_some_and(|upper| upper <= 100.0), || format!("{upper:?}"))?;
            let shown = read.desk.ok(&["show", "FILE", "S1", "--period", "2014/15-M02"]);
            let interval =
                shown.lines().find(|line| line.starts_with("Interval:")).unwrap_or_default().to_owned();
            holds(interval.contains("to 100.0%"), || interval.clone())
        }
        "53" => {
            let read = plain(&[]);
            read.results(&["A1 Month 1 2015 = 1", "A1 Month 2 2015 = 2", "A1 2015 = 3", "A1 Q1 2015 = 4"])
        }
        _ => Err("no answer is written for it".to_owned()),
    }
}

#[test]
fn every_file_comes_to_its_right_answer_or_is_listed_with_what_is_wrong() {
    let folder = format!("{}/tests/cases", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert_eq!(files.len(), 36, "{files:?}");
    let mut surprises = Vec::new();
    for file in &files {
        let listed = WRONG.iter().find(|(name, _)| name == file);
        match (check(file), listed) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some(_)) => surprises.push(format!("{file} is right now: take it from the list")),
            (Err(why), None) => surprises.push(format!("{file}: {why}")),
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n\n"));
    assert!(WRONG.iter().all(|(name, what)| files.iter().any(|file| file == name) && !what.is_empty()));
}

#[test]
fn every_cell_of_what_is_read_is_accounted_for() {
    let folder = format!("{}/tests/cases", env!("CARGO_MANIFEST_DIR"));
    let mut counted = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        for more in
            [&["--dry-run"][..], &["--dry-run", "--fixed", "years=start", "--fixed", "dates=month-first"]]
        {
            let read = import(&file, more);
            let cells = &read.told["cells"];
            let Some(total) = cells["total"].as_u64() else { continue };
            let parts = ["used", "headings", "left_out", "refused"].map(|part| cells[part].as_u64().unwrap());
            assert_eq!(total, parts.iter().sum::<u64>(), "{file}: {cells}");
            assert!(total > 0 && parts[1] > 0, "{file}: {cells}");
            counted += 1;
        }
    }
    assert!(counted > 50, "{counted}");
    // By hand: a title, three headings, two rows of which one cell is refused and one column is nobody's.
    let desk = desk();
    let text = "Quarter 1 2015/16\nRef,Indicator,Result,Colour of the door\nN/1,Homes visited,5,red\nN/2,Homes seen,many,blue\n";
    std::fs::write(desk.home.path().join("small.csv"), text).unwrap();
    let told = desk.json(&["import", "FILE", "small.csv", "--json", "--dry-run"]);
    assert_eq!(
        told["cells"],
        serde_json::json!({"total": 13, "used": 5, "headings": 4, "left_out": 3, "refused": 1}),
        "{told:#}"
    );
    let text = desk.ok(&["import", "FILE", "small.csv", "--dry-run"]);
    assert!(text.contains("5 of 13 cells used, 4 headings, 3 left out, 1 refused."), "{text}");
}

#[test]
fn a_column_that_is_named_and_not_used_is_told_first_and_stops_a_strict_import() {
    let desk = desk();
    let text =
        "Ref,Indicator,Result,Commentary,Comments\nN/1,Homes visited,5,Snow,Ice\nN/2,Homes seen,6,,Fog\n";
    std::fs::write(desk.home.path().join("two.csv"), text).unwrap();
    let said = desk.ok(&["import", "FILE", "two.csv", "--dry-run"]);
    assert!(said.contains("Mind: column Comments (2 cells) not used: another column is taken for"), "{said}");
    let ran = desk.run(&["import", "FILE", "two.csv", "--strict", "--json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (ran.code, &told["unused_columns"][0]["heading"]),
        (1, &Value::from("Comments")),
        "{}",
        ran.err
    );
    assert_eq!(told["step"], Value::Null);
    desk.ok(&["import", "FILE", "two.csv", "--strict", "--column", "Comments=nothing"]);
}

#[test]
fn columns_and_fields_that_are_not_there_are_refused_with_the_nearest() {
    let desk = desk();
    std::fs::write(
        desk.home.path().join("a.csv"),
        "Ref,Indicator,Outturn\nN/1,Homes visited,5\nN/2,Homes,6\n",
    )
    .unwrap();
    let before = std::fs::read(&desk.file).unwrap();
    for (column, says) in [
        (
            "Outurn=result",
            "there is no column “Outurn” (did you mean “Outturn”?). The columns are Ref, Indicator, Outturn.",
        ),
        ("Elephants=result", "there is no column “Elephants”. The columns are"),
        ("Outturn=reslt", "There is no field reslt (did you mean “result”?): write one of"),
        ("Outturn=score_of_the_risk", "There is no field score_of_the_risk: write one of"),
    ] {
        let said = desk.refused(&["import", "FILE", "a.csv", "--column", column]);
        assert!(said.contains(says), "{column}: {said}");
    }
    assert!(before == std::fs::read(&desk.file).unwrap());
    desk.ok(&["import", "FILE", "a.csv", "--column", "Outturn=result"]);
}

#[test]
fn a_table_of_which_most_rows_are_refused_is_not_taken() {
    let desk = desk();
    let rows = |good: usize, bad: usize| {
        let good = (0..good).map(|at| format!("N/{at},Homes visited {at},5\n"));
        let bad = (0..bad).map(|at| format!("B/{at},Homes seen {at},12 or so\n"));
        format!("Ref,Indicator,Result\n{}{}", good.collect::<String>(), bad.collect::<String>())
    };
    let before = std::fs::read(&desk.file).unwrap();
    std::fs::write(desk.home.path().join("bad.csv"), rows(3, 4)).unwrap();
    let ran = desk.run(&["import", "FILE", "bad.csv"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(
        ran.err
            .contains("bad.csv: 4 of 7 rows are refused, so it is not understood and nothing was imported"),
        "{}",
        ran.err
    );
    assert!(before == std::fs::read(&desk.file).unwrap());
    std::fs::write(desk.home.path().join("half.csv"), rows(4, 4)).unwrap();
    desk.ok(&["import", "FILE", "half.csv"]);
}

#[test]
fn rows_that_contradict_each_other_are_all_refused() {
    let desk = desk();
    let text = "Ref,Indicator,Quarter,Target,Result\nN/1,Homes,Q1 2015/16,80,5\nN/1,Homes,Q1 2015/16,80,6\nN/1,Homes,Q1 2015/16,80,5\nN/2,Visits,Q1 2015/16,9,7\n";
    std::fs::write(desk.home.path().join("c.csv"), text).unwrap();
    let told = desk.json(&["import", "FILE", "c.csv", "--json"]);
    let refused: Vec<String> = told["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{}{}", one["column"].as_str().unwrap(), one["row"]))
        .collect();
    assert!(refused.contains(&"E2".to_owned()) && refused.contains(&"E3".to_owned()), "{refused:?}");
    let changes = told["changes"].to_string();
    assert!(
        !changes.contains("N/1 result") && changes.contains("N/1 target") && changes.contains("N/2 result"),
        "{changes}"
    );
}

/// Two more of each kind, made for these tests.
#[test]
fn other_files_of_the_same_kinds_are_right_as_well() {
    let desk = desk();
    let read = |text: &str, more: &[&str]| {
        std::fs::write(desk.home.path().join("more.csv"), text).unwrap();
        let mut arguments = vec!["import", "FILE", "more.csv", "--json", "--dry-run"];
        arguments.extend(more);
        let ran = desk.run(&arguments);
        let told: Value = serde_json::from_str(&ran.out).unwrap_or_default();
        let lines = |key: &str| -> Vec<String> {
            told[key].as_array().into_iter().flatten().map(|one| one.to_string()).collect()
        };
        (ran.code, ran.err, lines("changes").join("\n"), lines("refused").join("\n"), told)
    };
    let has = |text: &str, wanted: &[&str]| {
        let (code, err, changes, refused, _) = read(text, &[]);
        for one in wanted {
            let (name, value) = one.split_once(" = ").unwrap();
            let found = changes.lines().any(|line| {
                line.contains(&format!("\"name\":\"{name}\""))
                    && line.contains(&format!("\"after\":\"{value}\""))
            });
            assert!(found, "{one}: {code} {err}\n{changes}\n{refused}\n{text}");
        }
    };
    let refuses = |text: &str, words: &[&str]| {
        let (_, err, _, refused, _) = read(text, &[]);
        for one in words {
            assert!(refused.contains(one) || err.contains(one), "{one}: {err} {refused}\n{text}");
        }
    };
    // Times of day behind days; years that are several; weeks.
    has(
        "Ref,Indicator,Date,Result\nZ1,Calls,2015-04-30T00:00:00Z,85\nZ1,Calls,2015-05-31T23:59:59Z,82\n",
        &["Z1 result, Month 1 2015/16 = 85"],
    );
    has(
        "Ref,Indicator,Date,Result\nZ1,Calls,30/06/2015 00:00,85\nZ1,Calls,30/09/2015 00:00,82\n",
        &["Z1 result, Q2 2015/16 = 82"],
    );
    refuses(
        "Ref,Indicator,Year,Result\nZ1,Deaths,2009-11,8\nZ1,Deaths,2010-12,9\nZ1,Deaths,2011-13,7\n",
        &["it covers 3 years"],
    );
    refuses(
        "Ref,Indicator,Period,Result\nZ1,Calls,Q1 2015/16,8\nZ1,Calls,w/c 6 Apr 2015,9\n",
        &["a week is no period"],
    );
    // The period above the table, not the day of publication.
    has(
        "Published: December 2015\nReporting period:,Q2 2015/16\n\nRef,Indicator,Result\nZ1,Calls,8\nZ2,Visits,9\n",
        &["Z1 result, Q2 2015/16 = 8"],
    );
    has(
        "Quarter,Q3 2015/16,\nLast updated:,12/01/2016,\n\nRef,Indicator,Result\nZ1,Calls,8\nZ2,Visits,9\n",
        &["Z1 result, Q3 2015/16 = 8"],
    );
    // A column keeps its role.
    has(
        "Ref,Indicator,Target,Result\nZ1,Calls,80%,85%\nZ2,Visits,80%,#REF!\nZ3,Falls,80%,see note\nZ4,Stays,80%,late\nZ5,Homes,80%,n.k.\n",
        &["Z1 result, Q1 2015/16 = 85"],
    );
    refuses(
        "Ref,Indicator,Target,Result\nZ1,Calls,80%,85%\nZ2,Visits,80%,#REF!\nZ3,Falls,80%,see note\n",
        &["a formula failed there", "see note"],
    );
    // Decimals, years among figures, two levels.
    has(
        "Ref;Indicator;Target;Result\nZ1;Calls;1.250;2.500,5\nZ2;Visits;90;85,25\n",
        &[
            "Z1 target, Q1 2015/16 = 1,250",
            "Z1 result, Q1 2015/16 = 2,500.5",
            "Z2 result, Q1 2015/16 = 85.25",
        ],
    );
    refuses(
        "Ref,Indicator,Result\nZ1,Calls,85%\nZ2,Visits,2013/14\nZ3,Falls,7%\n",
        &["it is a year, not a figure"],
    );
    refuses(
        "Ref,Indicator,Target,Result\nZ1,Calls,75% / 85%,80%\nZ2,Visits,80%,81%\n",
        &["two percentages in one cell"],
    );
    refuses(
        "Ref,Indicator,Target,Result\nZ1,Calls,75/85,80\nZ2,Visits,80,81\n",
        &["two figures in the target"],
    );
    refuses(
        "Ref,Indicator,Result\nZ1,Calls,1,250\nZ2,Visits,80\nZ3,Falls,3\n",
        &["the row has 4 cells and the headings are 3"],
    );
    // Ledgers, averages, numbers of rows, names as programs write them.
    has(
        "Budget line,Original budget,Revised budget,Forecast outturn,Apr,May\nHomes,100,110,120 CR,5,6\nRoads,50,60,70 DR,5,6\n",
        &["Homes 2015/16-M01 actual = actual: £5"],
    );
    refuses("row id,name\n1,London\n2,Paris\n3,Berlin\n", &["is not understood"]);
    has(
        "LocalAuthority,measure_code,MeasureName,financial_year,MeasureValue\nBarnet,Z1,Calls answered,2014/15,8\nBarnet,Z1,Calls answered,2015/16,9\n",
        &["Z1 result, 2015/16 = 9"],
    );
    // Words of another scale; the plain steps beside the residual ones.
    refuses(
        "Risk ref,Risk,Likelihood,Impact\nR1,Flood,Medium,High\nR2,Fire,3,4\n",
        &["it is no step of the matrix"],
    );
    let (_, _, changes, _, _) = read(
        "Risk ref,Risk,Impact,Likelihood,Residual impact,Residual likelihood\nR1,Flood,5,4,3,2\nR2,Fire,5,5,4,4\n",
        &[],
    );
    assert!(
        changes.contains("R1 inherent assessment") && changes.contains("impact: 5; probability: 4"),
        "{changes}"
    );
    // A department above its services, and a table that is JSON.
    has(
        "Department,Budget line,Revised budget,Forecast\nAdults,Homes,100,110\nAdults,Visits,50,60\n,Total,150,170\n",
        &["Homes figures = forecast: £110; revised: £100"],
    );
    refuses("{\"rows\": [1, 2]}\n", &["It is JSON"]);
}
