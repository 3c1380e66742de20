//! The lines of the palette: which match, in which order, and how each is drawn.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use super::{Among, Does};
use crate::domain::Period;
use crate::input::{Command, Group, Key, KeyContext, Row};
use crate::ui::frame::{clip, line};
use crate::ui::inert::{cell, inert_line, width};
use crate::ui::list::mark;
use crate::ui::marks::{around, places, words};
use crate::ui::theme::{Role, Theme};
use crate::workbook::{FoundWords, Standing, Subject, SubjectName, Table};

/// How the groups are headed, in the order they are listed.
const GROUPS: [(Group, &str); 6] = [
    (Group::Job, "This screen"),
    (Group::Edit, "Change"),
    (Group::View, "See"),
    (Group::Workbook, "Workbook"),
    (Group::Program, "Program"),
    (Group::Move, "Move"),
];

/// Letters shown before words that were found.
const AROUND: usize = 18;

/// A line of the palette.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) does: Does,
    text: String,
    /// Keys, as the key table writes them, or what the line is.
    keys: Vec<&'static str>,
    note: String,
    /// Positions of matched letters, counted in graphemes.
    matched: Vec<u32>,
}

impl Entry {
    fn heading(text: &str) -> Self {
        Self {
            does: Does::Nothing,
            text: text.to_owned(),
            keys: Vec::new(),
            note: String::new(),
            matched: Vec::new(),
        }
    }

    /// Draws the line: words, then a reason or the keys at the right.
    pub(super) fn draw(&self, selected: bool, theme: &Theme, row: Rect, buffer: &mut Buffer) {
        if self.does == Does::Nothing {
            line(&self.text, theme.style(Role::Title), row, buffer);
            return;
        }
        let refused = matches!(self.does, Does::Refuses(_));
        let mut text = theme.style(if refused { Role::Dim } else { Role::Text });
        let (mut note, mut matched) = (theme.style(Role::Dim), theme.style(Role::Matched));
        if selected {
            text = mark(theme, row, buffer);
            note = text;
            // Over the reversed row only the letters' weight is kept, not their colour.
            matched = text.patch(theme.style(Role::Strong)).patch(text).add_modifier(matched.add_modifier);
        }
        let right = match self.does {
            Does::Refuses(reason) => reason.to_owned(),
            _ if !self.note.is_empty() => self.note.clone(),
            _ => self.keys.iter().map(|key| label(key, theme)).collect::<Vec<_>>().join("  "),
        };
        let room = usize::from(row.width.saturating_sub(3));
        let need = width(&inert_line(&self.text));
        // The words come first, but a reason is told apart by half a line of it.
        let right = clip(&right, room.saturating_sub(need + 2).max(room / if refused { 2 } else { 3 }));
        let wide = width(&right) as u16;
        let right_area = Rect { x: row.right().saturating_sub(wide), width: wide.min(row.width), ..row };
        line(&right, note, right_area, buffer);
        let end = right_area.x.saturating_sub(1).max(row.x);
        let mut x = row.x + 2.min(row.width);
        let letters = self.text.graphemes(true).count();
        for (at, grapheme) in self.text.graphemes(true).enumerate() {
            let (shown, wide) = cell(grapheme);
            let wide = wide as u16;
            let more = at + 1 < letters;
            if x + wide + u16::from(more) > end {
                if x < end {
                    line("…", text, Rect { x, width: 1, ..row }, buffer);
                }
                break;
            }
            let style = if self.matched.contains(&(at as u32)) { matched } else { text };
            buffer.set_stringn(x, row.y, &shown, usize::from(wide), style);
            x += wide;
        }
    }
}

/// A key as lists write it: arrows as arrows where they can be shown.
pub(in crate::screens) fn label(text: &str, theme: &Theme) -> String {
    match Key::parse(text) {
        Ok(key) if theme.ascii => key.to_string(),
        Ok(key) => key.glyph(),
        Err(_) => text.to_owned(),
    }
}

/// Finds letters in words, in order but not side by side.
pub(super) struct Finder {
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Default for Finder {
    fn default() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }
}

impl Finder {
    fn score(&mut self, pattern: &Pattern, text: &str) -> Option<(u32, Vec<u32>)> {
        let mut found = Vec::new();
        let score = pattern.indices(Utf32Str::new(text, &mut self.buffer), &mut self.matcher, &mut found)?;
        found.sort_unstable();
        found.dedup();
        Some((score, found))
    }

