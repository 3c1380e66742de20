//! The pages drawn, and everything readers are told about them: tags,
//! bookmarks, links, the title and the language.

use std::collections::HashMap;
use std::num::NonZeroU32;

use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb::Color as Ink;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document as Pdf, SerializeSettings};

use super::super::fonts::{Face, Fonts};
use super::super::scene::{Anchor, Mark, Paint, Scene};
use super::super::{Progress, ReportError, Tell};
use super::flow::{Flow, Place, titled};
use super::front::destinations;
use super::page::{Item, SlotId};
use super::tags;
use super::text::{Look, Piece, Span, set};
use crate::report::document::{Document, Meta};

/// What went into the places that the tree keeps for what is drawn.
#[derive(Default)]
pub struct Drawn {
    pub marks: HashMap<SlotId, Identifier>,
    /// Where figures stand.
    pub boxes: HashMap<SlotId, BBox>,
}

/// A link, until its page's letters are drawn.
struct Leading {
    slot: SlotId,
    bounds: Rect,
    to: XyzDestination,
    words: String,
}

/// Draws what was poured.
pub fn draw(document: &Document, flow: &Flow<'_>, tell: Tell<'_>) -> Result<Vec<u8>, ReportError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| failure(&error))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let places: HashMap<String, Place> =
        destinations(flow).into_iter().rev().map(|place| (place.name.clone(), place)).collect();
    let mut pen = Pen { fonts: flow.setter.fonts, faces: faces()?, drawn: Drawn::default() };
    let sections = document.sections.len() as u64;
    let pages = flow.pages.len() as u64;
    for (at, sheet) in flow.pages.iter().enumerate() {
        let (width, height) = sheet.size();
        let size = PageSettings::from_wh(width, height).ok_or_else(|| failure(&"a page without size"))?;
        let mut page = pdf.start_page_with(size);
        let mut surface = page.surface();
        let links = pen.items(&sheet.items, at, &places, &mut surface);
        surface.finish();
        for link in links {
            let target = Target::Destination(link.to.into());
            let link_annotation = LinkAnnotation::new(link.bounds, target);
            let mark = page.add_tagged_annotation(Annotation::new_link(link_annotation, Some(link.words)));
            pen.drawn.marks.insert(link.slot, mark);
        }
        page.finish();
        let done = sections + sections * (at as u64 + 1) / pages.max(1);
        if !tell(Progress { done, total: sections * 2 }) {
            return Err(ReportError::Cancelled);
        }
    }
    pdf.set_tag_tree(tags::tree(&flow.tree, &pen.drawn, &language(&document.meta)));
    pdf.set_outline(outline(document, flow));
    pdf.set_metadata(metadata(&document.meta));
    pdf.finish().map_err(|error| failure(&format!("{error:?}")))
}

fn failure(why: &dyn std::fmt::Debug) -> ReportError {
    ReportError::Format(format!(
        "The PDF could not be made ({why:?}). Export as a Word document instead, and report this as a fault."
    ))
}

fn faces() -> Result<Vec<Font>, ReportError> {
    let fonts = Face::ALL.into_iter().map(|face| Font::new(face.bytes().into(), 0)).collect::<Option<_>>();
    fonts.ok_or_else(|| failure(&"a font inside this program is damaged"))
}

fn language(meta: &Meta) -> String {
    let is_tag =
        !meta.language.is_empty() && meta.language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_tag { meta.language.clone() } else { "en-GB".to_owned() }
}

