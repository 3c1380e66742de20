//! What the review does to a red: marks it, goes through what is missing,
//! opens its actions, offers words to insert.

use super::{Doing, INSERT, Part, REMOVE, Review};
use crate::drafts::DraftKey;
use crate::input::Command;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::question::Question;
use crate::screens::{Context, Effect, dialogs};
use crate::session::{Notice, Place, Session};
use crate::workbook::readiness::{Missing, Readiness};
use crate::workbook::steps::{kind_name, mark_reviewed, short};
use crate::workbook::{CommentaryKind, Detail};

impl Review {
    /// What else there is about the indicator: its links, its measure among others, its history.
    pub(super) fn about_it(&self, command: Command) -> Option<Vec<Effect>> {
        let indicator = &self.detail()?.indicator;
        Some(vec![match command {
            Command::Links => Effect::Open(dialogs::links(indicator.name())),
            Command::CompareMeasure => Effect::Go(Place::ComparedMeasure(indicator.id)),
            _ => Effect::Go(Place::History(Some(indicator.subject()))),
        }])
    }

    pub(super) fn mark(&mut self, context: &Context) -> Vec<Effect> {
        let session = context.session;
        let Some(detail) = self.detail() else { return Vec::new() };
        let drafts = Self::drafts(detail, session);
        let readiness = Readiness::of(detail, &drafts);
        if let Some((_, missing)) = readiness.first_missing() {
            let sentence = format!("Missing before you can mark it reviewed: {}.", readiness.missing());
            self.chasing = Some(readiness.gaps);
            let mut effects = self.go_to(missing, context);
            effects.push(Effect::Say(Notice::problem(sentence)));
            return effects;
        }
        let settles: Vec<DraftKey> =
            drafts.iter().map(|(kind, _)| session.draft_key(kind_name(*kind), detail.indicator.id)).collect();
        let change = mark_reviewed(detail, &drafts, &session.user, &session.timestamp());
        self.doing = Some(Doing::Reviewing);
        vec![Effect::Apply { change, settles }]
    }

    /// One thing missing has been put right: on to the next. Leaving a form
    /// without saving ends the chase.
    pub(super) fn chase(&mut self, context: &Context) -> Vec<Effect> {
        let (Some(before), Some(readiness)) = (self.chasing, self.readiness(context.session)) else {
            return Vec::new();
        };
        if readiness.gaps >= before {
            return Vec::new();
        }
        match readiness.first_missing() {
            Some((_, missing)) => {
                self.chasing = Some(readiness.gaps);
                let sentence = format!("Still missing: {}.", readiness.missing());
                let mut effects = self.go_to(missing, context);
                effects.push(Effect::Say(Notice::info(sentence)));
                effects
            }
            None => {
                self.chasing = None;
                vec![Effect::Say(Notice::done("Nothing is missing now: r marks it reviewed."))]
            }
        }
    }

    /// Goes to what is missing, and opens it where it can be put right.
    pub(super) fn go_to(&mut self, missing: Missing, context: &Context) -> Vec<Effect> {
        let Some(detail) = self.detail.clone() else { return Vec::new() };
        match missing {
            Missing::Reasons | Missing::Notes => {
                self.part = Part::Reasons;
                vec![Effect::Open(dialogs::write(&detail, context))]
            }
            Missing::Action => {
                self.part = Part::Actions;
                vec![Effect::Open(dialogs::add_action(&detail, context))]
            }
            Missing::OwnerOrDate(id) | Missing::ActionNotes(id) => {
                self.part = Part::Actions;
                let Some(at) = detail.actions.iter().position(|row| row.action.id == id) else {
                    return Vec::new();
                };
                self.action = at;
                let action = &detail.actions[at].action;
                let focus = match missing {
                    Missing::ActionNotes(_) => "description",
                    _ if action.owner.trim().is_empty() => "owner",
                    _ => "due",
                };
                vec![Effect::Open(dialogs::edit_action(
                    &detail.indicator.reference,
                    action,
                    Some(focus),
                    context,
                ))]
            }
        }
    }

    pub(super) fn on_action(&self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let detail = self.detail()?;
        let row = self.selected_action()?;
        let reference = &detail.indicator.reference;
        match command {
            Command::EditAction => {
                Some(vec![Effect::Open(dialogs::edit_action(reference, &row.action, None, context))])
            }
            Command::CloseAction => {
                Some(vec![Effect::Open(dialogs::close_action(reference, &row.action, context))])
            }
            Command::RemoveAction => {
                let lines = vec![format!("{reference}: {}", row.action.description)];
                Some(vec![Effect::Open(Box::new(Question::new(
                    REMOVE,
                    "Delete this action?",
                    lines,
                    "delete it",
                    "keep it",
                )))])
            }
            _ => None,
        }
    }

    /// What could be inserted: last quarter's words first, then other indicators'.
    pub(super) fn offer(&mut self) -> Vec<Effect> {
        let Some(detail) = self.detail.clone() else { return Vec::new() };
        let mut rows = Vec::new();
        self.offers.clear();
        for words in &detail.earlier_commentary {
            rows.push(ChoiceRow::new(short(&words.text)).note(format!("this one, {}", words.period.title())));
            self.offers.push(words.text.clone());
        }
        for words in &self.words {
            rows.push(ChoiceRow::new(short(&words.text)).note(words.reference.clone()));
            self.offers.push(words.text.clone());
        }
        if rows.is_empty() {
            return vec![Effect::Say(Notice::info("Nothing has been written that could be inserted."))];
        }
        let title = format!("Insert into the reasons of {}", detail.indicator.reference);
        vec![Effect::Open(Box::new(Choice::one(INSERT, &title, rows)))]
    }

    /// Texts typed and not saved, for the indicator under review.
    pub(super) fn drafts(detail: &Detail, session: &Session) -> Vec<(CommentaryKind, String)> {
        [CommentaryKind::Reasons, CommentaryKind::NoActionBecause, CommentaryKind::RisksAndOpportunities]
            .into_iter()
            .filter_map(|kind| {
                Some((kind, session.draft(kind_name(kind), detail.indicator.id)?.text.clone()))
            })
            .collect()
    }

    pub(super) fn readiness(&self, session: &Session) -> Option<Readiness> {
        self.detail().map(|detail| Readiness::of(detail, &Self::drafts(detail, session)))
    }
}
