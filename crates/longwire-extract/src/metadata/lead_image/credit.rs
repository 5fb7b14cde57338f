//! A caption and the credit at its end, told apart.
//!
//! Sites write both into one line: `… (Photo: Ana Ruiz)`, `…　本報記者陳怡君攝`,
//! `…＝撮影・三浦航`. What names the photographer is cut off where a cue says so;
//! a line without a cue is a caption and nothing else.

/// Longest credit, in characters; what is longer is a sentence.
const CREDIT_CHARS_MAX: usize = 60;
/// Longest name before a closing 摄, in characters.
const NAME_CHARS_MAX: usize = 16;

/// What stands before a credit, longer ones first. A colon or the like must follow
/// where the word could be only a word.
const CUES: &[&str] = &[
    "photo credit",
    "photo courtesy of",
    "photograph by",
    "photo by",
    "photograph",
    "photo",
    "picture",
    "image",
    "credit",
    "crédit",
    "foto",
    "bild",
    "©",
    "(c)",
    "摄影",
    "攝影",
    "图片来源",
    "圖片來源",
    "图源",
    "图",
    "圖",
    "撮影",
];
/// What stands behind the photographer's name.
const ENDS: &[&str] = &["摄影", "攝影", "撮影", "摄", "攝"];
/// What joins a cue and a name.
const JOINTS: [char; 7] = [':', '：', '/', '／', '・', '|', '='];
/// Offices that stand before a name.
const OFFICES: [&str; 6] = ["本報記者", "本报记者", "特約記者", "特约记者", "記者", "记者"];

/// Cuts one line into caption and credit. Either may be missing; without a cue all
/// of it is caption.
pub(super) fn split(line: &str) -> (Option<String>, Option<String>) {
    let line = line.trim();
    let found = in_brackets(line).or_else(|| behind_cue(line)).or_else(|| before_end(line));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match found {
        Some((caption, credit)) => (some(caption.trim_end_matches(is_divider)), some(credit)),
        None => (some(line), None),
    }
}

/// `caption (Photo: name)`, `caption（name攝）`.
fn in_brackets(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_suffix([')', '）'])?;
    let open = inside.rfind(['(', '（'])?;
    let (caption, bracket) = inside.split_at(open);
    let bracket = bracket.trim_start_matches(['(', '（']).trim();
    if let Some((before, credit)) = behind_cue(bracket) {
        return before.is_empty().then_some((caption, credit));
    }
    let name = ENDS.iter().find_map(|end| bracket.strip_suffix(end))?;
    Some((caption, photographer(name)?))
}

/// `caption Photo: name`, `caption＝撮影・name`.
fn behind_cue(line: &str) -> Option<(&str, &str)> {
    let lower = line.to_ascii_lowercase();
    CUES.iter().find_map(|cue| {
        let at = lower.rfind(cue)?;
        let is_whole = line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let rest = line[at + cue.len()..].trim_start();
        let leads_on =
            rest.starts_with(JOINTS) || ["by", "of", "©", "(c)"].iter().any(|end| cue.ends_with(end));
        let name = rest.trim_matches(is_divider);
        (is_whole && leads_on && is_credit(name)).then(|| (line[..at].trim_end(), name))
    })
}

/// `caption 王堃 摄`, `caption／記者林志豪攝`: the name ends the line, and something stands before it.
fn before_end(line: &str) -> Option<(&str, &str)> {
    let rest = ENDS.iter().find_map(|end| line.strip_suffix(end))?.trim_end();
    let (at, divider) =
        rest.char_indices().rev().find(|(_, c)| is_divider(*c) || matches!(c, '。' | '，' | '、' | '」'))?;
    let (caption, name) = rest.split_at(at + divider.len_utf8());
    Some((caption, photographer(name)?))
}

/// A name with the office before it left out. `None` for what is no name: 拍摄 is only the verb.
fn photographer(text: &str) -> Option<&str> {
    let name = OFFICES.iter().find_map(|office| text.strip_prefix(office)).unwrap_or(text).trim();
    ((1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.ends_with('拍')).then_some(name)
}

fn is_divider(c: char) -> bool {
    c.is_whitespace() || JOINTS.contains(&c) || matches!(c, '＝' | '｜' | '–' | '—' | '-' | '●' | '▲')
}

fn is_credit(name: &str) -> bool {
    (1..=CREDIT_CHARS_MAX).contains(&name.chars().count()) && !name.contains(['。', '！', '？', '\n'])
}

#[cfg(test)]
mod tests;
