//! What makes importing a million figures quick.
//!
//! The bar: a million figures in 20 seconds and 512 MB.

pub(in crate::store) mod deferred_indexes;
pub(in crate::store) mod inserted_rows;
pub(in crate::store) mod pipeline;
