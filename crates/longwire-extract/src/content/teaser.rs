//! Lines inside a body that only send the reader elsewhere: "Read more: …", "À lire aussi …",
//! "Sign up for our newsletter!".
//!
//! The model judges a block by its looks, and such a line looks like any short
//! paragraph of the body. Its first words give it away, if what follows is a link
//! or nothing at all; "Related reading" in a sentence does not. What a site says in its
//! own cause (how it earns, that it wants support, where else it is) is known by phrases
//! that the prose of an article does not have.

mod appeal;

use longwire_text::cjk;

/// What such lines begin with, lower case.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "related", "related article", "related articles", "related content", "related posts", "related reading", "related stories", "related story",
    "read also", "read more", "read next", "also read", "you may also like", "you might also like", "you may also enjoy", "other posts you may enjoy",
    "recommended reading", "don't miss", "don’t miss", "more from", "like it? pin it", "never miss a story",
    "lesen sie auch", "lesen sie mehr", "lesen sie hier", "auch interessant", "das könnte sie auch interessieren", "das könnte dich auch interessieren",
    "das thema könnte dich auch interessieren", "das könnte euch auch interessieren", "könnte ihnen auch gefallen",
    "mehr zum thema", "weitere beiträge", "weitere artikel", "schon gelesen", "lesetipp", "auch auf",
    "à lire aussi", "a lire aussi", "à lire également", "lire aussi", "lire également", "sur le même sujet",
    "lea también", "lee también", "te puede interesar", "le puede interesar", "también te puede interesar", "leia também", "leia mais", "veja também",
    "leggi anche", "lees ook", "les også", "läs också", "læs også", "czytaj też", "czytaj także", "czytaj również", "zobacz też", "zobacz także",
    "читайте также", "читайте ещё", "читать также", "διαβάστε επίσης", "διαβάστε ακόμη",
    "相关阅读", "相关新闻", "相关报道", "相关文章", "相关推荐", "延伸阅读", "延伸閱讀", "推荐阅读", "推薦閱讀", "相關閱讀", "相關新聞", "関連記事", "あわせて読みたい", "관련기사", "관련 기사",
];

/// How a line asks the reader to subscribe …
#[rustfmt::skip]
const ASKING: &[&str] = &[
    "sign up", "subscribe", "join our", "never miss", "don't miss", "don’t miss", "want more", "get our", "get the best", "abonnieren sie", "melden sie sich",
    "abonnez-vous", "inscrivez-vous", "suscríbete", "suscríbase", "iscriviti", "inscreva-se", "zapisz się", "подпишитесь", "подписывайтесь",
];
/// … and to what.
const ASKED_FOR: &[&str] = &["newsletter", "mailing list", "inbox", "rundbrief", "boletín", "рассылк"];

/// Longest appeal, in characters.
const APPEAL_CHARS_MAX: usize = 320;
/// Longest such line of any other kind, in characters.
const CHARS_MAX: usize = 200;
/// Share of links among the letters of a line from which it is a teaser.
const LINKS_MIN: f32 = 0.3;
/// Characters that may follow the opening of a line without any link: the name of a column.
const REST_CHARS_MAX: usize = 24;

/// True for a line that only leads to another article; `links` is the share of it that is links.
pub(super) fn is_one(text: &str, links: f32) -> bool {
    if text.chars().nth(APPEAL_CHARS_MAX).is_some() {
        return false;
    }
    let lower = text.to_lowercase();
    if appeal::is_one(&lower) {
        return true;
    }
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if text.chars().nth(CHARS_MAX).is_some() {
        return false;
    }
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    if ASKING.iter().any(|opening| lower.starts_with(opening))
        && ASKED_FOR.iter().any(|word| lower.contains(word))
    {
        return true;
    }
    let begins_alike = |opening: &&&str| opening.as_bytes().first() == lower.as_bytes().first();
    OPENINGS.iter().filter(begins_alike).any(|opening| {
        let Some(rest) = lower.strip_prefix(opening) else { return false };
        let ends_word = !rest.starts_with(char::is_alphanumeric) || opening.ends_with(cjk::is_cjk);
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        let is_bare = rest.is_empty()
            || (text.ends_with([':', '：', '?', '…']) && rest.chars().count() <= REST_CHARS_MAX);
        ends_word && (links >= LINKS_MIN || is_bare)
    })
}

#[cfg(test)]
mod tests;
