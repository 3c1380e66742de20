-- Format 12: organisations as records, the groups they are compared in, and the
-- themes that indicators belong to. Figures of organisations stay in "benchmark",
-- whose key (indicator, period, organisation) answers the comparison of one measure
-- and period; they name their organisation as its record does.

-- `class` as in `codes.rs`; `other_names` are parted by semicolons.
CREATE TABLE "organisation" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    other_names TEXT NOT NULL,
    class INTEGER NOT NULL,
    exists_from TEXT,
    exists_to TEXT,
    merged_into INTEGER REFERENCES "organisation" (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
-- The names that figures have so far, each once however it is spelt; those of nations and regions
-- are averages.
INSERT INTO "organisation" (revision, code, name, other_names, class)
SELECT 1, '', min(organisation), '',
       CASE WHEN lower(min(organisation)) IN ('england', 'wales', 'scotland', 'northern ireland') THEN 7
            WHEN lower(min(organisation)) IN (
                'north east', 'north west', 'yorkshire and the humber', 'east midlands', 'west midlands',
                'east of england', 'eastern', 'london', 'south east', 'south west') THEN 6
            WHEN lower(min(organisation)) IN (
                'shire counties', 'unitary authorities', 'metropolitan districts', 'inner london',
                'outer london', 'london boroughs') THEN 8
            ELSE 0 END
FROM "benchmark" WHERE trim(organisation) <> ''
GROUP BY organisation COLLATE NOCASE ORDER BY min(id);

-- `ours` is 1 where the workbook belongs to the group and not to one council.
CREATE TABLE "organisation_group" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    kind INTEGER NOT NULL,
    position INTEGER NOT NULL,
    neighbours_of INTEGER REFERENCES "organisation" (id),
    year INTEGER NOT NULL,
    ours INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE "group_member" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    group_id INTEGER NOT NULL REFERENCES "organisation_group" (id),
    organisation_id INTEGER NOT NULL REFERENCES "organisation" (id),
    position INTEGER NOT NULL,
    UNIQUE (group_id, organisation_id)
) STRICT;

-- Two levels: a theme with a parent is under one that has none.
CREATE TABLE "theme" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    parent_id INTEGER REFERENCES "theme" (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE
) STRICT;
CREATE UNIQUE INDEX theme_name ON "theme" (ifnull(parent_id, 0), name);

CREATE TABLE "indicator_theme" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    indicator_id INTEGER NOT NULL UNIQUE REFERENCES "indicator" (id),
    theme_id INTEGER NOT NULL REFERENCES "theme" (id),
    position INTEGER NOT NULL
) STRICT;
