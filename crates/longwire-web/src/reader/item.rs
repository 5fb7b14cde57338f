//! One article in a list of the reader.

use longwire_model::{Lang, Timestamp};
use longwire_store::ReadArticle;

use super::names::Known;
use super::shelf::{source_path, source_title};
use crate::App;
use crate::article::{Lead, web_address};
use crate::fault::Fault;
use crate::headline::Headline;
use crate::look::View;
use crate::picture::{Body, Offer, stored_path};
use crate::visitor::Visitor;

/// Width of a list's pictures, in pixels: one of those that are to be had.
const THUMB_WIDTH: u32 = 320;

/// An article in a list.
pub(super) struct Item {
    pub(super) id: i64,
    /// Its place among all articles: up to where or from where a list is marked.
    pub(super) place: i64,
    pub(super) headline: Headline,
    pub(super) original: String,
    pub(super) source: Option<(String, Option<Lang>, String)>,
    pub(super) unread: bool,
    pub(super) starred: bool,
    pub(super) thumb: Option<String>,
    /// The whole text, where the view shows it.
    pub(super) body: Option<Body>,
    pub(super) lead: Option<Lead>,
    /// True where the article stands open beside the list.
    pub(super) open: bool,
}

impl Item {
    /// An article as the owner sees it in a view at one moment.
    pub(super) fn new(
        app: &App,
        visitor: &Visitor,
        known: &Known,
        found: &ReadArticle,
        view: View,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        let archived = &found.archived;
        let article = &archived.revision.article;
        let source = archived.source_id.and_then(|id| known.source(id));
        let thumb = article.lead_image.as_ref().and_then(|image| Some((image.stored?, &image.url)));
        let thumb = thumb
            .or_else(|| article.images.iter().find_map(|image| image.stored.map(|hash| (hash, &image.url))));
        let thumb = thumb
            .map(|(hash, url)| visitor.address.link(&format!("{}?w={THUMB_WIDTH}", stored_path(hash, url))));
        let (body, lead) = if view == View::River {
            let offer = Offer::of(app.store.image_heads(archived.revision.article_id)?);
            let body = Body::of_article(article, &offer, &visitor.address, visitor.words().picture);
            (Some(body), Lead::of(article, &offer, visitor))
        } else {
            (None, None)
        };
        Ok(Self {
            id: archived.revision.article_id.0,
            place: archived.first_seq.0,
            headline: Headline::new(archived, visitor, now),
            original: web_address(&article.url),
            source: source.map(|source| {
                let href = visitor.link(&source_path(&source.slug));
                (source_title(source), source.language.clone(), href)
            }),
            unread: found.reading.read_at.is_none(),
            starred: found.reading.starred_at.is_some(),
            thumb,
            body,
            lead,
            open: false,
        })
    }
}
