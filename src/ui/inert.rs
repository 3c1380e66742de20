//! Text made safe to draw: nothing that a terminal would act on, nothing invisible, nothing that
//! reorders its neighbours.
//!
//! Text from workbooks, imports and the clipboard is kept as it came; it is made inert where it is
//! drawn. Widths here are counted per grapheme, as ratatui counts cells, so that what is measured
//! is what is drawn.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Combining characters drawn on one base; more are clipped on screen (the text keeps them).
const MARKS_PER_BASE: usize = 8;

/// Columns that a tab takes.
const TAB: &str = "    ";

/// How one character is drawn.
enum Shape {
    /// As it is.
    Plain,
    /// By the picture of a control character.
    Picture(char),
    /// By its number, `⟦U+202E⟧`.
    Number,
}

fn shape(c: char) -> Shape {
    match c as u32 {
        // The pictures of the C0 controls sit in code order from U+2400.
        code @ 0..=0x1f => Shape::Picture(char::from_u32(0x2400 + code).unwrap_or('␀')),
        0x7f => Shape::Picture('␡'),
        // C1 controls have no pictures.
        0x80..=0x9f
        // Bidirectional marks, embeddings, overrides and isolates.
        | 0x061c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069
        // Invisible characters and fillers; line and paragraph separators.
        | 0x00ad | 0x034f | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b
        | 0x2028 | 0x2029 | 0x2060..=0x2065 | 0x206a..=0x206f | 0x3164 | 0xfeff | 0xffa0
        | 0xfff0..=0xfffb | 0xfffe | 0xffff | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a
        // Tags, which can hide a message in plain sight.
        | 0xe0000..=0xe00ff | 0xe01f0..=0xe0fff => Shape::Number,
        _ => Shape::Plain,
    }
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn push_number(out: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = write!(out, "⟦U+{:04X}⟧", c as u32);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Kept,
    Spaces,
}

/// Whether every character is a cell of its own: printable ASCII, which almost all text is, and the
/// signs, arrows, rules and blocks that screens are drawn with. Only others need to be segmented.
pub fn is_simple(text: &str) -> bool {
    let drawn = |c: char| {
        matches!(c, ' '..='~' | '£' | '·' | '–' | '‘' | '’' | '“' | '”' | '•' | '…' | '›' | '√' | '■')
            || matches!(c, '\u{2190}'..='\u{2193}' | '\u{2500}'..='\u{259f}')
    };
    // Bytes first, which is settled at memory speed.
    text.bytes().all(|b| (0x20..0x7f).contains(&b)) || text.chars().all(drawn)
}

fn convert(text: &str, lines: Lines, clip: bool) -> Cow<'_, str> {
    if is_simple(text) {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    let mut marks = 0;
    let mut based = false;
    for (at, c) in text.char_indices() {
        let zero = c.width() == Some(0);
        let start = if zero { marks + 1 } else { 0 };
        let dropped = clip && zero && start > MARKS_PER_BASE;
        let shape = if is_variation(c) && !based { Shape::Number } else { shape(c) };
        let plain = match c {
            '\n' => lines == Lines::Kept,
            '\t' => false,
            _ => matches!(shape, Shape::Plain),
        };
        if plain && !dropped {
            if let Some(out) = &mut out {
                out.push(c);
            }
            (marks, based) = (start, !c.is_whitespace());
            continue;
        }
        let out = out.get_or_insert_with(|| {
            let mut out = String::with_capacity(text.len() + 16);
            out.push_str(&text[..at]);
            out
        });
        match (c, shape) {
            ('\n', _) => out.push(' '),
            ('\t', _) if lines == Lines::Spaces => out.push(' '),
            ('\t', _) => out.push_str(TAB),
            (_, Shape::Plain) => {
                marks = start;
                continue;
            }
            (_, Shape::Picture(picture)) => out.push(picture),
            (_, Shape::Number) => push_number(out, c),
        }
        (marks, based) = (0, false);
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Text for the screen, its line ends kept. Control, bidirectional and invisible characters become
/// visible marks (`␛`, `⟦U+202E⟧`), tabs become spaces, and more than eight combining characters on
/// one base are clipped. Plain text is borrowed.
pub fn inert(text: &str) -> Cow<'_, str> {
    convert(text, Lines::Kept, true)
}

/// [`inert`] for one line: line ends and tabs become single spaces.
pub fn inert_line(text: &str) -> Cow<'_, str> {
    convert(text, Lines::Spaces, true)
}

/// Text for keeping, such as a paste: marked as [`inert`] does, but with nothing clipped.
pub fn defuse(text: &str) -> Cow<'_, str> {
    convert(text, Lines::Kept, false)
}

