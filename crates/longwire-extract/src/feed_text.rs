//! The feed's own text as an article, where the page is not needed or not to be had.
//!
//! A feed's content is nothing but the article, so nothing is chosen and nothing
//! pruned: it is only written through the same serialiser as every page.

use longwire_model::{Article, LeadImage, RawHtml, Url};
use longwire_text::lang;

use crate::article::{Extraction, Hint, Limits, NotArticle, Outcome};
use crate::content::Body;
use crate::dom::parse_fragment;
use crate::report::{Report, Signal};
use crate::write;

/// Makes an article of what a feed says about an entry: `html` is its content or
/// summary, `url` its address, everything else is the hint's.
///
/// Never fails; without any text the outcome says so. Linear in the size of `html`.
pub fn feed_text(html: &RawHtml, url: &Url, hint: &Hint, limits: &Limits) -> Extraction {
    let mut document = parse_fragment(&html.0, &limits.parse);
    document.show_figures();
    let body = Body::whole();
    let written = write::article(&document, &body, url);
    let lead_image = written.images.first().map(|image| LeadImage {
        url: image.url.clone(),
        caption: None,
        credit: None,
        width: None,
        height: None,
        stored: None,
    });
    let outcome = if written.text.trim().is_empty() {
        Outcome::NotArticle(NotArticle::Empty)
    } else {
        Outcome::Article
    };
    let signal = |field, value: &str| Signal { field, from: "feed".into(), value: value.to_owned() };
    let title = hint.title.clone().unwrap_or_default();
    Extraction {
        outcome,
        report: Report {
            encoding: "UTF-8".into(),
            encoding_from: "feed",
            signals: vec![signal("title", &title), signal("html", "the feed's own text")],
            ..Report::default()
        },
        article: Article {
            url: url.clone(),
            title,
            section: None,
            site_name: hint.site_name.clone(),
            authors: hint.authors.clone(),
            editors: Vec::new(),
            published_at: hint.published_at,
            modified_at: None,
            language: lang::detect(&written.text, hint.language.as_ref()),
            standfirst: None,
            lead_image,
            html: written.html,
            text: written.text,
            images: written.images,
            word_count: written.word_count,
        },
        next_page: None,
        defects: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
