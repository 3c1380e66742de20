//! Colours by meaning. Every colour in the program comes from a theme file;
//! screens name a meaning ([`Role`]) and get a style that the terminal can show.

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::domain::Rating;

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Role {
    /// The whole screen.
    Screen,
    Text,
    /// Less important: units, guidance, table headings.
    Dim,
    Strong,
    /// Box lines; and of the box that has the keys.
    Border,
    BorderFocus,
    Title,
    /// The row or cell under the cursor. Reverse, never colour alone.
    Selected,
    /// The column under the cursor.
    Column,
    Tab,
    TabActive,
    Key,
    Done,
    Problem,
    Info,
    /// Bars and lines that are not a rating.
    Bar,
    BarBack,
    Better,
    Worse,
    Added,
    Removed,
    Matched,
    Field,
    Red,
    RedAmber,
    Amber,
    GreenAmber,
    Green,
    NoRating,
    /// Laid over what a dialog stands in front of.
    Behind,
}

/// How many roles there are; [`Role::Behind`] is the last.
const ROLES: usize = Role::Behind as usize + 1;

/// How many colours the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    #[default]
    True,
    Indexed,
    Sixteen,
    /// No colour at all: bold, underline and reverse carry the meaning.
    None,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    title: String,
    /// Roles not given here are taken from this theme.
    #[serde(default)]
    based_on: Option<String>,
    /// Shows no colour at any depth.
    #[serde(default)]
    mono: bool,
    roles: HashMap<Role, Spec>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    /// True colour, 256 colours, 16 colours.
    #[serde(default)]
    fg: Option<[String; 3]>,
    #[serde(default)]
    bg: Option<[String; 3]>,
    #[serde(default)]
    with: Vec<Attribute>,
    /// Attributes where there is no colour.
    #[serde(default)]
    mono: Vec<Attribute>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Attribute {
    Bold,
    Dim,
    Italic,
    Underline,
    Reverse,
    Strike,
}

impl Attribute {
    fn modifier(self) -> Modifier {
        match self {
            Attribute::Bold => Modifier::BOLD,
            Attribute::Dim => Modifier::DIM,
            Attribute::Italic => Modifier::ITALIC,
            Attribute::Underline => Modifier::UNDERLINED,
            Attribute::Reverse => Modifier::REVERSED,
            Attribute::Strike => Modifier::CROSSED_OUT,
        }
    }
}

