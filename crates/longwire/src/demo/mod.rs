//! A small publisher for a machine with no network: what `longwire demo` reads.
//!
//! Five news sites on loopback, one listener and so one host each, with pages
//! and cut feeds in the shapes that real publishers serve: furniture on every
//! page, several charsets, lazy images, promotion blocks, a correction, a site
//! that never stops publishing. Everything they serve is compiled in.
//!
//! - [`publisher::start`] opens the listeners and returns a [`Publisher`] of [`Site`]s.
//! - `Newsroom` decides what is out at an instant; `reply` turns a path into an answer.
//!   Both are functions of the time passed in.
//! - A [`Written`] is the truth of one article as its author wrote it: what an
//!   extraction of the page must give back, and nothing else.
//! - `House` describes one site; the five stand in `site/`, their prose, pages and
//!   pictures in the crate's `demo` folder.
//!
//! Deliberately absent: anything of Longwire's own. The publisher is a stranger
//! to the pipeline that reads it, and speaks to it over HTTP alone.

mod feed;
mod house;
mod manuscript;
mod newsroom;
mod page;
pub mod publisher;
mod reply;
mod site;
mod written;

pub use publisher::{Plan, Publisher, Served, Site, start};
pub use written::{Block, BlockKind, Byline, Picture, Written};

#[cfg(test)]
mod tests;
