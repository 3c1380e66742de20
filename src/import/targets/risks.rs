//! A risk register: risks, where they stand, where they are to go, and what
//! controls them.

use serde_json::{Value, json};

use super::Takes::{Any, Choice, Day, Reference, Words};
use super::risk_ratings::{rate, step_of_word, word_in};
use super::{Field, ImportKind};
use crate::domain::Period;
use crate::import::extract::{RowView, belongs_to, words_of};
use crate::import::figure::missing;
use crate::workbook::risk_steps::empty_assessment;
use crate::workbook::{AssessmentKind, Control, Record, Risk, Table};

pub(super) const TARGET: ImportKind = ImportKind {
    code: "risks",
    title: "Risks",
    noun: "risks",
    fields: FIELDS,
    needs: &[
        &["reference", "title"],
        &[
            "impact",
            "probability",
            "score",
            "score_then",
            "inherent_impact",
            "inherent_score",
            "target_impact",
        ],
    ],
    key: &["reference", "title"],
    fillers: &["score", "risk", "assessment", "level", "rating"],
    take,
};

const FIELDS: &[Field] = &[
    Field::new(
        "reference",
        "reference",
        Reference,
        &[
            "ref",
            "ref no",
            "reference",
            "risk ref",
            "risk reference",
            "risk id",
            "risk no",
            "risk number",
            "id",
            "code",
            "no",
            "number",
            "nr",
        ],
    ),
    Field::new(
        "title",
        "risk",
        Words,
        &["risk", "risk title", "risk name", "risk description", "description", "title", "risk event"],
    ),
    Field::new("cause", "cause", Words, &["cause", "causes", "risk cause", "trigger"]),
    Field::new(
        "event",
        "event",
        Words,
        &["event", "risk event description", "risk description", "description of risk"],
    ),
    Field::new(
        "consequence",
        "consequence",
        Words,
        &["consequence", "consequences", "effect", "impact description", "potential consequences"],
    ),
    Field::new("category", "category", Words, &["category", "risk category", "risk type", "type"]),
    Field::new("service", "service", Words, &["service", "directorate", "delivery unit", "department"]),
    Field::new(
        "owner",
        "owner",
        Words,
        &["owner", "risk owner", "lead", "lead officer", "responsible officer"],
    ),
    Field::new(
        "treatment",
        "treatment",
        Choice,
        &["treatment", "risk status", "risk response", "response", "approach", "status"],
    ),
    Field::new(
        "assurance",
        "assurance",
        Words,
        &["assurance", "board assurance", "board assurance timing", "assurance timing"],
    ),
    Field::new(
        "impact",
        "impact",
        Any,
        &[
            "impact",
            "current impact",
            "current assessment impact",
            "residual impact",
            "severity",
            "net impact",
            "current assessment impact score",
        ],
    ),
    Field::new(
        "probability",
        "probability",
        Any,
        &[
            "probability",
            "likelihood",
            "current likelihood",
            "current probability",
            "current assessment probability",
            "residual likelihood",
            "residual probability",
            "net likelihood",
        ],
    ),
    Field::new(
        "score",
        "rating",
        Any,
        &[
            "rating",
            "score",
            "risk score",
            "risk rating",
            "current rating",
            "current score",
            "current assessment rating",
            "residual score",
            "residual total",
            "current total",
            "net score",
            "residual risk score",
            "residual risk rating",
            "current risk score",
            "current risk rating",
            "net risk score",
        ],
    ),
    Field::new(
        "inherent_impact",
        "inherent impact",
        Any,
        &["inherent impact", "gross impact", "initial impact", "inherent assessment impact"],
    ),
    Field::new(
        "inherent_probability",
        "inherent probability",
        Any,
        &[
            "inherent probability",
            "inherent likelihood",
            "gross likelihood",
            "initial likelihood",
            "inherent assessment probability",
        ],
    ),
    Field::new(
        "inherent_score",
        "inherent rating",
        Any,
        &[
            "inherent score",
            "inherent rating",
            "inherent risk score",
            "inherent risk rating",
            "inherent total",
            "gross score",
            "gross rating",
            "gross risk score",
            "initial score",
            "initial risk score",
        ],
    ),
    Field::new(
        "target_score",
        "target rating",
        Any,
        &[
            "target score",
            "target rating",
            "target risk score",
            "target risk rating",
            "target total",
            "target",
            "target rag",
        ],
    ),
    Field::new("score_then", "rating of the period", Any, &["rating of the period"]).many(),
    Field::new("target_impact", "target impact", Any, &["target impact", "target assessment impact"]),
    Field::new(
        "target_probability",
        "target probability",
        Any,
        &["target probability", "target likelihood", "target assessment probability"],
    ),
    Field::new(
        "control",
        "control",
        Words,
        &[
            "control",
            "controls",
            "control actions",
            "control action",
            "mitigation",
            "mitigating actions",
            "existing controls",
            "controls in place",
            "actions",
        ],
    ),
    Field::new(
        "control_owner",
        "owner of the control",
        Words,
        &["control owner", "action owner", "mitigation owner"],
    ),
    Field::new(
        "control_due",
        "due date of the control",
        Day,
        &["control due", "due", "due date", "target date", "review date"],
    ),
    Field::new(
        "reason",
        "why it stands there",
        Words,
        &["reason", "comment", "comments", "commentary", "update", "movement"],
    ),
    Field::new("period", "period", super::Takes::Time, &["period", "quarter", "reporting period"]),
];

