//! A page as the model sees it, for those who train it.

use super::blocks::{self, Page};
use super::features::{NAMES, Table};
use super::forest::ROW;
use super::{Evidence, names};
use crate::dom::{Document, NodeId};
use html5ever::local_name;

/// One block of text and its row of numbers.
#[derive(Clone, Debug)]
pub struct Row {
    /// The block's text, blanks run together.
    pub text: String,
    /// Its numbers, in the order of [`super::features::NAMES`].
    pub features: Vec<f32>,
    /// Words of the names around it, nearest first; one list an element.
    pub names: Vec<Vec<String>>,
    /// The frame it stands in, as a number.
    pub frame: u32,
    /// The path of that frame, as a hash.
    pub path: u32,
    /// The blocks of the three frames around that frame, nearest first.
    pub around: [(u32, u32); 3],
    /// The last heading before it; `u32::MAX` where there is none.
    pub heading: u32,
}

/// The blocks of a page with their rows, in document order. Those that `left_out` is true for are treated as if
/// the page never had them: so one page makes several, to learn from.
///
/// # Panics
///
/// Where `left_out` has neither a value for each block nor none at all.
pub fn survey(document: &Document, evidence: &Evidence<'_>, left_out: &[bool]) -> Vec<Row> {
    let mut page = blocks::cut(document, NodeId::ROOT, evidence.quoted());
    if !left_out.is_empty() {
        leave_out(&mut page, left_out);
    }
    let table = Table::new(document, &page, evidence);
    let mut features = ROW;
    (0..page.blocks.len())
        .map(|n| {
            table.row(n, &mut features);
            Row {
                text: page.text(document, n),
                features: features[..NAMES.len()].to_vec(),
                names: names_around(document, &page, n),
                frame: page.blocks[n].frame,
                path: page.frames[page.blocks[n].frame as usize].path,
                around: around(&page, n),
                heading: table.headings()[n],
            }
        })
        .collect()
}

fn leave_out(page: &mut Page, left_out: &[bool]) {
    assert_eq!(left_out.len(), page.blocks.len(), "a value for each block");
    let mut left = 0;
    let at: Vec<u32> = std::iter::once(0)
        .chain(left_out.iter().map(|out| {
            left += u32::from(!out);
            left
        }))
        .collect();
    let mut out = left_out.iter();
    page.blocks.retain(|_| out.next() == Some(&false));
    for frame in &mut page.frames {
        frame.blocks = (at[frame.blocks.0 as usize], at[frame.blocks.1 as usize]);
    }
}

fn names_around(document: &Document, page: &Page, block: usize) -> Vec<Vec<String>> {
    let block = &page.blocks[block];
    let mut at = block.frame as usize;
    let mut inline = block.inline;
    let mut of_inline = Vec::new();
    while let Some(id) = inline.filter(|id| *id != page.frames[at].node) {
        push_names(document, id, &mut of_inline);
        inline = document.parent(id);
    }
    let mut out = vec![of_inline];
    loop {
        let mut words = Vec::new();
        push_names(document, page.frames[at].node, &mut words);
        out.push(words);
        if at == 0 {
            return out;
        }
        at = page.frames[at].parent as usize;
    }
}

fn push_names(document: &Document, id: NodeId, out: &mut Vec<String>) {
    for (name, value) in document.attrs(id) {
        if matches!(*name, local_name!("class") | local_name!("id") | local_name!("itemprop")) {
            names::words(value, |word| out.push(String::from_utf8_lossy(word).into_owned()));
        }
    }
}

fn around(page: &Page, block: usize) -> [(u32, u32); 3] {
    let mut at = page.blocks[block].frame as usize;
    [(); 3].map(|()| {
        at = page.frames[at].parent as usize;
        page.frames[at].blocks
    })
}

#[cfg(test)]
mod tests;
