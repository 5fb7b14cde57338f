//! The words by which pages say what a thing is: class names, attributes, cues in text.
//!
//! Class and id values are cut into sub-words at anything that is no letter or
//! digit and at capitals (`post-meta__pubDate` is post, meta, pub, date), so one
//! table serves every naming habit. [`MarkKind`] and [`RegionKind`] are what the
//! words mean.

use html5ever::{LocalName, local_name};

use crate::dom::{Document, Edge, NodeId};

/// What an element says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Title,
    Published,
    Modified,
    /// A date of unstated meaning.
    Date,
    Author,
    Section,
    Standfirst,
    Body,
    Caption,
    Credit,
}

/// Why an element is plainly not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RegionKind {
    /// A page header. Headlines stand there too, so it counts for little.
    Header,
    Navigation,
    Aside,
    Footer,
    Comments,
    Related,
}

const TITLE: u16 = 1;
const PUBLISHED: u16 = 1 << 1;
const MODIFIED: u16 = 1 << 2;
const DATE: u16 = 1 << 3;
const AUTHOR: u16 = 1 << 4;
const SECTION: u16 = 1 << 5;
const STANDFIRST: u16 = 1 << 6;
const CAPTION: u16 = 1 << 7;
const CREDIT: u16 = 1 << 8;
/// Beside a word for author: what is there is his picture, his life, or a commentator.
const NOT_AUTHOR: u16 = 1 << 9;

/// Longest sub-word that can mean anything, in bytes.
const SUB_WORD_BYTES_MAX: usize = 20;

/// Calls `each` with every sub-word of a class or id value, in lower case.
fn each_sub_word(value: &str, mut each: impl FnMut(&str)) {
    let mut word = [0_u8; SUB_WORD_BYTES_MAX];
    let mut len = 0;
    let mut was_lower = false;
    for byte in value.bytes().chain([b' ']) {
        let starts_new = !byte.is_ascii_alphanumeric() || (was_lower && byte.is_ascii_uppercase());
        if starts_new && len > 0 {
            if len <= SUB_WORD_BYTES_MAX
                && let Ok(word) = std::str::from_utf8(&word[..len])
            {
                each(word);
            }
            len = 0;
        }
        if byte.is_ascii_alphanumeric() {
            if let Some(slot) = word.get_mut(len) {
                *slot = byte.to_ascii_lowercase();
            }
            len += 1;
        }
        was_lower = byte.is_ascii_lowercase();
    }
}

/// What one sub-word of a class or id says, as bits.
fn meaning(word: &str) -> u16 {
    match word {
        "headline" | "entrytitle" | "articletitle" | "posttitle" | "newstitle" | "storytitle" | "hed" => {
            TITLE
        }
        "published" | "publish" | "pubdate" | "pubtime" | "publishdate" | "publishtime" | "publication"
        | "posted" | "postdate" | "pub" | "created" | "createtime" | "publicado" | "veroeffentlicht" => {
            PUBLISHED
        }
        "updated" | "modified" | "lastmod" | "lastmodified" | "lastupdated" | "update" | "actualizado" => {
            MODIFIED
        }
        "date" | "time" | "datetime" | "timestamp" | "dateline" | "fecha" | "datum" | "articledate"
        | "dates" | "newsdate" | "entrydate" | "shijian" | "riqi" | "heure" | "hora" | "day" | "dtime" => {
            DATE
        }
        "author" | "authors" | "byline" | "bylines" | "writer" | "reporter" | "journalist"
        | "contributor" | "contributors" | "autor" | "autore" | "auteur" | "autoren" | "zuozhe"
        | "authorname" | "bylinename" | "postauthor" | "creator" | "autori" | "auteurs" | "columnist" => {
            AUTHOR
        }
        "category" | "section" | "kicker" | "rubric" | "breadcrumb" | "breadcrumbs" | "rubrik"
        | "eyebrow" | "crumb" | "crumbs" | "location" => SECTION,
        "standfirst" | "dek" | "subtitle" | "subheadline" | "subhead" | "lede" | "chapo" | "chapeau"
        | "sapo" | "entradilla" | "bajada" | "sommario" | "ingress" | "vorspann" | "subheading"
        | "strapline" | "summary" | "abstract" | "daodu" | "zhaiyao" => STANDFIRST,
        "caption" | "figcaption" | "legend" => CAPTION,
        "credit" | "credits" | "copyright" | "photographer" => CREDIT,
        "comment" | "comments" | "reply" | "avatar" | "bio" | "biography" | "social" | "follow"
        | "related" | "share" | "description" | "image" | "img" | "photo" | "icon" => NOT_AUTHOR,
        _ => 0,
    }
}

