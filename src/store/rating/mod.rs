//! Judging standings anew where a change affects them.

pub(in crate::store) mod group_result;
pub(in crate::store) mod judging;
pub(in crate::store) mod rating_context;
