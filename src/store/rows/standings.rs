//! Standings as rows: the one place that knows their columns.

use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, ToSql, params};

use crate::domain::reference::sort_key;
use crate::store::error::StoreError;
use crate::store::history::seal;
use crate::store::rows::codes::{PeriodOut, number_of};
use crate::store::rows::other_names::OtherNames;
use crate::store::search::index::Stale;
use crate::workbook::{Id, Standing};

/// The columns stored for a [`Standing`], texts as they read, and `$more`; rows come from `s`.
macro_rules! columns {
    ($more:literal) => {
        concat!("SELECT s.period, s.indicator_id, s.reference, description.text, kind.text, service.text, owner.text,
                s.unit, s.decimals, covers.text, s.previous, s.target, s.numerator, s.denominator, s.value, s.stated,
                missing.text, s.variance, s.variance_in_units, s.favourable, s.direction, s.movement, s.benchmark,
                s.computed_rating, s.rating, s.overridden, s.review, s.illustrative, s.fingerprint, s.severity, s.adverse, s.sort_key",
            $more,
            "
         FROM standing AS s
         JOIN words AS description ON description.id = s.description
         JOIN words AS kind ON kind.id = s.kind
         JOIN words AS service ON service.id = s.service
         JOIN words AS owner ON owner.id = s.owner
         JOIN words AS covers ON covers.id = s.covers
         JOIN words AS missing ON missing.id = s.missing_because ")
    };
}

const BY_KEY: &str = concat!(
    columns!(
        ",
                -- Whose benchmark it is: the one of that figure that is named, else the one there is.
                CASE WHEN s.benchmark IS NULL THEN '' ELSE ifnull((
                    SELECT b.organisation FROM benchmark AS b
                    JOIN indicator AS i ON i.id = b.indicator_id JOIN workbook AS w
                    WHERE b.indicator_id = s.indicator_id AND b.period = s.period AND b.value = s.benchmark
                    ORDER BY b.organisation = i.compare_with COLLATE NOCASE DESC,
                             b.organisation = w.compare_with COLLATE NOCASE DESC, b.id LIMIT 1), '') END,
                -- Both levels of its theme.
                ifnull((
                    SELECT ifnull(above.name || ' > ', '') || theme.name FROM indicator_theme AS filed
                    JOIN theme ON theme.id = filed.theme_id LEFT JOIN theme AS above ON above.id = theme.parent_id
                    WHERE filed.indicator_id = s.indicator_id), '')
"
    ),
    "WHERE s.period = ?1 AND s.indicator_id = ?2"
);

/// Only what is stored, which is the same since the chain began.
const EACH: &str = concat!(columns!(""), "WHERE s.period = ?1 ORDER BY s.indicator_id");

/// So many columns are stored; whose benchmark it is and its theme are looked up.
const STORED: usize = 32;

/// A row of the columns above.
fn read(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        period: row.get::<_, PeriodOut>(0)?.0,
        indicator_id: row.get(1)?,
        reference: row.get(2)?,
        description: row.get(3)?,
        kind: row.get(4)?,
        service: row.get(5)?,
        owner: row.get(6)?,
        unit: row.get(7)?,
        decimals: row.get(8)?,
        covers: row.get(9)?,
        previous: row.get(10)?,
        target: row.get(11)?,
        numerator: row.get(12)?,
        denominator: row.get(13)?,
        value: row.get(14)?,
        stated: row.get(15)?,
        missing_because: row.get(16)?,
        variance: row.get(17)?,
        variance_in_units: row.get(18)?,
        favourable: row.get(19)?,
        direction: row.get(20)?,
        movement: row.get(21)?,
        benchmark: row.get(22)?,
        computed_rating: row.get(23)?,
        rating: row.get(24)?,
        overridden: row.get(25)?,
        review: row.get(26)?,
        illustrative: row.get(27)?,
        fingerprint: row.get(28)?,
        benchmark_of: row.get(32)?,
        theme: row.get(33)?,
        year_end: None,
        foreseen: None,
    })
}

/// How an indicator stands in a period, if it has a standing there.
pub(crate) fn load(
    connection: &Connection,
    period: i64,
    indicator: Id,
) -> rusqlite::Result<Option<Standing>> {
    Ok(load_all(connection, period, &[indicator]).optional()?.and_then(|mut found| found.pop()))
}

/// Those of several indicators in a period, in the order given.
pub(crate) fn load_all(
    connection: &Connection,
    period: i64,
    indicators: &[Id],
) -> rusqlite::Result<Vec<Standing>> {
    let mut statement = connection.prepare_cached(BY_KEY)?;
    let called = OtherNames::read(connection)?;
    let mut one = |indicator: &Id| statement.query_row([period, *indicator], read);
    let mut found = indicators.iter().map(&mut one).collect::<Result<Vec<_>, _>>()?;
    found.iter_mut().for_each(|standing| called.rename(&mut standing.benchmark_of));
    Ok(found)
}

