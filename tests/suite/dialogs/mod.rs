//! Every dialog and the history: their keys, their words, and every size.

mod store;
pub mod support;

use std::path::{Path, PathBuf};

use crate::dialogs::support::*;
use quarterdeck::domain::Rating;
use quarterdeck::input::{Command, Key, KeyCode, KeyContext, Scope};
use quarterdeck::jobs::file::{FileWorkEvent, FileWorkRequest};
use quarterdeck::jobs::import::request::ImportProgress;
use quarterdeck::screens::choice::{Choice, ChoiceRow};
use quarterdeck::screens::file_work::FileWork;
use quarterdeck::screens::help::Help;
use quarterdeck::screens::history::History;
use quarterdeck::screens::indicators::Indicators;
use quarterdeck::screens::messages::Messages;
use quarterdeck::screens::open_error::Trouble;
use quarterdeck::screens::palette::Palette;
use quarterdeck::screens::period::{self, NextPeriod};
use quarterdeck::screens::question::Question;
use quarterdeck::screens::welcome::Welcome;
use quarterdeck::screens::why::Why;
use quarterdeck::screens::{Answer, Context, Effect, MouseKind, Outcome, Screen, themes};
use quarterdeck::session::{Notice, Place};
use quarterdeck::ui::theme::{Depth, Theme};
use quarterdeck::workbook::*;
use ratatui::layout::Rect;

fn rows() -> Vec<ChoiceRow> {
    vec![
        ChoiceRow::heading("Rating"),
        ChoiceRow::new("Red").note("10"),
        ChoiceRow::new("Green").note("7").ticked(true),
        ChoiceRow::heading("Owner"),
        ChoiceRow::new("Head of Safeguarding"),
    ]
}

#[test]
fn a_choice_passes_over_headings_and_answers_with_the_row() {
    let mut desk = Desk::new(Choice::one("pick", "Filter", rows()).sentence("What to leave in."));
    assert_eq!(said(&desk.press("Down")), Vec::<String>::new());
    assert_eq!(said(&desk.press("Enter")), ["close with Chosen { tag: \"pick\", picks: [4] }"]);
    desk.press("Home");
    assert_eq!(said(&desk.press("Enter")), ["close with Chosen { tag: \"pick\", picks: [1] }"]);
    desk.press("Up");
    assert_eq!(said(&desk.press("Enter")), ["close with Chosen { tag: \"pick\", picks: [1] }"]);
    let (x, y) = desk.find("Head of");
    desk.click(x, y, MouseKind::Click);
    assert_eq!(said(&desk.press("Enter")), ["close with Chosen { tag: \"pick\", picks: [4] }"]);
    assert_eq!(said(&desk.press("Esc")), ["close"]);
    desk.at_every_size();
}

#[test]
fn several_are_ticked_with_space_and_by_mouse() {
    let mut desk = Desk::new(Choice::many("pick", "Filter", rows()));
    assert_eq!(said(&desk.press("Enter")), ["close with Chosen { tag: \"pick\", picks: [2] }"]);
    desk.press("Space");
    assert_eq!(said(&desk.press("Enter")), ["close with Chosen { tag: \"pick\", picks: [] }"]);
    let (x, y) = desk.find("[ ] Red");
    desk.click(x, y, MouseKind::Click);
    assert_eq!(said(&desk.press("Enter")), ["close with Chosen { tag: \"pick\", picks: [1] }"]);
    desk.find("1 of 3 ticked");
    desk.at_every_size();
}

#[test]
fn an_empty_choice_can_only_be_left() {
    let mut desk = Desk::new(Choice::one("pick", "Nothing", Vec::new()));
    assert_eq!(said(&desk.press("Enter")), ["close"]);
    desk.at_every_size();
}

#[test]
fn colours_show_while_moving_and_esc_puts_them_back() {
    let mut desk = Desk::new(themes::chooser("dark"));
    assert_eq!(said(&desk.press("Down")), ["theme light"]);
    assert_eq!(said(&desk.press("Esc")), ["theme dark", "close"]);
    assert_eq!(said(&desk.press("Enter")), ["theme light", "close"]);
    desk.at_every_size();
}

