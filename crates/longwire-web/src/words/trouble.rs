//! What is wrong with a source, and what a person can do about it.
//!
//! A file a language, a row a kind: the finding, then the way out. A kind that
//! is missing in a language does not compile. Nothing here promises to get past
//! a refusal; the way out is to ask the site, to wait, or to change the address.

mod en;
mod ja;
mod zh_hans;
mod zh_hant;

use longwire_model::Trouble;

use super::Tongue;

/// A finding and its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TroubleWords {
    /// What is wrong.
    pub(crate) finding: &'static str,
    /// What a person can do; what happens by itself.
    pub(crate) way_out: &'static str,
}

/// A kind of trouble in a language of the pages.
pub(crate) fn trouble_in_words(tongue: Tongue, trouble: Trouble) -> TroubleWords {
    let (finding, way_out) = match tongue {
        Tongue::En => en::words(trouble),
        Tongue::ZhHans => zh_hans::words(trouble),
        Tongue::ZhHant => zh_hant::words(trouble),
        Tongue::Ja => ja::words(trouble),
    };
    TroubleWords { finding, way_out }
}

#[cfg(test)]
mod tests;
