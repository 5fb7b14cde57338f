//! The two kinds of HTML, kept apart by type.

use url::Url;

/// HTML as a stranger wrote it: never shown, never put into a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawHtml(pub String);

/// HTML that only our serialiser wrote: an allow-list of elements and
/// attributes, absolute http(s) and mailto links, no style, script or form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// Declares a string to be clean.
    ///
    /// Two callers may do so, and `xtask tidy` counts them: the serialiser in
    /// `longwire-extract`, which has just written it, and `longwire-store`,
    /// which reads back what it once stored.
    pub fn assume_clean(html: String) -> Self {
        Self(html)
    }

    /// Pieces of clean HTML one after the other: whole elements stay clean side by side.
    pub fn joined(pieces: &[Self]) -> Self {
        Self(pieces.iter().map(Self::as_str).collect::<Vec<_>>().join("\n"))
    }

    /// A picture on its own, with its caption where there is one. Nothing for
    /// an address that is neither `http` nor `https`.
    pub fn figure(source: &Url, caption: &str) -> Self {
        if !is_address(source.as_str()) {
            return Self::default();
        }
        let (source, caption) = (escaped(source.as_str()), escaped(caption.trim()));
        let below = if caption.is_empty() { "" } else { "<figcaption>" };
        let end = if caption.is_empty() { "" } else { "</figcaption>" };
        Self(format!("<figure><img src=\"{source}\" alt=\"\">{below}{caption}{end}</figure>"))
    }

    /// The same with pictures from elsewhere: `place` is asked for each picture's
    /// address and may give another, absolute `http(s)` or a path that begins
    /// with one slash. Whatever else it gives is not taken. Time is linear.
    pub fn with_image_sources(&self, mut place: impl FnMut(&str) -> Option<String>) -> Self {
        let mut out = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        // Attributes are written in double quotes with `<` and `>` escaped, so a tag ends at the next `>`.
        while let Some(start) = rest.find("<img ") {
            let length = rest[start..].find('>').unwrap_or(rest.len() - start);
            let (before, tag) = (&rest[..start], &rest[start..start + length]);
            rest = &rest[start + length..];
            out.push_str(before);
            let source = tag.find(" src=\"").map(|at| at + " src=\"".len());
            let source = source.and_then(|from| Some((from, from + tag[from..].find('"')?)));
            let placed = source.and_then(|(from, to)| {
                let address = place(&unescaped(&tag[from..to])).filter(|address| is_address(address))?;
                Some([&tag[..from], &escaped(&address), &tag[to..]].concat())
            });
            out.push_str(placed.as_deref().unwrap_or(tag));
        }
        out.push_str(rest);
        Self(out)
    }

    /// The same with each run of text put through `map`, but for what stands in
    /// the elements named `verbatim`. Tags and attributes stay as they are, and
    /// what `map` gives is text, whatever it holds. Time is linear.
    pub fn with_texts(&self, verbatim: &[&str], mut map: impl FnMut(&str) -> String) -> Self {
        let mut out = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        let mut verbatim_depth = 0_usize;
        while !rest.is_empty() {
            let (text, tagged) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            if verbatim_depth > 0 || text.trim().is_empty() {
                out.push_str(text);
            } else {
                out.push_str(&escaped_text(&map(&unescaped(text))));
            }
            let (tag, after) = tagged.split_at(tagged.find('>').map_or(tagged.len(), |at| at + 1));
            let is_end = tag.starts_with("</");
            let name = tag.trim_start_matches(['<', '/']);
            let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
            if verbatim.contains(&name) {
                verbatim_depth = if is_end { verbatim_depth.saturating_sub(1) } else { verbatim_depth + 1 };
            }
            out.push_str(tag);
            rest = after;
        }
        Self(out)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True where there is no markup at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// True for what a picture may be loaded from: the web, or a path of the page's own host.
fn is_address(address: &str) -> bool {
    let is_path = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    is_path || address.starts_with("http://") || address.starts_with("https://")
}

fn escaped(text: &str) -> String {
    escaped_text(text).replace('"', "&quot;")
}

/// As [`escaped`], for text between tags, where quotes need not be.
fn escaped_text(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('\u{a0}', "&nbsp;")
}

fn unescaped(written: &str) -> String {
    let text = written.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests;