#[test]
fn a_question_keeps_things_unless_told_otherwise() {
    let lines = vec!["- Recruit and train in-house assessors".to_owned(); 30];
    let mut desk = Desk::new(Question::new("drop", "Delete 30 actions?", lines, "Delete them", "Keep them"));
    assert_eq!(said(&desk.press("Enter")), ["close"]);
    assert_eq!(said(&desk.press("n")), ["close"]);
    assert_eq!(said(&desk.press("Esc")), ["close"]);
    assert_eq!(said(&desk.press("y")), ["close with Yes { tag: \"drop\" }"]);
    let (x, y) = desk.find("Delete them");
    assert_eq!(said(&desk.click(x, y, MouseKind::Click)), ["close with Yes { tag: \"drop\" }"]);
    let (_, cursor) = desk.draw();
    assert_eq!(cursor.map(|at| at.y), Some(desk.find("Keep them").1), "the cursor is on keeping");
    desk.at_every_size();
}

#[test]
fn messages_read_latest_first_and_copy() {
    let at = session().now;
    let said_so_far: Vec<_> = (0..60)
        .map(|n| (at, if n % 2 == 0 { Notice::done(format!("Saved {n}.")) } else { Notice::problem("No.") }))
        .collect();
    let mut desk = Desk::new(Messages::new(&said_so_far));
    assert!(desk.draw().0.contains("√  Saved 58."));
    assert!(!desk.draw().0.contains("Saved 0."));
    desk.press("G");
    assert!(desk.draw().0.contains("Saved 0."));
    assert!(matches!(&desk.press("y")[0], Effect::Copy(text) if text.lines().count() == 60));
    assert_eq!(said(&desk.press("q")), ["close"]);
    desk.at_every_size();
    Desk::new(Messages::new(&[])).at_every_size();
    let paths = Messages::paths(&[("Drafts".to_owned(), PathBuf::from("/home/jm/\u{202e}drafts"))]);
    assert!(Desk::new(paths).draw().0.contains("⟦U+202E⟧"));
}

#[test]
fn why_says_the_rule_the_numbers_and_the_override() {
    let mut desk = Desk::new(Why::new(&detail(Vec::new())));
    let (text, cursor) = desk.draw();
    for words in
        ["42 ÷ 231", "74 more", "Two thirds", "▲ RA", "■ R", "jm, 2015-07-06 13:20", "forecast 60.0%"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(cursor.is_some());
    desk.at_every_size();
}

#[test]
fn the_next_period_says_what_comes_along_and_waits_for_it() {
    let session = session();
    let theme = Theme::new("dark", Depth::True, false);
    let screen =
        NextPeriod::new(&Context { session: &session, theme: &theme, area: Rect::new(0, 0, 80, 20) });
    let mut desk = Desk::new(screen);
    assert!(said(&desk.press("Enter"))[0].starts_with("say Still"));
    desk.at_every_size();
    let carry = CarryForward {
        from: Q1.parse().unwrap(),
        to: "2015/16-Q2".parse().unwrap(),
        indicators: 20,
        not_due: 1,
        targets: 19,
        year_targets: None,
        open_actions: 5,
        commentary: 10,
        narrative: 19,
    };
    desk.receive(Data::CarryForward(carry));
    assert!(desk.draw().0.contains("[x] 19 from Q1 2015/16"));
    assert_eq!(said(&desk.press("Enter")), ["close", "next period true false"]);
    desk.press("Down");
    desk.press("Space");
    assert_eq!(said(&desk.press("Enter")), ["close", "next period true true"]);
    let (x, y) = desk.find("[x] 19");
    desk.click(x, y, MouseKind::Click);
    assert_eq!(said(&desk.press("Enter")), ["close", "next period false true"]);
    desk.at_every_size();
}

/// A dialog made by one of the period functions.
struct Boxed(Box<dyn Screen>);

impl Screen for Boxed {
    fn scope(&self) -> Scope {
        self.0.scope()
    }
    fn title(&self, context: &Context) -> String {
        self.0.title(context)
    }
    fn typing(&self) -> bool {
        self.0.typing()
    }
    fn queries(&mut self, context: &Context) -> Vec<Query> {
        self.0.queries(context)
    }
    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        self.0.receive(data, context)
    }
    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        self.0.update(command, context)
    }
    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        self.0.text(key, context)
    }
    fn outcome(&mut self, outcome: Outcome, context: &Context) -> Vec<Effect> {
        self.0.outcome(outcome, context)
    }
    fn mouse(&mut self, mouse: quarterdeck::screens::Mouse, context: &Context) -> Vec<Effect> {
        self.0.mouse(mouse, context)
    }
    fn view(
        &self,
        context: &Context,
        area: Rect,
        buffer: &mut ratatui::buffer::Buffer,
    ) -> Option<ratatui::layout::Position> {
        self.0.view(context, area, buffer)
    }
}

