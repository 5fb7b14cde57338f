#![allow(unused_variables)]
//! The embedded engine.

use std::path::Path;

use longwire_model::*;

use crate::*;

pub(crate) struct Sqlite;

impl Sqlite {
    pub(crate) fn open(_data: &Path) -> Result<Self, StoreError> {
        Ok(Self)
    }
}

impl Sources for Sqlite {
    fn add_source(&self, new: &NewSource, now: Timestamp) -> Result<Added, StoreError> {
        unreachable!("placeholder")
    }
    fn source(&self, id: SourceId) -> Result<Option<SourceState>, StoreError> {
        unreachable!("placeholder")
    }
    fn source_by_url(&self, url: &Url) -> Result<Option<SourceState>, StoreError> {
        unreachable!("placeholder")
    }
    fn source_by_slug(&self, slug: &str) -> Result<Option<SourceState>, StoreError> {
        unreachable!("placeholder")
    }
    fn sources(&self, which: Which) -> Result<Vec<SourceState>, StoreError> {
        unreachable!("placeholder")
    }
    fn set_active(&self, id: SourceId, active: bool) -> Result<bool, StoreError> {
        unreachable!("placeholder")
    }
    fn describe_source(&self, id: SourceId, facts: &SourceFacts) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
    fn save_poll(&self, poll: &PollState) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
    fn admit(&self, poll: &PollState, entries: &[NewEntry], now: Timestamp) -> Result<Admitted, StoreError> {
        unreachable!("placeholder")
    }
    fn due_sources(&self, now: Timestamp, limit: usize) -> Result<Vec<SourceId>, StoreError> {
        unreachable!("placeholder")
    }
    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        unreachable!("placeholder")
    }
    fn entry(&self, id: EntryId) -> Result<Option<EntryRow>, StoreError> {
        unreachable!("placeholder")
    }
    fn link_entry(&self, id: EntryId, article_id: ArticleId) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
}

impl Archive for Sqlite {
    fn archive(&self, new: &NewRevision<'_>) -> Result<Archived, StoreError> {
        unreachable!("placeholder")
    }
    fn article(&self, id: ArticleId) -> Result<Option<ArchivedArticle>, StoreError> {
        unreachable!("placeholder")
    }
    fn article_by_identity(&self, identity: &str) -> Result<Option<ArticleId>, StoreError> {
        unreachable!("placeholder")
    }
    fn revision(&self, id: ArticleId, number: u32) -> Result<Option<Revision>, StoreError> {
        unreachable!("placeholder")
    }
    fn revisions(&self, id: ArticleId) -> Result<Vec<RevisionHead>, StoreError> {
        unreachable!("placeholder")
    }
    fn newest(
        &self,
        source: Option<SourceId>,
        before: Option<ArchiveSeq>,
        limit: usize,
    ) -> Result<Vec<ArchivedArticle>, StoreError> {
        unreachable!("placeholder")
    }
    fn mark(&self, source: Option<SourceId>) -> Result<SourceMark, StoreError> {
        unreachable!("placeholder")
    }
    fn export(&self, after: ExportMark, limit: usize) -> Result<(Vec<ExportLine>, ExportMark), StoreError> {
        unreachable!("placeholder")
    }
    fn capture(&self, id: CaptureId) -> Result<Option<Capture>, StoreError> {
        unreachable!("placeholder")
    }
    fn image(&self, hash: ContentHash) -> Result<Option<StoredImage>, StoreError> {
        unreachable!("placeholder")
    }
    fn erase(&self, id: ArticleId, reason: &str, now: Timestamp) -> Result<bool, StoreError> {
        unreachable!("placeholder")
    }
    fn totals(&self) -> Result<Totals, StoreError> {
        unreachable!("placeholder")
    }
}

impl Queue for Sqlite {
    fn enqueue(&self, job: &Job, due_at: Timestamp, now: Timestamp) -> Result<JobId, StoreError> {
        unreachable!("placeholder")
    }
    fn lease(&self, now: Timestamp, until: Timestamp, limit: usize) -> Result<Vec<LeasedJob>, StoreError> {
        unreachable!("placeholder")
    }
    fn heartbeat(&self, jobs: &[JobId], until: Timestamp) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
    fn finish(&self, id: JobId, ending: &Ending, now: Timestamp) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
    fn next_job_due(&self) -> Result<Option<Timestamp>, StoreError> {
        unreachable!("placeholder")
    }
    fn job(&self, id: JobId) -> Result<Option<JobView>, StoreError> {
        unreachable!("placeholder")
    }
    fn jobs(&self, filter: JobFilter) -> Result<Vec<JobView>, StoreError> {
        unreachable!("placeholder")
    }
    fn backlog(&self, source: Option<SourceId>) -> Result<Backlog, StoreError> {
        unreachable!("placeholder")
    }
    fn take_worker_lease(&self, holder: &str) -> Result<WorkerLeaseTaken, StoreError> {
        unreachable!("placeholder")
    }
    fn forget_done(&self, before: Timestamp) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
}

impl Hosts for Sqlite {
    fn host(&self, host: &str) -> Result<HostState, StoreError> {
        unreachable!("placeholder")
    }
    fn save_host_next(&self, host: &str, next_at: Timestamp) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
    fn save_host_robots(&self, host: &str, robots: &RobotsText) -> Result<(), StoreError> {
        unreachable!("placeholder")
    }
}
