//! What can be done to commitments: one, its milestones, or many at once.

use crate::domain::dates::short_date;
use crate::input::Command;
use crate::screens::choice::Choice;
use crate::screens::delivery::{Delivery, pick};
use crate::screens::question::Question;
use crate::screens::writing::{Standing, Writing};
use crate::screens::{Answer, Context, Effect, Screen, dialogs, forms};
use crate::session::{Notice, Place};
use crate::workbook::steps::delivery::{
    close_commitment, milestone_done, remove_commitment, remove_milestone,
};
use crate::workbook::{Change, CommitmentDetail, CommitmentScale, Id, Query, Subject, SubjectName, Table};

const FILTER: &str = "commitment filter";
const MANY: &str = "many commitments";
const CHANGE: &str = "change many commitments";
const REMOVE: &str = "delete commitment";
const REMOVE_MILESTONE: &str = "delete milestone";

fn open(screen: Box<dyn Screen>) -> Vec<Effect> {
    vec![Effect::Open(screen)]
}

fn apply(change: Change) -> Vec<Effect> {
    vec![Effect::Apply { change, settles: Vec::new() }]
}

impl Delivery {
    fn with_detail(&self, work: impl FnOnce(&CommitmentDetail) -> Vec<Effect>) -> Option<Vec<Effect>> {
        Some(match self.current_detail() {
            Some(detail) => work(detail),
            None => vec![Effect::Say(Notice::info("Still loading this commitment: press the key again."))],
        })
    }

