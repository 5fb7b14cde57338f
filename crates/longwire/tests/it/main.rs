//! End to end, offline, through the real program: a publisher on loopback, a
//! data folder in a temporary place, and what came out at the other end.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod bad_input;
mod demo_truth;
mod hook;
mod identity;
mod images;
mod keep;
mod line;
mod own;
mod pages;
mod program;
mod publication;
mod record;
mod reextract;
mod report;
mod site;
mod survival;
mod websub;
