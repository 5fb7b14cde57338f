//! What the owner set for one source alone.
//!
//! Some of it is secret: cookies, credentials. It lies in a table of its own
//! that no list of sources reads, and a value shows itself to nobody who does
//! not ask for it by [`Secret::reveal`].

use std::fmt;

use longwire_model::{SourceId, Timestamp};

use crate::StoreError;

/// A value that does not show in logs and messages.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// One setting of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSetting {
    /// Its name; what names there are is the pipeline's business.
    pub name: String,
    /// The only origin (`https://host[:port]`) that the value may be sent to;
    /// empty for a setting that is sent to nobody.
    pub origin: String,
    /// The value, as written.
    pub value: Secret,
}

/// What the owner set for single sources.
pub trait OwnSettings {
    /// The settings of a source, by name.
    fn own_settings(&self, id: SourceId) -> Result<Vec<OwnSetting>, StoreError>;

    /// Sets one, in place of one of the same name. The source is due at once, to see what that
    /// does; [`Rest::SETTING`](longwire_model::Rest::SETTING) lets it rest instead.
    fn set_own(&self, id: SourceId, setting: &OwnSetting, now: Timestamp) -> Result<(), StoreError>;

    /// Forgets one. False where there was none.
    fn unset_own(&self, id: SourceId, name: &str, now: Timestamp) -> Result<bool, StoreError>;
}
