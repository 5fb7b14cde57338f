//! Claims about [`Showing`](crate::Showing): what is private, nobody but the owner is told of.

use longwire_model::{ArticleId, ContentHash, Happening, Publication, Scope, Selection, SourceId};
use longwire_search::{Note, Order, parse};

use super::Claim;
use super::make::{archived, article, at, new_source, revision, source};
use super::publication::{held, keep_up, publication};
use crate::{Audience, NewRevision, NewSource, SearchAnswer, SearchRequest, Settled, Store, Traffic, Which};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a private source is there for its owner alone", a_private_source_is_its_owners),
    ("what a private source announces is private, whoever else does", any_private_source_hides_an_article),
    ("what a private source announces is hidden at once", an_article_is_hidden_at_once),
    ("what becomes private leaves publications at once", what_becomes_private_leaves_publications),
    ("what is public again comes back to its places", what_is_public_again_comes_back),
    ("a private source makes no publication", a_private_source_makes_no_publication),
    ("a key and the source's name are needed to publish it", a_key_and_a_name_publish_it),
    ("nothing that is counted for everybody counts it", nothing_counts_it),
    ("a search tells of it to its owner alone", a_search_tells_of_it_to_its_owner),
    ("a source that is there can be made private by adding it", adding_makes_private),
];

const EVERYBODY: Audience = Audience::Everybody;
const OWNER: Audience = Audience::Owner;

fn private(store: &dyn Store, address: &str) -> SourceId {
    let new = NewSource {
        folder: Some("hidden".into()),
        tags: vec!["hush".into()],
        title: "Whisper".into(),
        slug: "whisper".into(),
        private: true,
        ..new_source(address)
    };
    store.add_source(&new, at(0)).unwrap().source_id
}

/// Archives an article once more, by another source.
fn also_by(store: &dyn Store, source_id: SourceId, identity: &str) {
    let article = article(identity, "正文。");
    store.archive(&NewRevision { source_id: Some(source_id), ..revision(identity, &article) }).unwrap();
}

fn sees(store: &dyn Store, audience: Audience, id: ArticleId) -> bool {
    let whole = store.article_for(audience, id).unwrap().is_some();
    assert_eq!(store.revision_for(audience, id, 1).unwrap().is_some(), whole, "its revisions go with it");
    whole
}

fn a_private_source_is_its_owners(store: &dyn Store) {
    let (id, open) = (private(store, "https://a.example/"), source(store, "https://b.example/"));
    let hidden = archived(store, Some(id), "1");
    assert!(store.source_for(EVERYBODY, id).unwrap().is_none());
    assert!(store.source_by_slug_for(EVERYBODY, "whisper").unwrap().is_none());
    let seen = |audience| store.sources_for(audience, Which::All).unwrap().len();
    assert_eq!((seen(EVERYBODY), seen(OWNER)), (1, 2));
    assert!(store.source_for(OWNER, id).unwrap().unwrap().private);
    assert!(store.source_by_slug_for(OWNER, "whisper").unwrap().is_some());
    assert!(store.source_for(EVERYBODY, open).unwrap().is_some());
    assert!(!sees(store, EVERYBODY, hidden) && sees(store, OWNER, hidden));
    assert_eq!(store.newest_for(OWNER, id, None, 9).unwrap().len(), 1);
    assert!(store.newest_for(EVERYBODY, id, None, 9).unwrap().is_empty());
    assert!(!store.set_private(SourceId(404), true, at(1)).unwrap());
    assert!(store.set_private(id, false, at(1)).unwrap() && sees(store, EVERYBODY, hidden));
    assert!(store.set_private(id, true, at(2)).unwrap() && !sees(store, EVERYBODY, hidden));
    let told: Vec<_> = store.events(id, None, 2).unwrap().into_iter().map(|event| event.what).collect();
    assert_eq!(told, [Happening::Hidden, Happening::Shown]);
}

fn any_private_source_hides_an_article(store: &dyn Store) {
    let (id, open) = (private(store, "https://a.example/"), source(store, "https://b.example/"));
    let (shared, kept) = (archived(store, Some(open), "1"), archived(store, Some(open), "2"));
    let import = archived(store, None, "an import");
    also_by(store, id, "1");
    assert!(
        !sees(store, EVERYBODY, shared) && sees(store, EVERYBODY, kept) && sees(store, EVERYBODY, import)
    );
    let newest = store.newest_for(EVERYBODY, open, None, 9).unwrap();
    assert_eq!(newest.iter().map(|it| it.revision.article_id).collect::<Vec<_>>(), [kept]);
    assert_eq!(held(store, "all"), [import, kept]);
}

