//! Files other people made: what is read of them, and that none does harm.
//!
//! Small files are made here, byte by byte where no program makes the like.

mod child;
mod csv;
pub mod files;
mod hostile;
mod kinds;
mod ods;
mod properties;
mod reading;
mod wire;
mod xls;
mod xlsx;
