//! The narrative of a period: its sections in the order of the report.

use crate::domain::Period;
use crate::workbook::record::*;

impl SectionKind {
    /// Every kind, in the order of the report.
    pub const ALL: [Self; 8] = [
        Self::Achievement,
        Self::Challenge,
        Self::Summary,
        Self::Finance,
        Self::Risk,
        Self::Equalities,
        Self::CustomerExperience,
        Self::Own,
    ];

    /// As scripts read and write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Achievement => "achievement",
            Self::Challenge => "challenge",
            Self::Summary => "summary",
            Self::Finance => "finance",
            Self::Risk => "risk",
            Self::Equalities => "equalities",
            Self::CustomerExperience => "customer_experience",
            Self::Own => "own",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Achievement => "Achievement",
            Self::Challenge => "Challenge",
            Self::Summary => "Summary",
            Self::Finance => "Finance",
            Self::Risk => "Risk",
            Self::Equalities => "Equalities",
            Self::CustomerExperience => "Customer experience",
            Self::Own => "Own section",
        }
    }

    /// Heading over the sections of a kind.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Achievement => "Top achievements",
            Self::Challenge => "Key challenges",
            Self::Summary => "Summary",
            Self::Finance => "Finance",
            Self::Risk => "Risk",
            Self::Equalities => "Equalities",
            Self::CustomerExperience => "Customer experience",
            Self::Own => "Own sections",
        }
    }

    /// From a code or a title, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace([' ', '-'], "_");
        let title = |kind: Self| kind.title().to_lowercase().replace(' ', "_");
        Self::ALL.into_iter().find(|kind| kind.code() == text || title(*kind) == text)
    }
}

impl CommentaryStatus {
    /// Every status, in the order writing goes through them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Submitted, Self::Approved, Self::Returned];

    /// As scripts read and write it, and as people do.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Returned => "returned",
        }
    }
}

impl Section {
    /// What to call it: its heading, or that of its kind.
    pub fn name(&self) -> &str {
        if self.heading.trim().is_empty() { self.kind.title() } else { &self.heading }
    }
}

/// A section without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionHead {
    pub id: Id,
    pub revision: i64,
    pub kind: SectionKind,
    pub position: u32,
    pub heading: String,
    pub words: u64,
    /// Notes to self left in text or action ("(check …)", "TBC").
    pub notes: u64,
    pub status: CommentaryStatus,
    /// The period the words were carried from.
    pub carried_from: Option<Period>,
    /// A challenge that does not say what it requires.
    pub lacks_action: bool,
}

impl SectionHead {
    /// What to call it: its heading, or that of its kind.
    pub fn name(&self) -> &str {
        if self.heading.trim().is_empty() { self.kind.title() } else { &self.heading }
    }
}

/// How the narrative of a period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NarrativeSummary {
    pub sections: u64,
    /// Without a word.
    pub empty: u64,
    pub draft: u64,
    pub submitted: u64,
    pub approved: u64,
    pub returned: u64,
    /// Carried from an earlier period and not touched since.
    pub carried: u64,
    pub notes: u64,
}

impl NarrativeSummary {
    /// Of some sections.
    pub fn of(heads: &[SectionHead]) -> Self {
        let mut summary = Self::default();
        for head in heads {
            summary.sections += 1;
            summary.empty += u64::from(head.words == 0);
            summary.carried += u64::from(head.carried_from.is_some());
            summary.notes += head.notes;
            match head.status {
                CommentaryStatus::Draft => summary.draft += 1,
                CommentaryStatus::Submitted => summary.submitted += 1,
                CommentaryStatus::Approved => summary.approved += 1,
                CommentaryStatus::Returned => summary.returned += 1,
            }
        }
        summary
    }
}