fn an_article_is_hidden_at_once(store: &dyn Store) {
    let (id, open) = (private(store, "https://a.example/"), source(store, "https://b.example/"));
    archived(store, Some(open), "1");
    assert_eq!(held(store, "all").len(), 1);
    let before = (store.mark(Some(open)).unwrap().edits, publication(store, "all").mark.edits);
    also_by(store, id, "1");
    let all = publication(store, "all");
    assert_eq!((all.article_count, store.published(all.id, None, 9).unwrap().len()), (0, 0));
    let after = (store.mark(Some(open)).unwrap().edits, all.mark.edits);
    assert!(after.0 > before.0 && after.1 > before.1, "whoever has either feed is told that it changed");
    store.set_private(id, false, at(1)).unwrap();
    assert!(store.mark(Some(open)).unwrap().edits > after.0);
    assert_eq!(held(store, "all").len(), 1);
}

fn what_becomes_private_leaves_publications(store: &dyn Store) {
    let id = private(store, "https://a.example/");
    store.set_private(id, false, at(1)).unwrap();
    let gone = archived(store, Some(id), "1");
    let kept = archived(store, Some(source(store, "https://b.example/")), "2");
    assert_eq!((held(store, "all"), held(store, "folder-hidden")), (vec![kept, gone], vec![gone]));
    let edits = publication(store, "all").mark.edits;
    store.set_private(id, true, at(2)).unwrap();
    let all = publication(store, "all");
    assert_eq!((all.article_count, all.mark.edits > edits), (1, true), "before anybody keeps up");
    assert_eq!(store.published(all.id, None, 9).unwrap().len(), 1);
    for slug in ["folder-hidden", "tag-hush"] {
        assert!(store.publication_by_slug(slug).unwrap().is_none(), "{slug} would tell its name");
    }
    assert_eq!(held(store, "all"), [kept]);
}

fn what_is_public_again_comes_back(store: &dyn Store) {
    let (id, open) = (private(store, "https://a.example/"), source(store, "https://b.example/"));
    let hidden: Vec<ArticleId> = (0..7).map(|n| archived(store, Some(id), &n.to_string())).collect();
    let kept = archived(store, Some(open), "kept");
    assert_eq!(held(store, "all"), [kept]);
    store.set_private(id, false, at(1)).unwrap();
    let newest_first: Vec<ArticleId> = hidden.iter().rev().copied().collect();
    assert_eq!(held(store, "all"), [&[kept][..], &newest_first].concat(), "where they always stood");
    assert_eq!(held(store, "folder-hidden"), newest_first);
    assert_eq!(held(store, "tag-hush"), newest_first);
}

fn a_private_source_makes_no_publication(store: &dyn Store) {
    let id = private(store, "https://a.example/");
    archived(store, Some(id), "1");
    store.file_source(id, Some("deep"), &["mum".into()], at(1)).unwrap();
    keep_up(store);
    let slugs: Vec<String> =
        store.publications().unwrap().into_iter().map(|state| state.publication.slug).collect();
    assert_eq!(slugs, ["all"], "neither folder, tag nor language");
}

fn a_key_and_a_name_publish_it(store: &dyn Store) {
    let (id, open) = (private(store, "https://a.example/"), source(store, "https://b.example/"));
    let (hidden, seen) = (archived(store, Some(id), "1"), archived(store, Some(open), "2"));
    let made = |slug: &str, scopes: Vec<Scope>| {
        let new = Publication {
            slug: slug.into(),
            title: slug.into(),
            selection: Selection { scopes, ..Selection::default() },
            output: longwire_model::Output::default(),
        };
        store.add_publication(&new, at(1)).unwrap().id
    };
    let named = made("named", vec![Scope::Source(id), Scope::Source(open)]);
    let all = made("everything", vec![Scope::All]);
    assert_eq!((held(store, "named"), held(store, "everything")), (vec![seen], vec![seen]));
    for publication in [named, all] {
        store.set_publication_key(publication, Some(ContentHash([1; 32]))).unwrap();
    }
    assert_eq!((held(store, "named"), held(store, "everything")), (vec![seen, hidden], vec![seen]));
    let later = archived(store, Some(id), "3");
    assert_eq!(held(store, "named"), [later, seen, hidden]);
    store.set_publication_key(named, None).unwrap();
    assert_eq!(publication(store, "named").article_count, 1, "at once");
    assert_eq!(held(store, "named"), [seen]);
}

