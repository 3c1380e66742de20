//! Putting in how organisations compare, as sentences.

use super::Writing;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::{Context, Effect};
use crate::session::Notice;
use crate::workbook::compare::Offer;
use crate::workbook::{Comparison, ComparisonRequest, Query, Table};

/// What the list of sentences answers under.
pub(super) const SENTENCES: &str = "sentences to insert";

/// Asking for the sentences, and what was offered.
#[derive(Default)]
pub(super) struct Offers {
    asked: bool,
    /// By the rows of the list; none for a heading.
    rows: Vec<Option<Offer>>,
}

impl Writing {
    /// Asks for what can be put in: of an indicator's own words its own counts, else those of all measures.
    pub(super) fn ask_for_sentences(&mut self, context: &Context) -> Vec<Effect> {
        self.offers.asked = true;
        let about = self.piece.about();
        vec![Effect::Ask(Query::Comparison(ComparisonRequest {
            period: Some(context.session.period),
            indicator: (about.table == Table::Indicator).then_some(about.id),
            or_year: true,
            ..ComparisonRequest::default()
        }))]
    }

    /// Lists what came, once it was asked for.
    pub(super) fn offer(&mut self, comparison: &Comparison, context: &Context) -> Vec<Effect> {
        if !std::mem::take(&mut self.offers.asked) {
            return Vec::new();
        }
        let mut listed = Vec::new();
        self.offers.rows.clear();
        let mut above = None;
        for offer in comparison.offers(context.session.period) {
            let heading = format!("{} {}", offer.reference, offer.about).trim().to_owned();
            if above.as_ref() != Some(&heading) {
                listed.push(ChoiceRow::heading(heading.clone()));
                self.offers.rows.push(None);
                above = Some(heading);
            }
            listed.push(ChoiceRow::new(offer.short.clone()));
            self.offers.rows.push(Some(offer));
        }
        if listed.is_empty() {
            return vec![Effect::Say(Notice::info(
                "No other organisation has a figure here: import a file with several (I on the indicators).",
            ))];
        }
        let choice = Choice::many(SENTENCES, "Insert which sentences?", listed);
        vec![Effect::Open(Box::new(choice))]
    }

    /// Puts in what was ticked, at the cursor.
    pub(super) fn insert_sentences(&mut self, picks: &[usize], context: &Context) -> Vec<Effect> {
        let chosen: Vec<&str> = picks
            .iter()
            .filter_map(|at| self.offers.rows.get(*at)?.as_ref())
            .map(|offer| offer.sentence.as_str())
            .collect();
        if chosen.is_empty() {
            return vec![Effect::Say(Notice::info("None was ticked: Space ticks, Enter inserts."))];
        }
        let text = self.editor.text();
        let (row, column) = self.editor.cursor();
        let before: Option<char> =
            text.split('\n').nth(row).and_then(|line| line.chars().take(column).last());
        let gap = if before.is_some_and(|before| !before.is_whitespace()) { " " } else { "" };
        let words = format!("{gap}{}", chosen.join("\n"));
        let said = "Inserted. The checks tell when the counts no longer agree with the comparison.";
        match self.put_in(&words, context) {
            Ok(kept) => vec![kept, Effect::Say(Notice::done(said))],
            Err(refused) => refused,
        }
    }
}
