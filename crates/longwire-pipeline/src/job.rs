//! One leased job, run once.

use longwire_store::{Job, LeasedJob};
use serde_json::json;

use crate::{Failure, Pipeline, article, picture, poll, subscribe};

/// Runs a job and gives its answer, JSON for whoever waits.
pub(crate) async fn run(pipeline: &Pipeline, leased: &LeasedJob) -> Result<String, Failure> {
    match &leased.job {
        Job::Subscribe { url, folder } => {
            let subscribed = subscribe::run(pipeline, url, folder.clone()).await?;
            Ok(json!(subscribed).to_string())
        }
        Job::Poll { source_id } => {
            let admitted = poll::run(pipeline, *source_id).await?;
            Ok(json!({
                "new": admitted.new_count,
                "changed": admitted.changed_count,
                "known": admitted.known_count,
            })
            .to_string())
        }
        Job::Article { entry_id } => {
            article::run(pipeline, *entry_id).await?;
            Ok(String::new())
        }
        Job::Picture { article_id, url } => {
            picture::run(pipeline, *article_id, url, leased.attempt).await?;
            Ok(String::new())
        }
    }
}
