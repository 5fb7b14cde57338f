//! Claims about [`Publications`](crate::Publications): what belongs where, and in which order.

use longwire_model::{
    ArchiveSeq, Article, ArticleId, ContentHash, Extent, Field, Filter, Lang, Output, Pattern, Publication,
    PublicationId, Scope, Script, Selection, SourceId,
};

use super::Claim;
use super::make::{archived, article, at, entry, image, new_entry, new_source, poll, revision, source};
use crate::{Archived, NewEntry, NewRevision, NewSource, Origin, PublicationState, SourceFacts, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("the whole archive is always published", the_whole_archive_is_always_published),
    ("folders, tags and languages publish themselves", folders_tags_and_languages_publish_themselves),
    ("spellings of a tag are one publication", spellings_of_a_tag_are_one_publication),
    ("regions of a language are one publication", regions_of_a_language_are_one_publication),
    ("a late comer stands at the place of its change", a_late_comer_stands_at_the_place_of_its_change),
    ("an article leaves what it no longer belongs to", an_article_leaves_what_it_no_longer_belongs_to),
    ("a publication pages back through all of it", a_publication_pages_back_through_all_of_it),
    ("batches end where the whole does", batches_end_where_the_whole_does),
    ("a source filed anew takes its articles along", a_source_filed_anew_takes_its_articles_along),
    ("filling goes from the newest article back", filling_goes_from_the_newest_article_back),
    ("a publication's mark moves with it alone", a_publications_mark_moves_with_it_alone),
    ("a late picture is seen in every publication", a_late_picture_is_seen_in_every_publication),
    ("an erased article leaves every publication", an_erased_article_leaves_every_publication),
    ("sources and publications share their slugs", sources_and_publications_share_their_slugs),
    ("a category that comes later is a tag", a_category_that_comes_later_is_a_tag),
    ("the owner merges what they like", the_owner_merges_what_they_like),
    ("filters keep and block", filters_keep_and_block),
    ("a revision that matches comes in late", a_revision_that_matches_comes_in_late),
    ("a new selection is filled anew", a_new_selection_is_filled_anew),
    ("what makes itself keeps its selection", what_makes_itself_keeps_its_selection),
    ("filters that can not be used are refused", filters_that_can_not_be_used_are_refused),
    ("a key comes, changes and goes", a_key_comes_changes_and_goes),
    ("only the owner's publications can be removed", only_the_owners_publications_can_be_removed),
];

/// Keeps up to the end, a few articles at a time.
pub(super) fn keep_up(store: &dyn Store) {
    while store.keep_up(3).unwrap() {}
}

pub(super) fn publication(store: &dyn Store, slug: &str) -> PublicationState {
    let found = store.publication_by_slug(slug).unwrap();
    found.unwrap_or_else(|| panic!("there is no publication {slug}"))
}

/// The articles of a publication, newest first, and nothing left to place.
pub(super) fn held(store: &dyn Store, slug: &str) -> Vec<ArticleId> {
    keep_up(store);
    let state = publication(store, slug);
    let found = store.published(state.id, None, 100).unwrap();
    assert_eq!(state.article_count, found.len() as u64, "{slug} counts its articles");
    assert!(state.built);
    assert!(found.windows(2).all(|pair| pair[0].seq > pair[1].seq), "{slug} is in order");
    found.iter().map(|placed| placed.archived.revision.article_id).collect()
}

fn filed(store: &dyn Store, address: &str, folder: &str, tags: &[&str]) -> SourceId {
    let new = NewSource {
        folder: Some(folder.into()),
        tags: tags.iter().map(|&tag| tag.into()).collect(),
        ..new_source(address)
    };
    store.add_source(&new, at(0)).unwrap().source_id
}

/// Archives a new article in a language.
fn written(store: &dyn Store, source_id: SourceId, identity: &str, language: &str) -> ArticleId {
    let article = Article { language: Lang::parse(language), ..article(identity, "正文。") };
    let new = NewRevision { source_id: Some(source_id), ..revision(identity, &article) };
    match store.archive(&new).unwrap() {
        Archived::New { article_id, .. } => article_id,
        other => panic!("{identity} should be new: {other:?}"),
    }
}

