//! The review.

use quarterdeck::input::Scope;
use quarterdeck::workbook::{ReviewMark, ReviewState};

use crate::harness::Harness;

/// Puts right whatever keeps the red on screen from being marked reviewed.
fn put_right(harness: &mut Harness) {
    for _ in 0..40 {
        match harness.app().scope() {
            Scope::Writing => {
                harness.keys("ctrl-a").paste("Demand rose and two posts are vacant.").keys("ctrl-s");
            }
            Scope::Form => {
                if harness.contains("New action for") {
                    harness
                        .type_text("Recruit to both posts")
                        .keys("tab")
                        .type_text("Head of Care")
                        .keys("tab");
                } else if harness.cursor_line().contains("Owner") {
                    harness.type_text("Head of Care").keys("tab");
                } else if !harness.cursor_line().contains("Due") {
                    harness.keys("ctrl-a").type_text("Recruit to both posts").keys("tab tab");
                }
                if harness.cursor_line().contains("Due") {
                    harness.type_text("fri");
                }
                harness.keys("ctrl-s");
            }
            _ => return,
        }
    }
}

/// Marks the red on screen reviewed, putting right what is missing.
fn review_one(harness: &mut Harness) {
    for _ in 0..20 {
        harness.keys("r");
        if harness.app().scope() == Scope::Review {
            return;
        }
        put_right(harness);
    }
    panic!("never reviewed:\n{}", harness.screen());
}

#[test]
fn a_red_is_reviewed_by_keyboard_alone() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r").assert_contains("Review 1 of 18").assert_contains("AC/C7").assert_contains("0 done");
    // The first press names what is missing and goes there.
    harness.keys("r").assert_says("owner and due date missing on 3 actions").assert_scope(Scope::Form);
    harness.assert_contains("Action for AC/C7").assert_row("Owner");
    harness.type_text("Head of Care").keys("tab").type_text("fri").keys("ctrl-s");
    let due = harness.detail("AC/C7").actions.iter().find_map(|row| row.action.due);
    assert_eq!(due.unwrap().to_string(), "2015-07-10", "fri is this week's Friday");
    // What is still missing opens by itself, until nothing is.
    harness.assert_says("missing on 2 actions").assert_scope(Scope::Form).assert_row("Owner");
    put_right(&mut harness);
    harness.assert_scope(Scope::Review);
    harness.keys("r").assert_says("AC/C7 reviewed, 1 of 18. u undoes.");
    harness.assert_contains("Review 2 of 18").assert_contains("AC/S17").assert_contains("1 done");
    let review = harness.detail("AC/C7").review.unwrap();
    assert_eq!((review.state, review.by.as_str()), (ReviewState::Reviewed, "jm"));

    harness.keys("u").assert_says("Undone");
    assert_eq!(harness.standing("AC/C7").review, ReviewMark::ToReview);
    harness.assert_contains("0 done");
    harness.keys("ctrl-r").assert_says("Redone");
    assert_eq!(harness.standing("AC/C7").review, ReviewMark::Reviewed);
}

#[test]
fn every_red_can_be_reviewed_to_the_end() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r");
    let queue = harness.queue();
    for turn in 1..=queue.len() {
        review_one(&mut harness);
        if turn < queue.len() {
            harness.assert_says(&format!("reviewed, {turn} of {}", queue.len()));
            harness.assert_contains(&format!("Review {} of", turn + 1));
        }
    }
    harness.assert_contains("All 18 are reviewed.");
    for id in queue {
        assert_eq!(harness.detail_of(id).standing.review, ReviewMark::Reviewed);
    }
    harness.keys("1").assert_contains("18 of 18 done");
}

#[test]
fn a_red_is_skipped_only_with_a_reason_which_the_summary_gives() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r >").assert_contains("Skip AC/C7 for now");
    harness.keys("ctrl-s").assert_says("this is needed").assert_scope(Scope::Form);
    harness.type_text("Waiting for the legal view").keys("ctrl-s").assert_says("AC/C7 skipped");
    assert_eq!(harness.standing("AC/C7").review, ReviewMark::Skipped);
    // The end of the queue is the summary.
    harness.times(18, "n");
    harness.assert_contains("17 of 18 still to review.").assert_contains("Waiting for the legal view");
    harness.keys("enter").assert_contains("Review 2 of 18").assert_contains("AC/S17");
    harness.keys("1").assert_contains("Skipped");
}

#[test]
fn a_figure_changed_after_the_review_is_said() {
    let mut harness = Harness::new(140, 40);
    harness.keys("r");
    review_one(&mut harness);
    harness.indicator("AC/C7").keys("D ctrl-a").type_text("43").keys("ctrl-s");
    assert_eq!(harness.standing("AC/C7").review, ReviewMark::ChangedSince);
    harness.keys("1").assert_contains("1 changed since");
    harness.indicator("AC/C7").keys("r").assert_contains("AC/C7");
    harness.keys("r").assert_says("AC/C7 reviewed");
    assert_eq!(harness.standing("AC/C7").review, ReviewMark::Reviewed);
}

#[test]
fn words_written_but_not_saved_are_saved_with_the_review() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r c").type_text(" More staff start in August.").keys("esc");
    harness.assert_says("kept as a draft").assert_contains("1 draft");
    review_one(&mut harness);
    let words = &harness.detail("AC/C7").commentary[0].text;
    assert!(words.ends_with("More staff start in August."), "{words}");
    harness.assert_lacks("1 draft");
    assert!(harness.drafts_on_disk().is_empty());
}

#[test]
fn words_are_inserted_from_last_quarter() {
    let mut harness = Harness::new(120, 40);
    let before = harness.detail("AC/C7").commentary[0].text.clone();
    let earlier = harness.detail("AC/C7").earlier_commentary[0].text.clone();
    harness.keys("r i").assert_contains("Insert into the reasons of AC/C7").keys("enter");
    harness.assert_scope(Scope::Writing).assert_says("Inserted").keys("ctrl-s");
    assert_eq!(harness.detail("AC/C7").commentary[0].text, format!("{before}\n\n{earlier}"));
}

#[test]
fn deleting_an_action_asks_first_and_keeps_by_default() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r");
    let count = harness.detail("AC/C7").actions.len();
    harness.keys("delete").assert_contains("Delete this action?").assert_contains("Best Interests Assessors");
    harness.keys("enter");
    assert_eq!(harness.detail("AC/C7").actions.len(), count, "Enter keeps it");
    harness.keys("delete y");
    assert_eq!(harness.detail("AC/C7").actions.len(), count - 1);
    harness.keys("ctrl-z");
    assert_eq!(harness.detail("AC/C7").actions.len(), count);
    let labels = harness.history();
    assert!(labels.len() >= 3, "the deletion and its undoing are both kept: {labels:?}");
}

#[test]
fn the_review_goes_both_ways_and_opens_where_it_is_asked() {
    let mut harness = Harness::new(80, 24);
    harness.keys("r").assert_contains("1 of 18").keys("n n").assert_contains("3 of 18");
    harness.keys("N").assert_contains("2 of 18");
    // Each part has its turn at a small size.
    for part in ["Reasons", "Actions", "Ready", "AC/S17"] {
        harness.keys("tab").assert_contains(part);
    }
    harness.indicator("AC/S18").keys("r").assert_contains("AC/S18").assert_contains("4 of 18");
    harness.indicator("AC/S25").keys("r").assert_says("not one that is reviewed");
}
