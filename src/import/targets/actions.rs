//! Corrective actions about indicators, risks or commitments.

use serde_json::{Value, json};

use super::Takes::{Choice, Day, Reference, Words};
use super::{Field, ImportKind};
use crate::import::extract::{RowView, belongs_to, words_of};
use crate::workbook::steps::empty_action;
use crate::workbook::{Record, Subject, Table};

pub(super) const TARGET: ImportKind = ImportKind {
    code: "actions",
    title: "Corrective actions",
    noun: "actions",
    fields: FIELDS,
    needs: &[&["reference"], &["action"]],
    key: &["reference", "action"],
    fillers: &[],
    take,
};

const FIELDS: &[Field] = &[
    Field::new(
        "reference",
        "what it is about",
        Reference,
        &[
            "ref",
            "ref no",
            "reference",
            "indicator ref",
            "indicator reference",
            "indicator code",
            "indicator",
            "kpi",
            "kpi ref",
            "pi ref",
            "code",
            "risk ref",
            "measure",
            "about",
            "relates to",
        ],
    ),
    Field::new(
        "action",
        "action",
        Words,
        &[
            "action",
            "actions",
            "corrective action",
            "corrective actions",
            "action required",
            "actions required",
            "proposed intervention",
            "improvement action",
            "action description",
            "planned action",
            "what will be done",
            "task",
            "mitigating action",
            "next steps",
        ],
    ),
    Field::new(
        "owner",
        "owner",
        Words,
        &[
            "owner",
            "action owner",
            "lead",
            "lead officer",
            "responsible",
            "responsible officer",
            "who",
            "by whom",
            "assigned to",
        ],
    ),
    Field::new(
        "due",
        "due date",
        Day,
        &[
            "due",
            "due date",
            "by when",
            "deadline",
            "target date",
            "completion date",
            "when",
            "date due",
            "timescale",
            "end date",
        ],
    ),
    Field::new(
        "status",
        "status",
        Choice,
        &["status", "action status", "progress status", "state", "rag", "position"],
    ),
    Field::new(
        "progress",
        "progress",
        Words,
        &[
            "progress",
            "update",
            "latest update",
            "progress update",
            "comments",
            "comment",
            "commentary",
            "notes",
        ],
    ),
    Field::new("client_group", "client group", Words, &["client group", "group", "cohort"]),
    Field::new(
        "expected_effect",
        "expected effect",
        Words,
        &[
            "expected effect",
            "expected impact",
            "impact",
            "outcome",
            "expected outcome",
            "benefit",
            "success measure",
        ],
    ),
    Field::new("period", "period", super::Takes::Time, &["period", "quarter", "reporting period"]),
];

/// How tables say where an action stands.
const STATUS: &[(&str, &[&str])] = &[
    ("planned", &["not started", "not yet started", "to do", "proposed", "new", "open", "pending", "grey"]),
    (
        "under_way",
        &[
            "under way",
            "underway",
            "in progress",
            "started",
            "ongoing",
            "on going",
            "on track",
            "on target",
            "amber",
            "green",
            "delayed",
            "behind",
            "overdue",
            "red",
        ],
    ),
    ("done", &["complete", "completed", "closed", "finished", "achieved", "implemented", "blue"]),
    ("dropped", &["cancelled", "canceled", "abandoned", "superseded", "no longer required", "withdrawn"]),
];

fn take(row: &mut RowView<'_>) {
    let (about, action) = (row.text("reference"), row.text("action"));
    if about.is_empty() || action.is_empty() {
        let (field, what) = if about.is_empty() {
            ("reference", "what the action is about")
        } else {
            ("action", "what will be done")
        };
        return row.refuse(field, format!("it does not say {what}"));
    }
    let Some(period) = row.reported() else { return };
    let due = row.day("due");
    let status = row.choice("status", STATUS);
    let mut record = empty_action(Subject { table: Table::Indicator, id: 0 }, period);
    record.description.clone_from(&action);
    let closed = matches!(status, Some("done" | "dropped"));
    let said = vec![
        ("owner", words_of(&row.text("owner"))),
        ("due", due.map_or(Value::Null, |day| json!(day))),
        ("status", status.map_or(Value::Null, Value::from)),
        ("closed_in", if closed { json!(period) } else { Value::Null }),
        ("progress", words_of(&row.text("progress"))),
        ("client_group", words_of(&row.text("client_group"))),
        ("expected_effect", words_of(&row.text("expected_effect"))),
    ];
    let name = format!("{about} action “{}”", crate::workbook::steps::short(&action));
    row.say(
        "action",
        &name,
        Record::Action(record),
        &["subject", "subject_id", "description"],
        said,
        vec![belongs_to("subject_id", Table::Indicator, &about)],
    );
}
