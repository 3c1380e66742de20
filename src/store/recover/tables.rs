//! Which page belongs to which table: as the file says, and where what says so
//! is damaged, by what its rows look like.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use rusqlite::types::Value;

use super::Far;
use super::pages::{Page, Pages, StoredRow};
use crate::store::error::StoreError;
use crate::store::migrate;

/// A column: what it may hold.
#[derive(Debug, PartialEq, Eq)]
struct Column {
    kind: String,
    may_be_null: bool,
}

/// A table as the format has it.
#[derive(Debug)]
pub(super) struct Shape {
    pub name: String,
    columns: Vec<Column>,
    /// The column that is the row's number.
    id: Option<usize>,
    /// Whether rows have numbers at all; else they are kept as an index is.
    has_ids: bool,
}

impl Shape {
    /// The values to insert for a row; none if it cannot be one of this table.
    pub(super) fn values(&self, row: &StoredRow) -> Option<Vec<Value>> {
        if row.columns.len() != self.columns.len() || row.id.is_some() != self.has_ids {
            return None;
        }
        let mut values = row.columns.clone();
        if let (Some(at), Some(id)) = (self.id, row.id) {
            if values[at] != Value::Null {
                return None;
            }
            values[at] = Value::Integer(id);
        }
        let fits =
            values.iter().zip(&self.columns).all(|(value, column)| match (value, column.kind.as_str()) {
                (Value::Null, _) => column.may_be_null,
                (Value::Integer(_), "INTEGER" | "REAL")
                | (Value::Real(_), "REAL")
                | (Value::Text(_), "TEXT")
                | (Value::Blob(_), "BLOB") => true,
                _ => false,
            });
        fits.then_some(values)
    }
}

/// The tables of a format, in its order, and the pages they begin at in a file made in it.
fn shapes(format: usize) -> rusqlite::Result<(Vec<Shape>, HashMap<String, Page>)> {
    let empty = Connection::open_in_memory()?;
    migrate::build(&empty, &migrate::MIGRATIONS[..format])?;
    let mut statement = empty.prepare(
        "SELECT name, sql, rootpage FROM sqlite_schema
         WHERE type = 'table' AND (name = 'sqlite_sequence' OR name NOT LIKE 'sqlite_%') ORDER BY rowid",
    )?;
    let tables: Vec<(String, String, Page)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut roots = HashMap::new();
    let mut all = Vec::new();
    for (name, sql, root) in tables {
        let mut statement = empty.prepare("SELECT type, \"notnull\", pk FROM pragma_table_info(?1)")?;
        let columns: Vec<(String, bool, i64)> = statement
            .query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let has_ids = !sql.contains("WITHOUT ROWID");
        let keys = columns.iter().filter(|(.., key)| *key > 0).count();
        let id =
            columns.iter().position(|(kind, _, key)| has_ids && keys == 1 && *key > 0 && kind == "INTEGER");
        let columns = columns
            .into_iter()
            .map(|(kind, not_null, key)| match name.as_str() {
                // It has no types of its own.
                "sqlite_sequence" => {
                    Column { kind: if all.is_empty() { kind } else { String::new() }, may_be_null: false }
                }
                _ => Column { kind, may_be_null: !not_null && key == 0 },
            })
            .collect();
        roots.insert(name.clone(), root);
        all.push(Shape { name, columns, id, has_ids });
    }
    if let Some(sequence) = all.iter_mut().find(|shape| shape.name == "sqlite_sequence") {
        sequence.columns =
            ["TEXT", "INTEGER"].map(|kind| Column { kind: kind.to_owned(), may_be_null: false }).into();
    }
    Ok((all, roots))
}

/// The pages of a table, in the order of their rows.
#[derive(Debug, Default, Clone)]
pub(super) struct Found {
    pub pages: Vec<Page>,
    /// Pages of it that cannot be read.
    pub lost: usize,
}

/// A file's tables and their pages.
pub(super) struct Map {
    pub shapes: Vec<Shape>,
    /// For each of them.
    pub found: Vec<Found>,
    /// Rows that could be of several tables.
    pub ambiguous: usize,
}