fn nothing_counts_it(store: &dyn Store) {
    let (id, open) = (private(store, "https://a.example/"), source(store, "https://b.example/"));
    let seen = archived(store, Some(open), "1");
    let traffic = Traffic { request_count: 3, wire_bytes: 10, body_bytes: 10, ..Traffic::default() };
    store.settle(&Settled { traffic: vec![(open, traffic)], ..Settled::default() }, at(0)).unwrap();
    let told = || {
        let listed = store.listed_sources().unwrap();
        (
            listed.iter().map(|listed| listed.id).collect::<Vec<_>>(),
            store.article_days(None, 0).unwrap(),
            store.traffic_days(None, 0).unwrap(),
            (store.article_sum().unwrap(), store.traffic_sum().unwrap()),
            (store.last_article().unwrap(), store.article_places(ArticleId(0), ArticleId(99)).unwrap()),
        )
    };
    let before = told();
    assert_eq!((before.0.as_slice(), before.4.0), (&[open][..], seen));
    archived(store, Some(id), "2");
    store.settle(&Settled { traffic: vec![(id, traffic)], ..Settled::default() }, at(0)).unwrap();
    let third = article("3", "x");
    let day = NewRevision { archived_at: at(86_400), source_id: Some(id), ..revision("3", &third) };
    store.archive(&day).unwrap();
    assert_eq!(told(), before);
    let counts = store.reading_counts(crate::OWNER).unwrap();
    assert_eq!(counts.unread_total(), 3, "the owner reads all");
}

fn answer(store: &dyn Store, audience: Audience, query: &str) -> SearchAnswer {
    let request = SearchRequest {
        query: &parse(query),
        order: Order::Relevance,
        skip: 0,
        limit: 9,
        after: None,
        facets: true,
        now: at(0),
        audience,
        reader: None,
    };
    store.search(&request).unwrap()
}

fn a_search_tells_of_it_to_its_owner(store: &dyn Store) {
    let (id, open) = (private(store, "https://a.example/"), source(store, "https://b.example/"));
    let archive = |identity: &str, text: &str, source_id: SourceId| {
        let article = article(identity, text);
        store.archive(&NewRevision { source_id: Some(source_id), ..revision(identity, &article) }).unwrap();
    };
    archive("1", "The harbour is quiet", open);
    archive("3", "Both told of the harbour", open);
    archive("3", "Both told of the harbour", id);
    archive("2", "The harbour whispered marmalade", id);
    let total = |audience, query: &str| answer(store, audience, query).total;
    assert_eq!((total(EVERYBODY, "harbour"), total(OWNER, "harbour")), (1, 3));
    let facets = answer(store, EVERYBODY, "harbour").facets;
    assert_eq!(facets.sources, [(open, 1)]);
    assert_eq!((facets.languages[0].1, facets.months[0].1), (1, 1));
    for query in ["marmalade", "source:whisper", "tag:hush", "-quiet", "site:example.org -quiet"] {
        assert_eq!(total(EVERYBODY, query), 0, "{query}");
        assert!(total(OWNER, query) > 0, "{query}");
    }
    let note = Note::NoSource("whisper".into());
    assert!(answer(store, EVERYBODY, "source:whisper").notes.contains(&note), "as for one that is not there");
    assert_eq!(answer(store, EVERYBODY, "marmelade").suggestions, []);
    assert_eq!(answer(store, OWNER, "marmelade").suggestions.len(), 1);
    let harbours = answer(store, EVERYBODY, "harbuor").suggestions;
    assert_eq!(harbours, [("harbuor".to_owned(), "harbour".to_owned())], "what everybody sees is suggested");
}

fn adding_makes_private(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    let new = NewSource { private: true, ..new_source("https://a.example/") };
    assert!(store.add_source(&new, at(1)).unwrap().already);
    assert!(store.source(id).unwrap().unwrap().private);
    store.add_source(&NewSource { private: false, ..new }, at(2)).unwrap();
    assert!(store.source(id).unwrap().unwrap().private, "whoever adds it again does not make it public");
}
