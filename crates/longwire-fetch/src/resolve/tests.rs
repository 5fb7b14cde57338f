use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A name system that gives one answer after the other, then the last one for ever.
struct Scripted {
    answers: Vec<Vec<&'static str>>,
    asked: AtomicUsize,
}

impl Lookup for Scripted {
    fn lookup(&self, _: &str) -> Lookups {
        let turn = self.asked.fetch_add(1, Ordering::Relaxed).min(self.answers.len() - 1);
        let answer = self.answers[turn].iter().map(|address| address.parse().unwrap()).collect();
        Box::pin(async move { Ok(answer) })
    }
}

fn resolver(answers: &[&[&'static str]]) -> (GuardedResolver, Arc<Scripted>) {
    let answers = answers.iter().map(|answer| answer.to_vec()).collect();
    let lookup = Arc::new(Scripted { answers, asked: AtomicUsize::new(0) });
    (GuardedResolver::new(Arc::clone(&lookup) as Arc<dyn Lookup>, Guard::default()), lookup)
}

#[tokio::test]
async fn addresses_that_are_not_public_are_left_out() {
    let (resolver, _) = resolver(&[&["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1"]]);
    let found = resolver.addresses("a.example").await.unwrap();
    assert_eq!(found, ["8.8.8.8".parse::<IpAddr>().unwrap(), "2606:4700::1".parse().unwrap()]);
}

#[tokio::test]
async fn a_name_with_private_addresses_only_is_refused_with_one_of_them() {
    let (resolver, _) = resolver(&[&["169.254.169.254", "10.0.0.1"]]);
    let refused = resolver.addresses("a.example").await.unwrap_err();
    assert_eq!(refused.downcast::<NotPublic>().unwrap().0.to_string(), "169.254.169.254");
}

#[tokio::test]
async fn a_name_without_addresses_is_said_to_have_none() {
    let (resolver, _) = resolver(&[&[]]);
    assert!(resolver.addresses("a.example").await.unwrap_err().is::<NoAddress>());
}

#[tokio::test]
async fn an_answer_is_kept_and_a_refusal_is_not() {
    let (resolver, lookup) = resolver(&[&["10.0.0.1"], &["8.8.8.8"], &["10.0.0.1"]]);
    assert!(resolver.addresses("a.example").await.is_err());
    for _ in 0..3 {
        assert!(resolver.addresses("a.example").await.is_ok());
    }
    assert_eq!(lookup.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn the_number_of_kept_answers_is_limited() {
    let (resolver, _) = resolver(&[&["8.8.8.8"]]);
    for n in 0..NAMES_MAX * 2 {
        resolver.addresses(&format!("{n}.example")).await.unwrap();
    }
    assert!(locked(&resolver.answers).len() <= NAMES_MAX);
}
