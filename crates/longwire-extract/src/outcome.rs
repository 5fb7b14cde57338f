//! Is there an article at all?

use crate::metadata::{Metadata, PageType};
use crate::write::Written;
use crate::{NotArticle, Outcome};

/// Words without which nothing is an article.
const WORDS_MIN: u32 = 8;

/// What a page turned out to be.
pub(crate) fn of(is_text: bool, metadata: &Metadata, written: &Written) -> Outcome {
    let why = match metadata.page_type {
        _ if !is_text => NotArticle::NotHtml,
        PageType::LoginWall => NotArticle::LoginWall,
        PageType::ConsentWall => NotArticle::ConsentWall,
        PageType::SoftNotFound => NotArticle::SoftNotFound,
        PageType::Challenge => NotArticle::Challenge,
        PageType::Listing => NotArticle::Listing,
        _ if written.word_count < WORDS_MIN && written.images.is_empty() => NotArticle::Empty,
        _ => return Outcome::Article,
    };
    Outcome::NotArticle(why)
}
