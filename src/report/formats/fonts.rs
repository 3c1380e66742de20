//! The letters that are measured and embedded: three faces of Liberation Sans,
//! as wide as the Arial that Word documents ask for, so that both break alike.
//!
//! A letter that the faces lack is shown by its nearest likeness, or written as its code; the text
//! behind it stays what it was, for readers that copy or speak it.

use std::borrow::Cow;
use std::collections::HashMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::kern::SubtableKind;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::edition::Edition;
pub use crate::domain::letters::{code, is_public, is_unseen};
use crate::domain::letters::{has_letter, likeness, spelled};
use crate::report::ReportError;

/// A face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Face {
    #[default]
    Regular,
    Bold,
    Italic,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Italic];

    /// The font file, as released by its makers.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf"),
            Self::Bold => include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf"),
            Self::Italic => include_bytes!("../../../assets/fonts/LiberationSans-Italic.ttf"),
        }
    }

    fn at(self) -> usize {
        match self {
            Self::Regular => 0,
            Self::Bold => 1,
            Self::Italic => 2,
        }
    }
}

/// How far letters reach above the baseline, as a share of their size.
pub const ASCENT: f32 = 0.905;
/// How far they reach below it.
pub const DESCENT: f32 = 0.212;

/// Drawn for what has neither a letter nor a likeness and was not written as its code.
const UNKNOWN: char = '?';
/// The same in the first edition, which wrote no codes.
pub const BOX: char = '□';

/// A letter as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Letter {
    pub glyph: u32,
    /// Width, as a share of the size.
    pub advance: f32,
    /// The character that the glyph is read as. Where it is not the one that was asked for, a
    /// likeness is shown, or one glyph serves for several characters.
    pub shown: char,
}

/// The faces, measured.
pub struct Fonts {
    faces: Vec<Measured>,
    edition: Edition,
}

struct Measured {
    letters: HashMap<char, Letter>,
    /// Correction between two glyphs, as a share of the size.
    kerning: HashMap<(u32, u32), f32>,
    lacking: Letter,
}

impl Fonts {
    /// Measures the faces; a few milliseconds.
    ///
    /// # Errors
    ///
    /// Fails when the fonts inside the program cannot be read.
    pub fn new(edition: Edition) -> Result<Self, ReportError> {
        let faces = Face::ALL.into_iter().map(|face| Measured::new(face, edition)).collect::<Option<_>>();
        faces.map(|faces| Self { faces, edition }).ok_or_else(|| {
            ReportError::Format("The fonts inside this program are damaged: install it again.".into())
        })
    }

    /// The edition that they draw.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Whether a character is drawn as it is, or as its likeness. The first edition had a box for the rest.
    pub fn has_letter(&self, c: char) -> bool {
        self.edition == Edition::First || has_letter(c)
    }

    /// A text as it is drawn: letters that no font has are written as their codes.
    pub fn spelled<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.edition == Edition::First { Cow::Borrowed(text) } else { spelled(text) }
    }

    /// The letter of a character, or its likeness. Text goes through [`Self::spelled`] first.
    pub fn letter(&self, face: Face, c: char) -> Letter {
        let Some(measured) = self.faces.get(face.at()) else {
            return Letter { glyph: 1, advance: 0.6, shown: c };
        };
        let find = |c| measured.letters.get(&c).copied();
        find(c).or_else(|| likeness(c).and_then(find)).unwrap_or(measured.lacking)
    }

    /// How much closer (below zero) or further the second letter stands after the first, as a share of the size.
    pub fn kerning(&self, face: Face, first: u32, second: u32) -> f32 {
        self.faces.get(face.at()).and_then(|face| face.kerning.get(&(first, second))).copied().unwrap_or(0.0)
    }

    /// Width of a text in one line, in points.
    pub fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let mut before = None;
        let mut width = 0.0;
        for letter in self.spelled(text).chars().map(|c| self.letter(face, c)) {
            if let Some(before) = before {
                width += self.kerning(face, before, letter.glyph);
            }
            width += letter.advance;
            before = Some(letter.glyph);
        }
        width * size
    }
}

impl Measured {
    fn new(face: Face, edition: Edition) -> Option<Self> {
        let font = FontRef::new(face.bytes()).ok()?;
        let widths = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let em = f32::from(font.head().ok()?.units_per_em());
        let mut codes: Vec<(u32, u32)> =
            font.charmap().mappings().map(|(code, glyph)| (code, glyph.to_u32())).collect();
        codes.sort_unstable();
        let mut letters: HashMap<char, Letter> = HashMap::new();
        // A glyph is read as the first character that it serves for: a blank, not one that does not break.
        let mut read: HashMap<u32, char> = HashMap::new();
        for (code, glyph) in codes.into_iter().filter(|(_, glyph)| *glyph != 0) {
            let Some(c) = char::from_u32(code).filter(|c| !is_unseen(*c)) else { continue };
            let Some(advance) = widths.advance_width(GlyphId::new(glyph)) else { continue };
            let shown = *read.entry(glyph).or_insert(c);
            letters.insert(c, Letter { glyph, advance: advance / em, shown });
        }
        let lacking = *letters.get(if edition == Edition::First { &BOX } else { &UNKNOWN })?;
        Some(Self { kerning: kerning(&font, em), lacking, letters })
    }
}

fn kerning(font: &FontRef<'_>, em: f32) -> HashMap<(u32, u32), f32> {
    let Ok(table) = font.kern() else { return HashMap::new() };
    let mut pairs = HashMap::new();
    for table in table.subtables().flatten().filter(|table| table.is_horizontal()) {
        let Ok(SubtableKind::Format0(table)) = table.kind() else { continue };
        for pair in table.pairs() {
            let key = (GlyphId::from(pair.left()).to_u32(), GlyphId::from(pair.right()).to_u32());
            pairs.insert(key, f32::from(pair.value()) / em);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_domain_says_of_the_fonts_is_so() {
        use crate::domain::letters::is_in_fonts;
        let fonts = Fonts::new(Edition::Current).unwrap();
        for c in '\0'..=char::MAX {
            let there = is_public(c) && fonts.faces.iter().all(|face| face.letters.contains_key(&c));
            assert_eq!(is_in_fonts(c), there, "{c:?}: write assets/fonts/coverage.txt anew");
        }
    }

    #[test]
    fn widths_are_those_of_the_font() {
        let fonts = Fonts::new(Edition::Current).unwrap();
        // 1139 of 2048 units, as in Arial.
        assert!((fonts.width(Face::Regular, 10.0, "0") - 5.561).abs() < 0.001);
        assert!(fonts.width(Face::Regular, 10.0, "AV") < 2.0 * fonts.width(Face::Regular, 10.0, "A"));
        assert_eq!(fonts.width(Face::Bold, 10.0, ""), 0.0);
    }
}
