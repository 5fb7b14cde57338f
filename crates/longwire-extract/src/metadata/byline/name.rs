//! What is a person's name, and what only stands where one should.

use longwire_model::Url;
use longwire_text::cjk;

use crate::metadata::words::{letters, squeeze, starts_with_name_cue, strip_prefix_ignore_case};
use crate::metadata::{site, title};

/// Longest name believed, in characters.
const NAME_CHARS_MAX: usize = 60;
/// Most words of a name.
const NAME_WORDS_MAX: usize = 6;

/// Words that are no people, as letters only.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "admin", "administrator", "editor", "editors", "editorial", "editorialteam", "editorialstaff", "staff", "staffwriter", "staffwriters", "staffreporter",
    "newsroom", "newsdesk", "webmaster", "root", "guest", "guestauthor", "anonymous", "unknown", "author", "authors", "contributor", "contributors", "redaktion", "redaktionell",
    "redaction", "laredaction", "redaccion", "redacao", "redazione", "redactie", "redakcja", "pressoffice", "press", "team", "user", "none", "null", "undefined",
    "associatedpress", "theassociatedpress", "ap", "reuters", "afp", "agencefrancepresse", "dpa", "efe", "ansa", "bloomberg", "bloombergnews", "xinhua", "tass", "ria",
    "yonhap", "kyodo", "jiji", "pa", "pressassociation", "upi", "pti", "ians", "ani", "dapd", "apa", "sda", "sid", "epd", "kna", "ots", "wires", "agencies", "agencias", "newswire", "prnewswire", "businesswire",
    "新华社", "新華社", "中新社", "中新网", "新华网", "人民网", "央视网", "本报", "本站", "本网", "佚名", "匿名", "编辑", "記者", "记者", "作者", "小编", "网络", "综合", "未知", "不详", "责任编辑", "管理员", "原创", "转载",
    "編集部", "時事通信", "共同通信", "공동취재단", "연합뉴스", "편집부", "administrateur", "super user", "superuser", "website", "home", "news", "by", "share", "follow", "subscribe", "comments", "more",
    "facebook", "twitter", "email", "print", "readmore", "viewallposts", "allposts", "viewprofile", "profile", "biography", "bio",
];

/// Words of a longer name that make it an organisation, lower case.
#[rustfmt::skip]
const ORGANIZATION_WORDS: &[&str] = &[
    "staff", "news", "editors", "editorial", "team", "newsroom", "desk", "press", "agency", "agencies", "redaktion", "redacción", "redazione", "rédaction", "redactie", "media",
    "magazine", "newspaper", "times", "inc", "ltd", "gmbh", "llc", "university", "institute", "foundation", "department", "ministry", "office", "services", "service", "network",
    "online", "radio", "television", "tv", "society", "association", "council", "committee", "board", "contributors", "correspondents", "reporters", "writers", "bureau", "wire",
];

/// Words that end a name: what follows is a role, a place, a date.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    " | ", " - ", " – ", " — ", " for ", " in ", " at ", " of the ", " on ", " updated ", " published ", " posted ", " @", " · ", " • ", "(", "（", " para ", " pour ", " für ", "[", " is a ", " is the ", "：", ": ", " | ", "｜", "»",
];

/// Signs and words between names.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " i ", " и ", " & ", ";", "；", "、", "|", "/", "\n", " with ", " mit ", " avec ", " con ", "，", " και ", " AND ", "／", " ja ",
];

/// Roles that stand beside a name, lower case; cut off.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "staff writer", "staff reporter", "senior writer", "senior reporter", "reporter", "correspondent", "political editor", "editor", "columnist", "contributor", "contributing writer", "journalist", "guest author",
    "special to", "associated press", "reuters", "afp", "redakteur", "redakteurin", "journaliste", "periodista", "author", "writer", "producer", "photographer", "news reporter", "business reporter",
];

/// Tells names from what else stands in bylines of one page.
pub(super) struct Judge {
    /// The site's names and sections, as letters.
    not_people: Vec<String>,
}

impl Judge {
    pub(super) fn new(url: &Url, site_names: &[String], sections: &[String]) -> Self {
        let host = title::host_name(url);
        let not_people = site_names
            .iter()
            .chain(sections)
            .chain(host.as_ref())
            .map(|name| letters(name))
            .filter(|name| name.chars().count() > 1)
            .collect();
        Self { not_people }
    }

    /// The people named by a value that holds nothing but names.
    pub(super) fn names(&self, written: &str) -> Vec<String> {
        let text = squeeze(written);
        if text.starts_with("http") || text.chars().count() > 300 {
            return Vec::new();
        }
        let text = starts_with_name_cue(&text).unwrap_or(&text);
        let mut out: Vec<String> = Vec::new();
        for part in split(text) {
            if let Some(name) = self.name(part)
                && !out.contains(&name)
            {
                out.push(name);
            }
        }
        out
    }

    /// The people named by the text of an element that is marked as a byline.
    pub(super) fn names_in_byline(&self, text: &str) -> Vec<String> {
        let after_cue = self.names_after_cue(text);
        if after_cue.is_empty() { self.names(text) } else { after_cue }
    }

