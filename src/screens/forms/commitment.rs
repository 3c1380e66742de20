//! Commitments: status and way back, the commitment itself, milestones, many at once.

use super::{Form, FormField, Keep, Values, described, with_next};
use crate::domain::{Rating, Tense};
use crate::screens::{Context, Screen};
use crate::workbook::edits;
use crate::workbook::steps::delivery::{ManyCommitments, empty_milestone, new_commitment};
use crate::workbook::{
    Change, Commitment, CommitmentDetail, CommitmentScale, Milestone, Subject, Table, ValueField,
};

const NOT_RATED: &str = "none";
const LEAVE: &str = "";
const CLEAR: &str = "-";

fn owner(text: &str) -> FormField {
    FormField::line("owner", "Owner", text)
        .completing(ValueField::Owner)
        .help("The role that answers for it.")
}

fn ratings(scale: CommitmentScale) -> Vec<(String, String)> {
    scale
        .steps()
        .iter()
        .map(|step| (step.rating.code().to_owned(), format!("{}: {}", step.rating.title(), step.meaning)))
        .collect()
}

fn keep(commitment: &Commitment, what: &str) -> Keep {
    let about = Subject { table: Table::Commitment, id: commitment.id };
    Keep::about(about, what.to_owned(), &commitment.reference)
}

/// Status, way back, owner and date.
pub fn update_commitment(detail: &CommitmentDetail, context: &Context) -> Box<dyn Screen> {
    let commitment = &detail.commitment;
    let now = detail.rating.as_ref();
    let mut options = ratings(commitment.scale);
    options.push((NOT_RATED.to_owned(), "not rated".to_owned()));
    let fields = vec![
        FormField::choice("rating", "Status", options, now.map_or(NOT_RATED, |rating| rating.rating.code())),
        FormField::text_area("path", "Path to green", now.map_or("", |rating| &rating.path_to_green), 3)
            .help("What has to happen, and by when, for it to be back on track."),
        owner(&commitment.owner),
        FormField::date("due", "Due", commitment.due, Tense::Future),
    ];
    let old = detail.clone();
    let form = Form::new(format!("Update {}", commitment.reference), fields, move |values, context| {
        edits::commitment_update(&old, &values.changed(), &context.session.when())
    })
    .intro(vec![commitment.description.clone()])
    .editing(true)
    .kept(keep(commitment, "update"), context);
    Box::new(form)
}

/// A new commitment, in the plan of another where there is one.
pub fn add_commitment(
    like: Option<&Commitment>,
    references: Vec<String>,
    context: &Context,
) -> Box<dyn Screen> {
    let service =
        context.session.opening.as_ref().map_or("", |opening| opening.workbook.service.as_str()).to_owned();
    let new = new_commitment(like, &service, context.session.period);
    let (known, like) = (with_next(&references), like.cloned());
    let form = form("New commitment", new, "reference", context)
        .proposing(&references)
        .again(move |context| add_commitment(like.as_ref(), known.clone(), context));
    Box::new(form)
}

/// The commitment itself.
pub fn edit_commitment(commitment: &Commitment, context: &Context) -> Box<dyn Screen> {
    Box::new(form(
        &format!("Commitment {}", commitment.reference),
        commitment.clone(),
        "description",
        context,
    ))
}

fn form(title: &str, commitment: Commitment, start: &str, context: &Context) -> Form {
    let fields = described(&commitment);
    let edits = commitment.id > 0;
    let keep = keep(&commitment, if edits { "wording" } else { "new commitment" });
    Form::new(title, fields, move |values, context| {
        edits::commitment(&commitment, &values.changed(), &context.session.when())
    })
    .editing(edits)
    .kept(keep, context)
    .starting_at(start)
}

/// A milestone, new or changed.
pub fn milestone(
    detail: &CommitmentDetail,
    existing: Option<&Milestone>,
    context: &Context,
) -> Box<dyn Screen> {
    let commitment = &detail.commitment;
    let milestone = existing.cloned().unwrap_or_else(|| empty_milestone(detail));
    let fields = described(&milestone);
    let subject = match existing {
        Some(one) => format!("milestone {}", one.id),
        None => "new milestone".to_owned(),
    };
    let title = format!("Milestone of {}", commitment.reference);
    let (reference, again) = (commitment.reference.clone(), detail.clone());
    let form = Form::new(title, fields, move |values, context| {
        edits::milestone(&reference, &milestone, &values.changed(), &context.session.when())
    })
    .intro(vec![commitment.description.clone()])
    .again(move |context| self::milestone(&again, None, context))
    .editing(existing.is_some())
    .kept(keep(commitment, &subject), context);
    Box::new(form)
}

/// What to set on many commitments at once; hands it to the screen below.
pub fn many(tag: &'static str, count: usize, scales: &[CommitmentScale]) -> Box<dyn Screen> {
    let mut options = vec![(LEAVE.to_owned(), "as it is".to_owned())];
    for scale in scales {
        options.extend(ratings(*scale));
    }
    let fields = vec![
        FormField::choice("rating", "Status", options, LEAVE),
        owner("").help("Empty leaves it as it is; - takes it away."),
        FormField::date("due", "Due", None, Tense::Future)
            .or_sign(CLEAR)
            .help("4 dec, +2w, end of march. Empty leaves it as it is; - takes it away."),
    ];
    let rows = if count == 1 { "1 commitment".to_owned() } else { format!("{count} commitments") };
    let form = Form::new(format!("Change {rows}"), fields, |values, context| {
        if read_many(values, context).is_empty() {
            return Err(vec![("rating", "choose a status, or fill in owner or date".to_owned())]);
        }
        Ok(Change::none())
    })
    .intro(vec!["What it will do is shown before anything is changed.".to_owned()])
    .handing(tag);
    Box::new(form)
}

/// What [`many`] was filled in with.
pub fn read_many(values: &Values, context: &Context) -> ManyCommitments {
    let rating = match values.get("rating") {
        LEAVE => None,
        code => Rating::parse(code),
    };
    let owner = match values.get("owner") {
        "" => None,
        CLEAR => Some(String::new()),
        owner => Some(owner.to_owned()),
    };
    let due = match values.get("due") {
        "" => None,
        CLEAR => Some(None),
        text => context.session.dates(Tense::Future).read(text).ok().map(Some),
    };
    ManyCommitments { rating, owner, due }
}
