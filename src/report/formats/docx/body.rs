//! The body of the document: title, contents, and section after section.

use std::collections::HashMap;

use super::super::fonts::Fonts;
use super::super::pdf::flow::titled;
use super::super::pdf::page::{A4, BOTTOM, MARGIN, TOP};
use super::super::scene::{Paint, Scene};
use super::super::{ReportError, Written};
use super::picture;
use super::styles::{LINE, field};
use super::twips;
use super::xml::Xml;
use crate::report::document::{Align, Block, Chart, Document, Line, Run, Section, Text, TextKind};

/// Levels that the contents list.
const LISTED: u8 = 3;

/// The body in the making.
pub struct Body<'a> {
    pub xml: Xml,
    pub fonts: &'a Fonts,
    /// Number of each anchor's and section's bookmark.
    marks: HashMap<&'a str, usize>,
    placed: Vec<bool>,
    /// PNG files, in the order they stand in.
    pub pictures: Vec<Vec<u8>>,
    /// Width of the text on the pages at hand, in points.
    pub breadth: f32,
    /// The next paragraph begins a page.
    due: bool,
}

/// How a paragraph is set apart from its style.
#[derive(Debug, Clone, Copy, Default)]
pub struct Set<'a> {
    pub style: &'a str,
    pub align: Align,
    /// Size of the letters, if not the style's.
    pub size: Option<f32>,
    pub paint: Option<Paint>,
    pub bold: bool,
    /// Name of the place.
    pub anchor: Option<&'a str>,
    /// Stays on the page of what follows.
    pub keep: bool,
    /// Room above it, if not the style's.
    pub before: Option<f32>,
}

