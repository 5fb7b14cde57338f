//! What users did with articles: lists of them, and marking.

use longwire_model::{ArticleId, PublicationId, SourceId, Timestamp, UserId};
use rusqlite::{Connection, Params, Row, params};

use super::Sqlite;
use super::article;
use super::fault::Fault;
use super::row::{count, limit, many, maybe_at, one, run};
use crate::StoreError;
use crate::reading::{
    Direction, LISTED_SOURCES_MAX, LOOKED_THROUGH_MAX, MARKED_MAX, Marked, Part, ReadArticle, ReadPage,
    Reading, ReadingCounts, ReadingRequest, Readings, Shelf,
};

/// Articles marked in one transaction where a whole shelf is: archiving waits no longer than this takes.
const STEP: usize = 20_000;

impl Readings for Sqlite {
    fn readings(&self, request: &ReadingRequest<'_>) -> Result<ReadPage, StoreError> {
        self.read(|tx| page(tx, request))
    }

    fn reading(&self, user_id: UserId, article_id: ArticleId) -> Result<Option<Reading>, StoreError> {
        self.read(|tx| one(tx, READING, params![article_id.0, user_id.0], reading))
    }

    fn place_of(&self, article_id: ArticleId) -> Result<Option<i64>, StoreError> {
        self.read(|tx| one(tx, PLACE, [article_id.0], |row| Ok(row.get(0)?)))
    }

    fn reading_counts(&self, user_id: UserId) -> Result<ReadingCounts, StoreError> {
        self.read(|tx| {
            let unread = many(tx, UNREAD_COUNTS, [user_id.0], |row| {
                let source = row.get::<_, i64>("source_id")?;
                Ok(((source != 0).then_some(SourceId(source)), count(row, "count")?))
            })?;
            let starred = one(tx, STARRED_COUNT, [user_id.0], |row| count(row, "count"))?;
            Ok(ReadingCounts { unread, starred: starred.unwrap_or(0) })
        })
    }

    fn mark_read(
        &self,
        user_id: UserId,
        articles: &[ArticleId],
        read: bool,
        now: Timestamp,
    ) -> Result<Marked, StoreError> {
        self.note(|tx| {
            let at = moment(tx, user_id, now)?;
            let mut count = 0;
            for id in articles.iter().take(MARKED_MAX) {
                count += match read {
                    true => run(tx, SET_READ, params![id.0, user_id.0, at.micros()])?,
                    false => run(tx, SET_UNREAD, params![id.0, user_id.0])?,
                };
            }
            Ok(Marked { count: count as u64, at })
        })
    }

    fn mark_shelf_read(
        &self,
        user_id: UserId,
        shelf: &Shelf,
        part: Part,
        now: Timestamp,
    ) -> Result<Marked, StoreError> {
        let at = self.read(|tx| moment(tx, user_id, now))?;
        let (first, last) = match part {
            Part::UpTo(place) => (0, place),
            Part::From(place) => (place, i64::MAX),
        };
        let mark = Marking { user: user_id.0, at: at.micros(), first, last };
        let count = match shelf {
            Shelf::All => self.in_steps(|tx| run(tx, MARK_ALL, mark.row()))?,
            Shelf::Source(id) => self.mark_source(&mark, *id)?,
            Shelf::Sources(ids) => {
                let mut count = 0;
                for id in ids.iter().take(LISTED_SOURCES_MAX) {
                    count += self.mark_source(&mark, *id)?;
                }
                count
            }
            Shelf::Publication(id) => self.mark_publication(&mark, *id)?,
            Shelf::Starred => {
                self.in_steps(|tx| run(tx, MARK_STARRED, params![mark.user, mark.at, limit(STEP)]))?
            }
        };
        Ok(Marked { count, at })
    }

    fn undo(&self, user_id: UserId, at: Timestamp) -> Result<u64, StoreError> {
        self.in_steps(|tx| run(tx, UNDO, params![user_id.0, at.micros(), limit(STEP)]))
    }

    fn star(
        &self,
        user_id: UserId,
        articles: &[ArticleId],
        starred: bool,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.keep(|tx| {
            // Each star has a moment of its own, so that paging through them misses none.
            let last = one(tx, LAST_STAR, [user_id.0], |row| Ok(row.get::<_, i64>(0)?))?;
            let first = last.map_or(now.micros(), |last| now.micros().max(last + 1));
            let mut count = 0;
            for (n, id) in (0_i64..).zip(articles.iter().take(MARKED_MAX)) {
                count += match starred {
                    true => run(tx, SET_STAR, params![id.0, user_id.0, first + n])?,
                    false => run(tx, TAKE_STAR, params![id.0, user_id.0])?,
                };
            }
            Ok(count as u64)
        })
    }
}

