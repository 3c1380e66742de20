//! A small workbook, and looking at all of it at once.

use std::path::Path;

use chrono::NaiveDate;
use quarterdeck::domain::*;
use quarterdeck::store::Store;
use quarterdeck::workbook::*;

pub const INDICATORS: i64 = 12;
pub const PERIODS: [&str; 4] = ["2014/15-Q4", "2015/16-Q1", "2015/16-Q2", "2016/17-Q1"];

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

pub fn stamp(minute: u32) -> Stamp {
    let at = day("2015-07-06").and_hms_opt(14, minute % 60, 0).unwrap();
    Stamp { who: "Sam Officer".into(), at }
}

pub fn workbook() -> Workbook {
    Workbook {
        id: 0,
        revision: 0,
        uuid: String::new(),
        organisation: "Exampleton".into(),
        service: "Adults".into(),
        first_month: 4,
        scheme: "four-colour".into(),
        current_period: "2015/16-Q1".parse().ok(),
        review_ratings: vec![Rating::Red, Rating::RedAmber],
        note: String::new(),
        budget_tolerance: BUDGET_TOLERANCE,
        risk_threshold: RISK_THRESHOLD,
        compare_with: String::new(),
    }
}

pub fn period(code: &str, status: PeriodStatus) -> Record {
    Record::Period(PeriodRecord {
        id: 0,
        revision: 0,
        code: code.parse().unwrap(),
        status,
        reopened_because: String::new(),
    })
}

pub fn indicator(id: Id, number: i64) -> Indicator {
    let pick = |list: &[&str]| list[usize::try_from(number).unwrap() % list.len()].to_owned();
    Indicator {
        id,
        reference: format!("AC/{number}"),
        description: pick(&["Delayed transfers of care", "100% of reviews done_on time", "Kläranlage ÄRGER"]),
        kind: pick(&["Strategic", "Critical"]),
        service: pick(&["Care", "Health", "Homes"]),
        owner: pick(&["Head of Care", "Head of Health"]),
        officer: "Officer".into(),
        portfolio_holder: "Cllr".into(),
        counted: "clients".into(),
        polarity: if number % 5 == 4 { Polarity::Band { low: 10.1, high: 20.7 } } else { Polarity::Higher },
        frequency: if number % 4 == 3 { Frequency::Annual } else { Frequency::Quarterly },
        comparator: [Comparator::PreviousPeriod, Comparator::SamePeriodLastYear, Comparator::LastOutturn]
            [usize::try_from(number).unwrap() % 3],
        scheme: if number % 3 == 2 { "tolerance".into() } else { String::new() },
        ..Indicator::default()
    }
}

pub fn result(indicator: Id, period: &str, numerator: f64) -> ResultRecord {
    ResultRecord {
        id: 0,
        revision: 0,
        indicator_id: indicator,
        period: period.parse().unwrap(),
        numerator: Some(numerator),
        denominator: Some(100.0),
        stated: None,
        printed: String::new(),
        missing_because: String::new(),
        status: ResultStatus::Final,
        covers_from: None,
        covers_to: None,
        basis: None,
        illustrative: false,
        source: String::new(),
    }
}

pub fn target(indicator: Id, period: &str, value: f64) -> Target {
    Target {
        id: 0,
        revision: 0,
        indicator_id: indicator,
        period: period.parse().unwrap(),
        value,
        carried: false,
        source: String::new(),
    }
}

pub fn commentary(indicator: Id, period: &str, text: &str) -> Commentary {
    Commentary {
        id: 0,
        revision: 0,
        indicator_id: indicator,
        period: period.parse().unwrap(),
        kind: CommentaryKind::Reasons,
        text: text.into(),
        status: CommentaryStatus::Draft,
        carried_from: None,
    }
}

pub fn action(indicator: Id, period: &str, due: Option<&str>) -> Action {
    Action {
        id: 0,
        revision: 0,
        subject: Table::Indicator,
        subject_id: indicator,
        period: period.parse().unwrap(),
        closed_in: None,
        description: "Plan".into(),
        client_group: "Older people".into(),
        owner: String::new(),
        due: due.map(day),
        status: ActionStatus::Planned,
        progress: String::new(),
        expected_effect: String::new(),
        expected_value: None,
        expected_by: None,
        effect: None,
        effect_from: None,
    }
}

pub fn list(period: &str) -> ListRequest {
    ListRequest {
        period: period.parse().unwrap(),
        sort: SortBy::Worst,
        descending: false,
        filter: Filter::default(),
        window: Window { start: 0, length: 1000 },
        around: None,
    }
}

