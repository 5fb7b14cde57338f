//! Text counted: how long it is, how it is punctuated, which words it has.
//!
//! A Chinese sentence says in 20 characters what English says in 50, so lengths
//! are weighted by script before they are compared: everything in this room that
//! speaks of a *weight* means these units, never bytes. They are the model's own:
//! its tables were trained on them, punctuation, words and their hashes come out
//! of the same look at each character, and no other room needs those. What the
//! other rooms weigh and count is `longwire_text::cjk`'s.
//!
//! Deliberately absent: word lists and any opinion about the text.

/// Weight of one Han, kana or Hangul character; one of any other kind weighs 2.
const WEIGHT_CJK: u32 = 5;
const WEIGHT_OTHER: u32 = 2;

/// What a run of text is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Length in half letters: [`WEIGHT_CJK`], [`WEIGHT_OTHER`]; blanks weigh nothing.
    pub(super) weight: u32,
    /// Words; every Han, kana or Hangul character counts as one.
    pub(super) tokens: u32,
    /// Han, kana and Hangul characters.
    pub(super) cjk: u32,
    /// Letters of all scripts, CJK left out.
    pub(super) letters: u32,
    /// Upper-case letters.
    pub(super) upper: u32,
    /// Digits.
    pub(super) digits: u32,
    /// Marks that end a sentence.
    pub(super) stops: u32,
    /// Marks inside a sentence: commas, semicolons, colons, quotes.
    pub(super) commas: u32,
    /// Marks that part the items of a list or a menu: `|`, `·`, `»`.
    pub(super) separators: u32,
    /// Signs of currencies.
    pub(super) money: u32,
}

/// What a character is, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    Cjk,
    Letter,
    Upper,
    Digit,
    Stop,
    Comma,
    Separator,
    Other,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut n = 0;
    while n < 128 {
        let c = n as u8;
        table[n] = match c {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => Class::Blank,
            b'a'..=b'z' => Class::Letter,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'.' | b'!' | b'?' => Class::Stop,
            b',' | b';' | b':' | b'"' => Class::Comma,
            b'|' | b'>' | b'<' | b'/' | b'~' | b'=' | b'_' => Class::Separator,
            _ => Class::Other,
        };
        n += 1;
    }
    table
};

/// What one character is.
pub(super) fn class(c: char) -> Class {
    match c as u32 {
        n @ 0..=0x7f => ASCII[n as usize],
        0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff => Class::Cjk,
        0xac00..=0xd7a3 | 0xf900..=0xfaff | 0x20000..=0x3134f => Class::Cjk,
        0xa0 | 0x1680 | 0x2000..=0x200d | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000 | 0xfeff => Class::Blank,
        // 。！？．…‥ and the Devanagari, Arabic and Armenian full stops
        0x3002 | 0xff01 | 0xff1f | 0xff0e | 0xff61 | 0x2026 | 0x2025 | 0x964 | 0x61f | 0x6d4 | 0x589 => {
            Class::Stop
        }
        // ，、；：“”‘’«»「」『』《》 and the Arabic and Greek ones
        0xff0c
        | 0x3001
        | 0xff1b
        | 0xff1a
        | 0x2018..=0x201f
        | 0xab
        | 0xbb
        | 0x300a..=0x300f
        | 0x60c
        | 0x61b
        | 0x387 => Class::Comma,
        // ·•›■□◆◇○●★☆▲△▼▽→※｜・
        0xb7 | 0x2022 | 0x203a | 0x25a0..=0x25ff | 0x2605 | 0x2606 | 0x2190..=0x21ff | 0x203b | 0xff5c => {
            Class::Separator
        }
        // Greek and Cyrillic by range: the general question is a slow one, and whole pages ask it.
        0x391..=0x3a9 | 0x400..=0x42f => Class::Upper,
        0x3ac..=0x3ce | 0x430..=0x45f => Class::Letter,
        _ if c.is_alphabetic() => {
            if c.is_uppercase() {
                Class::Upper
            } else {
                Class::Letter
            }
        }
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Other,
    }
}

/// A part of a text, as [`Measure::read`] hands it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A word, by its hash in lower case. It ends with its piece of text.
    Word(Word),
    /// Any other character that is no blank.
    Mark(char),
}

impl Measure {
    /// Counts one more piece of text. `in_word` says whether the text before it
    /// ended inside a word, and is kept up to date.
    pub(super) fn add(&mut self, text: &str, in_word: &mut bool) {
        self.read(text, in_word, |_| {});
    }

    /// [`Measure::add`], and hands out the words and marks on the way: a text is
    /// looked at once.
    #[inline]
    pub(super) fn read(&mut self, text: &str, in_word: &mut bool, mut each: impl FnMut(Part)) {
        let (mut counts, mut inside) = (*self, *in_word);
        let mut open = HASH_START;
        let mut is_open = false;
        for c in text.chars() {
            let class = class(c);
            if matches!(class, Class::Letter | Class::Upper | Class::Digit) {
                counts.tokens += u32::from(!inside);
                (inside, is_open) = (true, true);
                counts.weight += WEIGHT_OTHER;
                counts.letters += u32::from(class != Class::Digit);
                counts.upper += u32::from(class == Class::Upper);
                counts.digits += u32::from(class == Class::Digit);
                open = extend_by_lower(open, c, class);
                continue;
            }
            inside = false;
            if is_open {
                each(Part::Word(Word { hash: open, cjk: false }));
                (open, is_open) = (HASH_START, false);
            }
            match class {
                Class::Blank => continue,
                Class::Cjk => {
                    counts.weight += WEIGHT_CJK;
                    counts.tokens += 1;
                    counts.cjk += 1;
                    each(Part::Word(Word { hash: extend_by(HASH_START, c), cjk: true }));
                    continue;
                }
                Class::Stop => counts.stops += 1,
                Class::Comma => counts.commas += 1,
                Class::Separator => counts.separators += 1,
                _ => counts.money += u32::from(is_money(c)),
            }
            counts.weight += WEIGHT_OTHER;
            each(Part::Mark(c));
        }
        if is_open {
            each(Part::Word(Word { hash: open, cjk: false }));
        }
        (*self, *in_word) = (counts, inside);
    }
}

/// True for the sign of a currency.
fn is_money(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '￥' | '\u{20a0}'..='\u{20c0}')
}

/// Goes on with a word's hash by one character, in lower case.
fn extend_by_lower(hash: u32, c: char, class: Class) -> u32 {
    if c.is_ascii() {
        return extend_hash(hash, &[c.to_ascii_lowercase() as u8]);
    }
    if class == Class::Upper { c.to_lowercase().fold(hash, extend_by) } else { extend_by(hash, c) }
}

fn extend_by(hash: u32, c: char) -> u32 {
    extend_hash(hash, c.encode_utf8(&mut [0; 4]).as_bytes())
}

/// A word of a text, by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) hash: u32,
    /// True for a single Han, kana or Hangul character.
    pub(super) cjk: bool,
}

/// FNV-1a, 32 bits: small, stable, the same in the training script.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    extend_hash(HASH_START, bytes)
}

pub(super) const HASH_START: u32 = 0x811c_9dc5;

/// Goes on with a hash begun at [`HASH_START`].
pub(super) fn extend_hash(start: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(start, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The first words of a text, at most `count_max` of them.
pub(super) fn words(text: &str, count_max: usize) -> Vec<Word> {
    let mut out = Vec::new();
    Measure::default().read(text, &mut false, |part| match part {
        Part::Word(word) if out.len() < count_max => out.push(word),
        _ => {}
    });
    out
}
