//! Tables of the kinds that councils send, each with all that it comes to: nothing else is imported, and what is not
//! is refused or left out by name.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::{Desk, desk};

/// A table and what it comes to.
pub struct Kind {
    pub what: &'static str,
    pub csv: &'static str,
    pub more: &'static [&'static str],
    pub becomes: &'static str,
    /// Everything that changes: `K1 result, Q1 2025/26 = 93.1`.
    pub changes: &'static [&'static str],
    /// Refused cells with something that is said of each.
    pub refused: &'static [(&'static str, &'static str)],
}

/// What an import says, with the cells it refuses and all that it would change.
pub fn preview(desk: &Desk, file: &str, more: &[&str]) -> Value {
    let mut arguments = vec!["import", "FILE", file, "--dry-run", "--json"];
    arguments.extend(more);
    let ran = desk.run(&arguments);
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{file} {more:?}: {}", ran.err))
}

pub fn changes(told: &Value) -> BTreeSet<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = told["changes"].as_array().cloned().unwrap_or_default();
    all.iter().map(|one| format!("{} = {}", text(&one["name"]), text(&one["after"]))).collect()
}

fn refused(told: &Value) -> Vec<(String, String)> {
    let all = told["refused"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    all.iter().map(|one| (format!("{}{}", text(&one["column"]), one["row"]), text(&one["reason"]))).collect()
}

/// A workbook of an own council that looks at the second quarter of 2025/26.
pub fn workbook() -> Desk {
    let mut desk = desk();
    desk.file = desk.home.path().join("own.qd");
    desk.ok(&[
        "new",
        "FILE",
        "--organisation",
        "Trafford Council",
        "--service",
        "Adults",
        "--period",
        "2025/26-Q2",
    ]);
    desk
}

pub fn all_hold(kinds: &[Kind]) {
    let desk = workbook();
    for kind in kinds {
        let path = desk.home.path().join("table.csv");
        std::fs::write(&path, kind.csv).unwrap();
        let told = preview(&desk, path.to_str().unwrap(), kind.more);
        assert_eq!(told["sheets"][0]["becomes"], kind.becomes, "{}", kind.what);
        let wanted: BTreeSet<String> = kind.changes.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!(changes(&told), wanted, "{}", kind.what);
        let refused = refused(&told);
        assert_eq!(refused.len(), kind.refused.len(), "{}: {refused:#?}", kind.what);
        for (cell, why) in kind.refused {
            assert!(
                refused.iter().any(|(place, reason)| place == cell && reason.contains(why)),
                "{}: {cell} “{why}” is not in {refused:#?}",
                kind.what
            );
        }
        let cells = &told["cells"];
        let of = |name: &str| cells[name].as_u64().unwrap();
        assert_eq!(
            of("total"),
            of("used") + of("headings") + of("left_out") + of("refused"),
            "{}: {cells}",
            kind.what
        );
    }
}

#[test]
fn figures_in_every_layout() {
    all_hold(&[
        Kind {
            what: "a row for each period, indicators as columns",
            csv: "Month,Calls answered within 60 seconds (%),Complaints received,Average days to re-let\n\
                  Apr 2025,81.2%,34,28.4\nMay 2025,79.9%,41,n/a\n",
            more: &[],
            becomes: "figures",
            changes: &[
                "I1 = a percentage (“%”): Calls answered within 60 seconds (%)",
                "I2 = a count (“whole figures”): Complaints received",
                "I3 = an average, in days (“average”): Average days to re-let",
                "I1 result, Month 1 2025/26 = 81.2",
                "I1 result, Month 2 2025/26 = 79.9",
                "I2 result, Month 1 2025/26 = 34",
                "I2 result, Month 2 2025/26 = 41",
                "I3 result, Month 1 2025/26 = 28.4",
                "I3 result, Month 2 2025/26 = not applicable or not available (n/a)",
            ],
            refused: &[],
        },
        Kind {
            what: "a row for each period, references in the headings",
            csv: "Period,LI01 Majors in time,LI02 Minors in time\nQ1 2025/26,88,91\nQ2 2025/26,90,see note\n",
            more: &[],
            becomes: "figures",
            changes: &[
                "LI01 = a count (“whole figures”): Majors in time",
                "LI02 = a count (“whole figures”): Minors in time",
                "LI01 result, Q1 2025/26 = 88",
                "LI01 result, Q2 2025/26 = 90",
                "LI02 result, Q1 2025/26 = 91",
            ],
            refused: &[("C3", "")],
        },
        Kind {
            what: "a unit that makes two measures of a name",
            csv: "Indicator,Unit,2023/24,2024/25\nWaste recycled,Percentage,48.2,50.1\n\
                  Waste recycled,Tonnes,12040,12890\n",
            more: &[],
            becomes: "figures",
            changes: &[
                "I1 = a percentage (“Percentage”): Waste recycled: Percentage",
                "I2 = an average, in tonnes (“Tonnes”): Waste recycled: Tonnes",
                "I1 result, 2023/24 = 48.2",
                "I1 result, 2024/25 = 50.1",
                "I2 result, 2023/24 = 12,040",
                "I2 result, 2024/25 = 12,890",
            ],
            refused: &[],
        },
        Kind {
            what: "a measure column that makes two measures of each material",
            csv: "Material,Measure,Q1 2025/26\nDry recycling,Percentage,41.2%\nDry recycling,Tonnes,1204\n\
                  Garden waste,Percentage,12.1%\nGarden waste,Tonnes,402\n",
            more: &[],
            becomes: "figures",
            changes: &[
                "I1 = a percentage (“Percentage”): Dry recycling: Percentage",
                "I2 = an average, in tonnes (“Tonnes”): Dry recycling: Tonnes",
                "I3 = a percentage (“Percentage”): Garden waste: Percentage",
                "I4 = an average, in tonnes (“Tonnes”): Garden waste: Tonnes",
                "I1 result, Q1 2025/26 = 41.2",
                "I2 result, Q1 2025/26 = 1,204",
                "I3 result, Q1 2025/26 = 12.1",
                "I4 result, Q1 2025/26 = 402",
            ],
            refused: &[],
        },
        Kind {
            what: "years that span two columns each",
            csv: ",,2023/24,,2024/25,\nRef,Measure,Target,Actual,Target,Actual\n\
                  W1,Household waste recycled,50%,48.2%,51%,50.7%\n",
            more: &[],
            becomes: "figures",
            changes: &[
                "W1 = a percentage (“%”): Household waste recycled",
                "W1 target, 2023/24 = 50",
                "W1 result, 2023/24 = 48.2",
                "W1 target, 2024/25 = 51",
                "W1 result, 2024/25 = 50.7",
            ],
            refused: &[],
        },
        Kind {
            what: "an annual target beside months, and units as they stand behind figures",
            csv: "KPI,Description,Unit,Annual target,Apr-25,May-25\nC1,Time to answer,secs,60,55,61\n\
                  C2,Processing time,hrs,24,22,23\nC3,Posts filled,FTE,100,97.4,98\n\
                  C4,Satisfaction,out of 5,4.5,4.2,4.3\nC5,Agency spend,£000,1200,110,98\n",
            more: &[],
            becomes: "figures",
            changes: &[
                "C1 = an average, in seconds (“secs”): Time to answer",
                "C2 = an average, in hours (“hrs”): Processing time",
                "C3 = an average, in FTE (“FTE”): Posts filled",
                "C4 = an average, out of 5 (“out of 5”): Satisfaction",
                "C5 = money (“£000”): Agency spend",
                "C1 target, 2025/26 = 60",
                "C1 result, Month 1 2025/26 = 55",
                "C1 result, Month 2 2025/26 = 61",
                "C2 target, 2025/26 = 24",
                "C2 result, Month 1 2025/26 = 22",
                "C2 result, Month 2 2025/26 = 23",
                "C3 target, 2025/26 = 100",
                "C3 result, Month 1 2025/26 = 97.4",
                "C3 result, Month 2 2025/26 = 98",
                "C4 target, 2025/26 = 4.5",
                "C4 result, Month 1 2025/26 = 4.2",
                "C4 result, Month 2 2025/26 = 4.3",
                "C5 target, 2025/26 = 1,200,000",
                "C5 result, Month 1 2025/26 = 110,000",
                "C5 result, Month 2 2025/26 = 98,000",
            ],
            refused: &[],
        },
    ]);
}

#[test]
fn how_often_an_indicator_is_reported_follows_its_shortest_results() {
    for (csv, wanted) in [
        ("Ref,Indicator,Target 2025/26,Q1 2025/26,Q2 2025/26\nK1,Calls,95,93,94\n", "quarterly"),
        ("Ref,Indicator,2024/25,Apr-25,May-25\nK1,Calls,95,93,94\n", "monthly"),
        ("Ref,Indicator,Target 2025/26,2024/25\nK1,Calls,95,93\n", "annual"),
        ("Ref,Indicator,Frequency,Target 2025/26,Q1 2025/26\nK1,Calls,Annual,95,93\n", "annual"),
        ("Ref,Indicator,Period,Result\nK1,Calls,2024/25,90\nK1,Calls,Q1 2025/26,91\n", "quarterly"),
    ] {
        let desk = workbook();
        let path = desk.home.path().join("table.csv");
        std::fs::write(&path, csv).unwrap();
        desk.ok(&["import", "FILE", path.to_str().unwrap()]);
        assert_eq!(desk.shown("K1")["frequency"], wanted, "{csv}");
    }
}

#[test]
fn risks_of_every_kind_of_register() {
    all_hold(&[
        Kind {
            what: "scores only, numbered rows",
            csv: "No,Risk description,Gross score,Net score,Target score,Risk owner\n\
                  1,Failure to deliver savings,20,12,8,Section 151 officer\n",
            more: &[],
            becomes: "risks",
            changes: &[
                "1 = owner: Section 151 officer; title: Failure to deliver savings",
                "1 inherent assessment = stated score: 20",
                "1 current assessment = stated score: 12",
                "1 target assessment = stated score: 8",
            ],
            refused: &[],
        },
        Kind {
            what: "a score for each quarter",
            csv: "Risk ID,Risk title,Score Q4 24/25,Score Q1 25/26,Score Q2 25/26,RAG Q2 25/26,Target score\n\
                  R1,Staff turnover,12,9,9,Amber,6\n",
            more: &[],
            becomes: "risks",
            changes: &[
                "R1 = title: Staff turnover",
                "R1 rating in Q4 2024/25 = stated score: 12",
                "R1 rating in Q1 2025/26 = stated score: 9",
                "R1 rating in Q2 2025/26 = stated label: Amber; stated score: 9",
                "R1 target assessment = stated score: 6",
            ],
            refused: &[],
        },
        Kind {
            what: "quarters alone, and a target",
            csv: "Ref,Risk,Q1 2025/26,Q2 2025/26,Target\nR2,Fraud,16,8 or 12,8\n",
            more: &[],
            becomes: "risks",
            changes: &[
                "R2 = title: Fraud",
                "R2 rating in Q1 2025/26 = stated score: 16",
                "R2 target assessment = stated score: 8",
            ],
            refused: &[("D2", "two figures in one cell")],
        },
        Kind {
            what: "words of another scale",
            csv: "Ref,Risk,Likelihood,Impact\nCR1,Overspend,High,Medium\nCR2,Challenge,4,3\n",
            more: &[],
            becomes: "risks",
            changes: &[
                "CR1 = title: Overspend",
                "CR2 = title: Challenge",
                "CR2 current assessment = impact: 3; probability: 4",
            ],
            refused: &[("C2", "--fixed \"scale=High: NUMBER"), ("D2", "no step of the matrix")],
        },
        Kind {
            what: "words of another scale with their steps",
            csv: "Ref,Risk,Likelihood,Impact\nCR1,Overspend,High,Medium\n",
            more: &["--fixed", "scale=high: 4, medium: 3, low: 2"],
            becomes: "risks",
            changes: &[
                "CR1 = title: Overspend",
                "CR1 current assessment = impact: 3; probability: 4; stated impact: Medium; stated probability: High",
            ],
            refused: &[],
        },
    ]);
}

#[test]
fn money_as_a_tree_with_its_printed_totals() {
    all_hold(&[
        Kind {
            what: "two columns of names and totals below each",
            csv: "Directorate,Service,Revised budget £000,Forecast £000,Variance £000\n\
                  Place,Highways,4300,4450,150\nPlace,Parking,-1200,-1150,50\n,Place total,3100,3300,200\n\
                  Children,Fostering,8200,8900,700\n,Children total,8200,8900,700\nGrand total,,11300,12200,900\n",
            more: &[],
            becomes: "revenue",
            changes: &[
                "Grand total = Grand total",
                "Place = Place",
                "Highways = Highways",
                "Highways figures = forecast: £4,450,000; revised: £4,300,000; stated variation: £150,000",
                "Parking = Parking",
                "Parking figures = forecast: -£1,150,000; revised: -£1,200,000; stated variation: £50,000",
                "Place figures = forecast: £3,300,000; revised: £3,100,000; stated variation: £200,000",
                "Children = Children",
                "Fostering = Fostering",
                "Fostering figures = forecast: £8,900,000; revised: £8,200,000; stated variation: £700,000",
                "Children figures = forecast: £8,900,000; revised: £8,200,000; stated variation: £700,000",
                "Grand total figures = forecast: £12,200,000; revised: £11,300,000; stated variation: £900,000",
            ],
            refused: &[],
        },
        Kind {
            what: "sections, indents, rows of noughts",
            csv: "Service,Budget,Forecast,Variance\nPlace,,,\n  Highways,\"4,300\",\"4,450\",150\n  \
                  Grit,0,0,0\nTotal Place,\"4,300\",\"4,450\",150\nTotal,\"4,300\",\"4,450\",150\n",
            more: &[],
            becomes: "revenue",
            changes: &[
                "Total = Total",
                "Place = Place",
                "Highways = Highways",
                "Highways figures = forecast: £4,450; revised: £4,300; stated variation: £150",
                "Grit = Grit",
                "Grit figures = forecast: £0; revised: £0; stated variation: £0",
                "Place figures = forecast: £4,450; revised: £4,300; stated variation: £150",
                "Total figures = forecast: £4,450; revised: £4,300; stated variation: £150",
            ],
            refused: &[],
        },
        Kind {
            what: "cost centres with their months",
            csv: "Cost centre,Description,Annual budget,Apr,May,Jun\n20110,Libraries,120000,9800,10100,0\n",
            more: &[],
            becomes: "revenue",
            changes: &[
                "20110 Libraries = 20110 Libraries",
                "20110 Libraries figures = revised: £120,000",
                "20110 Libraries 2025/26-M01 actual = actual: £9,800",
                "20110 Libraries 2025/26-M02 actual = actual: £10,100",
                "20110 Libraries 2025/26-M03 actual = actual: £0",
            ],
            refused: &[],
        },
        Kind {
            what: "under is positive, and thousands stand in the title",
            csv: "Revenue monitoring 2025/26 (all figures in £000),,,\nService,Budget,Outturn,Variance\n\
                  Housing,123,121,2\nLeisure,44,49,-5\n",
            more: &[],
            becomes: "revenue",
            changes: &[
                "Housing = Housing",
                "Housing figures = forecast: £121,000; revised: £123,000; stated variation: -£2,000",
                "Leisure = Leisure",
                "Leisure figures = forecast: £49,000; revised: £44,000; stated variation: £5,000",
            ],
            refused: &[],
        },
        Kind {
            what: "two schemes of one name",
            csv: "Programme,Scheme,Approved budget,Slippage,Deletions,Latest budget\n\
                  Schools,Boilers,500000,-100000,0,400000\nHousing,Boilers,300000,20000,-30000,290000\n",
            more: &[],
            becomes: "capital",
            changes: &[
                "Schools = Schools",
                "Housing = Housing",
                "Boilers = Boilers",
                "Boilers capital figures = deletions: £0; original: £500,000; slippage: -£100,000; stated latest: \
                 £400,000; variance base: latest",
                "Boilers capital figures = deletions: £30,000; original: £300,000; slippage: £20,000; stated latest: \
                 £290,000; variance base: latest",
            ],
            refused: &[],
        },
    ]);
}

#[test]
fn a_line_of_capital_is_none_of_revenue_and_stays_itself_in_the_next_file() {
    let desk = workbook();
    let import = |name: &str, csv: &str| {
        let path = desk.home.path().join(name);
        std::fs::write(&path, csv).unwrap();
        desk.ok(&["import", "FILE", path.to_str().unwrap(), "--json"])
    };
    let revenue = "Directorate,Service,Revised budget,Forecast\nPlace,Housing,100,110\n,Total,100,110\n";
    import("revenue.csv", revenue);
    import("capital.csv", "Scheme,Original budget,Slippage,Latest budget\nHousing,500,-100,400\n");
    // The same lines with other figures are no new lines.
    let again: Value = serde_json::from_str(&import("again.csv", &revenue.replace("110", "120"))).unwrap();
    let what = |one: &Value| format!("{} {}", one["what"], one["name"]).replace('"', "");
    let changes: Vec<String> = again["changes"].as_array().unwrap().iter().map(what).collect();
    assert!(changes.iter().all(|one| !one.starts_with("added")), "{changes:?}");
    for list in ["budget", "capital"] {
        let lines = desk.json(&["list", list, "FILE", "--json"]);
        let housing = lines.as_array().unwrap().iter().filter(|one| one["name"] == "Housing");
        assert_eq!(housing.count(), 1, "{list}: {lines}");
    }
}

#[test]
fn plans_of_work() {
    all_hold(&[
        Kind {
            what: "actions with a status",
            csv: "Action,Lead,Due date,Status,Progress\nPublish the plan,Planning,31/03/2026,On track,Drafted\n\
                  Adopt the strategy,Parks,31/12/2025,grn,\nRetrofit the depot,Assets,31/01/2026,amb,Tender\n\
                  Buy the site,Assets,01/02/2026,,In talks\n",
            more: &[],
            becomes: "commitments",
            changes: &[
                "Publish the plan = due: 2026-03-31; owner: Planning",
                "Publish the plan rating = commentary: Drafted; rating: on_track",
                "Adopt the strategy = due: 2025-12-31; owner: Parks",
                "Adopt the strategy rating = rating: on_track",
                "Retrofit the depot = due: 2026-01-31; owner: Assets",
                "Retrofit the depot rating = commentary: Tender; rating: at_risk",
                "Buy the site = due: 2026-02-01; owner: Assets",
            ],
            refused: &[("E5", "there is no rating beside it")],
        },
        Kind {
            what: "milestones of objectives, which are said once",
            csv: "Objective,Milestone,Owner,Target date,% complete,RAG\n\
                  Grow the economy,Sign the town deal,Growth,01/04/2026,60%,Green\n\
                  ,Open the skills centre,Growth,01/09/2026,25%,Amber\n\
                  Healthy lives,Launch the scheme,Health,15/01/2026,100%,Complete\n",
            more: &[],
            becomes: "commitments",
            changes: &[
                "Sign the town deal = due: 2026-04-01; owner: Growth; plan: Grow the economy",
                "Sign the town deal rating = commentary: 60% complete; rating: on_track",
                "Open the skills centre = due: 2026-09-01; owner: Growth; plan: Grow the economy",
                "Open the skills centre rating = commentary: 25% complete; rating: at_risk",
                "Launch the scheme = due: 2026-01-15; owner: Health; plan: Healthy lives",
                "Launch the scheme rating = commentary: 100% complete; rating: complete",
            ],
            refused: &[],
        },
    ]);
}

/// A workbook of Excel's with hidden rows and columns, colours, signs and notes.
fn looks() -> Vec<u8> {
    use rust_xlsxwriter::{Color, Format, Note, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let filled = |color: u32| Format::new().set_background_color(Color::RGB(color));
    let rows = [
        ("P1", "Calls answered", 85, 0xC6EFCE),
        ("P2", "Visits made", 21, 0xFFC7CE),
        ("P3", "Falls", 7, 0xFFEB9C),
    ];
    for (column, heading) in ["Ref", "Indicator", "Q2 2025/26", "Secret"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    for (row, (reference, name, result, color)) in (1..).zip(rows) {
        sheet.write(row, 0, reference).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write_with_format(row, 2, result, &filled(color)).unwrap();
        sheet.write(row, 3, "x").unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(3).unwrap();
    sheet.insert_note(1, 2, &Note::new("Two officers joined in May.").add_author_prefix(false)).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn what_is_hidden_is_said_and_colours_and_notes_of_results_are_read() {
    let desk = workbook();
    let path = desk.home.path().join("looks.xlsx");
    std::fs::write(&path, looks()).unwrap();
    let path = path.to_str().unwrap();
    let told = preview(&desk, path, &[]);
    let all = changes(&told);
    for wanted in [
        "P1 rating = text: Green",
        "P2 rating = text: Red",
        "P3 rating = text: Amber",
        "P2 result, Q2 2025/26 = 21",
    ] {
        assert!(all.contains(wanted), "{wanted}: {all:#?}");
    }
    let text = desk.ok(&["import", "FILE", path, "--dry-run"]);
    assert!(text.contains("row 3 and column D are hidden in the file: hidden=nothing leaves out"), "{text}");
    assert!(text.contains("a cell has a note: notes=commentary keeps"), "{text}");
    assert!(!text.contains("Two officers"), "{text}");
    let told = preview(&desk, path, &["--fixed", "hidden=nothing", "--fixed", "notes=commentary"]);
    let all = changes(&told);
    assert!(!all.iter().any(|one| one.starts_with("P2")), "{all:#?}");
    assert!(all.contains("P1 reasons = text: Two officers joined in May."), "{all:#?}");
    assert!(told["left_out"].to_string().contains("hidden in the file, and left out as you said"), "{told}");
}

#[test]
fn names_that_are_not_there_are_refused_with_the_nearest() {
    let desk = workbook();
    let path = desk.home.path().join("table.csv");
    std::fs::write(&path, "Ref,Indicator,Group,Result\nK1,Calls,All,5\n").unwrap();
    let path = path.to_str().unwrap();
    for (more, says) in [
        (["--only", "Groop=All"], "did you mean “Group”?"),
        (["--fixed", "polarityy=higher"], "did you mean “polarity”?"),
        (["--fixed", "hiden=nothing"], "did you mean “hidden”?"),
        (["--column", "Group=knd"], "did you mean “kind”?"),
    ] {
        let said = desk.refused(&["import", "FILE", path, more[0], more[1]]);
        assert!(said.contains(says), "{more:?}: {said}");
    }
}

#[test]
fn sheets_that_are_no_data_are_named_and_not_read() {
    use rust_xlsxwriter::Workbook;
    let desk = workbook();
    let mut book = Workbook::new();
    for (name, rows) in [
        ("Indicators", &["Ref|Indicator|Q2 2025/26", "K1|Calls answered|80", "K2|Visits made|70"][..]),
        ("By team", &["Row Labels|Sum of Q2", "North|40", "Grand Total|150"]),
        ("Spend", &["Supplier|Payment date|Net amount|Service area", "Acme|01/05/2025|500.00|Parks"]),
        ("Chart data", &["Quarter|Calls", "Q1|70", "Q2|80"]),
        ("Version control", &["Version|Author|Change", "1|PO|First"]),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, text) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(text.split('|')) {
                sheet.write(row, column, cell).unwrap();
            }
        }
    }
    let path = desk.home.path().join("sheets.xlsx");
    std::fs::write(&path, book.save_to_buffer().unwrap()).unwrap();
    let text = desk.ok(&["import", "FILE", path.to_str().unwrap(), "--dry-run"]);
    for said in [
        "Sheet By team is not read: a pivot table",
        "Sheet Spend is not read: a list of payments",
        "Sheet Chart data is not read: what charts are drawn from",
        "Sheet Version control is not read: a record of versions",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // Alone it is refused by name, and read where that is asked.
    let path = desk.home.path().join("spend.csv");
    std::fs::write(&path, "Supplier,Payment date,Net amount,Description\nAcme,01/05/2025,500.00,Hedges\n")
        .unwrap();
    let said = desk.fails(&["import", "FILE", path.to_str().unwrap()]);
    assert!(said.contains("a list of payments (transactions)") && said.contains("--as"), "{said}");
}

#[test]
fn a_title_that_speaks_of_another_time_is_never_passed_over() {
    let desk = workbook();
    let path = desk.home.path().join("table.csv");
    for title in [
        "Performance, H1 2025/26",
        "Performance 2010 - 12",
        "Performance, April to September 2025",
        "Performance, week ending 12/04/2025",
        "Academic year 2024/25",
        "Performance 2025Q3",
        "Performance, 12 months to June 2025",
        "Performance 31/03/2024",
        "Performance 2019",
    ] {
        std::fs::write(&path, format!("{title},,\n,,\nRef,Indicator,Result\nK1,Calls,80\nK2,Visits,81\n"))
            .unwrap();
        let said = desk.refused(&["import", "FILE", path.to_str().unwrap()]);
        assert!(said.contains(title) && said.contains("--period"), "{title}: {said}");
        let told = preview(&desk, path.to_str().unwrap(), &["--period", "2025/26-Q1"]);
        assert!(changes(&told).contains("K1 result, Q1 2025/26 = 80"), "{title}");
    }
    for (title, period) in [
        ("Position as at 31 March 2024", "Q4 2023/24"),
        ("Quarter ending 30/06/2025", "Q1 2025/26"),
        ("Plan of 2025", "Q2 2025/26"),
        ("Published: 12/01/2024", "Q2 2025/26"),
    ] {
        std::fs::write(&path, format!("{title},,\n,,\nRef,Indicator,Result\nK1,Calls,80\nK2,Visits,81\n"))
            .unwrap();
        let told = preview(&desk, path.to_str().unwrap(), &[]);
        assert!(
            changes(&told).contains(&format!("K1 result, {period} = 80")),
            "{title}: {:?}",
            changes(&told)
        );
    }
}
