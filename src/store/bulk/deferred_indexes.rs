//! What keeps standings in order and counted, taken down while very many are
//! written and put back after: sorting and counting once is several times
//! cheaper than keeping up with each.

use rusqlite::Connection;

use crate::store::rows::standings::Counted;

/// Index and triggers of standings that are not there for now.
pub(in crate::store) struct DeferredIndexes {
    definitions: Vec<String>,
}

impl DeferredIndexes {
    /// As many standings are worth it.
    const MIN_ROWS: i64 = 20_000;

    /// Takes them down where `coming` standings are about to be written, and where that is most of
    /// what there will be.
    pub(in crate::store) fn defer_for(
        connection: &Connection,
        coming: i64,
    ) -> rusqlite::Result<Option<Self>> {
        if coming < Self::MIN_ROWS {
            return Ok(None);
        }
        let there: i64 =
            connection.query_row("SELECT ifnull(sum(count), 0) FROM tally", [], |row| row.get(0))?;
        if coming < there / 2 { Ok(None) } else { Self::drop_indexes(connection).map(Some) }
    }

    /// Takes them down.
    pub(in crate::store) fn drop_indexes(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare(
            "SELECT type, name, sql FROM sqlite_schema
             WHERE tbl_name = 'standing' AND type IN ('index', 'trigger') AND sql IS NOT NULL",
        )?;
        let parts: Vec<(String, String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        for (kind, name, _) in &parts {
            connection.execute_batch(&format!("DROP {kind} \"{name}\""))?;
        }
        Ok(Self { definitions: parts.into_iter().map(|(_, _, sql)| sql).collect() })
    }

    /// Puts the very same definitions back. What has been written meanwhile was `counted`, or else
    /// everything is counted anew.
    pub(in crate::store) fn rebuild(
        self,
        connection: &Connection,
        counted: Option<Counted>,
    ) -> rusqlite::Result<()> {
        match counted {
            Some(counted) => {
                let mut add = connection.prepare(
                    "INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                     ON CONFLICT DO UPDATE SET count = count + ?8",
                )?;
                for ([period, kind, service, rating, direction, review, severity], count) in counted {
                    add.execute([period, kind, service, rating, direction, review, severity, count])?;
                }
            }
            None => connection.execute_batch(
                "DELETE FROM tally;
                 INSERT INTO tally
                 SELECT period, kind, service, rating, direction, review, severity, count(*) FROM standing
                 GROUP BY 1, 2, 3, 4, 5, 6, 7",
            )?,
        }
        self.definitions.iter().try_for_each(|sql| connection.execute_batch(sql))
    }
}
