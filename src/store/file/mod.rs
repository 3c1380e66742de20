//! The workbook as a file: opening and making it, its lock, what lies beside it, one transaction whole or not at all.

pub(in crate::store) mod commit;
pub(in crate::store) mod create;
pub(in crate::store) mod header;
pub(in crate::store) mod interrupted;
pub(in crate::store) mod lock;
pub(in crate::store) mod open;
pub(in crate::store) mod private_copy;
pub(in crate::store) mod sync_copies;
pub(in crate::store) mod vfs;
pub(in crate::store) mod watch;
