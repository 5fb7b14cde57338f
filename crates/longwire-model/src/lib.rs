//! The nouns of Longwire: what every other part speaks of, and nothing that does.
//!
//! Plain structs with public fields unless there is an invariant to keep. No
//! serialization is derived here: whoever owns a wire (an SQL row, a JSON
//! document, a queue payload) owns its own shape and converts by hand, so a
//! change of one wire can never silently change another.
//!
//! - A [`Source`] is polled; one poll reads one [`Feed`] of [`Entry`]s.
//! - Each entry's page is fetched as a [`Capture`] and becomes an [`Article`].
//! - An archived state of an article is a [`Revision`], never changed again.
//! - A [`Publication`] is a selection of articles that we give back.
//! - [`RawHtml`] is what strangers wrote, [`CleanHtml`] what may be shown.
//!
//! Deliberately absent: clocks, I/O, behaviour beyond guarding invariants.

mod article;
mod capture;
mod event;
mod feed;
mod html;
mod id;
mod lang;
mod publication;
mod report;
mod source;
mod time;
mod trouble;

pub use article::{Article, Author, Image, LeadImage, Revision};
pub use bytes::Bytes;
pub use capture::{Capture, Headers};
pub use event::{Event, Happening};
pub use feed::{Defect, Enclosure, Entry, Feed, FeedFormat, FeedLink, Person};
pub use html::{CleanHtml, RawHtml};
pub use id::{
    ArchiveSeq, ArticleId, CaptureId, ContentHash, DeliveryId, EntryId, FollowerId, JobId, PublicationId,
    PushId, ReportId, SourceId, TopicId, UserId,
};
pub use lang::Lang;
pub use publication::{Extent, Field, Filter, Output, Pattern, Publication, Scope, Script, Selection};
pub use report::ReportKind;
pub use source::{Moving, PollState, Rest, Source, SourceKind};
pub use time::{Moment, Timestamp};
pub use trouble::Trouble;
pub use url::Url;
