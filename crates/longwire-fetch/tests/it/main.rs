//! The fetcher against servers on loopback that misbehave for real.
//!
//! - `network_rows`: bad inputs from the network, one test for each, numbered.
//! - `journeys`: what well-meaning servers do: redirects, validators, headers.
//! - `politeness`: robots.txt, turns and `Retry-After`, seen from the server.
//! - `posts`: what is sent to those who asked for it.
//! - `proxies`: HTTP, CONNECT and SOCKS5.
//! - `encrypted`: good and bad certificates.

#![expect(clippy::unwrap_used, reason = "a test may stop where it is surprised")]

mod encrypted;
mod journeys;
mod network_rows;
mod politeness;
mod posts;
mod proxies;
mod render;
mod server;
mod stage;
