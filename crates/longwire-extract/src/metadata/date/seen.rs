//! Dates that a page shows to its readers, each with a mark: how surely it is the article's.

use html5ever::local_name;
use jiff::civil;
use longwire_text::date::written::{self, Form, Found};

use super::clock::Clock;
use super::{SURE, UNDOUBTED, span};
use crate::dom::NodeId;
use crate::metadata::Evidence;
use crate::metadata::cue::{self, DateLabel};
use crate::metadata::gather::{Line, Mark, Place, Region};
use crate::metadata::marks::{MarkKind, RegionKind};
use crate::metadata::text;
use crate::metadata::title::Title;

/// How far behind the headline a date can stand and still be the article's, in visible bytes.
const AFTER_TITLE_BYTES_MAX: usize = 1_200;
/// How far behind its end a line is beside it, in visible bytes.
const BESIDE_BYTES_MAX: usize = 40;
/// Characters of a line that is beside it whatever is around.
const BESIDE_CHARS_MAX: usize = 40;
/// How far before it.
const BEFORE_TITLE_BYTES_MAX: usize = 300;
/// How long the text of an element marked as a date can be, in bytes.
const MARKED_BYTES_MAX: usize = 160;
/// Most marks and lines looked at for dates.
const LOOKED_AT_MAX: usize = 400;
/// Longest line far from the headline that is looked at, in bytes, unless it says what its date is of.
const FAR_BYTES_MAX: usize = 240;
/// Characters that can stand around a date which has a line for itself.
const ALONE_CHARS: usize = 12;

/// Characters of a line below the headline that holds a byline and a date.
const BYLINE_CHARS_MAX: usize = 150;
/// The mark for standing right behind the headline.
const NEXT: i32 = 45;
/// The mark for standing anywhere on a page without a headline.
const UNKNOWN: i32 = 15;
/// The mark for being said to be the day of the first appearance.
const FIRST: i32 = 50;
/// Characters of a signature before its date.
const SIGNED_CHARS_MAX: usize = 40;

/// A date seen on the page.
pub(super) struct Seen {
    pub(super) found: Found,
    pub(super) written: String,
    pub(super) node: NodeId,
    pub(super) is_modified: bool,
    pub(super) mark: i32,
    pub(super) from: &'static str,
}

/// Every date on the page that can be the article's, with its mark.
pub(super) fn all(evidence: &Evidence<'_>, clock: &Clock, title: &Title) -> Vec<Seen> {
    let found = &evidence.found;
    let dated = [MarkKind::Published, MarkKind::Modified, MarkKind::Date];
    let marks = found.marks.iter().filter(|mark| dated.contains(&mark.kind)).take(LOOKED_AT_MAX);
    let mut events = Vec::new();
    let mut out: Vec<Seen> =
        marks.filter_map(|mark| marked(mark, evidence, clock, title, &mut events)).collect();
    let lines: Vec<(&Line, i32)> = found
        .lines
        .iter()
        .filter(|line| is_beside(line, evidence, title) || !evidence.is_furniture(line.place, title.node))
        .take(LOOKED_AT_MAX)
        .map(|line| (line, nearness(line.place, title)))
        .collect();
    // One signature far from the headline stands behind the article; many are those of its readers.
    let far = lines
        .iter()
        .filter(|(line, near)| {
            *near == 0
                && cue::starts_with_name_cue(line.text.trim_start()).is_some()
                && line.text.bytes().any(|b| b.is_ascii_digit())
        })
        .take(2)
        .count();
    for (line, near) in lines {
        in_line(line, clock, near, far < 2, &mut out, &mut events);
    }
    for line in found.openings.iter().filter(|line| !evidence.is_furniture(line.place, title.node)) {
        out.extend(dateline(line, clock, nearness(line.place, title)));
    }
    // The day on which something takes place stands elsewhere on its page too, without the hour.
    out.retain(|seen| !events.contains(&seen.found.date) || seen.mark >= UNDOUBTED);
    out
}

