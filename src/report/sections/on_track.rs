//! Indicators counted as on track and not on track, by service.

use super::dashboard::bars_chart;
use super::states::{counted, expected, said, without_figures};
use super::{Built, by_theme};
use crate::domain::Rating;
use crate::report::build::Sources;
use crate::report::builders::{column, count, figures, invented_counts, note, part, row, share, table};
use crate::report::document::*;
use crate::report::template::{Only, Wanted};
use crate::report::words::words;
use crate::workbook::Standing;
use crate::workbook::compare::ThemePath;

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let all: Vec<&Standing> = sources.indicators(Only::All).map(|detail| &detail.standing).collect();
    if all.is_empty() {
        return Built::default();
    }
    let mut services: Vec<&str> = Vec::new();
    for standing in &all {
        if !services.contains(&standing.service.as_str()) {
            services.push(&standing.service);
        }
    }
    let counted = counted(all.iter().copied());
    let states: Vec<Rating> = counted.states.iter().map(|(state, _)| *state).collect();
    let on = |one: &&Standing| one.rating.is_on_track();
    let judged = |one: &&Standing| one.rating.is_colour();
    let line = |name: &str, of: &[&Standing]| {
        let total = of.iter().filter(|one| judged(one)).count() as u64;
        let track = of.iter().filter(|one| on(one)).count() as u64;
        let rests = |is_on: bool| of.iter().any(|one| judged(one) && on(one) == is_on && one.illustrative);
        let cells = [(track, true), (total - track, false)]
            .map(|(number, is_on)| share(number, total).invented(rests(is_on)));
        let parts = [(Rating::OnTrack, track), (Rating::NotOnTrack, total - track)];
        let parts = parts.into_iter().zip(&cells).map(|((rating, number), cell)| part(rating, number, cell));
        let bar = Bar { label: name.to_owned(), parts: parts.collect() };
        let first = [Cell::plain(name), count(of.len() as u64), count(total)];
        let others =
            states.iter().map(|state| count(of.iter().filter(|one| one.rating == *state).count() as u64));
        (row(first.into_iter().chain(cells).chain(others).collect()), bar)
    };
    let of_service =
        |service: &str| all.iter().copied().filter(|one| one.service == service).collect::<Vec<_>>();
    let named = |service: &str| if service.is_empty() { "No service".to_owned() } else { service.to_owned() };
    let (mut rows, bars): (Vec<Row>, Vec<Bar>) =
        services.iter().map(|service| line(&named(service), &of_service(service))).unzip();
    if services.len() > 1 {
        rows.push(Row { total: true, ..line("All services", &all).0 });
    }
    let mut columns = vec![
        column("Service", ColumnKind::Words, 24),
        figures("Indicators"),
        figures("Reportable"),
        figures("On track"),
        figures("Not on track"),
    ];
    columns.extend(states.iter().map(|state| figures(state.title())));
    let mut blocks = vec![said(&counted)];
    blocks.extend(expected(all.iter().copied()));
    if !wanted.without_charts {
        blocks.push(Block::Chart(bars_chart(
            format!("{}-bars", wanted.code),
            "On track and not on track",
            bars,
        )));
    }
    let themes = by_theme::standings(sources);
    let by_theme = (!themes.is_empty()).then(|| {
        let first = column("Theme", ColumnKind::Words, 24);
        let columns = std::iter::once(first).chain(columns[1..].iter().cloned()).collect();
        let name = |path: &ThemePath| match path.to_string() {
            none if none.is_empty() => words().compare.no_theme.clone(),
            name => name,
        };
        let mut rows: Vec<Row> = themes.iter().map(|(path, of)| line(&name(path), of).0).collect();
        rows.push(Row { total: true, ..line("All themes", &all).0 });
        let caption = "Indicators on track and not on track, by theme";
        Block::Table(Table { rows, ..table(format!("{}-by-theme", wanted.code), caption, columns) })
    });
    blocks.push(Block::Table(Table {
        rows,
        ..table(&wanted.code, "Indicators on track and not on track", columns)
    }));
    blocks.extend(by_theme);
    blocks.extend(without_figures(all.iter().copied()));
    let invented = all.iter().filter(|one| one.illustrative).count() as u64;
    blocks.extend(invented_counts(invented, "indicators"));
    blocks.push(note(
        "An indicator is on track where it has the best rating of its scheme; any other colour is not on track. \
         Shares are of those that are reportable.",
    ));
    Built::of(blocks)
}
