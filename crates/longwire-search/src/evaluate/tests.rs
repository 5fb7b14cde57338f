use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::block::{Block, find};
use crate::document::{Document, Sort};
use crate::matcher::{Matcher, Scanned};
use crate::posting::documents_end;
use crate::query::parse;
use crate::segment::Builder;

/// Segments in memory.
pub(crate) struct Index {
    blocks: Vec<Vec<Block>>,
    pub(crate) segments: Vec<Segment>,
}

impl Index {
    pub(crate) fn of(parts: &[Vec<Document<'_>>]) -> Self {
        let mut index = Self { blocks: Vec::new(), segments: Vec::new() };
        for part in parts {
            let mut builder = Builder::default();
            part.iter().for_each(|document| builder.add(document));
            let (blocks, columns) = builder.finish();
            index.blocks.push(blocks);
            index.segments.push(Segment { columns: columns.into(), gone: Arc::default() });
        }
        index
    }

    fn found(&self, query: &str, ask: &Ask) -> Found {
        evaluate(&parse(query), &self.segments, self, ask).unwrap()
    }

    fn ids(&self, query: &str) -> BTreeSet<i64> {
        let found = self.found(query, &all());
        assert_eq!(found.total, found.hits.len() as u64);
        found.hits.iter().map(|hit| hit.article_id).collect()
    }
}

impl Lists for Index {
    type Error = Damaged;

    fn list(&self, segment: usize, term: &[u8]) -> Result<Option<Vec<u8>>, Damaged> {
        let block = self.blocks[segment].iter().rfind(|block| block.name.as_slice() <= term);
        match block {
            Some(block) => Ok(find(&block.bytes, term)?.map(<[u8]>::to_vec)),
            None => Ok(None),
        }
    }

