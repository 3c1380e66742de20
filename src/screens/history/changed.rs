//! What a change did to the rows it touched, as text: only what differs.

use ratatui::style::Style;
use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::dates::format_date;
use crate::domain::money::{MoneyUnit, say_money};
use crate::ui::diff::{self, Kind};
use crate::ui::inert::{inert, width};
use crate::ui::theme::{Role, Theme};
use crate::workbook::restoring::row_name;
use crate::workbook::schema::{FIELDS, infos, is_hidden};
use crate::workbook::{OperationDetail, PENCE_FIELDS, Record};

/// A value longer than this, in either version, is shown as a text.
const LONG: usize = 44;
/// Unchanged words kept before and after a changed place.
const AROUND: usize = 14;

/// Words, and what became of them.
type Spans = Vec<(Kind, String)>;

/// A piece of what changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// What a row is about, and what happened to it.
    Row(String),
    /// A short field: before and after.
    Field {
        label: String,
        before: Option<String>,
        after: Option<String>,
    },
    /// A long text begins.
    Text(String),
    /// Words in both versions.
    Same(String),
    /// Words that were there before, or are there now; those that differ are marked.
    Was(Spans),
    Is(Spans),
    Note(String),
    Blank,
}

fn fields(record: Option<&Record>) -> serde_json::Map<String, Value> {
    // A record is written as one member named after its table.
    let value = record.and_then(|record| serde_json::to_value(record).ok());
    match value {
        Some(Value::Object(outer)) => match outer.into_iter().next() {
            Some((_, Value::Object(inner))) => inner,
            _ => serde_json::Map::new(),
        },
        _ => serde_json::Map::new(),
    }
}

fn shown(value: &Value, coded: bool) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
        Value::String(text) if coded => text.replace('_', " "),
        Value::String(text) => {
            let day = (text.len() == 10)
                .then(|| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
                .flatten();
            day.map_or_else(|| text.clone(), format_date)
        }
        Value::Array(items) => items.iter().map(|item| shown(item, coded)).collect::<Vec<_>>().join(", "),
        Value::Object(parts) => parts.values().map(|part| shown(part, coded)).collect::<Vec<_>>().join(" "),
    }
}

/// The fields that differ between two versions, as people call them.
fn differences(before: Option<&Record>, after: Option<&Record>) -> Vec<(String, String, String)> {
    let (old, new) = (fields(before), fields(after));
    let described = before.or(after).map_or_else(Vec::new, |record| infos(record.table()));
    let described = |name: &String| described.iter().enumerate().find(|(_, info)| info.code == name);
    let is_shown = |name: &&String| described(name).is_some_and(|(_, info)| info.alone) || !is_hidden(name);
    let mut names: Vec<&String> = old.keys().chain(new.keys()).filter(is_shown).collect();
    let general = |name: &String| FIELDS.iter().enumerate().find(|(_, (known, _))| known == name);
    let place = |name: &String| {
        described(name).map(|(at, _)| at).or_else(|| general(name).map(|(at, _)| at)).unwrap_or(FIELDS.len())
    };
    names.sort_by(|one, other| (place(one), one).cmp(&(place(other), other)));
    names.dedup();
    let mut out = Vec::new();
    for name in names {
        let (title, coded) = match (described(name), general(name)) {
            (Some((_, info)), _) => (info.label.to_owned(), info.is_coded()),
            (None, Some((_, (_, title)))) => {
                (title.trim_end_matches([' ', '*']).to_owned(), title.ends_with('*'))
            }
            (None, None) => (name.replace('_', " "), false),
        };
        let text = |map: &serde_json::Map<String, Value>| match map.get(name) {
            Some(Value::Number(pence)) if PENCE_FIELDS.contains(&name.as_str()) => {
                pence.as_i64().map(|pence| say_money(pence, MoneyUnit::Pounds)).unwrap_or_default()
            }
            value => value.map(|value| shown(value, coded)).unwrap_or_default(),
        };
        let (was, is) = (text(&old), text(&new));
        if was != is {
            out.push((title, was, is));
        }
    }
    out
}

