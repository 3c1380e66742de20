//! Everything written in a report, piece by piece, with where it stands; and
//! taking texts apart into sentences, words and figures.

use crate::domain::figures::parse_figure;
pub(super) use crate::domain::text::clauses;
use crate::workbook::*;

/// A piece of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub subject: Subject,
    /// What people call the subject.
    pub reference: String,
    /// `reasons`, `action 12`, `text`, `comment`.
    pub field: String,
    /// What it is, in a sentence: "reasons", "action", "comment".
    pub what: &'static str,
    pub text: String,
}

impl Text {
    /// Words of it, as the editor counts them.
    pub fn count(&self) -> usize {
        self.text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
    }
}

/// What is written about an indicator.
pub(super) fn of_indicator(one: &IndicatorMaterial) -> Vec<Text> {
    let text = |field: String, what, text: &str| Text {
        subject: one.indicator.subject(),
        reference: one.indicator.reference.clone(),
        field,
        what,
        text: text.trim().to_owned(),
    };
    let mut texts = Vec::new();
    for words in &one.commentary {
        let (field, what) = match words.kind {
            CommentaryKind::Reasons => ("reasons", "reasons"),
            CommentaryKind::NoActionBecause => {
                ("no_action_because", "sentence that says why there is no action")
            }
            CommentaryKind::RisksAndOpportunities => ("risks_and_opportunities", "risks and opportunities"),
        };
        texts.push(text(field.to_owned(), what, &words.text));
    }
    texts.extend(
        one.open_actions().map(|action| text(format!("action {}", action.id), "action", &action.description)),
    );
    texts.retain(|text| !text.text.is_empty());
    texts
}

/// What is written in the rest of the report.
pub(super) fn of_report(report: &ReportMaterial) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut add = |table, id, reference: &str, field: String, what, text: &str| {
        texts.push(Text {
            subject: Subject { table, id },
            reference: reference.to_owned(),
            field,
            what,
            text: text.trim().to_owned(),
        });
    };
    for section in &report.sections {
        let name = section_name(section);
        add(Table::Section, section.id, &name, "text".to_owned(), "section", &section.text);
        let required = &section.action_required;
        add(Table::Section, section.id, &name, "action_required".to_owned(), "action required", required);
    }
    for row in &report.budget.revenue {
        let comment = row.amount.as_ref().map_or("", |amount| &amount.comment);
        let line = &row.node.line;
        add(Table::BudgetLine, line.id, &line.name, "comment".to_owned(), "comment", comment);
    }
    for row in &report.budget.capital {
        let comment = row.amount.as_ref().map_or("", |amount| &amount.comment);
        let line = &row.node.line;
        add(Table::BudgetLine, line.id, &line.name, "capital_comment".to_owned(), "comment", comment);
    }
    for row in &report.commitments {
        let Some(rating) = report.commitment_ratings.iter().find(|one| one.commitment_id == row.id) else {
            continue;
        };
        let reference = &row.reference;
        add(Table::Commitment, row.id, reference, "commentary".to_owned(), "commentary", &rating.commentary);
        add(
            Table::Commitment,
            row.id,
            reference,
            "path_to_green".to_owned(),
            "path to green",
            &rating.path_to_green,
        );
    }
    for (row, risk) in report.risk_rows() {
        let parts = [("cause", &risk.cause), ("event", &risk.event), ("consequence", &risk.consequence)];
        for (field, text) in parts {
            add(Table::Risk, row.id, &row.reference, field.to_owned(), field, text);
        }
    }
    for control in &report.controls {
        let Some(row) = report.risks.rows.iter().find(|row| row.id == control.risk_id) else { continue };
        let field = format!("control {}", control.id);
        add(Table::Risk, row.id, &row.reference, field, "control", &control.description);
    }
    for action in &report.actions {
        let Subject { table, id } = action.about();
        let field = format!("action {}", action.id);
        add(table, id, &name_of(report, action.about()), field, "action", &action.description);
    }
    texts.retain(|text| !text.text.is_empty());
    texts
}

/// A section by its heading, or by its kind.
pub(super) fn section_name(section: &Section) -> String {
    if section.heading.trim().is_empty() { section.kind.title().to_owned() } else { section.heading.clone() }
}

/// What a subject outside the indicators is called.
pub(super) fn name_of(report: &ReportMaterial, subject: Subject) -> String {
    let Subject { table, id } = subject;
    let found = match table {
        Table::Risk => report.risks.rows.iter().find(|row| row.id == id).map(|row| row.reference.clone()),
        Table::BudgetLine => {
            let revenue = report.budget.revenue.iter().map(|row| &row.node.line);
            let capital = report.budget.capital.iter().map(|row| &row.node.line);
            revenue.chain(capital).find(|line| line.id == id).map(|line| line.name.clone())
        }
        Table::Commitment => {
            report.commitments.iter().find(|row| row.id == id).map(|row| row.reference.clone())
        }
        Table::Section => report.sections.iter().find(|section| section.id == id).map(section_name),
        Table::Question => report.questions.iter().find(|row| row.id == id).map(question_name),
        Table::Saving => {
            let mut savings = report.budget.savings.iter();
            savings.find(|row| row.saving.id == id).map(|row| row.saving.reference.clone())
        }
        _ => None,
    };
    found.unwrap_or_else(|| table.noun().to_owned())
}

/// A question as it is cited, or the beginning of it.
pub(super) fn question_name(row: &QuestionRow) -> String {
    let cited = citation(&row.page, &row.cited);
    if cited.trim().is_empty() { first_words(&row.question, 5) } else { cited }
}

/// The first few words of a text, with … where there are more.
pub(super) fn first_words(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(most).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    format!("{}{more}", first.join(" "))
}

/// The words of a text: runs of letters, digits and what stands inside them (`Carer's`, `in-house`).
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&' | '/')))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// A word of a clause, with the figure it holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Token<'a> {
    /// Without brackets and punctuation around it.
    pub word: &'a str,
    pub figure: Option<f64>,
    pub percent: bool,
    pub money: bool,
}

/// The words of a clause with their figures.
pub(super) fn tokens(clause: &str) -> Vec<Token<'_>> {
    clause
        .split_whitespace()
        .map(|raw| {
            let word =
                raw.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ':' | '"' | '“' | '”'));
            let word = word.trim_end_matches('.');
            let digits = word.chars().any(|c| c.is_ascii_digit());
            Token {
                word,
                figure: digits.then(|| parse_figure(word).ok()).flatten(),
                percent: word.ends_with('%'),
                money: word.starts_with(['£', '-']) && word.contains('£'),
            }
        })
        .filter(|token| !token.word.is_empty())
        .collect()
}

/// Whether the words of a phrase stand one after another from a token on.
pub(super) fn starts_with(tokens: &[Token], phrase: &[&str]) -> bool {
    tokens.len() >= phrase.len()
        && tokens.iter().zip(phrase).all(|(token, word)| token.word.eq_ignore_ascii_case(word))
}
