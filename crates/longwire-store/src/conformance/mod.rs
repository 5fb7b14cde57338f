//! What every engine must do: the contract of the traits, claim by claim.
//!
//! A claim is a function of a fresh, empty store; its name says what holds. An
//! engine's tests [`prove`] each room's `CLAIMS`. A claim that is not listed is
//! dead code, which the compiler reports.

pub(crate) mod archive;
pub(crate) mod erase;
pub(crate) mod event;
pub(crate) mod export;
pub(crate) mod followed;
pub(crate) mod follower;
pub(crate) mod host;
pub(crate) mod image;
pub(crate) mod listing;
mod make;
pub(crate) mod oversight;
pub(crate) mod own;
pub(crate) mod publication;
pub(crate) mod push;
pub(crate) mod queue;
pub(crate) mod reading;
pub(crate) mod related;
pub(crate) mod report;
pub(crate) mod reread;
pub(crate) mod search;
pub(crate) mod showing;
pub(crate) mod source;
pub(crate) mod statistics;
pub(crate) mod traffic;
pub(crate) mod user;

use crate::Store;

/// One claim: its name, and the function that proves it or panics.
pub(crate) type Claim = (&'static str, fn(&dyn Store));

/// Runs each claim of a room on a store of its own and reports all that fail, by name.
pub(crate) fn prove(room: &[Claim], fresh: impl Fn() -> std::sync::Arc<dyn Store>) {
    let fails = |claim: &Claim| {
        let store = fresh();
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (claim.1)(&*store))).is_err()
    };
    let failed: Vec<&str> = room.iter().filter(|claim| fails(claim)).map(|claim| claim.0).collect();
    assert!(failed.is_empty(), "these claims do not hold: {failed:#?}");
}