/// Everything an operation changed.
pub(super) fn blocks(detail: &OperationDetail) -> Vec<Block> {
    let mut out = Vec::new();
    for change in &detail.changes {
        if !out.is_empty() {
            out.push(Block::Blank);
        }
        let did = match (&change.before, &change.after) {
            (None, Some(_)) => ", added",
            (Some(_), None) => ", removed",
            _ => "",
        };
        out.push(Block::Row(format!("{}{did}", row_name(change))));
        let found = differences(change.before.as_ref(), change.after.as_ref());
        if found.is_empty() {
            out.push(Block::Note("nothing that is shown differs".to_owned()));
        }
        for (label, was, is) in found {
            if was.len().max(is.len()) > LONG || was.contains('\n') || is.contains('\n') {
                out.push(Block::Text(label));
                text_blocks(&was, &is, &mut out);
            } else {
                let side = |text: String| (!text.is_empty()).then_some(text);
                out.push(Block::Field { label, before: side(was), after: side(is) });
            }
        }
    }
    let left = detail.operation.changes.saturating_sub(detail.changes.len() as u64);
    if left > 0 && out.is_empty() {
        // The first filling of a workbook is not kept row by row.
        out.push(Block::Note(format!(
            "{left} rows were stored in one go; there is nothing before them to compare."
        )));
    } else if left > 0 {
        out.push(Block::Blank);
        out.push(Block::Note(format!("and {left} more rows")));
    }
    if out.is_empty() {
        out.push(Block::Note("This change touched no rows.".to_owned()));
    }
    out
}

/// Without the spaces that only parted it from what came before.
fn trimmed(mut side: Spans) -> Spans {
    side.retain(|(_, text)| !text.is_empty());
    if let Some((_, first)) = side.first_mut() {
        *first = first.trim_start_matches(' ').to_owned();
    }
    side
}

fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Two versions of a text: unchanged words shortened, changed places as what was and what is.
fn text_blocks(was: &str, is: &str, out: &mut Vec<Block>) {
    let segments = diff::words(was, is);
    let (mut old, mut new) = (Spans::new(), Spans::new());
    let flush = |old: &mut Spans, new: &mut Spans, out: &mut Vec<Block>| {
        for (side, block) in
            [(std::mem::take(old), Block::Was as fn(_) -> _), (std::mem::take(new), Block::Is)]
        {
            if side.iter().any(|(_, text)| !text.trim().is_empty()) {
                out.push(block(trimmed(side)));
            }
        }
    };
    for (at, (kind, text)) in segments.iter().enumerate() {
        match kind {
            Kind::Removed => old.push((*kind, text.clone())),
            Kind::Added => new.push((*kind, text.clone())),
            // A word or two between changes is read with them, not apart.
            Kind::Same
                if words_in(text) <= 2
                    && !text.contains('\n')
                    && at + 1 < segments.len()
                    && !(old.is_empty() && new.is_empty()) =>
            {
                old.push((*kind, text.clone()));
                new.push((*kind, text.clone()));
            }
            Kind::Same => {
                flush(&mut old, &mut new, out);
                let short = shortened(text, at == 0, at + 1 == segments.len());
                if !short.trim().is_empty() {
                    out.push(Block::Same(short));
                }
            }
        }
    }
    flush(&mut old, &mut new, out);
}

/// Unchanged words, the middle of a long run left out.
fn shortened(text: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= AROUND * 2 + 6 {
        return text.to_owned();
    }
    // What is far from any change is left out.
    let head = if first { 0 } else { AROUND };
    let tail = if last { 0 } else { AROUND };
    format!("{} … {}", words[..head].join(" "), words[words.len() - tail..].join(" "))
}

