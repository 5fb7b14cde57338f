//! What the schedule is worth: requests made against a poll every fifteen
//! minutes, at the same median delay.
//!
//! ```sh
//! cargo bench -p longwire-pipeline --bench schedule
//! cargo bench -p longwire-pipeline --bench schedule -- times.tsv
//! cargo bench -p longwire-pipeline --bench schedule -- FOLDER
//! ```
//!
//! Without a file, publishers are made up. A file has a line for each entry: the
//! source's name, a tab, and when it was published, as RFC 3339. The schedule
//! learns from all weeks but the last, which is counted.
//!
//! In a folder, and in those below it, each document that is a feed is a source that
//! published when its entries say, if they tell of [`ENTRIES_MIN`] moments over more than
//! [`SPAN_MIN`]: of a shorter stretch there is nothing to learn. Documents of different
//! years are moved by whole weeks, so that all end in one; hours and weekdays stay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use longwire_model::{Moment, Timestamp};
use longwire_pipeline::Config;
use longwire_pipeline::schedule::{Replayed, replay, replay_fixed};

#[path = "../src/schedule/replay/publishers.rs"]
mod publishers;

const WEEK: i64 = 7 * 24 * 3_600;
/// Weeks made up, the counted one included.
const WEEKS: u32 = 5;
/// Sources made up.
const SOURCES: u32 = 200;
/// What the schedule is measured against.
const FIXED: Duration = Duration::from_secs(15 * 60);

/// Moments that a document of a folder has at least.
const ENTRIES_MIN: usize = 8;
/// The time they span at least: a week to learn from beside the one that is counted.
const SPAN_MIN: Duration = Duration::from_secs(14 * 24 * 3_600);

/// A source's group and its times.
type Source = (String, Vec<Timestamp>);

fn main() {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let sources = match &file {
        Some(folder) if Path::new(folder).is_dir() => recorded(Path::new(folder)),
        Some(file) => read(&std::fs::read_to_string(file).expect("the file can be read")),
        None => made_up(),
    };
    let begin = sources.iter().filter_map(|(_, times)| times.first()).min().expect("there are times");
    let until = sources.iter().filter_map(|(_, times)| times.last()).max().expect("there are times");
    let count_from = Timestamp::from_seconds((until.seconds() - WEEK).max(begin.seconds()));
    let days = (until.seconds() - begin.seconds()) / 86_400;
    println!("{} sources, {days} days, the last 7 counted", sources.len());
    let run = |config: &Config| -> Vec<Replayed> {
        // A source is learned from its first entry on: before that nothing is known of it.
        let from = |times: &[Timestamp]| times.first().copied().unwrap_or(*begin).min(count_from);
        sources.iter().map(|(_, times)| replay(times, from(times), count_from, *until, config)).collect()
    };
    let fixed: Vec<Replayed> =
        sources.iter().map(|(_, times)| replay_fixed(times, count_from, *until, FIXED)).collect();
    let wanted = sum(&fixed).delay_at(0.5);

    let default = run(&Config::default());
    // The worth of a request at which the medians are equal, by halving.
    let (mut low, mut high) = (1.0_f64, 1e6_f64);
    for _ in 0..24 {
        let middle = (low * high).sqrt();
        let config = Config { poll_worth: Duration::from_secs_f64(middle), ..Config::default() };
        if sum(&run(&config)).delay_at(0.5) > wanted { high = middle } else { low = middle }
    }
    let equal = Config { poll_worth: Duration::from_secs_f64(low), ..Config::default() };
    let learned = run(&equal);

    table("a poll every 15 minutes", &sources, &fixed);
    table(
        &format!("learned, at the same median delay (a request worth {:.0} min)", low / 60.0),
        &sources,
        &learned,
    );
    table("learned, as set by default", &sources, &default);
    let saved =
        |of: &[Replayed]| 100.0 - 100.0 * sum(of).request_count as f64 / sum(&fixed).request_count as f64;
    println!("\nsaved at the same median delay: {:.1}% of the requests", saved(&learned));
    println!("saved by default:               {:.1}% of the requests", saved(&default));
}