    /// The lines for what is sought.
    pub(super) fn entries(
        &mut self,
        among: Among,
        text: &str,
        rows: &[(&'static Row, Vec<&'static str>)],
        screens: &[(char, &'static str)],
        (found, others, written): (&[Standing], &[SubjectName], &[FoundWords]),
        facts: &KeyContext,
    ) -> Vec<Entry> {
        let pattern = Pattern::new(text, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut out = Vec::new();
        if !found.is_empty() && among != Among::Commands {
            out.push(Entry::heading("Indicators"));
            for standing in found {
                let words = format!("{}  {}", standing.reference, standing.description);
                // The workbook found it by its own rule; marking letters is only a help.
                let matched = self.score(&pattern, &words).map(|(_, found)| found).unwrap_or_default();
                let note = if standing.rating.is_colour() {
                    format!("{} {}", crate::workbook::figures::rating(standing), standing.owner)
                } else {
                    standing.owner.clone()
                };
                let note = note.trim().to_owned();
                out.push(Entry {
                    does: Does::Open(Subject { table: Table::Indicator, id: standing.indicator_id }),
                    text: words,
                    keys: Vec::new(),
                    note,
                    matched,
                });
            }
        }
        if !others.is_empty() && among != Among::Commands {
            out.push(Entry::heading("Elsewhere"));
            for name in others {
                let words = format!("{}  {}", name.reference, name.title).trim().to_owned();
                let matched = self.score(&pattern, &words).map(|(_, found)| found).unwrap_or_default();
                out.push(Entry {
                    does: Does::Open(name.subject),
                    text: words,
                    keys: Vec::new(),
                    note: name.subject.table.noun().to_owned(),
                    matched,
                });
            }
        }
        let named = |one: &FoundWords| {
            one.record == one.about.subject
                && (found.iter().any(|standing| {
                    one.record == Subject { table: Table::Indicator, id: standing.indicator_id }
                }) || others.iter().any(|name| name.subject == one.record))
                && [&one.about.reference, &one.about.title].contains(&&one.text)
        };
        let written: Vec<Entry> = (0..)
            .zip(written)
            .filter(|(_, one)| !named(one))
            .map(|(at, one)| of_words(at, one, text))
            .collect();
        if !written.is_empty() && among != Among::Commands {
            out.push(Entry::heading("In what is written"));
            out.extend(written);
        }
        if among == Among::Indicators {
            return out;
        }
        let commands: Vec<(Group, Entry)> =
            rows.iter().map(|(row, keys)| (row.group, of_row(row, keys, facts))).collect();
        let places: Vec<Entry> =
            (0..).zip(screens).map(|(at, screen)| of_screen(at, *screen, facts)).collect();
        if text.is_empty() {
            for (group, title) in GROUPS {
                let mut lines =
                    commands.iter().filter(|(of, _)| *of == group).map(|(_, entry)| entry.clone()).peekable();
                if lines.peek().is_some() {
                    out.push(Entry::heading(title));
                    out.extend(lines);
                }
                if group == Group::View && !places.is_empty() {
                    out.push(Entry::heading("Go to"));
                    out.extend(places.iter().cloned());
                }
            }
            return out;
        }
        let mut scored: Vec<(bool, u32, Entry)> = Vec::new();
        for mut entry in commands.into_iter().map(|(_, entry)| entry).chain(places) {
            if let Some((score, matched)) = self.score(&pattern, &entry.text) {
                entry.matched = matched;
                scored.push((matches!(entry.does, Does::Refuses(_)), score, entry));
            }
        }
        // What can be run now first; then the better match.
        scored.sort_by_key(|(refused, score, _)| (*refused, std::cmp::Reverse(*score)));
        if !scored.is_empty() && !out.is_empty() {
            out.push(Entry::heading("Commands"));
        }
        out.extend(scored.into_iter().map(|(_, _, entry)| entry));
        out
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn of_row(row: &'static Row, keys: &[&'static str], facts: &KeyContext) -> Entry {
    let does = row.unavailable(facts).map_or(Does::Run(row.command), Does::Refuses);
    Entry { does, text: capital(row.title), keys: keys.to_vec(), note: String::new(), matched: Vec::new() }
}

fn of_screen(at: u8, (key, title): (char, &'static str), facts: &KeyContext) -> Entry {
    let does = if facts.workbook { Does::Run(Command::Go(at)) } else { Does::Refuses("no workbook is open") };
    Entry {
        does,
        text: format!("Go to {title}"),
        keys: Vec::new(),
        note: key.to_string(),
        matched: Vec::new(),
    }
}

/// Words that were found, with what is around them; at the right what they are about.
fn of_words(at: usize, one: &FoundWords, sought: &str) -> Entry {
    let sought = words(sought);
    let label = format!("{}: ", one.label);
    let text = format!("{label}{}", around(&one.text, &sought, AROUND));
    let before = |to: usize| text[..to].graphemes(true).count() as u32;
    let marks = places(&text[label.len()..], &sought).into_iter();
    let matched = marks.flat_map(|(from, to)| before(label.len() + from)..before(label.len() + to)).collect();
    let period = one.period.map(Period::title);
    let note: Vec<String> =
        std::iter::once(one.whose()).chain(period).filter(|part| !part.is_empty()).collect();
    Entry { does: Does::Read(at), text, keys: Vec::new(), note: note.join(", "), matched }
}
