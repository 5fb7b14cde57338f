//! Has a publication changed that somebody follows?
//!
//! The archive's mark says that something changed, the publication's own bytes
//! whether it was this one. A publication that is gone counts as changed: its
//! followers are told that, each in its turn.

use longwire_model::{ContentHash, TopicId};
use longwire_store::{TopicSeen, content_hash};

use super::Published;
use crate::{Failure, Pipeline};

/// What a publication that is gone hashes to.
const NOTHING: ContentHash = ContentHash([0; 32]);

/// Runs the job of one topic.
pub(crate) async fn run(pipeline: &Pipeline, id: TopicId) -> Result<(), Failure> {
    let Some(topic) = pipeline.with_store(move |store| store.topic(id)).await? else { return Ok(()) };
    let body = match pipeline.own_feeds.get(&topic.url, topic.etag.as_deref()).await {
        Published::Document { etag, body, .. } => Some((content_hash(&body), etag)),
        Published::Unchanged => None,
        Published::Gone => Some((NOTHING, None)),
        Published::Busy => {
            return Err(Failure::Again { reason: "the publication can not be had".into(), after: None });
        }
    };
    let now = pipeline.now();
    let seen = TopicSeen { archive_mark: topic.archive_mark, body };
    Ok(pipeline.with_store(move |store| store.topic_seen(id, &seen, now)).await?)
}
