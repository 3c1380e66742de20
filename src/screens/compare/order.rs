//! In which order measures and organisations are shown, and how wide their columns are: worked out
//! once for a comparison, a view and an order.

use std::cell::OnceCell;
use std::cmp::Ordering;

use super::cell::{View, cell};
use crate::domain::compare::Place;
use crate::ui::frame::wrapped;
use crate::ui::inert::{inert_line, width};
use crate::ui::theme::{Glyph, Theme};
use crate::workbook::compare::Entry;
use crate::workbook::{ComparedMeasure, Comparison};

/// Columns that the heading of an organisation is given, where its words are no longer.
const HEADING: u16 = 9;
/// The most for a word of a name.
const WORD: u16 = 16;
/// The most for the name of a measure.
const NAME: u16 = 90;

/// A line of the matrix or of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    Theme(String),
    /// Position in the measures.
    Measure(usize),
}

/// What orders what, and whether the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Sorting {
    /// Organisations by the measure at this position.
    pub by_measure: Option<(usize, bool)>,
    /// Measures by the organisation at this position.
    pub by_organisation: Option<(usize, bool)>,
    /// The organisation that is kept first.
    pub pinned: Option<usize>,
}

/// Measures under their themes, as the comparison has them.
pub(super) fn by_theme(comparison: &Comparison) -> Vec<Row> {
    let mut rows = Vec::with_capacity(comparison.measures.len() + 8);
    let mut theme: Option<String> = None;
    for (at, measure) in comparison.measures.iter().enumerate() {
        let here = match measure.theme.to_string() {
            none if none.is_empty() => "No theme".to_owned(),
            some => some,
        };
        if theme.as_ref() != Some(&here) {
            // One without any needs no heading.
            if theme.is_some() || !measure.theme.theme.is_empty() {
                rows.push(Row::Theme(here.clone()));
            }
            theme = Some(here);
        }
        rows.push(Row::Measure(at));
    }
    rows
}

/// The lines of the matrix: by theme, or by the place of an organisation.
pub(super) fn rows(comparison: &Comparison, sorting: Sorting) -> Vec<Row> {
    let Some((organisation, best)) = sorting.by_organisation else { return by_theme(comparison) };
    let share = |at: usize| {
        let place = comparison.measures[at].entries.get(organisation).and_then(|entry| entry.place);
        place.map(|Place { rank, of, .. }| f64::from(rank) / f64::from(of.max(1)))
    };
    let mut order: Vec<usize> = (0..comparison.measures.len()).collect();
    order.sort_by(|one, other| {
        given_first(share(*one), share(*other), |one, other| {
            if best { one.total_cmp(&other) } else { other.total_cmp(&one) }
        })
    });
    order.into_iter().map(Row::Measure).collect()
}

fn given_first(one: Option<f64>, other: Option<f64>, both: impl Fn(f64, f64) -> Ordering) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => both(one, other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// Positions of the organisations in order: the pinned and the workbook's own first.
pub(super) fn organisations(comparison: &Comparison, sorting: Sorting) -> Vec<usize> {
    let mut order: Vec<usize> = match sorting
        .by_measure
        .and_then(|(at, worst)| comparison.measures.get(at).map(|measure| (ranked(measure), worst)))
    {
        Some((order, false)) => order,
        Some((order, true)) => {
            let given = |at: &usize| {
                comparison.measures[sorting.by_measure.map_or(0, |(at, _)| at)].entries[*at].value.is_some()
            };
            let (with, without): (Vec<usize>, Vec<usize>) = order.into_iter().partition(given);
            with.into_iter().rev().chain(without).collect()
        }
        None => (0..comparison.organisations.len()).collect(),
    };
    let lead = |at: usize| (sorting.pinned != Some(at), !comparison.organisations[at].ours);
    order.sort_by_key(|at| lead(*at));
    order
}

/// Positions of the organisations in a measure: best first, the highest first where nobody is best;
/// those without a value last.
pub(super) fn ranked(measure: &ComparedMeasure) -> Vec<usize> {
    let mut order: Vec<usize> = (0..measure.entries.len()).collect();
    let compare = |one: &Entry, other: &Entry| match (one.place, other.place) {
        (Some(one), Some(other)) => one.rank.cmp(&other.rank),
        _ => given_first(one.value, other.value, |one, other| other.total_cmp(&one)),
    };
    order.sort_by(|one, other| compare(&measure.entries[*one], &measure.entries[*other]));
    order
}

/// `2A  The outcome of short-term services`.
pub(super) fn label(measure: &ComparedMeasure, reference: usize) -> String {
    format!("{:<reference$} {}", measure.indicator.reference, measure.indicator.description)
}

/// Columns of the widest reference.
pub(super) fn reference_width(comparison: &Comparison) -> usize {
    let wide = |measure: &ComparedMeasure| width(&measure.indicator.reference);
    comparison.measures.iter().map(wide).max().unwrap_or(0).min(14)
}

/// How wide the columns of the matrix are in a view. Those of organisations are worked out as they come
/// on screen: there may be hundreds, and each is as wide as its widest figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Widths {
    view: View,
    sorting: Sorting,
    pub reference: usize,
    /// Of the names of measures, as wide as they could use.
    pub name: u16,
    pub average: u16,
    /// Lines that the headings need.
    pub head: u16,
    /// Of each organisation, in the order of the comparison.
    organisations: Vec<OnceCell<Head>>,
}

