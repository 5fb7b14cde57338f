//! Claims about [`Users`](crate::Users).

use longwire_model::{ContentHash, UserId};

use super::Claim;
use super::make::at;
use crate::{OWNER, SESSIONS_MAX, Session, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("the owner is there and has no password yet", the_owner_is_there),
    ("the first password is chosen once", the_first_password_is_chosen_once),
    ("a new password ends all sessions", a_new_password_ends_all_sessions),
    ("a session lasts until it ends", a_session_lasts_until_it_ends),
    ("too many sessions end the oldest", too_many_sessions_end_the_oldest),
    ("a session ends when it is told to", a_session_ends_when_told),
];

fn session(n: u8) -> Session {
    Session {
        token_hash: ContentHash([n; 32]),
        user_id: OWNER,
        begun_at: at(n.into()),
        seen_at: at(n.into()),
        ends_at: at(1000 + i64::from(n)),
        browser: "Firefox".into(),
    }
}

fn the_owner_is_there(store: &dyn Store) {
    assert_eq!(store.password(OWNER).unwrap(), None);
    assert_eq!(store.password(UserId(2)).unwrap(), None);
    assert!(!store.set_password(UserId(2), "x", false).unwrap(), "there is no such user");
}

fn the_first_password_is_chosen_once(store: &dyn Store) {
    assert!(store.set_password(OWNER, "first", true).unwrap());
    assert!(!store.set_password(OWNER, "second", true).unwrap());
    assert_eq!(store.password(OWNER).unwrap().as_deref(), Some("first"));
    assert!(store.set_password(OWNER, "third", false).unwrap());
    assert_eq!(store.password(OWNER).unwrap().as_deref(), Some("third"));
}

fn a_new_password_ends_all_sessions(store: &dyn Store) {
    store.begin_session(&session(1)).unwrap();
    store.set_password(OWNER, "new", false).unwrap();
    assert_eq!(store.session(session(1).token_hash, at(2)).unwrap(), None);
    store.begin_session(&session(2)).unwrap();
    assert!(!store.set_password(OWNER, "newer", true).unwrap());
    assert!(store.session(session(2).token_hash, at(3)).unwrap().is_some(), "nothing was changed");
}

fn a_session_lasts_until_it_ends(store: &dyn Store) {
    store.begin_session(&session(1)).unwrap();
    let hash = session(1).token_hash;
    assert_eq!(store.session(hash, at(1000)).unwrap(), Some(session(1)));
    assert_eq!(store.session(hash, at(1001)).unwrap(), None);
    store.see_session(hash, at(900), at(2000)).unwrap();
    let seen = store.session(hash, at(1001)).unwrap().unwrap();
    assert_eq!((seen.seen_at, seen.ends_at), (at(900), at(2000)));
    store.begin_session(&Session { begun_at: at(3000), ..session(9) }).unwrap();
    assert_eq!(store.sessions(OWNER).unwrap().len(), 1, "what is over goes");
}

fn too_many_sessions_end_the_oldest(store: &dyn Store) {
    for n in 0..=SESSIONS_MAX as u8 {
        store.begin_session(&session(n)).unwrap();
    }
    let sessions = store.sessions(OWNER).unwrap();
    assert_eq!(sessions.len(), SESSIONS_MAX);
    assert_eq!(sessions[0], session(SESSIONS_MAX as u8));
    assert_eq!(store.session(session(0).token_hash, at(0)).unwrap(), None);
}

fn a_session_ends_when_told(store: &dyn Store) {
    for n in 1..4 {
        store.begin_session(&session(n)).unwrap();
    }
    assert!(store.end_session(session(2).token_hash).unwrap());
    assert!(!store.end_session(session(2).token_hash).unwrap());
    assert_eq!(store.end_sessions(OWNER).unwrap(), 2);
    assert!(store.sessions(OWNER).unwrap().is_empty());
}
