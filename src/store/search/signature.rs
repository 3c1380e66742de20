//! Which rows of the [search index](crate::store::search::index) a search need not read.
//!
//! Before its text each long row says which letters, pairs, triples and runs
//! of four occur in it, in two and a half kilobytes. What hardly anything
//! contains, a lone `z` or one number of a million, is then looked for in a
//! few rows. A signature may let through too much and never too little; an empty
//! one lets everything through.
//!
//! A search word has no white space in it, so nothing that spans words is kept.

use rusqlite::{Connection, OptionalExtension};

use crate::store::search::index::BETWEEN;

/// Shorter rows are as soon read as their signature.
const MIN_BYTES: usize = 16 * 1024;
/// Letters and digits are told apart, all other bytes fall into groups.
const KINDS: usize = 60;
/// A bit for each kind, then for each pair of them. Few enough to lie with the
/// row's key, so that words of one or two letters read nothing else.
const PAIRS: usize = (64 + KINDS * KINDS).div_ceil(8);
/// What three and four bytes are hashed to: a third of it is taken by ordinary
/// sentences.
const LONGER: usize = 2048;

fn kind(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a'),
        b'0'..=b'9' => 26 + usize::from(byte - b'0'),
        other => 36 + usize::from(other) % (KINDS - 36),
    }
}

/// Calls `pair` and `longer` with the bits of everything that ends at byte `at` of a word.
fn bits_at(word: &[u8], at: usize, mut pair: impl FnMut(usize), mut longer: impl FnMut(usize)) {
    // To the topmost of 32 bits by a multiplication, and of these as many as there is room for.
    let hash = |run: u32| (run.wrapping_mul(0x9e37_79b1) >> (32 - (LONGER * 8).ilog2())) as usize;
    let before = |back: usize| at.checked_sub(back).and_then(|at| word.get(at)).copied();
    let last = word[at];
    pair(kind(last));
    let Some(second) = before(1) else { return };
    pair(64 + kind(second) * KINDS + kind(last));
    let Some(third) = before(2) else { return };
    longer(hash(u32::from_be_bytes([0, third, second, last])));
    let Some(fourth) = before(3) else { return };
    longer(hash(u32::from_be_bytes([fourth, third, second, last])));
}

/// The two parts of a row's signature.
pub(in crate::store) fn of(lines: &str) -> (Vec<u8>, Vec<u8>) {
    if lines.len() < MIN_BYTES {
        return Default::default();
    }
    let (mut pairs, mut longer) = (vec![0; PAIRS], vec![0; LONGER]);
    for word in lines.as_bytes().split(|byte| matches!(byte, b' ' | b'\n') || *byte == BETWEEN as u8) {
        for at in 0..word.len() {
            bits_at(
                word,
                at,
                |bit| pairs[bit / 8] |= 1 << (bit % 8),
                |bit| longer[bit / 8] |= 1 << (bit % 8),
            );
        }
    }
    (pairs, longer)
}

/// What has to be in a row that contains all the words.
struct Wanted {
    pairs: Vec<usize>,
    longer: Vec<usize>,
}

impl Wanted {
    fn of(words: &[String]) -> Self {
        let mut wanted = Self { pairs: Vec::new(), longer: Vec::new() };
        for word in words.iter().map(String::as_bytes) {
            for at in 0..word.len() {
                bits_at(word, at, |bit| wanted.pairs.push(bit), |bit| wanted.longer.push(bit));
            }
        }
        wanted
    }

    /// Whether a row may contain it, as far as its signature tells.
    fn may_be_in(&self, row: &rusqlite::Row<'_>) -> rusqlite::Result<bool> {
        let all = |bits: &[usize], column| -> rusqlite::Result<bool> {
            let sieve = row.get_ref(column)?.as_blob()?;
            Ok(bits.iter().all(|bit| sieve.get(bit / 8).is_none_or(|byte| byte & (1 << (bit % 8)) != 0)))
        };
        Ok(all(&self.pairs, 1)? && (self.longer.is_empty() || all(&self.longer, 2)?))
    }
}

