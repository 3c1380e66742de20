//! Which indicators a filter lets through.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::store::error::StoreError;
use crate::store::rows::codes::number_of;
use crate::store::search::index::{self, LINES};
use crate::workbook::{Filter, Id};

/// A set of indicators: a bit each, so that a million take an eighth of a megabyte.
#[derive(Debug, Default, Clone)]
pub(super) struct Passing {
    /// By `indicator / LINES`, in order; only where there are any.
    chunks: Vec<(i64, [u64; (LINES / 64) as usize])>,
    count: u64,
}

impl Passing {
    /// Adds an indicator. They come in the order of their ids.
    fn add(&mut self, indicator: Id) {
        let chunk = indicator.div_euclid(LINES);
        let (word, bit) = Self::place(indicator);
        if self.chunks.last().is_none_or(|(last, _)| *last != chunk) {
            self.chunks.push((chunk, Default::default()));
        }
        if let Some((_, bits)) = self.chunks.last_mut() {
            bits[word] |= bit;
            self.count += 1;
        }
    }

    fn place(indicator: Id) -> (usize, u64) {
        let at = indicator.rem_euclid(LINES) as usize;
        (at / 64, 1 << (at % 64))
    }

    pub(super) fn contains(&self, indicator: Id) -> bool {
        let (word, bit) = Self::place(indicator);
        self.chunks
            .binary_search_by_key(&indicator.div_euclid(LINES), |(chunk, _)| *chunk)
            .is_ok_and(|at| self.chunks[at].1[word] & bit != 0)
    }

    /// Rows of the search index in which any passed.
    pub(super) fn chunks(&self) -> Vec<i64> {
        self.chunks.iter().map(|(chunk, _)| *chunk).collect()
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Those of them whose texts contain all these words as well.
    pub(super) fn narrowed(
        &self,
        connection: &Connection,
        period: i64,
        words: &[String],
        chunks: &[i64],
    ) -> Result<Self, StoreError> {
        if words.is_empty() {
            return Ok(self.clone());
        }
        let mut narrower = Self::default();
        index::search(connection, period, words, chunks, |indicator, _| {
            if self.contains(indicator) {
                narrower.add(indicator);
            }
        })?;
        Ok(narrower)
    }

    /// Every indicator, in the order of their ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.chunks.iter().flat_map(|(chunk, bits)| {
            (0..LINES)
                .filter(|at| bits[(at / 64) as usize] & (1 << (at % 64)) != 0)
                .map(move |at| chunk * LINES + at)
        })
    }
}

/// Indicators that pass; none when the filter lets everything through. The
/// text is looked for in these rows of the search index.
pub(super) fn passing(
    connection: &Connection,
    period: i64,
    filter: &Filter,
    chunks: &[i64],
) -> Result<Option<Passing>, StoreError> {
    let words = index::words(&filter.text);
    let mut by_text = None;
    if !words.is_empty() {
        let mut found = Passing::default();
        index::search(connection, period, &words, chunks, |indicator, _| found.add(indicator))?;
        by_text = Some(found);
    }
    let (conditions, values) = conditions(period, filter)?;
    if conditions.is_empty() {
        return Ok(by_text);
    }
    let sql = format!(
        "SELECT indicator_id FROM standing WHERE period = ?1 AND {} ORDER BY indicator_id",
        conditions.join(" AND ")
    );
    let mut passing = Passing::default();
    let mut statement = connection.prepare_cached(&sql)?;
    for id in statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))? {
        let id = id?;
        if by_text.as_ref().is_none_or(|found| found.contains(id)) {
            passing.add(id);
        }
    }
    Ok(Some(passing))
}

/// Whether everything that passes a filter passes an earlier one too.
pub(super) fn narrows(earlier: &Filter, filter: &Filter) -> bool {
    let alike = Filter { text: filter.text.clone(), ..earlier.clone() } == *filter;
    alike && index::narrows(&index::words(&earlier.text), &index::words(&filter.text))
}

/// What a filter asks for besides its text, as conditions on a standing, and
/// the values they name; the period is the first.
pub(super) fn conditions(period: i64, filter: &Filter) -> Result<(Vec<String>, Vec<Value>), StoreError> {
    let mut conditions = Vec::new();
    let mut values: Vec<Value> = vec![period.into()];
    let mut among = |column: &str, given: Vec<Value>, of_text: bool| {
        if given.is_empty() {
            return;
        }
        let marks: Vec<String> = (1..=given.len()).map(|at| format!("?{}", values.len() + at)).collect();
        let marks = marks.join(", ");
        conditions.push(if of_text {
            format!("{column} IN (SELECT id FROM words WHERE text IN ({marks}))")
        } else {
            format!("{column} IN ({marks})")
        });
        values.extend(given);
    };
    among("rating", codes(&filter.ratings)?, false);
    among("direction", codes(&filter.directions)?, false);
    among("review", codes(&filter.reviews)?, false);
    among("kind", texts_of(&filter.kinds), true);
    among("service", texts_of(&filter.services), true);
    among("owner", texts_of(&filter.owners), true);
    if let Some(by_theme) = of_themes(&filter.themes, &mut values) {
        conditions.push(by_theme);
    }
    if let Some(among) = &filter.among {
        let ids: Vec<String> = among.ids.iter().map(Id::to_string).collect();
        conditions.push(format!("indicator_id IN ({})", ids.join(", ")));
    }
    Ok((conditions, values))
}

/// Indicators under themes, of which one may be none at all.
fn of_themes(themes: &[String], values: &mut Vec<Value>) -> Option<String> {
    let (none, named): (Vec<&String>, Vec<&String>) = themes.iter().partition(|theme| theme.is_empty());
    let mut either: Vec<String> = Vec::new();
    if !none.is_empty() {
        either.push("indicator_id NOT IN (SELECT indicator_id FROM indicator_theme)".to_owned());
    }
    if !named.is_empty() {
        let marks: Vec<String> = (1..=named.len()).map(|at| format!("?{}", values.len() + at)).collect();
        let marks = marks.join(", ");
        // What is under a theme is of it.
        either.push(format!(
            "indicator_id IN (
                SELECT filed.indicator_id FROM indicator_theme AS filed JOIN theme AS own ON own.id = filed.theme_id
                LEFT JOIN theme AS above ON above.id = own.parent_id
                WHERE above.name IN ({marks}) OR ifnull(above.name || ' > ', '') || own.name IN ({marks}))"
        ));
        values.extend(named.into_iter().map(|name| name.clone().into()));
    }
    (!either.is_empty()).then(|| format!("({})", either.join(" OR ")))
}

fn codes<T: rusqlite::ToSql>(given: &[T]) -> Result<Vec<Value>, StoreError> {
    Ok(given.iter().map(|one| number_of(one).map(Into::into)).collect::<Result<_, _>>()?)
}

fn texts_of(given: &[String]) -> Vec<Value> {
    given.iter().map(|text| text.clone().into()).collect()
}