/// Theme files by name, in the order they are offered.
const FILES: &[(&str, &str)] = &[
    ("auto", include_str!("../../assets/themes/auto.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("blue", include_str!("../../assets/themes/blue.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("none", include_str!("../../assets/themes/none.toml")),
];

/// The themes there are: name and title, in the order they are offered.
pub fn themes() -> Vec<(String, String)> {
    FILES.iter().filter_map(|(_, text)| read(text).ok()).map(|file| (file.name, file.title)).collect()
}

fn read(text: &str) -> Result<File, toml::de::Error> {
    toml::from_str(text)
}

/// Styles for every role, resolved for one terminal.
#[derive(Debug, Clone)]
pub struct Theme {
    pub name: String,
    /// By role. Looked up for every piece of every frame.
    styles: [Style; ROLES],
    /// Only plain ASCII can be shown.
    pub ascii: bool,
}

impl Theme {
    /// The named theme for a terminal; an unknown name gives `auto`.
    pub fn new(name: &str, depth: Depth, ascii: bool) -> Self {
        // Only the files needed are parsed: this is on the way to the first paint.
        let find =
            |name: &str| FILES.iter().find(|(known, _)| *known == name).and_then(|(_, text)| read(text).ok());
        let file = find(name).or_else(|| find("auto"));
        let mut styles = [Style::new(); ROLES];
        let mut chosen = "auto".to_owned();
        if let Some(file) = file {
            chosen.clone_from(&file.name);
            let depth = if file.mono { Depth::None } else { depth };
            let base = file.based_on.as_deref().and_then(find);
            for layer in base.iter().chain([&file]) {
                for (role, spec) in &layer.roles {
                    styles[*role as usize] = resolve(spec, depth);
                }
            }
        }
        Self { name: chosen, styles, ascii }
    }

    /// A word that is misspelt: underlined, so that it is told without colour.
    pub fn misspelt(&self) -> Style {
        self.style(Role::Worse).add_modifier(Modifier::UNDERLINED)
    }

    /// The style of a meaning.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The style of a meaning with nothing of what it is drawn over, such as
    /// the reverse video of a selected row.
    pub fn fresh(&self, role: Role) -> Style {
        Style::reset().patch(self.style(Role::Screen)).patch(self.style(role))
    }

    /// The style of a rating's chip, whatever it is drawn over.
    pub fn chip(&self, rating: Rating) -> Style {
        self.fresh(chip_role(rating))
    }

    /// Style of an area in a rating's colour; none where there is no colour, since the
    /// attributes that stand for it are for letters.
    pub fn fill(&self, rating: Rating) -> Option<Style> {
        let chip = self.chip(rating);
        let coloured = chip.bg.is_some_and(|colour| colour != Color::Reset);
        (coloured && rating.is_colour()).then_some(chip)
    }

    /// Style of a rating's bar: the chip's background as its colour. Without colour, the
    /// chip's own attributes would hide the bar.
    pub fn bar(&self, rating: Rating) -> Style {
        match self.chip(rating).bg {
            Some(colour) if rating.is_colour() && colour != Color::Reset => Style::new().fg(colour),
            _ => self.style(Role::Bar),
        }
    }

    /// A rating's symbol and letters: `■ R`, two or three columns and a space.
    pub fn letters(&self, rating: Rating) -> String {
        format!("{} {}", rating.symbol(), rating.letters())
    }

    /// A small sign.
    pub fn glyph(&self, glyph: Glyph) -> &'static str {
        match glyph {
            Glyph::Up => "↑",
            Glyph::Down => "↓",
            Glyph::Level => "→",
            Glyph::Tick => "√",
            Glyph::BarFull => "█",
            Glyph::BarEmpty => "░",
            Glyph::Dot => "·",
            Glyph::Place => "›",
            Glyph::Marked => "•",
        }
    }
}

/// The stand-in for a sign on a terminal that shows only ASCII. Applied to
/// everything drawn, once, so that nothing has to remember it.
pub fn ascii(symbol: &str) -> char {
    match symbol.chars().next().unwrap_or(' ') {
        plain if plain.is_ascii() => plain,
        '─' | '━' | '–' | '—' | '−' | '┄' => '-',
        '╭' | '╮' => '.',
        '╰' | '╯' => '\'',
        '│' | '┃' | '║' => '|',
        '═' => '=',
        '╔' | '╗' | '╚' | '╝' => '#',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => '+',
        '█' | '▇' | '▆' | '▅' | '■' => '#',
        '▄' | '▃' | '▂' | '▁' => '_',
        '░' | '·' => '.',
        '↑' | '▲' => '^',
        '↓' | '▼' => 'v',
        '→' | '›' | '»' => '>',
        '←' | '‹' | '«' => '<',
        '●' | '•' => '*',
        '○' => 'o',
        '◆' => '=',
        '√' | '✓' => '+',
        '…' | '≈' => '~',
        '×' => 'x',
        '÷' => '/',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '£' => 'L',
        'à'..='å' => 'a',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ŵ' => 'w',
        'ŷ' => 'y',
        'ç' => 'c',
        'ñ' => 'n',
        _ => '?',
    }
}

fn chip_role(rating: Rating) -> Role {
    match rating {
        Rating::Red | Rating::NotOnTrack | Rating::OffTrack | Rating::Band1 => Role::Red,
        Rating::RedAmber | Rating::AtRisk | Rating::Band2 => Role::RedAmber,
        Rating::Amber | Rating::Band3 => Role::Amber,
        Rating::GreenAmber | Rating::Band4 => Role::GreenAmber,
        Rating::Green | Rating::OnTrack | Rating::Complete | Rating::Band5 => Role::Green,
        Rating::NotReportable
        | Rating::NotDue
        | Rating::NotCollected
        | Rating::AwaitingData
        | Rating::MonitorOnly
        | Rating::None => Role::NoRating,
    }
}

/// Small signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    Up,
    Down,
    Level,
    Tick,
    BarFull,
    BarEmpty,
    Dot,
    Place,
    Marked,
}

fn resolve(spec: &Spec, depth: Depth) -> Style {
    let mut style = Style::new();
    let attributes = if depth == Depth::None { &spec.mono } else { &spec.with };
    for attribute in attributes {
        style = style.add_modifier(attribute.modifier());
    }
    let place = match depth {
        Depth::True => 0,
        Depth::Indexed => 1,
        Depth::Sixteen => 2,
        Depth::None => return style,
    };
    if let Some(color) = spec.fg.as_ref().and_then(|fg| fg[place].parse::<Color>().ok()) {
        style = style.fg(color);
    }
    if let Some(color) = spec.bg.as_ref().and_then(|bg| bg[place].parse::<Color>().ok()) {
        style = style.bg(color);
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_file_reads_and_gives_every_rating_a_chip() {
        for (_, text) in FILES {
            let file = read(text).unwrap();
            for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
                let theme = Theme::new(&file.name, depth, false);
                assert_eq!(theme.name, file.name);
                let chips: Vec<Style> = [Rating::Red, Rating::RedAmber, Rating::GreenAmber]
                    .iter()
                    .map(|rating| theme.chip(*rating))
                    .collect();
                assert!(chips.iter().all(|chip| *chip != theme.fresh(Role::Text)), "{} {depth:?}", file.name);
                assert!(chips[0] != chips[1] && chips[1] != chips[2], "{} {depth:?}", file.name);
                if depth == Depth::None {
                    assert!(
                        chips
                            .iter()
                            .all(|chip| chip.fg == Some(Color::Reset) && chip.bg == Some(Color::Reset))
                    );
                }
            }
        }
    }

    #[test]
    fn every_colour_in_a_theme_file_is_one_the_terminal_library_reads() {
        for (_, text) in FILES {
            for (role, spec) in read(text).unwrap().roles {
                for colour in spec.fg.iter().chain(&spec.bg).flatten() {
                    assert!(colour.parse::<Color>().is_ok(), "{role:?}: {colour}");
                }
            }
        }
    }
}
