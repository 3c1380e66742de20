//! What officers do, key by key, on a real workbook.

#[path = "../harness/mod.rs"]
mod harness;

mod figures;
mod keeping;
mod lists;
mod periods;
mod review;
mod wandering;
mod writing;
