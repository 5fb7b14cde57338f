//! What a page says in JSON-LD, and which of its objects is about the article.
//!
//! Pages carry JSON-LD that no strict parser takes: wrapped in comments or
//! CDATA, with bare line breaks in strings, trailing commas, lone surrogates.
//! [`read`] mends what can be mended ([`repair`]) and reports the rest. Nesting
//! beyond 128 levels is refused by the JSON parser itself, so nothing here
//! needs a deep stack; objects are then visited from a list, not by recursion.
//!
//! Specs: JSON-LD 1.1 as schema.org uses it; no remote contexts, no expansion.

mod repair;

use std::collections::HashMap;

use longwire_model::{Defect, Url};
use serde_json::{Map, Value};

use super::{PageType, text};

/// Most objects looked at.
const OBJECTS_MAX: usize = 20_000;
/// Weight from which a type is one of articles rather than of pages, recipes or products.
const ARTICLE_WEIGHT: i32 = 20;
/// Most authors taken from one list.
const AUTHORS_MAX: usize = 50;
/// Longest `articleBody` kept, in bytes.
const BODY_BYTES_MAX: usize = 1 << 20;

/// Types of things that are rated or sold. Dates on such a page are those of versions, offers and reviews.
pub(super) const OFFER_TYPES: &[&str] = &[
    "AggregateRating",
    "Offer",
    "Product",
    "SoftwareApplication",
    "MobileApplication",
    "LodgingBusiness",
    "Hotel",
];

type Object = Map<String, Value>;

/// A name under `author`, and what it is the name of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) url: Option<String>,
    /// True for an organisation, false for a person, `None` where nothing says.
    pub(super) is_organization: Option<bool>,
}

/// A picture of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) url: String,
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
}

/// What the JSON-LD of a page says about its article.
#[derive(Clone, Debug, Default)]
pub(super) struct Structured {
    pub(super) page_type: PageType,
    /// True where the object was found by its address or stands alone: it is about this page.
    pub(super) is_sure: bool,
    pub(super) headline: Option<String>,
    pub(super) name: Option<String>,
    pub(super) authors: Vec<Named>,
    pub(super) editors: Vec<Named>,
    pub(super) published: Option<String>,
    /// False where only the page as such is dated, as content systems date every page.
    pub(super) published_of_article: bool,
    pub(super) modified: Option<String>,
    /// True where the page holds a recipe and no article.
    pub(super) is_recipe: bool,
    /// True where the page is about something rated or offered, and holds no article.
    pub(super) is_offer: bool,
    pub(super) section: Option<String>,
    pub(super) description: Option<String>,
    pub(super) alternative: Option<String>,
    pub(super) pictures: Vec<Picture>,
    pub(super) publisher: Option<String>,
    pub(super) site_name: Option<String>,
    pub(super) is_free: Option<bool>,
    pub(super) licence: Option<String>,
    pub(super) language: Option<String>,
    pub(super) body: Option<String>,
    pub(super) url: Option<String>,
    pub(super) breadcrumbs: Vec<String>,
}

/// Reads the JSON-LD of a page.
pub(super) fn read(scripts: &[String], page: &Url, defects: &mut Vec<Defect>) -> Structured {
    let values: Vec<Value> = scripts.iter().flat_map(|script| parse(script, defects)).collect();
    let objects = objects_of(&values);
    let by_id = index(&objects);
    let mut structured = Structured::default();
    let main = main_object(&objects, page);
    if let Some((object, is_sure)) = main {
        structured.is_sure = is_sure;
        describe(&mut structured, object.map, &by_id);
    }
    for object in &objects {
        site(&mut structured, object);
    }
    let holds = |wanted: &[&str]| objects.iter().any(|o| !o.beside && has_type(o.map, wanted));
    structured.is_recipe = !structured.published_of_article && holds(&["Recipe"]);
    structured.is_offer = !structured.published_of_article && holds(OFFER_TYPES);
    if structured.page_type == PageType::Unknown
        && objects.iter().any(|o| has_type(o.map, &["CollectionPage", "SearchResultsPage", "Blog"]))
    {
        structured.page_type = PageType::Listing;
    }
    if main.is_none() && values.is_empty() {
        repair::salvage(scripts, &mut structured);
    }
    structured
}

