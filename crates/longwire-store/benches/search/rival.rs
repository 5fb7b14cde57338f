//! SQLite's own trigram index over the same articles.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::ask::Asked;
use super::newspaper::{Newspaper, Question};
use super::{Progress, cpu_seconds};

/// Builds it, asks the same questions and prints how it compares. It can not be asked for
/// fewer than three characters; those questions are counted.
pub(crate) fn run(
    folder: &Path,
    paper: &Newspaper,
    article_count: u64,
    questions: &[Question],
    ours: &[Asked],
    text_bytes: u64,
) {
    let database = Connection::open(folder.join("rival.db")).expect("a database");
    database
        .execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL;
            CREATE VIRTUAL TABLE rival USING fts5 (text, content = '', tokenize = 'trigram'); BEGIN",
        )
        .expect("a trigram index");
    let mut spent = 0.0;
    let mut progress = Progress::new("given to the rival", article_count);
    for n in 0..article_count {
        progress.at(n);
        let article = paper.article(n);
        let text = format!("{}\n{}", article.title, article.text);
        let began = cpu_seconds();
        let mut insert =
            database.prepare_cached("INSERT INTO rival (rowid, text) VALUES (?1, ?2)").expect("a statement");
        insert.execute((n as i64 + 1, text)).expect("an article");
        spent += cpu_seconds() - began;
    }
    let began = cpu_seconds();
    database.execute_batch("COMMIT").expect("a commit");
    spent += cpu_seconds() - began;
    let bytes: i64 = database
        .query_row("SELECT sum(length(block)) FROM rival_data", [], |row| row.get(0))
        .expect("a size");
    let (mut silent, mut ratios, mut theirs_all) = (0, Vec::new(), Vec::new());
    for (question, ours) in questions.iter().zip(ours) {
        if question.terms.iter().any(|term| term.chars().count() < 3) {
            silent += 1;
            continue;
        }
        let theirs = (0..3).map(|_| ask(&database, question)).min().expect("three turns");
        progress.at(article_count);
        ratios.push(theirs.as_secs_f64() / ours.cpu.as_secs_f64().max(1e-9));
        theirs_all.push(theirs);
    }
    ratios.sort_unstable_by(f64::total_cmp);
    theirs_all.sort_unstable();
    let (Some(ratio), Some(p50), Some(max)) =
        (ratios.get(ratios.len() / 2), theirs_all.get(theirs_all.len() / 2), theirs_all.last())
    else {
        return;
    };
    println!(
        "FTS5 trigram: {:.0} articles a second of processor time, {:.2} of the text; silent on {silent} of {} queries; \
        on the others p50 {p50:.2?}, max {max:.2?}: {ratio:.1} times ours in the middle",
        article_count as f64 / spent.max(0.01),
        bytes as f64 / text_bytes as f64,
        questions.len()
    );
}

/// The best twenty by rank, and how many there are, as a page needs them.
fn ask(database: &Connection, question: &Question) -> Duration {
    let phrases: Vec<String> = question.terms.iter().map(|term| format!("\"{term}\"")).collect();
    let phrases = phrases.join(" AND ");
    let began = Instant::now();
    for sql in [
        "SELECT rowid FROM rival WHERE rival MATCH ?1 ORDER BY rank LIMIT 20",
        "SELECT count(*) FROM rival WHERE rival MATCH ?1",
    ] {
        let mut select = database.prepare_cached(sql).expect("a statement");
        let mut rows = select.query([&phrases]).expect("an answer");
        while rows.next().expect("a row").is_some() {}
    }
    began.elapsed()
}
