//! Claims about [`Search::related`](crate::Search::related): what tells of the same matter.

use longwire_model::{Article, ArticleId, SourceId};

use super::Claim;
use super::make::{article, at, new_source, revision, source};
use crate::{Archived, Audience, NewRevision, NewSource, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("one story is found across two sources, in Chinese and in English", one_story_is_found),
    ("Simplified finds Traditional, and the other way", either_script_finds_the_other),
    ("what is of another matter is not shown", another_matter_is_not_shown),
    ("what appeared at another time is not of one story", another_time_is_another_story),
    ("what is private is related for its owner alone", what_is_private_is_its_owners),
    ("an article that its source gives once more is not related to itself", once_more_is_not_related),
    ("only the newest state is related", only_the_newest_state_is_related),
    ("what is erased is related to nothing", what_is_erased_is_gone),
];

const OWNER: Audience = Audience::Owner;
const EVERYBODY: Audience = Audience::Everybody;

const STRIKE: (&str, &str) =
    ("钱凯港码头工人罢工进入第三周", "秘鲁钱凯港的码头工人罢工已进入第三周，工会周二拒绝了运营方的提议。");
const STRIKE_TOO: (&str, &str) =
    ("秘鲁工会拒绝提议，钱凯港罢工继续", "谈判破裂之后，钱凯港码头工人表示罢工将继续下去，货轮改道卡亚俄。");
const STRIKE_TRADITIONAL: (&str, &str) =
    ("錢凱港碼頭工人罷工，貨輪改道", "秘魯錢凱港的碼頭工人罷工進入第三週，工會拒絕提議，貨輪改道。");
const HARBOUR: (&str, &str) = (
    "Chancay dockworkers enter third week of strike",
    "Dockworkers at the Peruvian port of Chancay rejected the operator's offer on Tuesday.",
);
const HARBOUR_TOO: (&str, &str) = (
    "Union rejects offer as Chancay strike drags on",
    "The dockworkers' union in Chancay said that its strike would go on after talks failed.",
);
/// Texts of other matters, with the words that everybody writes.
const OTHERS: &[(&str, &str)] = &[
    ("央行宣布下调存款准备金率", "中国人民银行周二宣布下调存款准备金率，以支持实体经济的发展。"),
    ("多地发布暴雨预警", "气象台周二发布暴雨橙色预警，提醒居民注意防范，交通将受到影响。"),
    ("工会选出新主席", "全国工会周二选出了新主席，任期五年，他表示将继续关注工人的收入。"),
    (
        "Central bank cuts its rate",
        "The central bank cut its main rate on Tuesday, the third cut of the year.",
    ),
    (
        "Heavy rain forecast for the week",
        "The weather office on Tuesday warned of heavy rain and said it would go on.",
    ),
    (
        "Museum reopens after repairs",
        "The museum in the old town reopened on Tuesday, three years after the fire.",
    ),
];

fn put(store: &dyn Store, identity: &str, (title, text): (&str, &str), by: SourceId) -> ArticleId {
    put_article(store, identity, &article(title, text), by)
}

fn put_article(store: &dyn Store, identity: &str, article: &Article, by: SourceId) -> ArticleId {
    match store.archive(&NewRevision { source_id: Some(by), ..revision(identity, article) }).unwrap() {
        Archived::New { article_id, .. } | Archived::Revised { article_id, .. } => article_id,
        other => panic!("{identity}: {other:?}"),
    }
}

/// Two sources, and articles of other matters by both.
fn two_papers(store: &dyn Store) -> (SourceId, SourceId) {
    let papers = (source(store, "https://one.example/feed"), source(store, "https://two.example/feed"));
    for (n, other) in OTHERS.iter().enumerate() {
        put(store, &format!("other {n}"), *other, if n % 2 == 0 { papers.0 } else { papers.1 });
    }
    papers
}

fn related(store: &dyn Store, audience: Audience, id: ArticleId) -> Vec<ArticleId> {
    let found = store.related(audience, id, 5).unwrap();
    found.into_iter().map(|archived| archived.revision.article_id).collect()
}

fn one_story_is_found(store: &dyn Store) {
    let (one, two) = two_papers(store);
    for (first, second) in [(STRIKE, STRIKE_TOO), (HARBOUR, HARBOUR_TOO)] {
        let (first, second) = (put(store, first.0, first, one), put(store, second.0, second, two));
        assert_eq!(related(store, EVERYBODY, first), [second]);
        assert_eq!(related(store, EVERYBODY, second), [first]);
    }
}

