//! What would embarrass us in committee, found before it does.
//!
//! Each check is one file in a folder for its family and one row of
//! [`CHECKS`]; `quarterdeck check --list` prints the table as their
//! documentation. Checks are pure: they are told a period of the workbook as
//! plain data ([`ReportMaterial`], one [`IndicatorMaterial`] after another)
//! and say what they find. What differs by rounding alone is no finding.
//!
//! Must not know: SQL, files, the terminal, the clock.

mod across;
mod arithmetic;
mod complete;
mod figures;
mod like;
mod phrases;
mod plausible;
mod run;
mod tables;
mod text;
mod writing;

pub use across::{Across, Row};
pub use run::Run;
pub use text::Text;
pub use writing::spelling::{corrected, misspelt};

use crate::workbook::{CheckSeverity, Finding, IndicatorMaterial, ReportMaterial, Subject};

/// What checks have in common, for lists of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    Arithmetic,
    Tables,
    LikeForLike,
    Plausibility,
    Completeness,
    Writing,
}

impl Family {
    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Arithmetic => "Arithmetic",
            Self::Tables => "Tables against each other",
            Self::LikeForLike => "Like for like",
            Self::Plausibility => "Plausibility",
            Self::Completeness => "Completeness",
            Self::Writing => "Writing",
        }
    }
}

/// A check: what it looks for, and how.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Words with hyphens. Decisions are kept under it, so it never changes.
    pub code: &'static str,
    pub family: Family,
    pub severity: CheckSeverity,
    /// What it finds, as the rest of "finds …".
    pub looks_for: &'static str,
    /// What to do about a finding, as a sentence.
    pub to_do: &'static str,
    looks_at: LooksAt,
}

/// What a check is given to look at.
#[derive(Debug, Clone, Copy)]
enum LooksAt {
    /// One indicator after another.
    Each(fn(&ReportMaterial, &IndicatorMaterial, &mut Found)),
    /// One piece of writing after another, whatever it is about.
    Words(fn(&ReportMaterial, &Text, &mut Found)),
    /// The report, and every indicator in short form.
    All(fn(&ReportMaterial, &Across, &mut Found)),
    /// One indicator after another, and then the report.
    Both(fn(&ReportMaterial, &IndicatorMaterial, &mut Found), fn(&ReportMaterial, &Across, &mut Found)),
}

/// Takes what one check says.
#[derive(Debug)]
struct Found<'a> {
    check: &'a Check,
    findings: &'a mut Vec<Finding>,
}

impl Found<'_> {
    /// A finding about one figure or text of a subject: a sentence, what is
    /// stated and what it was compared with.
    fn say(
        &mut self,
        subject: Subject,
        reference: &str,
        field: impl Into<String>,
        message: String,
        stated: impl Into<String>,
        computed: impl Into<String>,
    ) {
        let (stated, computed) = (stated.into(), computed.into());
        self.findings.push(Finding {
            code: self.check.code,
            severity: self.check.severity,
            subject,
            reference: reference.to_owned(),
            field: field.into(),
            page: None,
            message,
            fingerprint: format!("{stated}; {computed}"),
            stated,
            computed,
            to_do: self.check.to_do,
            accepted: None,
            lapsed: None,
        });
    }

    /// The same about an indicator.
    fn about(
        &mut self,
        one: &IndicatorMaterial,
        field: impl Into<String>,
        message: String,
        stated: impl Into<String>,
        computed: impl Into<String>,
    ) {
        self.say(one.indicator.subject(), &one.indicator.reference, field, message, stated, computed);
    }

    /// The same about a piece of writing.
    fn in_text(
        &mut self,
        text: &Text,
        message: String,
        stated: impl Into<String>,
        computed: impl Into<String>,
    ) {
        self.say(text.subject, &text.reference, text.field.clone(), message, stated, computed);
    }
}

/// Every check, in the order their findings are listed within a severity.
pub const CHECKS: &[Check] = &[
    // Arithmetic.
    arithmetic::result::CHECK,
    arithmetic::variance::CHECK,
    arithmetic::travel::CHECK,
    arithmetic::travel_as_printed::CHECK,
    arithmetic::rating::CHECK,
    arithmetic::words::CHECK,
    arithmetic::confidence::CHECK,
    arithmetic::growth::CHECK,
    arithmetic::run_rate::CHECK,
    arithmetic::parts::CHECK,
    arithmetic::budget_variation::CHECK,
    arithmetic::budget_percent::CHECK,
    arithmetic::budget_total::CHECK,
    arithmetic::capital_chain::CHECK,
    arithmetic::capital_variance::CHECK,
    arithmetic::risk_score::CHECK,
    arithmetic::risk_label::CHECK,
    arithmetic::risk_words::CHECK,
    // Tables against each other.
    tables::summary_ratings::CHECK,
    tables::summary_travel::CHECK,
    tables::summary_adds_up::CHECK,
    tables::summary_shares::CHECK,
    tables::headline_money::CHECK,
    tables::money_in_words::CHECK,
    tables::stray_figures::CHECK,
    tables::commitments::CHECK,
    tables::heat_map::CHECK,
    tables::quoted_previous::CHECK,
    tables::quoted_target::CHECK,
    tables::compared_counts::CHECK,
    // Like for like.
    like::travel::CHECK,
    like::previous::CHECK,
    like::definition::CHECK,
    like::target::CHECK,
    // Plausibility.
    plausible::over_all::CHECK,
    plausible::more_than_all::CHECK,
    plausible::whole_counts::CHECK,
    plausible::polarity::CHECK,
    plausible::unit::CHECK,
    plausible::measure::CHECK,
    plausible::jump::CHECK,
    plausible::target_met::CHECK,
    // Completeness.
    complete::no_result::CHECK,
    complete::blank_cell::CHECK,
    complete::no_reasons::CHECK,
    complete::no_action::CHECK,
    complete::bare_actions::CHECK,
    complete::overdue::CHECK,
    complete::no_benchmark::CHECK,
    complete::no_controls::CHECK,
    complete::no_treatment::CHECK,
    complete::no_risk_target::CHECK,
    complete::risk_target::CHECK,
    complete::risk_gap::CHECK,
    complete::promises::CHECK,
    complete::sections::CHECK,
    complete::challenges::CHECK,
    complete::commitments::CHECK,
    complete::variance_comment::CHECK,
    complete::worse_forecast::CHECK,
    // Writing.
    writing::note_to_self::CHECK,
    writing::pointer::CHECK,
    writing::same_as_another::CHECK,
    writing::same_as_before::CHECK,
    writing::no_cause::CHECK,
    writing::foreign_figure::CHECK,
    writing::too_long::CHECK,
    writing::double_word::CHECK,
    writing::abbreviation::CHECK,
    writing::spelling::CHECK,
    writing::lacking_letter::CHECK,
];

/// The check of a code, in any case.
pub fn find(code: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.code.eq_ignore_ascii_case(code.trim()))
}
