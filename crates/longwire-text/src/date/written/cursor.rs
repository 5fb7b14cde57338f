//! A place in a text, and the small steps forward from it. Copied before a step that may fail.

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) at: usize,
}

/// Longest number read, in digits.
const DIGITS_MAX: usize = 14;

/// Longest word read, in bytes.
const WORD_BYTES_MAX: usize = 40;

/// The value of a digit, ASCII or full-width.
pub(super) fn digit(c: char) -> Option<u64> {
    match c {
        '0'..='9' => Some(u64::from(c) - u64::from('0')),
        '０'..='９' => Some(u64::from(c) - u64::from('０')),
        _ => None,
    }
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Steps over `wanted`, if it stands here.
    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let here = self.rest().starts_with(wanted);
        if here {
            self.at += wanted.len();
        }
        here
    }

    /// Steps over one of `wanted`, and says which.
    pub(super) fn eat_any(&mut self, wanted: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| wanted.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Steps over up to `max` blanks.
    pub(super) fn blanks(&mut self, max: usize) {
        for _ in 0..max {
            match self.peek() {
                Some(c) if c.is_whitespace() => self.at += c.len_utf8(),
                _ => break,
            }
        }
    }

    /// Reads a whole number of at most fourteen digits: its value and how many digits it has.
    pub(super) fn number(&mut self) -> Option<(u64, usize)> {
        let (mut value, mut digits, mut at) = (0, 0, self.at);
        for c in self.rest().chars() {
            let Some(d) = digit(c) else { break };
            digits += 1;
            if digits > DIGITS_MAX {
                return None;
            }
            value = value * 10 + d;
            at += c.len_utf8();
        }
        if digits == 0 {
            return None;
        }
        self.at = at;
        Some((value, digits))
    }

    /// Reads a number of one or two digits.
    pub(super) fn small(&mut self) -> Option<i8> {
        let mut ahead = *self;
        let (value, digits) = ahead.number()?;
        if digits > 2 {
            return None;
        }
        *self = ahead;
        i8::try_from(value).ok()
    }

    /// Reads a run of letters, in lower case. CJK characters are not letters here.
    pub(super) fn word(&mut self) -> Option<String> {
        let mut word = String::new();
        let mut at = self.at;
        for c in self.rest().chars() {
            if !c.is_alphabetic() || crate::cjk::is_cjk(c) {
                break;
            }
            if c.is_ascii() {
                word.push(c.to_ascii_lowercase());
            } else {
                word.extend(c.to_lowercase());
            }
            at += c.len_utf8();
            if word.len() > WORD_BYTES_MAX {
                return None;
            }
        }
        if word.is_empty() {
            return None;
        }
        self.at = at;
        Some(word)
    }
}
