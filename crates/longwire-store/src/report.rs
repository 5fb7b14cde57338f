//! What readers report as badly extracted, and what the owner says to it.
//!
//! A report names a revision and keeps what that was made from: no clean-up removes a
//! capture that a report stands on. Only [`Archive::erase`](crate::Archive::erase) takes
//! both.

use longwire_model::{ArticleId, ReportId, ReportKind, Timestamp, UserId};

use crate::StoreError;

/// Characters of a report's note, and of a verdict, at most.
pub const NOTE_CHARS_MAX: usize = 1_000;
/// Open reports of one article, at most.
pub const OPEN_REPORTS_MAX: usize = 20;
/// Reports taken in a minute, at most.
pub const REPORTS_A_MINUTE_MAX: usize = 30;
/// Open reports at most, and closed ones kept at most: of those, what was closed first goes first.
pub const REPORTS_MAX: usize = 10_000;

/// A report, as a reader makes it.
#[derive(Clone, Copy, Debug)]
pub struct NewReport<'a> {
    /// The article.
    pub article_id: ArticleId,
    /// The number of the revision that was read.
    pub revision: u32,
    /// What is wrong.
    pub kind: ReportKind,
    /// The same in the reader's words, [`NOTE_CHARS_MAX`] characters at most; may be empty.
    pub note: &'a str,
    /// Who says so; `None` for a reader who is not signed in.
    pub user_id: Option<UserId>,
}

/// What became of a [`NewReport`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// It is kept.
    Taken(ReportId),
    /// There is no such revision.
    NoSuchRevision,
    /// The note has more than [`NOTE_CHARS_MAX`] characters.
    TooLong,
    /// The article has [`OPEN_REPORTS_MAX`] open reports.
    TooManyOfArticle,
    /// [`REPORTS_A_MINUTE_MAX`] were taken in the last minute, or [`REPORTS_MAX`] are open.
    TooMany,
}

/// What became of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The report is closed with it.
    Done,
    /// There is no such report.
    NoSuchReport,
    /// The verdict has more than [`NOTE_CHARS_MAX`] characters.
    TooLong,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its number.
    pub id: ReportId,
    /// The article.
    pub article_id: ArticleId,
    /// The number of the revision that was read.
    pub revision: u32,
    /// The title that revision has.
    pub title: String,
    /// What is wrong.
    pub kind: ReportKind,
    /// The same in the reader's words; may be empty.
    pub note: String,
    /// Who says so; `None` for a reader who was not signed in.
    pub user_id: Option<UserId>,
    /// When.
    pub reported_at: Timestamp,
    /// What the owner says to it, and since when it is closed; `None` while it is open.
    pub verdict: Option<(String, Timestamp)>,
}

/// Reports to list, the newest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportFilter {
    /// Only open ones (`true`), only closed ones (`false`), or all (`None`).
    pub open: Option<bool>,
    /// Only those of one article.
    pub article_id: Option<ArticleId>,
    /// Only those before this one: the last of the page before.
    pub before: Option<ReportId>,
    /// At most so many.
    pub limit: usize,
}

/// What readers report as badly extracted.
pub trait Reports {
    /// Takes a report, within the limits.
    fn report(&self, new: &NewReport<'_>, now: Timestamp) -> Result<Reported, StoreError>;

    /// A report by its number.
    fn report_numbered(&self, id: ReportId) -> Result<Option<Report>, StoreError>;

    /// Reports by filter.
    fn reports(&self, filter: ReportFilter) -> Result<Vec<Report>, StoreError>;

    /// Closes a report with a verdict; of one that is closed already it replaces the verdict.
    fn close_report(&self, id: ReportId, verdict: &str, now: Timestamp) -> Result<Closed, StoreError>;

    /// How many reports are open.
    fn open_report_count(&self) -> Result<u64, StoreError>;
}
