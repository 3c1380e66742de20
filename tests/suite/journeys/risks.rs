//! Risks: the heat map, the register, moving, editing, closing, the matrix.

use quarterdeck::app::Outside;
use quarterdeck::drafts::Draft;
use quarterdeck::input::Scope;
use quarterdeck::screens::MouseKind;
use quarterdeck::workbook::{
    AssessmentKind, Change, Data, Link, Query, Record, RiskDetail, RiskRow, Risks, Table,
};

use crate::harness::{Harness, QUARTER};

fn risks_of(harness: &Harness, period: &str) -> Risks {
    match harness.store().answer(&Query::Risks { period: period.parse().unwrap() }).unwrap() {
        Data::Risks(risks) => *risks,
        other => panic!("{other:?}"),
    }
}

fn risks(harness: &Harness) -> Risks {
    risks_of(harness, QUARTER)
}

fn row(harness: &Harness, reference: &str) -> RiskRow {
    risks(harness).rows.into_iter().find(|row| row.reference == reference).unwrap()
}

fn detail(harness: &Harness, reference: &str) -> RiskDetail {
    let risk = row(harness, reference).id;
    match harness.store().answer(&Query::RiskDetail { risk, period: QUARTER.parse().unwrap() }).unwrap() {
        Data::RiskDetail(detail) => *detail,
        other => panic!("{other:?}"),
    }
}

fn counts(harness: &Harness) -> Vec<Vec<u64>> {
    risks(harness).counts(AssessmentKind::Current)
}

const PRINTED: [[u64; 5]; 5] =
    [[0, 1, 1, 3, 0], [0, 0, 2, 0, 0], [0, 2, 10, 3, 0], [1, 1, 1, 4, 1], [0, 0, 0, 0, 0]];

#[test]
fn a_cell_lists_its_risks_and_escape_comes_back_to_it() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let mut harness = Harness::new(width, height);
        harness.keys("5").assert_scope(Scope::Risks).assert_contains("P5 x I4: 20 High (3)");
        let cell = harness.cursor();
        for reference in ["AS0007", "AS0087", "AS0088"] {
            harness.assert_contains(reference);
        }
        harness.keys("enter").assert_row("AS0007").keys("down down").assert_row("AS0088");
        harness.keys("enter").assert_contains("Treatment").keys("esc").assert_row("AS0088");
        harness.keys("esc");
        assert_eq!(harness.cursor(), cell, "{width}x{height}");
        harness.keys("right").assert_contains("P5 x I5: 25 High (0)").keys("enter").assert_says("No risk");
        harness.keys("left down down left").assert_contains("P3 x I3: 9 Medium High (10)");
        // The edges hold.
        harness.times(9, "left").times(9, "down").assert_contains("P1 x I1: 1 Low (0)");
    }
}

#[test]
fn the_map_is_the_published_one_and_says_so() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5").assert_contains("Counts agree with the printed map");
    assert_eq!(counts(&harness), PRINTED);
    // Contradictions of the source stand beside the risk.
    harness.keys("enter down").assert_row("AS0087");
    harness.assert_contains("give 12;").assert_contains("P5 x I4");
}

#[test]
fn moving_a_risk_asks_why_is_one_step_and_changes_every_place() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 m").assert_scope(Scope::RiskMove).assert_says("Moving AS0007");
    harness.keys("left down").assert_contains("AS0007: 20 High becomes 12 Medium High (P4 x I3)");
    // Esc leaves it where it was.
    harness.keys("esc").assert_scope(Scope::Risks).assert_contains("P5 x I4: 20 High (3)");
    harness.keys("m left down enter").assert_scope(Scope::Form).assert_contains("From  P5 x I4: 20 High");
    harness.keys("ctrl-s").assert_scope(Scope::Form).assert_says("this is needed");
    harness.type_text("The savings board now meets weekly").keys("ctrl-s");
    harness.assert_scope(Scope::Risks).assert_contains("P4 x I3: 12 Medium High (3)");
    harness.assert_contains("Not as the printed map");
    assert_eq!(harness.history().first().unwrap(), "AS0007 moved: 20 High to 12 Medium High");
    let moved = detail(&harness, "AS0007");
    let current = moved.current.unwrap();
    assert_eq!((current.impact, current.probability, current.stated_score), (Some(3), Some(4), None));
    assert_eq!(current.reason, "The savings board now meets weekly");
    let mut expected = PRINTED.map(Vec::from).to_vec();
    expected[0][3] -= 1;
    expected[1][2] += 1;
    assert_eq!(counts(&harness), expected);
    assert_eq!(risks(&harness).summary().at_threshold, 9);
    // The register says the same, and the history of the risk has it.
    harness.keys("t").assert_scope(Scope::RiskTable).assert_row("AS0007").assert_row("12 MH");
    harness.keys("H").assert_contains("AS0007 moved").keys("5").assert_scope(Scope::RiskTable);
    harness.keys("u");
    assert_eq!(counts(&harness), PRINTED);
    assert_eq!(row(&harness, "AS0007").current.unwrap().stated_label, "High");
}