/// Calls `see` with every standing of a period in the order of the indicators: the indicator and the
/// bytes to be hashed of all its columns, the texts as they read.
pub(crate) fn each_stored(
    connection: &Connection,
    period: i64,
    mut see: impl FnMut(Id, &[u8]) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(EACH)?;
    let mut rows = statement.query([period])?;
    let mut bytes = Vec::new();
    while let Some(row) = rows.next()? {
        bytes.clear();
        seal::encode_row(&mut bytes, row, STORED)?;
        see(row.get(1)?, &bytes)?;
    }
    Ok(())
}

/// The bytes to be hashed of one standing as it is stored; none are added where it is not there.
pub(crate) fn stored_bytes(
    connection: &Connection,
    period: i64,
    indicator: Id,
    bytes: &mut Vec<u8>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(BY_KEY)?;
    let mut rows = statement.query([period, indicator])?;
    match rows.next()? {
        Some(row) => seal::encode_row(bytes, row, STORED),
        None => Ok(()),
    }
}

/// The bytes that [`stored_bytes`] gives where a standing is stored as it is.
pub(crate) fn encode(bytes: &mut Vec<u8>, period: i64, standing: &Standing) -> rusqlite::Result<()> {
    let columns: [&dyn ToSql; STORED] = [
        &period,
        &standing.indicator_id,
        &standing.reference,
        &standing.description,
        &standing.kind,
        &standing.service,
        &standing.owner,
        &standing.unit,
        &standing.decimals,
        &standing.covers,
        &standing.previous,
        &standing.target,
        &standing.numerator,
        &standing.denominator,
        &standing.value,
        &standing.stated,
        &standing.missing_because,
        &standing.variance,
        &standing.variance_in_units,
        &standing.favourable,
        &standing.direction,
        &standing.movement,
        &standing.benchmark,
        &standing.computed_rating,
        &standing.rating,
        &standing.overridden,
        &standing.review,
        &standing.illustrative,
        &standing.fingerprint,
        &standing.rating.severity(),
        &adverse(standing),
        &sort_key(&standing.reference),
    ];
    columns.into_iter().try_for_each(|value| seal::encode_sql(bytes, &value.to_sql()?))
}

/// How far on the wrong side of its target: the second key of worst-first.
/// Rows without a judged variance come last among their equals.
fn adverse(standing: &Standing) -> f64 {
    match (standing.variance, standing.favourable) {
        (Some(amount), Some(true)) => -amount.abs(),
        (Some(amount), Some(false)) => amount.abs(),
        _ => f64::MIN,
    }
}

/// Numbers of texts, with the recent ones remembered.
#[derive(Debug, Default)]
struct Words {
    known: HashMap<String, i64>,
    /// The last of each column: those of an indicator are the same from period to period.
    last: [(String, i64); 6],
}

impl Words {
    /// More than a workbook has services, owners and periods, and little memory.
    const REMEMBERED: usize = 10_000;

    fn number(&mut self, connection: &Connection, column: usize, text: &str) -> rusqlite::Result<i64> {
        let (last, number) = &self.last[column];
        if *number > 0 && last == text {
            return Ok(*number);
        }
        let number = self.look_up(connection, text)?;
        let (last, of) = &mut self.last[column];
        text.clone_into(last);
        *of = number;
        Ok(number)
    }

    fn look_up(&mut self, connection: &Connection, text: &str) -> rusqlite::Result<i64> {
        if let Some(number) = self.known.get(text) {
            return Ok(*number);
        }
        let found: Option<i64> = connection
            .prepare_cached("SELECT id FROM words WHERE text = ?1")?
            .query_row([text], |row| row.get(0))
            .optional()?;
        let number = match found {
            Some(number) => number,
            None => connection.prepare_cached("INSERT INTO words (text) VALUES (?1)")?.insert([text])?,
        };
        if self.known.len() >= Self::REMEMBERED {
            self.known.clear();
        }
        self.known.insert(text.to_owned(), number);
        Ok(number)
    }
}

/// An upsert, not REPLACE: that would delete without telling the triggers that keep the tally.
const PUT: &str =
    "INSERT INTO standing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
    ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)
 ON CONFLICT (period, indicator_id) DO UPDATE SET
    severity = ?3, adverse = ?4, reference = ?5, description = ?6, kind = ?7, service = ?8, owner = ?9,
    unit = ?10, decimals = ?11, covers = ?12, previous = ?13, target = ?14, numerator = ?15,
    denominator = ?16, value = ?17, stated = ?18, missing_because = ?19, variance = ?20,
    variance_in_units = ?21, favourable = ?22, direction = ?23, movement = ?24, benchmark = ?25,
    computed_rating = ?26, rating = ?27, overridden = ?28, review = ?29, illustrative = ?30,
    fingerprint = ?31, sort_key = ?32";

