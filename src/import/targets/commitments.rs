//! Commitments: commissioning intentions, actions of a delivery plan.

use serde_json::{Value, json};

use super::Takes::{Any, Day, Reference, Words};
use super::{Field, ImportKind};
use crate::domain::Rating;
use crate::import::extract::{RowView, belongs_to, words_of};
use crate::workbook::{Commitment, CommitmentRating, CommitmentScale, Record, Table};

pub(super) const TARGET: ImportKind = ImportKind {
    code: "commitments",
    title: "Commitments and delivery plans",
    noun: "commitments",
    fields: FIELDS,
    needs: &[&["description"], &["rating", "commentary", "percent"]],
    key: &["reference", "description"],
    fillers: &[],
    take,
};

const FIELDS: &[Field] = &[
    Field::new(
        "reference",
        "reference",
        Reference,
        &["ref", "ref no", "reference", "action ref", "commitment ref", "no", "code", "id"],
    ),
    Field::new(
        "description",
        "commitment",
        Words,
        &[
            "commissioning intention",
            "commissioning intentions",
            "commitment",
            "delivery plan action",
            "priority action",
            "key action",
            "objective",
            "priority",
            "milestone",
            "milestones",
            "key milestone",
            "action",
            "actions",
            "task",
            "initiative",
            "key activity",
            "what we will do",
            "project",
            "deliverable",
            "council plan action",
            "activity",
            "commitment description",
            "description",
            "title",
        ],
    ),
    Field::new(
        "plan",
        "plan",
        Words,
        &["plan", "delivery plan", "priority area", "theme", "area of focus", "strategic priority"],
    ),
    Field::new("service", "service", Words, &["service", "directorate", "department"]),
    Field::new(
        "owner",
        "owner",
        Words,
        &["owner", "lead", "lead officer", "responsible officer", "responsible"],
    ),
    Field::new(
        "due",
        "due date",
        Day,
        &["due", "due date", "deadline", "target date", "completion date", "by when", "end date"],
    ),
    Field::new(
        "rating",
        "rating",
        Any,
        &["rag", "rag rating", "rag status", "rating", "status", "delivery status", "progress rating"],
    ),
    Field::new(
        "commentary",
        "commentary",
        Words,
        &["commentary", "comments", "comment", "progress", "update", "progress update", "narrative"],
    ),
    Field::new(
        "percent",
        "how much is done",
        Any,
        &[
            "% complete",
            "percent complete",
            "percentage complete",
            "complete %",
            "% completed",
            "% progress",
            "progress %",
            "completion %",
        ],
    ),
    Field::new(
        "path_to_green",
        "path to green",
        Words,
        &[
            "path to green",
            "plan to green",
            "route to green",
            "recovery",
            "corrective action",
            "remedial action",
        ],
    ),
    Field::new("period", "period", super::Takes::Time, &["period", "quarter", "reporting period"]),
];

fn rating(text: &str) -> Option<Rating> {
    let plain = crate::import::words::plain(text);
    let found = match plain.as_str() {
        "complete" | "completed" | "done" | "b" | "blue" => Rating::Complete,
        "on track" | "on target" => Rating::OnTrack,
        "at risk" => Rating::AtRisk,
        "off track" | "not on track" | "behind" => Rating::OffTrack,
        "grn" | "g" => Rating::Green,
        "amb" | "a" | "amber" => Rating::Amber,
        "green amber" | "amber green" => Rating::GreenAmber,
        "red amber" | "amber red" => Rating::RedAmber,
        _ => {
            return Rating::parse(text)
                .or_else(|| Rating::parse(plain.split(' ').next().unwrap_or_default()));
        }
    };
    Some(found)
}

fn take(row: &mut RowView<'_>) {
    let description = row.text("description");
    if description.is_empty() {
        return row.refuse(
            "description",
            "no commitment is named here; where the row goes on from the one above, join the two in the file",
        );
    }
    let Some(period) = row.reported() else { return };
    let text = row.text("rating");
    let rated = match (text.is_empty(), rating(&text)) {
        (true, _) => None,
        (false, Some(Rating::Amber)) => Some(Rating::AtRisk),
        (false, Some(rating)) if CommitmentScale::ALL.iter().any(|scale| scale.has(rating)) => Some(rating),
        (false, _) => {
            row.refuse(
                "rating",
                "write green, green amber, red amber or red, or complete, on track, at risk or off track",
            );
            None
        }
    };
    let delivery = row.fixed("words") == Some("delivery")
        || matches!(rated, Some(Rating::Complete | Rating::OnTrack | Rating::AtRisk | Rating::OffTrack));
    let due = row.day("due");
    let plan = row.text("plan");
    let reference = row.text("reference");
    let source = row.source("description");
    let record = Commitment {
        reference: reference.clone(),
        plan: if plan.is_empty() {
            if delivery { "Delivery plan" } else { "Commissioning intentions" }.to_owned()
        } else {
            plan.clone()
        },
        description: description.clone(),
        scale: if delivery { CommitmentScale::Delivery } else { CommitmentScale::FourColour },
        service: row.text("service"),
        opened_in: Some(period),
        source,
        ..Commitment::default()
    };
    // What has a reference may be worded anew; what has none is known by its words.
    let worded = if reference.is_empty() { Value::Null } else { words_of(&description) };
    let said = vec![
        ("description", worded),
        ("owner", words_of(&row.text("owner"))),
        ("due", due.map_or(Value::Null, |day| json!(day))),
        ("plan", if row.has("plan") { words_of(&plan) } else { Value::Null }),
    ];
    let name = if reference.is_empty() { crate::workbook::steps::short(&description) } else { reference };
    row.say("description", &name, Record::Commitment(record), &["description"], said, Vec::new());
    // Beside the words of a plan its colours are said in them too.
    let rated = rated.map(|rating| match rating {
        Rating::Green if delivery => Rating::OnTrack,
        Rating::Red if delivery => Rating::OffTrack,
        other => other,
    });
    let (commentary, path) = (commentary(row), row.text("path_to_green"));
    let Some(rating) = rated else {
        for field in ["commentary", "percent", "path_to_green"].into_iter().filter(|_| text.is_empty()) {
            if row.has(field) {
                row.refuse(field, "there is no rating beside it that it would be about: give one");
            }
        }
        return;
    };
    let record = CommitmentRating {
        id: 0,
        revision: 0,
        commitment_id: 0,
        period,
        rating,
        commentary: String::new(),
        path_to_green: String::new(),
        illustrative: false,
    };
    row.say(
        "rating",
        &format!("{name} rating"),
        Record::CommitmentRating(record),
        &["commitment_id", "period"],
        vec![
            ("rating", json!(rating)),
            ("commentary", words_of(&commentary)),
            ("path_to_green", words_of(&path)),
        ],
        vec![belongs_to("commitment_id", Table::Commitment, &description)],
    );
}

/// The words about a commitment, and how much of it is done.
fn commentary(row: &RowView<'_>) -> String {
    let (words, percent) = (row.text("commentary"), row.text("percent"));
    let percent = percent.trim();
    let done = match percent.ends_with(|c: char| c.is_ascii_digit()) {
        true => format!("{percent}% complete"),
        false if percent.ends_with('%') => format!("{percent} complete"),
        false => percent.to_owned(),
    };
    [done, words].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}
