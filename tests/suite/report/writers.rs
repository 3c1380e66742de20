//! Documents to write, and ways to write them, for the tests of the writers.

use chrono::NaiveDate;
use quarterdeck::domain::money::{MoneyUnit, format_money};
use quarterdeck::domain::{Rating, Unit};
use quarterdeck::report::document::*;
use quarterdeck::report::{Document, Format, ReportError, Written};

/// Writes a document whole.
pub fn write(document: &Document, format: &str) -> (Vec<u8>, Written) {
    let format = Format::find(format).unwrap();
    let mut bytes = Vec::new();
    let written = (format.write)(document, &mut bytes, &mut |_| true).unwrap();
    if let Ok(folder) = std::env::var("REPORT_KEEP") {
        let name = format!("{}-{}.{}", document.meta.template, document.sections.len(), format.extension);
        std::fs::write(std::path::Path::new(&folder).join(name), &bytes).unwrap();
    }
    (bytes, written)
}

/// Writes a document, and is told to stop after `after` times of being told how far it is.
pub fn write_until(document: &Document, format: &str, after: usize) -> Result<Written, ReportError> {
    let mut told = 0;
    let mut last = 0;
    (Format::find(format).unwrap().write)(document, &mut std::io::sink(), &mut |progress| {
        assert!(progress.done <= progress.total, "{progress:?}");
        assert!(progress.done >= last, "progress went back: {progress:?}");
        last = progress.done;
        told += 1;
        told <= after
    })
}

pub fn meta() -> Meta {
    Meta {
        title: "Adults & Communities: Q1 2015/16".into(),
        subtitle: "Quarterly performance report".into(),
        organisation: "London Borough of Barnet".into(),
        service: "Adults & Communities".into(),
        period: "2015/16-Q1".parse().unwrap(),
        period_title: "Q1 2015/16".into(),
        covers: "Apr–Jun 2015".into(),
        dated: NaiveDate::from_ymd_opt(2015, 6, 30).unwrap(),
        language: "en-GB".into(),
        template: "service".into(),
        version: 1,
        draft: false,
        footer: "Adults & Communities: Q1 2015/16. Quarterly performance report".into(),
        issue: Some(Issue {
            on: NaiveDate::from_ymd_opt(2015, 9, 7).unwrap(),
            by: "Performance Manager".into(),
            replaces: None,
        }),
        fingerprint: "3f9a-02bc-7d11".into(),
        ..Meta::default()
    }
}

pub fn column(heading: &str, kind: ColumnKind, weight: u16) -> Column {
    Column { heading: heading.into(), kind, weight }
}

pub fn section(code: &str, level: u8, number: &str, heading: &str, blocks: Vec<Block>) -> Section {
    Section {
        code: code.parse().unwrap(),
        level,
        number: number.into(),
        heading: heading.into(),
        blocks,
        ..Section::default()
    }
}

pub fn text(lines: Vec<Line>) -> Block {
    Block::Text(Text { lines, ..Text::default() })
}

pub fn bullet(text: &str, depth: u8) -> Line {
    Line { bullet: depth, ..Line::plain(text) }
}

pub fn percent(value: f64, decimals: u32) -> Cell {
    Cell {
        value: Some(Value::Number { value, unit: Unit::Percent, decimals, signed: false }),
        ..Cell::plain(format!("{value:.*}%", decimals as usize))
    }
}

pub fn money(thousands: i64) -> Cell {
    let (pence, unit) = (thousands * 100_000, MoneyUnit::Thousands);
    let value = Value::Money { pence, unit, decimals: 0, signed: false };
    Cell { value: Some(value), ..Cell::plain(format_money(pence, unit, 0)) }
}

pub fn rated(rating: Rating) -> Cell {
    Cell { rating: Some(rating), ..Cell::plain(rating.title()) }
}

const NAMES: [&str; 6] = [
    "Percentage of adults with learning disabilities who live in stable accommodation",
    "Percentage of adults with learning disabilities in paid employment",
    "Percentage of older people remaining at home 91 days after discharge",
    "Number of new telecare packages installed",
    "Average number of days from contact to end of assessment",
    "Permanent admissions to residential and nursing care homes, per 100,000 population aged 65 and over",
];

const WORDS: &str = "A review is under way and reports to the board in October. Reviews of care packages are now \
planned a month ahead, and each team lead sees the list of those that are late every Monday morning. ";