/// What is noted with articles that are marked, and the places between which they are.
struct Marking {
    user: i64,
    at: i64,
    first: i64,
    last: i64,
}

impl Marking {
    fn row(&self) -> impl Params {
        (self.user, self.at, self.first, self.last, limit(STEP))
    }
}

impl Sqlite {
    /// Repeats a step, each in a transaction of its own, until one changes nothing; counts all changes.
    fn in_steps(&self, step: impl Fn(&Connection) -> Result<usize, Fault>) -> Result<u64, StoreError> {
        let mut count = 0;
        loop {
            match self.note(&step)? {
                0 => return Ok(count),
                changed => count += changed as u64,
            }
        }
    }

    fn mark_source(&self, mark: &Marking, id: SourceId) -> Result<u64, StoreError> {
        let Marking { user, at, first, last } = *mark;
        self.in_steps(|tx| run(tx, MARK_SOURCE, params![user, at, first, last, limit(STEP), id.0]))
    }

    /// Walks through the publication, because what is read in it has no index of its own.
    fn mark_publication(&self, mark: &Marking, id: PublicationId) -> Result<u64, StoreError> {
        let Marking { user, at, first, last } = *mark;
        let (mut count, mut before) = (0, i64::MAX);
        loop {
            let (changed, reached) = self.note(|tx| {
                let row = params![id.0, before, limit(LOOKED_THROUGH_MAX)];
                let reached = one(tx, PUBLICATION_STEP, row, |row| Ok(row.get::<_, Option<i64>>(0)?))?;
                let Some(reached) = reached.flatten() else { return Ok((0, None)) };
                let row = params![user, at, first, last, id.0, reached, before];
                Ok((run(tx, MARK_PUBLICATION, row)?, Some(reached)))
            })?;
            count += changed as u64;
            match reached {
                Some(reached) => before = reached,
                None => return Ok(count),
            }
        }
    }
}

const READING: &str = "SELECT read_at, starred_at FROM reading WHERE article_id = ?1 AND user_id = ?2";
const PLACE: &str = "SELECT first_seq FROM article WHERE id = ?1";
const UNREAD_COUNTS: &str = "SELECT source_id, count FROM unread WHERE user_id = ?1 AND count > 0";
const STARRED_COUNT: &str = "
    SELECT count(*) AS count FROM reading WHERE user_id = ?1 AND starred_at IS NOT NULL";

fn reading(row: &Row<'_>) -> Result<Reading, Fault> {
    Ok(Reading { read_at: maybe_at(row, "read_at")?, starred_at: maybe_at(row, "starred_at")? })
}

const LAST_READ: &str = "
    SELECT read_at FROM reading WHERE user_id = ?1 AND read_at IS NOT NULL ORDER BY read_at DESC LIMIT 1";
const LAST_STAR: &str = "
    SELECT starred_at FROM reading WHERE user_id = ?1 AND starred_at IS NOT NULL
    ORDER BY starred_at DESC LIMIT 1";

/// A moment that nothing was marked at before.
fn moment(tx: &Connection, user_id: UserId, now: Timestamp) -> Result<Timestamp, Fault> {
    let last = one(tx, LAST_READ, [user_id.0], |row| Ok(row.get::<_, i64>(0)?))?;
    Ok(last.map_or(now, |last| Timestamp::from_micros(now.micros().max(last + 1))))
}

const SET_READ: &str = "
    UPDATE reading SET read_at = ?3 WHERE article_id = ?1 AND user_id = ?2 AND read_at IS NULL";
const SET_UNREAD: &str = "
    UPDATE reading SET read_at = NULL WHERE article_id = ?1 AND user_id = ?2 AND read_at IS NOT NULL";
const SET_STAR: &str = "
    UPDATE reading SET starred_at = ?3 WHERE article_id = ?1 AND user_id = ?2 AND starred_at IS NULL";
const TAKE_STAR: &str = "
    UPDATE reading SET starred_at = NULL WHERE article_id = ?1 AND user_id = ?2 AND starred_at IS NOT NULL";

const MARK_ALL: &str = "
    UPDATE reading SET read_at = ?2 WHERE user_id = ?1 AND seq IN (
        SELECT seq FROM reading INDEXED BY reading_unread
        WHERE user_id = ?1 AND read_at IS NULL AND seq BETWEEN ?3 AND ?4
        ORDER BY seq LIMIT ?5)";
