//! The append-only history: operations, undo, the chain of hashes, rows that imports added.

pub(in crate::store) mod chain;
pub(in crate::store) mod inserted_ranges;
pub(in crate::store) mod operation;
pub(in crate::store) mod seal;
pub(in crate::store) mod undo;
pub(in crate::store) mod write;
