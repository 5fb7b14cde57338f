//! What a site says in its own cause, by phrases that the prose of an article does not have.
//!
//! All phrases are looked for in one walk over the text: at each word, those that begin with its first byte.

use longwire_text::cjk;

/// What only a site's words in its own cause hold: all phrases of an entry, lower case.
#[rustfmt::skip]
const APPEALS: &[&[&str]] = &[
    &["may earn", "commission"], &["earn an affiliate commission"], &["may receive compensation"], &["receive compensation", "links"],
    &["support our work"], &["supporting our work"], &["support our journalism"], &["our journalism", "your support"],
    &["subscribe now to"], &["subscribe today to"], &["subscribe to our", "newsletter"], &["sign up for", "newsletter"],
    &["delivered", "your inbox"], &["straight to your inbox"],
    &["follow us on", "facebook"], &["follow us on", "twitter"], &["follow us on", "instagram"], &["follow us on", "telegram"],
    &["follow us on", "google news"], &["folgen sie uns auf"], &["folgt uns auf"], &["suivez-nous sur"], &["síguenos en"], &["seguici su"],
    &["únete", "canal de"], &["newsletter", "abonnieren sie"], &["unsere arbeit", "unterstützen sie"],
    &["copyright", "all rights reserved"], &["©", "all rights reserved"], &["alle rechte vorbehalten"], &["tous droits réservés"],
    &["免责声明", "本文"], &["免責聲明", "本文"], &["仅代表作者", "观点"], &["僅代表作者", "觀點"], &["不代表本网"], &["不代表本站"],
    &["不代表本網"], &["不代表本報"], &["登载此文"], &["登載此文"], &["转载自其他媒体"], &["轉載自其他媒體"], &["未经", "不得转载"],
    &["未經", "不得轉載"], &["無断転載", "禁"], &["무단 전재", "금지"], &["무단전재", "금지"], &["欢迎关注", "公众号"],
    &["扫描下方二维码"], &["訂閱電子報"], &["友だち追加"], &["メルマガ登録"],
];

/// How many phrases there are.
const COUNT: usize = {
    let (mut count, mut entry) = (0, 0);
    while entry < APPEALS.len() {
        count += APPEALS[entry].len();
        entry += 1;
    }
    count
};

const _: () = assert!(COUNT <= u128::BITS as usize, "a bit of a number stands for each phrase");

/// The phrases in a row; those of the entry n are `BITS[n]`.
const PHRASES: [&str; COUNT] = rows().0;
const BITS: [u128; APPEALS.len()] = rows().1;
/// The phrases that begin with a byte.
static BEGINNING: [u128; 256] = rows().2;

const fn rows() -> ([&'static str; COUNT], [u128; APPEALS.len()], [u128; 256]) {
    let (mut phrases, mut bits, mut beginning) = ([""; COUNT], [0; APPEALS.len()], [0; 256]);
    let (mut n, mut entry) = (0, 0);
    while entry < APPEALS.len() {
        let mut at = 0;
        while at < APPEALS[entry].len() {
            phrases[n] = APPEALS[entry][at];
            bits[entry] |= 1 << n;
            beginning[phrases[n].as_bytes()[0] as usize] |= 1 << n;
            (n, at) = (n + 1, at + 1);
        }
        entry += 1;
    }
    (phrases, bits, beginning)
}

/// True for such a text, given in small letters.
pub(super) fn is_one(text: &str) -> bool {
    let (mut said, mut in_word) = (0u128, false);
    for (at, c) in text.char_indices() {
        if !in_word {
            let mut open = BEGINNING[usize::from(text.as_bytes()[at])] & !said;
            while open != 0 {
                let n = open.trailing_zeros() as usize;
                open &= open - 1;
                said |= u128::from(begins_with(&text[at..], PHRASES[n])) << n;
            }
        }
        in_word = c.is_alphanumeric() && !cjk::is_cjk(c);
    }
    said != 0 && BITS.iter().any(|bits| said & bits == *bits)
}

/// True where a text begins with a phrase that ends with a word's end.
fn begins_with(text: &str, phrase: &str) -> bool {
    let ends = |rest: &str| phrase.ends_with(cjk::is_cjk) || !rest.starts_with(char::is_alphanumeric);
    text.strip_prefix(phrase).is_some_and(ends)
}
