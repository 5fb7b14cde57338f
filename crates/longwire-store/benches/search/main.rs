//! What the search index costs and whether it misses anything, on articles made up for it.
//!
//! `cargo bench -p longwire-store --bench search -- [ARTICLES] [QUERIES]` (20,000 and 500).
//! Half of the articles are Chinese; words are as frequent as Zipf's law has it. The
//! truth is a plain scan of every text. SQLite's own trigram index gets the same
//! articles and queries, up to [`RIVAL_MAX`] articles.

mod newspaper;
mod rival;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use longwire_model::Timestamp;
use longwire_search::{Order, parse};
use longwire_store::{SearchAnswer, SearchRequest, Store};
use newspaper::{Newspaper, Question};

/// Articles that the rival is given at most: it takes a third of a second a thousand.
const RIVAL_MAX: u64 = 50_000;
/// Hits up to which every one is compared, not only their number.
const COMPARED_MAX: u64 = 1_000;
/// A term is frequent that more than one article in so many has.
const FREQUENT: u64 = 20;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let article_count = numbers.next().unwrap_or(20_000);
    let query_count = numbers.next().unwrap_or(500) as usize;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let began = Instant::now();
    let paper = Newspaper::new();
    let text_bytes = newspaper::fill(folder.path(), &paper, article_count);
    println!(
        "{article_count} articles, {} MB of text, made in {:.0?}",
        text_bytes / 1_000_000,
        began.elapsed()
    );

    let store = longwire_store::open(folder.path()).expect("the store");
    let (began, began_cpu) = (Instant::now(), cpu_seconds());
    while !store.rebuild_index().expect("a step").finished {}
    let (took, took_cpu) = (began.elapsed(), cpu_seconds() - began_cpu);
    let state = store.index_state().expect("a state");
    println!(
        "rebuilt at {:.0} articles/s, {:.0} a second of processor time",
        article_count as f64 / took.as_secs_f64(),
        article_count as f64 / took_cpu.max(0.01)
    );
    println!(
        "index of {} MB in {} segments: {:.2} of the text",
        state.index_bytes / 1_000_000,
        state.segment_count,
        state.index_bytes as f64 / text_bytes as f64
    );

    let questions = paper.questions(article_count, query_count);
    let answers = ask_all(&store, &questions, article_count);
    compare(&paper, &store, &questions, &answers, article_count);
    if article_count <= RIVAL_MAX {
        let ours: Vec<Duration> = answers.iter().map(|(took, _)| *took).collect();
        rival::run(folder.path(), &paper, article_count, &questions, &ours, text_bytes);
    }
}

/// Processor time of this process, in steps of 10 ms; 0 where the system does not tell it as Linux does.
pub(crate) fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn ask(store: &dyn Store, query: &str, limit: usize, facets: bool) -> SearchAnswer {
    let request = SearchRequest {
        query: &parse(query),
        order: Order::Relevance,
        skip: 0,
        limit,
        after: None,
        facets,
        now: Timestamp::from_seconds(newspaper::NOW_SECONDS),
    };
    store.search(&request).expect("an answer")
}

/// Asks everything, warm: the best of three, as a page asks it, with facets and twenty articles.
fn ask_all(store: &Arc<dyn Store>, questions: &[Question], article_count: u64) -> Vec<(Duration, u64)> {
    let answers: Vec<(Duration, u64)> = questions
        .iter()
        .map(|question| {
            let turns = (0..3).map(|_| {
                let began = Instant::now();
                let answer = ask(&**store, &question.written, 20, true);
                (began.elapsed(), answer.total)
            });
            turns.min().expect("three turns")
        })
        .collect();
    for kind in newspaper::KINDS {
        let of_kind = questions.iter().zip(&answers).filter(|(question, _)| question.kind == *kind);
        let mut took: Vec<Duration> = of_kind.map(|(_, (took, _))| *took).collect();
        say(kind, &mut took);
    }
    let two = questions.iter().zip(&answers).filter(|(question, _)| question.terms.len() == 2);
    say("all of two terms", &mut two.map(|(_, (took, _))| *took).collect::<Vec<_>>());
    let frequent = answers.iter().filter(|(_, total)| *total > article_count / FREQUENT);
    say("frequent, apart", &mut frequent.map(|(took, _)| *took).collect::<Vec<_>>());
    answers
}

fn say(what: &str, took: &mut [Duration]) {
    took.sort_unstable();
    let at = |share: f64| took.get(((took.len() as f64 * share) as usize).min(took.len().saturating_sub(1)));
    if let (Some(half), Some(most), Some(last)) = (at(0.5), at(0.99), took.last()) {
        println!("{what:28} {:4} queries  p50 {half:8.2?}  p99 {most:8.2?}  max {last:8.2?}", took.len());
    }
}

/// Holds the answers against a scan of all texts.
fn compare(
    paper: &Newspaper,
    store: &Arc<dyn Store>,
    questions: &[Question],
    answers: &[(Duration, u64)],
    article_count: u64,
) {
    let mut truth: Vec<BTreeSet<i64>> = vec![BTreeSet::new(); questions.len()];
    for n in 0..article_count {
        let article = paper.article(n);
        for (question, truth) in questions.iter().zip(&mut truth) {
            if question.terms.iter().all(|term| article.has(term)) {
                truth.insert(n as i64 + 1);
            }
        }
    }
    let (mut found_right, mut found, mut wanted, mut compared) = (0, 0, 0, 0);
    for ((question, truth), (_, total)) in questions.iter().zip(&truth).zip(answers) {
        assert_eq!(*total, truth.len() as u64, "{}", question.written);
        if *total <= COMPARED_MAX {
            let answer = ask(&**store, &question.written, COMPARED_MAX as usize, false);
            let ids: BTreeSet<i64> =
                answer.hits.iter().map(|hit| hit.archived.revision.article_id.0).collect();
            found_right += ids.intersection(truth).count();
            found += ids.len();
            wanted += truth.len();
            compared += 1;
        }
    }
    println!(
        "against a scan: all {} numbers of hits equal; of {compared} queries every hit: recall {:.2}, precision {:.2}",
        questions.len(),
        found_right as f64 / wanted.max(1) as f64,
        found_right as f64 / found.max(1) as f64
    );
}
