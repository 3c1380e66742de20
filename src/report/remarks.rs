//! What is to be known about what a cell shows: that it is invented, or that
//! its source printed something else. Told beside the figure in every format,
//! in letters and never by colour alone.

use serde::{Deserialize, Serialize};

use super::document::{Cell, Line, Run};
use super::words::{fill, words};

/// Something to be known about what a cell shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// Invented, or worked out from what is.
    Illustrative,
    /// Its source printed something else.
    Corrected(Correction),
}

/// What a source printed where the report prints something else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Correction {
    /// From 1, in reading order; 0 before the document has been numbered.
    pub number: u32,
    /// Names its row in the table of corrections: "AC/S9, Result".
    pub about: String,
    /// As received.
    pub received: String,
    /// A sentence.
    pub why: String,
    /// Names what was received, while the document is made: a table and a chart of the same figure
    /// carry the same mark.
    #[serde(skip)]
    pub source: String,
}

impl Remark {
    /// In a sentence or two, for a comment or a column of its own.
    pub fn sentence(&self) -> String {
        let all = words();
        match self {
            Self::Illustrative => all.illustrative.remark.clone(),
            Self::Corrected(one) => {
                let values = [("received", one.received.as_str()), ("why", one.why.as_str())];
                fill(&all.corrections.remark, &values).trim().to_owned()
            }
        }
    }
}

impl Cell {
    /// Marked as invented, where it shows anything.
    #[must_use]
    pub fn invented(mut self, invented: bool) -> Self {
        if invented && !self.lines.is_empty() && !self.is_invented() {
            self.remarks.push(Remark::Illustrative);
        }
        self
    }

    /// Names what its correction, if it has one, is of.
    #[must_use]
    pub(super) fn sourced(mut self, source: &str) -> Self {
        for remark in &mut self.remarks {
            if let Remark::Corrected(one) = remark
                && one.source.is_empty()
            {
                source.clone_into(&mut one.source);
            }
        }
        self
    }

    /// Whether it is marked as invented.
    pub fn is_invented(&self) -> bool {
        self.remarks.contains(&Remark::Illustrative)
    }

    /// Its corrections.
    pub fn corrections(&self) -> impl Iterator<Item = &Correction> {
        self.remarks.iter().filter_map(|remark| match remark {
            Remark::Corrected(one) => Some(one),
            Remark::Illustrative => None,
        })
    }

    /// Its lines, with what is to be known beside them: `†1` after the first, "illustrative" below.
    pub fn marked(&self) -> Vec<Line> {
        let mut lines = self.lines.clone();
        if let Some(first) = lines.first_mut() {
            for one in self.corrections() {
                first.runs.push(Run::plain(" "));
                first.runs.push(Run { to: Some(one.about.clone()), ..Run::plain(mark(one.number)) });
            }
        }
        if self.is_invented() {
            lines.push(Line::plain(&*words().facts.illustrative));
        }
        lines
    }

    /// What it says with what is to be known, on one line: `91.13 †1`, `98.4% illustrative`.
    pub fn marked_text(&self) -> String {
        let marks: String = self.corrections().map(|one| format!(" {}", mark(one.number))).collect();
        let invented =
            if self.is_invented() { format!(" {}", words().facts.illustrative) } else { String::new() };
        format!("{}{marks}{invented}", self.text())
    }

    /// What is to be known about it, in sentences.
    pub fn remarks_told(&self) -> String {
        self.remarks.iter().map(Remark::sentence).collect::<Vec<_>>().join(" ")
    }
}

/// The mark of a correction.
pub fn mark(number: u32) -> String {
    format!("†{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_known_stands_beside_the_figure() {
        let correction = Correction {
            number: 3,
            about: "AC/S9, Result".into(),
            received: "98.59".into(),
            why: "Worked out from 47/51576.".into(),
            ..Correction::default()
        };
        let cell = Cell { remarks: vec![Remark::Corrected(correction)], ..Cell::plain("91.13") };
        assert_eq!(cell.marked_text(), "91.13 †3");
        assert_eq!(cell.text(), "91.13");
        assert_eq!(
            cell.remarks_told(),
            "Corrected since it was received as 98.59. Worked out from 47/51576."
        );
        let both = cell.invented(true).invented(true);
        assert_eq!(both.shown(), "91.13 †3\nillustrative");
        assert_eq!(Cell::default().invented(true), Cell::default());
    }
}
