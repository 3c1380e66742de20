-- Format 3: figures that other people sent: where each came from, what other
-- organisations report, how files are understood, and returns sent out.

 CREATE TEMP TABLE kept_target AS SELECT * FROM "target";
 CREATE TEMP TABLE kept_benchmark AS SELECT * FROM "benchmark";
 CREATE TEMP TABLE kept_sequence AS SELECT * FROM sqlite_sequence WHERE name IN ('target', 'benchmark');
DROP TABLE "target";
DROP TABLE "benchmark";

CREATE TABLE "target" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    value REAL NOT NULL,
    carried INTEGER NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (indicator_id, period)
) STRICT;
INSERT INTO "target" SELECT *, '' FROM kept_target;

-- `value` is what is published or else worked out; without one it says why.
CREATE TABLE "benchmark" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    numerator REAL,
    denominator REAL,
    value REAL,
    missing_because TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (indicator_id, period, organisation)
) STRICT;
INSERT INTO "benchmark"
SELECT id, revision, indicator_id, period, organisation, NULL, NULL, value, '', '' FROM kept_benchmark;

DELETE FROM sqlite_sequence WHERE name IN ('target', 'benchmark');
INSERT INTO sqlite_sequence SELECT * FROM kept_sequence;
DROP TABLE kept_target;
DROP TABLE kept_benchmark;
DROP TABLE kept_sequence;

-- How a file is understood, as TOML, by the name it was kept under.
CREATE TABLE "mapping" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    definition TEXT NOT NULL
) STRICT;

-- A form sent to an owner for the figures of a period. `version` is the
-- operation it was made from.
CREATE TABLE "return_form" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    period INTEGER NOT NULL,
    owner TEXT NOT NULL,
    file TEXT NOT NULL,
    version INTEGER NOT NULL,
    sent_at TEXT NOT NULL,
    due TEXT,
    collected_at TEXT NOT NULL,
    UNIQUE (period, owner)
) STRICT;

-- What imports added, as runs of rows: each says itself what was added.
CREATE TABLE added (
    id INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
    record INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    about INTEGER,
    about_id INTEGER
) STRICT;
CREATE INDEX added_of_operation ON added (operation_id);
CREATE UNIQUE INDEX added_rows ON added (record, first_id);
CREATE INDEX added_about ON added (about, about_id, operation_id) WHERE about IS NOT NULL;
CREATE TRIGGER added_is_kept_as_written BEFORE UPDATE ON added
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER added_is_never_deleted BEFORE DELETE ON added
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
