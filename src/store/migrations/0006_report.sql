-- Format 6: reports as they were published. The content is kept under its
-- checksum, written once, so that no undo and no later change can alter it.

CREATE TABLE "publication" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    period INTEGER NOT NULL,
    template TEXT NOT NULL,
    version INTEGER NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    bands TEXT NOT NULL,
    checksum TEXT NOT NULL,
    pages TEXT NOT NULL,
    changes TEXT NOT NULL,
    UNIQUE (period, template, version)
) STRICT;

CREATE TABLE "frozen" (
    checksum TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;
CREATE TRIGGER frozen_stays BEFORE UPDATE ON "frozen"
BEGIN
    SELECT raise(ABORT, 'what was published stays as it was');
END;
CREATE TRIGGER frozen_is_kept BEFORE DELETE ON "frozen"
BEGIN
    SELECT raise(ABORT, 'what was published stays as it was');
END;
