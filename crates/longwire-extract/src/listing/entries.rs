//! A news page read as a feed: which of its links lead to articles.
//!
//! Articles are listed by repetition: links that stand in the same place of the
//! same structure. Links are gathered into groups by the tags and classes above
//! them, and each group is judged as a whole: by the length of its titles, by
//! what its addresses look like, by dates beside them, by headings. A menu has
//! short titles and addresses of sections, whatever it is called.
//!
//! Deliberately absent: following the links; pages after the first.

use std::collections::HashMap;

use longwire_model::{Entry, Feed, FeedFormat, Lang, Url};
use longwire_text::date::written;
use longwire_text::{cjk, link, space, url as address, zone};

use super::items::Items;
use crate::dom::{Document, Edge, NodeId};

/// Most entries read off one page.
pub const ENTRIES_MAX: usize = 200;

/// Most links looked at.
const LINKS_MAX: usize = 10_000;

/// Longest title, in bytes; longer link texts are whole teasers.
const TITLE_BYTES_MAX: usize = 600;

/// Weight above which a title only counts as long.
const TITLE_WEIGHT_MAX: u32 = 120;

/// Marks from which on a group of links is taken for a list of articles.
const GROUP_MARKS_MIN: i32 = 3;

/// Marks by which a group may fall behind the best.
const GROUP_MARKS_BEHIND: i32 = 3;

/// A link that could lead to an article.
pub(super) struct Link {
    pub(super) node: NodeId,
    pub(super) url: Url,
    /// Which address this is: links of one item share it.
    pub(super) target: usize,
    pub(super) title: String,
    in_heading: bool,
    group: u64,
}

/// Reads the articles that a page lists, in the order of the page.
///
/// Titles are those of the links; dates are taken from a `<time>`, from the text
/// beside the link or from its address, and left out where there is none. An
/// address is listed once. Never fails: a page that lists nothing gives a feed
/// without entries. At most [`ENTRIES_MAX`] entries; linear in the page.
pub fn entries(document: &Document, url: &Url) -> Feed {
    let links = links(document, url);
    let language = language(document);
    let items = Items::of(document, &links, url, language.as_ref());
    let marks = marks(document, &links, &items);
    let best = marks.values().copied().max().unwrap_or(0);
    let wanted = GROUP_MARKS_MIN.max(best - GROUP_MARKS_BEHIND);
    let mut feed = Feed {
        format: FeedFormat::Listing,
        title: title(document),
        home_url: Some(url.clone()),
        language_written: language.as_ref().map(ToString::to_string),
        language: language.clone(),
        ..Feed::default()
    };
    let mut by_target: HashMap<usize, usize> = HashMap::new();
    for link in links.iter().filter(|link| marks.get(&link.group).is_some_and(|marks| *marks >= wanted)) {
        if let Some(&at) = by_target.get(&link.target) {
            let entry = &mut feed.entries[at];
            if cjk::weight(&entry.title) < cjk::weight(&link.title) && link.in_heading {
                entry.title.clone_from(&link.title);
            }
            continue;
        }
        if feed.entries.len() == ENTRIES_MAX {
            break;
        }
        by_target.insert(link.target, feed.entries.len());
        feed.entries.push(Entry {
            guid: link.url.as_str().to_owned(),
            url: Some(link.url.clone()),
            title: link.title.clone(),
            published_at: items.date(document, link),
            ..Entry::default()
        });
    }
    feed
}

/// All links with a title that lead to other pages of the site, furniture left out.
fn links(document: &Document, page: &Url) -> Vec<Link> {
    let base = super::base(document, page);
    let own = address::identity(page);
    let mut targets: HashMap<String, usize> = HashMap::new();
    let mut links = Vec::new();
    // Per open element: what identifies its place.
    let mut places: Vec<u64> = vec![0];
    let mut walk = document.traverse(NodeId::ROOT);
    while let Some(edge) = walk.next() {
        match edge {
            Edge::Open(id) => {
                let Some(name) = document.element(id) else { continue };
                let place = place(document, id, name, *places.last().unwrap_or(&0));
                places.push(place);
                if is_furniture(document, id, name) {
                    walk.skip_children();
                } else if &**name == "a" && links.len() < LINKS_MAX {
                    links.extend(read(document, id, &base, &own, page, &mut targets, place));
                }
            }
            Edge::Close(id) => {
                if document.element(id).is_some() {
                    places.pop();
                }
            }
        }
    }
    links
}

