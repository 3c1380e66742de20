//! Reading in a child process.
