-- Format 4: what people put on an indicator's chart: notes on points, and
-- points from which its limits start anew.

CREATE TABLE "chart_mark" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL REFERENCES "indicator" (id),
    period INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (indicator_id, period, kind)
) STRICT;
