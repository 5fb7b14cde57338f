//! Which characters are Chinese, Japanese or Korean, and what they weigh.
//!
//! - [`class`] sorts a character; [`is_cjk`] is true for ideographs, kana,
//!   bopomofo and hangul, not for their punctuation ([`is_wide_mark`]).
//! - [`weight`] is how extraction counts length: by script, never by bytes.
//! - [`word_count`] counts words in any script.
//!
//! Deliberately absent: segmentation into words, Simplified and Traditional.
//!
//! Specs: Unicode 16 blocks; UAX #11 for what is wide.

/// The scripts that are written without spaces or in blocks, and all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Ideographs: Chinese characters in whatever language.
    Han,
    /// Hiragana, katakana, bopomofo.
    Kana,
    /// Hangul syllables and letters.
    Hangul,
    /// Everything else, CJK punctuation included.
    Other,
}

/// Sorts one character.
pub fn class(c: char) -> Class {
    match u32::from(c) {
        0..=0x10FF => Class::Other,
        // Unified ideographs, extension A, radicals, 々〆〇, compatibility ideographs, planes 2 and 3.
        0x4E00..=0x9FFF
        | 0x3400..=0x4DBF
        | 0x2E80..=0x2FDF
        | 0x3005..=0x3007
        | 0x3021..=0x3029
        | 0x3038..=0x303B
        | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFD => Class::Han,
        // Hiragana and katakana with their marks, bopomofo, small and half-width katakana.
        0x3041..=0x309F
        | 0x30A1..=0x30FA
        | 0x30FC..=0x312F
        | 0x31A0..=0x31BF
        | 0x31F0..=0x31FF
        | 0xFF66..=0xFF9F
        | 0x1AFF0..=0x1B16F => Class::Kana,
        0xAC00..=0xD7A3
        | 0x1100..=0x11FF
        | 0x3131..=0x318E
        | 0xA960..=0xA97C
        | 0xD7B0..=0xD7FB
        | 0xFFA0..=0xFFDC => Class::Hangul,
        _ => Class::Other,
    }
}

/// True for ideographs, kana, bopomofo and hangul.
pub fn is_cjk(c: char) -> bool {
    class(c) != Class::Other
}

/// True for ideographs.
pub fn is_han(c: char) -> bool {
    class(c) == Class::Han
}

/// True for kana and bopomofo.
pub fn is_kana(c: char) -> bool {
    class(c) == Class::Kana
}

/// True for hangul.
pub fn is_hangul(c: char) -> bool {
    class(c) == Class::Hangul
}

/// True for the full-width punctuation of CJK text: `，。、「」！？：；…` and full-width signs.
/// The dashes, dots and quotes that Western text shares with it are not wide.
pub fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{30FB}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}' | '\u{FFE0}'..='\u{FFE6}')
}

/// True where text may break and join without a space: ideographs, kana, their
/// punctuation and the ideographic space. Hangul is written with spaces, so it
/// is not among them.
pub fn joins_without_space(c: char) -> bool {
    c == '\u{3000}' || matches!(class(c), Class::Han | Class::Kana) || is_wide_mark(c)
}

/// Length of text weighted by script, in about the letters an English text of
/// the same content would have: an ideograph counts 3, kana and hangul 2, any
/// other character 1, a run of white space 1.
///
/// The ratios are those of the same text translated: English takes about three
/// letters for one of Chinese and two for one of Japanese or Korean.
pub fn weight(text: &str) -> u32 {
    let mut total = 0u32;
    let mut after_space = true;
    for c in text.chars() {
        let space = c.is_whitespace();
        let add = match (space, class(c)) {
            (true, _) => u32::from(!after_space),
            (false, Class::Han) => 3,
            (false, Class::Kana | Class::Hangul) => 2,
            (false, Class::Other) => 1,
        };
        total = total.saturating_add(add);
        after_space = space;
    }
    total
}

/// Words of a text. Every ideograph, kana and hangul character is one; of other
/// scripts every run without white space that holds a letter or digit is one.
pub fn word_count(text: &str) -> u32 {
    let mut count = 0u32;
    let mut in_word = false;
    for c in text.chars() {
        if c.is_ascii() {
            let begins = !in_word && c.is_ascii_alphanumeric();
            count = count.saturating_add(u32::from(begins));
            in_word = begins || (in_word && !c.is_whitespace());
        } else if is_cjk(c) {
            count = count.saturating_add(1);
            in_word = false;
        } else if c.is_whitespace() || is_wide_mark(c) {
            in_word = false;
        } else if !in_word && c.is_alphanumeric() {
            count = count.saturating_add(1);
            in_word = true;
        }
    }
    count
}

#[cfg(test)]
mod tests;
