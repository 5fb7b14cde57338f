//! One leased job, run once.

use longwire_model::{PollState, Timestamp};
use longwire_store::{Admitted, Job, LeasedJob, Store, StoreError};
use serde_json::json;

use crate::subscribe::Filing;
use crate::{Failure, Pipeline, article, keep, picture, poll, subscribe, websub};

/// How an attempt ended.
pub(crate) struct Ran {
    /// Its answer, JSON for whoever waits, or why there is none.
    pub(crate) outcome: Result<String, Failure>,
    /// The state of a poll, to be saved with the attempt's end.
    pub(crate) poll: Option<PollState>,
}

/// A job on its way: with what a poll begins with, read for many polls at once.
pub(crate) struct Begun {
    pub(crate) leased: LeasedJob,
    subject: poll::Subject,
}

/// Leases jobs, and reads what polls among them begin with: ten thousand polls that each
/// asked for that by itself spent more time on asking than on polling.
pub(crate) fn lease(
    store: &dyn Store,
    now: Timestamp,
    until: Timestamp,
    limit: usize,
) -> Result<Vec<Begun>, StoreError> {
    let begun = |leased: LeasedJob| {
        let subject = match leased.job {
            Job::Poll { source_id } => poll::subject(store, source_id),
            _ => Ok(None),
        };
        Begun { leased, subject }
    };
    Ok(store.lease(now, until, limit)?.into_iter().map(begun).collect())
}

/// Runs a job.
pub(crate) async fn run(pipeline: &Pipeline, begun: Begun) -> Ran {
    let Begun { leased, subject } = begun;
    let outcome = match &leased.job {
        Job::Poll { .. } => {
            let polled = poll::run(pipeline, subject, leased.attempt).await;
            let answer = polled.outcome.map(counts);
            return Ran { outcome: answer, poll: polled.state };
        }
        Job::Subscribe { url, folder, private } => {
            let filing = Filing { folder: folder.clone(), private: *private };
            let subscribed = subscribe::run(pipeline, url, filing).await;
            subscribed.map(|subscribed| json!(subscribed).to_string())
        }
        Job::Page { url } => keep::run(pipeline, url).await.map(|kept| json!(kept).to_string()),
        Job::Reextract { article_id } => {
            pipeline.reextract(*article_id).await.map(|kept| json!(kept).to_string())
        }
        Job::Article { entry_id } => article::run(pipeline, *entry_id).await.map(|()| String::new()),
        Job::Picture { article_id, url } => {
            picture::run(pipeline, *article_id, url, leased.attempt).await.map(|()| String::new())
        }
        Job::Push { push_id } => websub::push(pipeline, *push_id).await.map(|()| String::new()),
        Job::Delivery { delivery_id } => websub::delivery(pipeline, *delivery_id).await.map(counts),
        Job::Follower { follower_id } => {
            websub::follower(pipeline, *follower_id).await.map(|()| String::new())
        }
        Job::Topic { topic_id } => websub::topic(pipeline, *topic_id).await.map(|()| String::new()),
    };
    Ran { outcome, poll: None }
}

fn counts(admitted: Admitted) -> String {
    json!({
        "new": admitted.new_count,
        "changed": admitted.changed_count,
        "known": admitted.known_count,
    })
    .to_string()
}
