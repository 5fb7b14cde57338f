//! HTML of unknown origin to HTML that may be published.
//!
//! Feeds carry summaries and whole articles written by strangers. [`fragment`]
//! keeps their text and formatting and nothing that could act: it parses as a
//! browser would and writes by the allow-list of [`crate::write`], so what
//! comes out never depends on recognising an attack.
//!
//! Deliberately absent: escaping for other places than HTML content.
//!
//! Spec: HTML Standard §13.4 (parsing fragments), context `body`.

use longwire_model::{CleanHtml, Url};

use crate::dom::{ParseLimits, parse_fragment};
use crate::write;

/// Makes a piece of HTML publishable.
///
/// Relative addresses are resolved against `base`; without one, links and
/// pictures with relative addresses are left out and their text stays. What is
/// beyond `limits` is left out. Never fails, never recurses, linear in the size
/// of the input; sanitizing what was sanitized changes nothing.
///
/// ```
/// use longwire_extract::{dom::ParseLimits, sanitize};
///
/// let html = "<p onclick=x>Read <a href='javascript:y'>this</a><script>z</script>";
/// let clean = sanitize::fragment(html, None, &ParseLimits::default());
/// assert_eq!(clean.as_str(), "<p>Read this</p>");
/// ```
pub fn fragment(html: &str, base: Option<&Url>, limits: &ParseLimits) -> CleanHtml {
    write::whole(&parse_fragment(html, limits), base)
}

#[cfg(test)]
mod tests;