    /// As much as a store gives of a long list.
    fn documents(&self, segment: usize, term: &[u8]) -> Result<Option<Vec<u8>>, Damaged> {
        let Some(mut list) = self.list(segment, term)? else { return Ok(None) };
        if Sort::of_term(term) != Sort::Single {
            list.truncate(documents_end(&list, list.len(), self.segments[segment].columns.len())?);
        }
        Ok(Some(list))
    }
}

/// The articles that a query finds in some documents, in order.
fn index_order(documents: &[Document<'_>], query: &str) -> Vec<i64> {
    let found = Index::of(&[documents.to_vec()]).found(query, &all());
    found.hits.iter().map(|hit| hit.article_id).collect()
}

fn all() -> Ask {
    Ask { limit: HITS_MAX, facets: true, now_seconds: 1_767_225_600, ..Ask::default() }
}

pub(crate) fn document<'a>(article_id: i64, title: &'a str, text: &'a str) -> Document<'a> {
    Document {
        article_id,
        seq: article_id * 10,
        title,
        text,
        authors: &[],
        tags: &[],
        host: "www.paper.example",
        language: Some("zh-Hans"),
        sources: &[1],
        at_seconds: 1_767_225_600 - article_id * 86_400,
        day: date(2026, 1, 1).saturating_sub(jiff::Span::new().days(article_id)),
        has_image: article_id % 2 == 0,
    }
}

#[test]
fn what_an_asker_may_not_see_is_not_there() {
    let shared = Document { sources: &[1, 7], ..document(3, "港口", "Harbour news") };
    let secret =
        Document { sources: &[7], language: Some("en"), ..document(2, "港口", "Harbour marmalade") };
    let index = Index::of(&[vec![document(1, "港口", "Harbour quiet"), secret], vec![shared]]);
    let ask = Ask { hidden: [7].into(), ..all() };
    let found = index.found("harbour", &ask);
    assert_eq!((found.total, found.hits.len(), found.hits[0].article_id), (1, 1, 1));
    assert_eq!((found.facets.sources.as_slice(), found.facets.languages.len()), (&[(1, 1)][..], 1));
    assert_eq!(index.found("-quiet", &ask).total, 0);
    assert_eq!(index.found("marmalade", &ask).missing, ["marmalade"], "as if no document had it");
    assert!(index.found("harbour", &ask).missing.is_empty());
    assert_eq!(
        (index.found("harbour", &all()).total, index.found("marmalade", &all()).missing.len()),
        (3, 0)
    );
}

#[track_caller]
fn check(query: &str, expected: &[i64]) {
    let tags = ["财经新闻".to_owned()];
    let authors = ["王强".to_owned(), "Ann Lee".to_owned()];
    let other = Document {
        host: "other.example",
        language: Some("en"),
        sources: &[2, 1],
        tags: &tags,
        authors: &authors,
        ..document(3, "F-35戰機", "The quick brown fox. 臺灣")
    };
    let parts = [
        vec![
            document(1, "俄罗斯总统普京", "访问北京，讨论中国与欧洲。"),
            document(2, "金正恩", "在平壤\n中美"),
        ],
        vec![other, document(4, "天气", "今天国中放假；美中关系 café")],
    ];
    let index = Index::of(&parts);
    let ask = Ask {
        sources: [("paper".to_owned(), HashSet::from([1])), ("two".to_owned(), HashSet::from([2]))].into(),
        ..all()
    };
    let found = index.found(query, &ask);
    let ids: BTreeSet<i64> = found.hits.iter().map(|hit| hit.article_id).collect();
    assert_eq!(ids, expected.iter().copied().collect(), "query: {query}");
    assert_eq!(found.total, expected.len() as u64);
    let parsed = parse(query);
    let matcher = Matcher::new(&parsed, &ask.sources);
    for document in parts.iter().flatten() {
        assert_eq!(
            matcher.fits(&Scanned::of(document)),
            ids.contains(&document.article_id),
            "{query}: {document:?}"
        );
    }
}

#[test]
fn any_substring_is_found() {
    check("俄罗斯", &[1]);
    check("罗斯总", &[1]);
    check("中国", &[1]);
    check("国中", &[4]);
    check("中", &[1, 2, 4]);
    check("金正恩", &[2]);
    check("正恩", &[2]);
    check("京讨", &[]); // a comma between
    check("斯总统普京", &[1]);
    check("F-35战机", &[3]);
    check("f 35", &[3]);
}

#[test]
fn scripts_widths_and_accents_find_each_other() {
    check("俄羅斯", &[1]);
    check("台湾", &[3]);
    check("臺灣", &[3]);
    check("CAFÉ", &[4]);
    check("Ｑｕｉｃｋ", &[3]);
}

#[test]
fn words_are_whole_words() {
    check("quick", &[3]);
    check("qui", &[]);
    check("\"quick brown\"", &[3]);
    check("\"brown quick\"", &[]);
    check("brown quick", &[3]);
}

#[test]
fn operators_hold() {
    check("中 -国", &[2]);
    check("金正恩 OR 天气", &[2, 4]);
    check("金正恩 OR 天气 今天", &[4]);
    check("-中", &[3]);
    check("", &[1, 2, 3, 4]);
}

#[test]
fn fields_hold() {
    check("title:普京", &[1]);
    check("title:北京", &[]);
    check("title:京", &[1]);
    check("author:王强", &[3]);
    check("author:强ann", &[]);
    check("author:lee", &[3]);
    check("tag:财经", &[3]);
    check("site:paper.example", &[1, 2, 4]);
    check("site:per.example", &[]);
    check("lang:zh", &[1, 2, 4]);
    check("lang:zh-Hant", &[]);
    check("has:image", &[2, 4]);
    check("-has:image", &[1, 3]);
    check("source:two", &[3]);
    check("source:paper -source:two", &[1, 2, 4]);
    check("source:nobody", &[]);
    check("after:2025-12-30", &[1, 2]);
    check("before:2025-12-30", &[3, 4]);
}

#[test]
fn the_title_and_the_recent_come_first() {
    let filler = "别的话说了很多".repeat(20);
    let body = format!("{filler}。北京。{filler}");
    let documents =
        vec![document(1, "别的", &body), document(2, "北京", &filler), document(400, "别的", &body)];
    let index = Index::of(&[documents]);
    let order: Vec<i64> = index.found("北京", &all()).hits.iter().map(|hit| hit.article_id).collect();
    assert_eq!(order, [2, 1, 400]);
    let newest = Ask { order: Order::Newest, ..all() };
    let order: Vec<i64> = index.found("北京", &newest).hits.iter().map(|hit| hit.article_id).collect();
    assert_eq!(order, [1, 2, 400]);
    let archived = Ask { order: Order::Archived, after_seq: Some(10), ..all() };
    let found = index.found("北京", &archived);
    assert_eq!(found.hits.iter().map(|hit| hit.seq).collect::<Vec<_>>(), [20, 4000]);
    assert_eq!(found.total, 2);
}

#[test]
fn pages_follow_each_other() {
    let documents: Vec<Document<'_>> = (1..=50).map(|n| document(n, "北京", "")).collect();
    let index = Index::of(&[documents]);
    let whole: Vec<FoundHit> = index.found("北京", &all()).hits;
    for skip in [0, 20, 40, 60] {
        let found = index.found("北京", &Ask { skip, limit: 20, ..all() });
        assert_eq!(found.hits, whole.iter().skip(skip).take(20).copied().collect::<Vec<_>>());
        assert_eq!(found.total, 50);
    }
    assert!(index.found("北京", &Ask { skip: usize::MAX, limit: 20, ..all() }).hits.is_empty());
}

#[test]
fn facets_count_every_hit() {
    let documents = vec![
        document(1, "北京", ""),
        document(2, "北京", ""),
        Document { sources: &[2, 1], language: Some("en"), ..document(40, "北京", "") },
        Document { language: None, ..document(3, "上海", "") },
    ];
    let facets = Index::of(&[documents]).found("北京", &all()).facets;
    assert_eq!(facets.sources, [(1, 3), (2, 1)]);
    assert_eq!(facets.languages, [("zh-Hans".to_owned(), 2), ("en".to_owned(), 1)]);
    assert_eq!(facets.months, [((2025, 12), 2), ((2025, 11), 1)]);
}

#[test]
fn who_is_gone_is_not_found() {
    let mut index = Index::of(&[vec![document(1, "北京", ""), document(2, "北京", "")]]);
    let mut gone = Gone::default();
    gone.insert(0);
    index.segments[0].gone = gone.into();
    assert_eq!(index.ids("北京"), [2].into());
    assert_eq!(index.ids("-上海"), [2].into());
}

#[test]
fn a_word_comes_before_what_runs_across_words() {
    let filler = "别的话说了很多".repeat(9);
    let text = |what: &str| format!("{filler}。{what}。{filler}");
    let ordered = |query: &str, texts: [&str; 3]| -> Vec<i64> {
        let texts = texts.map(text);
        let documents: Vec<Document<'_>> =
            (1..).zip(&texts).map(|(n, text)| document(n, "题", text)).collect();
        index_order(&documents, query)
    };
    // 北大 as a word last of all by date; the other two have 东北大学, and 北 beside 大 by chance.
    assert_eq!(ordered("北大", ["东北大学，东北大学，东北大学", "湖北大桥", "北大在招生"])[0], 3);
    // 学生 begins and ends a word, begins a longer one, stands within.
    assert_eq!(ordered("学生", ["医学生物，大学生活", "学生会", "学生在看书"]), [3, 2, 1]);
    // So it is with single characters and with words of three.
    assert_eq!(ordered("书", ["书记，书记，书记", "别", "他把书给了我"])[0], 3);
    assert_eq!(ordered("研究生", ["研究生命的起源", "别", "研究生在看书"])[0], 3);
    // A name that no list knows is whole wherever it stands: then the later one comes first.
    assert_eq!(ordered("祎翀", ["他叫韡祎翀", "别", "祎翀在看书"]), [1, 3]);
}

#[test]
fn a_word_in_the_title_comes_before_one_in_the_body_and_that_before_a_stretch_in_a_title() {
    let filler = "别的话说了很多".repeat(9);
    let body = format!("{filler}。北大在招生。{filler}");
    let documents =
        [document(1, "湖北大桥通车", &filler), document(2, "别的", &body), document(3, "北大招生", &filler)];
    assert_eq!(index_order(&documents, "北大"), [3, 2, 1]);
}

#[test]
fn what_a_reader_did_narrows_hits_and_facets() {
    let index =
        Index::of(&[vec![document(1, "北京", ""), document(2, "北京", "")], vec![document(3, "北京", "")]]);
    let marked = HashMap::from([
        (Mark::Unread, Articles::from_iter([2]).all_but()),
        (Mark::Starred, Articles::from_iter([3, 9])),
    ]);
    let check = |query: &str, marked: &HashMap<Mark, Articles>, expected: &[i64]| {
        let found = index.found(query, &Ask { marked: marked.clone(), ..all() });
        let mut ids: Vec<i64> = found.hits.iter().map(|hit| hit.article_id).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
        assert_eq!(found.total, expected.len() as u64);
        assert_eq!(found.facets.sources, if expected.is_empty() { vec![] } else { vec![(1, found.total)] });
        let (parsed, none) = (parse(query), HashMap::new());
        let matcher = Matcher::new(&parsed, &none).for_reader(marked);
        for id in 1..=3 {
            let fits = matcher.fits(&Scanned::of(&document(id, "北京", "")));
            assert_eq!(fits, expected.contains(&id), "{query}: {id}");
        }
    };
    check("is:unread 北京", &marked, &[1, 3]);
    check("-is:unread", &marked, &[2]);
    check("is:starred", &marked, &[3]);
    check("is:unread -is:starred", &marked, &[1]);
    check("is:unread", &HashMap::new(), &[]);
}

#[test]
fn missing_words_are_named() {
    let index = Index::of(&[vec![document(1, "government", "")]]);
    assert_eq!(index.found("goverment -absent government 没有", &all()).missing, ["goverment"]);
}

#[test]
fn what_nothing_has_in_a_row_is_found_in_parts() {
    let index = Index::of(&[vec![document(1, "普京访问俄罗斯总统府", ""), document(2, "普京", "")]]);
    assert!(index.ids("俄罗斯总统普京").is_empty());
    let loose = parse("俄罗斯总统普京").loosened().unwrap();
    assert!(evaluate(&loose, &index.segments, &index, &all()).unwrap().hits.is_empty(), "统普 is nowhere");
    let loose = parse("总统 访问俄罗斯普京").loosened();
    assert!(loose.is_some());
    assert!(parse("普京").loosened().is_none());
    let quoted = parse("\"quick brown fox\"").loosened().unwrap();
    assert_eq!(quoted.words().next().unwrap().chains.len(), 3);
}

/// Text of few characters, so that substrings meet.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "中", "国", "國", "俄", "か", "한", "국", "a", "b", "35", " ", "，", "-", "\n", "·", "é", "Ａ",
        ]),
        0..24,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn the_index_finds_what_a_scan_finds(
        texts in prop::collection::vec((text(), text()), 1..12),
        queries in prop::collection::vec(text(), 1..8),
        cuts in 1_usize..5,
    ) {
        let documents: Vec<Document<'_>> =
            (1..).zip(&texts).map(|(n, (title, text))| document(n, title, text)).collect();
        let parts: Vec<Vec<Document<'_>>> = documents.chunks(cuts).map(<[Document<'_>]>::to_vec).collect();
        let index = Index::of(&parts);
        for written in &queries {
            for written in [written.clone(), format!("\"{written}\""), format!("title:\"{written}\""), format!("-{written}")] {
                let query = parse(&written);
                let none = HashMap::new();
                let matcher = Matcher::new(&query, &none);
                let expected: BTreeSet<i64> =
                    documents.iter().filter(|document| matcher.fits(&Scanned::of(document))).map(|document| document.article_id).collect();
                prop_assert_eq!(index.ids(&written), expected, "query {:?}", written);
            }
        }
    }
}
