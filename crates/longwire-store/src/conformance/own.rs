//! Claims about [`OwnSettings`](crate::OwnSettings).

use longwire_model::{Rest, SourceId};

use super::Claim;
use super::make::{at, poll, source};
use crate::{OwnSetting, Secret, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a setting belongs to one source and one name", a_setting_belongs_to_one_source),
    ("a source that rests is not due", a_source_that_rests_is_not_due),
    ("a rest ends by itself", a_rest_ends_by_itself),
    ("what is set is tried at once", what_is_set_is_tried_at_once),
    ("a secret does not show itself", a_secret_does_not_show_itself),
];

fn setting(name: &str, value: &str) -> OwnSetting {
    OwnSetting { name: name.into(), origin: "https://a.example".into(), value: Secret::new(value) }
}

fn a_setting_belongs_to_one_source(store: &dyn Store) {
    let (one, two) = (source(store, "https://a.example/1"), source(store, "https://a.example/2"));
    assert!(store.own_settings(one).unwrap().is_empty());
    store.set_own(one, &setting("rest", "yes"), at(7)).unwrap();
    store.set_own(one, &setting("cookie", "a=1"), at(7)).unwrap();
    store.set_own(one, &setting("cookie", "a=2"), at(7)).unwrap();
    store.set_own(two, &setting("cookie", "b=1"), at(7)).unwrap();
    assert_eq!(store.own_settings(one).unwrap(), [setting("cookie", "a=2"), setting("rest", "yes")]);
    assert_eq!(store.own_settings(two).unwrap(), [setting("cookie", "b=1")]);
    assert!(
        store.unset_own(one, "cookie", at(7)).unwrap() && !store.unset_own(one, "cookie", at(7)).unwrap()
    );
    assert_eq!(store.own_settings(one).unwrap(), [setting("rest", "yes")]);
    assert!(store.set_own(SourceId(404), &setting("rest", "yes"), at(7)).is_err(), "there is no such source");
}

fn rest_of(store: &dyn Store, id: SourceId) -> Option<Rest> {
    store.source(id).unwrap().unwrap().rest
}

fn a_source_that_rests_is_not_due(store: &dyn Store) {
    let id = source(store, "https://a.example/1");
    assert_eq!(store.due_sources(at(1), 9).unwrap(), [id]);
    store.set_own(id, &setting("rest", "yes"), at(1)).unwrap();
    assert_eq!(rest_of(store, id), Some(Rest::UntilTold));
    assert!(store.due_sources(at(1), 9).unwrap().is_empty());
    assert_eq!((store.next_due().unwrap(), store.enqueue_due(at(1), 9).unwrap()), (None, 0));
    store.set_own(id, &setting("rest", "no"), at(2)).unwrap();
    assert_eq!((rest_of(store, id), store.enqueue_due(at(2), 9).unwrap()), (None, 1));
    assert!(store.set_own(id, &setting("rest", "maybe"), at(3)).is_err());
}

fn a_rest_ends_by_itself(store: &dyn Store) {
    let (one, two) = (source(store, "https://a.example/1"), source(store, "https://a.example/2"));
    for id in [one, two] {
        store.set_own(id, &setting("rest", &at(100).to_string()), at(1)).unwrap();
    }
    assert_eq!(rest_of(store, one), Some(Rest::Until(at(100))));
    assert!(store.unset_own(two, "rest", at(50)).unwrap());
    assert_eq!(store.enqueue_due(at(99), 9).unwrap(), 1, "one rests on");
    assert_eq!(store.enqueue_due(at(100), 9).unwrap(), 1);
    assert_eq!(rest_of(store, one), None);
    assert!(store.own_settings(one).unwrap().is_empty());
    store.set_own(one, &setting("rest", &at(100).to_string()), at(200)).unwrap();
    assert_eq!(rest_of(store, one), None, "it is over already");
}

fn what_is_set_is_tried_at_once(store: &dyn Store) {
    let id = source(store, "https://a.example/1");
    store.save_poll(&poll(id, at(9_000))).unwrap();
    store.set_own(id, &setting("cookie", "a=1"), at(5)).unwrap();
    assert_eq!(store.next_due().unwrap(), Some(at(5)));
    store.save_poll(&poll(id, at(9_000))).unwrap();
    assert!(store.unset_own(id, "cookie", at(6)).unwrap());
    assert_eq!(store.next_due().unwrap(), Some(at(6)));
}

fn a_secret_does_not_show_itself(store: &dyn Store) {
    let id = source(store, "https://a.example/1");
    store.set_own(id, &setting("cookie", "session=9f3a"), at(7)).unwrap();
    let told = store.own_settings(id).unwrap();
    assert_eq!(told[0].value.reveal(), "session=9f3a");
    assert!(!format!("{told:?}").contains("9f3a"));
}
