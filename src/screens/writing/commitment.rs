//! Why a commitment stands where it does in a period.

use super::Piece;
use crate::screens::Context;
use crate::ui::rich::{Rich, run};
use crate::ui::theme::Role;
use crate::workbook::steps::delivery::write_commentary;
use crate::workbook::{Change, CommitmentDetail, Data, Query, Record, Subject, Table};

/// The commentary of a commitment.
pub struct Standing {
    detail: Box<CommitmentDetail>,
}

impl Standing {
    /// Of this one, in the period it was looked at.
    pub fn new(detail: &CommitmentDetail) -> Self {
        Self { detail: Box::new(detail.clone()) }
    }
}

impl Piece for Standing {
    fn name(&self) -> &'static str {
        "commentary"
    }

    fn about(&self) -> Subject {
        Subject { table: Table::Commitment, id: self.detail.commitment.id }
    }

    fn reference(&self) -> String {
        self.detail.commitment.reference.clone()
    }

    fn saved(&self) -> (i64, String) {
        self.detail.rating_here().map_or((0, String::new()), |here| (here.revision, here.commentary.clone()))
    }

    fn guidance(&self) -> &'static str {
        "Why does it stand where it does? What has been done, what is next, and what is in the way? The path \
         back to green is written with e."
    }

    fn change(&self, text: &str, revision: Option<i64>) -> Change {
        write_commentary(&self.detail, text, revision)
    }

    fn theirs(&self, record: &Record) -> Option<(i64, String)> {
        match record {
            Record::CommitmentRating(rating) => Some((rating.revision, rating.commentary.clone())),
            _ => None,
        }
    }

    fn facts(&self, rich: &mut Rich, _context: &Context) {
        let (detail, theme) = (&self.detail, rich.theme);
        rich.text(&detail.commitment.description, Role::Strong);
        rich.gap();
        match &detail.rating {
            Some(rating) => rich.runs(
                "Status",
                vec![
                    run(format!(" {} ", theme.letters(rating.rating)), theme.chip(rating.rating)),
                    run(format!("  {}", rating.rating.title()), theme.style(Role::Strong)),
                ],
            ),
            None => rich.fact_in("Status", "not rated", Role::Dim),
        }
        rich.fact("Plan", &detail.commitment.plan);
        if let Some(rating) = detail.rating.as_ref().filter(|rating| !rating.path_to_green.is_empty()) {
            rich.heading("Path to green");
            rich.text(&rating.path_to_green, Role::Text);
        }
        if let Some(before) = detail.rating.as_ref().filter(|rating| rating.period != detail.period)
            && !before.commentary.is_empty()
        {
            rich.heading(&format!("Written for {}", before.period.title()));
            rich.text(&before.commentary, Role::Text);
        }
    }

    fn queries(&self) -> Vec<Query> {
        vec![Query::CommitmentDetail { id: self.detail.commitment.id, period: self.detail.period }]
    }

    fn receive(&mut self, data: Data) {
        if let Data::CommitmentDetail { id, detail: Some(detail) } = data
            && id == self.detail.commitment.id
            && detail.period == self.detail.period
        {
            self.detail = detail;
        }
    }
}