/// [`defuse`] for one line: line ends, whichever kind, and tabs become single spaces.
pub fn defuse_line(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        return Cow::Owned(convert(&unix_lines(text), Lines::Spaces, false).into_owned());
    }
    convert(text, Lines::Spaces, false)
}

/// The same text with every kind of line end written as a line feed. Terminals send pasted line
/// ends as carriage returns, and word processors use U+2028 within a paragraph.
pub fn unix_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(text);
    }
    let mut out = text.replace("\r\n", "\n");
    if out.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        out = out.replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    }
    Cow::Owned(out)
}

/// The graphemes of a text with the byte each starts at.
///
/// The same as the segmentation library gives, except that printable ASCII is passed through at a
/// fraction of its cost: a letter followed by another ASCII byte is always a grapheme of its own.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let simple =
            matches!(bytes.get(at)?, b' '..=b'~') && bytes.get(at + 1).is_none_or(|next| next.is_ascii());
        let len = if simple { 1 } else { text[at..].graphemes(true).next()?.len() };
        at += len;
        Some((start, &text[start..at]))
    })
}

/// One grapheme of raw text as it is drawn, with its width in columns, which is at least 1: a
/// combining character without a base stands on a dotted circle.
pub fn cell(grapheme: &str) -> (Cow<'_, str>, usize) {
    if let [b' '..=b'~'] = grapheme.as_bytes() {
        return (Cow::Borrowed(grapheme), 1);
    }
    if grapheme == "\t" {
        return (Cow::Borrowed(TAB), TAB.len());
    }
    let shown = inert_line(grapheme);
    let columns = width(&shown);
    if columns > 0 {
        return (shown, columns);
    }
    if grapheme.chars().all(|c| matches!(c, '\u{200c}' | '\u{200d}')) {
        let mut out = String::new();
        grapheme.chars().for_each(|c| push_number(&mut out, c));
        let columns = width(&out);
        return (Cow::Owned(out), columns);
    }
    (Cow::Owned(format!("◌{shown}")), 1)
}

/// Columns that text takes when drawn, counted as ratatui counts its cells.
pub fn width(text: &str) -> usize {
    if is_simple(text) {
        return text.chars().count();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// One inert line no wider than `columns`, cut between graphemes and ended with `…` where it was cut.
/// A figure is never cut: it goes whole.
pub fn fit(text: &str, columns: usize) -> String {
    let line = inert_line(text);
    if width(&line) <= columns {
        return line.into_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut used = 1; // The ellipsis.
    for grapheme in line.graphemes(true) {
        used += grapheme.width();
        if used > columns {
            break;
        }
        out.push_str(grapheme);
    }
    let kept = whole_figures(&out, &line[out.len()..], columns).len();
    out.truncate(kept);
    // “68%…” could be the beginning of another figure.
    let room = width(&out) + 2 <= columns;
    out.push_str(if room && ends_in_figure(&out) { " …" } else { "…" });
    out
}

/// What is kept of a text cut in two, without a figure that goes on behind the cut: `£1,310,` of
/// `£1,310,000` would be another figure.
fn whole_figures<'t>(kept: &'t str, cut: &str, columns: usize) -> &'t str {
    let goes_on = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '/' | 'k' | 'm' | 'b');
    let crowded = ends_in_figure(kept) && width(kept) + 2 > columns;
    if !cut.starts_with(goes_on) && !crowded {
        return kept;
    }
    let start = kept
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + kept[at..].chars().next().map_or(1, char::len_utf8));
    let figure = kept[start..].trim_start_matches(['(', '[', '“', '"']);
    let begins = figure.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '£' | '-' | '−' | '+' | '.'));
    if begins { &kept[..start] } else { kept }
}

/// Whether the end of a text would make another figure with what follows it.
pub(super) fn ends_in_figure(text: &str) -> bool {
    text.trim_end_matches(['%', 'k', 'm', ')', ',', ';', ':']).ends_with(|c: char| c.is_ascii_digit())
}

/// [`fit`], then spaces on the right to fill exactly `columns`.
pub fn fit_left(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns);
    let short = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', short));
    out
}

