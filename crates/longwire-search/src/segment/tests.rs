use jiff::civil::date;

use super::*;
use crate::block::find;
use crate::posting::PostingList;

fn document<'a>(article_id: i64, title: &'a str, text: &'a str) -> Document<'a> {
    Document {
        article_id,
        seq: article_id,
        title,
        text,
        authors: &[],
        tags: &[],
        host: "a.example",
        language: None,
        sources: &[],
        at_seconds: 0,
        day: date(2026, 1, 1),
        has_image: false,
    }
}

fn build(documents: &[Document<'_>]) -> (Vec<Block>, Columns) {
    let mut builder = Builder::default();
    documents.iter().for_each(|document| builder.add(document));
    builder.finish()
}

fn docs_of(blocks: &[Block], term: &str, span: u32) -> Vec<u32> {
    let Some(block) = blocks.iter().rfind(|block| block.name.as_slice() <= term.as_bytes()) else {
        return Vec::new();
    };
    let list = find(&block.bytes, term.as_bytes()).unwrap();
    let list = list.map(|list| PostingList::read(list, Sort::of_term(term.as_bytes()), span).unwrap());
    list.map_or_else(Vec::new, |list| list.postings.iter().map(|posting| posting.doc).collect())
}

fn inputs<'a>(parts: &'a [(Vec<Block>, Columns)], gone: &'a [Gone]) -> Vec<Input<'a, Damaged>> {
    let input = |((blocks, columns), gone): (&'a (Vec<Block>, Columns), &'a Gone)| {
        let mut blocks = blocks.iter();
        let next_block = Box::new(move || Ok(blocks.next().map(|block| block.bytes.clone())));
        Input { columns, gone, next_block }
    };
    parts.iter().zip(gone).map(input).collect()
}

const TEXTS: [&str; 4] = ["俄罗斯总统访问北京", "北京天气 sunny", "F-35战机 in 北京", "上海"];

#[test]
fn a_merged_segment_is_the_one_that_had_all_documents_at_once() {
    let documents: Vec<Document<'_>> = (1..).zip(TEXTS).map(|(n, text)| document(n, text, text)).collect();
    let (blocks, columns) = build(&documents);
    let parts = [build(&documents[..1]), build(&documents[1..3]), build(&documents[3..])];
    let gone = vec![Gone::default(); 3];
    let merged = merge(inputs(&parts, &gone), None, usize::MAX).unwrap();
    assert_eq!(merged.blocks, blocks);
    assert_eq!(merged.last_term, None);
    let joined = Columns::joined(parts.iter().map(|(_, columns)| columns).zip(&gone));
    assert_eq!(joined.to_bytes(), columns.to_bytes());
}

#[test]
fn a_merge_in_steps_ends_as_one_in_a_stroke() {
    let documents: Vec<Document<'_>> = (1..).zip(TEXTS).map(|(n, text)| document(n, text, text)).collect();
    let parts = [build(&documents[..2]), build(&documents[2..])];
    let gone = vec![Gone::default(); 2];
    let mut after: Option<Vec<u8>> = None;
    let mut blocks = Vec::new();
    let mut step_count = 0;
    loop {
        let step = merge(inputs(&parts, &gone), after.as_deref(), 10).unwrap();
        blocks.extend(step.blocks);
        step_count += 1;
        after = step.last_term;
        if after.is_none() {
            break;
        }
    }
    assert!(step_count > 5, "{step_count}");
    let (whole, _) = build(&documents);
    for term in documents.iter().flat_map(Document::terms) {
        let name = String::from_utf8(term).unwrap();
        assert_eq!(docs_of(&blocks, &name, 4), docs_of(&whole, &name, 4), "{name}");
    }
}

#[test]
fn who_is_gone_is_left_out_of_a_merge() {
    let parts =
        [build(&[document(1, "", "北京"), document(2, "", "北京")]), build(&[document(3, "", "北京")])];
    let mut gone = vec![Gone::default(); 2];
    gone[0].insert(1);
    let merged = merge(inputs(&parts, &gone), None, usize::MAX).unwrap();
    assert_eq!(docs_of(&merged.blocks, "C北京", 3), [0, 2]);
}

#[test]
fn a_scrubbed_document_leaves_no_term_behind() {
    let documents = [document(1, "甲乙", "北京天气"), document(2, "丙丁", "北京金正恩 secret")];
    let (mut blocks, columns) = build(&documents);
    let terms = documents[1].terms();
    for block in &mut blocks {
        if let Some(bytes) = scrub(&block.bytes, &terms, 1, &columns).unwrap() {
            block.bytes = bytes;
        }
    }
    assert_eq!(docs_of(&blocks, "C北京", 2), [0]);
    for term in terms.iter().filter(|term| !documents[0].terms().contains(*term)) {
        let name = std::str::from_utf8(term).unwrap();
        assert!(docs_of(&blocks, name, 2).is_empty());
        assert!(
            !blocks.iter().any(|block| block.bytes.windows(name.len()).any(|at| at == name.as_bytes())),
            "{name}"
        );
    }
    assert!(scrub(&blocks[0].bytes, &["X".into()].into(), 0, &columns).unwrap().is_none());
}

#[test]
fn a_set_of_the_gone_is_read_as_it_was_written() {
    let mut gone = Gone::default();
    assert!(gone.is_empty() && gone.to_bytes().is_empty());
    [0, 7, 63, 64, 65_535].into_iter().for_each(|doc| gone.insert(doc));
    assert_eq!(Gone::read(&gone.to_bytes()).unwrap(), gone);
    assert_eq!(gone.len(), 5);
    assert!(gone.contains(64) && !gone.contains(65));
    let mut behind = Gone::default();
    behind.append(&gone, 0);
    assert_eq!(behind, gone);
    assert!(Gone::read(&[0xff, 0xff, 0xff, 0x7f]).is_err());
}
