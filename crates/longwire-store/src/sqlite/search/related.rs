//! What tells of the same matter as an article.

use longwire_model::ArticleId;
use longwire_search::{related as nearest, same};
use rusqlite::Connection;

use super::super::{Sqlite, article, showing};
use super::read::{self, Cache, Stored};
use super::{Trouble, document};
use crate::{ArchivedArticle, Audience, StoreError};

/// Articles looked at for each that is wanted: some are an article once more.
const LOOKED_AT: usize = 3;

/// The articles nearest to one; none where there is no index to ask.
pub(super) fn related(
    store: &Sqlite,
    audience: Audience,
    id: ArticleId,
    limit: usize,
) -> Result<Vec<ArchivedArticle>, StoreError> {
    let mut damage = None;
    let found = store.read(|tx| match from_index(tx, &store.search, audience, id, limit) {
        Ok(found) => Ok(found),
        Err(Trouble::Store(fault)) => Err(fault),
        Err(Trouble::Damaged(reason)) => {
            damage = Some(reason);
            Ok(Vec::new())
        }
    })?;
    if let Some(reason) = damage {
        read::remember(store, &reason);
    }
    Ok(found)
}

fn from_index(
    tx: &Connection,
    cache: &Cache,
    audience: Audience,
    id: ArticleId,
    limit: usize,
) -> Result<Vec<ArchivedArticle>, Trouble> {
    if showing::is_hidden(tx, audience, id)? {
        return Ok(Vec::new());
    }
    let Some(subject) = document::by_id(tx, id.0)? else { return Ok(Vec::new()) };
    let (rows, segments) = read::segments(tx, cache)?;
    let hidden = showing::hidden_sources(tx, audience)?;
    let lists = Stored { tx, rows: &rows };
    let subject = subject.document();
    let hits = nearest(&subject, &segments, &lists, &hidden, limit * LOOKED_AT)?;
    let first_source = subject.sources.first().copied();
    let mut told = vec![(first_source, subject.title.to_owned())];
    let mut found = Vec::new();
    for hit in hits {
        let hit = ArticleId(hit.article_id);
        // The archive has the last word on what is private.
        if found.len() >= limit || showing::is_hidden(tx, audience, hit)? {
            continue;
        }
        let Some(archived) = article::by_id(tx, hit)? else { continue };
        let source = archived.source_id.map(|source| source.0);
        let title = &archived.revision.article.title;
        // A source that gives an article once more, at another address, tells nothing new.
        if told.iter().any(|(by, known)| *by == source && same(known, title)) {
            continue;
        }
        told.push((source, title.clone()));
        found.push(archived);
    }
    Ok(found)
}