const MARK_SOURCE: &str = "
    UPDATE reading SET read_at = ?2 WHERE user_id = ?1 AND seq IN (
        SELECT seq FROM reading INDEXED BY reading_unread_of_source
        WHERE user_id = ?1 AND source_id = ?6 AND read_at IS NULL AND seq BETWEEN ?3 AND ?4
        ORDER BY seq LIMIT ?5)";
const MARK_STARRED: &str = "
    UPDATE reading SET read_at = ?2 WHERE user_id = ?1 AND seq IN (
        SELECT seq FROM reading INDEXED BY reading_starred
        WHERE user_id = ?1 AND starred_at IS NOT NULL AND read_at IS NULL LIMIT ?3)";
const PUBLICATION_STEP: &str = "
    SELECT min(seq) FROM (
        SELECT seq FROM publication_article WHERE publication_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3)";
const MARK_PUBLICATION: &str = "
    UPDATE reading SET read_at = ?2 WHERE user_id = ?1 AND read_at IS NULL AND seq BETWEEN ?3 AND ?4
        AND article_id IN (
            SELECT article_id FROM publication_article WHERE publication_id = ?5 AND seq >= ?6 AND seq < ?7)";
const UNDO: &str = "
    UPDATE reading SET read_at = NULL WHERE user_id = ?1 AND seq IN (
        SELECT seq FROM reading WHERE user_id = ?1 AND read_at = ?2 ORDER BY seq LIMIT ?3)";

/// An article's place in a list, and its number.
pub(super) type Placed = (i64, ArticleId);

fn placed(row: &Row<'_>) -> Result<Placed, Fault> {
    Ok((row.get(0)?, ArticleId(row.get(1)?)))
}

fn page(tx: &Connection, request: &ReadingRequest<'_>) -> Result<ReadPage, Fault> {
    let (list, next) = list(tx, request)?;
    let mut articles = Vec::with_capacity(list.len());
    for (place, id) in list {
        let Some(archived) = article::by_id(tx, id)? else { continue };
        let reading = one(tx, READING, params![id.0, request.user_id.0], reading)?.unwrap_or_default();
        articles.push(ReadArticle { archived, reading, place });
    }
    Ok(ReadPage { articles, next })
}

/// The places of one page, and where the next one begins.
fn list(tx: &Connection, request: &ReadingRequest<'_>) -> Result<(Vec<Placed>, Option<i64>), Fault> {
    let wanted = request.limit.saturating_add(1);
    let after = request.after.unwrap_or(match request.direction {
        Direction::Newest => i64::MAX,
        Direction::Oldest => -1,
    });
    let user = request.user_id.0;
    let newest = request.direction == Direction::Newest;
    let mut list = match (request.shelf, request.unread_only) {
        (Shelf::All, false) => {
            let sql = if newest { ALL_NEWEST } else { ALL_OLDEST };
            many(tx, sql, params![user, after, limit(wanted)], placed)?
        }
        (Shelf::All, true) => {
            let sql = if newest { UNREAD_NEWEST } else { UNREAD_OLDEST };
            many(tx, sql, params![user, after, limit(wanted)], placed)?
        }
        (Shelf::Source(id), _) => of_source(tx, request, *id, after, wanted)?,
        (Shelf::Sources(ids), _) => {
            let mut all = Vec::new();
            for id in ids.iter().take(LISTED_SOURCES_MAX) {
                all.extend(of_source(tx, request, *id, after, wanted)?);
                keep_first(&mut all, newest, wanted);
            }
            all
        }
        (Shelf::Publication(id), false) => {
            let sql = if newest { PUBLISHED_NEWEST } else { PUBLISHED_OLDEST };
            many(tx, sql, params![id.0, after, limit(wanted)], placed)?
        }
        (Shelf::Publication(id), true) => {
            return unread_of_publication(tx, request, *id, after, LOOKED_THROUGH_MAX);
        }
        (Shelf::Starred, _) => {
            let sql = if newest { STARRED_NEWEST } else { STARRED_OLDEST };
            many(tx, sql, params![user, after, limit(wanted)], placed)?
        }
    };
    let more = list.len() > request.limit;
    list.truncate(request.limit);
    let next = list.last().filter(|_| more).map(|(place, _)| *place);
    Ok((list, next))
}

/// Of a list put together from several: the first in order, each article once.
fn keep_first(list: &mut Vec<Placed>, newest: bool, wanted: usize) {
    list.sort_unstable_by_key(|(place, _)| if newest { -place } else { *place });
    list.dedup();
    list.truncate(wanted);
}

