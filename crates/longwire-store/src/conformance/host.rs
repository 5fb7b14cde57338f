//! Claims about [`Hosts`](crate::Hosts).

use super::Claim;
use super::make::at;
use crate::{HostState, RobotsText, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("nothing is known of a host at first", nothing_is_known_of_a_host_at_first),
    ("hosts whose turn lies ahead are told", hosts_whose_turn_lies_ahead_are_told),
    ("a host's moment and robots.txt are kept apart", a_hosts_moment_and_robots_are_kept_apart),
];

fn nothing_is_known_of_a_host_at_first(store: &dyn Store) {
    assert_eq!(store.host("example.org").unwrap(), HostState::default());
}

fn a_hosts_moment_and_robots_are_kept_apart(store: &dyn Store) {
    let robots =
        RobotsText { fetched_at: at(1), status: 200, text: "User-agent: *\nDisallow: /私/\n".into() };
    store.save_host_robots("example.org:8443", &robots).unwrap();
    let known = store.host("example.org:8443").unwrap();
    assert_eq!(known, HostState { next_at: None, robots: Some(robots) });
    store.save_hosts_next(&[("example.org:8443".into(), at(2))]).unwrap();
    let gone = RobotsText { fetched_at: at(3), status: 404, text: String::new() };
    store.save_host_robots("example.org:8443", &gone).unwrap();
    store.save_hosts_next(&[("example.org:8443".into(), at(4))]).unwrap();
    let known = store.host("example.org:8443").unwrap();
    assert_eq!(known, HostState { next_at: Some(at(4)), robots: Some(gone) });
    assert_eq!(store.host("example.org").unwrap(), HostState::default(), "another port, another host");
}

fn hosts_whose_turn_lies_ahead_are_told(store: &dyn Store) {
    let turns = [("a.example".to_owned(), at(1)), ("b.example".to_owned(), at(5))];
    store.save_hosts_next(&turns).unwrap();
    assert_eq!(store.held_hosts(at(1)).unwrap(), [("b.example".to_owned(), at(5))]);
    assert_eq!(store.held_hosts(at(9)).unwrap(), []);
    store.save_hosts_next(&[]).unwrap();
}
