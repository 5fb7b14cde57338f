//! The two kinds of HTML, kept apart by type.

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

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True where there is no markup at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
