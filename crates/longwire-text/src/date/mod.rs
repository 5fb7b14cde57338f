//! Moments as publishers write them.
//!
//! - [`feed`] reads the date fields of feeds: one field, one date, nothing else in it.
//! - [`written`] finds the dates that people wrote into pages and addresses.
//!
//! Deliberately absent: the clock. Whoever knows what time it is judges whether
//! a date lies in the future.

pub mod feed;
pub mod written;
