//! Claims about [`Search`](crate::Search).

use longwire_model::{ArchiveSeq, Article, ArticleId, SourceId, UserId};
use longwire_search::{HITS_MAX, Note, Order, parse};

use super::Claim;
use super::make::{article, at, new_entry, new_source, poll, revision, source};
use crate::{
    Archived, Audience, NewEntry, NewRevision, NewSource, OWNER, SearchAnswer, SearchRequest, Store,
};

pub(crate) const CLAIMS: &[Claim] = &[
    ("an article is found the moment it is archived", an_article_is_found_at_once),
    ("any substring finds, in either script", any_substring_finds),
    ("only the newest state is found", only_the_newest_state_is_found),
    ("an erased article is not found", an_erased_article_is_not_found),
    ("who announced it finds it", who_announced_it_finds_it),
    ("tags of entry, section and source find it", tags_find_it),
    ("many articles are found as few are", many_are_found_as_few_are),
    ("what came after a place is found in the order of the archive", what_came_after_is_found),
    ("facets count all hits", facets_count_all_hits),
    ("what a reader did is found by that reader alone", what_a_reader_did_is_found),
    ("a misspelt word is corrected", a_misspelt_word_is_corrected),
    ("what nothing has in a row is found in parts", parts_are_found),
    ("a new index answers as the old one", a_new_index_answers_as_the_old),
    ("while a new index is made all goes on", all_goes_on_while_a_new_index_is_made),
];

fn answer(store: &dyn Store, query: &str) -> SearchAnswer {
    let request = SearchRequest {
        query: &parse(query),
        order: Order::Relevance,
        skip: 0,
        limit: HITS_MAX,
        after: None,
        facets: true,
        now: at(0),
        audience: Audience::Owner,
        reader: None,
    };
    let answer = store.search(&request).unwrap();
    assert_eq!(answer.damage, None);
    answer
}

fn ids(store: &dyn Store, query: &str) -> Vec<i64> {
    let mut ids: Vec<i64> =
        answer(store, query).hits.iter().map(|hit| hit.archived.revision.article_id.0).collect();
    ids.sort_unstable();
    ids
}

fn archive(store: &dyn Store, identity: &str, article: &Article, source_id: Option<SourceId>) -> ArticleId {
    let new = NewRevision { source_id, ..revision(identity, article) };
    match store.archive(&new).unwrap() {
        Archived::New { article_id, .. }
        | Archived::Revised { article_id, .. }
        | Archived::Unchanged { article_id } => article_id,
        Archived::Erased => panic!("{identity} is erased"),
    }
}

fn an_article_is_found_at_once(store: &dyn Store) {
    assert_eq!(answer(store, "北京").total, 0);
    let id = archive(store, "1", &article("北京的天气", "今天晴。"), None);
    let found = answer(store, "天气");
    assert_eq!(found.total, 1);
    assert_eq!(found.hits[0].archived.revision.article_id, id);
    assert_eq!(found.hits[0].archived.revision.article.title, "北京的天气");
    assert_eq!(answer(store, "").total, 1, "a question for nothing is answered with all");
}

fn any_substring_finds(store: &dyn Store) {
    let id = archive(store, "1", &article("俄羅斯總統", "F-35战机在臺灣附近，金正恩到访 Café。"), None).0;
    for query in [
        "俄罗斯",
        "罗斯总",
        "斯",
        "台湾",
        "F-35战机",
        "f35 OR 战机",
        "正恩",
        "cafe",
        "author:瑞迪",
        "title:总统",
    ] {
        assert_eq!(ids(store, query), [id], "{query}");
    }
    for query in ["近金", "俄国", "title:台湾", "caf", "-俄罗斯"] {
        assert!(ids(store, query).is_empty(), "{query}");
    }
}

fn only_the_newest_state_is_found(store: &dyn Store) {
    let id = archive(store, "1", &article("旧题", "旧话。"), None).0;
    archive(store, "1", &article("新题", "新话。"), None);
    assert_eq!(ids(store, "新话"), [id]);
    assert!(ids(store, "旧话").is_empty());
    assert_eq!(answer(store, "").total, 1);
}

fn an_erased_article_is_not_found(store: &dyn Store) {
    let first = archive(store, "1", &article("秘密甲", "北京"), None);
    archive(store, "1", &article("秘密乙", "北京"), None);
    let other = archive(store, "2", &article("其他", "北京"), None).0;
    store.erase(first, "court order", at(9)).unwrap();
    assert_eq!(ids(store, "北京"), [other]);
    assert!(ids(store, "秘密").is_empty());
    assert_eq!(store.index_state().unwrap().document_count, 1);
}

