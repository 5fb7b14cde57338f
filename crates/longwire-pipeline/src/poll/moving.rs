//! Has a source moved for good?
//!
//! A redirect that calls itself permanent is often a mistake of an hour, or a
//! hotel's network. It is believed when [`POLLS_MIN`] polls in a row over
//! [`TIME_MIN`] led to the same place, and what stands there is the same feed:
//! it has an entry that we know. The same holds for a page that stands where the
//! feed was and announces its feed elsewhere.

use std::time::Duration;

use longwire_fetch::{Accept, Facts, Fetched, Request};
use longwire_model::{Moving, PollState, SourceKind, Timestamp, Url};

use crate::{Pipeline, admit};

/// Polls in a row that must agree.
const POLLS_MIN: u32 = 5;
/// Time over which they must.
const TIME_MIN: Duration = Duration::from_secs(3 * 24 * 3600);

/// What a poll that was answered says about moving.
pub(super) fn noted(before: &PollState, url: &Url, facts: &Facts, now: Timestamp) -> Option<Moving> {
    (facts.permanent && facts.final_url != *url).then(|| agreed(before, facts.final_url.clone(), now))
}

/// The signs so far, with one more that leads to `to`.
pub(super) fn agreed(before: &PollState, to: Url, now: Timestamp) -> Moving {
    match &before.moving {
        Some(moving) if moving.to == to => {
            Moving { poll_count: moving.poll_count.saturating_add(1), ..moving.clone() }
        }
        _ => Moving { to, since: now, poll_count: 1 },
    }
}

fn is_agreed(moving: &Moving, now: Timestamp) -> bool {
    moving.poll_count >= POLLS_MIN && now.since(moving.since) >= TIME_MIN
}

/// Moves the source where the signs agree. `is_same` says whether the new
/// address is known to answer with the same feed; where not, it is asked.
///
/// Failing to find out changes nothing: the signs are still there at the next poll.
pub(super) async fn settle(pipeline: &Pipeline, from: &Url, poll: &mut PollState, is_same: bool) {
    let now = pipeline.now();
    let Some(moving) = poll.moving.clone().filter(|moving| is_agreed(moving, now)) else { return };
    if !is_same && !answers_with_known(pipeline, poll, &moving.to).await {
        return;
    }
    let (id, to) = (poll.source_id, moving.to.clone());
    match pipeline.with_store(move |store| store.move_source(id, &to, now)).await {
        Ok(true) => {
            tracing::info!(source = id.0, %from, to = %moving.to, "source moved for good");
            poll.moving = None;
            if !is_same {
                // It failed only because we asked at the old address.
                poll.due_at = now;
            }
        }
        Ok(false) => tracing::info!(source = id.0, to = %moving.to, "another source stands there already"),
        Err(error) => tracing::warn!(source = id.0, %error, "a source's new address could not be kept"),
    }
}

/// Whether an address answers with a feed that has an entry of this source.
async fn answers_with_known(pipeline: &Pipeline, poll: &PollState, to: &Url) -> bool {
    let Ok(Fetched::Capture { capture, .. }) =
        pipeline.get(poll.source_id, Request::new(to.clone(), Accept::Feed)).await
    else {
        return false;
    };
    let Ok(feed) = super::read(*capture, SourceKind::Feed).await else { return false };
    let guids: Vec<String> =
        admit::entries(&feed, to, pipeline.now()).into_iter().map(|entry| entry.guid).collect();
    let (id, count) = (poll.source_id, guids.len());
    let unknown = pipeline.with_store(move |store| {
        let guids: Vec<&str> = guids.iter().map(String::as_str).collect();
        store.unknown_entries(id, &guids)
    });
    unknown.await.is_ok_and(|unknown| unknown.len() < count)
}

#[cfg(test)]
mod tests;
