//! The pages of a database file, read without SQLite: whatever is damaged, the
//! other pages still say what they hold. The format is that of
//! <https://www.sqlite.org/fileformat2.html>.

use std::cell::RefCell;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use rusqlite::types::Value;

/// A page's number, from 1.
pub(super) type Page = u32;

/// What SQLite makes databases with unless told otherwise, and we do not.
const USUAL_SIZE: usize = 4096;

/// The file as pages.
pub(super) struct Pages {
    file: RefCell<File>,
    size: usize,
    /// How many there are; a last one cut short counts.
    pub count: Page,
    /// What the file says is its format; 0 where it cannot be told.
    pub format: u32,
}

/// A row as it is stored: its number, in tables that have one, and its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StoredRow {
    pub id: Option<i64>,
    pub columns: Vec<Value>,
}

/// What a page of a table or an index holds.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Of a table, and not of an index.
    pub is_table: bool,
    /// Pages below this one.
    pub children: Vec<Page>,
    pub rows: Vec<StoredRow>,
    /// Rows that are not whole.
    pub unreadable: usize,
}

impl Pages {
    /// Looks at a file's size and its header.
    pub(super) fn of(mut file: File) -> std::io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        let mut header = Vec::new();
        Read::by_ref(&mut file).take(100).read_to_end(&mut header)?;
        let number =
            |at: usize| header.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
        let is_whole = header.starts_with(b"SQLite format 3\0");
        let said = header.get(16..18).map_or(0, |two| u16::from_be_bytes([two[0], two[1]]));
        let size = match said {
            1 => 65536,
            size if is_whole && size.is_power_of_two() && size >= 512 => usize::from(size),
            _ => USUAL_SIZE,
        };
        let count = Page::try_from(length.div_ceil(size as u64)).unwrap_or(Page::MAX);
        let format = number(60).filter(|_| is_whole).unwrap_or(0);
        Ok(Self { file: RefCell::new(file), size, count, format })
    }

    /// A page; what the file no longer has is zero.
    fn read(&self, page: Page) -> Option<Vec<u8>> {
        if page == 0 || page > self.count {
            return None;
        }
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(u64::from(page - 1) * self.size as u64)).ok()?;
        let mut bytes = Vec::with_capacity(self.size);
        Read::by_ref(&mut *file).take(self.size as u64).read_to_end(&mut bytes).ok()?;
        bytes.resize(self.size, 0);
        Some(bytes)
    }

    /// What a page holds; none if it is no page of a table or an index, or too damaged to be told.
    pub(super) fn content(&self, page: Page) -> Option<Content> {
        let bytes = self.read(page)?;
        // The first page begins with the header of the file.
        let start = if page == 1 { 100 } else { 0 };
        let kind = *bytes.get(start)?;
        let (is_table, is_leaf) = match kind {
            0x0D => (true, true),
            0x05 => (true, false),
            0x0A => (false, true),
            0x02 => (false, false),
            _ => return None,
        };
        let cells = usize::from(short(&bytes, start + 3)?);
        let pointers = start + if is_leaf { 8 } else { 12 };
        if pointers + 2 * cells > self.size {
            return None;
        }
        let mut content = Content { is_table, ..Content::default() };
        for cell in 0..cells {
            let at = usize::from(short(&bytes, pointers + 2 * cell)?);
            if at < pointers + 2 * cells || at >= self.size {
                content.unreadable += 1;
                continue;
            }
            let mut at = at;
            if !is_leaf {
                content.children.extend(long(&bytes, at));
                at += 4;
            }
            if is_table && !is_leaf {
                continue;
            }
            match self.row(&bytes, at, is_table) {
                Some(row) => content.rows.push(row),
                None => content.unreadable += 1,
            }
        }
        if !is_leaf {
            content.children.extend(long(&bytes, start + 8));
        }
        Some(content)
    }

    fn row(&self, bytes: &[u8], mut at: usize, is_table: bool) -> Option<StoredRow> {
        let length = usize::try_from(varint(bytes, &mut at)?).ok()?;
        let id = if is_table { Some(varint(bytes, &mut at)?) } else { None };
        // Longer than the file can only be damage.
        if length as u64 > u64::from(self.count) * self.size as u64 {
            return None;
        }
        let payload = self.payload(bytes, at, length, is_table)?;
        Some(StoredRow { id, columns: record(&payload)? })
    }

    /// A row's bytes, gathered from the pages they run over to.
    fn payload(&self, bytes: &[u8], at: usize, length: usize, is_table: bool) -> Option<Vec<u8>> {
        let most = if is_table { self.size - 35 } else { (self.size - 12) * 64 / 255 - 23 };
        if length <= most {
            return Some(bytes.get(at..at + length)?.to_vec());
        }
        let least = (self.size - 12) * 32 / 255 - 23;
        let wanted = least + (length - least) % (self.size - 4);
        let here = if wanted <= most { wanted } else { least };
        let mut payload = bytes.get(at..at + here)?.to_vec();
        let mut next = long(bytes, at + here)?;
        while payload.len() < length {
            let more = self.read(next)?;
            next = long(&more, 0)?;
            let wanted = (length - payload.len()).min(self.size - 4);
            payload.extend_from_slice(more.get(4..4 + wanted)?);
        }
        Some(payload)
    }
}

