-- Format 15: a forecast is for any period, as it was made in a period, with its parts, how confident it is
-- and why. Those from before are for a year; when they were made was not kept (`made_in` 0).

 CREATE TEMP TABLE kept_forecast AS SELECT * FROM "forecast";
 CREATE TEMP TABLE kept_sequence AS SELECT * FROM sqlite_sequence WHERE name = 'forecast';
DROP TABLE "forecast";

-- Without a value and without parts, an earlier forecast is withdrawn.
CREATE TABLE "forecast" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    made_in INTEGER NOT NULL,
    value REAL,
    numerator REAL,
    denominator REAL,
    confidence INTEGER NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (indicator_id, period, made_in)
) STRICT;
INSERT INTO "forecast"
SELECT id, revision, indicator_id, period, 0, value, NULL, NULL, 0, '' FROM kept_forecast;

DELETE FROM sqlite_sequence WHERE name = 'forecast';
INSERT INTO sqlite_sequence SELECT * FROM kept_sequence;
DROP TABLE kept_forecast;
DROP TABLE kept_sequence;
