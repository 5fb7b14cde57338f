//! What the search index costs and whether it misses anything, on articles made up for it.
//!
//! ```sh
//! cargo bench -p longwire-store --bench search -- [ARTICLES] [QUERIES] [RIVAL]
//! cargo bench -p longwire-store --bench search -- 1000000
//! ```
//!
//! Half of the articles are Chinese; words are as frequent as Zipf's law has it. The truth
//! is a plain scan of every folded text ([`truth`]). SQLite's own trigram index gets the
//! first `RIVAL` articles, and ours is asked over as many beside it ([`rival`]): 50,000,
//! because it takes a third of a second a thousand and a second a query. Default are
//! 20,000 articles and 500 queries; a million take an hour, 12 GB of disk and half a GB
//! of memory. Every part says on standard error how far it is.

mod ask;
mod newspaper;
mod rival;
mod truth;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use longwire_store::Store;
use newspaper::Newspaper;

/// Articles that the rival is given where nothing else is wished.
const RIVAL_COUNT: u64 = 50_000;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let article_count = numbers.next().unwrap_or(20_000);
    let query_count = numbers.next().unwrap_or(500) as usize;
    let rival_count = numbers.next().unwrap_or(RIVAL_COUNT).min(article_count);
    let paper = Newspaper::new();

    let folder = tempfile::tempdir().expect("a temporary folder");
    let (store, text_bytes) = index(folder.path(), &paper, article_count);
    let questions = paper.questions(article_count, query_count);
    let answers = ask::all(&store, &questions);
    ask::table(&questions, &answers, article_count);
    truth::compare(&paper, &store, &questions, &answers, article_count);
    if rival_count == 0 {
        return;
    }
    if rival_count == article_count {
        return rival::run(folder.path(), &paper, rival_count, &questions, &answers, text_bytes);
    }
    drop((store, folder));
    println!("\nbeside the trigram index of FTS5:");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (store, text_bytes) = index(folder.path(), &paper, rival_count);
    let questions = paper.questions(rival_count, query_count);
    let answers = ask::all(&store, &questions);
    rival::run(folder.path(), &paper, rival_count, &questions, &answers, text_bytes);
}

/// Makes an archive and its index; gives the bytes of the articles' texts too.
fn index(folder: &Path, paper: &Newspaper, article_count: u64) -> (Arc<dyn Store>, u64) {
    let began = Instant::now();
    let text_bytes = newspaper::fill(folder, paper, article_count);
    println!(
        "{article_count} articles, {} MB of text, made in {:.0?}",
        text_bytes / 1_000_000,
        began.elapsed()
    );
    let store = longwire_store::open(folder).expect("the store");
    let (began, began_cpu) = (Instant::now(), cpu_seconds());
    let mut progress = Progress::new("indexed", article_count);
    loop {
        let step = store.rebuild_index().expect("a step");
        progress.at(step.done);
        if step.finished {
            break;
        }
    }
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
    (store, text_bytes)
}

/// Says now and then how far a long part is, on standard error.
struct Progress {
    what: &'static str,
    total: u64,
    began: Instant,
    said: Instant,
}

impl Progress {
    const GAP: Duration = Duration::from_secs(10);

    fn new(what: &'static str, total: u64) -> Self {
        Self { what, total, began: Instant::now(), said: Instant::now() }
    }

    fn at(&mut self, done: u64) {
        if self.said.elapsed() >= Self::GAP {
            self.said = Instant::now();
            eprintln!("{}: {done} of {} after {:.0?}", self.what, self.total, self.began.elapsed());
        }
    }
}

/// Processor time of this process, in steps of 10 ms; 0 where the system does not tell it as Linux does.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
