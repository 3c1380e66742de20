//! Returns: what a form holds, and the screen by its keys.

#[allow(dead_code, reason = "the other test programs use the rest")]
pub mod support;

use std::path::PathBuf;

use crate::harness::{Harness, Setup};
use crate::returns::support::{Form, Put};
use calamine::Data;
use chrono::NaiveDate;
use quarterdeck::domain::Confidence;
use quarterdeck::input::Scope;
use quarterdeck::jobs::returns::request::{CollectOrder, FormsRead};
use quarterdeck::jobs::returns::{Conclude, collect};
use quarterdeck::returns::{Field, Form as Made, Identity, RowKey, Value, xlsx};
use quarterdeck::ui::theme::Depth;
use quarterdeck::workbook::edits::{Figures, set_figures};
use quarterdeck::workbook::{Change, Record, ReturnState};

const SAFEGUARDING: &str = "safeguarding";
const PHYSICAL: &str = "physical";

/// The screen after forms have been sent by keys, and their folder.
fn sent(width: u16, height: u16) -> (Harness, PathBuf) {
    let mut harness = Harness::new(width, height);
    harness.keys("O A").keys("ctrl-s");
    let folder = harness.folder().join("Returns Q1 2015-16");
    assert!(folder.is_dir(), "{}", harness.screen());
    (harness, folder)
}

/// A colleague changes a figure with another program.
fn colleague_sets(harness: &Harness, reference: &str, stated: f64, who: &str) {
    let figures = Figures { stated: Some(Some(stated)), ..Figures::default() };
    let change = set_figures(&harness.detail(reference), &figures);
    harness.other_program().apply(&change, &harness.stamp(who)).unwrap();
}

fn made(harness: &Harness, references: &[&str]) -> Made {
    let details: Vec<_> = references.iter().map(|reference| harness.detail(reference)).collect();
    let identity = Identity {
        workbook: "the workbook".to_owned(),
        period: harness.period(),
        owner: "Head of A & B".to_owned(),
        version: 7,
        made: harness.now(),
        due: NaiveDate::from_ymd_opt(2015, 7, 20),
    };
    Made::of(identity, "A council", "Adults & <Communities>", &details)
}

fn on_disk(harness: &Harness, form: &Made) -> Form {
    let path = harness.folder().join("made.xlsx");
    std::fs::write(&path, xlsx::write(form).unwrap()).unwrap();
    Form::open(&path)
}

// ---- The form --------------------------------------------------------------

#[test]
fn facts_are_locked_open_cells_are_not_and_each_is_validated() {
    let harness = Harness::new(120, 40);
    let form = on_disk(&harness, &made(&harness, &["AC/C7", "AC/S16"]));
    let sheet = form.part("xl/worksheets/sheet1.xml");
    let styles = form.part("xl/styles.xml");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""), "{sheet}");
    assert!(!sheet.contains("password") && !sheet.contains("hashValue"));
    let style_of = |cell: &str| {
        let at = sheet.find(&format!("<c r=\"{cell}\" s=\"")).unwrap_or_else(|| panic!("{cell}"));
        sheet[at..].split("s=\"").nth(1).unwrap().split('"').next().unwrap().parse::<usize>().unwrap()
    };
    let formats: Vec<&str> = {
        let all = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
        all.split("<xf ").skip(1).collect()
    };
    for fact in ["B6", "C6", "D6", "E6", "F6", "G6", "H6", "I6"] {
        assert!(!formats[style_of(fact)].contains("locked=\"0\""), "{fact} can be written into");
    }
    for open in ["J6", "K6", "L6", "M6", "N6", "O6", "P6", "Q6"] {
        assert!(formats[style_of(open)].contains("locked=\"0\""), "{open} is locked");
    }
    assert!(sheet.contains("<dataValidation type=\"decimal\""), "{sheet}");
    assert!(sheet.contains("<dataValidation type=\"date\""));
    assert!(sheet.contains("<formula1>\"final,provisional,estimate\"</formula1>"));
    assert!(sheet.contains("<pane xSplit=\"3\" ySplit=\"5\""), "the headings stay in sight");
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""));
    assert!(sheet.contains("&amp;LHead of A &amp;&amp; B"), "an ampersand in a footer is doubled: {sheet}");
    let actions = form.part("xl/worksheets/sheet2.xml");
    assert!(actions.contains("<formula1>\"planned,under way,done,dropped\"</formula1>"), "{actions}");
    let book = form.part("xl/workbook.xml");
    assert!(book.contains("name=\"Quarterdeck\" sheetId=\"4\" state=\"veryHidden\""), "{book}");
    assert!(book.contains("Print_Titles"));
}