pub fn sample_edits() -> Vec<Edit> {
    let mut records = vec![
        period(PERIODS[0], PeriodStatus::Closed),
        period(PERIODS[1], PeriodStatus::Open),
        period(PERIODS[2], PeriodStatus::Open),
        period(PERIODS[3], PeriodStatus::Open),
    ];
    for number in 0..INDICATORS {
        let id = -1 - number;
        records.push(Record::Indicator(indicator(id, number)));
        for (at, code) in PERIODS.iter().enumerate().take(2) {
            #[allow(clippy::cast_precision_loss)]
            let numerator = ((number * 37 + at as i64 * 13) % 90) as f64;
            if number % 6 != 5 {
                records.push(Record::Result(result(id, code, numerator)));
            }
            records.push(Record::Target(target(id, code, 50.5)));
        }
        records.push(Record::Commentary(commentary(id, PERIODS[1], "Because it is.")));
        records.push(Record::Action(action(id, PERIODS[0], (number % 2 == 0).then_some("2015-07-01"))));
    }
    records.push(Record::Target(target(-1, "2015/16", 60.1)));
    records.push(Record::Forecast(Forecast::stated(-1, "2015/16".parse().unwrap(), None, Some(55.0))));
    records.into_iter().map(Edit::Put).collect()
}

pub fn sample(path: &Path) -> Store {
    Store::create(path, &workbook(), &sample_edits(), "Sample", &stamp(0)).unwrap()
}

pub fn detail(store: &Store, indicator: Id, period: &str) -> Detail {
    match store.answer(&Query::Detail { indicator, period: period.parse().unwrap() }).unwrap() {
        Data::Detail(detail) => *detail,
        other => panic!("{other:?}"),
    }
}

pub fn result_of(store: &Store, indicator: Id, period: &str) -> ResultRecord {
    detail(store, indicator, period).result.unwrap()
}

pub fn opening(store: &Store) -> Opening {
    match store.answer(&Query::Opening).unwrap() {
        Data::Opening(opening) => *opening,
        other => panic!("{other:?}"),
    }
}

pub fn indicators(store: &Store, request: &ListRequest) -> List<Standing> {
    match store.answer(&Query::Indicators(request.clone())).unwrap() {
        Data::Indicators(list) => list,
        other => panic!("{other:?}"),
    }
}

/// Everything a person can edit and everything worked out from it, as text;
/// revisions apart, which only ever rise.
pub fn dump(path: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut lines = Vec::new();
    let tables = [
        "workbook",
        "period",
        "indicator",
        "target",
        "result",
        "forecast",
        "rating_override",
        "printed",
        "benchmark",
        "commentary",
        "action",
        "review",
        "risk",
        "assessment",
        "control",
        "matrix",
        "budget_line",
        "budget_amount",
        "capital_amount",
        "monthly_amount",
        "saving",
        "saving_position",
        "commitment",
        "commitment_rating",
        "milestone",
        "section",
        "meeting",
        "question",
        "link",
        "mapping",
        "return_form",
        "organisation",
        "organisation_group",
        "group_member",
        "theme",
        "indicator_theme",
    ];
    for table in tables {
        lines.extend(rows(&connection, table, &format!("SELECT * FROM \"{table}\" ORDER BY id"), Some(1)));
    }
    let standing = "SELECT s.*, d.text, k.text, v.text, o.text, c.text, m.text FROM standing s
        JOIN words d ON d.id = s.description JOIN words k ON k.id = s.kind JOIN words v ON v.id = s.service
        JOIN words o ON o.id = s.owner JOIN words c ON c.id = s.covers JOIN words m ON m.id = s.missing_because
        ORDER BY s.period, s.indicator_id";
    lines.extend(rows(&connection, "standing", standing, None));
    lines.extend(rows(&connection, "tally", "SELECT * FROM tally", None));
    lines.extend(rows(&connection, "action_tally", "SELECT * FROM action_tally", None));
    lines.extend(rows(&connection, "haystack", "SELECT * FROM haystack ORDER BY period, chunk", None));
    lines
}

pub fn rows(connection: &rusqlite::Connection, name: &str, sql: &str, without: Option<usize>) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<String> = (0..columns)
            .filter(|column| Some(*column) != without)
            .map(|column| format!("{:?}", row.get::<_, rusqlite::types::Value>(column).unwrap()))
            .collect();
        lines.push(format!("{name}: {}", values.join(" | ")));
    }
    lines
}
