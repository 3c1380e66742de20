//! Risks in the file: what is refused, what each period sees, and what undo brings back.

use proptest::prelude::*;
use quarterdeck::domain::Period;
use quarterdeck::domain::matrix::{Cell, RiskMatrix};
use quarterdeck::jobs::places;
use quarterdeck::store::{Access, Store};
use quarterdeck::workbook::risk_steps::{
    Places, add_risk, close_risk, edit_risk, empty_assessment, empty_risk, move_risk, remove_risk, set_matrix,
};
use quarterdeck::workbook::*;
use tempfile::TempDir;

const QUARTER: &str = "2015/16-Q1";
const BEFORE: &str = "2014/15-Q4";

struct Desk {
    _folder: TempDir,
    store: Store,
}

fn stamp() -> Stamp {
    let at = chrono::NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(9, 0, 0).unwrap();
    Stamp { who: "jm".to_owned(), at }
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.qd");
    places::create_sample(&path, &stamp()).unwrap();
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    Desk { _folder: folder, store }
}

impl Desk {
    fn risks(&self, period: &str) -> Risks {
        match self.store.answer(&Query::Risks { period: period.parse().unwrap() }).unwrap() {
            Data::Risks(risks) => *risks,
            other => panic!("{other:?}"),
        }
    }

    fn detail(&self, reference: &str) -> RiskDetail {
        let risk = self.risks(QUARTER).rows.into_iter().find(|row| row.reference == reference).unwrap().id;
        match self.store.answer(&Query::RiskDetail { risk, period: QUARTER.parse().unwrap() }).unwrap() {
            Data::RiskDetail(detail) => *detail,
            other => panic!("{other:?}"),
        }
    }

    fn apply(&mut self, change: &Change) -> Result<Applied, String> {
        self.store.apply(change, &stamp()).map_err(|error| error.to_string())
    }

    /// Everything the screens can see of risks, in both periods.
    fn seen(&self) -> (Risks, Risks, Vec<RiskDetail>) {
        let now = self.risks(QUARTER);
        let details = now.rows.iter().map(|row| self.detail(&row.reference)).collect();
        (now, self.risks(BEFORE), details)
    }
}

#[test]
fn a_step_outside_the_matrix_is_refused_by_the_file_itself() {
    let mut desk = desk();
    let risk = desk.detail("AS0007").risk.id;
    let table = [
        (Some(6), Some(1), None, "impact goes from 1 (Negligible) to 5 (Catastrophic), not 6"),
        (Some(1), Some(0), None, "probability goes from 1 (Rare) to 5 (Almost Certain), not 0"),
        (Some(1), Some(1), Some(9), "impact goes from 1"),
    ];
    for (impact, probability, mapped, said) in table {
        let assessment = Assessment {
            impact,
            probability,
            mapped_impact: mapped,
            mapped_probability: mapped.map(|_| 1),
            ..empty_assessment(risk, QUARTER.parse().unwrap(), AssessmentKind::Inherent)
        };
        let refused = desk.apply(&Change::new("Out").put(Record::Assessment(assessment))).unwrap_err();
        assert!(refused.contains(said), "{refused}");
    }
    let half = Assessment {
        mapped_impact: Some(1),
        ..empty_assessment(risk, QUARTER.parse().unwrap(), AssessmentKind::Inherent)
    };
    let refused = desk.apply(&Change::new("Half").put(Record::Assessment(half))).unwrap_err();
    assert!(refused.contains("both impact and probability"), "{refused}");
    let refused = desk.apply(&set_matrix(None, QUARTER.parse().unwrap(), "code = 3")).unwrap_err();
    assert!(refused.contains("impact: it is missing"), "{refused}");
}

#[test]
fn each_period_sees_the_assessments_and_the_matrix_it_had() {
    let mut desk = desk();
    let before = desk.risks(BEFORE);
    let detail = desk.detail("AS0044");
    let change = move_risk(&detail, AssessmentKind::Current, Cell::new(5, 5), "Breach in June");
    desk.apply(&change).unwrap();
    let matrix = RiskMatrix::DEFAULT.replace("beyond = [\"H\"]", "beyond = [\"H\", \"MH\"]");
    let definition = desk.risks(QUARTER).definition;
    desk.apply(&set_matrix(definition.as_ref(), QUARTER.parse().unwrap(), &matrix)).unwrap();
    assert_eq!(desk.risks(BEFORE), before, "the closed period is as it was");
    let now = desk.risks(QUARTER);
    let row = now.rows.iter().find(|row| row.reference == "AS0044").unwrap();
    assert_eq!(now.rated(row, AssessmentKind::Current), Some(25));
    assert!(now.summary().beyond_appetite > 4);
    // The history of a risk judges each score by the matrix of its own period.
    let then = &desk.detail("AS0044").assessments[0];
    assert!(!then.1.beyond_appetite(Cell::new(3, 4)) && now.matrix.beyond_appetite(Cell::new(3, 4)));
}

