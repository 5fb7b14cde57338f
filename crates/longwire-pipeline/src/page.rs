//! A page, or the feed's own text in its place, as an extraction.

use std::collections::HashSet;
use std::sync::Arc;

use longwire_extract::{Extraction, Hint, Limits};
use longwire_fetch::{Accept, Fetched, Request};
use longwire_model::{Capture, CleanHtml, SourceId, Url};
use longwire_store::NewEntry;
use longwire_text::url::identity;

use crate::own::Own;
use crate::{Failure, Pipeline, admit, blocking};

/// Where a page's text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageFrom {
    /// It was fetched.
    Web,
    /// The feed carried it.
    Feed,
}

/// An extraction and its evidence.
pub(crate) struct Page {
    /// The address that answered.
    pub(crate) url: Url,
    /// Where the text came from.
    pub(crate) from: PageFrom,
    /// False where it is no more than what the feed told of the article.
    pub(crate) in_full: bool,
    /// The responses, the first part's first; none for a feed's own text.
    pub(crate) captures: Vec<Capture>,
    /// What they gave.
    pub(crate) extraction: Extraction,
}

/// Where responses come from.
#[derive(Clone, Copy)]
pub(crate) enum Supply<'a> {
    /// The network; asked for a source, where there is one, with its settings.
    Web { source: Option<SourceId>, own: &'a Own },
    /// The archive: what was received once.
    Kept(&'a [Capture]),
}

/// Gets a page and extracts its article, further parts joined to the first.
pub(crate) async fn read(
    pipeline: &Pipeline,
    supply: Supply<'_>,
    url: &Url,
    hint: &Hint,
) -> Result<Page, Failure> {
    let first = capture(pipeline, supply, url).await?;
    let final_url = first.final_url.clone();
    let (first, mut extraction) = extract(pipeline, first, hint.clone()).await;
    let mut captures = vec![first];
    let mut seen = HashSet::from([identity(url), identity(&final_url)]);
    let mut parts = vec![extraction.article.html.clone()];
    while let Some(next) = extraction.next_page.take() {
        // A part that points back, elsewhere or on and on ends the article, never the job.
        let ours = next.host_str() == final_url.host_str();
        if parts.len() >= pipeline.config.parts_max || !ours || !seen.insert(identity(&next)) {
            break;
        }
        let Ok(part) = capture(pipeline, supply, &next).await else { break };
        let (part, further) = extract(pipeline, part, Hint::default()).await;
        if further.article.text.is_empty() || extraction.article.text.contains(&further.article.text) {
            break;
        }
        captures.push(part);
        join(&mut extraction, further, &mut parts);
    }
    if parts.len() > 1 {
        extraction.article.html = CleanHtml::joined(&parts);
    }
    Ok(Page { url: final_url, from: PageFrom::Web, in_full: true, captures, extraction })
}

/// Adds a further part's text and pictures to the first part's.
fn join(whole: &mut Extraction, part: Extraction, parts: &mut Vec<CleanHtml>) {
    whole.article.text.push('\n');
    whole.article.text.push_str(&part.article.text);
    whole.article.word_count += part.article.word_count;
    whole.article.images.extend(part.article.images);
    whole.next_page = part.next_page;
    parts.push(part.article.html);
}

async fn capture(pipeline: &Pipeline, supply: Supply<'_>, url: &Url) -> Result<Capture, Failure> {
    let (source, own) = match supply {
        Supply::Web { source, own } => (source, own),
        Supply::Kept(captures) => {
            let found = captures.iter().find(|capture| capture.url == *url);
            return found.cloned().ok_or_else(|| Failure::never(format!("no response of {url} is kept")));
        }
    };
    let mut request = Request::new(url.clone(), Accept::Page);
    own.dress(&mut request)?;
    match pipeline.page(source, own, request).await? {
        Fetched::Capture { capture, .. } => Ok(*capture),
        Fetched::NotModified { .. } => {
            Err(Failure::Again { reason: format!("{url} answered 304 to a plain request"), after: None })
        }
    }
}

async fn extract(pipeline: &Pipeline, capture: Capture, hint: Hint) -> (Capture, Extraction) {
    let book = Arc::clone(&pipeline.config.rules);
    blocking(move || {
        let rules = book.of(&capture.final_url);
        let extraction = longwire_extract::article(&capture, &hint, rules, &Limits::default());
        (capture, extraction)
    })
    .await
}

/// The feed's own text as an extraction: its content, else its summary.
pub(crate) async fn from_feed(entry: &NewEntry, hint: Hint) -> Page {
    let url = entry.url.clone();
    let in_full = admit::has_no_page(entry) || admit::carries_full_text(entry);
    let html = entry.content.clone().or_else(|| entry.summary.clone()).unwrap_or_default();
    blocking(move || {
        let extraction = longwire_extract::feed_text(&html, &url, &hint, &Limits::default());
        Page { url, from: PageFrom::Feed, in_full, captures: Vec::new(), extraction }
    })
    .await
}
