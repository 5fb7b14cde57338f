//! Reports of bad extraction.

use std::time::Duration;

use longwire_model::{ArticleId, ReportId, ReportKind, Timestamp, UserId};
use rusqlite::{Connection, Row, params};

use super::Sqlite;
use super::fault::Fault;
use super::row::{at, count, insert, limit, many, maybe_at, one, run};
use crate::report::{NOTE_CHARS_MAX, OPEN_REPORTS_MAX, REPORTS_A_MINUTE_MAX, REPORTS_MAX};
use crate::{Closed, NewReport, Report, ReportFilter, Reported, Reports, StoreError};

impl Reports for Sqlite {
    fn report(&self, new: &NewReport<'_>, now: Timestamp) -> Result<Reported, StoreError> {
        if new.note.chars().count() > NOTE_CHARS_MAX {
            return Ok(Reported::TooLong);
        }
        self.keep(|tx| take(tx, new, now))
    }

    fn report_numbered(&self, id: ReportId) -> Result<Option<Report>, StoreError> {
        self.read(|tx| one(tx, REPORT, [id.0], report))
    }

    fn reports(&self, filter: ReportFilter) -> Result<Vec<Report>, StoreError> {
        let before = filter.before.map_or(i64::MAX, |id| id.0);
        let row = params![before, limit(filter.limit), filter.article_id.map(|id| id.0), filter.open];
        let statement = match (filter.article_id, filter.open) {
            (Some(_), _) => REPORTS_OF_ARTICLE,
            (None, Some(true)) => OPEN_REPORTS,
            (None, _) => REPORTS,
        };
        self.read(|tx| many(tx, statement, row, report))
    }

    fn close_report(&self, id: ReportId, verdict: &str, now: Timestamp) -> Result<Closed, StoreError> {
        if verdict.chars().count() > NOTE_CHARS_MAX {
            return Ok(Closed::TooLong);
        }
        self.keep(|tx| {
            let closed = run(tx, CLOSE, params![id.0, verdict, now.micros()])? > 0;
            run(tx, FORGET_CLOSED, [limit(REPORTS_MAX)])?;
            Ok(if closed { Closed::Done } else { Closed::NoSuchReport })
        })
    }

    fn open_report_count(&self) -> Result<u64, StoreError> {
        self.read(|tx| Ok(one(tx, OPEN_COUNT, [], |row| count(row, "count"))?.unwrap_or(0)))
    }
}

const READ_REVISION: &str = "SELECT seq FROM revision WHERE article_id = ?1 AND number = ?2";
const OPEN_OF_ARTICLE: &str = "
    SELECT count(*) AS count FROM report WHERE article_id = ?1 AND closed_at IS NULL";
const OPEN_COUNT: &str = "SELECT count(*) AS count FROM report WHERE closed_at IS NULL";
const LATELY: &str = "SELECT count(*) AS count FROM report WHERE reported_at > ?1";
const INSERT_REPORT: &str = "
    INSERT INTO report (article_id, seq, user_id, kind, note, reported_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    RETURNING id";

fn take(tx: &Connection, new: &NewReport<'_>, now: Timestamp) -> Result<Reported, Fault> {
    let article = new.article_id.0;
    let Some(seq) = one(tx, READ_REVISION, params![article, new.revision], |row| Ok(row.get::<_, i64>(0)?))?
    else {
        return Ok(Reported::NoSuchRevision);
    };
    let number = |found: Option<u64>| usize::try_from(found.unwrap_or(0)).unwrap_or(usize::MAX);
    if number(one(tx, OPEN_OF_ARTICLE, [article], |row| count(row, "count"))?) >= OPEN_REPORTS_MAX {
        return Ok(Reported::TooManyOfArticle);
    }
    let minute = Duration::from_secs(60).as_micros() as i64;
    let lately = one(tx, LATELY, [now.micros() - minute], |row| count(row, "count"))?;
    let open = one(tx, OPEN_COUNT, [], |row| count(row, "count"))?;
    if number(lately) >= REPORTS_A_MINUTE_MAX || number(open) >= REPORTS_MAX {
        return Ok(Reported::TooMany);
    }
    let user_id = new.user_id.map(|id| id.0);
    let row = params![article, seq, user_id, new.kind.code(), new.note, now.micros()];
    Ok(Reported::Taken(ReportId(insert(tx, INSERT_REPORT, row)?)))
}

const REPORT: &str = "
    SELECT report.*, number, title FROM report JOIN revision USING (seq) WHERE report.id = ?1";
const REPORTS: &str = "
    SELECT report.*, number, title FROM report JOIN revision USING (seq)
    WHERE report.id < ?1 AND ?3 IS NULL AND (?4 IS NULL OR ?4 = (closed_at IS NULL))
    ORDER BY report.id DESC LIMIT ?2";
const OPEN_REPORTS: &str = "
    SELECT report.*, number, title FROM report JOIN revision USING (seq)
    WHERE closed_at IS NULL AND report.id < ?1 AND ?3 IS NULL AND ?4
    ORDER BY report.id DESC LIMIT ?2";
const REPORTS_OF_ARTICLE: &str = "
    SELECT report.*, number, title FROM report JOIN revision USING (seq)
    WHERE report.article_id = ?3 AND report.id < ?1 AND (?4 IS NULL OR ?4 = (closed_at IS NULL))
    ORDER BY report.id DESC LIMIT ?2";

fn report(row: &Row<'_>) -> Result<Report, Fault> {
    let kind: String = row.get("kind")?;
    let verdict: Option<String> = row.get("verdict")?;
    Ok(Report {
        id: ReportId(row.get("id")?),
        article_id: ArticleId(row.get("article_id")?),
        revision: row.get("number")?,
        title: row.get("title")?,
        kind: ReportKind::of_code(&kind).unwrap_or(ReportKind::Other),
        note: row.get("note")?,
        user_id: row.get::<_, Option<i64>>("user_id")?.map(UserId),
        reported_at: at(row, "reported_at")?,
        verdict: verdict.zip(maybe_at(row, "closed_at")?),
    })
}

const CLOSE: &str = "UPDATE report SET verdict = ?2, closed_at = ?3 WHERE id = ?1";
const FORGET_CLOSED: &str = "
    DELETE FROM report WHERE id IN (
        SELECT id FROM report WHERE closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT -1 OFFSET ?1)";
const FORGET_REPORTS: &str = "DELETE FROM report WHERE article_id = ?1";

/// Forgets the reports of an article that is being erased.
pub(super) fn forget(tx: &Connection, id: ArticleId) -> Result<(), Fault> {
    run(tx, FORGET_REPORTS, [id.0]).map(drop)
}
