use longwire_model::{Timestamp, Url};

use super::{Facts, Metadata, PageType, read};
use crate::dom::{self, ParseLimits};
use crate::{Hint, SiteRules};

/// Reads a page with nothing known but its address.
pub(super) fn page(url: &str, html: &str) -> Metadata {
    page_with(url, html, &Hint::default(), &SiteRules::default(), None)
}

pub(super) fn page_with(
    url: &str,
    html: &str,
    hint: &Hint,
    rules: &SiteRules,
    captured_at: Option<Timestamp>,
) -> Metadata {
    let document = dom::parse(html, &ParseLimits::default());
    let url = Url::parse(url).unwrap();
    read(&document, &Facts { url: &url, captured_at, hint, rules, http_language: None })
}

#[test]
fn a_broadcasters_page_without_markup_gives_all_its_fields() {
    let html = r#"<html lang="zh"><head><title>列车越过边境 两国关系微妙 - 要闻解说</title></head><body>
        <h1>列车越过边境 两国关系微妙</h1><div>12/09/2023 - 15:45</div>
        <figure><img src="/media/w:1280/train.JPG" width="1280" height="720"><figcaption>列车抵达车站。</figcaption></figure>
        <p class="standfirst"><strong>经过两天的旅行，列车抵达了边境。   </strong></p>
        <div><p>第一段讲述列车为什么越过边境，以及边境两边的人怎样看它。</p></div>
        <div><span>作者：</span><a href="/cn/%E4%BD%9C%E8%80%85/" title="李明">李明</a></div></body></html>"#;
    let found = page("https://www.rfi.fr/cn/20230912-x", html);
    assert_eq!(found.title, "列车越过边境 两国关系微妙");
    assert_eq!(found.section.as_deref(), Some("要闻解说"));
    assert_eq!(found.published_at.unwrap().to_string(), "2023-09-12T15:45:00+02:00");
    assert_eq!(found.authors.len(), 1);
    assert_eq!(found.authors[0].name, "李明");
    assert_eq!(found.authors[0].url.as_ref().unwrap().as_str(), "https://www.rfi.fr/cn/%E4%BD%9C%E8%80%85/");
    assert_eq!(found.standfirst.as_deref(), Some("经过两天的旅行，列车抵达了边境。"));
    let image = found.lead_image.unwrap();
    assert_eq!((image.url.as_str(), image.width), ("https://www.rfi.fr/media/w:1280/train.JPG", Some(1280)));
    assert_eq!(image.caption.as_deref(), Some("列车抵达车站。"));
    assert!(!found.nodes.title.is_empty() && !found.nodes.byline.is_empty() && !found.nodes.date.is_empty());
}

#[test]
fn every_field_says_which_signal_won() {
    let html = r#"<title>A long enough title | Paper</title><meta property="og:site_name" content="Paper">
        <meta name="author" content="Jane Doe"><meta property="article:published_time" content="2023-09-12T08:00:00+09:00">
        <h1>A long enough title</h1>"#;
    let found = page("https://paper.example/2023/09/12/a", html);
    let from = |field: &str| found.signals.iter().find(|s| s.field == field).map(|s| s.from.as_str());
    assert_eq!(from("title"), Some("h1"));
    assert_eq!(from("authors"), Some("meta author"));
    assert_eq!(from("published_at"), Some("meta article:published_time"));
    assert_eq!(from("site_name"), Some("meta og:site_name"));
    assert_eq!(found.published_at.unwrap().to_string(), "2023-09-12T08:00:00+09:00"); // the publisher's own offset
}

#[test]
fn a_page_that_says_nothing_gives_nothing() {
    let found = page("https://example.org/a?b=1#c", "<p>Only text.</p>");
    assert_eq!(found.title, "");
    assert!(found.authors.is_empty() && found.published_at.is_none() && found.lead_image.is_none());
    assert_eq!(found.canonical_url.as_str(), "https://example.org/a?b=1");
    assert_eq!(found.page_type, PageType::Unknown);
}

#[test]
fn the_feed_fills_gaps_and_overrules_nothing() {
    let hint = Hint {
        title: Some("From the feed".into()),
        authors: vec![longwire_model::Author { name: "Jane Doe".into(), url: None }],
        ..Hint::default()
    };
    let rules = SiteRules::default();
    let bare = page_with("https://example.org/a", "<p>Text.</p>", &hint, &rules, None);
    assert_eq!((bare.title.as_str(), bare.authors[0].name.as_str()), ("From the feed", "Jane Doe"));
    let full = "<title>From the page</title><h1>From the page</h1><meta name=author content='John Roe'>";
    let full = page_with("https://example.org/a", full, &hint, &rules, None);
    assert_eq!((full.title.as_str(), full.authors[0].name.as_str()), ("From the page", "John Roe"));
}

#[test]
fn page_types_paywalls_and_licences_are_read_where_declared() {
    let ld = |body: &str| {
        format!("<script type=application/ld+json>{body}</script><link rel=license href=/cc><p>x")
    };
    let found = page(
        "https://example.org/a",
        &ld(r#"{"@type":"NewsArticle","headline":"T","isAccessibleForFree":"False"}"#),
    );
    assert_eq!((found.page_type, found.paywalled), (PageType::Article, Some(true)));
    assert_eq!(found.licence.as_deref(), Some("https://example.org/cc"));
    let kind = |html: &str| page("https://example.org/a", html).page_type;
    assert_eq!(kind(&ld(r#"{"@type":"LiveBlogPosting"}"#)), PageType::LiveBlog);
    assert_eq!(kind(&ld(r#"{"@type":"DiscussionForumPosting"}"#)), PageType::ForumThread);
    assert_eq!(kind("<title>404 - Page not found</title>"), PageType::SoftNotFound);
    assert_eq!(kind("<title>Log in</title><input type=password>"), PageType::LoginWall);
    assert_eq!(kind("<meta property=og:type content=article>"), PageType::Article);
    assert_eq!(kind("<meta property=og:type content=website>"), PageType::Unknown);
}

#[test]
fn the_declared_language_is_the_first_that_can_be_read() {
    let language = |html: &str| page("https://example.org/", html).language.map(|l| l.as_str().to_owned());
    assert_eq!(language("<html lang=zh-CN>").as_deref(), Some("zh-Hans"));
    assert_eq!(
        language("<html lang='{{lang}}'><meta property=og:locale content=pt_BR>").as_deref(),
        Some("pt-BR")
    );
    assert_eq!(language("<meta http-equiv=content-language content='en, fr'>").as_deref(), Some("en"));
    assert_eq!(language("<p>x"), None);
}

#[test]
fn pages_made_to_cost_much_cost_little() {
    let start = std::time::Instant::now();
    for piece in [
        "<h1>By 12</h1>",
        "<p class=author>By A B 2023-01-01</p>",
        "<time>12:30 </time>",
        "<a rel=author href=/author/x>Jane Doe</a>",
        "<div class='nav date author comments'>1",
        "<span class=byline><a href=/author/j>J D</a></span>",
        "<meta name=author content='A B, C D and E F'>",
        "<img srcset='a 1w, b 2w'>",
    ] {
        page("https://example.org/a", &piece.repeat(20_000));
    }
    assert!(start.elapsed().as_secs() < 60, "took {:?}", start.elapsed());
}