fn parse(script: &str, defects: &mut Vec<Defect>) -> Vec<Value> {
    let text = repair::unwrap(script);
    if text.is_empty() {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    let mended = repair::mend(text);
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(&mended).into_iter() {
        match value {
            Ok(value) => values.push(value),
            Err(error) => {
                defects.push(Defect { code: "page.json-ld.malformed", detail: error.to_string() });
                break;
            }
        }
    }
    values
}

/// An object, and the key it stands under; empty for the outermost.
#[derive(Clone, Copy)]
struct Placed<'a> {
    map: &'a Object,
    key: &'a str,
    /// True below a list of other things: related articles, parts, comments.
    beside: bool,
}

/// Every object of the documents, outermost first.
fn objects_of(values: &[Value]) -> Vec<Placed<'_>> {
    let mut out: Vec<Placed<'_>> = Vec::new();
    let mut queue: std::collections::VecDeque<(&Value, &str, bool)> =
        values.iter().map(|value| (value, "", false)).collect();
    while let Some((value, key, beside)) = queue.pop_front() {
        if out.len() >= OBJECTS_MAX {
            break;
        }
        match value {
            Value::Array(items) => queue.extend(items.iter().map(|item| (item, key, beside))),
            Value::Object(map) => {
                let beside = beside
                    || matches!(
                        key,
                        "itemListElement"
                            | "hasPart"
                            | "mentions"
                            | "isRelatedTo"
                            | "citation"
                            | "subjectOf"
                            | "relatedLink"
                            | "liveBlogUpdate"
                            | "comment"
                            | "review"
                            | "blogPost"
                            | "associatedMedia"
                            | "about"
                            | "isBasedOn"
                            | "suggestedAnswer"
                            | "significantLink"
                    );
                out.push(Placed { map, key, beside });
                queue.extend(
                    map.iter()
                        .filter(|(_, v)| v.is_object() || v.is_array())
                        .map(|(k, v)| (v, k.as_str(), beside)),
                );
            }
            _ => {}
        }
    }
    out
}

/// Objects by `@id`, the fullest of each.
fn index<'a>(objects: &[Placed<'a>]) -> HashMap<&'a str, &'a Object> {
    let mut by_id: HashMap<&str, &Object> = HashMap::new();
    for object in objects {
        if let Some(id) = object.map.get("@id").and_then(Value::as_str) {
            let held = by_id.entry(id).or_insert(object.map);
            if object.map.len() > held.len() {
                *held = object.map;
            }
        }
    }
    by_id
}

fn types(map: &Object) -> impl Iterator<Item = &str> {
    let (one, many) = match map.get("@type") {
        Some(Value::String(one)) => (Some(one.as_str()), None),
        Some(Value::Array(many)) => (None, Some(many)),
        _ => (None, None),
    };
    let many = many.into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many).map(|name| name.rsplit(['/', '#', ':']).next().unwrap_or(name))
}

fn has_type(map: &Object, wanted: &[&str]) -> bool {
    types(map).any(|name| wanted.contains(&name))
}

/// How much an object of this type can be the article, and what page that makes.
fn kind(name: &str) -> Option<(i32, PageType)> {
    Some(match name {
        "LiveBlogPosting" => (30, PageType::LiveBlog),
        "DiscussionForumPosting" | "QAPage" | "Question" => (31, PageType::ForumThread),
        "ImageGallery" | "MediaGallery" => (18, PageType::Gallery),
        "Recipe" => (19, PageType::Article),
        "Report" | "Review" | "HowTo" | "MedicalWebPage" | "CreativeWork" | "TechArticle" => {
            (22, PageType::Article)
        }
        name if name.ends_with("Article") || name.ends_with("Posting") => (30, PageType::Article),
        "VideoObject" => (12, PageType::Video),
        "PodcastEpisode" | "AudioObject" | "RadioEpisode" | "Episode" => (12, PageType::Video),
        "Product" => (14, PageType::Product),
        "WebPage" | "ItemPage" | "AboutPage" => (6, PageType::Unknown),
        _ => return None,
    })
}

