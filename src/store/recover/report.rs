//! What a recovery found and what is missing, in sentences.

use std::collections::BTreeMap;

/// What came of a recovery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    tables: BTreeMap<String, Counts>,
    /// Rows that could be of several tables, and are in none.
    pub(super) ambiguous: usize,
    pub(super) steps_lost: usize,
    /// Places where the history of a row does not go on from where it was.
    pub(super) gaps: usize,
    /// Rows that say something else than the history says they did last.
    pub(super) altered: usize,
    /// The row about the workbook itself is gone.
    pub(super) about_lost: bool,
    pub(super) publications_lost: Vec<String>,
    findings: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Counts {
    read: usize,
    unreadable: usize,
    pages_lost: usize,
    put_back: usize,
    left_out: usize,
    missing: Vec<i64>,
}

impl Recovered {
    fn of(&mut self, table: &str) -> &mut Counts {
        self.tables.entry(table.to_owned()).or_default()
    }

    pub(super) fn read(&mut self, table: &str, rows: usize, unreadable: usize, pages_lost: usize) {
        let counts = self.of(table);
        counts.read += rows;
        counts.unreadable += unreadable;
        counts.pages_lost += pages_lost;
    }

    pub(super) fn unread(&mut self, table: &str, rows: usize) {
        let counts = self.of(table);
        counts.read = counts.read.saturating_sub(rows);
        counts.unreadable += rows;
    }

    pub(super) fn put_back(&mut self, table: &str) {
        self.of(table).put_back += 1;
    }

    pub(super) fn left_out(&mut self, table: &str) {
        self.of(table).left_out += 1;
    }

    pub(super) fn missing(&mut self, table: &str, ids: Vec<i64>) {
        self.of(table).missing = ids;
    }

    pub(super) fn with_findings(mut self, findings: Vec<String>) -> Self {
        self.findings = findings;
        self
    }

    /// Rows that could be read.
    pub fn rows(&self) -> usize {
        self.tables.values().map(|counts| counts.read).sum()
    }

    /// Whether nothing is known to be missing.
    pub fn is_whole(&self) -> bool {
        self.ambiguous == 0
            && self.steps_lost == 0
            && self.gaps == 0
            && self.altered == 0
            && !self.about_lost
            && self.publications_lost.is_empty()
            && self.findings.is_empty()
            && self.tables.values().all(|counts| {
                let Counts { unreadable, pages_lost, left_out, missing, .. } = counts;
                *unreadable == 0 && *pages_lost == 0 && *left_out == 0 && missing.is_empty()
            })
    }

    /// What was found and what is missing, a line each.
    pub fn lines(&self) -> Vec<String> {
        let listed = |of: fn(&Counts) -> usize| {
            let all: Vec<String> = self
                .tables
                .iter()
                .filter(|(_, counts)| of(counts) > 0)
                .map(|(table, counts)| words(of(counts), table))
                .collect();
            (!all.is_empty()).then(|| all.join(", "))
        };
        let mut lines = vec![format!(
            "{} rows could be read: {}.",
            self.rows(),
            listed(|one| one.read).unwrap_or_default()
        )];
        if self.is_whole() && listed(|one| one.put_back).is_none() {
            lines.push(
                "Nothing is missing. Whether a letter or a figure was altered by the damage cannot be told."
                    .to_owned(),
            );
            return lines;
        }
        if let Some(all) = listed(|one| one.put_back) {
            lines.push(format!("Put back from the history: {all}."));
        }
        for (table, counts) in self.tables.iter().filter(|(_, counts)| !counts.missing.is_empty()) {
            lines.push(format!(
                "Missing: {} (number {}).",
                words(counts.missing.len(), table),
                runs(&counts.missing)
            ));
        }
        if let Some(all) = listed(|one| one.unreadable) {
            lines.push(format!("Rows too damaged to be read: {all}."));
        }
        if let Some(all) = listed(|one| one.pages_lost) {
            lines.push(format!("Whole pages that could not be read: {all}."));
        }
        if let Some(all) = listed(|one| one.left_out) {
            lines.push(format!("Left out, because what they are about is missing: {all}."));
        }
        if self.ambiguous > 0 {
            lines.push(format!("{} rows could not be told to be of one table.", self.ambiguous));
        }
        if self.steps_lost > 0 {
            lines.push(format!("{} steps of the history could not be read.", self.steps_lost));
        }
        if self.gaps > 0 {
            lines.push(format!(
                "In {} places the history does not go on from where it was: what lay between could not be read.",
                self.gaps
            ));
        }
        if self.altered > 0 {
            lines.push(format!(
                "{} rows do not say what the history says they did last: the last step has both.",
                self.altered
            ));
        }
        if self.about_lost {
            lines.push(
                "The names of the council and the service are missing: set them with `quarterdeck settings`."
                    .to_owned(),
            );
        }
        for publication in &self.publications_lost {
            lines.push(format!(
                "Published, and left out because its document could not be read: {publication}."
            ));
        }
        lines.extend(self.findings.iter().map(|finding| format!("Still wrong: {finding}.")));
        lines
    }
}

/// So many rows of a table, as people say it.
fn words(count: usize, table: &str) -> String {
    let (one, many) = match table {
        "change" => ("change of the history", "changes of the history"),
        "operation" => ("step of the history", "steps of the history"),
        "added" => ("run of imported rows", "runs of imported rows"),
        "as_reported" => ("rating as first reported", "ratings as first reported"),
        "frozen" => ("published document", "published documents"),
        other => {
            return format!(
                "{count} {} {}",
                other.replace('_', " "),
                if count == 1 { "row" } else { "rows" }
            );
        }
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "3, 7 to 9".
fn runs(numbers: &[i64]) -> String {
    const SHOWN: usize = 12;
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let more = if runs.len() > SHOWN { format!(" and {} more", runs.len() - SHOWN) } else { String::new() };
    let shown: Vec<String> = runs
        .iter()
        .take(SHOWN)
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first} to {last}") })
        .collect();
    format!("{}{more}", shown.join(", "))
}
