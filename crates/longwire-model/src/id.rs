//! Numbers that name rows, one type each, so that they can not be mixed up.
//!
//! All are `i64` because Google Reader and Fever clients need numbers; they
//! count up from 1 and stay far below 2^31 in practice.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Names a [`Source`](crate::Source).
    SourceId;
    /// Names one entry of one source: the link between a source and an article.
    EntryId;
    /// Names an [`Article`](crate::Article) over all its revisions.
    ArticleId;
    /// Names a stored [`Capture`](crate::Capture).
    CaptureId;
    /// Names a job on the queue.
    JobId;
    /// Names a [`Publication`](crate::Publication).
    PublicationId;
    /// Names an arrangement with a hub that pushes a source to us.
    PushId;
    /// Names one body that a hub has pushed and that is still to be admitted.
    DeliveryId;
    /// Names a callback that follows a publication of ours at our own hub.
    FollowerId;
    /// Names a publication that somebody follows at our own hub.
    TopicId;
    /// Names a report of a bad extraction.
    ReportId;
    /// Names a user; 1 is the owner.
    UserId;
    /// Position in the archive: grows with each committed revision, and with each
    /// further source or picture of an article, over the whole archive. Everything
    /// derived remembers the last one it saw.
    ArchiveSeq;
}

/// SHA-256 of stored bytes: the name of an image or a body in the store.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// Reads 64 hexadecimal digits; `None` for anything else.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let hex = hex.as_bytes();
        if hex.len() != 64 {
            return None;
        }
        let mut out = [0; 32];
        for (byte, pair) in out.iter_mut().zip(hex.chunks(2)) {
            let digit = |c: u8| (c as char).to_digit(16);
            *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
        }
        Some(Self(out))
    }
}

/// 64 lower-case hexadecimal digits.
impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}