fn boxed(make: fn(&Context) -> Option<Box<dyn Screen>>) -> Desk<Boxed> {
    let session = session();
    let theme = Theme::new("dark", Depth::True, false);
    let screen = make(&Context { session: &session, theme: &theme, area: Rect::new(0, 0, 80, 20) });
    Desk::new(Boxed(screen.unwrap()))
}

#[test]
fn closing_a_period_says_what_is_unfinished_first() {
    let mut desk = boxed(period::close);
    assert!(said(&desk.press("y"))[0].starts_with("say Still counting"));
    let tally = Tally {
        kind: "Critical".into(),
        rating: Rating::AwaitingData,
        direction: Default::default(),
        review: ReviewMark::NotNeeded,
        count: 2,
    };
    desk.receive(Data::Overview(Box::new(Overview {
        period: Q1.parse().unwrap(),
        tallies: vec![tally],
        themes: Vec::new(),
        worst: Vec::new(),
        review: ReviewProgress { to_review: 7, reviewed: 3, skipped: 1, changed_since: 0 },
        actions: ActionCounts::default(),
        commitments: Vec::new(),
        promises: PromiseSummary::default(),
        narrative: NarrativeSummary::default(),
        risks: None,
        money: MoneySummary::default(),
        printed: Vec::new(),
        recent: Vec::new(),
        published: Vec::new(),
    })));
    let (text, _) = desk.draw();
    for words in ["7 reds are not reviewed", "1 red was skipped", "2 indicators have no result"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert_eq!(said(&desk.press("Enter")), ["close"]);
    let effects = desk.press("y");
    assert_eq!(said(&effects), ["close", "apply Close Q1 2015/16"]);
    let Effect::Apply { change, .. } = &effects[1] else { panic!() };
    assert!(matches!(
        &change.edits[0],
        Edit::Put(Record::Period(row)) if row.status == PeriodStatus::Closed && row.revision == 3
    ));
    desk.at_every_size();
}

#[test]
fn reopening_wants_a_reason_and_keeps_it_until_it_is_done() {
    let mut desk = boxed(period::reopen);
    assert!(desk.press("Enter").is_empty());
    assert!(desk.draw().0.contains("! Write why"));
    desk.write("audit q");
    let effects = desk.press("Ctrl-s");
    assert_eq!(said(&effects), ["apply Reopen Q1 2015/16"]);
    let Effect::Apply { change, .. } = &effects[0] else { panic!() };
    assert_eq!(change.reason, "audit q");
    assert!(desk.with(|screen, context| screen.outcome(Outcome::Failed("busy".into()), context)).is_empty());
    assert!(desk.draw().0.contains("audit q"));
    assert!(said(&desk.press("Esc"))[0].starts_with("say Esc again"));
    assert_eq!(said(&desk.press("Esc")), ["close"]);
    desk.at_every_size();
}

#[test]
fn welcome_opens_the_sample_a_recent_file_or_a_new_one() {
    let sample = PathBuf::from("/data/sample.qd");
    let mut desk = Desk::new(Welcome::new(Vec::new(), sample.clone()));
    assert_eq!(desk.scope(), Scope::Welcome);
    assert_eq!(said(&desk.press("Enter")), ["sample"]);
    desk.press("Down");
    let mut form = opened(desk.press("Enter"));
    assert_eq!(form.scope(), Scope::Form);
    form.press("Ctrl-s");
    let (text, _) = form.draw();
    assert!(text.contains("! this is needed") && text.contains("needed; of a group, its Members"), "{text}");
    for letters in ["Barnet", "Adults?", "", "", "2015/16 X3"] {
        form.write(letters);
        form.press("Enter");
    }
    assert!(form.draw().0.contains("< Three colours by tolerance >"), "{}", form.draw().0);
    assert!(
        form.draw().0.contains("With a target of 80% and 70% before: Green from 80%, Amber"),
        "{}",
        form.draw().0
    );
    form.press("Enter");
    // The file is called after the service, until it is given another name.
    assert!(form.draw().0.contains("adults.qd"), "{}", form.draw().0);
    assert!(said(&form.press("Ctrl-s"))[0].contains("2015/16-Q1"), "what is no period says what would be");
    form.with(|screen, context| screen.text(Key::ctrl('a'), context));
    form.write("quarter 3, 2022-23");
    form.press("Enter");
    form.with(|screen, context| screen.text(Key::plain(KeyCode::Up), context));
    assert_eq!(form.draw().1.unwrap().y, form.find("Period to report").1, "Up goes to the field above");
    let closing = form.press("Esc");
    let Some(Effect::CloseWith(answer)) = closing.into_iter().next() else {
        panic!("it closes with its values")
    };
    desk.with(|screen, context| screen.answer(answer, context));
    let mut form = opened(desk.press("Enter"));
    assert!(form.draw().0.contains("Adults?"), "what was typed is kept");
    assert_eq!(
        said(&form.press("Ctrl-s")),
        [
            r#"create adults.qd Patch({"first_month": "April", "organisation": "Barnet", "period": "quarter 3, 2022-23", "scheme": "tolerance", "service": "Adults?"}) of “”"#
        ]
    );
    form.at_every_size();
    let mut desk = Desk::new(Welcome::new(vec![PathBuf::from("/home/jm/barnet.qd")], sample));
    assert_eq!(said(&desk.press("Enter")), ["open file /home/jm/barnet.qd"]);
    desk.press("Up");
    let mut form = opened(desk.press("Enter"));
    form.write("other.qd");
    assert_eq!(said(&form.press("Enter")), ["open file other.qd"]);
    form.at_every_size();
    desk.at_every_size();
}

fn opened(effects: Vec<Effect>) -> Desk<Boxed> {
    let Some(Effect::Open(screen)) = effects.into_iter().next() else { panic!("nothing was opened") };
    Desk::new(Boxed(screen))
}

#[test]
fn a_file_that_does_not_open_is_explained() {
    let reason = "It was written by a newer Quarterdeck (format 3; this one reads up to 2).";
    let mut desk = Desk::new(Trouble::not_opened(Path::new("/home/jm/barnet.qd"), reason, false));
    let (text, _) = desk.draw();
    assert!(text.contains("/home/jm/barnet.qd") && text.contains("format 3"), "{text}");
    assert_eq!(said(&desk.press("Enter")), ["open"]);
    desk.press("Up");
    assert_eq!(said(&desk.press("Enter")), ["open file /home/jm/barnet.qd"]);
    desk.at_every_size();
}

/// A check of a large file says how far it is, Esc stops it, and what came of it is there to read.
#[test]
fn a_check_of_the_file_shows_how_far_it_is_and_is_stopped() {
    let mut desk = Desk::new(FileWork::new(FileWorkRequest::Verify));
    let asked = desk.with(|screen, _| screen.opened());
    assert!(matches!(asked.as_slice(), [Effect::File(FileWorkRequest::Verify)]));
    let progress =
        ImportProgress { doing: "the rows", done: 12_000, total: Some(48_970), speed: Some(24_000) };
    desk.with(|screen, context| screen.on_file_work(FileWorkEvent::Progress(progress), context));
    let text = desk.draw().0;
    assert!(text.contains("the rows: 12,000 of 48,970, 24,000 a second"), "{text}");
    assert!(text.contains("Esc stops; nothing is changed then."), "{text}");
    desk.at_every_size();
    assert!(matches!(desk.press("Esc").as_slice(), [Effect::File(FileWorkRequest::Stop)]));
    let stopped = desk.with(|screen, context| screen.on_file_work(FileWorkEvent::Stopped, context));
    assert_eq!(said(&stopped), ["close", "say Stopped: nothing was changed."]);
    // Whatever goes wrong, the box does not wait for ever.
    let wrong = Outcome::Failed("Something went wrong.".into());
    desk.with(|screen, context| screen.outcome(wrong, context));
    assert!(desk.draw().0.contains("Something went wrong."));
    assert_eq!(said(&desk.press("Esc")), ["close"]);
    desk.at_every_size();
}

#[test]
fn the_palette_finds_commands_and_indicators() {
    let mut desk = Desk::new(Palette::new(Scope::Review, facts()));
    assert!(desk.draw().0.contains("This screen"));
    let effects = desk.write("do");
    let asked = [
        r#"ask Find { text: "do", period: 2015/16-Q1, limit: 20 }"#,
        r#"ask FindOthers { text: "do", limit: 20 }"#,
    ];
    assert_eq!(said(&effects), asked);
    desk.write("l");
    desk.receive(Data::Find(vec![standing()]));
    assert!(desk.draw().0.contains("AC/C7  DoLS"));
    assert_eq!(said(&desk.press("Enter")), ["close", "go Indicator(12)"]);
    desk.at_every_size();
    let mut desk = Desk::new(Palette::new(Scope::Review, facts()));
    assert!(desk.write(">markrev").is_empty());
    assert_eq!(said(&desk.press("Enter")), ["close", "run Reviewed"]);
    let mut desk = Desk::new(Palette::new(Scope::Review, KeyContext { read_only: true, ..facts() }));
    desk.write(">markrev");
    assert!(desk.draw().0.contains("this workbook is open read-only"), "{}", desk.draw().0);
    assert_eq!(said(&desk.press("Enter")), ["say Not now: this workbook is open read-only."]);
    assert_eq!(said(&desk.press("Esc")), ["close"]);
}

#[test]
fn the_help_lists_what_works_here_and_runs_a_line() {
    let mut desk = Desk::new(Help::new(Scope::Review, facts(), "Review".into(), false));
    let (text, _) = desk.draw();
    assert!(text.contains("Review: the job") && text.contains("write the reasons"), "{text}");
    assert!(!text.contains("undo the last change"), "there is nothing to undo");
    desk.press("/");
    desk.write("skip");
    desk.press("Enter");
    assert_eq!(said(&desk.press("Enter")), ["close", "run Skip"]);
    desk.press("Esc");
    assert!(desk.draw().0.contains("write the reasons"), "Esc first clears the search");
    assert_eq!(said(&desk.press("?")), ["close"]);
    desk.at_every_size();
    // In every scope, at every size, every line can be reached.
    for scope in [Scope::Overview, Scope::Writing, Scope::Form, Scope::Welcome, Scope::Question] {
        Desk::new(Help::new(scope, facts(), "x".into(), scope == Scope::Writing)).at_every_size();
    }
}

fn wanted(desk: &mut Desk<History>) -> Vec<Query> {
    desk.with(|screen, context| screen.pending_queries(context))
}

fn loaded() -> Desk<History> {
    let mut desk = Desk::new(History::default());
    desk.with(|screen, context| screen.queries(context));
    let asked = desk.receive(Data::History(history()));
    assert_eq!(said(&asked), ["ask Operation { id: 9 }"]);
    // Keys on the way to a row ask nothing; the row they come to is asked for once, before it is drawn.
    for key in ["Down", "Up", "Down"] {
        assert!(desk.press(key).is_empty());
    }
    assert_eq!(wanted(&mut desk), [Query::Operation { id: 8 }]);
    assert!(wanted(&mut desk).is_empty());
    desk.receive(Data::Operation(Box::new(change_of_words())));
    desk
}

#[test]
fn history_shows_what_changed_word_by_word() {
    let mut desk = loaded();
    let (text, _) = desk.draw();
    for words in ["- 900", "+ 1100", "AC/C7, Q1 2015/16", "row 2 of 3", "undone: Mark AC/S11", "13:58:40"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(matches!(&desk.press("y")[0], Effect::Copy(text) if text.contains("+ 1100")));
    desk.at_every_size();
    desk.press("Tab");
    desk.at_every_size();
    Desk::new(History::default()).at_every_size();
}

#[test]
fn history_shows_fields_before_and_after_in_the_officers_words() {
    let mut desk = loaded();
    let (mut was, mut is) = (indicator(), indicator());
    was.owner = "Head of Care".into();
    is.owner = "Head of Safeguarding".into();
    is.source = "\u{1b}[31mSALT\u{202e}".into();
    let change = RowChange {
        table: Table::Indicator,
        id: 12,
        subject: "AC/C7".into(),
        before: Some(Record::Indicator(was)),
        after: Some(Record::Indicator(is)),
    };
    let operation = operation(8, "13:58:40", "Edit AC/C7");
    desk.receive(Data::Operation(Box::new(OperationDetail {
        operation,
        changes: vec![change],
        periods: Vec::new(),
    })));
    let (text, _) = desk.draw();
    for words in ["Head of Care → Head of Safeguarding", "+ Data source", "␛[31mSALT⟦U+202E⟧"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("Revision") && !text.contains("Decimals"), "only what differs\n{text}");
}

#[test]
fn history_filters_by_text_and_comes_back_to_the_row() {
    let mut desk = loaded();
    assert!(said(&desk.press("/"))[0].starts_with("ask History"));
    desk.write("s11");
    assert!(desk.draw().0.contains("row 1 of 1, in all 3"));
    assert_eq!(wanted(&mut desk), [Query::Operation { id: 7 }]);
    desk.at_every_size();
    assert!(desk.press("Esc").is_empty());
    assert_eq!(wanted(&mut desk), [Query::Operation { id: 8 }]);
    assert!(desk.draw().0.contains("row 2 of 3"));
}

#[test]
fn one_indicators_history_is_left_with_esc() {
    let mut desk = loaded();
    let subject = Subject { table: Table::Indicator, id: 12 };
    desk.with(|screen, context| screen.visit(&Place::History(Some(subject)), context));
    assert!(matches!(
        desk.with(|screen, context| screen.queries(context))[0],
        Query::History { about: Some(about), .. } if about == subject
    ));
    let (reference, title) = ("AC/C7".to_owned(), String::new());
    desk.receive(Data::Name(SubjectName { subject, reference, title }));
    assert!(desk.with(|screen, context| screen.title(context)).contains("AC/C7"));
    assert!(said(&desk.press("Esc"))[0].starts_with("ask History { about: None"));
}

/// What restoring asks and, after yes, applies; the words as they are now.
fn restored(now: Commentary) -> Change {
    let mut desk = loaded();
    let asked = desk.press("i");
    assert!(said(&asked)[0].starts_with("ask Present"));
    assert_eq!(said(&desk.receive(Data::Present(vec![Some(Record::Commentary(now))]))), ["open"]);
    let effects = desk.with(|screen, context| screen.answer(Answer::Yes { tag: "restore" }, context));
    match effects.into_iter().next() {
        Some(Effect::Apply { change, .. }) => change,
        _ => panic!("nothing applied"),
    }
}

#[test]
fn restoring_an_older_version_puts_it_at_the_present_revision() {
    let change = restored(words(5, "Something written since."));
    assert_eq!(change.label, "Restore AC/C7 reasons of 13:58");
    assert_eq!(change.edits, [Edit::Put(Record::Commentary(words(5, NEW)))]);
}

#[test]
fn restoring_the_latest_version_puts_back_what_was_before() {
    let change = restored(words(2, NEW));
    assert_eq!(change.label, "Restore from before: AC/C7 reasons, 13:58");
    assert_eq!(change.edits, [Edit::Put(Record::Commentary(words(2, OLD)))]);
}

#[test]
fn nothing_is_restored_into_a_closed_period() {
    let mut desk = loaded();
    desk.session.opening.as_mut().unwrap().periods[0].status = PeriodStatus::Closed;
    assert_eq!(said(&desk.press("i")), ["say Q1 2015/16 is closed: reopen it from the palette first."]);
}

#[test]
fn a_filter_shows_its_first_rows_before_they_are_counted() {
    fn rows(rows: Vec<Standing>, total: u64) -> List<Standing> {
        List { start: 0, rows, total, unfiltered: 1_000_000 }
    }
    let mut desk = Desk::new(Indicators::default());
    desk.receive(Data::Indicators(rows(vec![standing()], 1_000_000)));
    desk.press("/");
    desk.write("dols");
    let asked = desk.with(|screen, context| screen.pending_queries(context));
    let Query::FirstIndicators(request) = &asked[0] else { panic!("{asked:?}") };
    assert_eq!(request.filter.text, "dols");
    // A screenful at first, and later what lies around it.
    assert!(request.window.length < 40);
    let later = ListRequest { window: Window { start: 0, length: 120 }, ..request.clone() };
    desk.receive(Data::FirstIndicators { list: rows(vec![standing()], 1), counted: false });
    let asked = desk.with(|screen, context| screen.pending_queries(context));
    assert_eq!(asked.last(), Some(&Query::IndicatorsLater(later)));
    assert!(desk.with(|screen, context| screen.pending_queries(context)).is_empty(), "asked for once");
    desk.find("1+ of 1000000, counting…");
    desk.find("row 1 of 1+");
    desk.receive(Data::Indicators(rows(vec![standing()], 340)));
    desk.find("340 of 1000000");
    assert!(!desk.draw().0.contains("counting"));
    desk.write("x");
    desk.receive(Data::FirstIndicators { list: rows(Vec::new(), 0), counted: false });
    assert!(!desk.draw().0.contains("Nothing passes"), "that is not known yet");
    desk.receive(Data::Indicators(rows(Vec::new(), 0)));
    desk.find("Nothing passes this filter.");
}

#[test]
fn the_next_detail_is_read_ahead_and_forgotten_with_every_change() {
    fn of(id: Id) -> Box<Detail> {
        let mut one = detail(Vec::new());
        (one.standing.indicator_id, one.indicator.id) = (id, id);
        Box::new(one)
    }
    let asked = |indicator| Query::Detail { indicator, period: Q1.parse().unwrap() };
    let ahead = |indicator| Query::DetailAhead { indicator, period: Q1.parse().unwrap() };
    let mut desk = Desk::new(Indicators::default());
    let rows = [1, 2, 3].map(|id| Standing { indicator_id: id, ..standing() }).to_vec();
    let list = || Data::Indicators(List { start: 0, rows: rows.clone(), total: 3, unfiltered: 3 });
    desk.receive(list());
    assert_eq!(desk.with(|screen, context| screen.pending_queries(context)), [asked(1)]);
    desk.receive(Data::Detail(of(1)));
    assert_eq!(desk.with(|screen, context| screen.prefetch(context)), [ahead(2)]);
    assert!(desk.with(|screen, context| screen.prefetch(context)).is_empty(), "asked for once");
    desk.receive(Data::Detail(of(2)));
    desk.press("Down");
    assert!(desk.with(|screen, context| screen.pending_queries(context)).is_empty(), "it is there already");
    assert_eq!(desk.with(|screen, context| screen.prefetch(context)), [ahead(3)]);
    desk.press("Up");
    assert!(
        desk.with(|screen, context| screen.pending_queries(context)).is_empty(),
        "it was shown a moment ago"
    );
    // A change: everything is read anew, and what was shown before it is not shown again.
    desk.with(|screen, context| screen.queries(context));
    desk.receive(list());
    desk.press("Down");
    assert_eq!(desk.with(|screen, context| screen.pending_queries(context)), [asked(2)]);
    desk.receive(Data::Detail(of(2)));
    desk.press("Up");
    assert_eq!(desk.with(|screen, context| screen.pending_queries(context)), [asked(1)]);
}