/// Finds the pages of every table of a format.
pub(super) fn map(pages: &Pages, format: usize, far: &mut Far<'_>) -> Result<Map, StoreError> {
    let (shapes, _) = shapes(format)?;
    let mut below: HashMap<Page, Vec<Page>> = HashMap::new();
    let mut loose: HashSet<Page> = HashSet::new();
    let mut roots: HashMap<String, Page> = HashMap::new();
    for page in 1..=pages.count {
        far.page()?;
        let Some(content) = pages.content(page) else { continue };
        for row in &content.rows {
            if let Some((name, root)) = definition(row)
                && shapes.iter().any(|shape| shape.name == name)
            {
                roots.insert(name.to_owned(), root);
            }
        }
        if content.is_table || !content.rows.is_empty() {
            loose.insert(page);
        }
        if !content.children.is_empty() {
            below.insert(page, content.children);
        }
    }
    let mut found = vec![Found::default(); shapes.len()];
    for (at, shape) in shapes.iter().enumerate() {
        if let Some(root) = roots.get(&shape.name) {
            walk(*root, &below, &mut loose, pages, &mut found[at]);
        }
    }
    // What no table that is known has: whole trees of it, then single pages.
    let children: HashSet<Page> = below
        .iter()
        .filter(|(page, _)| loose.contains(page))
        .flat_map(|(_, below)| below.iter().copied())
        .collect();
    let mut tops: Vec<Page> = loose.iter().copied().filter(|page| !children.contains(page)).collect();
    tops.sort_unstable();
    let made_at: Vec<HashMap<String, Page>> = (1..=format).map(shapes_roots).collect::<Result<_, _>>()?;
    let mut ambiguous = 0;
    for top in tops {
        let mut tree = Found::default();
        walk(top, &below, &mut loose, pages, &mut tree);
        match owner(&tree, top, &shapes, &found, &made_at, pages) {
            Owner::One(at) => {
                found[at].pages.extend(tree.pages);
                found[at].lost += tree.lost;
            }
            Owner::Several(rows) => ambiguous += rows,
            Owner::Nobody => {}
        }
    }
    Ok(Map { shapes, found, ambiguous })
}

fn shapes_roots(format: usize) -> rusqlite::Result<HashMap<String, Page>> {
    Ok(shapes(format)?.1)
}

/// A line of the schema: a table's name and the page it begins at.
fn definition(row: &StoredRow) -> Option<(&str, Page)> {
    match row.columns.as_slice() {
        [Value::Text(kind), Value::Text(name), Value::Text(_), Value::Integer(root), Value::Text(_)]
            if kind == "table" =>
        {
            Some((name, Page::try_from(*root).ok()?))
        }
        _ => None,
    }
}

/// Takes a page and all below it out of the loose ones.
fn walk(
    top: Page,
    below: &HashMap<Page, Vec<Page>>,
    loose: &mut HashSet<Page>,
    pages: &Pages,
    into: &mut Found,
) {
    let mut next = vec![top];
    while let Some(page) = next.pop() {
        if loose.remove(&page) {
            into.pages.push(page);
            next.extend(below.get(&page).into_iter().flatten().rev());
        } else if pages.content(page).is_none() {
            into.lost += 1;
        }
    }
}

enum Owner {
    One(usize),
    /// So many rows cannot be told.
    Several(usize),
    Nobody,
}

/// The table a tree of pages is of, by what its rows look like.
fn owner(
    tree: &Found,
    top: Page,
    shapes: &[Shape],
    found: &[Found],
    made_at: &[HashMap<String, Page>],
    pages: &Pages,
) -> Owner {
    /// Enough to tell by.
    const LOOKED_AT: usize = 200;
    let mut rows: Vec<StoredRow> = Vec::new();
    for page in &tree.pages {
        rows.extend(pages.content(*page).map(|content| content.rows).unwrap_or_default());
        if rows.len() > LOOKED_AT {
            break;
        }
    }
    let fitting = |shape: &Shape| rows.iter().filter(|row| shape.values(row).is_some()).count();
    let most = shapes.iter().map(fitting).max().unwrap_or(0);
    // A few rows may be damaged; where most fit nothing, it is a page of something else.
    if most == 0 || most * 2 < rows.len() {
        return Owner::Nobody;
    }
    let mut can: Vec<usize> = (0..shapes.len()).filter(|&at| fitting(&shapes[at]) == most).collect();
    let began = |at: &usize| made_at.iter().any(|roots| roots.get(&shapes[*at].name) == Some(&top));
    if can.len() > 1 && can.iter().any(began) {
        can.retain(began);
    }
    if can.len() > 1 && can.iter().any(|&at| found[at].pages.is_empty()) {
        can.retain(|&at| found[at].pages.is_empty());
    }
    match can.as_slice() {
        [one] => Owner::One(*one),
        _ => Owner::Several(rows.len()),
    }
}