#[test]
fn a_form_says_which_it_is_and_what_is_known() {
    let harness = Harness::new(120, 40);
    let form = on_disk(&harness, &made(&harness, &["AC/C7"]));
    let text = |cell: &str| form.seen("Figures", cell).to_string();
    assert_eq!(text("B1"), "Adults & <Communities> – figures and reasons, Q1 2015/16");
    assert_eq!(text("B2"), "Head of A & B: please send this back by 20 Jul 2015.");
    let standing = harness.standing("AC/C7");
    assert_eq!((text("B6"), text("C6")), ("AC/C7".to_owned(), standing.description.clone()));
    assert_eq!((text("D6").as_str(), text("E6").as_str()), ("percent", "higher is better"));
    assert_eq!((text("F6").as_str(), text("H6").as_str()), ("100.0%", "100.0%"));
    assert_eq!((text("G6").as_str(), text("I6").as_str()), ("previous period", "■ R"));
    assert_eq!(form.seen("Figures", "J6"), Data::Float(42.0));
    let properties = form.part("docProps/custom.xml");
    for word in
        ["Quarterdeck workbook", "the workbook", "Quarterdeck period", "2015/16-Q1", "Quarterdeck version"]
    {
        assert!(properties.contains(word), "{word}: {properties}");
    }
    assert!(form.part("docProps/core.xml").contains("2015-07-06T14:02:11Z"));
    assert_eq!(form.seen("Quarterdeck", "B2").to_string(), "the workbook");
    let hint = form.part("xl/sharedStrings.xml");
    assert!(hint.contains("it is not typed"), "the guidance says that ratings are worked out");
}

#[test]
fn only_what_is_off_target_or_awaited_has_room_for_new_actions() {
    let harness = Harness::new(120, 40);
    let form = made(&harness, &["AC/C7", "AC/S16"]);
    let new = |reference: &str| {
        let is_new = |key: &RowKey| matches!(key, RowKey::New { .. });
        form.actions.iter().filter(|line| line.reference == reference && is_new(&line.key)).count()
    };
    assert_eq!((new("AC/C7"), new("AC/S16")), (3, 0), "a red has room, a green amber has not");
    assert!(form.actions.iter().any(|line| matches!(line.key, RowKey::Action { .. })));
}

#[test]
fn texts_longer_than_a_cell_stay_in_the_workbook() {
    let harness = Harness::new(120, 40);
    let mut form = made(&harness, &["AC/C7"]);
    let at = quarterdeck::returns::fields::FIGURES.iter().position(|about| about.code == "reasons").unwrap();
    form.indicators[0].open[at] = Value::Text("long ".repeat(8_000));
    let file = on_disk(&harness, &form);
    assert!(file.seen("Figures", "Q6").to_string().starts_with("(too long for a form"));
    assert!(!file.part("xl/worksheets/sheet4.xml").contains("Q6"));
    assert!(Value::text("a\r\nb\u{7}\u{9b}\tc \n").same(&Value::Text("a\nb\tc".to_owned())));
    assert_eq!(Field::parse("reasons"), Some(Field::Reasons));
}

// ---- The screen ---------------------------------------------------------------

