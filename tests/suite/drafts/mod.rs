//! Drafts on disk, and who writes them.

mod store;
mod writer;