fn made_up() -> Vec<Source> {
    let mut sources = Vec::new();
    for kind in &publishers::KINDS {
        for n in 0..kind.share * SOURCES / 100 {
            sources.push((kind.name.to_owned(), publishers::times(kind, u64::from(n) + 1, WEEKS)));
        }
    }
    sources
}

/// The feeds of a folder, all of which end in the same week.
fn recorded(folder: &Path) -> Vec<Source> {
    let (mut folders, mut all) = (vec![folder.to_owned()], BTreeSet::new());
    let mut document_count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            document_count += 1;
            all.extend(std::fs::read(&path).ok().and_then(|bytes| times_of(&bytes)));
        }
    }
    let end = all.iter().filter_map(|times: &Vec<Timestamp>| times.last()).max().copied();
    let end = end.expect("at least one document tells of two weeks").seconds();
    let moved = |times: Vec<Timestamp>| {
        let weeks = times.last().map_or(0, |last| (end - last.seconds()) / WEEK);
        times.iter().map(|at| Timestamp::from_seconds(at.seconds() + weeks * WEEK)).collect()
    };
    println!("{document_count} documents, {} of them feeds that tell of two weeks or more", all.len());
    all.into_iter().map(|times| ("recorded".to_owned(), moved(times))).collect()
}

/// When the entries of a document were published; `None` where that is too little to learn from.
fn times_of(bytes: &[u8]) -> Option<Vec<Timestamp>> {
    let feed = longwire_feed::parse(bytes, &longwire_feed::Hint::default()).ok()?;
    let dates = feed.entries.iter().filter_map(|entry| entry.published_at.or(entry.updated_at));
    let times: BTreeSet<Timestamp> = dates.map(|moment| moment.timestamp()).collect();
    let (first, last) = (times.first()?, times.last()?);
    (times.len() >= ENTRIES_MIN && last.since(*first) > SPAN_MIN).then(|| times.into_iter().collect())
}

fn read(text: &str) -> Vec<Source> {
    let mut by_source: BTreeMap<&str, Vec<Timestamp>> = BTreeMap::new();
    for line in text.lines() {
        let Some((source, written)) = line.split_once('\t') else { continue };
        let moment: Moment = written.trim().parse().expect("a time as RFC 3339");
        by_source.entry(source).or_default().push(moment.timestamp());
    }
    by_source
        .into_values()
        .map(|mut times| {
            times.sort_unstable();
            ("recorded".to_owned(), times)
        })
        .collect()
}

fn sum(of: &[Replayed]) -> Replayed {
    let mut sum = Replayed::default();
    of.iter().for_each(|one| sum.add(one));
    sum
}

fn table(title: &str, sources: &[Source], of: &[Replayed]) {
    println!("\n{title}");
    println!(
        "{:<26} {:>7} {:>9} {:>8} {:>9} {:>9} {:>9}",
        "", "sources", "requests", "entries", "median", "mean", "95%"
    );
    let mut groups: Vec<(&str, usize, Replayed)> = Vec::new();
    for ((group, _), one) in sources.iter().zip(of) {
        match groups.iter_mut().find(|(name, ..)| name == group) {
            Some((_, count, sum)) => {
                *count += 1;
                sum.add(one);
            }
            None => groups.push((group, 1, one.clone())),
        }
    }
    groups.push(("all", of.len(), sum(of)));
    for (name, count, sum) in groups {
        let minutes = |delay: Duration| format!("{:.1} min", delay.as_secs_f64() / 60.0);
        let mean = sum.delays.iter().sum::<Duration>() / (sum.delays.len().max(1) as u32);
        println!(
            "{name:<26} {count:>7} {:>9} {:>8} {:>9} {:>9} {:>9}",
            sum.request_count,
            sum.delays.len(),
            minutes(sum.delay_at(0.5)),
            minutes(mean),
            minutes(sum.delay_at(0.95))
        );
    }
}
