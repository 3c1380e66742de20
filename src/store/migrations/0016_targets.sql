-- Format 16: why the target of a year was set as it is, and which roles have signed an indicator off in
-- a period. The target itself stands in "target", under its year.
CREATE TABLE "target_reason" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (indicator_id, period)
) STRICT;

-- `value` and `target` are the figures that were signed.
CREATE TABLE "sign_off" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    role TEXT NOT NULL COLLATE NOCASE,
    signed_on TEXT,
    value REAL,
    target REAL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    UNIQUE (indicator_id, period, role)
) STRICT;
