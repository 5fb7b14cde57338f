use longwire_model::{PollState, Source, SourceId, SourceKind, Trouble};

use super::*;
use crate::testing::{earlier, now, url};
use crate::words::Tongue;

fn source() -> SourceState {
    SourceState {
        source: Source {
            id: SourceId(1),
            url: url("https://paper.example/feed"),
            kind: SourceKind::Feed,
            title: "Paper".into(),
            home_url: None,
            language: None,
        },
        slug: "paper".into(),
        folder: None,
        tags: Vec::new(),
        titled: false,
        active: true,
        rest: None,
        private: false,
        reader_count: 0,
        added_at: earlier(90 * 86_400),
        poll: PollState { polled_at: Some(earlier(60)), ..PollState::new(SourceId(1), now()) },
        article_count: 1,
        pending_count: 0,
        dead_count: 0,
        last_article_at: Some(earlier(3_600)),
    }
}

#[track_caller]
fn check(change: impl FnOnce(&mut SourceState), code: &str, words: &str) {
    let mut source = source();
    change(&mut source);
    let health = Health::of(&source, now());
    assert_eq!((health.code(), health.in_words(Tongue::En.words(), now()).as_str()), (code, words));
}

#[test]
fn health_is_said_in_plain_words() {
    check(|_| {}, "fresh", "Fresh");
    check(|s| s.poll.polled_at = None, "new", "Waiting for its first poll");
    check(|s| s.last_article_at = Some(earlier(40 * 86_400)), "quiet", "Nothing new since 22 September 2026");
    check(|s| s.last_article_at = None, "quiet", "No article yet");
    check(
        |s| {
            s.poll.polled_at = Some(earlier(3 * 86_400));
            s.poll.due_at = earlier(2 * 86_400);
        },
        "stale",
        "Stale: last polled 3 days ago",
    );
    check(
        |s| {
            s.poll.failure = Some("paper.example answered 403".into());
            s.poll.failure_count = 1;
        },
        "failing",
        "Stale: the site refuses or can not be read (1 poll failed)",
    );
    check(|s| s.active = false, "removed", "No longer polled; its articles stay");
}

#[test]
fn a_failure_of_a_known_kind_is_called_by_its_name() {
    check(
        |s| {
            s.poll.failure = Some("https://paper.example/feed refuses us (403)".into());
            s.poll.trouble = Some(Trouble::Cloudflare);
            s.poll.failing_since = Some(earlier(3 * 86_400));
            s.poll.failure_count = 3;
        },
        "failing",
        "Cloudflare asks for a browser check (3 polls in a row failed)",
    );
}

#[test]
fn a_source_that_failed_for_weeks_is_gone_and_still_there() {
    check(
        |s| {
            s.poll.failure = Some("no address".into());
            s.poll.trouble = Some(Trouble::Dns);
            s.poll.failing_since = Some(earlier(30 * 86_400));
        },
        "gone",
        "Gone? Not to be read since 2 October 2026; still asked once a week",
    );
}

#[test]
fn every_kind_of_failure_has_a_way_out() {
    let mut source = source();
    for trouble in Trouble::ALL {
        source.poll.failure = Some("refused".into());
        source.poll.trouble = Some(trouble);
        let health = health_in_english(&source, now());
        assert_eq!((health.code, health.reason.as_deref()), ("failing", Some("refused")));
        assert!(health.way_out.is_some(), "{trouble:?}");
    }
}

#[test]
fn a_new_source_without_articles_is_not_called_quiet() {
    check(
        |s| {
            s.last_article_at = None;
            s.added_at = earlier(60);
        },
        "fresh",
        "Fresh",
    );
}

#[test]
fn only_a_failure_has_a_reason() {
    let mut source = source();
    assert_eq!(Health::of(&source, now()).reason(), None);
    source.poll.failure = Some("refused".into());
    assert_eq!(Health::of(&source, now()).reason(), Some("refused"));
}
