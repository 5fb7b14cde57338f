//! What every engine must do: the contract of the traits, claim by claim.
//!
//! A claim is a function of a fresh, empty store; its name says what holds. An
//! engine's tests run [`CLAIMS`], each on a store of its own. A claim that is not
//! listed is dead code, which the compiler reports.

mod archive;
mod erase;
mod export;
mod host;
mod make;
mod queue;
mod source;

use crate::Store;

/// One claim: its name, and the function that proves it or panics.
pub(crate) type Claim = (&'static str, fn(&dyn Store));

/// All claims, by room.
pub(crate) const CLAIMS: &[&[Claim]] =
    &[source::CLAIMS, queue::CLAIMS, archive::CLAIMS, export::CLAIMS, erase::CLAIMS, host::CLAIMS];

/// Runs every claim on a store of its own and reports all that fail, by name.
pub(crate) fn prove(fresh: impl Fn() -> std::sync::Arc<dyn Store>) {
    let claims = CLAIMS.iter().copied().flatten();
    let failed: Vec<&str> = claims
        .filter(|(_, claim)| {
            let store = fresh();
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| claim(&*store))).is_err()
        })
        .map(|(name, _)| *name)
        .collect();
    assert!(failed.is_empty(), "these claims do not hold: {failed:#?}");
}
