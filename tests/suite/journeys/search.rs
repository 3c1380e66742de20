//! Searching what is written: every text of every record is found by its words and opened at them.

use quarterdeck::input::Scope;
use quarterdeck::workbook::schema::searched;
use quarterdeck::workbook::{Query, Table};
use ratatui::style::Modifier;
use rusqlite::Connection;

use crate::harness::Harness;

/// Columns of text in which no words are searched: days, codes and what the program keeps for itself.
const NOT_SEARCHED: &str = "Workbook.uuid Workbook.scheme Workbook.review_ratings Indicator.polarity Indicator.scheme \
    Result.covers_from Result.covers_to RatingOverride.by RatingOverride.at Printed.field \
    Action.due Review.fingerprint Review.by Review.at Control.due Matrix.definition \
    Commitment.due Milestone.due Milestone.done_on Meeting.held_on Question.promise_due \
    Question.promise_sent Mapping.definition Return.sent_at Return.due Return.collected_at \
    Publication.template Publication.by Publication.at Publication.bands Publication.checksum \
    Publication.pages Acceptance.code Acceptance.field Acceptance.fingerprint Acceptance.by \
    Acceptance.at RuleOff.code RuleOff.by RuleOff.at Organisation.exists_from \
    Organisation.exists_to SignOff.signed_on SignOff.by SignOff.at";

/// A column of a table of the file.
struct Column {
    table: Table,
    name: String,
    kind: String,
    required: bool,
}

fn name_of(table: Table) -> String {
    // As a record is written: one member named after its table.
    serde_json::to_value(table).unwrap().as_str().unwrap().to_owned()
}

/// The name a table has in the file.
fn file_name(connection: &Connection, table: Table) -> Option<String> {
    let name = name_of(table);
    let known = |name: &str| {
        let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1";
        connection.query_row(sql, [name], |row| row.get::<_, i64>(0)).unwrap() == 1
    };
    [name.clone(), format!("{name}_form"), format!("organisation_{name}")]
        .into_iter()
        .find(|name| known(name))
}

fn columns(connection: &Connection) -> Vec<Column> {
    let mut all = Vec::new();
    for table in Table::ALL {
        let name = file_name(connection, *table).unwrap_or_else(|| panic!("{table:?} is not in the file"));
        let mut statement = connection.prepare(&format!("PRAGMA table_info(\"{name}\")")).unwrap();
        let found = statement.query_map([], |row| {
            Ok(Column { table: *table, name: row.get(1)?, kind: row.get(2)?, required: row.get(3)? })
        });
        all.extend(found.unwrap().map(Result::unwrap).filter(|column| column.name != "id"));
    }
    all
}

