//! What `quarterdeck set` was asked for, made into one change.

use super::given::Given;
use super::{Context, Failure};
use crate::domain::{Comparator, Rating, Scheme};
use crate::workbook::edits::{self, When};
use crate::workbook::readiness::{Missing, Readiness};
use crate::workbook::standing::{Inputs, judge};
use crate::workbook::steps::{self, jumps::jumps};
use crate::workbook::*;

/// Everything asked for, read and checked.
#[derive(Debug)]
pub struct Plan {
    pub figures: Given,
    /// Whether figures far from the last ones are meant.
    pub yes: bool,
    pub words: Vec<(CommentaryKind, String)>,
    /// An action to add.
    pub action: Option<Given>,
    /// A rating in place of the computed one, and why.
    pub by_hand: Option<(Rating, String)>,
    pub clear_override: bool,
    pub verdict: Option<Verdict>,
}

/// The workbook, the period that is open in it, and the day.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    pub workbook: &'a Workbook,
    pub period: &'a PeriodRecord,
    pub when: &'a When,
}

/// What becomes of the review.
#[derive(Debug)]
pub enum Verdict {
    Reviewed,
    Skip(String),
}

impl Plan {
    /// The one change that does all of it. What looks doubtful but may be
    /// right is put into `doubts`.
    pub fn change(
        &self,
        context: &Context,
        &At { workbook, period, when }: &At,
        detail: &Detail,
        doubts: &mut Vec<String>,
    ) -> Result<Change, Failure> {
        if !period.is_open() {
            return Err(Failure::failed(format!(
                "{0} is closed. Nothing was changed; `quarterdeck period reopen FILE --period {0} --because …` opens it again.",
                period.code
            )));
        }
        let mut merged =
            Merged { after: detail.clone(), parts: Vec::new(), reasons: Vec::new(), edits: Vec::new() };
        let (who, at) = (context.user.as_str(), context.timestamp());
        if !self.figures.patch.is_empty() {
            let (figures, change, doubtful) = edits::figures(detail, &self.figures.patch, when)
                .map_err(|faults| self.figures.refused(faults))?;
            super::set::ask_about_jumps(&jumps(detail, &figures), self.yes)?;
            *doubts = doubtful.into_iter().map(|doubt| doubt.message).collect();
            merged.add(change);
        }
        for (kind, text) in &self.words {
            merged.add(steps::write(detail, *kind, text));
        }
        if let Some(given) = &self.action {
            let new = steps::empty_action(detail.indicator.subject(), period.code);
            let about = (detail.indicator.reference.as_str(), Some(detail.indicator.unit()));
            let said = period.code;
            let change = edits::action(about, &new, &given.patch, when, said);
            merged.add(change.map_err(|faults| given.refused(faults))?);
        }
        if let Some((rating, because)) = &self.by_hand {
            steps::settings::check_by_hand(workbook, &detail.indicator, period.code, *rating)
                .map_err(|why| Failure::usage(format!("--override: {why} Nothing was changed.")))?;
            merged.add(steps::override_rating(detail, *rating, because, who, &at));
        }
        if self.clear_override {
            merged.add(steps::clear_override(detail));
        }
        if let Some(verdict) = &self.verdict {
            // A review rests on the figures as this very change leaves them.
            merged.rejudge(workbook, period)?;
            let after = &merged.after;
            let step = match verdict {
                Verdict::Reviewed => {
                    needs_review(workbook, after)?;
                    ready(after)?;
                    steps::mark_reviewed(after, &[], who, &at)
                }
                Verdict::Skip(reason) => {
                    needs_review(workbook, after)?;
                    steps::skip(after, reason, who, &at)
                }
            };
            merged.add(step);
        }
        Ok(merged.change(&detail.indicator.reference))
    }
}

/// Several steps becoming one, and the indicator as they would leave it.
struct Merged {
    after: Detail,
    /// What each step does, without the reference.
    parts: Vec<String>,
    reasons: Vec<String>,
    edits: Vec<Edit>,
}

impl Merged {
    fn add(&mut self, change: Change) {
        if change.edits.is_empty() {
            return;
        }
        let reference = &self.after.indicator.reference;
        let part = change.label.strip_prefix(reference.as_str()).unwrap_or(&change.label).trim().to_owned();
        self.parts.push(part);
        if !change.reason.is_empty() {
            self.reasons.push(change.reason);
        }
        for edit in &change.edits {
            self.foresee(edit);
        }
        self.edits.extend(change.edits);
    }

