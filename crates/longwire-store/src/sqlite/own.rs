//! What the owner set for single sources.
//!
//! One setting concerns the store itself: a source that rests is not due. Its rest stands in the
//! source's own row too, where the schedule looks.

use longwire_model::{Happening, Rest, SourceId, Timestamp};
use rusqlite::{Connection, params};

use super::fault::Fault;
use super::row::{many, run};
use super::{Sqlite, event};
use crate::{OwnSetting, OwnSettings, Secret, StoreError};

impl OwnSettings for Sqlite {
    fn own_settings(&self, id: SourceId) -> Result<Vec<OwnSetting>, StoreError> {
        self.read(|tx| {
            many(tx, OWN, [id.0], |row| {
                Ok(OwnSetting {
                    name: row.get("name")?,
                    origin: row.get("origin")?,
                    value: Secret::new(row.get::<_, String>("value")?),
                })
            })
        })
    }

    fn set_own(&self, id: SourceId, setting: &OwnSetting, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| set(tx, id, setting, now))
    }

    fn unset_own(&self, id: SourceId, name: &str, now: Timestamp) -> Result<bool, StoreError> {
        self.write(|tx| unset(tx, id, name, now))
    }
}

const OWN: &str = "SELECT name, origin, value FROM own_setting WHERE source_id = ?1 ORDER BY name";
const SET_OWN: &str = "
    INSERT INTO own_setting (source_id, name, origin, value) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (source_id, name) DO UPDATE SET origin = excluded.origin, value = excluded.value";
const UNSET_OWN: &str = "DELETE FROM own_setting WHERE source_id = ?1 AND name = ?2";
const DUE_AT_ONCE: &str = "UPDATE source SET due_at = min(due_at, ?2) WHERE id = ?1";
const LET_REST: &str = "UPDATE source SET resting_until = ?2 WHERE id = ?1 AND resting_until IS NOT ?2";

fn set(tx: &Connection, id: SourceId, setting: &OwnSetting, now: Timestamp) -> Result<(), Fault> {
    let value = setting.value.reveal();
    run(tx, SET_OWN, params![id.0, setting.name, setting.origin, value])?;
    if setting.name == Rest::SETTING {
        let rest = Rest::of_setting(value)
            .ok_or_else(|| Fault::Refused(format!("{value:?} is no rest of a source")))?;
        return let_rest(tx, id, rest.filter(|rest| rest.holds(now)), now);
    }
    run(tx, DUE_AT_ONCE, params![id.0, now.micros()])?;
    event::note(tx, id, Happening::Set { name: setting.name.clone() }, now)
}

fn unset(tx: &Connection, id: SourceId, name: &str, now: Timestamp) -> Result<bool, Fault> {
    if run(tx, UNSET_OWN, params![id.0, name])? == 0 {
        return Ok(false);
    }
    if name == Rest::SETTING {
        let_rest(tx, id, None, now)?;
    } else {
        run(tx, DUE_AT_ONCE, params![id.0, now.micros()])?;
        event::note(tx, id, Happening::Unset { name: name.to_owned() }, now)?;
    }
    Ok(true)
}

/// A rest as it stands in the source's row.
fn until(rest: Option<Rest>) -> Option<i64> {
    rest.map(|rest| match rest {
        Rest::UntilTold => i64::MAX,
        Rest::Until(until) => until.micros(),
    })
}

/// The rest that a source's row tells of.
pub(super) fn rest(until: Option<i64>) -> Option<Rest> {
    until.map(|until| match until {
        i64::MAX => Rest::UntilTold,
        until => Rest::Until(Timestamp::from_micros(until)),
    })
}

fn let_rest(tx: &Connection, id: SourceId, rest: Option<Rest>, now: Timestamp) -> Result<(), Fault> {
    if run(tx, LET_REST, params![id.0, until(rest)])? == 0 {
        return Ok(());
    }
    let what = match rest {
        Some(Rest::UntilTold) => Happening::Resting { until: None },
        Some(Rest::Until(until)) => Happening::Resting { until: Some(until) },
        None => Happening::Rested,
    };
    event::note(tx, id, what, now)
}

const RESTED: &str = "SELECT id FROM source WHERE resting_until <= ?1";

/// Ends the rests that are over.
pub(super) fn end_rests(tx: &Connection, now: Timestamp) -> Result<(), Fault> {
    for id in many(tx, RESTED, [now.micros()], |row| Ok(SourceId(row.get(0)?)))? {
        unset(tx, id, Rest::SETTING, now)?;
    }
    Ok(())
}
