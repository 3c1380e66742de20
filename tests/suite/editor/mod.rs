//! The editor: its keys, its fields, what it draws.

mod field;
mod keys;
pub mod support;
mod view;
