//! What cells of a workbook look like, as far as it means something: the colours of ratings, signs of symbol fonts, how
//! far a text is indented.

use calamine::{Color, Style};

use super::super::Shade;

/// What a style says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    /// The colour that its cells are filled with.
    pub(super) fill: Option<Shade>,
    /// The colour of its letters, which counts for signs.
    pub(super) letters: Option<Shade>,
    pub(super) font: SymbolFont,
    /// Steps of the indent.
    pub(super) indent: u8,
}

/// Fonts that show other signs than the letters they hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum SymbolFont {
    #[default]
    None,
    Wingdings,
    Wingdings2,
    Wingdings3,
    Webdings,
}

impl Looks {
    pub(super) fn of(style: &Style) -> Self {
        let filled = style.fill.as_ref().filter(|fill| fill.is_visible());
        let fill = filled.and_then(|fill| shade(fill.get_color()?));
        let font = style.font.as_ref();
        let name = font.and_then(|font| font.name.as_deref()).unwrap_or_default().to_ascii_lowercase();
        Self {
            fill,
            letters: font.and_then(|font| shade(font.color?)),
            font: match name.trim() {
                "wingdings" => SymbolFont::Wingdings,
                "wingdings 2" => SymbolFont::Wingdings2,
                "wingdings 3" => SymbolFont::Wingdings3,
                "webdings" => SymbolFont::Webdings,
                _ => SymbolFont::None,
            },
            indent: style.alignment.as_ref().and_then(|alignment| alignment.indent).unwrap_or(0).min(20),
        }
    }
}

/// The colour of ratings that a colour is, light or strong; none for greys, blues and tints that only decorate.
fn shade(color: Color) -> Option<Shade> {
    let [red, green, blue] = [color.red, color.green, color.blue].map(f64::from);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let apart = most - least;
    if most < 90.0 || apart / most < 0.16 {
        return None;
    }
    let hue: f64 = if most == red {
        60.0 * (green - blue) / apart
    } else if most == green {
        60.0 * (2.0 + (blue - red) / apart)
    } else {
        60.0 * (4.0 + (red - green) / apart)
    };
    match hue.rem_euclid(360.0) {
        hue if !(20.0..340.0).contains(&hue) => Some(Shade::Red),
        hue if (20.0..70.0).contains(&hue) => Some(Shade::Amber),
        hue if (70.0..170.0).contains(&hue) => Some(Shade::Green),
        _ => None,
    }
}

/// The signs that the letters of a symbol font show; a letter that shows none of these stays.
pub(super) fn signs(font: SymbolFont, text: &str) -> String {
    text.chars().map(|letter| sign(font, letter).unwrap_or(letter)).collect()
}

/// Whether a text is one sign, whose colour may say what it means.
pub(super) fn is_sign(text: &str) -> bool {
    let mut letters = text.trim().chars();
    letters.next().is_some_and(|letter| !letter.is_alphanumeric()) && letters.next().is_none()
}

fn sign(font: SymbolFont, letter: char) -> Option<char> {
    // Some programs keep them in the range of private letters.
    let code = match u32::from(letter) {
        private @ 0xF020..=0xF0FF => private - 0xF000,
        code => code,
    };
    let ascii = u8::try_from(code).ok()?;
    let found = match font {
        SymbolFont::None => return None,
        SymbolFont::Wingdings => match ascii {
            0xDF | 0xE7 => '←',
            0xE0 | 0xE8 | 0xF0 => '→',
            0xE1 | 0xE9 | 0xF1 => '↑',
            0xE2 | 0xEA | 0xF2 => '↓',
            0xE3 | 0xEB => '↖',
            0xE4 | 0xEC => '↗',
            0xE5 | 0xED => '↙',
            0xE6 | 0xEE => '↘',
            0xF3 => '↔',
            0xFC => '✓',
            0xFB => '✗',
            b'l' => '●',
            b'n' => '■',
            b'u' => '◆',
            b'J' => '☺',
            b'L' => '☹',
            _ => return None,
        },
        SymbolFont::Wingdings2 => match ascii {
            b'P' => '✓',
            b'O' => '✗',
            0x97 | 0x98 => '●',
            _ => return None,
        },
        SymbolFont::Wingdings3 => match ascii {
            b'f' => '←',
            b'g' => '→',
            b'h' => '↑',
            b'i' => '↓',
            b'j' => '↖',
            b'k' => '↗',
            b'l' => '↙',
            b'm' => '↘',
            b'n' => '↔',
            b'p' | b'r' => '▲',
            b'q' | b's' => '▼',
            b't' | b'v' => '◀',
            b'u' | b'w' => '▶',
            _ => return None,
        },
        SymbolFont::Webdings => match ascii {
            b'3' => '◀',
            b'4' => '▶',
            b'5' => '▲',
            b'6' => '▼',
            b'n' => '●',
            b'g' => '■',
            b'a' => '✓',
            b'r' => '✗',
            _ => return None,
        },
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_ratings_are_told_from_those_that_decorate() {
        for (rgb, wanted) in [
            (0xFF0000, Some(Shade::Red)),
            (0xC00000, Some(Shade::Red)),
            (0xFFC7CE, Some(Shade::Red)),
            (0xFFC000, Some(Shade::Amber)),
            (0xFFEB9C, Some(Shade::Amber)),
            (0xFFFF00, Some(Shade::Amber)),
            (0x00B050, Some(Shade::Green)),
            (0x92D050, Some(Shade::Green)),
            (0xC6EFCE, Some(Shade::Green)),
            (0x00FF00, Some(Shade::Green)),
            (0x4472C4, None),
            (0xD9E1F2, None),
            (0xD9D9D9, None),
            (0xFFFFFF, None),
            (0x000000, None),
            (0xFCE4D6, None),
        ] {
            let [_, red, green, blue] = u32::to_be_bytes(rgb);
            assert_eq!(shade(Color::rgb(red, green, blue)), wanted, "{rgb:06X}");
        }
    }

    #[test]
    fn letters_of_symbol_fonts_are_signs() {
        assert_eq!(signs(SymbolFont::Wingdings, "é"), "↑");
        assert_eq!(signs(SymbolFont::Wingdings, "à"), "→");
        assert_eq!(signs(SymbolFont::Wingdings, "\u{f0ea}"), "↓");
        assert_eq!(signs(SymbolFont::Wingdings3, "q"), "▼");
        assert_eq!(signs(SymbolFont::None, "é"), "é");
        assert!(is_sign("●") && !is_sign("l") && !is_sign("●●"));
    }
}
