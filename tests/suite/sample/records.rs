//! The sample as a whole: that its records fit together, and that a slip in a
//! data file is told with its place.

use std::collections::BTreeSet;

use quarterdeck::domain::{Period, Rating};
use quarterdeck::sample::{self, Sources};
use quarterdeck::workbook::{
    Action, Commentary, Edit, Id, Indicator, PeriodStatus, Record, ResultRecord, Table, Workbook,
};

fn sample() -> (Workbook, Vec<Record>) {
    let (workbook, edits) = sample::workbook().expect("the sample is sound");
    let records = edits.into_iter().map(|edit| match edit {
        Edit::Put(record) => record,
        Edit::Remove { .. } => panic!("the sample removes nothing"),
    });
    (workbook, records.collect())
}

/// Table, placeholder id, indicator referred to and period of a record.
fn outline(record: &Record) -> (Table, Id, Option<Id>, Option<Period>) {
    match record {
        Record::Workbook(r) => (Table::Workbook, r.id, None, r.current_period),
        Record::Period(r) => (Table::Period, r.id, None, Some(r.code)),
        Record::Indicator(r) => (Table::Indicator, r.id, None, None),
        Record::Target(r) => (Table::Target, r.id, Some(r.indicator_id), Some(r.period)),
        Record::Result(r) => (Table::Result, r.id, Some(r.indicator_id), Some(r.period)),
        Record::Forecast(r) => (Table::Forecast, r.id, Some(r.indicator_id), Some(r.period)),
        Record::RatingOverride(r) => (Table::RatingOverride, r.id, Some(r.indicator_id), Some(r.period)),
        Record::Printed(r) => (Table::Printed, r.id, r.indicator_id, Some(r.period)),
        Record::Benchmark(r) => (Table::Benchmark, r.id, Some(r.indicator_id), Some(r.period)),
        Record::Commentary(r) => (Table::Commentary, r.id, Some(r.indicator_id), Some(r.period)),
        Record::Action(r) => (Table::Action, r.id, Some(r.subject_id), Some(r.period)),
        Record::Review(r) => (Table::Review, r.id, Some(r.indicator_id), Some(r.period)),
        other => (other.table(), other.identity().0, None, None),
    }
}

fn indicators(records: &[Record]) -> Vec<&Indicator> {
    let found = records.iter().filter_map(|record| match record {
        Record::Indicator(indicator) => Some(indicator),
        _ => None,
    });
    found.collect()
}

fn indicator<'a>(records: &'a [Record], reference: &str) -> &'a Indicator {
    let found = indicators(records).into_iter().find(|i| i.reference == reference);
    found.unwrap_or_else(|| panic!("no {reference}"))
}

fn results(records: &[Record], id: Id) -> Vec<&ResultRecord> {
    let found = records.iter().filter_map(|record| match record {
        Record::Result(result) if result.indicator_id == id => Some(result),
        _ => None,
    });
    found.collect()
}

fn commentary(records: &[Record], id: Id) -> Vec<&Commentary> {
    let found = records.iter().filter_map(|record| match record {
        Record::Commentary(commentary) if commentary.indicator_id == id => Some(commentary),
        _ => None,
    });
    found.collect()
}

fn actions(records: &[Record], id: Id) -> Vec<&Action> {
    let found = records.iter().filter_map(|record| match record {
        Record::Action(action) if action.subject_id == id => Some(action),
        _ => None,
    });
    found.collect()
}

#[test]
fn the_workbook_opens_at_the_quarter_reported() {
    let (workbook, _) = sample();
    assert_eq!(workbook.organisation, "London Borough of Barnet");
    assert_eq!(workbook.service, "Adults & Communities");
    assert_eq!(workbook.first_month, 4);
    assert_eq!(workbook.scheme, "four-colour");
    assert_eq!(workbook.current_period, Some("2015/16-Q1".parse().unwrap()));
    assert_eq!(workbook.review_ratings, [Rating::Red, Rating::RedAmber]);
    assert!(workbook.uuid.is_empty() && !workbook.note.is_empty());
}