/// The table of indicators that did not meet their target, as wide as councils print it.
pub fn indicators(rows: usize) -> Table {
    let ratings = [Rating::Red, Rating::RedAmber, Rating::GreenAmber, Rating::Green, Rating::NotReportable];
    let row = |at: usize| {
        let rating = ratings[at % ratings.len()];
        let improving = at.is_multiple_of(2);
        Row {
            cells: vec![
                Cell::plain(format!("AC/S{}", at + 3)),
                Cell::plain(NAMES[at % NAMES.len()]),
                Cell::plain(if at.is_multiple_of(3) { "Strategic" } else { "Critical" }),
                Cell::plain("Apr–Jun 2015"),
                percent(58.1 + at as f64, 2),
                percent(60.0, 2),
                Cell::plain(format!("{}/709", 422 + at)),
                percent(59.52 + at as f64, 2),
                percent(0.8, 1),
                Cell::plain(if improving { "↑ Improving" } else { "↓ Worsening" }),
                rated(rating),
            ],
            anchor: Some(format!("AC/S{}", at + 3)),
            ..Row::default()
        }
    };
    Table {
        code: "not-met".into(),
        caption: "Table 2: Performance indicators that did not meet their target".into(),
        columns: vec![
            column("Ref", ColumnKind::Reference, 7),
            column("Indicator description", ColumnKind::Prose, 30),
            column("Type", ColumnKind::Words, 9),
            column("Period covered", ColumnKind::Words, 9),
            column("Previous result", ColumnKind::Figure, 8),
            column("Target", ColumnKind::Figure, 8),
            column("Numerator and denominator", ColumnKind::Figure, 11),
            column("Result", ColumnKind::Figure, 8),
            column("Target variance", ColumnKind::Figure, 8),
            column("Direction of travel", ColumnKind::Words, 11),
            column("Rating", ColumnKind::Rating, 10),
        ],
        rows: (0..rows).map(row).collect(),
        row_headings: true,
        ..Table::default()
    }
}

/// What was said of each indicator.
pub fn comments(rows: usize) -> Table {
    let row = |at: usize| Row {
        cells: vec![
            Cell {
                lines: vec![
                    Line { runs: vec![Run::strong(format!("AC/S{}", at + 3))], bullet: 0 },
                    Line::plain(NAMES[at % NAMES.len()]),
                ],
                ..Cell::default()
            },
            Cell {
                lines: vec![
                    Line::plain(WORDS.repeat(1 + at % 3)),
                    bullet("Two more assessors begin in September", 1),
                    bullet("One of them in the hospital team", 2),
                    bullet("The provider meets the council every week", 1),
                ],
                ..Cell::default()
            },
        ],
        ..Row::default()
    };
    Table {
        code: "comments".into(),
        caption: "Table 3: Comments and proposed interventions".into(),
        columns: vec![
            column("Ref and indicator", ColumnKind::Words, 25),
            column("Comments and proposed intervention", ColumnKind::Prose, 60),
        ],
        rows: (0..rows).map(row).collect(),
        row_headings: true,
        ..Table::default()
    }
}

pub fn budget() -> Table {
    let row = |name: &str, figures: [i64; 4], total: bool| Row {
        cells: std::iter::once(Cell::plain(name)).chain(figures.map(money)).collect(),
        total,
        ..Row::default()
    };
    Table {
        code: "revenue".into(),
        caption: "Table 4: Revenue, £000".into(),
        columns: vec![
            column("Service", ColumnKind::Words, 30),
            column("Original budget", ColumnKind::Money, 10),
            column("Revised budget", ColumnKind::Money, 10),
            column("Projected outturn", ColumnKind::Money, 10),
            column("Variation", ColumnKind::Money, 10),
        ],
        groups: vec![
            Group { heading: String::new(), span: 1 },
            Group { heading: "Budget".into(), span: 2 },
            Group { heading: "Projection".into(), span: 2 },
        ],
        rows: vec![
            row("Care quality", [4_561, 4_622, 4_531, -91], false),
            row("Community wellbeing", [1_062, 999, 1_191, 192], false),
            row(
                "Integrated care: learning disabilities and mental health",
                [37_419, 37_430, 39_024, 1_594],
                false,
            ),
            row("Total", [43_042, 43_051, 44_746, 1_695], true),
        ],
        row_headings: true,
        ..Table::default()
    }
}