/// The rows that may contain all the words, in order; of all or `among` some.
/// None where there is no word to look for.
pub(in crate::store) fn chunks(
    connection: &Connection,
    period: i64,
    words: &[String],
    among: Option<&[i64]>,
) -> rusqlite::Result<Vec<i64>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = Wanted::of(words);
    // A column that is not named is not read.
    let columns = if wanted.longer.is_empty() { "chunk, pairs" } else { "chunk, pairs, longer" };
    let sql = format!("SELECT {columns} FROM haystack WHERE period = ?1");
    let mut through = Vec::new();
    let mut take = |row: &rusqlite::Row<'_>| -> rusqlite::Result<()> {
        if wanted.may_be_in(row)? {
            through.push(row.get(0)?);
        }
        Ok(())
    };
    if let Some(among) = among {
        let mut statement = connection.prepare_cached(&format!("{sql} AND chunk = ?2"))?;
        for chunk in among {
            statement.query_row([period, *chunk], &mut take).optional()?;
        }
    } else {
        let mut statement = connection.prepare_cached(&format!("{sql} ORDER BY chunk"))?;
        let mut rows = statement.query([period])?;
        while let Some(row) = rows.next()? {
            take(row)?;
        }
    }
    Ok(through)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::generated;
    use crate::store::rows::codes::period_number;
    use crate::store::search::index;
    use crate::store::{Store, migrate};
    use crate::workbook::*;

    fn found(connection: &Connection, period: i64, words: &[String], chunks: &[i64]) -> Vec<Id> {
        let mut ids = Vec::new();
        index::search(connection, period, words, chunks, |id, _| ids.push(id)).unwrap();
        ids
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        /// Rows long and short, of few letters and of many, and words that are in them or nearly.
        #[test]
        fn a_sieve_hides_nothing(
            rows in proptest::collection::vec(("[a-eqz0-9ÄẞİΣ .-]{40}", 1..900_usize, ".{0,12}"), 1..6),
            words in proptest::collection::vec("[a-eqz0-9ÄẞİΣ.-]{1,4}", 0..12),
            pick in proptest::collection::vec((any::<usize>(), 0..40_usize, 1..9_usize), 12),
        ) {
            let connection = Connection::open_in_memory().unwrap();
            migrate::build(&connection, migrate::MIGRATIONS).unwrap();
            for (chunk, (text, times, once)) in rows.iter().enumerate() {
                let mut lines = String::new();
                for _ in 0..*times {
                    index::fold_onto(&mut lines, text);
                    lines.push('\n');
                }
                index::fold_onto(&mut lines, once);
                lines.push('\n');
                let (pairs, longer) = of(&lines);
                let values = rusqlite::params![chunk as i64, pairs, longer, lines];
                connection.execute("INSERT INTO haystack VALUES (1, ?1, ?2, ?3, ?4)", values).unwrap();
            }
            let all: Vec<i64> = (0..rows.len() as i64).collect();
            let mut searches: Vec<String> = words;
            for (row, from, length) in pick {
                let (text, _, once) = &rows[row % rows.len()];
                searches.push(text.chars().skip(from).take(length).collect());
                searches.push(format!("{once} {}", text.chars().take(2).collect::<String>()));
            }
            for search in searches {
                let words = index::words(&search);
                let sieved = chunks(&connection, 1, &words, None).unwrap();
                let expected = found(&connection, 1, &words, &all);
                prop_assert_eq!(&found(&connection, 1, &words, &sieved), &expected, "{}", search);
                let among = chunks(&connection, 1, &words, Some(&all)).unwrap();
                prop_assert_eq!(&among, &sieved);
            }
        }
    }

    #[test]
    fn a_sieve_follows_edits_and_undo() {
        let folder = tempfile::tempdir().unwrap();
        let generated = generated(1100, 1);
        let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
        let path = folder.path().join("report.qd");
        let mut store = Store::create_with(&path, &generated.workbook(), "Generated", &stamp, |bulk| {
            generated.records().try_for_each(|record| bulk.put(record).map(drop))
        })
        .unwrap();
        let here = generated.workbook().current_period.unwrap();
        let period = period_number(here);
        let sieved =
            |store: &Store, text: &str| chunks(&store.connection, period, &index::words(text), None).unwrap();
        let listed = |store: &Store, text: &str| {
            let request = ListRequest {
                period: here,
                sort: SortBy::Reference,
                descending: false,
                filter: Filter { text: text.into(), ..Filter::default() },
                window: Window { start: 0, length: 2000 },
                around: None,
            };
            let Ok(Data::Indicators(list)) = store.answer(&Query::Indicators(request)) else {
                panic!("no list")
            };
            let Ok(Data::Find(hits)) =
                store.answer(&Query::Find { text: text.into(), period: here, limit: 2000 })
            else {
                panic!("no hits")
            };
            let ids: Vec<Id> = list.rows.iter().map(|row| row.indicator_id).collect();
            let mut hits: Vec<Id> = hits.iter().map(|row| row.indicator_id).collect();
            hits.sort_unstable();
            assert_eq!(hits, ids);
            ids
        };
        // The last row is too short for a signature, so it is always read.
        for text in ["z", "qx", "zebra", "9999", "indicator 7777"] {
            assert_eq!((sieved(&store, text), listed(&store, text)), (vec![2], vec![]), "{text}");
        }
        let Ok(Data::Detail(detail)) = store.answer(&Query::Detail { indicator: 700, period: here }) else {
            panic!("no detail")
        };
        let before = listed(&store, "00070");
        let zebra = Indicator { description: "Zebra crossings".into(), ..detail.indicator };
        store.apply(&Change::new("Reword").put(Record::Indicator(zebra)), &stamp).unwrap();
        for text in ["z", "zebra", "crossings zebra"] {
            assert_eq!((sieved(&store, text), listed(&store, text)), (vec![1, 2], vec![700]), "{text}");
        }
        store.undo(&stamp).unwrap();
        assert_eq!((sieved(&store, "z"), listed(&store, "zebra")), (vec![2], vec![]));
        assert_eq!(listed(&store, "00070"), before);
        // Without sieves the answers are the same.
        let texts = ["z", "70", "indicator 1", "0007", "tor 99"];
        let with = texts.map(|text| listed(&store, text));
        store.connection.execute_batch("UPDATE haystack SET pairs = x'', longer = x''").unwrap();
        drop(store);
        let store = Store::open(&path, crate::store::Access::ReadOnly).unwrap();
        assert_eq!(texts.map(|text| listed(&store, text)), with);
        assert_eq!(sieved(&store, "z"), vec![0, 1, 2]);
    }
}
