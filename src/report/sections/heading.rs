//! A heading with nothing but the template's own words.

use super::Built;
use crate::report::build::Sources;
use crate::report::template::Wanted;

pub(super) fn build(_: &Sources, _: &Wanted) -> Built {
    Built::default()
}
