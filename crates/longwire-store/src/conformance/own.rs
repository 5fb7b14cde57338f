//! Claims about [`OwnSettings`](crate::OwnSettings).

use longwire_model::SourceId;

use super::Claim;
use super::make::source;
use crate::{OwnSetting, Secret, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a setting belongs to one source and one name", a_setting_belongs_to_one_source),
    ("a secret does not show itself", a_secret_does_not_show_itself),
];

fn setting(name: &str, value: &str) -> OwnSetting {
    OwnSetting { name: name.into(), origin: "https://a.example".into(), value: Secret::new(value) }
}

fn a_setting_belongs_to_one_source(store: &dyn Store) {
    let (one, two) = (source(store, "https://a.example/1"), source(store, "https://a.example/2"));
    assert!(store.own_settings(one).unwrap().is_empty());
    store.set_own(one, &setting("mute", "yes")).unwrap();
    store.set_own(one, &setting("cookie", "a=1")).unwrap();
    store.set_own(one, &setting("cookie", "a=2")).unwrap();
    store.set_own(two, &setting("cookie", "b=1")).unwrap();
    assert_eq!(store.own_settings(one).unwrap(), [setting("cookie", "a=2"), setting("mute", "yes")]);
    assert_eq!(store.own_settings(two).unwrap(), [setting("cookie", "b=1")]);
    assert!(store.unset_own(one, "cookie").unwrap() && !store.unset_own(one, "cookie").unwrap());
    assert_eq!(store.own_settings(one).unwrap(), [setting("mute", "yes")]);
    assert!(store.set_own(SourceId(404), &setting("mute", "yes")).is_err(), "there is no such source");
}

fn a_secret_does_not_show_itself(store: &dyn Store) {
    let id = source(store, "https://a.example/1");
    store.set_own(id, &setting("cookie", "session=9f3a")).unwrap();
    let told = store.own_settings(id).unwrap();
    assert_eq!(told[0].value.reveal(), "session=9f3a");
    assert!(!format!("{told:?}").contains("9f3a"));
}