/// The dates of one line that can be the article's: beside the headline, or said to be.
fn in_line(
    line: &Line,
    clock: &Clock,
    place: i32,
    signatures: bool,
    out: &mut Vec<Seen>,
    events: &mut Vec<civil::Date>,
) {
    let text = &line.text;
    if place == 0 && text.len() > FAR_BYTES_MAX && !cue::is_note(text) && !cue::says_first_published(text) {
        return;
    }
    for (n, hit) in written::find(text, &clock.habits()).into_iter().enumerate() {
        if span::holds(text, &hit) {
            // An exhibition, a seminar, a week reported on: days of the thing written about.
            events.push(hit.date);
            continue;
        }
        // Without a headline to stand near, a day with a time is a stamp, a day alone is anything.
        let near = if place == UNKNOWN && hit.time.is_none() { 0 } else { place };
        let before = &text[..hit.range.start];
        let around = before.chars().count() + text[hit.range.end..].chars().count();
        let after = text[hit.range.end..].trim_start();
        let label = if n == 0 && before.chars().count() <= ALONE_CHARS { line.label } else { None };
        let label = cue::date_label(before).or(label);
        let changed =
            label == Some(DateLabel::Modified) || after.starts_with("更新") || after.starts_with("修改");
        let said = changed || label.is_some() || ((signatures || near > 0) && is_signed(before));
        // A date deep inside a sentence is what the sentence is about; one in a link leads to other things.
        let is_note = n == 0 && label != Some(DateLabel::Modified) && cue::is_note(text);
        let first = cue::says_first_published(before) || is_note;
        // Names, roles and a date can fill one line below the headline.
        let is_byline = near >= NEXT
            && around <= BYLINE_CHARS_MAX
            && after.chars().count() <= ALONE_CHARS
            && !before.contains(". ");
        let is_prose = around > 60 && !said && !first && n == 0 && !is_byline;
        let is_elsewhere = near == 0 && !first && !(said && around <= 60) && around > ALONE_CHARS;
        if !clock.is_possible(hit.date)
            || is_prose
            || is_elsewhere
            || hit.form == Form::Compact
            || (line.linked && around > ALONE_CHARS)
        {
            continue;
        }
        // "Release: 14.11.2019" is the day of something else.
        let is_of_other = !said && before.trim_end().ends_with([':', '：']);
        let mark = near - if is_of_other { 60 } else { 0 }
            + if said { 25 } else { 0 }
            + if first { FIRST } else { 0 }
            + if around <= ALONE_CHARS { 15 } else { 0 }
            + if hit.time.is_some() { 8 } else { 0 }
            - if hit.form == Form::ShortYear { 10 } else { 0 };
        let written = text[hit.range.clone()].to_owned();
        // "2005-04-27 14:32更新" on an old page is when it appeared; only a word before the date sets it apart.
        let is_modified = label == Some(DateLabel::Modified);
        out.push(Seen { found: hit, written, node: line.first, is_modified, mark, from: "text" });
    }
}

/// True for the beginning of a line that signs the article: "By Jane Doe on".
fn is_signed(before: &str) -> bool {
    before.chars().count() <= SIGNED_CHARS_MAX && cue::starts_with_name_cue(before.trim_start()).is_some()
}

/// The date that opens a paragraph near the headline: "27.1.2022 - The council …", "(21 November 2022) The …".
fn dateline(line: &Line, clock: &Clock, near: i32) -> Option<Seen> {
    let text = &line.text;
    let hit = written::first(text, &clock.habits())?;
    if hit.form != Form::Full || !clock.is_possible(hit.date) {
        return None;
    }
    let is_note =
        cue::is_note(text) && cue::date_label(&text[..hit.range.start]) != Some(DateLabel::Modified);
    let after = text[hit.range.end..].trim_start();
    let is_set_apart = hit.range.start <= 1 && after.starts_with([')', '-', '–', '—', '|', ':']);
    let mark = if is_note { SURE } else { near };
    let written = text[hit.range.clone()].to_owned();
    (is_note || (is_set_apart && near > 0)).then_some(Seen {
        found: hit,
        written,
        node: line.first,
        is_modified: false,
        mark,
        from: "text",
    })
}

