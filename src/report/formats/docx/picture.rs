//! Charts as pictures: drawn at three times the size they are shown in, so
//! that they are sharp on paper, in a form that every reader opens.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{FillRule, Paint as Brush, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

use super::super::ReportError;
use super::super::fonts::{Face, Fonts, is_unseen};
use super::super::scene::{Anchor, Mark, Paint, Scene};
use super::xml::Xml;

/// Dots for each point: 216 to the inch.
const SHARP: f32 = 3.0;
/// Word's unit in each point.
const EMU: f32 = 12_700.0;

/// Draws a chart as a PNG file.
pub fn png(scene: &Scene, fonts: &Fonts) -> Result<Vec<u8>, ReportError> {
    let failure = || ReportError::Format("A chart could not be drawn: export as a PDF instead.".to_owned());
    let size = |points: f32| (points * SHARP).ceil().clamp(1.0, 8_000.0) as u32;
    let mut sheet = Pixmap::new(size(scene.width), size(scene.height)).ok_or_else(failure)?;
    if let Some(bounds) = Rect::from_xywh(0.0, 0.0, sheet.width() as f32, sheet.height() as f32) {
        sheet.fill_rect(bounds, &brush(Paint::WHITE), Transform::identity(), None);
    }
    for mark in &scene.marks {
        draw(mark, fonts, &mut sheet);
    }
    encode(&sheet).map_err(|_| failure())
}

/// A report may have hundreds of charts. Flat colours are smallest unfiltered, and trying harder than
/// this gains a tenth of the size for twice the time.
fn encode(sheet: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    // Drawn on white, so nothing is transparent.
    let colours: Vec<u8> =
        sheet.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, sheet.width(), sheet.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(3));
    encoder.write_header()?.write_image_data(&colours)?;
    Ok(file)
}

fn draw(mark: &Mark, fonts: &Fonts, sheet: &mut Pixmap) {
    let scale = Transform::from_scale(SHARP, SHARP);
    match mark {
        Mark::Box { x, y, width, height, fill } => {
            if let Some(bounds) = Rect::from_xywh(*x, *y, *width, *height) {
                sheet.fill_rect(bounds, &brush(*fill), scale, None);
            }
        }
        Mark::Frame { x, y, width, height, paint, thick } => {
            if let Some(bounds) = Rect::from_xywh(*x, *y, *width, *height) {
                stroke(&PathBuilder::from_rect(bounds), *paint, *thick, false, sheet);
            }
        }
        Mark::Line { points, paint, thick, dashed } => {
            if let Some(path) = trace(points, false) {
                stroke(&path, *paint, *thick, *dashed, sheet);
            }
        }
        Mark::Area { points, fill } => {
            if let Some(path) = trace(points, true) {
                sheet.fill_path(&path, &brush(*fill), FillRule::Winding, scale, None);
            }
        }
        Mark::Text { x, y, text, size, face, paint, anchor } => {
            let width = fonts.width(*face, *size, text);
            let shift = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => width / 2.0,
                Anchor::End => width,
            };
            if let Some(path) = outline(text, *face, *size, fonts) {
                let place = scale.pre_translate(x - shift, *y);
                sheet.fill_path(&path, &brush(*paint), FillRule::Winding, place, None);
            }
        }
    }
}

fn brush(Paint(red, green, blue): Paint) -> Brush<'static> {
    let mut brush = Brush::default();
    brush.set_color_rgba8(red, green, blue, 255);
    brush.anti_alias = true;
    brush
}

fn stroke(path: &Path, paint: Paint, thick: f32, dashed: bool, sheet: &mut Pixmap) {
    let dash = if dashed { StrokeDash::new(vec![4.0, 2.5], 0.0) } else { None };
    let line = Stroke { width: thick, dash, ..Stroke::default() };
    sheet.stroke_path(path, &brush(paint), &line, Transform::from_scale(SHARP, SHARP), None);
}

fn trace(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (at, (x, y)) in points.iter().enumerate() {
        if at == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// The outlines of letters, from a point on the baseline.
fn outline(text: &str, face: Face, size: f32, fonts: &Fonts) -> Option<Path> {
    let font = FontRef::new(face.bytes()).ok()?;
    let glyphs = font.outline_glyphs();
    let mut pen = Tracing { path: PathBuilder::new(), x: 0.0 };
    let mut before = None;
    for letter in fonts.spelled(text).chars().filter(|c| !is_unseen(*c)).map(|c| fonts.letter(face, c)) {
        if let Some(before) = before {
            pen.x += fonts.kerning(face, before, letter.glyph) * size;
        }
        if let Some(glyph) = glyphs.get(GlyphId::new(letter.glyph)) {
            // A glyph without an outline, such as a blank, draws nothing.
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            let _ = glyph.draw(settings, &mut pen);
        }
        pen.x += letter.advance * size;
        before = Some(letter.glyph);
    }
    pen.path.finish()
}

/// Letters one after the other; fonts count upwards, pictures downwards.
struct Tracing {
    path: PathBuilder,
    x: f32,
}

impl OutlinePen for Tracing {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, -cy, self.x + x, -y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.path.cubic_to(self.x + ax, -ay, self.x + bx, -by, self.x + x, -y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

/// Puts picture `number` (from 1) in a line of text, with words for those who do not see it.
pub fn inline(xml: &mut Xml, number: usize, scene: &Scene, name: &str, alt: &str) {
    let (width, height) = (emu(scene.width), emu(scene.height));
    let id = number.to_string();
    let file = format!("chart{number}.png");
    let name = if name.is_empty() { &file } else { name };
    let about = [("id", id.as_str()), ("name", name), ("descr", alt)];
    let size = [("cx", width.as_str()), ("cy", height.as_str())];
    xml.element("w:r", &[], |xml| {
        xml.element("w:drawing", &[], |xml| {
            xml.element("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")], |xml| {
                xml.empty("wp:extent", &size);
                xml.empty("wp:docPr", &about);
                xml.raw("<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>");
                xml.element("a:graphic", &[], |xml| {
                    let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
                    xml.element("a:graphicData", &[("uri", kind)], |xml| {
                        xml.element("pic:pic", &[], |xml| {
                            xml.element("pic:nvPicPr", &[], |xml| {
                                xml.empty("pic:cNvPr", &[("id", &id), ("name", &file), ("descr", alt)]);
                                xml.empty("pic:cNvPicPr", &[]);
                            });
                            xml.element("pic:blipFill", &[], |xml| {
                                xml.empty("a:blip", &[("r:embed", &format!("rIdChart{number}"))]);
                                xml.raw("<a:stretch><a:fillRect/></a:stretch>");
                            });
                            xml.element("pic:spPr", &[], |xml| {
                                xml.element("a:xfrm", &[], |xml| {
                                    xml.raw("<a:off x=\"0\" y=\"0\"/>");
                                    xml.empty("a:ext", &size);
                                });
                                xml.raw("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
                            });
                        });
                    });
                });
            });
        });
    });
}

fn emu(points: f32) -> String {
    ((points * EMU).round() as i64).to_string()
}