fn either_script_finds_the_other(store: &dyn Store) {
    let (one, two) = two_papers(store);
    let simplified = put(store, "1", STRIKE, one);
    let traditional = put(store, "2", STRIKE_TRADITIONAL, two);
    assert_eq!(related(store, EVERYBODY, simplified), [traditional]);
    assert_eq!(related(store, EVERYBODY, traditional), [simplified]);
}

fn another_matter_is_not_shown(store: &dyn Store) {
    let (one, two) = two_papers(store);
    let strike = put(store, "1", STRIKE, one);
    put(store, "2", ("码头餐厅开业", "城东的码头餐厅周二开业，早上六点起供应早餐。"), two);
    assert!(related(store, OWNER, strike).is_empty());
    for id in 1..=OTHERS.len() as i64 {
        assert!(related(store, OWNER, ArticleId(id)).is_empty(), "{}", OTHERS[id as usize - 1].0);
    }
    assert!(related(store, OWNER, ArticleId(404)).is_empty(), "nor to an article that is not there");
}

fn another_time_is_another_story(store: &dyn Store) {
    let (one, two) = two_papers(store);
    let first = put(store, "1", STRIKE, one);
    let later = |day: &str| Article {
        published_at: Some(day.parse().unwrap()),
        ..article(STRIKE_TOO.0, STRIKE_TOO.1)
    };
    let soon = put_article(store, "2", &later("2023-09-20T12:00:00Z"), two);
    let late = put_article(store, "3", &later("2023-10-20T12:00:00Z"), one);
    put_article(store, "4", &later("2024-09-12T12:00:00Z"), two);
    assert_eq!(related(store, OWNER, first), [soon, late], "the nearer in time first, a year later never");
}

fn what_is_private_is_its_owners(store: &dyn Store) {
    let (one, two) = two_papers(store);
    let hidden = NewSource { private: true, slug: "whisper".into(), ..new_source("https://hidden.example/") };
    let hidden = store.add_source(&hidden, at(0)).unwrap().source_id;
    let open = put(store, "1", STRIKE, one);
    let secret = put(store, "2", STRIKE_TOO, hidden);
    assert_eq!(related(store, OWNER, open), [secret]);
    assert!(related(store, EVERYBODY, open).is_empty());
    assert!(related(store, EVERYBODY, secret).is_empty(), "whoever may not see it learns nothing by it");
    store.set_private(hidden, false, at(1)).unwrap();
    assert_eq!(related(store, EVERYBODY, open), [secret]);
    store.set_private(hidden, true, at(2)).unwrap();
    assert!(related(store, EVERYBODY, open).is_empty(), "at once");
    let shared = put(store, "3", STRIKE_TRADITIONAL, two);
    assert_eq!(related(store, EVERYBODY, open), [shared]);
    let again = article(STRIKE_TRADITIONAL.0, STRIKE_TRADITIONAL.1);
    store.archive(&NewRevision { source_id: Some(hidden), ..revision("3", &again) }).unwrap();
    assert!(related(store, EVERYBODY, open).is_empty(), "nor what a private source announced as well");
}

fn once_more_is_not_related(store: &dyn Store) {
    let (one, two) = two_papers(store);
    let first = put(store, "1", STRIKE, one);
    let others = [put(store, "2", STRIKE_TOO, two), put(store, "3", STRIKE_TOO, two)];
    let found = related(store, OWNER, first);
    assert!(found.len() == 1 && others.contains(&found[0]), "{found:?} of {others:?}");
    let again = put(store, "4", STRIKE, one);
    let copied = put(store, "5", STRIKE, two);
    let found = related(store, OWNER, first);
    assert!(!found.contains(&again), "its own source's");
    assert!(found.contains(&copied), "another source's copy is news");
}

fn only_the_newest_state_is_related(store: &dyn Store) {
    let (one, two) = two_papers(store);
    let first = put(store, "1", STRIKE, one);
    let second = put(store, "2", STRIKE_TOO, two);
    put(store, "2", ("钱凯的天气", "周二多云。"), two);
    assert!(related(store, OWNER, first).is_empty());
    put(store, "2", STRIKE_TOO, two);
    assert_eq!(related(store, OWNER, first), [second]);
}

fn what_is_erased_is_gone(store: &dyn Store) {
    let (one, two) = two_papers(store);
    let (first, second) = (put(store, "1", STRIKE, one), put(store, "2", STRIKE_TOO, two));
    assert_eq!(related(store, OWNER, first), [second]);
    store.erase(second, "court order", at(9)).unwrap();
    assert!(related(store, OWNER, first).is_empty() && related(store, OWNER, second).is_empty());
}
