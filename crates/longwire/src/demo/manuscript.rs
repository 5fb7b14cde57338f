//! Manuscripts: the text files that the demo's articles are written in.
//!
//! A file holds several, divided by a line `=====`. Each opens with `name: value`
//! lines, then a blank line, then blocks divided by blank lines. A block that
//! begins with `## ` is a heading, with `> ` a quotation, with `- ` a list entry,
//! else a paragraph. The names:
//!
//! | name | value |
//! |---|---|
//! | `title`, `section`, `standfirst` | text |
//! | `by` | an author; once for each |
//! | `age` | minutes between its appearance and the publisher's start |
//! | `slug` | its part of the address, where the site uses words there |
//! | `picture` | file number, caption, credit, divided by ` \| ` |
//! | `charset` | a label, where its page is not in the site's charset |
//! | `correct` | `wrong words => right words`, made when the correction is due |
//! | `note` | the paragraph that is added with the correction |

use super::written::{Block, BlockKind};

/// One manuscript as read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manuscript {
    pub title: String,
    pub section: String,
    pub standfirst: Option<String>,
    pub authors: Vec<String>,
    pub age_minutes: u32,
    pub slug: String,
    pub picture: Option<ManuscriptPicture>,
    pub label: Option<&'static str>,
    pub correction: Option<(String, String)>,
    pub correction_note: Option<String>,
    pub blocks: Vec<Block>,
}

/// Which picture goes with it, and what stands under it.
#[derive(Clone, Debug)]
pub(crate) struct ManuscriptPicture {
    pub number: usize,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// Reads a file of manuscripts. Never fails: the files are compiled in and a
/// test reads each of them; an unknown name is skipped.
pub(crate) fn read(file: &'static str) -> Vec<Manuscript> {
    file.split("\n=====\n").map(read_one).collect()
}

fn read_one(text: &'static str) -> Manuscript {
    let (head, body) = text.trim().split_once("\n\n").unwrap_or((text, ""));
    let mut read = Manuscript { blocks: body.split("\n\n").map(block).collect(), ..Manuscript::default() };
    for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
        match name {
            "title" => read.title = value.into(),
            "section" => read.section = value.into(),
            "standfirst" => read.standfirst = Some(value.into()),
            "by" => read.authors.push(value.into()),
            "age" => read.age_minutes = value.parse().unwrap_or(0),
            "slug" => read.slug = value.into(),
            "picture" => read.picture = picture(value),
            "charset" => read.label = Some(value),
            "correct" => read.correction = value.split_once(" => ").map(|(a, b)| (a.into(), b.into())),
            "note" => read.correction_note = Some(value.into()),
            _ => {}
        }
    }
    read
}

fn picture(value: &str) -> Option<ManuscriptPicture> {
    let mut parts = value.split(" | ");
    let number = parts.next()?.parse().ok()?;
    Some(ManuscriptPicture {
        number,
        caption: parts.next().map(Into::into),
        credit: parts.next().map(Into::into),
    })
}

fn block(text: &str) -> Block {
    let marks = [("## ", BlockKind::Heading), ("> ", BlockKind::Quote), ("- ", BlockKind::ListEntry)];
    marks
        .into_iter()
        .find_map(|(mark, kind)| Some(Block { kind, marked: text.strip_prefix(mark)?.into() }))
        .unwrap_or_else(|| Block { kind: BlockKind::Paragraph, marked: text.into() })
}
