//! What the owner set for single sources.

use longwire_model::SourceId;
use rusqlite::params;

use super::Sqlite;
use super::row::{many, run};
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

    fn set_own(&self, id: SourceId, setting: &OwnSetting) -> Result<(), StoreError> {
        let row = params![id.0, setting.name, setting.origin, setting.value.reveal()];
        self.write(|tx| run(tx, SET_OWN, row).map(drop))
    }

    fn unset_own(&self, id: SourceId, name: &str) -> Result<bool, StoreError> {
        self.write(|tx| Ok(run(tx, UNSET_OWN, params![id.0, name])? > 0))
    }
}

const OWN: &str = "SELECT name, origin, value FROM own_setting WHERE source_id = ?1 ORDER BY name";
const SET_OWN: &str = "
    INSERT INTO own_setting (source_id, name, origin, value) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (source_id, name) DO UPDATE SET origin = excluded.origin, value = excluded.value";
const UNSET_OWN: &str = "DELETE FROM own_setting WHERE source_id = ?1 AND name = ?2";
