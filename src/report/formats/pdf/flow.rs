//! The document poured onto pages: headings stay with what follows, a
//! paragraph leaves no line alone, charts stay whole, tables go on under
//! their headings.

use std::collections::HashSet;

use super::super::fonts::Fonts;
use super::super::scene::{Paint, Scene};
use super::page::{Item, MARGIN, NodeId, Page, Role, TOP, Tree};
use super::stack::{Setter, Stack, Style};
use crate::domain::Rating;
use crate::report::document::{Block, Chart, Document, Line, Section, Text, TextKind};

/// Size of running text.
pub const BODY: f32 = 10.5;

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub name: String,
    /// From 0.
    pub page: usize,
    pub y: f32,
}

/// A heading that waits for what it stands over.
struct Waiting {
    stack: Stack,
    before: f32,
    after: f32,
    role: Role,
    code: String,
}

/// Where the document has got to.
pub struct Flow<'a> {
    pub setter: Setter<'a>,
    pub tree: Tree,
    pub pages: Vec<Page>,
    /// Of the next line, from the top of the page.
    pub y: f32,
    /// In reading order.
    pub anchors: Vec<Place>,
    pub sections: Vec<Place>,
    waiting: Vec<Waiting>,
    /// How the section at hand wants its pages.
    landscape: bool,
    /// The next thing begins a page.
    fresh: bool,
}

/// Everything that can be led to: anchors and sections.
pub fn anchors(document: &Document) -> HashSet<&str> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let mut known: HashSet<&str> = document.sections.iter().map(|section| section.code.as_str()).collect();
    for block in blocks {
        match block {
            Block::Text(text) => known.extend(text.anchor.as_deref()),
            Block::Chart(chart) => known.extend(chart.anchor.as_deref()),
            Block::Table(table) => known.extend(table.rows.iter().filter_map(|row| row.anchor.as_deref())),
            Block::PageBreak => {}
        }
    }
    known
}

impl<'a> Flow<'a> {
    pub fn new(fonts: &'a Fonts, known: &'a HashSet<&'a str>) -> Self {
        Self {
            setter: Setter { fonts, known },
            tree: Tree::default(),
            pages: vec![Page::default()],
            y: TOP,
            anchors: Vec::new(),
            sections: Vec::new(),
            waiting: Vec::new(),
            landscape: false,
            fresh: false,
        }
    }

    /// The page at hand.
    pub fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Index of the page at hand.
    pub fn at(&self) -> usize {
        self.pages.len().saturating_sub(1)
    }

    /// Width of what is printed, on the pages that the section at hand wants.
    pub fn breadth(&self) -> f32 {
        Page { landscape: self.landscape, items: Vec::new() }.breadth()
    }

    /// Height that is left on the page at hand.
    pub fn room(&mut self) -> f32 {
        self.page().bottom() - self.y
    }

    /// Height of a whole page's text.
    pub fn whole(&self) -> f32 {
        Page { landscape: self.landscape, items: Vec::new() }.bottom() - TOP
    }

    /// Goes to a new page.
    pub fn turn(&mut self) {
        self.pages.push(Page { landscape: self.landscape, items: Vec::new() });
        self.y = TOP;
        self.fresh = false;
    }

    /// What follows the contents begins a page.
    pub fn after_front(&mut self) {
        self.fresh = true;
    }

    fn is_blank(&mut self) -> bool {
        self.y <= TOP && self.page().items.is_empty()
    }

    /// Makes sure of `need` points, on a page of the right shape, under the headings that wait. What is
    /// higher than a page gets a page of its own.
    pub fn begin(&mut self, before: f32, need: f32) {
        let waiting: f32 =
            self.waiting.iter().map(|heading| heading.before + heading.stack.height + heading.after).sum();
        let landscape = self.landscape;
        if self.is_blank() {
            self.page().landscape = landscape;
        }
        let turned = self.page().landscape != landscape;
        let full = self.y + waiting + before + need > self.page().bottom();
        if (self.fresh || turned || full) && !self.is_blank() {
            self.turn();
        }
        self.fresh = false;
        self.put_headings();
        if self.y > TOP {
            self.y += before;
        }
    }

    fn put_headings(&mut self) {
        for heading in std::mem::take(&mut self.waiting) {
            if self.y > TOP {
                self.y += heading.before;
            }
            if self.y + heading.stack.height > self.page().bottom() && !self.is_blank() {
                self.turn();
            }
            let place = Place { name: heading.code, page: self.at(), y: self.y };
            self.sections.push(place);
            let node = self.tree.root(heading.role);
            self.put(&heading.stack, node, true);
            self.y += heading.after;
        }
    }

    /// Puts a whole stack at the left of the page.
    pub fn put(&mut self, stack: &Stack, node: NodeId, alone: bool) {
        let tags = stack.tag(node, alone, &mut self.tree);
        let mut from = 0;
        while from < stack.lines.len() {
            let room = self.room();
            let count = stack.fitting(from, room).max(usize::from(self.is_blank()));
            if count > 0 {
                let at = (MARGIN, self.y);
                if let Some(page) = self.pages.last_mut() {
                    stack.put((from, count), at, page, Some(&tags), &mut self.tree);
                }
                self.y += stack.height_of(from, count);
                from += count;
            }
            if from < stack.lines.len() {
                self.turn();
            }
        }
    }

