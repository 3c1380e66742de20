//! Opening, closing and reopening periods. Each says what it will do first.

mod close;
mod next;
mod reopen;

pub use close::close;
pub use next::NextPeriod;
pub use reopen::reopen;