/// The object that is about this page's article, and whether that is sure.
fn main_object<'a>(objects: &[Placed<'a>], page: &Url) -> Option<(Placed<'a>, bool)> {
    let mut best: Option<(i32, Placed<'a>, bool)> = None;
    let mut strangers = 0;
    for object in objects {
        let Some((weight, _)) = types(object.map).filter_map(kind).max_by_key(|(weight, _)| *weight) else {
            continue;
        };
        let has = |key: &str| i32::from(object.map.contains_key(key));
        let mut mark = weight
            + has("headline") * 3
            + has("datePublished") * 3
            + has("author") * 2
            + has("articleBody") * 2;
        if object.beside {
            mark -= 60;
        }
        let address = about_page(object.map, page);
        match address {
            Some(true) => mark += 20,
            // A foreign address among equals is another article; alone it is a careless template.
            Some(false) => mark -= 8,
            None => {}
        }
        if address != Some(true) && weight >= 20 {
            strangers += 1;
        }
        if best.is_none_or(|(held, ..)| mark > held) {
            best = Some((mark, *object, address == Some(true)));
        }
    }
    let (mark, object, by_address) = best?;
    // Many articles and none of this address: a list of articles.
    if mark <= 0 || (!by_address && strangers > 3) {
        return None;
    }
    Some((object, by_address || strangers == 1))
}

/// Whether the object names this page as its own. `None` where it names none.
fn about_page(map: &Object, page: &Url) -> Option<bool> {
    let mut named = false;
    for key in ["mainEntityOfPage", "url", "@id"] {
        let written = match map.get(key) {
            Some(Value::String(url)) => Some(url.as_str()),
            Some(Value::Object(inner)) => inner.get("@id").or(inner.get("url")).and_then(Value::as_str),
            _ => None,
        };
        if let Some(url) = written.and_then(|written| page.join(written.split('#').next()?).ok())
            && url.has_host()
            && url.path().len() > 1
        {
            named = true;
            if same_path(&url, page) {
                return Some(true);
            }
        }
    }
    named.then_some(false)
}

fn same_path(one: &Url, other: &Url) -> bool {
    let path = |url: &Url| url.path().trim_end_matches('/').to_ascii_lowercase();
    path(one) == path(other)
}

fn describe(out: &mut Structured, map: &Object, by_id: &HashMap<&str, &Object>) {
    out.page_type = types(map)
        .filter_map(kind)
        .max_by_key(|(weight, _)| *weight)
        .map_or(PageType::Unknown, |(_, kind)| kind);
    out.headline = text(map, "headline");
    out.name = text(map, "name").or_else(|| text(map, "title"));
    out.alternative = text(map, "alternativeHeadline");
    out.description = text(map, "description");
    out.section = text(map, "articleSection");
    out.published = ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|key| text(map, key));
    out.published_of_article = types(map).filter_map(kind).any(|(weight, _)| weight >= ARTICLE_WEIGHT);
    out.modified = text(map, "dateModified");
    out.language = text(map, "inLanguage");
    out.licence = text(map, "license");
    out.url = text(map, "url").or_else(|| text(map, "mainEntityOfPage"));
    out.body = map
        .get("articleBody")
        .and_then(Value::as_str)
        .filter(|body| !body.trim().is_empty() && body.len() <= BODY_BYTES_MAX)
        .map(str::to_owned);
    out.is_free = match map.get("isAccessibleForFree") {
        Some(Value::Bool(free)) => Some(*free),
        Some(Value::String(free)) => Some(!free.trim().eq_ignore_ascii_case("false")),
        _ => None,
    };
    out.editors = map.get("editor").map(|value| people(value, by_id)).unwrap_or_default();
    for key in ["author", "creator"] {
        if out.authors.is_empty()
            && let Some(value) = map.get(key)
        {
            out.authors = people(value, by_id);
        }
    }
    if let Some(value) = map.get("image") {
        out.pictures = pictures(value, by_id);
    }
    if out.pictures.is_empty()
        && let Some(url) = text(map, "thumbnailUrl")
    {
        out.pictures.push(Picture { url, ..Picture::default() });
    }
    out.publisher = map
        .get("publisher")
        .and_then(|value| people(value, by_id).into_iter().next())
        .map(|named| named.name);
}