impl<'a> Body<'a> {
    /// A body in which every anchor of the document can be led to.
    pub fn new(document: &'a Document, fonts: &'a Fonts) -> Self {
        let mut marks = HashMap::new();
        let mut add = |name: &'a str| {
            let next = marks.len();
            marks.entry(name).or_insert(next);
        };
        for section in &document.sections {
            add(&section.code);
            for block in &section.blocks {
                match block {
                    Block::Text(text) => text.anchor.as_deref().into_iter().for_each(&mut add),
                    Block::Chart(chart) => chart.anchor.as_deref().into_iter().for_each(&mut add),
                    Block::Table(table) => {
                        table.rows.iter().filter_map(|row| row.anchor.as_deref()).for_each(&mut add);
                    }
                    Block::PageBreak => {}
                }
            }
        }
        let placed = vec![false; marks.len()];
        let breadth = A4.0 - 2.0 * MARGIN;
        Self { xml: Xml::part(), fonts, marks, placed, pictures: Vec::new(), breadth, due: false }
    }

    /// The title and the contents, with the pages as foretold.
    pub fn front(&mut self, document: &'a Document, foretold: &Written) {
        let meta = &document.meta;
        let covers = match (meta.period_title.is_empty(), meta.covers.is_empty()) {
            (false, false) => format!("{} ({})", meta.period_title, meta.covers),
            _ => format!("{}{}", meta.period_title, meta.covers),
        };
        let facts = meta.facts();
        let draft = facts.as_ref().filter(|facts| facts.draft).map_or("", |facts| facts.status());
        let lines = [
            ("Cover", meta.organisation.as_str()),
            ("Title", meta.title.as_str()),
            ("Subtitle", meta.subtitle.as_str()),
            ("Cover", covers.as_str()),
            ("DraftMark", draft),
        ];
        for (style, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
            self.paragraph(&Line::plain(text), Set { style, ..Set::default() });
        }
        // A draft has said its status.
        for fact in facts.iter().flat_map(|facts| facts.lines.iter().skip(usize::from(facts.draft))) {
            let text = format!("{}: {}", fact.label, fact.text);
            self.paragraph(&Line::plain(text), Set { style: "Cover", ..Set::default() });
        }
        let listed: Vec<&Section> =
            document.sections.iter().filter(|section| section.level <= LISTED).collect();
        if !listed.is_empty() {
            self.contents(&listed, foretold);
        }
    }

    fn contents(&mut self, listed: &[&'a Section], foretold: &Written) {
        let mut inner = std::mem::take(&mut self.xml);
        inner.element("w:sdt", &[], |xml| {
            xml.raw("<w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>");
            xml.element("w:sdtContent", &[], |xml| {
                xml.raw("<w:p><w:pPr><w:pStyle w:val=\"TOCHeading\"/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>");
                for (at, section) in listed.iter().enumerate() {
                    let (first, last) = (at == 0, at + 1 == listed.len());
                    self.entry(xml, section, foretold, (first, last));
                }
            });
        });
        self.xml = inner;
    }

    /// An entry of the contents; the first begins the field, the last ends it.
    fn entry(&self, xml: &mut Xml, section: &Section, foretold: &Written, (first, last): (bool, bool)) {
        let style = if section.level <= 2 { "TOC1" } else { "TOC2" };
        let place = foretold.sections.iter().find(|place| place.name == section.code);
        let page = place.map_or(1, |place| place.page).to_string();
        let name = self.name_of(&section.code).unwrap_or_default();
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", style);
                xml.element("w:tabs", &[], |xml| {
                    let tab = [("w:val", "right"), ("w:leader", "dot"), ("w:pos", &*twips(self.breadth))];
                    xml.empty("w:tab", &tab);
                });
            });
            if first {
                xml.raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>");
                xml.element("w:r", &[], |xml| xml.words("w:instrText", " TOC \\o \"1-2\" \\h \\z \\u "));
                xml.raw("<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
            }
            xml.element("w:hyperlink", &[("w:anchor", &name), ("w:history", "1")], |xml| {
                xml.element("w:r", &[], |xml| xml.words("w:t", &titled(section)));
                xml.raw("<w:r><w:tab/></w:r>");
                field(xml, &format!("PAGEREF {name} \\h"), &page);
            });
            if last {
                xml.raw("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
            }
        });
    }

    /// A section; `turned` when the pages before it were of the other shape, and a break was made.
    pub fn section(&mut self, section: &'a Section, turned: bool) -> Result<(), ReportError> {
        const STYLES: [&str; 5] = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5"];
        let level = usize::from(section.level.clamp(2, 6)) - 2;
        let style = STYLES.get(level).copied().unwrap_or("Heading5");
        self.due = (self.due || section.new_page) && !turned;
        self.paragraph(
            &Line::plain(titled(section)),
            Set { style, anchor: Some(&section.code), ..Set::default() },
        );
        for block in &section.blocks {
            match block {
                Block::Text(text) => self.text(text),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => self.chart(chart)?,
                Block::PageBreak => self.due = true,
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &'a Text) {
        let mut anchor = text.anchor.as_deref();
        for line in &text.lines {
            let style = match (line.bullet, text.kind) {
                (0, TextKind::Body) => "BodyText",
                (0, TextKind::Note) => "Note",
                (0, TextKind::Missing) => "Missing",
                (1, _) => "ListBullet",
                _ => "ListBullet2",
            };
            self.paragraph(line, Set { style, anchor: anchor.take(), ..Set::default() });
        }
    }

    fn chart(&mut self, chart: &'a Chart) -> Result<(), ReportError> {
        let scene = Scene::draw(chart, self.breadth.min(500.0), self.fonts);
        self.pictures.push(picture::png(&scene, self.fonts)?);
        let number = self.pictures.len();
        let alt = if chart.alt.is_empty() { &chart.caption } else { &chart.alt };
        let set = Set { style: "Figure", anchor: chart.anchor.as_deref(), ..Set::default() };
        self.around(set, |body| picture::inline(&mut body.xml, number, &scene, &chart.caption, alt));
        if !chart.caption.is_empty() {
            self.paragraph(&Line::plain(&*chart.caption), Set { style: "FigureCaption", ..Set::default() });
        }
        Ok(())
    }

    /// Whether the next paragraph begins a page.
    pub fn is_due(&self) -> bool {
        self.due
    }

    /// A paragraph.
    pub fn paragraph(&mut self, line: &Line, set: Set<'_>) {
        self.around(set, |body| {
            for run in &line.runs {
                body.run(run, set);
            }
        });
    }

    /// A paragraph of whatever `inner` puts in it.
    fn around(&mut self, set: Set<'_>, inner: impl FnOnce(&mut Self)) {
        let mark = set.anchor.and_then(|anchor| self.take(anchor));
        self.xml.raw("<w:p>");
        let due = &mut self.due;
        self.xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", set.style);
            if set.keep {
                xml.empty("w:keepNext", &[]);
            }
            if std::mem::take(due) {
                xml.empty("w:pageBreakBefore", &[]);
            }
            let before = set.before.map(twips);
            // Smaller letters stand in lower lines than the style's.
            let line = set.size.map(|size| twips(size * LINE));
            let mut spacing: Vec<(&str, &str)> = Vec::new();
            spacing.extend(before.as_deref().map(|before| ("w:before", before)));
            if let Some(line) = &line {
                spacing.extend([("w:line", line.as_str()), ("w:lineRule", "atLeast")]);
            }
            if !spacing.is_empty() {
                xml.empty("w:spacing", &spacing);
            }
            match set.align {
                Align::Left => {}
                Align::Centre => xml.value("w:jc", "center"),
                Align::Right => xml.value("w:jc", "right"),
            }
            if let Some(size) = set.size {
                // The mark at the end of the paragraph is as high as its letters.
                xml.element("w:rPr", &[], |xml| xml.value("w:sz", &super::half_points(size)));
            }
        });
        if let Some((id, name)) = &mark {
            self.xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
        }
        inner(self);
        if let Some((id, _)) = &mark {
            self.xml.empty("w:bookmarkEnd", &[("w:id", id)]);
        }
        self.xml.raw("</w:p>");
    }

    fn run(&mut self, run: &Run, set: Set<'_>) {
        match run.to.as_deref().and_then(|to| self.name_of(to)) {
            Some(name) => {
                let mut xml = std::mem::take(&mut self.xml);
                xml.element("w:hyperlink", &[("w:anchor", &name), ("w:history", "1")], |xml| {
                    letters(xml, run, set, true);
                });
                self.xml = xml;
            }
            None => letters(&mut self.xml, run, set, false),
        }
    }

    fn name_of(&self, anchor: &str) -> Option<String> {
        // Word knows names of letters, digits and `_` only, and lists those that begin with `_` last.
        self.marks.get(anchor).map(|number| format!("_Toc{:08}", number + 1))
    }

    /// Number and name of a bookmark; none the second time, since a name stands in one place.
    fn take(&mut self, anchor: &str) -> Option<(String, String)> {
        let number = *self.marks.get(anchor)?;
        let placed = self.placed.get_mut(number)?;
        if std::mem::replace(placed, true) {
            return None;
        }
        Some((number.to_string(), self.name_of(anchor)?))
    }

    /// The pages end here, or go on in another shape.
    pub fn pages(&mut self, landscape: bool, last: bool) {
        let (width, height) = if landscape { (A4.1, A4.0) } else { A4 };
        let footer = if landscape { "rIdFooterWide" } else { "rIdFooter" };
        let shape = |xml: &mut Xml| {
            xml.element("w:sectPr", &[], |xml| {
                xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", footer)]);
                xml.value("w:type", "nextPage");
                let (width, height) = (twips(width), twips(height));
                let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
                if landscape {
                    size.push(("w:orient", "landscape"));
                }
                xml.empty("w:pgSz", &size);
                let (side, top, bottom) = (twips(MARGIN), twips(TOP), twips(BOTTOM));
                xml.empty(
                    "w:pgMar",
                    &[
                        ("w:top", &top),
                        ("w:right", &side),
                        ("w:bottom", &bottom),
                        ("w:left", &side),
                        ("w:header", "480"),
                        ("w:footer", "480"),
                        ("w:gutter", "0"),
                    ],
                );
            });
        };
        if last {
            shape(&mut self.xml);
        } else {
            self.xml.element("w:p", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.value("w:pStyle", "SectionEnd");
                    shape(xml);
                });
            });
        }
    }
}

fn letters(xml: &mut Xml, run: &Run, set: Set<'_>, link: bool) {
    xml.element("w:r", &[], |xml| {
        let style = match (link, run.strong, run.emphasis) {
            (true, ..) => Some("Hyperlink"),
            (_, true, _) => Some("Strong"),
            (.., true) => Some("Emphasis"),
            _ => None,
        };
        if style.is_some() || set.bold || set.size.is_some() || set.paint.is_some() {
            xml.element("w:rPr", &[], |xml| {
                if let Some(style) = style {
                    xml.value("w:rStyle", style);
                }
                if set.bold || link && run.strong {
                    xml.raw("<w:b/><w:bCs/>");
                }
                if let (Some(paint), false) = (set.paint, link) {
                    xml.value("w:color", &paint.code());
                }
                if let Some(size) = set.size {
                    xml.value("w:sz", &super::half_points(size));
                    xml.value("w:szCs", &super::half_points(size));
                }
            });
        }
        xml.words("w:t", &run.text);
    });
}
