//! Text set in lines: which letters go on which line, and where on it.
//!
//! Lines break where Unicode allows it (UAX #14); a word longer than its line
//! is broken between letters, never cut off. What is measured is what is
//! drawn: the same glyphs with the same kerning.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::super::edition::Edition;
use super::super::fonts::{ASCENT, BOX, DESCENT, Face, Fonts, code, is_public, is_unseen};
use super::super::scene::Paint;

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    pub face: Face,
    /// In points.
    pub size: f32,
    pub paint: Paint,
}

impl Look {
    /// Upright letters of a size.
    pub const fn new(face: Face, size: f32, paint: Paint) -> Self {
        Self { face, size, paint }
    }

    /// From one baseline to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.28
    }

    /// From the top of a line to its baseline.
    pub fn rise(self) -> f32 {
        (self.leading() - (ASCENT + DESCENT) * self.size) / 2.0 + ASCENT * self.size
    }
}

/// Text in one look, before it is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub text: String,
    pub look: Look,
    /// Anchor that it leads to.
    pub to: Option<String>,
}

impl Span {
    /// Text that leads nowhere.
    pub fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look, to: None }
    }
}

/// A glyph in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    pub id: u32,
    /// As a share of the size, kerning included.
    pub advance: f32,
    /// Bytes of the piece's text that it stands for.
    pub bytes: Range<usize>,
}

/// Letters that are drawn in one go.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// As it is seen.
    pub text: String,
    /// What it stands for, where letters that the fonts lack are shown by others.
    pub meant: Option<String>,
    pub glyphs: Vec<Glyph>,
    pub look: Look,
    pub to: Option<String>,
    /// From the left of the line, in points.
    pub x: f32,
    pub width: f32,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SetLine {
    /// From left to right.
    pub pieces: Vec<Piece>,
    /// Without the blank it may end in.
    pub width: f32,
}

/// A letter with its measure.
struct Atom {
    bytes: Range<usize>,
    span: usize,
    glyph: u32,
    /// As it is seen.
    shown: char,
    /// What it stands for; none where the letter before stands for the same.
    means: Option<char>,
    /// Seen as another than it is, and not just another kind of blank or dash.
    replaced: bool,
    /// In points.
    advance: f32,
    blank: bool,
    /// Begins what a reader takes for one letter.
    starts: bool,
}

/// Sets text in lines no wider than `width` points. Always at least one line.
///
/// `whole` keeps words such as `AC/S3` together, and breaks at blanks only.
pub fn set(spans: &[Span], width: f32, whole: bool, fonts: &Fonts) -> Vec<SetLine> {
    let (text, atoms) = measure(spans, fonts);
    let bidi = text.chars().any(runs_right_to_left).then(|| BidiInfo::new(&text, Some(Level::ltr())));
    let lines = fold(&text, &atoms, width, Breaks { whole, edition: fonts.edition() });
    lines.into_iter().map(|line| place(&atoms[line], spans, bidi.as_ref())).collect()
}

/// Width of the widest part that is not broken willingly, and width in one line.
pub fn extent(spans: &[Span], whole: bool, fonts: &Fonts) -> (f32, f32) {
    let (text, atoms) = measure(spans, fonts);
    let mut widest = 0.0f32;
    for part in parts(&text, &atoms, Breaks { whole, edition: fonts.edition() }) {
        widest = widest.max(ink_width(&atoms[part]));
    }
    (widest, ink_width(&atoms))
}

/// The text to be set, and its letters. What has no place of its own is left out; what no font has is
/// written as its code.
fn measure(spans: &[Span], fonts: &Fonts) -> (String, Vec<Atom>) {
    let mut text = String::new();
    let mut atoms: Vec<Atom> = Vec::new();
    let is_first = fonts.edition() == Edition::First;
    for (at, span) in spans.iter().enumerate() {
        let face = span.look.face;
        for c in span.text.chars() {
            let c = match c {
                '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
                c if is_unseen(c) => continue,
                c if is_first && !is_public(c) => BOX,
                c => c,
            };
            let lacking = !fonts.has_letter(c);
            // A private letter means nothing to whoever reads it back.
            let read_back = lacking && is_public(c);
            let mut buffer = [0; 4];
            let drawn =
                if lacking { Cow::Owned(code(c)) } else { Cow::Borrowed(&*c.encode_utf8(&mut buffer)) };
            for (place, drawn) in drawn.chars().enumerate() {
                let letter = fonts.letter(face, drawn);
                if let Some(before) = atoms.last_mut().filter(|atom| atom.span == at) {
                    before.advance += fonts.kerning(face, before.glyph, letter.glyph) * span.look.size;
                }
                let start = text.len();
                text.push(drawn);
                let other = letter.shown != drawn && !matches!(letter.shown, ' ' | '-');
                atoms.push(Atom {
                    bytes: start..text.len(),
                    span: at,
                    glyph: letter.glyph,
                    shown: letter.shown,
                    means: if read_back { (place == 0).then_some(c) } else { Some(drawn) },
                    replaced: read_back || other,
                    advance: letter.advance * span.look.size,
                    blank: drawn == ' ',
                    starts: false,
                });
            }
        }
    }
    let mut starts = text.grapheme_indices(true).map(|(at, _)| at).peekable();
    for atom in &mut atoms {
        if starts.peek() == Some(&atom.bytes.start) {
            atom.starts = true;
            starts.next();
        }
    }
    (text, atoms)
}

