//! A document as lines of text, each with its page and where it is edited.

use std::collections::VecDeque;

use super::tables;
use crate::domain::Rating;
use crate::jobs::report::request::ReportPreview;
use crate::report::document::{Bar, Block, ChartData, Document, Line as Words, Section, Text, TextKind};
use crate::report::findings::{Finding, Weight};
use crate::report::formats::PageOf;
use crate::ui::frame::wrapped;
use crate::ui::inert::width;
use crate::ui::theme::Role;
use crate::workbook::Subject;

/// Findings told before the first page, unless more of them are errors.
const MAX_TOLD: usize = 6;

/// Columns of running text, however wide the screen is.
const PROSE: u16 = 100;

/// How letters are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    As(Role),
    Rated(Rating),
}

/// Letters in one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Columns from the left.
    pub at: u16,
    pub text: String,
    pub look: Look,
}

/// A line of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    pub pieces: Vec<Piece>,
    /// 0 before the first page.
    pub page: u32,
    /// Position of its section; none before the first.
    pub section: Option<usize>,
    /// What is edited to change it.
    pub source: Option<Subject>,
    pub mark: Option<Weight>,
    /// The first line of a page.
    pub breaks: bool,
}

/// Lines being made.
pub(super) struct Lines<'a> {
    pub width: u16,
    pub all: Vec<Line>,
    findings: &'a [Finding],
    page: u32,
    section: Option<usize>,
    /// Pages of anchors still to come, in reading order.
    anchors: VecDeque<&'a PageOf>,
}

impl<'a> Lines<'a> {
    /// The preview of a report for a width.
    pub(super) fn of(shown: &'a ReportPreview, width: u16) -> Vec<Line> {
        let mut lines = Self {
            width: width.max(20),
            all: Vec::new(),
            findings: &shown.findings,
            page: 0,
            section: None,
            anchors: shown.pages.anchors.iter().collect(),
        };
        lines.opening(shown);
        lines.document(&shown.document, &shown.pages.sections);
        lines.all
    }

    /// Before the first page: how it stands, and what stands in the way.
    fn opening(&mut self, shown: &ReportPreview) {
        match (&shown.published, shown.changed) {
            (Some((version, day)), 0) => {
                self.say(&format!("Published as version {version} on {day}; nothing is different."), Role::Done);
            }
            (Some((version, day)), changed) => self.say(
                &format!(
                    "Published as version {version} on {day}. Different now: {changed}. v shows it; p publishes version {}.",
                    version + 1
                ),
                Role::Info,
            ),
            (None, _) => self.say("Not published yet.", Role::Dim),
        }
        let errors = shown.findings.iter().filter(|one| one.weight == Weight::Error).count();
        let warnings = shown.findings.len() - errors;
        match (errors, warnings) {
            (0, 0) => self.say("Nothing stands in the way of publishing.", Role::Done),
            (0, some) => self.say(&format!("Worth a look before publishing: {some}."), Role::Info),
            (some, _) => {
                self.say(
                    &format!("To mend before publishing: {some}. Worth a look: {warnings}."),
                    Role::Worse,
                );
            }
        }
        // Errors are told one by one; of warnings the first, the rest are marked where they stand.
        let told = if errors + warnings > MAX_TOLD { errors.max(MAX_TOLD) } else { errors + warnings };
        for finding in shown.findings.iter().take(told) {
            for (at, text) in wrapped(&finding.text, self.prose() - 2, usize::MAX).into_iter().enumerate() {
                let mark = (at == 0).then_some(finding.weight);
                self.push(vec![Piece { at: 2, text, look: Look::As(Role::Text) }], finding.source, mark);
            }
        }
        if shown.findings.len() > told {
            let text = format!(
                "and {} more, marked where they stand: n goes from one to the next.",
                shown.findings.len() - told
            );
            self.push(vec![Piece { at: 2, text, look: Look::As(Role::Dim) }], None, None);
        }
        self.blank();
    }

    fn document(&mut self, document: &Document, sections: &[PageOf]) {
        let meta = &document.meta;
        self.turn_to(1);
        self.say(&meta.title, Role::Title);
        self.say(&meta.subtitle, Role::Text);
        if let Some(facts) = meta.facts() {
            self.say(facts.status(), Role::Worse);
        }
        for (at, section) in document.sections.iter().enumerate() {
            self.section = Some(at);
            let page =
                sections.iter().find(|place| place.name == section.code).map_or(self.page, |one| one.page);
            self.blank();
            self.turn_to(page);
            self.section(section);
        }
    }

    /// Goes on on a page; pages only ever go forward.
    fn turn_to(&mut self, page: u32) {
        if page > self.page {
            self.page = page;
            let start = Line { page, section: self.section, breaks: true, ..Line::default() };
            self.all.push(start);
        }
    }

    /// Goes on on the page of what stands next under an anchor.
    pub(super) fn turn_to_anchor(&mut self, anchor: Option<&str>) {
        let Some(anchor) = anchor else { return };
        if let Some(at) = self.anchors.iter().position(|place| place.name == anchor) {
            let page = self.anchors[at].page;
            self.anchors.drain(..=at);
            self.turn_to(page);
        }
    }

