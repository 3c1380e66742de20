-- Format 7: lists in the order in which people count, H2 before H10: a key for
-- each reference, as `domain::reference` makes it. `sort_key` is a function of
-- ours while the migration runs.

 CREATE TEMP TABLE kept_standing AS SELECT * FROM standing;
DROP TABLE standing;

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
    sort_key TEXT NOT NULL,
    PRIMARY KEY (period, indicator_id)
) STRICT, WITHOUT ROWID;
INSERT INTO standing SELECT *, sort_key(reference) FROM kept_standing;
DROP TABLE kept_standing;
-- `review` rides along so that the review queue is read from the index alone.
CREATE INDEX standing_worst_first ON standing (period, severity, adverse DESC, sort_key, review);

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
