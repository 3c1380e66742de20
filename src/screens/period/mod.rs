//! Opening, closing and reopening periods. Each says what it will do first.

mod choose;
mod close;
mod next;
mod reopen;

pub use choose::choose;
pub use close::close;
pub use next::NextPeriod;
pub use reopen::reopen;
