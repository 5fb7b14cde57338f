//! The string tools that feeds, pages and publications all need.
//!
//! Pure functions over text and bytes: no clock, no disk, no network.

pub mod charset;
pub mod cjk;
pub mod date;
pub mod lang;
pub mod link;
pub mod space;
pub mod url;
pub mod zone;
