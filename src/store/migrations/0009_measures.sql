-- Format 9: one kind of measure in place of a unit, and the organisation that results are
-- compared with.

-- Rows that refer to indicators are looked at when they are all back.
PRAGMA defer_foreign_keys = ON;
 CREATE TEMP TABLE kept_workbook AS SELECT * FROM "workbook";
 CREATE TEMP TABLE kept_indicator AS SELECT * FROM "indicator";
 CREATE TEMP TABLE kept_sequence AS SELECT * FROM sqlite_sequence WHERE name = 'indicator';
DROP TABLE "workbook";
DROP TABLE "indicator";

CREATE TABLE "workbook" (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    uuid TEXT NOT NULL,
    organisation TEXT NOT NULL,
    service TEXT NOT NULL,
    first_month INTEGER NOT NULL CHECK (first_month BETWEEN 1 AND 12),
    scheme TEXT NOT NULL,
    current_period INTEGER NOT NULL,
    review_ratings TEXT NOT NULL,
    note TEXT NOT NULL,
    budget_tolerance REAL NOT NULL,
    risk_threshold INTEGER NOT NULL,
    compare_with TEXT NOT NULL
) STRICT;
INSERT INTO "workbook" SELECT *, '' FROM kept_workbook;

CREATE TABLE "indicator" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    reference TEXT NOT NULL COLLATE NOCASE UNIQUE,
    description TEXT NOT NULL,
    definition TEXT NOT NULL,
    kind TEXT NOT NULL,
    service TEXT NOT NULL,
    owner TEXT NOT NULL,
    officer TEXT NOT NULL,
    portfolio_holder TEXT NOT NULL,
    measure INTEGER NOT NULL,
    unit_name TEXT NOT NULL,
    decimals INTEGER NOT NULL,
    scale REAL NOT NULL,
    counted TEXT NOT NULL,
    polarity TEXT NOT NULL,
    frequency INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    comparator INTEGER NOT NULL,
    compare_with TEXT NOT NULL,
    scheme TEXT NOT NULL,
    tolerance REAL,
    source TEXT NOT NULL,
    retired_from INTEGER NOT NULL,
    retired_because TEXT NOT NULL
) STRICT;
-- As `Measure::of_unit` has it: percent, number (with decimals it is no count), rate, days, weeks,
-- money. The scale stays, so that every result stays what it was.
INSERT INTO "indicator"
SELECT id, revision, reference, description, definition, kind, service, owner, officer, portfolio_holder,
       CASE unit WHEN 0 THEN 0 WHEN 1 THEN iif(decimals = 0, 3, 1) WHEN 2 THEN 2 WHEN 5 THEN 4 ELSE 1 END,
       CASE unit WHEN 3 THEN 'days' WHEN 4 THEN 'weeks' ELSE '' END,
       decimals, scale, counted, polarity, frequency, basis, comparator, '', scheme, tolerance, source,
       retired_from, retired_because
FROM kept_indicator;

DELETE FROM sqlite_sequence WHERE name = 'indicator';
INSERT INTO sqlite_sequence SELECT * FROM kept_sequence;
DROP TABLE kept_workbook;
DROP TABLE kept_indicator;
DROP TABLE kept_sequence;
