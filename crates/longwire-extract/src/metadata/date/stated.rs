//! Dates that a page states for machines: JSON-LD and meta tags.

use longwire_text::date::written::{self, Habits, WrittenZone};

use super::Dated;
use super::clock::Clock;
use crate::metadata::Evidence;
use crate::metadata::gather::Meta;
use crate::metadata::marks::RegionKind;

/// Meta tags that state when an article appeared, most trusted first.
const PUBLISHED_METAS: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article:post_date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publish_time",
    "publishtime",
    "publishedtime",
    "published_time",
    "published_at",
    "published",
    "publishedat",
    "published-date",
    "publicationdate",
    "publication_date",
    "publication-date",
    "pubdate",
    "pub_date",
    "pubtime",
    "_pubtime",
    "apub:time",
    "bt:pubdate",
    "weibo:article:create_at",
    "og:pubdate",
    "og:release_date",
    "release_date",
    "displaydate",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "date",
    "article:created_time",
    "rnews:datepublished",
    "vr:published_time",
    "shareaholic:article_published_time",
    "eomportal-firstpublished",
    "analytics-s-article-published",
    "iso-8601-publish-date",
    "ptime",
    "newsdate",
];

/// Meta tags that state when an article changed.
const MODIFIED_METAS: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article:modified",
    "revision_date",
    "modified",
    "weibo:article:update_at",
    "lastmodifieddate",
    "eomportal-lastupdate",
    "date.modified",
];

/// Statements of when the article appeared, most trusted first. Of an object that only dates the
/// page as such, as content systems date every page, nothing is taken.
pub(super) fn published(evidence: &Evidence<'_>, clock: &Clock) -> Vec<Dated> {
    let structured = &evidence.structured;
    let json_ld = structured.published.as_deref().filter(|_| structured.published_of_article);
    statements(evidence, clock, json_ld, PUBLISHED_METAS)
}

/// What an object says that only dates the page as such.
pub(super) fn of_page(evidence: &Evidence<'_>, clock: &Clock) -> Option<Dated> {
    let structured = &evidence.structured;
    let json_ld = structured.published.as_deref().filter(|_| !structured.published_of_article);
    statements(evidence, clock, json_ld, &[]).pop()
}

/// Statements of when the article changed.
pub(super) fn modified(evidence: &Evidence<'_>, clock: &Clock) -> Vec<Dated> {
    statements(evidence, clock, evidence.structured.modified.as_deref(), MODIFIED_METAS)
}

fn statements(evidence: &Evidence<'_>, clock: &Clock, json_ld: Option<&str>, metas: &[&str]) -> Vec<Dated> {
    let metas = metas.iter().filter_map(|name| Some((format!("meta {name}"), own_meta(evidence, name)?)));
    let json_ld = json_ld.map(|text| ("json-ld".to_owned(), text));
    let dated = |(from, text): (String, &str)| {
        Some(Dated { moment: clock.read(text)?, from, written: text.to_owned() })
    };
    json_ld.into_iter().chain(metas).filter_map(dated).collect()
}

/// The content of a meta tag that says anything and is not part of a comment or review.
fn own_meta<'a>(evidence: &Evidence<'a>, name: &str) -> Option<&'a str> {
    let found = &evidence.found;
    let is_of_comment = |meta: &Meta<'_>| {
        meta.in_body && found.regions_of(meta.place).any(|region| region.kind == RegionKind::Comments)
    };
    let mut metas = found.metas.iter().filter(|meta| meta.name == name && !meta.content.trim().is_empty());
    metas.find(|meta| !is_of_comment(meta)).map(|meta| meta.content.trim())
}

/// An offset other than UTC in any statement made for machines.
pub(super) fn offset(evidence: &Evidence<'_>) -> Option<i32> {
    let structured = &evidence.structured;
    let metas = PUBLISHED_METAS.iter().chain(MODIFIED_METAS).filter_map(|name| evidence.found.meta(name));
    let stated = [structured.published.as_deref(), structured.modified.as_deref()].into_iter().flatten();
    let zones = stated.chain(metas).filter_map(|text| written::first(text, &Habits::default())?.zone);
    zones.into_iter().find_map(|zone| match zone {
        WrittenZone::Offset(seconds) if seconds != 0 => Some(seconds),
        _ => None,
    })
}
