//! What text looks like to the search: without case, accents, width and script variant.
//!
//! [`fold`] gives the folded characters of a text, each with the bytes of the
//! text it came from, so that a hit can be shown in the original.
//!
//! - NFKC (full and half width, circled digits, half-width kana with their
//!   voicing), lower case, accents off Latin and Greek letters, `ё` as `е`.
//! - Traditional characters become Simplified ones, one by one (`simplified`).
//! - Marks of any script that stand above or below letters are left out, and so
//!   are characters that show nothing: variation selectors, joiners, soft hyphens.
//! - Deliberately absent: stemming, hiragana as katakana, Japanese new forms as old ones.
//!
//! Specs: Unicode UAX #15 (normalisation forms).

mod simplified;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

pub(crate) use simplified::simplified;

/// Calls `each` with every folded character of a text and the bytes it came from. Never fails.
pub(crate) fn fold(text: &str, mut each: impl FnMut(char, Range<usize>)) {
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mut end = at + c.len_utf8();
        let alone = rest.peek().is_none_or(|&(_, next)| !joins(next));
        if alone {
            if c.is_ascii() {
                each(c.to_ascii_lowercase(), at..end);
                continue;
            }
            if ('\u{4E00}'..='\u{9FFF}').contains(&c) || ('\u{3040}'..='\u{3098}').contains(&c) {
                each(simplified(c), at..end);
                continue;
            }
        }
        // A letter with all that composes with it; a run of marks is bounded by the text.
        while let Some(&(next_at, next)) = rest.peek().filter(|(_, next)| joins(*next)) {
            end = next_at + next.len_utf8();
            rest.next();
        }
        for composed in text[at..end].nfkc() {
            fold_composed(composed, |folded| each(folded, at..end));
        }
    }
}

/// The folded form of a text: two texts with the same are not told apart.
pub fn folded(text: &str) -> String {
    let mut out = String::new();
    fold(text, |c, _| out.push(c));
    out
}

fn fold_composed(c: char, mut each: impl FnMut(char)) {
    if is_invisible(c) {
        return;
    }
    for lower in c.to_lowercase() {
        if has_accent(lower) {
            decompose_canonical(lower, |part| fold_letter(part, &mut each));
        } else {
            fold_letter(lower, &mut each);
        }
    }
}

/// Writes one letter; a mark above or below letters is left out.
fn fold_letter(c: char, each: &mut impl FnMut(char)) {
    let folded = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        'ё' => "е",
        _ if canonical_combining_class(c) != 0 => "",
        _ => return each(simplified(c)),
    };
    folded.chars().for_each(each);
}

/// Latin and Greek letters that may carry an accent.
fn has_accent(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}')
}

/// Whether a character composes with the one before it.
fn joins(c: char) -> bool {
    if c < '\u{300}' {
        return false;
    }
    matches!(c, '\u{FF9E}' | '\u{FF9F}' | '\u{1160}'..='\u{11FF}' | '\u{FFA0}'..='\u{FFDC}')
        || is_invisible(c)
        || canonical_combining_class(c) != 0
}

/// Characters that show nothing and must not part what stands around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests;