    pub(super) fn run_command(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::FilterBy => {
                let (offers, rows) = pick::offers(&self.all, &self.picks, context.session.judged_on());
                self.offers = offers;
                Some(open(Box::new(
                    Choice::many(FILTER, "Show which commitments?", rows)
                        .sentence("Space ticks. What is ticked under one heading widens the list."),
                )))
            }
            Command::ChangeMarked => {
                let ids = self.chosen();
                let mut scales: Vec<CommitmentScale> = Vec::new();
                for row in self.all.iter().filter(|row| ids.contains(&row.id)) {
                    if !scales.contains(&row.scale) {
                        scales.push(row.scale);
                    }
                }
                Some(open(forms::many(MANY, ids.len(), &scales)))
            }
            Command::Add => {
                let like = self.current_detail().map(|detail| &detail.commitment);
                let references = self.all.iter().map(|row| row.reference.clone()).collect();
                Some(open(forms::add_commitment(like, references, context)))
            }
            Command::EditOther => {
                self.with_detail(|detail| open(forms::edit_commitment(&detail.commitment, context)))
            }
            Command::Edit => match self.current_milestone().filter(|_| self.rows.reading) {
                Some(milestone) => {
                    self.with_detail(|detail| open(forms::milestone(detail, Some(milestone), context)))
                }
                None => self.with_detail(|detail| open(forms::update_commitment(detail, context))),
            },
            Command::Write => {
                self.with_detail(|detail| open(Box::new(Writing::of(Standing::new(detail), context))))
            }
            Command::AddAction => self.with_detail(|detail| {
                let about = Subject { table: Table::Commitment, id: detail.commitment.id };
                open(dialogs::add_action_about(&detail.commitment.reference, about, context))
            }),
            Command::AddPart => self.with_detail(|detail| open(forms::milestone(detail, None, context))),
            Command::Finish if self.rows.reading => self.with_detail(|detail| {
                let Some(milestone) = self.current_milestone() else {
                    return vec![Effect::Say(Notice::info("There is no milestone here: + adds one."))];
                };
                let on = milestone.done_on.is_none().then(|| context.session.now.date());
                apply(milestone_done(&detail.commitment.reference, milestone, on))
            }),
            Command::Finish => self.with_detail(|detail| {
                let closed = detail.commitment.closed_in.is_some();
                let period = (!closed).then_some(context.session.period);
                apply(close_commitment(&detail.commitment, period))
            }),
            Command::Remove if self.rows.reading => Some(match self.current_milestone() {
                Some(milestone) => open(Box::new(Question::new(
                    REMOVE_MILESTONE,
                    "Delete this milestone?",
                    vec![milestone.description.clone()],
                    "delete it",
                    "keep it",
                ))),
                None => vec![Effect::Say(Notice::info("There is no milestone here: + adds one."))],
            }),
            Command::Remove => self.with_detail(|detail| match remove_commitment(detail) {
                Ok(_) => open(Box::new(remove_question(detail))),
                Err(why) => {
                    vec![Effect::Say(Notice::problem(format!("{why}: x closes it from here on.")))]
                }
            }),
            Command::Links => {
                let row = self.current()?;
                Some(open(dialogs::links(SubjectName {
                    subject: Subject { table: Table::Commitment, id: row.id },
                    reference: row.reference.clone(),
                    title: row.description.clone(),
                })))
            }
            Command::HistoryOf => {
                let subject = Subject { table: Table::Commitment, id: self.current()?.id };
                Some(vec![Effect::Go(Place::History(Some(subject)))])
            }
            Command::Copy => {
                let row = self.current()?;
                let cells = [
                    row.reference.clone(),
                    row.rating.map_or("not rated", |rating| rating.title()).to_owned(),
                    row.description.clone(),
                    row.plan.clone(),
                    row.owner.clone(),
                    row.due.map(short_date).unwrap_or_default(),
                ];
                let cells: Vec<String> = cells.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
                let said = format!("{} copied: paste it into a spreadsheet.", row.reference);
                Some(vec![Effect::Copy(cells.join("\t")), Effect::Say(Notice::done(said))])
            }
            _ => None,
        }
    }

    /// The marked rows in the order of the plans, or the one under the cursor.
    fn chosen(&self) -> Vec<Id> {
        if self.rows.marks.is_empty() {
            return self.current().map(|row| row.id).into_iter().collect();
        }
        self.all.iter().map(|row| row.id).filter(|id| self.rows.marks.contains_key(id)).collect()
    }

    /// Shows what a change to many would do, to each, before it does it.
    pub(super) fn propose(&mut self, details: Vec<CommitmentDetail>) -> Vec<Effect> {
        let Some(many) = &self.many else { return Vec::new() };
        let mut lines = Vec::new();
        let mut left = Vec::new();
        for detail in &details {
            let reference = &detail.commitment.reference;
            let said = many.effect_on(detail);
            if said.is_empty() {
                left.push(reference.as_str());
            } else {
                lines.push(format!("{reference}: {}", said.join("; ")));
            }
            if many.rating.is_some_and(|rating| !detail.commitment.scale.has(rating)) && !said.is_empty() {
                lines.push(format!("{reference} keeps its status: it is rated in other words"));
            }
        }
        if lines.is_empty() {
            self.many = None;
            return vec![Effect::Say(Notice::info("Nothing would change: they all say so already."))];
        }
        let touched = details.len() - left.len();
        if !left.is_empty() {
            lines.push(format!("Left as they are: {}", left.join(", ")));
        }
        self.touched = details;
        let title = match touched {
            1 => "Change 1 commitment?".to_owned(),
            many => format!("Change {many} commitments?"),
        };
        open(Box::new(Question::new(CHANGE, title, lines, "change them, as one step", "leave them")))
    }

    pub(super) fn answered(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: FILTER, picks } => {
                self.picks = picks.iter().filter_map(|at| self.offers.get(*at).cloned().flatten()).collect();
                self.list(context);
                Vec::new()
            }
            Answer::Filled { tag: MANY, values } => {
                self.many = Some(forms::read_many(&values, context));
                self.touched.clear();
                let period = context.session.period;
                vec![Effect::Ask(Query::Commitments { ids: self.chosen(), period })]
            }
            Answer::Yes { tag: CHANGE } => match self.many.take() {
                Some(many) => apply(many.change(&self.touched)),
                None => Vec::new(),
            },
            Answer::Yes { tag: REMOVE } => self
                .current_detail()
                .and_then(|detail| remove_commitment(detail).ok())
                .map(apply)
                .unwrap_or_default(),
            Answer::Yes { tag: REMOVE_MILESTONE } => {
                match (self.current_detail(), self.current_milestone()) {
                    (Some(detail), Some(milestone)) => {
                        apply(remove_milestone(&detail.commitment.reference, milestone))
                    }
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }
}

fn remove_question(detail: &CommitmentDetail) -> Question {
    let mut lines = vec![format!("{}: {}", detail.commitment.reference, detail.commitment.description)];
    lines.push("Its rating and its milestones go too; x closes it instead.".to_owned());
    if !detail.linked.is_empty() {
        let names: Vec<String> = detail.linked.iter().map(|linked| linked.name.short()).collect();
        lines.push(format!("It is linked with {}: unlink it first (L).", names.join(", ")));
    }
    Question::new(REMOVE, "Delete this commitment?", lines, "delete it", "keep it")
}
