//! The words in front of names and dates: "By", 作者, "Updated", 发布时间.

use std::sync::LazyLock;

use longwire_text::cjk;

/// Words before a name, in lower case, each followed by a blank or a colon.
#[rustfmt::skip]
const NAME_CUES: &[&str] = &[
    "by", "von", "par", "por", "di", "door", "af", "av", "autor", "autora", "autore", "auteur", "author",
    "authors", "written by", "posted by", "text", "texte", "texto", "testo", "reporter", "автор", "текст",
    "tekst", "opracował", "投稿者", "words by", "words", "reported by", "story by", "γράφει", "skrevet av",
    "redaktor", "vom", "article by", "published by", "erstellt von", "geschrieben von", "verfasst von",
    "zeige alle beiträge von", "alle beiträge von", "beiträge von", "alle posts vom autor",
    "view all posts by", "posts by", "all posts by", "publié par", "écrit par", "rédigé par", "escrito por",
    "publicado por", "scritto da", "a cura di", "geschreven door", "contributed by", "submitted by",
    "eingestellt von", "alles von", "alle artikel von", "gepostet von", "show all articles of", "all articles by", "gepost door", "geplaatst door",
    "pubblicato da", "postado por", "diposting oleh", "oleh", "lagt inn av", "upplagd av", "opublikowane przez", "gönderen", "автор",
    "post by", "more from", "more by", "mehr von",
];

/// Cues of names in Chinese, Japanese and Korean lines.
#[rustfmt::skip]
const CJK_NAME_CUES: &[&str] = &[
    "作者", "记者", "記者", "编辑", "編輯", "撰文", "文/", "文／", "文|", "文丨", "文｜", "文：", "文:", "撰稿", "기자", "특파원", "取材",
    "執筆", "著者", "筆者", "通讯员", "編集", "责编", "来源", "來源",
];

/// Words before a date that say the article appeared then, lower case.
#[rustfmt::skip]
const PUBLISHED_CUES: &[&str] = &[
    "publi", "posted", "post", "issued", "first published", "veröffentlicht", "veröffentlichung", "mise en ligne", "en ligne le", "erstellt", "created", "date",
    "发布", "發布", "发表", "發表", "時間", "时间", "日期", "登録", "掲載", "公開", "配信", "入力", "입력", "등록", "게재", "опубликован",
    "публика", "дата", "pubblicato", "geplaatst", "gepubliceerd", "data", "fecha", "datum", "stand", "dnia",
    "dodano", "opublikowano", "δημοσίευση", "πρώτη", "初稿", "发稿", "發稿", "发文", "上架",
];

/// Words before a date that say the article changed then, lower case.
#[rustfmt::skip]
const MODIFIED_CUES: &[&str] = &[
    "updated", "update", "modified", "last change", "revised", "aktualisiert", "geändert", "mis à jour",
    "modifié", "actualizado", "atualizado", "aggiornato", "bijgewerkt", "zaktualizowano", "обновлено", "更新",
    "修改", "最終", "수정", "최종", "τελευταία", "ενημέρωση", "edited", "oppdatert", "uppdaterad", "opdateret",
];

/// Longest cue without a name, in bytes.
const BARE_CUE_BYTES_MAX: usize = 24;
/// Longest line with a cue in CJK text, in characters.
const CJK_LINE_CHARS_MAX: usize = 120;

/// True for a line that may hold a date or a name: it has a digit, or a cue.
pub(super) fn is_telling(line: &str) -> bool {
    line.bytes().any(|b| b.is_ascii_digit()) || is_telling_without_digits(line)
}

fn is_telling_without_digits(line: &str) -> bool {
    let full_width = || line.contains(|c| ('０'..='９').contains(&c) || matches!(c, '〇' | '昨'));
    has_name_cue(line)
        || opens_with_editor(line.trim_start())
        || is_bare_cue(line.trim())
        || (!line.is_ascii() && full_width())
}

/// True for a line that is a cue and nothing more: "Written by", `作者：`.
pub(super) fn is_bare_cue(line: &str) -> bool {
    if line.len() > BARE_CUE_BYTES_MAX {
        return false;
    }
    let line = line.trim_end_matches([':', '：', ' ']);
    cues_begun_by(line).any(|cue| strip_prefix_ignore_case(line, cue).is_some_and(str::is_empty))
        || matches!(line, "作者" | "撰文" | "文" | "记者" | "記者" | "撰稿")
}

/// True for a line that opens with a word such as "By", or holds one such as 记者.
pub(super) fn has_name_cue(line: &str) -> bool {
    if starts_with_name_cue(line.trim_start()).is_some() {
        return true;
    }
    // One look at every character spares most lines the search for every cue.
    let begins_cue = |c: char| {
        matches!(
            c,
            '作' | '记'
                | '記'
                | '编'
                | '編'
                | '撰'
                | '文'
                | '기'
                | '특'
                | '取'
                | '執'
                | '著'
                | '筆'
                | '通'
                | '责'
                | '来'
                | '來'
        )
    };
    !line.is_ascii()
        && line.chars().take(CJK_LINE_CHARS_MAX).any(|c| cjk::is_cjk(c) && begins_cue(c))
        && CJK_NAME_CUES.iter().any(|cue| line.contains(cue))
}

/// Words that open a line which names the editor, lower case; a blank or a colon follows.
#[rustfmt::skip]
const EDITOR_CUES: &[&str] = &[
    "edited by", "editing by", "editor", "editors", "redigiert von", "redaktion", "bearbeitet von", "édité par", "edición", "editado por",
    "redakcja", "редактор", "επιμέλεια",
];

