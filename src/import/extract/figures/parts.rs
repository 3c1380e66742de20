//! The names of the indicator of a row, where a column parts those of one name.

use std::borrow::Cow;

use crate::import::extract::view::{RowView, text_of};
use crate::import::words;

impl<'a> RowView<'a> {
    /// The reference and the description: "Percentage" and "Tonnes" of one name are two measures.
    pub(super) fn indicator_names(&self) -> (Cow<'a, str>, Cow<'a, str>) {
        let (reference, description) = (self.name_in("reference"), self.name_in("description"));
        let Some(cell) = self.plan.split.and_then(|at| self.row.cells.get(usize::from(at))) else {
            return (reference, description);
        };
        let part = words::name(&text_of(cell)).into_owned();
        let join = |text: Cow<'a, str>, between: &str| match text.is_empty() || part.is_empty() {
            true => text,
            false => Cow::Owned(format!("{text}{between}{part}")),
        };
        (join(reference, " "), join(description, ": "))
    }
}