    /// Notes where an anchor stands.
    pub fn anchor(&mut self, name: Option<&String>) {
        if let Some(name) = name {
            let place = Place { name: name.clone(), page: self.at(), y: self.y };
            self.anchors.push(place);
        }
    }

    /// Pours a section.
    pub fn section(&mut self, section: &Section) {
        self.landscape = section.landscape;
        self.fresh |= section.new_page;
        self.waiting.push(self.heading(section));
        for block in &section.blocks {
            match block {
                Block::Text(text) => self.text(text),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => self.chart(chart),
                Block::PageBreak => self.fresh = true,
            }
        }
    }

    /// Puts what still waits.
    pub fn end(&mut self) {
        if !self.waiting.is_empty() {
            self.begin(0.0, 0.0);
        }
    }

    fn heading(&self, section: &Section) -> Waiting {
        let (size, before, after) = match section.level {
            0..=2 => (16.0, 20.0, 4.0),
            3 => (13.0, 15.0, 3.0),
            4 => (11.5, 11.0, 2.0),
            _ => (10.5, 9.0, 1.5),
        };
        let text = titled(section);
        let style = Style::plain(size, Paint::NAVY).bold();
        Waiting {
            stack: self.setter.plain(&text, style, self.breadth()),
            before,
            after,
            role: Role::Heading(section.level.clamp(2, 6), text),
            code: section.code.clone(),
        }
    }

    fn text(&mut self, text: &Text) {
        let (style, bar) = match text.kind {
            TextKind::Body => (Style::plain(BODY, Paint::BLACK), None),
            TextKind::Note => (Style::plain(9.0, Paint::GREY), None),
            TextKind::Missing => {
                let style = Style { emphasis: true, ..Style::plain(BODY, Paint::tint(Rating::RedAmber).1) };
                (style, Some(Rating::RedAmber))
            }
        };
        let inset = if bar.is_some() { 10.0 } else { 0.0 };
        let mut anchor = text.anchor.as_ref();
        let mut holder = None;
        let mut parts = chunks(&text.lines).peekable();
        while let Some(lines) = parts.next() {
            let stack = self.setter.stack(lines, style, self.breadth() - inset);
            let listed = lines.first().is_some_and(|line| line.bullet > 0);
            let mut before = style.size * if listed { 0.35 } else { 0.6 };
            // A line that leads into bullets does not part from as many of them as stay together.
            let leads = stack.lines.len() == 1 && parts.peek().is_some_and(|next| next[0].bullet > 0);
            let under = match parts.peek().filter(|_| leads && !listed) {
                Some(next) => {
                    let next = self.setter.stack(next, style, self.breadth() - inset);
                    next.height_of(0, together(next.lines.len())) + style.size * 0.35
                }
                None => 0.0,
            };
            let mut tags = None;
            let mut from = 0;
            while from < stack.lines.len() {
                let left = stack.lines.len() - from;
                self.begin(before, stack.height_of(from, together(left)) + under);
                before = 0.0;
                self.anchor(anchor.take());
                let node = *holder.get_or_insert_with(|| self.tree.root(Role::Division));
                let tags = tags.get_or_insert_with(|| stack.tag(node, false, &mut self.tree));
                let room = self.room();
                let fits = stack.fitting(from, room).clamp(1, left);
                let count = if left - fits == 1 && fits > 2 { fits - 1 } else { fits };
                let height = stack.height_of(from, count);
                if let Some(page) = self.pages.last_mut() {
                    if let Some(rating) = bar {
                        page.fill(MARGIN, self.y, 3.0, height, Paint::ink(rating));
                    }
                    let at = (MARGIN + inset, self.y);
                    stack.put((from, count), at, page, Some(tags), &mut self.tree);
                }
                self.y += height;
                from += count;
                self.fresh = from < stack.lines.len();
            }
        }
        self.anchor(anchor);
    }

    fn chart(&mut self, chart: &Chart) {
        let breadth = self.breadth();
        let scene = Scene::draw(chart, breadth.min(500.0), self.setter.fonts);
        let style = Style::plain(9.5, Paint::BLACK).bold();
        let caption = self.setter.plain(&chart.caption, style, breadth);
        self.begin(9.0, scene.height + caption.height + 5.0);
        self.anchor(chart.anchor.as_ref());
        let alt = if chart.alt.is_empty() { &chart.caption } else { &chart.alt };
        let alt = if alt.is_empty() { "Chart".to_owned() } else { alt.clone() };
        let node = self.tree.root(Role::Figure(alt));
        let slot = self.tree.slot(node);
        let (y, height) = (self.y, scene.height);
        self.page().items.push(Item::Figure { x: MARGIN, y, scene, slot });
        self.y += height + 5.0;
        if !chart.caption.is_empty() {
            let node = self.tree.root(Role::Caption);
            self.put(&caption, node, true);
        }
        self.y += 9.0;
    }
}

/// How many of the first lines of a paragraph do not part: neither its first nor its last stands alone.
fn together(lines: usize) -> usize {
    if lines <= 3 { lines } else { 2 }
}

/// A paragraph, or all the bullets that follow one another.
fn chunks(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    lines.chunk_by(|before, after| before.bullet > 0 && after.bullet > 0)
}

/// A heading with its number.
pub fn titled(section: &Section) -> String {
    format!("{} {}", section.number, section.heading).trim().to_owned()
}