fn who_announced_it_finds_it(store: &dyn Store) {
    let one = source(store, "https://one.example/feed");
    let two = store
        .add_source(
            &NewSource {
                title: "海港日報".into(),
                slug: "harbour".into(),
                ..new_source("https://two.example/feed")
            },
            at(0),
        )
        .unwrap()
        .source_id;
    let id = archive(store, "1", &article("题", "北京"), Some(one)).0;
    assert_eq!(ids(store, "source:news"), [id]);
    assert!(ids(store, "source:harbour").is_empty());
    archive(store, "1", &article("题", "北京"), Some(two));
    for query in
        ["source:harbour", "source:news", "source:海港日报", "source:海港", "source:2", "site:example.org"]
    {
        assert_eq!(ids(store, query), [id], "{query}");
    }
    assert!(ids(store, "北京 -source:harbour").is_empty());
    let nobody = answer(store, "source:nobody");
    assert_eq!((nobody.total, nobody.notes), (0, vec![Note::NoSource("nobody".into())]));
}

fn tags_find_it(store: &dyn Store) {
    let tagged = NewSource { tags: vec!["Harbour News".into()], ..new_source("https://one.example/feed") };
    let source_id = store.add_source(&tagged, at(0)).unwrap().source_id;
    let entry = NewEntry { tags: vec!["港口".into()], ..new_entry("https://one.example/1") };
    store.admit(&poll(source_id, at(3600)), std::slice::from_ref(&entry), at(0)).unwrap();
    let jobs = store.lease(at(0), at(60), 1).unwrap();
    let crate::Job::Article { entry_id } = jobs[0].job else { panic!("{jobs:?}") };
    let article = article("题", "北京");
    store.archive(&NewRevision { entry_id: Some(entry_id), ..revision("1", &article) }).unwrap();
    for query in ["tag:港口", "tag:要闻", "tag:\"harbour news\""] {
        assert_eq!(answer(store, query).total, 1, "{query}");
    }
    let entry = NewEntry { tags: vec!["罢工".into()], fingerprint: "2".into(), ..entry };
    store.admit(&poll(source_id, at(3600)), &[entry], at(1)).unwrap();
    assert_eq!((answer(store, "tag:罢工").total, answer(store, "tag:港口").total), (1, 0));
}

fn many_are_found_as_few_are(store: &dyn Store) {
    let mut expected = Vec::new();
    for n in 0..300 {
        let text = format!("第{n}篇，{}。number{n}", if n % 7 == 0 { "罕见的词" } else { "平常的话" });
        let id = archive(store, &n.to_string(), &article("题", &text), None).0;
        expected.extend((n % 7 == 0).then_some(id));
    }
    assert_eq!(ids(store, "罕见"), expected);
    assert_eq!(answer(store, "平常的话").total, 300 - expected.len() as u64);
    for n in [0, 15, 16, 255, 256, 299] {
        assert_eq!(answer(store, &format!("number{n}")).total, 1, "{n}");
    }
    let state = store.index_state().unwrap();
    assert_eq!(state.document_count, 300);
    assert!(state.segment_count < 40, "{state:?}");
}

fn what_came_after_is_found(store: &dyn Store) {
    for n in 0..10 {
        let text = if n % 2 == 0 { "北京" } else { "上海" };
        archive(store, &n.to_string(), &article("题", &format!("{text}{n}")), None);
    }
    let mut after = ArchiveSeq(0);
    let mut found = Vec::new();
    loop {
        let request = SearchRequest {
            query: &parse("北京"),
            order: Order::Archived,
            skip: 0,
            limit: 2,
            after: Some(after),
            facets: false,
            now: at(0),
            audience: Audience::Owner,
            reader: None,
        };
        let answer = store.search(&request).unwrap();
        let Some(last) = answer.hits.last() else { break };
        after = last.seq;
        found.extend(answer.hits.iter().map(|hit| hit.archived.revision.article.text.clone()));
    }
    assert_eq!(found, ["北京0", "北京2", "北京4", "北京6", "北京8"]);
    archive(store, "2", &article("题", "北京2又来"), None);
    let request = SearchRequest {
        query: &parse("北京"),
        order: Order::Archived,
        skip: 0,
        limit: 9,
        after: Some(after),
        facets: false,
        now: at(0),
        audience: Audience::Owner,
        reader: None,
    };
    assert_eq!(store.search(&request).unwrap().hits.len(), 1, "a change brings it again");
}

fn facets_count_all_hits(store: &dyn Store) {
    let one = source(store, "https://one.example/feed");
    let english =
        Article { language: longwire_model::Lang::parse("en"), published_at: None, ..article("b", "北京") };
    archive(store, "1", &article("a", "北京"), Some(one));
    archive(store, "2", &english, None);
    archive(store, "3", &article("c", "上海"), Some(one));
    let facets = answer(store, "北京").facets;
    assert_eq!(facets.sources, [(one, 1)]);
    assert_eq!(facets.languages, [("en".to_owned(), 1), ("zh-Hans".to_owned(), 1)]);
    assert_eq!(facets.months, [((2023, 9), 2)]);
}

