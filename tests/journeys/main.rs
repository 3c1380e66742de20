//! What officers do, key by key, on a real workbook.

#[path = "../harness/mod.rs"]
mod harness;

mod actions;
mod budget;
mod delivery;
mod figures;
mod keeping;
mod links;
mod lists;
mod narrative;
mod periods;
mod questions;
mod report;
mod review;
mod risks;
mod wandering;
mod writing;
