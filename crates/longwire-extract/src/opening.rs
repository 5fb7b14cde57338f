//! How a written body opens: what the opening alone says about an article.
//!
//! Many papers set the paragraph that introduces an article in bold and mark it
//! by nothing else, and put the picture that leads it right above. Both are read
//! off the body as our own serialiser wrote it, one block a line.
//!
//! Used only where the page states neither; `metadata` reads what it states.

use longwire_model::LeadImage;

use crate::dom::ParseLimits;
use crate::sanitize;
use crate::write::{self, Written};

/// Shortest paragraph that can introduce an article, in characters weighted by script.
const STANDFIRST_WEIGHT_MIN: u32 = 60;

/// The standfirst: a first paragraph all in bold, where the next one is not.
pub(crate) fn standfirst(written: &Written) -> Option<String> {
    let mut blocks = written.html.as_str().lines().filter(|line| !is_picture(line));
    let first = blocks.next()?.strip_prefix("<p>")?.strip_suffix("</p>")?;
    let inner = ["strong", "b"]
        .into_iter()
        .find_map(|tag| first.strip_prefix(&format!("<{tag}>"))?.strip_suffix(&format!("</{tag}>")))?;
    let next = blocks.next()?;
    if inner.contains("</strong>") || inner.contains("</b>") || next.starts_with("<p><strong>") {
        return None;
    }
    let text = write::text(&sanitize::fragment(inner, None, &ParseLimits::default()));
    let text = text.trim();
    (longwire_text::cjk::weight(text) >= STANDFIRST_WEIGHT_MIN).then(|| text.to_owned())
}

/// The lead image: a picture that stands before all text.
pub(crate) fn lead_image(written: &Written) -> Option<LeadImage> {
    is_picture(written.html.as_str().lines().next()?).then_some(())?;
    let first = written.images.first()?;
    let caption = (!first.alt.is_empty()).then(|| first.alt.clone());
    Some(LeadImage { url: first.url.clone(), caption, credit: None, width: None, height: None, stored: None })
}

fn is_picture(line: &str) -> bool {
    line.starts_with("<p><img ") || line.starts_with("<figure") || line.starts_with("<img ")
}

#[cfg(test)]
mod tests;
