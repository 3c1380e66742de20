//! A sheet for each organisation: what it has in every measure, theme by theme,
//! with its rank, quartile, direction of travel and place beside the average.

use super::{all_words, comparison, difference_cell, figure_cell, filled, name, place_cell};
use crate::domain::compare::rank::quartile_title;
use crate::domain::compare::{AgainstAverage, Place};
use crate::report::build::Sources;
use crate::report::builders::{NONE, column, figures, note, row, row_about, table};
use crate::report::document::*;
use crate::report::sections::{Built, indicators, states};
use crate::report::template::{Only, Wanted};
use crate::workbook::compare::{ComparedMeasure, Entry};
use crate::workbook::{ComparedOrganisation, Comparison, Table as Kept};

pub(in crate::report::sections) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let Some(found) = comparison(sources) else { return alone(sources, wanted) };
    let asked_for = sources.words(&wanted.organisation);
    let all = found.organisations.iter().enumerate();
    let of_all = asked_for.trim().is_empty();
    let has_figures = |at: usize| found.measures.iter().any(|measure| measure.entries[at].value.is_some());
    // A sheet with no figure at all, of a council that is no more, is none.
    let asked = all
        .filter(|(at, one)| if of_all { has_figures(*at) } else { one.organisation.is_called(&asked_for) });
    let mut below: Vec<Section> = Vec::new();
    for (at, one) in asked {
        // The first stands under the heading of them all.
        let new_page = !below.is_empty();
        below.push(Section { new_page, ..sheet(found, at, one, &format!("{}-{}", wanted.code, at + 1)) });
    }
    let without = (0..found.organisations.len()).filter(|at| of_all && !has_figures(*at));
    let blocks = without.map(|at| no_sheet(found, at)).collect();
    Built { blocks, below, ..Built::default() }
}

/// Says that an organisation has no sheet, and why.
fn no_sheet(found: &Comparison, at: usize) -> Block {
    let why = found.measures.first().map(|measure| measure.entries[at].reason()).unwrap_or_default();
    let name = found.organisations[at].organisation.name.as_str();
    note(filled(&all_words().no_sheet, &[("name", name), ("why", &why)]))
}

/// The workbook's own indicators theme by theme, where there is nobody to compare them with.
fn alone(sources: &Sources, wanted: &Wanted) -> Built {
    let workbook = &sources.material.workbook;
    let asked_for = sources.words(&wanted.organisation);
    if !asked_for.trim().is_empty() && !asked_for.trim().eq_ignore_ascii_case(workbook.organisation.trim()) {
        return Built::default();
    }
    let by_theme = Wanted { by_theme: true, ..wanted.clone() };
    let mut built = indicators::build(sources, &by_theme);
    if !built.blocks.is_empty() || !built.below.is_empty() {
        let standings = sources.indicators(Only::All).map(|detail| &detail.standing);
        built.blocks.insert(0, states::said(&states::counted(standings)));
        built.blocks.insert(1, note(&*all_words().alone));
    }
    built
}

fn sheet(found: &Comparison, at: usize, one: &ComparedOrganisation, code: &str) -> Section {
    let words = all_words();
    let called = one.organisation.name.as_str();
    let mut lines = vec![Line::plain(match one.overall() {
        Some(overall) => {
            filled(&words.direction, &[("overall", overall.code()), ("counts", &one.directions.title())])
        }
        None => words.no_direction.clone(),
    })];
    lines.extend(
        one.quartiles.sentence(called, &found.group_title(), &[]).map(|text| Line::plain(format!("{text}."))),
    );
    let title = found.period.title();
    let caption = filled(
        &words.sheet_caption,
        &[("name", called), ("group", &found.group_title()), ("period", &title)],
    );
    let has_nation = found.measures.iter().any(|measure| measure.entries[at].national.is_some());
    let columns = columns(found, has_nation);
    let mut rows: Vec<Row> = Vec::new();
    let mut theme = String::new();
    for measure in &found.measures {
        let here = measure.theme.to_string();
        if here != theme {
            rows.push(theme_row(if here.is_empty() { &words.no_theme } else { &here }, columns.len()));
            theme = here;
        }
        rows.push(line(measure, &measure.entries[at], has_nation));
    }
    let table = Table { rows, whole: true, ..table(code, caption, columns) };
    let mut blocks = vec![Block::Text(Text { lines, ..Text::default() }), Block::Table(table)];
    blocks.extend(found.measures.iter().filter_map(ComparedMeasure::unranked).map(note));
    Section { heading: called.to_owned(), blocks, ..Section::default() }
}

fn columns(found: &Comparison, has_nation: bool) -> Vec<Column> {
    let words = all_words();
    let mut columns = vec![
        column(&*words.measure, ColumnKind::Prose, 40),
        figures(&*words.value),
        column(&*words.rank, ColumnKind::Figure, 9),
        column(&*words.quartile, ColumnKind::Words, 8),
    ];
    if has_nation {
        let nation = found.nation.as_deref().unwrap_or_default();
        columns.push(figures(filled(&words.rank_in, &[("group", nation)])));
    }
    columns.extend([
        column(&*words.direction_of_travel, ColumnKind::Words, 10),
        figures(&*words.average),
        column(&*words.average_of, ColumnKind::Words, 9),
        figures(&*words.difference),
        column(&*words.against_average, ColumnKind::Words, 8),
        column(&*words.rank_before, ColumnKind::Figure, 9),
    ]);
    columns
}

/// A row that names the theme of those under it.
fn theme_row(theme: &str, columns: usize) -> Row {
    let heading = Line { runs: vec![Run::strong(theme)], bullet: 0 };
    let mut cells = vec![Cell::default(); columns];
    cells[0].lines.push(heading);
    Row { heads_next: true, ..row(cells) }
}

fn line(measure: &ComparedMeasure, entry: &Entry, has_nation: bool) -> Row {
    let average = measure.average();
    let value = match entry.value {
        Some(_) => figure_cell(measure, entry.value).invented(entry.illustrative),
        None => Cell::plain(entry.reason()),
    };
    let or_dash = |text: Option<&str>| Cell::plain(text.filter(|text| !text.is_empty()).unwrap_or(NONE));
    let mut cells = vec![
        Cell::plain(name(measure)),
        value,
        place_cell(entry.place).invented(entry.illustrative && entry.place.is_some()),
        or_dash(entry.place.and_then(|place: Place| place.quartile).map(quartile_title)),
    ];
    if has_nation {
        cells.push(place_cell(entry.national));
    }
    cells.extend([
        Cell::plain(entry.direction.title()),
        figure_cell(measure, average.map(|average| average.value)),
        or_dash(average.map(|average| average.of.title()).as_deref()),
        difference_cell(measure, entry.difference).invented(entry.illustrative && entry.difference.is_some()),
        or_dash(entry.against_average.map(AgainstAverage::code)),
        place_cell(entry.place_before),
    ]);
    row_about(cells, &measure.indicator.reference, Kept::Indicator, measure.indicator.id)
}