/// Where lines may break.
#[derive(Clone, Copy)]
struct Breaks {
    /// At blanks alone.
    whole: bool,
    edition: Edition,
}

/// Whether what stands around the stroke before `at` is one thing: `AC/S18`, `2015/16`, `12/1/2026`, `and/or`;
/// two long words with a stroke between them are two.
fn is_one(text: &str, at: usize) -> bool {
    const SHORT: usize = 5;
    let Some(before) = text[..at].strip_suffix('/') else { return false };
    let begins = before.rfind([' ', '/']).map_or(0, |blank| blank + 1);
    let ends = text[at..].find([' ', '/']).unwrap_or(text.len() - at);
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    letters(&before[begins..]) <= SHORT && letters(&text[at..at + ends]) <= SHORT
}

/// The stretches of letters between places where a line may break.
fn parts(text: &str, atoms: &[Atom], breaks: Breaks) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = unicode_linebreak::linebreaks(text).map(|(at, _)| at).collect();
    if breaks.whole {
        ends.retain(|at| *at == text.len() || text[..*at].ends_with(' '));
    } else if breaks.edition != Edition::First {
        ends.retain(|at| *at == text.len() || !is_one(text, *at));
    }
    let mut found = Vec::with_capacity(ends.len());
    let mut from = 0;
    for end in ends {
        let mut to = from;
        while atoms.get(to).is_some_and(|atom| atom.bytes.end <= end) {
            to += 1;
        }
        if to > from {
            found.push(from..to);
        }
        from = to;
    }
    found
}

/// Width of letters, without the blanks they end in.
fn ink_width(atoms: &[Atom]) -> f32 {
    let end = atoms.iter().rposition(|atom| !atom.blank).map_or(0, |at| at + 1);
    atoms[..end].iter().map(|atom| atom.advance).sum()
}

fn fold(text: &str, atoms: &[Atom], width: f32, breaks: Breaks) -> Vec<Range<usize>> {
    // What rounding adds is no reason for another line.
    let width = width + 0.01;
    let mut lines = Vec::new();
    let mut start = 0;
    let mut used = 0.0f32;
    for part in parts(text, atoms, breaks) {
        let advance: f32 = atoms[part.clone()].iter().map(|atom| atom.advance).sum();
        let ink = ink_width(&atoms[part.clone()]);
        if used + ink > width && part.start > start {
            lines.push(start..part.start);
            start = part.start;
            used = 0.0;
        }
        if ink > width {
            for at in part.clone() {
                if atoms[at].starts && at > start && !atoms[at].blank && used + atoms[at].advance > width {
                    lines.push(start..at);
                    start = at;
                    used = 0.0;
                }
                used += atoms[at].advance;
            }
        } else {
            used += advance;
        }
    }
    lines.push(start..atoms.len());
    lines
}

/// Puts the letters of a line side by side, in the order they are seen.
fn place(atoms: &[Atom], spans: &[Span], bidi: Option<&BidiInfo<'_>>) -> SetLine {
    let order: Vec<&Atom> = match (bidi, atoms.first(), atoms.last()) {
        (Some(bidi), Some(first), Some(last)) => seen(bidi, first.bytes.start..last.bytes.end, atoms),
        _ => atoms.iter().collect(),
    };
    let mut line = SetLine { pieces: Vec::new(), width: ink_width(atoms) };
    let mut x = 0.0;
    let mut last: Option<&Atom> = None;
    for atom in order {
        let Some(span) = spans.get(atom.span) else { continue };
        let joins = last.is_some_and(|last| last.span == atom.span && last.replaced == atom.replaced);
        if !joins {
            line.pieces.push(Piece {
                text: String::new(),
                meant: atom.replaced.then(String::new),
                glyphs: Vec::new(),
                look: span.look,
                to: span.to.clone(),
                x,
                width: 0.0,
            });
        }
        if let Some(piece) = line.pieces.last_mut() {
            let start = piece.text.len();
            piece.text.push(atom.shown);
            if let Some(meant) = &mut piece.meant {
                meant.extend(atom.means);
            }
            piece.glyphs.push(Glyph {
                id: atom.glyph,
                advance: atom.advance / span.look.size,
                bytes: start..piece.text.len(),
            });
            piece.width += atom.advance;
        }
        x += atom.advance;
        last = Some(atom);
    }
    line
}

