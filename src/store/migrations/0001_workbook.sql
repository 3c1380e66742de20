-- Format 1: the workbook.
--
-- Periods are integers that sort by time: year × 1000 + last month of the
-- financial year × 10 + length (1 month, 2 quarter, 3 year), so 2015/16-Q1
-- is 2015032; 0 stands for an empty code. Enumerations are the small
-- integers of `codes.rs`.

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
    note TEXT NOT NULL
) STRICT;

CREATE TABLE "period" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    code INTEGER NOT NULL UNIQUE,
    status INTEGER NOT NULL,
    reopened_because TEXT NOT NULL
) STRICT;

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
    unit INTEGER NOT NULL,
    decimals INTEGER NOT NULL,
    scale REAL NOT NULL,
    counted TEXT NOT NULL,
    polarity TEXT NOT NULL,
    frequency INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    comparator INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    tolerance REAL,
    source TEXT NOT NULL,
    retired_from INTEGER NOT NULL,
    retired_because TEXT NOT NULL
) STRICT;

CREATE TABLE "target" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    value REAL NOT NULL,
    carried INTEGER NOT NULL,
    UNIQUE (indicator_id, period)
) STRICT;

CREATE TABLE "result" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    numerator REAL,
    denominator REAL,
    stated REAL,
    printed TEXT NOT NULL,
    missing_because TEXT NOT NULL,
    status INTEGER NOT NULL,
    covers_from TEXT,
    covers_to TEXT,
    basis INTEGER,
    illustrative INTEGER NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (indicator_id, period)
) STRICT;

CREATE TABLE "forecast" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    value REAL NOT NULL,
    UNIQUE (indicator_id, period)
) STRICT;

CREATE TABLE "rating_override" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    reason TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    UNIQUE (indicator_id, period)
) STRICT;

CREATE TABLE "printed" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
-- Two keys, because NULL never equals NULL in a unique index.
CREATE UNIQUE INDEX printed_of_indicator ON "printed" (indicator_id, period, field) WHERE indicator_id IS NOT NULL;
CREATE UNIQUE INDEX printed_of_report ON "printed" (period, field) WHERE indicator_id IS NULL;

CREATE TABLE "benchmark" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    value REAL NOT NULL,
    UNIQUE (indicator_id, period, organisation)
) STRICT;

CREATE TABLE "commentary" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    text TEXT NOT NULL,
    status INTEGER NOT NULL,
    carried_from INTEGER NOT NULL,
    UNIQUE (indicator_id, period, kind)
) STRICT;

CREATE TABLE "action" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    closed_in INTEGER NOT NULL,
    description TEXT NOT NULL,
    client_group TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT,
    status INTEGER NOT NULL,
    progress TEXT NOT NULL,
    expected_effect TEXT NOT NULL,
    expected_value REAL,
    expected_by INTEGER NOT NULL
) STRICT;
CREATE INDEX action_of_indicator ON "action" (indicator_id);

