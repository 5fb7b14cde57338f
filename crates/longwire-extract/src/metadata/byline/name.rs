//! What is a person's name, and what only stands where one should.

use longwire_model::Url;
use longwire_text::cjk;

use crate::metadata::cue::{starts_with_name_cue, strip_prefix_ignore_case};
use crate::metadata::text::{letters, squeeze};
use crate::metadata::title;

/// Longest name believed, in characters.
const NAME_CHARS_MAX: usize = 60;
/// Longest name in ideographs only.
const HAN_NAME_CHARS_MAX: usize = 5;
/// Longest name with kana, hangul or dots in it.
const CJK_NAME_CHARS_MAX: usize = 20;
/// Most words of a name.
const NAME_WORDS_MAX: usize = 6;

/// Words that name nobody, as letters only.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "admin", "administrator", "administrateur", "webmaster", "root", "guest", "anonymous", "anónimo", "unknown", "author", "authors", "user", "none", "null", "undefined", "superuser", "website",
    "home", "by", "share", "follow", "followus", "subscribe", "comments", "more", "facebook", "twitter", "linkedin", "instagram", "whatsapp", "email", "print", "readmore", "viewallposts", "allposts", "viewprofile", "profile",
    "biography", "bio", "login", "logout", "signin", "register", "updated", "published", "posted", "image", "images", "photo", "date", "datum", "no", "yes", "the", "a", "an", "quelle", "source", "articleby", "writtenby", "advertisement",
    "learnmore", "view", "close", "menu", "search", "germany", "deutschland", "usa", "today", "yesterday", "data", "fecha", "foto", "article", "articles", "post", "posts", "blog", "about", "contact", "wordpress", "default", "test",
    "von", "mehr", "autor", "our", "size", "noauthor", "hire", "rebloggt", "alle",
    "佚名", "匿名", "作者", "小编", "未知", "不详", "管理员", "原创", "转载", "编辑", "責任編輯", "责任编辑", "来源", "來源", "记者", "記者", "关注", "本文",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/// Newsrooms, agencies and functions: authors only where the page names no person. Letters only.
#[rustfmt::skip]
const NO_PERSON: &[&str] = &[
    "editor", "editors", "editorial", "editorialteam", "editorialstaff", "staff", "staffwriter", "staffwriters", "staffreporter", "newsroom", "newsdesk", "guestauthor", "contributor", "contributors",
    "redaktion", "redaction", "laredaction", "redaccion", "redacao", "redazione", "redactie", "redakcja", "pressoffice", "press", "team", "news",
    "associatedpress", "theassociatedpress", "ap", "reuters", "afp", "agencefrancepresse", "dpa", "efe", "ansa", "bloomberg", "bloombergnews", "xinhua", "tass", "ria", "yonhap", "kyodo", "jiji", "pa", "pressassociation",
    "upi", "pti", "ians", "ani", "dapd", "apa", "sda", "sid", "epd", "kna", "ots", "wires", "agencies", "agencias", "newswire", "prnewswire", "businesswire", "age",
    "新华社", "新華社", "中新社", "中新网", "新华网", "人民网", "央视网", "本报", "本站", "本网", "网络", "综合", "編集部", "時事通信", "共同通信", "공동취재단", "연합뉴스", "편집부",
];

/// Words of a longer name that make it an organisation, lower case.
#[rustfmt::skip]
const ORGANIZATION_WORDS: &[&str] = &[
    "staff", "news", "editors", "editorial", "team", "newsroom", "desk", "press", "agency", "agencies", "redaktion", "redacción", "redazione", "rédaction", "redactie", "media",
    "magazine", "newspaper", "times", "inc", "ltd", "gmbh", "llc", "university", "institute", "foundation", "department", "ministry", "office", "services", "service", "network",
    "online", "radio", "television", "tv", "society", "association", "council", "committee", "board", "contributors", "correspondents", "reporters", "writers", "bureau", "wire",
];