pub fn form() -> Table {
    let row = |label: &str, cell: Cell| Row { cells: vec![Cell::plain(label), cell], ..Row::default() };
    Table {
        code: "ac-s3".into(),
        caption: "AC/S3: definition and result".into(),
        columns: vec![column("", ColumnKind::Words, 20), column("", ColumnKind::Prose, 60)],
        rows: vec![
            row("Result", percent(59.52, 2)),
            row("Rating", rated(Rating::GreenAmber)),
            row("Reported", Cell { value: Some(Value::Date(meta().dated)), ..Cell::plain("30 Jun 2015") }),
            row("Commentary", Cell::plain(WORDS)),
        ],
        form: true,
        ..Table::default()
    }
}

pub fn bars() -> Chart {
    let part = |rating: Rating, count: u64| Part {
        label: rating.title().into(),
        rating,
        count,
        remarks: Vec::new(),
    };
    Chart {
        code: "ratings".into(),
        caption: "Figure 1: Indicators and commitments by rating".into(),
        alt: "Of 20 indicators 7 are Green, 2 Green Amber, 1 Red Amber and 10 Red. All 5 commitments are Green.".into(),
        data: ChartData::Bars(vec![
            Bar {
                label: "Performance indicators".into(),
                parts: vec![
                    part(Rating::Green, 7),
                    part(Rating::GreenAmber, 2),
                    part(Rating::RedAmber, 1),
                    part(Rating::Red, 10),
                ],
            },
            Bar { label: "Commissioning intentions".into(), parts: vec![part(Rating::Green, 5)] },
            Bar { label: "Savings".into(), parts: Vec::new() },
        ]),
        anchor: None,
    }
}

pub fn trend() -> Chart {
    let point = |label: &str, value: Option<f64>, target: f64, rating: Rating, illustrative: bool| Point {
        label: label.into(),
        value,
        target: Some(target),
        rating,
        illustrative,
        remarks: Vec::new(),
        broken: String::new(),
    };
    Chart {
        code: "ac-s3-trend".into(),
        caption: "Figure 2: AC/S3, results and targets".into(),
        alt: "The result rose from 55.0% to 59.52%; the target was 58% and is now 60%.".into(),
        data: ChartData::Trend(Trend {
            unit: Unit::Percent,
            decimals: 1,
            points: vec![
                point("Q1 2014/15", Some(55.0), 58.0, Rating::RedAmber, true),
                point("Q2 2014/15", Some(56.2), 58.0, Rating::RedAmber, true),
                point("Q3 2014/15", None, 58.0, Rating::AwaitingData, false),
                point("Q4 2014/15", Some(58.1), 58.0, Rating::Green, false),
                point("Q1 2015/16", Some(59.52), 60.0, Rating::GreenAmber, false),
            ],
        }),
        anchor: Some("AC/S3".into()),
    }
}

pub fn months() -> Chart {
    let names = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"];
    let month = |(at, name): (usize, &&str)| Month {
        label: (*name).into(),
        budget: Some(700_000_000 + 10_000_000 * at as i64),
        actual: (at < 3).then(|| 690_000_000 + 30_000_000 * at as i64),
        forecast: (at >= 3).then_some(745_000_000),
        illustrative: false,
    };
    Chart {
        code: "months".into(),
        caption: "Figure 3: Spending by month against the profile".into(),
        alt: "Spending was below the profile in April and above it from June.".into(),
        data: ChartData::Months(Months {
            unit: MoneyUnit::Thousands,
            months: names.iter().enumerate().map(month).collect(),
            illustrative: true,
        }),
        anchor: None,
    }
}

pub fn heat_map() -> Chart {
    let ratings = [Rating::Green, Rating::GreenAmber, Rating::RedAmber, Rating::Red];
    let letters = ["L", "ML", "MH", "H"];
    let cell = |row: usize, column: usize| {
        let band = ((4 - row + column) / 2).min(3);
        let count = if (row + column).is_multiple_of(3) { (row * column) as u64 } else { 0 };
        HeatCell { count, letters: letters[band].into(), rating: ratings[band], remarks: Vec::new() }
    };
    let names = ["Low", "Medium Low", "Medium High", "High"];
    Chart {
        code: "risks".into(),
        caption: "Figure 4: Risks by probability and impact".into(),
        alt: "Twelve risks are rated 12 or above; three of them are High.".into(),
        data: ChartData::HeatMap(HeatMap {
            impact_title: "Impact".into(),
            probability_title: "Probability".into(),
            impacts: ["1 Negligible", "2 Minor", "3 Moderate", "4 Major", "5 Catastrophic"]
                .map(String::from)
                .into(),
            probabilities: ["5 Almost Certain", "4 Likely", "3 Possible", "2 Unlikely", "1 Rare"]
                .map(String::from)
                .into(),
            cells: (0..5).map(|row| (0..5).map(|column| cell(row, column)).collect()).collect(),
            bands: (0..4)
                .rev()
                .map(|at| HeatBand {
                    name: names[at].into(),
                    letters: letters[at].into(),
                    rating: ratings[at],
                })
                .collect(),
        }),
        anchor: None,
    }
}

