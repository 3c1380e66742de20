//! Going through a period: the report, then its indicators a few at a time,
//! so that whoever else needs the thread gets it in between.

use std::collections::{HashMap, HashSet};

use super::{Across, CHECKS, Found, LooksAt, Row, Text, text};
use crate::domain::reference::sort_key;
use crate::workbook::*;

/// What identifies a finding from one run to the next.
type Key = (String, Subject, String);

/// A run of the checks over one period.
#[derive(Debug)]
pub struct Run {
    report: ReportMaterial,
    off: HashSet<&'static str>,
    across: Across,
    findings: Vec<Finding>,
}

impl Run {
    /// Begins with the report itself; its indicators follow.
    pub fn new(report: ReportMaterial) -> Self {
        let off = CHECKS
            .iter()
            .map(|check| check.code)
            .filter(|code| report.rules_off.iter().any(|rule| rule.code == *code))
            .collect();
        let mut run = Self { report, off, across: Across::default(), findings: Vec::new() };
        let texts = text::of_report(&run.report);
        run.read(texts);
        run
    }

    /// Looks at some more indicators.
    pub fn indicators(&mut self, some: &[IndicatorMaterial]) {
        for one in some {
            for check in CHECKS.iter().filter(|check| !self.off.contains(check.code)) {
                if let LooksAt::Each(look) | LooksAt::Both(look, _) = check.looks_at {
                    look(&self.report, one, &mut Found { check, findings: &mut self.findings });
                }
            }
            self.across.rows.push(Row::of(one));
            self.read(text::of_indicator(one));
        }
    }

    fn read(&mut self, texts: Vec<Text>) {
        for text in texts {
            for check in CHECKS.iter().filter(|check| !self.off.contains(check.code)) {
                if let LooksAt::Words(look) = check.looks_at {
                    look(&self.report, &text, &mut Found { check, findings: &mut self.findings });
                }
            }
            self.across.texts.push(text);
        }
    }

    /// Looks at everything together, and at what has been decided before.
    pub fn finish(mut self) -> CheckReport {
        for check in CHECKS.iter().filter(|check| !self.off.contains(check.code)) {
            if let LooksAt::All(look) | LooksAt::Both(_, look) = check.looks_at {
                look(&self.report, &self.across, &mut Found { check, findings: &mut self.findings });
            }
        }
        let decided: HashMap<Key, &Acceptance> = self
            .report
            .acceptances
            .iter()
            .map(|one| ((one.code.clone(), one.about(), one.field.clone()), one))
            .collect();
        let mut pages: HashMap<String, u32> = HashMap::new();
        for place in &self.report.pages.anchors {
            pages.entry(place.name.to_lowercase()).or_insert(place.page);
        }
        for finding in &mut self.findings {
            finding.page = pages.get(&finding.reference.to_lowercase()).copied();
            let key = (finding.code.to_owned(), finding.subject, finding.field.clone());
            let Some(accepted) = decided.get(&key).map(|one| (*one).clone()) else { continue };
            if accepted.fingerprint == finding.fingerprint {
                finding.accepted = Some(accepted);
            } else {
                finding.lapsed = Some(accepted);
            }
        }
        let place: HashMap<&str, usize> =
            CHECKS.iter().enumerate().map(|(at, check)| (check.code, at)).collect();
        self.findings.sort_by_cached_key(|finding| {
            (place.get(finding.code).copied(), sort_key(&finding.reference), finding.field.clone())
        });
        let ReportMaterial { period, rules_off, words, .. } = self.report;
        CheckReport::new(period, self.findings, rules_off, words)
    }
}