/// Parts of words that make a name one of an organisation, lower case: German and its like join them.
#[rustfmt::skip]
const ORGANIZATION_STEMS: &[&str] = &[
    "ministeri", "anstalt", "institut", "verband", "verein", "stiftung", "fraktion", "behörde", "redaktion", "redacci", "redazion", "feuerwehr",
    "universit", "hochschule", "akademie", "landkreis", "bundesamt", "pressestelle", "agentur", "zentrale", "gesellschaft", "e.v.", "gmbh", "creative commons",
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
    "staff writer", "staff reporter", "senior writer", "senior reporter", "news reporter", "business reporter", "reporter", "correspondent", "political editor", "editor", "columnist", "contributor", "contributing writer",
    "journalist", "guest author", "special to", "associated press", "reuters", "afp", "redakteur", "redakteurin", "journaliste", "periodista", "author", "writer", "producer", "photographer",
];

/// Words of a role or a place rather than of a name: behind a comma they end the list of names.
#[rustfmt::skip]
const NOT_IN_NAMES: &[&str] = &[
    "expert", "consultant", "specialist", "director", "ceo", "cto", "cfo", "officer", "manager", "professor", "founder", "cofounder", "president", "analyst", "strategist", "coach", "chef", "certified", "executive",
    "head", "chief", "lead", "senior", "junior", "assistant", "associate", "partner", "owner", "engineer", "developer", "designer", "phd", "md", "rn", "bsn", "mba", "cpa", "cfp", "dds", "rd", "msc", "esq", "jd", "dr", "ph.d", "m.d",
    "writer", "editor", "reporter", "correspondent", "journalist", "author", "contributor", "producer", "photographer", "review", "reviewed", "published", "updated", "read", "min", "minutes", "comments", "posted", "article", "von", "guide",
];

/// How a name came to us, which is how much of it must look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Stated to be a person: even the publication's own name can be one ("Jane Doe" writes janedoe.com).
    Person,
    /// Stated to be an author, person or not.
    Stated,
    /// Found in text: only what is written like a name.
    Visible,
}

/// Tells names from what else stands in bylines of one page.
pub(super) struct Judge {
    /// The site's names and sections, as letters.
    not_people: Vec<String>,
}

impl Judge {
    pub(super) fn new(url: &Url, site_names: &[String], sections: &[String]) -> Self {
        let host = title::host_name(url);
        let names = site_names.iter().chain(sections).chain(host.as_ref());
        Self { not_people: names.map(|name| letters(name)).filter(|name| name.chars().count() > 1).collect() }
    }

    /// The people named by a value that holds nothing but names.
    pub(super) fn people(&self, written: &str, trust: Trust) -> Vec<String> {
        let text = squeeze(written);
        let is_address = ["http", "www."].iter().any(|start| text.starts_with(start))
            || (text.contains(".com/") && !text.contains(' '));
        if is_address || text.chars().count() > 300 || (!text.contains(',') && is_organization(&text)) {
            return Vec::new();
        }
        let text = starts_with_name_cue(&text).unwrap_or(&text);
        let mut out: Vec<String> = Vec::new();
        for group in split(text) {
            // A comma stands between names, or between a name and its owner's role.
            let mut after_nobody = false;
            for (n, part) in group.split(',').enumerate() {
                let Some(name) = self.person(part, trust) else {
                    if n > 0 {
                        break;
                    }
                    after_nobody = true;
                    continue;
                };
                // "hr, Frankfurt": one word behind an organisation is its place.
                if n > 0 && (is_role(&name) || (after_nobody && !name.contains(' '))) {
                    break;
                }
                if !out.contains(&name) {
                    out.push(name);
                }
            }
        }
        // "Jane Doe, Jane": a second look at the same person.
        let whole = out.clone();
        out.retain(|name| {
            !whole.iter().any(|other| other.len() > name.len() && other.starts_with(&format!("{name} ")))
        });
        out
    }

    /// The people named by the text of an element that is marked as a byline.
    pub(super) fn people_in_byline(&self, text: &str, trust: Trust) -> Vec<String> {
        let after_cue = self.people_after_cue(text);
        if after_cue.is_empty() { self.people(text, trust) } else { after_cue }
    }