-- Counts of actions by what makes them open, overdue or unowned; `due` is
-- empty where there is none.
CREATE TABLE action_tally (
    closed_in INTEGER NOT NULL,
    period INTEGER NOT NULL,
    due TEXT NOT NULL,
    unowned INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (closed_in, period, due, unowned)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER action_added AFTER INSERT ON "action" BEGIN
    INSERT INTO action_tally VALUES (new.closed_in, new.period, ifnull(new.due, ''), trim(new.owner) = '', 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER action_removed AFTER DELETE ON "action" BEGIN
    UPDATE action_tally SET count = count - 1
    WHERE (closed_in, period, due, unowned) = (old.closed_in, old.period, ifnull(old.due, ''), trim(old.owner) = '');
    DELETE FROM action_tally
    WHERE (closed_in, period, due, unowned) = (old.closed_in, old.period, ifnull(old.due, ''), trim(old.owner) = '')
      AND count = 0;
END;
CREATE TRIGGER action_changed AFTER UPDATE ON "action" BEGIN
    UPDATE action_tally SET count = count - 1
    WHERE (closed_in, period, due, unowned) = (old.closed_in, old.period, ifnull(old.due, ''), trim(old.owner) = '');
    DELETE FROM action_tally
    WHERE (closed_in, period, due, unowned) = (old.closed_in, old.period, ifnull(old.due, ''), trim(old.owner) = '')
      AND count = 0;
    INSERT INTO action_tally VALUES (new.closed_in, new.period, ifnull(new.due, ''), trim(new.owner) = '', 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TABLE "review" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    state INTEGER NOT NULL,
    reason TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    UNIQUE (indicator_id, period)
) STRICT;

-- History. `undo_top` and `redo_top` say what undo and redo would take up
-- after this operation; `below` is the pointer this operation covered (of the
-- undo chain for an edit or a redo, of the redo chain for an undo). With them
-- neither undo nor redo ever searches.
CREATE TABLE operation (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind INTEGER NOT NULL,
    label TEXT NOT NULL,
    reason TEXT NOT NULL,
    reverses INTEGER REFERENCES operation (id),
    undo_top INTEGER NOT NULL,
    redo_top INTEGER NOT NULL,
    below INTEGER NOT NULL,
    changes INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX operation_reverses ON operation (reverses) WHERE reverses IS NOT NULL;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
    record INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    indicator_id INTEGER,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX change_of_operation ON change (operation_id);
CREATE INDEX change_of_row ON change (record, row_id);
CREATE INDEX change_of_indicator ON change (indicator_id, operation_id) WHERE indicator_id IS NOT NULL;

-- How reopened periods stood before they were judged anew, so that undoing
-- the reopening brings back exactly what was reported. `standing` is NULL
-- where there was no row.
CREATE TABLE as_reported (
    operation_id INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
    period INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL,
    standing TEXT,
    PRIMARY KEY (operation_id, period, indicator_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER operation_is_kept_as_written BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER change_is_kept_as_written BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER as_reported_is_kept_as_written BEFORE UPDATE ON as_reported
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER as_reported_is_never_deleted BEFORE DELETE ON as_reported
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;

-- Texts that many standings share, held once.
CREATE TABLE words (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- How each indicator stands in each period. Everything here is worked out
-- from the tables above, except that closed periods keep what was reported.
CREATE TABLE standing (
    period INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    adverse REAL NOT NULL,
    reference TEXT NOT NULL,
    description INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    service INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    decimals INTEGER NOT NULL,
    covers INTEGER NOT NULL,
    previous REAL,
    target REAL,
    numerator REAL,
    denominator REAL,
    value REAL,
    stated REAL,
    missing_because INTEGER NOT NULL,
    variance REAL,
    variance_in_units INTEGER NOT NULL,
    favourable INTEGER,
    direction INTEGER NOT NULL,
    movement INTEGER NOT NULL,
    benchmark REAL,
    computed_rating INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    overridden INTEGER NOT NULL,
    review INTEGER NOT NULL,
    illustrative INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (period, indicator_id)
) STRICT, WITHOUT ROWID;
-- `review` rides along so that the review queue is read from the index alone.
CREATE INDEX standing_worst_first ON standing (period, severity, adverse DESC, reference, review);

-- What the list's filter searches: the texts of 512 standings to a row, a
-- line each, in lower case.
CREATE TABLE haystack (
    period INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (period, chunk)
) STRICT, WITHOUT ROWID;

-- Counts of standings, so that an overview never counts rows.
CREATE TABLE tally (
    period INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    service INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    review INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (period, kind, service, rating, direction, review, severity)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER standing_added AFTER INSERT ON standing BEGIN
    INSERT INTO tally VALUES (new.period, new.kind, new.service, new.rating, new.direction, new.review, new.severity, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER standing_removed AFTER DELETE ON standing BEGIN
    UPDATE tally SET count = count - 1
    WHERE period = old.period AND kind = old.kind AND service = old.service AND rating = old.rating
      AND direction = old.direction AND review = old.review AND severity = old.severity;
    DELETE FROM tally
    WHERE period = old.period AND kind = old.kind AND service = old.service AND rating = old.rating
      AND direction = old.direction AND review = old.review AND severity = old.severity AND count = 0;
END;
CREATE TRIGGER standing_changed AFTER UPDATE ON standing
WHEN (old.kind, old.service, old.rating, old.direction, old.review, old.severity)
  IS NOT (new.kind, new.service, new.rating, new.direction, new.review, new.severity) BEGIN
    UPDATE tally SET count = count - 1
    WHERE period = old.period AND kind = old.kind AND service = old.service AND rating = old.rating
      AND direction = old.direction AND review = old.review AND severity = old.severity;
    DELETE FROM tally
    WHERE period = old.period AND kind = old.kind AND service = old.service AND rating = old.rating
      AND direction = old.direction AND review = old.review AND severity = old.severity AND count = 0;
    INSERT INTO tally VALUES (new.period, new.kind, new.service, new.rating, new.direction, new.review, new.severity, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;
