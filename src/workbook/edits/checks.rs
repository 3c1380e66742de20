//! What is decided about findings of the checks: accepted, or open again; checks turned off, words that
//! are right.

use crate::domain::Period;
use crate::workbook::{Acceptance, Change, Finding, OwnWord, Record, RuleOff, Table};

impl Finding {
    /// Lets it stand, for a reason.
    pub fn accept(&self, period: Period, reason: &str, by: &str, at: &str) -> Change {
        let earlier = self.accepted.as_ref().or(self.lapsed.as_ref());
        let label = format!("Accept {}: {}", self.reference, self.code);
        Change::new(label).because(reason).put(Record::Acceptance(Acceptance {
            id: earlier.map_or(0, |one| one.id),
            revision: earlier.map_or(0, |one| one.revision),
            period,
            code: self.code.to_owned(),
            subject: self.subject.table,
            subject_id: self.subject.id,
            field: self.field.clone(),
            fingerprint: self.fingerprint.clone(),
            reason: reason.to_owned(),
            by: by.to_owned(),
            at: at.to_owned(),
        }))
    }

    /// Takes the acceptance back; none where there is none.
    pub fn reopen(&self) -> Option<Change> {
        let accepted = self.accepted.as_ref()?;
        let label = format!("No longer accept {}: {}", self.reference, self.code);
        Some(Change::new(label).remove(Table::Acceptance, accepted.id, accepted.revision))
    }
}

/// Turns a check off for this workbook, or on again where it is off.
pub fn switch_rule(code: &str, off: &[RuleOff], reason: &str, by: &str, at: &str) -> Change {
    match off.iter().find(|rule| rule.code == code) {
        Some(rule) => {
            Change::new(format!("Turn the check {code} on")).remove(Table::RuleOff, rule.id, rule.revision)
        }
        None => {
            Change::new(format!("Turn the check {code} off")).because(reason).put(Record::RuleOff(RuleOff {
                id: 0,
                revision: 0,
                code: code.to_owned(),
                reason: reason.to_owned(),
                by: by.to_owned(),
                at: at.to_owned(),
            }))
        }
    }
}

/// Adds a word that is right in this workbook.
pub fn add_word(word: &str) -> Change {
    let record = OwnWord { id: 0, revision: 0, word: word.to_owned() };
    Change::new(format!("Take “{word}” as a word")).put(Record::OwnWord(record))
}
