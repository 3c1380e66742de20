//! From a key to a command, and from a scope to its hints and help.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::command::{Command, KeyContext, Scope};
use super::key::{Key, KeyCode};
use super::table::{Row, TABLE};

/// Rows by scope and key, parsed once.
fn bindings() -> &'static HashMap<(Scope, Key), Vec<&'static Row>> {
    static BINDINGS: OnceLock<HashMap<(Scope, Key), Vec<&'static Row>>> = OnceLock::new();
    BINDINGS.get_or_init(|| {
        let mut map: HashMap<_, Vec<_>> = HashMap::new();
        for row in TABLE {
            for key in row.keys.iter().filter_map(|text| Key::parse(text).ok()) {
                for scope in row.scopes {
                    map.entry((*scope, key)).or_default().push(row);
                }
            }
        }
        map
    })
}

/// The row a key runs in a scope: the scope's own first, then the global
/// ones. Rows that cannot be used now are found too, so that the reason can
/// be said; where two rows share a key, the usable one wins.
pub fn resolve(scope: Scope, key: Key, facts: &KeyContext) -> Option<&'static Row> {
    let find = |scope: Scope| {
        let rows = bindings().get(&(scope, key))?;
        rows.iter().find(|row| row.unavailable(facts).is_none()).or(rows.first()).copied()
    };
    find(scope).or_else(|| if scope.falls_through() { find(Scope::Global) } else { None })
}

/// Whether a key that nothing else is bound to begins a figure in the cell under the cursor.
pub fn begins_typing(scope: Scope, key: Key, facts: &KeyContext) -> bool {
    let KeyCode::Char(letter) = key.code else { return false };
    let edits = |row: &&&Row| row.command == Command::EditCell;
    let figure = letter.is_ascii_digit() || matches!(letter, '-' | '.' | '(' | '£');
    figure && help(scope).iter().find(edits).is_some_and(|row| row.unavailable(facts).is_none())
}

/// Rows that apply in a scope, its own first; global ones whose every key is
/// taken by the scope are left out.
pub fn help(scope: Scope) -> &'static [&'static Row] {
    static ROWS: OnceLock<HashMap<Scope, Vec<&'static Row>>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let scopes: HashSet<Scope> = TABLE.iter().flat_map(|row| row.scopes.iter().copied()).collect();
        scopes.into_iter().map(|scope| (scope, rows_of(scope))).collect()
    });
    rows.get(&scope).map_or(&[], Vec::as_slice)
}

fn rows_of(scope: Scope) -> Vec<&'static Row> {
    let mut rows: Vec<&'static Row> = TABLE.iter().filter(|row| row.scopes.contains(&scope)).collect();
    if scope.falls_through() {
        let taken: Vec<&str> = rows.iter().flat_map(|row| row.keys.iter().copied()).collect();
        let global = TABLE.iter().filter(|row| {
            row.scopes.contains(&Scope::Global)
                && !row.scopes.contains(&scope)
                && (row.keys.is_empty() || row.keys.iter().any(|key| !taken.contains(key)))
        });
        rows.extend(global);
    }
    rows
}

/// [`help`], usable ones only.
pub fn available(scope: Scope, facts: &KeyContext) -> Vec<&'static Row> {
    help(scope).iter().copied().filter(|row| row.unavailable(facts).is_none()).collect()
}

/// Rows for the footer, most useful first.
pub fn hints(scope: Scope, facts: &KeyContext, typing: bool) -> Vec<&'static Row> {
    // Where there is nothing yet, what adds the first comes before what is done with it.
    let adds = |row: &Row| !facts.row && row.keys.contains(&"A");
    let mut rows: Vec<_> = available(scope, facts)
        .into_iter()
        .filter(|row| {
            (row.footer > 0 || adds(row)) && row.keys_for(typing).next().is_some() && !row.hint.is_empty()
        })
        .collect();
    rows.sort_by_key(|row| if adds(row) { 0 } else { row.footer });
    rows
}
