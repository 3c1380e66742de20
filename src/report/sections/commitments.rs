//! Commitments: how many of each plan stand where, and each with its words.

use super::Built;
use super::dashboard::bars_chart;
use crate::domain::Rating;
use crate::report::build::Sources;
use crate::report::builders::{
    NONE, column, count, date, figures, invented_counts, labelled, many, note, part, rating_cell, row,
    row_about, share, table, words,
};
use crate::report::document::*;
use crate::report::prose;
use crate::report::received::whole;
use crate::report::template::Wanted;
use crate::report::words::words as report_words;
use crate::workbook::{CommitmentDetail, CommitmentScale, Printed, Table as Kept, tally_commitments};

/// The plans with how many commitments of each stand where.
pub(super) struct Plans<'a>(Vec<Plan<'a>>);

/// A plan, or all plans that the printed figures count together.
pub(super) struct Plan<'a> {
    pub plan: String,
    scale: CommitmentScale,
    /// One for each rating of the scale, best first, nought included.
    pub counts: Vec<(Rating, u64)>,
    unrated: u64,
    commitments: Vec<&'a CommitmentDetail>,
    /// Several counted together.
    several: bool,
    /// What the source prints of it; nothing where that is of others, or of several at once.
    printed: &'a [Printed],
}

impl<'a> Plans<'a> {
    /// What is printed does not say of which plan it is. It is of the only one that is rated in its
    /// words, the workbook's own before those of other services; of several it is of all together,
    /// which are then counted once more.
    pub fn of(sources: &Sources<'a>) -> Self {
        let material = sources.material;
        let tallies = tally_commitments(material.commitments.iter().map(|one| {
            let rating = one.rating.as_ref().map(|rating| rating.rating);
            (one.commitment.plan.as_str(), one.commitment.scale, rating)
        }));
        let mut plans: Vec<Plan<'a>> = Vec::new();
        for tally in tallies {
            let of = |one: &&CommitmentDetail| {
                one.commitment.plan == tally.plan && one.commitment.scale == tally.scale
            };
            let commitments = material.commitments.iter().filter(of).collect();
            plans.push(Plan {
                plan: name(&tally.plan).to_owned(),
                scale: tally.scale,
                counts: tally.counts,
                unrated: tally.unrated,
                commitments,
                several: false,
                printed: &[],
            });
        }
        for scale in [CommitmentScale::FourColour, CommitmentScale::Delivery] {
            let of_scale = |plan: &Plan<'_>| plan.scale == scale;
            let own =
                |plan: &Plan<'_>| plan.commitments.iter().any(|one| material.is_own(&one.commitment.service));
            let is_own_there = plans.iter().any(|plan| of_scale(plan) && own(plan));
            let counted: Vec<usize> = (0..plans.len())
                .filter(|at| of_scale(&plans[*at]) && (!is_own_there || own(&plans[*at])))
                .collect();
            match counted[..] {
                [] => {}
                [only] => plans[only].printed = &material.printed,
                _ => {
                    let together = Plan::together(counted.iter().map(|at| &plans[*at]), scale);
                    plans.extend(together.map(|plan| Plan { printed: &material.printed, ..plan }));
                }
            }
        }
        Self(plans)
    }

    /// Each plan, then those that are counted together.
    pub fn all(&self) -> impl Iterator<Item = &Plan<'a>> {
        self.0.iter()
    }

    /// Those rated in the words of a scale.
    pub fn of_scale(&self, scale: CommitmentScale) -> Vec<&Plan<'a>> {
        self.0.iter().filter(|plan| plan.scale == scale).collect()
    }
}

impl<'a> Plan<'a> {
    /// Several as one; none of none.
    fn together<'b>(plans: impl Iterator<Item = &'b Self>, scale: CommitmentScale) -> Option<Self>
    where
        'a: 'b,
    {
        let mut sum: Option<Self> = None;
        for plan in plans {
            let sum = sum.get_or_insert_with(|| Self {
                plan: report_words().facts.all_plans.clone(),
                scale,
                counts: scale.steps().iter().map(|step| (step.rating, 0)).collect(),
                unrated: 0,
                commitments: Vec::new(),
                several: true,
                printed: &[],
            });
            sum.unrated += plan.unrated;
            sum.commitments.extend(&plan.commitments);
            for ((_, total), (_, count)) in sum.counts.iter_mut().zip(&plan.counts) {
                *total += count;
            }
        }
        sum
    }

    /// Whether it is a plan, and not several counted together.
    fn is_one(&self) -> bool {
        !self.several
    }

    fn total(&self) -> u64 {
        self.commitments.len() as u64
    }

    /// How many stand at a rating, with their share of those that are rated.
    pub fn cell(&self, rating: Rating) -> Cell {
        let number = self.counts.iter().find(|(other, _)| *other == rating).map_or(0, |(_, number)| *number);
        let rests = |one: &&CommitmentDetail| {
            one.rating.as_ref().is_some_and(|given| given.rating == rating && given.illustrative)
        };
        let cell = share(number, self.total() - self.unrated).invented(self.commitments.iter().any(rests));
        self.printed(cell, rating.code())
    }

    fn printed(&self, cell: Cell, field: &str) -> Cell {
        whole(cell, self.printed, &format!("commitments.{field}"), &report_words().why.counted)
    }
}