const ALL_NEWEST: &str = "
    SELECT seq, article_id FROM reading WHERE user_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3";
const ALL_OLDEST: &str = "
    SELECT seq, article_id FROM reading WHERE user_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
// The indexes are named: left to itself the engine walks the table, past all that was read.
const UNREAD_NEWEST: &str = "
    SELECT seq, article_id FROM reading INDEXED BY reading_unread
    WHERE user_id = ?1 AND read_at IS NULL AND seq < ?2
    ORDER BY seq DESC LIMIT ?3";
const UNREAD_OLDEST: &str = "
    SELECT seq, article_id FROM reading INDEXED BY reading_unread
    WHERE user_id = ?1 AND read_at IS NULL AND seq > ?2
    ORDER BY seq LIMIT ?3";
const STARRED_NEWEST: &str = "
    SELECT starred_at, article_id FROM reading WHERE user_id = ?1 AND starred_at < ?2
    ORDER BY starred_at DESC LIMIT ?3";
const STARRED_OLDEST: &str = "
    SELECT starred_at, article_id FROM reading WHERE user_id = ?1 AND starred_at > ?2
    ORDER BY starred_at LIMIT ?3";

const SOURCE_NEWEST: &str = "
    SELECT first_seq, article_id FROM source_article WHERE source_id = ?1 AND first_seq < ?2
    ORDER BY first_seq DESC LIMIT ?3";
const SOURCE_OLDEST: &str = "
    SELECT first_seq, article_id FROM source_article WHERE source_id = ?1 AND first_seq > ?2
    ORDER BY first_seq LIMIT ?3";
const SOURCE_UNREAD_NEWEST: &str = "
    SELECT seq, article_id FROM reading INDEXED BY reading_unread_of_source
    WHERE user_id = ?4 AND source_id = ?1 AND read_at IS NULL AND seq < ?2 ORDER BY seq DESC LIMIT ?3";
const SOURCE_UNREAD_OLDEST: &str = "
    SELECT seq, article_id FROM reading INDEXED BY reading_unread_of_source
    WHERE user_id = ?4 AND source_id = ?1 AND read_at IS NULL AND seq > ?2 ORDER BY seq LIMIT ?3";

fn of_source(
    tx: &Connection,
    request: &ReadingRequest<'_>,
    id: SourceId,
    after: i64,
    wanted: usize,
) -> Result<Vec<Placed>, Fault> {
    let newest = request.direction == Direction::Newest;
    match request.unread_only {
        false => {
            let sql = if newest { SOURCE_NEWEST } else { SOURCE_OLDEST };
            many(tx, sql, params![id.0, after, limit(wanted)], placed)
        }
        true => {
            let sql = if newest { SOURCE_UNREAD_NEWEST } else { SOURCE_UNREAD_OLDEST };
            many(tx, sql, params![id.0, after, limit(wanted), request.user_id.0], placed)
        }
    }
}

const PUBLISHED_NEWEST: &str = "
    SELECT seq, article_id FROM publication_article WHERE publication_id = ?1 AND seq < ?2
    ORDER BY seq DESC LIMIT ?3";
const PUBLISHED_OLDEST: &str = "
    SELECT seq, article_id FROM publication_article WHERE publication_id = ?1 AND seq > ?2
    ORDER BY seq LIMIT ?3";
const IS_UNREAD: &str = "
    SELECT 1 FROM reading WHERE article_id = ?1 AND user_id = ?2 AND read_at IS NULL";

/// Looks through the publication for what is unread, no further than so many articles.
pub(super) fn unread_of_publication(
    tx: &Connection,
    request: &ReadingRequest<'_>,
    id: PublicationId,
    after: i64,
    looked_max: usize,
) -> Result<(Vec<Placed>, Option<i64>), Fault> {
    let newest = request.direction == Direction::Newest;
    let sql = if newest { PUBLISHED_NEWEST } else { PUBLISHED_OLDEST };
    let looked = many(tx, sql, params![id.0, after, limit(looked_max)], placed)?;
    let whole = looked.len() < looked_max;
    let last = looked.last().map(|(place, _)| *place);
    let mut found = Vec::new();
    for (place, article_id) in looked {
        if one(tx, IS_UNREAD, params![article_id.0, request.user_id.0], |_| Ok(()))?.is_none() {
            continue;
        }
        if found.len() == request.limit {
            let next = found.last().map(|(place, _)| *place);
            return Ok((found, next));
        }
        found.push((place, article_id));
    }
    Ok((found, last.filter(|_| !whole)))
}