fn what_a_reader_did_is_found(store: &dyn Store) {
    let source_id = source(store, "https://one.example/feed");
    let id = |n: i64| archive(store, &n.to_string(), &article("题", &format!("北京{n}")), Some(source_id));
    let all: Vec<ArticleId> = (1..=6).map(id).collect();
    let asked = |query: &str, reader: Option<UserId>| {
        let query = parse(query);
        let request = SearchRequest {
            query: &query,
            order: Order::Archived,
            skip: 0,
            limit: HITS_MAX,
            after: None,
            facets: true,
            now: at(0),
            audience: Audience::Owner,
            reader,
        };
        store.search(&request).unwrap()
    };
    let check = |query: &str, expected: &[i64]| {
        let answer = asked(query, Some(OWNER));
        let ids: Vec<i64> = answer.hits.iter().map(|hit| hit.archived.revision.article_id.0).collect();
        assert_eq!(ids, expected, "{query}");
        assert_eq!((answer.total, answer.notes), (expected.len() as u64, vec![]), "{query}");
        let facet = (!expected.is_empty()).then_some((source_id, answer.total));
        assert_eq!(answer.facets.sources, Vec::from_iter(facet), "{query}");
    };
    check("is:unread", &[1, 2, 3, 4, 5, 6]);
    check("is:starred", &[]);
    store.mark_read(OWNER, &all[..1], true, at(1)).unwrap();
    check("is:unread 北京", &[2, 3, 4, 5, 6]);
    store.mark_read(OWNER, &all[1..5], true, at(2)).unwrap();
    check("is:unread", &[6]);
    check("-is:unread", &[1, 2, 3, 4, 5]);
    store.star(OWNER, &all[4..], true, at(3)).unwrap();
    check("is:starred", &[5, 6]);
    check("is:starred -is:unread", &[5]);
    check("is:starred 上海", &[]);
    let answer = asked("is:unread 北京", None);
    assert_eq!(answer.total, 6, "nobody in particular is asked nothing");
    assert_eq!(answer.notes, [Note::NeedsAccount("is:unread".into())]);
    store.erase(all[5], "court order", at(9)).unwrap();
    check("is:starred", &[5]);
}

fn a_misspelt_word_is_corrected(store: &dyn Store) {
    archive(store, "1", &article("The government", "A parliament met in Göttingen."), None);
    for (written, meant) in
        [("goverment", "government"), ("parlaiment", "parliament"), ("gotingen", "gottingen")]
    {
        let found = answer(store, written);
        assert_eq!(found.suggestions, [(written.to_owned(), meant.to_owned())]);
        assert_eq!(found.total, 0);
    }
    assert!(answer(store, "xylophone").suggestions.is_empty());
    assert!(answer(store, "government").suggestions.is_empty());
}

fn parts_are_found(store: &dyn Store) {
    let id = archive(store, "1", &article("总统普京", "访问了俄罗斯，见了总统普京的人。"), None).0;
    let found = answer(store, "访问普京");
    assert_eq!((found.total, found.loosened), (0, false), "问普 is nowhere");
    let found = answer(store, "\"moscow president\" OR 俄罗斯总统");
    assert_eq!(found.total, 0);
    let found = answer(store, "罗斯总统普京");
    assert!(found.total == 0 || found.loosened);
    assert_eq!(ids(store, "总统普京"), [id]);
}

fn rebuild(store: &dyn Store) {
    for _ in 0..100 {
        if store.rebuild_index().unwrap().finished {
            return;
        }
    }
    panic!("a new index is never finished");
}

fn a_new_index_answers_as_the_old(store: &dyn Store) {
    let source_id = source(store, "https://one.example/feed");
    for n in 0..40 {
        archive(store, &n.to_string(), &article("题", &format!("北京{n}")), Some(source_id));
    }
    archive(store, "3", &article("题", "上海3"), Some(source_id));
    store.erase(ArticleId(5), "court order", at(9)).unwrap();
    let before: Vec<Vec<i64>> = ["北京", "上海", "", "source:news"].map(|query| ids(store, query)).into();
    rebuild(store);
    let after: Vec<Vec<i64>> = ["北京", "上海", "", "source:news"].map(|query| ids(store, query)).into();
    assert_eq!(before, after);
    let state = store.index_state().unwrap();
    assert_eq!((state.document_count, state.rebuilt_count), (39, None));
    archive(store, "new", &article("题", "北京之后"), None);
    assert_eq!(answer(store, "之后").total, 1);
}

fn all_goes_on_while_a_new_index_is_made(store: &dyn Store) {
    for n in 0..5 {
        archive(store, &n.to_string(), &article("题", &format!("北京{n}")), None);
    }
    let step = store.rebuild_index().unwrap();
    assert!(!step.finished);
    assert_eq!((step.done, step.total), (5, 5));
    assert_eq!(store.index_state().unwrap().rebuilt_count, Some(5));
    archive(store, "1", &article("题", "上海1"), None);
    store.erase(ArticleId(4), "court order", at(9)).unwrap();
    archive(store, "9", &article("题", "北京9"), None);
    assert_eq!(ids(store, "北京"), [1, 3, 5, 6]);
    rebuild(store);
    assert_eq!(ids(store, "北京"), [1, 3, 5, 6]);
    assert_eq!(ids(store, "上海"), [2]);
}