/// A line on screen: text and how it looks.
pub(super) type Line = Vec<(String, Style)>;

/// Lays the blocks out for a width.
pub(super) fn lay_out(blocks: &[Block], theme: &Theme, room: u16) -> Vec<Line> {
    let room = usize::from(room.max(12));
    let style = |role| theme.style(role);
    let mut out: Vec<Line> = Vec::new();
    let mut flow = |sign: &str, sign_style: Style, spans: Vec<(String, Style)>| {
        for mut line in wrap(&spans, room - 2) {
            line.insert(0, (format!("{sign:<2}"), sign_style));
            out.push(line);
        }
    };
    for block in blocks {
        match block {
            Block::Blank => flow("", style(Role::Text), vec![(String::new(), style(Role::Text))]),
            Block::Row(text) => flow("", style(Role::Text), vec![(text.clone(), style(Role::Title))]),
            Block::Text(label) => flow("", style(Role::Text), vec![(label.clone(), style(Role::Dim))]),
            Block::Note(text) => flow("", style(Role::Text), vec![(text.clone(), style(Role::Dim))]),
            Block::Same(text) => {
                flow("", style(Role::Text), vec![(text.trim().to_owned(), style(Role::Text))])
            }
            Block::Was(spans) | Block::Is(spans) => {
                let (sign, role) =
                    if matches!(block, Block::Was(_)) { ("-", Role::Removed) } else { ("+", Role::Added) };
                let spans = spans
                    .iter()
                    .map(|(kind, text)| {
                        (text.clone(), style(if *kind == Kind::Same { Role::Text } else { role }))
                    })
                    .collect();
                // The sign says it without any style.
                flow(sign, style(Role::Strong), spans);
            }
            Block::Field { label, before, after } => {
                let arrow = if theme.ascii { " -> " } else { " → " };
                let mut spans = vec![(format!("{label:<14}  "), style(Role::Dim))];
                spans.extend(before.iter().map(|text| (text.clone(), style(Role::Removed))));
                if before.is_some() && after.is_some() {
                    spans.push((arrow.to_owned(), style(Role::Strong)));
                }
                spans.extend(after.iter().map(|text| (text.clone(), style(Role::Added))));
                let sign = match (before, after) {
                    (Some(_), Some(_)) => "",
                    (Some(_), None) => "-",
                    _ => "+",
                };
                flow(sign, style(Role::Strong), spans);
            }
        }
    }
    out
}

/// Wraps styled text at words; words too long for a line are cut between graphemes.
fn wrap(spans: &[(String, Style)], room: usize) -> Vec<Line> {
    let mut out = vec![Line::new()];
    let mut used = 0;
    for (text, style) in spans {
        for (at, paragraph) in inert(text).split('\n').enumerate() {
            if at > 0 {
                out.push(Line::new());
                used = 0;
            }
            for piece in paragraph.split_word_bounds() {
                let wide = width(piece);
                if used + wide > room && used > 0 {
                    out.push(Line::new());
                    used = 0;
                    if piece.trim().is_empty() {
                        continue;
                    }
                }
                for part in cut(piece, room) {
                    let wide = width(&part);
                    if used + wide > room && used > 0 {
                        out.push(Line::new());
                        used = 0;
                    }
                    used += wide;
                    if let Some(line) = out.last_mut() {
                        match line.last_mut() {
                            Some((text, known)) if known == style => text.push_str(&part),
                            _ => line.push((part, *style)),
                        }
                    }
                }
            }
        }
    }
    out
}

fn cut(piece: &str, room: usize) -> Vec<String> {
    if width(piece) <= room {
        return vec![piece.to_owned()];
    }
    let mut parts = vec![String::new()];
    for grapheme in piece.graphemes(true) {
        if let Some(last) = parts.last_mut() {
            if width(last) + width(grapheme) > room {
                parts.push(grapheme.to_owned());
            } else {
                last.push_str(grapheme);
            }
        }
    }
    parts
}