#[test]
fn each_kind_of_indicator_is_complete() {
    let (_, records) = sample();
    let count = |kind: &str| indicators(&records).iter().filter(|i| i.kind == kind).count();
    assert_eq!(count("Strategic"), 12);
    assert_eq!(count("Critical"), 8);
    assert_eq!(count("PAF"), 6);
    assert_eq!(count("Local"), 1);
}

#[test]
fn references_are_unique() {
    let (_, records) = sample();
    let references: BTreeSet<_> = indicators(&records).iter().map(|i| &i.reference).collect();
    assert_eq!(references.len(), indicators(&records).len());
}

#[test]
fn placeholder_ids_are_negative_unique_and_put_before_they_are_referred_to() {
    let (_, records) = sample();
    let mut ids = BTreeSet::new();
    let mut known = BTreeSet::new();
    for record in &records {
        let (table, id, about, _) = outline(record);
        assert!(id < 0 && ids.insert(id), "{record:?}");
        assert!(about.is_none_or(|about| known.contains(&about)), "{record:?}");
        if table == Table::Indicator {
            known.insert(id);
        }
    }
}

#[test]
fn every_period_is_known_and_is_one() {
    let (_, records) = sample();
    let known: BTreeSet<Period> = records
        .iter()
        .filter_map(|record| match record {
            Record::Period(period) => Some(period.code),
            _ => None,
        })
        .collect();
    assert_eq!(known.len(), 12);
    for record in &records {
        if let (_, _, _, Some(period)) = outline(record) {
            assert!(known.contains(&period), "{record:?}");
        }
    }
}

#[test]
fn only_the_quarter_reported_and_its_year_are_open() {
    let (_, records) = sample();
    let open: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Period(period) if period.status == PeriodStatus::Open => Some(period.code),
            _ => None,
        })
        .collect();
    assert_eq!(open, ["2015/16-Q1", "2015/16"].map(|code| Period::parse(code).unwrap()));
}

#[test]
fn no_indicator_has_two_results_for_a_period() {
    let (_, records) = sample();
    for indicator in indicators(&records) {
        let results = results(&records, indicator.id);
        let periods: BTreeSet<_> = results.iter().map(|result| &result.period).collect();
        assert_eq!(periods.len(), results.len(), "{}", indicator.reference);
    }
}

#[test]
fn invented_results_are_marked_and_lie_in_the_past() {
    let (workbook, records) = sample();
    for indicator in indicators(&records) {
        let invented = results(&records, indicator.id).into_iter().filter(|r| r.illustrative);
        for result in invented {
            assert!(result.period < workbook.current_period.unwrap(), "{}", indicator.reference);
            assert!(result.printed.is_empty() && result.source == "Illustrative");
        }
    }
    for record in &records {
        if let Record::Commentary(words) = record
            && words.period != workbook.current_period.unwrap()
        {
            assert!(words.text.starts_with("(Illustrative.)"), "{}", words.text);
        }
    }
}

#[test]
fn figures_over_a_window_of_their_own_name_it_in_every_period() {
    let (_, records) = sample();
    for reference in ["AC/S11", "AC/C12", "AC/C13", "AC/S25"] {
        let id = indicator(&records, reference).id;
        let results = results(&records, id);
        assert!(results.len() > 8, "{reference}");
        for result in results {
            assert!(result.covers_from < result.covers_to, "{reference} {}", result.period);
            assert!(result.covers_from.is_some(), "{reference} {}", result.period);
        }
    }
}

#[test]
fn a_met_target_needs_no_words() {
    let (workbook, records) = sample();
    for reference in ["AC/S6", "AC/S9", "AC/S19", "AC/S23", "AC/S25", "AC/C1", "AC/C14"] {
        let id = indicator(&records, reference).id;
        let now = |words: &&&Commentary| words.period == workbook.current_period.unwrap();
        assert_eq!(commentary(&records, id).iter().filter(now).count(), 0, "{reference}");
        assert!(actions(&records, id).is_empty(), "{reference}");
    }
}

#[test]
fn a_pointer_left_behind_is_there_to_be_found() {
    let (_, records) = sample();
    let words = commentary(&records, indicator(&records, "AC/S18").id);
    let texts: Vec<_> = words.iter().map(|words| words.text.as_str()).collect();
    assert_eq!(texts, ["See above"]);
}

