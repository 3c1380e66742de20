//! Ratings: the schemes that give them, why, and how far it is to the next.

pub(in crate::domain) mod assess;
pub(in crate::domain) mod caveats;
pub(in crate::domain) mod distance;
pub mod rating;
pub mod scheme;
pub(in crate::domain) mod scheme_file;
pub(in crate::domain) mod wording;
mod worked_example;