/// What objects beside the article say of the site.
fn site(out: &mut Structured, object: &Placed<'_>) {
    let map = object.map;
    if out.site_name.is_none() && has_type(map, &["WebSite"]) {
        out.site_name = text(map, "name");
    }
    if out.publisher.is_none()
        && matches!(object.key, "" | "@graph" | "publisher")
        && has_type(map, &["Organization", "NewsMediaOrganization"])
    {
        out.publisher = text(map, "name");
    }
    if out.breadcrumbs.is_empty()
        && has_type(map, &["BreadcrumbList"])
        && let Some(Value::Array(items)) = map.get("itemListElement")
    {
        let name = |item: &Value| {
            let item = item.as_object()?;
            text(item, "name").or_else(|| text(item.get("item")?.as_object()?, "name"))
        };
        out.breadcrumbs = items.iter().take(12).filter_map(name).collect();
    }
    // Some put the dates on the page rather than on the article.
    if has_type(map, &["WebPage", "NewsArticle", "Article", "BlogPosting"]) && !object.beside {
        out.is_free = out.is_free.or(match map.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => Some(*free),
            Some(Value::String(free)) => Some(!free.trim().eq_ignore_ascii_case("false")),
            _ => None,
        });
        if out.published.is_none() {
            out.published = text(map, "datePublished");
            out.published_of_article =
                types(map).filter_map(kind).any(|(weight, _)| weight >= ARTICLE_WEIGHT);
        }
    }
}

/// The plain text under a key: a string, the first of a list, or the name of an object.
fn text(map: &Object, key: &str) -> Option<String> {
    let mut value = map.get(key)?;
    if let Value::Array(items) = value {
        value = items.first()?;
    }
    let written = match value {
        Value::String(text) => text.as_str(),
        Value::Object(inner) => ["@value", "name", "url", "@id", "alternateName"]
            .iter()
            .find_map(|key| inner.get(*key).and_then(Value::as_str))?,
        Value::Number(number) => return Some(number.to_string()),
        _ => return None,
    };
    let plain = text::plain(written);
    (!plain.is_empty()).then_some(plain)
}

/// The names under `author` or `publisher`.
fn people(value: &Value, by_id: &HashMap<&str, &Object>) -> Vec<Named> {
    let items: Vec<&Value> = match value {
        Value::Array(items) => items.iter().take(AUTHORS_MAX).collect(),
        other => vec![other],
    };
    let mut out = Vec::new();
    for item in items {
        match item {
            Value::String(name) => {
                out.push(Named { name: text::plain(name), url: None, is_organization: None })
            }
            Value::Object(map) => {
                let referred = map.get("@id").and_then(Value::as_str).and_then(|id| by_id.get(id)).copied();
                let map = if map.contains_key("name") { map } else { referred.unwrap_or(map) };
                let is_organization = types(map).find_map(|name| match name {
                    "Person" => Some(false),
                    name if name.ends_with("Organization") || name == "Corporation" => Some(true),
                    _ => None,
                });
                let url = text(map, "url").or_else(|| text(map, "sameAs"));
                match map.get("name") {
                    Some(Value::Array(names)) => out.extend(
                        names.iter().take(AUTHORS_MAX).filter_map(Value::as_str).map(|name| Named {
                            name: text::plain(name),
                            url: None,
                            is_organization,
                        }),
                    ),
                    _ => out.extend(text(map, "name").map(|name| Named { name, url, is_organization })),
                }
            }
            _ => {}
        }
    }
    out.retain(|named| !named.name.is_empty());
    out
}

fn pictures(value: &Value, by_id: &HashMap<&str, &Object>) -> Vec<Picture> {
    let items: Vec<&Value> = match value {
        Value::Array(items) => items.iter().take(20).collect(),
        other => vec![other],
    };
    let picture = |item: &Value| match item {
        Value::String(url) => Some(Picture { url: url.trim().to_owned(), ..Picture::default() }),
        Value::Object(map) => {
            let referred = map.get("@id").and_then(Value::as_str).and_then(|id| by_id.get(id)).copied();
            let map = if map.contains_key("url") || map.contains_key("contentUrl") {
                map
            } else {
                referred.unwrap_or(map)
            };
            let size = |key| text(map, key)?.trim_end_matches("px").trim().parse().ok();
            Some(Picture {
                url: text(map, "url").or_else(|| text(map, "contentUrl"))?,
                caption: text(map, "caption").or_else(|| text(map, "description")),
                credit: ["creditText", "creator", "author", "copyrightHolder"]
                    .iter()
                    .find_map(|key| text(map, key)),
                width: size("width"),
                height: size("height"),
            })
        }
        _ => None,
    };
    items.into_iter().filter_map(picture).filter(|picture| !picture.url.is_empty()).collect()
}

#[cfg(test)]
mod tests;
