//! Tables in the shape of published statistics: a workbook in long form, and one with a table a
//! measure and a group of columns a year.

use quarterdeck::import::mapping::Mapping;

use crate::import::desk::{Book, grid};
use crate::import::desk::{Table, known, lines, number, read_with, table, word};
use quarterdeck::workbook::import_outcome::RowOutcome;

/// Geography × measure × disaggregation × measure type, codes as text, `[x]` and `[c]`.
fn long() -> Table {
    let mut rows = vec![
        [
            "Geographical Code",
            "Geographical Description",
            "Geographical Level",
            "ONS Code",
            "ASCOF Measure Code",
            "Disaggregation Level",
            "Measure Type",
            "Measure Value",
            "Measure Group",
            "Measure Group Description",
        ]
        .map(word)
        .to_vec(),
    ];
    let mut add = |code: &str,
                   place: &str,
                   level: &str,
                   measure: &str,
                   part: &str,
                   kind: &str,
                   value: &str,
                   title: &str| {
        let value = value.parse().map_or_else(|_| word(value), number);
        let cells = [code, place, level, "E0900", measure, part, kind].map(word);
        rows.push(cells.into_iter().chain([value, word(&measure[..1]), word(title)]).collect());
    };
    for (code, place, level) in
        [("718", "Camden", "Council"), ("732", "Barnet", "Council"), ("H02", "London", "Region")]
    {
        for (kind, value) in [
            ("Denominator", "831"),
            ("Numerator", "70"),
            ("Outcome", "8.4"),
            ("Base", "[x]"),
            ("Margin of Error", "[x]"),
        ] {
            add(
                code,
                place,
                level,
                "1E",
                "Total",
                kind,
                value,
                "Adults with a learning disability in paid employment",
            );
            add(
                code,
                place,
                level,
                "1E",
                "Female",
                kind,
                value,
                "Adults with a learning disability in paid employment",
            );
        }
        for (kind, value) in [("Denominator", "[c]"), ("Numerator", "[c]"), ("Outcome", "[c]")] {
            add(
                code,
                place,
                level,
                "1F",
                "Total",
                kind,
                value,
                "Adults with mental health needs in paid employment",
            );
        }
        for (kind, value) in
            [("Denominator", "[x]"), ("Numerator", "[x]"), ("Outcome", "74.5"), ("Margin of Error", "3.1")]
        {
            add(code, place, level, "3A", "Total", kind, value, "Satisfaction with care and support");
        }
    }
    grid(rows).named("ASCOF")
}

#[test]
fn a_long_workbook_becomes_ours_and_benchmarks() {
    let mut known = known();
    known.file = "ascof-2020-21.xlsx".to_owned();
    let read_it = read_with(&[long()], &Mapping::default(), &known);
    assert_eq!(
        read_it.result("1E", "2020/21"),
        Some((Some(70.0), Some(831.0), Some(8.4))),
        "{:?}",
        read_it.all()
    );
    assert_eq!(read_it.missing("1F", "2020/21"), Some("suppressed ([c])"));
    assert_eq!(read_it.result("3A", "2020/21"), Some((None, None, Some(74.5))));
    assert_eq!(read_it.missing("3A", "2020/21"), None);
    assert_eq!(read_it.benchmark("1E", "2020/21", "Camden"), Some((Some(70.0), Some(831.0), Some(8.4))));
    assert_eq!(read_it.said.indicators.len(), 3);
    assert_eq!(read_it.said.organisations, ["Camden", "London"]);
    assert_eq!(read_it.refused(), Vec::<String>::new());
    assert_eq!(read_it.indicator("1E").description, "Adults with a learning disability in paid employment");
    assert_eq!((read_it.indicator("1E").unit().code(), read_it.indicator("1E").scale), ("percent", 100.0));
    assert!(read_it.reading().asks.is_empty());
}