#[test]
fn a_moved_risk_forgets_the_printed_cell_and_not_before() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 enter down").assert_row("AS0087");
    // Putting it where the map counts it is a change: its factors lead elsewhere.
    harness.keys("m enter").type_text("As rated").keys("ctrl-s");
    let current = row(&harness, "AS0087").current.unwrap();
    assert_eq!((current.impact, current.probability, current.mapped_impact), (Some(4), Some(5), None));
    // A second time it is there already.
    harness.assert_contains("> AS0087").keys("m enter").assert_says("there already");
}

#[test]
fn the_register_has_a_threshold_sorts_filters_and_finds() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 t").assert_contains("row 1 of 9, 30 risks in all").assert_row("AS0007");
    harness.keys("right s").assert_says("Ordered by Ref").keys("g").assert_row("AS0007");
    harness.keys("s").assert_says("other way round").keys("g").assert_row("AS0094");
    harness.keys("f").assert_contains("beyond appetite").keys("down down enter");
    harness.assert_contains("Register: beyond appetite").assert_contains("of 4, 30 risks");
    harness.keys("F").assert_contains("of 9, 30 risks");
    harness.keys("/").type_text("care act").assert_contains("of 2, 30 risks").keys("enter");
    harness.keys("esc").assert_contains("of 9, 30 risks").keys("esc").assert_scope(Scope::Risks);
    // From the table back to the map, on the same risk.
    harness.keys("t g down down down t").assert_scope(Scope::Risks).assert_contains("P3 x I4: 12");
}

#[test]
fn views_show_targets_and_what_is_not_on_the_map() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 v").assert_contains("targets").assert_contains("P2 x I3: 6 Medium Low (2)");
    harness.assert_contains("Not on the map: 21");
    harness.times(5, "down").assert_contains("Not on the map (21)").keys("enter").assert_row("P");
    harness.keys("esc up").assert_contains("P1 x I1");
    harness.keys("v").assert_contains("inherent").keys("v").assert_contains("current rating");
}

#[test]
fn the_form_refuses_scores_outside_the_matrix_and_asks_why() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 e").assert_scope(Scope::Form).times(10, "tab").assert_row("Impact now");
    harness.keys("backspace").type_text("7").keys("ctrl-s").assert_scope(Scope::Form);
    harness.assert_says("from 1 (Negligible) to 5 (Catastrophic)");
    harness.keys("backspace ctrl-s").assert_says("write both steps");
    harness.type_text("2").keys("ctrl-s").assert_says("say why it has moved");
    harness.type_text("Smaller programme").keys("ctrl-s").assert_scope(Scope::Risks);
    let current = row(&harness, "AS0007").current.unwrap();
    assert_eq!((current.impact, current.probability, current.stated_score), (Some(2), Some(5), None));
    assert_eq!(harness.history().first().unwrap(), "AS0007 moved: 20 High to 10 Medium High");
}

#[test]
fn a_target_worse_than_now_is_allowed_and_flagged() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 v m right right up up up enter").assert_contains("! The target is worse than now");
    harness.type_text("A test of the flag").keys("ctrl-s v v");
    harness.keys("enter").assert_contains("! The target is worse than now");
    assert_eq!(row(&harness, "AS0007").target.unwrap().impact, Some(5));
}

#[test]
fn what_is_typed_about_a_risk_is_kept() {
    let mut harness = Harness::new(80, 24);
    harness.keys("5 A").type_text("AS0099").keys("tab").type_text("Care market").tick(2);
    harness.kill();
    harness.keys("5 A").assert_contains("AS0099").assert_contains("Care market").keys("ctrl-s");
    let added = row(&harness, "AS0099");
    // In the cell under the cursor.
    let current = added.current.unwrap();
    assert_eq!((current.impact, current.probability), (Some(4), Some(5)));
    assert_eq!(added.opened_in, QUARTER.parse().ok());
    harness.keys("u");
    assert_eq!(counts(&harness), PRINTED);
}

#[test]
fn controls_are_added_edited_and_ended() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 +").assert_contains("Add a control").keys("enter");
    harness.type_text("Weekly savings board").keys("tab").type_text("Head of Finance").keys("tab");
    harness.type_text("+2w").keys("ctrl-s");
    let controls = detail(&harness, "AS0007").controls;
    assert_eq!(controls.len(), 7);
    let last = controls.last().unwrap();
    assert_eq!((last.owner.as_str(), last.due.is_some()), ("Head of Finance", true));
    assert_eq!(row(&harness, "AS0007").bare_controls, 6);
    harness.keys("+ down enter tab tab tab").times(3, "right").keys("ctrl-s");
    assert_eq!(row(&harness, "AS0007").controls, 6);
    assert!(harness.history()[0].contains("end control"));
    // Shown as ended in the period it was ended in.
    harness.keys("enter enter").assert_contains("no owner, no date, ended");
}