#[test]
fn forms_are_sent_by_keys_to_one_owner_to_several_and_to_all() {
    let mut harness = Harness::new(120, 40);
    harness.keys("O").assert_scope(Scope::Returns).assert_contains("8 owners, nothing sent yet");
    harness.keys("j j j j").assert_row("Head of Safeguarding").assert_contains("AC/C7");
    harness.keys("X").assert_contains("A form for Head of Safeguarding").keys("ctrl-s");
    harness.assert_says("The form of Head of Safeguarding is in").assert_says("to be back by 20 Jul 2015");
    harness.assert_row("○ out").assert_contains("8 owners, 1 sent");
    harness.keys("g space space").assert_contains("2 marked: X sends to them");
    harness.keys("X").assert_contains("each of 2 owners").keys("tab ctrl-u").type_text("+1w").keys("ctrl-s");
    harness.assert_says("2 forms are in").assert_contains("8 owners, 3 sent").assert_contains("13 Jul 2015");
    harness.keys("A").assert_contains("each of 5 owners").keys("ctrl-s").assert_contains("8 owners, 8 sent");
    harness.keys("A").assert_says("Everyone who answers for something has a form");
    harness.keys("u").assert_contains("8 owners, 3 sent");
    assert_eq!(harness.history()[0], "Undid: Return forms of Q1 2015/16 sent to 5 owners");
    harness.keys("esc").assert_scope(Scope::Overview);
}

#[test]
fn a_day_that_is_past_is_no_day_to_be_back_by() {
    let mut harness = Harness::new(120, 40);
    harness.keys("O X tab ctrl-u").type_text("1/7/2015").keys("ctrl-s");
    harness.assert_says("that day is past").assert_scope(Scope::Form);
    harness.keys("ctrl-u").keys("ctrl-s").assert_says("is in");
    assert!(harness.contains("○ out"));
}

