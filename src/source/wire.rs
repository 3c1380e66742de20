//! How a child tells its parent what it has read.
