//! Legends in the notes of a file, which say what the marks in its cells mean: "NR = not reportable".

use super::cell_text;
use crate::domain::absence::Absence;
use crate::source::{Cell, Row};

/// Longer is a word, not a mark.
const LONGEST: usize = 6;
/// Between a mark and what it means.
const MEANS: [&str; 7] = [" means ", " denotes ", " indicates ", "=", ":", " – ", " - "];

/// A mark, and the state with its reason that a cell with nothing else in it is in.
pub type Mark = (String, String);

/// The marks that the rows of a file explain. Only what means one of the states of a figure that is not
/// there counts; where a mark is explained twice, the first explanation does.
pub fn legend<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for row in rows {
        let texts: Vec<String> =
            row.cells.iter().filter(|cell| !matches!(cell, Cell::Empty)).map(cell_text).collect();
        let found = match texts.as_slice() {
            [one] => parts(one).filter_map(explained).collect(),
            // A legend may be a table of its own, and its heading stand before it.
            [mark, means] => mark_of(mark, means).into_iter().collect(),
            [_, mark, means] => mark_of(mark, means).into_iter().collect(),
            _ => Vec::new(),
        };
        for (mark, state) in found {
            if marked(&marks, &mark).is_none() {
                marks.push((mark, state));
            }
        }
    }
    marks
}

/// What a cell with this text means, by the legend.
pub fn marked<'a>(marks: &'a [Mark], text: &str) -> Option<&'a str> {
    let found = marks.iter().find(|(mark, _)| mark.eq_ignore_ascii_case(text.trim()));
    found.map(|(_, state)| state.as_str())
}

/// Each explanation of a line, without what heads it.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let heads = ["key:", "notes:", "note:", "legend:", "symbols:"];
    line.split([';', ',', '\n', '|']).flat_map(sentences).map(move |part| {
        let part = part.trim();
        let head = heads
            .iter()
            .find(|head| part.get(..head.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(head)));
        head.map_or(part, |head| part[head.len()..].trim())
    })
}

/// The sentences of a text: a stop after a word ends one, those of a mark ("..") do not.
fn sentences(text: &str) -> Vec<&str> {
    let ends = text.match_indices(". ").map(|(at, _)| at);
    let mut found = Vec::new();
    let mut begin = 0;
    for at in ends.filter(|at| text[..*at].ends_with(char::is_alphanumeric)) {
        found.push(&text[begin..at]);
        begin = at + 1;
    }
    found.push(&text[begin..]);
    found
}

/// "NR = not reportable", or a sign with its meaning after a blank: "- not collected".
fn explained(part: &str) -> Option<Mark> {
    let signed = part.split_once(' ').filter(|(mark, _)| mark.chars().all(|c| !c.is_alphanumeric()));
    let split =
        MEANS.iter().find_map(|means| part.split_once(means).filter(|(mark, _)| !mark.trim().is_empty()));
    // "- - not collected" and "- = not collected" have the sign first, too.
    let cleaned = signed.map(|(mark, rest)| (mark, rest.trim_start_matches(['=', ':', '–', '-', ' '])));
    cleaned
        .and_then(|(mark, means)| mark_of(mark, means))
        .or_else(|| split.and_then(|(mark, means)| mark_of(mark, means)))
}

/// A mark and its meaning, where the meaning is a state: a figure, a day and a word are no marks.
fn mark_of(mark: &str, means: &str) -> Option<Mark> {
    let mark = mark.trim().trim_matches(['“', '”', '"', '\'', '‘', '’']);
    let means = means.trim().trim_end_matches('.');
    let is_mark = !mark.is_empty() && mark.chars().count() <= LONGEST && mark.parse::<f64>().is_err();
    let state = Absence::of(means).filter(|_| is_mark)?;
    Some((mark.to_owned(), state.with_reason(means)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&[&str]]) -> Vec<(String, String)> {
        let rows: Vec<Row> = (1..)
            .zip(lines)
            .map(|(number, cells)| {
                let cells = cells.iter().map(|text| Cell::Text((*text).to_owned())).collect();
                Row { number, cells, ..Row::default() }
            })
            .collect();
        legend(&rows)
    }

    #[test]
    fn a_legend_says_which_state_a_mark_stands_for() {
        /// A line of a file, and the marks it explains with their meaning.
        type Line = (&'static [&'static str], &'static [(&'static str, &'static str)]);
        let table: &[Line] = &[
            (&["NR = not reportable"], &[("NR", "not reportable")]),
            (&["- not collected"], &[("-", "not collected")]),
            (
                &["Key: NR = not reportable; NC = not collected."],
                &[("NR", "not reportable"), ("NC", "not collected")],
            ),
            (&["* denotes figures suppressed"], &[("*", "figures suppressed")]),
            (&["“ND” means not due until Q4"], &[("ND", "not due until Q4")]),
            (&["A: awaiting data, X: not held"], &[("A", "awaiting data"), ("X", "not held")]),
            (
                &["Notes: * figures below 5 are suppressed. Within 5% of target is amber."],
                &[("*", "figures below 5 are suppressed")],
            ),
            (&[".. – not yet published"], &[("..", "not yet published")]),
            (&["NR", "Not reportable this quarter"], &[("NR", "Not reportable this quarter")]),
            (&["Notes", "NR", "not reportable"], &[("NR", "not reportable")]),
            // What says no state, a figure and a sentence are no marks.
            (&["GR = green"], &[]),
            (&["Source: the survey, which is annual"], &[]),
            (&["12 = not collected"], &[]),
            (&["Figures for carers were not collected"], &[]),
        ];
        for (line, wanted) in table {
            let wanted: Vec<(String, String)> =
                wanted.iter().map(|(mark, state)| ((*mark).to_owned(), (*state).to_owned())).collect();
            let found = of(&[line]);
            let states = |all: &[(String, String)]| -> Vec<_> {
                all.iter().map(|(mark, text)| (mark.clone(), Absence::of(text))).collect()
            };
            assert_eq!(states(&found), states(&wanted), "{line:?}: {found:?}");
        }
        let twice = of(&[&["NR = not reportable"], &["NR = not collected"]]);
        assert_eq!(marked(&twice, " nr "), Some("not reportable"));
        assert_eq!(marked(&twice, "N"), None);
    }
}