/// The rest of a line after "Edited by" or "Redaktion:", if it opens with such words.
///
/// "Editor's choice" names nobody; "Editor Jane" needs the colon that tells it from a title.
pub(super) fn after_editor_cue(line: &str) -> Option<&str> {
    EDITOR_CUES.iter().find_map(|cue| {
        let rest = strip_prefix_ignore_case(line, cue)?;
        let is_by = [" by", " von", " par", " por"].iter().any(|by| cue.ends_with(by));
        rest.strip_prefix(':').or_else(|| rest.strip_prefix(' ').filter(|_| is_by))
    })
}

fn opens_with_editor(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', '*', '–', '-', '—', ' ']);
    // One look at the first character spares nearly all lines the search.
    matches!(line.chars().next(), Some('e' | 'E' | 'r' | 'R' | 'b' | 'B' | 'é' | 'É' | 'р' | 'Р' | 'ε' | 'Ε'))
        && after_editor_cue(line).is_some()
}

/// The rest of a line after "By", "Von", "Автор:" …, if it opens with such a word.
pub(super) fn starts_with_name_cue(line: &str) -> Option<&str> {
    let ends = [' ', ':', '\u{a0}', '\n', '：'];
    // The longest cue that fits: "written by" before "written".
    let fits = |cue| strip_prefix_ignore_case(line, cue).filter(|rest| rest.starts_with(ends));
    let rest = cues_begun_by(line).filter_map(fits).min_by_key(|rest| rest.len())?;
    Some(rest.trim_start_matches(ends))
}

/// The name cues that begin with the first byte of a line: most lines are told apart by it, so it is folded once.
fn cues_begun_by(line: &str) -> impl Iterator<Item = &'static str> {
    let first = match line.as_bytes().first() {
        Some(byte) if byte.is_ascii() => Some(byte.to_ascii_lowercase()),
        Some(_) => line.chars().next().and_then(lower).map(|c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]),
        None => None,
    };
    let begun = first.map_or(&[][..], |first| &CUES_BY_FIRST[usize::from(first)]);
    begun.iter().copied()
}

/// The name cues by their first byte.
static CUES_BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| by_first(NAME_CUES));

/// Cues by their first byte.
fn by_first(cues: &[&'static str]) -> Vec<Vec<&'static str>> {
    let mut by_first = vec![Vec::new(); 256];
    for cue in cues {
        by_first[usize::from(cue.as_bytes()[0])].push(*cue);
    }
    by_first
}

/// `text` without `prefix` (given in lower case), whatever the case it is written in.
pub(super) fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in prefix.chars() {
        let have = rest.next()?;
        if have != wanted && lower(have) != Some(wanted) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The lower case of a letter; `None` where it is more than one.
fn lower(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    let mut letters = c.to_lowercase();
    letters.next().filter(|_| letters.next().is_none())
}

/// What the words before a date say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateLabel {
    /// The article appeared then.
    Published,
    /// It was changed then.
    Modified,
}

/// Words before the day on which an article appeared first, lower case: nothing says it more plainly.
const FIRST_PUBLISHED_CUES: &[&str] =
    &["originally published", "first published", "ursprünglich veröffentlicht", "zuerst veröffentlicht"];

/// True where the words before a date say that the article appeared then for the first time.
pub(super) fn says_first_published(before: &str) -> bool {
    let near = tail(before);
    FIRST_PUBLISHED_CUES.iter().any(|cue| near.contains(cue))
}

/// Beginnings of the note with which blogs close a post: "This entry was posted on …".
#[rustfmt::skip]
const NOTES: &[&str] = &[
    "This entry was", "This post was", "Dieser Beitrag wurde", "Dieser Eintrag wurde", "Dieser Artikel wurde", "Cet article a été",
    "Cet article est", "Ce billet a été", "Esta entrada fue", "Esta entrada ha sido", "Questo articolo è stato", "Dit bericht werd", "Dit bericht is",
    "Ten wpis został", "Wpis został", "Esse post foi", "Este post foi", "Esta entrada foi", "Запись опубликована", "Эта запись", "This article was",
];

/// True for a line that begins as the note does with which blogs close a post.
pub(super) fn is_note(line: &str) -> bool {
    NOTES.iter().any(|note| line.starts_with(note))
}

/// True for the beginning of a paragraph that may open with a date, or be such a note.
pub(super) fn may_open_with_date(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit() || c == '(') || is_note(line)
}

/// What the end of a text says of the date that follows it.
pub(super) fn date_label(before: &str) -> Option<DateLabel> {
    if before.len() < 4 {
        return None;
    }
    let near = tail(before);
    if holds_any(&near, &MODIFIED_BY_FIRST) {
        Some(DateLabel::Modified)
    } else {
        holds_any(&near, &PUBLISHED_BY_FIRST).then_some(DateLabel::Published)
    }
}

/// True where any cue of a list stands in a text: one pass over it, whatever the number of cues.
fn holds_any(text: &str, cues: &[Vec<&'static str>]) -> bool {
    let bytes = text.as_bytes();
    let stands_at = |(at, byte): (usize, &u8)| {
        cues[usize::from(*byte)].iter().any(|cue| bytes[at..].starts_with(cue.as_bytes()))
    };
    bytes.iter().enumerate().any(stands_at)
}

static MODIFIED_BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| by_first(MODIFIED_CUES));
static PUBLISHED_BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| by_first(PUBLISHED_CUES));

/// True where the words before a date say that the article changed then.
pub(super) fn says_modified(before: &str) -> bool {
    date_label(before) == Some(DateLabel::Modified)
}

/// The last words of a text, in lower case.
fn tail(text: &str) -> String {
    text[text.ceil_char_boundary(text.len().saturating_sub(40))..].to_lowercase()
}

#[cfg(test)]
mod tests;
