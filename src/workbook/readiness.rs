//! What is missing before a red can be marked reviewed.
//!
//! House rule: reasons in words; at least one open action with an owner and a
//! date, or a sentence that says why there is none; no notes to self left in
//! what members will read.

use super::answer::Detail;
use super::record::{ActionStatus, CommentaryKind};
use crate::domain::validate::notes_to_self;

/// Where to go to put a missing thing right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Reasons,
    /// Words that should not reach the report, in the reasons.
    Notes,
    Action,
    /// The action with this id lacks an owner or a date.
    OwnerOrDate(super::record::Id),
    /// Words that should not reach the report, in this action.
    ActionNotes(super::record::Id),
}

/// One line of the list "ready?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub text: String,
    /// What is missing, or nothing when this line is in order.
    pub missing: Option<Missing>,
}

/// The checklist of one red.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    pub items: Vec<Item>,
    /// How many things are missing, each action counted by itself.
    pub gaps: usize,
}

impl Readiness {
    /// Judges an indicator, with texts still in draft in place of the saved ones.
    pub fn of(detail: &Detail, drafts: &[(CommentaryKind, String)]) -> Self {
        let text = |kind: CommentaryKind| -> String {
            drafts
                .iter()
                .find(|(draft, _)| *draft == kind)
                .map(|(_, text)| text.clone())
                .or_else(|| {
                    detail.commentary.iter().find(|words| words.kind == kind).map(|words| words.text.clone())
                })
                .unwrap_or_default()
        };
        let reasons = text(CommentaryKind::Reasons);
        let no_action = text(CommentaryKind::NoActionBecause);
        let mut items = Vec::new();
        let is_draft = drafts.iter().any(|(kind, _)| *kind == CommentaryKind::Reasons);
        items.push(if reasons.trim().is_empty() {
            item("reasons are not written yet", Some(Missing::Reasons))
        } else if is_draft {
            item("reasons written (a draft: r saves it)", None)
        } else {
            item("reasons written", None)
        });

        // Actions that lack something, beyond the first that the list speaks of.
        let mut incomplete = 0;
        let open: Vec<_> = detail
            .actions
            .iter()
            .map(|row| &row.action)
            .filter(|action| !matches!(action.status, ActionStatus::Done | ActionStatus::Dropped))
            .collect();
        let done = detail.actions.len() > open.len();
        if open.is_empty() && !done {
            items.push(if no_action.trim().is_empty() {
                item("no action yet: a adds one, - says why there is none", Some(Missing::Action))
            } else {
                item("no action, and why is said", None)
            });
        } else {
            let lacking: Vec<_> =
                open.iter().filter(|action| action.owner.trim().is_empty() || action.due.is_none()).collect();
            incomplete = lacking.len().saturating_sub(1);
            items.push(match lacking.first() {
                None => item("every action has an owner and a date", None),
                Some(first) => {
                    let owners = lacking.iter().filter(|action| action.owner.trim().is_empty()).count();
                    let dates = lacking.iter().filter(|action| action.due.is_none()).count();
                    let what = match (owners, dates) {
                        (0, _) => "due date",
                        (_, 0) => "owner",
                        _ => "owner and due date",
                    };
                    let many = if lacking.len() == 1 {
                        "1 action".to_owned()
                    } else {
                        format!("{} actions", lacking.len())
                    };
                    item(&format!("{what} missing on {many}"), Some(Missing::OwnerOrDate(first.id)))
                }
            });
        }

        let mut notes: Vec<(String, Missing)> =
            notes_to_self(&reasons).into_iter().map(|words| (words, Missing::Notes)).collect();
        for action in &open {
            notes.extend(
                notes_to_self(&action.description)
                    .into_iter()
                    .map(|words| (words, Missing::ActionNotes(action.id))),
            );
        }
        items.push(match notes.first() {
            None => item("no notes to self left in the words", None),
            Some((words, missing)) => item(&format!("a note to self is left in: “{words}”"), Some(*missing)),
        });
        let gaps = items.iter().filter(|item| item.missing.is_some()).count() + incomplete;
        Self { items, gaps }
    }

    /// The first thing missing, with its sentence.
    pub fn first_missing(&self) -> Option<(&str, Missing)> {
        self.items.iter().find_map(|item| item.missing.map(|missing| (item.text.as_str(), missing)))
    }

    /// Everything missing, in one sentence; empty when ready.
    pub fn missing(&self) -> String {
        let texts: Vec<&str> =
            self.items.iter().filter(|item| item.missing.is_some()).map(|item| item.text.as_str()).collect();
        texts.join("; ")
    }
}

fn item(text: &str, missing: Option<Missing>) -> Item {
    Item { text: text.to_owned(), missing }
}