/// The columns of a row.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?).ok()?;
    if header > payload.len() {
        return None;
    }
    let (mut columns, mut body) = (Vec::new(), header);
    while at < header {
        let kind = varint(payload, &mut at)?;
        let mut whole = |bytes: usize| {
            let number = payload.get(body..body + bytes)?;
            body += bytes;
            let sign = if number.first()? & 0x80 == 0 { 0_i64 } else { -1 };
            Some(number.iter().fold(sign, |sum, byte| (sum << 8) | i64::from(*byte)))
        };
        columns.push(match kind {
            0 => Value::Null,
            1..=4 => Value::Integer(whole(usize::try_from(kind).ok()?)?),
            5 => Value::Integer(whole(6)?),
            6 => Value::Integer(whole(8)?),
            7 => Value::Real(f64::from_bits(whole(8)?.cast_unsigned())),
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            12.. => {
                let length = usize::try_from((kind - 12) / 2).ok()?;
                let bytes = payload.get(body..body.checked_add(length)?)?.to_vec();
                body += length;
                match kind % 2 {
                    0 => Value::Blob(bytes),
                    // No text of ours has such a letter: a page of it has been wiped.
                    _ if bytes.contains(&0) => return None,
                    _ => Value::Text(String::from_utf8(bytes).ok()?),
                }
            }
            _ => return None,
        });
    }
    (at == header && body == payload.len()).then_some(columns)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A number of one to nine bytes, seven bits each, of the ninth all eight.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut number = 0_u64;
    for place in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if place == 8 {
            return Some(((number << 8) | u64::from(byte)).cast_signed());
        }
        number = (number << 7) | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some(number.cast_signed());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// Everything SQLite stores comes back as it is, rows that run over many pages too.
    #[test]
    fn rows_are_read_as_sqlite_wrote_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)").unwrap();
        let mut rows: Vec<StoredRow> = Vec::new();
        let numbers =
            [0, 1, -1, 127, -128, 32_767, -8_388_608, i64::from(i32::MAX), 1 << 45, i64::MAX, i64::MIN];
        for (at, number) in numbers.into_iter().enumerate() {
            let text = "é".repeat(at * at * 2_000 + at);
            connection
                .execute(
                    "INSERT INTO t VALUES (?1, ?2, ?3)",
                    rusqlite::params![at as i64 * 1_000, number, text],
                )
                .unwrap();
            rows.push(StoredRow {
                id: Some(at as i64 * 1_000),
                columns: vec![Value::Null, Value::Integer(number), Value::Text(text)],
            });
        }
        connection.execute("INSERT INTO t VALUES (-5, 0.5, x'00ff')", []).unwrap();
        rows.insert(
            0,
            StoredRow {
                id: Some(-5),
                columns: vec![Value::Null, Value::Real(0.5), Value::Blob(vec![0, 255])],
            },
        );
        drop(connection);
        let pages = Pages::of(File::open(&path).unwrap()).unwrap();
        let mut found = Vec::new();
        let mut next = vec![2];
        while let Some(page) = next.pop() {
            let content = pages.content(page).unwrap();
            assert!(content.is_table && content.unreadable == 0);
            found.extend(content.rows);
            next.extend(content.children.iter().rev());
        }
        assert_eq!(found, rows);
        assert!(pages.content(pages.count + 1).is_none());
    }
}
