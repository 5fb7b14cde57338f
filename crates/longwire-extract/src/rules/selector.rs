//! The part of CSS selectors that rules are written in.
//!
//! Read are: names (`div`, `*`), `#id`, `.class`, `[attribute]`, `[attribute=value]` and its kin
//! `^=`, `$=`, `*=`, `~=`, the combinators blank and `>`, and lists with commas. Names of elements
//! and attributes are matched in lower case, values as they are.
//!
//! Deliberately absent: pseudo-classes, siblings, escapes, case flags. A rule that needs them
//! is better written otherwise.
//!
//! Spec: Selectors Level 4, §5, §6, §14.

use crate::dom::{Document, NodeId};

/// Longest selector, in bytes.
const SELECTOR_BYTES_MAX: usize = 500;
/// Most steps between commas.
const STEPS_MAX: usize = 12;

/// Why a selector can not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSelector(String);

impl std::fmt::Display for BadSelector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadSelector {}

/// One or several ways from an ancestor to an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    ways: Vec<Vec<Step>>,
}

/// One element on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Step {
    /// True where it must be a child of the one before, not any descendant.
    child: bool,
    name: Option<String>,
    tests: Vec<Test>,
}

/// What an attribute must be.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Test {
    attribute: String,
    how: How,
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Present,
    Equals,
    Begins,
    Ends,
    Holds,
    Word,
}

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    ///
    /// Says what is not understood, and where.
    pub fn parse(written: &str) -> Result<Self, BadSelector> {
        let bad = |why: &str| BadSelector(format!("{written:?}: {why}"));
        if written.len() > SELECTOR_BYTES_MAX {
            return Err(bad("longer than 500 bytes"));
        }
        let mut ways = Vec::new();
        for part in split_outside(written, ',') {
            let way = steps(part).map_err(|why| bad(&why))?;
            ways.push(way);
        }
        Ok(Self { ways })
    }

    /// True where an element is selected.
    pub fn matches(&self, document: &Document, id: NodeId) -> bool {
        document.element(id).is_some() && self.ways.iter().any(|way| leads_to(way, document, id))
    }

    /// The elements selected, in page order.
    pub fn all<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = NodeId> + 'a {
        document.descendants(NodeId::ROOT).filter(|&id| self.matches(document, id))
    }

    /// The first element selected.
    pub fn first(&self, document: &Document) -> Option<NodeId> {
        self.all(document).next()
    }
}

/// True where the last step is the element and the others are found among its ancestors.
fn leads_to(way: &[Step], document: &Document, id: NodeId) -> bool {
    let Some((last, before)) = way.split_last() else { return false };
    if !last.fits(document, id) {
        return false;
    }
    // Every place on the chain of ancestors that the steps so far can have reached, the element's first.
    let chain: Vec<NodeId> = std::iter::once(id).chain(document.ancestors(id)).collect();
    let mut reached = vec![false; chain.len()];
    reached[0] = true;
    let mut child = last.child;
    for step in before.iter().rev() {
        let mut next = vec![false; chain.len()];
        let mut below = false;
        for at in 1..chain.len() {
            below |= reached[at - 1];
            let may = if child { reached[at - 1] } else { below };
            next[at] = may && step.fits(document, chain[at]);
        }
        if !next.contains(&true) {
            return false;
        }
        reached = next;
        child = step.child;
    }
    true
}

impl Step {
    fn fits(&self, document: &Document, id: NodeId) -> bool {
        document.element(id).is_some_and(|name| self.name.as_deref().is_none_or(|wanted| **name == *wanted))
            && self.tests.iter().all(|test| test.holds(document, id))
    }
}

impl Test {
    fn holds(&self, document: &Document, id: NodeId) -> bool {
        let Some(value) = document.attr(id, &self.attribute) else { return false };
        let wanted = self.value.as_str();
        match self.how {
            How::Present => true,
            How::Equals => value == wanted,
            How::Begins => !wanted.is_empty() && value.starts_with(wanted),
            How::Ends => !wanted.is_empty() && value.ends_with(wanted),
            How::Holds => !wanted.is_empty() && value.contains(wanted),
            How::Word => value.split_ascii_whitespace().any(|word| word == wanted),
        }
    }
}

