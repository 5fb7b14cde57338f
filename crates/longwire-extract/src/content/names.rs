//! What the names in `class`, `id` and `itemprop` attributes give away.
//!
//! Names are cut into words: `ArticleBody__main-text2` gives `article`, `body`,
//! `main`, `text`. A few words mark a kind of furniture by themselves and are
//! listed here; what the rest are worth is learned and lies in the model's tables.

/// Most bytes of one attribute that are looked at.
const NAME_BYTES_MAX: usize = 240;

/// Kinds of places on a page, as bits.
pub(super) mod mark {
    pub(crate) const NAV: u32 = 1;
    pub(crate) const FOOTER: u32 = 1 << 1;
    pub(crate) const SIDEBAR: u32 = 1 << 2;
    pub(crate) const COMMENT: u32 = 1 << 3;
    pub(crate) const SHARE: u32 = 1 << 4;
    pub(crate) const RELATED: u32 = 1 << 5;
    pub(crate) const PROMO: u32 = 1 << 6;
    pub(crate) const AD: u32 = 1 << 7;
    pub(crate) const BYLINE: u32 = 1 << 8;
    pub(crate) const TAGS: u32 = 1 << 9;
    pub(crate) const CAPTION: u32 = 1 << 10;
    pub(crate) const POPUP: u32 = 1 << 11;
    pub(crate) const BODY: u32 = 1 << 12;
    pub(crate) const SUMMARY: u32 = 1 << 13;
    pub(crate) const TITLE: u32 = 1 << 14;
    pub(crate) const HIDDEN: u32 = 1 << 15;
    pub(crate) const COUNT: u32 = 16;
}

/// Calls `each` with every word of an attribute's value, in lower case.
pub(super) fn words(value: &str, mut each: impl FnMut(&[u8])) {
    let mut word = [0_u8; 24];
    let mut length = 0;
    let mut lower = false;
    let value = value.as_bytes();
    for &byte in &value[..value.len().min(NAME_BYTES_MAX)] {
        let letter = byte.is_ascii_alphabetic() || byte >= 0x80;
        if (!letter || (byte.is_ascii_uppercase() && lower)) && length > 0 {
            each(&word[..length]);
            length = 0;
        }
        if letter && length < word.len() {
            word[length] = byte.to_ascii_lowercase();
            length += 1;
        }
        lower = byte.is_ascii_lowercase();
    }
    if length > 0 {
        each(&word[..length]);
    }
}

/// The mark a single word sets, 0 for most.
pub(super) fn mark_of(word: &[u8]) -> u32 {
    match word {
        b"nav" | b"navbar" | b"navi" | b"navigation" | b"menu" | b"breadcrumb" | b"breadcrumbs"
        | b"crumb" | b"crumbs" | b"pagination" | b"pager" | b"pages" | b"daohang" | b"mianbao"
        | b"topnav" | b"toolbar" | b"tabs" => mark::NAV,
        b"footer" | b"foot" | b"copyright" | b"colophon" | b"bottom" | b"disclaimer" | b"legal" | b"fuss" => {
            mark::FOOTER
        }
        b"sidebar" | b"side" | b"aside" | b"rail" | b"right" | b"widget" | b"widgets" | b"rightcol"
        | b"seitenleiste" => mark::SIDEBAR,
        b"comment" | b"comments" | b"disqus" | b"respond" | b"reply" | b"replies" | b"pinglun"
        | b"kommentare" | b"kommentar" | b"commentlist" | b"livefyre" | b"komentarze" | b"discussion" => {
            mark::COMMENT
        }
        b"share" | b"sharing" | b"social" | b"sharethis" | b"addthis" | b"fenxiang" | b"bshare"
        | b"bdshare" | b"jiathis" | b"facebook" | b"twitter" | b"weibo" | b"follow" | b"shares"
        | b"teilen" | b"whatsapp" | b"sociable" => mark::SHARE,
        b"related" | b"relate" | b"recommend" | b"recommended" | b"recommendation" | b"recommendations"
        | b"xiangguan" | b"tuijian" | b"popular" | b"trending" | b"latest" | b"readmore" | b"outbrain"
        | b"taboola" | b"similar" | b"more" | b"teaser" | b"teasers" | b"hot" | b"rank" | b"ranking"
        | b"carousel" | b"yarpp" | b"mostread" | b"headlines" | b"recirc" | b"relevant" | b"recent" => {
            mark::RELATED
        }
        b"newsletter" | b"subscribe" | b"subscription" | b"promo" | b"promotion" | b"signup" | b"cta"
        | b"donate" | b"paywall" | b"optin" | b"qrcode" | b"erweima" | b"app" | b"shop" | b"affiliate"
        | b"inscription" => mark::PROMO,
        b"ad" | b"ads" | b"advert" | b"advertisement" | b"adsense" | b"sponsor" | b"sponsored"
        | b"guanggao" | b"banner" | b"anzeige" | b"advertising" | b"adv" | b"dfp" | b"gpt" => mark::AD,
        b"byline" | b"author" | b"authors" | b"date" | b"time" | b"timestamp" | b"published"
        | b"dateline" | b"meta" | b"postmeta" | b"source" | b"laiyuan" | b"zuozhe" | b"shijian" | b"bio"
        | b"editor" | b"bianji" | b"credit" | b"credits" | b"laiyan" | b"autor" | b"datum" => mark::BYLINE,
        b"tag" | b"tags" | b"category" | b"categories" | b"keyword" | b"keywords" | b"topics" | b"topic"
        | b"biaoqian" | b"schlagworte" | b"label" | b"labels" => mark::TAGS,
        b"caption" | b"figcaption" | b"photo" | b"image" | b"gallery" | b"slideshow" | b"picture"
        | b"video" | b"media" | b"bild" | b"tupian" | b"img" => mark::CAPTION,
        b"popup" | b"modal" | b"cookie" | b"cookies" | b"consent" | b"gdpr" | b"overlay" | b"dialog"
        | b"login" | b"register" | b"search" | b"notice" | b"alert" | b"lightbox" | b"toast" => mark::POPUP,
        b"article" | b"content" | b"body" | b"entry" | b"post" | b"story" | b"text" | b"zhengwen"
        | b"neirong" | b"artical" | b"artibody" | b"conten" | b"artikel" | b"paragraph" | b"main"
        | b"news" | b"newstext" | b"articlebody" => mark::BODY,
        b"summary" | b"lead" | b"lede" | b"standfirst" | b"intro" | b"dek" | b"excerpt" | b"abstract"
        | b"subtitle" | b"deck" | b"subheadline" | b"zhaiyao" | b"daodu" | b"chapo" | b"kicker"
        | b"vorspann" => mark::SUMMARY,
        b"title" | b"headline" | b"biaoti" | b"heading" | b"titre" | b"tit" => mark::TITLE,
        b"hidden" | b"hide" | b"invisible" | b"sr" | b"noprint" | b"screenreader" | b"offscreen"
        | b"none" => mark::HIDDEN,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