/// Whether a sub-word names a part of the page that is not the article.
fn region_word(word: &str) -> Option<RegionKind> {
    Some(match word {
        "nav" | "navbar" | "navigation" | "menu" | "topbar" | "toolbar" => RegionKind::Navigation,
        "sidebar" | "rail" | "aside" | "popular" | "trending" | "promo" | "promos" | "newsletter"
        | "carousel" | "ticker" | "widget" | "widgets" | "ranking" | "rank" | "latest" | "paihang"
        | "mostread" | "cookie" | "modal" | "popup" | "ads" | "advert" | "advertisement" => RegionKind::Aside,
        "footer" | "copyright" | "colophon" => RegionKind::Footer,
        "comment" | "comments" | "disqus" | "replies" | "respond" | "commentlist" | "pinglun" => {
            RegionKind::Comments
        }
        "related" | "recommend" | "recommended" | "recommendation" | "recommendations" | "teaser"
        | "teasers" | "xiangguan" | "tuijian" | "readmore" | "suggested" | "similar" | "upnext"
        | "outbrain" | "taboola" => RegionKind::Related,
        "header" | "masthead" => RegionKind::Header,
        _ => return None,
    })
}

/// The kind of region an element opens, if any.
pub(super) fn region_of(document: &Document, id: NodeId, name: &LocalName) -> Option<RegionKind> {
    match *name {
        local_name!("nav") => return Some(RegionKind::Navigation),
        local_name!("aside") => return Some(RegionKind::Aside),
        // The end of an article often names its author and date; the end of a page does not.
        local_name!("footer") if is_within_article(document, id) => return None,
        local_name!("footer") => return Some(RegionKind::Footer),
        local_name!("header") => return Some(RegionKind::Header),
        // A class here describes the whole page ("has-sidebar").
        local_name!("html")
        | local_name!("body")
        | local_name!("main")
        | local_name!("a")
        | local_name!("p") => {
            return None;
        }
        _ => {}
    }
    let mut kind = None;
    let mut of_article = false;
    for attribute in ["class", "id"] {
        if let Some(value) = document.attr(id, attribute) {
            each_sub_word(value, |word| {
                kind = kind.or_else(|| region_word(word));
                of_article |= matches!(
                    word,
                    "entry"
                        | "post"
                        | "article"
                        | "asset"
                        | "single"
                        | "story"
                        | "author"
                        | "byline"
                        | "meta"
                );
            });
        }
    }
    kind.filter(|kind| !(of_article && matches!(kind, RegionKind::Footer | RegionKind::Aside)))
}

fn is_within_article(document: &Document, id: NodeId) -> bool {
    document
        .ancestors(id)
        .take(6)
        .any(|node| document.is(node, &local_name!("article")) || document.is(node, &local_name!("main")))
}

/// Calls `mark` with everything an element says about what it holds, and whether it says so strictly.
pub(super) fn marks_of(
    document: &Document,
    id: NodeId,
    name: &LocalName,
    mut mark: impl FnMut(MarkKind, bool),
) {
    if matches!(*name, local_name!("meta") | local_name!("link") | local_name!("html") | local_name!("body"))
    {
        return;
    }
    let mut bits = 0;
    for (attribute, value) in document.attrs(id) {
        match &**attribute {
            "itemprop" | "property" => {
                value.split_ascii_whitespace().filter_map(property).for_each(|kind| mark(kind, true));
            }
            "rel" if value.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")) => {
                mark(MarkKind::Author, true);
            }
            "class" | "id" | "data-testid" | "data-component" | "data-qa" => {
                each_sub_word(value, |word| bits |= meaning(word) | meaning_on(name, word));
            }
            _ => {}
        }
    }
    if matches!(&**name, "time" | "relative-time" | "local-time" | "time-ago") {
        mark(MarkKind::Date, true);
    }
    if *name == local_name!("a")
        && bits & AUTHOR == 0
        && document.attr(id, "href").is_some_and(leads_to_author)
    {
        mark(MarkKind::Author, false);
    }
    if bits & NOT_AUTHOR != 0 {
        bits &= !AUTHOR;
    }
    let kinds = [
        (TITLE, MarkKind::Title),
        (PUBLISHED, MarkKind::Published),
        (MODIFIED, MarkKind::Modified),
        (DATE, MarkKind::Date),
        (AUTHOR, MarkKind::Author),
        (SECTION, MarkKind::Section),
        (STANDFIRST, MarkKind::Standfirst),
        (CAPTION, MarkKind::Caption),
        (CREDIT, MarkKind::Credit),
    ];
    kinds.iter().filter(|(bit, _)| bits & bit != 0).for_each(|&(_, kind)| mark(kind, false));
}

