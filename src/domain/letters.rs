//! Letters and the fonts that reports are printed in: which are there, which are shown by their
//! nearest likeness, and how the others are written.

use std::borrow::Cow;
use std::sync::LazyLock;

/// What the embedded faces have, as ranges in order.
static COVERAGE: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
    let number = |text: &str| u32::from_str_radix(text, 16).ok();
    include_str!("../../assets/fonts/coverage.txt")
        .lines()
        .filter_map(|line| line.split_once('-'))
        .filter_map(|(first, last)| Some((number(first)?, number(last)?)))
        .collect()
});

/// Whether every embedded face has this very letter.
pub fn is_in_fonts(c: char) -> bool {
    let code = c as u32;
    let at = COVERAGE.partition_point(|(_, last)| *last < code);
    COVERAGE.get(at).is_some_and(|(first, _)| *first <= code)
}

/// Whether a letter is printed, itself or by its likeness; what is never seen needs no letter.
pub fn has_letter(c: char) -> bool {
    matches!(c, '\n' | '\t' | '\r')
        || is_unseen(c)
        || (is_public(c) && (is_in_fonts(c) || likeness(c).is_some_and(is_in_fonts)))
}

/// How a letter that no font has is written: `[U+4E2D]`.
pub fn code(c: char) -> String {
    format!("[U+{:04X}]", c as u32)
}

/// A text as it is printed: letters that no font has are written as their codes.
pub fn spelled(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(has_letter) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if has_letter(c) { out.push(c) } else { out.push_str(&code(c)) }
    }
    Cow::Owned(out)
}

/// The letters of a text that no font has, each once, in order.
pub fn lacking(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for c in text.chars().filter(|c| !c.is_ascii() && !has_letter(*c)) {
        if !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// The character in the fonts that is read as the same.
pub fn likeness(c: char) -> Option<char> {
    Some(match c {
        '✓' | '✔' | '☑' => '√',
        '✗' | '✘' | '✕' | '✖' | '☒' => '×',
        '◆' | '◇' | '⬥' => '♦',
        '▶' | '▸' => '►',
        '◀' | '◂' => '◄',
        '△' | '▴' | '🔺' => '▲',
        '▽' | '▾' | '🔻' => '▼',
        '⬤' | '⚫' | '🔴' | '🟢' | '🟠' | '🟡' => '●',
        '⚪' | '◯' => '○',
        '⬛' | '◼' | '🟥' | '🟩' => '■',
        '☐' | '⬜' => '□',
        '⇒' | '⟶' | '➔' | '➜' => '→',
        '⇐' | '⟵' => '←',
        '↗' | '⬆' | '⇑' => '↑',
        '↘' | '⬇' | '⇓' => '↓',
        '\u{2010}' | '\u{2011}' | '﹣' | '－' => '-',
        '⁃' | '‣' | '⦁' => '•',
        '★' | '☆' => '*',
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' | '\u{1680}' => ' ',
        _ => return None,
    })
}

/// Whether a character takes no place of its own and is left out of what is drawn: controls and marks
/// that steer other text. The document's own cleaning removes them; a writer does not depend on it.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c as u32,
            0x00ad | 0x034f | 0x061c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
            | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

/// Whether a character means the same everywhere: not private, and not a code point that is no character.
pub fn is_public(c: char) -> bool {
    let code = c as u32;
    !matches!(code, 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff | 0xfdd0..=0xfdef) && code & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_europe_are_there() {
        for text in [
            "Tŷ Gwydr, Llŷn, ẁẃẅŵ ỳýÿŷ âêîôû",
            "Zażółć gęślą jaźń; Příliš žluťoučký kůň; Ľúbivý ďateľ",
            "Günlük çalışma İstanbul ığşöü",
            "Árvíztűrő tükörfúrógép, șțăâî, ģķļņūčėęįųõ, Þórður ðæ",
            "Ελληνικά άέήίόύώ, Българска, Українська їєґ, Српски ђћџљњ",
            "£1,310 €5 50% ± × ÷ ½ ⅓ – — ‘’ “” • … ✓ ✗ ◆ ■▲○●",
        ] {
            assert!(lacking(text).is_empty(), "{text}: {:?}", lacking(text));
            assert!(matches!(spelled(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_no_font_has_is_written_as_its_code() {
        assert_eq!(spelled("a 中 b 😀\u{e000}"), "a [U+4E2D] b [U+1F600][U+E000]");
        assert_eq!(lacking("中文 and 中 again"), ['中', '文']);
        assert_eq!(spelled("a\u{200b}b\nc"), "a\u{200b}b\nc");
    }
}
