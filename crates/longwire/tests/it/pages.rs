//! The publisher's pages and feeds that the tests read.

/// A sentence of an article's own, so that every paragraph is told apart.
fn sentence(article: usize, paragraph: usize) -> String {
    format!(
        "In paragraph {paragraph} of article {article} the harbour master told the council, at some length, \
         that the eastern quay would have to be rebuilt before the winter storms, and that nobody had yet \
         said who would pay for the stone, the timber and the men."
    )
}

/// The paragraphs of an article.
pub(crate) fn paragraphs(article: usize) -> Vec<String> {
    (1..=6).map(|paragraph| sentence(article, paragraph)).collect()
}

/// An article's page, with the furniture that such pages have.
pub(crate) fn page(article: usize) -> String {
    let body: String = paragraphs(article).iter().map(|p| format!("<p>{p}</p>\n")).collect();
    format!(
        "<!doctype html><html lang=en><head><title>Quay number {article} - The Harbour Post</title>\
         <meta property='article:published_time' content='2026-05-0{article}T08:30:00+02:00'></head><body>\
         <nav><a href=/>Home</a> <a href=/sport>Sport</a> <a href=/weather>Weather</a></nav>\
         <article><h1>Quay number {article}</h1>{body}</article>\
         <aside><h2>Most read</h2><ul><li><a href=/x>Something else entirely</a></li></ul></aside>\
         <footer>Copyright The Harbour Post</footer></body></html>"
    )
}

/// A feed that gives one sentence of each article away.
pub(crate) fn cut_feed(site: &str, articles: &[usize]) -> String {
    let items: String = articles
        .iter()
        .map(|n| {
            format!(
                "<item><title>Quay number {n}</title><link>{site}/quay/{n}</link><guid>{site}/quay/{n}</guid>\
                 <description>In paragraph 1 of article {n} the harbour master…</description></item>"
            )
        })
        .collect();
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>The Harbour Post</title>\
         <link>{site}/</link><description>News</description>{items}</channel></rss>"
    )
}

/// Title, column, paragraphs and standfirst of a page in the shape of the seed record.
pub(crate) const SEED_TITLE: &str = "港口重建计划提交议会，三方分歧依旧";
pub(crate) const SEED_COLUMN: &str = "要闻解说";
pub(crate) const SEED_STANDFIRST: &str = "经过近两个月的磋商，港口管理方终于把重建东码头的计划提交给地方议会。计划没有说明石料和木材的费用由谁承担，\
     也没有交代工程何时开始。三方之间的分歧似乎还要持续一段时间。";

/// The body's paragraphs.
pub(crate) fn seed_paragraphs() -> Vec<String> {
    (1..=10)
        .map(|n| {
            format!(
                "第{n}段：东码头建于上个世纪初，此前曾经两次大修。管理方认为，如果不在冬季风暴到来之前加固，\
                 码头的第{n}段将无法继续使用。地方议会的代表则表示，需要先看到完整的预算，才能讨论工程的期限。"
            )
        })
        .collect()
}

/// The record's HTML: date, picture, standfirst, body, promotion blocks, byline.
pub(crate) fn seed_body() -> String {
    let body: String = seed_paragraphs().iter().map(|p| format!("<p>{p}</p>")).collect();
    format!(
        "<div>12/09/2023 - 15:45</div>\
         <img src=\"https://s.rfi.fr/media/display/f9/w:1280/p:16x9/harbour.JPG\">\
         <p><strong>{SEED_STANDFIRST}          </strong></p><div>{body}\
         <div data-selfpromo-newsletter></div><div data-selfpromo-app></div></div>\
         <div><div><div><div><span>作者：</span><a href=\"/cn/%E4%BD%9C%E8%80%85/%E6%9E%97%E5%B2%9A/\" title=\"林岚\">林岚</a></div></div></div></div>"
    )
}