/// How many of some commitments are rated by invented figures.
pub(super) fn invented_of(commitments: &[&CommitmentDetail]) -> usize {
    let given = commitments.iter().filter_map(|one| one.rating.as_ref());
    given.filter(|rating| rating.illustrative).count()
}

fn name(plan: &str) -> &str {
    if plan.trim().is_empty() { "Commitments" } else { plan }
}

/// Counts by plan.
pub(super) fn summary(sources: &Sources, wanted: &Wanted) -> Built {
    let plans = Plans::of(sources);
    let mut blocks = Vec::new();
    if !wanted.without_charts && plans.all().next().is_some() {
        let bars = plans.all().map(|plan| Bar {
            label: plan.plan.clone(),
            parts: plan
                .counts
                .iter()
                .map(|(rating, count)| part(*rating, *count, &plan.cell(*rating)))
                .collect(),
        });
        let code = format!("{}-bars", wanted.code);
        blocks.push(Block::Chart(bars_chart(code, "Commitments by rating", bars.collect())));
    }
    for (at, plan) in plans.all().enumerate() {
        let columns = vec![
            column("Rating", ColumnKind::Rating, 14),
            column("What it means", ColumnKind::Words, 40),
            figures("Commitments"),
        ];
        let mut rows: Vec<Row> = plan
            .counts
            .iter()
            .map(|(rating, _)| {
                let meaning = plan.scale.meaning(*rating);
                row(vec![rating_cell(*rating), Cell::plain(capital(meaning)), plan.cell(*rating)])
            })
            .collect();
        if plan.unrated > 0 {
            let cells = ["Not rated yet", NONE].map(Cell::plain).into_iter();
            rows.push(row(cells.chain([count(plan.unrated)]).collect()));
        }
        let due = ["All commitments", NONE].map(Cell::plain).into_iter();
        let field = if plan.scale == CommitmentScale::FourColour { "due" } else { "actions" };
        let total = row(due.chain([plan.printed(count(plan.total()), field)]).collect());
        rows.push(Row { total: true, ..total });
        let code = format!("{}-{}", wanted.code, at + 1);
        let caption = format!("{}: where commitments stand", plan.plan);
        blocks.push(Block::Table(Table { rows, ..table(code, caption, columns) }));
        blocks.extend(invented_counts(invented_of(&plan.commitments) as u64, "ratings"));
    }
    Built::of(blocks)
}

/// Each commitment, a table for each plan. What is only counted is told in one line.
pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let mut blocks = Vec::new();
    let plans = Plans::of(sources);
    for (at, plan) in plans.all().filter(|plan| plan.is_one()).enumerate() {
        let (counted, described): (Vec<&CommitmentDetail>, Vec<&CommitmentDetail>) =
            plan.commitments.iter().partition(|one| one.commitment.placeholder);
        if !described.is_empty() {
            let dated = described.iter().any(|one| one.commitment.due.is_some());
            let mut columns = vec![
                column("Ref", ColumnKind::Reference, 7),
                column("Commitment", ColumnKind::Prose, 30),
                column("Rating", ColumnKind::Rating, 11),
            ];
            if dated {
                columns.push(column("Due", ColumnKind::Date, 9));
            }
            columns.push(column("Commentary", ColumnKind::Prose, 44));
            let rows = described.iter().map(|one| line(one, dated)).collect();
            let code = format!("{}-{}", wanted.code, at + 1);
            blocks.push(Block::Table(Table { rows, ..table(code, &*plan.plan, columns) }));
        }
        if !counted.is_empty() {
            blocks.push(note(format!(
                "{}: {} counted without being described.",
                plan.plan,
                many(counted.len() as u64, "commitment is", "commitments are")
            )));
        }
    }
    Built::of(blocks)
}

fn line(detail: &CommitmentDetail, dated: bool) -> Row {
    let one = &detail.commitment;
    let rated = detail.rating.as_ref();
    let mut lines = rated.map(|rating| prose::lines(&rating.commentary)).unwrap_or_default();
    if let Some(rating) = rated {
        lines.extend(labelled("Path to green", prose::lines(&rating.path_to_green)));
    }
    if lines.is_empty() {
        lines.push(Line::plain(NONE));
    }
    let mut cells = vec![
        Cell::plain(if one.reference.is_empty() { NONE } else { &one.reference }),
        words(&one.description),
        rated.map_or_else(
            || Cell::plain("Not rated yet"),
            |rating| rating_cell(rating.rating).invented(rating.illustrative),
        ),
    ];
    if dated {
        cells.push(date(one.due, NONE));
    }
    cells.push(Cell { lines, ..Cell::default() });
    row_about(cells, &one.reference, Kept::Commitment, one.id)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
