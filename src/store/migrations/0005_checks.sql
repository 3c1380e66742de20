-- Format 5: what people have decided about findings of the checks.

-- A finding let stand. `subject` says in which table `subject_id` is; the
-- fingerprint is the figures that disagreed then.
CREATE TABLE "acceptance" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    period INTEGER NOT NULL,
    code TEXT NOT NULL,
    subject INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (period, code, subject, subject_id, field)
) STRICT;

-- A check that the workbook does without.
CREATE TABLE "rule_off" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    code TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- A word that is right in this workbook.
CREATE TABLE "own_word" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    word TEXT NOT NULL COLLATE NOCASE UNIQUE
) STRICT;
