//! Asking the store, which blocks, from handlers, which must not.

use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::App;
use crate::fault::Fault;

/// Requests that ask the store at the same time; more wait for their turn, and for no longer than the timeout.
pub(crate) const ASKING_MAX: usize = 24;

/// Runs a piece of blocking work on a thread of its own, behind a fence: a panic
/// in it is this request's fault and nobody else's.
pub(crate) async fn ask<T, W>(app: &Arc<App>, work: W) -> Result<T, Fault>
where
    T: Send + 'static,
    W: FnOnce(&App) -> Result<T, Fault> + Send + 'static,
{
    let turn = app.asking.clone().acquire_owned().await.map_err(|_| Fault::Broken("no turns left"))?;
    let app = app.clone();
    let answer = spawn_blocking(move || {
        // Held until the work ends: a request that gave up does not free its thread.
        let _turn = turn;
        work(&app)
    });
    answer.await.unwrap_or(Err(Fault::Broken("a page panicked")))
}

#[cfg(test)]
mod tests;
