//! What the filter of the list reads, and which of it need not be read.
//!
//! The bar: each letter typed is answered in a few milliseconds among a million indicators.

pub(in crate::store) mod index;
pub(in crate::store) mod signature;
