//! White space in running text: what collapses, and where lines join without a blank.
//!
//! - [`collapse`] makes one line of any text: titles, names, captions.
//! - [`Gap`] gathers the white space between two characters and says what is
//!   left of it; writers of running text keep one.
//!
//! Chinese and Japanese sources wrap lines inside sentences; there the line
//! break means nothing, while a blank that somebody typed stays.
//!
//! Spec: CSS Text 3 §4.1.3 (segment break transformation).

use crate::cjk;

/// White space as HTML knows it: blank, tab and line ends, nothing wider.
pub fn is_html_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// True for characters that are invisible and mean nothing in text: controls,
/// the byte order mark, and code points that XML can not carry.
pub fn is_ignorable(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{c}' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{feff}' => true,
        _ => u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}'),
    }
}

/// White space seen since the last character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// None.
    #[default]
    None,
    /// Only line breaks and the indentation around them.
    Break,
    /// At least one blank on a line of text.
    Blank,
}

impl Gap {
    /// The gap after one more white space character.
    #[must_use]
    pub fn with(self, c: char) -> Self {
        match (self, c) {
            (_, '\n' | '\r' | '\u{c}') => Self::Break,
            (Self::Break, _) => Self::Break,
            _ => Self::Blank,
        }
    }

    /// True where a blank stands between `before` and `after`.
    pub fn is_blank(self, before: char, after: char) -> bool {
        match self {
            Self::None => false,
            Self::Blank => true,
            Self::Break => !(cjk::joins_without_space(before) && cjk::joins_without_space(after)),
        }
    }
}

/// One line of text: white space of every kind collapsed to one blank and
/// trimmed, invisible characters removed, wrapped CJK lines joined.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = Gap::None;
    let mut last = None;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = gap.with(c);
        } else if !is_ignorable(c) {
            if last.is_some_and(|last| gap.is_blank(last, c)) {
                out.push(' ');
            }
            out.push(c);
            last = Some(c);
            gap = Gap::None;
        }
    }
    out
}

#[cfg(test)]
mod tests;