/// The column of an organisation.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Head {
    pub width: u16,
    /// The heading, on two lines.
    pub lines: [String; 2],
}

fn cut(wide: usize, most: u16) -> u16 {
    u16::try_from(wide).unwrap_or(u16::MAX).min(most)
}

impl Widths {
    pub(super) fn of(comparison: &Comparison, view: View, sorting: Sorting, theme: &Theme) -> Self {
        let reference = reference_width(comparison);
        let names = comparison.measures.iter().map(|measure| width(&inert_line(&label(measure, reference))));
        let averages = comparison
            .measures
            .iter()
            .filter_map(|measure| measure.average().map(|average| width(&measure.figure(average.value))));
        let mut widths = Self {
            view,
            sorting,
            reference,
            name: cut(names.max().unwrap_or(0), NAME),
            average: cut(averages.max().unwrap_or(0), u16::MAX).max(7),
            head: 1,
            organisations: vec![OnceCell::new(); comparison.organisations.len()],
        };
        let wraps = |at: usize| !widths.organisation(comparison, at, theme).lines[0].is_empty();
        let mut long = (0..comparison.organisations.len())
            .filter(|at| width(&widths.heading(comparison, *at, theme)) > usize::from(HEADING));
        widths.head = if long.any(wraps) { 2 } else { 1 };
        widths
    }

    /// The name over the column of an organisation, with its signs.
    fn heading(&self, comparison: &Comparison, at: usize, theme: &Theme) -> String {
        let Some(one) = comparison.organisations.get(at) else { return String::new() };
        let mut name = one.organisation.name.trim().to_owned();
        // A sign after the last word stays with it.
        if self.sorting.pinned == Some(at) {
            name.push_str(theme.glyph(Glyph::Marked));
        }
        if one.ours {
            name.push('*');
        }
        if let Some((_, best)) = self.sorting.by_organisation.filter(|(by, _)| *by == at) {
            name.push_str(theme.glyph(if best { Glyph::Up } else { Glyph::Down }));
        }
        name
    }

    /// The column of an organisation, worked out when it is first asked for.
    pub(super) fn organisation(&self, comparison: &Comparison, at: usize, theme: &Theme) -> &Head {
        static NONE: Head = Head { width: 0, lines: [String::new(), String::new()] };
        let work_out = || {
            let mut wide = HEADING;
            for measure in &comparison.measures {
                let text = cell(self.view, measure, &measure.entries[at], theme).text;
                wide = wide.max(cut(width(&text), u16::MAX));
            }
            // Figures of two organisations stand apart by more than the words of one do.
            wide = wide.saturating_add(u16::from(self.view == View::Difference));
            let name = self.heading(comparison, at, theme);
            let word = name.split([' ', '-']).map(width).max().unwrap_or(0);
            wide = wide.max(cut(word, WORD));
            while wide < WORD && wrapped(&name, wide, 3).len() > 2 {
                wide += 1;
            }
            let mut lines = wrapped(&name, wide, 2);
            // A short name stands on the line above the figures.
            if lines.len() == 1 {
                lines.insert(0, String::new());
            }
            let mut lines = lines.into_iter();
            Head { width: wide, lines: [lines.next().unwrap_or_default(), lines.next().unwrap_or_default()] }
        };
        self.organisations.get(at).map_or(&NONE, |head| head.get_or_init(work_out))
    }
}
