//! The comparison in sentences, theme by theme.

use super::{all_words, comparison, filled, name};
use crate::domain::compare::Overall;
use crate::report::build::Sources;
use crate::report::builders::note;
use crate::report::document::*;
use crate::report::prose;
use crate::report::sections::Built;
use crate::report::template::Wanted;
use crate::workbook::compare::ComparedMeasure;
use crate::workbook::{self, Comparison, SectionKind, Subject, Table};

pub(in crate::report::sections) fn build(sources: &Sources, _: &Wanted) -> Built {
    let Some(found) = comparison(sources) else { return Built::default() };
    let words = all_words();
    let title = found.period.title();
    let mut blocks = Vec::new();
    if found.period != sources.material.period.code {
        let values = [("period", sources.period.title()), ("figures", title.clone())];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        blocks.push(note(filled(&words.other_period, &values)));
    }
    blocks.extend(found.notes.iter().map(note));
    let count = found.organisations.len().to_string();
    let template = if found.group.is_some() { &words.scope } else { &words.scope_everybody };
    let scope = filled(template, &[("count", &count), ("group", &found.group_title()), ("period", &title)]);
    let mut lines = vec![Line::plain(scope), Line::plain(format!("{}.", found.directions_sentence()))];
    lines.extend(directions(found));
    blocks.push(Block::Text(Text { lines, ..Text::default() }));
    let written = |kind| sources.material.narrative.iter().filter(move |one| one.kind == kind);
    blocks.splice(0..0, written(SectionKind::Summary).map(words_of));
    // What is written of a theme stands above its measures; of one without any, in its own place.
    let mut below: Vec<Section> = written(SectionKind::Own)
        .filter(|one| !one.text.trim().is_empty())
        .map(|one| Section {
            heading: one.heading.trim().to_owned(),
            blocks: vec![words_of(one)],
            ..Section::default()
        })
        .collect();
    for measure in &found.measures {
        let theme = measure.theme.to_string();
        let heading = if theme.is_empty() { words.no_theme.clone() } else { theme };
        let is_here = |section: &&mut Section| section.heading.eq_ignore_ascii_case(&heading);
        let block = of_measure(found, measure);
        match below.iter_mut().find(is_here) {
            Some(section) => section.blocks.push(block),
            None => below.push(Section { heading, blocks: vec![block], ..Section::default() }),
        }
    }
    Built { blocks, below, source: None }
}

/// A piece of the narrative.
fn words_of(section: &workbook::Section) -> Block {
    let source = Some(Subject { table: Table::Section, id: section.id });
    Block::Text(Text { lines: prose::lines(&section.text), source, ..Text::default() })
}

/// Who goes which way.
fn directions(found: &Comparison) -> Vec<Line> {
    let words = all_words();
    [
        (Overall::Positive, &words.positive),
        (Overall::Static, &words.unchanged),
        (Overall::Negative, &words.negative),
    ]
    .into_iter()
    .filter_map(|(overall, template)| {
        let going = found.organisations.iter().filter(|one| one.overall() == Some(overall));
        let names: Vec<&str> = going.map(|one| one.organisation.name.as_str()).collect();
        let text = filled(template, &[("names", &names.join(", "))]);
        (!names.is_empty()).then(|| Line { bullet: 1, ..Line::plain(text) })
    })
    .collect()
}

/// A measure: how far its figures reach, then its counts.
fn of_measure(found: &Comparison, measure: &ComparedMeasure) -> Block {
    let bullet = |text: String| Line { bullet: 1, ..Line::plain(text) };
    let mut lines = vec![Line { runs: vec![Run::strong(name(measure))], bullet: 0 }];
    lines.extend(range(found, measure).map(bullet));
    lines.extend(found.sentences(measure).into_iter().map(bullet));
    Block::Text(Text { lines, source: Some(measure.indicator.subject()), ..Text::default() })
}

/// "2A: from 25.0% (Derwent) to 90.0% (Ashby), median 70.0%".
fn range(found: &Comparison, measure: &ComparedMeasure) -> Option<String> {
    let spread = measure.spread?;
    // Those whose figure is printed as the end of the range is.
    let who = |end: f64| {
        let printed = measure.figure(end);
        let named = found.organisations.iter().zip(&measure.entries);
        let at_end =
            named.filter(|(_, entry)| entry.value.is_some_and(|value| measure.figure(value) == printed));
        let names: Vec<&str> = at_end.map(|(one, _)| one.organisation.name.as_str()).collect();
        match names.len() {
            1..=3 => names.join(", "),
            many => filled(&all_words().several, &[("count", &many.to_string())]),
        }
    };
    let values = [
        ("reference", measure.indicator.reference.clone()),
        ("lowest", measure.figure(spread.lowest)),
        ("lowest_of", who(spread.lowest)),
        ("highest", measure.figure(spread.highest)),
        ("highest_of", who(spread.highest)),
        ("median", measure.figure(spread.median)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Some(filled(&all_words().range, &values))
}