fn the_whole_archive_is_always_published(store: &dyn Store) {
    let all = publication(store, "all");
    assert_eq!((all.origin, all.article_count, all.built), (Origin::All, 0, true));
    assert!(!store.keep_up(1).unwrap(), "nothing to do");
    let one = archived(store, Some(source(store, "https://example.org/a")), "1");
    let two = archived(store, None, "2");
    assert_eq!(held(store, "all"), [two, one]);
    assert_eq!(publication(store, "all").uid, all.uid);
    assert!(store.publication_by_slug("none").unwrap().is_none());
}

fn folders_tags_and_languages_publish_themselves(store: &dyn Store) {
    let news = filed(store, "https://example.org/a", "News / Asia", &["港口"]);
    let other = filed(store, "https://example.org/b", "其他", &[]);
    let one = written(store, news, "1", "zh-TW");
    let two = written(store, other, "2", "ja");
    let three = written(store, news, "3", "zh-Hans");
    assert_eq!(held(store, "folder-news-asia"), [three, one]);
    assert_eq!(held(store, "folder-其他"), [two]);
    assert_eq!(held(store, "tag-港口"), [three, one]);
    assert_eq!(held(store, "language-zh"), [three, one]);
    assert_eq!(held(store, "language-zh-hant"), [one]);
    assert_eq!(held(store, "language-ja"), [two]);
    let told: Vec<_> = store.publications().unwrap();
    let told: Vec<_> = told.iter().map(|state| (state.origin, state.publication.title.as_str())).collect();
    assert!(told.contains(&(Origin::Folder, "News / Asia")) && told.contains(&(Origin::Tag, "港口")));
    assert_eq!(told[0], (Origin::All, ""));
}

fn spellings_of_a_tag_are_one_publication(store: &dyn Store) {
    let one = archived(store, Some(filed(store, "https://example.org/a", "x", &["Ports"])), "1");
    let two =
        archived(store, Some(filed(store, "https://example.org/b", "X", &["ＰＯＲＴＳ", "ports"])), "2");
    assert_eq!(held(store, "tag-ports"), [two, one]);
    assert_eq!(publication(store, "tag-ports").publication.title, "Ports", "as it was written first");
    assert_eq!(held(store, "folder-x"), [one], "folders are the owner's own, to the letter");
    assert_eq!(held(store, "folder-x-2"), [two]);
}

fn regions_of_a_language_are_one_publication(store: &dyn Store) {
    let source_id = source(store, "https://example.org/a");
    let one = written(store, source_id, "1", "en-GB");
    let two = written(store, source_id, "2", "en");
    assert_eq!(held(store, "language-en"), [two, one]);
    assert!(store.publication_by_slug("language-en-gb").unwrap().is_none());
}

fn a_late_comer_stands_at_the_place_of_its_change(store: &dyn Store) {
    let news = filed(store, "https://example.org/a", "News", &[]);
    let other = source(store, "https://example.org/b");
    let old = archived(store, Some(other), "old");
    let one = archived(store, Some(news), "1");
    assert_eq!(held(store, "folder-news"), [one]);
    // Announced by a second source, without a new revision.
    let same = article("old", "正文。");
    let told = store.archive(&NewRevision { source_id: Some(news), ..revision("old", &same) }).unwrap();
    assert!(matches!(told, Archived::Unchanged { .. }));
    assert_eq!(held(store, "folder-news"), [old, one], "readers have seen all before it");
    assert_eq!(held(store, "all"), [one, old], "there it always was");
    // A revision moves nothing.
    let changed = article("1", "新正文。");
    store.archive(&NewRevision { source_id: Some(news), ..revision("1", &changed) }).unwrap();
    assert_eq!(held(store, "folder-news"), [old, one]);
}