/// The letters of a line from left to right, where some of it runs the other way.
fn seen<'a>(bidi: &BidiInfo<'_>, bytes: Range<usize>, atoms: &'a [Atom]) -> Vec<&'a Atom> {
    let holder = bidi
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.range.start <= bytes.start && bytes.end <= paragraph.range.end);
    let Some(paragraph) = holder else { return atoms.iter().collect() };
    let (levels, runs) = bidi.visual_runs(paragraph, bytes);
    let mut order = Vec::with_capacity(atoms.len());
    for run in runs {
        let backwards = levels.get(run.start).is_some_and(Level::is_rtl);
        let from = atoms.partition_point(|atom| atom.bytes.start < run.start);
        let to = atoms.partition_point(|atom| atom.bytes.start < run.end);
        if backwards {
            order.extend(atoms[from..to].iter().rev());
        } else {
            order.extend(atoms[from..to].iter());
        }
    }
    order
}

fn runs_right_to_left(c: char) -> bool {
    use unicode_bidi::BidiClass::{AL, AN, R};
    c as u32 >= 0x590 && matches!(unicode_bidi::bidi_class(c), R | AL | AN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look::new(Face::Regular, 10.0, Paint::BLACK);

    fn lines(text: &str, width: f32, whole: bool) -> Vec<String> {
        let fonts = Fonts::new(Edition::Current).unwrap();
        let set = set(&[Span::new(text, LOOK)], width, whole, &fonts);
        let said = |piece: &Piece| piece.meant.clone().unwrap_or_else(|| piece.text.clone());
        set.iter().map(|line| line.pieces.iter().map(said).collect()).collect()
    }

    #[test]
    fn references_and_years_are_not_broken_at_their_stroke() {
        for (text, at) in
            [("see AC/S18", "AC/"), ("of 2015/16", "2015/"), ("on 12/1/2026", "12/1/"), ("and/or", "and/")]
        {
            let at = text.find(at).unwrap() + at.len();
            assert!(is_one(text, at), "{text}");
        }
        for (text, at) in [("Housing/Homelessness", "Housing/"), ("a b", "a ")] {
            assert!(!is_one(text, at.len()), "{text}");
        }
    }

    #[test]
    fn lines_break_at_blanks_and_keep_every_letter() {
        let text = "Percentage of adults with learning disabilities who live in stable accommodation";
        let set = lines(text, 100.0, false);
        assert!(set.len() > 3, "{set:?}");
        assert_eq!(set.concat(), text);
        assert!(set[..set.len() - 1].iter().all(|line| line.ends_with(' ')), "{set:?}");
    }

    #[test]
    fn a_word_longer_than_its_line_is_broken_between_letters() {
        let word = "e\u{301}".repeat(60);
        let set = lines(&word, 50.0, false);
        assert!(set.len() > 2);
        assert_eq!(set.concat(), word);
        assert!(
            set.iter().all(|line| line.starts_with('e')),
            "an accent was parted from its letter: {set:?}"
        );
        assert_eq!(lines("ab", 0.0, false).concat(), "ab");
    }

    #[test]
    fn references_stay_whole() {
        assert_eq!(lines("and/or AC/S3", 30.0, true), ["and/or ", "AC/S3"]);
        assert!(lines("AC/S3", 24.0, false).len() > 1);
    }

    #[test]
    fn letters_of_other_scripts_are_seen_in_their_order() {
        assert_eq!(lines("abc \u{5d0}\u{5d1}\u{5d2} def", 200.0, false), ["abc \u{5d2}\u{5d1}\u{5d0} def"]);
    }

    #[test]
    fn what_is_unseen_is_left_out_and_what_is_private_is_replaced() {
        assert_eq!(lines("a\u{202e}b\u{7}c\u{feff}\td\u{e000}", 200.0, false), ["abc d[U+E000]"]);
    }

    #[test]
    fn letters_that_are_lacking_are_seen_as_others_and_mean_what_they_were() {
        let fonts = Fonts::new(Edition::Current).unwrap();
        let set = set(&[Span::new("a ✓中\u{a0}b", LOOK)], 200.0, false, &fonts);
        let pieces: Vec<(&str, Option<&str>)> =
            set[0].pieces.iter().map(|piece| (piece.text.as_str(), piece.meant.as_deref())).collect();
        assert_eq!(pieces, [("a ", None), ("√[U+4E2D]", Some("✓中")), ("\u{a0}b", None)]);
    }

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let fonts = Fonts::new(Edition::Current).unwrap();
        let text = "One two, three/four five-six £1,234.50 (seven) eightnineteneleven AV To.";
        for width in [20.0, 45.0, 80.0, 200.0] {
            for line in set(&[Span::new(text, LOOK)], width, false, &fonts) {
                assert!(line.width <= width + 0.02, "{} in {width}", line.width);
            }
        }
    }
}
