//! What the program knows and only the pages of the owner tell.
//!
//! The web half reads neither the environment nor the settings file and knows nothing of the
//! pipeline: what the owner's pages need of these, the program hands over here.

use std::path::{Path, PathBuf};

use longwire_model::Url;
use longwire_store::OwnSetting;

use crate::words::{Tongue, setting_in_words};

/// What the program knows and only the pages of the owner tell. The default is a program that tells nothing.
#[derive(Clone, Debug, Default)]
pub struct Backstage {
    /// The program's version.
    pub version: &'static str,
    /// The data folder.
    pub data: PathBuf,
    /// Every setting, in the order in which they are explained.
    pub settings: Vec<SettingLine>,
    /// What may be set for one source alone.
    pub own_lines: Vec<OwnLine>,
    /// Reads such a setting; without it, none can be set.
    pub read_own: Option<ReadOwn>,
    /// How much room there is on the disk of a folder.
    pub disk: Option<fn(&Path) -> Option<Disk>>,
}

/// A setting, its value, and where that was written.
#[derive(Clone, Debug)]
pub struct SettingLine {
    /// Its name.
    pub name: &'static str,
    /// What a value looks like.
    pub unit: &'static str,
    /// The value as written, empty for none; `None` for one that is not to be shown.
    pub value: Option<String>,
    /// Where it was written: a flag, a variable, a file; `None` for a default.
    pub from: Option<String>,
    /// What it does, in English.
    pub help: &'static str,
}

/// A setting that one source may have.
#[derive(Clone, Copy, Debug)]
pub struct OwnLine {
    /// Its name; a trailing `*` stands for the rest of it.
    pub name: &'static str,
    /// What a value looks like.
    pub value: &'static str,
    /// What it does, in English.
    pub help: &'static str,
    /// Whether its value is shown to nobody.
    pub secret: bool,
}

/// Makes a setting of a source out of its name, its value as written, and the source's
/// address. The error says in plain English, without the value, what is wrong.
pub type ReadOwn = fn(&str, &str, &Url) -> Result<OwnSetting, String>;

/// Room on a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// Bytes that may still be written.
    pub free_bytes: u64,
    /// All its bytes.
    pub total_bytes: u64,
}

/// True where the pages can explain a setting in every language they speak; `source.` comes
/// before the name of a setting of one source.
pub fn is_explained(name: &str) -> bool {
    let others = Tongue::ALL.iter().filter(|tongue| **tongue != Tongue::En);
    others.into_iter().all(|tongue| setting_in_words(*tongue, name).is_some())
}