/// What a word means on one element only: a `lead` is the picture or the story of the
/// day, but a paragraph that is one introduces the article.
fn meaning_on(name: &LocalName, word: &str) -> u16 {
    if *name == local_name!("p") && matches!(word, "lead" | "intro") { STANDFIRST } else { 0 }
}

/// Parts of addresses under which sites keep pages about their authors.
const AUTHOR_PATHS: &[&str] = &[
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/autores/",
    "/auteur/",
    "/auteurs/",
    "/autore/",
    "/autori/",
    "/journalist/",
    "/journalists/",
    "/columnist/",
    "/reporter/",
    "/contributor/",
    "/contributors/",
    "/redakteur/",
    "/byline/",
    "/writers/",
    "/staff/",
    "/by/",
];

fn leads_to_author(href: &str) -> bool {
    AUTHOR_PATHS.iter().any(|path| href.find(path).is_some_and(|at| at + path.len() < href.len()))
}

/// What an `itemprop` or RDFa `property` says.
fn property(value: &str) -> Option<MarkKind> {
    let name = value.rsplit([':', '/', '#']).next().unwrap_or(value);
    Some(match name.to_ascii_lowercase().as_str() {
        "headline" => MarkKind::Title,
        "datepublished" | "datecreated" | "issued" => MarkKind::Published,
        "datemodified" => MarkKind::Modified,
        "date" => MarkKind::Date,
        "author" | "creator" => MarkKind::Author,
        "articlesection" => MarkKind::Section,
        "alternativeheadline" => MarkKind::Standfirst,
        "articlebody" => MarkKind::Body,
        _ => return None,
    })
}

/// True for a line that may hold a date or a name: it has a digit, or a cue word.
pub(super) fn is_telling(line: &str) -> bool {
    line.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) || has_name_cue(line)
}

/// Words before a name, in lower case, each followed by a blank or a colon.
const NAME_CUES: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "af",
    "av",
    "autor",
    "autora",
    "autore",
    "auteur",
    "author",
    "authors",
    "written by",
    "posted by",
    "text",
    "texte",
    "texto",
    "testo",
    "reporter",
    "автор",
    "текст",
    "tekst",
    "opracował",
    "words by",
    "words",
    "reported by",
    "story by",
    "γράφει",
    "skrevet av",
    "redaktor",
];

/// Cues of names in Chinese, Japanese and Korean lines.
const CJK_NAME_CUES: &[&str] = &[
    "作者",
    "记者",
    "記者",
    "编辑",
    "編輯",
    "撰文",
    "文/",
    "文／",
    "文|",
    "文丨",
    "文｜",
    "文：",
    "文:",
    "撰稿",
    "기자",
    "특파원",
    "取材",
    "執筆",
    "著者",
    "筆者",
    "通讯员",
    "編集",
    "责编",
    "来源",
    "來源",
];

/// True for a line that is a cue and nothing more: "Written by", `作者：`.
pub(super) fn is_bare_cue(line: &str) -> bool {
    let line = line.trim_end_matches([':', '：', ' ']);
    line.len() <= 24
        && (NAME_CUES.iter().any(|cue| strip_prefix_ignore_case(line, cue).is_some_and(str::is_empty))
            || matches!(line, "作者" | "撰文" | "文" | "记者" | "記者" | "撰稿"))
}

/// True for a line that opens with a word such as "By", or holds one such as 记者.
pub(super) fn has_name_cue(line: &str) -> bool {
    let line = line.trim_start();
    if line.is_ascii() || !line.chars().take(120).any(|c| c > '\u{2fff}') {
        return starts_with_name_cue(line).is_some();
    }
    CJK_NAME_CUES.iter().any(|cue| line.contains(cue))
}

/// The rest of a line after "By", "Von", "Автор:" …, if it opens with such a word.
pub(super) fn starts_with_name_cue(line: &str) -> Option<&str> {
    NAME_CUES.iter().find_map(|cue| {
        let rest = strip_prefix_ignore_case(line, cue)?;
        rest.starts_with([' ', ':', '\u{a0}', '\n'])
            .then(|| rest.trim_start_matches([':', ' ', '\u{a0}', '\n']))
    })
}

/// `text` without `prefix` (given in lower case), whatever the case it is written in.
pub(super) fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in prefix.chars() {
        let have = rest.next()?;
        if have != wanted && !have.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The text with every run of white space made one blank, ends trimmed, invisible marks left out.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}') {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The visible text below a node with blanks between blocks, squeezed; stops after `bytes_max` bytes.