fn an_article_leaves_what_it_no_longer_belongs_to(store: &dyn Store) {
    let source_id = source(store, "https://example.org/a");
    let one = written(store, source_id, "1", "en");
    assert_eq!(held(store, "language-en"), [one]);
    let before = publication(store, "language-en").mark;
    let changed = Article { language: Lang::parse("ja"), ..article("1", "本文。") };
    store.archive(&revision("1", &changed)).unwrap();
    assert!(held(store, "language-en").is_empty());
    assert_eq!(held(store, "language-ja"), [one]);
    assert_ne!(publication(store, "language-en").mark, before);
}

fn a_publication_pages_back_through_all_of_it(store: &dyn Store) {
    let news = filed(store, "https://example.org/a", "News", &[]);
    let ids: Vec<_> = (0..7).map(|n| archived(store, Some(news), &n.to_string())).collect();
    keep_up(store);
    let id = publication(store, "folder-news").id;
    let (mut met, mut before): (Vec<ArticleId>, Option<ArchiveSeq>) = (Vec::new(), None);
    loop {
        let page = store.published(id, before, 2).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        met.extend(page.iter().map(|placed| placed.archived.revision.article_id));
    }
    met.reverse();
    assert_eq!(met, ids);
}

fn batches_end_where_the_whole_does(store: &dyn Store) {
    let news = filed(store, "https://example.org/a", "News", &["a", "b"]);
    for n in 0..9 {
        archived(store, Some(news), &n.to_string());
    }
    assert!(store.keep_up(0).unwrap(), "a batch is one article at least");
    assert_eq!(publication(store, "tag-b").article_count, 1);
    for done in 1..=2 {
        assert_eq!(store.keep_up(4).unwrap(), done < 2);
        assert_eq!(publication(store, "tag-b").article_count, 1 + done * 4);
    }
    assert!(!store.keep_up(3).unwrap());
}

fn a_source_filed_anew_takes_its_articles_along(store: &dyn Store) {
    let one = filed(store, "https://example.org/a", "News", &["port"]);
    let two = filed(store, "https://example.org/b", "Sport", &[]);
    let (first, second) = (archived(store, Some(one), "1"), archived(store, Some(two), "2"));
    let third = archived(store, Some(one), "3");
    assert_eq!(held(store, "folder-sport"), [second]);
    let before = publication(store, "folder-news").mark;
    assert!(store.file_source(one, Some("Sport"), &["海".into()], at(50)).unwrap());
    assert_eq!(held(store, "folder-sport"), [third, second, first], "in the order of the archive");
    assert!(held(store, "folder-news").is_empty());
    assert!(held(store, "tag-port").is_empty());
    assert_eq!(held(store, "tag-海"), [third, first]);
    assert_ne!(publication(store, "folder-news").mark, before);
    let state = store.source(one).unwrap().unwrap();
    assert_eq!((state.folder.as_deref(), state.tags), (Some("Sport"), vec!["海".to_owned()]));
    // One call fills several publications, as far as its limit goes.
    assert!(store.file_source(one, Some("Both"), &["海".into(), "b".into()], at(51)).unwrap());
    assert!(!store.keep_up(100).unwrap());
    assert_eq!(held(store, "folder-both"), [third, first]);
    assert!(store.file_source(one, Some("Sport"), &["海".into()], at(52)).unwrap());
    let fourth = archived(store, Some(one), "4");
    assert_eq!(held(store, "folder-sport"), [fourth, third, second, first]);
    assert!(!store.file_source(SourceId(99), None, &[], at(50)).unwrap());
}

fn filling_goes_from_the_newest_article_back(store: &dyn Store) {
    let news = source(store, "https://example.org/a");
    let ids: Vec<_> = (0..6).map(|n| archived(store, Some(news), &n.to_string())).collect();
    keep_up(store);
    store.file_source(news, Some("News"), &[], at(50)).unwrap();
    assert!(store.keep_up(2).unwrap());
    let state = publication(store, "folder-news");
    let found = store.published(state.id, None, 9).unwrap();
    let found: Vec<_> = found.iter().map(|placed| placed.archived.revision.article_id).collect();
    assert_eq!((found, state.built), (vec![ids[5], ids[4]], false));
    // What comes meanwhile comes first.
    let newest = archived(store, Some(news), "new");
    let expected: Vec<_> = [newest].into_iter().chain(ids.into_iter().rev()).collect();
    assert_eq!(held(store, "folder-news"), expected);
}