#[test]
fn what_came_back_is_shown_settled_key_by_key_and_taken_as_one_step() {
    let (mut harness, folder) = sent(120, 40);
    let mut form = Form::of(&folder, PHYSICAL);
    form.figure("AC/C10", "result", Put::Number(68.1))
        .figure("AC/S19", "result", Put::Number(71.0))
        .figure("AC/S9", "result", Put::Number(90.0))
        .figure("AC/C2", "result", Put::Text("plenty"))
        .figure("AC/S16", "reasons", Put::Text("Fewer people asked."))
        .save();
    let before = harness.history().len();
    for (reference, stated) in [("AC/C10", 67.0), ("AC/S19", 70.5), ("AC/S9", 91.0)] {
        colleague_sets(&harness, reference, stated, "Other Officer");
    }
    harness.keys("I").assert_contains("Folder").keys("ctrl-s").assert_scope(Scope::Collect);
    harness.assert_contains("1 taken, 3 to settle, 1 refused");
    harness.assert_contains("“plenty”").assert_contains("→ Fewer people asked.");
    harness.assert_row("AC/C10 result").assert_contains("(Other Officer, 2015-07-06 14:02)");
    harness.keys("ctrl-s").assert_says("3 conflicts are not settled").assert_scope(Scope::Collect);
    harness.keys("g").assert_row("AC/C10 result").keys("left").assert_row("AC/S9 result");
    harness.keys("j").assert_row("AC/S19 result").keys("right").assert_row("AC/S9 result");
    harness.keys("e").assert_contains("Workbook: 91.00").assert_contains("Form: 90.00");
    harness.keys("ctrl-u").type_text("about ninety").keys("ctrl-s").assert_scope(Scope::Form);
    harness.keys("ctrl-u").type_text("92").keys("ctrl-s").assert_scope(Scope::Collect);
    harness
        .assert_contains("workbook’s stays")
        .assert_contains("form’s is taken")
        .assert_contains("edited: 92");
    harness.keys("n").assert_says("Every conflict is settled");
    harness.keys("ctrl-s").assert_scope(Scope::Returns).assert_says("3 cells taken. u undoes.");
    assert_eq!(harness.history().len(), before + 4, "three of a colleague, one of the returns");
    let stated = |harness: &Harness, reference: &str| harness.detail(reference).result.unwrap().stated;
    assert_eq!(stated(&harness, "AC/C10"), Some(67.0), "the workbook's own stays");
    assert_eq!(stated(&harness, "AC/S19"), Some(71.0), "the form's is taken");
    assert_eq!(stated(&harness, "AC/S9"), Some(92.0), "and what was written in their place");
    let source = harness.detail("AC/S19").result.unwrap().source;
    assert!(source.ends_with("physical-disabilities.xlsx, Figures!L11"), "{source}");
    harness.assert_contains("√ came");
    harness.keys("u").assert_scope(Scope::Question).keys("y");
    assert_eq!(stated(&harness, "AC/S19"), Some(70.5), "one step takes all of it back");
    harness.assert_lacks("√ came");
    // Collected a second time, all of it is there already.
    harness.keys("ctrl-r").assert_scope(Scope::Question).keys("y");
    harness.assert_contains("√ came").keys("I ctrl-s").assert_contains("to settle");
    harness.keys("shift-left").assert_says("2 settled: the workbook’s own stays");
    let steps = harness.history().len();
    harness.keys("ctrl-s").assert_says("Nothing was different");
    assert_eq!(harness.history().len(), steps);
    // A form that came back before is collected again with more in it: it is asked about as the first
    // time, and so is putting it back.
    form.figure("AC/C2", "result", Put::Number(41.0)).save();
    harness
        .keys("I ctrl-s")
        .assert_contains("to settle")
        .keys("shift-left ctrl-s")
        .assert_says("1 cell taken. u undoes.");
    assert_eq!(stated(&harness, "AC/C2"), Some(41.0));
    for (key, kept) in [("u", Some(41.0)), ("u", None), ("ctrl-r", Some(41.0))] {
        harness.keys(key).assert_scope(Scope::Question).assert_contains("Return of Q1 2015/16");
        harness.keys(if key == "u" && kept.is_some() { "n" } else { "y" });
        let now = harness.detail("AC/C2").result.and_then(|result| result.stated);
        assert_eq!(now == Some(41.0), kept.is_some(), "{key}");
    }
}

#[test]
fn nothing_is_taken_when_it_is_not_what_was_looked_at() {
    let (mut harness, folder) = sent(120, 40);
    Form::of(&folder, SAFEGUARDING).figure("AC/C7", "result", Put::Number(19.0)).save();
    harness.keys("I ctrl-s").assert_contains("1 taken.");
    colleague_sets(&harness, "AC/C7", 18.5, "Other Officer");
    harness.keys("ctrl-s").assert_says("has changed since you looked").assert_scope(Scope::Collect);
    harness.assert_contains("1 to settle").assert_row("AC/C7 result");
    assert_eq!(harness.detail("AC/C7").result.unwrap().stated, Some(18.5));
    harness
        .keys("shift-right")
        .assert_says("1 settled: the form’s is taken")
        .keys("ctrl-s")
        .assert_says("1 cell taken");
    assert_eq!(harness.detail("AC/C7").result.unwrap().stated, Some(19.0));
}