    fn section(&mut self, section: &Section) {
        let heading = format!("{} {}", section.number, section.heading);
        let found = self.findings.iter().filter(|one| one.section == section.code && one.anchor.is_none());
        let mark = found.map(|one| one.weight).min();
        let role = if section.level == 2 { Role::Title } else { Role::Strong };
        for text in wrapped(heading.trim(), self.prose(), usize::MAX) {
            self.push(vec![Piece { at: 0, text, look: Look::As(role) }], section.source, mark);
        }
        for block in &section.blocks {
            match block {
                Block::Text(text) => self.text(text, section.source),
                Block::Table(table) => {
                    self.blank();
                    tables::draw(self, table, section.source);
                }
                Block::Chart(chart) => {
                    self.blank();
                    self.say_of(&chart.caption, Role::Strong, section.source);
                    if let ChartData::Bars(bars) = &chart.data {
                        self.bars(bars);
                    } else {
                        self.say_of(&chart.alt, Role::Dim, section.source);
                    }
                }
                Block::PageBreak => self.turn_to(self.page + 1),
            }
        }
    }

    fn text(&mut self, text: &Text, around: Option<Subject>) {
        self.turn_to_anchor(text.anchor.as_deref());
        let source = text.source.or(around);
        self.blank();
        for (at, line) in text.lines.iter().enumerate() {
            if at > 0 && line.bullet == 0 {
                self.blank();
            }
            let role = match text.kind {
                TextKind::Body if line.runs.len() == 1 && line.runs[0].strong => Role::Strong,
                TextKind::Body => Role::Text,
                TextKind::Note => Role::Dim,
                TextKind::Missing => Role::Worse,
            };
            let mark = (text.kind == TextKind::Missing).then_some(Weight::Error);
            for (indent, words) in paragraph(line, self.prose()) {
                self.push(vec![Piece { at: indent, text: words, look: Look::As(role) }], source, mark);
            }
        }
    }

    /// Stacked bars, a symbol for each part of the whole.
    fn bars(&mut self, bars: &[Bar]) {
        let label = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0).min(28) as u16;
        let room = usize::from(self.width.saturating_sub(label + 2)).clamp(8, 60) as u64;
        for bar in bars {
            let total = bar.total().max(1);
            let name = crate::ui::frame::clip(&bar.label, usize::from(label));
            let mut pieces = vec![Piece { at: 0, text: name, look: Look::As(Role::Text) }];
            let (mut at, mut so_far) = (label + 2, 0);
            let mut told = Vec::new();
            for part in &bar.parts {
                // Ends are rounded, not lengths, so that the bar is always as long as it should be.
                let from = so_far * room / total;
                so_far += part.count;
                let long = (so_far * room / total).saturating_sub(from).max(1);
                let text = part.rating.symbol().repeat(usize::try_from(long).unwrap_or(1));
                pieces.push(Piece { at, text, look: Look::Rated(part.rating) });
                at += u16::try_from(long).unwrap_or(1);
                told.push(format!("{} {}", part.rating.symbol(), part.told()));
            }
            self.push(pieces, None, None);
            let text = told.join("   ");
            for text in wrapped(&text, self.prose().saturating_sub(label + 2), usize::MAX) {
                self.push(vec![Piece { at: label + 2, text, look: Look::As(Role::Dim) }], None, None);
            }
        }
    }

    pub(super) fn push(&mut self, pieces: Vec<Piece>, source: Option<Subject>, mark: Option<Weight>) {
        let line = Line { pieces, page: self.page, section: self.section, source, mark, breaks: false };
        self.all.push(line);
    }

    /// Puts down what has been gathered for a line, if anything has.
    pub(super) fn push_any(&mut self, pieces: &mut Vec<Piece>, source: Option<Subject>) {
        if !pieces.is_empty() {
            self.push(std::mem::take(pieces), source, None);
        }
    }

    /// Columns that running text is wrapped to; tables may take all there are.
    pub(super) fn prose(&self) -> u16 {
        self.width.min(PROSE)
    }

    pub(super) fn blank(&mut self) {
        if self.all.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.push(Vec::new(), None, None);
        }
    }

    fn say(&mut self, text: &str, role: Role) {
        self.say_of(text, role, None);
    }

    pub(super) fn say_of(&mut self, text: &str, role: Role, source: Option<Subject>) {
        for text in wrapped(text, self.prose(), usize::MAX) {
            self.push(vec![Piece { at: 0, text, look: Look::As(role) }], source, None);
        }
    }

    /// What is found about an anchor in this section or anywhere.
    pub(super) fn mark_of(&self, anchor: Option<&str>) -> Option<Weight> {
        let anchor = anchor?;
        let found = self.findings.iter().filter(|one| one.anchor.as_deref() == Some(anchor));
        found.map(|one| one.weight).min()
    }
}

/// A paragraph or bullet wrapped to a width: the column each line begins in, and its letters.
pub(super) fn paragraph(line: &Words, room: u16) -> Vec<(u16, String)> {
    let text = line.text();
    if line.bullet == 0 {
        return wrapped(&text, room, usize::MAX).into_iter().map(|text| (0, text)).collect();
    }
    let indent = 2 * (u16::from(line.bullet) - 1);
    wrapped(&text, room.saturating_sub(indent + 2).max(4), usize::MAX)
        .into_iter()
        .enumerate()
        .map(|(at, text)| if at == 0 { (indent, format!("• {text}")) } else { (indent + 2, text) })
        .collect()
}