fn a_publications_mark_moves_with_it_alone(store: &dyn Store) {
    let one = filed(store, "https://example.org/a", "One", &[]);
    let two = filed(store, "https://example.org/b", "Two", &[]);
    archived(store, Some(one), "1");
    keep_up(store);
    let first = publication(store, "folder-one").mark;
    assert_eq!((first.last_seq, first.changed_at, first.edits), (1, Some(at(10)), 0));
    archived(store, Some(two), "2");
    keep_up(store);
    assert_eq!(publication(store, "folder-one").mark, first, "not its article");
    assert_ne!(publication(store, "all").mark, first);
    let changed = article("1", "新正文。");
    store.archive(&NewRevision { archived_at: at(20), ..revision("1", &changed) }).unwrap();
    keep_up(store);
    let second = publication(store, "folder-one").mark;
    assert_eq!((second.last_seq, second.changed_at), (3, Some(at(20))));
    assert_eq!(publication(store, "folder-one").last_article_at, Some(at(10)));
    // Its items name their sources.
    let title = Some("新名".into());
    store.describe_source(one, &SourceFacts { title, ..SourceFacts::default() }).unwrap();
    assert_ne!(publication(store, "folder-one").mark, second);
}

fn a_late_picture_is_seen_in_every_publication(store: &dyn Store) {
    let news = filed(store, "https://example.org/a", "News", &[]);
    let article = article("1", "正文。");
    let new = NewRevision { source_id: Some(news), ..revision("1", &article) };
    store.archive(&new).unwrap();
    keep_up(store);
    let before = publication(store, "folder-news").mark;
    let images = [image("https://img.example.org/lead.jpg", b"lead")];
    store.archive(&NewRevision { images: &images, ..new }).unwrap();
    keep_up(store);
    assert_ne!(publication(store, "folder-news").mark, before);
}

fn an_erased_article_leaves_every_publication(store: &dyn Store) {
    let news = filed(store, "https://example.org/a", "News", &[]);
    let (one, two) = (archived(store, Some(news), "1"), archived(store, Some(news), "2"));
    keep_up(store);
    let before = publication(store, "folder-news").mark;
    assert!(store.erase(one, "takedown", at(60)).unwrap());
    assert_eq!(held(store, "folder-news"), [two]);
    assert_eq!(held(store, "all"), [two]);
    assert_ne!(publication(store, "folder-news").mark, before);
    // Erased before it was ever placed.
    let three = archived(store, Some(news), "3");
    assert!(store.erase(three, "takedown", at(61)).unwrap());
    assert_eq!(held(store, "folder-news"), [two]);
    assert!(!store.keep_up(1).unwrap());
}

fn sources_and_publications_share_their_slugs(store: &dyn Store) {
    let add = |address: &str, slug: &str| {
        store.add_source(&NewSource { slug: slug.into(), ..new_source(address) }, at(0)).unwrap().slug
    };
    assert_eq!(add("https://example.org/a", "all"), "all-2");
    assert_eq!(add("https://example.org/b", "language-en"), "language-en");
    written(store, source(store, "https://example.org/a"), "1", "en");
    assert_eq!(held(store, "language-en-2").len(), 1);
}

fn a_category_that_comes_later_is_a_tag(store: &dyn Store) {
    let news = source(store, "https://example.org/a");
    let entry_id = entry(store, news, "https://example.org/1");
    let same = article("1", "正文。");
    let new = NewRevision { entry_id: Some(entry_id), ..revision("1", &same) };
    let Archived::New { article_id, .. } = store.archive(&new).unwrap() else { panic!("it is new") };
    keep_up(store);
    let changed =
        NewEntry {
            fingerprint: "2".into(), tags: vec!["港口".into()], ..new_entry("https://example.org/1")
        };
    store.admit(&poll(news, at(3600)), &[changed], at(1)).unwrap();
    assert_eq!(held(store, "tag-港口"), [article_id]);
    assert_eq!(store.entry(entry_id).unwrap().unwrap().entry.tags, ["港口"]);
}

