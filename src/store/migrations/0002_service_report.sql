-- Format 2: the whole service report: risks, money, commitments, narrative,
-- committee questions, and actions and links about any of them.
--
-- Changed tables are copied, dropped and made anew under their own names, so
-- that the definitions a file holds are exactly the text of the migrations.

 CREATE TEMP TABLE kept_workbook AS SELECT * FROM workbook;
 CREATE TEMP TABLE kept_action AS SELECT * FROM "action";
 CREATE TEMP TABLE kept_change AS SELECT * FROM change;
 CREATE TEMP TABLE kept_sequence AS SELECT * FROM sqlite_sequence WHERE name = 'action';
DROP TABLE "workbook";
DROP TABLE "action";
DROP TABLE change;
DROP TABLE haystack;

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
    risk_threshold INTEGER NOT NULL
) STRICT;
-- Two percent and twelve: what the records begin with.
INSERT INTO "workbook" SELECT *, 2.0, 12 FROM kept_workbook;

-- What an action is about: a table's number of `codes.rs` and a row of it.
CREATE TABLE "action" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
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
    expected_by INTEGER NOT NULL,
    effect INTEGER,
    effect_from INTEGER NOT NULL
) STRICT;
CREATE INDEX action_of_subject ON "action" (subject, subject_id);
-- Copied before the triggers are there: the tally stands already.
INSERT INTO "action"
SELECT id, revision, 2, indicator_id, period, closed_in, description, client_group, owner, due, status, progress,
    expected_effect, expected_value, expected_by, NULL, 0
FROM kept_action;
DELETE FROM sqlite_sequence WHERE name = 'action';
INSERT INTO sqlite_sequence SELECT * FROM kept_sequence;

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

-- History is about anything now; what was there was about indicators.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
    record INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    about INTEGER,
    about_id INTEGER,
    before TEXT,
    after TEXT
) STRICT;
-- As it was, with what it is about told by table and row.
INSERT INTO change
SELECT id, operation_id, record, row_id, iif(indicator_id IS NULL, NULL, 2), indicator_id, before, after
FROM kept_change;

CREATE INDEX change_of_operation ON change (operation_id);
CREATE INDEX change_of_row ON change (record, row_id);
CREATE INDEX change_about ON change (about, about_id, operation_id) WHERE about IS NOT NULL;
CREATE TRIGGER change_is_kept_as_written BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
-- The copies go with the connection; these would stay until then.
DROP TABLE kept_workbook;
DROP TABLE kept_action;
DROP TABLE kept_change;
DROP TABLE kept_sequence;

CREATE TABLE "risk" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    reference TEXT NOT NULL COLLATE NOCASE UNIQUE,
    title TEXT NOT NULL,
    cause TEXT NOT NULL,
    event TEXT NOT NULL,
    consequence TEXT NOT NULL,
    category TEXT NOT NULL,
    service TEXT NOT NULL,
    owner TEXT NOT NULL,
    treatment INTEGER NOT NULL,
    assurance TEXT NOT NULL,
    opened_in INTEGER NOT NULL,
    closed_in INTEGER NOT NULL,
    closed_because TEXT NOT NULL,
    placeholder INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE "assessment" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    risk_id INTEGER NOT NULL REFERENCES "risk" (id),
    period INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    impact INTEGER,
    probability INTEGER,
    stated_score INTEGER,
    stated_label TEXT NOT NULL,
    stated_impact TEXT NOT NULL,
    stated_probability TEXT NOT NULL,
    mapped_impact INTEGER,
    mapped_probability INTEGER,
    reason TEXT NOT NULL,
    illustrative INTEGER NOT NULL,
    UNIQUE (risk_id, kind, period)
) STRICT;

CREATE TABLE "control" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    risk_id INTEGER NOT NULL REFERENCES "risk" (id),
    period INTEGER NOT NULL,
    closed_in INTEGER NOT NULL,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT,
    status INTEGER NOT NULL
) STRICT;
CREATE INDEX control_of_risk ON "control" (risk_id);

CREATE TABLE "matrix" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    period INTEGER NOT NULL UNIQUE,
    definition TEXT NOT NULL
) STRICT;

-- Money is whole pence.
CREATE TABLE "budget_line" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    parent_id INTEGER REFERENCES "budget_line" (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    service TEXT NOT NULL,
    owner TEXT NOT NULL,
    tolerance REAL,
    retired_from INTEGER NOT NULL
) STRICT;
CREATE INDEX budget_line_of_parent ON "budget_line" (parent_id);

