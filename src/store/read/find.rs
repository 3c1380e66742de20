//! Indicators by part of their reference or description.

use rusqlite::Connection;

use super::known_period;
use crate::domain::Period;
use crate::domain::reference::sort_key;
use crate::store::error::StoreError;
use crate::store::rows::standings;
use crate::store::search::{index, signature};
use crate::workbook::{Id, Standing};

/// Those whose reference is the text come first, then those it begins, then
/// those it is part of, then those found by their description.
pub(super) fn answer(
    connection: &Connection,
    text: &str,
    period: Period,
    limit: u32,
) -> Result<Vec<Standing>, StoreError> {
    let number = known_period(connection, period)?;
    let words = index::words(text);
    let whole = words.join(" ");
    let limit = limit as usize;
    let mut best: Vec<(u8, String, Id)> = Vec::new();
    let mut worst_kept: Option<(u8, String)> = None;
    let chunks = signature::chunks(connection, number, &words, None)?;
    index::search(connection, number, &words, &chunks, |id, line| {
        let (reference, rest) = line.split_once(index::BETWEEN).unwrap_or((line, ""));
        let description = rest.split(index::BETWEEN).next().unwrap_or_default();
        let nearness = if reference == whole {
            0
        } else if reference.starts_with(&whole) {
            1
        } else if reference.contains(&whole) {
            2
        } else if words.iter().all(|word| reference.contains(word) || description.contains(word)) {
            3
        } else {
            return;
        };
        let key = sort_key(reference);
        if worst_kept.as_ref().is_some_and(|(kept, other)| (*kept, other) < (nearness, &key)) {
            return;
        }
        best.push((nearness, key, id));
        // Thinned out now and then, so that a word in every line costs no memory.
        if best.len() >= limit.saturating_mul(2).max(64) {
            best.sort_unstable();
            best.truncate(limit);
            worst_kept = best.last().map(|(nearness, key, _)| (*nearness, key.clone()));
        }
    })?;
    best.sort_unstable();
    best.truncate(limit);
    let ids: Vec<Id> = best.into_iter().map(|(_, _, id)| id).collect();
    Ok(standings::load_all(connection, number, &ids)?)
}