pub(super) fn selecting(scopes: Vec<Scope>, keep: &[(Field, &str)], block: &[(Field, &str)]) -> Publication {
    let filters = |list: &[(Field, &str)]| {
        list.iter().map(|&(field, words)| Filter { field, pattern: Pattern::Regex(words.into()) }).collect()
    };
    Publication {
        slug: "mine".into(),
        title: "我的".into(),
        selection: Selection { scopes, keep: filters(keep), block: filters(block), search: None },
        output: Output::default(),
    }
}

fn the_owner_merges_what_they_like(store: &dyn Store) {
    let one = filed(store, "https://example.org/a", "News", &[]);
    let two = filed(store, "https://example.org/b", "Sport", &["球"]);
    let three = filed(store, "https://example.org/c", "Other", &[]);
    let ids = [
        written(store, one, "1", "en"),
        written(store, two, "2", "en"),
        written(store, three, "3", "zh-Hant"),
        written(store, three, "4", "en"),
    ];
    let check = |scopes: Vec<Scope>, expected: &[usize]| {
        let made = store.add_publication(&selecting(scopes.clone(), &[], &[]), at(70)).unwrap();
        assert_eq!((made.origin, made.added_at), (Origin::Owner, at(70)));
        let expected: Vec<_> = expected.iter().map(|n| ids[n - 1]).collect();
        assert_eq!(held(store, &made.publication.slug), expected, "{scopes:?}");
        made
    };
    let all = check(vec![Scope::All], &[4, 3, 2, 1]);
    assert_eq!(all.publication.slug, "mine");
    let merged = check(
        vec![Scope::Source(one), Scope::Tag("球".into()), Scope::Language(Lang::parse("zh").unwrap())],
        &[3, 2, 1],
    );
    assert_eq!(merged.publication.slug, "mine-2");
    check(vec![Scope::Folder("Sport".into()), Scope::Folder("sport".into())], &[2]);
    check(Vec::new(), &[]);
    // What comes later comes in too.
    let five = written(store, two, "5", "en");
    assert_eq!(held(store, "mine-2")[0], five);
    assert_eq!(store.publication_by_slug("mine-2").unwrap().unwrap().publication.selection.scopes.len(), 3);
    assert_ne!(all.uid, merged.uid);
}

fn filters_keep_and_block(store: &dyn Store) {
    let news = source(store, "https://example.org/a");
    let archive = |identity: &str, title: &str, text: &str| {
        let article = article(title, text);
        match store.archive(&NewRevision { source_id: Some(news), ..revision(identity, &article) }).unwrap() {
            Archived::New { article_id, .. } => article_id,
            other => panic!("{other:?}"),
        }
    };
    let (one, two) = (archive("1", "港口罢工", "第一天。"), archive("2", "球赛", "港口队赢了。"));
    let three = archive("3", "港口广告", "广告。");
    let keep_title = selecting(vec![Scope::All], &[(Field::Title, "港口")], &[]);
    let keep_any = selecting(vec![Scope::All], &[(Field::Any, "港口")], &[(Field::Text, "^广告")]);
    store.add_publication(&keep_title, at(70)).unwrap();
    store.add_publication(&keep_any, at(70)).unwrap();
    assert_eq!(held(store, "mine"), [three, one]);
    assert_eq!(held(store, "mine-2"), [two, one]);
    let (four, five) = (archive("4", "天气", "港口有雾。"), archive("5", "港口", "广告"));
    assert_eq!(held(store, "mine"), [five, three, one]);
    assert_eq!(held(store, "mine-2"), [four, two, one]);
    let kept = publication(store, "mine-2").publication;
    assert_eq!(kept.selection, keep_any.selection);
    assert_eq!(kept.title, "我的");
}

