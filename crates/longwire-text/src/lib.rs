//! The string tools that feeds, pages and publications all need.
//!
//! Pure functions over text and bytes: no clock, no disk, no network.

pub mod charset;
pub mod cjk;
pub mod date;
pub mod filter;
pub mod lang;
pub mod link;
pub mod size;
pub mod space;
pub mod tag;
pub mod url;
pub mod zone;

/// How many letters must change to make one name of another; for "did you mean".
/// Both are looked at up to 64 characters, so hostile names cost nothing.
pub fn distance(one: &str, other: &str) -> usize {
    let short = |text: &str| text.chars().take(64).collect::<String>();
    strsim::damerau_levenshtein(&short(one), &short(other))
}