CREATE TABLE "budget_amount" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    line_id INTEGER NOT NULL REFERENCES "budget_line" (id),
    period INTEGER NOT NULL,
    original INTEGER,
    revised INTEGER,
    forecast INTEGER,
    stated_variation INTEGER,
    stated_percent REAL,
    comment TEXT NOT NULL,
    rounding INTEGER NOT NULL CHECK (rounding > 0),
    carried INTEGER NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (line_id, period)
) STRICT;

CREATE TABLE "capital_amount" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    line_id INTEGER NOT NULL REFERENCES "budget_line" (id),
    period INTEGER NOT NULL,
    original INTEGER,
    slippage_in INTEGER,
    slippage INTEGER,
    additions INTEGER,
    deletions INTEGER,
    accelerations INTEGER,
    forecast INTEGER,
    slippage_out INTEGER,
    stated_revised INTEGER,
    stated_latest INTEGER,
    stated_variance INTEGER,
    variance_base INTEGER NOT NULL,
    comment TEXT NOT NULL,
    rounding INTEGER NOT NULL CHECK (rounding > 0),
    carried INTEGER NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (line_id, period)
) STRICT;

CREATE TABLE "monthly_amount" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    line_id INTEGER NOT NULL REFERENCES "budget_line" (id),
    period INTEGER NOT NULL,
    budget INTEGER,
    actual INTEGER,
    forecast INTEGER,
    illustrative INTEGER NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (line_id, period)
) STRICT;

CREATE TABLE "saving" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    reference TEXT NOT NULL COLLATE NOCASE UNIQUE,
    description TEXT NOT NULL,
    service TEXT NOT NULL,
    owner TEXT NOT NULL,
    opened_in INTEGER NOT NULL,
    closed_in INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE "saving_position" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    saving_id INTEGER NOT NULL REFERENCES "saving" (id),
    period INTEGER NOT NULL,
    target INTEGER,
    forecast INTEGER,
    status INTEGER NOT NULL,
    comment TEXT NOT NULL,
    UNIQUE (saving_id, period)
) STRICT;

CREATE TABLE "commitment" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    reference TEXT NOT NULL COLLATE NOCASE UNIQUE,
    plan TEXT NOT NULL,
    description TEXT NOT NULL,
    scale INTEGER NOT NULL,
    service TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT,
    position INTEGER NOT NULL,
    opened_in INTEGER NOT NULL,
    closed_in INTEGER NOT NULL,
    placeholder INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE "commitment_rating" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    commitment_id INTEGER NOT NULL REFERENCES "commitment" (id),
    period INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    commentary TEXT NOT NULL,
    path_to_green TEXT NOT NULL,
    illustrative INTEGER NOT NULL,
    UNIQUE (commitment_id, period)
) STRICT;

CREATE TABLE "milestone" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    commitment_id INTEGER NOT NULL REFERENCES "commitment" (id),
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    due TEXT,
    done_on TEXT
) STRICT;
CREATE INDEX milestone_of_commitment ON "milestone" (commitment_id);

CREATE TABLE "section" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    period INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    position INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    action_required TEXT NOT NULL,
    status INTEGER NOT NULL,
    carried_from INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX section_of_period ON "section" (period, kind, position);

CREATE TABLE "meeting" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    held_on TEXT,
    report TEXT NOT NULL,
    resolution TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE "question" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL REFERENCES "meeting" (id),
    position INTEGER NOT NULL,
    asker TEXT NOT NULL,
    page TEXT NOT NULL,
    cited TEXT NOT NULL,
    question TEXT NOT NULL,
    reply TEXT NOT NULL,
    promise TEXT NOT NULL,
    promise_owner TEXT NOT NULL,
    promise_due TEXT,
    promise_sent TEXT,
    resolution TEXT NOT NULL
) STRICT;
CREATE INDEX question_of_meeting ON "question" (meeting_id);

-- Each pair once, in the order of table and row.
CREATE TABLE "link" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    one INTEGER NOT NULL,
    one_id INTEGER NOT NULL,
    other INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (one, one_id, other, other_id),
    CHECK ((one, one_id) < (other, other_id))
) STRICT;
CREATE INDEX link_back ON "link" (other, other_id);

-- What the list's filter searches: the texts of 512 standings to a row, a
-- line each, in lower case; before them what occurs in them, see `sieve.rs`.
-- With a rowid, because in a table without one every look at a key reads the
-- whole row. Filled by `haystack.rs` once the migrations have run.
CREATE TABLE haystack (
    period INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    pairs BLOB NOT NULL,
    longer BLOB NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (period, chunk)
) STRICT;
