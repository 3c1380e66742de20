//! What the store refuses, and what it adds to a change by itself.

pub(in crate::store) mod carry;
pub(in crate::store) mod guard;
pub(in crate::store) mod guard_organisations;
pub(in crate::store) mod guard_risks;
pub(in crate::store) mod guard_rooms;
pub(in crate::store) mod linking;
pub(in crate::store) mod refusal;
pub(in crate::store) mod schema;