/// A report with everything that a report can have.
pub fn report() -> Document {
    let mut summary = section("summary", 2, "1.", "Summary", Vec::new());
    summary.new_page = true;
    let mut not_met = section("not-met", 3, "2.2a", "Indicators that did not meet their target", Vec::new());
    not_met.landscape = true;
    not_met.blocks = vec![
        Block::Text(Text {
            lines: vec![Line::plain("A variance is the share of the target by which the result missed it.")],
            kind: TextKind::Note,
            ..Text::default()
        }),
        Block::Table(indicators(24)),
    ];
    let led = Line {
        runs: vec![
            Run::plain("Ten indicators are red; the furthest from its target is "),
            Run { text: "AC/S4".into(), to: Some("AC/S4".into()), ..Run::default() },
            Run::plain(", which "),
            Run::strong("needs a decision"),
            Run::plain(" in "),
            Run { text: "September".into(), emphasis: true, ..Run::default() },
            Run::plain("."),
        ],
        bullet: 0,
    };
    let words = vec![Line::plain(WORDS.repeat(4)), led, Line::plain(WORDS.repeat(3))];
    let missing = Block::Text(Text {
        lines: vec![Line::plain("No equalities statement has been written for this quarter.")],
        kind: TextKind::Missing,
        anchor: Some("equalities".into()),
        source: None,
    });
    Document {
        meta: meta(),
        sections: vec![
            summary,
            section("dashboard", 3, "1.1", "Dashboard", vec![Block::Chart(bars())]),
            section(
                "achievements",
                3,
                "1.2",
                "Top achievements",
                vec![text(vec![
                    bullet("The enhanced front door screens more of what comes in", 1),
                    bullet("In the week of 22 June, 71 of 102 incoming cases were closed there", 2),
                    bullet("Fewer adults of working age in residential placements: 302, from 316", 1),
                ])],
            ),
            section("narrative", 3, "1.3", "Summary of performance", vec![text(words)]),
            section("performance", 2, "2.", "Performance", Vec::new()),
            not_met,
            section(
                "comments",
                3,
                "2.2b",
                "Comments and proposed interventions",
                vec![Block::Table(comments(9)), Block::Chart(trend()), Block::Table(form())],
            ),
            section(
                "budget",
                2,
                "3.",
                "Financial: revenue and capital",
                vec![Block::Table(budget()), Block::Chart(months())],
            ),
            section("risk", 2, "4.", "Risk overview", vec![Block::Chart(heat_map())]),
            section("equalities", 2, "5.", "Equalities", vec![missing]),
        ],
    }
    .clean()
}

/// A document of one text.
pub fn saying(text: &str) -> Document {
    let row = Row { cells: vec![Cell::plain(text), rated(Rating::Red), Cell::plain(text)], ..Row::default() };
    let table = Table {
        code: "said".into(),
        caption: text.into(),
        columns: vec![
            column(text, ColumnKind::Words, 1),
            column("Rating", ColumnKind::Rating, 1),
            column("Words", ColumnKind::Prose, 3),
        ],
        rows: vec![row],
        row_headings: true,
        ..Table::default()
    };
    let mut chart = bars();
    chart.alt = text.into();
    chart.caption = text.into();
    if let ChartData::Bars(bars) = &mut chart.data {
        bars[0].label = text.into();
    }
    let lines = vec![Line::plain(text), bullet(text, 1), bullet(text, 2)];
    let blocks = vec![
        Block::Text(Text { lines, anchor: Some(text.into()), ..Text::default() }),
        Block::Table(table),
        Block::Chart(chart),
    ];
    Document {
        meta: Meta {
            title: text.into(),
            footer: text.into(),
            organisation: text.into(),
            draft: true,
            ..meta()
        },
        sections: vec![section("said", 2, "1.", text, blocks)],
    }
}
