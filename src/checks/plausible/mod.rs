//! Figures and words that are hard to believe.

pub(super) mod jump;
pub(super) mod measure;
pub(super) mod more_than_all;
pub(super) mod over_all;
pub(super) mod polarity;
pub(super) mod target_met;
pub(super) mod unit;
pub(super) mod whole_counts;

use super::{Across, Check, Family, Found, LooksAt, figures};
use crate::workbook::*;

/// Whether an indicator's percentage may pass 100, by its description: of a target or a budget, a
/// change, a ratio.
fn is_no_share(one: &IndicatorMaterial) -> bool {
    let rules = super::writing::rules();
    super::phrases::find(&one.indicator.description, &rules.no_shares).is_some()
}
