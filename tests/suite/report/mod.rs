//! The report in each of its formats.

mod docx;
mod formats;
mod html;
mod marks;
mod pdf;
pub mod support;
pub mod writers;
mod xlsx;
