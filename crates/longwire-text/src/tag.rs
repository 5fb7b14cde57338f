//! Tags and the names of folders: what is kept of them, how they are compared,
//! what they are called in an address.
//!
//! Publishers write categories as they like: padded, in any case, a sentence
//! long. A tag is kept as it was written first and compared by its [`key`].

use unicode_normalization::UnicodeNormalization as _;

use crate::space;

/// Longest name of a tag or folder, in characters; a longer one is no name.
pub const NAME_CHARS_MAX: usize = 64;
/// Most tags of one entry or source that are kept.
pub const TAGS_MAX: usize = 32;
/// Longest slug of a name, in characters.
const SLUG_CHARS_MAX: usize = 48;

/// The name in what somebody wrote, on one line; `None` where there is none or it is too long for one.
pub fn name(written: &str) -> Option<String> {
    // Longer than four bytes a character and blanks between: no name, and not worth collapsing.
    if written.len() > NAME_CHARS_MAX * 16 {
        return None;
    }
    let name = space::collapse(written);
    (!name.is_empty() && name.chars().count() <= NAME_CHARS_MAX).then_some(name)
}

/// The names among what was written, each once, no more than [`TAGS_MAX`].
pub fn names<'a>(written: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut keys = Vec::new();
    for name in written.into_iter().filter_map(name) {
        let key = key(&name);
        if names.len() < TAGS_MAX && !keys.contains(&key) {
            names.push(name);
            keys.push(key);
        }
    }
    names
}

/// What two spellings of one tag have in common: compatibility forms and case do not count.
pub fn key(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
}

/// A name as part of an address: letters and digits of any script in lower case,
/// everything between them one `-`. Empty for a name without any.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in key(name).chars().take(NAME_CHARS_MAX) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.chars().take(SLUG_CHARS_MAX).collect::<String>().trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests;