const TREATMENT: &[(&str, &[&str])] = &[
    ("treat", &["treat", "reduce", "mitigate", "open"]),
    ("tolerate", &["tolerate", "accept", "accepted"]),
    ("transfer", &["transfer", "share"]),
    ("terminate", &["terminate", "avoid"]),
];

fn take(row: &mut RowView<'_>) {
    let (mut reference, mut title) = (row.text("reference"), row.text("title"));
    if reference.is_empty() && title.is_empty() {
        return row.refuse("title", "no risk is named here");
    }
    // `AS0007 – Financial management` is both.
    if reference.is_empty()
        && let Some((first, rest)) = title.split_once([' ', '–', '-'])
        && first.chars().any(|c| c.is_ascii_digit())
        && first.len() <= 12
    {
        let rest = rest.trim_start_matches(['–', '-', ' ', ':']).to_owned();
        (reference, title) = (first.to_owned(), rest);
    }
    if title.is_empty() {
        title.clone_from(&reference);
    }
    if reference.is_empty() {
        return row.refuse("title", "the risk has no reference; give it one");
    }
    let Some(period) = row.reported() else { return };
    let rated = row.dated("score_then");
    // It was there by the first of the periods that it is rated in.
    let first = rated.iter().map(|one| one.period).min().unwrap_or(period);
    let treatment = row.choice("treatment", TREATMENT);
    let source = row.source("reference");
    let risk = Risk {
        reference: reference.clone(),
        title: title.clone(),
        service: row.text("service"),
        opened_in: Some(first),
        source,
        ..Risk::default()
    };
    let words = ["cause", "event", "consequence", "category", "service", "owner", "assurance"];
    let mut said: Vec<(&str, Value)> =
        words.iter().map(|field| (*field, words_of(&row.text(field)))).collect();
    said.push(("title", if row.has("title") { words_of(&title) } else { Value::Null }));
    said.push(("treatment", treatment.map_or(Value::Null, Value::from)));
    row.say("reference", &reference, Record::Risk(risk), &["reference"], said, Vec::new());
    for (kind, impact, probability, score) in [
        (AssessmentKind::Inherent, "inherent_impact", "inherent_probability", "inherent_score"),
        (AssessmentKind::Current, "impact", "probability", "score"),
        (AssessmentKind::Target, "target_impact", "target_probability", "target_score"),
    ] {
        assess(row, &reference, period, kind, [impact, probability, score]);
    }
    rate(row, &reference, &rated);
    control(row, &reference, period);
}

fn assess(row: &mut RowView<'_>, reference: &str, period: Period, kind: AssessmentKind, fields: [&str; 3]) {
    let [impact_field, probability_field, score_field] = fields;
    if !fields.iter().any(|field| row.has(field)) {
        return;
    }
    let step =
        |row: &mut RowView<'_>, field: &str| row.step(field).or_else(|| step_of_word(row, &row.text(field)));
    let (impact, probability) = (step(row, impact_field), step(row, probability_field));
    for (field, step) in [(impact_field, impact), (probability_field, probability)] {
        if step.is_some_and(|step| !(1..=6).contains(&step)) {
            return row.refuse(field, "a step of the matrix is from 1 to 6; write its number");
        }
    }
    // A word is none of its steps unless its number stands with it.
    let mut unread = false;
    for (field, step) in [(impact_field, impact), (probability_field, probability)] {
        let text = row.text(field);
        if step.is_none() && !text.is_empty() && missing(&text).is_none() {
            row.refuse(
                field,
                format!(
                    "it is no step of the matrix: write its number, from 1 to 6, or say which it is with --fixed \
                     \"scale={}: NUMBER, …\"",
                    text.trim()
                ),
            );
            unread = true;
        }
    }
    if unread {
        return;
    }
    let score_text = if score_field.is_empty() { String::new() } else { row.text(score_field) };
    let letters = |text: &str| word_in(text).unwrap_or_default();
    let record = empty_assessment(0, period, kind);
    let step = |step: Option<u32>| step.map_or(Value::Null, |step| json!(step));
    let said = vec![
        ("impact", step(impact)),
        ("probability", step(probability)),
        ("stated_score", if score_field.is_empty() { Value::Null } else { step(row.step(score_field)) }),
        ("stated_label", words_of(&letters(&score_text))),
        ("stated_impact", words_of(&letters(&row.text(impact_field)))),
        ("stated_probability", words_of(&letters(&row.text(probability_field)))),
        ("reason", words_of(&row.text("reason"))),
    ];
    let name = format!("{reference} {} assessment", format!("{kind:?}").to_lowercase());
    row.say(
        impact_field,
        &name,
        Record::Assessment(record),
        &["risk_id", "period", "kind"],
        said,
        vec![belongs_to("risk_id", Table::Risk, reference)],
    );
}

fn control(row: &mut RowView<'_>, reference: &str, period: Period) {
    let description = row.text("control");
    if description.is_empty() {
        return;
    }
    let due = row.day("control_due");
    let record =
        Control { risk_id: 0, period, position: 0, description: description.clone(), ..Control::default() };
    let said = vec![
        ("owner", words_of(&row.text("control_owner"))),
        ("due", due.map_or(Value::Null, |day| json!(day))),
    ];
    let name = format!("{reference} control “{}”", crate::workbook::steps::short(&description));
    row.say(
        "control",
        &name,
        Record::Control(record),
        &["risk_id", "description"],
        said,
        vec![belongs_to("risk_id", Table::Risk, reference)],
    );
}
