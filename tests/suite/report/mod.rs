//! The report in each of its formats.

mod breaks;
mod docx;
mod formats;
mod html;
mod marks;
mod parts;
mod pdf;
pub mod support;
pub mod writers;
mod xlsx;