pub(super) fn text_within(document: &Document, id: NodeId, bytes_max: usize) -> String {
    let mut raw = String::new();
    let mut walk = document.traverse(id);
    while let Some(edge) = walk.next() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        if let Some(text) = document.text(node) {
            if matches!(edge, Edge::Open(_)) {
                raw.push_str(text);
            }
        } else if let Some(name) = document.element(node) {
            if matches!(
                *name,
                local_name!("script")
                    | local_name!("style")
                    | local_name!("template")
                    | local_name!("noscript")
                    | local_name!("svg")
                    | local_name!("rt")
                    | local_name!("rp")
            ) {
                walk.skip_children();
            } else if !is_inline(name) {
                raw.push(' ');
            }
        }
        if raw.len() > bytes_max {
            break;
        }
    }
    squeeze(&raw)
}

fn is_inline(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("b")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("mark")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("u")
            | local_name!("wbr")
    )
}

/// Letters and digits only, case folded: what makes two titles the same.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Longest value made plain, in bytes; the rest of it is cut off.
const PLAIN_BYTES_MAX: usize = 8 << 10;

/// Plain text of a value that may hold markup and entities (once or twice encoded), squeezed.
pub(super) fn plain(written: &str) -> String {
    let written = &written[..written.floor_char_boundary(PLAIN_BYTES_MAX)];
    let mut text = squeeze(written);
    for _ in 0..2 {
        if text.contains('&') {
            text = unescape(&text);
        }
    }
    if text.contains('<') {
        text = without_tags(&text);
    }
    squeeze(&text)
}

/// The text without anything that looks like a tag.
fn without_tags(text: &str) -> String {
    let Some(last) = text.rfind('>') else { return text.to_owned() };
    let (tagged, tail) = text.split_at(last + 1);
    let mut out = String::with_capacity(text.len());
    let mut rest = tagged;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let is_tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match is_tag.then(|| rest[open..].find('>')).flatten() {
            Some(close) => {
                out.push(' ');
                rest = &rest[open + close + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out.push_str(tail);
    out
}

/// Longest entity name, in bytes.
const ENTITY_BYTES_MAX: usize = 32;

/// Decodes character references that end in a semicolon (HTML Standard §13.5).
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.bytes().take(ENTITY_BYTES_MAX).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&after[..end], &after[..=end])?, end))) {
            Some((decoded, end)) => {
                out.extend(decoded.into_iter().flatten());
                rest = &after[end + 1..];
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str, with_semicolon: &str) -> Option<[Option<char>; 2]> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some([char::from_u32(code).filter(|c| *c != '\0'), None]);
    }
    let &(first, second) = html5ever::data::NAMED_ENTITIES.get(with_semicolon)?;
    Some([char::from_u32(first), char::from_u32(second).filter(|c| *c != '\0')])
}

/// Words before a date that say the article appeared then, lower case.
const PUBLISHED_CUES: &[&str] = &[
    "publi",
    "posted",
    "post",
    "issued",
    "first published",
    "veröffentlicht",
    "erstellt",
    "created",
    "date",
    "发布",
    "發布",
    "发表",
    "發表",
    "時間",
    "时间",
    "日期",
    "登録",
    "掲載",
    "公開",
    "配信",
    "入力",
    "입력",
    "등록",
    "게재",
    "опубликован",
    "публика",
    "дата",
    "pubblicato",
    "geplaatst",
    "gepubliceerd",
    "data",
    "fecha",
    "datum",
    "stand",
    "dnia",
    "dodano",
    "opublikowano",
    "δημοσίευση",
    "πρώτη",
    "初稿",
    "发稿",
    "發稿",
    "发文",
    "上架",
];
/// Words before a date that say the article changed then, lower case.
const MODIFIED_CUES: &[&str] = &[
    "updated",
    "update",
    "modified",
    "last change",
    "revised",
    "aktualisiert",
    "geändert",
    "mis à jour",
    "modifié",
    "actualizado",
    "atualizado",
    "aggiornato",
    "bijgewerkt",
    "zaktualizowano",
    "обновлено",
    "更新",
    "修改",
    "最終",
    "수정",
    "최종",
    "τελευταία",
    "ενημέρωση",
    "edited",
    "oppdatert",
    "uppdaterad",
    "opdateret",
];

/// True where the words before a date say that the article appeared then.
pub(super) fn says_published(before: &str) -> bool {
    let near = tail(before);
    PUBLISHED_CUES.iter().any(|cue| near.contains(cue)) && !says_modified(before)
}

/// True where the words before a date say that the article changed then.
pub(super) fn says_modified(before: &str) -> bool {
    let near = tail(before);
    MODIFIED_CUES.iter().any(|cue| near.contains(cue))
}

/// The last words of a text, in lower case.
fn tail(text: &str) -> String {
    text[text.ceil_char_boundary(text.len().saturating_sub(40))..].to_lowercase()
}
