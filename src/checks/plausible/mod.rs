//! Figures and words that are hard to believe.

pub(super) mod jump;
pub(super) mod more_than_all;
pub(super) mod over_all;
pub(super) mod polarity;
pub(super) mod target_met;
pub(super) mod unit;
pub(super) mod whole_counts;

use super::{Across, Check, Family, Found, LooksAt, figures};
use crate::workbook::*;