#[test]
fn closing_keeps_earlier_registers_and_deleting_says_what_links() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 A").type_text("AS0100").keys("tab").type_text("Short lived").keys("ctrl-s");
    let id = row(&harness, "AS0100").id;
    let indicator = harness.standing("AC/C7").indicator_id;
    let link = Link {
        id: 0,
        revision: 0,
        one: Table::Indicator,
        one_id: indicator,
        other: Table::Risk,
        other_id: id,
        note: String::new(),
    };
    let change = Change::new("Link").put(Record::Link(link));
    harness.other_program().apply(&change, &harness.stamp("kp")).unwrap();
    harness.keys("1 5 t f down enter");
    while !harness.cursor_line().contains("AS0100") {
        harness.keys("down");
    }
    harness.assert_contains("indicator AC/C7").keys("delete").assert_contains("Delete this risk?");
    harness.keys("enter").assert_row("AS0100").keys("delete y").assert_says("AC/C7");
    assert_eq!(row(&harness, "AS0100").id, id, "it was kept");
    harness.keys("x").type_text("Merged with AS0007").keys("ctrl-s");
    assert!(risks(&harness).rows.iter().all(|row| row.reference != "AS0100"));
    harness.keys("u");
    assert_eq!(row(&harness, "AS0100").id, id);
}

#[test]
fn an_earlier_period_is_shown_as_it_was_and_cannot_be_changed() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 m left left enter").type_text("For now").keys("ctrl-s [");
    harness.assert_contains("illustrative").assert_contains("P5 x I2").keys("m").assert_says("closed");
    let then = risks_of(&harness, "2014/15-Q4");
    let one = then.rows.iter().find(|row| row.reference == "AS0007").unwrap();
    assert_eq!(then.rated(one, AssessmentKind::Current), Some(16));
    assert!(then.rows.iter().all(|row| row.reference != "AS0094"));
}

#[test]
fn the_matrix_is_changed_with_a_preview_and_earlier_periods_keep_theirs() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5 E").assert_scope(Scope::Writing).assert_contains("No risk changes its band");
    harness.keys("ctrl-e");
    let outside = harness.outside();
    let Some(Outside::Edit(draft)) = outside.into_iter().find(|one| matches!(one, Outside::Edit(_))) else {
        panic!("nothing was handed to the editor");
    };
    let Draft { text, .. } = *draft;
    harness.keys("ctrl-a").paste(&text.replace("\"ML MH MH H  H\"", "\"ML MH X H  H\""));
    harness.assert_contains("no band has the letters X").keys("ctrl-s").assert_says("cells[2]");
    harness.keys("ctrl-a").paste(&text.replace("\"ML MH MH H  H\"", "\"ML MH H  H  H\""));
    harness.assert_contains("2 risks change").assert_contains("AS0090: Medium High becomes High");
    // Left and come back to: the draft is there.
    harness.keys("esc E").assert_contains("2 risks change").keys("ctrl-s").assert_scope(Scope::Risks);
    let now = risks(&harness);
    let one = now.rows.iter().find(|row| row.reference == "AS0090").unwrap();
    assert_eq!(now.band(one, AssessmentKind::Current).unwrap().name, "High");
    let then = risks_of(&harness, "2014/15-Q4");
    let one = then.rows.iter().find(|row| row.reference == "AS0090").unwrap();
    assert_eq!(then.band(one, AssessmentKind::Current).unwrap().name, "Medium High");
    harness.keys("u");
    assert!(risks(&harness).matrix == then.matrix);
}

#[test]
fn the_mouse_chooses_cells_rows_and_headings() {
    let mut harness = Harness::new(120, 40);
    harness.keys("5");
    let (x, y) = harness.find(" 10 ");
    harness.mouse(MouseKind::Click, x + 1, y + 1).assert_contains("P5 x I2: 10 Medium High (1)");
    harness.mouse(MouseKind::DoubleClick, x + 1, y + 1).assert_row("P5I2-1");
    harness.keys("esc t").click("Ref").assert_says("Ordered by Ref").click("AS0083").assert_row("AS0083");
}

#[test]
fn an_empty_register_says_what_to_do() {
    let mut harness = Harness::new(80, 24);
    // Before the first risk was opened.
    harness.keys("5").times(7, "[").assert_contains("No risks yet: A adds the first one");
    harness.keys("t").assert_contains("No risks yet");
}