/// One measure: prose above headings, groups of columns for each year, measured differently from year to year.
fn measure(sheet: &str, title: &str, prose: usize, figures: &[[&str; 8]]) -> Table {
    let mut rows = vec![vec![word(title)]];
    rows.extend((0..prose).map(|at| {
        vec![word(&format!("This worksheet contains one table. Some cells refer to notes [note {at}]"))]
    }));
    rows.push(
        [
            "Local authority code",
            "Local authority",
            "2022 to 2023 - numerator",
            "2022 to 2023 - denominator",
            "2022 to 2023 - outcome",
            "2023 to 2024 - numerator",
            "2023 to 2024 - denominator",
            "2023 to 2024 - outcome",
        ]
        .map(word)
        .to_vec(),
    );
    for row in figures {
        rows.push(row.iter().map(|cell| cell.parse().map_or_else(|_| word(cell), number)).collect());
    }
    grid(rows).named(sheet)
}

fn series() -> Vec<Table> {
    let contents =
        table("Measures from the framework\nTable | Title\nTable 2a | Reablement\nTable 2b | Admissions")
            .named("Contents");
    vec![
        contents,
        measure(
            "Table_2a",
            "Table 2a: the proportion of people who received reablement, where no further request was made (%) [note 1]",
            3,
            &[
                ["E10000001", "England", "41000", "50000", "82", "42000", "51000", "82.35294117647058"],
                [
                    "E09000003",
                    "Barnet",
                    "800",
                    "1200",
                    "66.66666666666667",
                    "872",
                    "1342",
                    "64.97764530551416",
                ],
                ["E08000025", "Birmingham [note 5]", "[x]", "[x]", "[x]", "10", "20", "50"],
            ],
        ),
        measure(
            "Table_2b",
            "Table 2b: admissions of people aged 18 to 64, per 100,000 population",
            5,
            &[
                ["E10000001", "England", "5000", "33000000", "15.15", "5100", "33100000", "15.4"],
                ["E09000003", "Barnet", "[c]", "250000", "[c]", "26", "250541", "10.37754299695459"],
            ],
        ),
    ]
}

#[test]
fn a_table_for_each_measure_becomes_history() {
    let mut known = known();
    known.file = "ascof-2023-24.ods".to_owned();
    let read_it = read_with(&series(), &Mapping::default(), &known);
    assert_eq!(
        read_it.readings.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["Table_2a", "Table_2b"]
    );
    assert_eq!(read_it.result("2A", "2022/23"), Some((Some(800.0), Some(1200.0), Some(66.6666666667))));
    assert_eq!(read_it.result("2A", "2023/24"), Some((Some(872.0), Some(1342.0), Some(64.9776453055))));
    assert_eq!(read_it.missing("2B", "2022/23"), Some("suppressed ([c])"));
    let rate = read_it.indicator("2B");
    assert_eq!((rate.unit().code(), rate.scale), ("rate", 100_000.0));
    assert_eq!(rate.description, "Admissions of people aged 18 to 64, per 100,000 population");
    assert_eq!(
        read_it.benchmark("2A", "2023/24", "Birmingham"),
        Some((Some(10.0), Some(20.0), Some(50.0))),
        "{:?}",
        read_it.said.organisations
    );
    assert_eq!(read_it.refused(), Vec::<String>::new());
}

#[test]
fn both_go_into_a_workbook_and_come_out_again_as_they_are_printed() {
    let mut book = Book::new();
    let before = book.dump();
    let mut known = known();
    known.file = "ascof-2023-24.ods".to_owned();
    let said = read_with(&series(), &Mapping::default(), &known).said;
    let done = book.import(&said);
    assert_eq!(done.new_periods, ["2022/23", "2023/24"]);
    let added = lines(&done, RowOutcome::Added);
    assert!(added.contains(&"2A result, 2023/24: 872/1,342 = 64.977645".to_owned()), "{added:#?}");
    let again = book.import(&said);
    assert_eq!((again.total.added, again.total.changed, again.applied), (0, 0, None));
    let detail = book.detail("2A", "2023/24");
    let result = detail.result.unwrap();
    assert_eq!(result.source, "ascof-2023-24.ods, Table_2a!F7 (numerator), G7 (denominator), H7");
    book.undo();
    assert_eq!(book.dump(), before);
}
