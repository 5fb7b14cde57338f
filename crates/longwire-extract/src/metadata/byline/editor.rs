//! Who edited it: people whom the page names for that and not for writing.
//!
//! JSON-LD has `editor`; Chinese sites close an article with 责任编辑, English and
//! German ones with "Edited by". Where nobody else is named, the editor stands for
//! the author too (`super::choose`).

use longwire_model::Author;

use super::name::{Judge, Trust};
use crate::dom::NodeId;
use crate::metadata::Evidence;
use crate::metadata::cue;

/// Longest line that only names the editor, in characters.
const LINE_CHARS_MAX: usize = 40;
/// Most editors returned.
const EDITORS_MAX: usize = 10;

/// Words before an editor's name in Chinese and Japanese; a colon follows.
const CJK_CUES: &[&str] = &["责任编辑", "責任編輯", "责编", "責編", "责任编审", "编辑", "編輯", "編集"];

/// The editors, and the line that names them and nothing else.
pub(super) fn choose(evidence: &Evidence<'_>, judge: &Judge) -> (Vec<Author>, Option<NodeId>) {
    let named = evidence.found.lines.iter().find_map(|line| {
        let names = of_line(&line.text, judge);
        (!names.is_empty()).then_some((names, line))
    });
    let stated = stated(evidence, judge);
    let Some((names, line)) = named else { return (stated, None) };
    let is_tail = line.first == line.last && line.text.chars().count() <= LINE_CHARS_MAX;
    let mut editors = stated;
    super::merge(&mut editors, &names.into_iter().map(|name| Author { name, url: None }).collect::<Vec<_>>());
    editors.truncate(EDITORS_MAX);
    (editors, is_tail.then_some(line.first))
}

/// The people under `editor` in JSON-LD.
fn stated(evidence: &Evidence<'_>, judge: &Judge) -> Vec<Author> {
    let mut out = Vec::new();
    for named in evidence.structured.editors.iter().filter(|named| named.is_organization != Some(true)) {
        let url =
            named.url.as_deref().and_then(|url| longwire_text::link::resolve(url, Some(&evidence.base_url)));
        let trust = if named.is_organization == Some(false) { Trust::Person } else { Trust::Stated };
        let names = judge.people(&named.name, trust).into_iter();
        super::merge(&mut out, &names.map(|name| Author { name, url: url.clone() }).collect::<Vec<_>>());
    }
    out
}

/// The people named behind 责编 or "Edited by" in a line.
fn of_line(line: &str, judge: &Judge) -> Vec<String> {
    for cue in CJK_CUES.iter().filter(|_| !line.is_ascii()) {
        if let Some((_, rest)) = line.split_once(*cue)
            && let Some(rest) = rest.strip_prefix([':', '：'])
        {
            return judge.people_of_cjk(rest);
        }
    }
    if line.chars().count() > LINE_CHARS_MAX {
        return Vec::new();
    }
    let line = line.trim_start_matches(['(', '[', '*', '–', '-', '—', ' ']);
    let names = |rest: &str| judge.people(rest.trim_end_matches([')', ']', '.', '*']), Trust::Visible);
    cue::after_editor_cue(line).map(names).unwrap_or_default()
}
