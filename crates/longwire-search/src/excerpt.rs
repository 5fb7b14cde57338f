//! The part of a text that shows why it was found.
//!
//! - [`excerpt`] cuts whole sentences where it can; [`marks`] tells which bytes
//!   of any text the query found. Both look at the original, not at its folded form.
//! - Time is linear in the text.

use std::ops::Range;

use longwire_text::cjk::weight;

use crate::matcher::stands_at;
use crate::query::{Chain, Field, Query};
use crate::units::Units;

/// How much an excerpt holds, by [`weight`]: about ninety ideographs or fifty English words.
const WEIGHT_MAX: u32 = 270;

/// A part of a text, and what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The part, white space at its ends left out.
    pub text: String,
    /// What was found, as bytes of `text`, in order, apart.
    pub marks: Vec<Range<usize>>,
    /// True where it begins inside a sentence.
    pub begins_inside: bool,
    /// True where it ends inside a sentence.
    pub ends_inside: bool,
}

/// What a query finds in a text, as bytes of it, in order, apart.
pub fn marks(text: &str, query: &Query) -> Vec<Range<usize>> {
    joined(found(text, query).into_iter().map(|(range, _)| range).collect())
}

/// The part of a text that shows most of what the query looks for; its beginning where it shows nothing.
pub fn excerpt(text: &str, query: &Query) -> Excerpt {
    let found = found(text, query);
    let sentences = sentences(text);
    let mut best = (0, 0);
    let mut best_worth = (0, 0);
    let mut first_found = 0;
    for (n, sentence) in sentences.iter().enumerate() {
        while found.get(first_found).is_some_and(|(range, _)| range.start < sentence.start) {
            first_found += 1;
        }
        if found.get(first_found).is_none_or(|(range, _)| range.start >= sentence.end) {
            continue;
        }
        let last = last_sentence(text, &sentences, n);
        let inside = found[first_found..].iter().take_while(|(range, _)| range.start < sentences[last].end);
        let mut seen: Vec<usize> = Vec::new();
        let mut count = 0;
        for (_, chain) in inside.take(100) {
            count += 1;
            if !seen.contains(chain) {
                seen.push(*chain);
            }
        }
        if (seen.len(), count) > best_worth {
            best_worth = (seen.len(), count);
            best = (n, last);
        }
    }
    let Some(first) = sentences.get(best.0) else { return Excerpt::default() };
    let last = if best_worth == (0, 0) { last_sentence(text, &sentences, 0) } else { best.1 };
    let whole = first.start..sentences[last].end;
    let hits: Vec<Range<usize>> =
        found.into_iter().map(|(range, _)| range).filter(|range| range.start >= whole.start).collect();
    cut(text, whole, hits)
}

/// Every place where a chain of the query stands, with the chain's number.
fn found(text: &str, query: &Query) -> Vec<(Range<usize>, usize)> {
    let chains: Vec<&Chain> = query
        .words()
        .filter(|words| matches!(words.field, Field::Text | Field::Title))
        .flat_map(|words| &words.chains)
        .collect();
    if chains.is_empty() {
        return Vec::new();
    }
    let units = Units::of(text);
    let mut found = Vec::new();
    for n in 0..units.len() {
        for (number, chain) in chains.iter().enumerate() {
            if stands_at(chain, &units, n) {
                let last = n + chain.units.len() - 1;
                found.push((units.list()[n].source().start..units.list()[last].source().end, number));
            }
        }
    }
    found
}

/// Overlapping and neighbouring ranges as one.
fn joined(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The sentences of a text, without white space around them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut ending = false;
    let mut push = |range: Range<usize>| {
        let part = &text[range.clone()];
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let at = range.start + (part.len() - part.trim_start().len());
            sentences.push(at..at + trimmed.len());
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if ending && !closes(c) {
            push(start..at);
            start = at;
            ending = false;
        }
        let next = chars.peek().map(|(_, next)| *next);
        ending |= match c {
            '。' | '！' | '？' | '｡' | '\n' => true,
            '.' | '!' | '?' | '…' => next.is_none_or(|next| next.is_whitespace() || closes(next)),
            _ => false,
        };
    }
    push(start..text.len());
    sentences
}

/// What still belongs to a sentence behind its end.
fn closes(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '.' | '!' | '?' | '…' | '”' | '’' | '」' | '』' | '）' | ')' | '"' | '»')
}

/// The last of the sentences that fit into one excerpt from the n-th on.
fn last_sentence(text: &str, sentences: &[Range<usize>], n: usize) -> usize {
    let Some(first) = sentences.get(n) else { return n };
    let mut total = weight_up_to(&text[first.clone()]);
    let mut last = n;
    for (m, sentence) in sentences.iter().enumerate().skip(n + 1) {
        total += weight_up_to(&text[sentence.clone()]);
        if total > WEIGHT_MAX {
            break;
        }
        last = m;
    }
    last
}

/// The weight of a text, or something above [`WEIGHT_MAX`] without looking at all of it.
fn weight_up_to(text: &str) -> u32 {
    let end = text.char_indices().nth(WEIGHT_MAX as usize + 1).map_or(text.len(), |(end, _)| end);
    weight(&text[..end])
}

/// Cuts a part out of a text; a sentence that is too long is cut around the first hit.
fn cut(text: &str, whole: Range<usize>, hits: Vec<Range<usize>>) -> Excerpt {
    let mut part = whole.clone();
    if weight_up_to(&text[part.clone()]) > WEIGHT_MAX {
        let first = hits.first().map_or(whole.start, |hit| hit.start).min(whole.end);
        part.start = lead(text, whole.start..first);
        part.end = tail(text, part.start..whole.end);
    }
    let marks = hits.into_iter().filter(|hit| hit.start < part.end && hit.end <= part.end);
    let marks = joined(marks.map(|hit| hit.start - part.start..hit.end - part.start).collect());
    let kept = text[part.clone()].trim_end();
    Excerpt {
        text: kept.to_owned(),
        marks: marks.into_iter().filter(|mark| mark.end <= kept.len()).collect(),
        begins_inside: part.start > whole.start,
        ends_inside: part.end < whole.end,
    }
}

/// Where to begin before a hit at the end of `before`: behind a comma, else between words.
fn lead(text: &str, before: Range<usize>) -> usize {
    let mut weighed = 0;
    let mut between = before.end;
    for (at, c) in text[before.clone()].char_indices().rev() {
        weighed += weight(c.encode_utf8(&mut [0; 4]));
        if weighed > WEIGHT_MAX / 3 {
            return between;
        }
        let behind = before.start + at + c.len_utf8();
        if matches!(c, '，' | '；' | '：' | '、' | ',' | ';' | ':') && weighed > WEIGHT_MAX / 12 {
            return behind + (text[behind..].len() - text[behind..].trim_start().len());
        }
        if c.is_whitespace() || longwire_text::cjk::joins_without_space(c) {
            between = behind;
        }
    }
    before.start
}

/// Where to end: as much as fits, up to the last place between words.
fn tail(text: &str, part: Range<usize>) -> usize {
    let mut weighed = 0;
    let mut between = None;
    for (at, c) in text[part.clone()].char_indices() {
        weighed += weight(c.encode_utf8(&mut [0; 4]));
        if weighed > WEIGHT_MAX {
            return between.unwrap_or(part.start + at);
        }
        if c.is_whitespace() || longwire_text::cjk::joins_without_space(c) {
            between = Some(part.start + at + if c.is_whitespace() { 0 } else { c.len_utf8() });
        }
    }
    part.end
}

#[cfg(test)]
mod tests;
