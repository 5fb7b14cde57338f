//! What the asker did with articles: read them, gave them a star.
//!
//! The index knows nothing of it: whoever asks brings sets of articles along.

use std::collections::BTreeMap;

/// What may be asked of an article and a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The reader has not read it.
    Unread,
    /// The reader gave it a star.
    Starred,
}

impl Mark {
    /// As a query writes it.
    pub fn written(self) -> &'static str {
        match self {
            Self::Unread => "is:unread",
            Self::Starred => "is:starred",
        }
    }
}

/// Articles of one page.
const PAGE: i64 = 1 << 16;

/// A set of articles by number: as bits, so that half a million take 64 KB and are asked in no time.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    pages: BTreeMap<i64, Box<[u64]>>,
    all_but: bool,
}

impl Articles {
    /// Those in it are left out, and all others taken.
    pub fn all_but(mut self) -> Self {
        self.all_but = !self.all_but;
        self
    }

    /// Whether an article is taken.
    pub fn contains(&self, article_id: i64) -> bool {
        let (page, word, bit) = place(article_id);
        self.pages.get(&page).is_some_and(|words| words[word] & bit != 0) != self.all_but
    }
}

impl FromIterator<i64> for Articles {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        let mut articles = Self::default();
        for id in ids {
            let (page, word, bit) = place(id);
            let empty = || vec![0; PAGE as usize / 64].into_boxed_slice();
            articles.pages.entry(page).or_insert_with(empty)[word] |= bit;
        }
        articles
    }
}

fn place(article_id: i64) -> (i64, usize, u64) {
    let within = article_id.rem_euclid(PAGE) as usize;
    (article_id.div_euclid(PAGE), within / 64, 1 << (within % 64))
}

#[cfg(test)]
mod tests;
