//! The sample workbooks: their published figures and what is made of them.

mod figures;
mod generated;
mod records;
mod standing;
