//! Members' questions: logged, answered, promised, sent, and back at the next review.

use quarterdeck::input::Scope;
use quarterdeck::workbook::steps::committee::promise;
use quarterdeck::workbook::{Data, Query, QuestionDetail, QuestionFilter, QuestionLog, QuestionRequest};

use crate::harness::Harness;

fn log(harness: &Harness, filter: QuestionFilter) -> QuestionLog {
    let request = QuestionRequest {
        period: harness.period(),
        today: harness.now().date(),
        filter,
        text: String::new(),
    };
    match harness.store().answer(&Query::Questions(request)).unwrap() {
        Data::Questions(log) => log,
        other => panic!("{other:?}"),
    }
}

fn one(harness: &Harness, id: i64) -> QuestionDetail {
    match harness.store().answer(&Query::QuestionDetail { id, period: harness.period() }).unwrap() {
        Data::QuestionDetail { detail: Some(detail), .. } => *detail,
        other => panic!("{other:?}"),
    }
}

/// The cursor on the question about £256,000.
fn at_the_budget(width: u16, height: u16) -> (Harness, i64) {
    let mut harness = Harness::new(width, height);
    harness.keys("8 /").type_text("256,000").keys("enter").assert_row("promised");
    let id = log(&harness, QuestionFilter::All).rows.iter().find(|row| row.page == "27").unwrap().id;
    (harness, id)
}

#[test]
fn the_minutes_are_there_as_published() {
    let mut harness = Harness::new(200, 60);
    harness.keys("8").assert_contains("18 at 2 meetings; 6 answers promised, none sent");
    for (page, cites) in [("46", "CCC14"), ("47", "CCC4"), ("27", "second paragraph"), ("41", "Health Watch")]
    {
        let all = log(&harness, QuestionFilter::All).rows;
        assert!(all.iter().any(|row| row.page == page && row.cited == cites), "{page} {cites}");
    }
    let all = log(&harness, QuestionFilter::All);
    assert!(all.rows.iter().all(|row| row.held_on.is_none() && row.promise_owner.is_empty()));
    assert_eq!((all.summary.questions, all.summary.promised, all.summary.unsent), (18, 6, 6));
    assert_eq!((all.summary.unanswered, all.summary.overdue, all.summary.next_due), (1, 0, None));
}

#[test]
fn a_promise_is_made_goes_overdue_and_is_sent() {
    let (mut harness, id) = at_the_budget(120, 40);
    harness.keys("+ tab").type_text("Head of Finance").keys("tab").type_text("+3d").keys("ctrl-s");
    harness.assert_says("u undoes").assert_contains("Head of Finance").assert_contains("9 Jul 2015");
    harness.tick(4 * 86_400).keys("1 8").assert_row("overdue").assert_contains("1 day late");
    assert_eq!(log(&harness, QuestionFilter::Overdue).rows.len(), 1);
    harness.keys("S ctrl-s").assert_contains("sent, 1 day late").assert_contains("sent 10 Jul 2015");
    assert_eq!(one(&harness, id).question.promise_sent, Some(harness.now().date()));
    assert_eq!(log(&harness, QuestionFilter::Unsent).rows.len(), 5);
    harness.keys("u");
    assert_eq!(one(&harness, id).question.promise_sent, None);
    assert_eq!(log(&harness, QuestionFilter::Overdue).rows.len(), 1);
}

#[test]
fn sent_on_a_day_to_come_is_refused_and_sent_without_a_promise_says_so() {
    let (mut harness, id) = at_the_budget(120, 40);
    harness.keys("S ctrl-a").type_text("+2d").keys("ctrl-s").assert_contains("that day is still to come");
    harness.keys("esc F g S").assert_says("Nothing was promised here");
    assert_eq!(one(&harness, id).question.promise_sent, None);
}

#[test]
fn a_reply_is_written_kept_as_a_draft_and_saved() {
    let (mut harness, id) = at_the_budget(120, 40);
    let before = one(&harness, id).question.reply;
    harness.keys("c").assert_scope(Scope::Writing).assert_contains("What is the £256,000?");
    harness.type_text(" More").keys("esc").assert_says("kept as a draft").assert_contains("being written");
    // A reply belongs to no quarter: the draft is there whichever is shown.
    harness.keys("[ c").assert_contains("More").keys("esc ] c").type_text(" to say.").keys("ctrl-s");
    assert_eq!(one(&harness, id).question.reply, format!("{before} More to say."));
    assert!(harness.drafts_on_disk().is_empty());
    harness.keys("u");
    assert_eq!(one(&harness, id).question.reply, before);
}

#[test]
fn a_question_edited_meanwhile_does_not_cost_anyone_their_reply() {
    let (mut harness, id) = at_the_budget(120, 40);
    harness.keys("c").type_text(" Mine.");
    // Another program changes something else of the same question.
    let change = promise(&one(&harness, id).question, "Details", "Pat's boss", None);
    harness.other_program().apply(&change, &harness.stamp("pat")).unwrap();
    harness.tick(5).keys("ctrl-s").assert_says("u undoes");
    let after = one(&harness, id).question;
    assert!(after.reply.ends_with(" Mine."));
    assert_eq!(after.promise_owner, "Pat's boss");
}

