//! The schema: which one a file has, and bringing it up to date.
//!
//! `application_id` says that a file is ours, `user_version` how many of the
//! migrations it has seen. Migrations are numbered files, append-only, each
//! applied once, all in one exclusive transaction.

use rusqlite::{Connection, TransactionBehavior};

use super::fault::Fault;

/// In order; the n-th brings a file to `user_version` n.
const MIGRATIONS: &[&str] = &[include_str!("../../migrations/sqlite/0001_begin.sql")];

/// `LWIR`.
const APPLICATION_ID: i64 = 0x4c57_4952;

/// The newest schema known here.
pub(super) const KNOWN: i64 = MIGRATIONS.len() as i64;

/// The schema of a file: 0 for an empty one.
///
/// Nothing is written, so a file of another program or of a newer one stays as it is.
pub(super) fn recognise(connection: &Connection) -> Result<i64, Fault> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let found = number("user_version")?;
    let ours = match number("application_id")? {
        APPLICATION_ID => true,
        0 => found == 0 && is_empty(connection)?,
        _ => false,
    };
    if !ours {
        return Err(Fault::Foreign);
    }
    if found > KNOWN {
        return Err(Fault::Newer { found, known: KNOWN });
    }
    Ok(found)
}

fn is_empty(connection: &Connection) -> Result<bool, Fault> {
    Ok(connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?)
}

/// Applies the migrations that the file has not seen.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    if recognise(connection)? == KNOWN {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Another process may have been faster: what counts is what stands there under the lock.
    let found = usize::try_from(recognise(&transaction)?).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", KNOWN)?;
    transaction.commit()?;
    Ok(())
}
