//! What people put on an indicator's chart.

use serde::{Deserialize, Serialize};

use super::Id;
use crate::domain::{Period, SeriesBreak};

/// What a mark on a chart is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartMarkKind {
    /// Words about the point.
    Note,
    /// Limits start anew at the point; the words say why.
    Rebase,
    /// Limits are worked out up to the point, and later results judged by them; the words say why,
    /// and may be empty.
    Freeze,
    /// What is measured is defined in another way from the point on; the words say how.
    Break,
}

/// A note on a point of a chart, a new start of its limits or their end. It may be
/// about a period long closed: what was reported does not change by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartMark {
    pub id: Id,
    pub revision: i64,
    pub indicator_id: Id,
    /// The point's period; it belongs to charts of periods of that length.
    pub period: Period,
    pub kind: ChartMarkKind,
    pub text: String,
}

impl ChartMark {
    /// The break that it marks, where it marks one.
    pub fn series_break(&self) -> Option<SeriesBreak> {
        let from = Some(self.period).filter(|_| self.kind == ChartMarkKind::Break)?;
        Some(SeriesBreak { from, note: self.text.clone() })
    }
}