    /// The people named behind "By" or 作者 in a line.
    pub(super) fn people_after_cue(&self, line: &str) -> Vec<String> {
        if let Some(rest) = starts_with_name_cue(line.trim_start()) {
            return self.people(rest, Trust::Visible);
        }
        self.people_after_cjk_cue(line)
    }

    /// Whoever is named, person or not; `None` for words that name nobody.
    pub(super) fn anybody(&self, written: &str) -> Option<String> {
        let text = squeeze(written);
        let text = starts_with_name_cue(&text)
            .unwrap_or(&text)
            .trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
        let own = letters(text);
        let fits = (2..=NAME_CHARS_MAX).contains(&text.chars().count())
            && !text.contains("://")
            && text.chars().filter(|c| c.is_ascii_digit()).count() <= 3
            && !["gmbh", "creative commons", "cc by", "license", "licence", " ag", " inc", "ltd"]
                .iter()
                .any(|word| text.to_lowercase().contains(word))
            && !NOBODY.contains(&own.as_str())
            && !is_count(text)
            && text.split(' ').count() <= NAME_WORDS_MAX
            && text.chars().any(char::is_alphabetic);
        fits.then(|| text.to_owned())
    }

    /// The people among the names of a line in Chinese, Japanese or Korean.
    pub(super) fn people_of_cjk(&self, rest: &str) -> Vec<String> {
        cjk_names(rest).into_iter().filter_map(|name| self.person(&name, Trust::Visible)).collect()
    }

    fn people_after_cjk_cue(&self, line: &str) -> Vec<String> {
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
            if !had_sign && matches!(cue, "记者" | "記者") {
                // `本报记者张三发自北京`: the name ends where the verb begins.
                let end = ["发自", "發自", "报道", "報道", "報導", "综合", "摄", "通讯员"]
                    .iter()
                    .filter_map(|word| rest.find(word))
                    .min();
                let name =
                    end.map(|end| rest[..end].trim()).filter(|name| (2..=5).contains(&name.chars().count()));
                if let Some(name) = name.and_then(|name| self.person(name, Trust::Visible)) {
                    return vec![name];
                }
            }
            if !had_sign && !matches!(cue, "文/" | "文／" | "文|" | "文丨" | "文｜" | "文：" | "文:")
            {
                continue;
            }
            let names: Vec<String> =
                cjk_names(rest).into_iter().filter_map(|name| self.person(&name, Trust::Visible)).collect();
            if !names.is_empty() {
                return names;
            }
        }
        korean(line).into_iter().filter_map(|name| self.person(&name, Trust::Visible)).collect()
    }

    /// The part as a person's name, cleaned; `None` where it is none.
    fn person(&self, part: &str, trust: Trust) -> Option<String> {
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
        for title in [" 기자", " 특파원", " 记者", " 記者", "记者 ", "記者 "] {
            text = text.strip_suffix(title).unwrap_or(text);
            text = text.strip_prefix(title).unwrap_or(text);
        }
        let text = once(without_office(text));
        self.is_person(text, trust).then(|| text.to_owned())
    }

    fn is_person(&self, text: &str, trust: Trust) -> bool {
        let count = text.chars().count();
        let strange = |c: char| {
            matches!(c, '@' | '<' | '>' | '{' | '%' | '=' | '?' | '!' | '#' | '"' | '“' | '”')
                || (c.is_numeric() && trust == Trust::Visible)
        };
        if !(2..=NAME_CHARS_MAX).contains(&count)
            || text.chars().any(strange)
            || !text.starts_with(char::is_alphanumeric)
        {
            return false;
        }
        let own = letters(text);
        // Counters beside names, licences, addresses of sites.
        let is_no_name = !text.chars().any(char::is_alphabetic)
            || text.split(' ').next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
            || own.starts_with("ccby")
            || is_host(text)
            || is_organization(text);
        if is_no_name {
            return false;
        }
        if own.chars().count() < 2 || NOBODY.contains(&own.as_str()) || NO_PERSON.contains(&own.as_str()) {
            return false;
        }
        let words: Vec<&str> = text.split(' ').collect();
        let may_be_site = trust == Trust::Person && words.len() > 1;
        if !may_be_site && self.not_people.contains(&own) {
            return false;
        }
        if text.chars().any(cjk::is_cjk) {
            // Han names are short; names of other peoples are joined by dots or written in kana.
            let count_max =
                if text.chars().all(cjk::is_han) { HAN_NAME_CHARS_MAX } else { CJK_NAME_CHARS_MAX };
            let is_word = [
                "作者",
                "文章",
                "编辑",
                "編輯",
                "博客",
                "报道",
                "网",
                "報",
                "频道",
                "新闻",
                "编辑部",
                "更多",
            ]
            .iter()
            .any(|word| text.contains(word));
            return count <= count_max
                && !is_word
                && !text.contains(['。', '，', '？', '！', '《', '“', '：']);
        }
        words.len() <= NAME_WORDS_MAX
            && !words
                .iter()
                .any(|word| ORGANIZATION_WORDS.contains(&word.trim_matches('.').to_lowercase().as_str()))
            && (trust != Trust::Visible || is_written_as_name(&words))
    }
}

