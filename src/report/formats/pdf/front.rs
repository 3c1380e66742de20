//! What stands around the report: the title, the contents, and the foot of every page.

use super::super::fonts::Face;
use super::super::scene::{Anchor, Mark, Paint};
use super::flow::{Flow, Place, titled};
use super::page::{Item, MARGIN, NodeId, Page, Role, SlotId};
use super::stack::Style;
use super::text::{Look, Piece, Span, set};
use crate::domain::Rating;
use crate::report::document::{Document, Meta, Section};

/// An entry of the contents, to be completed when the pages are known.
pub struct Entry {
    page: usize,
    /// How many things stand on the page before it.
    at: usize,
    /// Baseline of its last line.
    y: f32,
    /// Where its words end.
    end: f32,
    number: SlotId,
}

/// Levels that the contents list.
const LISTED: u8 = 3;

/// Puts the title and the contents; answers the entries in the order of the listed sections.
pub fn put(document: &Document, flow: &mut Flow<'_>) -> Vec<Entry> {
    title(&document.meta, flow);
    let listed: Vec<&Section> = document.sections.iter().filter(|section| section.level <= LISTED).collect();
    if listed.is_empty() {
        return Vec::new();
    }
    let heading = flow.setter.plain("Contents", Style::plain(16.0, Paint::NAVY).bold(), flow.breadth());
    flow.begin(26.0, heading.height + 30.0);
    let node = flow.tree.root(Role::Heading(2, "Contents".to_owned()));
    flow.put(&heading, node, true);
    flow.y += 6.0;
    let contents = flow.tree.root(Role::Contents);
    listed.into_iter().map(|section| entry(section, contents, flow)).collect()
}

fn title(meta: &Meta, flow: &mut Flow<'_>) {
    let breadth = flow.breadth();
    let line = |flow: &mut Flow<'_>, text: &str, size: f32, paint: Paint, bold: bool, role: Role| {
        if !text.is_empty() {
            let style = Style { strong: bold, ..Style::plain(size, paint) };
            let stack = flow.setter.plain(text, style, breadth);
            let node = flow.tree.root(role);
            flow.put(&stack, node, true);
        }
    };
    line(flow, &meta.organisation, 12.0, Paint::GREY, false, Role::Paragraph);
    flow.y += 4.0;
    let title = if meta.title.is_empty() { "Report" } else { &meta.title };
    line(flow, title, 24.0, Paint::NAVY, true, Role::Title(title.to_owned()));
    flow.y += 2.0;
    line(flow, &meta.subtitle, 14.0, Paint::BLACK, false, Role::Paragraph);
    flow.y += 2.0;
    let covers = match (meta.period_title.is_empty(), meta.covers.is_empty()) {
        (false, false) => format!("{} ({})", meta.period_title, meta.covers),
        _ => format!("{}{}", meta.period_title, meta.covers),
    };
    line(flow, &covers, 11.0, Paint::GREY, false, Role::Paragraph);
    if let Some(facts) = meta.facts() {
        flow.y += 4.0;
        if facts.draft {
            line(flow, facts.status(), 14.0, Paint::ink(Rating::Red), true, Role::Paragraph);
        }
        // A draft has said its status.
        for fact in facts.lines.iter().skip(usize::from(facts.draft)) {
            let text = format!("{}: {}", fact.label, fact.text);
            line(flow, &text, 10.0, Paint::BLACK, false, Role::Paragraph);
        }
    }
    flow.y += 8.0;
    let y = flow.y;
    flow.page().rule(MARGIN, y, breadth, Paint::NAVY, 2.0);
}

fn entry(section: &Section, contents: NodeId, flow: &mut Flow<'_>) -> Entry {
    let top = section.level <= 2;
    let (size, indent, before) = if top { (10.5, 0.0, 4.0) } else { (10.0, 16.0, 1.5) };
    let look = Look::new(if top { Face::Bold } else { Face::Regular }, size, Paint::BLACK);
    let span = Span { text: titled(section), look, to: Some(section.code.clone()) };
    let width = flow.breadth() - indent - 40.0;
    let lines = set(&[span], width, false, flow.setter.fonts);
    flow.begin(before, look.leading() * lines.len() as f32);
    let item = flow.tree.node(contents, Role::ContentsItem);
    let reference = flow.tree.node(item, Role::Reference);
    let mut end = MARGIN + indent;
    let mut y = flow.y;
    for line in &lines {
        y = flow.y + look.rise();
        end = MARGIN + indent + line.width;
        if let Some(page) = flow.pages.last_mut() {
            page.line(line, MARGIN + indent, y, Some(reference), &mut flow.tree);
        }
        flow.y += look.leading();
    }
    let number = flow.tree.slot(item);
    let at = flow.page().items.len();
    Entry { page: flow.at(), at, y, end, number }
}