fn metadata(meta: &Meta) -> Metadata {
    use chrono::Datelike;
    let date = DateTime::new(meta.dated.year().clamp(0, 9999) as u16)
        .month(meta.dated.month() as u8)
        .day(meta.dated.day() as u8)
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0);
    let facts = meta.facts();
    let title = facts.as_ref().map_or(&meta.title, |facts| &facts.title);
    let title = if title.trim().is_empty() { "Report" } else { title };
    let author = [&meta.organisation, &meta.service].into_iter().find(|name| !name.is_empty());
    let told = Metadata::new();
    // `fingerprint: 3f9a-…`, as keywords: what readers and archives show without more ado.
    let told = match &facts {
        Some(facts) => {
            told.keywords(facts.properties().map(|fact| format!("{}: {}", fact.key, fact.text)).collect())
        }
        None => told,
    };
    told.title(title.to_owned())
        .description(meta.subtitle.clone())
        .authors(author.cloned().into_iter().collect())
        .language(language(meta))
        .creator("Quarterdeck".to_owned())
        .creation_date(date)
        .document_id(format!("{}/{}/{}/{}", meta.template, meta.period, meta.service, meta.version))
}

/// Bookmarks: the sections, each under the one it belongs to.
fn outline(document: &Document, flow: &Flow<'_>) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    fn close(outline: &mut Outline, open: &mut Vec<(u8, OutlineNode)>, level: u8) {
        while open.last().is_some_and(|(other, _)| *other >= level) {
            let Some((_, node)) = open.pop() else { return };
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    }
    let title = if document.meta.title.trim().is_empty() { "Report" } else { &document.meta.title };
    outline.push_child(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    for section in &document.sections {
        let Some(place) = flow.sections.iter().find(|place| place.name == section.code) else { continue };
        close(&mut outline, &mut open, section.level);
        open.push((section.level, OutlineNode::new(titled(section), destination(place))));
    }
    close(&mut outline, &mut open, 0);
    outline
}

fn destination(place: &Place) -> XyzDestination {
    XyzDestination::new(place.page, Point::from_xy(0.0, (place.y - 8.0).max(0.0)))
}

/// What a page is drawn with.
struct Pen<'a> {
    fonts: &'a Fonts,
    faces: Vec<Font>,
    drawn: Drawn,
}

