//! Why the store could not do what it was asked.

use std::path::PathBuf;

/// Why the store could not do what it was asked. Variants name what a person or caller can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process held the database for longer than the wait of five seconds.
    #[error("{} is held by {holder}; wait for it or stop it", path.display())]
    Busy {
        /// The database file.
        path: PathBuf,
        /// Who holds it, as far as the system tells.
        holder: String,
    },
    /// The disk is full.
    #[error("no space left on the disk of {}; free some, nothing archived is lost", path.display())]
    Full {
        /// The database file.
        path: PathBuf,
    },
    /// The folder or file can not be written.
    #[error("{} can not be written: {reason}; check its owner and permissions, or name another folder with --data", path.display())]
    NotWritable {
        /// The folder or file.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The database was written by a newer program.
    #[error("{} was written by a newer longwire (schema {found}, this one knows {known}); update longwire", path.display())]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The schema found.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// The file is no database of ours, or is damaged.
    #[error("{} is damaged or no longwire database: {reason}; restore it from a backup or name another folder with --data", path.display())]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// The engine's words.
        reason: String,
    },
    /// Anything else the engine reports.
    #[error("{}: {reason}", path.display())]
    Engine {
        /// The database file.
        path: PathBuf,
        /// The engine's words.
        reason: String,
    },
}

/// Whether trying again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It may work in a moment.
    Soon,
    /// A person must act first.
    Never,
}

impl StoreError {
    /// Whether trying again can help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Busy { .. } => Retry::Soon,
            Self::Full { .. }
            | Self::NotWritable { .. }
            | Self::Newer { .. }
            | Self::Damaged { .. }
            | Self::Engine { .. } => Retry::Never,
        }
    }
}
