//! What politeness must remember from one process to the next.

use longwire_model::Timestamp;

use crate::StoreError;

/// What is known about a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostState {
    /// Not to be spoken to before this moment.
    pub next_at: Option<Timestamp>,
    /// Its robots.txt, as last fetched.
    pub robots: Option<RobotsText>,
}

/// A fetched robots.txt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobotsText {
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// The HTTP status; 0 where the host could not be reached.
    pub status: u16,
    /// The text, cut to the fetcher's limit; empty unless the status is 2xx.
    pub text: String,
}

/// What politeness must remember. Hosts are named `host` or `host:port` as in a URL's authority.
pub trait Hosts {
    /// What is known about a host; the default where nothing is.
    fn host(&self, host: &str) -> Result<HostState, StoreError>;

    /// The hosts that are not to be spoken to before some moment after `now`.
    fn held_hosts(&self, now: Timestamp) -> Result<Vec<(String, Timestamp)>, StoreError>;

    /// Keeps when hosts may be spoken to next, in one transaction.
    fn save_hosts_next(&self, turns: &[(String, Timestamp)]) -> Result<(), StoreError>;

    /// Keeps a host's robots.txt.
    fn save_host_robots(&self, host: &str, robots: &RobotsText) -> Result<(), StoreError>;
}