fn read(
    document: &Document,
    id: NodeId,
    base: &Url,
    own: &str,
    page: &Url,
    targets: &mut HashMap<String, usize>,
    group: u64,
) -> Option<Link> {
    let href = document.attr(id, "href").filter(|href| !href.starts_with('#'))?;
    let url = link::resolve(href, Some(base)).filter(|url| zone::same_site(url, page))?;
    let identity = address::identity(&url);
    let is_home = url.path().len() <= 1 && url.query().is_none();
    if identity == own || is_home {
        return None;
    }
    let (title, in_heading) = link_title(document, id);
    let next = targets.len();
    let target = *targets.entry(identity).or_insert(next);
    Some(Link { node: id, url, target, title, in_heading, group })
}

/// The text of a link, of the heading in it where there is one, else what its attributes call it.
fn link_title(document: &Document, id: NodeId) -> (String, bool) {
    let is_heading = |id: &NodeId| document.element(*id).is_some_and(|name| is_heading(name));
    let inner = document.descendants(id).take(64).find(is_heading);
    let above = document.ancestors(id).take(3).any(|id| is_heading(&id));
    let text = space::collapse(&spaced_text(document, inner.unwrap_or(id), TITLE_BYTES_MAX));
    let declared = || {
        let words = document.attr(id, "title").or_else(|| document.attr(id, "aria-label"));
        space::collapse(words.unwrap_or_default())
    };
    // Cut texts end in an ellipsis, and the attribute holds them whole.
    let title = match text.strip_suffix(['…', '.']).map(|cut| cut.trim_end_matches(['.', '…'])) {
        Some(cut) if !cut.is_empty() && declared().starts_with(cut) => declared(),
        _ if text.is_empty() => declared(),
        _ => text,
    };
    (title, inner.is_some() || above)
}

/// Text below a node with blanks between its elements, cut at a length.
pub(super) fn spaced_text(document: &Document, id: NodeId, bytes_max: usize) -> String {
    let mut out = String::new();
    let mut walk = document.traverse(id);
    while let Some(edge) = walk.next() {
        let Edge::Open(node) = edge else { continue };
        if let Some(text) = document.text(node) {
            let room = bytes_max.saturating_sub(out.len());
            out.push_str(&text[..text.floor_char_boundary(room)]);
        } else if document
            .element(node)
            .is_some_and(|name| matches!(&**name, "script" | "style" | "template"))
        {
            walk.skip_children();
        } else {
            out.push(' ');
        }
        if out.len() >= bytes_max {
            break;
        }
    }
    out
}

/// The place of an element: its tag and first class under the place above it.
fn place(document: &Document, id: NodeId, name: &str, above: u64) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let class = document.attr(id, "class").and_then(|class| class.split_ascii_whitespace().next());
    // Numbers in classes count items; what they count is the same.
    let class = class.unwrap_or_default().bytes().filter(|b| !b.is_ascii_digit());
    let mut hash = above ^ 0xcbf2_9ce4_8422_2325;
    for byte in name.bytes().chain([b'.']).chain(class) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    }
    hash
}