/// A row in every table that has none.
fn fill(connection: &Connection, columns: &[Column]) {
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let period = one("SELECT current_period FROM workbook");
    let (subject, indicator) =
        (one("SELECT subject FROM action LIMIT 1"), one("SELECT min(id) FROM indicator"));
    for table in Table::ALL {
        let name = file_name(connection, *table).unwrap();
        if one(&format!("SELECT count(*) FROM \"{name}\"")) > 0 {
            continue;
        }
        let own: Vec<&Column> = columns.iter().filter(|column| column.table == *table).collect();
        let value = |column: &Column| match (column.name.as_str(), column.kind.as_str()) {
            ("period", _) => period.to_string(),
            ("subject" | "one" | "other", _) => subject.to_string(),
            ("revision" | "position" | "version", _) => "1".to_owned(),
            ("commitment_id", _) => one("SELECT min(id) FROM commitment").to_string(),
            (name, _) if name.ends_with("_id") && name != "parent_id" => indicator.to_string(),
            (_, "TEXT") if column.required => "''".to_owned(),
            _ if column.required => "0".to_owned(),
            _ => "NULL".to_owned(),
        };
        let names: Vec<String> = own.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let values: Vec<String> = own.iter().map(|column| value(column)).collect();
        let sql = format!("INSERT INTO \"{name}\" ({}) VALUES ({})", names.join(", "), values.join(", "));
        connection.execute(&sql, []).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// A word that stands nowhere else.
fn word(number: usize) -> String {
    let letter = |place: usize| char::from(b'a' + (number / 26usize.pow(place as u32) % 26) as u8);
    format!("Zq{}{}", letter(1), letter(0))
}

/// Whether a word is on screen with the mark of what was sought.
fn is_marked(harness: &Harness, word: &str) -> bool {
    let (screen, buffer) = (harness.screen(), harness.buffer());
    let mut lines = (0..).zip(screen.lines());
    lines.any(|(y, line)| {
        line.match_indices(word).any(|(at, _)| {
            let x = line[..at].chars().count() as u16;
            let style = buffer[(x, y)].style();
            let plain = buffer[(x.saturating_sub(1), y)].style();
            style != plain
                && style.add_modifier.intersects(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
        })
    })
}

#[test]
fn every_text_of_every_record_is_found_and_opened_at_its_words() {
    let mut harness = Harness::new(120, 40);
    let mut words = Vec::new();
    harness.while_closed(|file| {
        let connection = Connection::open(file).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
        let columns = columns(&connection);
        fill(&connection, &columns);
        let (found, left): (Vec<_>, Vec<_>) = columns
            .iter()
            .filter(|column| column.kind == "TEXT")
            .partition(|column| searched(column.table, &column.name).is_some());
        let left: Vec<String> =
            left.iter().map(|column| format!("{:?}.{}", column.table, column.name)).collect();
        assert_eq!(left.join(" "), NOT_SEARCHED, "a text that is not searched");
        for (number, column) in found.into_iter().enumerate() {
            let (word, name) = (word(number), file_name(&connection, column.table).unwrap());
            let names = matches!(column.name.as_str(), "reference" | "title" | "name" | "cited");
            let text = if names { word.clone() } else { format!("Some words of which one is {word} here") };
            let sql = format!(
                "UPDATE \"{name}\" SET \"{}\" = ?1 WHERE id = (SELECT max(id) FROM \"{name}\")",
                column.name
            );
            connection.execute(&sql, [&text]).unwrap_or_else(|error| panic!("{sql}: {error}"));
            words.push((word, column.table, column.name.clone()));
        }
    });
    assert!(words.len() > 80, "{}", words.len());
    for (word, table, column) in words {
        harness.keys("ctrl-p").paste(&word.to_lowercase());
        let listed = harness.screen();
        assert!(listed.contains(&word), "{table:?}.{column} is not found:\n{listed}");
        harness.keys("enter");
        let screen = harness.screen();
        // What is found by its name is opened itself, without its texts.
        let is_named = !listed.contains("In what is written");
        let is_shown = if is_named { screen.contains(&word) } else { is_marked(&harness, &word) };
        assert!(is_shown, "{table:?}.{column} is not opened at its word:\n{screen}");
        harness.keys("esc");
        assert!(!matches!(harness.app().scope(), Scope::Reading | Scope::Palette), "{table:?}.{column}");
    }
}

#[test]
fn a_slash_on_the_overview_searches_and_the_arrows_go_through_what_was_found() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut harness = Harness::new(width, height);
        harness.keys("/").type_text("carers");
        insta::assert_snapshot!(format!("search_{width}"), harness.styled());
        let first = harness.screen();
        assert!(first.contains("In what is written"), "{first}");
        harness.keys("pagedown pagedown enter");
        assert_eq!(harness.app().scope(), Scope::Reading, "{}", harness.screen());
        insta::assert_snapshot!(format!("search_found_{width}"), harness.styled());
        let before = harness.screen();
        harness.keys("left");
        assert_ne!(harness.screen(), before);
        harness.keys("right");
        assert_eq!(harness.screen(), before);
        harness.keys("esc");
        assert_ne!(harness.app().scope(), Scope::Reading);
    }
}

#[test]
fn words_that_only_an_earlier_period_shows_are_opened_there() {
    let mut harness = Harness::new(120, 40);
    harness.keys("/").paste("while the contract passed").keys("enter");
    let screen = harness.screen();
    assert!(screen.contains("Reasons of AC/S17, Q4 2014/15"), "{screen}");
    assert_eq!(harness.app().session().period, "2014/15-Q4".parse().unwrap());
    assert!(is_marked(&harness, "contract"), "{screen}");
}

#[test]
fn no_frame_waits_for_words_that_are_searched() {
    let (text, period) = ("some".to_owned(), "2015/16-Q1".to_owned());
    assert!(Query::FindWords { text, period: period.parse().unwrap(), limit: 40 }.can_wait());
}

#[test]
fn letters_typed_on_leave_what_was_found_for_others_behind() {
    let mut harness = Harness::new(120, 40);
    harness.keys("/").type_text("contract");
    assert!(harness.screen().contains("In what is written"));
    harness.type_text("xyz");
    assert!(!harness.screen().contains("In what is written"), "{}", harness.screen());
    harness.times(3, "backspace");
    assert!(harness.screen().contains("In what is written"));
}