#[test]
fn published_actions_have_neither_owner_nor_date() {
    let (_, records) = sample();
    let published = indicators(&records).into_iter().filter(|i| i.kind != "Local");
    for indicator in published {
        for action in actions(&records, indicator.id) {
            assert!(action.owner.is_empty() && action.due.is_none(), "{}", action.description);
        }
    }
    for action in actions(&records, indicator(&records, "LPI 7").id) {
        assert!(!action.owner.is_empty() && action.due.is_some(), "{}", action.description);
    }
}

#[test]
fn indicators_published_without_figures_are_red_by_override() {
    let (_, records) = sample();
    for reference in ["D56", "C32", "C51", "C28", "D40", "D55"] {
        let id = indicator(&records, reference).id;
        assert!(results(&records, id).is_empty(), "{reference}");
        let red = records.iter().any(|record| {
            matches!(record, Record::RatingOverride(given)
                if given.indicator_id == id && given.rating == Rating::Red && !given.reason.is_empty())
        });
        assert!(red, "{reference}");
        assert!(!commentary(&records, id).is_empty() && !actions(&records, id).is_empty());
    }
}

/// The message that a slip in a service file, or in the history, gives.
fn told(service: &str, illustrative: &str) -> String {
    let workbook = r#"
        organisation = "A"
        service = "B"
        first_month = 4
        scheme = "four-colour"
        current_period = "2015/16-Q1"
        review_ratings = ["red"]
        [periods]
        "2014/15-Q4" = "closed"
        "2015/16-Q1" = "open"
    "#;
    let service = format!("service = \"S\"\nperiod = \"2015/16-Q1\"\n{service}");
    let illustrative = format!("periods = [\"2014/15-Q4\"]\n{illustrative}");
    let sources = Sources {
        workbook: ("workbook.toml", workbook),
        services: &[("adults.toml", &service)],
        risks: None,
        illustrative: ("illustrative.toml", &illustrative),
        ..Sources::default()
    };
    sample::read(&sources).map_or_else(|error| error.to_string(), |_| "nothing wrong".to_owned())
}

const SOUND: &str = r#"
    [[indicator]]
    reference = "A1"
    description = "Share"
    kind = "Local"
    measure = "percentage"
    decimals = 1
    polarity = "higher"
    basis = "discrete"
    results."2015/16-Q1" = { stated = 9.3 }
"#;

#[test]
fn a_slip_is_told_with_file_table_and_reference() {
    let history = |values: &str| format!("[[history]]\nreference = \"A1\"\nvalues = {values}");
    assert_eq!(told(SOUND, &history("[9.1]")), "nothing wrong");
    assert_eq!(
        told(&SOUND.replace("kind", "knid"), "").split(": ").next(),
        Some("adults.toml, indicator A1")
    );
    assert!(told(&SOUND.replace("kind", "knid"), "").contains("knid"));
    assert!(told(&SOUND.replace("reference = \"A1\"", ""), "").contains("indicator number 1"));
    assert_eq!(
        told(&format!("{SOUND}{SOUND}"), ""),
        "adults.toml, indicator A1: this reference is used twice"
    );
    assert_eq!(
        told(&SOUND.replace("2015/16-Q1", "2015/16-Q2"), ""),
        "adults.toml, indicator A1: 2015/16-Q2 is not among the periods of workbook.toml"
    );
    assert!(told(&SOUND.replace("stated = 9.3", ""), "").contains("needs either a figure"));
    assert!(told(&SOUND.replace("\"higher\"", "\"band\""), "").contains("band = [low, high]"));
    assert_eq!(told(SOUND, &history("[9.1, 9.2]")), "illustrative.toml, history A1: 2 values for 1 periods");
    assert_eq!(
        told(&SOUND.replace("2015/16-Q1", "2014/15-Q4"), &history("[9.1]")),
        "illustrative.toml, history A1: 2014/15-Q4 already has a result"
    );
    assert_eq!(
        told("", &history("[9.1]")),
        "illustrative.toml, history A1: no service file has this indicator"
    );
    assert!(told("oops", "").starts_with("adults.toml, line 3: "));
}
