//! What politeness remembers of hosts.

use longwire_model::Timestamp;
use rusqlite::{Connection, params};

use super::Sqlite;
use super::fault::Fault;
use super::row::{at, many, maybe_at, one, run};
use crate::{HostState, Hosts, RobotsText, StoreError};

impl Hosts for Sqlite {
    fn host(&self, host: &str) -> Result<HostState, StoreError> {
        self.read(|tx| host_state(tx, host))
    }

    fn held_hosts(&self, now: Timestamp) -> Result<Vec<(String, Timestamp)>, StoreError> {
        self.read(|tx| many(tx, HELD, [now.micros()], |row| Ok((row.get("host")?, at(row, "next_at")?))))
    }

    fn save_hosts_next(&self, turns: &[(String, Timestamp)]) -> Result<(), StoreError> {
        self.note(|tx| {
            turns
                .iter()
                .try_for_each(|(host, next_at)| run(tx, SAVE_NEXT, params![host, next_at.micros()]).map(drop))
        })
    }

    fn save_host_robots(&self, host: &str, robots: &RobotsText) -> Result<(), StoreError> {
        let row = params![host, robots.fetched_at.micros(), robots.status, robots.text];
        self.note(|tx| run(tx, SAVE_ROBOTS, row).map(drop))
    }
}

const HELD: &str = "SELECT host, next_at FROM host WHERE next_at > ?1";
const NEXT: &str = "SELECT next_at FROM host WHERE host = ?1";
const ROBOTS: &str = "SELECT * FROM robots WHERE host = ?1";

fn host_state(tx: &Connection, host: &str) -> Result<HostState, Fault> {
    let next_at = one(tx, NEXT, [host], |row| maybe_at(row, "next_at"))?.flatten();
    let robots = one(tx, ROBOTS, [host], |row| {
        Ok(RobotsText {
            fetched_at: at(row, "fetched_at")?,
            status: row.get("status")?,
            text: row.get("text")?,
        })
    })?;
    Ok(HostState { next_at, robots })
}

const SAVE_NEXT: &str = "
    INSERT INTO host (host, next_at) VALUES (?1, ?2)
    ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at";

const SAVE_ROBOTS: &str = "
    INSERT INTO robots (host, fetched_at, status, text) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (host) DO UPDATE SET
        fetched_at = excluded.fetched_at, status = excluded.status, text = excluded.text";
