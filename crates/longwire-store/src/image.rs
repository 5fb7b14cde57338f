//! The pictures of archived articles.
//!
//! A revision names pictures where the publisher keeps them and never changes;
//! which stored file stands for which address is a map beside it, filled as
//! the files come. Equal files are kept once, by their hash.

use longwire_model::{ArticleId, Bytes, ContentHash, Timestamp, Url};

use crate::StoreError;

/// A picture as fetched and looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewImage {
    /// Where the publisher keeps it.
    pub url: Url,
    /// Media type by its bytes, never by its header.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Bytes,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
}

/// A stored picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredImage {
    /// Its name: SHA-256 of the file.
    pub hash: ContentHash,
    /// Media type by its bytes.
    pub media_type: String,
    /// The file.
    pub bytes: Bytes,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
}

/// What is known of a stored picture without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageHead {
    /// Its name: SHA-256 of the file.
    pub hash: ContentHash,
    /// Media type by its bytes.
    pub media_type: String,
    /// Size of the file in bytes.
    pub size_bytes: u64,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
}

/// A picture that we do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingImage {
    /// Where the publisher keeps it.
    pub url: Url,
    /// Why, in plain words.
    pub reason: String,
    /// When it was last tried.
    pub missed_at: Timestamp,
}

/// The pictures of archived articles.
pub trait Images {
    /// Puts one [`Job::Picture`](crate::Job::Picture) on the queue for each of these
    /// addresses of which the article's newest revision has no copy. An article
    /// that is gone wants nothing.
    fn want_images(&self, id: ArticleId, wanted: &[Url], now: Timestamp) -> Result<(), StoreError>;

    /// Keeps a picture with every revision of an article that names its address
    /// and has no copy yet, and tells the publications. False where no revision
    /// names it any more: nothing is kept then.
    fn keep_image(&self, id: ArticleId, image: &NewImage) -> Result<bool, StoreError>;

    /// Notes why pictures of an article are not there, in plain words, in place
    /// of what was noted for their addresses before.
    fn miss_images(&self, id: ArticleId, missing: &[(Url, String)], now: Timestamp)
    -> Result<(), StoreError>;

    /// The pictures of an article that are noted as missing, by address.
    fn missing_images(&self, id: ArticleId) -> Result<Vec<MissingImage>, StoreError>;

    /// What is known of the stored pictures of an article, over all its revisions.
    fn image_heads(&self, id: ArticleId) -> Result<Vec<ImageHead>, StoreError>;

    /// A stored picture.
    fn image(&self, hash: ContentHash) -> Result<Option<StoredImage>, StoreError>;
}