impl Pen<'_> {
    /// Draws what stands on a page; answers its links.
    fn items(
        &mut self,
        items: &[Item],
        page: usize,
        places: &HashMap<String, Place>,
        surface: &mut Surface<'_>,
    ) -> Vec<Leading> {
        let mut links = Vec::new();
        // Neighbours that are not of the text share one mark.
        let mut apart = false;
        for item in items {
            let tagged =
                matches!(item, Item::Letters { slot: Some(_), .. } | Item::Link { .. } | Item::Figure { .. });
            if apart && tagged {
                surface.end_tagged();
            } else if !apart && !tagged {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            }
            apart = !tagged;
            match item {
                Item::Shape(mark) => self.mark(mark, (0.0, 0.0), surface),
                Item::Letters { x, y, piece, slot: None } => self.piece(piece, (*x, *y), surface),
                Item::Letters { x, y, piece, slot: Some(slot) } => {
                    self.told(*slot, piece, (*x, *y), surface);
                }
                Item::Link { x, y, piece, link, slot } => {
                    self.told(*slot, piece, (*x, *y), surface);
                    let place = piece.to.as_ref().and_then(|to| places.get(to));
                    let size = piece.look.size;
                    let bounds = Rect::from_xywh(*x, y - size, piece.width.max(1.0), size * 1.3);
                    if let (Some(place), Some(bounds)) = (place, bounds) {
                        let words = format!("Go to {}", piece.text.trim());
                        links.push(Leading { slot: *link, bounds, to: destination(place), words });
                    }
                }
                Item::Figure { x, y, scene, slot } => self.figure(scene, (*x, *y), page, *slot, surface),
            }
        }
        if apart {
            surface.end_tagged();
        }
        links
    }

    fn told(&mut self, slot: SlotId, piece: &Piece, at: (f32, f32), surface: &mut Surface<'_>) {
        let meant = SpanTag::empty().with_actual_text(piece.meant.as_deref());
        let mark = surface.start_tagged(ContentTag::Span(meant));
        self.piece(piece, at, surface);
        surface.end_tagged();
        self.drawn.marks.insert(slot, mark);
    }

    fn figure(
        &mut self,
        scene: &Scene,
        at: (f32, f32),
        page: usize,
        slot: SlotId,
        surface: &mut Surface<'_>,
    ) {
        let mark = surface.start_tagged(ContentTag::Other);
        for shape in &scene.marks {
            self.mark(shape, at, surface);
        }
        surface.end_tagged();
        self.drawn.marks.insert(slot, mark);
        if let Some(bounds) = Rect::from_xywh(at.0, at.1, scene.width.max(1.0), scene.height.max(1.0)) {
            self.drawn.boxes.insert(slot, BBox::new(page, bounds));
        }
    }

    fn piece(&self, piece: &Piece, (x, y): (f32, f32), surface: &mut Surface<'_>) {
        let Some(font) =
            self.faces.get(Face::ALL.iter().position(|face| *face == piece.look.face).unwrap_or(0))
        else {
            return;
        };
        let glyphs: Vec<KrillaGlyph> = piece
            .glyphs
            .iter()
            .map(|glyph| {
                let bytes = glyph.bytes.clone();
                KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, 0.0, 0.0, 0.0, bytes, None)
            })
            .collect();
        fill_with(surface, piece.look.paint);
        let at = Point::from_xy(x, y);
        surface.draw_glyphs(at, &glyphs, font.clone(), &piece.text, piece.look.size, false);
    }

    fn mark(&self, mark: &Mark, (left, top): (f32, f32), surface: &mut Surface<'_>) {
        let mut path = PathBuilder::new();
        match mark {
            Mark::Box { x, y, width, height, fill } => {
                let Some(bounds) = Rect::from_xywh(left + x, top + y, *width, *height) else { return };
                path.push_rect(bounds);
                fill_with(surface, *fill);
            }
            Mark::Frame { x, y, width, height, paint, thick } => {
                let Some(bounds) = Rect::from_xywh(left + x, top + y, *width, *height) else { return };
                path.push_rect(bounds);
                stroke_with(surface, *paint, *thick, false);
            }
            Mark::Line { points, paint, thick, dashed } => {
                trace(&mut path, points, (left, top));
                stroke_with(surface, *paint, *thick, *dashed);
            }
            Mark::Area { points, fill } => {
                trace(&mut path, points, (left, top));
                path.close();
                fill_with(surface, *fill);
            }
            Mark::Text { x, y, text, size, face, paint, anchor } => {
                let look = Look::new(*face, *size, *paint);
                let lines = set(&[Span::new(&**text, look)], f32::INFINITY, true, self.fonts);
                let width: f32 = lines.first().map_or(0.0, |line| line.width);
                let shift = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => width / 2.0,
                    Anchor::End => width,
                };
                for piece in lines.iter().flat_map(|line| &line.pieces) {
                    self.piece(piece, (left + x - shift + piece.x, top + y), surface);
                }
                return;
            }
        }
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
}

fn trace(path: &mut PathBuilder, points: &[(f32, f32)], (left, top): (f32, f32)) {
    for (at, (x, y)) in points.iter().enumerate() {
        if at == 0 { path.move_to(left + x, top + y) } else { path.line_to(left + x, top + y) }
    }
}

fn fill_with(surface: &mut Surface<'_>, Paint(red, green, blue): Paint) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: Ink::new(red, green, blue).into(), ..Fill::default() }));
}

fn stroke_with(surface: &mut Surface<'_>, Paint(red, green, blue): Paint, thick: f32, dashed: bool) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: Ink::new(red, green, blue).into(),
        width: thick,
        dash: dashed.then(|| StrokeDash { array: vec![4.0, 2.5], offset: 0.0 }),
        ..Stroke::default()
    }));
}

/// Columns that a heading stands over, where it is more than one.
pub fn columns(span: u16) -> Option<NonZeroU32> {
    NonZeroU32::new(u32::from(span)).filter(|span| span.get() > 1)
}
