//! The reader: the owner's own way through what was archived.
//!
//! Server-rendered: every list, mark and setting works by links and forms alone. The script
//! in `static/reader.js` adds the keyboard and marks without loading a page anew.
//!
//! - `shelf` reads which articles an address is about; `side` lists all shelves beside them.
//! - `list` is the page of a shelf in one of four views; `item` is one article in it.
//! - `mark` takes the marks: read, unread, star, all, above, below, undo.
//! - `names` remembers what sources and publications are called.

mod item;
mod list;
mod mark;
mod names;
mod shelf;
mod side;

pub(crate) use list::{all, kind, named};
pub(crate) use mark::mark;
pub(crate) use names::{Known, Names};
pub(crate) use shelf::source_title as source_name;

#[cfg(test)]
mod tests;
