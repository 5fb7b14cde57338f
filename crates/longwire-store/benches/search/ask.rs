//! Asking, and what it costs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use longwire_model::Timestamp;
use longwire_search::{Order, parse};
use longwire_store::{Audience, SearchAnswer, SearchRequest, Store};

use super::Progress;
use super::newspaper::{KINDS, NOW_SECONDS, Question};

/// A query is asked again until it has run for so long: processor time is told in steps of some milliseconds.
const LONG_ENOUGH: Duration = Duration::from_millis(60);
/// A term is frequent that more than one article in so many has.
const FREQUENT: u64 = 20;

/// What came of a question.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// Processor time of one turn, warm.
    pub(crate) cpu: Duration,
    /// The shortest turn by the clock.
    pub(crate) took: Duration,
    /// How many articles were found.
    pub(crate) total: u64,
}

pub(crate) fn ask(store: &dyn Store, query: &str, limit: usize, facets: bool) -> SearchAnswer {
    let request = SearchRequest {
        query: &parse(query),
        order: Order::Relevance,
        skip: 0,
        limit,
        after: None,
        facets,
        now: Timestamp::from_seconds(NOW_SECONDS),
        audience: Audience::Owner,
        reader: None,
    };
    store.search(&request).expect("an answer")
}

/// Asks everything as a page asks it, with facets and twenty articles, once for warming up and then for the measure.
pub(crate) fn all(store: &Arc<dyn Store>, questions: &[Question]) -> Vec<Asked> {
    let mut progress = Progress::new("asked", questions.len() as u64);
    let answer = |(n, question): (u64, &Question)| {
        progress.at(n);
        let total = ask(&**store, &question.written, 20, true).total;
        let (began, began_cpu) = (Instant::now(), thread_cpu());
        let (mut took, mut turns) = (Duration::MAX, 0);
        while turns < 3 || began.elapsed() < LONG_ENOUGH {
            let began = Instant::now();
            ask(&**store, &question.written, 20, true);
            took = took.min(began.elapsed());
            turns += 1;
        }
        let cpu = match (began_cpu, thread_cpu()) {
            (Some(before), Some(after)) => after.saturating_sub(before) / turns,
            _ => took,
        };
        Asked { cpu, took, total }
    };
    (0..).zip(questions).map(answer).collect()
}

/// Processor time of this thread; `None` where the system does not tell it as Linux does.
fn thread_cpu() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

/// Prints what the kinds of questions cost, in processor time and by the clock.
pub(crate) fn table(questions: &[Question], answers: &[Asked], article_count: u64) {
    println!("{:22} {:>7} {:>34} {:>22}", "", "queries", "processor time p50 / p99 / max", "clock p50 / p99");
    let all = || questions.iter().zip(answers);
    for kind in KINDS {
        row(kind, all().filter(|(question, _)| question.kind == *kind).map(|(_, asked)| *asked));
    }
    row("all of two terms", all().filter(|(question, _)| question.terms.len() == 2).map(|(_, asked)| *asked));
    let is_frequent = |asked: &&Asked| asked.total > article_count / FREQUENT;
    row("frequent ones, apart", answers.iter().filter(is_frequent).copied());
}

fn row(what: &str, asked: impl Iterator<Item = Asked>) {
    let (mut cpu, mut took): (Vec<Duration>, Vec<Duration>) =
        asked.map(|asked| (asked.cpu, asked.took)).unzip();
    cpu.sort_unstable();
    took.sort_unstable();
    let at = |of: &[Duration], share: f64| {
        let place = ((of.len() as f64 * share) as usize).min(of.len().saturating_sub(1));
        of.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    println!(
        "{what:22} {:7} {:>24} {:>9} {:>22}",
        cpu.len(),
        format!("{:.2} / {:.2} /", at(&cpu, 0.5), at(&cpu, 0.99)),
        format!("{:.2} ms", at(&cpu, 1.0)),
        format!("{:.2} / {:.2} ms", at(&took, 0.5), at(&took, 0.99)),
    );
}
