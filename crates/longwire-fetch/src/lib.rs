//! The only door to the outside: polite, safe, patient.
//!
//! Everything a remote host can do to us, and everything we owe it, has its
//! owner here. Nothing else in Longwire opens a connection to a host that
//! somebody told us about.
//!
//! - A [`Fetcher`] gets one [`Request`] and answers with [`Fetched`]: a capture,
//!   or word that nothing changed. What went wrong is a [`FetchError`], and
//!   [`FetchError::retry`] says what to do about it. A [`Post`] is sent to those
//!   who asked for it, through the same guards.
//! - [`Config`] holds every limit, with its unit and its default.
//! - [`HostMemory`] is what must survive the process: whose turn is when, and
//!   what each robots.txt said.
//! - On the way of a request: `address` (is this URL fit to be fetched?),
//!   `robots_gate` (may we?), `host_pool` (is it our turn?), `exchange` (one
//!   request, one reply), `guard` with `resolve` (may this address be dialled?).
//!   `pace`, `robots`, `inflate`, `refusal`, `retry_after` and `freshness` only
//!   decide: bytes and instants in, values out.
//! - [`render`] shows pages that only a script fills, through the same door.
//! - Deliberately absent: feeds, articles, users, schedules; caches of bodies;
//!   cookies; any means to get past a refusal.
//!
//! Specs: RFC 9110 (HTTP semantics), RFC 9309 (robots.txt), RFC 6890 and the
//! IANA special-purpose address registries (what is not public).

mod address;
mod config;
mod error;
mod exchange;
mod fetcher;
mod freshness;
mod guard;
mod host_pool;
mod inflate;
mod kept;
mod memory;
mod pace;
mod post;
mod proxy;
mod reach;
mod refusal;
pub mod render;
mod request;
mod resolve;
mod retry_after;
mod robots;
mod robots_gate;
mod route;
mod wire;

pub use address::parse as address;
pub use config::{Config, PRODUCT, ProxyConfig};
pub use error::{FetchError, Refusal, Retry};
pub use fetcher::Fetcher;
pub use freshness::fresh_for;
pub use memory::{ForgetfulMemory, HostMemory, RobotsRecord};
pub use post::{Post, Posted, REPLY_BYTES_MAX};
pub use reach::reach;
pub use request::{Accept, Facts, Fetched, OwnFields, Request, Route};
pub use resolve::{Lookup, Lookups};
pub use robots::Robots;
