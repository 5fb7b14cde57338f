//! May this path be fetched, by what robots.txt says?
//!
//! Pure and total: any bytes give rules, any path gives an answer, in time
//! linear in both. Groups for our product token are merged; without one those
//! for `*` are. Of the rules that match, the longest decides, and `Allow` wins a
//! tie. Patterns know `*` and a final `$`; percent-encoding is brought into one
//! form on both sides first.
//!
//! Deliberately absent: fetching and caching (`robots_gate`), sitemaps.
//!
//! Spec: RFC 9309. `Crawl-delay` is not in it; we honour it as sites mean it.

use std::time::Duration;

use url::Url;

/// What is read of a robots.txt; the rest is ignored (RFC 9309 §2.5).
pub(crate) const ROBOTS_BYTES_MAX: usize = 500 * 1024;
/// Rules kept for us. Real files of the largest sites stay below 2,000.
const RULES_MAX: usize = 5_000;
/// Stars in one pattern; one with more never matches.
const STARS_MAX: usize = 32;
/// The longest `Crawl-delay` that is read: a day. Beyond it lies nonsense.
const CRAWL_DELAY_SECONDS_MAX: f64 = 86_400.0;

/// The rules of one robots.txt that concern us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allow: bool,
    /// Normalised, without a final `$`.
    pattern: Vec<u8>,
    /// Whether a final `$` ties it to the end of the path.
    to_end: bool,
}

/// What one line says.
enum Line<'a> {
    Agent(&'a str),
    Rule(bool, &'a [u8]),
    CrawlDelay(&'a str),
    Other,
}

impl Robots {
    /// Reads the groups that concern a product token. Never fails: lines that say nothing are skipped.
    pub fn parse(text: &[u8], product: &str) -> Self {
        let text = text.get(..ROBOTS_BYTES_MAX).unwrap_or(text);
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let (mut ours, mut everyones) = (Self::default(), Self::default());
        let (mut for_us, mut for_everyone, mut in_rules, mut named) = (false, false, false, false);
        for line in text.split(|&b| b == b'\n' || b == b'\r') {
            match read_line(line) {
                Line::Agent(agent) => {
                    if std::mem::take(&mut in_rules) {
                        (for_us, for_everyone) = (false, false);
                    }
                    for_us |= is_named(agent, product);
                    for_everyone |= agent.starts_with('*');
                    named |= for_us;
                }
                Line::Rule(allow, pattern) => {
                    in_rules = true;
                    if for_us {
                        ours.add(allow, pattern);
                    }
                    if for_everyone {
                        everyones.add(allow, pattern);
                    }
                }
                Line::CrawlDelay(value) => {
                    in_rules = true;
                    let delay = read_crawl_delay(value);
                    if for_us {
                        ours.crawl_delay = ours.crawl_delay.max(delay);
                    }
                    if for_everyone {
                        everyones.crawl_delay = everyones.crawl_delay.max(delay);
                    }
                }
                Line::Other => {}
            }
        }
        if named { ours } else { everyones }
    }

    /// Whether this address may be fetched. `/robots.txt` itself always may.
    pub fn allows(&self, url: &Url) -> bool {
        if url.path() == "/robots.txt" || self.rules.is_empty() {
            return true;
        }
        let mut path = url.path().to_owned();
        if let Some(query) = url.query() {
            path.push('?');
            path.push_str(query);
        }
        // A star of the path is a letter like any other.
        let path = normalised(path.replace('*', "%2A").as_bytes());
        let best = self
            .rules
            .iter()
            .filter(|rule| rule.matches(&path))
            .max_by_key(|rule| (rule.length(), rule.allow));
        best.is_none_or(|rule| rule.allow)
    }

    /// The longest `Crawl-delay` of the groups that concern us.
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.crawl_delay
    }

    /// Bytes of memory that the rules take, roughly.
    pub(crate) fn weight(&self) -> usize {
        size_of::<Self>()
            + self.rules.iter().map(|rule| size_of::<Rule>() + rule.pattern.len()).sum::<usize>()
    }

    fn add(&mut self, allow: bool, pattern: &[u8]) {
        // An empty `Disallow` forbids nothing; a pattern that begins otherwise can match no path.
        if !matches!(pattern.first(), Some(b'/' | b'*')) || self.rules.len() >= RULES_MAX {
            return;
        }
        let (pattern, to_end) = match pattern.strip_suffix(b"$") {
            Some(rest) => (rest, true),
            None => (pattern, false),
        };
        let pattern = normalised(pattern);
        if pattern.iter().filter(|&&b| b == b'*').count() <= STARS_MAX {
            self.rules.push(Rule { allow, pattern, to_end });
        }
    }
}

impl Rule {
    /// The octets that decide which rule is the most specific.
    fn length(&self) -> usize {
        self.pattern.len() + usize::from(self.to_end)
    }

    /// Matches from the start of the path: the first piece there, each further one behind it.
    fn matches(&self, path: &[u8]) -> bool {
        let mut pieces = self.pattern.split(|&b| b == b'*');
        let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
        let mut last = None;
        for piece in pieces {
            if let Some(before) = last.replace(piece) {
                let Some(at) = find(rest, before) else { return false };
                rest = &rest[at..];
            }
        }
        match (last, self.to_end) {
            (None, to_end) => !to_end || rest.is_empty(),
            (Some(last), true) => rest.ends_with(last),
            (Some(last), false) => find(rest, last).is_some(),
        }
    }
}

/// Where the first occurrence of a piece ends.
fn find(path: &[u8], piece: &[u8]) -> Option<usize> {
    memchr::memmem::find(path, piece).map(|at| at + piece.len())
}

/// Splits one line into its field and value; comments and white space are dropped.
fn read_line(line: &[u8]) -> Line<'_> {
    let line = line.split(|&b| b == b'#').next().unwrap_or_default();
    let Some(colon) = line.iter().position(|&b| b == b':') else { return Line::Other };
    let (field, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
    let text = || std::str::from_utf8(value).unwrap_or_default();
    match field.to_ascii_lowercase().as_slice() {
        b"user-agent" | b"useragent" | b"user agent" => Line::Agent(text()),
        b"allow" => Line::Rule(true, value),
        b"disallow" => Line::Rule(false, value),
        b"crawl-delay" => Line::CrawlDelay(text()),
        _ => Line::Other,
    }
}

/// Whether a `User-agent` value names our product: its token, versions and comments aside.
fn is_named(agent: &str, product: &str) -> bool {
    let end = agent.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_')).unwrap_or(agent.len());
    agent[..end].eq_ignore_ascii_case(product)
}

/// Seconds, with or without a fraction.
fn read_crawl_delay(value: &str) -> Option<Duration> {
    let seconds: f64 = value.parse().ok()?;
    (seconds > 0.0 && seconds.is_finite())
        .then(|| Duration::from_secs_f64(seconds.min(CRAWL_DELAY_SECONDS_MAX)))
}

/// Brings percent-encoding into one form (RFC 9309 §2.2.2): what needs none is
/// decoded, what is not ASCII is encoded, digits are in capitals.
fn normalised(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path;
    while let [first, after @ ..] = rest {
        rest = after;
        let (byte, was_encoded) = match (first, hex_pair(after)) {
            (b'%', Some(byte)) => {
                rest = &after[2..];
                (byte, true)
            }
            _ => (*first, false),
        };
        let unreserved = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        if unreserved || (!was_encoded && byte.is_ascii_graphic() && byte != b'$') {
            out.push(byte);
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            out.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    }
    out
}

/// The octet that two hexadecimal digits name.
fn hex_pair(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| text.get(at).and_then(|&b| char::from(b).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests;