/// An owner who fills in other parts beside a result that stands in the form.
#[test]
fn parts_that_come_back_drop_the_result_that_was_stated_and_say_so_unless_it_is_given_too() {
    for (given, becomes) in [(None, None), (Some(90.0), Some(90.0))] {
        let mut harness = Harness::new(120, 40);
        let figures = Figures {
            numerator: Some(Some(31.0)),
            denominator: Some(Some(40.0)),
            stated: Some(Some(98.6)),
            ..Figures::default()
        };
        let change = set_figures(&harness.detail("AC/C7"), &figures);
        harness.other_program().apply(&change, &harness.stamp("kp")).unwrap();
        harness.tick(120).keys("O A").keys("ctrl-s");
        let folder = harness.folder().join("Returns Q1 2015-16");
        let mut form = Form::of(&folder, SAFEGUARDING);
        form.figure("AC/C7", "denominator", Put::Number(34.0));
        if let Some(given) = given {
            form.figure("AC/C7", "result", Put::Number(given));
        }
        form.save();
        harness.keys("I ctrl-s");
        let said = "91.2% is worked out from 31 of 34; the 98.6% that was stated is dropped";
        harness.keys("g").assert_row("AC/C7 ");
        assert_eq!(harness.contains("91.2% is worked out"), given.is_none(), "{said}\n{}", harness.screen());
        harness.keys("ctrl-s");
        let result = harness.detail("AC/C7").result.unwrap();
        assert_eq!((result.numerator, result.denominator), (Some(31.0), Some(34.0)));
        assert_eq!(result.stated, becomes);
    }
}

#[test]
fn a_forecast_comes_back_with_its_confidence_and_reason_and_never_without_its_figure() {
    let (mut harness, folder) = sent(120, 40);
    let mut form = Form::of(&folder, SAFEGUARDING);
    form.figure("AC/C7", "forecast", Put::Number(40.0));
    form.figure("AC/C7", "confidence", Put::Text("will miss"));
    form.figure("AC/C7", "forecast_reason", Put::Text("Two assessors leave in May."));
    form.save();
    harness.keys("I ctrl-s").assert_contains("AC/C7 forecast").keys("ctrl-s");
    let made = harness.detail("AC/C7").forecasts_made;
    let told: Vec<_> = made.iter().map(|one| (one.value, one.confidence, one.reason.as_str())).collect();
    assert_eq!(told, [(Some(40.0), Confidence::WillMiss, "Two assessors leave in May.")]);
    assert_eq!((made[0].period, made[0].made_in), ("2015/16".parse().unwrap(), "2015/16-Q1".parse().ok()));
    // A word that is none of the list, and words beside no figure, are refused by name; the rest is taken.
    let (mut harness, folder) = sent(120, 40);
    let mut form = Form::of(&folder, SAFEGUARDING);
    form.figure("AC/C7", "confidence", Put::Text("at risk"));
    form.figure("AC/C7", "forecast_reason", Put::Text("Two assessors leave in May."));
    form.figure("AC/C7", "numerator", Put::Number(43.0));
    form.save();
    harness.keys("I ctrl-s").assert_contains("no forecast in this row").keys("ctrl-s");
    let detail = harness.detail("AC/C7");
    assert_eq!((detail.forecasts_made.len(), detail.result.unwrap().numerator), (0, Some(43.0)));
}

#[test]
fn leaving_takes_nothing_and_all_of_a_line_can_be_read() {
    let (mut harness, folder) = sent(80, 24);
    let reasons = "Two assessors started in May, and the queue has been shorter since then by a third.";
    Form::of(&folder, SAFEGUARDING).figure("AC/C7", "reasons", Put::Text(reasons)).save();
    let steps = harness.history().len();
    harness.keys("I ctrl-s").assert_row("AC/C7 reasons").keys("enter").assert_scope(Scope::Reading);
    harness.assert_contains("Figures!Q6").assert_contains("by a third");
    harness.keys("esc").assert_scope(Scope::Collect).keys("esc").assert_scope(Scope::Returns);
    harness.assert_says("Nothing was taken");
    assert_eq!(harness.history().len(), steps);
    harness.keys("I ctrl-u").type_text("nowhere").keys("ctrl-s").assert_says("There is no folder");
    harness.keys("esc").assert_scope(Scope::Returns);
}