#[test]
fn a_closed_risk_is_in_the_registers_before_and_in_no_later_one() {
    let mut desk = desk();
    let detail = desk.detail("AS0090");
    desk.apply(&close_risk(&detail.risk, Period::parse(QUARTER).unwrap(), "Merged")).unwrap();
    let has = |risks: Risks| risks.rows.iter().any(|row| row.reference == "AS0090");
    assert!(!has(desk.risks(QUARTER)));
    assert!(has(desk.risks(BEFORE)));
}

#[test]
fn a_reference_is_used_once_and_never_empty() {
    let mut desk = desk();
    let matrix = RiskMatrix::built_in();
    for (reference, said) in [("as0007", "already"), (" ", "needs a reference")] {
        let change = add_risk(
            empty_risk(reference, "S", QUARTER.parse().unwrap()),
            matrix,
            Places::default(),
            &[],
            "",
        );
        let refused = desk.apply(&change).unwrap_err();
        assert!(refused.contains(said), "{refused}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Whatever is done to risks, undoing it all brings back what was seen, and redoing it what was then.
    #[test]
    fn undo_brings_everything_back(steps in prop::collection::vec((0..5_u8, 0..9_usize, 1..=5_u32, 1..=5_u32), 1..8)) {
        let references = ["AS0007", "AS0087", "AS0088", "AS0091", "AS0044", "AS0083", "AS0089", "AS0090", "AS0094"];
        let mut desk = desk();
        let before = desk.seen();
        let mut done = 0;
        for (number, (what, which, impact, probability)) in steps.into_iter().enumerate() {
            let there = desk.risks(QUARTER).rows.iter().any(|row| row.reference == references[which]);
            let cell = Cell::new(impact, probability);
            let change = match what {
                0 => {
                    let places = Places { current: Some(cell), ..Places::default() };
                    let risk = empty_risk(&format!("NEW{number}"), "S", QUARTER.parse().unwrap());
                    add_risk(risk, RiskMatrix::built_in(), places, &["One".to_owned()], "")
                }
                _ if !there => continue,
                1 => move_risk(&desk.detail(references[which]), AssessmentKind::Current, cell, "Because"),
                2 => {
                    let detail = desk.detail(references[which]);
                    let risk = Risk { owner: format!("Role {number}"), ..detail.risk.clone() };
                    let places = Places { target: Some(cell), inherent: Some(cell), ..Places::default() };
                    edit_risk(&detail, risk, places, "")
                }
                3 => close_risk(&desk.detail(references[which]).risk, Period::parse(QUARTER).unwrap(), "Gone"),
                _ => remove_risk(&desk.detail(references[which])),
            };
            // A risk that closed periods reported cannot be deleted.
            if let Ok(applied) = desk.apply(&change) {
                done += usize::from(applied.operation > 0);
            }
            let risks = desk.risks(QUARTER);
            let counted: u64 = risks.counts(AssessmentKind::Current).iter().flatten().sum();
            let off = risks.not_on_map(AssessmentKind::Current).count() as u64;
            prop_assert_eq!(counted + off, risks.rows.len() as u64, "every risk is in one place");
        }
        let after = desk.seen();
        for _ in 0..done {
            desk.store.undo(&stamp()).unwrap();
        }
        let back = desk.seen();
        prop_assert_eq!(plain(before), plain(back));
        for _ in 0..done {
            desk.store.redo(&stamp()).unwrap();
        }
        prop_assert_eq!(plain(after), plain(desk.seen()));
    }
}

/// The same without revisions, which only ever go up.
fn plain(
    (mut now, mut before, mut details): (Risks, Risks, Vec<RiskDetail>),
) -> (Risks, Risks, Vec<RiskDetail>) {
    let clear = |one: &mut Option<Assessment>| {
        if let Some(one) = one {
            one.revision = 0;
        }
    };
    for risks in [&mut now, &mut before] {
        for row in &mut risks.rows {
            clear(&mut row.current);
            clear(&mut row.target);
            clear(&mut row.inherent);
            clear(&mut row.before);
        }
    }
    for detail in &mut details {
        detail.risk.revision = 0;
        clear(&mut detail.current);
        clear(&mut detail.target);
        clear(&mut detail.inherent);
        detail.assessments.iter_mut().for_each(|(one, _)| one.revision = 0);
        detail.controls.iter_mut().for_each(|one| one.revision = 0);
        detail.parts.iter_mut().for_each(|(_, _, revision)| *revision = 0);
    }
    (now, before, details)
}
