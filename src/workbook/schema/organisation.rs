//! What an organisation says; the one it became a part of is found by its name.

use super::{choice, day, described, line};
use crate::domain::Tense;
use crate::domain::organisation::OrganisationClass;
use crate::workbook::Organisation;

described! {
    Organisation besides id, revision, merged_into {
        name: line("Name").required().names()
            .help("As files that have its figures write it. A name that it had stays among the others.");
        code: line("Code").takes("CODE").help("Of the Office for National Statistics (E08000026), or of a survey.");
        other_names: line("Other names").flag("other-names").takes("NAMES")
            .help("What files also call it, with semicolons between the names.");
        class: choice::<OrganisationClass>("Class").takes("CLASS")
            .help("A region or nation is compared with, and never ranked.");
        exists_from: day("From", Tense::Past).flag("from");
        exists_to: day("To", Tense::Past).flag("to");
    }
}
