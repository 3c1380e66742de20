//! Returns: forms sent to the owners of indicators, filled in, and collected.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`fields`], [`value`] | which cells are open, what each may hold |
//! | [`form`] | what goes into an owner's form |
//! | [`xlsx`] | what that is as an Excel file |
//! | [`read`] | what came back in one |
//! | [`merge`] | what of that is new, what was changed on both sides |
//! | [`settle`] | what to do about it, as one change |
//!
//! A form carries what each open cell held when it was sent. So three values
//! are compared: as sent, as it came back, as the workbook has it now. A cell
//! that came back as it was sent says nothing; one that the workbook still
//! holds as sent is taken; one that both have changed is for a person to settle.
//!
//! Must not know: the store, files, the terminal, the clock.

pub mod fields;
pub mod form;
pub mod merge;
pub mod read;
pub mod settle;
pub mod value;
pub mod xlsx;

pub use fields::{Field, RowKey};
pub use form::{Form, Identity};
pub use merge::{CellKey, Collected, Line, Refusal};
pub use read::{Filled, SheetRows, Unread};
pub use settle::Settle;
pub use value::Value;

/// The layout this program writes and reads. A form of an earlier one is refused: what its hidden
/// cells mean is not known any more.
pub const FORMAT: u32 = 1;
/// What the first hidden cell of every form says.
pub const MARK: &str = "quarterdeck return";
/// The name of the hidden sheet.
pub const HIDDEN: &str = "Quarterdeck";