/// Menus, footers and what else is never a list of articles.
fn is_furniture(document: &Document, id: NodeId, name: &str) -> bool {
    const WORDS: &[&str] = &[
        "nav",
        "navbar",
        "navigation",
        "menu",
        "footer",
        "foot",
        "breadcrumb",
        "breadcrumbs",
        "crumbs",
        "pagination",
        "pager",
        "login",
        "share",
        "social",
        "cookie",
        "langs",
        "languages",
        "topbar",
        "toolbar",
        "copyright",
    ];
    if matches!(name, "nav" | "footer" | "form" | "script" | "style" | "template" | "select" | "head") {
        return true;
    }
    if matches!(name, "body" | "html" | "main" | "a") {
        return false;
    }
    let is_role = matches!(
        document.attr(id, "role"),
        Some("navigation" | "contentinfo" | "menu" | "menubar" | "dialog")
    );
    is_role
        || ["class", "id"].into_iter().filter_map(|name| document.attr(id, name)).any(|value| {
            value.split_ascii_whitespace().take(8).any(|token| {
                let mut words = token.split(|c: char| !c.is_ascii_alphabetic());
                words.any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
            })
        })
}

/// What the links of one place have in common, as sums.
#[derive(Default)]
struct Group {
    links: u32,
    weight: u32,
    articles: u32,
    dated: u32,
    headings: u32,
}

impl Group {
    fn marks(&self) -> i32 {
        // True where a part of the links is at least this share of all, in tenths.
        let share = |part: u32, tenths: u32| i32::from(part * 10 >= self.links * tenths);
        let title = match self.weight / self.links.max(1) {
            0..=8 => -5,
            9..=14 => -2,
            15..=23 => 1,
            24..=35 => 2,
            _ => 3,
        };
        let size = match self.links {
            1 => -2,
            2 => 0,
            _ => 1,
        };
        title
            + size
            + share(self.articles, 3)
            + 2 * share(self.articles, 8)
            + 2 * share(self.dated, 5)
            + share(self.headings, 5)
    }
}

/// Marks of every group.
fn marks(document: &Document, links: &[Link], items: &Items<'_>) -> HashMap<u64, i32> {
    let mut groups: HashMap<u64, Group> = HashMap::new();
    for link in links.iter().filter(|link| !link.title.is_empty()) {
        let group = groups.entry(link.group).or_default();
        group.links += 1;
        group.weight += cjk::weight(&link.title).min(TITLE_WEIGHT_MAX);
        group.articles += u32::from(looks_like_article(&link.url));
        group.dated += u32::from(items.date(document, link).is_some());
        group.headings += u32::from(link.in_heading);
    }
    groups.iter().map(|(place, group)| (*place, group.marks())).collect()
}

/// Whether an address looks like that of one article: a date, a number of its
/// own, a long name, a page rather than a folder.
fn looks_like_article(url: &Url) -> bool {
    let last =
        url.path_segments().and_then(|mut steps| steps.rfind(|step| !step.is_empty())).unwrap_or_default();
    let digits = last.bytes().filter(u8::is_ascii_digit).count();
    let words = last.split(['-', '_']).filter(|word| word.len() > 1).count();
    let encoded = last.matches('%').count();
    let is_section = ["/tag/", "/tags/", "/category/", "/topic/", "/author/", "/search"]
        .iter()
        .any(|section| url.path().contains(section));
    let by_query =
        url.query_pairs().any(|(_, value)| value.len() >= 2 && value.bytes().all(|b| b.is_ascii_digit()));
    !is_section
        && (digits >= 4
            || words >= 4
            || encoded >= 12
            || by_query
            || written::in_address(url.path()).is_some()
            || (digits >= 1 && [".html", ".htm", ".shtml"].iter().any(|end| last.ends_with(end))))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn title(document: &Document) -> String {
    let mut titles = document.descendants(NodeId::ROOT).filter(|&id| {
        document.element(id).is_some_and(|name| &**name == "title") && !document.is_foreign(id)
    });
    titles.next().map(|id| space::collapse(&document.text_content(id))).unwrap_or_default()
}

fn language(document: &Document) -> Option<Lang> {
    let html = document.children(NodeId::ROOT).find(|&id| document.element(id).is_some())?;
    Lang::parse(document.attr(html, "lang")?)
}