#[test]
fn reading_tells_how_many_forms_have_been_read_and_stops_when_asked() {
    let (harness, folder) = sent(120, 40);
    let before = std::fs::read(&harness.file).unwrap();
    let order = CollectOrder {
        period: "2015/16-Q1".parse().unwrap(),
        from: folder,
        settled: Vec::new(),
        looked_at: None,
    };
    let (mut store, stamp) = (harness.other_program(), harness.stamp("pat"));
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_quarterdeck"));
    let mut told = Vec::new();
    let mut stop = |read: FormsRead| {
        told.push(read.words());
        read.done < 2
    };
    let ended = collect(&mut store, &order, program, &stamp, &Conclude::Apply, &mut stop);
    assert_eq!(ended.unwrap_err(), "");
    assert_eq!(told[2], format!("Reading the forms: 2 of {}", told[0].rsplit(' ').next().unwrap()));
    assert_eq!(told.len(), 3);
    assert!(std::fs::read(&harness.file).unwrap() == before, "nothing was changed");
}

#[test]
fn late_and_missing_returns_are_told_on_screen() {
    let (mut harness, folder) = sent(120, 40);
    Form::of(&folder, SAFEGUARDING).figure("AC/C7", "result", Put::Number(19.0)).save();
    harness.tick(15 * 24 * 3600).keys("esc O").assert_contains("8 missing").assert_contains("! missing");
    harness.keys("I ctrl-s").assert_contains("Not back (7)").keys("ctrl-s");
    harness.assert_contains("√ came late").assert_contains("1 came late, 7 missing");
    assert_eq!(ReturnState::CameLate.title(), "came late");
}

#[test]
fn an_owner_is_a_key_away_from_their_indicators() {
    let mut harness = Harness::new(120, 40);
    harness.keys("O j j j j").assert_row("Head of Safeguarding").keys("enter");
    harness.assert_scope(Scope::Indicators).assert_row("AC/C7");
    harness.palette("forms for owners").assert_scope(Scope::Returns);
    harness.keys("tab j k tab [").assert_scope(Scope::Returns);
}

#[test]
fn a_closed_period_sends_and_collects_nothing() {
    let mut harness = Harness::new(120, 40);
    let mut record = harness.app().session().period_record().unwrap().clone();
    record.status = quarterdeck::workbook::PeriodStatus::Closed;
    let change = Change::new("close").put(Record::Period(record));
    harness.other_program().apply(&change, &harness.stamp("Other Officer")).unwrap();
    harness.restart();
    harness.keys("O X").assert_says("this period is closed").keys("I").assert_says("this period is closed");
}

// ---- How it looks ------------------------------------------------------------

fn keep(name: &str, change: impl Fn(&mut Setup), sizes: &[(u16, u16)], go: impl Fn(&mut Harness)) {
    for (width, height) in sizes {
        let mut harness = Harness::with(*width, *height, &change);
        go(&mut harness);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), harness.styled());
        });
    }
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Sends to all, fills in a form, and a colleague changes one of its cells.
fn busy(harness: &mut Harness) {
    harness.keys("O A ctrl-s");
    let folder = harness.folder().join("Returns Q1 2015-16");
    Form::of(&folder, PHYSICAL)
        .figure("AC/C10", "result", Put::Number(68.1))
        .figure("AC/C2", "result", Put::Text("plenty"))
        .figure("AC/S16", "reasons", Put::Text("Fewer people asked."))
        .action("new: AC/C2", "action", Put::Text("Call every new client in the first week"))
        .save();
    colleague_sets(harness, "AC/C10", 67.0, "Other Officer");
}

#[test]
fn the_returns() {
    keep(
        "returns",
        |_| {},
        &SIZES,
        |harness| {
            harness.keys("O j j X ctrl-s k j");
        },
    );
}

#[test]
fn collecting() {
    keep(
        "returns_collecting",
        |_| {},
        &SIZES,
        |harness| {
            busy(harness);
            harness.keys("I ctrl-s");
        },
    );
    let plain = |setup: &mut Setup| {
        setup.depth = Depth::None;
        setup.ascii = true;
    };
    keep("returns_collecting_plain", plain, &SIZES[..1], |harness| {
        busy(harness);
        harness.keys("I ctrl-s right");
    });
}
