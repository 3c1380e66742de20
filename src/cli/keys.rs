//! `quarterdeck keys`: every key, from the one table that the screens use.

use std::collections::BTreeSet;

use super::{Context, Failure, Out, Value};
use crate::input::grammar::GRAMMAR;
use crate::input::{Group, Row, Scope, TABLE};
use crate::screens::SCREENS;

/// Print every key and command of the screens
///
/// For example: quarterdeck keys
#[derive(Debug, clap::Args)]
pub struct Args {
    /// As Markdown tables
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// As JSON, for programs
    #[arg(long)]
    json: bool,
}

/// What each letter means everywhere, then the keys of each place, in the order they are met: where one
/// moves, then where one types.
pub(super) fn parts() -> Vec<(&'static str, Vec<Line>)> {
    let scopes: BTreeSet<Scope> = TABLE.iter().flat_map(|row| row.scopes.iter().copied()).collect();
    let letters = GRAMMAR.iter().map(|letter| Line {
        keys: letter.key.to_owned(),
        title: letter.meaning.to_owned(),
        group: "letter",
    });
    let mut parts = vec![("One letter, one meaning everywhere", letters.collect())];
    parts.extend(scopes.into_iter().map(|scope| (scope.title(), lines(scope))));
    parts.retain(|(_, lines)| !lines.is_empty());
    parts
}

/// A key's line: the keys, and what they do.
pub(super) struct Line {
    pub(super) keys: String,
    pub(super) title: String,
    group: &'static str,
}

/// Prints the keys.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    if args.json {
        let mut rows = Vec::new();
        for (title, lines) in parts() {
            rows.extend(lines.into_iter().map(|line| {
                Value::Object(vec![
                    ("where", title.into()),
                    (
                        "keys",
                        Value::List(
                            line.keys.split(", ").filter(|key| !key.is_empty()).map(Value::from).collect(),
                        ),
                    ),
                    ("does", line.title.into()),
                    ("group", line.group.into()),
                ])
            }));
        }
        return out.json(&Value::List(rows));
    }
    let mut first = true;
    for (title, lines) in parts() {
        if !first {
            out.gap()?;
        }
        first = false;
        if args.markdown {
            out.line(&format!("### {title}"))?;
            out.gap()?;
            out.line("| Key | What it does |")?;
            out.line("| --- | --- |")?;
            for line in &lines {
                out.line(&format!("| {} | {} |", marked(&line.keys), line.title.replace('|', "\\|")))?;
            }
            continue;
        }
        out.line(title)?;
        let widest = lines.iter().map(|line| line.keys.chars().count()).max().unwrap_or(0);
        for line in &lines {
            let keys = if line.keys.is_empty() { "(:)" } else { &line.keys };
            if context.plain {
                out.line(&format!("{keys}: {}", line.title))?;
            } else {
                out.line(&format!("  {keys:widest$}  {}", line.title))?;
            }
        }
    }
    Ok(())
}

/// The keys that work in a place, screens first.
fn lines(scope: Scope) -> Vec<Line> {
    let screens = SCREENS.iter().filter(|_| scope == Scope::Global).map(|screen| Line {
        keys: screen.key.to_string(),
        title: format!("go to {}", screen.title),
        group: group(Group::Move),
    });
    let line =
        |row: &Row| Line { keys: row.keys.join(", "), title: row.title.to_owned(), group: group(row.group) };
    screens.chain(TABLE.iter().filter(|row| row.scopes.contains(&scope)).map(line)).collect()
}

fn group(group: Group) -> &'static str {
    match group {
        Group::Job => "job",
        Group::Move => "move",
        Group::View => "view",
        Group::Edit => "edit",
        Group::Workbook => "workbook",
        Group::Program => "program",
    }
}

/// Keys as code, a bar among them escaped; the palette where there is none.
fn marked(keys: &str) -> String {
    if keys.is_empty() {
        return "`:` and its name".to_owned();
    }
    keys.split(", ").map(|key| format!("`{}`", key.replace('|', "\\|"))).collect::<Vec<_>>().join(" ")
}
