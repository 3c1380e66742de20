-- Format 8: the history as a chain, so that a row, a step or a publication
-- that was altered outside the program is told from one that was not.

-- Where the chain begins, and where it goes on after the format of the rows
-- has changed: everything there was is sealed then. `after_operation` is the
-- last step there was, 0 in a new workbook.
CREATE TABLE chain_start (
    id INTEGER PRIMARY KEY,
    after_operation INTEGER NOT NULL,
    format INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- One for every step: a hash (SHA-256) of the one before and of all that the
-- step wrote, see `chain.rs`.
CREATE TABLE chain_link (
    operation_id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;

-- What rows said of which no line of the history says it: those a workbook
-- was made with, those an import added, and all there were when the chain
-- began (`operation_id` is NULL then). `record` is a table's number of
-- `codes.rs`, or -1 for the standings of a closed period, whose number
-- `first_id` then is. `marks` has four bytes for each row.
CREATE TABLE seal (
    id INTEGER PRIMARY KEY,
    start_id INTEGER NOT NULL,
    operation_id INTEGER,
    record INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    digest BLOB NOT NULL,
    marks BLOB NOT NULL
) STRICT;
CREATE INDEX seal_of_operation ON seal (operation_id, start_id);
CREATE INDEX seal_of_rows ON seal (start_id, record, first_id);

CREATE TRIGGER chain_start_is_kept_as_written BEFORE UPDATE ON chain_start
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER chain_start_is_never_deleted BEFORE DELETE ON chain_start
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER chain_link_is_kept_as_written BEFORE UPDATE ON chain_link
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER chain_link_is_never_deleted BEFORE DELETE ON chain_link
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER seal_is_kept_as_written BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
CREATE TRIGGER seal_is_never_deleted BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END;
