//! Letters that no font of the report has.

use super::*;
use crate::domain::letters::{code, lacking};

pub(in crate::checks) const CHECK: Check = Check {
    code: "letter-not-printed",
    family: Family::Writing,
    severity: CheckSeverity::Warning,
    looks_for: "letters, in words or names, that no font of the report has: they are printed as their codes, such as \
                [U+4E2D]",
    to_do: "Write it with the letters of European alphabets, or see that the code in brackets will do.",
    looks_at: LooksAt::Both(look_at_names, look),
};

/// Letters named in one finding.
const NAMED: usize = 3;

/// “中” (printed as [U+4E2D]); none where every letter can be printed.
fn told(text: &str) -> Option<String> {
    let letters = lacking(text);
    let named: Vec<String> =
        letters.iter().take(NAMED).map(|c| format!("“{c}” (printed as {})", code(*c))).collect();
    match letters.len().saturating_sub(NAMED) {
        _ if letters.is_empty() => None,
        0 => Some(named.join(", ")),
        more => Some(format!("{} and {more} more", named.join(", "))),
    }
}

fn message(what: &str, letters: &str) -> String {
    format!("No font of the report has these letters of the {what}: {letters}.")
}

fn look_at_names(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let indicator = &one.indicator;
    let names = [
        ("reference", &indicator.reference),
        ("description", &indicator.description),
        ("owner", &indicator.owner),
        ("service", &indicator.service),
    ];
    for (field, text) in names {
        if let Some(letters) = told(text) {
            found.about(one, field, message(field, &letters), letters, "");
        }
    }
}

/// Names outside the indicators, and everything written.
fn look(report: &ReportMaterial, across: &Across, found: &mut Found) {
    let mut names: Vec<(Subject, String, &str, &str)> = Vec::new();
    let workbook = report.subject();
    names.push((workbook, "Workbook".to_owned(), "organisation", &report.workbook.organisation));
    names.push((workbook, "Workbook".to_owned(), "service", &report.workbook.service));
    for row in &report.risks.rows {
        let subject = Subject { table: Table::Risk, id: row.id };
        names.push((subject, row.reference.clone(), "title", &row.title));
    }
    let revenue = report.budget.revenue.iter().map(|row| &row.node.line);
    for line in revenue.chain(report.budget.capital.iter().map(|row| &row.node.line)) {
        let subject = Subject { table: Table::BudgetLine, id: line.id };
        names.push((subject, line.name.clone(), "name", &line.name));
    }
    for row in &report.commitments {
        let subject = Subject { table: Table::Commitment, id: row.id };
        names.push((subject, row.reference.clone(), "description", &row.description));
    }
    for row in &report.questions {
        let subject = Subject { table: Table::Question, id: row.id };
        names.push((subject, text::question_name(row), "question", &row.question));
    }
    for section in &report.sections {
        let subject = Subject { table: Table::Section, id: section.id };
        names.push((subject, text::section_name(section), "heading", &section.heading));
    }
    for (subject, reference, field, text) in names {
        if let Some(letters) = told(text) {
            found.say(
                subject,
                &reference,
                format!("letters of {field}"),
                message(field, &letters),
                letters,
                "",
            );
        }
    }
    for text in &across.texts {
        if let Some(letters) = told(&text.text) {
            found.in_text(text, message(text.what, &letters), letters, "");
        }
    }
}