/// Writes the page of each section into the contents, and the foot of every page.
pub fn complete(document: &Document, entries: &[Entry], flow: &mut Flow<'_>) {
    let listed: Vec<&Section> = document.sections.iter().filter(|section| section.level <= LISTED).collect();
    // From the last, so that what is put between moves nothing that is still to come.
    for (entry, section) in entries.iter().zip(listed).rev() {
        let place = flow.sections.iter().find(|place| place.name == section.code);
        let number = place.map_or_else(String::new, |place| (place.page + 1).to_string());
        let face = if section.level <= 2 { Face::Bold } else { Face::Regular };
        let look = Look::new(face, 10.0, Paint::BLACK);
        let fonts = flow.setter.fonts;
        let Some(page) = flow.pages.get_mut(entry.page) else { continue };
        let right = MARGIN + page.breadth();
        let set = set(&[Span::new(number, look)], 100.0, true, fonts);
        let width = set.first().map_or(0.0, |line| line.width);
        let mut between = dots(entry.end + 6.0, right - width - 6.0, entry.y);
        for piece in set.into_iter().flat_map(|line| line.pieces) {
            between.push(Item::Letters { x: right - width, y: entry.y, piece, slot: Some(entry.number) });
        }
        let at = entry.at.min(page.items.len());
        page.items.splice(at..at, between);
    }
    let total = flow.pages.len();
    for (at, page) in flow.pages.iter_mut().enumerate() {
        foot(&document.meta, page, (at + 1, total), flow.setter.fonts);
    }
}

/// Dots from a title to its page, in step with those of the other lines.
fn dots(from: f32, to: f32, y: f32) -> Vec<Item> {
    const STEP: f32 = 5.0;
    let (first, last) = ((from / STEP).ceil() as u16, (to / STEP) as u16);
    let dot = |at: u16| Mark::Box {
        x: f32::from(at) * STEP,
        y: y - 1.0,
        width: 0.9,
        height: 0.9,
        fill: Paint::GREY,
    };
    (first..=last).map(|at| Item::Shape(dot(at))).collect()
}

fn foot(meta: &Meta, page: &mut Page, (at, total): (usize, usize), fonts: &super::super::fonts::Fonts) {
    let y = page.size().1 - 34.0;
    let breadth = page.breadth();
    page.rule(MARGIN, y - 13.0, breadth, Paint::RULE, 0.5);
    let words = format!("Page {at} of {total}");
    let right = fonts.width(Face::Regular, 8.5, &words);
    let text = |x: f32, text: &str, anchor: Anchor, face: Face, paint: Paint| Mark::Text {
        x,
        y,
        text: text.to_owned(),
        size: 8.5,
        face,
        paint,
        anchor,
    };
    page.items.push(Item::Shape(text(MARGIN + breadth, &words, Anchor::End, Face::Regular, Paint::GREY)));
    let mut left = MARGIN;
    if let Some(facts) = meta.facts() {
        let paint = if facts.draft { Paint::ink(Rating::Red) } else { Paint::BLACK };
        page.items.push(Item::Shape(text(left, &facts.footer, Anchor::Start, Face::Bold, paint)));
        left += fonts.width(Face::Bold, 8.5, &facts.footer) + 10.0;
    }
    let look = Look::new(Face::Regular, 8.5, Paint::GREY);
    let width = MARGIN + breadth - right - 12.0 - left;
    let lines = set(&[Span::new(&*meta.footer, look)], width, false, fonts);
    let whole = lines.len() == 1;
    for mut piece in lines.into_iter().take(1).flat_map(|line| line.pieces) {
        if !whole {
            shorten(&mut piece, fonts);
        }
        let x = left + piece.x;
        page.items.push(Item::Letters { x, y, piece, slot: None });
    }
}

/// Ends a piece in "…", where its line says less than all.
fn shorten(piece: &mut Piece, fonts: &super::super::fonts::Fonts) {
    let text = format!("{}…", piece.text.trim_end());
    let short = set(&[Span::new(text, piece.look)], f32::INFINITY, true, fonts);
    if let Some(short) = short.into_iter().flat_map(|line| line.pieces).next() {
        *piece = short;
    }
}

/// Where links lead: each section, and each anchor's first place.
pub fn destinations(flow: &Flow<'_>) -> Vec<Place> {
    flow.sections.iter().chain(&flow.anchors).cloned().collect()
}
