//! The next part of an article that is spread over several pages.
//!
//! A link counts only if it says so (`rel=next`, or words like `下一页`) *and* its
//! address is that of this page with the next number: blogs put `rel=next` on
//! the next post, and lists of articles have pagers too.
//!
//! Spec: HTML Standard §4.6.7 (`rel=next`).

use html5ever::local_name;
use longwire_model::Url;

use crate::dom::{Document, NodeId};

/// Words of a link to the next part, without blanks and arrows, lower case.
const WORDS: &[&str] = &[
    "下一页",
    "下一頁",
    "下页",
    "下頁",
    "后一页",
    "次へ",
    "次のページ",
    "次ページ",
    "다음",
    "다음페이지",
    "next",
    "nextpage",
    "older",
    "weiter",
    "nächsteseite",
    "suivant",
    "pagesuivante",
    "siguiente",
    "avanti",
    "successiva",
    "następna",
    "следующая",
    "далее",
    "επόμενη",
];

/// Longest text of a link that is looked at, in bytes.
const TEXT_BYTES_MAX: usize = 64;

/// The address of the next part, if this page says it is one of several.
pub(super) fn next(document: &Document, page: &Url, base: &Url) -> Option<Url> {
    let (own, number) = split(page, true);
    let (whole, _) = split(page, false);
    let leads_on = |url: &Url| {
        let (stem, next) = split(url, true);
        let follows = |number: u32| next == Some(number + 1);
        (stem == own && follows(number.unwrap_or(1))) || (stem == whole && follows(1))
    };
    document.descendants(NodeId::ROOT).find_map(|id| {
        let name = document.element(id)?;
        if !matches!(*name, local_name!("a") | local_name!("link")) {
            return None;
        }
        let (mut href, mut rel) = (None, "");
        for (name, value) in document.attrs(id) {
            match *name {
                local_name!("href") => href = Some(value),
                local_name!("rel") => rel = value,
                _ => {}
            }
        }
        let href = href.filter(|href| holds_number(href, number.unwrap_or(1) + 1))?;
        let says_next = rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("next"))
            || (*name == local_name!("a") && says_next(document, id));
        if !says_next {
            return None;
        }
        longwire_text::link::resolve(href, Some(base)).filter(leads_on)
    })
}

/// True for an address that holds this number or 2 among its digits, as the next part's
/// must: asked of every link before anything dearer is.
fn holds_number(href: &str, wanted: u32) -> bool {
    let (mut value, mut digits) = (0_u32, 0);
    let is_it = |value: u32, digits: usize| (1..=3).contains(&digits) && (value == wanted || value == 2);
    for byte in href.bytes() {
        if byte.is_ascii_digit() {
            value = value.wrapping_mul(10).wrapping_add(u32::from(byte - b'0'));
            digits += 1;
        } else {
            if is_it(value, digits) {
                return true;
            }
            (value, digits) = (0, 0);
        }
    }
    is_it(value, digits)
}

fn says_next(document: &Document, link: NodeId) -> bool {
    let mut words = String::new();
    for id in document.descendants(link) {
        let letters = document.text(id).unwrap_or("").chars().filter(|c| c.is_alphabetic());
        words.extend(letters.flat_map(char::to_lowercase));
        if words.len() > TEXT_BYTES_MAX {
            return false;
        }
    }
    WORDS.contains(&words.as_str())
}

/// An address without its page number, and that number: `a_2.html`, `a/2`, `a?page=2`.
/// A number in the path may be the article's own: it is looked for only if `in_path`.
fn split(url: &Url, in_path: bool) -> (String, Option<u32>) {
    let host = url.host_str().unwrap_or("");
    let mut number = None;
    let mut kept = Vec::new();
    for (name, value) in url.query_pairs() {
        match value.parse::<u32>() {
            Ok(value) if matches!(&*name, "page" | "p" | "pg" | "pageno" | "paged") && value < 1_000 => {
                number = Some(value)
            }
            _ => kept.push(format!("{name}={value}")),
        }
    }
    let path = url.path().trim_end_matches('/');
    let (stem, extension) = match path.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 5 && !extension.contains('/') => (stem, extension),
        _ => (path, ""),
    };
    let digits = stem.len() - stem.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, tail) = stem.split_at(stem.len() - digits);
    let head = head.trim_end_matches("page").trim_end_matches(['p', 'P']);
    let stem = match tail.parse::<u32>() {
        Ok(value)
            if in_path
                && number.is_none()
                && digits <= 3
                && value < 1_000
                && head.ends_with(['_', '-', '/']) =>
        {
            number = Some(value);
            head.trim_end_matches(['_', '-', '/'])
        }
        _ => stem,
    };
    (format!("{host}{stem}.{extension}?{}", kept.join("&")), number)
}