fn a_revision_that_matches_comes_in_late(store: &dyn Store) {
    let (one, two) = (archived(store, None, "1"), archived(store, None, "2"));
    store.add_publication(&selecting(vec![Scope::All], &[(Field::Title, "^(2|new)")], &[]), at(70)).unwrap();
    assert_eq!(held(store, "mine"), [two]);
    let changed = article("new", "正文。");
    store.archive(&revision("1", &changed)).unwrap();
    assert_eq!(held(store, "mine"), [one, two]);
    store.archive(&revision("1", &article("old", "正文。"))).unwrap();
    assert_eq!(held(store, "mine"), [two]);
}

fn a_new_selection_is_filled_anew(store: &dyn Store) {
    let ids = [archived(store, None, "1"), archived(store, None, "2")];
    let made =
        store.add_publication(&selecting(vec![Scope::All], &[(Field::Title, "1")], &[]), at(70)).unwrap();
    assert_eq!(held(store, "mine"), [ids[0]]);
    let before = publication(store, "mine").mark;
    let to =
        Publication { slug: "ignored".into(), ..selecting(vec![Scope::All], &[(Field::Title, "2")], &[]) };
    assert!(store.edit_publication(made.id, &to).unwrap());
    assert_eq!(held(store, "mine"), [ids[1]]);
    let after = publication(store, "mine").mark;
    assert_ne!(after, before);
    // How it is told changes its mark and nothing else.
    let output = Output {
        articles_max: 7,
        extent: Extent::Summary,
        script: Some(Script::Traditional),
        tells_silence: true,
    };
    store.edit_publication(made.id, &Publication { output, ..to.clone() }).unwrap();
    let state = publication(store, "mine");
    assert!(state.built && state.mark != after);
    assert_eq!((state.publication.output, state.article_count), (output, 1));
    assert!(!store.edit_publication(PublicationId(99), &to).unwrap());
}

fn what_makes_itself_keeps_its_selection(store: &dyn Store) {
    archived(store, None, "1");
    keep_up(store);
    let all = publication(store, "all");
    let to =
        Publication { selection: Selection::default(), title: "全部".into(), ..all.publication.clone() };
    assert!(store.edit_publication(all.id, &to).unwrap());
    let state = publication(store, "all");
    assert_eq!((state.publication.title.as_str(), state.article_count), ("全部", 1));
    assert_eq!(state.publication.selection, all.publication.selection);
}

fn filters_that_can_not_be_used_are_refused(store: &dyn Store) {
    let broken = selecting(vec![Scope::All], &[(Field::Title, "(")], &[]);
    let told = store.add_publication(&broken, at(70)).unwrap_err().to_string();
    assert!(told.contains("regular expression"), "{told}");
    assert!(store.publication_by_slug("mine").unwrap().is_none());
    let made = store.add_publication(&selecting(vec![Scope::All], &[], &[]), at(70)).unwrap();
    assert!(store.edit_publication(made.id, &broken).is_err());
    assert!(publication(store, "mine").publication.selection.keep.is_empty());
}

fn a_key_comes_changes_and_goes(store: &dyn Store) {
    let made = store.add_publication(&selecting(vec![Scope::All], &[], &[]), at(70)).unwrap();
    assert_eq!(made.key_hash, None);
    for key_hash in [Some(ContentHash([1; 32])), Some(ContentHash([2; 32])), None] {
        assert!(store.set_publication_key(made.id, key_hash).unwrap());
        assert_eq!(publication(store, "mine").key_hash, key_hash);
    }
    assert!(!store.set_publication_key(PublicationId(99), None).unwrap());
}

fn only_the_owners_publications_can_be_removed(store: &dyn Store) {
    let one = archived(store, None, "1");
    let made = store.add_publication(&selecting(vec![Scope::All], &[], &[]), at(70)).unwrap();
    assert_eq!(held(store, "mine"), [one]);
    assert!(store.remove_publication(made.id).unwrap());
    assert!(store.publication_by_slug("mine").unwrap().is_none());
    assert!(!store.remove_publication(made.id).unwrap());
    assert!(!store.remove_publication(publication(store, "all").id).unwrap());
    assert_eq!(held(store, "all"), [one]);
    archived(store, None, "2");
    keep_up(store);
}