/// The steps of one way.
fn steps(part: &str) -> Result<Vec<Step>, String> {
    let mut out: Vec<Step> = Vec::new();
    let mut child = false;
    for token in tokens(part) {
        if token == ">" {
            if child || out.is_empty() {
                return Err("a > stands between two elements".into());
            }
            child = true;
            continue;
        }
        out.push(Step { child, ..step(token)? });
        child = false;
    }
    if out.is_empty() || child {
        return Err("an element is missing".into());
    }
    if out.len() > STEPS_MAX {
        return Err("more than 12 steps".into());
    }
    Ok(out)
}

/// The elements and `>` of a way. Blanks inside of brackets divide nothing.
fn tokens(part: &str) -> impl Iterator<Item = &str> {
    split_outside(part, ' ').into_iter().flat_map(|word| {
        let pieces = split_outside(word, '>');
        let last = pieces.len() - 1;
        pieces.into_iter().enumerate().flat_map(move |(n, piece)| {
            let sign = if n < last { Some(">") } else { None };
            (!piece.is_empty()).then_some(piece).into_iter().chain(sign)
        })
    })
}

/// The parts between a sign where it stands outside of brackets, trimmed.
fn split_outside(text: &str, sign: char) -> Vec<&str> {
    let (mut out, mut from, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ if depth == 0 && (c == sign || (sign == ' ' && c.is_whitespace())) => {
                out.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(text[from..].trim());
    out
}

/// One element: `div#id.class[attribute=value]`.
fn step(token: &str) -> Result<Step, String> {
    let mut step = Step::default();
    let name_end = token.find(['#', '.', '[']).unwrap_or(token.len());
    let name = &token[..name_end];
    if !name.is_empty() && name != "*" {
        step.name = Some(word(name)?.to_ascii_lowercase());
    }
    let mut rest = &token[name_end..];
    while let Some(sign) = rest.chars().next() {
        let after = &rest[sign.len_utf8()..];
        if sign == '[' {
            let end = after.find(']').ok_or("a ] is missing")?;
            step.tests.push(test(&after[..end])?);
            rest = &after[end + 1..];
            continue;
        }
        let end = after.find(['#', '.', '[']).unwrap_or(after.len());
        let (attribute, how) = match sign {
            '#' => ("id", How::Equals),
            '.' => ("class", How::Word),
            _ => return Err(format!("{sign:?} is not understood here")),
        };
        step.tests.push(Test { attribute: attribute.into(), how, value: word(&after[..end])?.into() });
        rest = &after[end..];
    }
    Ok(step)
}

/// What stands in brackets.
fn test(inside: &str) -> Result<Test, String> {
    let Some((left, value)) = inside.split_once('=') else {
        return Ok(Test {
            attribute: word(inside.trim())?.to_ascii_lowercase(),
            how: How::Present,
            value: String::new(),
        });
    };
    let (name, how) = match left.trim().split_at_checked(left.trim().len().saturating_sub(1)) {
        Some((name, "^")) => (name, How::Begins),
        Some((name, "$")) => (name, How::Ends),
        Some((name, "*")) => (name, How::Holds),
        Some((name, "~")) => (name, How::Word),
        _ => (left.trim(), How::Equals),
    };
    let value = value.trim();
    let bare = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    Ok(Test {
        attribute: word(name.trim())?.to_ascii_lowercase(),
        how,
        value: bare.unwrap_or(value).to_owned(),
    })
}

/// A name of letters, digits, hyphens and underscores.
fn word(name: &str) -> Result<&str, String> {
    let fits = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if fits { Ok(name) } else { Err(format!("{name:?} is no name")) }
}

#[cfg(test)]
mod tests;
