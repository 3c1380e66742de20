//! Returns.

mod ask;

pub use ask::{
    CollectOrder, Collection, FileIs, FileSeen, ReturnsAsk, ReturnsTold, SendOrder, Sent, SentForm, fingerprint,
};
