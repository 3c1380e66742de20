//! What the comparison asks for, and how it takes what comes: first as much as is seen, then the rest.

use std::rc::Rc;

use super::order::Sorting;
use super::pictures::Picture;
use super::{Compare, Page};
use crate::domain::Period;
use crate::screens::{Context, Effect};
use crate::workbook::{Comparison, ComparisonRequest, Query};

impl Compare {
    /// Asks for as much of the matrix as the first frame can show, where that tells all that is on screen.
    pub(super) fn request(&self, period: Option<Period>, context: &Context) -> Query {
        let whole = self.sorting.by_organisation.is_some() || self.wanted.is_some() || !self.pages.is_empty();
        let shown = self.matrix.at().unwrap_or(0) + usize::from(self.areas(context.area).0.height);
        Query::Comparison(ComparisonRequest { first: (!whole).then_some(shown), ..self.whole(period) })
    }

    pub(super) fn whole(&self, period: Option<Period>) -> ComparisonRequest {
        ComparisonRequest { period, group: self.group, ..ComparisonRequest::default() }
    }

    /// Asks for the periods of the measure that is shown as a series.
    pub(super) fn ask_for_series(&self) -> Vec<Effect> {
        let (Page::Measure(at), Picture::Series) = (self.page(), self.picture) else { return Vec::new() };
        let Some(comparison) = self.comparison.as_deref() else { return Vec::new() };
        let Some(measure) = comparison.measures.get(at) else { return Vec::new() };
        vec![Effect::Ask(Query::ComparedSeries(ComparisonRequest {
            period: Some(comparison.period),
            group: self.group,
            indicator: Some(measure.indicator.id),
            ..ComparisonRequest::default()
        }))]
    }

    /// Takes a comparison; cursors, pages and what orders them stay with their measures and
    /// organisations.
    pub(super) fn take(&mut self, comparison: Comparison) {
        let old = self.comparison.take();
        let completes = old.as_deref().is_some_and(|old| old.left_out > 0 && old.is_part_of(&comparison));
        let (measure, organisation) = match old.as_deref() {
            Some(old) if old.has_others() => self.pointed(old),
            _ => (None, None),
        };
        let ids = |at: usize| old.as_deref().and_then(|old| Some(old.measures.get(at)?.indicator.id));
        let names = |at: usize| {
            old.as_deref().and_then(|old| Some(old.organisations.get(at)?.organisation.name.as_str()))
        };
        let new_measure = |at: usize| {
            let id = ids(at)?;
            comparison.measures.iter().position(|measure| measure.indicator.id == id)
        };
        let new_organisation = |at: usize| {
            let name = names(at)?;
            comparison.organisations.iter().position(|one| one.organisation.name == name)
        };
        self.pages = std::mem::take(&mut self.pages)
            .into_iter()
            .map_while(|page| match page {
                Page::Matrix => None,
                Page::Measure(at) => new_measure(at).map(Page::Measure),
                Page::Organisation(at) => new_organisation(at).map(Page::Organisation),
            })
            .collect();
        let Sorting { by_measure, by_organisation, pinned } = self.sorting;
        self.sorting = Sorting {
            by_measure: by_measure.and_then(|(at, way)| Some((new_measure(at)?, way))),
            by_organisation: by_organisation.and_then(|(at, way)| Some((new_organisation(at)?, way))),
            pinned: pinned.and_then(new_organisation),
        };
        let (measure, organisation) =
            (measure.and_then(new_measure), organisation.and_then(new_organisation));
        self.comparison = Some(Rc::new(comparison));
        self.kept_order.forget();
        // Columns stay where they are when the rest comes, until the next key.
        self.widths_are_of_a_part = completes;
        if !completes {
            self.kept_widths.forget();
        }
        self.kept_plot.forget();
        self.sheet.forget();
        self.arrange();
        self.point(measure, organisation);
    }
}