/// True for a name in which a word, or a part of one, is that of an organisation.
fn is_organization(text: &str) -> bool {
    let lower = text.to_lowercase();
    ORGANIZATION_STEMS.iter().any(|stem| lower.contains(stem))
}

/// True for a number of things: "12 comments".
fn is_count(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(number, things)| {
        number.bytes().all(|b| b.is_ascii_digit()) && things.starts_with(char::is_lowercase)
    })
}

/// True for the address of a site in place of a name: "example.com".
fn is_host(text: &str) -> bool {
    !text.contains(' ')
        && text.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() > 2 && HOST_ENDS.contains(&end.to_ascii_lowercase().as_str())
        })
}

/// Ends of site addresses that bylines hold.
const HOST_ENDS: &[&str] = &[
    "com", "net", "org", "de", "at", "ch", "tv", "info", "fr", "it", "es", "pl", "ru", "cn", "jp", "kr", "tw",
];

/// Small words inside of names.
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "di", "da", "do", "dos", "das",
    "du", "del", "della", "y", "e", "ter", "ten", "zu", "af", "av", "d'", "st.", "bint", "ben",
];

/// True for words that each begin with a capital (or a letter that knows none), particles aside.
fn is_written_as_name(words: &[&str]) -> bool {
    words.iter().all(|word| {
        PARTICLES.contains(word)
            || word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
            || word.starts_with("d'")
            || word.starts_with("d’")
            || word.starts_with("al-")
    }) && words.iter().any(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()))
        && !words.first().is_some_and(|word| {
            matches!(
                *word,
                "The"
                    | "A"
                    | "An"
                    | "This"
                    | "In"
                    | "On"
                    | "For"
                    | "What"
                    | "How"
                    | "Why"
                    | "Is"
                    | "Der"
                    | "Die"
                    | "Das"
                    | "Our"
                    | "Your"
                    | "We"
                    | "It"
            )
        })
}

/// True for what stands behind a name and a comma without being another name.
fn is_role(text: &str) -> bool {
    text.split(' ').any(|word| NOT_IN_NAMES.contains(&word.trim_matches('.').to_lowercase().as_str()))
        || (text.len() <= 5 && text.chars().all(|c| c.is_ascii_uppercase() || c == '.'))
}

/// `Jane Doe Jane Doe`, as an alternative text beside a name makes it: one of the two.
fn once(text: &str) -> &str {
    let (half, rest) = text.split_at(text.floor_char_boundary(text.len() / 2));
    if rest.strip_prefix(' ') == Some(half) && !half.is_empty() { half } else { text }
}

/// A value cut at everything that stands between names.
fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for sign in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).take(40).collect()
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

/// The name of `記者陳怡君`: an office, and two to four Han characters behind it.
fn without_office(text: &str) -> &str {
    let name = ["記者", "记者"].iter().find_map(|office| Some(text.split_once(office)?.1));
    let is_name = |name: &&str| {
        (2..=4).contains(&name.chars().count())
            && name.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
    };
    name.filter(is_name).unwrap_or(text)
}
