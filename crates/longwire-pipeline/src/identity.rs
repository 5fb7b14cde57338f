//! Which article a page is a state of.
//!
//! An article is known by the address its page declares for itself. Some
//! templates declare one address on every page of a site, which no single page
//! shows: it shows when the second of them comes, because there is an article
//! under that address already, of another page and with another text. Then the
//! page is known by the address that answered.
//!
//! One address that shows another article later is no such case: the article
//! there gets a second revision.

use std::collections::HashSet;
use std::time::Duration;

use longwire_model::{Article, Timestamp, Url};
use longwire_store::{ArchivedArticle, EntryRow, Store, StoreError};
use longwire_text::url::identity;

/// Letters from which on a line of text says which article it is from.
const LINE_CHARS_MIN: usize = 20;

/// How long an article that another entry brought stands for this one without being looked up again.
const FRESH: Duration = Duration::from_secs(24 * 3600);

/// The identity of an article that was read at an address. Where the address it
/// declares is another article's, it is given the one it was read at.
pub(crate) fn settle(store: &dyn Store, article: &mut Article, read_at: &Url) -> Result<String, StoreError> {
    let (declared, own) = (identity(&article.url), identity(read_at));
    if declared == own {
        return Ok(declared);
    }
    let Some(id) = store.article_by_identity(&declared)? else { return Ok(declared) };
    let Some(known) = store.article(id)? else { return Ok(declared) };
    let is_ours = known.fetched_url.as_ref().is_none_or(|url| identity(url) == own);
    if is_ours || is_same(&known.revision.article, article) {
        return Ok(declared);
    }
    article.url = read_at.clone();
    article.url.set_fragment(None);
    Ok(own)
}

/// True where two texts are of one article: they have one title, or a good part of their lines.
fn is_same(one: &Article, other: &Article) -> bool {
    let lines = |article: &'_ Article| -> HashSet<String> {
        let long = article.text.lines().map(str::trim).filter(|line| line.chars().count() >= LINE_CHARS_MIN);
        long.map(str::to_owned).collect()
    };
    let (left, right) = (lines(one), lines(other));
    let shared = left.intersection(&right).count();
    one.title.trim() == other.title.trim() && !one.title.trim().is_empty()
        || shared > 0 && shared * 3 >= left.len().min(right.len())
}

/// The article that another entry has just brought under this entry's address,
/// so that the page need not be fetched again.
pub(crate) fn known(
    store: &dyn Store,
    row: &EntryRow,
    now: Timestamp,
) -> Result<Option<ArchivedArticle>, StoreError> {
    // An entry that has its article comes back only because it changed.
    if row.article_id.is_some() {
        return Ok(None);
    }
    let Some(id) = store.article_by_identity(&identity(&row.entry.url))? else { return Ok(None) };
    let found = store.article(id)?.filter(|known| {
        let (announced, title) = (row.entry.title.trim(), known.revision.article.title.trim());
        let is_announced = !title.is_empty()
            && !announced.is_empty()
            && (announced.contains(title) || title.contains(announced));
        is_announced && known.revision.archived_at.plus(FRESH) > now
    });
    Ok(found)
}

#[cfg(test)]
mod tests;