fn marked(
    mark: &Mark,
    evidence: &Evidence<'_>,
    clock: &Clock,
    title: &Title,
    events: &mut Vec<civil::Date>,
) -> Option<Seen> {
    let document = evidence.document;
    let attribute = [
        "datetime",
        "content",
        "data-datetime",
        "data-published",
        "data-date",
        "data-time",
        "data-timestamp",
        "data-epoch",
        "title",
    ]
    .iter()
    .find_map(|name| {
        Some((document.attr(mark.node, name)?, clock.one_date(document.attr(mark.node, name)?)?))
    });
    let text = text::text_within(document, mark.node, MARKED_BYTES_MAX * 2);
    let (written, found) = match attribute {
        Some((written, found)) => (written.to_owned(), found),
        None if text.len() <= MARKED_BYTES_MAX => {
            let hits = written::find(&text, &clock.habits());
            let hit = hits
                .iter()
                .find(|hit| !cue::says_modified(&text[..hit.range.start]))
                .or(hits.first())?
                .clone();
            if span::holds(&text, &hit) {
                events.push(hit.date);
                return None;
            }
            (text[hit.range.clone()].to_owned(), hit)
        }
        None => return None,
    };
    if !clock.is_possible(found.date) {
        return None;
    }
    let furniture = evidence.furniture(mark.place, title.node);
    let near = nearness(mark.place, title);
    let kind = match (mark.kind, mark.strict) {
        (MarkKind::Published, true) => 50,
        (MarkKind::Published, false) => 25,
        (_, true) => 20,
        _ => 12,
    };
    let said = if near > 0 && mark.label == Some(DateLabel::Published) { 25 } else { 0 };
    let score = kind + near + said + if found.time.is_some() { 5 } else { 0 }
        - match furniture {
            None => 0,
            // Layouts put an article's own facts beside it.
            Some(RegionKind::Aside) => 25,
            Some(_) => 60,
        };
    let is_modified = mark.kind == MarkKind::Modified
        || mark.label == Some(DateLabel::Modified)
        || cue::says_modified(&text[..text.floor_char_boundary(30)]);
    Some(Seen { found, written, node: mark.node, is_modified, mark: score, from: "element" })
}

/// True for a short line right behind the headline: it is about the article, whatever the class
/// of the box around it is called. What an element says ("aside", "footer") holds.
fn is_beside(line: &Line, evidence: &Evidence<'_>, title: &Title) -> bool {
    let after = title.offset.and_then(|headline| line.place.offset.checked_sub(headline));
    let is_box = |region: &Region| {
        let is = |name| evidence.document.is(region.node, &name);
        matches!(region.kind, RegionKind::Aside | RegionKind::Header)
            && !(is(local_name!("aside")) || is(local_name!("footer")) || is(local_name!("nav")))
    };
    let holds_title = |region: &&Region| title.node.is_some_and(|node| evidence.holds(region.node, node));
    after.is_some_and(|bytes| bytes <= title.text.len() + BESIDE_BYTES_MAX)
        && line.text.chars().count() <= BESIDE_CHARS_MAX
        && !line.linked
        && evidence.found.regions_of(line.place).filter(|region| !holds_title(region)).all(is_box)
}

/// How near the headline a thing stands: 0 for out of sight, up to 45 right behind it.
fn nearness(place: Place, title: &Title) -> i32 {
    let Some(headline) = title.offset else { return UNKNOWN };
    let after = place.offset.checked_sub(headline);
    match after {
        Some(bytes) if bytes <= 400 => NEXT,
        Some(bytes) if bytes <= AFTER_TITLE_BYTES_MAX => 30,
        None if headline - place.offset <= BEFORE_TITLE_BYTES_MAX => 30,
        _ => 0,
    }
}