/// Binds every parameter of a statement, each by its own type: of a million rows, a fifth of the time
/// would go into finding out what each value is.
macro_rules! bind_all {
    ($statement:expr, $($value:expr),+ $(,)?) => {{
        let mut at = 0;
        $(
            at += 1;
            $statement.raw_bind_parameter(at, $value)?;
        )+
    }};
}

/// Writes standings, one or a million.
pub(crate) struct Writing<'c> {
    connection: &'c Connection,
    put: CachedStatement<'c>,
    words: Words,
    /// While nobody else counts what is written.
    counted: Option<Counted>,
}

/// How many new standings have been written, by the columns of the tally.
pub(crate) type Counted = HashMap<[i64; 7], i64>;

impl<'c> Writing<'c> {
    pub(crate) fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self { connection, put: connection.prepare_cached(PUT)?, words: Words::default(), counted: None })
    }

    /// Counts what is written from here on, as the triggers do where they are.
    pub(crate) fn count(&mut self) {
        self.counted = Some(Counted::new());
    }

    /// Gives up counting: something has been written in place of something else.
    pub(crate) fn lose_count(&mut self) {
        self.counted = None;
    }

    /// What has been counted; none where the count is lost.
    pub(crate) fn counted(&mut self) -> Option<Counted> {
        self.counted.take()
    }

    /// Puts a standing in place of whatever was there.
    pub(crate) fn put(&mut self, period: i64, standing: &Standing) -> rusqlite::Result<()> {
        let texts = [
            &standing.description,
            &standing.kind,
            &standing.service,
            &standing.owner,
            &standing.covers,
            &standing.missing_because,
        ];
        let mut numbers = [0; 6];
        for (column, text) in texts.into_iter().enumerate() {
            numbers[column] = self.words.number(self.connection, column, text)?;
        }
        let [description, kind, service, owner, covers, missing] = numbers;
        bind_all!(
            self.put,
            period,
            standing.indicator_id,
            standing.rating.severity(),
            adverse(standing),
            &standing.reference,
            description,
            kind,
            service,
            owner,
            standing.unit,
            standing.decimals,
            covers,
            standing.previous,
            standing.target,
            standing.numerator,
            standing.denominator,
            standing.value,
            standing.stated,
            missing,
            standing.variance,
            standing.variance_in_units,
            standing.favourable,
            standing.direction,
            standing.movement,
            standing.benchmark,
            standing.computed_rating,
            standing.rating,
            standing.overridden,
            standing.review,
            standing.illustrative,
            &standing.fingerprint,
            sort_key(&standing.reference),
        );
        self.put.raw_execute()?;
        if let Some(counted) = &mut self.counted {
            let (rating, severity) = (number_of(&standing.rating)?, standing.rating.severity());
            let (direction, review) = (number_of(&standing.direction)?, number_of(&standing.review)?);
            let row = [period, kind, service, rating, direction, review, i64::from(severity)];
            *counted.entry(row).or_default() += 1;
        }
        Ok(())
    }
}

/// Removes a standing, if there is one.
pub(crate) fn remove(connection: &Connection, period: i64, indicator: Id) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM standing WHERE period = ?1 AND indicator_id = ?2")?
        .execute([period, indicator])?;
    Ok(())
}

/// Keeps what a reopened period said about an indicator, under the operation that judges it anew.
pub(crate) fn keep_as_reported(
    connection: &Connection,
    operation: Id,
    period: i64,
    indicator: Id,
    standing: Option<&Standing>,
) -> Result<(), StoreError> {
    let text = standing
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| StoreError::invalid(format!("A standing could not be written down ({error})")))?;
    connection
        .prepare_cached("INSERT OR IGNORE INTO as_reported VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![operation, period, indicator, text])?;
    Ok(())
}

/// Brings back what an operation kept with [`keep_as_reported`].
pub(crate) fn restore_as_reported(
    connection: &Connection,
    operation: Id,
    writing: &mut Writing<'_>,
) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT period, indicator_id, standing FROM as_reported WHERE operation_id = ?1")?;
    let mut rows = statement.query([operation])?;
    let mut stale = Stale::default();
    while let Some(row) = rows.next()? {
        let (period, indicator): (i64, Id) = (row.get(0)?, row.get(1)?);
        stale.note(period, indicator);
        match row.get::<_, Option<String>>(2)? {
            None => remove(connection, period, indicator)?,
            Some(text) => {
                let standing = serde_json::from_str(&text).map_err(|error| {
                    StoreError::damaged(format!("what operation {operation} kept cannot be read ({error})"))
                })?;
                writing.put(period, &standing)?;
            }
        }
    }
    Ok(stale.refresh(connection)?)
}