    /// The people named behind "By" or 作者 in a line.
    pub(super) fn names_after_cue(&self, line: &str) -> Vec<String> {
        if let Some(rest) = starts_with_name_cue(line.trim_start()) {
            return self.names(rest);
        }
        self.names_after_cjk_cue(line)
    }

    fn names_after_cjk_cue(&self, line: &str) -> Vec<String> {
        for cue in [
            "作者",
            "撰文",
            "撰稿",
            "文/",
            "文／",
            "文|",
            "文丨",
            "文｜",
            "文：",
            "文:",
            "执笔",
            "執筆",
            "記者",
            "记者",
            "通讯员",
            "取材",
        ] {
            let Some(at) = line.find(cue) else { continue };
            let rest = line[at + cue.len()..]
                .trim_start_matches(['：', ':', ' ', '/', '／', '|', '\u{3000}', '丨', '｜']);
            let had_sign = rest.len() < line.len() - at - cue.len();
            if !had_sign && !matches!(cue, "文/" | "文／" | "文|" | "文丨" | "文｜" | "文：" | "文:")
            {
                continue;
            }
            let names = cjk_names(rest);
            let names: Vec<String> = names.into_iter().filter_map(|name| self.name(&name)).collect();
            if !names.is_empty() {
                return names;
            }
        }
        korean(line).into_iter().filter_map(|name| self.name(&name)).collect()
    }

    /// The part as a person's name, cleaned; `None` where it is none.
    fn name(&self, part: &str) -> Option<String> {
        let mut text = part.trim();
        for end in ENDS {
            if let Some(at) = find_ignore_ascii_case(text, end)
                && at > 0
            {
                text = &text[..at];
            }
        }
        let mut text = text
            .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '\'' | '’'))
            .trim_end_matches(['\'', '’', ',']);
        if let Some(rest) = starts_with_name_cue(text) {
            text = rest.trim();
        }
        for role in ROLES {
            if let Some(rest) = strip_prefix_ignore_case(text, role)
                && rest.starts_with(' ')
            {
                text = rest.trim();
            }
            if let Some(at) = find_ignore_ascii_case(text, role)
                && at > 1
                && text[..at].ends_with([' ', ','])
            {
                text = text[..at].trim_end_matches([' ', ',']);
            }
        }
        self.is_person(text).then(|| text.to_owned())
    }

    fn is_person(&self, text: &str) -> bool {
        let count = text.chars().count();
        if !(2..=NAME_CHARS_MAX).contains(&count)
            || text.chars().any(|c| {
                c.is_numeric() || matches!(c, '@' | '<' | '>' | '{' | '%' | '=' | '?' | '!' | '#' | '_')
            })
        {
            return false;
        }
        let own = letters(text);
        if own.chars().count() < 2
            || NOBODY.contains(&own.as_str())
            || self.not_people.iter().any(|name| site::same_name(&own, name) || own == *name)
        {
            return false;
        }
        if text.chars().any(cjk::is_cjk) {
            return count <= 20 && !text.contains(['。', '，', '？', '！', '《', '“']);
        }
        let words: Vec<&str> = text.split(' ').collect();
        words.len() <= NAME_WORDS_MAX
            && !words
                .iter()
                .any(|word| ORGANIZATION_WORDS.contains(&word.trim_matches('.').to_lowercase().as_str()))
            && text.chars().next().is_some_and(char::is_alphabetic)
    }
}

/// A value cut at everything that stands between names.
fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for sign in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    // A comma stands between names, or between a name and a role; a role is dropped later.
    parts
        .into_iter()
        .flat_map(|part| part.split(','))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .take(40)
        .collect()
}

/// Names behind a Chinese cue: up to the first sign or word that is none.
fn cjk_names(rest: &str) -> Vec<String> {
    let mut out = Vec::new();
    let end = rest
        .find(['。', '(', '（', ')', '）', '】', ']', '｜', '|', '：', ':', '[', '【', '<'])
        .unwrap_or(rest.len());
    for part in rest[..end].split(['、', '，', ',', ' ', '\u{3000}', '/', '；', ';', '\u{a0}']) {
        let part = part.trim();
        let count = part.chars().count();
        if part.is_empty() {
            continue;
        }
        let looks_like_name = part
            .chars()
            .all(|c| cjk::is_cjk(c) || c.is_alphabetic() || matches!(c, '·' | '・' | '•' | '.' | '-'))
            && (2..=12).contains(&count);
        let is_word = [
            "来源", "來源", "编辑", "編輯", "发布", "时间", "日期", "责任", "摄影", "点击", "字号", "浏览",
            "报道", "記者", "记者",
        ]
        .iter()
        .any(|word| part.contains(word));
        if !looks_like_name || is_word {
            break;
        }
        out.push(part.to_owned());
    }
    out
}

/// `홍길동 기자`: the name stands before the word.
fn korean(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for cue in [" 기자", " 특파원", " 선임기자"] {
        for (at, _) in line.match_indices(cue) {
            let name: String = line[..at]
                .chars()
                .rev()
                .take_while(|&c| cjk::is_hangul(c))
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            if (2..=4).contains(&name.chars().count()) && !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out
}

fn find_ignore_ascii_case(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    text.windows(wanted.len().max(1)).position(|window| window.eq_ignore_ascii_case(wanted))
}