    /// Notes what an edit will leave behind, as far as a review looks at it.
    fn foresee(&mut self, edit: &Edit) {
        let after = &mut self.after;
        match edit {
            Edit::Put(Record::Result(result)) => after.result = Some(result.clone()),
            Edit::Put(Record::Target(target)) => after.target = Some(target.clone()),
            Edit::Put(Record::RatingOverride(by_hand)) => after.rating_override = Some(by_hand.clone()),
            Edit::Put(Record::Commentary(words)) => {
                after.commentary.retain(|other| other.kind != words.kind);
                after.commentary.push(words.clone());
            }
            Edit::Put(Record::Action(action)) => {
                let row = ActionRow {
                    action: action.clone(),
                    reference: after.indicator.reference.clone(),
                    title: after.indicator.description.clone(),
                    rating: after.standing.rating,
                    slipped: 0,
                };
                after.actions.push(row);
            }
            Edit::Remove { table: Table::Target, .. } => after.target = None,
            Edit::Remove { table: Table::RatingOverride, .. } => after.rating_override = None,
            Edit::Remove { table: Table::Commentary, id, .. } => {
                after.commentary.retain(|other| other.id != *id)
            }
            Edit::Put(_) | Edit::Remove { .. } => {}
        }
    }

    fn rejudge(&mut self, workbook: &Workbook, period: &PeriodRecord) -> Result<(), Failure> {
        let after = &self.after;
        let code = steps::settings::scheme_of(workbook, &after.indicator);
        let scheme = Scheme::find(Scheme::built_in(), code, period.code);
        let scheme = scheme.ok_or_else(|| Failure::failed(format!("There is no rating scheme “{code}”.")))?;
        let is_year = period.code.whole_year() == period.code;
        let standing = judge(&Inputs {
            indicator: &after.indicator,
            period,
            first_month: workbook.first_month,
            scheme,
            result: after.result.as_ref(),
            target: after.target.as_ref(),
            year_target: after.year_target.as_ref().filter(|_| !is_year),
            comparator: match after.indicator.comparator {
                Comparator::PreviousPeriod => after.previous.as_ref(),
                Comparator::SamePeriodLastYear => after.same_period_last_year.as_ref(),
                Comparator::LastOutturn => after.last_outturn.as_ref(),
            },
            same_period_last_year: after.same_period_last_year.as_ref(),
            rating_override: after.rating_override.as_ref(),
            benchmark: after.compared.benchmark(),
            review: after.review.as_ref(),
            review_ratings: &workbook.review_ratings,
            breaks: &after.breaks,
        });
        self.after.standing = standing;
        Ok(())
    }

    fn change(self, reference: &str) -> Change {
        edits::together(format!("{reference} {}", self.parts.join(", ")), &self.reasons, self.edits)
    }
}

fn needs_review(workbook: &Workbook, after: &Detail) -> Result<(), Failure> {
    let rating = after.standing.rating;
    if workbook.review_ratings.contains(&rating) {
        return Ok(());
    }
    let reviewed: Vec<&str> = workbook.review_ratings.iter().map(|rating| rating.title()).collect();
    Err(Failure::failed(format!(
        "{} is {}, and only {} are reviewed. Nothing was changed.",
        after.standing.reference,
        rating.title(),
        crate::cli::open_workbook::series(&reviewed)
    )))
}

/// Refuses a review that is not ready, and says everything that is missing.
fn ready(after: &Detail) -> Result<(), Failure> {
    let readiness = Readiness::of(after, &[]);
    let missing: Vec<String> = readiness
        .items
        .iter()
        .filter_map(|item| match item.missing? {
            Missing::Reasons => Some("reasons are not written (--reason)".to_owned()),
            Missing::Action => Some("there is no action (--action, or --no-action to say why)".to_owned()),
            Missing::OwnerOrDate(id) if id > 0 => {
                Some(format!("{} (`quarterdeck action edit FILE {id}`)", item.text))
            }
            Missing::OwnerOrDate(_) => Some(format!("{} (--owner, --due)", item.text)),
            Missing::Notes | Missing::ActionNotes(_) => Some(item.text.clone()),
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::failed(format!(
        "{} is not ready to be marked reviewed: {}. Nothing was changed.",
        after.standing.reference,
        missing.join("; ")
    )))
}
