//! The sample workbook, and workbooks of any size for trying things out.
//!
//! Must not know: SQL, files, the terminal, the clock. The data files under
//! `assets/sample` are compiled in; what comes out are plain records.
//!
//! # The data files
//!
//! TOML, meant to be read and edited by people. A word that is not known is
//! an error naming the file, the table and the reference, so that a slip of
//! the pen is found at once. Dates are written `"2015-06-30"`, periods
//! `"2015/16-Q1"` or `"2015/16"`; every period used must be listed in
//! `workbook.toml`.
//!
//! ## `workbook.toml`
//!
//! `organisation`, `service`, `first_month`, `scheme`, `current_period`,
//! `review_ratings` and `note`, then `[periods]`: a line for each period with
//! its status, `open`, `closed` or `published`.
//!
//! ## `adults.toml`, `action-plans.toml`: the indicators of a service
//!
//! At the top, what holds for the whole file:
//!
//! | key | meaning |
//! | --- | --- |
//! | `service` | service of every indicator that names none |
//! | `period` | period that printed cells, words, actions and overrides belong to |
//! | `source` | the document the figures come from |
//! | `portfolio_holder` | of every indicator that names none |
//! | `[printed]` | cells of the report's own tables, verbatim, by field name |
//!
//! Then one `[[indicator]]` after another, in the order of the report:
//!
//! ```toml
//! [[indicator]]
//! reference = "AC/S4"
//! description = "Percentage of adults with learning disabilities in paid employment"
//! definition = "What is counted, and out of what."
//! kind = "Strategic"
//! owner = "Head of Learning Disabilities"   # a role; also officer, portfolio_holder, service
//! table = "table 2.2a"                      # where in the document it stands
//! measure = "percentage"                    # average (with unit_name), rate (with per), count, money, ratio, index
//! decimals = 1
//! counted = "adults"
//! polarity = "higher"                       # lower, none, or band with band = [low, high]
//! basis = "discrete"                        # cumulative, rolling12, snapshot, lagged, projection
//! comparator = "previous_period"            # same_period_last_year, last_outturn
//! targets."2015/16-Q1" = 10.6
//! results."2014/15-Q4" = { stated = 9.4, printed = "9.4%" }
//! results."2015/16-Q1" = { numerator = 66, denominator = 709, stated = 9.3, printed = "9.3%" }
//! forecasts."2015/16" = 10.0
//!
//! [indicator.printed]                       # cells kept verbatim, by field name
//! target_variance = "12.2%"
//!
//! [indicator.commentary]                    # also no_action_because, risks_and_opportunities
//! reasons = "Why the result is as it is."
//!
//! [[indicator.action]]
//! description = "What will be done."        # also owner, due, status, expected_effect …
//! client_group = "Learning disabilities"
//! ```
//!
//! A result may also say what it covers (`covers_from`, `covers_to`), its own
//! `basis`, its `status`, or why there is none (`missing_because`). Figures
//! are kept as the source prints them: where `stated` disagrees with the
//! numerator and denominator, both stay. `[indicator.rating_override]` with
//! `rating`, `reason`, `by` and `at` stands in for a rating that cannot be
//! computed.
//!
//! ## `illustrative.toml`: invented history
//!
//! `periods`, then one `[[history]]` an indicator with its `values` in the
//! order of those periods (fewer when the last are published), and `covers`
//! where they do not cover simply the period. A period that already has a
//! published result is refused. `[[commentary]]` adds words of an earlier
//! period. Every result made from this file is marked illustrative.
//!
//! ## `risks.toml`: the register and the heat map
//!
//! `period`, `service`, `source` and `category` as above, `matrix_from` (the first period of
//! the matrix that comes with the program) and `map`, the printed heat map with the highest
//! probability first. Then `[[risk]]` entries with their texts, `controls`, and the printed
//! `current` and `target` assessments: what an assessment leaves out the source leaves out,
//! and `mapped = "P5I4"` is where the map counts a risk whose printed factors lead elsewhere.
//! `[[risk.earlier]]` and the `earlier` cells of `[[counted]]` (risks the source only counts,
//! one entry a cell) are invented, and their assessments marked illustrative.
//!
//! ## `budget.toml`: money
//!
//! `period`, `service`, `source` and `[printed]` as above, then `[[revenue]]`
//! lines in the order of the table (`under` names the subtotal a line counts
//! into), `[[capital]]` lines and `[[saving]]`s. Amounts are texts exactly as
//! printed in £000: `"(1,062)"`, `"1,400.66"`. `spent` invents the first months
//! of a line; the rest of its year is spread evenly, and all are marked illustrative.
//!
//! ## `commitments.toml`, `narrative.toml`, `questions.toml`
//!
//! Plans with their commitments and what is only counted (`[[plan.counted]]`
//! makes that many placeholders), sections in the order of the report, and
//! meetings with what members asked. What an entry leaves out the source does
//! not say.
//!
//! ## `regional.toml`, `regional.csv`
//!
//! The regional sample, a workbook of its own; see `regional.rs`.
//!
//! ## `links.toml`
//!
//! `[[link]]`s of two things by reference, name or heading, with `because`
//! where it is not plain why they belong together.

mod budget;
mod commitments;
mod format;
pub mod generate;
mod illustrative;
mod links;
mod narrative;
mod questions;
mod random;
mod records;
mod regional;
mod risks;

use thiserror::Error;

pub use generate::{Generated, generated};
pub use records::{Sources, read};
pub use regional::regional;

use crate::workbook::{Edit, Workbook};

/// What is wrong with a data file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, {place}: {problem}")]
pub struct SampleError {
    /// `assets/sample/adults.toml`.
    pub file: String,
    /// Table and reference: `indicator AC/S4`.
    pub place: String,
    pub problem: String,
}

/// The data files, as compiled in.
const EMBEDDED: Sources = Sources {
    workbook: ("assets/sample/workbook.toml", include_str!("../../assets/sample/workbook.toml")),
    services: &[
        ("assets/sample/adults.toml", include_str!("../../assets/sample/adults.toml")),
        ("assets/sample/action-plans.toml", include_str!("../../assets/sample/action-plans.toml")),
    ],
    risks: Some(("assets/sample/risks.toml", include_str!("../../assets/sample/risks.toml"))),
    illustrative: ("assets/sample/illustrative.toml", include_str!("../../assets/sample/illustrative.toml")),
    budget: ("assets/sample/budget.toml", include_str!("../../assets/sample/budget.toml")),
    commitments: ("assets/sample/commitments.toml", include_str!("../../assets/sample/commitments.toml")),
    narrative: ("assets/sample/narrative.toml", include_str!("../../assets/sample/narrative.toml")),
    questions: ("assets/sample/questions.toml", include_str!("../../assets/sample/questions.toml")),
    links: ("assets/sample/links.toml", include_str!("../../assets/sample/links.toml")),
};

/// The sample workbook: its settings, and every record to put in it, in an
/// order in which each is put before any other refers to it. Every record has
/// a negative placeholder id of its own. The workbook's `uuid` is left empty
/// for whoever creates the file to fill in.
pub fn workbook() -> Result<(Workbook, Vec<Edit>), SampleError> {
    read(&EMBEDDED)
}