/// [`fit`], then spaces on the left to fill exactly `columns`.
pub fn fit_right(text: &str, columns: usize) -> String {
    let out = fit(text, columns);
    let short = columns.saturating_sub(width(&out));
    " ".repeat(short) + &out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_terminal_would_act_on_is_shown() {
        assert_eq!(inert("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(inert("\u{7f}\u{9b}2J"), "␡⟦U+009B⟧2J");
        assert_eq!(inert("a\u{202e}b\u{2066}c"), "a⟦U+202E⟧b⟦U+2066⟧c");
        assert_eq!(inert("a\u{200b}b\u{feff}"), "a⟦U+200B⟧b⟦U+FEFF⟧");
        assert_eq!(inert("\u{fe0f}x \u{fe0f}"), "⟦U+FE0F⟧x ⟦U+FE0F⟧");
        assert_eq!(inert("a\tb\nc"), "a    b\nc");
        assert_eq!(inert_line("a\tb\nc"), "a b c");
        assert_eq!(defuse_line("a\r\nb\rc"), "a b c");
    }

    #[test]
    fn ordinary_text_of_any_script_is_borrowed() {
        for text in ["plain", "café cafe\u{301}", "日本", "👩‍👩‍👧 ❤️", "नमस्ते", "שלום", "£1,136"]
        {
            assert!(matches!(inert(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn towers_of_marks_are_clipped_on_screen_only() {
        let tower = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(inert(&tower).chars().count(), 10);
        assert_eq!(defuse(&tower), tower);
    }

    #[test]
    fn every_cell_has_a_width() {
        assert_eq!(cell("x").1, 1);
        assert_eq!(cell("e\u{301}").1, 1);
        assert_eq!(cell("日").1, 2);
        assert_eq!(cell("👩‍👩‍👧").1, 2);
        assert_eq!(cell("\t"), ("    ".into(), 4));
        assert_eq!(cell("\r\n"), ("␍ ".into(), 2));
        assert_eq!(cell("\u{301}"), ("◌\u{301}".into(), 1));
        assert_eq!(cell("\u{200d}"), ("⟦U+200D⟧".into(), 8));
    }

    #[test]
    fn simple_text_is_a_cell_a_character() {
        let simple: String = ('\0'..='\u{2fff}').filter(|c| is_simple(&c.to_string())).collect();
        assert_eq!(simple.graphemes(true).count(), simple.chars().count());
        assert!(simple.graphemes(true).all(|grapheme| grapheme.width() == 1));
        assert!(simple.chars().all(|c| matches!(shape(c), Shape::Plain)));
        assert!(!is_simple("e\u{301}") && !is_simple("日") && !is_simple("\n"));
    }

    #[test]
    fn cutting_is_between_graphemes() {
        assert_eq!(fit("indicator", 5), "indi…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("cafe\u{301}s", 5), "cafe\u{301}s");
        assert_eq!(fit("cafe\u{301}s", 4), "caf…");
        assert_eq!(fit("x", 0), "");
        assert_eq!(fit("spent £1,310,000", 12), "spent …");
        assert_eq!(fit("£1,310,000", 7), "…");
        assert_eq!(fit("(-12.5%) worse", 6), "…");
        assert_eq!(fit("98.59% of them", 9), "98.59% o…");
        assert_eq!(fit("18 of 231 homes", 7), "18 of …");
        assert_eq!(fit("2015/16 figures", 5), "…");
        assert_eq!(fit_left("日本語", 4), "日… ");
        assert_eq!(fit_right("7", 3), "  7");
    }

    proptest! {
        #[test]
        fn nothing_raw_and_never_too_wide(text in any::<String>(), columns in 0usize..30) {
            let shown = inert_line(&text);
            prop_assert!(!shown.chars().any(|c| c.is_control()));
            prop_assert_eq!(inert_line(&shown), shown.as_ref());
            let split: Vec<(usize, &str)> = graphemes(&text).collect();
            prop_assert_eq!(split, text.grapheme_indices(true).collect::<Vec<_>>());
            prop_assert!(width(&fit(&text, columns)) <= columns);
            prop_assert_eq!(width(&fit_left(&text, columns)), columns);
            prop_assert_eq!(width(&fit_right(&text, columns)), columns);
        }

        #[test]
        fn hostile_characters_in_any_order(
            text in "[\u{0}-\u{9f}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{fe0f}\u{301}\u{feff}aé日👩]{0,40}",
        ) {
            let bad = |c: char| (c.is_control() && c != '\n')
                || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
            prop_assert!(!inert(&text).chars().any(bad));
            prop_assert!(!defuse(&text).chars().any(bad));
        }
    }
}