#[test]
fn a_new_question_at_a_new_meeting_comes_back_in_the_review() {
    let mut harness = Harness::new(120, 40);
    harness.keys("3 Q").assert_contains("About AC/C7");
    harness.keys("shift-tab shift-tab shift-tab shift-tab");
    // From the asker back to the choice of meeting: the last choice is a new one.
    harness
        .keys("left tab")
        .type_text("Scrutiny Committee")
        .keys("tab")
        .type_text("02/07/2015")
        .keys("tab tab");
    harness.type_text("A member").keys("tab").type_text("5").keys("tab tab");
    harness.type_text("Why so few on time?").keys("tab tab").type_text("A briefing").keys("tab tab");
    harness.type_text("+1w").keys("ctrl-s").assert_says("u undoes");
    let asked = harness.detail("AC/C7").questions;
    assert_eq!(asked.len(), 1);
    assert_eq!(
        (asked[0].meeting.name.as_str(), asked[0].question.page.as_str()),
        ("Scrutiny Committee", "5")
    );
    assert_eq!(asked[0].question.cited, "AC/C7");
    harness.keys("3").assert_contains("Asked at committee").assert_contains("Why so few on time?");
    harness.assert_contains("due 13 Jul 2015: A briefing");
    // It stands by its day, before the meeting of 2011, and the question leads back to its indicator.
    harness.keys("8 G k k k k k").assert_row("2 Jul 2015").assert_contains("indicator AC/C7");
    // One undo takes meeting, question and link.
    harness.keys("u").assert_contains("18 at 2 meetings");
    assert!(harness.detail("AC/C7").questions.is_empty());
}

#[test]
fn the_page_of_the_report_tells_what_a_question_is_about() {
    let mut harness = Harness::new(120, 40);
    harness.keys("W p").type_text("They are the source's.").keys("ctrl-s").assert_contains("version 1");
    harness.keys("esc esc esc");
    let printed = log(&harness, QuestionFilter::All).printed;
    let (page, _, _) = *printed.0.iter().find(|(_, _, reference)| reference == "AC/C7").unwrap();
    assert!(printed.page(&page.to_string()).len() > 1, "several are on it");
    harness.keys("8 A tab").type_text(&page.to_string());
    harness.assert_contains(&format!("Page {page} tells of ")).keys("tab").type_text("ac/c7");
    harness
        .assert_contains("tells of AC/C7: the question is tied to it")
        .keys("tab")
        .type_text("Why so few?")
        .keys("ctrl-s");
    harness.assert_says("u undoes");
    assert_eq!(harness.detail("AC/C7").questions.len(), 1);
}

#[test]
fn resolving_and_opening_again() {
    let (mut harness, id) = at_the_budget(120, 40);
    harness.keys("x").type_text("Taken up in the budget report").keys("ctrl-s").assert_row("resolved");
    assert_eq!(log(&harness, QuestionFilter::Unsent).rows.len(), 5);
    harness.keys("x ctrl-a delete ctrl-s").assert_row("promised");
    assert_eq!(one(&harness, id).question.resolution, "");
}

#[test]
fn deleting_asks_first_and_keeps_by_default() {
    let (mut harness, id) = at_the_budget(120, 40);
    harness.keys("delete").assert_contains("Delete this question?").keys("enter");
    assert_eq!(one(&harness, id).question.page, "27");
    harness.keys("delete y").assert_says("Question deleted");
    assert_eq!(log(&harness, QuestionFilter::All).rows.len(), 17);
    harness.keys("u");
    assert_eq!(one(&harness, id).question.page, "27");
}

#[test]
fn filters_say_how_many_and_come_off() {
    let mut harness = Harness::new(80, 24);
    harness.keys("8 f down down down enter").assert_contains("promised, not sent").assert_contains("of 6");
    harness.keys("F").assert_contains("of 18");
    harness.keys("/").type_text("no such words").assert_contains("None of these").keys("esc");
    harness.assert_contains("of 18");
}

#[test]
fn one_question_has_the_screen_and_the_next_is_a_key_away() {
    let mut harness = Harness::new(80, 24);
    harness.keys("8 G k k k k enter").assert_contains("page 46, CCC14");
    harness.keys("right").assert_contains("page 47, CCC4");
    harness.keys("pagedown G g left").assert_contains("page 46, CCC14").keys("esc").assert_contains("Status");
}

#[test]
fn meetings_are_added_and_edited() {
    let mut harness = Harness::new(120, 40);
    harness
        .keys("8")
        .palette("add a meeting")
        .type_text("Budget Panel")
        .keys("tab")
        .type_text("31/02/2015")
        .keys("tab");
    harness.assert_contains("did you mean 28 Feb 2015?").keys("shift-tab ctrl-a").type_text("28/02/2015");
    harness.keys("ctrl-s");
    // By its day, between the meetings of 2022 and of 2011.
    assert_eq!(log(&harness, QuestionFilter::All).meetings[1].name, "Budget Panel");
    harness
        .keys("8 G E end")
        .type_text(" of Halton")
        .keys("ctrl-s")
        .assert_contains("Healthy Halton Board of Halton");
}
